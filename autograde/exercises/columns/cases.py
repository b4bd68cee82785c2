"""Assignment 05, images and columns: the kinds of cases, what each earns, how its cases are drawn.

Isolating cases stand in kinds that also hold asymmetric ones, so they never earn points alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.budgets import Budget
from cnn_lab.cases import Case, Result

Array = NDArray[Any]
Shape = tuple[int, ...]
Layout = tuple[Shape, Shape, int, int]
"""The images' shape (N, C, H, W), the window's (KH, KW), stride, padding."""

# Bonn's worked example.
IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])

PLAIN: tuple[Layout, ...] = (
    ((2, 3, 4, 5), (3, 2), 1, 0),
    ((3, 2, 5, 4), (2, 3), 1, 0),
)
STRIDED: tuple[Layout, ...] = (
    ((2, 3, 6, 7), (3, 2), 2, 0),
    ((3, 2, 6, 9), (2, 3), 3, 0),
)
PADDED: tuple[Layout, ...] = (
    ((2, 3, 2, 3), (3, 2), 1, 1),
    ((3, 1, 2, 3), (4, 3), 1, 2),
)
BOTH: tuple[Layout, ...] = (
    ((2, 3, 6, 7), (3, 2), 2, 1),
    ((3, 2, 7, 4), (2, 3), 3, 1),
)
ALONE: dict[str, tuple[tuple[str, Layout], ...]] = {
    "plain": (
        ("one image", ((1, 2, 4, 5), (2, 3), 1, 0)),
        ("one channel", ((2, 1, 5, 4), (3, 2), 1, 0)),
        ("one image, one channel", ((1, 1, 4, 6), (2, 3), 1, 0)),
        ("one pixel a window", ((2, 3, 3, 4), (1, 1), 1, 0)),
        ("square windows", ((2, 2, 4, 5), (2, 2), 1, 0)),
        ("one window", ((2, 3, 3, 2), (3, 2), 1, 0)),
    ),
    "strided": (
        ("one image, one channel", ((1, 1, 8, 7), (3, 2), 2, 0)),
        ("one image", ((1, 2, 8, 6), (3, 2), 2, 0)),
        ("a stride that fits", ((2, 1, 7, 9), (3, 5), 2, 0)),
        ("one pixel a window", ((1, 2, 6, 5), (1, 1), 2, 0)),
    ),
    "padded": (
        ("one image, one channel", ((1, 1, 4, 5), (2, 3), 1, 1)),
        ("one pixel a window", ((2, 1, 2, 3), (1, 1), 1, 1)),
        ("one image", ((1, 3, 3, 5), (3, 2), 1, 1)),
    ),
    "both": (
        ("one image, one channel", ((1, 1, 8, 5), (3, 2), 2, 1)),
        ("one image, a stride that fits", ((1, 2, 7, 4), (3, 2), 2, 1)),
    ),
}


APART: dict[str, Any] = {"isolating": True, "judged": (Result(0),)}
"""Of isolating cases: that inputs stay unchanged is judged in the others."""


def counted(layout: Layout) -> tuple[int, int]:
    """How many windows there are, down and across."""
    (_, _, *lengths), size, stride, padding = layout
    OH, OW = ((n + 2 * padding - k) // stride + 1 for n, k in zip(lengths, size, strict=True))
    return OH, OW


def _says(layout: Layout, what: str, note: str = "") -> str:
    _, size, stride, padding = layout
    text = f"{what}, windows {size}, stride {stride}, padding {padding}"
    return f"{text}: {note}" if note else text


def _windows(layout: Layout, x: Array, note: str = "", **options: Any) -> Case:
    label = _says(layout, f"x {layout[0]}", note)
    return case("im2col", x, *layout[1:], label=label, **options)


def _im2col(base: tuple[Layout, ...], alone: str, draw: Draw) -> list[Case]:
    return [
        *(_windows(layout, draw.array(*layout[0])) for layout in base),
        *(_windows(layout, draw.array(*layout[0]), note, **APART) for note, layout in ALONE[alone]),
    ]


def _im2col_whole(draw: Draw) -> list[Case]:
    layout = BOTH[0]
    found = _im2col(BOTH, "both", draw)
    return [*found, _windows(layout, draw.integers(*layout[0]), "whole numbers")]


_WIDER = np.arange(12).reshape(1, 1, 3, 4)

IM2COL = (
    Kind(
        "stride 1, no padding",
        1.0,
        partial(_im2col, PLAIN, "plain"),
        (
            _windows(((1, 1, 3, 3), (2, 2), 1, 0), IMAGE[None, None]),
            _windows(((1, 1, 3, 4), (2, 2), 1, 0), _WIDER),
        ),
    ),
    Kind("larger strides", 0.75, partial(_im2col, STRIDED, "strided")),
    Kind("padding", 0.75, partial(_im2col, PADDED, "padded")),
    Kind("stride and padding", 0.5, _im2col_whole),
)


def _columns(layout: Layout, cols: Array, note: str = "", **options: Any) -> Case:
    label = _says(layout, f"cols {cols.shape}, x {layout[0]}", note)
    return case("col2im", cols, *layout, label=label, **options)


def _drawn_columns(draw: Draw, layout: Layout, note: str = "", **options: Any) -> Case:
    (N, C, *_), (KH, KW), *_ = layout
    OH, OW = counted(layout)
    return _columns(layout, draw.array(C * KH * KW, N * OH * OW), note, **options)


def _col2im(base: tuple[Layout, ...], alone: str, draw: Draw) -> list[Case]:
    return [
        *(_drawn_columns(draw, layout) for layout in base),
        *(_drawn_columns(draw, layout, note, **APART) for note, layout in ALONE[alone]),
    ]


def _col2im_apart(draw: Draw) -> list[Case]:
    """Strided, with windows that do not meet: nothing is added up."""
    layout: Layout = ((2, 3, 5, 8), (2, 3), 3, 0)
    found = _col2im(STRIDED, "strided", draw)
    return [*found, _drawn_columns(draw, layout, "windows that do not meet", **APART)]


_ONES: Layout = ((1, 1, 3, 3), (2, 2), 1, 0)

COL2IM = (
    Kind(
        "stride 1, no padding",
        1.0,
        partial(_col2im, PLAIN, "plain"),
        (_columns(_ONES, np.ones((4, 4)), "all ones"),),
    ),
    Kind("larger strides", 0.75, _col2im_apart),
    Kind("padding", 0.75, partial(_col2im, PADDED, "padded")),
    Kind("stride and padding", 0.5, partial(_col2im, BOTH, "both")),
)


def _layer(layout: Layout, arrays: tuple[Array, ...], note: str = "", **options: Any) -> Case:
    x, w, b = arrays
    _, _, stride, padding = layout
    label = f"x {x.shape}, w {w.shape}, stride {stride}, padding {padding}"
    label = f"{label}: {note}" if note else label
    return case("conv_forward_im2col", x, w, b, stride, padding, label=label, **options)


def _drawn_layer(draw: Draw, layout: Layout, O: int, note: str = "", **options: Any) -> Case:
    (N, C, H, W), size, *_ = layout
    arrays = draw.array(N, C, H, W), draw.array(O, C, *size), draw.array(O)
    return _layer(layout, arrays, note, **options)


def _layers(base: tuple[Layout, ...], alone: str, draw: Draw) -> list[Case]:
    return [
        *(_drawn_layer(draw, layout, 4 + i) for i, layout in enumerate(base)),
        *(_drawn_layer(draw, layout, 3, note, **APART) for note, layout in ALONE[alone]),
    ]


def _special_layers(draw: Draw) -> list[Case]:
    """Plain ones, and some in which whole families of mistakes cannot show."""
    layout: Layout = ((2, 3, 4, 5), (2, 3), 1, 0)
    x, w, b = draw.array(2, 3, 4, 5), draw.array(4, 3, 2, 3), draw.array(4)
    alike = np.broadcast_to(draw.array(4, 3, 1, 1), w.shape).copy()
    return [
        *_layers(PLAIN, "plain", draw),
        _layer(layout, (x, w, 0 * b), "no bias", **APART),
        _layer(layout, (x, w[:1], b[:1]), "one filter", **APART),
        _layer(layout, (x, alike, b), "each kernel all alike", **APART),
        _layer(layout, (np.abs(x), np.abs(w), np.abs(b)), "all positive", **APART),
        _layer(layout, (x, 0 * w, b), "weights of zero", **APART),
        _layer(layout, (x[:1, :1], w[:, :1], 0 * b), "one image, no bias", **APART),
    ]


def _whole_layers(draw: Draw) -> list[Case]:
    layout = BOTH[0]
    (N, C, H, W), size, *_ = layout
    x = draw.integers(N, C, H, W)
    return [
        *_layers(BOTH, "both", draw),
        _layer(layout, (x, draw.array(4, C, *size), draw.array(4)), "whole numbers in x"),
    ]


CONV_FORWARD_IM2COL = (
    Kind(
        "stride 1, no padding",
        1.0,
        _special_layers,
        (_layer(_ONES, (IMAGE[None, None], KERNEL[None, None], np.array([10]))),),
    ),
    Kind("larger strides", 0.75, partial(_layers, STRIDED, "strided")),
    Kind("padding", 0.75, partial(_layers, PADDED, "padded")),
    Kind("stride and padding", 0.5, _whole_layers),
)

_SMALL: Layout = ((1, 2, 6, 8), (3, 2), 1, 1)
_LARGE: Layout = ((1, 2, 12, 16), (3, 2), 1, 1)
_BUDGET_DRAW = Draw("budget")


def _budget(case_of: Callable[[Layout], Case]) -> Budget:
    grew = "the image's height and width doubled"
    return Budget(case_of(_SMALL), case_of(_LARGE), grew, "a loop over windows")


IM2COL_BUDGET = _budget(lambda layout: _windows(layout, _BUDGET_DRAW.array(*layout[0])))
COL2IM_BUDGET = _budget(lambda layout: _drawn_columns(_BUDGET_DRAW, layout))
LAYER_BUDGET = _budget(lambda layout: _drawn_layer(_BUDGET_DRAW, layout, 3))
