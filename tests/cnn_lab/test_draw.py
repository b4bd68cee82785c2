"""The figures: what they show and say, and how they meet unfinished work."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys

import numpy as np
import pytest
from matplotlib import image as mpl_image
from scipy import signal
from shown import Reader

from cnn_lab import draw
from cnn_lab.draw import figures, grids, palette, pictures, worked
from cnn_lab.draw.attempts import NotDrawableError, attempt
from cnn_lab.draw.correlation import stepper_widget

TALL = np.arange(15.0).reshape(5, 3)


def written(image):
    """A stand-in for a finished answer: signed, and one column smaller."""
    return image[:, :-1] - 7


def not_written(image):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


def uses_not_written(image):
    """A stand-in for an answer that builds on an untouched stub."""
    return not_written(image)


class TestWorkedNumbers:
    def test_the_typed_in_numbers_are_scipys(self):
        image, kernel = worked.IMAGE, worked.KERNEL
        correlation = signal.correlate(image, kernel, "valid")
        np.testing.assert_array_equal(worked.CORRELATION_VALID, correlation)
        np.testing.assert_array_equal(
            worked.CONVOLUTION_VALID, signal.convolve(image, kernel, "valid")
        )
        np.testing.assert_array_equal(worked.CONVOLUTION_FULL, signal.convolve(image, kernel))

    def test_the_flipped_kernel_is_the_kernel_turned_by_half_a_turn(self):
        np.testing.assert_array_equal(worked.KERNEL_FLIPPED, np.rot90(worked.KERNEL, 2))

    def test_the_modes_picture_keeps_scipys_part_of_full_and_pads_what_that_part_needs(self):
        from cnn_lab.draw.correlation.small_arrays import MODES, _reach

        for name, area, (top, left, rows, columns), _ in MODES:
            kept = worked.CONVOLUTION_FULL[top : top + rows, left : left + columns]
            expected = signal.convolve(worked.IMAGE, worked.KERNEL, name)
            np.testing.assert_array_equal(kept, expected)
            padded = _reach(area).values
            again = signal.convolve(padded, worked.KERNEL, "valid")
            np.testing.assert_array_equal(again, expected)


class TestUnfinishedWork:
    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys):
        draw.filtered(not_written, TALL)
        assert capsys.readouterr().out == (
            "Not started: write not_written first, then run this cell.\n"
        )
        assert shell.bundles == []

    def test_the_sentence_names_the_function_that_is_missing_not_its_caller(self, capsys):
        draw.compared(("again", uses_not_written, TALL))
        assert "write not_written first" in capsys.readouterr().out

    def test_a_lambda_around_an_unwritten_function_names_the_function(self, capsys):
        draw.compared(("again", lambda: not_written(TALL)))
        assert "write not_written first" in capsys.readouterr().out

    def test_an_error_gives_one_sentence_with_its_type_and_text(self, shell, capsys):
        def fails(image):
            return image[99]

        draw.filtered(fails, TALL)
        out = capsys.readouterr().out
        assert "fails stopped with IndexError" in out
        assert out.count("\n") == 1
        assert shell.bundles == []

    def test_interrupting_is_not_swallowed(self):
        def interrupted(image):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            draw.filtered(interrupted, TALL)

    @pytest.mark.parametrize(
        "result",
        [
            None,
            [[1.0]],
            np.zeros((2, 2, 2)),
            np.zeros((0, 3)),
            np.array([["a"]]),
            np.array([[np.nan]]),
            np.array([[np.inf]]),
        ],
    )
    def test_what_cannot_be_drawn_is_said(self, result):
        with pytest.raises(NotDrawableError, match="Nothing to draw yet"):
            attempt(lambda: result)

    def test_a_smoothed_signal_of_the_wrong_length_is_said(self, shell, capsys):
        kernels = {"three": np.ones(3)}
        draw.smoothed(lambda signal, kernel: signal, np.arange(9.0), np.arange(9.0), kernels)
        assert "shape (9,), the picture needs (7,)" in capsys.readouterr().out
        assert shell.bundles == []

    def test_the_function_gets_copies(self, shell):
        def in_place(image):
            image[:] = 0
            return image

        image = TALL.copy()
        draw.filtered(in_place, image)
        np.testing.assert_array_equal(image, TALL)


class TestFigures:
    CALLS = (
        lambda: draw.arrays(image=worked.IMAGE, kernel=worked.KERNEL, window=(0, 1)),
        draw.modes,
        lambda: draw.location(np.arange(9.0), np.arange(9.0)),
        lambda: draw.smoothed(
            lambda signal, kernel: signal[2:],
            np.arange(9.0),
            np.arange(9.0),
            {"three": np.ones(3)},
        ),
        lambda: draw.picture(TALL, "grey"),
        lambda: draw.filtered(written, TALL, title="small"),
        lambda: draw.filtered(written, np.ones((20, 30)), title="large"),
        lambda: draw.compared(("a", written, TALL), ("b", written, TALL)),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words_in_all_three_places(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        words = picture["text/plain"]
        assert len(words) > 15
        assert metadata["image/png"]["alt"] == words
        assert "<details" in folded["text/html"]
        assert folded["text/plain"] == words
        assert picture["image/png"].startswith("iVBOR")

    @pytest.mark.parametrize("call", CALLS)
    def test_outside_a_notebook_the_words_are_printed(self, monkeypatch, capsys, call):
        monkeypatch.setattr(figures, "_shell", lambda: None)
        assert call() is None
        assert len(capsys.readouterr().out) > 15

    def test_the_words_hold_the_values_of_small_arrays(self, shell):
        draw.filtered(written, TALL[:2], title="T")
        assert shell.bundles[0][0]["text/plain"] == (
            "T: input 2 by 3: 0 1 2; 3 4 5. written 2 by 2: −7 −6; −4 −3."
        )

    def test_words_are_escaped_in_html(self, shell):
        draw.picture(TALL, "<script>alert(1)</script>")
        assert "<script>" not in shell.bundles[1][0]["text/html"]

    def test_every_axes_is_labelled(self):
        shown = [("a", "input", np.ones((20, 30))), ("b", "output", -np.ones((20, 29)))]
        panels = [grids.Panel(TALL, "a", "input"), grids.Panel(TALL[:2], "b", "kernel")]
        for figure in (pictures._images(shown, ""), grids.side_by_side(panels)):
            for axes in figure.axes:
                assert axes.get_xlabel()
                assert axes.get_ylabel() or axes.get_label() == "<colorbar>"

    def test_signed_pictures_share_one_scale_around_zero(self):
        shown = [("a", "output", TALL - 7), ("b", "output", 2 * TALL - 9)]
        first, second, _ = pictures._images(shown, "").axes
        low, high = first.images[0].get_clim()
        assert low == -high
        assert second.images[0].get_clim() == (low, high)

    def test_a_grid_shows_the_first_row_on_top(self):
        axes = grids.side_by_side([grids.Panel(TALL, "a", "input")]).axes[0]
        places = {text.get_text(): text.get_position() for text in axes.texts}
        assert axes.yaxis_inverted()
        assert places["5"] == (2.5, 1.5)

    def test_a_window_frames_the_block_under_the_kernel_and_its_output_cell(self):
        from cnn_lab.draw.correlation.small_arrays import _frames

        kernel = np.ones((2, 3))
        assert _frames("input", (1, 4), kernel)[0][0] == (1, 4, 2, 3)
        assert _frames("output", (1, 4), kernel)[0][0] == (1, 4, 1, 1)
        assert _frames("kernel", (1, 4), kernel) == ()

    def test_equal_figures_give_equal_bytes(self):
        first, second = (
            figures.png(grids.side_by_side([grids.Panel(TALL, "a", "input")])) for _ in range(2)
        )
        assert first == second
        assert mpl_image.imread(io.BytesIO(first), format="png").ndim == 3

    def test_numbers_are_short_with_a_true_minus_and_no_negative_zero(self):
        texts = [figures.number(v) for v in (-3, -0.0, 1 / 3, np.nan)]
        assert texts == ["−3", "0", "0.3333", "?"]

    def test_signed_pictures_are_white_around_zero(self):
        assert pictures.STEPS % 2 == 1

    def test_the_photograph_is_grey_between_black_and_white(self):
        image = draw.photo()
        assert image.shape == (107, 100)
        assert image.dtype == np.float64
        assert 0 <= image.min() < 0.1 < 0.9 < image.max() <= 1

    def test_roles_have_different_colours(self):
        assert len(set(palette.ROLES.values())) == 4
        assert palette.tint("#0072B2", 0) == "#FFFFFF"
        assert palette.tint("#0072B2", 1) == "#0072B2"


class TestStepper:
    def data(self, flipped=False):
        found = re.search(r"var data = (\{.*\});", stepper_widget.page(flipped))
        return json.loads(found[1])

    def test_it_is_the_same_text_every_time_and_ids_differ_by_content(self):
        assert stepper_widget.page(False) == stepper_widget.page(False)
        first, second = (
            re.search(r'id="(cnn-stepper-\w+)"', stepper_widget.page(f))[1] for f in (False, True)
        )
        assert first != second

    def test_the_markup_is_balanced(self):
        assert Reader(stepper_widget.page(False)).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = stepper_widget.page(False)
        assert not re.search(r"https?:|//\w|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    @pytest.mark.parametrize("side", ["correlation", "convolution"])
    def test_products_add_up_to_the_typed_in_sum(self, side):
        steps = self.data()[side]["steps"]
        assert [(step["row"], step["column"]) for step in steps] == list(stepper_widget.POSITIONS)
        for step in steps:
            plain = step["sum"].replace("\N{MINUS SIGN}", "-").replace("·", "*")
            left, right = plain.split(" = ")
            assert eval(left) == int(right)
            assert left.split(" + ") == [
                product.replace("\N{MINUS SIGN}", "-").replace("·", "*")
                for row in step["products"]
                for product in row
            ]

    @pytest.mark.parametrize(
        ("side", "expected"),
        [("correlation", worked.CORRELATION_VALID), ("convolution", worked.CONVOLUTION_VALID)],
    )
    def test_the_output_fills_up_step_by_step(self, side, expected):
        steps = self.data()[side]["steps"]
        unknown = [sum(row.count("?") for row in step["output"]) for step in steps]
        assert unknown == [3, 2, 1, 0]
        assert steps[-1]["output"] == [[figures.number(v) for v in row] for row in expected]

    def test_it_starts_as_asked(self):
        assert self.data(False)["flipped"] is False
        assert self.data(True)["flipped"] is True

    def test_buttons_are_buttons_with_names_and_the_switch_says_its_state(self):
        tags = Reader(self.data(False)["live"]).tags
        buttons = [attrs for tag, attrs in tags if tag == "button"]
        assert len(buttons) == 3
        assert all(attrs["type"] == "button" for attrs in buttons)
        assert [attrs.get("role") for attrs in buttons] == [None, None, "switch"]
        assert "aria-checked" in buttons[2]
        assert all(attrs.get("aria-label") for attrs in buttons[:2])

    def test_without_script_a_table_of_all_positions_is_visible_and_nothing_else(self):
        without = re.sub(
            r"<(script|style)>.*?</\1>", "", stepper_widget.page(False), flags=re.DOTALL
        )
        static = without[without.index('<div class="cnn-static">') :]
        assert static.count("<table>") == 2
        assert static.count("scope='row'") == 8
        assert "button" not in without
        assert "cnn-live" not in without

    def test_as_text_it_lists_all_eight_sums(self):
        assert stepper_widget.in_text().count(" = ") == 8


def test_importing_draw_loads_neither_ipython_nor_pyplot():
    code = (
        "import sys; from cnn_lab import draw; "
        "print([m for m in ('IPython', 'matplotlib.pyplot', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
