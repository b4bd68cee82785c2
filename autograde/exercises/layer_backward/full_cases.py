"""Assignment 06, dx as a full convolution: the kinds of cases and what each earns."""

from __future__ import annotations

from functools import partial
from typing import Any

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case, Result

from .cases import DOUT, KERNEL, ONES, Array, Shape


def _full(dout: Array, w: Array, note: str = "", **options: Any) -> Case:
    label = f"dout {dout.shape}, w {w.shape}{note}"
    if options.get("isolating"):
        options["judged"] = (Result(0),)
    return case("dx_as_full_convolution", dout, w, label=label, **options)


def _drawn_full(draw: Draw, dout: Shape, w: Shape, note: str = "", **options: Any) -> Case:
    return _full(draw.array(*dout), draw.array(*w), note, **options)


def _channels(draw: Draw) -> list[Case]:
    one = partial(_drawn_full, draw)
    return [
        one((2, 4, 4, 6), (4, 3, 3, 2)),
        one((3, 5, 5, 4), (5, 2, 2, 3)),
        one((2, 4, 3, 5), (4, 3, 2, 2), ", square kernel", isolating=True),
        one((2, 3, 4, 3), (3, 3, 2, 3), ", as many filters as channels", isolating=True),
        one((1, 4, 3, 4), (4, 2, 3, 2), ", one image", isolating=True),
        one((2, 3, 4, 3), (3, 2, 1, 1), ", kernel of one weight", isolating=True),
        one((2, 3, 1, 1), (3, 2, 2, 3), ", one output pixel", isolating=True),
    ]


def _single(draw: Draw) -> list[Case]:
    one = partial(_drawn_full, draw)
    return [
        one((1, 1, 4, 5), (1, 1, 3, 2)),
        one((1, 1, 5, 4), (1, 1, 2, 4)),
        one((1, 1, 4, 5), (1, 1, 3, 3), ", square kernel", isolating=True),
        one((1, 1, 4, 3), (1, 1, 1, 3), ", kernel of one row", isolating=True),
    ]


def _large_kernels(draw: Draw) -> list[Case]:
    return [
        _full(draw.array(2, 4, 2, 3), draw.array(4, 3, 3, 5), ", larger than dout"),
        _full(draw.array(3, 2, 1, 2), draw.array(2, 4, 4, 3), ", larger than dout"),
        _full(draw.integers(2, 3, 2, 4), draw.array(3, 2, 3, 2), ", dout of whole numbers"),
    ]


_WORKED_FULL = tuple(
    _full(dout[None, None], KERNEL[None, None], f", worked example, {name}")
    for name, dout in (("dout 1, 2, 3, 4", DOUT), ("dout of ones", ONES))
)

DX_AS_FULL_CONVOLUTION = (
    Kind("one channel and one filter", 1, _single, _WORKED_FULL),
    Kind("channels, filters and images", 1.5, _channels),
    Kind("large kernels, whole numbers", 0.5, _large_kernels),
)
