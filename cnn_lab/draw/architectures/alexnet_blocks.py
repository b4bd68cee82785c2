"""AlexNet as blocks: every volume to scale in height, with its size and the deck's names."""

from __future__ import annotations

from math import log2, sqrt

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from ..figures import new_figure, show
from ..palette import FAINT, INK, tint
from .kinds import KINDS

BLOCKS = (
    ("image", "input", 3, 227),
    ("CONV1", "conv", 96, 55),
    ("MAX POOL1\nNORM1", "pool", 96, 27),
    ("CONV2", "conv", 256, 27),
    ("MAX POOL2\nNORM2", "pool", 256, 13),
    ("CONV3", "conv", 384, 13),
    ("CONV4", "conv", 384, 13),
    ("CONV5", "conv", 256, 13),
    ("Max POOL3", "pool", 256, 6),
    ("FC6", "dense", 4096, 0),
    ("FC7", "dense", 4096, 0),
    ("FC8", "dense", 1000, 0),
)
"""Name on the CUHK deck, kind, channels (or outputs), and side for an image of 227, typed in."""


def alexnet_blocks() -> None:
    """Show AlexNet's volumes as blocks: height and depth by the side, width by the channels."""
    figure = new_figure(7.6, 3.1)
    axes = figure.add_axes((0.01, 0.08, 0.98, 0.86))
    left = 0.0
    for name, kind, channels, side in BLOCKS:
        wide = 0.12 + 0.055 * log2(channels)
        tall = 0.16 * sqrt(side) if side else 0.28 * log2(channels) / 4
        slant = 0.34 * tall if side else 0.06
        _block(axes, left, wide, tall, slant, KINDS[kind])
        text = f"{channels}×\n{side}×{side}" if side else f"{channels}"
        axes.text(left + wide / 2, -0.12, text, ha="center", va="top", fontsize=7.5, color=INK)
        axes.text(left + wide / 2, -0.74, name, ha="center", va="top", fontsize=6.5, color=FAINT)
        left += wide + max(0.3, slant + 0.12)
    axes.set(xlim=(-0.2, left), ylim=(-1.25, 3.4), xticks=[], yticks=[])
    axes.set_xlabel(
        "from the image to 1000 classes; sides drawn by their square root, channels by their log",
        fontsize=7.5,
        color=FAINT,
    )
    axes.set_ylabel(" ", fontsize=2)
    for spine in axes.spines.values():
        spine.set_visible(False)
    show(figure, _in_words())


def _block(axes: Axes, left: float, wide: float, tall: float, slant: float, colour: str) -> None:
    """A box seen from the front and a little from above and the right."""
    up = slant * 0.6
    right, top = left + wide, tall
    front = Rectangle((left, 0), wide, tall, facecolor=tint(colour, 0.5), edgecolor=colour)
    lid = Polygon(
        [(left, top), (right, top), (right + slant, top + up), (left + slant, top + up)],
        facecolor=tint(colour, 0.25),
        edgecolor=colour,
    )
    wall = Polygon(
        [(right, 0), (right, top), (right + slant, top + up), (right + slant, up)],
        facecolor=tint(colour, 0.7),
        edgecolor=colour,
    )
    for patch in (lid, wall, front):
        patch.set_linewidth(0.8)
        axes.add_patch(patch)


def _in_words() -> str:
    """The blocks as a sentence."""
    parts = []
    for name, _, channels, side in BLOCKS:
        size = f"{channels}×{side}×{side}" if side else f"{channels}"
        parts.append(f"{name.replace(chr(10), ' and ')} {size}")
    return f"AlexNet's volumes, channels first: {', '.join(parts)}."
