"""Assignment 07, in words: the mistakes of avg_pool_backward and of lp_pool."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_numbers

from .average_broken import average, lp
from .window_mistakes import of_forgotten_stride, of_gradient_steps, of_results, of_steps

_avg = Variants(average)
_lp = Variants(lp)

AVG_POOL_BACKWARD = (
    Mistake(
        "not divided",
        _avg(divided="not"),
        "Every pixel got the whole gradient of its window. The mean has a factor 1 / (KH * KW), "
        "and so has its gradient.",
        "Nudge one of 4 pixels by 0.04. By how much does their mean move?",
    ),
    Mistake(
        "divided by the height only",
        _avg(divided="height"),
        "The gradient was divided by KH. The window has KH * KW pixels.",
        "How many pixels has a window of size (2, 3)?",
    ),
    Mistake(
        "divided by the width only",
        _avg(divided="width"),
        "The gradient was divided by KW. The window has KH * KW pixels.",
        "How many pixels has a window of size (2, 3)?",
    ),
    Mistake(
        "divided by the number of outputs",
        _avg(divided="outputs"),
        "The gradient was divided by OH * OW, the number of windows. Each output is a mean over "
        "its own window, of KH * KW pixels.",
        "Which array do you call size or mean on, the window or dout?",
    ),
    Mistake(
        "divided by the image's size",
        _avg(divided="pixels of the image"),
        "The gradient was divided by H * W. Each output is a mean over its own window, of KH * KW "
        "pixels.",
        "How many pixels has the window?",
    ),
    Mistake(
        "division without decimals",
        _avg(divided="floor"),
        "The shares are whole numbers: // drops what comes after the decimal point.",
        "Compare 3 // 4 with 3 / 4.",
    ),
    Mistake(
        "divided by the pixels inside the image",
        _avg(divided="inside"),
        "At the border the gradient was divided by the number of real pixels in the window. "
        "Libraries can do that (count_include_pad=False). In this course the padding counts: "
        "always KH * KW.",
        "With padding 1, size (2, 2) and one pixel in the corner window: 1/1 or 1/4?",
        convention=True,
    ),
    Mistake(
        "averaged where windows overlap",
        _avg(added="averaged"),
        "A pixel's shares were averaged over the windows that contain it. What arrives at one "
        "pixel is added.",
        "Take the signal a, b, c with a window of 2. The pixel b feeds both outputs. What moves "
        "when you nudge it?",
    ),
    Mistake(
        "assigned instead of added",
        _avg(added="block"),
        "Where windows overlap, the later one replaced what the earlier one had brought.",
        "Compare `=` with `+=` in the line of dx.",
    ),
    Mistake(
        "gradient of max pooling",
        _avg(spread="corner", divided="not"),
        "One pixel of each window got the whole gradient, and the others nothing. That is what a "
        "maximum does. In a mean all pixels count the same.",
        "Nudge the last pixel of a window. Does the mean move?",
    ),
    Mistake(
        "one pixel of each window only",
        _avg(spread="corner"),
        "One pixel of each window got its share, and the others nothing.",
        "On the left side of your assignment, how many pixels do you address?",
    ),
    Mistake(
        "dout ignored",
        _avg(scale="ones"),
        "The shares are the same whatever dout is. That is the local derivative; the chain rule "
        "multiplies it by dout.",
        "Double dout. Does your dx double?",
    ),
    *of_steps(_avg),
    Mistake(
        "windows begin at pixel 0",
        _avg(crop="top left"),
        "The first window was taken to begin at pixel 0 of the image: the padding was left out, or "
        "it was cut off below and to the right only. The first window begins `padding` rows above "
        "the image and as many columns to its left.",
        "With padding 1 and size (2, 2), which pixel of the image lies in the first window?",
    ),
    *of_gradient_steps(_avg),
    Mistake(
        "dx in dout's type",
        _avg(kept="dout's type"),
        "dx has the type of dout, so it holds whole numbers when dout does, and the shares lose "
        "their decimals.",
        "Make dout of whole numbers, and print the dtype of your dx.",
    ),
    Mistake(
        "dout changed",
        _avg(changes="dout"),
        "dout was divided in place. Whoever called the function still needs it.",
        "Print dout before and after a call. Compare `dout /= 4` with `share = dout / 4`.",
    ),
    *of_results(_avg),
)

LP_POOL = (
    Mistake(
        "mean instead of norm",
        _lp(total="mean"),
        "The powers were averaged before the root. This p-mean is used, too, and with p = 1 it is "
        "average pooling of the sizes. Here the norm is asked for: the powers are added.",
        "Take the window 1, 1, 5, 6 with p = 1. Is the answer 13 or 3.25?",
        convention=True,
    ),
    Mistake(
        "divided after the root",
        _lp(total="divided after"),
        "The norm was divided by the number of pixels.",
        "Take the window 1, 1, 5, 6 with p = 1. Is the answer 13 or 3.25?",
    ),
    Mistake(
        "maximum",
        _lp(total="max"),
        "Each window gives its largest size. The norm comes close to that for large p only.",
        "Take the window 3, 4 with p = 2. Is the answer 5 or 4?",
    ),
    Mistake(
        "root missing",
        _lp(root="missing"),
        "The powers were added, but the p-th root is missing.",
        "Take the window 3, 4 with p = 2. Is the answer 5 or 25?",
    ),
    Mistake(
        "square root for every p",
        _lp(root="square"),
        "The square root was taken whatever p is. The p-th root is the power 1 / p.",
        "Take the window 2, 0 with p = 3. Which root takes you back to 2?",
    ),
    Mistake(
        "root with whole division",
        _lp(root="whole"),
        "The exponent of the root came out as 0 for p above 1: // drops what comes after the "
        "decimal point.",
        "Compare 1 // 2 with 1 / 2.",
    ),
    Mistake(
        "root of each number",
        _lp(total="roots added"),
        "The root was taken of each power before adding, which undoes the power: the sizes were "
        "just added up. First add, then take one root.",
        "Take the window 3, 4 with p = 2. Is the answer 5 or 7?",
    ),
    Mistake(
        "p ignored",
        _lp(power="always 2"),
        "The numbers were squared, and the square root taken, whatever p is.",
        "Look for `p` in your code: where is it used?",
    ),
    Mistake(
        "times p instead of to the power of p",
        _lp(power="times"),
        "The numbers were multiplied by p. A power is ** in Python.",
        "Compare 5 * 3 with 5 ** 3.",
    ),
    Mistake(
        "signs kept",
        _lp(power="signed"),
        "The powers were taken of the numbers with their signs, so for odd p negative ones cancel "
        "positive ones, and roots of negative sums are NaN. The norm is about sizes: abs first.",
        "Take the window -3, 3 with p = 3. What is left of the sum?",
    ),
    *of_steps(_lp),
    of_forgotten_stride(_lp),
    *(m for m in of_numbers(_lp) if "input's type" in m.name),
    *of_results(_lp),
)
