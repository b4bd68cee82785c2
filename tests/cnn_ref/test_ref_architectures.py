"""The networks of the lectures: every number that is said of them, and that they run."""

import numpy as np
import pytest

from cnn_ref import Network
from cnn_ref.architectures import (
    canziani_convolutions,
    canziani_dense,
    canziani_pooled,
    tue_6_12_12,
    tue_6_12_12_one_pool,
    tue_8_16,
)
from cnn_ref.architectures_alexnet import alexnet, alexnet_summary
from cnn_ref.counting import profile_array, summarise
from cnn_ref.profiling import ideal_time, profile, total
from cnn_ref.receptive_fields import receptive_field_of
from cnn_ref.tracing import trace_layers, trace_shapes


def sides(architecture):
    """Side of the image at the input and after each convolution and pool."""
    steps = trace_layers(*architecture)
    moved = [s for s in steps if s.layer.kind in ("conv", "pool")]
    return [architecture.in_shape[1], *(step.out_shape[1] for step in moved)]


def macs_of(kind, architecture):
    return [row.macs for row in profile(*architecture) if row.layer.kind == kind]


# --- Canziani's three -------------------------------------------------------------------------


def test_the_dense_network_takes_387_thousand_million_multiplications_and_176_seconds():
    n = 3 * 256 * 256
    assert macs_of("dense", canziani_dense()) == [2 * n * n, 4 * n * n, 4 * n * n, 2 * n * 1000]
    macs = summarise(*canziani_dense()).macs
    assert macs == 386_940_272_640
    assert round(ideal_time(macs), 1) == 175.9
    assert total(profile(*canziani_dense())).ideal_seconds == pytest.approx(ideal_time(macs))


def test_three_convolutions_take_540_million_and_a_quarter_of_a_second():
    architecture = canziani_convolutions()
    assert sum(macs_of("conv", architecture)) == 147_456_000
    assert macs_of("dense", architecture) == [393_216_000]
    assert summarise(*architecture).macs == 540_672_000
    assert round(1e3 * ideal_time(540_672_000), 1) == 245.8


def test_stride_and_two_pools_leave_32_million_and_14_milliseconds():
    architecture = canziani_pooled()
    assert sides(architecture) == [256, 128, 128, 64, 64, 32]
    assert macs_of("conv", architecture) == [7_372_800, 14_745_600, 3_686_400]
    assert macs_of("dense", architecture) == [6_144_000]
    assert summarise(*architecture)[::2] == (6_147_268, 31_948_800)
    assert round(1e3 * ideal_time(31_948_800), 2) == 14.52
    assert receptive_field_of(*architecture) == [(35, 8), (35, 8)]


def test_pools_in_other_places_would_cost_much_less_than_the_lecture_says():
    first, other, pool = ("conv", 6, 5, 2, 2), ("conv", 6, 5, 1, 2), ("pool", 2)
    classes = [("flatten",), ("dense", 1000)]
    two = [first, pool, other, pool, other, *classes]
    three = [first, pool, other, pool, other, pool, *classes]
    assert summarise(two, (3, 256, 256)).macs == 18_124_800
    assert summarise(three, (3, 256, 256)).macs == 13_516_800


# --- the TU/e networks ------------------------------------------------------------------------


def test_three_pools_need_padding():
    assert sides(tue_6_12_12()) == [28, 28, 14, 14, 7, 7, 3]
    with pytest.raises(ValueError, match=r"layer 6, .* \(12, 4, 4\): kernel does not fit"):
        trace_shapes(*tue_6_12_12(padding=0))
    fitting = tue_6_12_12(padding=0)
    assert sides(fitting._replace(layers=fitting.layers[:6])) == [28, 24, 12, 8, 4]


def test_one_pool_needs_none():
    assert sides(tue_6_12_12_one_pool()) == [28, 24, 20, 10, 6]


def test_two_convolutions_fit_as_drawn():
    assert sides(tue_8_16()) == [28, 24, 12, 8, 4]


def by_hand(filters, kernel, dense):
    """Parameters of plain convolutions and dense layers, from (inputs, outputs) of each."""
    weights = [kernel * kernel * c * o + o for c, o in filters]
    return sum(weights) + sum(i * o + o for i, o in dense)


