"""Assignment 09, in words: the mistakes of trace_shapes, first those of one layer."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import trace
from .list_mistakes import OF_LISTS

_trace = Variants(trace)

_SIZES = (
    Mistake(
        "padding counted once",
        _trace(padded="once"),
        "The padding was added once. It lies at both ends of each side.",
        "Draw 4 pixels with a padding of 1 at each end. How many cells are there?",
    ),
    Mistake(
        "padding ignored",
        _trace(padded="ignored"),
        "The padding of a convolution does not change your answer. It is the fifth entry of the "
        "tuple.",
        "Take one convolution apart on paper: which entry of the tuple is which number?",
    ),
    Mistake(
        "stride and padding exchanged",
        _trace(stepped="stride and padding exchanged"),
        "Stride and padding of a convolution have changed places. In the tuple the stride comes "
        "first.",
        "Print the five numbers of one convolution with their names beside them.",
    ),
    Mistake(
        "stride of convolutions ignored",
        _trace(stepped="ignored"),
        "The stride of a convolution does not change your answer. Larger steps leave fewer places.",
        "Mark the places of 3 pixels on 7, in steps of 1 and then of 2.",
    ),
    Mistake(
        "first position not counted",
        _trace(stepped="no first position"),
        "Steps were counted, not positions. Before its first step the kernel has a position, too.",
        "Mark all the places where 3 pixels fit on 5, and count the steps between them.",
    ),
    Mistake(
        "the 1 inside the division",
        _trace(stepped="one inside"),
        "The 1 was added before the division by the stride. It belongs behind it: it is the first "
        "position, and only the steps are divided.",
        "A kernel of 3 with stride 2 on 7 pixels: what comes out of (7 - 3 + 1) // 2, and what of "
        "(7 - 3) // 2 + 1?",
    ),
    Mistake(
        "rounded up",
        _trace(rounded="up"),
        "Where a stride leaves pixels over, the size was rounded up. Layers round down: the kernel "
        "may not stick out.",
        "How many places has a kernel of 3 with stride 2 on 6 pixels? Draw them.",
    ),
    Mistake(
        "rounded up in pools",
        _trace(rounded="up in pools"),
        "Pools were rounded up, as Caffe does it and PyTorch with ceil_mode=True. In this course "
        "all layers round down.",
        "How many windows of 2 with stride 2 lie inside 5 pixels?",
        convention=True,
    ),
    Mistake(
        "rounded to the nearest",
        _trace(rounded="nearest"),
        "Where a stride leaves pixels over, the size was rounded to the nearest whole number. "
        "Layers round down.",
        "Print round(7 / 4) and 7 // 4. Which of them counts the steps of 4 on 7 pixels?",
    ),
    Mistake(
        "not rounded",
        _trace(rounded="not at all"),
        "The sizes are floats: / makes one, and so does np.floor. Pixels are counted, so ints are "
        "asked for, rounded down.",
        "Print 5 / 2 and 5 // 2. Can a side be 3.5 pixels long?",
    ),
    Mistake(
        "remainders refused",
        _trace(rounded="strict"),
        "Where a stride leaves pixels over, a ValueError is raised. `output_size` of assignment 03 "
        "did that; layers round down. Here only a kernel that is too large is refused.",
        "What does AlexNet's first layer make of 224 pixels if it may round down?",
    ),
)

_CHANNELS = (
    Mistake(
        "channels kept by convolutions",
        _trace(filters="channels kept"),
        "A convolution keeps the number of channels in your answer. Each filter makes one map, so "
        "behind it there are as many channels as filters.",
        "Ten filters look at an image with 3 channels. How many maps are there?",
    ),
    Mistake(
        "filters of one group",
        _trace(filters="of one group"),
        "The filters were divided by the groups. Groups change what a filter sees, not how many "
        "filters there are.",
        "Eight filters in two groups: how many maps do they make together?",
    ),
    Mistake(
        "kernel of a pool as its channels",
        _trace(maps="kernel"),
        "A pool gives as many channels as its window is wide. It has no filters: it keeps the "
        "channels, and its tuple begins with the size of the window.",
        "Write down the names of the entries of a pool's tuple. Is there an O?",
    ),
    Mistake(
        "pool's stride ignored",
        _trace(pooled="stride of K"),
        "The pool moves by its own width in your answer. It may also overlap: its stride is the "
        "third entry of the tuple.",
        "AlexNet pools 3 by 3 with stride 2. Mark the windows on 7 pixels.",
    ),
    Mistake(
        "pools that halve",
        _trace(pooled="halved"),
        "Every pool halves the sides in your answer. Windows of 2 with stride 2 do that; others "
        "follow the rule of section 1, as convolutions do.",
        "How many windows of 3 with stride 2 lie inside 6 pixels?",
    ),
    Mistake(
        "sides divided by the pool's stride",
        _trace(pooled="divided by the stride"),
        "A pool divides the sides by its stride in your answer. How many windows fit depends on "
        "their size, too.",
        "How many windows of 3 with stride 2 lie inside 6 pixels?",
    ),
    Mistake(
        "window and stride of pools exchanged",
        _trace(pooled="exchanged"),
        "The two numbers of a pool have changed places: the window comes first, then the stride.",
        "Print both numbers of AlexNet's first pool. Which one did you take for the window?",
    ),
)

_VECTORS = (
    Mistake(
        "an int for a vector",
        _trace(flat="int", dense="int"),
        "Behind flatten and dense layers a plain number stands in the list. The shape of a vector "
        "of 5 is the tuple (5,), with its comma.",
        "Compare type((5)) with type((5,)).",
    ),
    Mistake(
        "vectors as rows",
        _trace(flat="row", dense="row"),
        "Behind flatten and dense layers the shape is (1, F). The batch is left out in all shapes, "
        "so a vector has one axis.",
        "What is the shape of np.zeros((2, 3, 4)).ravel()?",
    ),
    Mistake(
        "flattened without the channels",
        _trace(flat="places only"),
        "Flatten counts height times width. Every channel has so many numbers.",
        "How many numbers does a volume of (3, 2, 4) hold?",
    ),
    Mistake(
        "dropout shortens",
        _trace(unchanged="dropout shrinks"),
        "Dropout makes the output smaller in your answer. It sets entries to zero, and they stay "
        "where they are.",
        "Half of four numbers become 0. How many numbers are there then?",
    ),
    Mistake(
        "layers that keep the shape left out",
        _trace(unchanged="left out"),
        "ReLU and dropout have no entry in the list. They keep the shape, and the list has one "
        "entry for each layer.",
        "How long should the list be for [('relu',)]?",
    ),
)

TRACE_SHAPES = (*_SIZES, *_CHANNELS, *_VECTORS, *OF_LISTS)
