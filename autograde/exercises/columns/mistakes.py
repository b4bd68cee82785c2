"""Assignment 05, in words: the mistakes of `im2col`."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers

from .broken import columns_of
from .order_mistakes import of_reading, of_window_orders
from .step_mistakes import of_borders, of_steps

_broken = Variants(columns_of)

IM2COL = (
    Mistake(
        "windows in rows",
        _broken(arranged="transposed"),
        "Each window is a row. The course follows Bonn's K v + b and has each window in a column, "
        "so that weights times columns is the layer; other libraries differ.",
        "Which shape has the answer, (C·KH·KW, N·OH·OW) or the other way round?",
        convention=True,
    ),
    *of_window_orders(_broken),
    Mistake(
        "one matrix for each image",
        _broken(arranged="one matrix each"),
        "There is a matrix of columns for each image, with an axis for the batch, as PyTorch's "
        "unfold has it. Here all images stand side by side in one matrix.",
        "How many axes has the answer? Which one must be joined with the windows?",
        convention=True,
    ),
    Mistake(
        "six axes left",
        _broken(arranged="six axes"),
        "The axes are in the right order, but there are still six of them.",
        "Three of them make the rows, three the columns. Which lengths has the matrix?",
    ),
    Mistake(
        "windows turned around",
        _broken(turned="both"),
        "Each window is read backwards. im2col only copies; nothing is flipped here.",
        "Try one window on [[1, 2], [3, 4]]. Which number is on top of its column?",
    ),
    Mistake(
        "window's height and width exchanged",
        _broken(as_size="exchanged"),
        "The window is as tall as it should be wide. size is (KH, KW), height first.",
        "With size (3, 2): how many rows has a window?",
    ),
    Mistake(
        "window's height used twice",
        _broken(as_size="square"),
        "Windows are square: the height stands for the width as well.",
        "With size (3, 2): how many pixels has a window, 6 or 9?",
    ),
    Mistake(
        "window's width used twice",
        _broken(as_size="square, width"),
        "Windows are square: the width stands for the height as well.",
        "With size (3, 2): how many pixels has a window, 6 or 4?",
    ),
    *of_steps(_broken),
    *of_borders(_broken),
    Mistake(
        "padding along all four axes",
        _broken(border="all axes"),
        "np.pad with one number pads every axis: there are images and channels of zeros, too.",
        "Print the shape of the padded x. Which axes should have grown?",
    ),
    Mistake(
        "padding along all four axes, then reshaped",
        _broken(border="all axes", arranged="as many rows as x says"),
        "np.pad with one number pads every axis: there are images and channels of zeros, too. The "
        "reshape at the end has room for those of x only.",
        "Print the shape of the padded x. Which axes should have grown?",
    ),
    Mistake(
        "padding along all four axes, its first images read",
        _broken(border="all axes, cut"),
        "np.pad with one number pads every axis: the first images and channels are zeros now, and "
        "these were read in place of those of x.",
        "Print the shape of the padded x. Which axes should have grown?",
    ),
    Mistake(
        "padding along all four axes, refused",
        _broken(border="all axes, refused"),
        "With padding there is a ValueError: a window does not fit where it should go. np.pad with "
        "one number pads every axis, so that there are channels of zeros, too.",
        "Print the shape of the padded x. Which axes should have grown?",
    ),
    *of_reading(_broken),
    Mistake(
        "images and channels exchanged",
        _broken(axes="images and channels"),
        "Images and channels have changed places: the channels stand side by side and the images "
        "above each other.",
        "Which part of the shape of x is N, and which is C?",
    ),
    Mistake(
        "first channel only",
        _broken(channels="first only"),
        "Only the first channel is in the columns.",
        "How many numbers has a window of (2, 2) over 3 channels?",
    ),
    Mistake(
        "last channel only",
        _broken(channels="last only"),
        "Only the last channel is left: each one replaced the one before it.",
        "How many numbers has a window of (2, 2) over 3 channels?",
    ),
    Mistake(
        "channels added up",
        _broken(channels="added up"),
        "The channels were added up. im2col only copies; the sum over channels comes with the "
        "weights.",
        "How many numbers has a window of (2, 2) over 3 channels?",
    ),
    Mistake(
        "last column left at zero",
        _broken(after="last zero"),
        "The last column was never filled: the loop over windows ends one step early.",
        "List what range(3 - 1) gives. How many windows should it visit?",
    ),
    Mistake(
        "returned too early",
        _broken(after="first only"),
        "Only the first column is filled: `return` stands inside a loop, or the column's number "
        "is never counted up.",
        "Print the number of the column each time that you fill one.",
    ),
    *of_numbers(_broken, computed=False),
    *of_form(_broken),
)
