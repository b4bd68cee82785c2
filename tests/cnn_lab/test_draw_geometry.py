"""The figures on geometry: what they show and say, and how they meet unfinished work."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from shown import Reader, a_fault_is_said, fails, not_started_is_said

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw.answers import REFUSED, answer, answer_or_refusal
from cnn_lab.draw.attempts import NotDrawableError
from cnn_lab.draw.geometry import batches, cone_widget, fields, sizes, strips

BATCH = np.arange(24.0).reshape(2, 2, 2, 3)
TWO_LAYERS = [(3, 2), (3, 1)]


class TestTypedInNumbers:
    @pytest.mark.parametrize("scene", strips.SCENES.values(), ids=lambda scene: scene.name)
    def test_positions_are_those_of_the_name(self, scene):
        told = dict(re.findall(r"(stride|padding|dilation) (\d)", scene.name))
        stride, dilation = int(told.get("stride", 1)), int(told.get("dilation", 1))
        assert scene.padding == int(told.get("padding", 0))
        assert scene.taps == (0, dilation, 2 * dilation)
        assert scene.starts[0] == -scene.padding
        assert set(np.diff(scene.starts)) <= {stride}
        if scene.over is None:
            size = cnn_ref.output_size(7, 3, stride, scene.padding, dilation)
            assert len(scene.starts) == size
        else:
            assert scene.over == scene.starts[-1] + stride
            assert scene.over + scene.reach > 7 + scene.padding
            with pytest.raises(ValueError, match="stride does not fit"):
                cnn_ref.output_size(7, 3, stride, scene.padding, dilation)

    def test_shrinking_volumes_are_those_of_the_reference(self):
        for before, after in zip(sizes.SHRINKING, sizes.SHRINKING[1:], strict=False):
            assert after == cnn_ref.output_size(before, 5)
        with pytest.raises(ValueError, match="kernel does not fit"):
            cnn_ref.output_size(sizes.SHRINKING[-1], 5)

    def test_connections_are_those_of_a_kernel_of_3_with_padding(self):
        for output, inputs in fields.SPARSE.items():
            assert inputs == tuple(x for x in range(output - 1, output + 2) if 1 <= x <= 6)
        assert set(fields.DENSE) == set(fields.SPARSE) == set(fields.ALL)

    @pytest.mark.parametrize("network", cone_widget.NETWORKS, ids=lambda network: network.name)
    def test_the_cone_agrees_with_the_reference(self, network):
        size, layers = cone_widget.INPUTS, []
        wires = network.wires()
        for index, (kernel, stride, units) in enumerate(network.layers, start=1):
            layers.append((kernel, stride))
            size = cnn_ref.output_size(size, kernel, stride)
            assert units == size
            seen, jump = cnn_ref.receptive_field(layers)
            for unit in range(units):
                first, last = cone_widget._ends(wires, index, unit)
                assert (first, last - first + 1) == (unit * jump, seen)
        assert 0 <= network.chosen < size


class TestUnfinishedWork:
    CALLS = (
        lambda f: draw.planes(("x", BATCH), ("out", f, BATCH, 1, 0.0)),
        lambda f: draw.fitting(f, range(5, 9), 3, 3),
        lambda f: draw.growth(f, {"two layers": TWO_LAYERS}, images=(9,)),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys, call):
        not_started_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    def test_an_error_gives_one_sentence_that_names_the_function(self, shell, capsys, call):
        a_fault_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize("result", [None, "5", 2.5, np.zeros(3), (1.0, 2.0), [1, 2]])
    def test_what_cannot_be_drawn_is_said(self, shell, capsys, call, result):
        call(lambda *args: result)
        assert "Nothing to draw yet" in capsys.readouterr().out
        assert shell.bundles == []

    def test_a_batch_that_is_too_large_is_said(self, shell, capsys):
        draw.planes(("out", lambda x: np.zeros((9, 9, 9, 9)), BATCH))
        assert "needs a small array" in capsys.readouterr().out
        assert shell.bundles == []

    def test_functions_get_copies(self):
        def in_place(layers):
            layers.clear()
            return 1

        layers = list(TWO_LAYERS)
        answer(in_place, layers)
        assert layers == TWO_LAYERS

    def test_only_a_value_error_is_a_refusal(self):
        def refuses():
            raise ValueError

        assert answer_or_refusal(refuses) is REFUSED
        assert answer_or_refusal(lambda: 3) == 3
        with pytest.raises(NotDrawableError, match="fails stopped"):
            answer_or_refusal(fails)


class TestFigures:
    CALLS = (
        lambda: draw.positions("stride 1", "stride 2", "stride 3"),
        lambda: draw.positions("padding 1", "dilation 3"),
        draw.shrinking,
        draw.connections,
        lambda: draw.fitting(cnn_ref.output_size, range(218, 233), 11, 4),
        lambda: draw.growth(cnn_ref.receptive_field, {"a": TWO_LAYERS, "b": [(2, 2)]}, (9, 7)),
        lambda: draw.planes(("x", BATCH), ("out", cnn_ref.pad, BATCH, 1, -np.inf), title="rims"),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words_in_all_three_places(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        words = picture["text/plain"]
        assert len(words) > 40
        assert metadata["image/png"]["alt"] == words
        assert "<details" in folded["text/html"]

    @pytest.mark.parametrize("call", CALLS)
    def test_every_axes_is_labelled(self, monkeypatch, call):
        kept = []
        for module in (strips, sizes, fields, batches):
            monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
        call()
        for axes in kept[0].axes:
            assert axes.get_xlabel()
            assert axes.get_ylabel()

    def test_the_words_say_what_fits_and_what_does_not(self, shell):
        draw.fitting(cnn_ref.output_size, range(223, 228), 11, 4, (0, 1))
        words = shell.bundles[0][0]["text/plain"]
        assert "Padding 0: 223 gives 54, 227 gives 55. Padding 1: 225 gives 55." in words

    def test_the_words_of_a_scene_that_does_not_fit_name_no_size(self):
        words = strips.in_text(strips.SCENES["stride 3"])
        assert "2 positions" in words
        assert "stick out" in words
        assert "the output is" not in words

    def test_growth_shows_the_students_numbers(self, shell):
        draw.growth(lambda layers: (10 + len(layers), 7), {"net": TWO_LAYERS}, (64,))
        words = shell.bundles[0][0]["text/plain"]
        assert "of the image's 64 pixels" in words
        assert "10 with jump 7, 11 with jump 7, 12 with jump 7" in words

    def test_growth_draws_all_networks_to_one_scale(self, monkeypatch):
        kept = []
        monkeypatch.setattr(fields, "show", lambda figure, words: kept.append(figure))
        draw.growth(cnn_ref.receptive_field, {"a": TWO_LAYERS, "b": [(2, 2)]}, (9, 90))
        one, other = kept[0].axes
        assert one.get_xlim() == other.get_xlim()
        assert [axes.patches[0].get_width() for axes in (one, other)] == [9, 90]
        assert [axes.patches[-1].get_width() for axes in (one, other)] == [7, 2]

    def test_a_single_plane_is_spelled_out_and_a_batch_is_counted(self, shell):
        single = np.array([[[[1.0, -2.0]]]])
        draw.planes(("rim", cnn_ref.pad, single, 1, -np.inf), ("two", np.zeros((2, 1, 3, 4))))
        words = shell.bundles[0][0]["text/plain"]
        assert "rim: 3 by 4: −∞ −∞ −∞ −∞; −∞ 1 −2 −∞; −∞ −∞ −∞ −∞." in words
        assert "two: 2 images of 1 channel, 3 by 4 each." in words

    def test_infinite_numbers_have_a_sign(self):
        assert [batches._text(value) for value in (-np.inf, np.inf, -2.0)] == ["−∞", "∞", "−2"]


class TestCone:
    def data(self):
        return json.loads(re.search(r"var data = (\{.*\});", cone_widget.page())[1])

    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert cone_widget.page() == cone_widget.page()
        assert Reader(cone_widget.page()).open == []
        assert Reader(self.data()["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = cone_widget.page()
        assert not re.search(r"https?:|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_each_unit_stands_in_the_middle_of_those_it_looks_at(self):
        for net in self.data()["nets"]:
            for below, units, places in zip(
                net["places"], net["layers"], net["places"][1:], strict=False
            ):
                for wires, place in zip(units, places, strict=True):
                    assert place == np.mean([below[unit] for unit in wires])

    def test_every_unit_has_its_sentence(self):
        for net in self.data()["nets"]:
            counts = [cone_widget.INPUTS, *map(len, net["layers"])]
            assert [len(row) for row in net["says"]] == counts
            assert len(net["names"]) == len(counts)

    def test_buttons_are_buttons_with_names(self):
        buttons = [attrs for tag, attrs in Reader(self.data()["live"]).tags if tag == "button"]
        assert len(buttons) == len(cone_widget.NETWORKS) + 4
        assert all(attrs["type"] == "button" for attrs in buttons)
        assert all("aria-label" in attrs or "aria-pressed" in attrs for attrs in buttons)

    def test_without_script_three_pictures_of_text_stand_in_its_place(self):
        without = re.sub(r"<(script|style)>.*?</\1>", "", cone_widget.page(), flags=re.DOTALL)
        assert without.count("<pre") == len(cone_widget.NETWORKS)
        assert "button" not in without
        assert "[10][11][12] 13" in without

    def test_the_picture_of_text_marks_as_many_inputs_as_are_seen(self):
        for network in cone_widget.NETWORKS:
            inputs = cone_widget._picture(network).splitlines()[-1]
            layers = [(kernel, stride) for kernel, stride, _ in network.layers]
            assert inputs.count("[") == cnn_ref.receptive_field(layers)[0]
