"""Assignment 11, right answers written in other ways than the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]


def patch_loops(image: Array, patch: Array) -> tuple[int, int]:
    """Window by window, keeping the best so far."""
    KH, KW = patch.shape
    q = patch - patch.mean()
    best, place = -2.0, (0, 0)
    for row in range(image.shape[0] - KH + 1):
        for column in range(image.shape[1] - KW + 1):
            window = image[row : row + KH, column : column + KW]
            w = window - window.mean()
            length = np.sqrt((w * w).sum() * (q * q).sum())
            score = (w * q).sum() / length if length > 0 else 0.0
            if score > best:
                best, place = score, (row, column)
    return place


def patch_sums(image: Array, patch: Array) -> tuple[int, int]:
    """Sums and sums of squares of all windows; the mean need not be taken from them."""
    windows = sliding_window_view(image, patch.shape)
    q = patch - patch.mean()
    flat = np.ptp(windows, axis=(2, 3)) == 0
    lengths = windows.std(axis=(2, 3)) + flat
    scores = np.where(flat, 0, np.einsum("hwkl,kl->hw", windows, q) / lengths)
    row, column = divmod(int(scores.argmax()), scores.shape[1])
    return row, column


def patch_rows(image: Array, patch: Array) -> tuple[int, int]:
    """Every window as a row of length 1, times the patch of length 1."""
    windows = sliding_window_view(image, patch.shape)
    rows = windows.reshape(-1, patch.size) - windows.mean(axis=(2, 3)).reshape(-1, 1)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(lengths == 0, 1, lengths)
    q = (patch - patch.mean()).ravel()
    found = np.unravel_index(np.argmax(rows @ q), windows.shape[:2])
    return int(found[0]), int(found[1])


def kernel_loops(image: Array, target: Array, size: tuple[int, int], lr: float, steps: int) -> Any:
    """Window by window, the shares of the gradient added up."""
    KH, KW = size
    kernel = np.zeros(size)
    for _ in range(steps):
        gradient = np.zeros(size)
        for h, v in np.ndindex(target.shape):
            window = image[h : h + KH, v : v + KW]
            gradient += ((window * kernel).sum() - target[h, v]) * window
        kernel = kernel - lr * gradient / target.size
    return kernel


def kernel_matrix(image: Array, target: Array, size: tuple[int, int], lr: float, steps: int) -> Any:
    """The two sums that the gradient needs, taken once: it is linear in the kernel."""
    rows = sliding_window_view(image, size).reshape(target.size, -1).astype(float)
    curved, pull = rows.T @ rows / target.size, rows.T @ target.ravel() / target.size
    kernel = np.zeros(size[0] * size[1])
    for _ in range(steps):
        kernel += lr * (pull - curved @ kernel)
    return kernel.reshape(size)


def kernel_taps(image: Array, target: Array, size: tuple[int, int], lr: float, steps: int) -> Any:
    """Weight by weight: each sees a shifted part of the image."""
    OH, OW = target.shape
    seen = {(k, l): image[k : k + OH, l : l + OW] for k, l in np.ndindex(size)}
    kernel = np.zeros(size)
    for _ in range(steps):
        error = sum(kernel[tap] * part for tap, part in seen.items()) - target
        kernel -= lr * np.array([(error * part).mean() for part in seen.values()]).reshape(size)
    return kernel


def step_in_one(w: Array, dw: Array, v: Array, lr: float, momentum: float) -> tuple[Array, Array]:
    """The formulas as they are."""
    v = momentum * v - lr * dw
    return w + v, v


def step_copies(w: Array, dw: Array, v: Array, lr: float, momentum: float) -> tuple[Array, Array]:
    """In place, on copies."""
    w, v = w.astype(float), v.astype(float)
    v *= momentum
    v -= lr * dw
    w += v
    return w, v


def step_entries(w: Array, dw: Array, v: Array, lr: float, momentum: float) -> tuple[Array, Array]:
    """Entry by entry."""
    w_new, v_new = np.zeros(w.shape), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        v_new[i] = momentum * v[i] - lr * dw[i]
        w_new[i] = w[i] + v_new[i]
    return w_new, v_new
