"""Assignment 07, max pooling: the kinds of cases and what each earns.

Ties, overlap, padding, negative numbers and a stride that does not fit stand in kinds of their own,
so that each earns its credit apart. What tells mistakes apart is forced, not left to the draw.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

from .case_parts import DECK, DOUT, TUE, Array, Pair, judged, named, negative, outs


def _forward(
    x: Array, size: Pair, stride: int, padding: int = 0, note: str = "", isolating: bool = False
) -> Case:
    label = named(x.shape, size, stride, padding, note)
    options = judged(not isolating)
    return case(
        "max_pool_forward", x, size, stride, padding, label=label, isolating=isolating, **options
    )


def _side_by_side(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _forward(make(2, 3, 4, 6), (2, 2), 2),
        _forward(make(3, 2, 5, 9), (2, 3), 3, note=", gaps of a row"),
        _forward(make(1, 1, 4, 6), (2, 2), 2, note=", one of each", isolating=True),
        _forward(make(2, 3, 1, 1), (1, 1), 1, note=", one pixel", isolating=True),
    ]


def _overlapping(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _forward(make(2, 3, 5, 6), (3, 2), 1),
        _forward(make(3, 2, 5, 7), (3, 3), 2),
        _forward(make(1, 1, 6, 5), (2, 3), 1, note=", one of each", isolating=True),
        _forward(make(1, 1, 7, 5), (3, 3), 2, note=", one of each", isolating=True),
    ]


def _misfitting(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _forward(make(2, 3, 7, 6), (2, 3), 2),
        _forward(make(3, 2, 5, 9), (3, 2), 3),
        _forward(make(2, 2, 5, 7), (2, 2), 2, note=", square window", isolating=True),
    ]


def _padded(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _forward(make(2, 3, 4, 5), (3, 2), 2, 1),
        _forward(make(3, 2, 5, 4), (4, 5), 2, 2),
        _forward(make(1, 2, 3, 5), (3, 3), 1, 1, note=", as large as the input", isolating=True),
    ]


def _below_zero(draw: Draw) -> list[Case]:
    make = partial(negative, draw)
    return [
        _forward(make(2, 3, 4, 6), (2, 2), 2, note=", all negative"),
        _forward(make(3, 2, 4, 5), (3, 2), 1, 1, note=", all negative"),
        _forward(-np.abs(draw.integers(2, 2, 4, 5)), (3, 2), 1, 0, ", whole numbers below 0"),
    ]


MAX_POOL_FORWARD = (
    Kind(
        "windows side by side",
        0.75,
        _side_by_side,
        (
            _forward(DECK, (2, 2), 2, note=", CS231n deck"),
            _forward(TUE, (2, 2), 2, note=", TU/e"),
        ),
    ),
    Kind("overlapping windows", 0.75, _overlapping),
    Kind("a stride that does not fit", 0.5, _misfitting),
    Kind("padding", 0.5, _padded),
    Kind("negative numbers", 0.5, _below_zero),
)


def _backward(
    dout: Array,
    x: Array,
    size: Pair,
    stride: int,
    padding: int = 0,
    note: str = "",
    isolating: bool = False,
    whole: bool = False,
) -> Case:
    label = named(x.shape, size, stride, padding, note)
    args = (dout, x, size, stride, padding)
    options = {"label": label, "isolating": isolating, **judged(whole)}
    return case("max_pool_backward", *args, **options)


def _drawn(
    draw: Draw,
    x: Array,
    size: Pair,
    stride: int,
    padding: int = 0,
    note: str = "",
    **options: bool,
) -> Case:
    dout = draw.array(*outs(x.shape, size, stride, padding))
    return _backward(dout, x, size, stride, padding, note, **options)


def _peaks(x: Array) -> Array:
    """The same numbers with two peaks in the first channel and two in the last, for windows of 3.

    (2, 2) wins in all windows that hold it. In the last channel (0, 4) outdoes (0, 2), so with
    stride 2 that pixel wins in the first window, and lies in the second one without winning.
    """
    x = x.copy()
    top = np.abs(x).max()
    x[:, 0, 2, 2] = top + 3
    x[:, -1, 0, 2], x[:, -1, 0, 4] = top + 1, top + 2
    return x


def _back_side_by_side(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _drawn(draw, make(2, 3, 4, 6), (2, 2), 2, whole=True),
        _drawn(draw, make(3, 2, 5, 9), (2, 3), 3, note=", gaps of a row"),
        _drawn(draw, make(1, 1, 4, 6), (2, 2), 2, note=", one of each", isolating=True),
        _drawn(draw, make(2, 1, 6, 3), (3, 3), 3, note=", one channel", isolating=True),
        _drawn(draw, make(2, 3, 3, 2), (1, 1), 1, note=", windows of one pixel", isolating=True),
        _backward(np.ones((2, 3, 2, 3)), make(2, 3, 4, 6), (2, 2), 2, 0, ", dout of ones", True),
    ]


def _back_overlapping(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _drawn(draw, _peaks(make(2, 3, 5, 7)), (3, 3), 2),
        _drawn(draw, _peaks(make(3, 2, 4, 5)), (3, 2), 1),
        _drawn(draw, make(2, 2, 5, 7), (3, 3), 2, note=", no peaks"),
        _drawn(draw, _peaks(make(1, 1, 5, 7)), (3, 3), 2, note=", one of each", isolating=True),
    ]


def _back_misfitting(draw: Draw) -> list[Case]:
    make = draw.positive
    return [
        _drawn(draw, make(2, 3, 7, 6), (2, 3), 3),
        _drawn(draw, make(3, 2, 5, 7), (2, 2), 2),
    ]


def _back_padded(draw: Draw) -> list[Case]:
    make = partial(negative, draw)
    return [
        _drawn(draw, make(2, 3, 4, 5), (3, 2), 3, 1, ", all negative"),
        _drawn(draw, make(3, 2, 5, 9), (4, 4), 4, 2, ", all negative"),
        _drawn(draw, make(2, 3, 4, 6), (2, 2), 2, 0, ", all negative"),
        _drawn(draw, make(1, 1, 4, 5), (3, 2), 3, 1, ", all negative, one of each", isolating=True),
        _drawn(draw, draw.positive(2, 1, 4, 5), (3, 2), 3, 1, ", all positive", isolating=True),
    ]


def _tied(draw: Draw, *shape: int) -> Array:
    """Few whole numbers, so that many are equal; the first window of each channel holds 1 3 / 3 3.

    There the first maximum row by row, the first column by column and the last one all differ.
    """
    x = np.array([float(draw.whole(-1, 1)) for _ in range(int(np.prod(shape)))]).reshape(shape)
    x[:, :, :2, :2] = [[1, 3], [3, 3]]
    return x


def _ties(draw: Draw) -> list[Case]:
    wide = _tied(draw, 3, 2, 4, 9)
    wide[:, :, 0, 5] = 4  # seen by a window of (2, 3) in the second place, not by one of (3, 2)
    return [
        _drawn(draw, _tied(draw, 2, 3, 4, 6), (2, 2), 2),
        _drawn(draw, wide, (2, 3), 3),
        _drawn(draw, _tied(draw, 1, 1, 4, 6), (2, 2), 2, note=", one of each", isolating=True),
        _drawn(draw, np.ones((2, 3, 4, 2)), (2, 2), 2, note=", all equal", isolating=True),
    ]


def _ties_overlapping(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, _tied(draw, 2, 3, 5, 4), (3, 3), 1),
        _drawn(draw, _tied(draw, 3, 2, 4, 5), (2, 3), 1),
        _drawn(draw, _tied(draw, 1, 1, 4, 5), (3, 3), 1, note=", one of each", isolating=True),
    ]


def _whole_numbers(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, draw.integers(2, 3, 4, 6), (2, 2), 2, note=", x of whole numbers"),
        _drawn(draw, draw.integers(3, 2, 6, 5), (3, 2), 3, note=", x of whole numbers"),
    ]


MAX_POOL_BACKWARD = (
    Kind(
        "windows side by side",
        1,
        _back_side_by_side,
        (
            _backward(DOUT, DECK, (2, 2), 2, note=", CS231n deck"),
            _backward(DOUT, TUE, (2, 2), 2, note=", TU/e"),
        ),
    ),
    Kind("overlapping windows", 0.75, _back_overlapping),
    Kind("a stride that does not fit", 0.5, _back_misfitting),
    Kind("padding and negative numbers", 0.5, _back_padded),
    Kind("ties", 0.5, _ties),
    Kind("ties where windows overlap", 0.5, _ties_overlapping),
    Kind("whole numbers in x", 0.25, _whole_numbers),
)
