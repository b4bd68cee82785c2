"""The figure of a network: what it says, what is larger than what, and that words are legible."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Polygon, Rectangle
from network_cases import EVERY_KIND, IN_SHAPE

from cnn_ref import pictures
from cnn_ref.architectures import (
    canziani_dense,
    canziani_pooled,
    tue_6_12_12,
    tue_6_12_12_one_pool,
    tue_8_16,
)
from cnn_ref.architectures_alexnet import alexnet
from cnn_ref.colours import KIND_COLOURS
from cnn_ref.pictures import draw_network
from cnn_ref.profiling import profile
from cnn_ref.wording import shape_in_words

NETWORKS = {
    "6-12-12": tue_6_12_12(),
    "one pool": tue_6_12_12_one_pool(),
    "8-16": tue_8_16(),
    "AlexNet": alexnet(),
    "dense": canziani_dense(),
    "pooled": canziani_pooled(),
    "every kind": (EVERY_KIND, IN_SHAPE),
    "1-D": ([("conv", 4, 3), ("avg_pool", 2)], (2, 30)),
    "3-D": ([("conv", 4, 3, (2, 1, 1), ((0, 1), 1, 2)), ("pool", 2)], (2, 30, 20, 10)),
    "vectors": ([("dense", 4), ("relu",)], (7,)),
    "no layer": ([], (1, 5, 4)),
}


def words_of(figure):
    (axes,) = figure.axes
    return [text.get_text() for text in axes.texts]


def blocks_of(figure):
    """The front of each block, from top to bottom: width, height."""
    (axes,) = figure.axes
    fronts = []
    for patch in axes.patches:
        if isinstance(patch, Polygon):
            corners = patch.get_xy()[:-1]
            xs, ys = corners[:, 0], corners[:, 1]
            if len(set(xs)) == 2 and len(set(ys)) == 2:
                fronts.append((xs.max() - xs.min(), ys.max() - ys.min()))
    return fronts


def collisions(figure):
    """Words that meet other words or a block, or leave the figure."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    (axes,) = figure.axes
    texts = [t for t in axes.texts if t.get_text()]
    boxes = [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts]
    shapes = [("block", p.get_window_extent()) for p in axes.patches if isinstance(p, Polygon)]
    met = [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two)]
    met += [(a, b) for a, one in boxes for b, two in shapes if one.overlaps(two)]
    page = figure.bbox
    met += [(a, "edge") for a, box in boxes if box.x0 < page.x0 or box.x1 > page.x1]
    return met + [(a, "edge") for a, box in boxes if box.y0 < page.y0 or box.y1 > page.y1]


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_no_words_meet_others_or_a_block_or_leave_the_figure(name):
    assert collisions(draw_network(*NETWORKS[name])) == []


def test_words_that_meet_a_block_are_seen(monkeypatch):
    monkeypatch.setattr(pictures, "OPTIONS_WIDTH", 80)
    assert collisions(draw_network(*NETWORKS["3-D"]))
    monkeypatch.setattr(pictures, "WIDTH", 6.0)
    assert collisions(draw_network(*NETWORKS["AlexNet"]))


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_every_layer_is_named_with_its_shape(name):
    words = words_of(draw_network(*NETWORKS[name]))
    for row in profile(*NETWORKS[name]):
        assert row.layer.kind in words
        assert shape_in_words(row.out_shape) in words


def test_options_shares_and_totals_are_written():
    words = words_of(draw_network(*alexnet()))
    for expected in ("96@11×11, stride 4", "61.9 %", "30.9 %", "60,965,224", "724,406,816"):
        assert expected in words


def test_each_kind_has_the_colour_of_the_printout():
    (axes,) = draw_network(EVERY_KIND, IN_SHAPE).axes
    badges = [p for p in axes.patches if isinstance(p, Rectangle) and p.get_x() == pictures.BADGE]
    fills = [to_hex(badge.get_facecolor()).upper() for badge in badges[1:]]
    assert fills == [KIND_COLOURS[layer[0]].fill for layer in EVERY_KIND]


def test_there_is_one_block_for_the_input_and_each_layer():
    assert len(blocks_of(draw_network(*alexnet()))) == 1 + len(alexnet().layers)


def test_blocks_grow_with_the_root_of_width_and_channels():
    """Input 1×16×64, then 4×16×64, then 4×16×16: four times narrower gives half the width."""
    (w0, t0), (w1, t1), (w2, t2) = blocks_of(
        draw_network([("conv", 4, 1), ("pool", (1, 4))], (1, 16, 64))
    )
    assert (w1, w2) == pytest.approx((w0, w0 / 2))
    assert (t1, t2) == pytest.approx((2 * t0, t1))


def test_depth_grows_with_the_height_of_the_image_and_not_with_its_width():
    def rises(in_shape):
        (axes,) = draw_network([("pool", (4, 1))], in_shape).axes
        tops = [p.get_xy() for p in axes.patches if isinstance(p, Polygon)][1::3]
        return [top[:, 1].max() - top[:, 1].min() for top in tops]

    before, after = rises((1, 64, 8))
    assert after == pytest.approx(before / 2)
    assert rises((1, 64, 16))[0] == pytest.approx(before)


def test_vectors_grow_with_the_root_of_their_length():
    (w0, _), (w1, _), (w2, _) = blocks_of(draw_network([("dense", 16), ("dense", 4)], (64,)))
    assert (w1, w2) == pytest.approx((w0 / 2, w0 / 4))


def test_pyplot_does_not_know_the_figure():
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    draw_network(*tue_8_16())
    assert plt.get_fignums() == before


def test_the_layer_that_does_not_fit_is_named():
    with pytest.raises(ValueError, match=r"layer 1, \('conv', 6, 5\)"):
        draw_network([("pool", 8), ("conv", 6, 5)], (1, 28, 28))
