"""Assignment 05: windows as columns, and convolution as a linear map. Six exercises."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Assignment, Exercise

from . import (
    cases,
    col2im_mistakes,
    fourier_mistakes,
    indices_mistakes,
    layer_mistakes,
    maps_cases,
    mistakes,
    right,
    toeplitz_mistakes,
)

Array = NDArray[Any]


def _conv_forward(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    return cnn_ref.conv_forward(x, w, b, stride=stride, padding=padding)[0]


def _fft_correlate(image: Array, kernel: Array) -> Array:
    """The exact sums: what transforms round differs from processor to processor."""
    return cnn_ref.correlate2d(image.astype(np.float64), kernel.astype(np.float64))


IM2COL_INDICES = Exercise(
    id="im2col_indices",
    title="Number the pixels of every window",
    points=2,
    difficulty=2,
    importance=2,
    minutes=12,
    source="Bonn deck, image to column and the forward pass",
    hints=(
        "Write a 3 by 4 image on paper and number its pixels row by row, from 0. Which numbers "
        "lie in the first window of 2 by 2, and which in the next one to the right?",
        "All windows have the same pattern: the first window's numbers, plus the number at which "
        "the window begins. One pixel to the right is 1 more, one pixel down is W more.",
        "Make a grid (KH, KW) of the numbers within the first window, k * W + l, and a grid "
        "(OH, OW) of the numbers at which windows begin, i * W + j. Flatten both: the first into "
        "a column with reshape(-1, 1), the second into a row with reshape(1, -1). Added, they "
        "broadcast: every number of the one meets every number of the other.",
    ),
    reference=cnn_ref.im2col_indices,
    right=(right.indices_loops, right.indices_sums, right.indices_view),
    kinds=maps_cases.IM2COL_INDICES,
    mistakes=indices_mistakes.IM2COL_INDICES,
)

IM2COL = Exercise(
    id="im2col",
    title="Copy every window into a column",
    points=3,
    difficulty=3,
    importance=3,
    minutes=22,
    source="Bonn deck, image to column and the forward pass",
    hints=(
        "Begin with one image, one channel, stride 1 and no padding. Which column belongs to the "
        "window at row i, column j?",
        "Pad first, so that padding is out of the way. Then either fill column after column, or "
        "take a view of all windows and bring its axes into the order (C, KH, KW, N, OH, OW).",
        "By loops: for each image, each i and each j, the window is a slice over all channels that "
        "begins at (i * stride, j * stride); flattened, it is the next column. By views: thin the "
        "windows out by the stride, move the axes, and reshape only at the very end.",
    ),
    reference=cnn_ref.im2col,
    right=(right.im2col_loops, right.im2col_view, right.im2col_indices),
    kinds=cases.IM2COL,
    mistakes=mistakes.IM2COL,
    budget=cases.IM2COL_BUDGET,
)

COL2IM = Exercise(
    id="col2im",
    title="Add every column back onto its window",
    points=3,
    difficulty=3,
    importance=3,
    minutes=22,
    source="Bonn deck, image to column and the forward pass",
    hints=(
        "What does im2col do with pixel (1, 1) of a 3 by 3 image and windows of 2 by 2? Each of "
        "its copies must come back.",
        "It is im2col read backwards: where im2col copies a pixel into a column, col2im adds the "
        "column's entry onto that pixel. Work on an image with its border, and cut the border off "
        "at the end.",
        "Split the columns in place into (C, KH, KW, N, OH, OW). Then, for each place (k, l) "
        "within the window, add that slice to OH rows of pixels, a stride apart: they begin at k "
        "and end before k + stride * OH. Columns likewise, from l on. Or add window by window. "
        "The image itself begins at row and column `padding` of the large one.",
    ),
    reference=cnn_ref.col2im,
    right=(right.col2im_at, right.col2im_places, right.col2im_windows),
    kinds=cases.COL2IM,
    mistakes=col2im_mistakes.COL2IM,
    budget=cases.COL2IM_BUDGET,
)

CONV_FORWARD_IM2COL = Exercise(
    id="conv_forward_im2col",
    title="The layer as one matrix product",
    points=3,
    difficulty=2,
    importance=3,
    minutes=15,
    source="Bonn deck, h = K v + b",
    hints=(
        "One filter on one window is a sum of products. Which two rows of numbers are multiplied?",
        "Write each filter as a row, in the order that the columns have, and multiply the matrix "
        "of filters with the matrix of columns. Each entry is one output.",
        "The product has the shape (O, N·OH·OW). Add the bias as a column, split the second axis "
        "in place into (N, OH, OW), and only then move the images to the front.",
    ),
    reference=_conv_forward,
    right=(right.layer_columns, right.layer_rows, right.layer_sums),
    kinds=cases.CONV_FORWARD_IM2COL,
    mistakes=layer_mistakes.CONV_FORWARD_IM2COL,
    builds_on=("im2col",),
    budget=cases.LAYER_BUDGET,
)

TOEPLITZ_MATRIX = Exercise(
    id="toeplitz_matrix",
    title="Correlation as a matrix",
    points=2,
    difficulty=2,
    importance=2,
    minutes=12,
    source="Bonn deck, from dense to block circulant matrix",
    hints=(
        "Each row of the matrix makes one output pixel. Which pixels of the image does it use, and "
        "with which weights?",
        "Draw an empty image, put the kernel down at position (i, j), and flatten it: that is the "
        "row for output (i, j).",
        "Keep the matrix with four axes first, (OH, OW, H, W), filled with zeros. At [i, j] the "
        "kernel goes into the block of its own size that begins at (i, j). Reshape at the end.",
    ),
    reference=cnn_ref.toeplitz_matrix,
    right=(right.toeplitz_loops, right.toeplitz_units, right.toeplitz_kron),
    kinds=maps_cases.TOEPLITZ_MATRIX,
    mistakes=toeplitz_mistakes.TOEPLITZ_MATRIX,
)

FFT_CORRELATE = Exercise(
    id="fft_correlate",
    title="Correlation by spectra",
    points=2,
    difficulty=2,
    importance=1,
    minutes=12,
    source="Bonn deck, block circulant matrices",
    hints=(
        "The theorem above is about an image that wraps around. Which part of its result has "
        "nothing to do with wrapping?",
        "Transform both, with the kernel filled up to the image's size; multiply entry by entry "
        "with the conjugate of the kernel's spectrum; transform back; crop.",
        "np.fft.fft2 takes the size to fill up to as its second argument. What comes back is "
        "complex with an imaginary part of rounding: take the real part, and its first H - KH + 1 "
        "rows and W - KW + 1 columns.",
    ),
    reference=_fft_correlate,
    right=(right.fourier_conj, right.fourier_flipped, right.sliding, right.by_loops),
    kinds=maps_cases.FFT_CORRELATE,
    mistakes=fourier_mistakes.FFT_CORRELATE,
    budget=maps_cases.FFT_BUDGET,
)

COLUMNS = Assignment(
    id="05_columns",
    title="Windows as columns",
    purpose="a layer as one product of matrices, as a Toeplitz matrix, and by Fourier",
    needs=("04_layer_forward",),
    minutes=120,
    exercises=(
        IM2COL_INDICES,
        IM2COL,
        COL2IM,
        CONV_FORWARD_IM2COL,
        TOEPLITZ_MATRIX,
        FFT_CORRELATE,
    ),
)
