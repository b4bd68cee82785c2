"""Assignment 06: the kinds of cases, what each earns, how its cases are drawn.

Most cases judge one of the gradients only, so that dx, dw and db earn their credit apart.
Isolating cases stand in kinds that also hold asymmetric ones, so they never earn points alone.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Argument, Case, Result

Array = NDArray[Any]
Shape = tuple[int, ...]

# Bonn's worked example, and two gradients of its output.
IMAGE = np.array([[1.0, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1.0, 0], [2, -1]])
DOUT = np.array([[1.0, 2], [3, 4]])
ONES = np.ones((2, 2))

PARTS = {"dx": 0, "dw": 1, "db": 2}


def one_part(part: str) -> tuple[Result | Argument, ...]:
    """What is judged: one of the gradients, or for "" all of them and that inputs stay unchanged.

    Inputs are judged with all gradients only, since every judged array is recorded once for each
    mistake, and students download the record.
    """
    unchanged = [Argument(0, i) for i in range(3)]
    return (Result(0, PARTS[part]),) if part else (Result(0), *unchanged)


def output_shape(x: Shape, w: Shape, stride: int, padding: int) -> Shape:
    """The shape of the layer's output."""
    sizes = [(n + 2 * padding - k) // stride + 1 for n, k in zip(x[2:], w[2:], strict=True)]
    return (x[0], w[0], *sizes)


def _signal(part: str, dout: Array, x: Array, w: Array, note: str = "", **options: Any) -> Case:
    label = f"x {x.shape}, w {w.shape}{note}"
    options["judged"] = one_part(part)
    return case("correlate1d_backward", dout, x, w, label=label, **options)


def _signals(part: str, draw: Draw) -> list[Case]:
    def one(L: int, K: int, note: str = "", w: Array | None = None, **options: Any) -> Case:
        kernel = draw.array(K) if w is None else w
        return _signal(part, draw.array(L - K + 1), draw.array(L), kernel, note, **options)

    half = draw.array(2)
    return [
        one(9, 3),
        one(7, 4),
        one(8, 5),
        one(7, 3, ", symmetric", np.array([half[0], half[1], half[0]]), isolating=True),
        one(5, 1, ", one weight", isolating=True),
        one(4, 4, ", one output", isolating=True),
        one(6, 2, ", w of ones", np.ones(2), isolating=True),
    ]


def _signals_of_types(draw: Draw) -> list[Case]:
    return [
        _signal("", draw.array(5), draw.array(8), draw.array(4)),
        _signal("", draw.array(4), draw.integers(6), draw.integers(3), ", both whole numbers"),
        _signal("", draw.array(5), draw.array(6), draw.array(2)),
    ]


_PAPER = (np.array([1.0, 2, 3]), np.array([1.0, 2, 4, 7]), np.array([3.0, 1]))

CORRELATE1D_BACKWARD = (
    Kind("dx", 1.25, partial(_signals, "dx"), (_signal("dx", *_PAPER, " on paper"),)),
    Kind("dw", 1.25, partial(_signals, "dw"), (_signal("dw", *_PAPER, " on paper"),)),
    Kind("both, and their types", 0.5, _signals_of_types, (_signal("", *_PAPER, " on paper"),)),
)


def layer_case(
    function: str,
    part: str,
    dout: Array,
    x: Array,
    w: Array,
    stride: int = 1,
    padding: int = 0,
    note: str = "",
    **options: Any,
) -> Case:
    """A case of the layer's backward pass; its label names all sizes."""
    label = f"x {x.shape}, w {w.shape}, stride {stride}, padding {padding}{note}"
    options = {"judged": one_part(part), **options}
    return case(function, dout, x, w, stride, padding, label=label, **options)


def drawn(
    function: str,
    part: str,
    draw: Draw,
    x: Shape,
    w: Shape,
    stride: int = 1,
    padding: int = 0,
    note: str = "",
    whole: bool = False,
    **options: Any,
) -> Case:
    """A case with drawn numbers; with `whole`, x and w hold whole numbers."""
    make = draw.integers if whole else draw.array
    dout = draw.array(*output_shape(x, w, stride, padding))
    return layer_case(function, part, dout, make(*x), make(*w), stride, padding, note, **options)


def _plain(function: str, part: str, draw: Draw) -> list[Case]:
    one = partial(drawn, function, part, draw)
    return [
        one((2, 3, 4, 6), (4, 3, 3, 2)),
        one((3, 2, 3, 5), (5, 2, 2, 4)),
        one((2, 3, 3, 4), (4, 3, 2, 2), note=", square kernel", isolating=True),
        one((1, 1, 4, 5), (1, 1, 3, 2), note=", one of each", isolating=True),
        one((2, 2, 3, 4), (1, 2, 2, 3), note=", one filter", isolating=True),
        one((2, 3, 2, 3), (2, 3, 1, 1), note=", kernel of one weight", isolating=True),
        one((2, 1, 4, 3), (4, 1, 2, 2), note=", as many filters as weights", isolating=True),
        one((3, 2, 3, 2), (2, 2, 3, 2), note=", one window", isolating=True),
        one((1, 2, 4, 5), (3, 2, 2, 3), note=", one image", isolating=True),
    ]


def _strided(function: str, part: str, draw: Draw) -> list[Case]:
    one = partial(drawn, function, part, draw)
    return [
        one((2, 3, 6, 7), (4, 3, 3, 2), 2),
        one((3, 2, 6, 8), (4, 2, 2, 4), 3),
        one((1, 1, 6, 8), (1, 1, 3, 3), 2, note=", one of each", isolating=True),
        one((2, 1, 5, 7), (3, 1, 3, 5), 2, note=", which fits", isolating=True),
    ]


def _padded(function: str, part: str, draw: Draw) -> list[Case]:
    one = partial(drawn, function, part, draw)
    return [
        one((3, 2, 4, 5), (4, 2, 3, 4), 1, 2),
        one((2, 3, 3, 4), (4, 3, 3, 2), 1, 1),
        one((1, 1, 3, 4), (1, 1, 2, 2), 1, 1, note=", one of each", isolating=True),
        one((2, 1, 4, 5), (3, 1, 3, 3), 1, 1, note=", as large as the input", isolating=True),
    ]


def _whole_layers(function: str, draw: Draw) -> list[Case]:
    one = partial(drawn, function, "", draw)
    return [
        one((2, 3, 9, 6), (4, 3, 3, 2), 2, 1, judged=(Result(0),)),
        one((3, 2, 8, 10), (4, 2, 3, 2), 3, 1, judged=(Result(0),)),
        one((2, 3, 4, 5), (4, 3, 3, 2), 2, 1, note=", x and w whole numbers", whole=True),
    ]


def _biases(function: str, draw: Draw) -> list[Case]:
    one = partial(drawn, function, "db", draw)
    return [
        one((2, 3, 5, 6), (4, 3, 3, 2)),
        one((3, 2, 7, 8), (4, 2, 2, 4), 2, 1),
        one((1, 2, 4, 5), (3, 2, 2, 3), note=", one image", isolating=True),
        one((2, 2, 5, 4), (1, 2, 2, 3), note=", one filter", isolating=True),
        one((3, 2, 3, 2), (4, 2, 3, 2), note=", one window", isolating=True),
    ]


def _worked(function: str, part: str) -> tuple[Case, ...]:
    """The worked example, with both gradients of its output."""
    x, w = IMAGE[None, None], KERNEL[None, None]
    return tuple(
        layer_case(function, part, dout[None, None], x, w, note=f", worked example, {name}")
        for name, dout in (("dout 1, 2, 3, 4", DOUT), ("dout of ones", ONES))
    )


_NAIVE, _COLUMNS = "conv_backward_naive", "conv_backward_im2col"

CONV_BACKWARD_NAIVE = (
    Kind("dx, stride 1, no padding", 1.25, partial(_plain, _NAIVE, "dx"), _worked(_NAIVE, "dx")),
    Kind("dw, stride 1, no padding", 1.25, partial(_plain, _NAIVE, "dw"), _worked(_NAIVE, "dw")),
    Kind("db", 0.5, partial(_biases, _NAIVE), _worked(_NAIVE, "db")),
    Kind("dx with stride", 0.75, partial(_strided, _NAIVE, "dx")),
    Kind("dw with stride", 0.75, partial(_strided, _NAIVE, "dw")),
    Kind("dx with padding", 0.5, partial(_padded, _NAIVE, "dx")),
    Kind("dw with padding", 0.5, partial(_padded, _NAIVE, "dw")),
    Kind("all three, stride and padding", 0.5, partial(_whole_layers, _NAIVE)),
)


def _with_steps(part: str, draw: Draw) -> list[Case]:
    return [*_strided(_COLUMNS, part, draw), *_padded(_COLUMNS, part, draw)]


CONV_BACKWARD_IM2COL = (
    Kind("dx, stride 1, no padding", 1, partial(_plain, _COLUMNS, "dx"), _worked(_COLUMNS, "dx")),
    Kind("dw, stride 1, no padding", 1, partial(_plain, _COLUMNS, "dw"), _worked(_COLUMNS, "dw")),
    Kind("db", 0.25, partial(_biases, _COLUMNS), _worked(_COLUMNS, "db")),
    Kind("dx with stride or padding", 0.75, partial(_with_steps, "dx")),
    Kind("dw with stride or padding", 0.5, partial(_with_steps, "dw")),
    Kind("all three, stride and padding", 0.5, partial(_whole_layers, _COLUMNS)),
)
