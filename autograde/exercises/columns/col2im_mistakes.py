"""Assignment 05, in words: the mistakes of `col2im`."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers

from .col2im_broken import images_of
from .col2im_place_mistakes import CUTS, PLACES

_broken = Variants(images_of)

_TOGETHER = (
    Mistake(
        "overlaps overwritten by the later window",
        _broken(together="last window"),
        "Where windows overlap, the later one replaced the earlier one. Overlaps are added up.",
        "Two windows of 2 on 3 pixels, all ones: what belongs to the middle pixel? Compare `=` "
        "with `+=`.",
    ),
    Mistake(
        "overlaps lost: fancy +=",
        _broken(together="first window"),
        "Where windows overlap, only one of them counts. `x[i] += v` with an array i adds once for "
        "each pixel, even if i holds it several times; the same happens with `=` for each place "
        "of the window.",
        "Try x = np.zeros(2), then x[[0, 0]] += 1. Then look up np.add.at.",
    ),
    Mistake(
        "overlaps averaged",
        _broken(together="mean"),
        "Sums were divided by the number of windows that share a pixel. That undoes im2col; "
        "col2im is asked for, which only adds up.",
        "Two windows of 2 on 3 pixels, all ones: is the middle pixel 1 or 2?",
        convention=True,
    ),
    Mistake(
        "largest of the overlaps",
        _broken(together="largest"),
        "Where windows overlap, the largest number was kept. Overlaps are added up.",
        "Two windows of 2 on 3 pixels, all ones: is the middle pixel 1 or 2?",
    ),
    Mistake(
        "divided by the window's size",
        _broken(together="window's mean"),
        "Everything was divided by KH * KW. col2im only adds up.",
        "A single window of (2, 2), all ones: is each pixel 1 or 1/4?",
    ),
)

_READ = (
    Mistake(
        "columns read as rows",
        _broken(read="windows in rows"),
        "The matrix was reshaped as if each window were a row. Here each window is a column.",
        "Which pixels are in column 0 of [[0, 1, 3, 4], [1, 2, 4, 5], …]? Take a 3 by 4 image: "
        "there, rows and columns differ.",
    ),
    Mistake(
        "columns cut up image by image",
        _broken(read="image by image"),
        "The matrix was reshaped to (N, C, KH, KW, OH, OW) at once. Its rows are (C, KH, KW) and "
        "its columns (N, OH, OW); a reshape can only split these in place.",
        "Write down the six axes in the order in which the matrix holds them. Reshape to that, "
        "then move N to the front.",
    ),
    Mistake(
        "columns cut up window by window",
        _broken(read="window by window"),
        "The matrix was reshaped to (N, C, OH, OW, KH, KW) at once. Its rows are (C, KH, KW) and "
        "its columns (N, OH, OW); a reshape can only split these in place.",
        "Write down the six axes in the order in which the matrix holds them. Reshape to that, "
        "then move them.",
    ),
    Mistake(
        "images fastest among the columns",
        _broken(read="images fastest"),
        "Neighbouring columns were taken for windows of different images, as CS231n's col2im "
        "takes them. In the course the columns of an image stand together.",
        "For two images with three windows each, to which image does column 1 belong?",
        convention=True,
    ),
    Mistake(
        "windows counted downwards",
        _broken(read="positions by column"),
        "The columns were taken for windows that follow each other downwards. They follow each "
        "other to the right.",
        "Column 1: does its window begin at row 0, column 1, or at row 1, column 0?",
    ),
    Mistake(
        "channels fastest within a column",
        _broken(read="channels last"),
        "Within a column the channels were taken to alternate: (KH, KW, C). In the course the "
        "channel is slowest: (C, KH, KW).",
        "For 2 channels and windows of (1, 2), to which channel does row 1 belong?",
        convention=True,
    ),
    Mistake(
        "windows filled down their columns",
        _broken(read="windows by column"),
        "Each window was filled column by column. Row by row is asked for, as reshape does it.",
        "Which window makes np.array([1, 2, 3, 4]).reshape(2, 2)?",
    ),
    Mistake(
        "windows turned around",
        _broken(turned="both"),
        "Each window was put back upside down. Nothing is flipped here.",
        "A single window with the column 1, 2, 3, 4: which pixel is top left?",
    ),
    Mistake(
        "window's height and width exchanged",
        _broken(as_size="exchanged"),
        "The window was taken to be as tall as it should be wide. size is (KH, KW), height first.",
        "With size (3, 2): how many rows has a window?",
    ),
)

COL2IM = (
    *_TOGETHER,
    *_READ,
    *PLACES,
    *CUTS,
    Mistake(
        "only the first image filled",
        _broken(images="first only"),
        "All images but the first are zero.",
        "Find the index of the batch in your code: is it the loop's letter or 0?",
    ),
    Mistake(
        "images added up",
        _broken(images="added up"),
        "Every image holds the sum over the batch. Each image gets its own columns only.",
        "Two images, one window each: how many columns belong to the first image?",
    ),
    Mistake(
        "only the first channel filled",
        _broken(channels="first only"),
        "All channels but the first are zero.",
        "Find the index of the channel in your code: is it the loop's letter or 0?",
    ),
    Mistake(
        "channels added up",
        _broken(channels="added up"),
        "Every channel holds the sum over the channels. Each channel gets its own rows only.",
        "Two channels, windows of (2, 2): how many rows belong to the first channel?",
    ),
    *of_numbers(_broken, computed=False),
    *of_form(_broken),
)
