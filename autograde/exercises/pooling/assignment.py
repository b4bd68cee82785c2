"""Assignment 07: pooling forward and backward, norms, and a pyramid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Assignment, Exercise

from . import (
    average_mistakes,
    backward_mistakes,
    cases,
    forward_mistakes,
    other_cases,
    pyramid_mistakes,
    right,
)
from .written import POOL_TIES, SHIFT_BY_TWO

Array = NDArray[Any]
Pair = tuple[int, int]


def _max_forward(x: Array, size: Pair, stride: int, padding: int) -> Array:
    out, _ = cnn_ref.max_pool_forward(x, size, stride=stride, padding=padding)
    return out


def _max_backward(dout: Array, x: Array, size: Pair, stride: int, padding: int) -> Array:
    _, cache = cnn_ref.max_pool_forward(x, size, stride=stride, padding=padding)
    return cnn_ref.max_pool_backward(dout, cache)


def _average_backward(
    dout: Array, x_shape: tuple[int, ...], size: Pair, stride: int, padding: int
) -> Array:
    _, cache = cnn_ref.avg_pool_forward(np.zeros(x_shape), size, stride=stride, padding=padding)
    return cnn_ref.avg_pool_backward(dout, cache)


def _norm(x: Array, size: Pair, p: float, stride: int) -> Array:
    out, _ = cnn_ref.lp_pool_forward(x, size, p=p, stride=stride)
    return out


def _pyramid(x: Array, levels: Sequence[int]) -> Array:
    out, _ = cnn_ref.spatial_pyramid_pool_forward(x, levels)
    return out


MAX_POOL_FORWARD = Exercise(
    id="max_pool_forward",
    title="Keep the largest",
    points=3,
    difficulty=2,
    importance=3,
    minutes=13,
    source="CS231n deck, max pooling; TU/e deck, subsampling",
    hints=(
        "It is the layer of assignment 04 with a maximum in place of the weighted sum. What "
        "becomes of the loop over channels?",
        "Output (h, v) belongs to the window that begins at row stride * h and column stride * v "
        "of the padded image. Each channel of each image is pooled by itself.",
        "Pad rows and columns with -np.inf, on floats (x.astype(float) makes them). Make zeros of "
        "(N, C, OH, OW) with OH = (H + 2 * padding - KH) // stride + 1. Loop over h and v only, "
        "take the slice of all images and channels, and its maximum over the last two axes.",
    ),
    reference=_max_forward,
    right=(right.max_loops, right.max_windows, right.max_taps),
    kinds=cases.MAX_POOL_FORWARD,
    mistakes=forward_mistakes.MAX_POOL_FORWARD,
)

MAX_POOL_BACKWARD = Exercise(
    id="max_pool_backward",
    title="Back to the winner",
    points=4,
    difficulty=3,
    importance=3,
    minutes=16,
    source="TU/e deck, backpropagation of max pooling",
    hints=(
        "Walk over the outputs as the forward pass did. At one stop there is one number of dout, "
        "and one window. Who gets the number?",
        "np.argmax gives the first of several maxima, and counts row by row in a window that was "
        "flattened: exactly the rule for ties. Turn its answer back into a row and a column of the "
        "window, then add the window's own corner.",
        "Work on a copy of x padded with -np.inf, and on zeros of the same shape in float64. Loop "
        "over n, c, h, v of dout; the window's corner is at stride * h and stride * v. For k = "
        "np.argmax(window) the winner lies k // KW rows below the corner and k % KW columns to its "
        "right. Add dout there, do not assign. At the end cut off the rim: the image begins at row "
        "and column `padding` and has H rows and W columns.",
    ),
    reference=_max_backward,
    right=(right.max_back_loops, right.max_back_argmax, right.max_back_open),
    kinds=cases.MAX_POOL_BACKWARD,
    mistakes=backward_mistakes.MAX_POOL_BACKWARD,
)

AVG_POOL_BACKWARD = Exercise(
    id="avg_pool_backward",
    title="Back to everybody",
    points=2,
    difficulty=2,
    importance=2,
    minutes=8,
    source="TU/e deck, its second slide on backpropagation of max pooling",
    hints=(
        "Nudge one pixel of a window. By how much does the mean move? Does it matter which pixel?",
        "Each output sends the same share to all the pixels of its window, also to those in the "
        "padding, whose shares are lost. Shares that arrive at one pixel are added.",
        "Make zeros for the padded image. Loop over h and v of dout; add dout[:, :, h, v] divided "
        "by KH * KW to the slice of the window. Two axes of length 1 at its end, by [..., None, "
        "None], let it spread over the slice. Cut off the rim at the end.",
    ),
    reference=_average_backward,
    right=(right.average_loops, right.average_matrices, right.average_taps),
    kinds=other_cases.AVG_POOL_BACKWARD,
    mistakes=average_mistakes.AVG_POOL_BACKWARD,
)

LP_POOL = Exercise(
    id="lp_pool",
    title="Between the sum and the maximum",
    points=1,
    difficulty=1,
    importance=1,
    minutes=5,
    source="Canziani deck, L-p pooling layer",
    hints=(
        "Work out the window 3, 4 for p = 2. Which well-known length is that?",
        "Sizes first, then powers, then one sum for each window, then one root.",
        "Loop over h and v of the output, without padding. Take np.abs of the slice, to the power "
        "of p, its sum over the last two axes, and that to the power of 1 / p.",
    ),
    reference=_norm,
    right=(right.lp_loops, right.lp_windows),
    kinds=other_cases.LP_POOL,
    mistakes=average_mistakes.LP_POOL,
)

SPATIAL_PYRAMID_POOL = Exercise(
    id="spatial_pyramid_pool",
    title="As many numbers for every size",
    points=2,
    difficulty=2,
    importance=2,
    minutes=10,
    source="CUHK deck, why pooling: inputs of varying size",
    hints=(
        "Begin with a single level n = 2 and 5 by 7 pixels. Where does each of the four bins begin "
        "and end?",
        "For each level go over the rows of bins, and inside over the columns of bins. Each bin "
        "gives one number for each image and channel; collect them in this order.",
        "Bin i of n holds the rows from i * H // n up to, not including, -(-(i + 1) * H // n): two "
        "minus signs around // round up. Columns go by j and W. Collect the maxima of the slices "
        "over the last two axes in a list, and np.stack them on axis 2.",
    ),
    reference=_pyramid,
    right=(right.pyramid_loops, right.pyramid_rows_then_columns),
    kinds=other_cases.SPATIAL_PYRAMID_POOL,
    mistakes=pyramid_mistakes.SPATIAL_PYRAMID_POOL,
)

POOLING = Assignment(
    id="07_pooling",
    title="Pooling",
    purpose="smaller and steadier feature maps, and where their gradients go",
    needs=("03_geometry", "06_layer_backward"),
    minutes=75,
    exercises=(
        MAX_POOL_FORWARD,
        MAX_POOL_BACKWARD,
        AVG_POOL_BACKWARD,
        LP_POOL,
        SPATIAL_PYRAMID_POOL,
    ),
    written=(SHIFT_BY_TWO, POOL_TIES),
)
