"""Assignment 05, in words: mistakes of what is read, and of the order it is written in."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants


def of_reading(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of how images are read, and which of them."""
    return (
        Mistake(
            "images transposed",
            broken(axes="height and width"),
            "Height and width have changed places: each image was transposed.",
            "Try x of shape (1, 1, 2, 3) with windows of (1, 1). In which order do its pixels "
            "come out?",
        ),
        Mistake(
            "first image only",
            broken(images="first only"),
            "Only the first image was looked at.",
            "Which shape has the answer for two images, which for one?",
        ),
        Mistake(
            "last image only",
            broken(images="last only"),
            "Only the last image is left: each one replaced the one before it.",
            "In your loop over images, where does each result go?",
        ),
        Mistake(
            "first image for the whole batch",
            broken(images="first for all"),
            "Every image of the batch gives what the first one gives.",
            "Find the index of the batch in your code: is it the loop's letter or 0?",
        ),
        Mistake(
            "channels reversed",
            broken(channels="reversed"),
            "The channels were read in reverse order.",
            "Try x with two channels and one pixel each. Which one comes first?",
        ),
    )


def of_window_orders(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of the order within columns, and of the order of columns."""
    return (
        Mistake(
            "channels fastest within a column",
            broken(rows="channels last"),
            "Within a column the channels alternate: (KH, KW, C). In the course the channel is "
            "slowest, as in the weights (C, KH, KW).",
            "Number the entries of one filter, w[0].ravel(), for 2 channels of (1, 2). Which "
            "channel has entry 1?",
            convention=True,
        ),
        Mistake(
            "windows read down their columns",
            broken(rows="column by column"),
            "Each window was read column by column. Row by row is asked for, as NumPy's ravel "
            "does it.",
            "In which order does ravel read [[1, 2], [3, 4]]?",
        ),
        Mistake(
            "images fastest among the columns",
            broken(columns="images fastest"),
            "Neighbouring columns belong to different images. The course keeps the columns of an "
            "image together, so that (N, OH, OW) reads them in order; CS231n's im2col has the "
            "image fastest.",
            "For two images with three windows each, to which image does column 1 belong?",
            convention=True,
        ),
        Mistake(
            "windows counted downwards",
            broken(columns="column by column"),
            "The windows follow each other downwards first. To the right first is asked for.",
            "Column 1 of the answer: where does its window begin, at row 0, column 1, or at row 1, "
            "column 0?",
        ),
        Mistake(
            "windows in rows, reshaped",
            broken(arranged="windows in rows"),
            "Windows were written in rows and then reshaped to the shape asked for. A reshape "
            "keeps the order of all numbers, so that each column mixes several windows.",
            "Compare reshape(3, 2) with .T for np.arange(6).reshape(2, 3).",
        ),
        Mistake(
            "one matrix for each image, reshaped",
            broken(arranged="image by image"),
            "The columns of each image are right, but the batch's axis was reshaped into the "
            "others without being moved first.",
            "From (N, rows, columns) to (rows, N * columns): which axes must be neighbours before "
            "you reshape?",
        ),
        Mistake(
            "view of the windows, reshaped",
            broken(arranged="window by window"),
            "The windows' six axes (N, C, OH, OW, KH, KW) were reshaped as they lie. A reshape "
            "only joins neighbouring axes; others must be moved together first.",
            "Write the six axes in the order that you want, (C, KH, KW, N, OH, OW), under the "
            "order that you have. Which transpose leads from one to the other?",
        ),
    )
