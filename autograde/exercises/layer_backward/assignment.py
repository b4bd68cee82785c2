"""Assignment 06: the backward pass of a convolutional layer, three ways."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Assignment, Exercise

from . import (
    cases,
    columns_mistakes,
    full_cases,
    full_mistakes,
    naive_mistakes,
    right,
    signal_mistakes,
)
from .written import ADJOINT, DERIVE_DW, DERIVE_DX, FOUR_SENTENCES

Array = NDArray[Any]


def _signal_backward(dout: Array, x: Array, w: Array) -> tuple[Array, Array]:
    _, cache = cnn_ref.conv_forward(x[None, None], w[None, None])
    dx, dw, _ = cnn_ref.conv_backward(dout[None, None], cache)
    return dx[0, 0], dw[0, 0]


def _layer_backward(
    dout: Array, x: Array, w: Array, stride: int, padding: int
) -> tuple[Array, Array, Array]:
    _, cache = cnn_ref.conv_forward(x, w, stride=stride, padding=padding)
    return cnn_ref.conv_backward(dout, cache)


def _full_convolution(dout: Array, w: Array) -> Array:
    KH, KW = w.shape[2:]
    x_shape = (len(dout), w.shape[1], dout.shape[2] + KH - 1, dout.shape[3] + KW - 1)
    dx, _, _ = _layer_backward(dout, np.zeros(x_shape), w, 1, 0)
    return dx


CORRELATE1D_BACKWARD = Exercise(
    id="correlate1d_backward",
    title="Backward through a signal",
    points=3,
    difficulty=2,
    importance=3,
    minutes=18,
    source="TU/e deck, backward pass on w_1 and on x_1",
    hints=(
        "Take one output alone, say the second. Which entries of x and w made it, and what does "
        "its gradient therefore bring to each of them?",
        "Every product x * w of the forward pass sends two messages back: dout times the weight "
        "goes to the entry of x, dout times the entry of x goes to the weight. Messages that "
        "arrive at the same place are added.",
        "Start dx and dw at zero, as long as x and w, in float64. Go over the outputs: each one "
        "adds its gradient times w to a slice of dx that begins where its window begins, and its "
        "gradient times that window of x to dw.",
    ),
    reference=_signal_backward,
    right=(right.signal_loops, right.signal_numpy, right.signal_matrix),
    kinds=cases.CORRELATE1D_BACKWARD,
    mistakes=signal_mistakes.CORRELATE1D_BACKWARD,
)

CONV_BACKWARD_NAIVE = Exercise(
    id="conv_backward_naive",
    title="Backward through a layer, in loops",
    points=6,
    difficulty=3,
    importance=3,
    minutes=35,
    source="TU/e deck, backprop through a convolutional layer",
    hints=(
        "Write down the loops of the forward pass: image, filter, row, column. The backward pass "
        "walks the same way. What happens at one stop?",
        "At one stop there is one number of dout and one window of the padded image, with all its "
        "channels. The window of dx, the filter of dw and the entry of db each get their share "
        "added.",
        "Work on a padded copy of x and on zeros of the same shape for dx. The window begins at "
        "stride times the position. Add, never assign. At the end cut the rim off dx: the image "
        "begins at row and column `padding` and has H rows and W columns, whatever the padding is.",
    ),
    reference=_layer_backward,
    right=(right.layer_loops, right.layer_dilated, right.layer_indices),
    kinds=cases.CONV_BACKWARD_NAIVE,
    mistakes=naive_mistakes.CONV_BACKWARD_NAIVE,
)

DX_AS_FULL_CONVOLUTION = Exercise(
    id="dx_as_full_convolution",
    title="dx without spreading",
    points=3,
    difficulty=2,
    importance=2,
    minutes=15,
    source="TU/e deck, propagating gradient backward, vector form 2D",
    hints=(
        "Stand on one pixel of the input and look back. Which output pixels used it, and with "
        "which weights? In which order do the weights come?",
        "Zeros around dout let every pixel look back in the same way. Then it is a layer like any "
        "other: windows of the padded dout times turned filters. Which axis is summed now, "
        "filters or channels?",
        "KH - 1 rows of zeros go above and below dout, KW - 1 columns left and right. Turn height "
        "and width of w, and only these. Each channel of dx is a sum over the filters: exchange "
        "the first two axes of w by a transpose if you use a forward pass for it.",
    ),
    reference=_full_convolution,
    right=(right.full_spread, right.full_windows, right.full_fft),
    kinds=full_cases.DX_AS_FULL_CONVOLUTION,
    mistakes=full_mistakes.DX_AS_FULL_CONVOLUTION,
)

CONV_BACKWARD_IM2COL = Exercise(
    id="conv_backward_im2col",
    title="Backward through a layer, as matrix products",
    points=4,
    difficulty=3,
    importance=3,
    minutes=20,
    source="Bonn deck, image to column",
    hints=(
        "Write the forward pass as one matrix product and note the shape of each factor. What does "
        "dw have to look like as a matrix, and what the columns' gradient?",
        "For out = weights @ cols, the gradient of one factor is dout times the transpose of the "
        "other, on the side where the shapes fit. The columns' gradient goes back into an image "
        "with col2im.",
        "Bring dout into rows, one for each filter, with the columns in im2col's order: image "
        "slowest. That needs a transpose before the reshape. Then two matrix products, one "
        "reshape of dw to the shape of w, and one col2im with the stride and padding of the "
        "forward pass.",
    ),
    reference=_layer_backward,
    right=(right.layer_indices, right.layer_dilated, right.layer_loops),
    kinds=cases.CONV_BACKWARD_IM2COL,
    mistakes=columns_mistakes.CONV_BACKWARD_IM2COL,
)

LAYER_BACKWARD = Assignment(
    id="06_layer_backward",
    title="Convolution backward",
    purpose="how the layer learns: its gradients derived three ways, and tested against each other",
    needs=("00_contract", "04_layer_forward", "05_columns"),
    minutes=180,
    exercises=(
        CORRELATE1D_BACKWARD,
        CONV_BACKWARD_NAIVE,
        DX_AS_FULL_CONVOLUTION,
        CONV_BACKWARD_IM2COL,
    ),
    written=(DERIVE_DW, DERIVE_DX, FOUR_SENTENCES, ADJOINT),
)
