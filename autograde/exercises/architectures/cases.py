"""Assignment 09: the kinds of cases, what each earns, how its cases are drawn.

Inputs grow by whole jumps of a network, so that what its strides leave over is the same for all
numbers that are drawn.
"""

from __future__ import annotations

from typing import Any

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Argument, Case, Result

Layer = tuple[Any, ...]
Shape = tuple[int, ...]

RELU, FLATTEN = ("relu",), ("flatten",)
TUE_8_16: list[Layer] = [
    ("conv", 8, 5, 1, 0, 1),
    RELU,
    ("pool", 2, 2),
    ("conv", 16, 5, 1, 0, 1),
    RELU,
    ("pool", 2, 2),
    FLATTEN,
    ("dense", 10),
]


def tue_6_12_12(padding: int) -> list[Layer]:
    """TU/e's network with three convolutions and three pools."""
    layers: list[Layer] = []
    for filters in (6, 12, 12):
        layers += [("conv", filters, 5, 1, padding, 1), ("pool", 2, 2), RELU]
    return [*layers, FLATTEN, ("dense", 256), RELU, ("dense", 10)]


def said(layer: Layer) -> str:
    """One layer in words, with the options that are not the usual ones."""
    kind, *numbers = layer
    if kind == "conv":
        O, K, stride, padding, groups = numbers
        usual = (("stride", stride, 1), ("padding", padding, 0), ("groups", groups, 1))
        options = [f"{name} {n}" for name, n, common in usual if n != common]
        return " ".join([f"conv {O} of {K}x{K}", *options])
    if kind == "pool":
        K, stride = numbers
        return f"pool {K}x{K}" + ("" if stride == K else f" stride {stride}")
    return " ".join([kind, *(f"{n:g}" for n in numbers)])


def _network(in_shape: Shape, *layers: Layer, note: str = "", **options: bool) -> Case:
    label = f"{in_shape}: " + (note or ", ".join(map(said, layers)))
    judged = (Result(0), Argument(0, 0))
    return case("trace_shapes", list(layers), in_shape, label=label, judged=judged, **options)


def _three(draw: Draw, low: int = 2) -> tuple[int, int, int]:
    """Channels or filters: three numbers that differ."""
    return low + draw.whole(0, 1), low + 3 + draw.whole(0, 1), low + 6 + draw.whole(0, 2)


def _convolutions(draw: Draw) -> list[Case]:
    C, O, P = _three(draw)
    a, b = draw.whole(0, 2), draw.whole(3, 5)
    g = draw.whole(2, 3)
    return [
        _network((C, 18 + 2 * a, 21 + 2 * b), ("conv", O, 5, 2, 1, 1)),
        _network((O, 19 + 3 * b, 26 + 3 * a), ("conv", C, 3, 3, 0, 1), ("conv", P, 4, 1, 2, 1)),
        _network((C, 7 + b, 9 + a), ("conv", O, 3, 1, 0, 1), isolating=True),
        _network((P, 6 + a, 8 + b), ("conv", C, 4, 1, 2, 1), isolating=True),
        _network((C, 8 + 3 * b, 5 + 3 * a), ("conv", P, 2, 3, 0, 1), isolating=True),
        _network((O, 5 + a, 6 + b), ("conv", C, 1, 1, 0, 1), isolating=True),
        _network((C, 9 + 2 * a, 8 + 2 * b), ("conv", O, 3, 2, 2, 1), isolating=True),
        _network((4 * g, 5 + a, 7 + b), ("conv", 2 * g, 3, 1, 1, g), isolating=True),
        _network((C, 6 + a, 6 + a), ("conv", C, 3, 1, 0, 1), isolating=True),
    ]


def _pools(draw: Draw) -> list[Case]:
    C, O, _ = _three(draw, low=4)
    a, b = draw.whole(0, 2), draw.whole(3, 5)
    return [
        _network((C, 10 + 2 * a, 13 + 2 * b), ("pool", 3, 2)),
        _network((O, 11 + 3 * b, 9 + 3 * a), ("pool", 2, 3)),
        _network((C, 9 + 2 * a, 12 + 2 * b), ("pool", 4, 1), ("pool", 2, 2)),
        _network((C, 12 + 2 * b, 15 + 2 * a), ("conv", O, 3, 1, 1, 1), ("pool", 3, 2)),
        _network((O, 8 + 2 * a, 6 + 2 * b), ("pool", 2, 2), isolating=True),
        _network((O, 6 + 2 * a, 6 + 2 * a), ("pool", 2, 2), isolating=True),
    ]


