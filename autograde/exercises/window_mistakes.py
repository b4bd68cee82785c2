"""In words, shared by assignments: mistakes of the sum over a window, and of where it goes."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants


def of_sums(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of the sum that belongs to one position."""
    return (
        Mistake(
            "sizes of the weights only",
            broken(weights="abs"),
            "Negative weights count as positive ones. A weight's sign matters: 1 and -1 side by "
            "side measure a difference.",
            "Work out the window 5, 3 under the weights 1, -1 on paper. Is it 2 or 8?",
        ),
        Mistake(
            "weights squared",
            broken(weights="squared"),
            "Each weight was multiplied in twice, so a weight of 2 counts 4 times and a weight of "
            "-1 loses its sign.",
            "Work out a window that holds only a 3, under a kernel that holds only a 2. "
            "Is it 6 or 12?",
        ),
        Mistake(
            "kernel scaled to sum 1",
            broken(weights="sum 1"),
            "The kernel was divided by its sum first. Correlation uses the weights as they are.",
            "Work out the window 1, 1 under the weights 2, 2. Is it 4 or 1?",
        ),
        Mistake(
            "last weights left out",
            broken(weights="last missing"),
            "The last weights of the kernel were never used: the loops over the kernel end one "
            "step early.",
            "List what range(3 - 1) gives. How many weights does a kernel of length 3 have?",
        ),
        Mistake(
            "mean over the window",
            broken(windows="mean"),
            "The products were averaged. Correlation adds them up, so your numbers are too small "
            "by a factor: the number of weights.",
            "Work out the window 1, 2 under the weights 1, 1. Is it 3 or 1.5?",
        ),
        Mistake(
            "maximum over the window",
            broken(windows="max"),
            "Of the products in a window the largest was kept. Correlation adds all of them.",
            "Work out the window 1, 2 under the weights 1, 1. Is it 3 or 2?",
        ),
        Mistake(
            "only the last product kept",
            broken(windows="last product"),
            "Each product replaced the one before it, so only the last one is left. Products are "
            "added up.",
            "Work out the window 1, 2 under the weights 1, 1. Is it 3 or 2? Compare `=` with `+=`.",
        ),
        Mistake(
            "product of two sums",
            broken(windows="product of sums"),
            "The window and the kernel were each added up first, then multiplied. First multiply "
            "entry by entry, then add.",
            "Work out the window 5, 3 under the weights 1, -1. Is it 2 or 0?",
        ),
        Mistake(
            "products not added",
            broken(windows="not added"),
            "The products of each window are all there, but not added up, so the result has too "
            "many axes.",
            "Take one position on paper: how many numbers belong to it in the answer?",
        ),
        Mistake(
            "running total",
            broken(after="running"),
            "The total goes on from one position to the next. Each position starts at zero.",
            "Work out two neighbouring positions by hand and compare: where does your code set "
            "the total to 0?",
        ),
        Mistake(
            "returned too early",
            broken(after="first only"),
            "Only the first position was worked out, and the rest is still zero: `return` stands "
            "inside a loop.",
            "Count how often each line of your loop runs for 3 positions. How far is `return` "
            "indented?",
        ),
        Mistake(
            "negative results set to zero",
            broken(after="relu"),
            "Negative results became zero. That is ReLU, which comes after a convolution in a "
            "network and is no part of it.",
            "Work out the window 3, 5 under the weights 1, -1. Is it -2 or 0?",
        ),
        Mistake(
            "signs of the results lost",
            broken(after="abs"),
            "Every result is positive: an absolute value was taken.",
            "Work out the window 3, 5 under the weights 1, -1. Is it -2 or 2?",
        ),
    )


def of_positions(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of where the kernel goes."""
    return (
        Mistake(
            "last position left out",
            broken(after="last missing"),
            "The last position along each axis is missing. A kernel of length 2 fits on 5 pixels "
            "at 4 places, one more than 5 - 2.",
            "Mark on paper all the places where 2 pixels fit on 5, and count them.",
        ),
        Mistake(
            "last position left at zero",
            broken(after="last zero"),
            "The result has the right shape, but its last entries were never filled: the loops "
            "over the positions end one step early.",
            "List what range(5 - 2) gives. At how many places does a kernel of 2 fit on 5 pixels?",
        ),
        Mistake(
            "first position left out",
            broken(after="first missing"),
            "The first position along each axis is missing: the kernel starts at 1 instead of 0.",
            "Print the first position that your loops visit.",
        ),
        Mistake(
            "one position too many",
            broken(positions="too many"),
            "The kernel walks one step too far and reads beyond the edge.",
            "Mark on paper all the places where 2 pixels fit on 5, and count them: 4 or 5?",
        ),
        Mistake(
            "step as long as the kernel",
            broken(positions="blocks"),
            "The kernel jumps by its own length, so windows never overlap. It moves by one pixel.",
            "List range(0, 6, 3). Which starting places does it skip?",
        ),
        Mistake(
            "refuses kernels that fit",
            broken(positions="always refused"),
            "A kernel that fits raises ValueError as well. Either the comparison with the size "
            "points the wrong way, or two arrays of different lengths meet in one line.",
            "Read the message of the error and the line where it arises. With 5 pixels and a "
            "kernel of 2, which numbers does that line compare or multiply?",
        ),
        Mistake(
            "kernel centred, zeros around",
            broken(area="same"),
            "The result is as large as the input: zeros were put around it. That is mode same; "
            "here the kernel stays inside.",
            "How many places does a kernel of 3 have on 5 pixels, if it may not stick out?",
        ),
        Mistake(
            "all overlaps, zeros around",
            broken(area="full"),
            "The result is larger than the input: every overlap was counted, with zeros around. "
            "That is mode full; here the kernel stays inside.",
            "How many places does a kernel of 3 have on 5 pixels, if it may not stick out?",
        ),
        Mistake(
            "wrapped around",
            broken(area="circular"),
            "What sticks out at one end came back in at the other. That happens with np.roll, or "
            "with Fourier transforms when the wrapped part is kept.",
            "Which of your positions have the kernel entirely inside? Keep only these.",
        ),
    )
