"""Pictures of the worked example: arrays with a window, and the three modes."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .. import worked
from ..figures import in_words, new_figure, show
from ..grids import CELL, Block, Panel, draw_grid, side_by_side
from ..palette import INK

SOLID = "-"
DASHED = ":"


def arrays(
    *,
    image: np.ndarray | None = None,
    kernel: np.ndarray | None = None,
    output: np.ndarray | None = None,
    window: tuple[int, int] | None = None,
    title: str = "",
) -> None:
    """Show small arrays side by side, with the values in the cells.

    Parameters
    ----------
    image, kernel, output : ndarray of shape (H, W), optional
        What to show, from left to right. NaN is shown as "?".
    window : tuple of int, optional
        Row and column of an output cell. That cell is framed, and so is the block of the image on
        which the kernel then lies.
    title : str
    """
    panels, words = [], []
    for name, role, values in (
        ("image", "input", image),
        ("kernel", "kernel", kernel),
        ("output", "output", output),
    ):
        if values is not None:
            frames = _frames(role, window, kernel)
            panels.append(Panel(values, name, role, windows=frames))
            words.append(f"{name} {in_words(values)}.")
    if window is not None:
        words.append(f"Framed: the window at row {window[0]}, column {window[1]}.")
    show(
        side_by_side(panels, title=title), " ".join([f"{title}:" if title else "", *words]).strip()
    )


def _frames(
    role: str, window: tuple[int, int] | None, kernel: np.ndarray | None
) -> tuple[tuple[Block, str], ...]:
    """Return the frame of a window in one panel."""
    if window is None or kernel is None or role == "kernel":
        return ()
    size = kernel.shape if role == "input" else (1, 1)
    return (((*window, *size), SOLID),)


MODES = (
    ("valid", (0, 0, 3, 3), (1, 1, 2, 2), "the kernel stays inside the image"),
    ("same", (-1, -1, 4, 4), (0, 0, 3, 3), "the output is as large as the image"),
    ("full", (-1, -1, 5, 5), (0, 0, 4, 4), "every position with an overlap"),
)
"""Name; the part of the plane that is used; the part of the full result that is kept; in words."""


def modes() -> None:
    """Show the modes valid, same and full on the worked example, for convolution.

    Above, where the turned kernel may lie; below, the full result and the part that each mode
    keeps. The numbers are typed in (`worked.CONVOLUTION_FULL`), not computed.
    """
    kernel, wide = 1.5, 2.63
    width, height = kernel + 3 * wide, 6.2
    figure = new_figure(width, height)
    _place(figure, Panel(worked.KERNEL_FLIPPED, "turned kernel", "kernel"), 0.85, 4.1)
    for index, (name, area, kept, meaning) in enumerate(MODES):
        centre = kernel + wide * (index + 0.5) + 0.06
        figure.text(centre / width, 0.965, name, ha="center", fontsize=13, color=INK, weight="bold")
        figure.text(centre / width, 0.935, meaning, ha="center", fontsize=8.5, color=INK)
        _place(figure, _reach(area), centre, 4.1)
        _place(figure, _kept(kept), centre, 1.4)
    show(figure, _modes_in_words())


def _place(figure: Figure, panel: Panel, x: float, y: float) -> None:
    """Draw a panel around a point of the figure, in inches."""
    width, height = figure.get_size_inches()
    rows, columns = (side * CELL * 0.92 for side in panel.values.shape)
    corner = ((x - columns / 2) / width, (y - rows / 2) / height)
    draw_grid(figure.add_axes((*corner, columns / width, rows / height)), panel)


def _reach(area: Block) -> Panel:
    """Return the image with the zeros that a mode reaches, first and last window framed."""
    top, left, rows, columns = area
    plane = np.zeros((rows, columns))
    plane[-top : 3 - top, -left : 3 - left] = worked.IMAGE
    frames = (((0, 0, 2, 2), SOLID), ((rows - 2, columns - 2, 2, 2), DASHED))
    title = f"first and last of {rows - 1} by {columns - 1} windows"
    return Panel(plane, title, "input", (top, left), (-top, -left, 3, 3), frames)


def _kept(kept: Block) -> Panel:
    """Return the full result, with the kept part in colour."""
    title = f"output of the convolution: {kept[2]} by {kept[3]}"
    return Panel(worked.CONVOLUTION_FULL, title, "output", strong=kept)


def _modes_in_words() -> str:
    """Return the picture of the modes in words."""
    parts = [
        f"The turned kernel, {in_words(worked.KERNEL_FLIPPED)}.",
        f"The full convolution of the worked example is {in_words(worked.CONVOLUTION_FULL)}.",
    ]
    for name, _, (top, left, rows, columns), meaning in MODES:
        part = worked.CONVOLUTION_FULL[top : top + rows, left : left + columns]
        parts.append(f"Mode {name} ({meaning}) keeps {in_words(part)}.")
    return " ".join(parts)
