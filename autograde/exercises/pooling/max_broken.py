"""Assignment 07, max pooling that is wrong on purpose: each option breaks one independent part.

Without options both functions are right answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .windows_broken import COUNTS, KERNELS, STEPS, counted, cropped, given, padded, placed, reached

Array = NDArray[Any]
Pair = tuple[int, int]

TAKEN: dict[str, Callable[[Array], Array]] = {
    "": lambda window: window.max(axis=-1),
    "abs": lambda window: np.abs(window).max(axis=-1),
    "min": lambda window: window.min(axis=-1),
    "mean": lambda window: window.mean(axis=-1),
    "from zero": lambda window: np.maximum(window.max(axis=-1), 0),
    "first": lambda window: window[..., 0],
    "last": lambda window: window[..., -1],
    "global": lambda window: window.max(axis=-1),
    "position": lambda window: window.argmax(axis=-1).astype(np.float64),
}
"""What becomes of a window's numbers, (N, C, KH * KW)."""


def forward(
    x: Array,
    size: Pair,
    stride: int,
    padding: int,
    *,
    kernel: str = "",
    rim: str = "",
    step: str = "",
    count: str = "",
    taken: str = "",
    across: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """Max pooling; what each option breaks is its name."""
    size = KERNELS[kernel](size)
    xp = padded(x, padding, rim, 0.0 if taken == "mean" else -np.inf)
    steps = STEPS[step](size, stride)
    places = zip(xp.shape[2:], size, counted(size, stride, step), strict=True)
    OH, OW = (COUNTS[count](n - k, s) for n, k, s in places)
    if across == "channels":
        xp = np.broadcast_to(xp.max(axis=1, keepdims=True), xp.shape)
    if across == "first image":
        xp = np.broadcast_to(xp[:1], xp.shape)
    if taken == "global":
        xp = np.broadcast_to(xp.max(axis=(2, 3), keepdims=True), xp.shape)
    out = np.zeros((*xp.shape[:2], OH, OW))
    for h, v, (rows, columns) in placed((OH, OW), size, steps):
        window = xp[:, :, rows, columns].reshape(*xp.shape[:2], -1)
        if not window.size:
            raise ValueError("zero-size array to reduction operation maximum")
        out[:, :, h, v] = TAKEN[taken](window)
    if count == "last zero":
        out[:, :, -1] = 0
        out[:, :, :, -1] = 0
    return given(out, kept, gives)


def _one_hot(window: Array, chosen: Array) -> Array:
    """1 at the chosen position of each window, counted row by row."""
    positions = np.arange(window.shape[2] * window.shape[3])
    return np.asarray((chosen[:, :, None] == positions).reshape(window.shape) * 1.0)


def _flat(window: Array) -> Array:
    return window.reshape(*window.shape[:2], -1)


def _last(window: Array) -> Array:
    flat = _flat(window)
    return _one_hot(window, flat.shape[2] - 1 - flat[:, :, ::-1].argmax(axis=2))


def _columns_first(window: Array) -> Array:
    down, across = np.divmod(_flat(window.swapaxes(2, 3)).argmax(axis=2), window.shape[2])[::-1]
    return _one_hot(window, down * window.shape[3] + across)


def _all(window: Array) -> Array:
    return np.asarray((window == window.max(axis=(2, 3), keepdims=True)) * 1.0)


def _across_channels(window: Array) -> Array:
    whole = window.reshape(len(window), -1)
    wins = whole.argmax(axis=1)[:, None] == np.arange(whole.shape[1])
    return np.asarray(wins.reshape(window.shape) * 1.0)


WINNERS: dict[str, Callable[[Array], Array]] = {
    "": lambda window: _one_hot(window, _flat(window).argmax(axis=2)),
    "last": _last,
    "columns first": _columns_first,
    "all": _all,
    "split": lambda window: _all(window) / _all(window).sum(axis=(2, 3), keepdims=True),
    "abs": lambda window: _one_hot(window, np.abs(_flat(window)).argmax(axis=2)),
    "min": lambda window: _one_hot(window, _flat(window).argmin(axis=2)),
    "channels": _across_channels,
    "average": lambda window: np.ones(window.shape) / (window.shape[2] * window.shape[3]),
    "everybody": lambda window: np.ones(window.shape),
    "corner": lambda window: _one_hot(window, np.zeros(window.shape[:2])),
    "from the corner of the image": lambda window: WINNERS[""](window),
}
"""How much of its gradient a window hands to each pixel, (N, C, KH, KW)."""


def backward(
    dout: Array,
    x: Array,
    size: Pair,
    stride: int,
    padding: int,
    *,
    kernel: str = "",
    rim: str = "",
    step: str = "",
    winner: str = "",
    added: str = "",
    scale: str = "",
    crop: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The gradient of max pooling; what each option breaks is its name."""
    size = KERNELS[kernel](size)
    xp = padded(x, padding, rim)
    total = np.zeros(xp.shape, x.dtype if kept.startswith("input's type") else np.float64)
    highest = xp.max(axis=(2, 3), keepdims=True)
    for h, v, (rows, columns) in placed(dout.shape[2:], size, STEPS[step](size, stride)):
        window = xp[:, :, rows, columns]
        if not window.size:
            raise ValueError("attempt to get argmax of an empty sequence")
        if winner in ("divided by the height", "stride left out"):
            corner = (h, v) if winner == "stride left out" else (rows.start, columns.start)
            width = size[0] if winner == "divided by the height" else size[1]
            _one_by_one(total, window, dout[:, :, h, v], corner, width)
            continue
        shares = (window == highest) * 1.0 if winner == "global" else WINNERS[winner](window)
        sent = _scaled(dout[:, :, h, v][..., None, None], window, shares, scale)
        if winner == "from the corner of the image":
            rows, columns = slice(0, window.shape[2]), slice(0, window.shape[3])
        _add(total[:, :, rows, columns], sent, shares, added, kept)
    seen = reached(dout.shape[2:], size, stride)
    dx = total if rim == "ignored" else cropped(total, x.shape, seen, padding, crop)
    if changes == "x" and dx.shape == x.shape:
        x[...] = dx
    return given(dx, kept, gives)


def _one_by_one(total: Array, window: Array, gradient: Array, corner: Pair, width: int) -> None:
    """Add to the winner of each window, at what a mistake takes for its row and column."""
    for place in np.ndindex(window.shape[:2]):
        down, across = divmod(int(window[place].argmax()), width)
        total[place][corner[0] + down, corner[1] + across] += gradient[place]


def _scaled(gradient: Array, window: Array, shares: Array, scale: str) -> Array:
    """What a window sends to each of its pixels."""
    if scale == "times x":
        return np.where(shares != 0, shares * gradient * np.where(shares != 0, window, 0), 0)
    return shares if scale == "ones" else shares * gradient


def _add(target: Array, sent: Array, shares: Array, added: str, kept: str) -> None:
    """Add to the window of the total, or what a mistake takes for that."""
    if added == "assigned":
        target[...] = np.where(shares != 0, sent, target)
    elif added == "block":
        target[...] = sent
    elif kept == "input's type, entry by entry":
        target[...] = target + sent
    else:
        target += sent
