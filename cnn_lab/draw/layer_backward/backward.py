"""Pictures of the backward pass: links of a signal, views from one pixel, strides, columns.

All numbers are those of the worked examples, typed in.
"""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import worked
from ..figures import in_words, new_figure, show
from ..grids import CELL, Block, Panel, draw_grid, side_by_side
from ..palette import FAINT, GRADIENT, INK, INPUT, KERNEL, OUTPUT, tint

Entry = tuple[float, str, np.ndarray, str]
"""Left edge in inches, title, values, role."""

SIGNAL = (1, 2, 4, 7)
WEIGHTS = (3, 1)
OUTPUTS = (5, 10, 19)
DOUT = (1, 2, 3)
DX = (3, 7, 11, 3)

DY = np.array([[1, 2], [3, 4]])
DY_PADDED = np.array([[0, 0, 0, 0], [0, 1, 2, 0], [0, 3, 4, 0], [0, 0, 0, 0]])
DX_BY_KERNEL = (
    ("as written", np.array([[1, 0], [2, -1]]), np.array([[-1, 0, 4], [-3, 3, 10], [0, 3, 4]])),
    ("transposed", np.array([[1, 2], [0, -1]]), np.array([[-1, -2, 0], [-1, 1, 2], [6, 11, 4]])),
    ("turned", np.array([[-1, 2], [0, 1]]), np.array([[1, 2, 0], [5, 7, -2], [6, 5, -4]])),
)
"""How the kernel lies on the padded gradient, its numbers, and what comes out."""

DY_SPREAD = np.array([[1, 0, 2], [0, 0, 0], [3, 0, 4]])
DX_STRIDED = np.array([[1, 0, 2, 0], [2, -1, 4, -2], [3, 0, 4, 0], [6, -3, 8, -4], [0, 0, 0, 0]])

DY_OF_PADDED = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
DX_OF_PADDED = np.array([[1, 2, 3, 0], [6, 8, 10, -3], [15, 14, 16, -6], [14, 9, 10, -9]])
"""The gradient of a 2 by 2 image with padding 1: only its middle belongs to pixels."""

TOEPLITZ = np.array(
    [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
    ]
)

BAND = np.array(
    [
        [1, 1, 0, 1, 1, 0, 0, 0, 0],
        [0, 1, 1, 0, 1, 1, 0, 0, 0],
        [0, 0, 0, 1, 1, 0, 1, 1, 0],
        [0, 0, 0, 0, 1, 1, 0, 1, 1],
    ]
)
"""Where a weight stands in the matrix, even if it is 0."""

COLUMNS = np.array([[1, 3, 2, 1], [3, -1, 1, 0], [2, 1, 0, 2], [1, 0, 2, -1]])
DCOLUMNS = np.array([[1, 2, 3, 4], [0, 0, 0, 0], [2, 4, 6, 8], [-1, -2, -3, -4]])
DX_WORKED = DX_BY_KERNEL[2][2]


def signal_links(backward: bool = False) -> None:
    """Show a signal of four, its three outputs, and the weight on every link between them.

    Parameters
    ----------
    backward : bool
        Show the gradients that travel the links the other way round.
    """
    figure = new_figure(5.2, 3.5)
    axes = figure.add_axes((0.02, 0.02, 0.96, 0.88))
    for n in range(3):
        for i in range(2):
            _link(axes, n, i, backward)
    left, right = (DX, DOUT) if backward else (SIGNAL, OUTPUTS)
    names = ("dx", "dout") if backward else ("x", "y")
    colours = (GRADIENT, GRADIENT) if backward else (INPUT, OUTPUT)
    for side, (name, values, colour) in enumerate(zip(names, (left, right), colours, strict=True)):
        for index, value in enumerate(values):
            _node(axes, side, index, f"{name}$_{index}$ = {value}", colour)
    axes.set(xlim=(-0.45, 3.45), ylim=(3.6, -0.5))
    axes.set_axis_off()
    title = "backward: every link carries dout times its weight" if backward else "forward"
    figure.suptitle(title, fontsize=11, color=INK)
    show(figure, _links_in_words(backward))


def _place(side: int, index: int) -> tuple[float, float]:
    """Where a number stands: inputs on the left, outputs on the right, between their inputs."""
    return (0.0, index) if side == 0 else (3.0, index + 0.5)


