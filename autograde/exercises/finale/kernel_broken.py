"""Assignment 11, a kernel learned from examples, wrong on purpose: each option breaks one part.

Without options it is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]

TURNED = slice(None, None, -1)

RATES: dict[str, Callable[[float], float]] = {
    "": lambda lr: lr,
    "uphill": lambda lr: -lr,
    "no lr": lambda lr: 1.0,
}
"""By what a gradient is multiplied before it is subtracted."""


def learned(
    image: Array,
    target: Array,
    size: tuple[int, int],
    lr: float,
    steps: int,
    *,
    divided: str = "",
    layer: str = "",
    start: str = "",
    walked: str = "",
    sign: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The kernel after some steps of gradient descent; what each option breaks is its name."""
    KH, KW = size[::-1] if start == "sides exchanged" else size
    if size != (KH, KW) and KH != KW:
        raise ValueError("operands could not be broadcast together")
    windows = sliding_window_view(image, size)  # (OH, OW, KH, KW)
    rows, goal = windows.reshape(-1, KH * KW).astype(float), target.ravel().astype(float)
    share = _share(divided, image, target, KH * KW)
    kernel = np.ones(KH * KW) if start == "ones" else np.zeros(KH * KW)
    walk = {"one step more": steps + 1, "one step less": max(steps - 1, 0), "once": min(steps, 1)}
    if walked == "to the end":
        kernel = np.linalg.lstsq(rows, goal, rcond=None)[0] if steps else kernel
        walk[walked] = 0
    if walked.startswith("window by window"):
        own = lr if walked.endswith("in full") else lr / len(goal)
        return _given(_by_windows(rows, goal, kernel, own, steps).reshape(size), kept, gives)
    if walked == "weight by weight":
        return _given(_by_weights(rows, goal, kernel, lr, steps).reshape(size), kept, gives)
    first: Array | None = None
    total = np.zeros(KH * KW)
    for _ in range(walk.get(walked, steps)):
        seen = kernel[TURNED] if layer in ("forward turned", "convolution") else kernel
        error = rows @ seen - goal
        gradient = rows.T @ (error[TURNED] if layer == "error turned" else error) * share
        if layer in ("gradient turned", "convolution"):
            gradient = gradient[TURNED]
        first = gradient if first is None else first
        if walked == "first gradient for all":
            gradient = first
        total = total + gradient
        if walked == "gradients added up":
            gradient = total
        step = gradient * RATES[sign](lr)
        kernel = -step if walked == "kernel replaced" else kernel - step
    if changes == "target" and steps:
        target -= target.mean()
    return _given(kernel.reshape(size), kept, gives)


def _share(divided: str, image: Array, target: Array, weights: int) -> float:
    """What each squared error counts in the loss, times 2."""
    by = {
        "": 1 / target.size,
        "half missing": 2 / target.size,
        "half twice": 0.5 / target.size,
        "not": 1.0,
        "by pixels": 1 / image.size,
        "by weights": 1 / weights,
        "by rows": 1 / len(target),
    }
    return by[divided]


def _by_windows(rows: Array, goal: Array, kernel: Array, lr: float, steps: int) -> Array:
    """One small step for each window, one after the other."""
    for _ in range(steps):
        for window, wanted in zip(rows, goal, strict=True):
            kernel = kernel - lr * (window @ kernel - wanted) * window
    return kernel


def _by_weights(rows: Array, goal: Array, kernel: Array, lr: float, steps: int) -> Array:
    """One weight after the other, each with the error that the ones before have left."""
    for _ in range(steps):
        for j in range(len(kernel)):
            kernel[j] -= lr * (rows[:, j] @ (rows @ kernel - goal)) / len(goal)
    return kernel


def _given(kernel: Array, kept: str, gives: str) -> Any:
    """What is handed back, and in which type."""
    if kept == "int":
        kernel = kernel.astype(np.int64)
    if kept in ("float16", "float32"):
        kernel = kernel.astype(kept)
    if gives == "none":
        return None
    if gives == "with the loss":
        return kernel, 0.0
    return kernel.tolist() if gives == "list" else kernel
