"""Assignment 03, padding and spreading that are wrong on purpose: each option breaks one part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Part = tuple[slice, ...]

AXES = {
    "": (2, 3),
    "height only": (2,),
    "width only": (3,),
    "channels too": (1, 2, 3),
    "all": (0, 1, 2, 3),
    "channels last": (1, 2),
    "first two": (0, 1),
}

SIDES: dict[str, Callable[[int], tuple[int, int]]] = {
    "": lambda p: (p, p),
    "after": lambda p: (0, p),
    "before": lambda p: (p, 0),
    "both after": lambda p: (0, 2 * p),
    "both before": lambda p: (2 * p, 0),
    "total": lambda p: (p // 2, p - p // 2),
    "twice": lambda p: (2 * p, 2 * p),
}


def pad(
    x: Array,
    padding: int,
    value: float,
    *,
    axes: str = "",
    sides: str = "",
    filled: str = "",
    copied: str = "",
    kept: str = "",
    none: str = "",
    inputs: str = "",
    gives: str = "",
) -> Any:
    """Pixels of one value around images; what each option breaks is its name."""
    if none == "fails" and padding == 0:
        raise ValueError("could not broadcast input array into shape with 0")
    if copied == "sides exchanged" and x.shape[2] != x.shape[3]:
        raise ValueError("could not broadcast input array")
    if inputs == "overwritten":
        return given(_rim_overwritten(x, padding, value), gives)
    ends = [SIDES[sides](padding) if axis in AXES[axes] else (0, 0) for axis in range(4)]
    inside = tuple(slice(a, a + n) for n, (a, _) in zip(x.shape, ends, strict=True))
    shape = tuple(n + sum(end) for n, end in zip(x.shape, ends, strict=True))
    out = np.full(shape, value, _dtype(x, kept, value))
    if filled == "zero":
        out[...] = 0
    if filled == "corners zero":
        _blank_corners(out, inside)
    if filled == "rows only":
        out[:, :, inside[2]] = 0
    if filled in ("edge", "reflect", "wrap"):
        out[...] = np.pad(x, ends, mode=filled)  # type: ignore[call-overload]
    else:
        _copy(out[inside], x, copied)
    if filled == "added":
        out[inside] += np.asarray(value, out.dtype)
    return given(out[0] if copied == "batch lost" else out, gives)


def _rim_overwritten(x: Array, padding: int, value: float) -> Array:
    """The image's own outermost pixels, replaced where they are."""
    rows, columns = (slice(padding, n - padding) for n in x.shape[2:])
    middle = x[:, :, rows, columns].copy()
    x[...] = value
    x[:, :, rows, columns] = middle
    return x


def _blank_corners(out: Array, inside: Part) -> None:
    """Zero where both a row and a column of the rim meet."""
    rows, columns = np.ones(out.shape[2], bool), np.ones(out.shape[3], bool)
    rows[inside[2]] = False
    columns[inside[3]] = False
    out[:, :, np.logical_and.outer(rows, columns)] = 0


def _copy(target: Array, x: Array, copied: str) -> None:
    """Write the images to their places."""
    if copied == "first image":
        target[:1] = x[:1]
    elif copied == "first channel":
        target[:, :1] = x[:, :1]
    elif copied != "missing":
        target[...] = x


def _dtype(x: Array, kept: str, value: float) -> Any:
    """The type that a result is made in."""
    if kept == "value's":
        return np.asarray(value).dtype
    return kept or x.dtype


def given(out: Array, gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "none":
        return None
    return out.tolist() if gives == "list" else out


def spread(
    x: Array,
    step: int,
    *,
    axes: str = "",
    distance: str = "",
    ends: str = "",
    between: str = "",
    copied: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """Zeros between the pixels of images; what each option breaks is its name."""
    if between == "size short" or (copied == "sides exchanged" and x.shape[2] != x.shape[3]):
        raise ValueError("could not broadcast input array")
    step = {"": step, "one more": step + 1, "one less": max(1, step - 1)}[distance]
    steps = [step if axis in AXES[axes] else 1 for axis in range(4)]
    places = tuple(slice(None, None, s) for s in steps)
    if between == "pixels dropped":
        return given(x[places].astype(_dtype(x, kept, 0)), gives)
    if between == "pixels zeroed":
        return given(_between_zeroed(x, places), gives)
    extra = step if ends else 1
    first = step - 1 if ends == "before" else 0
    shape = [(n - 1) * s + (extra if s > 1 else 1) for n, s in zip(x.shape, steps, strict=True)]
    out = np.zeros(shape, _dtype(x, kept, 0))
    starts = tuple(slice(first if s > 1 else 0, None, s) for s in steps)
    target = out[tuple(slice(p.start, None) for p in starts)][places]
    fitting = tuple(slice(0, n) for n in x.shape)
    _copy(target[fitting], x, copied)
    if between == "repeated":
        for axis, s in enumerate(steps):
            out = _filled(out, axis, s)
    return given(out[0] if copied == "batch lost" else out, gives)


def _between_zeroed(x: Array, places: Part) -> Array:
    """Every pixel that is not at a multiple of the step is lost."""
    out = np.zeros_like(x)
    out[places] = x[places]
    return out


def _filled(out: Array, axis: int, step: int) -> Array:
    """Each pixel again in the places behind it."""
    index = np.arange(out.shape[axis])
    return np.take(out, index - index % step, axis=axis)
