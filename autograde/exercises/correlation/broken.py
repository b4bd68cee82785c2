"""Assignment 02, the code that is wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]
Shape = tuple[int, ...]

TURNS: dict[str, Callable[[Array], Array]] = {
    "": lambda k: k,
    "both": np.flip,
    "left-right": lambda k: k[..., ::-1],
    "up-down": lambda k: k[::-1],
    "transposed": np.transpose,
    "quarter": np.rot90,
    "quarter back": lambda k: np.rot90(k, -1),
    "other diagonal": lambda k: np.flip(k.T),
}

WEIGHTS: dict[str, Callable[[Array], Array]] = {
    "": lambda k: k,
    "abs": np.abs,
    "squared": lambda k: k * k,
    "sum 1": lambda k: k / (k.sum() or 1),
    "last missing": lambda k: np.where(_last(k.shape), 0, k),
}

AFTER: dict[str, Callable[[Array], Array]] = {
    "": lambda out: out,
    "relu": lambda out: np.maximum(out, 0),
    "abs": np.abs,
    "squared": lambda out: out * out,
    "running": lambda out: np.cumsum(out).reshape(out.shape),
    "first only": lambda out: np.where(np.arange(out.size).reshape(out.shape) == 0, out, 0),
    "first missing": lambda out: out[(slice(1, None),) * out.ndim],
    "last missing": lambda out: out[(slice(None, -1),) * out.ndim],
    "last zero": lambda out: np.where(_last(out.shape), 0, out),
}


def correlation(
    image: Array,
    kernel: Array,
    *,
    turned: str = "",
    weights: str = "",
    image_turned: str = "",
    area: str = "valid",
    windows: str = "sum",
    positions: str = "",
    after: str = "",
    kept: str = "",
    misfit: str = "",
    inputs: str = "",
    gives: str = "",
) -> Any:
    """Correlation in valid mode, of a signal or an image; what each option breaks is its name."""
    x, k = TURNS[image_turned](image), WEIGHTS[weights](TURNS[turned](kernel))
    if any(need > have for need, have in zip(k.shape, x.shape, strict=True)):
        return given(_misfit(x, k, misfit), gives)
    if misfit == "refuses equal" and k.shape == x.shape:
        raise ValueError("kernel does not fit")
    padded = _padded(x, k.shape, area)
    in_place = inputs == "windows"
    products = _products_in_place(padded, k) if in_place else _products(padded, k, kept)
    out = _positions(_combined(products, padded, k, windows), k.shape, positions)
    out = in_type(AFTER[after](out), image, kept)
    if in_place:
        image[...] = TURNS[image_turned](padded) if padded.shape == x.shape else image
    if inputs == "result":
        out = _written_into(image, out)
    return given(out, gives)


def _last(shape: Shape) -> Array:
    """True in the last row and in the last column."""
    ends = [i == n - 1 for i, n in zip(np.indices(shape), shape, strict=True)]
    return np.asarray(np.logical_or.reduce(ends))


def _misfit(x: Array, k: Array, how: str) -> Any:
    """What happens where the kernel reaches beyond the input."""
    larger = [need > have for need, have in zip(k.shape, x.shape, strict=True)]
    if how == "empty" or (how == "first axis only" and not larger[0]):
        return np.zeros([max(0, n - m + 1) for n, m in zip(x.shape, k.shape, strict=True)])
    if how == "exchanged" and all(m >= n for n, m in zip(x.shape, k.shape, strict=True)):
        return correlation(k, x)
    if how == "zeros around":
        grown = [(0, max(0, m - n)) for n, m in zip(x.shape, k.shape, strict=True)]
        return correlation(np.pad(x, grown), k)
    if how == "none":
        return None
    if how == "assert":
        raise AssertionError("kernel does not fit")
    raise ValueError("kernel does not fit")


def _padded(x: Array, kernel: Shape, area: str) -> Array:
    if area == "full":
        return np.pad(x, [(n - 1, n - 1) for n in kernel])
    if area == "same":
        return np.pad(x, [(n // 2, (n - 1) // 2) for n in kernel])
    if area == "circular":
        return np.pad(x, [(0, n - 1) for n in kernel], mode="wrap")
    return x.copy()


def _products(x: Array, k: Array, kept: str) -> Array:
    """Every window times the kernel, of shape (OH, OW, KH, KW) or (OL, K)."""
    if kept in ("narrow", "narrow products"):
        dtype = np.result_type(x, k)
    elif kept == "float16":
        dtype = np.dtype(np.float16)
    else:
        dtype = np.dtype(np.float64) if "f" in x.dtype.kind + k.dtype.kind else np.dtype(np.int64)
    products: Array = sliding_window_view(x.astype(dtype), k.shape) * k.astype(dtype)
    return products.astype(np.float64) if kept == "narrow products" else products


def _products_in_place(x: Array, k: Array) -> Array:
    """As `_products`, but each window is multiplied where it lies in the input."""
    places = tuple(n - m + 1 for n, m in zip(x.shape, k.shape, strict=True))
    products = np.zeros((*places, *k.shape))
    for place in np.ndindex(places):
        window = x[tuple(slice(p, p + m) for p, m in zip(place, k.shape, strict=True))]
        window *= k
        products[place] = window
    return products


def _combined(products: Array, x: Array, k: Array, windows: str) -> Array:
    """From one product for each window and weight to one number for each window."""
    axes = tuple(range(-k.ndim, 0))
    if windows == "mean":
        return np.asarray(products.mean(axis=axes))
    if windows == "last product":
        return products.reshape(*products.shape[: -k.ndim], -1)[..., -1]
    if windows == "max":
        return np.asarray(products.max(axis=axes))
    if windows == "not added":
        return products
    if windows == "one axis":
        return np.asarray(products.sum(axis=-1, dtype=products.dtype))
    if windows == "product of sums":
        return np.asarray(sliding_window_view(x, k.shape).sum(axis=axes) * k.sum())
    if windows == "matrix product":
        return np.asarray((sliding_window_view(x, k.shape) @ k).sum(axis=axes))
    return np.asarray(products.sum(axis=axes, dtype=products.dtype))


def _positions(out: Array, kernel: Shape, positions: str) -> Array:
    """Which positions the kernel visits."""
    if positions == "too many":
        raise IndexError("index is out of bounds")
    if positions == "always refused" or (positions == "exchanged" and len(set(kernel)) > 1):
        raise ValueError("operands could not be broadcast together")
    if positions == "blocks":
        return out[tuple(slice(None, None, n) for n in kernel)]
    return out


def in_type(out: Array, image: Array, kept: str) -> Array:
    """The result in the type that a mistake leaves it in."""
    if kept in ("float16", "float32"):
        return out.astype(kept)
    if kept == "int":
        return out.astype(np.int64)
    return out.astype(image.dtype) if kept == "image's type" else out


def given(out: Any, gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "none":
        return None
    return out.tolist() if gives == "list" and isinstance(out, np.ndarray) else out


def _written_into(image: Array, out: Array) -> Array:
    """The result, where it has room, in the image's own memory."""
    if out.ndim != image.ndim or any(n > m for n, m in zip(out.shape, image.shape, strict=True)):
        return out
    part = image[tuple(slice(0, n) for n in out.shape)]
    part[...] = out
    return part.copy()
