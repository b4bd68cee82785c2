"""Batches of images: every image and channel as a small grid of numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, number, show
from ..palette import FAINT, INK, ROLES, tint

CELL = 0.27
WIDEST = 8.0
GAP = 0.22
APART = 0.55
MOST = 400
"""Numbers in one picture."""

Block = tuple[str, str, np.ndarray]
"""Title, role, values of shape (N, C, H, W)."""


def planes(*blocks: tuple[Any, ...], title: str = "") -> None:
    """Show batches of images side by side: images downwards, channels across.

    Parameters
    ----------
    *blocks : tuple
        (label, array of shape (N, C, H, W)), or (label, function, arguments...). If a function is
        not written yet or fails, one sentence is shown in place of the figure.
    title : str
    """
    try:
        shown = [_block(*block) for block in blocks]
    except NotDrawableError as reason:
        print(reason)
        return
    widths, heights = zip(*(_extent(values) for _, _, values in shown), strict=True)
    wide = sum(widths) + APART * (len(shown) - 1) + 0.5
    scale = min(1.0, WIDEST / wide)
    width = max(wide * scale, 0.09 * len(title) + 0.4)
    height = max(heights) * scale + 0.75
    figure = new_figure(width, height)
    figure.suptitle(title, color=INK, fontsize=11, y=1 - 0.1 / height, va="top")
    left = 0.35 * scale
    for (label, role, values), block_width in zip(shown, widths, strict=True):
        middle = (left + (block_width * scale) / 2) / width
        shape = " × ".join(str(n) for n in values.shape)
        figure.text(middle, 1 - 0.52 / height, f"{label}: {shape}", ha="center", fontsize=9)
        _draw_block(figure, values, role, left, scale, width, height)
        left += (block_width + APART) * scale
    words = " ".join(f"{label}: {_words(values)}" for label, _, values in shown)
    show(figure, f"{title}. {words}" if title else words)


def _block(label: str, *given: Any) -> Block:
    """One block: an array that is given, or what a student's function returns."""
    if isinstance(given[0], np.ndarray):
        return label, "input", given[0]
    function, *args = given
    got = answer(function, *[np.copy(a) if isinstance(a, np.ndarray) else a for a in args])
    fits = isinstance(got, np.ndarray) and got.ndim == 4 and got.dtype.kind in "biuf"
    expect(fits and 0 < got.size <= MOST, function, got, "a small array with four axes")
    return label, "output", got


def _extent(values: np.ndarray) -> tuple[float, float]:
    """Width and height of a block in inches, before scaling."""
    N, C, H, W = values.shape
    return C * W * CELL + (C - 1) * GAP, N * (H * CELL + GAP) + 0.1


def _draw_block(
    figure: Any, values: np.ndarray, role: str, left: float, scale: float, wide: float, high: float
) -> None:
    """Draw all planes of a block; images downwards, channels across."""
    N, C, H, W = values.shape
    for n in range(N):
        for c in range(C):
            x = left + c * (W * CELL + GAP) * scale
            top = high - 0.7 - n * (H * CELL + GAP) * scale
            box = (
                x / wide,
                (top - H * CELL * scale) / high,
                W * CELL * scale / wide,
                H * CELL * scale / high,
            )
            axes = figure.add_axes(box, label=f"{role} {left} {n} {c}")
            _draw_plane(axes, values[n, c], role, scale)
            axes.set_ylabel(f"image {n}" if c == 0 else " ", fontsize=7, color=FAINT, labelpad=2)
            axes.set_xlabel(f"channel {c}", fontsize=7, color=FAINT, labelpad=2)


def _draw_plane(axes: Axes, values: np.ndarray, role: str, scale: float) -> None:
    """One channel of one image."""
    H, W = values.shape
    for row in range(H):
        for column in range(W):
            square = Rectangle((column, row), 1, 1, facecolor=tint(ROLES[role], 0.22))
            square.set(edgecolor=ROLES[role], linewidth=0.7)
            axes.add_patch(square)
            text = _text(float(values[row, column]))
            size = (9 if len(text) < 3 else 6.5) * scale
            axes.text(column + 0.5, row + 0.5, text, fontsize=size, ha="center", va="center")
    axes.set(xlim=(-0.03, W + 0.03), ylim=(H + 0.03, -0.03), xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _text(value: float) -> str:
    """A number, also an infinite one."""
    if np.isinf(value):
        return "∞" if value > 0 else "\N{MINUS SIGN}∞"
    return number(value)


def _words(values: np.ndarray) -> str:
    """A batch in words; all its numbers where it is a single plane."""
    N, C, H, W = values.shape
    if N == C == 1:
        rows = "; ".join(" ".join(_text(float(value)) for value in row) for row in values[0, 0])
        return f"{H} by {W}: {rows}."
    return f"{_count(N, 'image')} of {_count(C, 'channel')}, {H} by {W} each."


def _count(number: int, thing: str) -> str:
    """So many things, the last one without an s."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
