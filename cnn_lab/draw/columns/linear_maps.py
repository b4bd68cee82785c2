"""Pictures of a correlation as one matrix: block Toeplitz, or block circulant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..attempts import NotDrawableError, attempt
from ..figures import in_words, new_figure, number, show
from ..palette import FAINT, GRADIENT, INK, KERNEL, SIGNED_MAP, tint
from ..pictures import STEPS
from . import columns_worked as worked

CELL = 0.4
LARGE = 16
"""Matrices with more rows or columns than this are drawn as pictures, without numbers."""

Shape = tuple[int, int]


def linear_map(
    function: Callable[..., Any], kernel: np.ndarray, H: int, W: int, title: str = ""
) -> None:
    """Show the matrix that a student's function makes of a kernel, with its blocks.

    Parameters
    ----------
    function : callable
        Called as ``function(kernel, H, W)``; returns a matrix with a row for each output and a
        column for each of the H * W pixels.
    kernel : ndarray of shape (KH, KW)
    H, W : int
        Size of the image.
    title : str
    """
    outputs = (H - kernel.shape[0] + 1, W - kernel.shape[1] + 1)
    try:
        matrix = attempt(function, kernel, H, W)
        if matrix.shape != (outputs[0] * outputs[1], H * W):
            got = f"the matrix has shape {matrix.shape}, the picture needs"
            needed = (outputs[0] * outputs[1], H * W)
            raise NotDrawableError(f"Nothing to draw yet: {got} {needed}.")
    except NotDrawableError as reason:
        print(reason)
        return
    nonzero = np.count_nonzero(matrix)
    words = f"{title}: matrix {in_words(matrix)}. {nonzero} of {matrix.size} entries are not zero."
    if max(matrix.shape) > LARGE:
        _picture(matrix, outputs, (H, W), title, words)
        return
    figure = new_figure(matrix.shape[1] * CELL + 1.5, matrix.shape[0] * CELL + 1.1)
    size = (matrix.shape[1] * CELL, matrix.shape[0] * CELL)
    where = _place(0.95, 0.5, size, figure.get_size_inches())
    axes = figure.add_axes(where)
    zeros = _own_zeros(function, matrix, kernel, H, W)
    draw_matrix(axes, matrix, outputs, (H, W), title, zeros=zeros)
    show(figure, words)


def _own_zeros(
    function: Callable[..., Any], matrix: np.ndarray, kernel: np.ndarray, H: int, W: int
) -> tuple[Shape, ...]:
    """Where the student's matrix holds weights of 0: a kernel of ones leaves another number."""
    try:
        linked = attempt(function, np.ones(kernel.shape), H, W)
    except NotDrawableError:
        return ()
    if linked.shape != matrix.shape:
        return ()
    return tuple((int(i), int(j)) for i, j in np.argwhere((matrix == 0) & (linked != 0)))


def toeplitz_and_circulant() -> None:
    """Show the worked example's matrices without and with wrap-around, side by side.

    The numbers are typed in (`columns_worked.TOEPLITZ`, `CIRCULANT`), not computed.
    """
    cell = 0.36
    figure = new_figure(8.2, 9 * cell + 1.1)
    inches = figure.get_size_inches()
    low, high = (9 - 4) * cell / 2 + 0.5, 0.5
    left = figure.add_axes(_place(0.75, low, (9 * cell, 4 * cell), inches))
    title, own = "kernel inside the image", worked.TOEPLITZ_ZEROS
    draw_matrix(left, worked.TOEPLITZ, (2, 2), (3, 3), title, zeros=own)
    right = figure.add_axes(_place(4.8, high, (9 * cell, 9 * cell), inches))
    title, framed = "image wrapped around", worked.WRAPPED_AT
    draw_matrix(
        right, worked.CIRCULANT, (3, 3), (3, 3), title, framed, zeros=worked.CIRCULANT_ZEROS
    )
    rows = "; ".join(f"row {i}, column {j}" for i, j in worked.WRAPPED_AT)
    show(
        figure,
        f"Two matrices of the worked kernel. Without wrap-around {in_words(worked.TOEPLITZ)}. "
        f"With wrap-around 9 by 9: "
        f"{'; '.join(' '.join(number(v) for v in row) for row in worked.CIRCULANT)}. Framed are "
        f"the weights that have come in on the other side: {rows}.",
    )


