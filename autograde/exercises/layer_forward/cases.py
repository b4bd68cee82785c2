"""Assignment 04: the kinds of cases, what each earns, how its cases are drawn.

Each kind adds one thing to the plain sum of products: several images, channels and filters; a bias;
a stride; padding; all of them at once; whole numbers. Isolating cases stand beside asymmetric ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Draw, Kind, case
from autograde.exercises.correlation.cases import IMAGE, KERNEL, symmetric
from cnn_lab.cases import Case, Result

Array = NDArray[Any]
Shape = tuple[int, int, int, int]
Make = Callable[..., Array]


class Cases:
    """Makes cases for one function."""

    def __init__(self, function: str) -> None:
        self.function = function

    def __call__(
        self,
        x: Array,
        w: Array,
        b: Array | None = None,
        *,
        stride: int = 1,
        padding: int = 0,
        note: str = "",
        isolating: bool = False,
        watched: bool = False,
    ) -> Case:
        """A case; where it is `watched`, the inputs are judged as well."""
        b = np.zeros(len(w)) if b is None else b
        label = f"x {x.shape}, w {w.shape}"
        label += f", stride {stride}" if stride > 1 else ""
        label += f", padding {padding}" if padding else ""
        options: dict[str, Any] = {} if watched else {"judged": (Result(0),)}
        return case(
            self.function,
            *(x, w, b, stride, padding),
            label=label + note,
            isolating=isolating,
            **options,
        )

    def drawn(
        self,
        draw: Draw,
        x: Shape,
        w: Shape,
        *,
        stride: int = 1,
        padding: int = 0,
        bias: bool = False,
        **options: Any,
    ) -> Case:
        """A case of drawn numbers whose results have both signs, with and without the bias."""
        while True:
            image, filters = draw.array(*x), draw.array(*w)
            b = draw.array(w[0]) if bias else np.zeros(w[0])
            if _mixed(image, filters, b, stride, padding):
                break
        options |= {"stride": stride, "padding": padding}
        return self(image, filters, b, **options)


def _mixed(x: Array, w: Array, b: Array, stride: int, padding: int) -> bool:
    """Whether the results have both signs, also for flipped filters and a bias left out."""
    if x.size == 1 or w.size == 1 or (x.shape[2:] == w.shape[2:] and len(x) == len(w) == 1):
        return True
    for filters in (w, w[:, :, ::-1, ::-1]):
        for added in (b, np.zeros_like(b)):
            out, _ = cnn_ref.conv_forward(x, filters, added, stride=stride, padding=padding)
            if not out.min() < 0 < out.max():
                return False
    return True


def _single(make: Cases, draw: Draw) -> list[Case]:
    one = partial(make.drawn, draw)
    turned = symmetric(draw, 2, 3)[None, None]
    return [
        one((1, 1, 5, 7), (1, 1, 3, 2), watched=True),
        one((1, 1, 6, 5), (1, 1, 2, 3)),
        one((1, 1, 4, 5), (1, 1, 2, 2), note=", square kernel", isolating=True),
        one((1, 1, 4, 5), (1, 1, 2, 3), note=", square output", isolating=True),
        make(draw.array(1, 1, 4, 5), turned, note=", symmetric kernel", isolating=True),
        one((1, 1, 3, 4), (1, 1, 1, 1), note=", a single weight", isolating=True),
        make(
            draw.positive(1, 1, 4, 3),
            draw.positive(1, 1, 3, 2),
            note=", all positive",
            isolating=True,
        ),
    ]


def _many(make: Cases, draw: Draw) -> list[Case]:
    one = partial(make.drawn, draw)
    return [
        one((2, 3, 4, 6), (4, 3, 3, 2), watched=True),
        one((3, 2, 5, 3), (4, 2, 2, 2)),
        one((1, 3, 4, 3), (2, 3, 2, 2), note=", one image", isolating=True),
        one((3, 1, 3, 4), (2, 1, 2, 3), note=", one channel", isolating=True),
        one((2, 3, 4, 3), (1, 3, 2, 2), note=", one filter", isolating=True),
        one((2, 3, 2, 4), (4, 3, 1, 1), note=", 1 by 1 kernels", isolating=True),
    ]


def _biased(make: Cases, draw: Draw) -> list[Case]:
    one = partial(make.drawn, draw, bias=True)
    x, w = draw.array(2, 3, 3, 4), draw.array(4, 3, 2, 3)
    return [
        one((2, 3, 4, 5), (4, 3, 3, 2)),
        one((3, 2, 4, 4), (4, 2, 2, 3)),
        one((2, 1, 3, 4), (3, 1, 1, 1), note=", 1 by 1 kernels", isolating=True),
        one((1, 1, 3, 4), (1, 1, 2, 2), note=", one filter", isolating=True),
        make(0 * x, w, draw.array(4), note=", an image of zeros", isolating=True),
    ]


def _stepping(make: Cases, draw: Draw) -> list[Case]:
    one = partial(make.drawn, draw)
    return [
        one((2, 3, 8, 9), (4, 3, 3, 2), stride=2),
        one((3, 2, 8, 7), (4, 2, 2, 3), stride=3),
        one((1, 1, 8, 9), (1, 1, 2, 2), stride=2, isolating=True),
        one((1, 1, 7, 5), (1, 1, 3, 3), stride=2, note=", it fits", isolating=True),
        one((1, 1, 5, 6), (1, 1, 1, 1), stride=2, note=", a single weight", isolating=True),
    ]


def _rimmed(make: Cases, draw: Draw) -> list[Case]:
    one = partial(make.drawn, draw)
    return [
        one((2, 3, 4, 5), (4, 3, 3, 2), padding=1),
        one((1, 2, 4, 3), (3, 2, 2, 3), padding=2),
        one((1, 1, 4, 3), (1, 1, 3, 3), padding=1, note=", output as large", isolating=True),
        one((1, 1, 2, 3), (1, 1, 1, 1), padding=1, note=", a single weight", isolating=True),
    ]


def _together(make: Cases, draw: Draw) -> list[Case]:
    one = partial(make.drawn, draw, bias=True)
    return [
        one((2, 3, 9, 6), (4, 3, 3, 2), stride=2, padding=1),
        one((3, 2, 8, 10), (4, 2, 3, 2), stride=3, padding=1),
        one((1, 2, 3, 4), (4, 2, 2, 4), stride=1, padding=2),
        one((1, 1, 5, 6), (1, 1, 2, 3), stride=2, padding=1, isolating=True),
    ]


def _whole(make: Cases, draw: Draw) -> list[Case]:
    x, w, b = draw.integers(2, 3, 5, 4), draw.integers(4, 3, 2, 3), draw.integers(4)
    return [
        make(x, w, b, stride=2, padding=1, note=", all whole numbers"),
        make(
            draw.integers(1, 2, 3, 5),
            draw.array(3, 2, 2, 2),
            draw.array(3),
            note=", whole numbers under real filters",
            watched=True,
        ),
        make(
            draw.array(2, 1, 3, 4),
            draw.integers(3, 1, 2, 3),
            draw.integers(3),
            padding=1,
            note=", real numbers under whole filters",
        ),
    ]


def kinds(function: str, shares: tuple[float, ...]) -> tuple[Kind, ...]:
    """The seven kinds of the layer's forward pass."""
    make = Cases(function)
    x, w = IMAGE[None, None].astype(float), KERNEL[None, None].astype(float)
    seven = np.arange(49.0).reshape(1, 1, 7, 7)
    corners = np.array([[[[1.0, 0, 0], [0, 0, 0], [0, 0, -3]]]])
    rim = np.array([4.0, -2.0])
    worked = {
        "one image, channel and filter": (make(x, w, note=", from the board"),),
        "bias": (make(x, np.stack([w[0], -w[0]]), rim, note=", from the board, twice"),),
        "stride": (
            make(seven, corners, stride=2, note=", 7 by 7 under 3 by 3"),
            make(seven, corners, stride=3, note=", it does not fit"),
        ),
        "padding": (make(x, w, padding=1, note=", from the board"),),
    }
    drawn: dict[str, Callable[[Cases, Draw], list[Case]]] = {
        "one image, channel and filter": _single,
        "images, channels and filters": _many,
        "bias": _biased,
        "stride": _stepping,
        "padding": _rimmed,
        "all together": _together,
        "whole numbers": _whole,
    }
    return tuple(
        Kind(name, credit, partial(draw, make), worked.get(name, ()))
        for (name, draw), credit in zip(drawn.items(), shares, strict=True)
    )


NAIVE = kinds("conv_forward_naive", (1, 1, 0.5, 1, 0.75, 0.5, 0.25))
WINDOWS = kinds("conv_forward_windows", (0.5, 1, 0.5, 0.75, 0.5, 0.5, 0.25))


def of_side(side: int) -> Case:
    """One call with images of a given height and width, to count executed lines."""
    x = np.ones((1, 2, side, side))
    return Cases("conv_forward_windows")(x, np.ones((3, 2, 3, 3)), padding=1)
