"""Tells: what a wrong array gives away by itself, when no known mistake fits."""

from __future__ import annotations

from typing import Any

import numpy as np

from .values import Value

Array = np.ndarray[Any, Any]


def tell(expected: Value, got: Value) -> str:
    """One sentence on how a wrong value relates to the right one, or an empty text.

    It never states an expected number, so it may be said of hidden cases.
    """
    if not _number_array(expected) or not _number_array(got) or not got.size:
        return ""
    if got.shape != expected.shape:
        return _of_shapes(expected, got)
    if not np.isfinite(got).all() or not np.isfinite(expected).all():
        return ""
    with np.errstate(all="ignore"):
        return _of_values(expected.astype(float), got.astype(float))


def _number_array(value: Value) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf"


def _of_shapes(expected: Array, got: Array) -> str:
    if got.shape == expected.shape[::-1]:
        return "The axes look swapped: the shape is that of the transpose."
    if got.ndim != expected.ndim:
        return f"It has {got.ndim} axes, and {expected.ndim} are expected."
    off = [g - e for g, e in zip(got.shape, expected.shape, strict=True)]
    if all(abs(o) <= 1 for o in off):
        return "Some axis is one entry too long or too short: count the positions again."
    return ""


def _of_values(expected: Array, got: Array) -> str:
    scale = np.abs(expected).max()
    if scale == 0:
        return ""
    if not got.any():
        return "Every entry is zero."
    wrong = np.abs(got - expected) > 1e-9 * scale
    if np.abs(got - expected).max() <= 2e-3 * scale:
        return "It is right to about three digits: was something computed in low precision?"
    if expected.ndim == 2 and got.shape == got.T.shape and np.allclose(got, expected.T):
        return "It is the transpose of the right answer."
    if expected.ndim and np.allclose(got, np.flip(expected)):
        return "It is the right answer in reverse order."
    nonzero = expected != 0
    ratios = got[nonzero] / expected[nonzero]
    if np.allclose(ratios, ratios.flat[0]) and np.allclose(got[~nonzero], 0):
        if np.isclose(ratios.flat[0], -1):
            return "Every sign is the opposite."
        if ratios.size > 1:
            return f"Every entry is the right one times {ratios.flat[0]:.4g}."
    inside = (slice(1, -1),) * wrong.ndim
    if wrong[inside].size and not wrong[inside].any():
        return "It is right except on the border."
    return ""
