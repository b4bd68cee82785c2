"""Pictures of counts as bars, on a logarithmic scale where they differ by powers of ten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ..attempts import NotDrawableError, attempt
from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT

COLOURS = (INPUT, KERNEL, OUTPUT)
FAR = 20
"""Counts that differ by more than this factor stand on a logarithmic scale."""

WORDS = {2: "two", 5: "five"}

WAYS = ("dense matrix", "sparse matrix", "convolution")


def counts(numbers: Mapping[str, float], unit: str, title: str = "") -> None:
    """Show some counts as bars, each with its number.

    Parameters
    ----------
    numbers : dict of str to number
        All above 0.
    unit : str
        What is counted.
    title : str
    """
    figure = new_figure(7.4, 0.55 * len(numbers) + 1.15)
    axes = figure.add_axes((0.27, 0.34, 0.68, 0.5))
    _bars(axes, numbers, unit)
    axes.set_title(title, fontsize=11, color=INK)
    show(figure, f"{title}. {_in_words(numbers, unit)}")


def dense_parameters(
    function: Callable[..., Any],
    volume: tuple[int, int, int],
    made: tuple[int, int, int],
    others: Mapping[str, float],
) -> None:
    """Show how many parameters a student's function counts, below other layers' counts.

    Parameters
    ----------
    function : callable
        Called as ``function(C, H, W, O, OH, OW)``; returns parameters and multiply-accumulates. If
        it is not written yet or fails, one sentence is shown in place of the figure.
    volume, made : tuple of int
        Channels, height and width of the input, and of what is made of it.
    others : dict of str to number
        Counts of other layers between the same volumes, by name.
    """
    try:
        parameters, _ = _counted(function, 2, *volume, *made)
    except NotDrawableError as reason:
        print(reason)
        return
    ends = ("×".join(str(size) for size in (H, W, C)) for C, H, W in (volume, made))
    title = "From {} to {}".format(*ends)
    counts({**others, "a dense layer": parameters}, "parameters", title)


def edge_costs(function: Callable[..., Any], H: int, W: int, KH: int, KW: int) -> None:
    """Show what a student's function says of the three ways to find edges.

    Parameters
    ----------
    function : callable
        Called as ``function(H, W, KH, KW)``; returns five counts. If it is not written yet or
        fails, one sentence is shown in place of the figure.
    H, W, KH, KW : int
    """
    try:
        found = _counted(function, 5, H, W, KH, KW)
    except NotDrawableError as reason:
        print(reason)
        return
    dense, sparse, kernel, dense_work, work = found
    floats = dict(zip(WAYS, (dense, sparse, kernel), strict=True))
    operations = dict(zip(WAYS, (dense_work, work, work), strict=True))
    figure = new_figure(8.2, 4.1)
    axes = figure.subplots(2, 1)
    figure.subplots_adjust(left=0.17, right=0.95, bottom=0.13, top=0.9, hspace=0.75)
    figure.suptitle(f"An image of {H} by {W}, a kernel of {KH} by {KW}", color=INK, fontsize=11)
    for place, numbers, unit in (
        (axes[0], floats, "stored floats"),
        (axes[1], operations, "multiplications and additions"),
    ):
        _bars(place, numbers, unit)
    said = (_in_words(floats, "stored floats"), _in_words(operations, "operations"))
    show(figure, " ".join(said))


def _counted(function: Callable[..., Any], many: int, *sizes: int) -> list[float]:
    """Call a student's function for so many counts above 0."""
    kept: list[Any] = []

    def as_array(*args: int) -> np.ndarray:
        kept.append(function(*args))
        return np.asarray(kept[-1], dtype=float)

    as_array.__name__ = getattr(function, "__name__", "the function")
    found = attempt(as_array, *sizes)
    if found.shape != (many,) or (found <= 0).any():
        raise NotDrawableError(
            f"Nothing to draw yet: {as_array.__name__} returned no {WORDS[many]} counts above 0."
        )
    return [float(number) for number in found]


def _bars(axes: Axes, numbers: Mapping[str, float], unit: str) -> None:
    """Fill axes with bars, the first one on top."""
    values = list(numbers.values())
    places = np.arange(len(values))
    colours = [COLOURS[i % len(COLOURS)] for i in places]
    axes.barh(places, values, color=colours, alpha=0.75, height=0.66)
    far_apart = max(values) > FAR * min(values)
    if far_apart:
        axes.set_xscale("log")
        axes.set_xlim(0.8, max(values) * 10 ** (0.26 * np.log10(max(values)) + 0.6))
    else:
        axes.set_xlim(0, 1.3 * max(values))
    axes.set_yticks(places, list(numbers), fontsize=9.5)
    axes.invert_yaxis()
    for place, value in enumerate(values):
        text = axes.annotate(f"{value:,.0f}", (value, place), (6, 0), textcoords="offset points")
        text.set(va="center", fontsize=9.5, color=INK)
    axes.set_xlabel(f"{unit} (logarithmic scale)" if far_apart else unit, fontsize=9, color=INK)
    axes.tick_params(labelsize=8.5)
    axes.grid(axis="x", color=FAINT, alpha=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _in_words(numbers: Mapping[str, float], unit: str) -> str:
    """The counts as a sentence."""
    return f"{unit}: " + ", ".join(f"{name} {value:,.0f}" for name, value in numbers.items()) + "."
