"""Pictures of matrices of weights: dense, sparse, shared, and wrapped around."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..figures import new_figure, show
from ..palette import FAINT, INK, KERNEL, tint

INPUTS, WIDTH = 6, 3
OUTPUTS = INPUTS - WIDTH + 1
NAMES = "abc"
STRENGTHS = {"a": 0.22, "b": 0.5, "c": 0.8}


def weight_matrices() -> None:
    """Show one layer of six inputs as four matrices, with ever fewer different weights."""
    tables = (
        ("dense", "24 weights", _dense()),
        ("sparse", "12 weights", _sparse()),
        ("shared", "3 weights", _shared(OUTPUTS)),
        ("shared, wrapped around", "3 weights", _shared(INPUTS)),
    )
    figure = new_figure(9.4, 2.75)
    axes = figure.subplots(1, 4)
    figure.subplots_adjust(left=0.04, right=0.99, bottom=0.12, top=0.8, wspace=0.16)
    for place, (name, count, table) in zip(axes, tables, strict=True):
        _table(place, table)
        place.set_title(f"{name}\n{count}", fontsize=10, color=INK)
    axes[0].set_ylabel("output", fontsize=9, color=FAINT)
    show(
        figure,
        "Matrices of one layer with six inputs; empty cells are zero. Dense: 4 by 6, all 24 "
        "weights differ. Sparse: three weights in each row, one column further in each, 12 "
        "different ones. Shared: every row holds the same a, b, c, one column further. Wrapped "
        "around: 6 by 6, the last two rows begin again on the left.",
    )


def _dense() -> np.ndarray:
    """A name for each weight: its row, then its column."""
    return np.array([[f"{i}{j}" for j in range(INPUTS)] for i in range(OUTPUTS)])


def _sparse() -> np.ndarray:
    """The dense one without what lies outside the windows."""
    table = _dense()
    for i in range(OUTPUTS):
        table[i, [j for j in range(INPUTS) if not i <= j < i + WIDTH]] = ""
    return table


def _shared(outputs: int) -> np.ndarray:
    """Every row with the same names, one column further; beyond the end they begin again."""
    table = np.full((outputs, INPUTS), "")
    for i in range(outputs):
        for k, name in enumerate(NAMES):
            table[i, (i + k) % INPUTS] = name
    return table


def _table(axes: Axes, table: np.ndarray) -> None:
    """Cells with names; equal names have equal colours."""
    rows, columns = table.shape
    for i, j in np.ndindex(rows, columns):
        name = str(table[i, j])
        fill = tint(KERNEL, STRENGTHS.get(name, 0.12)) if name else "#FFFFFF"
        edge = KERNEL if name else tint(FAINT, 0.4)
        axes.add_patch(Rectangle((j, i), 1, 1, facecolor=fill, edgecolor=edge, linewidth=0.8))
        text = f"$w_{{{name}}}$" if len(name) == 2 else name
        axes.text(j + 0.5, i + 0.5, text, ha="center", va="center", fontsize=8.5, color=INK)
    axes.set_xlim(-0.05, columns + 0.05)
    axes.set_ylim(rows + 0.05, -0.05)
    axes.set_aspect("equal", anchor="N")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlabel("input", fontsize=9, color=FAINT)
    for spine in axes.spines.values():
        spine.set_visible(False)
