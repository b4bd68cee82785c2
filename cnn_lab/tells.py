"""Tells: what a wrong array gives away by itself, when no known mistake fits."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from .values import Value

Array = np.ndarray[Any, Any]


def tell(expected: Value, got: Value) -> str:
    """One sentence on how a wrong value relates to the right one, or an empty text.

    It never states an expected number, so it may be said of hidden cases.
    """
    if isinstance(expected, tuple):
        return _of_tuples(expected, got)
    if not _number_array(expected):
        return ""
    if isinstance(got, tuple) and any(_same_shape(expected, item) for item in got):
        return "It is a tuple, and one array is asked for: return only that."
    if not _number_array(got) or not got.size:
        return ""
    if got.shape != expected.shape:
        return _of_shapes(expected, got)
    if not np.isfinite(got).all() or not np.isfinite(expected).all():
        return ""
    with np.errstate(all="ignore"):
        return _of_values(expected.astype(float), got.astype(float))


def _number_array(value: Value) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf"


def _same_shape(expected: Array, got: Value) -> bool:
    return isinstance(got, np.ndarray) and got.shape == expected.shape


def _of_tuples(expected: tuple[Value, ...], got: Value) -> str:
    if isinstance(got, list) and len(got) == len(expected):
        return "It is a list, and a tuple is asked for: return the values with commas between."
    if not isinstance(got, tuple) or len(got) != len(expected):
        return ""
    pairs = enumerate(zip(expected, got, strict=True))
    told = ((i, tell(right, seen)) for i, (right, seen) in pairs)
    return next((f"Of its entry {i}: {said}" for i, said in told if said), "")


def _of_shapes(expected: Array, got: Array) -> str:
    if got.shape == expected.shape[::-1]:
        return "The axes look swapped: the shape is that of the transpose."
    if got.ndim != expected.ndim:
        axes = "axis" if got.ndim == 1 else "axes"
        return f"It has {got.ndim or 'no'} {axes}, and {expected.ndim} are expected."
    if sorted(got.shape) == sorted(expected.shape):
        return "The axes look swapped: they have the right lengths in another order."
    off = [g - e for g, e in zip(got.shape, expected.shape, strict=True)]
    if all(abs(o) <= 1 for o in off):
        return "Some axis is one entry too long or too short: count the positions again."
    return ""


def _of_values(expected: Array, got: Array) -> str:
    scale = np.abs(expected).max()
    wrong = np.abs(got - expected) > 1e-9 * scale
    if scale == 0 or not wrong.any():
        return ""
    if not got.any():
        return "Every entry is zero."
    if np.abs(got - expected).max() <= 2e-3 * scale:
        return "It is right to about three digits: was something computed in low precision?"
    return (
        _of_places(expected, got)
        or _of_factors(expected, got)
        or _of_border(wrong)
        or _of_order(expected, got)
    )


def _of_places(expected: Array, got: Array) -> str:
    """The right numbers, moved as a whole."""
    if expected.ndim == 2 and got.shape == got.T.shape and np.allclose(got, expected.T):
        return "It is the transpose of the right answer."
    if expected.ndim and np.allclose(got, np.flip(expected)):
        return "It is the right answer in reverse order."
    if expected.ndim < 2:
        return ""
    for one, other in itertools.combinations(range(expected.ndim), 2):
        turned = expected.swapaxes(one, other)
        if turned.shape == got.shape and np.allclose(got, turned):
            return f"Axes {one} and {other} are swapped; all else is right."
        if np.allclose(got, np.flip(expected, (one, other))):
            return f"It is right, but turned by 180 degrees in axes {one} and {other}."
    for axis in range(expected.ndim):
        if np.allclose(got, np.flip(expected, axis)):
            return f"It is right, but reversed along axis {axis}."
    return ""


def _of_factors(expected: Array, got: Array) -> str:
    """The right numbers, all of them times the same, or with the same added."""
    nonzero = expected != 0
    ratios = got[nonzero] / expected[nonzero]
    if np.allclose(ratios, ratios.flat[0]) and np.allclose(got[~nonzero], 0):
        if np.isclose(ratios.flat[0], -1):
            return "Every sign is the opposite."
        if ratios.size > 1:
            return f"Every entry is the right one times {ratios.flat[0]:.4g}."
    off = got - expected
    if off.size > 1 and np.allclose(off, off.flat[0]):
        return "Every entry is off by the same amount: is something added once too often?"
    return ""


def _of_border(wrong: Array) -> str:
    """Right except near the ends of the axes that count places: the last two, if there are more."""
    axes = range(wrong.ndim)[-2:]
    inside = tuple(slice(1, -1) if i in axes else slice(None) for i in range(wrong.ndim))
    if wrong[inside].size and not wrong[inside].any():
        return "It is right except on the border."
    return ""


def _of_order(expected: Array, got: Array) -> str:
    """The right numbers at other places, if there are enough to be sure."""
    if expected.size < 4 or np.unique(expected).size < 4:
        return ""
    if np.allclose(np.sort(got, axis=None), np.sort(expected, axis=None)):
        return "All the right numbers are there, in other places: was something reshaped?"
    return ""
