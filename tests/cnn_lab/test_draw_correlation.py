"""The figures of assignment 02: what they say of errors, and the kernel beside the modes."""

from __future__ import annotations

import numpy as np
import pytest

from cnn_lab import draw
from cnn_lab.draw import worked
from cnn_lab.draw.correlation import signals, small_arrays

TIME = np.arange(6.0)
TRUTH = np.array([0.0, 1, 2, 3, 4, 5])


def two_at_a_time(signal, kernel):
    """A stand-in for a finished correlation with a kernel of two."""
    return signal[:-1] * kernel[0] + signal[1:] * kernel[1]


class TestErrors:
    def test_an_average_over_the_past_is_late_and_the_words_say_by_how_much(self, shell):
        kernels = {"two": np.ones(2) / 2}
        draw.smoothed(two_at_a_time, TIME, TRUTH, kernels, truth=TRUTH)
        assert "seconds, off by 0.00 m, and over it: two, off by 0.50 m; true location." in (
            shell.words
        )

    def test_without_the_truth_no_error_is_told(self, shell):
        draw.smoothed(two_at_a_time, TIME, TRUTH, {"two": np.ones(2) / 2})
        assert "off by" not in shell.words

    @pytest.mark.parametrize(("moved", "said"), [(0, "0.00"), (-3, "3.00"), (0.25, "0.25")])
    def test_the_error_is_the_root_of_the_mean_square(self, moved, said):
        assert signals._off(TRUTH[2:] + moved, TRUTH) == f", off by {said} m"


class TestModes:
    def test_the_turned_kernel_stands_beside_the_modes(self, shell, monkeypatch):
        shown = []
        monkeypatch.setattr(small_arrays, "show", lambda figure, words: shown.append(figure))
        draw.modes()
        kernel, *others = shown[0].axes
        assert kernel.get_title() == "turned kernel"
        texts = [text.get_text().replace("−", "-") for text in kernel.texts]
        assert [int(text) for text in texts] == worked.KERNEL_FLIPPED.ravel().tolist()
        titles = [axes.get_title() for axes in others]
        assert sum(title.startswith("output of the convolution") for title in titles) == 3
