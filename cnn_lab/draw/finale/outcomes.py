"""What came of the trainings: curves, accuracy on shifted digits, learned filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from ..attempts import NotDrawableError, attempt
from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, SIGNED_MAP
from .trials import NETWORKS, Trials

COLOURS = {"CNN": KERNEL, "MLP": INPUT}
MARKS = {"CNN": "o", "MLP": "s"}
CHANCE = 0.1
STRONG = 98
"""Colour scales of responses end at this percentile."""


def training_curves(found: Trials) -> None:
    """Show loss and validation accuracy of both networks after each epoch: median and range."""
    figure = new_figure(7.6, 3.5)
    figure.set_layout_engine("constrained")
    figure.suptitle(f"Median and range over the seeds ({found.whose})", fontsize=11, color=INK)
    words = []
    for axes, what, title in zip(
        figure.subplots(1, 2),
        ("loss", "validation"),
        ("loss on the training digits", "accuracy on the validation digits"),
        strict=True,
    ):
        for name in NETWORKS:
            values = found.table(name, what)
            _band(axes, np.arange(1, values.shape[1] + 1), values, name)
            last = np.median(values[:, -1])
            said = f"{last:.1%}" if what == "validation" else f"{last:.3f}"
            words.append(f"{name}, {title} in the end: median {said}.")
        axes.set_title(title, fontsize=10, color=INK)
        axes.set_xlabel("epochs", fontsize=9)
        axes.set_ylabel("mean loss (logarithmic)" if what == "loss" else "accuracy", fontsize=9)
        axes.grid(color=FAINT, alpha=0.2)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(fontsize=9)
        if what == "validation":
            axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
            axes.set_ylim(min(0.5, *(found.table(name, what).min() for name in NETWORKS)), 1)
        else:
            axes.set_yscale("log")
    show(figure, f"Training curves, {found.whose}. {' '.join(words)}")


def _band(axes: Axes, places: np.ndarray, values: np.ndarray, name: str) -> None:
    """One network: its median as a line, its range as a band."""
    colour = COLOURS[name]
    axes.fill_between(places, values.min(axis=0), values.max(axis=0), color=colour, alpha=0.2)
    axes.plot(places, np.median(values, axis=0), MARKS[name] + "-", color=colour, label=name)
    axes.lines[-1].set_markersize(4)


def shifted_accuracy(found: Trials) -> None:
    """Show the test accuracy on digits shifted by 0, 1 and 2 pixels: median, range, each seed."""
    figure = new_figure(7.0, 3.8)
    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    words = []
    for name, aside in zip(NETWORKS, (-0.09, 0.09), strict=True):
        values = found.table(name, "shifted")
        places = np.arange(values.shape[1]) + aside
        middle = np.median(values, axis=0)
        for place, column in zip(places, values.T, strict=True):
            spread = place + np.linspace(-0.06, 0.06, len(column))
            axes.plot(spread, column, MARKS[name], color=COLOURS[name], markersize=3.5, alpha=0.7)
        axes.lines[-1].set_label(f"{name}, one mark for each seed")
        axes.hlines(middle, places - 0.08, places + 0.08, color=INK, lw=2)
        for place, value in zip(places, middle, strict=True):
            axes.annotate(
                f"{value:.1%}", (place, value), (14 if aside > 0 else -14, 0),
                textcoords="offset points", ha="left" if aside > 0 else "right", va="center",
                fontsize=9, color=INK,
            )  # fmt: skip
        ends = zip(values.min(axis=0), values.max(axis=0), middle, strict=True)
        words += [
            f"{name}, shifted by {shift}: median {m:.1%}, from {low:.1%} to {high:.1%}."
            for shift, (low, high, m) in enumerate(ends)
        ]
    axes.axhline(CHANCE, color=FAINT, linestyle="--", linewidth=1)
    axes.text(-0.42, CHANCE + 0.015, "guessing", fontsize=8, color=FAINT)
    axes.set_xticks(range(3), ["not shifted", "by 1 pixel", "by 2 pixels"], fontsize=9)
    axes.set(xlim=(-0.45, 2.45), ylim=(0, 1))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_xlabel("test digits", fontsize=9)
    axes.set_ylabel("accuracy", fontsize=9)
    axes.set_title(f"Black lines: medians ({found.whose})", fontsize=11, color=INK)
    axes.legend(fontsize=9)
    show(figure, f"Test accuracy, {found.whose}. {' '.join(words)}")


def learned_filters(found: Trials) -> None:
    """Show the filters of the first layer, in one colour scale around zero."""
    limit = float(np.abs(found.filters).max())
    figure = new_figure(6.6, 3.9)
    figure.set_layout_engine("constrained")
    figure.suptitle(f"Filters of the first layer ({_first(found)})", fontsize=11, color=INK)
    places = figure.subplots(2, -(-len(found.filters) // 2))
    for number, (axes, kernel) in enumerate(zip(places.flat, found.filters, strict=False)):
        shown = axes.imshow(kernel, SIGNED_MAP, vmin=-limit, vmax=limit, interpolation="nearest")
        axes.set(xticks=range(3), yticks=range(3))
        _label(axes, f"filter {number}")
    bar = figure.colorbar(shown, ax=places, shrink=0.9)
    bar.ax.tick_params(labelsize=7)
    bar.set_label("weight", fontsize=8)
    words = (
        f"The {len(found.filters)} filters of 3 by 3 that the first layer has learned "
        f"({_first(found)}), from blue (\N{MINUS SIGN}{limit:.2f}) over white (zero) to red "
        f"({limit:.2f})."
    )
    show(figure, words)


def responses(function: Callable[..., Any], image: np.ndarray, found: Trials) -> None:
    """Show what each filter makes of an image, each in a scale of its own around its median.

    Parameters
    ----------
    function : callable
        Called as ``function(image, kernel)``. If it fails, a sentence is shown in place of the
        figure.
    image : ndarray of shape (H, W)
    found : Trials
    """
    try:
        maps = [attempt(function, image, kernel) for kernel in found.filters]
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.4, 5.1)
    figure.set_layout_engine("constrained")
    figure.suptitle(
        f"What each filter gives ({_first(found)})\n"
        "each in a scale of its own: white is its median, red above, blue below",
        fontsize=10,
        color=INK,
    )
    places = figure.subplots(2, -(-len(maps) // 2))
    for number, (axes, values) in enumerate(zip(places.flat, maps, strict=False)):
        values = np.atleast_2d(values - np.median(values))
        limit = float(np.percentile(np.abs(values), STRONG))
        axes.imshow(values, SIGNED_MAP, vmin=-limit, vmax=limit, interpolation="nearest")
        _label(axes, f"filter {number}")
    show(
        figure,
        f"What the {len(maps)} learned filters ({_first(found)}) make of the photograph. Each "
        "picture has a scale of its own: white is its median, red above, blue below.",
    )


def _first(found: Trials) -> str:
    """Whose filters these are."""
    return f"{'recorded by the course' if found.recorded else 'your training'}, first seed"


def _label(axes: Axes, title: str) -> None:
    axes.set_title(title, fontsize=9, color=INK)
    axes.tick_params(labelsize=6, colors=FAINT, length=0)
    axes.set_xlabel("column", fontsize=7, color=FAINT)
    axes.set_ylabel("row", fontsize=7, color=FAINT)
