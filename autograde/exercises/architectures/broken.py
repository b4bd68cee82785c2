"""Assignment 09, shapes that are wrong on purpose: each option breaks one independent part.

Without options the function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, prod
from typing import Any

Shape = tuple[Any, ...]

PADDED: dict[str, Callable[[int, int], int]] = {
    "": lambda size, padding: size + 2 * padding,
    "once": lambda size, padding: size + padding,
    "ignored": lambda size, padding: size,
}

FILTERS: dict[str, Callable[[int, int, int], int]] = {
    "": lambda C, O, groups: O,
    "channels kept": lambda C, O, groups: C,
    "of one group": lambda C, O, groups: O // groups,
}

POOLED: dict[str, Callable[[int, int], tuple[int, int]]] = {
    "": lambda K, stride: (K, stride),
    "stride of K": lambda K, stride: (K, K),
    "exchanged": lambda K, stride: (stride, K),
}

DIVIDED: dict[str, Callable[[int, int], int]] = {
    "halved": lambda n, stride: n // 2,
    "divided by the stride": lambda n, stride: n // stride,
}

FLAT: dict[str, Callable[[Shape], Any]] = {
    "": lambda shape: (prod(shape),),
    "int": prod,
    "row": lambda shape: (1, prod(shape)),
    "places only": lambda shape: (prod(shape[1:]),),
}

DENSE: dict[str, Callable[[int], Any]] = {
    "": lambda O: (O,),
    "int": lambda O: O,
    "row": lambda O: (1, O),
}


def trace(
    layers: list[tuple[Any, ...]],
    in_shape: Shape,
    *,
    padded: str = "",
    stepped: str = "",
    rounded: str = "",
    misfit: str = "",
    filters: str = "",
    pooled: str = "",
    maps: str = "",
    flat: str = "",
    dense: str = "",
    unchanged: str = "",
    axes: str = "",
    carried: str = "",
    listed: str = "",
) -> Any:
    """The shape after each layer; what each option breaks is its name."""
    found: list[Any] = []
    shape = in_shape
    sizes = {"padded": padded, "stepped": stepped, "rounded": rounded, "misfit": misfit}
    for kind, *numbers in layers:
        before = shape = in_shape if carried else shape
        if kind == "conv":
            O, K, stride, padding, groups = numbers
            sides = [_side(n, K, stride, padding, "conv", **sizes) for n in shape[1:]]
            shape = (FILTERS[filters](shape[0], O, groups), *sides)
        elif kind == "pool":
            K, stride = POOLED.get(pooled, POOLED[""])(*numbers)
            sides = [_side(n, K, stride, 0, "pool", **sizes) for n in shape[1:]]
            if pooled in DIVIDED:
                sides = [DIVIDED[pooled](n, stride) for n in shape[1:]]
            shape = (K if maps else shape[0], *sides)
        elif kind == "flatten":
            shape = (prod(shape),)
        elif kind == "dense":
            shape = (numbers[0],)
        elif kind == "dropout" and unchanged == "dropout shrinks":
            shape = (*shape[:-1], int(shape[-1] * (1 - numbers[0])))
        elif unchanged == "left out":
            continue
        if None in shape:
            return None
        found.append(_seen(kind, shape, before, flat, dense, axes))
    return _listed(found, in_shape, layers, listed)


def _side(
    n: Any,
    K: int,
    stride: int,
    padding: int,
    kind: str,
    *,
    padded: str,
    stepped: str,
    rounded: str,
    misfit: str,
) -> Any:
    """The size of one side behind a layer; None where a mistake gives up."""
    if stepped == "stride and padding exchanged" and kind == "conv":
        stride, padding = max(1, padding), stride
    if stepped == "ignored" and kind == "conv":
        stride = 1
    room = Fraction(PADDED[padded](n, padding) - K)
    if (misfit == "bare" and n < K) or (misfit == "padding once" and n + padding < K):
        raise ValueError("the kernel does not fit")
    if room < 0 or (room == 0 and misfit == "equal refused"):
        if misfit == "nothing":
            return None
        if misfit == "assert":
            raise AssertionError("the kernel does not fit")
        if misfit != "given":
            raise ValueError("the kernel does not fit")
    if stepped == "one inside":
        return floor((room + 1) / stride)
    steps = room / stride + (0 if stepped == "no first position" else 1)
    return _whole(steps, kind, rounded)


def _whole(steps: Fraction, kind: str, rounded: str) -> Any:
    """A size as a mistake rounds it."""
    if rounded == "strict" and steps.denominator > 1:
        raise ValueError("the stride does not fit")
    if rounded == "up" or (rounded == "up in pools" and kind == "pool"):
        return ceil(steps)
    if rounded == "nearest":
        return round(steps - 1) + 1
    return float(steps) if rounded == "not at all" else floor(steps)


def _seen(kind: str, shape: Shape, before: Shape, flat: str, dense: str, axes: str) -> Any:
    """A shape as it stands in the list."""
    if kind == "flatten" and flat:
        return FLAT[flat](before)
    if kind == "dense" and dense:
        return DENSE[dense](shape[0])
    if len(shape) < 3:
        return (1, *shape) if axes == "batch" else shape
    C, H, W = shape
    return {
        "": (C, H, W),
        "channels last": (H, W, C),
        "width first": (C, W, H),
        "square": (C, H, H),
        "batch": (1, C, H, W),
    }[axes]


def _listed(found: list[Any], in_shape: Shape, layers: list[Any], listed: str) -> Any:
    """What the function returns in the end."""
    if listed == "emptied":
        layers.clear()
        return found
    return {
        "": found,
        "with the input": [in_shape, *found],
        "inputs": [in_shape, *found][:-1],
        "last only": found[-1] if found else None,
        "first only": found[:1],
        "tuple": tuple(found),
        "lists": [list(shape) if isinstance(shape, tuple) else shape for shape in found],
        "nothing": None,
    }[listed]