def _vectors(draw: Draw) -> list[Case]:
    C, O, D = _three(draw, low=3)
    a, b = 2 * draw.whole(0, 1), 4 * draw.whole(1, 2)
    half, fifth = ("dropout", 0.5), ("dropout", 0.2)
    return [
        _network(
            (C, 8 + a, 7 + b),
            *(("conv", O, 3, 1, 2, 1), RELU, ("pool", 2, 2), FLATTEN, half),
            *(("dense", 20 + D), RELU, fifth, ("dense", D)),
        ),
        _network((C, 5 + a, 4 + b), RELU, isolating=True),
        _network((O, 4 + b, 3 + a), FLATTEN, isolating=True),
        _network((C, 4 + a, 5 + b), FLATTEN, ("dense", D), isolating=True),
        _network((O, 4 + b, 5 + a), FLATTEN, half, isolating=True),
        _network((C, 4 + a, 6 + b), half, isolating=True),
    ]


def _misfits(draw: Draw) -> list[Case]:
    C, O, _ = _three(draw)
    K = 5 + draw.whole(0, 1)
    return [
        _network((C, 9, 12), ("conv", O, 4, 1, 0, 1), ("pool", 2, 2), ("conv", C, 4, 1, 0, 1)),
        _network((C, K - 1, K + 4), ("conv", O, K, 1, 0, 1)),
        _network((C, K + 3, K - 2), ("conv", O, K, 1, 0, 1)),
        _network((O, 4, 2), RELU, ("pool", 3, 2)),
        _network((O, K, K + 1), ("conv", C, K, 2, 0, 1)),
        _network((C, K - 2, K - 1), ("conv", O, K, 1, 1, 1)),
        _network((O, K - 1, K + 1), ("conv", C, K, 1, 1, 1)),
        _network((O, 3, 3), ("pool", 3, 3), FLATTEN, ("dense", K)),
        _network((C, K + 1, K + 3), ("conv", O, 2, 1, 0, 1)),
    ]


TRACE_SHAPES = (
    Kind(
        "convolutions",
        0.5,
        _convolutions,
        (
            _network((3, 32, 32), ("conv", 10, 5, 1, 2, 1)),
            _network((3, 227, 227), ("conv", 96, 11, 4, 0, 1)),
            _network((3, 256, 256), ("conv", 6, 5, 2, 2, 1)),
        ),
    ),
    Kind("pools", 0.5, _pools, (_network((96, 55, 55), ("pool", 3, 2)),)),
    Kind(
        "whole networks",
        0.5,
        _vectors,
        (
            _network((1, 28, 28), *TUE_8_16, note="TU/e, 8 and 16 filters"),
            _network((1, 28, 28), *tue_6_12_12(2), note="TU/e, 6, 12, 12 filters, padding 2"),
        ),
    ),
    Kind(
        "what does not fit",
        0.5,
        _misfits,
        (_network((1, 28, 28), *tue_6_12_12(0), note="TU/e, 6, 12, 12 filters, no padding"),),
    ),
)

FITTING = (163, 195, 227, 259, 291)
"""Images that every layer of AlexNet divides evenly."""


def _alexnet(size: int, groups: int, classes: int, *entries: int, **options: bool) -> Case:
    label = f"size {size}, groups {groups}, {classes} classes"
    return case(
        "alexnet_summary",
        *(size, groups, classes),
        label=label,
        judged=tuple(Result(0, i) for i in entries)
        or (*(Result(0, i) for i in range(3)), Result(0)),
        **options,
    )


def _counts(entry: int) -> Any:
    """Cases in which one of the three numbers is judged."""

    def draw_cases(draw: Draw) -> list[Case]:
        small, large = draw.pick(FITTING[:2]), draw.pick(FITTING[3:])
        few, many = draw.whole(20, 90), draw.whole(2000, 3000)
        return [
            _alexnet(small, 2, few, entry),
            _alexnet(large, 4, many, entry),
            _alexnet(large, 1, few, entry, isolating=True),
            _alexnet(227, 1, 1000, entry, isolating=True),
        ]

    return draw_cases


def _misfitting(draw: Draw) -> list[Case]:
    few = draw.whole(20, 90)
    return [
        _alexnet(224 + 32 * draw.whole(0, 2), 2, few),
        _alexnet(229 + 32 * draw.whole(0, 2), 4, 1000),
        _alexnet(234 + 32 * draw.whole(0, 2), 1, few),
        _alexnet(238 + 32 * draw.whole(1, 3), 2, few),
    ]


ALEXNET_SUMMARY = (
    Kind("parameters", 0.5, _counts(0), (_alexnet(227, 2, 1000, 0), _alexnet(227, 1, 1000, 0))),
    Kind("neurons", 0.5, _counts(1), (_alexnet(227, 2, 1000, 1),)),
    Kind("multiply-accumulates", 0.5, _counts(2), (_alexnet(227, 2, 1000, 2),)),
    Kind("images that do not fit evenly", 0.5, _misfitting, (_alexnet(224, 2, 1000),)),
)
