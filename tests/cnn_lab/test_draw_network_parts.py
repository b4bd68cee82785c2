"""The figures on the rest of the network: what they show and say, and unfinished work."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import numpy as np
import pytest
from shown import Reader, a_fault_is_said, not_started_is_said

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw.network_parts import channels, curves, loss_widget, masks, orders

PICTURE = np.arange(12.0).reshape(3, 4) / 12
DRAWS = np.random.default_rng(0).random((5, 3, 4))
PIXEL = np.array([10.0, 40, 100, 30, 0, 60, 20]).reshape(1, 7, 1, 1)


def sigmoid_backward(dout, x):
    return cnn_ref.sigmoid_backward(dout, cnn_ref.sigmoid_forward(x)[1])


def dropout(x, u, p, train):
    return cnn_ref.dropout_forward(x, p, u=u, train=train)[0]


def norm(x, *numbers):
    return cnn_ref.local_response_norm_forward(x, *numbers)[0]


def flatten(x):
    return cnn_ref.flatten_forward(x)[0]


def as_number(text):
    """A typed-in number: a fraction or a decimal."""
    text = text.replace("−", "-")
    return float(Fraction(text)) if "/" in text else float(text)


class TestTypedInNumbers:
    def test_the_loss_steps_are_those_of_the_reference(self):
        scores = np.array([[np.log(2), 0, 0], [0, np.log(6), 0]])
        loss, dlogits = cnn_ref.softmax_cross_entropy(scores, loss_widget.RIGHT)
        moved = scores - scores.max(axis=1, keepdims=True)
        powers = np.exp(moved)
        shares = cnn_ref.softmax(scores)
        losses = -np.log(shares[[0, 1], loss_widget.RIGHT])[:, None]
        summed = np.hstack([powers, powers.sum(axis=1, keepdims=True)])
        right = [scores, moved, summed, shares, losses, 2 * dlogits, dlogits]
        for step, values in zip(loss_widget.STEPS, right, strict=True):
            typed = np.array([[as_number(text) for text in row] for row in step.rows])
            np.testing.assert_allclose(typed, values, atol=5e-4, err_msg=step.name)
        assert f"{loss:.3f}" in loss_widget.STEPS[4].said

    def test_the_three_orders_are_those_of_numpy(self):
        image = orders.IMAGE
        assert orders.ORDERS["channel after channel"] == tuple(flatten(image[None])[0])
        assert orders.ORDERS["pixel after pixel"] == tuple(image.transpose(1, 2, 0).ravel())
        assert orders.ORDERS["columns first"] == tuple(image.transpose(0, 2, 1).ravel())

    def test_the_neighbourhoods_are_those_of_the_reference(self):
        for c, counted in channels.COUNTED.items():
            ones = np.zeros((1, 7, 1, 1))
            ones[0, c] = 1
            for i in range(7):
                both = ones.copy()
                both[0, i] = 1
                damped = norm(both, 5, 1, 1, 1)[0, c, 0, 0] < norm(ones, 5, 1, 1, 1)[0, c, 0, 0]
                assert damped == (i in counted and i != c)
            assert c in counted


class TestUnfinishedWork:
    CALLS = (
        lambda f: draw.curve_and_slope("name", f, f),
        lambda f: draw.depths({"name": lambda: f(PICTURE)}),
        lambda f: draw.flattened(f),
        lambda f: draw.dropouts(f, PICTURE, DRAWS, 0.5),
        lambda f: draw.damped(f, PIXEL, 5, 2.0, 1e-4, 0.75),
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

    def test_numbers_that_are_not_finite_are_said(self, shell, capsys):
        draw.damped(lambda x, *numbers: x * np.nan, PIXEL, 5, 2.0, 1e-4, 0.75)
        draw.dropouts(lambda x, *numbers: x * np.inf, PICTURE, DRAWS, 0.5)
        assert capsys.readouterr().out.count("Nothing to draw yet") == 2
        assert shell.bundles == []

    def test_functions_get_copies(self):
        def in_place(x, *rest):
            x *= 0
            return x

        kept = PICTURE.copy(), PIXEL.copy(), DRAWS.copy()
        draw.dropouts(in_place, PICTURE, DRAWS, 0.5)
        draw.damped(in_place, PIXEL, 5, 2.0, 1e-4, 0.75)
        for one, other in zip(kept, (PICTURE, PIXEL, DRAWS), strict=True):
            assert np.array_equal(one, other)


class TestFigures:
    CALLS = (
        lambda: draw.curve_and_slope("sigmoid", cnn_ref.sigmoid, sigmoid_backward, mark=0.25),
        lambda: draw.depths({"one": lambda: 4.0 ** -np.arange(5), "two": lambda: np.ones(5)}, "t"),
        draw.flat_orders,
        lambda: draw.flattened(flatten),
        lambda: draw.dropouts(dropout, PICTURE, DRAWS, 0.5),
        draw.neighbourhoods,
        lambda: draw.damped(norm, PIXEL, 5, 2.0, 1e-4, 0.75),
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
        for module in (curves, orders, masks, channels):
            monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
        call()
        for axes in kept[0].axes:
            assert axes.get_xlabel()
            assert axes.get_ylabel() or axes.get_label() == "<colorbar>"

    def test_a_curve_is_told_by_the_students_numbers(self, shell):
        draw.curve_and_slope("line", lambda x: 3 * x, lambda dout, x: 2 * dout)
        assert "the output is −12, 0, 12 and the slope is 2, 2, 2" in shell.words

    def test_depths_are_told_as_powers_of_ten(self, shell):
        draw.depths({"shrinking": lambda: np.array([2.0, 0.02, 0.00018])}, title="back")
        assert "after 2 layers. shrinking: about 10 to the power −4 of dout's" in shell.words

    def test_a_flattened_row_shows_the_students_order(self, shell):
        draw.flattened(lambda x: x.transpose(0, 2, 3, 1).reshape(2, 12))
        assert "row 0 of your result: 0 6 1 7 2 8 3 9 4 10 5 11" in shell.words

    def test_the_mean_of_all_draws_is_told(self, shell):
        draw.dropouts(lambda x, u, p, train: np.full(x.shape, u[0, 0]), PICTURE, DRAWS, 0.25)
        mean = round(float(DRAWS[:, 0, 0].mean()), 2)
        assert f"mean of 5 draws {mean:g}" in shell.words

    def test_a_student_whose_channels_grow_sees_it(self, shell):
        draw.damped(lambda x, *numbers: 2 * x, PIXEL, 5, 2.0, 1e-4, 0.75)
        assert "100 becomes 200.00" in shell.words


class TestLossStepper:
    def data(self):
        return json.loads(re.search(r"var data = (\{.*\});", loss_widget.page())[1])

    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert loss_widget.page() == loss_widget.page()
        assert Reader(loss_widget.page()).open == []
        assert Reader(self.data()["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = loss_widget.page()
        assert not re.search(r"https?:|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_every_step_has_its_table_and_its_sentence(self):
        data = self.data()
        tags = Reader(data["live"]).tags
        parts = [attrs.get("data-part") for _, attrs in tags]
        assert [f"step-{i}" in parts for i in range(len(data["said"]))] == [True] * 7

    def test_buttons_are_buttons_with_names(self):
        buttons = [attrs for tag, attrs in Reader(self.data()["live"]).tags if tag == "button"]
        assert len(buttons) == 2
        assert all(attrs["type"] == "button" and attrs["aria-label"] for attrs in buttons)

    def test_the_right_classes_are_framed(self):
        framed = re.findall(r'class="cnn-here">([^<]*)<', self.data()["live"])
        tables = [step for step in loss_widget.STEPS if len(step.rows[0]) > 1]
        right = [step.rows[n][k] for step in tables for n, k in enumerate(loss_widget.RIGHT)]
        assert framed == right

    def test_without_script_a_list_of_all_steps_stands_in_its_place(self):
        without = re.sub(r"<(script|style)>.*?</\1>", "", loss_widget.page(), flags=re.DOTALL)
        assert "button" not in without
        assert all(step.name in without for step in loss_widget.STEPS)

    def test_the_words_hold_every_number(self, shell):
        draw.loss_stepper()
        for step in loss_widget.STEPS:
            assert all(text in shell.words for row in step.rows for text in row)
