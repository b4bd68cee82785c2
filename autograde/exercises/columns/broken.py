"""Assignment 05, the code that is wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Size = tuple[int, ...]

FLIPS: dict[str, tuple[int, ...]] = {"": (), "both": (0, 1), "left-right": (1,), "up-down": (0,)}

CHANNELS: dict[str, Callable[[Array], Array]] = {
    "": lambda x: x,
    "first only": lambda x: x[:, :1],
    "last only": lambda x: x[:, -1:],
    "reversed": lambda x: x[:, ::-1],
    "added up": lambda x: x.sum(axis=1, keepdims=True),
    "averaged": lambda x: x.mean(axis=1, keepdims=True),
}

IMAGES: dict[str, Callable[[Array], Array]] = {
    "": lambda x: x,
    "first only": lambda x: x[:1],
    "last only": lambda x: x[-1:],
    "first for all": lambda x: np.repeat(x[:1], len(x), axis=0),
}

BORDERS: dict[str, Callable[[int], tuple[tuple[int, int], tuple[int, int]]]] = {
    "ignored": lambda p: ((0, 0), (0, 0)),
    "rows only": lambda p: ((p, p), (0, 0)),
    "columns only": lambda p: ((0, 0), (p, p)),
    "after": lambda p: ((0, 2 * p), (0, 2 * p)),
    "before": lambda p: ((2 * p, 0), (2 * p, 0)),
    "one side": lambda p: ((0, p), (0, p)),
    "doubled": lambda p: ((2 * p, 2 * p), (2 * p, 2 * p)),
}


def padded(x: Array, padding: int, border: str = "") -> Array:
    """A batch with a border around each image."""
    if border == "all axes, refused" and padding:
        raise ValueError("could not broadcast input array")
    if border in ("all axes", "all axes, cut"):
        return np.pad(x, padding)
    rows, columns = BORDERS[border](padding) if border in BORDERS else ((padding,) * 2,) * 2
    widths = ((0, 0), (0, 0), rows, columns)
    if border in ("edge", "reflect", "wrap"):
        return np.pad(x, widths, mode=border)  # type: ignore[call-overload, no-any-return]
    return np.pad(x, widths)


def count(length: int, size: int, stride: int, padding: int, room: int, counts: str = "") -> int:
    """How many windows of `size` pixels there are along an axis; `room` is its padded length."""
    if counts == "whole only" and (room - size) % stride:
        raise AssertionError("the stride does not fit")
    if counts == "float":
        raise TypeError("'float' object cannot be interpreted as an integer")
    if counts.startswith("without padding"):
        room = length
    if counts == "padding once":
        room = length + padding
    if counts == "rounded up":
        return math.ceil((room - size) / stride) + 1
    found = (room - size) // stride + 1 - (counts == "last missing")
    return max(0, found)


def places(size: int, windows: int, stride: int, room: int, steps: str = "") -> Array:
    """The pixel for each place within a window and each window along an axis: (size, windows)."""
    starts = stride * np.arange(windows)
    within = np.arange(size)
    if steps == "ignored":
        starts = np.arange(room - size + 1)
    if steps == "ignored, cut":
        starts = np.arange(windows)
    if steps == "late":
        starts = starts + stride - 1
    if steps == "dilation":
        starts = np.arange(max(0, room - stride * (size - 1)))
        within = stride * within
    if steps == "blocks":
        starts = size * np.arange((room - size) // size + 1)
    return np.asarray(within[:, None] + starts)


def windows(
    x: Array,
    size: Size,
    stride: int,
    padding: int,
    *,
    images: str = "",
    channels: str = "",
    axes: str = "",
    as_size: str = "",
    border: str = "",
    counts: str = "",
    steps: str = "",
    turned: str = "",
) -> Array:
    """Every window of a batch, of shape (C, KH, KW, N, OH, OW); options break it as they say."""
    x = CHANNELS[channels](IMAGES[images](x))
    x = x.swapaxes(2, 3) if axes == "height and width" else x
    x = x.swapaxes(0, 1) if axes == "images and channels" else x
    size = sizes(size, as_size)
    big = padded(x, padding, border)
    axes_of = list(zip(x.shape[2:], big.shape[2:], size, strict=True))
    many = [count(n, k, stride, padding, room, counts) for n, room, k in axes_of]
    if counts == "height for both":
        if many[1] < many[0]:
            raise ValueError("could not broadcast input array")
        many[1] = many[0]
    found = [
        places(k, many[axis], stride, room, steps_along(axis, steps))
        for axis, (_, room, k) in enumerate(axes_of)
    ]
    if counts == "exchanged" and len({one.shape[1] for one in found}) > 1:
        raise IndexError("index is out of bounds")
    beyond = [
        max([0, *(one - room + 1).flat]) for one, room in zip(found, big.shape[2:], strict=True)
    ]
    big = np.pad(big, ((0, 0), (0, 0), (0, beyond[0]), (0, beyond[1])))
    rows, columns = found
    if border == "all axes, cut":
        big = big[: x.shape[0], : x.shape[1]]
    cells = big[:, :, rows[:, None, :, None], columns[None, :, None, :]]  # (N, C, KH, KW, OH, OW)
    return np.flip(cells.transpose(1, 2, 3, 0, 4, 5), tuple(1 + axis for axis in FLIPS[turned]))


def sizes(size: Size, as_size: str) -> Size:
    """The window's height and width, or what a mistake makes of them."""
    KH, KW = size
    return {"exchanged": (KW, KH), "square": (KH, KH), "square, width": (KW, KW)}.get(as_size, size)


