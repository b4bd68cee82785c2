"""The figures of assignment 00: what they show and say, and how they meet unfinished work."""

from __future__ import annotations

import numpy as np
import pytest

import cnn_ref
from cnn_lab import draw
from cnn_lab.draw import figures
from cnn_lab.draw.contract import gradients, slopes

X = np.array([2.0, 3.0])
DOUT = np.array([1.0, -2.0])


def pair(x):
    """The two outputs of the picture of the chain rule."""
    return np.array([x[0] * x[1], x[0] + x[1] ** 2])


def not_written(*args):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


class TestTypedInNumbers:
    def test_the_chords_of_x_cubed_have_the_slopes_that_stand_above_them(self):
        for _, left, right, slope, _, _ in slopes.CHORDS:
            assert (right**3 - left**3) / (right - left) == slope

    def test_the_numbers_of_the_chain_rule_agree_with_each_other(self):
        assert tuple(pair(np.array(gradients.X))) == gradients.Y
        dx = np.array(gradients.SLOPES) @ np.array(gradients.DOUT)
        assert tuple(dx) == gradients.DX

    def test_the_slopes_of_the_chain_rule_are_those_of_its_function(self):
        for j, dout in enumerate(np.eye(2)):
            column = cnn_ref.numerical_gradient(pair, X, dout)
            np.testing.assert_allclose([row[j] for row in gradients.SLOPES], column, atol=1e-6)


class TestWords:
    def test_the_chords_name_all_three_slopes(self, shell):
        draw.chords()
        assert all(slope in shell.words for slope in ("4.75", "1.75", "3.25"))

    def test_every_panel_of_the_chords_names_its_tangent(self, monkeypatch):
        shown = []
        monkeypatch.setattr(slopes, "show", lambda figure, words: shown.append(figure))
        draw.chords()
        texts = [[text.get_text() for text in axes.texts] for axes in shown[0].axes]
        assert texts == [["tangent"]] * 3

    def test_the_chain_rule_names_both_gradients(self, shell):
        draw.chain()
        assert "= 1;" in shell.words
        assert "= −10" in shell.words

    def test_errors_that_rise_again_are_told_from_errors_that_fall_all_the_way(self, shell):
        steps = np.array([0.1, 0.01, 0.001])
        draw.errors_by_step(steps, {"a": np.array([3.0, 1, 2]), "b": np.array([3.0, 2, 1])})
        assert "a: the error is 3e+00 at h = 0.1, falls, then rises again" in shell.words
        assert "b: the error is 3e+00 at h = 0.1, falls all the way" in shell.words

    def test_an_error_of_zero_is_left_out_of_a_logarithmic_chart(self, shell):
        draw.errors_by_step(np.array([0.1, 0.01]), {"a": np.array([1.0, 0.0])})
        assert "falls all the way" in shell.words

    def test_a_gradient_is_shown_with_all_that_it_was_made_from(self, shell):
        draw.gradient(cnn_ref.numerical_gradient, pair, X, DOUT, 1e-5, title="T")
        assert shell.words == (
            "T: x 1 by 2: 2 3. f(x) 1 by 2: 6 11. dout 1 by 2: 1 −2. dx 1 by 2: 1 −10."
        )

    def test_every_figure_comes_with_its_words_folded(self, shell):
        draw.chords()
        assert "The figure in words" in shell.bundles[1][0]["text/html"]


class TestStudentsFunctions:
    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys):
        draw.gradient(not_written, pair, X, DOUT, 1e-5)
        draw.measured(not_written, ("a", X, X))
        draw.gradient_check(not_written, not_written, pair, X, lambda dout: dout, {"a": DOUT})
        said = capsys.readouterr().out.splitlines()
        assert said == ["Not started: write not_written first, then run this cell."] * 3
        assert shell.bundles == []

    def test_the_inputs_are_copies(self, shell):
        def greedy(f, x, dout, h):
            x[:] = dout[:] = 0
            return x

        x, dout = X.copy(), DOUT.copy()
        draw.gradient(greedy, pair, x, dout, 1e-5)
        np.testing.assert_array_equal(x, X)
        np.testing.assert_array_equal(dout, DOUT)

    def test_errors_are_printed_beside_their_labels(self, capsys):
        draw.measured(cnn_ref.relative_error, ("same", X, X), ("others", X, X[::-1]))
        assert capsys.readouterr().out.splitlines() == ["same    0", "others  0.2"]

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            (lambda a, b: np.abs(a - b), "returned an array of shape (2,)"),
            (lambda a, b: None, "returned NoneType"),
            (lambda a, b: "0.5", "returned an array of shape"),
        ],
    )
    def test_an_error_that_is_no_number_is_named(self, capsys, wrong, says):
        draw.measured(wrong, ("a", X, X[::-1]))
        assert says in capsys.readouterr().out

    def test_a_check_with_ones_passes_a_claim_that_ignores_dout(self, capsys):
        def claimed(dout):
            return np.array([4.0, 8.0])

        douts = {"ones": np.ones(2), "random": DOUT}
        checks = cnn_ref.numerical_gradient, cnn_ref.relative_error
        draw.gradient_check(*checks, pair, X, claimed, douts)
        assert capsys.readouterr().out.splitlines() == [
            "ones: relative error below 1e-7",
            "random: relative error 1",
        ]


def test_every_axes_is_labelled(monkeypatch):
    shown = []
    monkeypatch.setattr(slopes, "show", lambda figure, words: shown.append(figure))
    draw.chords()
    draw.errors_by_step(np.array([0.1, 0.01]), {"a": np.array([1.0, 0.5])})
    assert all(axes.get_xlabel() for figure in shown for axes in figure.axes)
    assert all(figure.axes[0].get_ylabel() for figure in shown)


def test_equal_figures_give_equal_bytes(monkeypatch):
    pngs = []
    monkeypatch.setattr(gradients, "show", lambda figure, words: pngs.append(figures.png(figure)))
    draw.chain()
    draw.chain()
    assert pngs[0] == pngs[1]
