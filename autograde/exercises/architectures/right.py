"""Assignment 09, right answers written in other ways than the reference."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

Shape = tuple[Any, ...]
Layers = list[tuple[Any, ...]]


def shapes_by_formula(layers: Layers, in_shape: Shape) -> list[Shape]:
    """The formula of the decks, with a whole division."""
    shapes: list[Shape] = []
    shape = tuple(in_shape)
    for layer in layers:
        kind = layer[0]
        if kind == "conv":
            O, K, stride, padding, _ = layer[1:]
            shape = (O, *_moved(shape[1:], K, stride, padding))
        elif kind == "pool":
            shape = (shape[0], *_moved(shape[1:], layer[1], layer[2], 0))
        elif kind == "flatten":
            shape = (prod(shape),)
        elif kind == "dense":
            shape = (layer[1],)
        shapes.append(shape)
    return shapes


def _moved(sides: Shape, K: int, stride: int, padding: int) -> Shape:
    """Height and width behind a layer with a kernel."""
    if min(sides) + 2 * padding < K:
        raise ValueError("the kernel is larger than its input")
    return tuple((side - K + 2 * padding) // stride + 1 for side in sides)


def shapes_by_ranges(layers: Layers, in_shape: Shape) -> list[Shape]:
    """The places where a kernel may begin, listed and counted."""
    shapes = [tuple(in_shape)]
    for kind, *numbers in layers:
        last = shapes[-1]
        match kind:
            case "conv" | "pool":
                O, K, stride, padding = last[0], numbers[-2], numbers[-1], 0
                if kind == "conv":
                    O, K, stride, padding, _ = numbers
                starts = [range(-padding, n + padding - K + 1, stride) for n in last[1:]]
                if not all(starts):
                    raise ValueError("there is no place for the kernel")
                shapes.append((O, len(starts[0]), len(starts[1])))
            case "flatten":
                shapes.append((int(np.prod(last)),))
            case "dense":
                shapes.append((numbers[0],))
            case _:
                shapes.append(last)
    return shapes[1:]


def shapes_by_arrays(layers: Layers, in_shape: Shape) -> list[Any]:
    """Run arrays of ones through the network and look at them; integers of NumPy are whole, too."""
    x: Any = np.ones(in_shape)
    shapes = []
    for kind, *numbers in layers:
        if kind == "conv":
            O, K, stride, padding, _ = numbers
            rim = (padding, padding)
            x = np.repeat(_windows(np.pad(x, ((0, 0), rim, rim)), K, stride)[:1], O, axis=0)
        elif kind == "pool":
            x = _windows(x, *numbers)
        elif kind == "flatten":
            x = x.ravel()
        elif kind == "dense":
            x = np.ones(numbers[0])
        shapes.append(tuple(np.array(x.shape)))
    return shapes


def _windows(x: Any, K: int, stride: int) -> Any:
    """The first entry of every window; NumPy refuses windows that are too large."""
    seen = np.lib.stride_tricks.sliding_window_view(x, (K, K), axis=(1, 2))
    return seen[:, ::stride, ::stride, 0, 0]


def alexnet_by_layer(size: int, groups: int, classes: int) -> tuple[int, int, int]:
    """One layer after the other: weights, places, outputs."""
    convolutions = [
        (96, 11, 4, 0, 1, True),
        (256, 5, 1, 2, groups, True),
        (384, 3, 1, 1, 1, False),
        (384, 3, 1, 1, groups, False),
        (256, 3, 1, 1, groups, True),
    ]
    C, n = 3, size
    parameters = neurons = macs = 0
    for O, K, stride, padding, split, pooled in convolutions:
        n = (n + 2 * padding - K) // stride + 1
        weights = O * (C // split) * K * K
        parameters += weights + O
        neurons += O * n * n
        macs += weights * n * n
        C = O
        n = (n - 3) // 2 + 1 if pooled else n
    inputs = C * n * n
    for outputs in (4096, 4096, classes):
        parameters += (inputs + 1) * outputs
        neurons += outputs
        macs += inputs * outputs
        inputs = outputs
    return parameters, neurons, macs


def alexnet_by_table(size: int, groups: int, classes: int) -> tuple[int, ...]:
    """A table of weights for each output, outputs, and filters; then sums over its rows."""
    a = (size - 11) // 4 + 1
    b = (a - 3) // 2 + 1
    c = (b - 3) // 2 + 1
    d = (c - 3) // 2 + 1
    convolutions = [3 * 121, 96 * 25 // groups, 256 * 9, 384 * 9 // groups, 384 * 9 // groups]
    per_output = np.array([*convolutions, 256 * d * d, 4096, 4096])
    filters = np.array([96, 256, 384, 384, 256, 4096, 4096, classes])
    places = np.array([a * a, b * b, c * c, c * c, c * c, 1, 1, 1])
    outputs = filters * places
    counts = ((per_output + 1) @ filters, outputs.sum(), per_output @ outputs)
    return tuple(int(count) for count in counts)


def alexnet_by_shapes(size: int, groups: int, classes: int) -> tuple[int, ...]:
    """The network as a list, its shapes, and what lies between two of them."""
    pool = ("pool", 3, 2)
    layers: Layers = [("conv", 96, 11, 4, 0, 1), pool, ("conv", 256, 5, 1, 2, groups), pool]
    layers += [("conv", 384, 3, 1, 1, 1), ("conv", 384, 3, 1, 1, groups)]
    layers += [("conv", 256, 3, 1, 1, groups), pool, ("flatten",)]
    layers += [("dense", 4096), ("dense", 4096), ("dense", classes)]
    after = shapes_by_formula(layers, (3, size, size))
    totals = [0, 0, 0]
    for layer, before, now in zip(layers, [(3, size, size), *after], after, strict=False):
        if layer[0] in ("conv", "dense"):
            one = before[0] if layer[0] == "dense" else before[0] // layer[5] * layer[2] ** 2
            totals[0] += now[0] * (one + 1)
            totals[1] += prod(now)
            totals[2] += prod(now) * one
    return tuple(totals)
