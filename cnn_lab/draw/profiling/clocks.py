"""Shares of time beside shares of work, and times if nothing ever waited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, INK, KERNEL, OUTPUT, tint


def time_and_work(times: Mapping[str, float], macs: Mapping[str, float], title: str) -> None:
    """Show the share of each layer in the time and in the work; no seconds, only shares.

    Parameters
    ----------
    times, macs : dict of str to number
        For the same layers, in any unit; at least 0.
    title : str
    """
    names = list(times)
    parts = [np.array([kind[name] for name in names], dtype=float) for kind in (times, macs)]
    parts = [100 * values / values.sum() for values in parts]
    figure = new_figure(7.6, 0.42 * len(names) + 1.2)
    high = figure.get_figheight()
    axes = figure.add_axes((0.16, 0.45 / high, 0.8, 1 - 0.95 / high))
    for shift, values, colour in ((-0.2, parts[0], OUTPUT), (0.2, parts[1], KERNEL)):
        places = np.arange(len(names)) + shift
        axes.barh(places, values, 0.38, color=tint(colour, 0.6), edgecolor=colour)
        for place, value in zip(places, values, strict=True):
            axes.text(value, place, f" {value:.1f} %", va="center", fontsize=8, color=INK)
    axes.set_title(f"{title}\ngreen: share of the time; orange: share of the MACs", fontsize=9.5)
    axes.set_yticks(range(len(names)), names, fontsize=9)
    axes.set_ylabel(" ", fontsize=2)
    axes.set_xlabel("per cent of the whole network", fontsize=9, color=INK)
    axes.set_xlim(0, 1.15 * max(values.max() for values in parts))
    axes.invert_yaxis()
    axes.tick_params(labelsize=8.5, colors=INK, length=2)
    axes.grid(axis="x", color=FAINT, alpha=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    told = ", ".join(
        f"{name} {t:.1f} and {m:.1f}" for name, t, m in zip(names, *parts, strict=True)
    )
    show(figure, f"{title}. Per cent of the time and of the MACs: {told}.")


def ideal_times(function: Callable[..., Any], works: Mapping[str, int], rate: float) -> None:
    """Show the ideal times of some networks on a logarithmic scale, by a student's `ideal_time`.

    Parameters
    ----------
    function : callable
        Called as ``function(macs, rate)``. If it is not written yet or fails, one sentence is shown
        in place of the figure.
    works : dict of str to int
        Multiply-accumulates by name.
    rate : float
        Multiply-accumulates per second.
    """
    found = {}
    try:
        for name, macs in works.items():
            got = answer(function, macs, rate)
            fits = isinstance(got, int | float | np.number) and 0 < got < np.inf
            expect(bool(fits), function, got, "a number of seconds above 0")
            found[name] = float(got)
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.6, 0.5 * len(found) + 1.0)
    high = figure.get_figheight()
    axes = figure.add_axes((0.3, 0.5 / high, 0.66, 1 - 0.9 / high))
    axes.barh(range(len(found)), list(found.values()), 0.6, color=tint(OUTPUT, 0.5))
    for row, seconds in enumerate(found.values()):
        axes.text(seconds, row, f"  {_said(seconds)}", va="center", fontsize=9, color=INK)
    axes.set_xscale("log")
    lowest, highest = min(found.values()), max(found.values())
    axes.set_xlim(lowest / 5, highest * 30)
    axes.set_yticks(range(len(found)), list(found), fontsize=9)
    axes.set_ylabel(" ", fontsize=2)
    axes.invert_yaxis()
    axes.set_xlabel("seconds by your ideal_time (logarithmic scale)", fontsize=9, color=INK)
    axes.set_title(f"One image, at {rate / 1e6:,g} million MACs per second", fontsize=9.5)
    axes.tick_params(labelsize=8.5, colors=INK, length=2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    told = ", ".join(f"{name} {_said(seconds)}" for name, seconds in found.items())
    show(figure, f"Ideal times for one image at {rate / 1e6:,g} million MACs per second: {told}.")


def _said(seconds: float) -> str:
    """A time with four digits."""
    return f"{seconds:.4g} s" if seconds >= 1 else f"{1000 * seconds:.4g} ms"
