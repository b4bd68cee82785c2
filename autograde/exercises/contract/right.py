"""Assignment 00, right answers written in other ways than the reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def error_loops(a: Array, b: Array) -> float:
    """Plain loops over numbers of Python."""
    if np.shape(a) != np.shape(b):
        raise ValueError("shapes differ")
    worst = 0.0
    for one, other in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        worst = max(worst, abs(one - other) / max(1e-8, abs(one) + abs(other)))
    return worst


def error_where(a: Array, b: Array) -> float:
    """The small denominators are replaced where they are small."""
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    sizes = np.abs(a) + np.abs(b)
    return float((np.abs(a - b) / np.where(sizes < 1e-8, 1e-8, sizes)).max())


def error_clipped(a: Array, b: Array) -> Any:
    """Both arrays in one, and a denominator that is clipped."""
    if list(a.shape) != list(b.shape):
        raise ValueError("shapes differ")
    both = np.stack([a, b]).astype(float)
    gap = both.max(axis=0) - both.min(axis=0)
    return np.amax(gap / np.abs(both).sum(axis=0).clip(min=1e-8))


def gradient_in_place(f: Callable[[Array], Any], x: Array, dout: Array, h: float) -> Array:
    """One working copy, moved to and fro in place; the loss is added up before the difference."""
    work = np.array(x, dtype=float)
    dx = np.zeros(work.shape)
    for index in np.ndindex(work.shape):
        before = work[index]
        work[index] = before + h
        right = np.sum(f(work) * dout)
        work[index] = before - h
        left = np.sum(f(work) * dout)
        work[index] = before
        dx[index] = (right - left) / (2 * h)
    return dx


def gradient_by_columns(f: Callable[[Array], Any], x: Array, dout: Array, h: float) -> Array:
    """The whole table of slopes first, one row for each input, then its product with dout."""
    slopes = []
    for step in np.eye(x.size).reshape(-1, *x.shape) * h:
        slopes.append(np.ravel(f(x + step) - f(x - step)) / (2 * h))
    return np.asarray(np.array(slopes) @ np.ravel(dout)).reshape(x.shape)


def gradient_comprehension(f: Callable[[Array], Any], x: Array, dout: Array, h: float) -> Array:
    """One entry at a time, as a list that is shaped in the end."""

    def loss(flat: Array) -> float:
        return float(np.sum(f(flat.reshape(x.shape)) * dout))

    flat = x.ravel().astype(float)
    unit = np.eye(flat.size)
    slopes = [(loss(flat + h * e) - loss(flat - h * e)) / (h + h) for e in unit]
    return np.array(slopes).reshape(x.shape)