def steps_along(axis: int, steps: str) -> str:
    """The mistake of the steps along one axis."""
    if steps in ("height only", "width only"):
        return "ignored" if (steps == "width only") == (axis == 0) else ""
    return steps


def in_rows(cells: Array, rows: str) -> Array:
    """Windows (C, KH, KW, N, OH, OW) with their first three axes in another order."""
    orders = {"channels last": (1, 2, 0), "column by column": (0, 2, 1)}
    return cells.transpose(*orders.get(rows, (0, 1, 2)), 3, 4, 5)


def in_columns(cells: Array, columns: str) -> Array:
    """Windows (C, KH, KW, N, OH, OW) with their last three axes in another order."""
    orders = {"images fastest": (4, 5, 3), "column by column": (3, 5, 4)}
    return cells.transpose(0, 1, 2, *orders.get(columns, (3, 4, 5)))


def matrix(cells: Array, arranged: str = "") -> Array:
    """Windows (C, KH, KW, N, OH, OW) as columns, or what a mistake makes of them."""
    rows, columns = math.prod(cells.shape[:3]), math.prod(cells.shape[3:])
    orders = {
        "windows in rows": (3, 4, 5, 0, 1, 2),
        "image by image": (3, 0, 1, 2, 4, 5),
        "window by window": (3, 0, 4, 5, 1, 2),
    }
    if arranged in orders:
        return cells.transpose(orders[arranged]).reshape(rows, columns)
    if arranged == "transposed":
        return cells.reshape(rows, columns).T
    if arranged == "one matrix each":
        return cells.transpose(3, 0, 1, 2, 4, 5).reshape(cells.shape[3], rows, -1)
    return cells if arranged == "six axes" else cells.reshape(rows, columns)


def columns_of(
    x: Array,
    size: Size,
    stride: int,
    padding: int,
    *,
    rows: str = "",
    columns: str = "",
    arranged: str = "",
    after: str = "",
    kept: str = "",
    gives: str = "",
    **options: str,
) -> Any:
    """Windows as columns; what each option breaks is its name."""
    cells = in_columns(in_rows(windows(x, size, stride, padding, **options), rows), columns)
    if arranged == "as many rows as x says":
        cells = cells.reshape(x.shape[1], *cells.shape[1:3], -1, 1, 1)
    out = matrix(cells, arranged).copy()
    if after == "last zero":
        out[..., -1:] = 0
    if after == "first only":
        out[..., 1:] = 0
    return given(in_type(out, x, kept), gives)


def in_type(out: Array, source: Array, kept: str) -> Array:
    """The result in the type that a mistake leaves it in."""
    if kept in ("float16", "float32"):
        return out.astype(kept)
    if kept == "int":
        return out.astype(np.int64)
    return out.astype(source.dtype) if kept == "image's type" else out


def given(out: Any, gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "none":
        return None
    return out.tolist() if gives == "list" and isinstance(out, np.ndarray) else out
