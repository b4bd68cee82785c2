"""Whether a value is the right one, and if not, the first thing that is wrong with it.

The order is that of a patient teacher: exception, type, length, shape, dtype, finite, values. The
first difference ends the comparison. Both values have been through the codec, so this never meets
an object with an opinion of its own about equality.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .values import Raises, Record, Unsupported, Value

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Difference:
    """The first thing that is wrong.

    `what` is one of raised, not raised, type, length, shape, dtype, finite, values. `got` and
    `expected` say it in a few words; a hidden case's `expected` is never shown. `index` is the
    first wrong entry, `wrong` of `total` entries differ, `path` is the place inside a tuple.
    """

    what: str
    got: str
    expected: str
    path: tuple[int | str, ...] = ()
    index: tuple[int, ...] | None = None
    wrong: int = 0
    total: int = 0


def compare(
    expected: Value, got: Value, rtol: float, atol: float, whole: bool = False
) -> Difference | None:
    """The first difference between two values, or None when they agree.

    Parameters
    ----------
    expected, got : value
        As they come out of the codec.
    rtol, atol : float
        Numbers may differ by ``atol + rtol * max(abs(expected))``. Integers of Python are exact.
    whole : bool
        Whether an array of integers must be one; else floats of equal value will do.
    """
    if isinstance(expected, Raises) or isinstance(got, Raises):
        return _compare_raised(expected, got)
    if isinstance(expected, np.ndarray):
        return _compare_arrays(expected, got, rtol, atol, whole)
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        same = type(got) is type(expected) and got == expected
        return None if same else _scalar_difference(expected, got)
    if isinstance(expected, (int, float)):
        return _compare_numbers(expected, _scalar(got), rtol, atol)
    return _compare_containers(expected, got, rtol, atol, whole)


def agree(expected: Value, got: Value, rtol: float, atol: float, whole: bool = False) -> bool:
    """Whether `compare` finds no difference, without working out the first one."""
    if not isinstance(expected, np.ndarray) or not isinstance(got, np.ndarray):
        return compare(expected, got, rtol, atol, whole) is None
    if got.shape != expected.shape or not _dtype_fits(expected.dtype, got.dtype, whole):
        return False
    if expected.dtype == got.dtype and expected.tobytes() == got.tobytes():
        return True
    return bool(_close(expected, got, rtol, atol).all())


def kind_of(value: Value) -> str:
    """What a value is, in a few words: "array of shape (2, 3)", "None", "list of 4"."""
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}"
    if isinstance(value, (tuple, list, dict)):
        return f"{type(value).__name__} of {len(value)}"
    if isinstance(value, Record):
        return f"{_printable(value.name)} of {len(value.fields)}"
    if isinstance(value, Unsupported):
        return _printable(value.what)
    return "None" if value is None else type(value).__name__


def show(value: Value) -> str:
    """A number or a short text as a reader wants it."""
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, Raises):
        return _printable(value.types[0]) if value.types else "an exception"
    return repr(value) if isinstance(value, (int, str, bool, complex)) else kind_of(value)


def _told_apart(got: Value, expected: Value) -> tuple[str, str]:
    """Two numbers as a reader wants them, with all digits where few would hide the difference."""
    few = show(got), show(expected)
    return few if few[0] != few[1] else (repr(got), repr(expected))


def _printable(name: str) -> str:
    """Somebody's name for a type, without what a page or a terminal may obey."""
    return "".join(c if c.isprintable() else "?" for c in name)


def _compare_raised(expected: Value, got: Value) -> Difference | None:
    if not isinstance(got, Raises):
        return Difference("not raised", kind_of(got), show(expected))
    if not isinstance(expected, Raises):
        return Difference("raised", show(got), kind_of(expected))
    if expected.types and expected.types[0] in got.types:
        return None
    return Difference("raised", show(got), show(expected))


def _scalar(value: Value) -> Value:
    """An array without axes stands for its number."""
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value


def _scalar_difference(expected: Value, got: Value) -> Difference:
    what = "values" if type(got) is type(expected) else "type"
    describe = show if what == "values" else kind_of
    return Difference(what, describe(got), describe(expected), wrong=1, total=1)


