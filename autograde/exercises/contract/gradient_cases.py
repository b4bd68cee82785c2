"""Assignment 00, numerical_gradient: the kinds of cases, what each earns, how they are drawn.

Arrays are drawn small (at most 1), so that rounding stays far below the tolerance of 1e-8.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case
from cnn_lab.functions import FUNCTIONS
from cnn_lab.values import Function

Array = NDArray[Any]

FINE = 1e-5
WHOLE = (-3, -2, -1, 1, 2, 3)


def _case(name: str, x: Array, dout: Array, h: float, note: str = "", **options: Any) -> Case:
    label = f"{name}, x {x.shape}, h = {h:g}{note}"
    arguments = (Function(name), x, dout, h)
    return case("numerical_gradient", *arguments, label=label, atol=1e-8, **options)


def _drawn(
    draw: Draw, name: str, *shape: int, h: float = FINE, whole: bool = False, **options: Any
) -> Case:
    """A case with x of this shape and a dout of the shape of f(x)."""
    if whole:
        x = np.array([draw.pick(WHOLE) for _ in range(int(np.prod(shape)))]).reshape(shape)
    else:
        x = draw.array(*shape) / 4
    dout = np.asarray(draw.array(*np.shape(FUNCTIONS[name](x))) / 4)
    return _case(name, x, dout, h, ", whole numbers" if whole else "", **options)


def _equal_shapes(draw: Draw) -> list[Case]:
    ones, one = draw.array(2, 2) / 4, draw.array(1)
    first = np.array([1, 0, 0]) * draw.array(3)
    return [
        _drawn(draw, "cubes_and_sum", 2, 3),
        _drawn(draw, "sine_of_neighbour", 5),
        _drawn(draw, "sine_of_neighbour", 2, 1, 3),
        _drawn(draw, "running_sums", 3, 2, isolating=True),
        _drawn(draw, "running_sums", 4, isolating=True),
        _drawn(draw, "squares", 4, isolating=True),
        _drawn(draw, "squares", 3, 2, isolating=True),
        _case("cubes_and_sum", ones, np.ones((2, 2)), FINE, ", dout of ones", isolating=True),
        _case("cubes_and_sum", np.ones(1), one, FINE, ", one entry of 1", isolating=True),
        _case(
            "running_sums", draw.array(3), first, FINE, ", dout zero but for one", isolating=True
        ),
    ]


def _other_shapes(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, "squares_times_next", 2, 3),
        _drawn(draw, "squared_sums", 3, 2),
        _drawn(draw, "all_products", 3),
        _drawn(draw, "cubes_times_sum", 2, 3),
        _drawn(draw, "cubes_times_sum", 4),
    ]


def _large_steps(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, "cubes_and_sum", 3, 2, h=1 / 4),
        _drawn(draw, "squares_times_next", 5, h=1 / 8),
        _drawn(draw, "sine_of_neighbour", 4, h=1 / 2),
    ]


def _whole_numbers(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, "cubes_and_sum", 2, 3, whole=True),
        _drawn(draw, "sine_of_neighbour", 5, whole=True),
        _drawn(draw, "squared_sums", 2, 2, whole=True),
    ]


# Bonn's example from the board, as a matrix times its nine pixels: two gradients that go back
# through it, worked by hand.
IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
DOUT = np.array([[1, 2], [3, 4]])

NUMERICAL_GRADIENT = (
    Kind("outputs of x's shape", 1, _equal_shapes),
    Kind(
        "outputs of another shape",
        0.75,
        _other_shapes,
        (
            _case("board_example", IMAGE.astype(float), DOUT.astype(float), FINE),
            _case("board_example", IMAGE.astype(float), np.ones((2, 2)), FINE, ", dout of ones"),
        ),
    ),
    Kind("large steps", 0.5, _large_steps),
    Kind("whole numbers", 0.75, _whole_numbers),
)
