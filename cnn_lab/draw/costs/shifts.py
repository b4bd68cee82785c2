"""Pictures about places: how alike neighbouring pixels are, and what a shift does to outputs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from ..figures import in_words, new_figure, show
from ..grids import Panel, draw_grid
from ..palette import FAINT, GREY_MAP, INK, INPUT, KERNEL

LOOKS = ((INPUT, "o", "-"), (KERNEL, "s", "--"))
CELL = 0.42


def likeness(images: Mapping[str, np.ndarray], curves: Mapping[str, np.ndarray]) -> None:
    """Show pictures, and beside them how alike pixels are that lie some columns apart.

    Parameters
    ----------
    images : dict of str to ndarray of shape (H, W)
        Two pictures by name.
    curves : dict of str to ndarray of shape (L,)
        By the same names: the correlation coefficient for 1, 2, ... columns.
    """
    figure = new_figure(8.6, 2.9)
    axes = figure.subplots(1, 3, width_ratios=(1, 1, 1.75))
    figure.subplots_adjust(left=0.05, right=0.98, bottom=0.19, top=0.88, wspace=0.3)
    for place, (name, image) in zip(axes, images.items(), strict=False):
        place.imshow(image, GREY_MAP, interpolation="nearest")
        place.set_title(name, fontsize=10, color=INK)
        place.set_xlabel("column", fontsize=8, color=FAINT)
        place.set_ylabel("row", fontsize=8, color=FAINT)
        place.tick_params(labelsize=7, colors=FAINT)
    for (name, values), (colour, mark, line) in zip(curves.items(), LOOKS, strict=False):
        apart = np.arange(1, len(values) + 1)
        axes[2].plot(apart, values, line, marker=mark, color=colour, markersize=4, label=name)
    _finish(axes[2])
    ends = ((name, _short(v[0]), _short(v[-1]), len(v)) for name, v in curves.items())
    words = [f"{name}: {near} for neighbours, {far} at {n}." for name, near, far, n in ends]
    show(figure, "How alike pixels are, by how many columns they are apart. " + " ".join(words))


def _short(value: float) -> str:
    """A coefficient with two digits, and no negative zero."""
    return f"{round(float(value), 2) + 0.0:.2f}"


def _finish(axes: Axes) -> None:
    """Label the chart of curves."""
    axes.set_xlabel("columns apart", color=INK)
    axes.set_ylabel("correlation coefficient", color=INK)
    axes.set_ylim(-0.15, 1.05)
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.legend(fontsize=8.5, loc="upper right", bbox_to_anchor=(1, 0.75))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def shifted(signal: np.ndarray, matrices: Mapping[str, np.ndarray]) -> None:
    """Show a signal and the signal one place further right, and what layers make of both.

    Parameters
    ----------
    signal : ndarray of shape (L,)
        Its last entry is 0.
    matrices : dict of str to ndarray of shape (M, L)
        The weights of a layer without biases, by the layer's name.
    """
    moved = np.concatenate([[0], signal[:-1]])
    rows = [("input", "input", signal, moved)]
    rows += [(name, "output", w @ signal, w @ moved) for name, w in matrices.items()]
    width, height = 2 * (len(signal) * CELL + 0.9) + 0.3, 1.15 * len(rows) + 0.1
    figure = new_figure(width, height)
    words = []
    for number, (name, role, first, second) in enumerate(rows):
        after = "for the moved input" if number else "moved one place to the right"
        for side, (values, what) in enumerate(((first, name), (second, f"{name}, {after}"))):
            left = 0.6 + side * (width - 0.3) / 2
            bottom = height - 1.15 * (number + 1) + 0.4
            corner = (left / width, bottom / height)
            size = (len(values) * CELL / width, CELL / height)
            draw_grid(figure.add_axes((*corner, *size)), Panel(values[None], what, role))
            words.append(f"{what}: {in_words(values)}.")
    show(figure, " ".join(words))
