"""Assignment 05's figures: the numbers typed into them, what they show and say, and the widget."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal
from shown import Reader

from cnn_lab import draw
from cnn_lab.draw import figures, worked
from cnn_lab.draw.columns import columns_widget, columns_worked, frequencies, linear_maps, products
from cnn_lab.draw.columns.columns_worked import (
    BATCH,
    BATCH_COLUMNS,
    CIRCULANT,
    CIRCULANT_ZEROS,
    CIRCULAR,
    TOEPLITZ,
    TOEPLITZ_ZEROS,
    WINDOWS,
    WINDOWS_AT,
    WINDOWS_SHAPE,
    WRAPPED_AT,
    WRAPPED_IMAGE,
)

PHOTO = np.arange(12.0 * 11).reshape(12, 11)


def matrix(kernel, H, W):
    """A stand-in for a finished answer: of the right shape, nothing more."""
    rows = (H - kernel.shape[0] + 1) * (W - kernel.shape[1] + 1)
    return np.arange(rows * H * W).reshape(rows, H * W) % 3 - 1.0


def first_row_only(kernel, H, W):
    """A stand-in that uses its kernel: all weights side by side in the first row."""
    found = matrix(kernel, H, W) * 0
    found[0, : kernel.size] = kernel.ravel()
    return found


def not_written(*args):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


@pytest.fixture
def drawn(monkeypatch):
    """The figures that are shown, before they become PNG."""
    kept = []
    for module in (products, linear_maps):
        monkeypatch.setattr(module, "show", lambda figure, words: kept.append(figure))
    return kept


class TestTypedInNumbers:
    def test_the_windows_are_those_of_a_numbered_image_in_reading_order(self):
        numbers = np.arange(12).reshape(WINDOWS_SHAPE)
        windows = sliding_window_view(numbers, (2, 2))
        np.testing.assert_array_equal(WINDOWS, windows.reshape(6, 4))
        assert list(np.ndindex(2, 3)) == list(WINDOWS_AT)

    def test_a_batch_as_columns_has_the_channel_slowest_down_and_the_image_slowest_across(self):
        found = [BATCH[n, :, i, j : j + 2].ravel() for n, i, j in np.ndindex(2, 2, 2)]
        np.testing.assert_array_equal(BATCH_COLUMNS.T, found)

    def test_the_toeplitz_matrix_makes_the_correlation_of_every_image_with_a_single_pixel(self):
        for pixel, unit in enumerate(np.eye(9).reshape(9, 3, 3)):
            expected = signal.correlate(unit, worked.KERNEL, "valid").ravel()
            np.testing.assert_array_equal(TOEPLITZ[:, pixel], expected)

    def test_the_circulant_matrix_does_the_same_for_images_that_wrap_around(self):
        for pixel, unit in enumerate(np.eye(9).reshape(9, 3, 3)):
            around = np.pad(unit, ((0, 1), (0, 1)), mode="wrap")
            expected = signal.correlate(around, worked.KERNEL, "valid").ravel()
            np.testing.assert_array_equal(CIRCULANT[:, pixel], expected)

    def linked(self, mode):
        """Row and column of every link between a pixel and an output, by SciPy."""
        found = set()
        for pixel, unit in enumerate(np.eye(9).reshape(9, 3, 3)):
            around = unit if mode is None else np.pad(unit, ((0, 1), (0, 1)), mode=mode)
            rows = np.flatnonzero(signal.correlate(around, np.ones((2, 2)), "valid").round(9))
            found |= {(int(row), pixel) for row in rows}
        return found

    def test_the_framed_weights_are_those_that_zeros_around_the_image_would_lose(self):
        assert self.linked("wrap") - self.linked("constant") == set(WRAPPED_AT)

    @pytest.mark.parametrize(
        ("mode", "values", "zeros"),
        [(None, TOEPLITZ, TOEPLITZ_ZEROS), ("wrap", CIRCULANT, CIRCULANT_ZEROS)],
        ids=["valid", "wrapped"],
    )
    def test_the_kernels_own_zeros_are_the_links_whose_weight_is_zero(self, mode, values, zeros):
        assert {place for place in self.linked(mode) if values[place] == 0} == set(zeros)

    def test_the_circular_result_is_the_circulant_matrix_times_the_worked_image(self):
        np.testing.assert_array_equal((CIRCULANT @ worked.IMAGE.ravel()).reshape(3, 3), CIRCULAR)
        np.testing.assert_array_equal(CIRCULAR[:2, :2], worked.CORRELATION_VALID)
        np.testing.assert_array_equal(
            WRAPPED_IMAGE, np.pad(worked.IMAGE, ((0, 1), (0, 1)), mode="wrap")
        )


class TestFigures:
    CALLS = (
        draw.batch_as_columns,
        draw.wrapped,
        draw.toeplitz_and_circulant,
        lambda: draw.product(
            weights=np.ones((2, 3)), cols=np.ones((3, 4)), output=np.ones((2, 4)), column=3
        ),
        lambda: draw.linear_map(matrix, worked.KERNEL, 3, 4, title="small"),
        lambda: draw.linear_map(matrix, worked.KERNEL, 5, 6, title="large"),
        lambda: draw.spectra(PHOTO, np.ones((3, 2)), title="spectra"),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_every_figure_carries_its_words_in_all_three_places(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        words = picture["text/plain"]
        assert len(words) > 40
        assert metadata["image/png"]["alt"] == words
        assert "<details" in folded["text/html"]
        assert picture["image/png"].startswith("iVBOR")

    @pytest.mark.parametrize("call", CALLS)
    def test_outside_a_notebook_the_words_are_printed(self, monkeypatch, capsys, call):
        monkeypatch.setattr(figures, "_shell", lambda: None)
        assert call() is None
        assert len(capsys.readouterr().out) > 40

    def test_every_axes_is_labelled(self, drawn):
        for call in self.CALLS[:-1]:
            call()
        for axes in (one for figure in drawn for one in figure.axes):
            assert axes.get_xlabel()
            assert axes.get_ylabel()

    def test_everything_lies_inside_its_figure(self, drawn):
        for call in self.CALLS[:-1]:
            call()
        for figure in drawn:
            figure.draw_without_rendering()
            for axes in figure.axes:
                box = axes.get_tightbbox()
                assert box.x0 >= 0
                assert box.y0 >= 0
                assert box.x1 <= figure.bbox.x1
                assert box.y1 <= figure.bbox.y1

    def test_a_weight_of_zero_is_a_number_and_a_missing_link_a_dot(self, drawn):
        draw.linear_map(first_row_only, np.array([[5, 0], [0, -1]]), 2, 3)
        texts = [text.get_text() for text in drawn[0].axes[0].texts]
        assert texts == ["5", "0", "0", "\N{MINUS SIGN}1", *"·" * 8]

    def test_colours_of_signs_are_explained_only_where_a_sign_is_drawn(self, shell):
        draw.filtered(lambda image: image[1:], PHOTO, title="grey")
        draw.filtered(lambda image: image[1:] - 60, PHOTO, title="signed")
        grey, signed = (b["text/plain"] for b, _ in shell.bundles if "image/png" in b)
        assert "blue" not in grey
        assert "blue" in signed

    def test_spectra_say_that_they_are_logarithmic(self, shell):
        draw.spectra(PHOTO, np.ones((3, 2)), title="spectra")
        assert "logarithmic" in shell.bundles[0][0]["text/plain"]

    def test_a_framed_column_frames_the_window_and_the_outputs_that_it_makes(self, drawn):
        self.CALLS[3]()
        frames = [
            [
                (p.get_x(), p.get_y(), p.get_width(), p.get_height())
                for p in axes.patches
                if not p.fill
            ]
            for axes in drawn[0].axes
        ]
        assert frames == [[], [(3, 0, 1, 3)], [(3, 0, 1, 2)]]

    def test_a_map_names_its_outputs_and_pixels_by_row_and_column(self, drawn):
        draw.linear_map(matrix, worked.KERNEL, 3, 4)
        axes = drawn[0].axes[0]
        assert [t.get_text() for t in axes.get_xticklabels()][-2:] == ["2,2", "2,3"]
        assert [t.get_text() for t in axes.get_yticklabels()] == [
            *("0,0", "0,1", "0,2"),
            *("1,0", "1,1", "1,2"),
        ]

    def test_the_spectrum_of_a_constant_image_is_one_bright_point_in_the_middle(self, monkeypatch):
        kept = []
        monkeypatch.setattr(frequencies, "show", lambda figure, words: kept.append(figure))
        draw.spectra(np.ones((5, 8)), np.ones((1, 1)))
        _, _, _, spectrum, of_kernel, product = kept[0].axes
        shown = spectrum.images[0].get_array()
        assert np.argwhere(shown == shown.max()).tolist() == [[2, 4]]
        assert np.ptp(of_kernel.images[0].get_array()) == 0
        np.testing.assert_allclose(product.images[0].get_array(), shown)
        left, right, bottom, top = spectrum.images[0].get_extent()
        assert (left, right, bottom, top) == (-4.5, 3.5, 2.5, -2.5)

    def test_an_unwritten_function_gives_one_sentence_and_no_figure(self, shell, capsys):
        draw.linear_map(not_written, worked.KERNEL, 3, 3)
        assert capsys.readouterr().out == (
            "Not started: write not_written first, then run this cell.\n"
        )
        assert shell.bundles == []

    def test_a_matrix_of_another_shape_is_said(self, shell, capsys):
        draw.linear_map(lambda *args: matrix(*args).T, worked.KERNEL, 3, 3)
        assert "shape (9, 4), the picture needs (4, 9)" in capsys.readouterr().out
        assert shell.bundles == []


class TestPixelMap:
    def data(self):
        return json.loads(re.search(r"var data = (\{.*\});", columns_widget.page())[1])

    def test_it_is_the_same_text_every_time(self):
        assert columns_widget.page() == columns_widget.page()

    def test_the_markup_is_balanced(self):
        assert Reader(columns_widget.page()).open == []
        assert Reader(self.data()["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = columns_widget.page()
        assert not re.search(r"https?:|//\w|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_every_pixel_and_every_column_is_a_button_that_says_whether_it_is_pressed(self):
        tags = Reader(self.data()["live"]).tags
        buttons = [attrs for tag, attrs in tags if tag == "button"]
        assert len(buttons) == 12 + 6
        assert all(attrs["type"] == "button" and "aria-pressed" in attrs for attrs in buttons)

    def test_the_matrix_holds_each_windows_pixels_from_top_to_bottom(self):
        tags = Reader(self.data()["live"]).tags
        copies = [attrs for tag, attrs in tags if tag == "td" and "data-copy" in attrs]
        for c, window in enumerate(WINDOWS):
            column = [int(attrs["data-copy"]) for attrs in copies if attrs["data-of"] == str(c)]
            assert column == list(window)

    def test_a_sentence_for_each_pixel_names_the_columns_that_hold_it(self):
        said = self.data()["pixels"]
        assert said[0] == "Pixel 0 (row 0, column 0) lies in 1 window: column 0."
        assert said[5] == "Pixel 5 (row 1, column 1) lies in 4 windows: columns 0, 1, 3, 4."
        assert [int(re.search(r"in (\d)", text)[1]) for text in said] == [
            *(1, 2, 2, 1),
            *(2, 4, 4, 2),
            *(1, 2, 2, 1),
        ]

    def test_without_script_two_tables_are_visible_and_nothing_else(self):
        page = columns_widget.page()
        without = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
        assert without.count("<table ") == 2
        assert without.count("<td>") == 12 + 24
        assert "button" not in without

    def test_as_text_it_lists_all_windows(self, monkeypatch, capsys):
        monkeypatch.setattr(figures, "_shell", lambda: None)
        draw.pixel_map()
        lines = capsys.readouterr().out.splitlines()
        assert lines[1:] == [
            f"Column {c} is the window at row {row}, column {column}: "
            f"pixels {', '.join(map(str, columns_worked.WINDOWS[c]))}."
            for c, (row, column) in enumerate(WINDOWS_AT)
        ]
