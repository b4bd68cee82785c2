"""Pooling over filters: each detects one orientation, their maximum detects all of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from ..figures import new_figure, number, show
from ..grids import Panel, draw_grid
from ..palette import FAINT, INK, INPUT, OUTPUT, tint

CELL = 0.26

Box = tuple[float, float, float, float]
"""Left, bottom, width, height."""


def oriented(
    filters: Mapping[str, np.ndarray], inputs: Mapping[str, np.ndarray], answers: np.ndarray
) -> None:
    """Show what several filters answer to several inputs, and the largest answer to each.

    Parameters
    ----------
    filters, inputs : dict of str to ndarray of shape (3, 3)
        By their names.
    answers : ndarray of shape (inputs, filters)
    """
    rows, columns = len(inputs), len(filters)
    side = 3 * CELL
    width, height = 1.5 + (columns + 1) * 1.35 + 0.2, 1.45 + rows * (side + 0.3)
    figure = new_figure(width, height)
    for j, (name, values) in enumerate(filters.items()):
        box = (1.75 + 1.35 * j, height - 0.4 - side, side, side)
        _grid(figure.add_axes(_scaled(box, width, height), label=name), values, "kernel", name)
    largest = answers.max(axis=1)
    figure.text(
        (1.75 + 1.35 * columns + side / 2) / width,
        (height - 0.4 - side / 2) / height,
        "largest",
        ha="center",
        va="center",
        fontsize=10,
        color=INK,
    )
    for i, (name, values) in enumerate(inputs.items()):
        bottom = height - 1.45 - (side + 0.3) * (i + 1) + 0.3
        box = (0.45, bottom, side, side)
        _grid(
            figure.add_axes(_scaled(box, width, height), label=f"x {name}"), values, "input", name
        )
        for j, answer in enumerate([*answers[i], largest[i]]):
            place = ((1.75 + 1.35 * j + side / 2) / width, (bottom + side / 2) / height)
            last = j == columns
            fill = tint(OUTPUT, 0.35) if last else tint(OUTPUT, 0.1)
            look = {"boxstyle": "round,pad=0.5", "fc": fill, "ec": OUTPUT if last else FAINT}
            text = figure.text(*place, number(answer), ha="center", va="center", bbox=look)
            text.set(fontsize=12, weight="bold" if last else "normal")
    figure.text(0.02, 1 - 0.75 / height, "filters →", fontsize=9.5, color=INK)
    figure.text(0.02, 1 - 1.2 / height, "inputs ↓", fontsize=9.5, color=INK)
    words = (
        f"{name}: {', '.join(f'{f} {number(a)}' for f, a in zip(filters, row, strict=True))}; "
        f"largest {number(top)}."
        for name, row, top in zip(inputs, answers, largest, strict=True)
    )
    show(figure, "Answers of the filters to each input. " + " ".join(words))


def _scaled(box: Box, width: float, height: float) -> Box:
    """A place in inches as shares of the figure."""
    left, bottom, wide, tall = box
    return left / width, bottom / height, wide / width, tall / height


def _grid(axes: Axes, values: np.ndarray, role: str, name: str) -> None:
    """A small grid without indices."""
    draw_grid(axes, Panel(values, "", role))
    axes.set(xticks=[], yticks=[], ylabel="")
    axes.set_xlabel(name, fontsize=8.5, color=INPUT if role == "input" else INK, labelpad=2)
    for text in axes.texts:
        text.set_fontsize(8.5)
