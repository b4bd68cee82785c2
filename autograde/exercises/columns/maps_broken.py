"""Assignment 05, more code that is wrong on purpose: indices and the Toeplitz matrix.

Without options every function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .broken import Array, given, in_type, sizes

TURNS: dict[str, Callable[[Array], Array]] = {
    "": lambda k: k,
    "both": np.flip,
    "left-right": lambda k: k[:, ::-1],
    "up-down": lambda k: k[::-1],
    "transposed": np.transpose,
}


def indices(
    H: int,
    W: int,
    KH: int,
    KW: int,
    *,
    as_size: str = "",
    windows: str = "",
    row: str = "",
    numbered: str = "",
    first: int = 0,
    rows: str = "",
    columns: str = "",
    turned: str = "",
    arranged: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """Pixel numbers of every window, one window a column; what each option breaks is its name."""
    KH, KW = sizes((KH, KW), as_size)
    OH, OW = _counted(H, W, KH, KW, windows)
    steps = (KH, KW) if windows == "blocks" else (1, 1)
    k, m = np.arange(KH)[:, None, None, None], np.arange(KW)[:, None, None]
    i, j = steps[0] * np.arange(OH)[:, None], steps[1] * np.arange(OW)
    of_starts = {"height": H, "of the windows": OW}.get(row, W)
    of_places = {"height": H, "kernel's": KW}.get(row, W)
    found = i * of_starts + j + k * of_places + m  # (KH, KW, OH, OW)
    if numbered == "down the columns":
        found = (i + k) + (j + m) * H
    found = _in_order(found[::-1, ::-1] if turned == "both" else found, rows, columns)
    pairs = [_arranged(_in_order(one + 0 * found, rows, columns), "") for one in (i + k, j + m)]
    if arranged == "rows and columns":
        return tuple(pairs)
    numbers = _arranged(found + first, arranged)
    return given(numbers.astype(np.float64) if kept == "float" else numbers, gives)


def _counted(H: int, W: int, KH: int, KW: int, windows: str) -> tuple[int, int]:
    """How many windows there are down and across."""
    OH, OW = H - KH + 1, W - KW + 1
    counts = {
        "last missing": (OH - 1, OW - 1),
        "one too many": (OH + 1, OW + 1),
        "every pixel": (H, W),
        "exchanged": (OW, OH),
        "blocks": (H // KH, W // KW),
        "first row only": (1, OW),
        "first only": (1, 1),
    }
    return counts.get(windows, (OH, OW))


def _in_order(found: Array, rows: str, columns: str) -> Array:
    """Indices (KH, KW, OH, OW) with the places or the windows counted down the columns."""
    found = found.swapaxes(0, 1) if rows == "column by column" else found
    return found.swapaxes(2, 3) if columns == "column by column" else found


def _arranged(found: Array, arranged: str) -> Array:
    """Indices of four axes as a matrix, or what a mistake makes of them."""
    if arranged == "four axes":
        return found.copy()
    matrix = found.reshape(found.shape[0] * found.shape[1], -1)
    if arranged == "transposed":
        return matrix.T.copy()
    return matrix.T.reshape(matrix.shape) if arranged == "reshaped" else matrix


def toeplitz(
    kernel: Array,
    H: int,
    W: int,
    *,
    turned: str = "",
    row: str = "",
    area: str = "",
    outputs: str = "",
    image: str = "",
    arranged: str = "",
    after: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """The matrix of a valid correlation; what each option breaks is its name."""
    k = TURNS[turned](kernel)
    out = _filled(k, H, W, row, area)  # (OH, OW, H, W)
    out = out.swapaxes(0, 1) if outputs == "column by column" else out
    out = out.swapaxes(2, 3) if image == "column by column" else out
    if after == "last row missing":
        out = out[:-1]
    if after == "last row zero":
        out[-1] = 0
    if after == "first only":
        out.reshape(-1, H * W)[1:] = 0
    if arranged == "pixels first":
        out = out.transpose(2, 3, 0, 1).reshape(out.shape)
    if arranged != "four axes":
        out = out.reshape(-1, H * W)
    if arranged == "transposed":
        out = out.T
    return given(in_type(out.copy(), kernel, kept), gives)


def _filled(k: Array, H: int, W: int, row: str, area: str) -> Array:
    """The matrix with four axes, (OH, OW, H, W)."""
    (KH, KW), dtype = k.shape, np.result_type(k, np.int64)
    OH, OW = H - KH + 1, W - KW + 1
    first = {"full": (1 - KH, 1 - KW), "same": (-(KH // 2), -(KW // 2))}.get(area, (0, 0))
    OH, OW = {"full": (H + KH - 1, W + KW - 1)}.get(area, (OH, OW))
    OH, OW = (H, W) if area in ("circulant", "same") else (OH, OW)
    if area == "one kernel row":
        return _one_row(k, H, W)
    out = np.zeros((OH, OW, H, W), dtype)
    for i, j, m, n in np.ndindex(OH, OW, KH, KW):
        if area == "circulant":
            out[i, j, (i + m) % H, (j + n) % W] = k[m, n]
        elif row:
            _put(out[i, j].reshape(-1), _flat(i, j, m, n, row, (H, W, OW, KW)), k[m, n])
        elif 0 <= i + first[0] + m < H and 0 <= j + first[1] + n < W:
            out[i, j, i + first[0] + m, j + first[1] + n] = k[m, n]
    return out


def _flat(i: int, j: int, m: int, n: int, row: str, lengths: tuple[int, ...]) -> int:
    """The pixel of one weight at one position, with a wrong length of a row somewhere."""
    H, W, OW, KW = lengths
    of_starts = {"of the outputs": OW, "height": H}.get(row, W)
    of_places = {"kernel's": KW, "height": H}.get(row, W)
    return i * of_starts + j + m * of_places + n


def _put(pixels: Array, place: int, weight: Any) -> None:
    if place < len(pixels):
        pixels[place] = weight


def _one_row(k: Array, H: int, W: int) -> Array:
    """The matrix of a signal's correlation: the kernel's rows hang together."""
    many = H * W - k.size + 1
    out = np.zeros((many, 1, H, W), np.result_type(k, np.int64))
    for i in range(many):
        out[i].reshape(-1)[i : i + k.size] = k.ravel()
    return out
