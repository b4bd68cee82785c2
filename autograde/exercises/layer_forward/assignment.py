"""Assignment 04: the forward pass of the convolutional layer. Three exercises."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Assignment, Exercise
from cnn_lab.budgets import Budget

from . import cases, mistakes, parameter_mistakes, right

Array = NDArray[Any]


def _naive(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    return cnn_ref.conv_forward_naive(x, w, b, stride=stride, padding=padding)[0]


def _fast(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    return cnn_ref.conv_forward(x, w, b, stride=stride, padding=padding)[0]


CONV_FORWARD_NAIVE = Exercise(
    id="conv_forward_naive",
    title="The layer, in loops",
    points=5,
    difficulty=2,
    importance=3,
    minutes=25,
    source="Canziani deck, convolutional layer; Bonn deck, multichannel convolution",
    hints=(
        "Take one number of the output: one image, one filter, one row, one column. Which part "
        "of the padded image does it come from, and which part of w? You know the sum already: it "
        "is a correlation, with one more axis.",
        "Make the output's array first: how many windows fit, rounded down? Four loops go over "
        "its four axes. Inside, the window is a block of all channels of one padded image, as "
        "large as one filter; and padding concerns the last two axes only.",
        "Output row i sees the padded rows from i * stride on, KH of them; columns likewise. "
        "Multiply that block of shape (C, KH, KW) by the whole filter, add everything up, add the "
        "filter's own bias, store. np.pad wants a pair of widths for each of four axes, two of "
        "which are (0, 0).",
    ),
    reference=_naive,
    right=(right.by_windows, right.by_conditions, right.by_shifts),
    kinds=cases.NAIVE,
    mistakes=mistakes.NAIVE,
)

CONV_FORWARD_WINDOWS = Exercise(
    id="conv_forward_windows",
    title="The layer, without loops over pixels",
    points=4,
    difficulty=3,
    importance=2,
    minutes=18,
    source="Bonn deck, multichannel convolution",
    hints=(
        "sliding_window_view gives you every window at once. Which two axes of the padded batch "
        "does the kernel slide over? Print the shape that you get, and name its axes.",
        "The view has the axes (N, C, OH, OW, KH, KW) for stride 1. A stride keeps every "
        "stride-th window: a slice on two of them. Then one product with w adds up over three "
        "axes: channel and the two of the kernel.",
        "np.einsum needs one letter for each axis of the windows and of w: the same letter for "
        "channel, kernel row and kernel column in both, and the result's four letters after the "
        "arrow, image and filter first. The bias must be given the shape (O, 1, 1) before you "
        "add it.",
    ),
    reference=_fast,
    right=(right.by_tensordot, right.by_strides, right.by_shifts, right.by_windows),
    budget=Budget(
        cases.of_side(8), cases.of_side(16), "height and width doubled", "a loop over pixels"
    ),
    kinds=cases.WINDOWS,
    mistakes=mistakes.WINDOWS,
)

COUNT_PARAMETERS = Exercise(
    id="count_parameters",
    title="How many numbers does a layer learn?",
    points=1,
    difficulty=1,
    importance=2,
    minutes=5,
    source="CS231n deck, 760 parameters",
    hints=(
        "How many weights are there in one filter? Think of its shape.",
        "w has O filters, each with as many channels as it sees. With groups, a filter sees the "
        "channels of its own group only. Then there is b.",
        "Four factors make the weights; one of them is the channels divided by the groups, as a "
        "whole number. If `bias` is true, one more number for each filter comes on top.",
    ),
    reference=cnn_ref.count_parameters,
    right=(right.counted, right.counted_by_groups),
    kinds=parameter_mistakes.KINDS,
    mistakes=parameter_mistakes.PARAMETERS,
)

LAYER_FORWARD = Assignment(
    id="04_layer_forward",
    title="The convolutional layer, forward",
    purpose="the layer of every network: channels, filters, bias, stride and padding, twice",
    needs=("02_correlation", "03_geometry"),
    minutes=75,
    exercises=(CONV_FORWARD_NAIVE, CONV_FORWARD_WINDOWS, COUNT_PARAMETERS),
)
