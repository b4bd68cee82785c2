"""Assignment 05, linear maps: the kinds of cases, what each earns, how its cases are drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.budgets import Budget
from cnn_lab.cases import Case

from .cases import APART, IMAGE, KERNEL

Array = NDArray[Any]


def _numbers(H: int, W: int, KH: int, KW: int, note: str = "", **options: Any) -> Case:
    text = f"image ({H}, {W}), kernel ({KH}, {KW})"
    label = f"{text}: {note}" if note else text
    return case("im2col_indices", H, W, KH, KW, label=label, whole=True, **options)


def _oblong_numbers(draw: Draw) -> list[Case]:
    """Taller and wider images and kernels; no two of the four numbers are the same."""
    H, W = draw.whole(5, 8), draw.whole(9, 13)
    return [
        _numbers(H, W, 3, 2),
        _numbers(W, H, 2, 4),
        _numbers(draw.whole(5, 7), draw.whole(8, 11), 2, 3),
        _numbers(draw.whole(4, 6), draw.whole(7, 9), 1, 3, "one row", **APART),
        _numbers(draw.whole(4, 6), draw.whole(7, 9), 2, 1, "one column", **APART),
    ]


def _square_numbers(draw: Draw) -> list[Case]:
    H, W = draw.whole(4, 6), draw.whole(7, 12)
    return [
        _numbers(H, W, 2, 2),
        _numbers(W, H, 3, 3),
        _numbers(draw.whole(4, 6), draw.whole(7, 9), 1, 1, "one pixel", **APART),
        _numbers(5, 5, 2, 2, "a square image", **APART),
    ]


def _filling_numbers(draw: Draw) -> list[Case]:
    """Kernels that leave few places."""
    H, W = draw.whole(3, 5), draw.whole(6, 9)
    return [
        _numbers(H, W, H - 1, W - 3),
        _numbers(H, W, H, 2, "as tall as the image"),
        _numbers(H, W, 2, W, "as wide as the image"),
        _numbers(H, W, H, W, "as large as the image", **APART),
    ]


IM2COL_INDICES = (
    Kind("oblong kernels", 1.0, _oblong_numbers),
    Kind(
        "square kernels",
        0.5,
        _square_numbers,
        (_numbers(3, 3, 2, 2), _numbers(3, 4, 2, 2)),
    ),
    Kind("kernels nearly as large as the image", 0.5, _filling_numbers),
)


def _matrix(k: Array, H: int, W: int, note: str = "", **options: Any) -> Case:
    text = f"kernel {k.shape}, image ({H}, {W})"
    label = f"{text}: {note}" if note else text
    return case("toeplitz_matrix", k, H, W, label=label, **options)


def _oblong_matrices(draw: Draw) -> list[Case]:
    square = draw.array(2, 2)
    return [
        _matrix(draw.array(3, 2), 4, 6),
        _matrix(draw.array(2, 3), 5, 4),
        _matrix(draw.array(1, 3), 3, 5, "one row", **APART),
        _matrix(draw.array(2, 1), 4, 3, "one column", **APART),
        _matrix(square + square.T, 3, 5, "equal to its transpose", **APART),
        _matrix(np.ones((2, 3)), 3, 4, "all ones", **APART),
    ]


def _square_matrices(draw: Draw) -> list[Case]:
    return [
        _matrix(draw.array(2, 2), 3, 5),
        _matrix(draw.integers(3, 3), 5, 4, "whole numbers"),
        _matrix(draw.array(1, 1), 3, 2, "one weight", **APART),
        _matrix(draw.array(2, 2), 4, 4, "a square image", **APART),
    ]


def _filling_matrices(draw: Draw) -> list[Case]:
    return [
        _matrix(draw.array(3, 2), 3, 5, "as tall as the image"),
        _matrix(draw.array(2, 4), 4, 4, "as wide as the image"),
        _matrix(draw.array(2, 3), 2, 3, "as large as the image", **APART),
    ]


TOEPLITZ_MATRIX = (
    Kind("oblong kernels", 1.0, _oblong_matrices),
    Kind("square kernels", 0.5, _square_matrices, (_matrix(KERNEL, 3, 3),)),
    Kind("kernels as long as the image", 0.5, _filling_matrices),
)


def _spectra(x: Array, k: Array, note: str = "", **options: Any) -> Case:
    text = f"image {x.shape}, kernel {k.shape}"
    label = f"{text}: {note}" if note else text
    return case("fft_correlate", x, k, label=label, **options)


def _even_images(draw: Draw) -> list[Case]:
    level = np.full((5, 4), draw.array(1)[0])
    return [
        _spectra(draw.array(5, 8), draw.array(2, 3)),
        _spectra(draw.array(7, 6), draw.array(4, 2)),
        _spectra(draw.array(6, 6), draw.array(1, 1), "one weight", **APART),
        _spectra(draw.array(1, 8), draw.array(1, 3), "one row", **APART),
        _spectra(draw.positive(4, 6), draw.positive(2, 3), "all positive", **APART),
        _spectra(draw.array(4, 6), np.ones((2, 2)), "a kernel of ones", **APART),
        _spectra(np.zeros((4, 4)), draw.array(2, 3), "an image of zeros", **APART),
        _spectra(level, draw.array(3, 2), "an image all alike", **APART),
    ]


def _odd_images(draw: Draw) -> list[Case]:
    return [
        _spectra(draw.array(6, 7), draw.array(3, 2)),
        _spectra(draw.array(5, 9), draw.array(2, 4)),
        _spectra(draw.array(7, 1), draw.array(3, 1), "one column", **APART),
        _spectra(draw.array(5, 5), draw.array(1, 1), "one weight", **APART),
        _spectra(draw.array(1, 1), draw.array(1, 1), "one pixel", **APART),
    ]


def _whole_images(draw: Draw) -> list[Case]:
    return [
        _spectra(draw.integers(6, 5), draw.integers(2, 3), "whole numbers"),
        _spectra(draw.integers(4, 8), draw.array(3, 2), "whole numbers under a real kernel"),
        _spectra(draw.array(3, 6), draw.array(3, 4), "as tall as the image"),
    ]


FFT_CORRELATE = (
    Kind("images of even width", 0.75, _even_images),
    Kind("images of odd width", 0.75, _odd_images, (_spectra(IMAGE, KERNEL),)),
    Kind("whole numbers and tight fits", 0.5, _whole_images),
)

_BUDGET_DRAW = Draw("budget")
FFT_BUDGET = Budget(
    _spectra(_BUDGET_DRAW.array(6, 8), _BUDGET_DRAW.array(3, 2)),
    _spectra(_BUDGET_DRAW.array(12, 16), _BUDGET_DRAW.array(3, 2)),
    "the image's height and width doubled",
    "a loop over windows",
)
