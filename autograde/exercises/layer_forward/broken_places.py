"""Assignment 04, wrong on purpose: what may happen to padding, stride and sizes.

An option that is "" changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def with_rim(x: Array, kernel: tuple[int, int], p: int, rim: str) -> Array:
    """The input with what was put around it."""
    around = {
        "": ((p, p), (p, p)),
        "clamped": ((p, p), (p, p)),
        "none": ((0, 0), (0, 0)),
        "after": ((0, 2 * p), (0, 2 * p)),
        "before": ((2 * p, 0), (2 * p, 0)),
        "height": ((p, p), (0, 0)),
        "twice": ((2 * p, 2 * p), (2 * p, 2 * p)),
        "same": ((kernel[0] // 2, kernel[0] // 2), (kernel[1] // 2, kernel[1] // 2)),
    }
    if rim in around:
        return with_zeros(x, *around[rim])
    if rim == "all axes":
        return np.pad(x, p)[: x.shape[0], : x.shape[1]]
    if rim == "ends meet":
        return _ends_meet(x, p)
    if rim == "shapes" and p:
        raise ValueError("operands could not be broadcast together")
    if rim == "unused" and p:
        raise IndexError("index is out of bounds")
    sides = ((0, 0), (0, 0), (p, p), (p, p))
    modes: dict[str, Any] = {"edge": "edge", "reflect": "reflect", "wrap": "wrap"}
    return np.pad(x, sides, mode=modes[rim]) if rim in modes else with_zeros(x, *sides[2:])


def with_zeros(x: Array, rows: tuple[int, int], columns: tuple[int, int]) -> Array:
    """A copy with so many rows and columns of zeros before and behind; np.pad takes much longer."""
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + sum(rows), W + sum(columns)), x.dtype)
    out[:, :, rows[0] : rows[0] + H, columns[0] : columns[0] + W] = x
    return out


def _ends_meet(x: Array, p: int) -> Array:
    """What negative indices read: the other end on top and left, zeros below and right."""
    grown = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="wrap")
    H, W = x.shape[2:]
    grown[:, :, p + H :] = 0
    grown[:, :, :, p + W :] = 0
    return grown


COUNTS: dict[str, Callable[[int, int, int], int]] = {
    "": lambda room, s, p: room // s + 1,
    "up": lambda room, s, p: -(-room // s) + 1,
    "rounded": lambda room, s, p: round(room / s) + 1,
    "one less": lambda room, s, p: room // s,
    "one padding": lambda room, s, p: max(0, (room - p) // s + 1),
    "no padding": lambda room, s, p: max(0, (room - 2 * p) // s + 1),
}


def along(
    size: int, kernel: int, stride: int, padding: int, axis: int, step: str, count: str
) -> Array:
    """Which entries of one axis each window sees, of shape (windows, kernel)."""
    taps, room, s = np.arange(kernel), size - kernel, stride
    if step in ("ignored", "wrong axes", "inside") or (step == "height only" and axis == 1):
        s = 1
    starts = s * np.arange(COUNTS.get(count, COUNTS[""])(room, s, padding))
    if step == "cropped" or (step == "columns cropped" and axis == 1):
        starts = np.arange(len(starts))
    elif step == "late":
        starts = np.arange(s - 1, room + 1, s)
    elif step == "dilation":
        taps, starts = s * taps, np.arange(max(0, size - s * (kernel - 1)))
    elif step == "ends at stride":
        taps = broadcast(np.arange(s), kernel)
    elif step == "inside":
        taps = broadcast(taps[::stride], kernel)
    elif step == "input thinned":
        taps, starts = s * taps, s * np.arange(max(0, -(-size // s) - kernel + 1))
    return np.asarray(starts[:, None] + taps)


def broadcast(seen: Array, kernel: int) -> Array:
    """Too few or too many pixels under a kernel: only a single one fits any number."""
    if len(seen) == kernel or kernel == 1:
        return seen
    if len(seen) > 1:
        raise ValueError("operands could not be broadcast together")
    return np.repeat(seen, kernel)


def refuse(fit: list[tuple[int, int]], stride: int, count: str) -> None:
    """Raise what a wrong size raises; `fit` holds room and number of windows for each axis."""
    left = any(room % stride for room, _ in fit)
    if (count == "refused" and left) or (count == "exchanged" and fit[0][1] != fit[1][1]):
        raise ValueError("sizes do not match")
    if count == "asserted" and left:
        raise AssertionError("stride does not fit")
    if count == "a float":
        raise TypeError("'float' object cannot be interpreted as an integer")
    if count == "too many" or (count == "places of the input" and stride > 1):
        raise IndexError("index is out of bounds")
    if count == "always":
        raise ValueError("operands could not be broadcast together")


def spread(out: Array, stride: int, rooms: tuple[int, int]) -> Array:
    """The results at the places of the windows in the input, zeros between."""
    wide = np.zeros((*out.shape[:2], rooms[0] + 1, rooms[1] + 1), out.dtype)
    part = wide[:, :, ::stride, ::stride]
    part[:, :, : out.shape[2], : out.shape[3]] = out[:, :, : part.shape[2], : part.shape[3]]
    return wide
