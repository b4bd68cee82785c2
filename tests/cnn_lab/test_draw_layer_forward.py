"""The figures of assignment 04: what they show and say, and how they meet unfinished work."""

from __future__ import annotations

import json
import re
import sys

import numpy as np
import pytest
from scipy import signal
from shown import Reader

from cnn_lab import draw
from cnn_lab.draw import figures
from cnn_lab.draw.attempts import NotDrawableError
from cnn_lab.draw.layer_forward import channels_widget, layer_memory, layers, volumes
from cnn_lab.draw.layer_forward.channels_worked import BIASES, CHANNELS, FILTERS, OUTPUTS, PARTS

X, W, B = np.ones((1, 2, 5, 4)), np.ones((3, 2, 2, 2)), np.zeros(3)


def layer(x, w, b, stride, padding):
    """A stand-in for a finished layer: signed maps, three for each image."""
    return np.repeat(x[:, :1, 1:, 1:], len(w), axis=1) * np.arange(-1, len(w) - 1)[:, None, None]


def looping(x, w, b, stride, padding):
    """A stand-in that runs two lines for each pixel."""
    for _ in range(x.shape[2]):
        for _ in range(x.shape[3]):
            pass
    return x


def not_written(x, w, b, stride, padding):
    """A stand-in for an untouched stub."""
    raise NotImplementedError


class TestWorkedNumbers:
    @pytest.mark.parametrize(("stride", "padding"), sorted(PARTS))
    def test_what_is_found_in_each_channel_is_scipys_correlation(self, stride, padding):
        for filters, parts in zip(FILTERS, PARTS[stride, padding], strict=True):
            for channel, kernel, part in zip(CHANNELS, filters, parts, strict=True):
                found = signal.correlate(np.pad(channel, padding), kernel, "valid")
                np.testing.assert_array_equal(part, found[::stride, ::stride])

    @pytest.mark.parametrize("setting", sorted(PARTS))
    def test_outputs_are_the_parts_and_one_bias(self, setting):
        for parts, bias, out in zip(PARTS[setting], BIASES, OUTPUTS[setting], strict=True):
            np.testing.assert_array_equal(out, parts[0] + parts[1] + bias)


FIGURES = (
    draw.layer_channels,
    lambda: draw.layer_volumes((3, 32, 32), (10, 3, 5, 5), (10, 32, 32), title="T"),
    lambda: draw.colour_channels(draw.colour_photo()),
    lambda: draw.layer_maps(layer, X, W, B, 1, 0, title="small"),
    lambda: draw.layer_maps(layer, np.ones((2, 2, 20, 30)), W, B, 1, 0),
    lambda: draw.in_memory(np.arange(12.0).reshape(3, 4), window=(1, 1), size=(2, 2)),
    lambda: draw.lines_run((4, 8), loops=looping, windows=layer),
)


class TestFigures:
    @pytest.mark.parametrize("call", FIGURES)
    def test_every_figure_carries_its_words(self, shell, call):
        assert call() is None
        (picture, metadata), (folded, _) = shell.bundles
        words = picture["text/plain"]
        assert len(words) > 30
        assert metadata["image/png"]["alt"] == words
        assert "<details" in folded["text/html"]

    @pytest.mark.parametrize("call", FIGURES)
    def test_outside_a_notebook_the_words_are_printed(self, monkeypatch, capsys, call):
        monkeypatch.setattr(figures, "_shell", lambda: None)
        assert call() is None
        assert len(capsys.readouterr().out) > 30

    def test_the_words_of_the_channels_hold_every_number(self, shell):
        draw.layer_channels()
        words = shell.bundles[0][0]["text/plain"]
        assert "gives 2 by 2: 4 5; 0 6." in words
        assert "gives 2 by 2: 1 2; 1 3." in words
        assert "plus the bias 1: 2 by 2: 6 8; 2 10." in words

    def test_the_words_of_the_volumes_hold_the_shapes(self):
        words = volumes._words((3, 32, 32), (10, 3, 5, 5), (10, 32, 32), "T")
        assert "10 filters of 3 × 5 × 5" in words
        assert "75 numbers" in words

    def test_maps_are_named_by_image_and_filter(self, shell):
        draw.layer_maps(layer, np.ones((2, 2, 3, 3)), W, B, 1, 0, names=("a", "b"))
        words = shell.bundles[0][0]["text/plain"]
        assert "image 0, a 2 by 2: −1 −1; −1 −1." in words
        assert "image 1, filter 2 2 by 2: 1 1; 1 1." in words

    def test_frames_of_maps_stand_beside_them(self, monkeypatch):
        kept = []
        monkeypatch.setattr(layers, "show", lambda figure, words: kept.append(figure))
        draw.layer_maps(layer, np.ones((1, 2, 20, 30)), W, B, 1, 0)
        for axes in kept[0].axes[:3]:
            assert axes.get_images()
            assert all(spine.get_position() == ("outward", 3) for spine in axes.spines.values())

    def test_the_words_of_memory_hold_where_the_rows_of_the_window_begin(self, shell):
        draw.in_memory(np.arange(12.0).reshape(3, 4), window=(1, 1), size=(2, 2))
        assert "begin at byte 40 and byte 72" in shell.bundles[0][0]["text/plain"]

    def test_the_photograph_has_three_channels_that_differ(self):
        image = draw.colour_photo()
        assert image.shape == (3, 107, 100)
        assert 0 <= image.min() < 0.1 < 0.9 < image.max() <= 1
        assert abs(image[0].mean() - image[2].mean()) > 0.01