def _compare_numbers(
    expected: int | float, got: Value, rtol: float, atol: float
) -> Difference | None:
    number = isinstance(got, (int, float)) and not isinstance(got, bool)
    if not number or (isinstance(expected, int) and not isinstance(got, int)):
        return Difference("type", kind_of(got), kind_of(expected))
    if isinstance(expected, int):
        return None if got == expected else _scalar_difference(expected, got)
    near = _float(got)
    if math.isfinite(expected) and not math.isfinite(near):
        return Difference("finite", show(near), "a finite number", wrong=1, total=1)
    if _close(np.float64(expected), np.float64(near), rtol, atol):
        return None
    return Difference("values", *_told_apart(got, expected), wrong=1, total=1)


def _float(number: int | float) -> float:
    """A number as a float; an integer beyond all floats is infinite."""
    try:
        return float(number)
    except OverflowError:
        return math.inf if number > 0 else -math.inf


def _compare_containers(
    expected: Value, got: Value, rtol: float, atol: float, whole: bool
) -> Difference | None:
    """Tuples, lists, dicts, records: the type, the length, then item by item."""
    expected, got = _untitled(expected), _untitled(got)
    if type(got) is not type(expected):
        return Difference("type", kind_of(got), kind_of(expected))
    if isinstance(expected, Unsupported):
        return None if got == expected else Difference("type", kind_of(got), kind_of(expected))
    if len(got) != len(expected) or (isinstance(expected, dict) and set(got) != set(expected)):
        return Difference("length", kind_of(got), kind_of(expected))
    for place in expected if isinstance(expected, dict) else range(len(expected)):
        inner = compare(expected[place], got[place], rtol, atol, whole)
        if inner is not None:
            return Difference(**{**vars(inner), "path": (place, *inner.path)})
    return None


def _untitled(value: Value) -> Value:
    """A named tuple is a tuple."""
    return tuple(item for _, item in value.fields) if isinstance(value, Record) else value


def _compare_arrays(
    expected: Array, got: Value, rtol: float, atol: float, whole: bool
) -> Difference | None:
    if not isinstance(got, np.ndarray):
        return Difference("type", kind_of(got), kind_of(expected))
    if got.shape != expected.shape:
        return Difference("shape", f"shape {got.shape}", f"shape {expected.shape}")
    if not _dtype_fits(expected.dtype, got.dtype, whole):
        return Difference("dtype", f"dtype {got.dtype}", f"dtype {expected.dtype}")
    if expected.dtype == got.dtype and expected.tobytes() == got.tobytes():
        return None
    lost = np.isfinite(expected) & ~np.isfinite(got)
    if lost.any():
        return _entries("finite", expected, got, lost)
    wrong = ~_close(expected, got, rtol, atol)
    return _entries("values", expected, got, wrong) if wrong.any() else None


def _dtype_fits(expected: np.dtype[Any], got: np.dtype[Any], whole: bool) -> bool:
    """The same dtype; any integer for an integer, and floats unless they must be whole."""
    if expected.kind in "iu":
        return got.kind in ("iu" if whole else "iuf")
    return expected == got


def _close(expected: Any, got: Any, rtol: float, atol: float) -> Any:
    """Entry by entry; the room for rounding follows the largest expected entry."""
    exact = np.asarray(expected).dtype.kind in "biu" and np.asarray(got).dtype.kind in "biu"
    if exact or np.size(expected) == 0:
        return np.equal(expected, got)
    finite = np.abs(np.where(np.isfinite(expected), expected, 0))
    with np.errstate(all="ignore"):
        near = np.abs(np.subtract(expected, got, dtype=_wide(got))) <= atol + rtol * finite.max()
    return near | np.equal(expected, got) | (np.isnan(expected) & np.isnan(got))


def _wide(got: Any) -> type:
    return np.complex128 if np.asarray(got).dtype.kind == "c" else np.float64


def _entries(what: str, expected: Array, got: Array, wrong: Array) -> Difference:
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    return Difference(
        what,
        *_told_apart(got[first].item(), expected[first].item()),
        index=first,
        wrong=int(wrong.sum()),
        total=int(wrong.size),
    )
