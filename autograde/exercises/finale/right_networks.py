"""Assignment 11, right answers for a whole network, in other ways than the reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]


def network_tapes(x: Array, labels: Array, *parameters: Array) -> Any:
    """Each layer leaves behind a function for the way back."""
    w1, b1, w2, b2, w3, b3 = parameters
    way: list[Callable[[Array], tuple[Array, ...]]] = []
    for w, b in ((w1, b1), (w2, b2)):
        x = _halved(_rectified(_convolved(x, w, b, way), way), way)
    shape, rows = x.shape, x.reshape(len(x), -1)
    way.append(lambda d: ((d @ w3).reshape(shape), d.T @ rows, d.sum(axis=0)))
    logits = rows @ w3.T + b3
    logs = logits - logits.max(axis=1, keepdims=True)
    logs = logs - np.log(np.exp(logs).sum(axis=1, keepdims=True))
    chosen = labels[:, None] == np.arange(logits.shape[1])
    d = (np.exp(logs) - chosen) / len(labels)
    found: list[Array] = []
    for back in reversed(way):
        d, *own = back(d)
        found = [*own, *found]
    return (-logs[chosen].mean(), *found)


def _convolved(x: Array, w: Array, b: Array, way: list[Any]) -> Array:
    """As one product of matrices: windows in rows, images slowest."""
    N, C, H, W = x.shape
    O = len(w)
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = sliding_window_view(padded, (3, 3), axis=(2, 3)).transpose(0, 2, 3, 1, 4, 5)
    rows = windows.reshape(N * H * W, C * 9)

    def back(dout: Array) -> tuple[Array, Array, Array]:
        d = dout.transpose(0, 2, 3, 1).reshape(-1, O)
        rim = np.pad(dout, ((0, 0), (0, 0), (1, 1), (1, 1)))
        seen = sliding_window_view(rim, (3, 3), axis=(2, 3))
        dx = np.einsum("nohwkl,ockl->nchw", seen, w[:, :, ::-1, ::-1])
        return dx, (d.T @ rows).reshape(w.shape), d.sum(axis=0)

    way.append(back)
    return np.asarray((rows @ w.reshape(O, -1).T + b).reshape(N, H, W, O).transpose(0, 3, 1, 2))


def _rectified(x: Array, way: list[Any]) -> Array:
    way.append(lambda d: (np.where(x > 0, d, 0),))
    return np.where(x > 0, x, 0)


def _halved(x: Array, way: list[Any]) -> Array:
    """A maximum over the four corners of each window; the first of equal ones wins."""
    OH, OW = x.shape[2] // 2, x.shape[3] // 2
    places = [(slice(k, 2 * OH, 2), slice(l, 2 * OW, 2)) for k, l in np.ndindex(2, 2)]
    corners = np.stack([x[:, :, rows, columns] for rows, columns in places])
    winner = corners.argmax(axis=0)

    def back(d: Array) -> tuple[Array]:
        dx = np.zeros(x.shape)
        for i, (rows, columns) in enumerate(places):
            dx[:, :, rows, columns] = d * (winner == i)
        return (dx,)

    way.append(back)
    return np.asarray(corners.max(axis=0))


def network_images(x: Array, labels: Array, *parameters: Array) -> Any:
    """One image after the other, in loops; the pool stands before the rectifier, as it may."""
    w1, b1, w2, b2, w3, b3 = parameters
    loss, total = 0.0, [np.zeros(p.shape) for p in parameters]
    for image, label in zip(x, labels, strict=True):
        first, way1 = _stage(image, w1, b1)
        second, way2 = _stage(first, w2, b2)
        features = second.ravel()
        logits = w3 @ features + b3
        top = logits.max()
        loss += float(np.log(np.exp(logits - top).sum()) + top - logits[label])
        d = np.exp(logits - top) / np.exp(logits - top).sum()
        d[label] -= 1
        d2, dw2, db2 = _stage_back((w3.T @ d).reshape(second.shape), first, w2, way2)
        _, dw1, db1 = _stage_back(d2, image, w1, way1)
        for sums, own in zip(total, (dw1, db1, dw2, db2, np.outer(d, features), d), strict=True):
            sums += own
    return (loss / len(x), *(sums / len(x) for sums in total))


def _stage(x: Array, w: Array, b: Array) -> tuple[Array, dict[tuple[int, ...], tuple[int, int]]]:
    """The output, and for each entry above zero the pixel that won."""
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    out = np.zeros((len(w), x.shape[1] // 2, x.shape[2] // 2))
    won: dict[tuple[int, ...], tuple[int, int]] = {}
    for o, h, v in np.ndindex(out.shape):
        for i in (2 * h, 2 * h + 1):
            for j in (2 * v, 2 * v + 1):
                value = (padded[:, i : i + 3, j : j + 3] * w[o]).sum() + b[o]
                if value > out[o, h, v]:
                    out[o, h, v], won[o, h, v] = value, (i, j)
    return out, won


def _stage_back(
    dout: Array, x: Array, w: Array, won: dict[tuple[int, ...], tuple[int, int]]
) -> tuple[Array, Array, Array]:
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    dx, dw, db = np.zeros(padded.shape), np.zeros(w.shape), np.zeros(len(w))
    for (o, h, v), (i, j) in won.items():
        g = dout[o, h, v]
        dx[:, i : i + 3, j : j + 3] += g * w[o]
        dw[o] += g * padded[:, i : i + 3, j : j + 3]
        db[o] += g
    return dx[:, 1:-1, 1:-1], dw, db
