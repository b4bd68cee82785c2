"""The bins of a pyramid on images of two sizes: as many numbers for both."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, tint
from .pooling_worked import BINS

SIZES = ((5, 7), (8, 6))
LEVELS = (1, 2, 4)
CELL = 0.3
WIDTH = 8.2


def pyramid_bins() -> None:
    """Show the bins of the levels 1, 2 and 4 on 5 by 7 and on 8 by 6 pixels."""
    heights = [size[0] * CELL + 0.85 for size in SIZES]
    height = sum(heights) + 0.1
    figure = new_figure(WIDTH, height)
    top = height
    for (H, W), tall in zip(SIZES, heights, strict=True):
        for index, n in enumerate(LEVELS):
            left, bottom = 0.55 + index * 2.6, top - 0.4 - H * CELL
            box = (left / WIDTH, bottom / height, W * CELL / WIDTH, H * CELL / height)
            axes = figure.add_axes(box, label=f"{H} {W} {n}")
            _draw_bins(axes, H, W, n)
            bins = f"{n * n} bins" if n > 1 else "1 bin"
            axes.set_title(f"{H}×{W}, level {n}: {bins}", fontsize=9.5, color=INK, pad=5)
        top -= tall
    show(figure, " ".join(_words(H, W) for H, W in SIZES))


def _draw_bins(axes: Axes, H: int, W: int, n: int) -> None:
    """Pixels as a fine grid, bins as frames; where frames overlap, the colour is deeper."""
    for row in range(H):
        for column in range(W):
            cell = Rectangle((column, row), 1, 1, facecolor=tint(INPUT, 0.12))
            cell.set(edgecolor=tint(FAINT, 0.5), linewidth=0.6)
            axes.add_patch(cell)
    for i, (top, bottom) in enumerate(BINS[H, n]):
        for j, (left, right) in enumerate(BINS[W, n]):
            inset = 0.1 + 0.07 * ((i + j) % 2)
            frame = (left + inset, top + inset)
            wide, tall = right - left - 2 * inset, bottom - top - 2 * inset
            bin_ = Rectangle(frame, wide, tall, facecolor=KERNEL, alpha=0.28)
            axes.add_patch(bin_)
            axes.add_patch(
                Rectangle(frame, wide, tall, fill=False, edgecolor=KERNEL, linewidth=1.5)
            )
    axes.set(xlim=(-0.04, W + 0.04), ylim=(H + 0.04, -0.04))
    axes.set_xticks([column + 0.5 for column in range(W)], [str(i) for i in range(W)])
    axes.set_yticks([row + 0.5 for row in range(H)], [str(i) for i in range(H)])
    axes.tick_params(length=0, labelsize=7, colors=FAINT, pad=1)
    axes.set_xlabel("column", fontsize=7.5, color=FAINT, labelpad=1)
    axes.set_ylabel("row", fontsize=7.5, color=FAINT, labelpad=1)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _words(H: int, W: int) -> str:
    """The bins of one image in words."""
    parts = []
    for n in LEVELS[1:]:
        rows, columns = (
            ", ".join(f"{first} to {end - 1}" for first, end in BINS[size, n]) for size in (H, W)
        )
        parts.append(f"level {n} has the rows {rows} and the columns {columns}")
    return (
        f"An image of {H} by {W} pixels: level 1 is one bin; {'; '.join(parts)}. "
        "In all 1 + 4 + 16 = 21 bins."
    )
