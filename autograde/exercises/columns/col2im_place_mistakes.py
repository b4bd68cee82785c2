"""Assignment 05, in words: the mistakes of `col2im`, of where columns are put and what is cut."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .col2im_broken import images_of

_broken = Variants(images_of)

PLACES = (
    Mistake(
        "stride ignored",
        _broken(steps="ignored"),
        "Windows were put back at 0, 1, 2, … as with stride 1.",
        "With stride 2, at which pixel does the second window begin?",
    ),
    Mistake(
        "first window late",
        _broken(steps="late"),
        "Windows are the right distance apart, but the first one does not begin at pixel 0.",
        "List np.arange(7)[::3] and np.arange(7)[2::3]. Where does each begin?",
    ),
    Mistake(
        "stride downwards only",
        _broken(steps="height only"),
        "The stride moves windows downwards; to the right they move by one pixel.",
        "With stride 2, at which column does the second window begin?",
    ),
    Mistake(
        "stride to the right only",
        _broken(steps="width only"),
        "The stride moves windows to the right; downwards they move by one pixel.",
        "With stride 2, at which row does the first window of the second row begin?",
    ),
    Mistake(
        "stride within the window",
        _broken(steps="dilation"),
        "The pixels of a window were put a stride apart, and windows one pixel apart. It is the "
        "other way round.",
        "With stride 2 and windows of 2, which two pixels are in the first window?",
    ),
    Mistake(
        "windows side by side",
        _broken(steps="blocks"),
        "Windows were put next to each other without overlap. They move by the stride.",
        "Two windows of 2 with stride 1: how many pixels do they cover together?",
    ),
    Mistake(
        "image only as large as the windows reach",
        _broken(room="of the windows"),
        "Where the stride does not fit, the pixels after the last window are missing. x_shape "
        "says how large the images are; pixels in no window are zero.",
        "With 6 pixels, windows of 3 and stride 2: how many pixels are left over?",
    ),
    Mistake(
        "refuses strides that do not fit",
        _broken(counts="whole only"),
        "A stride that leaves pixels over is refused. The course's layers round down, and these "
        "pixels stay zero.",
        "Find the line that stops. With 6 pixels, windows of 3 and stride 2, which pixel is in no "
        "window?",
        convention=True,
    ),
    Mistake(
        "a number of windows with decimals",
        _broken(counts="float"),
        "The number of windows was found with `/`, which always makes a float. Loops, shapes and "
        "indices need whole numbers.",
        "Look at type(4 / 2) and type(4 // 2).",
    ),
    Mistake(
        "windows counted without the padding",
        _broken(counts="without padding"),
        "The number of windows was worked out from the size without its zeros, so that it does "
        "not agree with the matrix.",
        "3 pixels with padding 1 are 5. How many windows of 2 fit on them?",
    ),
    Mistake(
        "windows counted without the padding, one by one",
        _broken(counts="without padding, one by one"),
        "The number of windows was worked out from the size without its zeros: the loops visit "
        "too few, and the next columns go to the wrong places.",
        "3 pixels with padding 1 are 5. How many windows of 2 fit on them?",
    ),
    Mistake(
        "number of windows rounded up",
        _broken(counts="rounded up"),
        "Where the stride does not fit, the number of windows was rounded up, and does not agree "
        "with the matrix.",
        "With 6 pixels, windows of 3 and stride 2: how many windows are whole?",
    ),
)

CUTS = (
    Mistake(
        "padding not cut off",
        _broken(cut="nothing"),
        "The border of zeros is still there: the result is larger than x_shape says.",
        "Which rows of an image that was padded by 1 are the image itself?",
    ),
    Mistake(
        "padding cut off at one end only",
        _broken(cut="top left"),
        "The result has the right size, but begins in the border: either the padding was cut off "
        "at the bottom and right only, or windows were put back as if there were none.",
        "The row 0, 5, 7, 0 has a padding of 1. Which slice is 5, 7?",
    ),
    Mistake(
        "padding cut off at the wrong end",
        _broken(cut="bottom right"),
        "The result has the right size, but ends in the border: everything was cut off at the top "
        "and left.",
        "The row 0, 5, 7, 0 has a padding of 1. Which slice is 5, 7?",
    ),
    Mistake(
        "empty without padding",
        _broken(cut="minus"),
        "With padding 0 nothing is left: the slice [0:-0] is [0:0], which is empty.",
        "Print np.arange(4)[1:-1] and np.arange(4)[0:-0]. How else can you say where to end?",
    ),
    Mistake(
        "padding cut off above and below only",
        _broken(cut="rows only"),
        "The border is still there left and right.",
        "Which shape has the result? Which one does x_shape ask for?",
    ),
    Mistake(
        "padding cut off left and right only",
        _broken(cut="columns only"),
        "The border is still there above and below.",
        "Which shape has the result? Which one does x_shape ask for?",
    ),
)
