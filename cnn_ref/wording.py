"""Layers, shapes, times and amounts of memory in words, as printout and figure show them."""

from collections.abc import Sequence
from dataclasses import MISSING, fields

import numpy as np

from cnn_ref.arguments import PerAxis
from cnn_ref.layers import Conv, Dense, Dropout, Layer, MaxPool, Shape


def in_words(layer: Layer, in_shape: Shape) -> str:
    """Return a layer's options without those that have their usual value: "6@5×5, stride 2"."""
    rank = len(in_shape) - 1
    unusual = [
        f"{field.name} {getattr(layer, field.name)}"
        for field in fields(layer)
        if field.default is not MISSING and getattr(layer, field.name) != field.default
    ]
    return ", ".join(_what_is_always_said(layer, rank) + unusual)


def _what_is_always_said(layer: Layer, rank: int) -> list[str]:
    """Return the options that have no usual value."""
    match layer:
        case Conv():
            return [f"{layer.O}@{_sizes(layer.K, rank)}"]
        case MaxPool():
            return [_sizes(layer.K, rank)]
        case Dense():
            return [str(layer.O)]
        case Dropout():
            return [f"p {layer.p:g}"]
        case _:
            return []


def shape_in_words(shape: Sequence[int]) -> str:
    """Return a shape such as "96×55×55"."""
    return "×".join(map(str, shape))


def seconds_in_words(seconds: float | None) -> str:
    """Return a time with four digits and its unit; nothing where none is known."""
    if seconds is None:
        return ""
    return _with_unit(seconds, 4, ((1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")))


def bytes_in_words(count: int) -> str:
    """Return an amount of memory with three digits; 1 kB is 1000 bytes."""
    if count < 1000:
        return f"{count} B"
    return _with_unit(count, 3, ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")))


def _with_unit(value: float, digits: int, units: Sequence[tuple[float, str]]) -> str:
    """Return a value in the largest unit in which, rounded, it is 1 or more; else in the last."""
    for size, unit in units:
        rounded = float(f"{value / size:.{digits}g}")
        if rounded >= 1 or (size, unit) == units[-1]:
            break
    whole = rounded >= 10 ** (digits - 1)
    return f"{rounded:,.0f} {unit}" if whole else f"{rounded:.{digits}g} {unit}"


def share_in_words(share: float) -> str:
    """Return a part of 1 in per cent; nothing where it is 0, and 0 or 100 only where it is so."""
    if not share:
        return ""
    if share < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= share < 1:
        return "> 99.9 %"
    return f"{100 * share:.1f} %"


def _sizes(K: PerAxis, rank: int) -> str:
    """Return a kernel's size such as "5×5", from one number for all axes or one for each."""
    return shape_in_words([K] * rank if isinstance(K, int | np.integer) else K)
