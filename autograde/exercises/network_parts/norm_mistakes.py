"""Assignment 08, in words: the mistakes of local response normalisation."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .ends_broken import normalised
from .form_mistakes import of_results

_norm = Variants(normalised)

LOCAL_RESPONSE_NORM = (
    Mistake(
        "alpha divided by n",
        _norm(weight="divided by n"),
        "The sum was divided by n, as PyTorch and Caffe do. The paper, and this course, multiply "
        "the plain sum by alpha.",
        "Find the n in your formula. Does it stand anywhere but in the limits of the sum?",
        convention=True,
    ),
    Mistake(
        "mean of the channels that are there",
        _norm(weight="mean"),
        "The squares were averaged over the channels in the window. The formula adds them.",
        "Look for a mean, or a division by a length.",
    ),
    Mistake(
        "alpha missing",
        _norm(weight="missing"),
        "alpha does not change your result.",
        "Which factor stands before the sum?",
    ),
    Mistake(
        "last channel of the window missing",
        _norm(window="end missing"),
        "The window ends one channel early: the end of a slice is not part of it.",
        "List the channels around channel 5 for n = 3. Then print list(range(10))[4:6].",
    ),
    Mistake(
        "window from the channel onwards",
        _norm(window="onwards"),
        "The window begins at the channel itself. It lies around it: n // 2 before and n // 2 "
        "after.",
        "List the channels around channel 5 for n = 3.",
    ),
    Mistake(
        "window up to the channel",
        _norm(window="backwards"),
        "The window ends at the channel itself. It lies around it: n // 2 before and n // 2 after.",
        "List the channels around channel 5 for n = 3.",
    ),
    Mistake(
        "neighbours before the channel only",
        _norm(window="up to c"),
        "Of the neighbours only the n // 2 channels *before* the channel count. As many count "
        "after it.",
        "List the channels around channel 5 for n = 5.",
    ),
    Mistake(
        "neighbours after the channel only",
        _norm(window="from c"),
        "Of the neighbours only the n // 2 channels *after* the channel count. As many count "
        "before it.",
        "List the channels around channel 5 for n = 5.",
    ),
    Mistake(
        "n channels to each side",
        _norm(window="radius n"),
        "The window holds n channels on *each* side, 2n + 1 in all. TensorFlow's depth_radius "
        "means that; here n is the whole window.",
        "List the channels around channel 5 for n = 3. How many are there?",
        convention=True,
    ),
    Mistake(
        "windows that begin below 0",
        _norm(window="negative start"),
        "For the first channels the window begins at a negative index, and Python counts that from "
        "the end: the slice is empty, or holds other channels.",
        "Print list(range(10))[-1:2]. Where should the window of channel 0 begin?",
    ),
    Mistake(
        "window wrapped around",
        _norm(window="wrapped"),
        "At the first channels the last ones were counted, too: the window came in again at the "
        "other end. np.roll and % do that. There are no channels beyond the ends.",
        "Which channels are within 1 of channel 0?",
    ),
    Mistake(
        "end channels repeated",
        _norm(window="end repeated"),
        "Beyond the ends the first and last channel were counted again. There are no channels "
        "there, so nothing is added.",
        "How many squares are added for channel 0 and n = 3?",
    ),
    Mistake(
        "all channels",
        _norm(window="all"),
        "The sum runs over all channels. It is *local*: n // 2 to either side.",
        "Does your result change with n?",
    ),
    Mistake(
        "the channel itself left out",
        _norm(window="without itself"),
        "The entry's own square is missing. The window holds the channel and its neighbours.",
        "What should n = 1 give?",
    ),
    Mistake(
        "neighbouring columns",
        _norm(window="columns"),
        "The window runs along the last axis, over neighbouring columns. In (N, C, H, W) the "
        "channels are axis 1.",
        "Which axis of x do your slices cut?",
    ),
    Mistake(
        "neighbouring images",
        _norm(window="batch"),
        "The window runs over the images of the batch. In (N, C, H, W) the channels are axis 1; "
        "images do not mix.",
        "Which axis of x do your slices cut?",
    ),
    Mistake(
        "not squared",
        _norm(terms="not squared"),
        "The entries were added without squares, so positive and negative ones cancel.",
        "What should the entries 1 and -1 add up to in the sum, 0 or 2?",
    ),
    Mistake(
        "square of the sum",
        _norm(terms="sum squared"),
        "The entries were added first and squared then. Each entry is squared by itself.",
        "What should the entries 1 and -1 add up to in the sum, 0 or 2?",
    ),
    Mistake(
        "squares of all images and pixels added",
        _norm(terms="every axis"),
        "The squares of all images, rows and columns were added up, too: a sum without an axis. "
        "Only channels at the same pixel of the same image count.",
        "Print the shape of your sum. Which axes of x should be left?",
    ),
    Mistake(
        "k missing",
        _norm(form="k missing"),
        "k was not added to the sum.",
        "What would a pixel with zeros in all channels be divided by?",
    ),
    Mistake(
        "beta missing",
        _norm(form="beta missing"),
        "beta does not change your result: the entry is divided by the sum itself.",
        "Which power of the sum does the formula take?",
    ),
    Mistake(
        "square root for the power",
        _norm(form="square root"),
        "The root of the sum was taken, which is right for beta = 1/2 only.",
        "Which power of the sum does the formula take?",
    ),
    Mistake(
        "k outside of the power",
        _norm(form="k outside"),
        "k was added after the power. It is inside the brackets.",
        "For n = 1, x = 2, alpha = 1 and k = 5, which number is raised to the power beta?",
    ),
    Mistake(
        "multiplied",
        _norm(form="multiplied"),
        "The entry was multiplied by the power. It is divided: large neighbours make it smaller.",
        "Should large neighbours make an entry larger or smaller?",
    ),
    Mistake(
        "divisor alone",
        _norm(form="scale alone"),
        "What comes back is the number to divide by. x itself is missing.",
        "Which line of yours divides x?",
    ),
    Mistake(
        "changed as it goes",
        _norm(changes="as it goes"),
        "Each channel was replaced before the next one was worked out, so later channels saw "
        "neighbours that were normalised already. And x is changed for whoever called.",
        "Which array do you read, and which do you write?",
    ),
    Mistake(
        "a copy changed as it goes",
        _norm(changes="a copy as it goes"),
        "Each channel was replaced in your copy before the next one was worked out, so later "
        "channels saw neighbours that were normalised already.",
        "Which array do you read, and which do you write? They must not be the same.",
    ),
    Mistake(
        "x changed",
        _norm(changes="x"),
        "The result was written into the array that came in. Whoever called the function still "
        "needs x.",
        "Print x before and after a call. Compare `x /= a` with `x / a`.",
    ),
    *of_results(_norm, "x"),
)
