"""Assignment 08, right answers written in other ways than the reference."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def sigmoid_tanh(x: Array) -> Array:
    """A sigmoid is a tanh, moved and shrunk."""
    return np.asarray((1 + np.tanh(x / 2)) / 2)


def sigmoid_plain(x: Array) -> Array:
    """The formula as it stands: exp overflows to infinity, and 1 / infinity is 0."""
    with np.errstate(over="ignore"):
        return np.asarray(1.0 / (1.0 + np.exp(-x)))


def sigmoid_masks(x: Array) -> Array:
    """Two halves, each with its own form."""
    out = np.empty(x.shape)
    out[x >= 0] = 1 / (1 + np.exp(-x[x >= 0]))
    powers = np.exp(x[x < 0])
    out[x < 0] = powers / (1 + powers)
    return out


def sigmoid_backward_outputs(dout: Array, x: Array) -> Array:
    """Dout times s times 1 - s."""
    s = sigmoid_plain(x)
    return np.asarray(dout * s * (1 - s))


def sigmoid_backward_cosh(dout: Array, x: Array) -> Array:
    """The slope is 1 / (2 + 2 cosh x), which is 0 where cosh is infinite."""
    with np.errstate(over="ignore"):
        return np.asarray(dout / (2 + 2 * np.cosh(x.astype(float))))


def sigmoid_backward_loops(dout: Array, x: Array) -> Array:
    """Number by number."""
    dx = np.zeros(dout.shape)
    for i, value in np.ndenumerate(x):
        decay = math.exp(-abs(float(value)))
        dx[i] = dout[i] * decay / (1 + decay) ** 2
    return dx


def relu_maximum(x: Array) -> Array:
    """The larger one of every entry and 0."""
    return np.asarray(np.maximum(x, 0))


def relu_product(x: Array) -> Array:
    """Every entry times whether it is positive."""
    return x * (x > 0)


def relu_mean(x: Array) -> Array:
    """Half of an entry and its size."""
    return np.asarray((x + np.abs(x)) / 2)


def relu_backward_product(dout: Array, x: Array) -> Array:
    """Dout times the mask."""
    return dout * (x > 0)


def relu_backward_copy(dout: Array, x: Array) -> Array:
    """A copy with zeros written into it."""
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


def relu_backward_output(dout: Array, x: Array) -> Array:
    """The output is positive where the input is."""
    return np.asarray(np.where(np.maximum(x, 0) > 0, dout, 0.0))


def cross_entropy_one_hot(logits: Array, labels: Array) -> tuple[float, Array]:
    """With a table of zeros and ones."""
    N, K = logits.shape
    hot = np.eye(K)[labels]
    below = logits - logits.max(axis=1, keepdims=True)
    logs = below - np.log(np.exp(below).sum(axis=1, keepdims=True))
    return float(-np.sum(hot * logs) / N), (np.exp(logs) - hot) / N


def cross_entropy_loops(logits: Array, labels: Array) -> tuple[float, Array]:
    """Image by image, class by class."""
    N, K = logits.shape
    dlogits = np.zeros((N, K))
    loss = 0.0
    for n in range(N):
        top = max(logits[n].tolist())
        powers = [math.exp(float(z) - top) for z in logits[n]]
        total = sum(powers)
        loss += (math.log(total) + top - float(logits[n, labels[n]])) / N
        for k in range(K):
            dlogits[n, k] = (powers[k] / total - (k == labels[n])) / N
    return loss, dlogits


def cross_entropy_logaddexp(logits: Array, labels: Array) -> Any:
    """The logarithm of the sum of exponentials, two at a time."""
    rows = np.arange(len(logits))
    totals = np.logaddexp.reduce(logits.astype(float), axis=1)
    dlogits = np.exp(logits - totals[:, None])
    dlogits[rows, labels] -= 1
    return np.mean(totals - logits[rows, labels]), dlogits / len(logits)


def flatten_reshape(x: Array) -> Array:
    """One length is left to NumPy."""
    return x.reshape(x.shape[0], -1)


def flatten_stack(x: Array) -> Array:
    """Image by image."""
    return np.stack([image.ravel() for image in x])


def flatten_index(x: Array) -> Array:
    """Every number to its place, by the formula."""
    N, C, H, W = x.shape
    rows = np.empty((N, C * H * W), x.dtype)
    for n, c, h, w in np.ndindex(x.shape):
        rows[n, (c * H + h) * W + w] = x[n, c, h, w]
    return rows


def dropout_where(x: Array, u: Array, p: float, train: bool) -> Array:
    """Chosen entry by entry."""
    return np.where(u >= p, x / (1 - p), 0.0) if train else x


def dropout_product(x: Array, u: Array, p: float, train: bool) -> Array:
    """The mask holds the factors."""
    mask = (u >= p) / (1.0 - p)
    return x * mask if train else x.copy()


def dropout_copy(x: Array, u: Array, p: float, train: bool) -> Array:
    """A copy with zeros written into it."""
    out = x.astype(float)
    if train:
        out[u < p] = 0
        out /= 1 - p
    return out


def norm_loops(x: Array, n: int, k: float, alpha: float, beta: float) -> Array:
    """Channel by channel."""
    out = np.zeros(x.shape)
    for c in range(x.shape[1]):
        near = x[:, max(0, c - n // 2) : c + n // 2 + 1].astype(float)
        out[:, c] = x[:, c] / (k + alpha * (near**2).sum(axis=1)) ** beta
    return out


def norm_band(x: Array, n: int, k: float, alpha: float, beta: float) -> Array:
    """A matrix with ones around its diagonal adds up the neighbours."""
    places = np.arange(x.shape[1])
    band = (np.abs(places[:, None] - places) <= n // 2).astype(float)
    sums = np.einsum("ij,njhw->nihw", band, x.astype(float) ** 2)
    return np.asarray(x * (k + alpha * sums) ** -beta)


def norm_totals(x: Array, n: int, k: float, alpha: float, beta: float) -> Array:
    """Differences of running totals, with zeros beyond the ends."""
    half = n // 2
    squares = np.pad(x.astype(float) ** 2, ((0, 0), (half + 1, half), (0, 0), (0, 0)))
    totals = squares.cumsum(axis=1)
    return np.asarray(x / (k + alpha * (totals[:, n:] - totals[:, :-n])) ** beta)
