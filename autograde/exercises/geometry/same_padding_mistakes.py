"""Assignment 03, in words: the mistakes of same_padding."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import same
from .fit_mistakes import NO_RETURN

_same = Variants(same)

SAME_PADDING = (
    Mistake(
        "float for an int",
        _same(half="float"),
        "The padding is a float, since / always makes one. Pixels are counted, so an int is asked "
        "for.",
        "Print 2 / 2 and 2 // 2. Which of them can you use as an index?",
    ),
    Mistake(
        "even kernels rounded down",
        _same(even="down"),
        "An even kernel gets a padding that makes the output one pixel too short. No equal padding "
        "keeps the size: raise a ValueError.",
        "Put the kernel 2 on 5 pixels with your padding at both ends. How many places are there?",
    ),
    Mistake(
        "even kernels rounded up",
        _same(even="up"),
        "An even kernel gets a padding that makes the output one pixel too long. No equal padding "
        "keeps the size: raise a ValueError.",
        "Put the kernel 2 on 5 pixels with your padding at both ends. How many places are there?",
    ),
    Mistake(
        "even kernels rounded to the nearest",
        _same(even="nearest"),
        "An even kernel gets a rounded padding, and the output is one pixel too long or too short. "
        "No equal padding keeps the size: raise a ValueError.",
        "Put the kernel 2 on 5 pixels with your padding at both ends. How many places are there?",
    ),
    Mistake(
        "half a pixel for even kernels",
        _same(half="float", even="float"),
        "The padding is a float, and for even kernels it ends in a half. There is no half pixel: "
        "raise a ValueError for these, and return an int for the others.",
        "Print 2 / 2 and 2 // 2. Then ask for what is left over: 3 % 2.",
    ),
    Mistake(
        "even kernels padded unequally",
        _same(even="one end each"),
        "An even kernel gets two numbers, one for each end. TensorFlow pads so; here one padding "
        "holds for both ends, and an even kernel raises ValueError.",
        "How many different numbers does `padding` stand for in this notebook?",
        convention=True,
    ),
    Mistake(
        "None for even kernels",
        _same(even="nothing"),
        "An even kernel gives None. Printing or returning nothing lets the program go on; raise a "
        "ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "ValueError returned for even kernels",
        _same(even="error"),
        "An even kernel gives a ValueError as a *result*. An error that is returned stops nobody: "
        "the caller goes on with it as if it were a padding. Raise it.",
        "Look at the line that makes the error. Which word stands before `ValueError`?",
    ),
    Mistake(
        "0 for even kernels",
        _same(even="zero"),
        "An even kernel gives 0. That is a padding, too, and one that does not keep the size; "
        "raise a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "another exception for even kernels",
        _same(even="assert"),
        "An even kernel raises AssertionError. ValueError is asked for; `assert` is for things "
        "that can never happen.",
        'Look at how errors are raised: `raise SomeError("…")`. Which error suits a bad value?',
    ),
    Mistake(
        "kernel of 1 refused",
        _same(odd="one refused"),
        "A kernel of 1 is refused. It keeps the size without any padding.",
        "How many places does a kernel of 1 have on 5 pixels?",
    ),
    Mistake(
        "odd and even exchanged",
        _same(odd="refused", even="down"),
        "Odd kernels are refused and even ones are not. Only odd kernels have a middle weight.",
        "Print 3 % 2 and 4 % 2. Which of them is 0?",
    ),
    Mistake(
        "padding of both ends together",
        _same(half="both sides"),
        "This is what both ends need together. `padding` counts the pixels at *each* end.",
        "A kernel of 3 makes 5 pixels to 3. How many are missing at the left, and how many at the "
        "right?",
    ),
    Mistake(
        "one pixel too many",
        _same(half="one too many"),
        "The padding is one pixel too wide, so the output is longer than the input.",
        "A kernel of 3 makes 5 pixels to 3. How many are missing at the left, and how many at the "
        "right?",
    ),
    Mistake(
        "one pixel too few",
        _same(half="one too few"),
        "The padding is one pixel too narrow, so the output is shorter than the input.",
        "A kernel of 3 makes 5 pixels to 3. How many are missing at the left, and how many at the "
        "right?",
    ),
    Mistake(
        "always 1",
        _same(half="always 1"),
        "The padding is 1 for every kernel. A larger kernel needs a wider rim.",
        "How many pixels does a kernel of 7 take away from a row of 9?",
    ),
    Mistake("nothing returned", _same(gives="nothing"), *NO_RETURN),
)
