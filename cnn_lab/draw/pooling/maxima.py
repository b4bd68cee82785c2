"""Windows and what they give: maxima and means, and what a shift does to maxima."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..figures import in_words, new_figure, show
from ..grids import Panel, draw_grid, side_by_side
from ..palette import INK, OUTPUT
from .pooling_worked import DECK, DECK_MAX, DECK_MEAN, DECK_WINNERS, MOVES

CELL = 0.34
LABEL = 1.1
LINE = 0.78


def window_maxima() -> None:
    """Show the deck's 4 by 4 example: four windows, where their maxima stand, maxima and means."""
    blocks = tuple(((row, column, 2, 2), "-") for row in (0, 2) for column in (0, 2))
    panels = [
        Panel(DECK, "x, four windows of 2 by 2", "input", windows=blocks),
        Panel(DECK_MAX, "maximum", "output"),
        Panel(DECK_MEAN, "mean", "output"),
    ]
    figure = side_by_side(panels, ("→", "or"))
    for row, column in DECK_WINNERS:
        _ring(figure.axes[0], row, column)
    places = ", ".join(f"row {row} column {column}" for row, column in DECK_WINNERS)
    show(
        figure,
        f"x {in_words(DECK)}, cut into four windows of 2 by 2. Maxima {in_words(DECK_MAX)}; they "
        f"stand at {places}. Means {in_words(DECK_MEAN)}.",
    )


def _ring(axes: Axes, row: int, column: int) -> None:
    """Mark the pixel that won."""
    ring = Rectangle((column + 0.1, row + 0.1), 0.8, 0.8, fill=False, edgecolor=OUTPUT)
    ring.set(linewidth=2.6, zorder=5)
    axes.add_patch(ring)


def pooled_shifts() -> None:
    """Show a signal and three shifts of it, and the maxima of windows of 2 for each."""
    pixels, outputs = len(MOVES[0][1]), len(MOVES[0][2])
    width = LABEL + (pixels + outputs) * CELL + 1.1
    height = LINE * len(MOVES) + 0.45
    figure = new_figure(width, height)
    pairs = tuple(((0, start, 1, 2), "-") for start in range(0, pixels, 2))
    for index, (name, signal, maxima) in enumerate(MOVES):
        bottom = height - 0.35 - LINE * (index + 1) + LINE - CELL
        figure.text(0.1 / width, (bottom + CELL / 2) / height, name, fontsize=9.5, va="center")
        left = LABEL + 0.35
        for title, role, values, windows in (
            ("signal, windows of 2", "input", signal, pairs),
            ("maxima", "output", maxima, ()),
        ):
            box = (left / width, bottom / height, len(values) * CELL / width, CELL / height)
            axes = figure.add_axes(box, label=f"{name} {title}")
            heading = title if index == 0 else ""
            draw_grid(axes, Panel(np.array([values]), heading, role, windows=windows))
            axes.set_yticks([])
            axes.set_ylabel("")
            axes.set_xlabel("")
            left += len(values) * CELL + 0.5
    figure.text(0.5, 0.02, "below each cell: its index", fontsize=8, color=INK, ha="center")
    words = (
        f"{name}: {in_words(np.array(signal))} pools to {in_words(np.array(maxima))}."
        for name, signal, maxima in MOVES
    )
    show(figure, "Maxima of windows of 2 with stride 2. " + " ".join(words))
