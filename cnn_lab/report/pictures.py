"""Which numbers a report shows, and which of them it marks: grids of text, without any layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..cases import Argument
from ..diagnosis import Failure
from ..values import Function, Raises, Rng, Value
from .phrases import one_line
from .words import argument_name, at

LIMIT = 12
Array = np.ndarray[Any, Any]
Index = tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """One entry: its text, its shade from -3 to 3, and whether it is "first" wrong or "window"."""

    text: str
    shade: int = 0
    mark: str = ""


@dataclass(frozen=True)
class Grid:
    """A small table of entries; `rows` and `columns` are the indices shown, `note` what is not."""

    caption: str
    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[int, ...] | None
    columns: tuple[int, ...]
    note: str = ""


def grids(failure: Failure, names: tuple[str, ...] = ()) -> list[Grid]:
    """The inputs of a case when they are small, then got, expected and their difference."""
    return [*_inputs(failure, names), *_outputs(failure)]


def given(failure: Failure, names: tuple[str, ...] = ()) -> list[str]:
    """The inputs that are no small array, one text each: "mode = 'full'"."""
    call = failure.case.calls[_call(failure)]
    texts = []
    for i, value in enumerate(call.args):
        if not _drawable(value):
            texts.append(f"{argument_name(names, i)} = {_in_words(value)}")
    return texts


def _call(failure: Failure) -> int:
    return min(failure.case.judged[failure.judged].call, len(failure.case.calls) - 1)


def _inputs(failure: Failure, names: tuple[str, ...]) -> list[Grid]:
    if isinstance(failure.case.judged[failure.judged], Argument):
        return []  # "expected" is the input as it was
    call = failure.case.calls[_call(failure)]
    window = _window(failure)
    found = []
    for i, value in enumerate(call.args):
        if _drawable(value):
            marked = window if window is not None and i == 0 else np.zeros(value.shape, bool)
            first = next(iter(np.argwhere(marked)), None)
            focus = tuple(int(n) for n in first) if first is not None else None
            caption = f"{argument_name(names, i)} {value.shape}"
            found.append(_grid(caption, value, focus, _scale(value), {"window": marked}))
    return found


def _drawable(value: Value) -> bool:
    """An array that is small enough to be worked with by hand."""
    plain = isinstance(value, np.ndarray) and value.ndim in (1, 2) and value.size > 0
    return plain and max(value.shape) <= LIMIT


def _window(failure: Failure) -> Array | None:
    """Where in the image the kernel lies for the first wrong entry, when that is known."""
    case, index = failure.case, failure.difference.index
    call = case.calls[_call(failure)]
    expected = at(failure.expected[failure.judged], failure)
    arrays = [arg for arg in call.args if isinstance(arg, np.ndarray)]
    slides = "correlate" in call.function or "convolve" in call.function
    if not slides or index is None or len(arrays) != 2 or "backward" in call.function:
        return None
    image, kernel = arrays
    if image is not call.args[0] or not image.ndim == kernel.ndim == np.ndim(expected):
        return None
    marked = np.zeros(image.shape, bool)
    places = []
    for i, size, reach, out in zip(index, image.shape, kernel.shape, expected.shape, strict=True):
        starts = {
            size - reach + 1: 0,
            size: (reach - 1) // 2 - (reach - 1),
            size + reach - 1: 1 - reach,
        }
        if out not in starts:
            return None
        start = i + starts[out]
        places.append(slice(max(start, 0), max(start + reach, 0)))
    marked[tuple(places)] = True
    return marked


def _outputs(failure: Failure) -> list[Grid]:
    """Got, expected and difference around the first wrong entry, where both are arrays."""
    got = at(failure.got[failure.judged], failure)
    expected = at(failure.expected[failure.judged], failure)
    if not _numbers(expected) or not _numbers(got) or not got.ndim or not expected.ndim:
        return []
    both = {"got": got, "expected": expected}
    scale = max(_scale(got), _scale(expected))
    index = failure.difference.index
    if got.shape == expected.shape and index is not None:
        with np.errstate(all="ignore"):
            both["difference, got - expected"] = _minus(got, expected)
    found = []
    for caption, array in both.items():
        focus = index if index is not None else (0,) * array.ndim
        if array.size:
            first = np.zeros(array.shape, bool)
            first[focus] = index is not None
            found.append(_grid(f"{caption} {array.shape}", array, focus, scale, {"first": first}))
    return found


def _minus(got: Array, expected: Array) -> Array:
    wide = np.complex128 if "c" in got.dtype.kind + expected.dtype.kind else np.float64
    return np.subtract(got, expected, dtype=wide)


def _numbers(value: Value) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biufc"


def _grid(
    caption: str, array: Array, focus: Index | None, scale: float, marks: dict[str, Array]
) -> Grid:
    """The part of an array around `focus`, as texts: the last two axes, at most LIMIT each."""
    focus = focus or (0,) * array.ndim
    lead = focus[: max(0, array.ndim - 2)]
    flat, ends = array[lead], focus[len(lead) :]
    spans = [_span(size, at_) for size, at_ in zip(flat.shape, ends, strict=True)]
    ranges = [range(start, stop) for start, stop in spans]
    rows = ranges[0] if flat.ndim == 2 else range(1)

    def cell(row: int, column: int) -> Cell:
        where = (*lead, row, column) if flat.ndim == 2 else (column,)
        mark = next((name for name, marked in marks.items() if marked[where]), "")
        return Cell(number(array[where]), _shade(array[where], scale), mark)

    cells = tuple(tuple(cell(row, column) for column in ranges[-1]) for row in rows)
    note = _note(lead, flat.shape, ranges)
    return Grid(caption, cells, tuple(rows) if flat.ndim == 2 else None, tuple(ranges[-1]), note)


def _span(size: int, focus: int) -> tuple[int, int]:
    """At most LIMIT positions of an axis, with `focus` among them."""
    start = max(0, min(focus - LIMIT // 2, size - LIMIT))
    return start, min(size, start + LIMIT)


def _note(lead: Index, shape: tuple[int, ...], ranges: list[range]) -> str:
    """Which part of a larger array is shown."""
    parts = [f"at [{', '.join(map(str, lead))}, :, :]"] if lead else []
    words = ("rows", "columns") if len(shape) == 2 else ("entries",)
    for word, size, shown in zip(words, shape, ranges, strict=True):
        if len(shown) < size:
            parts.append(f"{word} {shown[0]} to {shown[-1]} of {size}")
    return ", ".join(parts)


def number(value: Any) -> str:
    """An entry as a cell shows it."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, np.integer):
        return str(int(value)) if abs(int(value)) < 10**9 else f"{float(value):.3g}"
    if isinstance(value, np.complexfloating):
        return f"{complex(value):.3g}"
    real = float(value)
    text = f"{real:.0f}" if real.is_integer() and abs(real) < 10**6 else f"{real:.4g}"
    return "0" if text == "-0" else text


def _scale(array: Array) -> float:
    """The largest finite magnitude, for shading."""
    size = np.abs(array[np.isfinite(array)].astype(complex))
    return float(size.max()) if size.size else 0.0


def _shade(value: Any, scale: float) -> int:
    real = float(np.real(value))
    if not scale or not np.isfinite(real):
        return 0
    return int(np.sign(real) * np.ceil(3 * min(1.0, abs(real) / scale)))


def _in_words(value: Value) -> str:
    """An input that is no small array."""
    match value:
        case np.ndarray() if value.ndim:
            return f"array of shape {value.shape}"
        case np.ndarray():
            return repr(value.item())
        case Function(name):
            return name
        case Rng(seed):
            return f"a random generator with seed {seed}"
        case Raises():
            return "an exception"
        case list() | tuple() if any(isinstance(item, (np.ndarray, list, tuple)) for item in value):
            return one_line(f"{type(value).__name__} of {len(value)}: {value!r}", 120)
    return one_line(repr(value), 120)
