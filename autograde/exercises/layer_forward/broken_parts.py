"""Assignment 04, wrong on purpose: what may happen to filters, images and results.

Every table has an entry "" that is right. `broken` puts the parts together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Change = Callable[[Array], Array]


def _by_pixels(w: Array) -> Array:
    """Weights in the order (C, KH, KW), laid out as if it were (KH, KW, C)."""
    O, C, KH, KW = w.shape
    return w.reshape(O, KH, KW, C).transpose(0, 3, 1, 2)


def _square(w: Array, error: type[Exception], turned: bool) -> Array:
    """Kernels that are not square end in an error."""
    if w.shape[2] != w.shape[3]:
        raise error("height and width do not match")
    return w.swapaxes(2, 3) if turned else w


TURNS: dict[str, Change] = {
    "": lambda w: w,
    "both": lambda w: w[:, :, ::-1, ::-1],
    "left-right": lambda w: w[..., ::-1],
    "up-down": lambda w: w[:, :, ::-1],
    "channels too": lambda w: w[:, ::-1, ::-1, ::-1],
    "wrong axes": lambda w: w[::-1, ::-1],
    "channels": lambda w: w[:, ::-1],
    "transposed": lambda w: w.swapaxes(2, 3),
    "exchanged": lambda w: _square(w, IndexError, turned=True),
    "letters exchanged": lambda w: _square(w, ValueError, turned=True),
    "assumed square": lambda w: _square(w, ValueError, turned=False),
    "by pixels": _by_pixels,
    "first filter": lambda w: np.repeat(w[:1], len(w), axis=0),
    "all filters": lambda w: np.repeat(w.sum(axis=0, keepdims=True), len(w), axis=0),
    "first channel": lambda w: np.repeat(w[:, :1], w.shape[1], axis=1),
}

WEIGHTS: dict[str, Change] = {"": lambda w: w, "abs": np.abs}

IMAGES: dict[str, Change] = {
    "": lambda x: x,
    "first": lambda x: np.repeat(x[:1], len(x), axis=0),
    "only first": lambda x: x[:1],
    "added": lambda x: x.sum(axis=0, keepdims=True),
    "lost": lambda x: x[:1],
}

AFTER: dict[str, Change] = {
    "": lambda out: out,
    "relu": lambda out: np.maximum(out, 0),
    "first only": lambda out: np.where(np.arange(out.size).reshape(out.shape) == 0, out, 0),
    "first row only": lambda out: _first(out, 3),
    "first filter only": lambda out: _first(out, 2),
    "first image only": lambda out: _first(out, 1),
    "last zero": lambda out: np.where(_last(out.shape), 0, out),
}

LAYOUTS: dict[str, Change] = {
    "": lambda out: out,
    "transposed": lambda out: out.swapaxes(2, 3),
    "pixels first": lambda out: out.transpose(0, 2, 3, 1).reshape(out.shape),
    "filters first": lambda out: out.swapaxes(0, 1).reshape(out.shape),
    "channels last": lambda out: np.moveaxis(out, 1, -1),
    "filters outside": lambda out: out.swapaxes(0, 1),
    "squeezed": np.squeeze,
}


def _first(out: Array, axes: int) -> Array:
    """Zero beyond the first place along the first axes."""
    return np.where(np.indices(out.shape)[:axes].any(axis=0), 0, out)


def _last(shape: tuple[int, ...]) -> Array:
    """True in the last row and the last column."""
    places = np.indices(shape)
    return np.asarray((places[2] == shape[2] - 1) | (places[3] == shape[3] - 1))
