"""Flatten: an image of two channels, and the rows that it can be laid out in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, number, show
from ..palette import FAINT, INK, INPUT, KERNEL, tint

CELL = 0.42
LEFT = 1.95
SHADES = (tint(INPUT, 0.3), tint(KERNEL, 0.45))
"""Channel 0 and channel 1."""

IMAGE = np.arange(12).reshape(2, 2, 3)
"""Two channels of 2 by 3 pixels: 0 to 5 and 6 to 11."""

ORDERS = {
    "channel after channel": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    "pixel after pixel": (0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11),
    "columns first": (0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11),
}
"""The numbers of the image in three orders, typed in."""


def flat_orders() -> None:
    """Show an image of two channels, and three rows that hold its numbers."""
    rows = {name: np.array(order) for name, order in ORDERS.items()}
    told = "; ".join(f"{name}: {_listed(row)}" for name, row in rows.items())
    show(
        _figure(IMAGE, rows, "One image, three rows"),
        "An image of two channels with 2 by 3 pixels, channel 0 holds 0 to 5 and channel 1 holds "
        f"6 to 11, line by line. Three rows of its numbers. {told}.",
    )


def flattened(function: Callable[..., Any]) -> None:
    """Show the image of `flat_orders`, twice in a batch, and what a student's flatten returns.

    Parameters
    ----------
    function : callable
        Called with the batch, of shape (2, 2, 2, 3), in which image 1 is image 0 plus 12. If it is
        not written yet or fails, one sentence is shown in place of the figure.
    """
    batch = np.stack([IMAGE, IMAGE + 12])
    try:
        got = answer(function, batch.copy())
        fits = isinstance(got, np.ndarray) and got.shape == (2, 12) and got.dtype.kind in "iuf"
        expect(fits, function, got, "rows of shape (2, 12)")
    except NotDrawableError as reason:
        print(reason)
        return
    rows = {f"row {n} of your result": row for n, row in enumerate(got)}
    told = "; ".join(f"{name}: {_listed(row)}" for name, row in rows.items())
    show(_figure(batch, rows, "Two images, by your flatten"), f"Your flatten. {told}.")


def _figure(images: np.ndarray, rows: dict[str, np.ndarray], title: str) -> Figure:
    """Images with their channels above, rows below; channels keep their colours."""
    stacked = images.reshape(-1, *images.shape[-2:])  # channels of all images
    channels = {float(v): i % 2 for i, plane in enumerate(stacked) for v in plane.flat}
    width = LEFT + 12 * CELL + 0.3
    height = 0.6 + 2 * CELL + 0.75 + 0.66 * len(rows) + 0.3
    figure = new_figure(width, height)
    figure.suptitle(title, color=INK, fontsize=11, y=1 - 0.1 / height, va="top")
    for i, plane in enumerate(stacked):
        name = f"channel {i % 2}" if len(stacked) == 2 else f"image {i // 2}, channel {i % 2}"
        x = (1.2 if len(stacked) == 2 else 0.5) + i * (3 * CELL + 0.5)
        _cells(figure, plane, channels, (x, height - 0.6 - 2 * CELL), (name, "row"))
    for line, (name, row) in enumerate(rows.items()):
        bottom = height - 0.6 - 2 * CELL - 0.75 - 0.66 * (line + 1) + 0.22
        last = line == len(rows) - 1
        _cells(figure, row[None], channels, (LEFT, bottom), ("place" if last else " ", name))
    return figure


def _cells(
    figure: Figure,
    values: np.ndarray,
    channels: dict[float, int],
    corner: tuple[float, float],
    labels: tuple[str, str],
) -> None:
    """A grid of numbers at a place in inches, coloured by the channel that a number is of."""
    wide, high = figure.get_size_inches()
    rows, columns = values.shape
    box = (corner[0] / wide, corner[1] / high, columns * CELL / wide, rows * CELL / high)
    axes = figure.add_axes(box, label=f"{corner}")
    for (row, column), value in np.ndenumerate(values):
        channel = channels.get(float(value))
        fill = "#FFFFFF" if channel is None else SHADES[channel]
        axes.add_patch(Rectangle((column, row), 1, 1, facecolor=fill, edgecolor=FAINT))
        axes.text(column + 0.5, row + 0.5, number(float(value)), ha="center", va="center")
    axes.set(xlim=(-0.03, columns + 0.03), ylim=(rows + 0.03, -0.03), xticks=[], yticks=[])
    axes.set_xlabel(labels[0], fontsize=8, color=FAINT, labelpad=3)
    axes.set_ylabel(labels[1], fontsize=8, color=FAINT)
    if rows == 1:
        axes.set_xticks(np.arange(columns) + 0.5, [str(place) for place in range(columns)])
        axes.tick_params(length=0, labelsize=7, colors=FAINT, pad=1)
        axes.yaxis.label.set(rotation=0, ha="right", va="center", fontsize=9, color=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _listed(row: np.ndarray) -> str:
    """The numbers of a row."""
    return " ".join(number(float(value)) for value in row)
