"""Assignment 02, rotation, convolution and edges: the kinds of cases and what each earns."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

from .cases import (
    IMAGE,
    KERNEL,
    bytes_of,
    mixed,
    symmetric,
    unfitting_images,
    whole_images,
)

Array = NDArray[Any]


def _turn(k: Array, note: str = "", **options: Any) -> Case:
    return case("rot180", k, label=f"kernel {k.shape}{note}", **options)


def _oblong_kernels(draw: Draw) -> list[Case]:
    return [
        _turn(draw.array(4, 3)),
        _turn(draw.array(2, 5)),
        _turn(draw.array(1, 4), ", one row", isolating=True),
        _turn(draw.array(3, 1), ", one column", isolating=True),
        _turn(np.zeros((2, 4)), " of zeros", isolating=True),
    ]


def _square_kernels(draw: Draw) -> list[Case]:
    return [
        _turn(draw.array(3, 3)),
        _turn(draw.array(2, 2)),
        _turn(draw.array(1, 1), ", one weight", isolating=True),
    ]


def _whole_kernels(draw: Draw) -> list[Case]:
    return [_turn(draw.integers(3, 4), ", whole numbers"), _turn(bytes_of(draw, 3, 2), ", uint8")]


ROT180 = (
    Kind("oblong kernels", 0.5, _oblong_kernels),
    Kind("square kernels", 0.25, _square_kernels),
    Kind("whole numbers", 0.25, _whole_kernels, (_turn(KERNEL),)),
)


def _in_mode(mode: str, x: Array, k: Array, note: str = "", **options: Any) -> Case:
    label = f"image {x.shape}, kernel {k.shape}{note}, mode {mode}"
    return case("convolve2d", x, k, mode, label=label, **options)


def _images_in_mode(mode: str, draw: Draw) -> list[Case]:
    one = partial(_in_mode, mode)
    return [
        one(*mixed(draw.array, (5, 7), (2, 4))),
        one(*mixed(draw.array, (6, 4), (3, 2))),
        one(draw.array(4, 5), symmetric(draw, 2, 3), ", symmetric", isolating=True),
        one(draw.array(3, 4), -draw.positive(1, 1), ", one weight", isolating=True),
        one(draw.array(4, 5), np.zeros((2, 3)), " of zeros", isolating=True),
    ]


def _unfitting_convolved(draw: Draw) -> list[Case]:
    return [
        *unfitting_images(partial(_in_mode, "valid"), draw),
        _in_mode("full", draw.array(3, 5), draw.array(4, 2), ", taller than the image"),
    ]


CONVOLVE2D = (
    Kind("mode valid", 0.5, partial(_images_in_mode, "valid")),
    Kind(
        "mode same",
        0.75,
        partial(_images_in_mode, "same"),
        (_in_mode("same", IMAGE, KERNEL),),
    ),
    Kind(
        "mode full",
        0.75,
        partial(_images_in_mode, "full"),
        (_in_mode("full", IMAGE, KERNEL),),
    ),
    Kind(
        "whole numbers",
        0.5,
        partial(whole_images, partial(_in_mode, "valid")),
        (_in_mode("valid", IMAGE, KERNEL),),
    ),
    Kind("large kernels", 0.5, _unfitting_convolved),
)


def _edge(x: Array, note: str = "", **options: Any) -> Case:
    return case("detect_edges", x, label=f"image {x.shape}{note}", **options)


def _falling(x: Array) -> Array:
    """The same entries, each row falling from left to right."""
    return np.sort(x, axis=1)[:, ::-1].copy()


def _real_edges(draw: Draw) -> list[Case]:
    return [
        _edge(draw.array(4, 6)),
        _edge(draw.array(5, 3)),
        _edge(_falling(draw.array(3, 4)), ", every row falling", isolating=True),
        _edge(_falling(draw.array(4, 3))[:, ::-1].copy(), ", every row rising", isolating=True),
        _edge(np.ones((3, 5)), ", all 1", isolating=True),
        _edge(-np.ones((4, 3)), ", all -1", isolating=True),
        _edge(np.tile([1.0, 0.0], (3, 2)), ", stripes", isolating=True),
        _edge(np.tile([4.0, 2.0, 2.0, 0.0], (3, 1)), ", steps of 2", isolating=True),
        _edge(np.zeros((5, 4)), ", all zero", isolating=True),
        _edge(draw.array(3, 1) * [1, 0, 0, 0], ", zero but for its first column", isolating=True),
    ]


def _whole_edges(draw: Draw) -> list[Case]:
    return [
        _edge(draw.integers(3, 5), ", whole numbers"),
        _edge(bytes_of(draw, 4, 6), ", uint8"),
        _edge(_falling(bytes_of(draw, 3, 4)), ", uint8, every row falling", isolating=True),
    ]


def _thin_edges(draw: Draw) -> list[Case]:
    return [_edge(draw.array(1, 7), ", one row"), _edge(draw.array(4, 2), ", two columns")]


DETECT_EDGES = (
    Kind("real numbers", 0.5, _real_edges),
    Kind("whole numbers", 0.25, _whole_edges, (_edge(IMAGE),)),
    Kind("thin images", 0.25, _thin_edges),
)
