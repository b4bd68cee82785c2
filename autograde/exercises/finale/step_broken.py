"""Assignment 11, a step with momentum, wrong on purpose: each option breaks one part.

Without options it is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

VELOCITIES: dict[str, Callable[[Array, Array, float, float], Array]] = {
    "": lambda dw, v, lr, momentum: momentum * v - lr * dw,
    "uphill": lambda dw, v, lr, momentum: momentum * v + lr * dw,
    "no momentum": lambda dw, v, lr, momentum: -lr * dw,
    "all kept": lambda dw, v, lr, momentum: v - lr * dw,
    "averaged": lambda dw, v, lr, momentum: momentum * v - (1 - momentum) * lr * dw,
    "lr on both": lambda dw, v, lr, momentum: lr * (momentum * v - dw),
    "no lr": lambda dw, v, lr, momentum: momentum * v - dw,
    "exchanged": lambda dw, v, lr, momentum: lr * v - momentum * dw,
    "momentum on both": lambda dw, v, lr, momentum: momentum * (v - lr * dw),
    "mean of gradients": lambda dw, v, lr, momentum: momentum * v + (1 - momentum) * dw,
    "sum of gradients": lambda dw, v, lr, momentum: momentum * v + dw,
}


def step(
    w: Array,
    dw: Array,
    v: Array,
    lr: float,
    momentum: float,
    *,
    velocity: str = "",
    moved: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """One step with momentum; what each option breaks is its name."""
    v_new = np.asarray(VELOCITIES[velocity](dw, v, lr, momentum))
    w_new = np.asarray(_moved(w, dw, v, v_new, lr, momentum, moved))
    if kept == "int":
        w_new = w_new.astype(w.dtype)
    if kept == "float32":
        w_new, v_new = w_new.astype(np.float32), v_new.astype(np.float32)
    _write(changes, w, dw, v, (w_new, v_new), lr)
    if gives == "none":
        return None
    if gives == "w only":
        return w_new
    if gives == "old v":
        return w_new, v.copy()
    if gives == "list":
        return [w_new, v_new]
    return (v_new, w_new) if gives == "v first" else (w_new, v_new)


def _moved(
    w: Array, dw: Array, v: Array, v_new: Array, lr: float, momentum: float, moved: str
) -> Array:
    """The parameter after the step."""
    if moved == "old velocity":
        return w + v
    if moved == "look ahead":
        return w + momentum * v_new - lr * dw
    if moved == "no velocity":
        return w - lr * dw
    if moved == "minus":
        return w - v_new
    if moved == "minus lr":
        return w - lr * v_new
    if moved == "gradient again":
        return w + v_new - lr * dw
    if moved == "lr again":
        return w + lr * v_new
    return w + v_new


def _write(
    changes: str, w: Array, dw: Array, v: Array, new: tuple[Array, Array], lr: float
) -> None:
    """Overwrite what was handed in."""
    if changes in ("w", "w and v"):
        w[...] = new[0]
    if changes in ("v", "w and v"):
        v[...] = new[1]
    if changes == "dw":
        dw *= lr
