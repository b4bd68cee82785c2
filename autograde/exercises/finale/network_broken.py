"""Assignment 11, the gradients of a whole network, wrong on purpose: each option breaks one part.

Without options it is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]

CHANNELS_LAST = (0, 2, 3, 1)

PROBABILITIES: dict[str, Callable[[Array, Array, int, int], Array]] = {
    "": lambda p, onehot, N, K: (p - onehot) / N,
    "summed": lambda p, onehot, N, K: p - onehot,
    "by N twice": lambda p, onehot, N, K: (p - onehot) / N**2,
    "by all entries": lambda p, onehot, N, K: (p - onehot) / (N * K),
    "label forgotten": lambda p, onehot, N, K: p / N,
    "other sign": lambda p, onehot, N, K: (onehot - p) / N,
}


def network(
    x: Array,
    labels: Array,
    w1: Array,
    b1: Array,
    w2: Array,
    b2: Array,
    w3: Array,
    b3: Array,
    *,
    rectified: str = "",
    masks: str = "",
    pooled: str = "",
    flat: str = "",
    biases: str = "",
    mean: str = "",
    gradient: str = "",
    shifted: str = "",
    dense: str = "",
    stopped: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """Loss and gradients of two stages and a dense layer; what each option breaks is its name."""
    zero = 0.0 if biases == "left out" else 1.0
    y1, half1, a1 = _stage(x, w1, zero * b1, "1" in rectified)
    y2, half2, a2 = _stage(half1, w2, zero * b2, "2" in rectified)
    features = _flat(half2, flat)
    if stopped == "shapes":
        raise ValueError("operands could not be broadcast together")
    logits = features @ w3.T + zero * b3
    if rectified == "at the end":
        logits = np.maximum(logits, 0)
    loss, dlogits = _loss(logits, labels, mean, gradient, shifted)
    if rectified == "at the end":
        dlogits = dlogits * (logits > 0)
    dw3, db3 = dlogits.T @ features, dlogits.sum(axis=0)
    dhalf2 = _unflat(dlogits @ w3, half2.shape, flat)
    dy2 = _stage_back(dhalf2, y2, a2, masks + rectified, pooled, "2")
    dhalf1, dw2, db2 = _conv_back(dy2, half1, w2)
    dy1 = _stage_back(dhalf1, y1, a1, masks + rectified, pooled, "1")
    _, dw1, db1 = _conv_back(dy1, x, w1)
    if stopped == "first stage":
        dw1, db1 = np.zeros_like(dw1), np.zeros_like(db1)
    if dense == "transposed":
        dw3 = dw3.T
    if biases == "zeros":
        db1, db2, db3 = (np.zeros_like(db) for db in (db1, db2, db3))
    gradients = [dw1, db1, dw2, db2, dw3, db3]
    if changes == "parameters":
        for w, dw in zip((w1, b1, w2, b2, w3, b3), gradients, strict=True):
            w -= 0.125 * dw
    return _given(loss, gradients, gives)


def _stage(x: Array, w: Array, b: Array, plain: bool) -> tuple[Array, Array, Array]:
    """Convolution, rectifier and pool; what comes before the rectifier, and at the end."""
    y = (_windows(x) @ w.reshape(len(w), -1).T + b).transpose(0, 3, 1, 2)
    a = y if plain else np.maximum(y, 0)
    return y, _blocks(a).max(axis=4), a


def _blocks(a: Array) -> Array:
    """The windows of a 2 by 2 pool, each in a row: (N, C, OH, OW, 4)."""
    N, C, H, W = a.shape
    parts = a[:, :, : H // 2 * 2, : W // 2 * 2].reshape(N, C, H // 2, 2, W // 2, 2)
    return parts.transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)


def _stage_back(dout: Array, y: Array, a: Array, masks: str, pooled: str, number: str) -> Array:
    """Back through pool and rectifier."""
    blocks = _blocks(a)
    best = blocks == blocks.max(axis=4, keepdims=True)
    share = np.eye(4)[blocks.argmax(axis=4)]
    if pooled == "all":
        share = best * 1.0
    if pooled == "shared":
        share = best / best.sum(axis=4, keepdims=True)
    if pooled == "spread":
        share = np.full(best.shape, 0.25)
    N, C, OH, OW, _ = blocks.shape
    spread = (share * dout[..., None]).reshape(N, C, OH, OW, 2, 2).transpose(0, 1, 2, 4, 3, 5)
    da = np.zeros(y.shape)
    da[:, :, : 2 * OH, : 2 * OW] = spread.reshape(N, C, 2 * OH, 2 * OW)
    if number in masks:
        return da
    return da * ((da if masks.startswith("from the gradient") else y) > 0)


def _conv_back(dout: Array, x: Array, w: Array) -> tuple[Array, Array, Array]:
    """Back through a convolution with 3 by 3 kernels and padding 1."""
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, len(w))
    dw = (rows.T @ _windows(x).reshape(len(rows), -1)).reshape(w.shape)
    turned = w[:, :, ::-1, ::-1].swapaxes(0, 1)
    dx = _windows(dout) @ turned.reshape(len(turned), -1).T
    return dx.transpose(0, 3, 1, 2), dw, rows.sum(axis=0)


def _windows(x: Array) -> Array:
    """All 3 by 3 windows with padding 1, each in a row: (N, H, W, C * 9)."""
    N, C, H, W = x.shape
    padded = np.zeros((N, C, H + 2, W + 2))
    padded[:, :, 1:-1, 1:-1] = x
    windows = sliding_window_view(padded, (3, 3), axis=(2, 3))  # (N, C, H, W, 3, 3)
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(N, H, W, C * 9)


def _flat(x: Array, order: str) -> Array:
    """The features of each image in a row."""
    return (x.transpose(CHANNELS_LAST) if order == "channels last" else x).reshape(len(x), -1)


def _unflat(rows: Array, shape: tuple[int, ...], order: str) -> Array:
    """And back."""
    if order == "channels last":
        return rows.reshape([shape[i] for i in CHANNELS_LAST]).transpose(np.argsort(CHANNELS_LAST))
    return rows.reshape(shape)


def _loss(
    logits: Array, labels: Array, mean: str, gradient: str, shifted: str
) -> tuple[float, Array]:
    """The mean cross-entropy, and its gradient with respect to the logits."""
    N, K = logits.shape
    moved = logits if shifted == "no" else logits - logits.max(axis=1, keepdims=True)
    powers = np.exp(moved)
    total = powers.sum(axis=1, keepdims=True)
    onehot = np.eye(K)[labels]
    p = powers / total
    each = np.log(total[:, 0]) - moved[np.arange(N), labels]
    if shifted == "no":
        each = -np.log(p[np.arange(N), labels])
    loss = each.sum() if mean == "summed" else each.sum() / N
    return float(loss), PROBABILITIES[gradient](p, onehot, N, K)


def _given(loss: float, gradients: list[Array], gives: str) -> Any:
    """What is handed back, and in which order."""
    dw1, db1, dw2, db2, dw3, db3 = gradients
    forms: dict[str, Callable[[], Any]] = {
        "": lambda: (loss, *gradients),
        "none": lambda: None,
        "list": lambda: [loss, *gradients],
        "two parts": lambda: (loss, tuple(gradients)),
        "gradients only": lambda: tuple(gradients),
        "loss last": lambda: (*gradients, loss),
        "weights first": lambda: (loss, dw1, dw2, dw3, db1, db2, db3),
        "last layer first": lambda: (loss, dw3, db3, dw2, db2, dw1, db1),
    }
    return forms[gives]()