@pytest.mark.parametrize(
    ("architecture", "filters", "dense"),
    [
        (tue_6_12_12(), [(1, 6), (6, 12), (12, 12)], [(12 * 3 * 3, 256), (256, 10)]),
        (tue_6_12_12_one_pool(), [(1, 6), (6, 12), (12, 12)], [(12 * 6 * 6, 256), (256, 10)]),
        (tue_8_16(), [(1, 8), (8, 16)], [(16 * 4 * 4, 10)]),
        (canziani_convolutions(), [(3, 6), (6, 6), (6, 6)], [(6 * 256 * 256, 1000)]),
        (canziani_pooled(), [(3, 6), (6, 6), (6, 6)], [(6 * 32 * 32, 1000)]),
    ],
)
def test_parameters_are_those_that_are_added_up_by_hand(architecture, filters, dense):
    assert summarise(*architecture).parameters == by_hand(filters, 5, dense)


@pytest.mark.parametrize("make", [tue_6_12_12, tue_6_12_12_one_pool, tue_8_16])
def test_the_small_networks_run_and_hold_what_was_counted(make):
    rng = np.random.default_rng(0)
    network = Network(*make(), rng=rng)
    out, caches = network.forward(rng.standard_normal((3, 1, 28, 28)), rng=rng)
    dx, _ = network.backward(out, caches)
    assert out.shape == (3, 10)
    assert dx.shape == (3, 1, 28, 28)
    held = [sum(value.size for value in of_layer.values()) for of_layer in network.parameters]
    assert held == profile_array(*make())[:, 0].tolist()


@pytest.mark.parametrize(
    "make",
    [tue_6_12_12, tue_8_16, canziani_dense, canziani_convolutions, canziani_pooled, alexnet],
)
def test_a_caller_may_change_the_list_without_changing_the_next(make):
    make().layers.clear()
    assert make().layers


# --- AlexNet ----------------------------------------------------------------------------------


def test_alexnet_in_two_groups():
    assert alexnet_summary() == (60_965_224, 659_272, 724_406_816)
    assert sum(macs_of("conv", alexnet())) == 665_784_864


def test_alexnet_without_groups():
    assert alexnet_summary(groups=1) == (62_378_344, 659_272, 1_135_256_096)


def test_alexnet_on_224_pixels_rounds_down():
    assert sides(alexnet(size=224))[:2] == [224, 54]
    assert sum(macs_of("conv", alexnet(size=224))) == 595_938_432
    assert alexnet_summary(size=224).macs == 643_026_048


def test_the_630_million_connections_come_out_for_none_of_them():
    counts = {alexnet_summary(size, groups).macs for size in (224, 227) for groups in (1, 2)}
    assert all(round(count / 1e6) != 630 for count in counts)


def test_alexnets_shapes():
    assert sides(alexnet()) == [227, 55, 27, 27, 13, 13, 13, 13, 6]
    assert trace_shapes(*alexnet())[-8:] == [
        (9216,), (9216,), (4096,), (4096,), (4096,), (4096,), (4096,), (1000,)
    ]  # fmt: skip


def test_an_alexnet_pixel_sees_195_pixels_and_the_next_lies_32_further():
    assert receptive_field_of(*alexnet()) == [(195, 32), (195, 32)]


def test_alexnets_parameters_are_those_that_are_added_up_by_hand():
    convolutions = 96 * (3 * 121 + 1) + 256 * (48 * 25 + 1) + 384 * (256 * 9 + 1)
    convolutions += 384 * (192 * 9 + 1) + 256 * (192 * 9 + 1)
    dense = 4096 * (9216 + 1) + 4096 * (4096 + 1) + 10 * (4096 + 1)
    assert alexnet_summary(classes=10).parameters == convolutions + dense


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"size": 30}, "layer 6, .* kernel does not fit"),
        ({"size": 0}, r"in_shape\[1\] must be a whole number of at least 1"),
        ({"groups": 5}, r"layer 4, .* groups must divide .* groups=5, C=96, O=256"),
        ({"classes": 0}, "layer 22, .* O must be a whole number"),
    ],
)
def test_an_alexnet_that_does_not_fit_is_refused(options, words):
    with pytest.raises(ValueError, match=words):
        alexnet_summary(**options)