def draw_matrix(
    axes: Axes,
    matrix: np.ndarray,
    outputs: Shape,
    image: Shape,
    title: str,
    framed: tuple[Shape, ...] = (),
    zeros: tuple[Shape, ...] = (),
) -> None:
    """Fill axes with a matrix: weights in the kernel's colour, no link pale, lines around blocks.

    `zeros` are the places of weights that are 0.
    """
    rows, columns = matrix.shape
    for (i, j), value in np.ndenumerate(matrix):
        weight = bool(value) or (i, j) in zeros
        colour = tint(KERNEL, 0.25 + 0.2 * (abs(value) > 1)) if weight else "#FFFFFF"
        axes.add_patch(Rectangle((j, i), 1, 1, facecolor=colour, edgecolor=tint(FAINT, 0.3)))
        text = number(float(value)) if weight else "·"
        size = 10 if len(text) < 4 else 7
        axes.text(
            j + 0.5,
            i + 0.5,
            text,
            ha="center",
            va="center",
            fontsize=size,
            color=INK if weight else FAINT,
        )
    for i, j in framed:
        frame = Rectangle((j + 0.06, i + 0.06), 0.88, 0.88, fill=False, edgecolor=GRADIENT)
        frame.set(linewidth=2.5, zorder=4)
        axes.add_patch(frame)
    _blocks(axes, outputs[1], image[1], (rows, columns))
    axes.set_xlim(-0.04, columns + 0.04)
    axes.set_ylim(rows + 0.04, -0.04)
    axes.set_xticks(np.arange(columns) + 0.5, [f"{i},{j}" for i, j in np.ndindex(image)])
    axes.set_yticks(np.arange(rows) + 0.5, [f"{i},{j}" for i, j in np.ndindex(outputs)])
    _label(axes, title)


def _blocks(axes: Axes, height: int, width: int, shape: Shape) -> None:
    """Lines between blocks: a block belongs to one row of outputs and one row of pixels."""
    for i in range(0, shape[0] + 1, height):
        axes.plot([0, shape[1]], [i, i], color=INK, linewidth=1.4, zorder=3)
    for j in range(0, shape[1] + 1, width):
        axes.plot([j, j], [0, shape[0]], color=INK, linewidth=1.4, zorder=3)


def _picture(matrix: np.ndarray, outputs: Shape, image: Shape, title: str, words: str) -> None:
    """Show a large matrix in colours."""
    rows, columns = matrix.shape
    width = 7.4
    tall = 6.4 * rows / columns
    figure = new_figure(width, tall + 1.2)
    limit = float(np.abs(matrix).max()) or 1.0
    where = _place(0.75, 0.7, (6.4, tall), figure.get_size_inches())
    axes = figure.add_axes(where)
    steps = colormaps[SIGNED_MAP].resampled(STEPS)
    extent = (0, columns, rows, 0)
    axes.imshow(matrix, steps, vmin=-limit, vmax=limit, interpolation="nearest", extent=extent)
    for i in range(outputs[1], rows, outputs[1]):
        axes.axhline(i, color=FAINT, linewidth=0.5)
    for j in range(image[1], columns, image[1]):
        axes.axvline(j, color=FAINT, linewidth=0.5)
    _label(axes, title, "number of the pixel", "number of the output")
    figure.text(
        0.5, 0.03, "blue is negative, white is zero, red is positive", ha="center", fontsize=8.5
    )
    show(figure, f"{words} Drawn from blue (negative) over white (zero) to red.")


def _label(
    axes: Axes, title: str, below: str = "pixel: row,column", beside: str = "output: row,column"
) -> None:
    """Title and axes."""
    axes.tick_params(length=0, labelsize=7, colors=FAINT, pad=2)
    axes.set_xlabel(below, fontsize=8, color=FAINT, labelpad=2)
    axes.set_ylabel(beside, fontsize=8, color=FAINT, labelpad=2)
    axes.set_title(title, fontsize=10, color=INK, pad=7)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _place(
    left: float, bottom: float, size: tuple[float, float], inches: np.ndarray
) -> tuple[float, float, float, float]:
    """From inches to the fractions of a figure."""
    width, height = inches
    return left / width, bottom / height, size[0] / width, size[1] / height
