"""The figures on profiling: what they show and say, and how they meet unfinished work."""

from __future__ import annotations

import re

import numpy as np
import pytest
from shown import Reader, a_fault_is_said, not_started_is_said

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw.costs import bars
from cnn_lab.draw.profiling import clocks, printed

NETWORK = [("conv", 4, 3, 1, 1, 1), ("relu",), ("pool", 2, 2), ("flatten",), ("dense", 5)]
IMAGE = (2, 6, 8)
LAYERS = {"wide": (("conv", 4, 3, 1, 1, 1), IMAGE), "1×1": (("conv", 4, 1, 1, 0, 1), IMAGE)}


class TestUnfinishedWork:
    CALLS = (
        lambda f: draw.work(f, LAYERS, "two layers"),
        lambda f: draw.printed_network(f, cnn_ref.trace_shapes, NETWORK, IMAGE, "small"),
        lambda f: draw.shares(f, {"small": (NETWORK, IMAGE)}),
        lambda f: draw.ideal_times(f, {"small": 100}, 2.2e9),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys, call):
        not_started_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    def test_an_error_gives_one_sentence_that_names_the_function(self, shell, capsys, call):
        a_fault_is_said(call, shell, capsys)

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize(
        "result", [None, "5", -2, np.inf, [1, 2], np.zeros((5, 3)), -np.ones((5, 3), int)]
    )
    def test_what_cannot_be_drawn_is_said(self, shell, capsys, call, result):
        call(lambda *args: result)
        assert "Nothing to draw yet" in capsys.readouterr().out
        assert shell.bundles == []


class TestFigures:
    CALLS = (
        lambda: draw.work(cnn_ref.layer_macs, LAYERS, "two layers"),
        lambda: draw.shares(cnn_ref.profile_array, {"a": (NETWORK, IMAGE), "b": (NETWORK, IMAGE)}),
        lambda: draw.ideal_times(cnn_ref.ideal_time, {"a": 10**9, "b": 10**6}, 2.2e9),
        lambda: draw.time_and_work({"a": 3, "b": 1}, {"a": 1, "b": 0}, "one run"),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words_in_all_three_places(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        words = picture["text/plain"]
        assert len(words) > 40
        assert metadata["image/png"]["alt"] == words
        assert "<details" in folded["text/html"]

    @pytest.mark.parametrize("call", CALLS[1:])
    def test_every_axes_is_labelled(self, monkeypatch, call):
        kept = []
        for module in (printed, clocks, bars):
            monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
        call()
        for axes in kept[0].axes:
            assert axes.get_xlabel()
            assert axes.get_ylabel()

    def test_shares_leave_out_layers_without_weights_and_add_up(self, shell):
        draw.shares(cnn_ref.profile_array, {"a": (NETWORK, IMAGE)})
        told = [float(p) for p in re.findall(r"([\d.]+) %", shell.words)]
        assert len(told) == 4
        assert sum(told[::2]) == pytest.approx(100, abs=0.11)
        assert sum(told[1::2]) == pytest.approx(100, abs=0.11)

    def test_times_are_shown_as_shares(self, shell):
        draw.time_and_work({"a": 3e-3, "b": 1e-3}, {"a": 1, "b": 0}, "one run")
        assert (
            shell.words
            == "one run. Per cent of the time and of the MACs: a 75.0 and 100.0, b 25.0 and 0.0."
        )

    def test_ideal_times_are_the_students(self, shell):
        draw.ideal_times(lambda macs, rate: macs * 2.0, {"a": 4, "b": 1}, 2.2e9)
        assert shell.words.endswith("a 8 s, b 2 s.")

    def test_work_is_the_students(self, shell):
        draw.work(lambda layer, shape: 7 if layer[2] == 1 else 21, LAYERS, "two layers")
        assert "wide 21, 1×1 7" in shell.words

    @pytest.mark.parametrize(
        ("share", "said"),
        [
            (0.0, "0.0 %"),
            (0.0001, "< 0.1 %"),
            (0.5, "50.0 %"),
            (0.9996, "> 99.9 %"),
            (1, "100.0 %"),
        ],
    )
    def test_nearly_nothing_and_nearly_all_are_said_as_such(self, share, said):
        assert printed._percent(share) == said


class TestPrinted:
    def shown(self, shell):
        draw.printed_network(
            cnn_ref.profile_array, cnn_ref.trace_shapes, NETWORK, IMAGE, "small <b>"
        )
        return shell.bundles[0][0]

    def test_it_is_a_balanced_table_with_a_row_for_each_layer(self, shell):
        page = self.shown(shell)["text/html"]
        assert Reader(page).open == []
        assert page.count("<tr>") == len(NETWORK) + 3  # head, input, total
        assert "small &lt;b&gt;" in page

    def test_each_kind_stands_on_its_colour_and_in_words(self, shell):
        page = self.shown(shell)["text/html"]
        for kind in {layer[0] for layer in NETWORK}:
            assert re.search(f"background: {printed.KINDS[kind]}[^>]*>{kind}", page)

    def test_the_words_hold_shapes_counts_and_totals(self, shell):
        words = self.shown(shell)["text/plain"]
        assert "conv 4@3×3, padding 1: output 4×6×8, elements 192, parameters 76" in words
        assert words.endswith("total: parameters 321, MACs 3,696")

    def test_the_numbers_are_the_students(self, shell):
        odd = np.full((len(NETWORK), 3), 11)
        draw.printed_network(lambda *args: odd, cnn_ref.trace_shapes, NETWORK, IMAGE, "odd")
        assert shell.bundles[0][0]["text/plain"].endswith("total: parameters 55, MACs 55")


class TestCostsThatAreKnown:
    ROWS = (
        (("conv", 8, 3, 1, 1, 1), (8, 8, 8), 80, 4608),
        (("pool", 2, 2), (8, 4, 4), 0, 0),
        (("dense", 10), (10,), 1290, 1280),
    )

    def test_the_table_has_their_words_shares_and_sums(self, shell):
        draw.printed(self.ROWS, (1, 8, 8), "a <network>")
        ((bundle, *_),) = shell.bundles
        page, words = bundle["text/html"], bundle["text/plain"]
        assert "a &lt;network&gt;" in page
        assert "78.3 %" in page
        assert "conv 8@3×3, padding 1: output 8×8×8, elements 512" in words
        assert "total: parameters 1,370, MACs 5,888" in words
