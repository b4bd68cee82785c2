"""Pictures of windows as columns: a batch as one matrix, and the layer as a product."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from ..figures import in_words, new_figure, show
from ..grids import CELL, Block, Panel, draw_grid, side_by_side
from ..palette import INK, KERNEL
from . import columns_worked as worked


def product(
    *,
    weights: np.ndarray,
    cols: np.ndarray,
    output: np.ndarray,
    column: int | None = None,
    title: str = "",
) -> None:
    """Show a matrix product: rows of weights, windows in columns, and what comes of them.

    Parameters
    ----------
    weights : ndarray of shape (O, R)
    cols : ndarray of shape (R, P)
    output : ndarray of shape (O, P)
        NaN is shown as "?".
    column : int, optional
        A window to frame, with the outputs that it makes.
    title : str
    """
    framed: list[tuple[tuple[Block, str], ...]] = [(), ()]
    if column is not None:
        framed = [(((0, column, len(one), 1), "-"),) for one in (cols, output)]
    panels = [
        Panel(weights, "weights", "kernel"),
        Panel(cols, "windows in columns", "input", windows=framed[0]),
        Panel(output, "output", "output", windows=framed[1]),
    ]
    words = [f"{title}:" if title else "", *(f"{p.title} {in_words(p.values)}." for p in panels)]
    if column is not None:
        words.append(f"Framed: column {column}.")
    show(side_by_side(panels, ("·", "="), title), " ".join(words).strip())


def batch_as_columns() -> None:
    """Show two images of two channels, and their windows of 1 by 2 as one matrix.

    The numbers are typed in (`columns_worked.BATCH_COLUMNS`), not computed.
    """
    width, height = 7.9, 3.5
    figure = new_figure(width, height)
    cell = CELL * 0.82
    for n, image in enumerate(worked.BATCH):
        for c, values in enumerate(image):
            left, bottom = 0.45 + n * 1.6, 2.05 - c * 1.6
            shape = (3 * cell / width, 2 * cell / height)
            axes = figure.add_axes((left / width, bottom / height, *shape))
            draw_grid(axes, Panel(values, f"image {n}, channel {c}", "input"))
    rows, columns = worked.BATCH_COLUMNS.shape
    shape = (columns * cell / width, rows * cell / height)
    axes = figure.add_axes((3.85 / width, 1.1 / height, *shape))
    draw_grid(axes, Panel(worked.BATCH_COLUMNS, "", "input"))
    _lines(axes, rows, columns)
    show(
        figure,
        "Two images of two channels, 2 by 3 each, and beside them the matrix of their windows of "
        f"1 by 2, {in_words(worked.BATCH_COLUMNS)}. Rows 0 and 1 hold channel 0, rows 2 and 3 "
        "channel 1. Columns 0 to 3 belong to image 0, columns 4 to 7 to image 1.",
    )


def _lines(axes: Axes, rows: int, columns: int) -> None:
    """Separate channels and images in the matrix, and name them."""
    axes.plot([0, columns], [rows / 2] * 2, color=KERNEL, linewidth=2.5, zorder=5)
    axes.plot([columns / 2] * 2, [0, rows], color=KERNEL, linewidth=2.5, zorder=5)
    for n in range(2):
        middle = columns * (1 + 2 * n) / 4
        axes.text(middle, -0.3, f"image {n}", ha="center", fontsize=9.5, color=INK)
        place = rows * (1 + 2 * n) / 4
        axes.text(columns + 0.25, place, f"channel {n}", va="center", fontsize=9.5, color=INK)


def wrapped() -> None:
    """Show the worked image, wrapped around, and its circular correlation with the valid part.

    The numbers are typed in (`columns_worked.CIRCULAR`), not computed.
    """
    panels = [
        Panel(
            worked.WRAPPED_IMAGE,
            "image, its start again at the end",
            "input",
            strong=(0, 0, 3, 3),
            windows=(((0, 2, 2, 2), "-"),),
        ),
        Panel(
            worked.CIRCULAR,
            "circular correlation",
            "output",
            strong=(0, 0, 2, 2),
            windows=(((0, 2, 1, 1), "-"),),
        ),
    ]
    show(
        side_by_side(panels, ("→",)),
        f"The worked image with its first row and column again at the end, "
        f"{in_words(worked.WRAPPED_IMAGE)}. Its circular correlation with the kernel is "
        f"{in_words(worked.CIRCULAR)}; the top left 2 by 2 block is the valid part. Framed: the "
        "window at row 0, column 2, which reaches over the edge.",
    )
