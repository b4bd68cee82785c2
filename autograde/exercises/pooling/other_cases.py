"""Assignment 07, the other poolings: the kinds of cases and what each earns."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case, Result

from .case_parts import DECK, DOUT, Array, Pair, Shape, judged, negative, outs


def _average(
    dout: Array,
    x: Shape,
    size: Pair,
    stride: int,
    padding: int = 0,
    note: str = "",
    isolating: bool = False,
    whole: bool = False,
) -> Case:
    label = f"x_shape {x}, size {size}, stride {stride}, padding {padding}{note}"
    options = {"label": label, "isolating": isolating, **judged(whole)}
    return case("avg_pool_backward", dout, x, size, stride, padding, **options)


def _averaged(
    draw: Draw, x: Shape, size: Pair, stride: int, padding: int = 0, note: str = "", **options: bool
) -> Case:
    dout = draw.array(*outs(x, size, stride, padding))
    return _average(dout, x, size, stride, padding, note, **options)


def _apart(draw: Draw) -> list[Case]:
    one = partial(_averaged, draw)
    return [
        one((2, 3, 4, 6), (2, 2), 2, whole=True),
        one((3, 2, 5, 9), (2, 3), 3, note=", gaps of a row"),
        one((1, 1, 4, 6), (2, 2), 2, note=", one of each", isolating=True),
        one((2, 1, 4, 2), (2, 2), 2, note=", one channel", isolating=True),
        one((2, 3, 3, 2), (1, 1), 1, note=", windows of one pixel", isolating=True),
        _average(np.ones((2, 3, 2, 3)), (2, 3, 4, 6), (2, 2), 2, 0, ", dout of ones", True),
    ]


def _overlapped(draw: Draw) -> list[Case]:
    one = partial(_averaged, draw)
    return [
        one((2, 3, 5, 4), (3, 2), 1),
        one((3, 2, 5, 7), (3, 3), 2),
    ]


def _left_over(draw: Draw) -> list[Case]:
    one = partial(_averaged, draw)
    dout = np.abs(draw.integers(*outs((2, 3, 5, 6), (2, 2), 2, 0)))
    return [
        one((2, 3, 7, 6), (2, 3), 3),
        one((3, 2, 5, 7), (2, 2), 2),
        _average(dout, (2, 3, 5, 6), (2, 2), 2, 0, ", dout of whole numbers"),
    ]


def _rimmed(draw: Draw) -> list[Case]:
    one = partial(_averaged, draw)
    return [
        one((2, 3, 4, 5), (3, 2), 3, 1),
        one((3, 2, 5, 9), (4, 4), 4, 2),
        one((1, 1, 4, 5), (3, 2), 3, 1, note=", one of each", isolating=True),
    ]


_DECK_SHAPE = (1, 1, 4, 4)

AVG_POOL_BACKWARD = (
    Kind(
        "windows side by side",
        0.5,
        _apart,
        (_average(DOUT, _DECK_SHAPE, (2, 2), 2, note=", dout 1, 2, 3, 4"),),
    ),
    Kind("overlapping windows", 0.5, _overlapped),
    Kind("a stride that does not fit", 0.5, _left_over),
    Kind("padding", 0.5, _rimmed),
)


def _norm(
    x: Array, size: Pair, p: float, stride: int, note: str = "", isolating: bool = False
) -> Case:
    label = f"x {x.shape}, size {size}, p {p}, stride {stride}{note}"
    options: dict[str, Any] = {"label": label, "isolating": isolating, **judged(False)}
    return case("lp_pool", x, size, p, stride, **options)


def _positive_norms(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _norm(make(2, 3, 4, 6), (2, 2), 2, 2),
        _norm(make(3, 2, 5, 6), (3, 2), 3, 1),
        _norm(make(2, 3, 5, 7), (2, 3), 8, 3),
        _norm(make(2, 3, 5, 4), (3, 2), 1, 2, note=", p = 1", isolating=True),
        _norm(make(1, 1, 4, 6), (2, 2), 4, 2, note=", one of each", isolating=True),
        _norm(make(2, 3, 3, 2), (1, 1), 3, 1, note=", windows of one pixel", isolating=True),
    ]


def _signed_norms(draw: Draw) -> list[Case]:
    make = partial(negative, draw)
    return [
        _norm(make(2, 3, 4, 6), (2, 2), 3, 2, ", all negative"),
        _norm(draw.array(3, 2, 5, 4), (3, 2), 2.5, 1, ", both signs"),
        _norm(draw.integers(2, 3, 4, 5), (2, 3), 3, 2, ", whole numbers"),
        _norm(make(2, 2, 4, 5), (2, 2), 1, 1, ", p = 1, all negative", isolating=True),
    ]


LP_POOL = (
    Kind(
        "positive numbers",
        0.5,
        _positive_norms,
        tuple(_norm(DECK, (2, 2), p, 2, note=", CS231n deck") for p in (1, 2, 8, 32)),
    ),
    Kind("negative numbers", 0.5, _signed_norms),
)


def _pyramid(x: Array, levels: list[int], note: str = "", isolating: bool = False) -> Case:
    label = f"x {x.shape}, levels {levels}{note}"
    options = {"judged": (Result(0),)} if isolating else {}
    return case("spatial_pyramid_pool", x, levels, label=label, isolating=isolating, **options)


def _dividing(draw: Draw) -> list[Case]:
    make = draw.array
    return [
        _pyramid(make(2, 3, 4, 6), [2]),
        _pyramid(make(3, 2, 6, 3), [3]),
        _pyramid(make(2, 3, 3, 4), [1], isolating=True),
        _pyramid(draw.positive(2, 3, 1, 1), [1], ", one pixel", isolating=True),
        _pyramid(make(1, 1, 4, 8), [4], ", one of each", isolating=True),
        _pyramid(negative(draw, 2, 2, 4, 6), [2], ", all negative", isolating=True),
    ]


def _rising(draw: Draw, *shape: int) -> Array:
    """Numbers that rise along rows and columns, or fall, so that the bins' edges decide."""
    H, W = shape[2:]
    x = draw.positive(*shape) / 8
    slope = np.add.outer(np.arange(H), np.arange(W)) * 1.0
    x[:, ::2] += slope * 8
    x[:, 1::2] -= slope * 8
    return x


