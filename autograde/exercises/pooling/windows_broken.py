"""Assignment 07: where windows lie, shared by all that is wrong on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Pair = tuple[int, int]
Place = tuple[slice, slice]

KERNELS: dict[str, Callable[[Pair], Pair]] = {
    "": lambda size: size,
    "exchanged": lambda size: (size[1], size[0]),
    "height for both": lambda size: (size[0], size[0]),
}

RIMS: dict[str, Callable[[int], tuple[Pair, Pair]]] = {
    "": lambda p: ((p, p), (p, p)),
    "zero": lambda p: ((p, p), (p, p)),
    "ignored": lambda p: ((0, 0), (0, 0)),
    "height only": lambda p: ((p, p), (0, 0)),
    "after": lambda p: ((0, 2 * p), (0, 2 * p)),
}

STEPS: dict[str, Callable[[Pair, int], Pair]] = {
    "": lambda size, stride: (stride, stride),
    "one": lambda size, stride: (1, 1),
    "forgotten": lambda size, stride: (1, 1),
    "size": lambda size, stride: size,
    "rows only": lambda size, stride: (stride, 1),
}

COUNTS: dict[str, Callable[[int, int], int]] = {
    "": lambda room, step: room // step + 1,
    "up": lambda room, step: -(-room // step) + 1,
    "last missing": lambda room, step: room // step,
    "last zero": lambda room, step: room // step + 1,
}


def counted(size: Pair, stride: int, step: str) -> Pair:
    """What the size of the output is divided by: the stride, or what a mistake takes for it."""
    return STEPS[step](size, stride) if step in ("size", "forgotten") else (stride, stride)


def padded(x: Array, padding: int, rim: str, value: float = -np.inf) -> Array:
    """The images with what a mistake takes for the padding around them."""
    rows, columns = RIMS[rim](padding)
    filled = 0.0 if rim == "zero" else value
    N, C, H, W = x.shape
    image = np.full((N, C, H + sum(rows), W + sum(columns)), filled)
    image[:, :, rows[0] : rows[0] + H, columns[0] : columns[0] + W] = x
    return image


def placed(outs: Pair, size: Pair, steps: Pair) -> Iterator[tuple[int, int, Place]]:
    """Every window: its place in the output, and its rows and columns."""
    for h, v in np.ndindex(outs):
        top, left = h * steps[0], v * steps[1]
        yield h, v, (slice(top, top + size[0]), slice(left, left + size[1]))


def cropped(total: Array, x_shape: tuple[int, ...], seen: Pair, padding: int, crop: str) -> Array:
    """A gradient without its padding, or what a mistake takes for that.

    `seen` is how far the windows reach, counted in the padded image.
    """
    (H, W), p = x_shape[2:], padding
    if crop == "padded":
        return total
    if crop == "top left":
        return total[:, :, :H, :W]
    if crop == "from the end":
        return total[:, :, p : -p or 0, p : -p or 0] if p else total[:, :, 0:0, 0:0]
    if crop == "seen":
        return total[:, :, p : seen[0] - p, p : seen[1] - p]
    return total[:, :, p : p + H, p : p + W]


def reached(outs: Pair, size: Pair, stride: int) -> Pair:
    """Where the last window ends."""
    rows, columns = (stride * (n - 1) + k for n, k in zip(outs, size, strict=True))
    return rows, columns


def given(result: Array, kept: str, gives: str) -> Any:
    """What a function returns in the end, in the type that a mistake leaves it in."""
    if kept in ("float16", "float32"):
        result = result.astype(kept)
    if kept == "int":
        result = result.astype(np.int64)
    if gives == "none":
        return None
    return result.tolist() if gives == "list" else result