class TestUnfinishedWork:
    @pytest.mark.parametrize(
        "call",
        [
            lambda f: draw.layer_maps(f, X, W, B, 1, 0),
            lambda f: draw.lines_run((4, 8), loops=f),
            lambda f: draw.layer_maps(lambda *args: f(*args) - f(*args), X, W, B, 1, 0),
        ],
    )
    def test_an_unwritten_layer_gives_one_sentence_and_no_figure(self, shell, capsys, call):
        call(not_written)
        assert capsys.readouterr().out == (
            "Not started: write not_written first, then run this cell.\n"
        )
        assert shell.bundles == []

    @pytest.mark.parametrize(
        "result", [None, [1.0], np.zeros((2, 3)), np.full((1, 1, 2, 2), np.nan)]
    )
    def test_what_is_no_stack_of_maps_is_said(self, shell, capsys, result):
        draw.layer_maps(lambda *args: result, X, W, B, 1, 0)
        out = capsys.readouterr().out
        assert "Nothing to draw yet" in out
        assert out.count("\n") == 1
        assert shell.bundles == []

    @pytest.mark.parametrize(
        "call",
        [lambda f: draw.layer_maps(f, X, W, B, 1, 0), lambda f: draw.lines_run((4, 8), loops=f)],
    )
    def test_an_error_is_said_with_the_name_of_the_layer(self, shell, capsys, call):
        def fails(x, w, b, stride, padding):
            return x[9]

        call(fails)
        assert "fails stopped with IndexError" in capsys.readouterr().out
        call(lambda *args: None)
        assert "returned NoneType" in capsys.readouterr().out
        assert shell.bundles == []

    def test_an_empty_stack_is_said(self, capsys):
        draw.layer_maps(lambda *args: np.zeros((0, 2, 3, 3)), X, W, B, 1, 0)
        assert "Nothing to draw yet" in capsys.readouterr().out


class TestLines:
    def test_lines_grow_with_the_loops_and_not_without(self):
        few, many = layer_memory._lines(looping, 8), layer_memory._lines(looping, 16)
        assert 3.5 < many / few < 4.5
        assert layer_memory._lines(layer, 8) == layer_memory._lines(layer, 16)

    def test_the_words_say_by_which_factor(self, shell):
        draw.lines_run((8, 32), loops=looping, windows=layer)
        words = shell.bundles[0][0]["text/plain"]
        loops = re.search(r"loops from (\d+) to (\d+), by a factor of ([\d.]+), ", words)
        few, many, factor = map(float, loops.groups())
        assert 13 < many / few < 16
        assert abs(many / few - factor) < 0.1
        assert "those of windows from 1 to 1, by a factor of 1." in words

    def test_lines_of_a_students_own_helpers_count_too(self):
        def helped(x, w, b, stride, padding):
            return looping(x, w, b, stride, padding)

        assert layer_memory._lines(helped, 4) == layer_memory._lines(looping, 4) + 1

    def test_a_tracer_that_was_there_is_put_back(self):
        before = sys.gettrace()

        def tracer(*_):
            return None

        sys.settrace(tracer)
        try:
            layer_memory._lines(layer, 4)
            with pytest.raises(NotDrawableError):
                layer_memory._lines(not_written, 4)
            assert sys.gettrace() is tracer
        finally:
            sys.settrace(before)


class TestWidget:
    def data(self):
        return json.loads(re.search(r"var data = (\{.*\});", channels_widget.page())[1])

    def test_it_is_the_same_text_every_time_and_balanced(self):
        assert channels_widget.page() == channels_widget.page()
        assert Reader(channels_widget.page()).open == []
        assert Reader(self.data()["live"]).open == []

    def test_it_asks_nothing_of_the_network(self):
        page = channels_widget.page()
        assert not re.search(r"https?:|//\w|\bsrc=|\bhref=|@import|url\(|fetch|XMLHttp", page)

    def test_every_line_of_products_adds_up(self):
        pixels = [pixel for setting in self.data()["settings"] for pixel in setting["pixels"]]
        assert len(pixels) == 16
        for pixel in pixels:
            totals = []
            for line in pixel["lines"]:
                plain = line.partition(": ")[2].replace("\N{MINUS SIGN}", "-").replace("·", "*")
                left, right = plain.split(" = ")
                assert eval(left) == int(right)
                totals.append(int(right))
            bias = BIASES[pixel["filter"]]
            assert totals[0] + totals[1] + bias == totals[2]

    def test_windows_begin_at_stride_times_the_output_pixel(self):
        for stride, setting in zip((1, 2), self.data()["settings"], strict=True):
            for pixel in setting["pixels"]:
                assert pixel["top"] == stride * pixel["row"]
                assert pixel["left"] == stride * pixel["column"]

    def test_buttons_of_the_output_are_buttons_and_the_switch_says_its_state(self):
        script = channels_widget.page()
        assert 'button.type = "button"' in script
        assert "aria-pressed" in script
        buttons = [attrs for tag, attrs in Reader(self.data()["live"]).tags if tag == "button"]
        assert [attrs.get("role") for attrs in buttons] == ["switch"]
        assert buttons[0]["aria-label"] == "stride 2, padding 1"
        assert '<span class="cnn-off">stride 1, padding 0</span>' in self.data()["live"]

    def test_without_script_a_table_of_all_pixels_is_visible_and_nothing_else(self):
        page = channels_widget.page()
        without = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
        assert without.count("<table>") == 2
        assert without.count("scope='row'") == 16
        assert "button" not in without

    def test_as_text_it_lists_all_sums(self):
        assert channels_widget.in_text().count(" = ") == 16
