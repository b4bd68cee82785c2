"""Assignment 03, receptive fields that are wrong on purpose: each option breaks one part.

Without options the function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import mul
from typing import Any

Layer = tuple[int, int]

VISITED: dict[str, Callable[[list[Layer]], list[Layer]]] = {
    "": lambda layers: layers,
    "last first": lambda layers: layers[::-1],
    "first left out": lambda layers: layers[1:],
    "last left out": lambda layers: layers[:-1],
    "first only": lambda layers: layers[:1],
    "last only": lambda layers: layers[-1:],
    "first twice": lambda layers: layers[:1] + layers,
    "numbers exchanged": lambda layers: [(stride, kernel) for kernel, stride in layers],
}

JUMPS: dict[str, Callable[[int, int], int]] = {
    "": mul,
    "added": lambda jump, stride: jump + stride,
    "gaps added": lambda jump, stride: jump + stride - 1,
    "replaced": lambda jump, stride: stride,
    "kept at 1": lambda jump, stride: 1,
    "largest": max,
    "squared": lambda jump, stride: jump * stride * stride,
}

GROWTH: dict[str, Callable[[int, int, int, int], int]] = {
    "": lambda kernel, stride, before, after: (kernel - 1) * before,
    "after": lambda kernel, stride, before, after: (kernel - 1) * after,
    "no jump": lambda kernel, stride, before, after: kernel - 1,
    "own stride": lambda kernel, stride, before, after: (kernel - 1) * stride,
    "whole kernel": lambda kernel, stride, before, after: kernel * before,
    "kernel alone": lambda kernel, stride, before, after: kernel,
    "half kernel": lambda kernel, stride, before, after: (kernel - 1) // 2 * before,
    "jump added": lambda kernel, stride, before, after: kernel - 1 + before,
    "one too few": lambda kernel, stride, before, after: kernel * before - 1,
}


def field(
    layers: list[Layer],
    *,
    visited: str = "",
    jumps: str = "",
    grows: str = "",
    starts: str = "",
    empty: str = "",
    gives: str = "",
    inputs: str = "",
) -> Any:
    """How much one output pixel sees; what each option breaks is its name."""
    if not layers and empty:
        return _of_nothing(empty)
    seen = VISITED[visited](list(layers))
    if inputs == "emptied":
        layers.clear()
    strides = [stride for _, stride in seen]
    found = list(accumulate(strides, JUMPS[jumps], initial=0 if starts == "jump 0" else 1))
    size = 0 if starts == "size 0" else 1
    sizes = [size]
    for (kernel, stride), before, after in zip(seen, found, found[1:], strict=False):
        if grows == "multiplied":
            size *= kernel
        elif grows == "shrunk":
            size = (size - kernel) // stride + 1
        elif grows == "previous stride":
            size += (kernel - 1) * ([1, *strides][len(sizes) - 1])
        else:
            size += GROWTH[grows](kernel, stride, before, after)
        sizes.append(size)
    if grows == "pixels counted":
        sizes[-1] = _seen(seen)
    return _given(sizes, found, gives)


def _of_nothing(empty: str) -> Any:
    """What a network without layers gives."""
    if empty == "fails":
        raise IndexError("list index out of range")
    if empty == "refused":
        raise ValueError("there are no layers")
    return (0, 0) if empty == "zeros" else (0, 1)


def _seen(layers: list[Layer]) -> int:
    """How many pixels are looked at, those between them left out."""
    places = {0}
    for kernel, stride in reversed(layers):
        places = {place * stride + tap for place in places for tap in range(kernel)}
    return len(places)


def _given(sizes: Sequence[int], jumps: Sequence[int], gives: str) -> Any:
    """What the function returns in the end."""
    size, jump = sizes[-1], jumps[-1]
    return {
        "": (size, jump),
        "exchanged": (jump, size),
        "size alone": size,
        "list": [size, jump],
        "area": (size * size, jump),
        "floats": (float(size), float(jump)),
        "history": list(zip(sizes[1:], jumps[1:], strict=False)),
        "nothing": None,
    }[gives]
