"""The figures of assignment 06: typed-in gradients, the two widgets, and the bars."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from scipy import signal
from shown import Reader

from cnn_lab import draw
from cnn_lab.draw import worked
from cnn_lab.draw.layer_backward import backward, backward_widget, differences, feeding


def not_written():
    """A stand-in for an untouched stub."""
    raise NotImplementedError


def data_of(page):
    return json.loads(re.search(r"var data = (\{.*\});", page)[1])


class TestTypedInNumbers:
    def test_the_signals_outputs_and_gradients_are_scipys(self):
        x, w, dout = backward.SIGNAL, backward.WEIGHTS, backward.DOUT
        np.testing.assert_array_equal(backward.OUTPUTS, signal.correlate(x, w, "valid"))
        np.testing.assert_array_equal(backward.DX, signal.convolve(dout, w))

    def test_each_way_to_lay_the_kernel_gives_scipys_full_correlation(self):
        kernels = (worked.KERNEL, worked.KERNEL.T, np.rot90(worked.KERNEL, 2))
        for (_, kernel, result), expected in zip(backward.DX_BY_KERNEL, kernels, strict=True):
            np.testing.assert_array_equal(kernel, expected)
            padded = signal.correlate(backward.DY_PADDED, kernel, "valid")
            np.testing.assert_array_equal(result, padded)
        np.testing.assert_array_equal(backward.DX_WORKED, signal.convolve(backward.DY, kernels[0]))

    def test_with_stride_two_scipys_convolution_of_the_spread_gradient_fills_the_seen_rows(self):
        np.testing.assert_array_equal(backward.DY_SPREAD[::2, ::2], backward.DY)
        seen = signal.convolve(backward.DY_SPREAD, worked.KERNEL)
        np.testing.assert_array_equal(backward.DX_STRIDED[:4], seen)
        assert not backward.DX_STRIDED[4].any()

    def test_with_padding_the_middle_of_scipys_full_convolution_is_the_gradient(self):
        full = signal.convolve(backward.DY_OF_PADDED, worked.KERNEL)
        np.testing.assert_array_equal(backward.DX_OF_PADDED, full)
        image = np.pad(np.ones((2, 2)), 1)
        assert signal.correlate(image, worked.KERNEL, "valid").shape == (3, 3)

    def test_the_matrix_does_the_correlation_and_its_transpose_the_gradient(self):
        out = backward.TOEPLITZ @ worked.IMAGE.ravel()
        np.testing.assert_array_equal(out, worked.CORRELATION_VALID.ravel())
        dx = backward.TOEPLITZ.T @ backward.DY.ravel()
        np.testing.assert_array_equal(dx, backward.DX_WORKED.ravel())

    def test_weights_stand_in_the_band_only_and_fill_it(self):
        assert not backward.TOEPLITZ[backward.BAND == 0].any()
        for row in range(4):
            inside = backward.TOEPLITZ[row][backward.BAND[row] == 1]
            np.testing.assert_array_equal(inside, worked.KERNEL.ravel())

    def test_columns_are_the_windows_and_their_gradient_an_outer_product(self):
        windows = np.lib.stride_tricks.sliding_window_view(worked.IMAGE, (2, 2))
        np.testing.assert_array_equal(backward.COLUMNS, windows.reshape(4, 4).T)
        outer = np.outer(worked.KERNEL.ravel(), backward.DY.ravel())
        np.testing.assert_array_equal(backward.DCOLUMNS, outer)


class TestFigures:
    CALLS = (
        draw.signal_links,
        lambda: draw.signal_links(backward=True),
        draw.full_views,
        draw.stride_backward,
        draw.padding_backward,
        draw.columns_back,
        draw.toeplitz_forward,
        draw.toeplitz_backward,
        lambda: draw.distances({"a": (lambda: np.ones(2), lambda: np.zeros(2))}, "T"),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        assert len(picture["text/plain"]) > 15
        assert metadata["image/png"]["alt"] == picture["text/plain"] == folded["text/plain"]
        assert picture["image/png"].startswith("iVBOR")

    def test_the_words_of_the_links_hold_the_sums(self, shell):
        draw.signal_links(backward=True)
        assert "dx is 3, 7, 11, 3" in shell.bundles[0][0]["text/plain"]


class TestDistances:
    def said(self, shell, one, other):
        draw.distances({"pair": (lambda: one, lambda: other)}, "T")
        return shell.bundles[0][0]["text/plain"]

    def test_it_says_the_largest_difference(self, shell):
        assert "pair: 8.3" in self.said(shell, np.zeros((2, 3)), np.array([[0, 1, 8.3], [0, 0, 0]]))

    def test_it_says_what_is_only_rounding_in_words_that_no_processor_changes(self, shell):
        assert "rounding" in self.said(shell, np.ones(2), np.ones(2) + 1e-10)

    def test_it_says_what_is_equal(self, shell):
        assert "pair: equal" in self.said(shell, np.ones((2, 1, 2)), np.ones((2, 1, 2)))

    def test_unequal_shapes_are_said_and_not_broadcast(self, shell, capsys):
        draw.distances({"pair": (lambda: np.ones((2, 1)), lambda: np.ones((2, 2)))})
        assert "shapes (2, 1) and (2, 2)" in capsys.readouterr().out
        assert shell.bundles == []

    def test_an_unwritten_function_gives_one_sentence(self, shell, capsys):
        draw.distances({"pair": (lambda: np.ones(2), lambda: not_written()[0])})
        assert "write not_written first" in capsys.readouterr().out
        assert shell.bundles == []

    @pytest.mark.parametrize("result", [None, (np.ones(2), np.ones(2)), np.array([np.nan])])
    def test_what_is_no_array_of_numbers_is_said(self, shell, capsys, result):
        draw.distances({"pair": (lambda: result, lambda: np.ones(2))})
        assert "Nothing to draw yet" in capsys.readouterr().out
        assert shell.bundles == []

    def test_a_difference_of_rounding_stays_left_of_the_line(self):
        assert differences.AGREE > differences.FLOOR


class TestBackwardStepper:
    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert backward_widget.page() == backward_widget.page()
        assert Reader(backward_widget.page()).open == []
        assert Reader(data_of(backward_widget.page())["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        for page in (backward_widget.page(), feeding.page()):
            assert not re.search(r"https?:|//\w|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_what_has_arrived_after_each_step_is_the_sum_of_what_was_sent(self):
        dx, dw, db = np.zeros((3, 3)), np.zeros((2, 2)), 0
        for index, (row, column) in enumerate(backward_widget.POSITIONS):
            gradient = backward_widget.DOUT[index]
            window = (slice(row, row + 2), slice(column, column + 2))
            dx[window] += gradient * worked.KERNEL
            dw += gradient * worked.IMAGE[window]
            db += gradient
            np.testing.assert_array_equal(backward_widget.DX_SO_FAR[index], dx)
            np.testing.assert_array_equal(backward_widget.DW_SO_FAR[index], dw)
            assert backward_widget.DB_SO_FAR[index] == db

    def test_a_button_without_effect_keeps_the_focus(self):
        page = backward_widget.page()
        assert "aria-disabled" in page
        assert ".disabled" not in page

    def test_products_are_written_out_with_negative_factors_in_brackets(self):
        last = data_of(backward_widget.page())["steps"][-1]
        assert last["toDx"] == [["4 · 1", "4 · 0"], ["4 · 2", "4 · (−1)"]]

    def test_without_script_a_table_of_all_steps_is_there_and_no_button(self):
        page = re.sub(r"<(script|style)>.*?</\1>", "", backward_widget.page(), flags=re.DOTALL)
        assert page.count("scope='row'") == 4
        assert "button" not in page

    def test_as_text_it_names_every_step(self, shell):
        draw.backward_stepper()
        text = shell.bundles[0][0]["text/plain"]
        assert text.count("times the kernel") == 4
        assert "db 10" in text


class TestFeeds:
    @pytest.mark.parametrize("setting", feeding.SETTINGS, ids=lambda setting: setting.name)
    def test_links_are_those_of_a_correlation(self, setting):
        rng = np.random.default_rng(0)
        x, w = rng.integers(-9, 9, setting.x), rng.integers(-9, 9, (2, 2))
        padded = np.pad(x, setting.padding)
        step = setting.stride
        out = np.zeros(setting.out, int)
        for link in feeding.links(setting):
            out[link["out"]] += x[link["x"]] * w[link["w"]]
        np.testing.assert_array_equal(out, signal.correlate(padded, w, "valid")[::step, ::step])

    def test_the_row_that_stride_two_leaves_over_feeds_nothing(self):
        assert "x[4, 1] feeds nothing" in feeding.in_text()

    def test_no_line_breaks_between_the_two_indices_of_a_pixel(self):
        static = "".join(feeding._static(one) for one in feeding.SETTINGS)
        assert "out[1,\N{NO-BREAK SPACE}1]" in static
        assert not re.search(r"\[\d, \d\]</td>|feeds out\[\d, ", static)

    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert feeding.page() == feeding.page()
        assert Reader(feeding.page()).open == []
        assert Reader(data_of(feeding.page())["live"]).open == []

    def test_buttons_are_buttons_and_without_script_there_are_tables_only(self):
        tags = Reader(data_of(feeding.page())["live"]).tags
        buttons = [attrs for tag, attrs in tags if tag == "button"]
        assert [attrs["type"] for attrs in buttons] == ["button"] * 3
        page = re.sub(r"<(script|style)>.*?</\1>", "", feeding.page(), flags=re.DOTALL)
        assert page.count("<table>") == 3
        assert "button" not in page

    def test_the_widgets_have_different_ids(self, shell):
        draw.feeds()
        draw.backward_stepper()
        first, second = (re.search(r'id="([\w-]+)"', b["text/html"])[1] for b, _ in shell.bundles)
        assert first != second
