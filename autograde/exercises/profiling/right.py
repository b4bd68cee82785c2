"""Assignment 10, right answers written in other ways than the reference."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Layer = tuple[Any, ...]
Shape = tuple[int, ...]


def macs_by_formula(layer: Layer, in_shape: Shape) -> int:
    """Outputs times the weights of one filter."""
    kind = layer[0]
    if kind == "dense":
        return int(layer[1] * in_shape[0])
    if kind not in ("conv", "pool"):
        return 0
    K = layer[2] if kind == "conv" else layer[1]
    padding = layer[4] if kind == "conv" else 0
    C, H, W = in_shape
    if min(H, W) + 2 * padding < K:
        raise ValueError("the kernel does not fit")
    if kind == "pool":
        return 0
    _, O, _, stride, _, groups = layer
    OH = (H + 2 * padding - K) // stride + 1
    OW = (W + 2 * padding - K) // stride + 1
    return int(O * OH * OW * (C // groups) * K * K)


def macs_by_groups(layer: Layer, in_shape: Shape) -> int:
    """One group after the other; places counted as the starts of a range."""
    match layer:
        case ("conv", O, K, stride, padding, groups):
            places = _places(in_shape, K, stride, padding)
            each = (O // groups) * (in_shape[0] // groups) * K**2
            return int(sum(each * places for _ in range(groups)))
        case ("pool", K, stride):
            return 0 * _places(in_shape, K, stride, 0)
        case ("dense", O):
            return int(np.prod((O, *in_shape)))
    return 0


def _places(in_shape: Shape, K: int, stride: int, padding: int) -> int:
    """How many places a kernel has."""
    starts = [range(0, n + 2 * padding - K + 1, stride) for n in in_shape[1:]]
    if not all(starts):
        raise ValueError("there is no place for the kernel")
    return prod(map(len, starts))


def macs_by_weights(layer: Layer, in_shape: Shape) -> Any:
    """The size of the array of weights, once for each place; an integer of NumPy is one, too."""
    kind, *numbers = layer
    if kind == "dense":
        return np.int64(numbers[0]) * in_shape[0]
    if kind in ("relu", "flatten", "dropout"):
        return 0
    K, stride, padding = (numbers[1], numbers[2], numbers[3]) if kind == "conv" else (*numbers, 0)
    places = np.int64(1)
    for n in in_shape[1:]:
        last = n + 2 * padding - K
        if last < 0:
            raise ValueError(f"the kernel reaches over {K} pixels, {-last} too many")
        places *= last // stride + 1
    if kind == "pool":
        return 0
    weights = np.empty((numbers[0], in_shape[0] // numbers[4], K, K), dtype=np.int8)
    return places * weights.size


def profile_by_rows(layers: list[Layer], in_shape: Shape) -> NDArray[np.int64]:
    """One row after the other; parameters from the MACs of one place."""
    rows = []
    shape = in_shape
    for layer in layers:
        macs, after = macs_by_formula(layer, shape), _after(layer, shape)
        parameters = macs // prod(after[1:]) + after[0] if macs else 0
        rows.append((parameters, macs, prod(after)))
        shape = after
    return np.array(rows, dtype=np.int64)


def profile_by_columns(layers: list[Layer], in_shape: Shape) -> NDArray[np.int64]:
    """All shapes first, then the three columns."""
    shapes = [in_shape]
    for layer in layers:
        shapes.append(_after(layer, shapes[-1]))
    found = np.zeros((len(layers), 3), np.int64)
    found[:, 2] = [prod(shape) for shape in shapes[1:]]
    for i, (kind, *numbers) in enumerate(layers):
        if kind == "dense":
            found[i, 0] = shapes[i][0] * numbers[0] + numbers[0]
            found[i, 1] = shapes[i][0] * numbers[0]
        if kind == "conv":
            O, K, _, _, groups = numbers
            one = shapes[i][0] // groups * K * K
            found[i, 0] = O * (one + 1)
            found[i, 1] = found[i, 2] * one
    return found


def _after(layer: Layer, shape: Shape) -> Shape:
    """The shape behind a layer."""
    kind = layer[0]
    if kind in ("conv", "pool"):
        K, stride = (layer[2], layer[3]) if kind == "conv" else (layer[1], layer[2])
        padding = layer[4] if kind == "conv" else 0
        sides = [(n + 2 * padding - K) // stride + 1 for n in shape[1:]]
        return (layer[1] if kind == "conv" else shape[0], *sides)
    if kind == "flatten":
        return (prod(shape),)
    return (layer[1],) if kind == "dense" else shape


def time_by_cycles(macs: int, rate: float) -> float:
    """How long one takes, that many times."""
    return macs * (1 / rate)


def time_exactly(macs: int, rate: float) -> float:
    """The quotient as a fraction, rounded once at the end."""
    return float(Fraction(macs) / Fraction(rate))


def time_by_numpy(macs: int, rate: float) -> Any:
    """A float of NumPy is one, too."""
    return np.divide(macs, rate)
