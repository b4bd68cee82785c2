"""Functions that a case may pass to a student's function, by name.

None of them answers an exercise. All are mixed, so that an answer that treats entries one by one is
seen, but for `squares`, which tells such an answer from others. A name says what is computed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

BOARD = np.array(
    [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
    ]
)
"""Bonn's example from the board: the weight of each of 9 pixels in each of 4 outputs."""


def cubes_and_sum(x: Array) -> Array:
    """Each entry cubed, times the sum of all entries: no entry stands alone."""
    return np.asarray(x**3 * x.sum())


def sine_of_neighbour(x: Array) -> Array:
    """Each entry times the sine of the next one, the last with the first."""
    return np.asarray(x * np.sin(np.roll(x.ravel(), -1).reshape(x.shape)))


def running_sums(x: Array) -> Array:
    """At each entry the sum of all entries up to there, row by row: no powers, no products."""
    return np.cumsum(x).reshape(x.shape)


def squares(x: Array) -> Array:
    """Each entry squared, by itself."""
    return np.asarray(x**2)


def squares_times_next(x: Array) -> Array:
    """Each entry squared times the next one, in one row: one entry less than x has."""
    flat = x.ravel()
    return np.asarray(flat[:-1] ** 2 * flat[1:])


def squared_sums(x: Array) -> Array:
    """The squared sum of each row, then of each column: (H, W) gives (H + W,)."""
    return np.concatenate([x.sum(axis=1), x.sum(axis=0)]) ** 2


def all_products(x: Array) -> Array:
    """Every entry times every entry: n entries give (n, n)."""
    return np.outer(x, x)


def cubes_times_sum(x: Array) -> Array:
    """The sum of all cubes times the sum of all entries: one number."""
    return np.asarray(np.sum(x**3) * np.sum(x))


def board_example(x: Array) -> Array:
    """Bonn's four outputs from an image of (3, 3), as a matrix times its nine pixels."""
    return (BOARD @ x.ravel()).reshape(2, 2)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        cubes_and_sum,
        sine_of_neighbour,
        running_sums,
        squares,
        squares_times_next,
        squared_sums,
        all_products,
        cubes_times_sum,
        board_example,
    )
}
