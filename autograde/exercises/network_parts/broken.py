"""Assignment 08, activations that are wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .handed_back import finished, only_one_number

Array = NDArray[Any]

LARGE = 709.0
"""Beyond this, exp of a float64 is infinite."""


def logistic(x: Array) -> Array:
    """The sigmoid, right."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * np.asarray(x, np.float64)))


def shares(x: Array) -> Array:
    """Every entry's share of all exponentials."""
    powers = np.exp(x - x.max())
    return np.asarray(powers / powers.sum())


CURVES: dict[str, Callable[[Array], Array]] = {
    "": logistic,
    "sign lost": lambda x: logistic(-x),
    "one missing": lambda x: np.exp(x.astype(np.float64)),
    "brackets missing": lambda x: 1 + np.exp(-x.astype(np.float64)),
    "slope": lambda x: logistic(x) * logistic(-x),
    "tanh": lambda x: np.tanh(x.astype(np.float64)),
    "size only": lambda x: logistic(np.abs(x)),
    "shares": shares,
}


def sigmoid(
    x: Array,
    *,
    curve: str = "",
    large: str = "",
    stops: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The logistic sigmoid; what each option breaks is its name."""
    if stops:
        only_one_number(x, ValueError if stops == "if" else TypeError)
    out = CURVES[curve](x)
    if large == "infinity over infinity":
        out = np.where(x > LARGE, np.nan, out)
    if changes == "x":
        x[...] = out
        out = x
    return finished(out, x, kept, gives)


SLOPES: dict[str, Callable[[Array], Array]] = {
    "": lambda x: logistic(x) * logistic(-x),
    "s alone": logistic,
    "1 - s alone": lambda x: logistic(-x),
    "1 + s": lambda x: logistic(x) * (1 + logistic(x)),
    "negative": lambda x: -logistic(x) * logistic(-x),
    "of tanh": lambda x: 1 - logistic(x) ** 2,
    "squared": lambda x: logistic(x) ** 2 * logistic(-x),
    "at zero": lambda x: np.full(x.shape, 0.25),
    "sigmoid twice": lambda x: logistic(logistic(x)) * logistic(-logistic(x)),
    "x for the output": lambda x: x * (1.0 - x),
}


def sigmoid_back(
    dout: Array,
    x: Array,
    *,
    roles: str = "",
    slope: str = "",
    chained: str = "",
    large: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The gradient through a sigmoid; what each option breaks is its name."""
    g, v = (x, dout) if roles == "exchanged" else (dout, x)
    dx = SLOPES[slope](v)
    dx = _chained(dx, g, chained)
    if large == "infinity over infinity":
        dx = np.where(v < -LARGE, np.nan, dx)
    if changes == "dout":
        dout[...] = dx
    return finished(dx, x, kept, gives)


def _chained(slopes: Array, g: Array, chained: str) -> Array:
    """Slopes times what comes from behind, or what a mistake makes of it."""
    if chained == "dout missing":
        return slopes
    return slopes * g / (len(g) if chained == "averaged" else 1)


RECTIFIED: dict[str, Callable[[Array], Array]] = {
    "": lambda x: np.maximum(x, 0),
    "negative half": lambda x: np.minimum(x, 0),
    "sizes": np.abs,
    "leaky": lambda x: np.where(x > 0, x, 0.01 * x),
    "steps": lambda x: (x > 0).astype(np.float64),
    "capped at 1": lambda x: np.clip(x, 0, 1),
    "capped at 6": lambda x: np.clip(x, 0, 6),
    "dropped": lambda x: x[x > 0],
    "along an axis": lambda x: np.max(x, axis=0),
    "softplus": lambda x: np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0),
    "moved up": lambda x: x - min(0, x.min()),
}


def rectified(
    x: Array,
    *,
    curve: str = "",
    stops: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The rectified linear unit; what each option breaks is its name."""
    if stops:
        only_one_number(x, ValueError)
    out = RECTIFIED[curve](x)
    if changes == "x":
        x[x < 0] = 0
    return finished(out, x, kept, gives)


MASKS: dict[str, Callable[[Array, Array], Array]] = {
    "": lambda dout, x: x > 0,
    "of dout": lambda dout, x: dout > 0,
    "of both": lambda dout, x: (x > 0) & (dout > 0),
    "none": lambda dout, x: np.ones(x.shape),
    "turned": lambda dout, x: x < 0,
    "leaky": lambda dout, x: np.where(x > 0, 1, 0.01),
    "signs": lambda dout, x: np.sign(x),
}


def rectified_back(
    dout: Array,
    x: Array,
    *,
    mask: str = "",
    zero: float = 0.0,
    passes: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The gradient through a rectified linear unit; what each option breaks is its name."""
    g, keep = dout.copy(), MASKS[mask](dout, x).astype(np.float64)
    if zero:
        keep = np.where(x == 0, zero, keep)
    passing = {"": g, "dout missing": np.ones(x.shape), "x": x, "x times dout": x * g}[passes]
    dx = np.where(keep != 0, keep * passing, 0.0)
    if changes == "dout":
        dout[x <= 0] = 0
    if changes == "x":
        x[...] = x > 0
    return finished(dx, x, kept, gives)
