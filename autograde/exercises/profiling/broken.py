"""Assignment 10, work that is counted wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from math import ceil, prod
from typing import Any

Shape = tuple[int, ...]


def behind(layer: tuple[Any, ...], shape: Shape) -> Shape:
    """The shape behind a layer."""
    kind, *numbers = layer
    if kind == "conv":
        O, K, stride, padding, _ = numbers
        return (O, *((n + 2 * padding - K) // stride + 1 for n in shape[1:]))
    if kind == "pool":
        K, stride = numbers
        return (shape[0], *((n - K) // stride + 1 for n in shape[1:]))
    if kind == "flatten":
        return (prod(shape),)
    return (numbers[0],) if kind == "dense" else shape


def work(
    layer: tuple[Any, ...],
    in_shape: Shape,
    *,
    counted: str = "",
    places: str = "",
    sizes: str = "",
    kernel: str = "",
    channels: str = "",
    grouped: str = "",
    dense: str = "",
    others: str = "",
    misfit: str = "",
    gives: str = "",
) -> Any:
    """The multiply-accumulates of one layer; what each option breaks is its name."""
    kind, *numbers = layer
    if kind in ("conv", "pool") and _refused(numbers, in_shape, kind, misfit):
        return {"nothing": None, "zero": 0}.get(misfit, 0)
    if kind == "conv":
        found = _conv(numbers, in_shape, counted, places, sizes, kernel, channels, grouped)
    elif kind == "dense":
        (O,) = numbers
        products = {"": O * in_shape[0], "outputs": O, "inputs": in_shape[0]}[dense]
        found = _per_output(products, O, counted)
    else:
        found = _other(kind, numbers, in_shape, others)
    if gives == "nothing" or found is None:
        return None
    return float(found) if gives == "float" else found


def _refused(numbers: list[int], in_shape: Shape, kind: str, misfit: str) -> bool:
    """Whether a kernel fits nowhere, and a mistake goes on without an exception."""
    K, padding = (numbers[1], numbers[3]) if kind == "conv" else (numbers[0], 0)
    smallest = min(in_shape[1:])
    room = smallest + {"bare": 0, "padding once": padding}.get(misfit, 2 * padding)
    if misfit in ("bare", "padding once") and room < K:
        raise ValueError("the kernel does not fit")
    small = smallest + 2 * padding < K
    if small or (misfit == "equal refused" and smallest + 2 * padding == K):
        if misfit in ("nothing", "zero"):
            return True
        if misfit == "pools accepted" and kind == "pool":
            return True
        if misfit == "assert":
            raise AssertionError("the kernel does not fit")
        if misfit != "accepted":
            raise ValueError("the kernel does not fit")
    return False


def _conv(
    numbers: list[int],
    in_shape: Shape,
    counted: str,
    places: str,
    sizes: str,
    kernel: str,
    channels: str,
    grouped: str,
) -> Any:
    """The multiply-accumulates of a convolution."""
    O, K, stride, padding, groups = numbers
    if sizes == "stride and padding exchanged":
        stride, padding = max(1, padding), stride
    C, *sides = in_shape
    outs = [_side(n, K, stride, padding, sizes) for n in sides]
    at = {
        "": prod(outs),
        "input": prod(sides),
        "one": 1,
        "square": outs[0] ** 2,
        "one side": outs[0],
    }[places]
    seen = {
        "": C // groups,
        "ignored": C,
        "multiplied": C * groups,
        "one group": C // groups,
    }[grouped]
    filters = 1 if channels == "one filter" else O
    filters = O // groups if grouped == "one group" else filters
    deep = 1 if channels == "one channel" else seen
    products = filters * deep * {"": K * K, "one side": K, "sides added": 2 * K}[kernel] * at
    return _per_output(products, filters * at, counted)


def _side(n: int, K: int, stride: int, padding: int, sizes: str) -> Any:
    """The size of one side of the output."""
    room = n + {"": 2 * padding, "padding once": padding, "padding ignored": 0}.get(
        sizes, 2 * padding
    )
    room -= K
    if sizes == "one inside":
        return (room + 1) // stride
    if sizes == "remainders refused" and room % stride:
        raise ValueError("the stride does not fit")
    if sizes == "rounded up":
        return ceil(room / stride) + 1
    if sizes == "not rounded":
        return room / stride + 1
    if sizes == "stride ignored":
        return room + 1
    return room // stride + (0 if sizes == "no first position" else 1)


def _per_output(products: Any, outputs: Any, counted: str) -> Any:
    """Products, or what a mistake counts in their place."""
    return {
        "": products,
        "with biases": products + outputs,
        "twice": 2 * products,
        "operations": 2 * products - outputs,
    }[counted]


def _other(kind: str, numbers: list[Any], in_shape: Shape, others: str) -> Any:
    """What a mistake says of a layer that multiplies nothing."""
    elements = prod(behind((kind, *numbers), in_shape))
    if others == "pools counted" and kind == "pool":
        return elements * numbers[0] ** 2
    if others == "outputs counted":
        return elements
    if others == "ReLU counted" and kind in ("relu", "dropout"):
        return elements
    return None if others == "nothing" else 0


def seconds(
    macs: int, rate: float, *, formula: str = "", rounded: str = "", gives: str = ""
) -> Any:
    """The ideal time; what each option breaks is its name."""
    found = {
        "": macs / rate,
        "inverted": rate / macs if macs else 0.0,
        "product": macs * rate,
        "milliseconds": 1000 * (macs / rate),
        "two operations": 2 * macs / rate,
        "gigahertz": macs / (rate * 10**9),
        "fixed rate": macs / 2.2e9,
    }[formula]
    found = {"": found, "whole": found // 1, "three digits": round(found, 3)}[rounded]
    if gives == "nothing":
        return None
    return f"{found} s" if gives == "text" else found
