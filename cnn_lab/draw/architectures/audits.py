"""A deck's numbers beside those of a student's function, and inputs of other sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.axes import Axes

from ..answers import answer, expect, is_int
from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT, tint
from .kinds import Layer, all_shapes_by, times

DECK = (
    ("parameters", "60,000,000 parameters", 60_000_000),
    ("neurons", "650,000 neurons", 650_000),
    ("multiply-accumulates", "630,000,000 connections", 630_000_000),
)
"""What is counted, what the CS231n deck says, and its number."""

DESIGNS = ((227, 2), (227, 1), (224, 2), (224, 1))
"""Size of the image, and groups."""


def audit(function: Callable[..., Any]) -> None:
    """Show what a student's `alexnet_summary` counts, beside the deck's three numbers.

    Parameters
    ----------
    function : callable
        Called as ``function(size, groups, 1000)``; returns three counts. If it is not written yet
        or fails, one sentence is shown in place of the figure.
    """
    try:
        found = [_counts(function, size, groups) for size, groups in DESIGNS]
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.6, 4.7)
    panels = figure.subplots(3, 1)
    figure.subplots_adjust(left=0.19, right=0.97, top=0.93, bottom=0.11, hspace=1.05)
    names = [f"{size} pixels, groups {groups}" for size, groups in DESIGNS]
    said = []
    for entry, (axes, (what, claim, number)) in enumerate(zip(panels, DECK, strict=True)):
        counts = [one[entry] for one in found]
        _panel(axes, names, counts, number)
        axes.set_title(f"the deck's {claim} (dashed)", fontsize=9, color=INK)
        axes.set_xlabel(f"{what} by your function", fontsize=8, color=INK, labelpad=3)
        listed = ", ".join(f"{n} {c:,}" for n, c in zip(names, counts, strict=True))
        said.append(f"{what.capitalize()}: the deck says {claim}; counted are {listed}.")
    show(figure, " ".join(said))


def _counts(function: Callable[..., Any], size: int, groups: int) -> tuple[int, ...]:
    """Call a student's function for three counts above 0."""
    got = answer(function, size, groups, 1000)
    fits = isinstance(got, tuple) and len(got) == 3 and all(map(is_int, got))
    expect(fits and min(got) > 0, function, got, "three counts above 0")
    return tuple(int(n) for n in got)


def _panel(axes: Axes, names: Sequence[str], counts: Sequence[int], claimed: int) -> None:
    """Bars from 0 with their numbers, and the deck's number as a line."""
    axes.barh(range(len(counts)), counts, color=tint(INPUT, 0.5), edgecolor=INPUT, height=0.7)
    axes.axvline(claimed, color=KERNEL, linestyle="--", linewidth=2)
    for row, count in enumerate(counts):
        off = 100 * (count / claimed - 1)
        sign = "+" if off >= 0 else "\N{MINUS SIGN}"
        text = f"{count:,} ({sign}{abs(off):.1f} %)"
        axes.text(max(count, claimed), row, f"  {text}", va="center", fontsize=7.5, color=INK)
    axes.set_yticks(range(len(names)), names, fontsize=7.5)
    axes.set_ylabel(" ", fontsize=2)
    axes.set_xlim(0, 1.42 * max(claimed, *counts))
    axes.invert_yaxis()
    axes.set_xticks([0, claimed], ["0", f"{claimed:,}"])
    axes.tick_params(labelsize=7.5, colors=INK, length=2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def varying(
    function: Callable[..., Any], layers: Sequence[Layer], sizes: Sequence[int], bins: int
) -> None:
    """Show how long the flattened row is for images of several sizes, and with pyramid pooling.

    Parameters
    ----------
    function : callable
        A student's `trace_shapes`. If it is not written yet or fails, one sentence is shown in
        place of the figure.
    layers : sequence of tuple
        Convolutions and pools.
    sizes : sequence of int
        Sides of square images with three channels.
    bins : int
        How many numbers pyramid pooling keeps of each channel.
    """
    try:
        maps = [all_shapes_by(function, layers, (3, size, size))[-1] for size in sizes]
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.6, 2.9)
    axes = figure.add_axes((0.12, 0.28, 0.86, 0.6))
    said = []
    for place, (size, shape) in enumerate(zip(sizes, maps, strict=True)):
        flat = shape[0] * shape[-1] * shape[-1] if len(shape) == 3 else shape[0]
        pooled = shape[0] * bins
        for shift, count, colour in ((-0.2, flat, INPUT), (0.2, pooled, OUTPUT)):
            axes.bar(place + shift, count, 0.38, color=tint(colour, 0.5), edgecolor=colour)
            axes.text(place + shift, count, f"{count:,}", ha="center", va="bottom", fontsize=8)
        said.append(f"{size} pixels give {times(shape)}: {flat:,} flattened, {pooled:,} pooled")
    labels = [f"{size} pixels\n{times(shape)}" for size, shape in zip(sizes, maps, strict=True)]
    axes.set_xticks(range(len(sizes)), labels, fontsize=8.5)
    axes.set_ylabel("numbers in the row", fontsize=9, color=INK)
    axes.set_xlabel("image, and the last map", fontsize=9, color=INK)
    axes.set_title(
        f"blue: flattened; green: pyramid pooling, {bins} numbers for each channel", fontsize=9.5
    )
    axes.set_ylim(top=1.15 * axes.get_ylim()[1])
    axes.tick_params(labelsize=8, colors=FAINT)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    show(figure, f"How long the row for the dense layers is. {'. '.join(said)}.")
