"""The figures of assignment 07: typed-in numbers, the widget, and unfinished work."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from shown import Reader

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw.pooling import (
    maxima,
    norms,
    orientations,
    overlaps,
    pyramids,
    routes_widget,
    swaps,
)
from cnn_lab.draw.pooling import pooling_worked as worked

WINDOW = np.array([1.0, 1, 5, 6])
MODULES = (maxima, swaps, overlaps, norms, pyramids, orientations)


def lp_pool(x, size, p, stride):
    return cnn_ref.lp_pool_forward(x, size, p=p, stride=stride)[0]


def oriented():
    bar = np.eye(3)
    draw.oriented({"one": bar, "two": -bar}, {"bar": bar}, np.array([[3, -3]]))


def not_written(*args):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


def data_of(page):
    return json.loads(re.search(r"var data = (\{.*\});", page)[1])


class TestTypedInNumbers:
    def test_the_decks_maxima_means_and_winners_are_the_references(self):
        x = worked.DECK[None, None]
        out, cache = cnn_ref.max_pool_forward(x, 2, return_indices=True)
        np.testing.assert_array_equal(worked.DECK_MAX, out[0, 0])
        np.testing.assert_array_equal(worked.DECK_MEAN, cnn_ref.avg_pool_forward(x, 2)[0][0, 0])
        places = [divmod(int(index), 4) for index in cache.indices.ravel()]
        assert list(worked.DECK_WINNERS) == places

    def test_each_shift_is_one_and_its_maxima_are_the_references(self):
        signal = np.array(worked.MOVES[0][1])
        for (name, values, pooled), by in zip(worked.MOVES, (0, 1, -1, 2), strict=True):
            np.testing.assert_array_equal(values, np.roll(signal, by), err_msg=name)
            out, _ = cnn_ref.max_pool_forward(np.array(values)[None, None], 2)
            np.testing.assert_array_equal(pooled, out[0, 0])

    def test_both_orders_of_relu_and_pooling_are_the_references(self):
        x = worked.WINDOW[None, None].astype(float)
        np.testing.assert_array_equal(worked.WINDOW_RELU, cnn_ref.relu(worked.WINDOW))
        pools = {"max": cnn_ref.max_pool_forward, "mean": cnn_ref.avg_pool_forward}
        for name, pool in pools.items():
            assert worked.ONE[name] == pool(x, 2)[0].item()
            assert worked.AFTER_RELU[name] == pool(cnn_ref.relu(x), 2)[0].item()
            assert worked.RELU_LAST[name] == cnn_ref.relu(pool(x, 2)[0]).item()

    def test_the_signals_gradient_is_the_references(self):
        x = np.array([[worked.SIGNAL]])
        out, cache = cnn_ref.max_pool_forward(x, overlaps.SIZE, stride=2, return_indices=True)
        np.testing.assert_array_equal(worked.OUTPUTS, out[0, 0])
        np.testing.assert_array_equal(worked.WINNERS, cache.indices[0, 0])
        dx = cnn_ref.max_pool_backward([[worked.DOUT]], cache)
        np.testing.assert_array_equal(worked.DX, dx[0, 0])
        assert worked.STARTS == (0, 2, 4)

    @pytest.mark.parametrize(("size", "n"), worked.BINS)
    def test_bins_give_what_the_reference_gives(self, size, n):
        x = np.random.default_rng(size).standard_normal(size)
        for values in (np.sort(x), np.sort(x)[::-1], x):
            found = [values[first:end].max() for first, end in worked.BINS[size, n]]
            out, _ = cnn_ref.spatial_pyramid_pool_forward(values[None, None], [n])
            np.testing.assert_array_equal(found, out[0, 0])

    @pytest.mark.parametrize("one", routes_widget.SETTINGS, ids=lambda one: one.name)
    def test_the_widgets_winners_and_gradients_are_the_references(self, one):
        x = one.x[None, None]
        out, cache = cnn_ref.max_pool_forward(
            x, one.size, stride=one.stride, padding=one.padding, return_indices=True
        )
        np.testing.assert_array_equal(one.out, out[0, 0])
        places = [divmod(int(index), one.x.shape[1]) for index in cache.indices.ravel()]
        assert list(one.winners) == places
        dx = cnn_ref.max_pool_backward(one.dout[None, None], cache)
        np.testing.assert_array_equal(one.dx, dx[0, 0])

    @pytest.mark.parametrize("one", routes_widget.SETTINGS, ids=lambda one: one.name)
    def test_the_widget_names_all_that_are_tied_with_a_winner(self, one):
        padded = np.pad(one.x.astype(float), one.padding, constant_values=-np.inf)
        for index, (h, v) in enumerate(one.places()):
            top, left = h * one.stride, v * one.stride
            window = padded[top : top + one.size[0], left : left + one.size[1]]
            offset = np.array([top, left]) - one.padding
            equal = [tuple(place + offset) for place in np.argwhere(window == window.max())]
            assert equal[0] == one.winners[index]
            assert equal[1:] == list(one.tied[index] if one.tied else ())


class TestFigures:
    CALLS = (
        draw.window_maxima,
        draw.pooled_shifts,
        draw.relu_swaps,
        draw.gradient_overlaps,
        draw.pyramid_bins,
        oriented,
        lambda: draw.lp_curve(lp_pool, WINDOW),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        assert len(picture["text/plain"]) > 40
        assert metadata["image/png"]["alt"] == picture["text/plain"] == folded["text/plain"]
        assert picture["image/png"].startswith("iVBOR")

    @pytest.mark.parametrize("call", CALLS)
    def test_nothing_of_a_figure_is_cut_off(self, monkeypatch, call):
        kept = []
        for module in MODULES:
            monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
        call()
        (figure,) = kept
        figure.draw_without_rendering()
        inside = figure.get_tightbbox()
        assert inside.x0 >= 0
        assert inside.y0 >= 0
        assert inside.x1 <= figure.get_figwidth()
        assert inside.y1 <= figure.get_figheight()

    def test_the_words_of_the_pyramid_say_where_bins_are_and_how_many(self, shell):
        draw.pyramid_bins()
        assert "the rows 0 to 2, 2 to 4 and the columns 0 to 3, 3 to 6" in shell.words
        assert "21 bins" in shell.words


class TestCurve:
    def test_it_shows_the_students_numbers(self, shell):
        draw.lp_curve(lambda x, size, p, stride: np.full((1, 1, 1, 1), 2.0 + p), WINDOW)
        assert "3 for p = 1, 4 for p = 2, 10 for p = 8, 34 for p = 32" in shell.words

    def test_the_right_numbers_are_those_of_the_text(self, shell):
        draw.lp_curve(lp_pool, WINDOW)
        assert "13 for p = 1, 7.9373 for p = 2, 6.1589 for p = 8, 6.0005 for p = 32" in shell.words
        assert "The p-mean goes from 3.25 to 5.87 for p = 64." in shell.words

    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys):
        draw.lp_curve(not_written, WINDOW)
        said = "Not started: write not_written first, then run this cell.\n"
        assert capsys.readouterr().out == said
        assert shell.bundles == []

    @pytest.mark.parametrize("got", [None, 3.0, np.zeros(1), np.full((1, 1, 1, 1), np.nan)])
    def test_what_cannot_be_drawn_is_said(self, shell, capsys, got):
        draw.lp_curve(lambda *args: got, WINDOW)
        assert "Nothing to draw yet" in capsys.readouterr().out
        assert shell.bundles == []

    def test_zeros_can_be_drawn(self, shell):
        draw.lp_curve(lambda *args: np.zeros((1, 1, 1, 1)), WINDOW)
        assert "0 for p = 1" in shell.words


class TestRoutes:
    def without_script(self):
        return re.sub(r"<(script|style)>.*?</\1>", "", routes_widget.page(), flags=re.DOTALL)

    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert routes_widget.page() == routes_widget.page()
        assert Reader(routes_widget.page()).open == []
        assert Reader(data_of(routes_widget.page())["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = routes_widget.page()
        assert not re.search(r"https?:|//\w|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_every_output_has_its_sentence(self):
        for one, data in zip(
            routes_widget.SETTINGS, data_of(routes_widget.page())["settings"], strict=True
        ):
            assert len(data["says"]) == len(data["winners"]) == one.out.size

    def test_the_collected_gradient_is_not_given_away(self):
        for data in data_of(routes_widget.page())["settings"]:
            assert "dx" not in data
        assert "seen[setting][chosen] = true" in routes_widget.page()

    def test_a_tie_is_told_with_all_who_are_equal(self):
        text = routes_widget.in_text().replace("\N{NO-BREAK SPACE}", " ")
        assert "x[0, 2], the first of several equals, row by row" in text
        assert "(the others: x[0, 3], x[1, 2], x[1, 3])" in text

    def test_buttons_are_buttons_and_keep_the_focus(self):
        tags = Reader(data_of(routes_widget.page())["live"]).tags
        buttons = [attrs for tag, attrs in tags if tag == "button"]
        assert [attrs["type"] for attrs in buttons] == ["button"] * len(routes_widget.SETTINGS)
        assert "button.focus()" in routes_widget.page()

    def test_without_script_there_is_a_table_for_each_layer_and_no_button(self):
        page = self.without_script()
        assert page.count("<table>") == len(routes_widget.SETTINGS)
        assert page.count("scope='row'") == 4 + 6 + 4 + 4
        assert "button" not in page

    def test_it_is_shown_as_a_page_with_all_in_words(self, shell):
        draw.routes()
        ((bundle, _),) = shell.bundles
        assert bundle["text/html"] == routes_widget.page()
        assert "dx 3 by 4: 0 0 0 0; 0 12 0 3; 0 0 6 0." in bundle["text/plain"]
