"""Assignment 03, in words: the mistakes of dilate."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form

from .image_broken import spread
from .image_mistakes import of_axes, of_types

_spread = Variants(spread)

DILATE = (
    *of_axes(
        _spread,
        "Write down the shape of x and of your result for x of shape (2, 3, 4, 5) "
        "and step 2. Which axes should change?",
    ),
    Mistake(
        "zeros after the last pixel",
        _spread(ends="after"),
        "Zeros follow the last row and the last column, too, so the result is H * step high. "
        "Signal processing spreads so; here zeros come *between* pixels only.",
        "Spread the row 1, 2, 3 with step 2. With which number does it end?",
        convention=True,
    ),
    Mistake(
        "zeros before the first pixel",
        _spread(ends="before"),
        "Zeros come before the first row and the first column, too. They belong between pixels "
        "only.",
        "Spread the row 1, 2, 3 with step 2. With which number does it begin?",
    ),
    Mistake(
        "step as zeros in between",
        _spread(distance="one more"),
        "There are `step` zeros between two neighbours. The step is their distance, so there is "
        "one zero less, and step 1 changes nothing.",
        "At which place should the second pixel stand, for step 2?",
        convention=True,
    ),
    Mistake(
        "one zero too few",
        _spread(distance="one less"),
        "The pixels are one place too close together.",
        "At which place should the second pixel stand, for step 2?",
    ),
    Mistake(
        "pixels repeated",
        _spread(between="repeated", ends="after"),
        "Every pixel became a block of equal pixels, as np.repeat makes them. Between neighbours "
        "there should be zeros, and nothing after the last.",
        "Spread the row 1, 2, 3 with step 2. What stands between 1 and 2?",
    ),
    Mistake(
        "pixels dropped",
        _spread(between="pixels dropped"),
        "Only every step-th pixel is left: x[..., ::step] reads with a step. Here one writes with "
        "a step, into something larger.",
        "Should the result be larger or smaller than x?",
    ),
    Mistake(
        "pixels set to zero",
        _spread(between="pixels zeroed"),
        "The shape is that of x, and pixels in between were lost. They should move apart to make "
        "room for zeros.",
        "Spread the row 1, 2, 3 with step 2. Are all three numbers still there?",
    ),
    Mistake(
        "one row and column short",
        _spread(between="size short"),
        "The array that you make is too small by one: from the first of H pixels to the last there "
        "are H - 1 steps, and the last pixel needs a place as well.",
        "Spread the row 1, 2, 3 with step 2. How long is it?",
    ),
    *of_types(_spread),
    *of_form(_spread),
)
