"""A layer as blocks: the input volume, the filters, and one map for each of them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from ..figures import new_figure, show
from ..palette import INK, INPUT, KERNEL, OUTPUT, tint

SLANT = 0.45
"""How far one unit of depth goes to the right and up."""

Point = tuple[float, float]
Sizes = tuple[int, ...]


def layer_volumes(x: Sizes, w: Sizes, out: Sizes, title: str = "") -> None:
    """Show the shapes of a layer, and the column of outputs that look at one window.

    Parameters
    ----------
    x : tuple of int
        Shape of one image, (C, H, W).
    w : tuple of int
        Shape of the filters, (O, C, KH, KW).
    out : tuple of int
        Shape of one output, (O, OH, OW).
    title : str
    """
    figure = new_figure(7.4, 3.6)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    axes.set_xlim(0, 10.6)
    axes.set_ylim(0, 5.1)
    axes.set_axis_off()
    unit = 2.2 / max(*x[1:], *out[1:])
    side = min(0.9, max(0.34, max(w[2:]) * unit))
    window = (0.9, 2.0, side)
    depth = 0.75
    _block(axes, (0.55, 0.95), (x[2] * unit, x[1] * unit), depth, INPUT)
    _block(axes, window[:2], (side, side), depth, KERNEL)
    _filters(axes, w, side, depth)
    _maps(axes, out, unit, window)
    _labels(axes, x, w, out)
    axes.text(5.3, 4.95, title, fontsize=11, color=INK, ha="center", va="top")
    show(figure, _words(x, w, out, title))


def _block(axes: Axes, corner: Point, size: Point, depth: float, colour: str) -> None:
    """A box seen from the front: its near face stands at `corner`."""
    (x, y), (wide, tall), d = corner, size, depth * SLANT
    front = [(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)]
    top = [(x, y + tall), (x + wide, y + tall), (x + wide + d, y + tall + d), (x + d, y + tall + d)]
    right = [
        (x + wide, y),
        (x + wide + d, y + d),
        (x + wide + d, y + tall + d),
        (x + wide, y + tall),
    ]
    for face, strength in ((front, 0.22), (top, 0.4), (right, 0.55)):
        axes.add_patch(Polygon(face, facecolor=tint(colour, strength), edgecolor=colour))


def _filters(axes: Axes, w: Sizes, side: float, depth: float) -> None:
    """The bank of filters, all as deep as the input; many are shown as four and dots."""
    shown = min(w[0], 5)
    step = min(0.95, 3.5 / shown)
    for index in range(shown):
        y = 3.75 - step * index
        if w[0] > shown and index == shown - 1:
            axes.text(4.75, y + 0.2, "…", fontsize=16, ha="center", color=INK)
            continue
        _block(axes, (4.5, y), (side * 0.8, side * 0.8), depth, KERNEL)


def _maps(axes: Axes, out: Sizes, unit: float, window: tuple[float, float, float]) -> None:
    """The output: one sheet behind the other, and the pixels that belong to one window."""
    sheets = min(out[0], 10)
    gap = 1.5 / sheets
    wide, tall = out[2] * unit, out[1] * unit
    pixel = 0.16
    for index in reversed(range(sheets)):
        x, y = 7.0 + gap * index * 0.75, 0.85 + gap * index * 0.55
        face = [(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)]
        axes.add_patch(Polygon(face, facecolor=tint(OUTPUT, 0.22), edgecolor=OUTPUT))
        left, low = x + wide * 0.2, y + tall * 0.62
        dot = [(left, low), (left + pixel, low), (left + pixel, low + pixel), (left, low + pixel)]
        axes.add_patch(Polygon(dot, facecolor=KERNEL, edgecolor=INK, linewidth=0.8, zorder=5))
    near = (7.0 + wide * 0.2, 0.85 + tall * 0.62)
    for dy in (0.0, window[2]):
        line = ((window[0] + window[2], near[0]), (window[1] + dy, near[1] + pixel * (dy > 0)))
        axes.plot(*line, color=INK, linewidth=0.7, linestyle=":", zorder=6)


def _labels(axes: Axes, x: Sizes, w: Sizes, out: Sizes) -> None:
    """The shapes below the blocks, in letters and numbers."""
    texts = (
        (1.9, "one image\n(C, H, W)\n" + _by(x)),
        (4.95, "filters\n(O, C, KH, KW)\n" + _by(w)),
        (8.6, "its output\n(O, OH, OW)\n" + _by(out)),
    )
    for at, text in texts:
        axes.text(at, 0.68, text, fontsize=9, color=INK, ha="center", va="top", linespacing=1.35)


def _by(sizes: Sizes) -> str:
    """Return sizes as they are spoken of: 3 × 32 × 32."""
    return " × ".join(map(str, sizes))


def _words(x: Sizes, w: Sizes, out: Sizes, title: str) -> str:
    """Return the picture in words."""
    weights = int(np.prod(w[1:]))
    return (
        f"{title}: an image of {_by(x)}, {w[0]} filters of {_by(w[1:])}, all as deep as the image, "
        f"and an output of {_by(out)}: one map for each filter. One window of the image, "
        f"{weights} numbers, is connected with one pixel in each of the {out[0]} maps."
    )
