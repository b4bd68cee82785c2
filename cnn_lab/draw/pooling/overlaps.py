"""Where windows overlap, a pixel may win twice, and what arrives there is added."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..figures import new_figure, show
from ..palette import FAINT, GRADIENT, INK, INPUT, KERNEL, OUTPUT, tint
from .pooling_worked import DOUT, DX, OUTPUTS, SIGNAL, STARTS, WINNERS

SIZE = 3


def gradient_overlaps() -> None:
    """Show windows of 3 with stride 2 along a signal, and the way of each gradient back."""
    figure = new_figure(6.6, 3.5)
    axes = figure.add_axes((0.12, 0.02, 0.87, 0.96))
    for column, value in enumerate(SIGNAL):
        _cell(axes, column, 3.0, str(value), INPUT, column in WINNERS)
        _cell(axes, column, 4.6, str(DX[column]), GRADIENT, DX[column] != 0)
        axes.text(column + 0.5, 4.2, str(column), fontsize=8, color=FAINT, ha="center", va="center")
    for index, start in enumerate(STARTS):
        _window(axes, index, start)
    for y, name in ((0.5, "out, dout"), (3.5, "signal x"), (4.2, "index"), (5.1, "dx")):
        axes.text(-0.15, y, name, fontsize=9.5, color=INK, ha="right", va="center")
    axes.set(xlim=(-0.1, len(SIGNAL) + 0.1), ylim=(5.75, -0.15))
    axes.set_axis_off()
    ways = "; ".join(
        f"the window of pixels {start} to {start + SIZE - 1} has the maximum {OUTPUTS[i]} at pixel "
        f"{WINNERS[i]} and sends {DOUT[i]} there"
        for i, start in enumerate(STARTS)
    )
    signal, dx = (" ".join(map(str, values)) for values in (SIGNAL, DX))
    show(figure, f"Signal {signal}, windows of 3, stride 2: {ways}. dx is {dx}.")


def _cell(axes: Axes, column: float, row: float, text: str, colour: str, strong: bool) -> None:
    """One number in a square; a strong one is filled."""
    square = Rectangle((column, row), 1, 1, facecolor=tint(colour, 0.45 if strong else 0.1))
    square.set(edgecolor=colour, linewidth=1)
    axes.add_patch(square)
    weight = "bold" if strong else "normal"
    axes.text(column + 0.5, row + 0.5, text, fontsize=12, weight=weight, ha="center", va="center")


def _window(axes: Axes, index: int, start: int) -> None:
    """One output over its window, a bracket around the window, an arrow to the winner."""
    middle, high = start + SIZE / 2, 2.72 - 0.2 * (index % 2)
    _cell(axes, middle - 0.5, 0, str(OUTPUTS[index]), OUTPUT, False)
    axes.plot(
        [start + 0.08, start + 0.08, start + SIZE - 0.08, start + SIZE - 0.08],
        [high + 0.2, high, high, high + 0.2],
        color=KERNEL,
        linewidth=2,
    )
    arrow = {"arrowstyle": "-|>", "color": GRADIENT, "lw": 2, "shrinkA": 2, "shrinkB": 2}
    end = (WINNERS[index] + 0.5 + 0.22 * (index - 1), 3.05)
    axes.annotate("", end, (middle, 1.0), arrowprops=arrow)
    text = axes.text(middle + 0.62, 0.5, f"dout {DOUT[index]}", fontsize=10, va="center")
    text.set(color=INK)
