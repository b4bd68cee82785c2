"""Where an array lies in memory, and how many lines of Python an answer runs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from ...budgets import lines_of
from ...cases import Call, Case, Result
from ..attempts import NotDrawableError, attempt
from ..figures import in_words, new_figure, show
from ..grids import Panel, draw_grid
from ..palette import FAINT, INK, KERNEL, OUTPUT

WIDE = 0.46
"""Width of a cell, in inches."""


def in_memory(x: np.ndarray, window: tuple[int, int], size: tuple[int, int]) -> None:
    """Show a small array, one window of it, and where that window lies in memory.

    Parameters
    ----------
    x : ndarray of shape (H, W)
        Contiguous and row-major, at most 16 entries.
    window : tuple of int
        Row and column where the window begins.
    size : tuple of int
        Its height and width.
    """
    rows, columns = x.shape
    width, height = WIDE * x.size + 0.9, WIDE * (rows + 1) + 2.3
    figure = new_figure(width, height)
    place = (0.75, 1.75 + WIDE * 0.6, WIDE * columns, WIDE * rows)
    above = figure.add_axes(_part(place, width, height))
    frame = (((*window, *size), "-"),)
    draw_grid(above, Panel(x, f"the array, strides {x.strides}", "input", windows=frame))
    strip = figure.add_axes(_part((0.45, 0.6, WIDE * x.size, WIDE), width, height))
    begins = [(window[0] + k) * columns + window[1] for k in range(size[0])]
    frames = tuple(((0, begin, 1, size[1]), "-") for begin in begins)
    draw_grid(strip, Panel(x.reshape(1, -1), "the same numbers in memory", "input", windows=frames))
    offsets = [str(i * x.itemsize) for i in range(x.size)]
    strip.set_xticks(np.arange(x.size) + 0.5, offsets)
    strip.set_yticks([])
    strip.set_xlabel("bytes from the beginning", fontsize=8, color=FAINT)
    strip.set_ylabel("")
    show(figure, _memory_in_words(x, window, size, begins))


def _part(inches: tuple[float, float, float, float], width: float, height: float) -> Any:
    """Return a rectangle in inches as parts of the figure."""
    left, bottom, wide, tall = inches
    return left / width, bottom / height, wide / width, tall / height


def _memory_in_words(
    x: np.ndarray, window: tuple[int, int], size: tuple[int, int], begins: list[int]
) -> str:
    """Return the picture in words."""
    starts = " and ".join(f"byte {begin * x.itemsize}" for begin in begins)
    return (
        f"An array, {in_words(x)}; in memory its numbers lie in one row, {x.itemsize} bytes each. "
        f"The {size[0]} by {size[1]} window at row {window[0]}, column {window[1]} is framed: its "
        f"rows begin at {starts}."
    )


def lines_run(sizes: tuple[int, ...], **functions: Callable[..., Any]) -> None:
    """Show how many lines of Python answers run on ever larger images.

    Parameters
    ----------
    sizes : tuple of int
        Sides of square images with 2 channels; 3 filters of 3 by 3 slide over each.
    **functions : callable
        Layers, called with x, w, b, stride and padding.
    """
    try:
        counts = {
            name: [_lines(function, size) for size in sizes] for name, function in functions.items()
        }
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(6.4, 3.3)
    axes = figure.add_axes((0.13, 0.17, 0.84, 0.76))
    looks = ((KERNEL, "o-"), (OUTPUT, "s-"))
    for (name, numbers), (colour, line) in zip(counts.items(), looks, strict=False):
        label = f"{name}: {numbers[0]} to {numbers[-1]} lines, times {_factor(numbers)}"
        axes.plot(sizes, numbers, line, color=colour, linewidth=2, label=label)
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, [f"{size} by {size}" for size in sizes])
    axes.set_yscale("log")
    axes.set_xlabel("size of the image, in pixels", color=INK)
    axes.set_ylabel("lines that Python runs", color=INK)
    axes.grid(color=FAINT, alpha=0.25)
    axes.legend(fontsize=9)
    show(figure, _work_in_words(sizes, counts))


def _work_in_words(sizes: tuple[int, ...], counts: dict[str, list[int]]) -> str:
    """Return the picture in words: by which factor the lines grow."""
    grown = [
        f"those of {name} from {n[0]} to {n[-1]}, by a factor of {_factor(n)}"
        for name, n in counts.items()
    ]
    return (
        "Lines of Python that run, over the size of the image. "
        f"From {sizes[0]} by {sizes[0]} to {sizes[-1]} by {sizes[-1]} pixels they grow: "
        f"{', '.join(grown)}."
    )


def _factor(numbers: list[int]) -> str:
    """By how much lines grow, in at most three digits."""
    return f"{numbers[-1] / numbers[0]:.3g}"


def _lines(function: Callable[..., Any], size: int) -> int:
    """Count the lines of the student's own code that one call runs, as work budgets do."""
    args = np.ones((1, 2, size, size)), np.ones((3, 2, 3, 3)), np.ones(3), 1, 0
    call = functools.wraps(function)(lambda *own: _in_short(function(*own)))
    attempt(call, *args)
    return max(1, lines_of(_case_of("layer", args), {"layer": function}))


def _case_of(name: str, args: tuple[Any, ...]) -> Case:
    """One call of a function, judged by its result."""
    return Case("", name, (Call(name, args),), (Result(0),))


def _in_short(result: Any) -> Any:
    """One number in place of an array: only the way to it is of interest."""
    return np.zeros(1) if isinstance(result, np.ndarray) else result
