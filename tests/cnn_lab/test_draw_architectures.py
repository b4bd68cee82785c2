"""The figures on architectures: what they show and say, and how they meet unfinished work."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from shown import Reader, a_fault_is_said, not_started_is_said

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw.architectures import alexnet_blocks, audits, kinds, staircase, sums_widget
from cnn_lab.draw.architectures.sums_worked import ALEXNET
from cnn_ref.architectures_alexnet import alexnet
from cnn_ref.colours import KIND_COLOURS

NETWORK = [("conv", 4, 3, 2, 1, 1), ("relu",), ("pool", 2, 2), ("flatten",), ("dense", 5)]
TOO_DEEP = [("conv", 4, 3, 1, 0, 1), ("pool", 2, 2), ("conv", 4, 3, 1, 0, 1), ("relu",)]


def summary(size, groups, classes):
    return tuple(cnn_ref.alexnet_summary(size, groups, classes))


class TestTypedInNumbers:
    def test_the_first_staircase_is_that_of_the_reference(self):
        layers = [layer for layer, _ in staircase.TUE_8_16]
        shapes = [shape for _, shape in staircase.TUE_8_16]
        assert shapes == cnn_ref.trace_shapes(layers, (1, 28, 28))

    def test_the_blocks_are_the_volumes_of_the_reference(self):
        whole, image = alexnet()
        kept = [
            shape
            for layer, shape in zip(whole, cnn_ref.trace_shapes(whole, image), strict=True)
            if layer[0] in ("conv", "pool", "dense")
        ]
        shown = [(c, s, s) if s else (c,) for _, _, c, s in alexnet_blocks.BLOCKS[1:]]
        assert shown == kept

    def test_every_row_of_the_sums_is_that_of_the_reference(self):
        whole, image = alexnet()
        kept = [layer for layer in whole if layer[0] not in ("relu", "flatten", "dropout")]
        assert [row.kind for row in ALEXNET] == [k[0].replace("lrn", "norm") for k in kept]
        shape = image
        for row, layer in zip(ALEXNET, kept, strict=True):
            if row.kind == "dense" and len(shape) == 3:
                shape = (int(np.prod(shape)),)
            assert (row.before[0], row.before[1] or None) == (*shape, None)[:2]
            assert row.parameters == cnn_ref.layer_parameters(layer, shape)
            assert row.macs == cnn_ref.layer_macs(layer, shape)
            (shape,) = cnn_ref.trace_shapes([layer], shape)
            assert (row.after[0], row.after[1] or None) == (*shape, None)[:2]

    def test_the_decks_numbers_are_within_a_sixth_of_what_is_counted_with_227_pixels(self):
        for (_, _, claimed), counted in zip(
            audits.DECK, (60965224, 659272, 724406816), strict=True
        ):
            assert 1 <= counted / claimed < 7 / 6

    def test_the_colours_are_those_of_the_printout(self):
        for kind, colour in kinds.KINDS.items():
            if kind != "input":
                assert colour == KIND_COLOURS["lrn" if kind == "norm" else kind].fill
                ink = KIND_COLOURS["lrn" if kind == "norm" else kind].ink
                assert kinds.INKS.get(kind, "#000000") == ink


class TestUnfinishedWork:
    CALLS = (
        lambda f: draw.staircase(f, NETWORK, (1, 9, 9), "small"),
        draw.audit,
        lambda f: draw.varying(f, NETWORK[:3], (9, 13), 5),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys, call):
        not_started_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    def test_an_error_gives_one_sentence_that_names_the_function(self, shell, capsys, call):
        a_fault_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize(
        "result", [None, 5, (1, 2), (0, 0, 0), [(1.0, 2, 3)], [[4, 5]], [(4, 0, 2)] * 3]
    )
    def test_what_cannot_be_drawn_is_said(self, shell, capsys, call, result):
        call(lambda *args: result)
        assert "Nothing to draw yet" in capsys.readouterr().out
        assert shell.bundles == []

    def test_the_students_function_gets_its_own_list(self, shell):
        layers = list(NETWORK)

        def greedy(own, in_shape):
            shapes = cnn_ref.trace_shapes(own, in_shape)
            own.clear()
            return shapes

        draw.staircase(greedy, layers, (1, 9, 9))
        assert layers == NETWORK


class TestFigures:
    CALLS = (
        draw.first_staircase,
        draw.alexnet_blocks,
        lambda: draw.audit(summary),
        lambda: draw.staircase(cnn_ref.trace_shapes, NETWORK, (1, 9, 9), "small"),
        lambda: draw.staircase(cnn_ref.trace_shapes, TOO_DEEP, (1, 6, 6), "too deep"),
        lambda: draw.varying(cnn_ref.trace_shapes, NETWORK[:3], (9, 13), 5),
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
        for module in (staircase, alexnet_blocks, audits):
            monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
        call()
        for axes in kept[0].axes:
            assert axes.get_xlabel()
            assert axes.get_ylabel()

    def test_the_stairs_end_at_the_first_layer_that_does_not_fit(self, shell):
        draw.staircase(cnn_ref.trace_shapes, TOO_DEEP, (1, 6, 6), "too deep")
        assert shell.words.endswith("pool 2×2: 4×2×2; conv 4@3×3: does not fit.")

    def test_the_stairs_show_the_students_numbers(self, shell):
        draw.staircase(lambda layers, shape: [(7, 8, 9)] * len(layers), NETWORK, (1, 9, 9), "odd")
        assert "flatten: 7×8×9" in shell.words

    def test_the_audit_says_claim_and_counts(self, shell):
        draw.audit(summary)
        assert "the deck says 630,000,000 connections" in shell.words
        assert "224 pixels, groups 2 643,026,048" in shell.words

    def test_pyramid_pooling_keeps_as_many_numbers_for_every_size(self, shell):
        draw.varying(cnn_ref.trace_shapes, NETWORK[:3], (9, 13), 5)
        assert "9 pixels give 4×2×2: 16 flattened, 20 pooled" in shell.words
        assert "13 pixels give 4×3×3: 36 flattened, 20 pooled" in shell.words

    def test_layers_are_said_with_their_unusual_options_only(self):
        said = [kinds.said(layer) for layer in alexnet_layers()]
        assert said == ["conv 96@11×11, stride 4", "pool 3×3, stride 2", "pool 2×2", "dropout 0.5"]


def alexnet_layers():
    return [("conv", 96, 11, 4, 0, 1), ("pool", 3, 2), ("pool", 2, 2), ("dropout", 0.5)]


class TestSums:
    def data(self):
        return json.loads(re.search(r"var data = (\{.*\});", sums_widget.page())[1])

    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert sums_widget.page() == sums_widget.page()
        assert Reader(sums_widget.page()).open == []
        assert Reader(self.data()["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = sums_widget.page()
        assert not re.search(r"https?:|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_every_layer_has_its_three_sums(self):
        for row in self.data()["rows"]:
            assert [name for name, _ in row["sums"]] == ["Shape", "Parameters", "MACs"]

    def test_every_sum_of_a_side_comes_out(self):
        for row in ALEXNET:
            if row.kernel:
                size = (row.before[1] - row.kernel + 2 * row.padding) // row.stride + 1
                assert size == row.after[1]

    def test_every_product_of_parameters_comes_out(self):
        for row in self.data()["rows"]:
            text, found = (
                dict(row["sums"])["Parameters"].rsplit(" = ", 1)
                if row["kind"] in ("conv", "dense")
                else ("0", "0")
            )
            for word in ("filters", "weights", "outputs", "bias"):
                text = text.replace(word, "")
            text = text.replace(",", "").replace("·", "*").replace("/", "//")
            assert eval(text) == int(found.replace(",", ""))

    def test_without_script_a_table_stands_in_its_place(self):
        without = re.sub(r"<(script|style)>.*?</\1>", "", sums_widget.page(), flags=re.DOTALL)
        assert without.count("<tr>") == len(ALEXNET) + 1
        assert "button" not in without
        assert "223,948,800" in without
