"""Assignment 07, in words: the mistakes of max_pool_forward."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .max_broken import forward
from .window_mistakes import of_forgotten_stride, of_results, of_steps

_max = Variants(forward)

MAX_POOL_FORWARD = (
    Mistake(
        "zero padding beats negative numbers",
        _max(rim="zero"),
        "The rim holds zeros, and a zero is larger than a negative pixel, so a number comes out "
        "that nobody measured. The rim must never win.",
        "Pool a single pixel -5 with padding 1 and size (2, 2) on paper. What is the maximum of "
        "the pixels that are really there?",
    ),
    Mistake(
        "negative maxima become zero",
        _max(taken="from zero"),
        "A window of negative numbers gives 0. A running maximum that begins at 0 does that, and "
        "so does a ReLU; begin with a pixel of the window, or with -np.inf.",
        "What is the largest of -3, -1 and -2?",
    ),
    Mistake(
        "largest size instead of largest number",
        _max(taken="abs"),
        "The sign was dropped: of -5 and 3 you took 5. The largest number is asked for, and that "
        "is 3.",
        "Put -5, 3, 1, 0 into one window. Which one is the maximum?",
    ),
    Mistake(
        "smallest instead of largest",
        _max(taken="min"),
        "Each window gives its smallest number.",
        "Which function do you call on the window, and which end of the scale does it find?",
    ),
    Mistake(
        "average instead of maximum",
        _max(taken="mean"),
        "Each window gives its mean. That is average pooling.",
        "Work out the window 1, 1, 5, 6. Is it 6 or 3.25?",
    ),
    Mistake(
        "first pixel of each window",
        _max(taken="first"),
        "Each window gives its top left pixel. That is subsampling: the rest was never looked at.",
        "Does your code compare all the pixels of a window? Print the window that it takes.",
    ),
    Mistake(
        "last pixel of each window",
        _max(taken="last"),
        "Each window gives its bottom right pixel: every pixel replaced the one before it. On "
        "images that grow to the right and downwards it looks right.",
        "Take the window 6, 5, 1, 1. What does your code keep after each of the four?",
    ),
    Mistake(
        "position instead of value",
        _max(taken="position"),
        "The numbers are positions within the window, as np.argmax gives them. The largest pixel "
        "itself is asked for.",
        "Compare np.argmax and np.max on the list 1, 1, 5, 6.",
    ),
    Mistake(
        "maximum of the whole channel",
        _max(taken="global"),
        "Every output is the largest pixel of its whole channel. Each window has its own maximum.",
        "Print the shape of the array that you take the maximum of.",
    ),
    Mistake(
        "maximum over all channels",
        _max(across="channels"),
        "The maximum was taken over the channels, too, so all channels of the output are alike. "
        "Pooling treats each channel by itself.",
        "Print the shape of the window that you take the maximum of. Is there an axis too many?",
    ),
    Mistake(
        "first image for the whole batch",
        _max(across="first image"),
        "Every image of the result is the first one's.",
        "Read off the image's index on both sides of the assignment. Are they the same?",
    ),
    *of_steps(_max),
    of_forgotten_stride(_max),
    Mistake(
        "stride on the rows only",
        _max(step="rows only"),
        "The rows of the windows move by the stride, their columns by one pixel.",
        "With stride 2, in which column does the window of output (0, 1) begin?",
    ),
    Mistake(
        "window as wide as it is high",
        _max(kernel="height for both"),
        "The window's height was used for its width, too. size is (KH, KW).",
        "Print the window of output (0, 0) for size (2, 3). Which shape has it?",
    ),
    Mistake(
        "rounding up",
        _max(count="up"),
        "Where the stride does not fit, you made one window more, of what is left over. Some "
        "libraries can do that (ceil_mode). Here a layer rounds down.",
        "With 5 columns, size 2 and stride 2: how many windows fit entirely?",
        convention=True,
    ),
    Mistake(
        "last window missing",
        _max(count="last missing"),
        "There is one window too few along each axis. A window of 2 has 4 places on 5 pixels, one "
        "more than (5 - 2) / 1.",
        "Mark all the places where 2 pixels fit on 5, and count them.",
    ),
    Mistake(
        "last window left at zero",
        _max(count="last zero"),
        "The last row and column of the result were never filled: the loops end one step early.",
        "List what range(OH - 1) gives. How many rows has the result?",
    ),
    Mistake(
        "padding ignored",
        _max(rim="ignored"),
        "The padding does not change your result. It makes the image larger on all four sides.",
        "Look for `padding` in your code: where is it used?",
    ),
    Mistake(
        "padding of the height only",
        _max(rim="height only"),
        "Rows were added above and below, and no columns at the sides.",
        "Print the shape of the padded image for a 4 by 5 image and padding 1.",
    ),
    Mistake(
        "all padding below and to the right",
        _max(rim="after"),
        "The rim lies below and to the right only, so windows are out of place.",
        "With padding 1, at which row and column of the padded image does the first pixel stand?",
    ),
    *of_results(_max),
)
