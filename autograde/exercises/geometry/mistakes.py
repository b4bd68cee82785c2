"""Assignment 03, in words: the mistakes of output_size, first those of counting positions."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import size_of
from .fit_mistakes import OF_FITTING

_size = Variants(size_of)

OUTPUT_SIZE = (
    Mistake(
        "padding counted once",
        _size(padded="once"),
        "The padding was added once. It lies at both ends of the input.",
        "Draw 4 pixels with a padding of 1 at each end. How many cells are there?",
    ),
    Mistake(
        "padding ignored",
        _size(padded="ignored"),
        "The padding does not change your answer, but every padded pixel is room for the kernel.",
        "How many places does a kernel of 3 have on 4 pixels? And with one more at each end?",
    ),
    Mistake(
        "padding subtracted",
        _size(padded="subtracted"),
        "The padding was taken away from the input. It is added to it.",
        "Does a rim of zeros make an image larger or smaller?",
    ),
    Mistake(
        "dilation ignored",
        _size(reach="dilation ignored"),
        "The dilation does not change your answer. A kernel whose weights lie further apart "
        "reaches over more pixels.",
        "Draw three weights with dilation 2: a weight on every second pixel. Over how many pixels "
        "does the kernel reach, from its first weight to its last?",
    ),
    Mistake(
        "reach of kernel times dilation",
        _size(reach="times"),
        "The kernel's reach was taken as dilation * kernel. That counts a gap behind the last "
        "weight, too.",
        "Draw three weights with dilation 2. How many gaps lie between three weights: three or "
        "two?",
    ),
    Mistake(
        "dilation as pixels in between",
        _size(reach="pixels between"),
        "The dilation was taken as the number of pixels left out between two weights. Here, as in "
        "PyTorch, it is the distance of neighbouring weights, and 1 is a dense kernel.",
        "With dilation 1 the kernel is dense. Over how many pixels does a kernel of 3 reach then?",
        convention=True,
    ),
    Mistake(
        "only one gap dilated",
        _size(reach="dilated once"),
        "The dilation widened the kernel once. It widens every gap between two weights.",
        "Draw four weights with dilation 2. How many gaps are there, and how wide is each?",
    ),
    Mistake(
        "last weight not counted",
        _size(reach="last weight lost"),
        "The distance from the first weight to the last was taken for the reach. It is one pixel "
        "more, since both ends count.",
        "Over how many pixels does a dense kernel of 3 reach? And how far is it from the first to "
        "the last of them?",
    ),
    Mistake(
        "kernel and stride exchanged",
        _size(exchanged="yes"),
        "Kernel and stride have changed places in the formula.",
        "Say the formula in words: the room beyond the kernel, divided into strides. Which letter "
        "of yours is which?",
    ),
    Mistake(
        "first position not counted",
        _size(steps="first position missing"),
        "Steps were counted, not positions. Before its first step the kernel has a position, too.",
        "Mark all the places where 3 pixels fit on 5, and count the steps between them.",
    ),
    Mistake(
        "1 added before the division",
        _size(steps="one inside"),
        "The 1 was added to the room and then divided with it. It stands for the first position, "
        "which needs no step, so it comes after the division.",
        "Work out 4 / 2 + 1 and (4 + 1) / 2. Which did you mean?",
    ),
    Mistake(
        "brackets missing",
        _size(steps="brackets missing"),
        "Only the kernel was divided by the stride: / goes before + and -.",
        "Let Python work out 7 - 3 / 2 + 1 and (7 - 3) / 2 + 1.",
    ),
    Mistake(
        "stride ignored",
        _size(steps="stride ignored"),
        "The stride does not change your answer. Larger steps leave fewer positions.",
        "Mark the places of 3 pixels on 7, in steps of 1 and then of 2. How many are there each "
        "time?",
    ),
    Mistake(
        "stride as pixels in between",
        _size(steps="pixels between"),
        "The stride was taken as the number of places left out between two positions. It is the "
        "step itself, and 1 leaves out none.",
        "With stride 1, the kernel starts at 0, and then where?",
    ),
    *OF_FITTING,
)
