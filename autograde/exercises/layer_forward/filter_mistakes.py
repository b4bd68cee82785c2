"""Assignment 04, in words: mistakes of filters, channels, and the sum over a window."""

from __future__ import annotations

from autograde.exercise import Mistake

from .variants import broken

TURNED = (
    Mistake(
        "filters flipped",
        broken(turned="both"),
        "Every filter was turned by 180 degrees. That is convolution in the mathematical sense; "
        "the layer of that name correlates, and uses filters as they are.",
        "Try the image 1, 2, 3 with the filter 1, 0: the weight 1 lies on the left pixel. "
        "Which comes first, 1 or 2?",
    ),
    Mistake(
        "filters flipped left-right",
        broken(turned="left-right"),
        "Every filter was mirrored left-right. The layer uses filters as they are.",
        "Try the image [[1, 2, 3]] with the filter [[1, 0]]: the answer begins with 1.",
    ),
    Mistake(
        "filters flipped up-down",
        broken(turned="up-down"),
        "Every filter was mirrored up-down. The layer uses filters as they are.",
        "Try the image [[1], [2], [3]] with the filter [[1], [0]]: the answer begins with 1.",
    ),
    Mistake(
        "filters and their channels flipped",
        broken(turned="channels too"),
        "Every filter was flipped in all three axes, so its first channel met the last one of the "
        "image. The layer flips nothing.",
        "Look for [..., ::-1] or np.flip. Which axes does it turn around?",
    ),
    Mistake(
        "order of filters and channels reversed",
        broken(turned="wrong axes"),
        "w was reversed along its first two axes. These count filters and channels; and the layer "
        "reverses nothing at all.",
        "For w of shape (O, C, KH, KW), which two axes does w[::-1, ::-1] turn around?",
    ),
    Mistake(
        "channels in reverse order",
        broken(turned="channels"),
        "Channel 0 of the image met the last channel of the filter. Channel c meets channel c.",
        "Print the two channel numbers of each product for C = 2.",
    ),
    Mistake(
        "filters transposed",
        broken(turned="transposed"),
        "The rows and columns of the filters were exchanged. w is (O, C, KH, KW): height comes "
        "before width.",
        "Which sizes does your code read for w of shape (1, 1, 3, 2)? Three rows or two?",
    ),
    Mistake(
        "kernel taken for square",
        broken(turned="assumed square"),
        "Filters that are not square stop with a ValueError: one of KH and KW was used for both.",
        "Search your code for both of KH and KW. Does each bound the loop or slice of its own "
        "axis?",
    ),
    Mistake(
        "first filter for all",
        broken(turned="first filter"),
        "Every channel of the output comes from filter 0.",
        "Which index of w counts the filters? Does it change in your code?",
    ),
    Mistake(
        "one channel of weights for all",
        broken(turned="first channel"),
        "Channel 0 of each filter was used for every channel of the image. Each channel has "
        "weights of its own.",
        "Which index of w counts the channels? Does it change in your code?",
    ),
)

INDEX_EXCHANGED = Mistake(
    "row and column of the weight exchanged",
    broken(turned="exchanged"),
    "The two last indices of w changed places, so filters that are not square end in an "
    "IndexError, and square ones are transposed.",
    "In w[o, c, k, l], which loop does k come from, and which l? One runs to KH, the other to KW.",
)

LETTERS_EXCHANGED = Mistake(
    "last letters exchanged",
    broken(turned="letters exchanged"),
    "Rows of the windows met columns of the filters: the last two axes stand in the wrong order in "
    "the window's shape, or in the letters of einsum. Filters that are not square stop with a "
    "ValueError, square ones are transposed.",
    "Print windows.shape for KH = 3 and KW = 2. What do its last two numbers say?",
)

CHANNELS = (
    Mistake(
        "first channel only",
        broken(channels="first"),
        "Only channel 0 was looked at. The sum runs over all channels.",
        "For C = 2 and 1 by 1 kernels, how many products belong to one output pixel?",
    ),
    Mistake(
        "channels not added",
        broken(channels="not added"),
        "Every channel has its own result, so there is an axis too many. The channels are part of "
        "the sum: one filter makes one map.",
        "A 32 by 32 image with 3 channels under one 5 by 5 filter: how many maps come out?",
    ),
)

WINDOW = (
    Mistake(
        "mean over the window",
        broken(window="mean"),
        "The sum was divided by KH * KW. The layer adds up and does not average.",
        "Work out the window 1, 2 under the weights 1, 1. Is it 3 or 1.5?",
    ),
    Mistake(
        "mean over the channels",
        broken(window="mean of channels"),
        "The sum was divided by the number of channels. The layer adds up and does not average.",
        "Take a pixel with the channels 5, 3 and the weights 1, 1. Is the answer 8 or 4?",
    ),
    Mistake(
        "mean over window and channels",
        broken(window="mean of all"),
        "The products were averaged (np.mean): the sum was divided by C * KH * KW.",
        "Work out the window 1, 2 under the weights 1, 1. Is it 3 or 1.5?",
    ),
)

ALL_FILTERS = Mistake(
    "all filters at once",
    broken(turned="all filters"),
    "Every map is the sum of what all filters find: the window was multiplied by the whole of w. "
    "Each map belongs to one filter.",
    "Print w.shape, and the shape of what you multiply the window by. Which of its axes should "
    "not be there?",
)

IMAGE_CHANNEL = Mistake(
    "channel 0 of the image for all",
    broken(channels="image's first"),
    "Every channel of the filter met channel 0 of the image. Channel c meets channel c.",
    "Print the shape of your window. How many axes has it, and how many has one filter?",
)

LOOPS = (
    Mistake(
        "only the last product kept",
        broken(window="last product"),
        "Each product replaced the one before it, so only the last one is left.",
        "Work out the window 1, 2 under the weights 1, 1. Is it 3 or 2? Compare `=` with `+=`.",
    ),
    Mistake(
        "running total",
        broken(window="running"),
        "The total goes on from one output pixel to the next. Each of them starts at zero.",
        "In which of your loops is the total set to 0? It has to be the one that runs once for "
        "each output pixel.",
    ),
)

LAST_CHANNEL = Mistake(
    "last channel only",
    broken(channels="last"),
    "Each channel replaced the one before it, so only the last one is left. Channels are added up.",
    "For C = 2 and 1 by 1 kernels, watch one output pixel in your loop. Compare `=` with `+=`.",
)

OTHER_ORDER = Mistake(
    "weights read in another order",
    broken(turned="by pixels"),
    "The weights of a filter were paired with the pixels of a window in another order: one "
    "was flattened channel by channel, the other pixel by pixel.",
    "For C = 2 and a 1 by 2 kernel, write down the four entries of w[0].ravel(), and those of "
    "your flattened window. Does the channel change slowest in both?",
)

ADDED_FIRST = Mistake(
    "channels added up too early",
    broken(channels="added first"),
    "The channels of image and filter were each added up before they were multiplied. "
    "Multiply channel by channel, then add.",
    "Take a pixel with the channels 5, 3 and the weights 1, -1. Is the answer 2 or 0?",
)

SIGNS_LOST = Mistake(
    "sizes of the weights only",
    broken(weights="abs"),
    "Negative weights count as positive ones.",
    "Work out the window 5, 3 under the weights 1, -1. Is it 2 or 8?",
)
