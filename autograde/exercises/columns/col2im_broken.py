"""Assignment 05, more code that is wrong on purpose: columns back to images.

Without options the function is a right answer.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .broken import FLIPS, Array, Size, count, given, in_type, sizes, steps_along

ORDERS = {
    "": (0, 1, 2, 3, 4, 5),
    "windows in rows": (3, 4, 5, 0, 1, 2),
    "image by image": (3, 0, 1, 2, 4, 5),
    "window by window": (3, 0, 4, 5, 1, 2),
    "images fastest": (0, 1, 2, 4, 5, 3),
    "positions by column": (0, 1, 2, 3, 5, 4),
    "channels last": (1, 2, 0, 3, 4, 5),
    "windows by column": (0, 2, 1, 3, 4, 5),
}


def images_of(
    cols: Array,
    x_shape: Size,
    size: Size,
    stride: int,
    padding: int,
    *,
    read: str = "",
    turned: str = "",
    as_size: str = "",
    room: str = "",
    counts: str = "",
    steps: str = "",
    together: str = "",
    images: str = "",
    channels: str = "",
    cut: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """Columns added up into images; what each option breaks is its name."""
    N, C = x_shape[:2]
    size = sizes(size, as_size)
    rooms = [n + 2 * padding for n in x_shape[2:]]
    axes = zip(x_shape[2:], rooms, size, strict=True)
    many = [count(n, k, stride, padding, big, counts) for n, big, k in axes]
    if counts == "without padding, one by one":
        cols = cols[:, : N * math.prod(many)]
    order = ORDERS[read]
    shape = (C, *size, N, *many)
    cells = cols.reshape([shape[axis] for axis in order]).transpose(np.argsort(order))
    cells = np.flip(cells, tuple(1 + axis for axis in FLIPS[turned]))
    if room == "of the windows":
        rooms = [stride * (m - 1) + k for m, k in zip(many, size, strict=True)]
    rows, columns = (
        _pixels(k, m, stride, steps_along(axis, steps))
        for axis, (k, m) in enumerate(zip(size, many, strict=True))
    )
    whole = _together(cells.transpose(3, 0, 1, 2, 4, 5), rows, columns, rooms, together)
    out = _cut(_of_some(whole, images, channels), x_shape, padding, cut).copy()
    return given(in_type(out, cols, kept), gives)


def _pixels(size: int, many: int, stride: int, steps: str) -> Array:
    """The pixel for each place within a window and each window along an axis: (size, many)."""
    step = {"ignored": 1, "dilation": 1, "blocks": size}.get(steps, stride)
    within = np.arange(size) * (stride if steps == "dilation" else 1)
    starts = step * np.arange(many) + (stride - 1 if steps == "late" else 0)
    return np.asarray(within[:, None] + starts)


def _together(cells: Array, rows: Array, columns: Array, rooms: list[int], together: str) -> Array:
    """Windows (N, C, KH, KW, OH, OW) laid onto padded images, in the way that `together` says."""
    N, C, KH, KW, OH, OW = cells.shape
    reach = [one.max(initial=-1) + 1 for one in (rows, columns)]
    height, width = max(rooms[0], reach[0]), max(rooms[1], reach[1])
    places = rows[:, None, :, None] * width + columns[None, :, None, :]  # (KH, KW, OH, OW)
    flat: Array = np.zeros((N, C, height * width))
    everywhere: Any = (slice(None), slice(None), places)
    if together == "last window":
        for i, j in np.ndindex(OH, OW):
            flat[:, :, places[:, :, i, j]] = cells[..., i, j]
    elif together == "first window":
        for k, m in np.ndindex(KH, KW):
            flat[:, :, places[k, m]] = cells[:, :, k, m]
    elif together == "largest":
        flat -= np.inf
        np.maximum.at(flat, everywhere, cells)
        flat[np.isinf(flat)] = 0
    else:
        np.add.at(flat, everywhere, cells)
    if together == "mean":
        flat /= np.maximum(1, np.bincount(places.ravel(), minlength=flat.shape[2]))
    if together == "window's mean":
        flat /= KH * KW
    return flat.reshape(N, C, height, width)[:, :, : rooms[0], : rooms[1]]


def _of_some(whole: Array, images: str, channels: str) -> Array:
    """Only the first image or channel filled, or the sum over all of them in each."""
    for axis, which in enumerate((images, channels)):
        if which == "first only":
            kept = np.arange(whole.shape[axis]) == 0
            whole = whole * kept.reshape(-1, *[1] * (3 - axis))
        if which == "added up":
            whole = np.broadcast_to(whole.sum(axis=axis, keepdims=True), whole.shape)
    return whole


def _cut(whole: Array, x_shape: Size, padding: int, cut: str) -> Array:
    """The images without their border, or what a mistake leaves."""
    if cut == "minus":
        inside = slice(padding, -padding)
        return whole[:, :, inside, inside]
    start = {"top left": 0, "bottom right": 2 * padding}.get(cut, padding)
    rows, columns = (slice(start, start + n) for n in x_shape[2:])
    if cut in ("nothing", "columns only"):
        rows = slice(None)
    if cut in ("nothing", "rows only"):
        columns = slice(None)
    return whole[:, :, rows, columns]
