"""Assignment 06, in words: the mistakes of the layer's backward pass with columns."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .layer_broken import layer
from .layer_mistakes import of_batch, of_db, of_results

broken = Variants(layer)

OF_ROWS = (
    Mistake(
        "dout reshaped without a transpose",
        broken(dout_as="reshaped"),
        "dout was reshaped from (N, O, OH, OW) to (O, N * OH * OW) directly. That mixes images and "
        "filters as soon as there is more than one image: reshape never moves an axis.",
        "Take dout of shape (2, 3, 1, 1) with entries 0 to 5. Which entries belong to filter 0? "
        "What does reshape(3, 2) put into its row 0?",
    ),
    Mistake(
        "dout reshaped, then transposed",
        broken(dout_as="rows of pixels"),
        "dout.reshape(-1, O).T has O rows, but the reshape took neighbouring pixels for different "
        "filters. In (N, O, OH, OW) the filters are not the last axis.",
        "Take dout of shape (1, 2, 1, 2) with entries 0 to 3. Which two belong to filter 0? What "
        "does reshape(-1, 2).T put into its row 0?",
    ),
    Mistake(
        "dout with the images fastest",
        broken(dout_as="images fastest"),
        "The rows of dout run through the images fastest, as after transpose(1, 2, 3, 0). That is "
        "the order of columns in another well-known course; our columns run through the images "
        "slowest.",
        "With 2 images of 3 windows, to which image does the second column of im2col belong?",
        convention=True,
    ),
)

OF_DX = (
    Mistake(
        "weights not transposed",
        broken(dx_kernel="not transposed"),
        "The matrix of weights met dout without being transposed. Each column of dcols has one "
        "entry for each pixel of a window, so the matrix needs C*KH*KW rows.",
        "Write the three shapes of dcols = ? @ dout_rows below each other.",
    ),
    Mistake(
        "weights reshaped instead of transposed",
        broken(dx_kernel="reshaped"),
        "w.reshape(-1, O) has the shape of the transpose, but not its entries: reshape keeps the "
        "row-major order, a transpose exchanges axes.",
        "Compare a.reshape(3, 2) with a.T for a = np.arange(6).reshape(2, 3).",
    ),
    Mistake(
        "dx with weights in channels-last order",
        broken(dx_kernel="channels last"),
        "For dx each filter was laid out as (KH, KW, C), while the rows of our columns run through "
        "the channels slowest, (C, KH, KW).",
        "Which of the C*KH*KW rows of im2col hold channel 0?",
    ),
    Mistake(
        "dx with a turned kernel",
        broken(dx_kernel="both"),
        "The kernel was turned by 180 degrees too many. col2im adds every number back to the very "
        "pixel that it was copied from, so nothing needs to be turned.",
        "Take the column of the first window. Which weight multiplied its first entry?",
    ),
    Mistake(
        "dx with each kernel transposed",
        broken(dx_kernel="read by columns"),
        "Each little kernel was transposed before it became a row. It is the matrix of weights, "
        "(O, C*KH*KW), that is transposed.",
        "Write down the shapes of w_rows and of its transpose. Where are KH and KW now?",
    ),
    Mistake(
        "dx overwritten where windows overlap",
        broken(dx_added="last window"),
        "Where windows overlap, the last one wins. An assignment with an array of indices, and "
        "`+=` with one, too, keep one value for each pixel. col2im adds.",
        "Try a = np.zeros(2), then a[[0, 0]] += 1, and look at a[0].",
    ),
    Mistake(
        "dx averaged over windows",
        broken(dx_added="averaged"),
        "Each pixel was divided by the number of windows that contain it. That undoes im2col; the "
        "gradient is the sum.",
        "Set all weights and all of dout to 1, on 3 by 3 pixels with a 2 by 2 kernel. Is your dx 4 "
        "in the middle, or 1?",
    ),
    Mistake(
        "dx with its padding",
        broken(dx_crop="padded"),
        "dx still has the zeros' rim. It must have the shape of x.",
        "Which shape do you hand to col2im, and which padding?",
    ),
)

OF_DW = (
    Mistake(
        "dw reshaped without a transpose",
        broken(dw_form="reshaped"),
        "cols @ dout_rows.T has shape (C*KH*KW, O). It holds the right numbers, but reshaped "
        "directly they land in the wrong filters.",
        "Which of the two factors must come first so that the result has O rows?",
    ),
    Mistake(
        "dw in channels-last order",
        broken(dw_form="channels last"),
        "Each row of dw was read as (KH, KW, C). The rows of im2col run through the channels "
        "slowest, so it is (C, KH, KW).",
        "Which of the C*KH*KW rows of im2col hold channel 0?",
    ),
    Mistake(
        "dw with filters and channels exchanged",
        broken(dw_form="exchanged"),
        "The first two axes of dw are exchanged. It has the shape of w: filters, then channels.",
        "Print dw.shape and w.shape.",
    ),
)

CONV_BACKWARD_IM2COL = (
    *OF_ROWS,
    *OF_DX,
    *OF_DW,
    *of_db(broken),
    *of_batch(broken),
    *of_results(broken),
)
