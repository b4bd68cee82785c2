"""Assignment 07, what all its cases are made of: worked examples, shapes, labels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw
from cnn_lab.cases import Result

Array = NDArray[Any]
Shape = tuple[int, ...]
Pair = tuple[int, int]

# The worked examples of the CS231n deck and of TU/e.
DECK = np.array([[[[1.0, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]]])
TUE = np.array([[[[12.0, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]]]])
DOUT = np.array([[[[1.0, 2], [3, 4]]]])


def outs(x: Shape, size: Pair, stride: int, padding: int) -> Shape:
    """The shape of the layer's output."""
    sizes = ((n + 2 * padding - k) // stride + 1 for n, k in zip(x[2:], size, strict=True))
    return (*x[:2], *sizes)


def named(shape: Shape, size: Pair, stride: int, padding: int, note: str = "") -> str:
    """The label of a case."""
    return f"x {shape}, size {size}, stride {stride}, padding {padding}{note}"


def judged(whole: bool) -> dict[str, Any]:
    """What is judged: the result, and with `whole` also that inputs stay unchanged."""
    return {} if whole else {"judged": (Result(0),)}


def negative(draw: Draw, *shape: int) -> Array:
    """Numbers that are all below zero."""
    return -draw.positive(*shape)