def _link(axes: Axes, n: int, i: int, backward: bool) -> None:
    """An arrow between output n and input n + i, with its weight in the middle."""
    start, end = _place(0, n + i), _place(1, n)
    if backward:
        start, end = end, start
    style = {"arrowstyle": "-|>", "color": GRADIENT if backward else KERNEL, "lw": 1.8}
    style |= {"shrinkA": 33, "shrinkB": 33}
    axes.annotate("", end, start, arrowprops=style)
    x, y = _place(0, n + i)
    middle = (x + 1.55, (y + n + 0.5) / 2)
    text = f"{DOUT[n]}·{WEIGHTS[i]}" if backward else f"w$_{i}$ = {WEIGHTS[i]}"
    box = {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}
    axes.text(*middle, text, ha="center", va="center", fontsize=10, color=INK, bbox=box)


def _node(axes: Axes, side: int, index: int, text: str, colour: str) -> None:
    """A number in a box."""
    box = {"boxstyle": "round,pad=0.4", "fc": tint(colour, 0.22), "ec": colour}
    axes.text(*_place(side, index), text, ha="center", va="center", fontsize=11, bbox=box)


def _links_in_words(backward: bool) -> str:
    """Return the picture of the links in words."""
    if not backward:
        return (
            "Inputs x0 to x3 (1, 2, 4, 7) on the left, outputs y0 to y2 (5, 10, 19) on the right. "
            "Each output has two links: y0 to x0 with weight w0 = 3 and to x1 with w1 = 1, y1 to "
            "x1 with w0 and to x2 with w1, y2 to x2 with w0 and to x3 with w1."
        )
    parts = [
        f"dout{n} = {DOUT[n]} sends {DOUT[n]}·{WEIGHTS[i]} to dx{n + i}"
        for n in range(3)
        for i in range(2)
    ]
    return f"The same links backward: {'; '.join(parts)}. Sums: dx is 3, 7, 11, 3."


def full_views() -> None:
    """Show three ways to lay the worked kernel on the padded gradient, and what each gives.

    The gradients are typed in (`DX_BY_KERNEL`), not computed.
    """
    width, height = 7.4, 6.85
    figure = new_figure(width, height)
    words = [f"dY with a rim of zeros is {in_words(DY_PADDED)}."]
    for row, (name, kernel, result) in enumerate(DX_BY_KERNEL):
        middle = height - 1.2 - row * 2.2
        panels = (
            Panel(DY_PADDED, "dY in zeros", "gradient", (-1, -1), (1, 1, 2, 2)),
            Panel(kernel, f"kernel {name}", "kernel"),
            Panel(result, "full correlation", "gradient"),
        )
        for panel, left, scale in zip(panels, (0.75, 3.3, 5.4), (0.8, 0.9, 0.9), strict=True):
            rows, columns = (side * CELL * scale for side in panel.values.shape)
            box = (left / width, (middle - rows / 2) / height, columns / width, rows / height)
            draw_grid(figure.add_axes(box), panel)
        words.append(f"Kernel {name}, {in_words(kernel)}: full correlation {in_words(result)}.")
    show(figure, " ".join(words))


def stride_backward() -> None:
    """Show the backward pass of stride 2 on 5 by 4 pixels: dout is spread with zeros first."""
    first: Block = (0, 0, 2, 2)
    panels = [
        Panel(DY, "dY", "gradient"),
        Panel(DY_SPREAD, "dY spread with zeros", "gradient"),
        Panel(DX_STRIDED, "dX", "gradient", strong=(0, 0, 4, 4), windows=((first, "-"),)),
    ]
    words = (
        f"Stride 2: dY {in_words(DY)}, spread with one zero between neighbours "
        f"{in_words(DY_SPREAD)}, dX {in_words(DX_STRIDED)}. Four scaled copies of the kernel lie "
        "side by side; the last row, which no window sees, is zero."
    )
    show(side_by_side(panels, ("→", "→"), "Stride 2 on 5 by 4 pixels, kernel 2 by 2"), words)


