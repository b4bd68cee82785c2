"""Assignment 02, in words: the mistakes of the two correlations."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import (
    of_form,
    of_misfits,
    of_numbers,
    of_products,
    of_types,
)
from autograde.exercises.window_mistakes import of_positions, of_sums

from .broken import correlation

broken = Variants(correlation)

FLIPPED = Mistake(
    "flipped kernel",
    broken(turned="both"),
    "The kernel was turned around before it slid. That is convolution; correlation uses it as "
    "it is.",
    "Try the input 1, 2, 3 with the kernel 1, 0: the weight 1 lies on the left pixel. "
    "Which comes first, 1 or 2?",
)

FIRST_AXIS = Mistake(
    "only the height checked",
    broken(misfit="first axis only"),
    "A kernel that is too tall is refused, one that is only too wide is not.",
    "Try an image of shape (5, 3) with a kernel of shape (2, 4).",
)

CORRELATE1D = (
    FLIPPED,
    *of_sums(broken),
    *of_positions(broken),
    *of_misfits(broken),
    *of_numbers(broken),
    of_types(broken),
    of_products(broken),
    *of_form(broken),
    Mistake(
        "signal changed: windows multiplied in place",
        broken(inputs="windows"),
        "`window *= kernel` writes into the signal itself, because a slice is a view. Later "
        "windows then see numbers that were already multiplied.",
        "Print the signal before and after a call. Then compare `window *= kernel` with "
        "`window * kernel`.",
    ),
    Mistake(
        "signal changed: result written into it",
        broken(inputs="result"),
        "The result was written into the signal. Whoever called the function still needs it.",
        "Print the signal before and after a call. Which array do you write to?",
    ),
)

CORRELATE2D = (
    FLIPPED,
    Mistake(
        "flipped left-right only",
        broken(turned="left-right"),
        "The kernel was mirrored left-right. Correlation uses it as it is.",
        "Try the image [[1, 2, 3]] with the kernel [[1, 0]]: the answer begins with 1.",
    ),
    Mistake(
        "flipped up-down only",
        broken(turned="up-down"),
        "The kernel was mirrored up-down. Correlation uses it as it is.",
        "Try the image [[1], [2], [3]] with the kernel [[1], [0]]: the answer begins with 1.",
    ),
    Mistake(
        "kernel transposed",
        broken(turned="transposed"),
        "The kernel's rows and columns were exchanged.",
        "Try the image [[1, 2], [3, 4]] with the kernel [[0, 1], [0, 0]], which picks the top "
        "right pixel. Do you get 2 or 3?",
    ),
    Mistake(
        "image transposed",
        broken(image_turned="transposed"),
        "The image's rows and columns were exchanged: height and width have changed places.",
        "Try an image of 2 rows and 3 columns with a 1 by 1 kernel. Which shape comes out?",
    ),
    *of_sums(broken),
    Mistake(
        "added along one axis only",
        broken(windows="one axis"),
        "The products were added along one axis of the kernel, so the other one is still there.",
        "np.ones((2, 3)).sum(axis=0) gives three numbers. How many should one window give?",
    ),
    *of_positions(broken),
    Mistake(
        "kernel's height and width exchanged",
        broken(positions="exchanged"),
        "The kernel's height and width were exchanged, or one was used for both, so windows do "
        "not have the kernel's shape unless it is square.",
        "For an image of (5, 7) and a kernel of (3, 2), write down the number of places "
        "downwards (3) and across (6). Which does your code find?",
    ),
    Mistake(
        "matrix product for entry by entry",
        broken(windows="matrix product"),
        "Window and kernel were multiplied as matrices (@ or np.dot). Correlation multiplies "
        "entry by entry, and matrices of the same shape only multiply when they are square.",
        "Compare A * B with A @ B for A = [[1, 2], [3, 4]] and B = [[0, 1], [0, 0]].",
    ),
    *of_misfits(broken),
    FIRST_AXIS,
    *of_numbers(broken),
    of_types(broken),
    of_products(broken),
    *of_form(broken),
    Mistake(
        "image changed: windows multiplied in place",
        broken(inputs="windows"),
        "`window *= kernel` writes into the image itself, because a slice is a view. Later "
        "windows then see numbers that were already multiplied.",
        "Print the image before and after a call. Then compare `window *= kernel` with "
        "`window * kernel`.",
    ),
    Mistake(
        "image changed: result written into it",
        broken(inputs="result"),
        "The result was written into the image. Whoever called the function still needs it.",
        "Print the image before and after a call. Which array do you write to?",
    ),
)
