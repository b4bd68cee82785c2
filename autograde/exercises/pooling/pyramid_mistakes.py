"""Assignment 07, in words: the mistakes of spatial_pyramid_pool."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .pyramid_broken import pyramid
from .window_mistakes import of_results

_spp = Variants(pyramid)

EDGES = (
    "Draw 5 pixels and cut them into 2 bins. The cut goes through the pixel in the middle. Where "
    "does the first bin end by the rule, and where does the second one begin?"
)

SPATIAL_PYRAMID_POOL = (
    Mistake(
        "bins that end rounded down",
        _spp(bins="floor"),
        "The ends of the bins were rounded down, like their beginnings, so a pixel that is cut in "
        "two counts for one bin only. The rule rounds ends up, and neighbours share that pixel.",
        EDGES,
    ),
    Mistake(
        "bins that begin rounded up",
        _spp(bins="ceil"),
        "The beginnings of the bins were rounded up, like their ends, so a pixel that is cut in "
        "two counts for one bin only. The rule rounds beginnings down, and neighbours share that "
        "pixel.",
        EDGES,
    ),
    Mistake(
        "height for both",
        _spp(across="height"),
        "The bins of the columns were cut by the height H of the image. Columns go by its width W.",
        "With 3 rows and 5 columns, where does the last bin of columns end? Where in yours?",
    ),
    Mistake(
        "bins that end one pixel too late",
        _spp(bins="one too long"),
        "One pixel was added to the end of every bin. That is right only where the end had to be "
        "rounded; where n divides the size, bins do not overlap.",
        "Cut 6 pixels into 2 bins. Where does the first one end?",
    ),
    Mistake(
        "what is left over lost",
        _spp(bins="floor window"),
        "Bins of H // n pixels side by side: where n does not divide the size, the last rows and "
        "columns lie in no bin.",
        EDGES,
    ),
    Mistake(
        "bins as long as the size rounded up",
        _spp(bins="ceil window"),
        "Bins of ceil(H / n) pixels side by side: the last bins stick out, and hold fewer pixels "
        "or none.",
        "Cut 6 pixels into 4 bins of 2. What is left for the last one?",
    ),
    Mistake(
        "pooling with one window and one stride",
        _spp(bins="ceil window, floor stride"),
        "Windows of ceil(H / n) pixels at steps of H // n, as many programs have it. Where n does "
        "not divide the size, they drift to the front, and the end is never seen. Here each bin "
        "has its own ends.",
        "Cut 7 pixels into 4 bins. Where does the last one end by the rule?",
        convention=True,
    ),
    Mistake(
        "array_split",
        _spp(bins="split"),
        "np.array_split cuts without overlap, and makes the first parts longer. By the rule here "
        "neighbours share a pixel that is cut in two.",
        EDGES,
        convention=True,
    ),
    Mistake(
        "bins of n pixels",
        _spp(bins="blocks of n"),
        "n was taken for the length of a bin. It is the number of bins along each axis.",
        "How many numbers does the level n = 2 give for one channel, whatever its size?",
    ),
    Mistake(
        "mean instead of maximum",
        _spp(taken="mean"),
        "Each bin gives its mean. The maximum is asked for.",
        "Print the largest pixel of one channel, and your result for the level 1.",
    ),
    Mistake(
        "largest size instead of largest number",
        _spp(taken="abs"),
        "The sign was dropped: of -5 and 3 you took 5.",
        "Which is the largest of -5 and 3?",
    ),
    Mistake(
        "column by column",
        _spp(order="columns"),
        "The bins of a level come column by column. Row-major order reads them like a page.",
        "Which loop is the inner one, that over rows of bins or that over columns?",
    ),
    Mistake(
        "n bins for each level",
        _spp(order="diagonal"),
        "Each level gives n numbers, those on the diagonal of its grid. All n * n bins count.",
        "Into how many fields does a grid of 2 by 2 cut an image? How many loops does that take?",
    ),
    Mistake(
        "strips instead of bins",
        _spp(order="strips"),
        "Only the rows were cut, so each level gives n strips. The columns are cut as well.",
        "Into how many fields does a grid of 2 by 2 cut an image?",
    ),
    Mistake(
        "levels sorted",
        _spp(used="sorted"),
        "The levels come in rising order. They are asked for in the order of `levels`.",
        "Try levels=[2, 1]. How many numbers come first, four or one?",
    ),
    Mistake(
        "first level only",
        _spp(used="first"),
        "Only the first level is in the result: `return` stands inside the loop over levels.",
        "How far is `return` indented?",
    ),
    Mistake(
        "last level only",
        _spp(used="last"),
        "Only the last level is in the result: each one replaced the one before it.",
        "Where do you keep what the earlier levels gave?",
    ),
    Mistake(
        "levels as powers of two",
        _spp(used="powers"),
        "A level n was cut into 2**n bins along each axis. Here n itself is the number of bins.",
        "How many numbers does the level 1 give for one channel?",
        convention=True,
    ),
    Mistake(
        "maximum over all channels",
        _spp(across="channels"),
        "The maximum was taken over the channels, too. Each channel keeps its own numbers.",
        "Print the shape of the bin that you take the maximum of. Is there an axis too many?",
    ),
    Mistake(
        "first image for the whole batch",
        _spp(across="first image"),
        "Every image of the result is the first one's.",
        "Read off the image's index on both sides of the assignment. Are they the same?",
    ),
    Mistake(
        "channels and bins in one row",
        _spp(form="flat"),
        "The result has two axes. Channels and bins keep an axis each: (N, C, bins).",
        "Print the shape of your result.",
    ),
    Mistake(
        "bins before channels",
        _spp(form="bins first"),
        "The bins stand on the second axis and the channels on the third. It is the other way.",
        "Print the shape of your result next to (N, C, bins).",
    ),
    Mistake(
        "stacked and reshaped",
        _spp(form="reshaped"),
        "The bins were collected on the first axis, and a reshape was to bring them to the last "
        "one. reshape keeps the order of the numbers; moving an axis is a transpose.",
        "Compare a.reshape(3, 2) with a.T for a = np.arange(6).reshape(2, 3).",
    ),
    *of_results(_spp),
)
