"""Assignment 00, relative_error: wrong on purpose, each option breaks one independent part.

Without options the function is a right answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

FLOOR = 1e-8


def error(
    a: Array,
    b: Array,
    *,
    top: str = "",
    bottom: str = "",
    floor: str = "",
    taken: str = "",
    shapes: str = "",
    types: str = "",
    inputs: str = "",
    gives: str = "",
) -> Any:
    """The largest relative error; what each option breaks is its name."""
    if _differ(a, b, shapes):
        return _refused(a, b, shapes)
    if shapes == "flattened":
        a, b = a.ravel(), b.ravel()
    one: Array = a.astype(_type_of(types))
    other: Array = b.astype(_type_of(types))
    if gives == "allclose":
        return bool(np.allclose(one, other))
    above, below = _gathered(one, other, top, bottom, taken)
    if inputs == "changed":
        a -= b
    if inputs == "signs changed":
        np.abs(a, out=a)
    share = above / _floored(below, floor)
    if types == "a's type":
        share = np.asarray(share).astype(a.dtype)
    return _given(_taken(share, taken), gives)


def _differ(a: Array, b: Array, shapes: str) -> bool:
    """Whether the shapes are found to differ."""
    if shapes in ("broadcast", "flattened"):
        return False
    if shapes == "sizes":
        return a.size != b.size
    if shapes == "axes counted":
        return a.ndim != b.ndim
    if shapes == "lengths":
        return len(a) != len(b)
    return shapes == "always" or a.shape != b.shape


def _refused(a: Array, b: Array, shapes: str) -> Any:
    """What happens where the shapes were found to differ."""
    if shapes == "assert":
        raise AssertionError("shapes differ")
    if shapes == "infinite":
        return float("inf")
    if shapes == "none":
        return None
    if shapes == "type error":
        raise TypeError("shapes differ")
    raise ValueError("shapes differ")


def _type_of(types: str) -> type:
    return {"float32": np.float32, "float16": np.float16}.get(types, np.float64)


def _gathered(a: Array, b: Array, top: str, bottom: str, taken: str) -> tuple[Any, Any]:
    """What is divided by what: entry by entry, or gathered from all entries first."""
    above, below = _above(a, b, top), _below(a, b, bottom)
    if taken == "norms":
        below = _below(np.linalg.norm(a), np.linalg.norm(b), bottom)
        return np.linalg.norm(above), below
    if taken == "largest of each":
        return np.max(above), np.max(below)
    if taken == "sums":
        return np.sum(above), np.sum(below)
    return above, below


def _above(a: Array, b: Array, top: str) -> Array:
    """What is divided."""
    if top == "signed":
        return np.asarray(a - b)
    if top == "squared":
        return np.asarray((a - b) ** 2)
    if top == "sizes":
        return np.asarray(np.abs(np.abs(a) - np.abs(b)))
    if top == "doubled":
        return np.asarray(2 * np.abs(a - b))
    if top == "sum":
        return np.asarray(np.abs(a + b))
    return np.asarray(np.abs(a - b))


def _below(a: Any, b: Any, bottom: str) -> Array:
    """What it is divided by."""
    first, second = np.abs(a), np.abs(b)
    found = {
        "": first + second,
        "signed": a + b,
        "abs of sum": np.abs(a + b),
        "max": np.maximum(first, second),
        "first": first + 0 * second,
        "second": second + 0 * first,
        "product": first * second,
        "none": np.ones_like(first + second),
    }
    return np.asarray(found[bottom])


def _floored(below: Any, floor: str) -> Any:
    """The denominator, kept away from zero."""
    if floor == "none":
        return below
    if floor == "added":
        return below + FLOOR
    if floor == "min":
        return np.minimum(FLOOR, below)
    if floor == "python" and np.size(below) != 1:
        raise ValueError("The truth value of an array is ambiguous")
    if floor == "numpy":
        raise TypeError("'float' object cannot be interpreted as an integer")
    return np.maximum({"large": 1e-3, "small": 1e-12}.get(floor, FLOOR), below)


def _taken(share: Any, taken: str) -> Any:
    """From one number for each entry to one number."""
    entries = np.asarray(share)
    if taken == "mean":
        return entries.mean()
    if taken == "sum":
        return entries.sum()
    if taken == "min":
        return entries.min()
    if taken == "last":
        return entries.ravel()[-1]
    if taken == "none":
        return entries
    if taken == "first axis":
        return entries.max(axis=0)
    if taken == "python" and entries.ndim > 1:
        raise ValueError("The truth value of an array is ambiguous")
    return entries.max()


def _given(found: Any, gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "none":
        return None
    if gives == "per cent":
        return 100 * found
    if gives == "text":
        return f"{found}"
    if gives == "nearness":
        return 1 - found
    return found if np.ndim(found) else float(found)
