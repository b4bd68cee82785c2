"""Assignment 05, in words: the mistakes of the windows' indices."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form

from .maps_broken import indices

_numbers = Variants(indices)

IM2COL_INDICES = (
    Mistake(
        "windows in rows",
        _numbers(arranged="transposed"),
        "Each window is a row. The course has each window in a column. Bonn's own example, 3×3 "
        "with 2×2, looks the same both ways.",
        "For a 3 by 4 image and windows of 2 by 2: six windows of four pixels. Which shape has "
        "the answer?",
        convention=True,
    ),
    Mistake(
        "windows in rows, reshaped",
        _numbers(arranged="reshaped"),
        "Windows were written in rows, then reshaped. A reshape keeps the order of all numbers, so "
        "that each column mixes several windows.",
        "Compare reshape(3, 2) with .T for np.arange(6).reshape(2, 3).",
    ),
    Mistake(
        "four axes left",
        _numbers(arranged="four axes"),
        "The numbers are right, but there are four axes. Two of them make the rows, two the "
        "columns.",
        "From (KH, KW, OH, OW) to a matrix: which lengths has it?",
    ),
    Mistake(
        "rows and columns instead of numbers",
        _numbers(arranged="rows and columns"),
        "There are two arrays, for rows and for columns of the image. One is asked for: the "
        "pixel's number when the image is read row by row.",
        "In an image of width 4, which number has the pixel at row 1, column 2?",
        convention=True,
    ),
    Mistake(
        "windows read down their columns",
        _numbers(rows="column by column"),
        "Each window was read column by column. Row by row is asked for.",
        "In which order does ravel read [[1, 2], [3, 4]]?",
    ),
    Mistake(
        "windows counted downwards",
        _numbers(columns="column by column"),
        "The windows follow each other downwards first. To the right first is asked for.",
        "Column 1 of the answer: does its window begin at pixel 1, or one row further down?",
    ),
    Mistake(
        "image numbered down its columns",
        _numbers(numbered="down the columns"),
        "The pixels were numbered column by column, as MATLAB and Fortran do it. NumPy reads row "
        "by row.",
        "Write np.arange(6).reshape(2, 3) on paper. Which number is below the 0?",
        convention=True,
    ),
    Mistake(
        "height for the length of a row",
        _numbers(row="height"),
        "One row further down is W pixels further on, and not H.",
        "In an image of 2 rows and 3 columns, which number is below the 0?",
    ),
    Mistake(
        "windows begin one after the other without a gap",
        _numbers(row="of the windows"),
        "Windows begin at 0, 1, 2, … without a gap. At the end of a row of windows some pixels "
        "begin none, since a window would hang over the edge.",
        "3 by 4 with 2 by 2: does any window begin at pixel 3?",
    ),
    Mistake(
        "window's pixels without a gap",
        _numbers(row="kernel's"),
        "The pixels of a window have consecutive numbers. Its second row lies one row of the "
        "*image* further on.",
        "3 by 4 with 2 by 2: which number is below the 0?",
    ),
    Mistake(
        "kernel's height and width exchanged",
        _numbers(as_size="exchanged"),
        "The window is as tall as it should be wide.",
        "With KH = 3 and KW = 2: how many rows has a window?",
    ),
    Mistake(
        "kernel's height used twice",
        _numbers(as_size="square"),
        "Windows are square: the height stands for the width as well.",
        "With KH = 3 and KW = 2: how many pixels has a window?",
    ),
    Mistake(
        "kernel's width used twice",
        _numbers(as_size="square, width"),
        "Windows are square: the width stands for the height as well.",
        "With KH = 3 and KW = 2: how many pixels has a window?",
    ),
    Mistake(
        "last windows missing",
        _numbers(windows="last missing"),
        "Along each axis the last window is missing.",
        "How many windows of 2 fit on 4 pixels? Look for the + 1.",
    ),
    Mistake(
        "one window too many",
        _numbers(windows="one too many"),
        "Along each axis there is one window too many, which hangs over the edge.",
        "How many windows of 2 fit on 4 pixels?",
    ),
    Mistake(
        "a window for every pixel",
        _numbers(windows="every pixel"),
        "A window begins at every pixel of the image, also where it hangs over the edge.",
        "How many windows of 2 fit on 4 pixels?",
    ),
    Mistake(
        "numbers of windows exchanged",
        _numbers(windows="exchanged"),
        "The numbers of windows down and across have changed places. Square images hide it.",
        "3 by 4 with 2 by 2: how many windows are there down, and how many across?",
    ),
    Mistake(
        "windows side by side",
        _numbers(windows="blocks"),
        "Windows do not overlap: each begins where the last one ended. Here the stride is 1.",
        "3 by 4 with 2 by 2: which pixels are in the second window?",
    ),
    Mistake(
        "first row of windows only",
        _numbers(windows="first row only"),
        "Only the windows at the top of the image are there.",
        "3 by 4 with 2 by 2: how many windows are there in all?",
    ),
    Mistake(
        "first window only",
        _numbers(windows="first only"),
        "Only the first window is there. The others hold the same numbers, each moved on by where "
        "the window begins.",
        "By how much do the numbers grow from one window to the next?",
    ),
    Mistake(
        "counted from one",
        _numbers(first=1),
        "Pixels were counted from 1. Python's indices begin at 0.",
        "What does np.array([5, 7])[1] give?",
    ),
    Mistake(
        "indices as floats",
        _numbers(kept="float"),
        "The numbers are right, but they are floats, as np.zeros makes them. Between square "
        "brackets NumPy takes whole numbers only.",
        "Try np.array([5, 7])[np.array([1.0])]. Which dtype must the array have that you fill?",
    ),
    Mistake(
        "windows turned around",
        _numbers(turned="both"),
        "Each window is read backwards. Nothing is flipped here.",
        "Which pixel of the first window is on top of the first column?",
    ),
    *of_form(_numbers),
)
