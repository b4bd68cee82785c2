"""Assignment 06, shared by what is wrong on purpose: types of results, and what is returned."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def in_type(gradient: Array, kept: str, own: Array) -> Array:
    """A gradient in the type that a mistake leaves it in; `own` is the array it belongs to."""
    if kept in ("float16", "float32"):
        return gradient.astype(kept)
    if kept == "int":
        return gradient.astype(np.int64)
    if kept == "input's type" and gradient.shape == own.shape:
        total = np.zeros_like(own)
        total += gradient
        return total
    if kept == "input's type, entry by entry":
        return gradient.astype(own.dtype)
    return gradient


def given(gradients: tuple[Array, ...], gives: str) -> Any:
    """What a function of several gradients returns in the end."""
    dx, dw, *rest = gradients
    if gives == "none":
        return None
    if gives == "dx, None":
        return (dx, *(None for _ in gradients[1:]))
    if gives == "list":
        return list(gradients)
    if gives == "dw first":
        return (dw, dx, *rest)
    return gradients[:-1] if gives == "last missing" else gradients
