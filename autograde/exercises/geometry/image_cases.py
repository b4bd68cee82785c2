"""Assignment 03, images: the kinds of cases of padding and of spreading, and what each earns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

Array = NDArray[Any]

IMAGE = np.array([[[[1.0, 3, -1], [2, 1, 0], [0, 2, -1]]]])
DOUT = np.array([[[[1.0, 2], [3, 4]]]])


def _pad(x: Array, padding: int, value: float, note: str = "", **options: Any) -> Case:
    label = f"x {x.shape}{note}, padding {padding}, value {value}"
    return case("pad2d", x, padding, value, label=label, **options)


def _part(draw: Draw) -> float:
    """A value that is no whole number."""
    return draw.whole(5, 9) + draw.whole(1, 3) / 4


def _bordered(draw: Draw) -> Array:
    """Images whose outer two rows and columns are zero: to repeat or mirror them adds zeros."""
    x = np.zeros((2, 2, 5, 6))
    x[:, :, 2:3, 2:4] = draw.array(2, 2, 1, 2)
    return x


def _zeros(draw: Draw) -> list[Case]:
    return [
        _pad(draw.array(2, 3, 4, 5), 2, 0.0),
        _pad(draw.array(3, 2, 5, 3), 1, 0),
        _pad(draw.array(2, 4, 2, 3), 3, 0.0),
        _pad(draw.array(1, 1, 3, 3), 1, 0.0, isolating=True),
        _pad(draw.array(2, 3, 3, 4), 0, 0.0, isolating=True),
        _pad(_bordered(draw), 1, 0.0, " with zeros at the border", isolating=True),
    ]


def _values(draw: Draw) -> list[Case]:
    value = _part(draw)
    return [
        _pad(draw.array(3, 2, 4, 6), 1, _part(draw)),
        _pad(draw.array(2, 4, 5, 3), 2, -_part(draw)),
        _pad(draw.array(2, 3, 3, 2), 3, draw.whole(5, 9)),
        _pad(draw.array(1, 1, 2, 2), 1, 1.0, isolating=True),
        _pad(draw.array(1, 2, 2, 3), 0, _part(draw), isolating=True),
        _pad(np.full((2, 3, 4, 5), value), 2, value, " of that value", isolating=True),
        _pad(np.ones((1, 1, 3, 3)), 1, value, " of ones", isolating=True),
    ]


def _infinite(draw: Draw) -> list[Case]:
    return [
        _pad(draw.array(2, 3, 5, 4), 1, -np.inf),
        _pad(draw.array(3, 2, 2, 5), 2, -np.inf),
        _pad(draw.array(1, 1, 3, 3), 1, -np.inf, isolating=True),
    ]


def _types(draw: Draw) -> list[Case]:
    single = np.float32
    return [
        _pad(draw.integers(2, 3, 4, 5), 2, draw.whole(5, 9), ", whole numbers"),
        _pad(draw.integers(3, 2, 3, 4), 1, 0, ", whole numbers"),
        _pad(draw.array(2, 3, 5, 4).astype(single), 1, _part(draw), ", float32"),
        _pad(draw.array(3, 2, 2, 4).astype(single), 2, 0.0, ", float32"),
    ]


PAD2D = (
    Kind("zeros", 0.5, _zeros, (_pad(IMAGE, 1, 0.0),)),
    Kind("another value", 0.5, _values),
    Kind("minus infinity", 0.5, _infinite),
    Kind("other types", 0.5, _types),
)


def _spread(x: Array, step: int, note: str = "", **options: Any) -> Case:
    return case("dilate", x, step, label=f"x {x.shape}{note}, step {step}", **options)


def _steps(draw: Draw) -> list[Case]:
    return [
        _spread(draw.array(2, 3, 4, 5), 2),
        _spread(draw.array(3, 2, 4, 3), 3),
        _spread(draw.array(2, 4, 3, 2), 4),
        _spread(draw.array(2, 3, 3, 4), 1, isolating=True),
        _spread(draw.array(1, 1, 3, 3), 2, isolating=True),
        _spread(np.zeros((2, 3, 4, 5)), 3, ", all zero", isolating=True),
    ]


def _thin(draw: Draw) -> list[Case]:
    return [
        _spread(draw.array(2, 3, 1, 4), 2, ", one row"),
        _spread(draw.array(3, 1, 5, 1), 3, ", one column"),
        _spread(draw.array(1, 3, 1, 1), 2, ", one pixel", isolating=True),
    ]


def _spread_types(draw: Draw) -> list[Case]:
    return [
        _spread(draw.integers(2, 3, 3, 5), 2, ", whole numbers"),
        _spread(draw.array(3, 2, 4, 3).astype(np.float32), 3, ", float32"),
    ]


DILATE = (
    Kind("larger images", 0.5, _steps, (_spread(DOUT, 2),)),
    Kind("one row or column", 0.25, _thin),
    Kind("other types", 0.25, _spread_types),
)
