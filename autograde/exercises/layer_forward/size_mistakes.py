"""Assignment 04, in words: mistakes of how many windows there are."""

from __future__ import annotations

from autograde.exercise import Mistake

from .variants import broken

SIZE = (
    Mistake(
        "rounded up",
        broken(count="up"),
        "There is a window too many where the stride does not fit: it hangs over the edge. "
        "Layers round down.",
        "Put a kernel of 3 on 6 pixels with stride 2. How many windows lie entirely inside?",
        convention=True,
    ),
    Mistake(
        "rounded to the nearest",
        broken(count="rounded"),
        "The number of windows was rounded to the nearest whole number. Layers round down.",
        "Put a kernel of 2 on 7 pixels with stride 3. How many windows lie entirely inside?",
    ),
    Mistake(
        "refuses what the stride does not divide",
        broken(count="refused"),
        "Where the stride does not fit, a ValueError comes up. The size function of assignment 03 "
        "refuses there; a layer rounds down and leaves the last pixels out. (Windows that reach "
        "over the edge end in the same error.)",
        "Put a kernel of 3 on 6 pixels with stride 2: two windows fit. Which line objects?",
        convention=True,
    ),
    Mistake(
        "asserts that the stride fits",
        broken(count="asserted"),
        "An `assert` stops the call where the stride does not fit. A layer rounds down and leaves "
        "the last pixels out.",
        "Put a kernel of 3 on 6 pixels with stride 2: two windows fit. Which line objects?",
        convention=True,
    ),
    Mistake(
        "size is not a whole number",
        broken(count="a float"),
        "Python stopped with a TypeError. Most often a size was made with `/`, which gives a "
        "float, and range and np.zeros want whole numbers.",
        "Compare 4 / 2 with 4 // 2. Which of them can be a size?",
    ),
    Mistake(
        "last row and column missing",
        broken(count="one less"),
        "The output is one row too short and one column too narrow: the + 1 is missing.",
        "Put a kernel of 2 on 5 pixels with stride 1. Are there 3 windows or 4?",
    ),
    Mistake(
        "padding counted once",
        broken(count="one padding"),
        "The output is too small with padding: it was counted on one side. There are zeros on "
        "both.",
        "Write a row of 3 pixels with padding 1 on paper. Is it 4 entries long or 5?",
    ),
    Mistake(
        "one window too many",
        broken(count="too many"),
        "An IndexError comes up, whatever the sizes: some loop goes beyond the end of its array.",
        "Look at the line that the error names: which index is it, and up to where may it go? "
        "A kernel of 2 has 4 windows on 5 pixels.",
    ),
    Mistake(
        "output's height and width exchanged",
        broken(count="exchanged"),
        "Wherever the output is not square, a ValueError comes up: height and width of the output "
        "changed places.",
        "For x of shape (1, 1, 5, 7) and w of shape (1, 1, 3, 2), which are OH and OW in your "
        "code? They should be 3 and 6.",
    ),
    Mistake(
        "output taken for square",
        broken(count="square"),
        "OH was used for the width as well, so columns are missing where the output is wide, and "
        "an index runs over where it is narrow.",
        "How many lines of your code use the width of x? It needs a size of its own.",
    ),
    Mistake(
        "axes in another order",
        broken(count="always"),
        "Two arrays do not match, and a ValueError comes up. Most often the axes are taken in "
        "another order. Here x is (N, C, H, W) and w is (O, C, KH, KW), channels before "
        "height and width.",
        "Print the shapes of the two arrays in the line that the error names, and write beside "
        "each number which axis it counts.",
    ),
)
