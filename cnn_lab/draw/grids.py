"""Small arrays as grids of numbered cells."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .figures import new_figure, number
from .palette import FAINT, INK, ROLES, tint

CELL = 0.48
GAP = 0.85
LEFT = 0.55
ABOVE = 0.42
BELOW = 0.5

Block = tuple[int, int, int, int]
"""First row, first column, rows, columns."""


@dataclass(frozen=True)
class Panel:
    """One array of a figure: its role gives the colour.

    `first` is the index that its top left cell carries, `strong` the block that is not faded,
    `windows` the outlined blocks with their line styles.
    """

    values: np.ndarray
    title: str
    role: str
    first: tuple[int, int] = (0, 0)
    strong: Block | None = None
    windows: tuple[tuple[Block, str], ...] = field(default=())


def side_by_side(panels: list[Panel], signs: tuple[str, ...] = (), title: str = "") -> Figure:
    """Panels in a row, all with cells of one size; `signs` stand between them."""
    widths = [panel.values.shape[1] * CELL for panel in panels]
    tallest = max(panel.values.shape[0] for panel in panels) * CELL
    heading = 0.35 if title else 0.0
    width = max(LEFT + sum(widths) + GAP * (len(panels) - 1) + 0.25, 0.095 * len(title) + 0.3)
    height = ABOVE + tallest + BELOW + heading
    figure = new_figure(width, height)
    if title:
        figure.suptitle(title, color=INK, fontsize=11, y=1 - 0.14 / height, va="top")
    x = LEFT
    for index, (panel, wide) in enumerate(zip(panels, widths, strict=True)):
        tall = panel.values.shape[0] * CELL
        bottom = BELOW + (tallest - tall) / 2
        axes = figure.add_axes((x / width, bottom / height, wide / width, tall / height))
        draw_grid(axes, panel)
        if index < len(signs):
            middle = ((x + wide + GAP / 2 - 0.1) / width, (BELOW + tallest / 2) / height)
            figure.text(*middle, signs[index], ha="center", va="center", fontsize=16, color=INK)
        x += wide + GAP
    return figure


def draw_grid(axes: Axes, panel: Panel) -> None:
    """Fill axes with the cells of a panel; rows run downwards, indices are the ticks."""
    rows, columns = panel.values.shape
    for row in range(rows):
        for column in range(columns):
            _draw_cell(axes, panel, row, column)
    for block, line in panel.windows:
        _outline(axes, block, line)
    axes.set_xlim(-0.04, columns + 0.04)
    axes.set_ylim(rows + 0.04, -0.04)
    top, left = panel.first
    axes.set_xticks(np.arange(columns) + 0.5, [number(left + i) for i in range(columns)])
    axes.set_yticks(np.arange(rows) + 0.5, [number(top + i) for i in range(rows)])
    axes.tick_params(length=0, labelsize=8, colors=FAINT, pad=2)
    axes.set_xlabel("column", fontsize=8, color=FAINT, labelpad=2)
    axes.set_ylabel("row", fontsize=8, color=FAINT, labelpad=2)
    axes.set_title(panel.title, fontsize=9.5, color=INK, pad=7)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_cell(axes: Axes, panel: Panel, row: int, column: int) -> None:
    """One square with its number."""
    colour = ROLES[panel.role]
    strong = panel.strong is None or _inside(panel.strong, row, column)
    fill = tint(colour, 0.22) if strong else "#FFFFFF"
    edge = colour if strong else tint(FAINT, 0.45)
    square = Rectangle((column, row), 1, 1, facecolor=fill, edgecolor=edge, linewidth=0.9)
    square.set_zorder(2 if strong else 1)
    axes.add_patch(square)
    text = number(float(panel.values[row, column]))
    size = 12 if len(text) < 4 else 8.5
    place = axes.text(column + 0.5, row + 0.5, text, fontsize=size, ha="center", va="center")
    place.set(color=INK if strong else FAINT, zorder=3)


def _outline(axes: Axes, block: Block, line: str) -> None:
    """Draw a frame in the kernel's colour around a block of cells."""
    top, left, rows, columns = block
    frame = Rectangle((left, top), columns, rows, fill=False, edgecolor=ROLES["kernel"])
    frame.set(linewidth=3, linestyle=line, zorder=4, clip_on=False)
    axes.add_patch(frame)


def _inside(block: Block, row: int, column: int) -> bool:
    """Whether a cell belongs to a block."""
    top, left, rows, columns = block
    return top <= row < top + rows and left <= column < left + columns
