"""The shapes of a network as a staircase: sides above, channels below, layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, INK, PAPER, tint
from .kinds import KINDS, Layer, Shape, said, shapes_by, times

TUE_8_16: tuple[tuple[Layer, Shape], ...] = (
    (("conv", 8, 5, 1, 0, 1), (8, 24, 24)),
    (("relu",), (8, 24, 24)),
    (("pool", 2, 2), (8, 12, 12)),
    (("conv", 16, 5, 1, 0, 1), (16, 8, 8)),
    (("relu",), (16, 8, 8)),
    (("pool", 2, 2), (16, 4, 4)),
    (("flatten",), (256,)),
    (("dense", 10), (10,)),
)
"""TU/e's last network and what each of its layers returns for (1, 28, 28), typed in."""


def first_staircase() -> None:
    """Show the shapes of TU/e's network with 8 and 16 filters."""
    layers = [layer for layer, _ in TUE_8_16]
    shapes: list[Shape | None] = [shape for _, shape in TUE_8_16]
    _show(layers, (1, 28, 28), shapes, "TU/e, 8 and 16 filters")


def staircase(
    function: Callable[..., Any], layers: Sequence[Layer], in_shape: Shape, title: str = ""
) -> None:
    """Show the shapes of a network by a student's `trace_shapes`.

    Parameters
    ----------
    function : callable
        Called as ``function(layers, in_shape)``. Where it refuses the network, the stairs end with
        the first layer that it refuses. If it is not written yet or fails, one sentence is shown
        in place of the figure.
    layers : sequence of tuple
    in_shape : tuple of int
    title : str
    """
    try:
        shapes = shapes_by(function, layers, in_shape)
    except NotDrawableError as reason:
        print(reason)
        return
    _show(layers, in_shape, shapes, title)


def _show(
    layers: Sequence[Layer], in_shape: Shape, shapes: Sequence[Shape | None], title: str
) -> None:
    """Two panels: sides, and channels or entries."""
    names = ["input", *(said(layer) for layer in layers)]
    kinds = ["input", *(layer[0] for layer in layers)]
    steps: list[Shape | None] = [in_shape, *shapes]
    figure = new_figure(7.6, 4.3)
    sides = figure.add_axes((0.085, 0.53, 0.9, 0.38))
    channels = figure.add_axes((0.085, 0.28, 0.9, 0.2))
    figure.suptitle(title, fontsize=11, color=INK, y=0.985, va="top")
    for place, (kind, shape) in enumerate(zip(kinds, steps, strict=False)):
        _step(sides, channels, place, kind, shape, 7 if len(names) < 11 else 6)
    sides.set_ylim(0, max(in_shape[1:]) * 1.22)
    sides.set_ylabel("height (pixels)", fontsize=8.5, color=INK)
    counts = [shape[0] for shape in steps if shape]
    channels.set_yscale("log")
    channels.set_ylim(0.7, 9 * max(counts))
    channels.set_ylabel("channels, or\nentries (log)", fontsize=8.5, color=INK)
    for axes in (sides, channels):
        axes.set_xlim(-0.6, len(names) - 0.4)
        axes.tick_params(labelsize=8, colors=INK, length=0)
        axes.grid(axis="y", color=FAINT, alpha=0.2)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    sides.set_xticks([])
    channels.set_xticks(np.arange(len(names)), names, rotation=35, ha="right", fontsize=7.5)
    for axes in (sides, channels):
        axes.set_xlabel(" ", fontsize=2)
    channels.set_xlabel("layer by layer, from the input on", fontsize=8.5, color=INK)
    show(figure, _in_words(title, in_shape, names, steps))


def _step(
    sides: Axes, channels: Axes, place: int, kind: str, shape: Shape | None, small: float
) -> None:
    """One step of the stairs."""
    if shape is None:
        sides.axvspan(place - 0.45, place + 0.45, facecolor="none", edgecolor=FAINT, hatch="///")
        text = sides.text(place, 10, "does\nnot fit", ha="center", va="center", fontsize=8.5)
        text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 2})
        return
    fill, edge = tint(KINDS[kind], 0.65), KINDS[kind]
    if len(shape) == 3:
        sides.bar(place, shape[1], 0.84, color=fill, edgecolor=edge)
        sides.text(place, shape[1], times(shape), ha="center", va="bottom", fontsize=small)
    else:
        sides.text(place, 0.5, "a row", ha="center", va="bottom", fontsize=7.5, color=FAINT)
    channels.bar(place, shape[0], 0.84, color=fill, edgecolor=edge)
    channels.text(place, shape[0] * 1.1, f"{shape[0]}", ha="center", va="bottom", fontsize=7)


def _in_words(
    title: str, in_shape: Shape, names: Sequence[str], steps: Sequence[Shape | None]
) -> str:
    """The stairs as a sentence."""
    parts = [
        f"{name}: {times(shape) if shape else 'does not fit'}"
        for name, shape in zip(names[1:], steps[1:], strict=False)
    ]
    return f"{title}. The input is {times(in_shape)}; then, layer by layer: {'; '.join(parts)}."
