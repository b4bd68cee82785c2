"""Pictures of units and their connections: sparse and dense, and five neurons at one place."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT, tint

COUNT = 6
"""Units in each row, as on CUHK's slides."""

CHOSEN = 3
"""The unit whose connections are strong."""

SCALE = 0.68
"""What a pixel of the input or a neuron of a map measures in the brain view."""

DEPTH, MAPS = 3, 5
REGION = (18, 18, 5)
"""First column, lowest row and side of the region, in pixels; its neuron has the same place."""

FRONT = (1.0, 8.0)
BACK = 2.2
"""Where the input's front channel begins, and how far each one behind it is moved."""

FIRST_MAP = (38.0, 1.0)
NEXT_MAP = (9.6, 4.1)

Joined = Callable[[int, int], bool]


def neighbours(i: int, j: int) -> bool:
    """Whether input i and output j are joined by a kernel of width 3."""
    return abs(i - j) <= 1


def everybody(i: int, j: int) -> bool:
    """Whether input i and output j are joined in a dense layer: always."""
    return True


def sparse_and_dense() -> None:
    """Show what input 3 feeds and what output 3 depends on, in a convolution and a dense layer."""
    figure = new_figure(7.8, 4.3)
    axes = figure.subplots(2, 2)
    figure.subplots_adjust(left=0.02, right=0.98, bottom=0.02, top=0.93, hspace=0.16, wspace=0.08)
    for row, (name, joined) in zip(
        axes, (("convolution", neighbours), ("dense layer", everybody)), strict=True
    ):
        _panel(row[0], joined, lambda i, j: i == CHOSEN, f"{name}: what x{CHOSEN} feeds")
        _panel(row[1], joined, lambda i, j: j == CHOSEN, f"{name}: what s{CHOSEN} depends on")
    show(
        figure,
        "Six inputs x1 to x6 below six outputs s1 to s6. In a convolution with a kernel of width "
        "3, x3 feeds s2, s3 and s4, and s3 depends on x2, x3 and x4. In a dense layer x3 feeds all "
        "six outputs, and s3 depends on all six inputs.",
    )


def _panel(axes: Axes, joined: Joined, chosen: Joined, title: str) -> None:
    """One network of two rows; the chosen connections and their ends are strong."""
    units = range(1, COUNT + 1)
    lines = [(i, j) for i in units for j in units if joined(i, j)]
    strong = [(i, j) for i, j in lines if chosen(i, j)]
    for i, j in lines:
        look = (KERNEL, 2.4, 2) if (i, j) in strong else (tint(FAINT, 0.4), 0.9, 1)
        axes.plot([i, j], [0, 1.7], color=look[0], linewidth=look[1], zorder=look[2])
    for unit in units:
        below, above = (unit in {line[side] for line in strong} for side in (0, 1))
        _unit(axes, unit, 0, f"x{unit}", INPUT, below)
        _unit(axes, unit, 1.7, f"s{unit}", OUTPUT, above)
    axes.set_title(title, fontsize=10, color=INK)
    axes.set_xlim(0.5, COUNT + 0.5)
    axes.set_ylim(-0.4, 2.1)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _unit(axes: Axes, x: float, y: float, name: str, colour: str, strong: bool) -> None:
    """A circle with a name; a strong one is filled and has a bold name."""
    fill = tint(colour, 0.45) if strong else "#FFFFFF"
    circle = Circle((x, y), 0.31, facecolor=fill, edgecolor=colour if strong else FAINT)
    circle.set(linewidth=2.2 if strong else 0.9, zorder=3)
    axes.add_patch(circle)
    place = axes.text(x, y, name, ha="center", va="center", fontsize=9, zorder=4)
    place.set(color=INK, weight="bold" if strong else "normal")


def brain_view() -> None:
    """Show five neurons that look at the same region of the input, one in each map."""
    figure = new_figure(9, 3.9)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    axes.set_xlim(0, 98)
    axes.set_ylim(0, 42.5)
    axes.set_aspect("equal")
    axes.set_axis_off()
    for depth in reversed(range(DEPTH)):
        _channel(axes, depth)
    for number in reversed(range(MAPS)):
        _map(axes, number)
    axes.text(13, 38, "input, 32 by 32 by 3", ha="center", fontsize=9.5, color=INK)
    axes.text(13, 3.2, "region, 5 by 5 by 3", ha="center", fontsize=9.5, color=INK)
    axes.text(46, 38, "five maps, 28 by 28 each", ha="center", fontsize=9.5, color=INK)
    show(
        figure,
        "A region of 5 by 5 by 3, through all channels of an input of 32 by 32 by 3, and five "
        "output maps of 28 by 28, one behind the other. Lines join the region with one neuron in "
        "each map, at the same place of each.",
    )


def _channel(axes: Axes, depth: int) -> None:
    """One channel of the input with its part of the region, joined with the part before it."""
    left, bottom = (start + depth * BACK for start in FRONT)
    sheet = Rectangle((left, bottom), 32 * SCALE, 32 * SCALE, facecolor=tint(INPUT, 0.2))
    sheet.set(edgecolor=INPUT, alpha=0.85)
    axes.add_patch(sheet)
    column, row, side = (SCALE * n for n in REGION)
    part = Rectangle((left + column, bottom + row), side, side, facecolor=tint(KERNEL, 0.6))
    part.set(edgecolor=KERNEL, linewidth=1.5, zorder=2)
    axes.add_patch(part)
    for x, y in ((0.0, side), (side, side), (side, 0.0)):
        corner = (left + column + x, bottom + row + y)
        before = (corner[0] - BACK * bool(depth), corner[1] - BACK * bool(depth))
        axes.plot(*zip(before, corner, strict=True), color=KERNEL, linewidth=1, zorder=3)


def _map(axes: Axes, number: int) -> None:
    """One map with the neuron that looks at the region, and its line."""
    left, bottom = (a + number * b for a, b in zip(FIRST_MAP, NEXT_MAP, strict=True))
    size = 28 * SCALE
    sheet = Rectangle((left, bottom), size, size, facecolor=tint(OUTPUT, 0.2), edgecolor=OUTPUT)
    sheet.set_alpha(0.9)
    axes.add_patch(sheet)
    column, row, side = (SCALE * n for n in REGION)
    x, y = left + column + SCALE / 2, bottom + row + SCALE / 2
    start = (FRONT[0] + column + side, FRONT[1] + row + side / 2)
    axes.plot([start[0], x], [start[1], y], color=KERNEL, linewidth=1.1, zorder=4)
    axes.add_patch(Circle((x, y), 0.8, facecolor=KERNEL, edgecolor=INK, zorder=5))
    axes.text(left + size - 0.6, bottom + 0.8, f"filter {number + 1}", ha="right", fontsize=8.5)
