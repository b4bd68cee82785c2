"""Assignment 10, profiles that are wrong on purpose: each option breaks one independent part.

Without options the function here is a right answer.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from .broken import Shape, behind, work


def table(
    layers: list[tuple[Any, ...]],
    in_shape: Shape,
    *,
    columns: str = "",
    biases: str = "",
    weights: str = "",
    macs: str = "",
    elements: str = "",
    rows: str = "",
    carried: str = "",
    kept: str = "",
    inputs: str = "",
) -> Any:
    """Parameters, MACs and output elements of each layer; what each option breaks is its name."""
    found = []
    shape = in_shape
    for layer in layers:
        after = behind(layer, shape)
        seen = {"costs of the image": in_shape, "costs behind": after}.get(carried, shape)
        row = [
            _weights(layer, seen, after, weights) + _biases(layer, after, biases),
            _macs(layer, seen, after, macs),
            _elements(shape, after, elements),
        ]
        if rows != "weights only" or layer[0] in ("conv", "dense"):
            found.append(row)
        shape = in_shape if carried == "not" else after
    if rows == "total" and found:
        found.append([sum(column) for column in zip(*found, strict=True)])
    if rows == "input":
        found.insert(0, [0, 0, prod(in_shape)])
    if rows == "running sums":
        found = np.cumsum(found, axis=0).tolist()
    if inputs == "emptied":
        layers.clear()
    order = {"": [0, 1, 2], "MACs first": [1, 0, 2], "elements first": [2, 0, 1]}[
        "" if columns == "transposed" else columns
    ]
    chosen = [[row[i] for i in order] for row in found]
    return _kept(chosen, columns == "transposed", kept)


def _weights(layer: tuple[Any, ...], shape: Shape, after: Shape, weights: str) -> int:
    """How many weights are counted."""
    kind, *numbers = layer
    if kind == "conv":
        O, K, _, _, groups = numbers
        seen = shape[0] if weights == "groups ignored" else shape[0] // groups
        shared = prod(after[1:]) if weights == "at every place" else 1
        sides = K if weights == "one side of the kernel" else K * K
        return int(O * seen * sides * shared)
    if kind == "pool" and weights == "windows of pools":
        return int(numbers[0] ** 2)
    return after[0] * shape[0] if kind == "dense" else 0


def _biases(layer: tuple[Any, ...], after: Shape, biases: str) -> int:
    """How many biases are counted."""
    if layer[0] not in ("conv", "dense") or biases == "none":
        return 0
    if biases == f"not in {layer[0]}":
        return 0
    if biases == "one":
        return 1
    return prod(after) if biases == "every output" else after[0]


def _macs(layer: tuple[Any, ...], shape: Shape, after: Shape, macs: str) -> int:
    """How many multiply-accumulates are counted."""
    found = int(work(layer, shape))
    if macs == "twice":
        return 2 * found
    if macs == "with biases" and found:
        return found + prod(after)
    return found


def _elements(shape: Shape, after: Shape, elements: str) -> int:
    """How many elements are counted."""
    return {
        "": prod(after),
        "of the input": prod(shape),
        "channels only": after[0],
        "one channel": prod(after[1:]) if len(after) > 1 else after[0],
        "bytes": 8 * prod(after),
    }[elements]


def _kept(rows: list[list[int]], transposed: bool, kept: str) -> Any:
    """What the function returns in the end."""
    if kept == "nothing":
        return None
    if kept == "list":
        return [list(column) for column in zip(*rows, strict=True)] if transposed else rows
    if kept == "int32":
        rows = [[(n + 2**31) % 2**32 - 2**31 for n in row] for row in rows]
    types = {"int32": np.int32, "floats": np.float64}
    array = np.array(rows, dtype=types.get(kept, np.int64)).reshape(-1, 3)
    return array.T.copy() if transposed else array
