"""Assignment 07, in words: the mistakes of max_pool_backward."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .max_broken import backward
from .window_mistakes import of_gradient_steps, of_results, of_steps

_back = Variants(backward)

MAX_POOL_BACKWARD = (
    Mistake(
        "every tied maximum gets all",
        _back(winner="all"),
        "Where several pixels are tied, each of them got the whole gradient. That is the slide's "
        "formula: the weights add to more than 1, so more flows back than came in. Here the first "
        "tied pixel gets everything.",
        "Give one window four equal pixels and dout 1. What is the sum of your dx?",
    ),
    Mistake(
        "split among ties",
        _back(winner="split"),
        "The gradient was shared out evenly among tied pixels. The weights add to 1, so this is a "
        "sound rule; PyTorch's amax has it. Pooling layers give everything to one pixel, and in "
        "this course that is the first maximum in row-major order.",
        "Give one window four equal pixels and dout 1. Which pixel comes first, row by row?",
        convention=True,
    ),
    Mistake(
        "last tied maximum",
        _back(winner="last"),
        "Among tied pixels the last one gets the gradient. The first one in row-major order is "
        "asked for. A comparison with >= lets later pixels take over.",
        "Compare > with >= for the second of two equal pixels.",
    ),
    Mistake(
        "first tied maximum column by column",
        _back(winner="columns first"),
        "Among tied pixels you took the first one column by column. Row-major order reads a window "
        "like a page: the first row from left to right, then the second.",
        "Put equal pixels at (0, 1) and (1, 0) of a window. Which one does a reader meet first?",
    ),
    Mistake(
        "assigned instead of added",
        _back(added="assigned"),
        "A pixel that wins in several windows keeps only what the last of them brought. What "
        "arrives at one pixel is added.",
        "Compare `=` with `+=`. Put a large pixel in the middle of 3 by 3 pixels, with size (2, 2) "
        "and stride 1: how many windows does it win?",
    ),
    Mistake(
        "whole windows assigned",
        _back(added="block"),
        "Each window overwrote its part of dx, zeros included, and wiped out what earlier windows "
        "had brought there. Where windows overlap, their parts are added.",
        "Print dx after each window, with size (2, 2) and stride 1. Does a number vanish?",
    ),
    Mistake(
        "assigned, to every tied maximum",
        _back(winner="all", added="block"),
        "Two things at once: each window overwrote its part of dx, so overlapping windows wipe "
        "each other out; and every tied pixel got the whole gradient, where only the first one "
        "should.",
        "Begin with the overlap: compare `=` with `+=`. Then give one window two equal pixels.",
    ),
    Mistake(
        "maximum of the whole channel",
        _back(winner="global"),
        "Only the largest pixel of a whole channel got a gradient. Each window has a maximum of "
        "its own.",
        "Print what you compare the pixels with. Is it the maximum of the window?",
    ),
    Mistake(
        "maximum over all channels",
        _back(winner="channels"),
        "Of all channels only the one with the largest pixel got a gradient. Pooling treats each "
        "channel by itself.",
        "Print the shape of the window that you search. Is there an axis too many?",
    ),
    Mistake(
        "largest size instead of largest number",
        _back(winner="abs"),
        "The gradient went to the number that is largest without its sign. Of -5 and 3 the maximum "
        "is 3.",
        "Put -5, 3, 1, 0 into one window. Which pixel won in the forward pass?",
    ),
    Mistake(
        "smallest pixel gets the gradient",
        _back(winner="min"),
        "The gradient went to the smallest pixel of each window.",
        "Which function finds your pixel, and which end of the scale does it find?",
    ),
    Mistake(
        "gradient of average pooling",
        _back(winner="average"),
        "Every pixel of a window got an equal share. That is the gradient of the mean. A maximum "
        "depends on one pixel alone.",
        "Nudge a pixel that is not the largest of its window. Does the output move?",
    ),
    Mistake(
        "every pixel gets all",
        _back(winner="everybody"),
        "Every pixel of a window got the whole gradient, the winner and all others. A maximum "
        "depends on one pixel alone.",
        "Nudge a pixel that is not the largest of its window. Does the output move?",
    ),
    Mistake(
        "first pixel of each window",
        _back(winner="corner"),
        "The gradient went to the top left pixel of each window, whatever it holds.",
        "Which line of your code looks for the largest pixel?",
    ),
    Mistake(
        "position within the window taken for the image",
        _back(winner="from the corner of the image"),
        "The winner's row and column were counted from the window's corner, and then used as if "
        "they counted from the image's corner. Everything lands in the first window.",
        "In the window of output (1, 1) with stride 2, which pixel of the image is at (0, 0)?",
    ),
    Mistake(
        "winner's place divided by the height",
        _back(winner="divided by the height"),
        "The winner's number in its window was divided by KH to get row and column. A row holds "
        "KW pixels, so the row is k // KW and the column k % KW. In square windows both agree.",
        "In a window of size (2, 3), at which row and column does pixel 3 stand, counted from 0?",
    ),
    Mistake(
        "winner counted from (h, w)",
        _back(winner="stride left out"),
        "The winner's row and column in its window were added to h and w of the output. The "
        "window's corner lies at stride * h and stride * w.",
        "With stride 2, in which row of the padded image does the window of output (1, 0) begin?",
    ),
    Mistake(
        "times x",
        _back(scale="times x"),
        "The winner got dout times its own value. Nudge the winner by 0.01 and the output moves by "
        "0.01, so the factor is 1.",
        "Take one window with the maximum 6, and dout 1. Is the winner's gradient 6 or 1?",
    ),
    Mistake(
        "dout ignored",
        _back(scale="ones"),
        "Winners got 1, whatever dout is. That is the local derivative; the chain rule multiplies "
        "it by dout.",
        "Double dout. Does your dx double?",
    ),
    Mistake(
        "zero padding beats negative numbers",
        _back(rim="zero"),
        "The rim holds zeros, which win against negative pixels, and their gradient is cut off "
        "with the rim. The rim must never win.",
        "Take a single pixel -5 with padding 1 and size (2, 2). Who is the winner?",
    ),
    *of_steps(_back),
    Mistake(
        "padding ignored",
        _back(rim="ignored"),
        "The windows begin at pixel 0, as if there were no padding. With padding the first one "
        "begins `padding` rows above the image and as many columns to its left.",
        "With padding 1 and size (2, 2), which pixel of the image lies in the first window?",
    ),
    Mistake(
        "cropped from the top left",
        _back(crop="top left"),
        "The padding was cut off below and to the right only. The image lies in the middle of "
        "its rim, so it begins at row and column `padding`.",
        "Pad a 2 by 2 image with 1, and mark its four pixels. Which slice finds them?",
    ),
    *of_gradient_steps(_back),
    Mistake(
        "dx in x's type, cut off",
        _back(kept="input's type, entry by entry"),
        "np.zeros_like(x) and np.empty_like(x) make whole numbers when x holds whole numbers, and "
        "then every entry that you store loses its decimals. A gradient is seldom whole.",
        "Try a = np.zeros_like(np.array([1, 2])), then a[0] = 0.5, and look at it.",
    ),
    Mistake(
        "dx in x's type, refused",
        _back(kept="input's type"),
        "np.zeros_like(x) makes whole numbers when x holds whole numbers, and NumPy refuses to add "
        "decimals to them in place.",
        "Try a = np.zeros_like(np.array([1, 2])), then a += 0.5. Which type should a have?",
    ),
    Mistake(
        "x changed",
        _back(changes="x"),
        "dx was written into x's own memory. Whoever called the function still needs x.",
        "Print x before and after a call. Does a line like `dx = x` stand in your code?",
    ),
    *of_results(_back),
)
