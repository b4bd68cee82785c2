"""Assignment 08, flatten, dropout and normalisation, wrong on purpose: each option breaks one part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .handed_back import finished

Array = NDArray[Any]

ORDERS: dict[str, Callable[[Array], Array]] = {
    "": lambda x: x.reshape(len(x), -1),
    "channels last": lambda x: x.transpose(0, 2, 3, 1).reshape(len(x), -1),
    "columns first": lambda x: x.transpose(0, 1, 3, 2).reshape(len(x), -1),
    "first index fastest": lambda x: x.reshape(len(x), -1, order="F"),
    "batch mixed": lambda x: x.reshape(-1, len(x)).T,
    "first image": lambda x: np.broadcast_to(x[:1], x.shape).reshape(len(x), -1),
}

SHAPES: dict[str, Callable[[Array, Array], Array]] = {
    "": lambda rows, x: rows,
    "transposed": lambda rows, x: rows.T,
    "pieces of N": lambda rows, x: x.reshape(-1, len(x)),
    "one row": lambda rows, x: rows.reshape(1, -1),
    "one axis": lambda rows, x: rows.reshape(-1),
    "channels kept": lambda rows, x: rows.reshape(*x.shape[:2], -1),
    "one row a channel": lambda rows, x: rows.reshape(x.shape[0] * x.shape[1], -1),
    "means": lambda rows, x: rows.reshape(*x.shape[:2], -1).mean(axis=2),
    "first row": lambda rows, x: rows[0],
}


def flat(x: Array, *, order: str = "", shape: str = "", kept: str = "", gives: str = "") -> Any:
    """Images as rows; what each option breaks is its name."""
    return finished(SHAPES[shape](ORDERS[order](x), x), x, kept, gives)


MASKS: dict[str, Callable[[Array, float], Array]] = {
    "": lambda u, p: u >= p,
    "strict": lambda u, p: u > p,
    "turned": lambda u, p: u < p,
    "keep probability": lambda u, p: u < p,
    "none": lambda u, p: u >= 0,
    "numbers": lambda u, p: u,
}

SCALES: dict[str, Callable[[float, Array], Any]] = {
    "": lambda p, keep: 1 / (1 - p),
    "none": lambda p, keep: 1.0,
    "times": lambda p, keep: 1 - p,
    "by p": lambda p, keep: np.float64(1) / p,
    "share kept": lambda p, keep: 1 / keep.mean(),
}

TESTING: dict[str, Callable[[Array, float], Array]] = {
    "scaled down": lambda x, p: x * (1 - p),
    "scaled up": lambda x, p: x / (1 - p),
    "zeros": lambda x, p: np.zeros(x.shape),
}


def dropped(
    x: Array,
    u: Array,
    p: float,
    train: bool,
    *,
    mask: str = "",
    scale: str = "",
    testing: str = "",
    product: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """Dropout; what each option breaks is its name."""
    if testing == "exchanged":
        train = not train
    if not train and testing in TESTING:
        return finished(TESTING[testing](x, p), x, kept, gives)
    if not train and testing != "train ignored":
        return finished(x.astype(np.float64), x, kept, gives)
    keep = MASKS[mask](u, p)
    if mask == "keep probability" and not scale:
        factor = np.float64(1) / p
    else:
        factor = SCALES[scale](p, keep)
    values = (1.0 if product == "mask alone" else x) * keep.astype(np.float64) * factor
    if changes == "x":
        x[u < p] = 0
    return finished(values, x, kept, gives)


WINDOWS: dict[str, Callable[[int, int, int], Any]] = {
    "": lambda c, n, C: slice(max(0, c - n // 2), c + n // 2 + 1),
    "end missing": lambda c, n, C: slice(max(0, c - n // 2), c + n // 2),
    "up to c": lambda c, n, C: slice(max(0, c - n // 2), c + 1),
    "from c": lambda c, n, C: slice(c, c + n // 2 + 1),
    "onwards": lambda c, n, C: slice(c, c + n),
    "backwards": lambda c, n, C: slice(max(0, c - n + 1), c + 1),
    "radius n": lambda c, n, C: slice(max(0, c - n), c + n + 1),
    "negative start": lambda c, n, C: slice(c - n // 2, c + n // 2 + 1),
    "wrapped": lambda c, n, C: np.arange(c - n // 2, c + n // 2 + 1) % C,
    "end repeated": lambda c, n, C: np.clip(np.arange(c - n // 2, c + n // 2 + 1), 0, C - 1),
    "all": lambda c, n, C: slice(None),
    "without itself": lambda c, n, C: [
        i for i in range(max(0, c - n // 2), min(C, c + n // 2 + 1)) if i != c
    ],
}
"""Which channels count for channel c of C."""

AXES = {"columns": 3, "batch": 0}
"""Of windows that do not run over channels."""

TERMS: dict[str, Callable[[Array], Array]] = {
    "": lambda near: (near * near).sum(axis=1),
    "not squared": lambda near: near.sum(axis=1),
    "sum squared": lambda near: near.sum(axis=1) ** 2,
    "every axis": lambda near: np.broadcast_to((near * near).sum(), near[:, 0].shape),
}

WEIGHTS: dict[str, Callable[[float, int, int], float]] = {
    "": lambda alpha, n, there: alpha,
    "divided by n": lambda alpha, n, there: alpha / n,
    "mean": lambda alpha, n, there: alpha / max(1, there),
    "missing": lambda alpha, n, there: 1.0,
}

FORMS: dict[str, Callable[[Array, Array, float, float], Array]] = {
    "": lambda x, s, k, beta: x / (k + s) ** beta,
    "k missing": lambda x, s, k, beta: x / s**beta,
    "beta missing": lambda x, s, k, beta: x / (k + s),
    "square root": lambda x, s, k, beta: x / np.sqrt(k + s),
    "k outside": lambda x, s, k, beta: x / (k + s**beta),
    "multiplied": lambda x, s, k, beta: x * (k + s) ** beta,
    "scale alone": lambda x, s, k, beta: (k + s) ** beta,
}


def normalised(
    x: Array,
    n: int,
    k: float,
    alpha: float,
    beta: float,
    *,
    window: str = "",
    terms: str = "",
    weight: str = "",
    form: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """Local response normalisation; what each option breaks is its name."""
    place = AXES.get(window, 1)
    work = np.moveaxis(x, place, 1).astype(np.float64)
    out = np.empty(work.shape)
    C = work.shape[1]
    for c in range(C):
        near = work[:, WINDOWS.get(window, WINDOWS[""])(c, n, C)]
        total = WEIGHTS[weight](alpha, n, near.shape[1]) * TERMS[terms](near)
        out[:, c] = FORMS[form](work[:, c], total, k, beta)
        if changes == "as it goes":
            work[:, c] = out[:, c] = out[:, c].astype(x.dtype)
        if changes == "a copy as it goes":
            work[:, c] = out[:, c]
    out = np.moveaxis(out, 1, place)
    if changes in ("x", "as it goes"):
        x[...] = out
        out = x
    return finished(out, x, kept, gives)
