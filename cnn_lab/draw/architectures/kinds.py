"""Layers in colours and words: one colour for each kind, wherever a network is drawn or printed.

The hues are Okabe and Ito's and two greys, as in the printout of `cnn_ref`. Wherever a colour
stands, the kind of the layer stands in words, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..answers import REFUSED, answer, answer_or_refusal, expect, is_int

Layer = tuple[Any, ...]
Shape = tuple[int, ...]

KINDS = {
    "conv": "#0072B2",
    "pool": "#009E73",
    "relu": "#E69F00",
    "flatten": "#BBBBBB",
    "dense": "#D55E00",
    "dropout": "#555555",
    "norm": "#CC79A7",
    "input": "#DDDDDD",
}
INKS = {"conv": "#FFFFFF", "dropout": "#FFFFFF"}
"""What is written on a colour, where it is not black."""


def said(layer: Layer) -> str:
    """Return a layer in a few words, with the options that are not the usual ones."""
    kind, *numbers = layer
    if kind == "conv":
        O, K, stride, padding, groups = numbers
        usual = (("stride", stride, 1), ("padding", padding, 0), ("groups", groups, 1))
        options = [f"{name} {n}" for name, n, common in usual if n != common]
        return ", ".join([f"conv {O}@{K}×{K}", *options])
    if kind == "pool":
        K, stride = numbers
        return f"pool {K}×{K}" + ("" if stride == K else f", stride {stride}")
    return " ".join([kind, *map(str, numbers)])


def times(shape: Sequence[int]) -> str:
    """Return a shape such as "96×55×55"."""
    return "×".join(map(str, shape))


def shapes_by(
    function: Callable[..., Any], layers: Sequence[Layer], in_shape: Shape
) -> list[Shape | None]:
    """Return what a student's `trace_shapes` says; None at the layer that it refuses, and no more.

    Raises
    ------
    NotDrawableError
        If the function is not written yet, fails, or returns something else than shapes.
    """
    got = answer_or_refusal(function, list(layers), in_shape)
    if got is not REFUSED:
        return list(_checked(function, got, len(layers)))
    found: list[Shape | None] = []
    for count in range(1, len(layers) + 1):
        got = answer_or_refusal(function, list(layers[:count]), in_shape)
        if got is REFUSED:
            return [*found, None]
        found = list(_checked(function, got, count))
    return found


def all_shapes_by(
    function: Callable[..., Any], layers: Sequence[Layer], in_shape: Shape
) -> list[Shape]:
    """Return what a student's `trace_shapes` says of a network that fits."""
    return _checked(function, answer(function, list(layers), in_shape), len(layers))


def _checked(function: Callable[..., Any], got: Any, count: int) -> list[Shape]:
    """Stop unless there is a shape for each layer."""
    fits = isinstance(got, list) and len(got) == count and all(map(_is_shape, got))
    expect(fits, function, got, f"a list of {count} shapes, (C, H, W) or (F,)")
    return [tuple(int(n) for n in shape) for shape in got]


def _is_shape(shape: Any) -> bool:
    """Whether a value is a tuple of one or three whole numbers above 0."""
    numbers = isinstance(shape, tuple) and len(shape) in (1, 3) and all(map(is_int, shape))
    return numbers and min(shape) > 0