def _not_dividing(draw: Draw) -> list[Case]:
    make = draw.array
    return [
        _pyramid(make(2, 3, 5, 7), [2]),
        _pyramid(_rising(draw, 2, 3, 7, 5), [3], ", numbers that rise or fall"),
        _pyramid(_rising(draw, 2, 2, 6, 11), [4], ", numbers that rise or fall"),
        _pyramid(_rising(draw, 1, 2, 5, 7), [2], ", one image", isolating=True),
    ]


def _several(draw: Draw) -> list[Case]:
    make = draw.array
    return [
        _pyramid(make(2, 3, 4, 8), [1, 2, 4]),
        _pyramid(make(3, 2, 6, 3), [3, 1], ", fine first"),
        _pyramid(make(1, 1, 4, 8), [4, 2], ", fine first, one of each", isolating=True),
    ]


def _fine(draw: Draw) -> list[Case]:
    return [
        _pyramid(draw.array(2, 3, 3, 2), [4], ", more bins than pixels"),
        _pyramid(_rising(draw, 3, 2, 2, 3), [1, 5], ", more bins than pixels"),
    ]


SPATIAL_PYRAMID_POOL = (
    Kind(
        "one level that divides the sizes", 0.5, _dividing, (_pyramid(DECK, [2], ", CS231n deck"),)
    ),
    Kind("one level that does not divide them", 0.75, _not_dividing),
    Kind("several levels", 0.5, _several, (_pyramid(DECK, [1, 2, 4], ", CS231n deck"),)),
    Kind("more bins than pixels", 0.25, _fine),
)
