"""Assignment 03, in words: the mistakes of pad2d, and those that dilate shares."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form

from .image_broken import pad

_pad = Variants(pad)


def of_axes(broken: Variants, step: str) -> tuple[Mistake, ...]:
    """Mistakes of which axes change; `step` is what to try."""
    return (
        Mistake(
            "height only",
            broken(axes="height only"),
            "Only the rows changed. The columns do as well.",
            step,
        ),
        Mistake(
            "width only",
            broken(axes="width only"),
            "Only the columns changed. The rows do as well.",
            step,
        ),
        Mistake(
            "all four axes",
            broken(axes="all"),
            "All four axes grew, so there are new images and new channels. A single number for "
            "np.pad, or for a slice of every axis, does that.",
            step,
        ),
        Mistake(
            "channels taken for the last axis",
            broken(axes="channels last"),
            "The second and the third axis grew. Images are stored as (N, H, W, C) in some courses "
            "and libraries; here they are (N, C, H, W).",
            step,
            convention=True,
        ),
        Mistake(
            "height and width exchanged",
            broken(copied="sides exchanged"),
            "Height and width have changed places, or one was used for both. It works for square "
            "images only.",
            "Print H and W for x of shape (2, 3, 4, 5). Then look at the shape that you make.",
        ),
        Mistake(
            "first image only",
            broken(copied="first image"),
            "Only the first image of the batch arrived in the result.",
            "Print x[1] and result[1] for a batch of two images. Where did the numbers go?",
        ),
        Mistake(
            "first channel only",
            broken(copied="first channel"),
            "Only the first channel of each image arrived in the result.",
            "Print x[0, 1] and result[0, 1] for two channels. Where did the numbers go?",
        ),
        Mistake(
            "batch lost",
            broken(copied="batch lost"),
            "The result has three axes: it is the first image alone.",
            "Print the shapes of x and of your result. Which axis is gone?",
        ),
    )


def of_types(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of number types."""
    return (
        Mistake(
            "always float64",
            broken(kept="float64"),
            "The result is float64 whatever comes in: that is what np.zeros makes by itself. The "
            "type of x is asked for.",
            "Print the dtype of np.zeros(3). Which argument changes it?",
        ),
        Mistake(
            "whole numbers only",
            broken(kept="int64"),
            "The result is made of whole numbers, so everything after the decimal point is gone.",
            "Write 0.5 into np.zeros(3, dtype=int) and look at it.",
        ),
        Mistake(
            "half precision",
            broken(kept="float16"),
            "The result is float16, which keeps about three digits. The type of x is asked for.",
            "Print the dtype of x and of your result.",
        ),
    )


_SHAPES = (
    "Write down the shape of x and of your result for x of shape (2, 3, 4, 5) and padding 1. Which "
    "axes should be 2 longer?"
)

PAD2D = (
    *of_axes(_pad, _SHAPES),
    Mistake(
        "channels too",
        _pad(axes="channels too"),
        "The channels' axis grew as well, so there are channels now that nobody recorded.",
        _SHAPES,
    ),
    Mistake(
        "first two axes for the last two",
        _pad(axes="first two"),
        "The batch and the channels grew instead of height and width.",
        _SHAPES,
    ),
    Mistake(
        "bottom and right only",
        _pad(sides="after"),
        "The rim lies below and to the right only. It goes around the image.",
        "Draw one pixel with padding 1. How many cells are there?",
    ),
    Mistake(
        "top and left only",
        _pad(sides="before"),
        "The rim lies above and to the left only. It goes around the image.",
        "Draw one pixel with padding 1. How many cells are there?",
    ),
    Mistake(
        "everything at the bottom and right",
        _pad(sides="both after"),
        "The shape is right, but the image sits in the top left corner, and the whole rim below it "
        "and to its right.",
        "At which row and column should the first pixel of the image stand, with padding 2?",
    ),
    Mistake(
        "everything at the top and left",
        _pad(sides="both before"),
        "The shape is right, but the image sits in the bottom right corner.",
        "At which row and column should the first pixel of the image stand, with padding 2?",
    ),
    Mistake(
        "padding as the total",
        _pad(sides="total"),
        "The padding was shared between the two ends. It is what is added at *each* end.",
        "Draw one pixel with padding 1. How many cells are there?",
    ),
    Mistake(
        "padding twice at each end",
        _pad(sides="twice"),
        "The rim is twice as wide as asked for.",
        "Draw one pixel with padding 1. How many cells are there?",
    ),
    Mistake(
        "value ignored",
        _pad(filled="zero"),
        "The rim holds zeros, whatever value is asked for.",
        "Look for `value` in your code: where is it used?",
    ),
    Mistake(
        "corners left at zero",
        _pad(filled="corners zero"),
        "The four sides hold the value, but the corners hold zeros.",
        "Pad a single pixel with the value 7 and print the result.",
    ),
    Mistake(
        "sides left at zero",
        _pad(filled="rows only"),
        "The rows above and below hold the value, the columns beside the image hold zeros.",
        "Pad a single pixel with the value 7 and print the result.",
    ),
    Mistake(
        "edges repeated",
        _pad(filled="edge"),
        "The rim repeats the image's outermost pixels (mode edge). It should hold one value.",
        "Pad a single pixel 5 with the value 0 and print the result.",
    ),
    Mistake(
        "mirrored",
        _pad(filled="reflect"),
        "The rim mirrors the image (mode reflect). It should hold one value.",
        "Pad the row 1, 2, 3 with the value 0 and print the result.",
    ),
    Mistake(
        "wrapped around",
        _pad(filled="wrap"),
        "The rim continues with the other end of the image (mode wrap). It should hold one value.",
        "Pad the row 1, 2, 3 with the value 0 and print the result.",
    ),
    Mistake(
        "value added to the image",
        _pad(filled="added"),
        "The value was added to the image's pixels, too. Only the rim is new.",
        "Pad a single pixel 5 with the value 7. Which number is in the middle?",
    ),
    Mistake(
        "image missing",
        _pad(copied="missing"),
        "The result has the right shape, but the image was never written into it.",
        "Print your result in the middle: which numbers are there?",
    ),
    Mistake(
        "padding 0 fails",
        _pad(none="fails"),
        "With padding 0 a slice like [padding:-padding] becomes [0:-0], and that is empty: -0 is "
        "0.",
        "Print np.arange(5)[0:-0]. How else can you say where the middle ends?",
    ),
    Mistake(
        "rim overwritten",
        _pad(inputs="overwritten"),
        "The image's own outermost pixels were replaced, in the image itself. The rim goes around "
        "them, in a new array.",
        "Print the shape of x and of your result for padding 1.",
    ),
    *of_types(_pad),
    Mistake(
        "in the value's type",
        _pad(kept="value's"),
        "The result has the type of the value. np.full(shape, 0) makes whole numbers, since 0 is "
        "one. The type of x is asked for.",
        "Print the dtype of np.full(3, 0), and write 0.5 into it.",
    ),
    *of_form(_pad),
)
