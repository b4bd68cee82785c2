"""Assignment 08, softmax and cross-entropy, wrong on purpose: each option breaks one part.

Without options the function is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

AXES = {"batch": 0, "everything": None}

LOGS: dict[str, Callable[[Array], Array]] = {
    "clipped": lambda p: np.log(np.clip(p, 1e-12, 1)),
    "added": lambda p: np.log(p + 1e-8),
}

SLOPES: dict[str, Callable[[Array, Array], Array]] = {
    "": lambda p, hot: p - hot,
    "no target": lambda p, hot: p,
    "sign": lambda p, hot: hot - p,
    "right class only": lambda p, hot: (p - 1) * hot,
    "of the logarithm": lambda p, hot: -np.where(hot > 0, hot / p, 0.0),
    "slope once more": lambda p, hot: (p - hot) * p * (1 - p),
}

COUNTS: dict[str, Callable[[int, int], tuple[float, float]]] = {
    "": lambda N, K: (1 / N, 1 / N),
    "loss summed": lambda N, K: (1.0, 1 / N),
    "gradient summed": lambda N, K: (1 / N, 1.0),
    "both summed": lambda N, K: (1.0, 1.0),
    "loss over all": lambda N, K: (1 / (N * K), 1 / N),
    "gradient over all": lambda N, K: (1 / N, 1 / (N * K)),
    "gradient twice": lambda N, K: (1 / N, 1 / (N * N)),
    "per image": lambda N, K: (1.0, 1 / N),
}
"""What loss and gradient are multiplied by, for N images and K classes."""


def cross_entropy(
    logits: Array,
    labels: Array,
    *,
    shares: str = "",
    targets: str = "",
    loss: str = "",
    slope: str = "",
    counted: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """Mean cross-entropy and its gradient; what each option breaks is its name."""
    N, K = logits.shape
    p, logs = _softmax(logits.astype(np.float64), shares)
    right = labels - 1 if targets == "from 1" else labels
    hot = _targets(N, K, right, targets)
    losses = _losses(p, logs, right, targets, loss)
    one, other = COUNTS[counted](N, K)
    total = losses if counted == "per image" else float(losses.sum() * one)
    dlogits = SLOPES[slope](p, hot) * other
    if changes == "logits":
        logits -= logits.max(axis=1, keepdims=True)
    if kept == "input's type":
        dlogits = dlogits.astype(logits.dtype)
    return _given(total, dlogits, gives)


def _softmax(z: Array, shares: str) -> tuple[Array, Array]:
    """Probabilities and their logarithms."""
    along = AXES.get(shares, 1)
    if shares == "no shift":
        below = z
    elif shares == "global maximum":
        below = z - z.max()
    else:
        below = z - z.max(axis=along, keepdims=True)
    powers = np.exp(below)
    sums = powers.sum(axis=along, keepdims=shares != "sums flat")
    if shares == "sums flat" and len(z) not in (1, z.shape[1]):
        raise ValueError("operands could not be broadcast together")
    p = powers / sums
    if shares in LOGS:
        return p, LOGS[shares](p)
    if shares in ("no shift", "global maximum", "log of zero"):
        return p, np.log(p)
    return p, below - np.log(sums)


def _targets(N: int, K: int, labels: Array, targets: str) -> Array:
    """1 at the right class of each image, 0 elsewhere."""
    hot = np.zeros((N, K))
    if targets in ("all rows", "all rows in the gradient"):
        hot[:, labels] = 1
    else:
        hot[np.arange(N), labels] = 1
    return hot


def _losses(p: Array, logs: Array, labels: Array, targets: str, loss: str) -> Array:
    """The loss of each image."""
    found = p if loss == "no logarithm" else logs
    if loss == "largest":
        chosen = found.max(axis=1)
    elif targets in ("all rows", "all rows in the loss"):
        chosen = found[:, labels].mean(axis=1)
    else:
        chosen = found[np.arange(len(found)), labels]
    return np.asarray(chosen if loss == "sign" else 0 - chosen)


def _given(loss: Any, dlogits: Array, gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "none":
        return None
    if gives == "loss alone":
        return loss
    if gives == "exchanged":
        return dlogits, loss
    return [loss, dlogits] if gives == "list" else (loss, dlogits)
