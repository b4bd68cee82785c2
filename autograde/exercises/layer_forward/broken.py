"""Assignment 04, the layer that is wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .broken_parts import AFTER, IMAGES, LAYOUTS, TURNS, WEIGHTS, Array
from .broken_places import along, refuse, spread, with_rim, with_zeros


def layer(
    x: Array,
    w: Array,
    b: Array,
    stride: int,
    padding: int,
    *,
    turned: str = "",
    weights: str = "",
    rim: str = "",
    step: str = "",
    count: str = "",
    images: str = "",
    channels: str = "",
    window: str = "",
    bias: str = "",
    after: str = "",
    layout: str = "",
    kept: str = "",
    inputs: str = "",
    gives: str = "",
) -> Any:
    """The layer's forward pass; what each option breaks is its name."""
    k = WEIGHTS[weights](TURNS[turned](w))
    size = (k.shape[2], k.shape[3])
    padded = with_rim(x, size, padding, rim)
    if kept == "int padded":
        padded = padded.astype(np.int64)
    places = _places(padded, size, stride, padding, rim, step, count)
    if step == "wrong axes":
        padded = padded[::stride, ::stride]
    products = _products(x, padded, k, places, padding, channels, inputs)
    products = IMAGES[images](products)
    total = _combined(products, channels, window)
    if window == "running":
        total = np.cumsum(total).reshape(total.shape)
    out = AFTER[after](_with_bias(total, b, k, bias))
    if count == "spread" and out.ndim == 4:
        rooms = (padded.shape[2] - size[0], padded.shape[3] - size[1])
        out = spread(out, stride, rooms)
    if out.ndim == 4:
        out = LAYOUTS[layout](out)
    if images in ("added", "lost"):
        out = out[0]
    return _given(_in_type(out, x, kept), (x, w, b, stride, padding), gives)


def _places(
    padded: Array, size: tuple[int, int], stride: int, p: int, rim: str, step: str, count: str
) -> tuple[Array, Array]:
    """Rows and columns that each window sees."""
    found, fit = [], []
    for axis in (0, 1):
        length, kernel = padded.shape[axis + 2], size[axis]
        found.append(along(length, kernel, stride, p, axis, step, count))
        fit.append((length - kernel, (length - kernel) // stride + 1))
    refuse(fit, stride, count)
    if rim == "clamped":
        found = [seen + np.maximum(0, p - seen[:, :1]) for seen in found]
    if count == "square":
        if len(found[1]) < len(found[0]):
            raise IndexError("index is out of bounds")
        found[1] = found[1][: len(found[0])]
    return found[0], found[1]


def _products(
    x: Array,
    padded: Array,
    k: Array,
    places: tuple[Array, Array],
    p: int,
    channels: str,
    inputs: str,
) -> Array:
    """Every pixel times its weight, of shape (N, O, C, OH, OW, KH, KW); beyond the end is zero."""
    rows, columns = places
    H, W = padded.shape[2:]
    below, right = (max(0, seen.max(initial=0) + 1 - n) for seen, n in ((rows, H), (columns, W)))
    grown = with_zeros(padded, (0, below), (0, right)) if below or right else padded
    if inputs == "windows":
        products = _in_place(grown, k, rows, columns)
        if p == 0:
            x[...] = grown[:, :, : x.shape[2], : x.shape[3]]
        return products
    seen = grown[:, :, rows[:, None, :, None], columns[:, None, :]]
    if channels == "added first":
        seen, k = seen.sum(axis=1, keepdims=True), k.sum(axis=1, keepdims=True)
    if channels == "image's first":
        seen = np.repeat(seen[:, :1], k.shape[1], axis=1)
    if channels == "flattened":
        N, C, OH, OW = seen.shape[:4]
        seen = seen.reshape(N, OH, OW, C, *k.shape[2:]).transpose(0, 3, 1, 2, 4, 5)
    return np.asarray(seen[:, None] * k[None, :, :, None, None])


def _in_place(x: Array, k: Array, rows: Array, columns: Array) -> Array:
    """As `_products`, but each window is multiplied where it lies in the input."""
    shape = (len(x), *k.shape[:2], len(rows), len(columns), *k.shape[2:])
    products = np.zeros(shape, np.result_type(x, k))
    for n, o, i, j in np.ndindex(len(x), len(k), len(rows), len(columns)):
        at = np.ix_(np.arange(k.shape[1]), rows[i], columns[j])
        window = x[n][at]
        window *= k[o]
        x[n][at] = window
        products[n, o, :, i, j] = window
    return products


def _combined(products: Array, channels: str, window: str) -> Array:
    """One number for each output pixel."""
    C, KH, KW = products.shape[2], *products.shape[-2:]
    if channels == "first":
        products = products[:, :, :1]
    if channels == "last":
        products = products[:, :, -1:]
    if window == "last product":
        return products[:, :, -1, ..., -1, -1]
    if window == "one axis":
        return np.asarray(products.sum(axis=(2, 5)))
    total = products.sum(axis=(5, 6))
    if channels != "not added":
        total = total.sum(axis=2)
    parts = {"mean": KH * KW, "mean of all": C * KH * KW, "mean of channels": C}
    return np.asarray(total / parts[window]) if window in parts else np.asarray(total)


def _with_bias(total: Array, b: Array, k: Array, bias: str) -> Array:
    """The sums with what was added to them."""
    C, KH, KW = k.shape[1:]
    if bias == "missing":
        return total
    if bias == "along the width":
        return np.asarray(total + b)
    if bias == "along the images":
        return np.asarray(total.swapaxes(0, 1) + b.reshape(-1, *[1] * (total.ndim - 2))).swapaxes(
            0, 1
        )
    if bias == "along the batch":
        if len(total) > len(b):
            raise IndexError("index is out of bounds")
        return np.asarray(total + b[: len(total)].reshape(-1, *[1] * (total.ndim - 1)))
    changes = {
        "per channel": b * C,
        "per product": b * C * KH * KW,
        "added up": np.full_like(b, b.sum()),
        "first": np.full_like(b, b[0]),
    }
    added = changes.get(bias, b).reshape(-1, *[1] * (total.ndim - 2))
    return np.asarray(total + added)


def _in_type(out: Array, x: Array, kept: str) -> Array:
    """The result in the type that a mistake leaves it in."""
    if kept in ("float16", "float32"):
        return out.astype(kept)
    if kept == "int":
        return out.astype(np.int64)
    return out.astype(x.dtype) if kept == "image's type" else out


def _given(out: Array, arguments: tuple[Any, ...], gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "none":
        return None
    if gives == "with cache":
        return out, arguments
    return out.tolist() if gives == "list" else out
