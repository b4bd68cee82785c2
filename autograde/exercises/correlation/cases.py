"""Assignment 02, correlation: the kinds of cases, what each earns, how its cases are drawn.

Isolating cases stand in kinds that also hold asymmetric ones, so they never earn points alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

Array = NDArray[Any]
Shape = tuple[int, ...]

# Bonn's worked example.
IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])


def mixed(make: Callable[..., Array], image: Shape, kernel: Shape) -> tuple[Array, Array]:
    """An image and a kernel whose correlation and convolution have both signs."""
    while True:
        x, k = make(*image), make(*kernel)
        results = (cnn_ref.correlate(x, k), cnn_ref.convolve(x, k))
        if all(out.min() < 0 < out.max() for out in results):
            return x, k


def bytes_of(draw: Draw, *shape: int) -> Array:
    """A uint8 array with distinct entries from 0 to 255, as a photograph has them."""
    return (np.abs(draw.integers(*shape)) - 1).astype(np.uint8)


def symmetric(draw: Draw, rows: int, columns: int) -> Array:
    """A kernel that looks the same flipped left-right and flipped up-down."""
    quarter = draw.array((rows + 1) // 2, (columns + 1) // 2)
    left = np.concatenate([quarter, quarter[:, ::-1][:, columns % 2 :]], axis=1)
    return np.concatenate([left, left[::-1][rows % 2 :]])


def _pair(function: str, x: Array, k: Array, note: str = "", **options: Any) -> Case:
    """A case of correlation: its label names what is slid over what."""
    noun = "signal" if x.ndim == 1 else "image"
    return case(function, x, k, label=f"{noun} {x.shape}, kernel {k.shape}{note}", **options)


def _real_signals(draw: Draw) -> list[Case]:
    one = partial(_pair, "correlate1d")
    return [
        one(*mixed(draw.array, (9,), (3,))),
        one(*mixed(draw.array, (7,), (4,))),
        one(draw.array(7), symmetric(draw, 1, 3)[0], ", symmetric", isolating=True),
        one(draw.array(5), -draw.positive(1), ", one weight", isolating=True),
        one(draw.positive(6), draw.positive(3), ", all positive", isolating=True),
        one(draw.positive(6), np.ones(2), " of ones", isolating=True),
        one(draw.array(7), np.zeros(3), " of zeros", isolating=True),
    ]


def _whole_signals(draw: Draw) -> list[Case]:
    one = partial(_pair, "correlate1d")
    return [
        one(*mixed(draw.integers, (8,), (3,)), ", whole numbers"),
        one(draw.integers(6), draw.array(2), ", whole numbers under a real kernel"),
        one(bytes_of(draw, 6), bytes_of(draw, 3), ", both uint8"),
        one(bytes_of(draw, 5), bytes_of(draw, 2), ", both uint8"),
    ]


def _unfitting_signals(draw: Draw) -> list[Case]:
    one = partial(_pair, "correlate1d")
    x, k = draw.array(4), draw.array(4)
    return [
        one(x, k, ", as long as the signal"),
        one(x, -k, ", as long as the signal"),
        one(draw.array(4), draw.array(5), ", too long by one"),
        one(draw.array(3), draw.array(6), ", twice as long"),
    ]


CORRELATE1D = (
    Kind(
        "real numbers",
        0.5,
        _real_signals,
        (_pair("correlate1d", np.array([1.0, 3.0, -1.0, 2.0]), np.array([1.0, -1.0])),),
    ),
    Kind("whole numbers", 0.25, _whole_signals),
    Kind("long kernels", 0.25, _unfitting_signals),
)


def _real_images(draw: Draw) -> list[Case]:
    one = partial(_pair, "correlate2d")
    square = draw.array(2, 2)
    return [
        one(*mixed(draw.array, (5, 7), (3, 2))),
        one(*mixed(draw.array, (6, 4), (2, 3))),
        one(draw.array(4, 5), symmetric(draw, 2, 3), ", symmetric", isolating=True),
        one(draw.array(5, 4), square + square.T, ", equal to its transpose", isolating=True),
        one(draw.array(3, 4), -draw.positive(1, 1), ", one weight", isolating=True),
        one(draw.positive(4, 3), draw.positive(3, 2), ", all positive", isolating=True),
        one(draw.array(4, 6), np.ones((2, 2)), " of ones", isolating=True),
        one(draw.array(5, 6), np.zeros((2, 3)), " of zeros", isolating=True),
        one(draw.array(1, 6), draw.array(1, 3), ", one row", isolating=True),
    ]


def whole_images(one: Callable[..., Case], draw: Draw) -> list[Case]:
    """Whole numbers, and narrow types that must not wrap; `one` makes a case of two arrays."""
    return [
        one(*mixed(draw.integers, (4, 6), (2, 3)), ", whole numbers"),
        one(draw.integers(5, 4), draw.array(3, 2), ", whole numbers under a real kernel"),
        one(bytes_of(draw, 4, 5), bytes_of(draw, 3, 2), ", both uint8"),
        one(bytes_of(draw, 3, 4), bytes_of(draw, 2, 3), ", both uint8"),
    ]


def unfitting_images(one: Callable[..., Case], draw: Draw) -> list[Case]:
    """Kernels that just fit, and that do not; `one` makes a case of two arrays."""
    return [
        one(draw.array(3, 4), draw.array(3, 4), ", as large as the image"),
        one(*mixed(draw.array, (3, 6), (3, 2)), ", as tall as the image"),
        one(draw.array(3, 5), draw.array(4, 2), ", too tall by one"),
        one(draw.array(5, 3), draw.array(2, 4), ", too wide by one"),
        one(draw.array(2, 3), draw.array(4, 5), ", larger along both axes"),
    ]


_images = partial(_pair, "correlate2d")

CORRELATE2D = (
    Kind("real numbers", 1.5, _real_images),
    Kind(
        "whole numbers",
        0.75,
        partial(whole_images, _images),
        (_pair("correlate2d", IMAGE, KERNEL),),
    ),
    Kind("large kernels", 0.75, partial(unfitting_images, _images)),
)
