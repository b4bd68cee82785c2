"""Assignment 11, a patch found by correlation, wrong on purpose: each option breaks one part.

Without options it is a right answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]


def patch_place(
    image: Array,
    patch: Array,
    *,
    score: str = "",
    turned: str = "",
    flat: str = "",
    chosen: str = "",
    reach: str = "",
    place: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The place where a patch fits best; what each option breaks is its name."""
    p = patch[::-1, ::-1] if turned == "both" else patch
    windows = sliding_window_view(image, patch.shape)
    if reach == "last left out" and min(windows.shape[:2]) > 1:
        windows = windows[:-1, :-1]
    fits = _scores(windows, p, image.mean(), score, flat)
    if chosen == "smallest difference":
        fits = -((windows - p) ** 2).sum(axis=(2, 3))
    found = _chosen(fits, chosen)
    row, column = (int(i) for i in np.unravel_index(found, windows.shape[:2]))
    if changes == "image":
        image -= image.mean()
    if changes == "patch":
        patch -= patch.mean()
    if gives == "flat index":
        return int(row * windows.shape[1] + column)
    return _given(*_placed(row, column, patch.shape, place), gives)


def _scores(windows: Array, p: Array, level: float, score: str, flat: str) -> Array:
    """How well the patch fits at each place, larger is better."""
    own = windows.mean(axis=(2, 3), keepdims=True)
    q = p if score in ("plain", "cosine") else p - p.mean()
    w = windows - {"plain": 0.0, "cosine": 0.0, "mean of the image": level}.get(score, own)
    products = np.einsum("hwkl,kl->hw", w, q)
    if score in ("plain", "not divided"):
        return np.asarray(products)
    measured = windows if score == "lengths with means" else w
    lengths = np.sqrt((measured**2).sum(axis=(2, 3)) * (q**2).sum())
    if score == "squared lengths":
        lengths = lengths**2
    if flat == "nan":
        return np.asarray(products / lengths)
    fits = np.full(products.shape, -2.0 if flat == "left out" else 0.0)
    np.divide(products, lengths, out=fits, where=lengths > 0)
    return fits


def _chosen(fits: Array, how: str) -> int:
    """The number of the best place."""
    if how == "last":
        return int(fits.size - 1 - np.argmax(fits.ravel()[::-1]))
    if how == "above zero":
        return int(np.argmax(fits)) if fits.max() > 0 else 0
    if how == "strongest":
        return int(np.argmax(np.abs(fits)))
    return int(np.argmin(fits) if how == "smallest" else np.argmax(fits))


def _placed(row: int, column: int, shape: tuple[int, ...], place: str) -> tuple[int, int]:
    """The place as a mistake counts it."""
    KH, KW = shape
    if place == "centre":
        return row + KH // 2, column + KW // 2
    if place == "end":
        return row + KH - 1, column + KW - 1
    if place == "from one":
        return row + 1, column + 1
    return (column, row) if place == "exchanged" else (row, column)


def _given(row: int, column: int, gives: str) -> Any:
    """What is handed back."""
    if gives == "none":
        return None
    if gives == "list":
        return [row, column]
    return np.array([row, column]) if gives == "array" else (row, column)