def padding_backward() -> None:
    """Show the backward pass of padding 1 on 2 by 2 pixels: the rim of the gradient is cut off."""
    middle: Block = (1, 1, 2, 2)
    dx = DX_OF_PADDED[1:3, 1:3]
    panels = [
        Panel(DY_OF_PADDED, "dY", "gradient"),
        Panel(DX_OF_PADDED, "of the padded image", "gradient", (-1, -1), middle),
        Panel(dx, "dX", "gradient"),
    ]
    words = (
        f"Padding 1: dY {in_words(DY_OF_PADDED)}, its full convolution with the kernel, the "
        f"gradient of the padded image, {in_words(DX_OF_PADDED)}. Without its rim: dX "
        f"{in_words(dx)}."
    )
    show(side_by_side(panels, ("→", "→"), "Padding 1 on 2 by 2 pixels, kernel 2 by 2"), words)


def columns_back() -> None:
    """Show the worked example as columns: the windows, their gradient, and dX after col2im."""
    panels = [
        Panel(COLUMNS, "cols: one window a column", "input"),
        Panel(DCOLUMNS, "dcols", "gradient"),
        Panel(DX_WORKED, "dX", "gradient"),
    ]
    words = (
        f"cols {in_words(COLUMNS)}. dcols {in_words(DCOLUMNS)}: row j is weight j times the four "
        f"entries of dY. col2im adds each entry back onto its pixel: dX {in_words(DX_WORKED)}."
    )
    show(side_by_side(panels, ("", "→"), "Columns of the worked example"), words)


def toeplitz_forward() -> None:
    """Show the worked correlation as a matrix of 4 by 9, with vec(I) and the output."""
    figure = new_figure(7.7, 5.2)
    entries: tuple[Entry, ...] = ((0.6, "4 by 9 matrix A", TOEPLITZ, "kernel"),)
    image, out = worked.IMAGE.reshape(-1, 1), worked.CORRELATION_VALID.reshape(-1, 1)
    entries += ((5.6, "vec(I)", image, "input"), (6.9, "vec(Y)", out, "output"))
    _in_a_row(figure, entries, (("·", 5.08), ("=", 6.26)))
    words = f"A is {in_words(TOEPLITZ)}. A times vec(I) = {in_words(image.T)} is 4 5 0 6."
    show(figure, words)


def toeplitz_backward() -> None:
    """Show the transposed matrix, 9 by 4, with vec(dY) and vec(dX)."""
    figure = new_figure(5.3, 5.2)
    entries: tuple[Entry, ...] = ((0.6, "9 by 4: A transposed", TOEPLITZ.T, "kernel"),)
    entries += ((3.2, "vec(dY)", DY.reshape(-1, 1), "gradient"),)
    entries += ((4.5, "vec(dX)", DX_WORKED.reshape(-1, 1), "gradient"),)
    _in_a_row(figure, entries, (("·", 2.68), ("=", 3.86)))
    words = (
        f"A transposed is {in_words(TOEPLITZ.T)}. Times vec(dY) = 1 2 3 4 it gives vec(dX) "
        f"= {in_words(DX_WORKED.reshape(1, -1))}."
    )
    show(figure, words)


def _in_a_row(
    figure: Figure, entries: tuple[Entry, ...], signs: tuple[tuple[str, float], ...]
) -> None:
    """Fill a figure with a matrix and vectors, and the signs between them."""
    width, height = figure.get_size_inches()
    for left, title, values, role in entries:
        rows, columns = (side * CELL for side in values.shape)
        box = (left / width, (height - rows) / 2 / height, columns / width, rows / height)
        axes = figure.add_axes(box)
        draw_grid(axes, Panel(values, title, role))
        if values.shape in (BAND.shape, BAND.T.shape):
            _fade(axes, (BAND if len(values) == len(BAND) else BAND.T) == 0)
    for sign, x in signs:
        figure.text(x / width, 0.5, sign, ha="center", va="center", fontsize=16, color=INK)


def _fade(axes: Axes, empty: np.ndarray) -> None:
    """Make the cells in which no weight stands white, and their zeros pale."""
    for cell, text, hidden in zip(axes.patches, axes.texts, empty.flat, strict=True):
        if hidden:
            cell.set(facecolor="white", edgecolor=tint(FAINT, 0.3))
            cell.set_zorder(1)
            text.set_color(tint(FAINT, 0.7))
