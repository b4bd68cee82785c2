"""Assignment 07, the gradient of average pooling and L_p pooling, wrong on purpose.

Each option breaks one independent part; without options both functions are right answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .windows_broken import KERNELS, STEPS, counted, cropped, given, padded, placed, reached

Array = NDArray[Any]
Pair = tuple[int, int]
Shape = tuple[int, ...]

DIVISORS: dict[str, Callable[[Shape, Shape, Pair], float]] = {
    "": lambda out, x, size: size[0] * size[1],
    "not": lambda out, x, size: 1,
    "height": lambda out, x, size: size[0],
    "width": lambda out, x, size: size[1],
    "outputs": lambda out, x, size: out[2] * out[3],
    "pixels of the image": lambda out, x, size: x[2] * x[3],
    "floor": lambda out, x, size: size[0] * size[1],
    "inside": lambda out, x, size: size[0] * size[1],
}


def average(
    dout: Array,
    x_shape: Shape,
    size: Pair,
    stride: int,
    padding: int,
    *,
    kernel: str = "",
    rim: str = "",
    step: str = "",
    divided: str = "",
    spread: str = "",
    added: str = "",
    scale: str = "",
    crop: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The gradient of average pooling; what each option breaks is its name."""
    size = KERNELS[kernel](size)
    inside = padded(np.ones(x_shape), padding, rim, 0.0)
    total = np.zeros(inside.shape, dout.dtype if kept == "dout's type" else np.float64)
    times = np.zeros(inside.shape)
    shares = _shares(dout, x_shape, size, divided, scale)
    for h, v, (rows, columns) in placed(dout.shape[2:], size, STEPS[step](size, stride)):
        share = shares[:, :, h, v][..., None, None]
        if divided == "inside":
            share = dout[:, :, h, v][..., None, None] / inside[:, :, rows, columns].sum(
                axis=(2, 3), keepdims=True
            )
        if spread == "corner":
            rows, columns = (slice(part.start, part.start + 1) for part in (rows, columns))
        block = total[:, :, rows, columns]
        block[...] = share if added == "block" else block + share
        times[:, :, rows, columns] += 1
    if added == "averaged":
        total = total / np.maximum(times, 1)
    seen = reached(dout.shape[2:], size, stride)
    dx = total if rim == "ignored" else cropped(total, x_shape, seen, padding, crop)
    if changes == "dout":
        dout /= size[0] * size[1]
    return given(dx, kept, gives)


def _shares(dout: Array, x_shape: Shape, size: Pair, divided: str, scale: str) -> Array:
    """What each window sends to each of its pixels."""
    gradient = np.ones_like(dout) if scale == "ones" else dout
    divisor = DIVISORS[divided](dout.shape, x_shape, size)
    if divided == "floor":
        return np.asarray(gradient // divisor)
    return np.asarray(gradient / divisor)


def lp(
    x: Array,
    size: Pair,
    p: float,
    stride: int,
    *,
    kernel: str = "",
    step: str = "",
    power: str = "",
    total: str = "",
    root: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """L_p pooling; what each option breaks is its name."""
    size = KERNELS[kernel](size)
    steps = STEPS[step](size, stride)
    places = zip(x.shape[2:], size, counted(size, stride, step), strict=True)
    OH, OW = ((n - k) // s + 1 for n, k, s in places)
    own = 2.0 if power == "always 2" else float(p)
    values = x.astype(np.float64)
    out = np.zeros((*x.shape[:2], OH, OW))
    for h, v, (rows, columns) in placed((OH, OW), size, steps):
        window = values[:, :, rows, columns].reshape(*x.shape[:2], -1)
        out[:, :, h, v] = _norm(window, own, power, total, root)
    if kept == "image's type":
        out = out.astype(x.dtype)
    return given(out, kept, gives)


def _norm(window: Array, p: float, power: str, total: str, root: str) -> Array:
    """The norm of every window, (N, C)."""
    with np.errstate(all="ignore"):
        base = window if power == "signed" else np.abs(window)
        powers = base * p if power == "times" else base**p
        exponent = {"": 1 / p, "missing": 1.0, "square": 0.5, "whole": float(1 // p)}[root]
        if total == "max":
            return np.asarray(powers.max(axis=2) ** exponent)
        if total == "roots added":
            return np.asarray((powers**exponent).sum(axis=2))
        found = powers.mean(axis=2) if total == "mean" else powers.sum(axis=2)
        norm = found**exponent
        return np.asarray(norm / window.shape[2] if total == "divided after" else norm)
