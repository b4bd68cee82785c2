"""Assignment 07, the pyramid wrong on purpose: each option breaks one independent part.

Without options it is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .windows_broken import given

Array = NDArray[Any]
Ends = list[tuple[int, int]]


def _strided(size: int, bins: int, window: int, stride: int) -> Ends:
    """Windows of one length, one stride apart, as many as there are bins."""
    return [(i * stride, i * stride + window) for i in range(bins)]


BINS: dict[str, Callable[[int, int], Ends]] = {
    "": lambda H, n: [(i * H // n, ceil((i + 1) * H / n)) for i in range(n)],
    "ceil": lambda H, n: [(ceil(i * H / n), ceil((i + 1) * H / n)) for i in range(n)],
    "floor": lambda H, n: [(i * H // n, (i + 1) * H // n) for i in range(n)],
    "floor window": lambda H, n: _strided(H, n, H // n, H // n),
    "ceil window": lambda H, n: _strided(H, n, ceil(H / n), ceil(H / n)),
    "ceil window, floor stride": lambda H, n: _strided(H, n, ceil(H / n), H // n),
    "one too long": lambda H, n: [(i * H // n, (i + 1) * H // n + 1) for i in range(n)],
    "split": lambda H, n: [(int(p[0]), int(p[-1]) + 1) for p in np.array_split(np.arange(H), n)],
    "blocks of n": lambda H, n: _strided(H, -(-H // n), n, n),
}
"""Where the bins along an axis of H pixels begin and end."""

TAKEN: dict[str, Callable[[Array], Array]] = {
    "": lambda window: window.max(axis=(2, 3)),
    "mean": lambda window: window.mean(axis=(2, 3)),
    "abs": lambda window: np.abs(window).max(axis=(2, 3)),
}

LEVELS: dict[str, Callable[[Sequence[int]], list[int]]] = {
    "": list,
    "sorted": sorted,
    "first": lambda levels: list(levels)[:1],
    "last": lambda levels: list(levels)[-1:],
    "powers": lambda levels: [2**n for n in levels],
}


def pyramid(
    x: Array,
    levels: Sequence[int],
    *,
    bins: str = "",
    taken: str = "",
    order: str = "",
    used: str = "",
    across: str = "",
    form: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """Spatial pyramid pooling; what each option breaks is its name."""
    values = x.astype(np.float64)
    if across == "channels":
        values = np.broadcast_to(values.max(axis=1, keepdims=True), values.shape)
    if across == "first image":
        values = np.broadcast_to(values[:1], values.shape)
    found = []
    for n in LEVELS[used](levels):
        width = x.shape[2] if across == "height" else x.shape[3]
        rows, columns = BINS[bins](x.shape[2], n), BINS[bins](width, n)
        places = [(row, column) for row in rows for column in columns]
        if order == "columns":
            places = [(row, column) for column in columns for row in rows]
        if order == "diagonal":
            places = list(zip(rows, columns, strict=True))
        if order == "strips":
            places = [(row, (0, x.shape[3])) for row in rows]
        for (top, bottom), (left, right) in places:
            window = values[:, :, top:bottom, left:right]
            if not window.size:
                raise ValueError("zero-size array to reduction operation maximum")
            found.append(TAKEN[taken](window))
    out = np.stack(found, axis=2)
    if form == "flat":
        out = out.reshape(len(out), -1)
    if form == "bins first":
        out = out.swapaxes(1, 2)
    if form == "reshaped":
        out = np.stack(found).reshape(out.shape)
    return given(out, kept, gives)
