"""ReLU before or after pooling: the same for the maximum, not for the mean."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from ..figures import in_words, new_figure, number, show
from ..grids import Panel, draw_grid
from ..palette import INK
from .pooling_worked import AFTER_RELU, ONE, RELU_LAST, WINDOW, WINDOW_RELU

CELL = 0.42
WIDTH, HEIGHT = 8.4, 3.1
ARROW = 0.78

Step = tuple[np.ndarray, str, str]
"""Values, role, and what led here."""


def relu_swaps() -> None:
    """Show one window through ReLU and pooling, in both orders, for maximum and mean."""
    figure = new_figure(WIDTH, HEIGHT)
    for side, pool in enumerate(("max", "mean")):
        left = 0.35 + side * WIDTH / 2
        figure.text((left + 1.7) / WIDTH, 0.93, f"{pool} pooling", fontsize=11, ha="center")
        for line, steps in enumerate(_paths(pool)):
            _draw_path(figure, left, HEIGHT - 1.4 - 1.35 * line, steps)
    show(figure, " ".join(_words(pool) for pool in ("max", "mean")))


def _paths(pool: str) -> tuple[tuple[Step, ...], ...]:
    """ReLU first, then pooling first."""
    one, after, last = (np.array([[table[pool]]]) for table in (ONE, AFTER_RELU, RELU_LAST))
    return (
        ((WINDOW, "input", ""), (WINDOW_RELU, "input", "ReLU"), (after, "output", pool)),
        ((WINDOW, "input", ""), (one, "input", pool), (last, "output", "ReLU")),
    )


def _draw_path(figure: Figure, left: float, bottom: float, steps: tuple[Step, ...]) -> None:
    """Windows from left to right, with the name of each step over its arrow."""
    for values, role, name in steps:
        if name:
            middle = (left + ARROW / 2) / WIDTH
            figure.text(middle, (bottom + 0.48) / HEIGHT, name, fontsize=9, ha="center", color=INK)
            figure.text(middle, (bottom + 0.2) / HEIGHT, "→", fontsize=16, ha="center", color=INK)
            left += ARROW
        wide, tall = values.shape[1] * CELL, values.shape[0] * CELL
        low = bottom + CELL - tall / 2
        box = (left / WIDTH, low / HEIGHT, wide / WIDTH, tall / HEIGHT)
        axes = figure.add_axes(box, label=f"{name} {left} {bottom}")
        draw_grid(axes, Panel(values, "", role))
        axes.set(xticks=[], yticks=[], xlabel="", ylabel="")
        left += wide


def _words(pool: str) -> str:
    """Both orders of one pooling in words."""
    return (
        f"{pool} pooling of the window {in_words(WINDOW)}: ReLU first gives "
        f"{in_words(WINDOW_RELU)} and then {number(AFTER_RELU[pool])}; pooling first gives "
        f"{number(ONE[pool])} and then, by ReLU, {number(RELU_LAST[pool])}."
    )
