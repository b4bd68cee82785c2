"""Activations: a student's curve beside its slope, and gradients on their way through depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..attempts import NotDrawableError, attempt
from ..figures import new_figure, number, show
from ..palette import FAINT, GRADIENT, INK, KERNEL, OUTPUT

SAMPLES = np.linspace(-6, 6, 121)
TOLD = (-4.0, 0.0, 4.0)
"""Where the values of a curve are told in words."""

QUARTER = 0.25
LOOKS = ((GRADIENT, "o", "-"), (OUTPUT, "s", "-"), (KERNEL, "^", "--"))


def curve_and_slope(
    name: str, function: Callable[..., Any], backward: Callable[..., Any], mark: float | None = None
) -> None:
    """Show a student's activation and, from its backward pass, its slope.

    Parameters
    ----------
    name : str
    function : callable
        Called with an array x.
    backward : callable
        Called with a dout of ones and x. If one of the two is not written yet or fails, one
        sentence is shown in place of the figure.
    mark : float, optional
        Where the slope's axes get a dashed line.
    """
    try:
        values = _as_long(function, SAMPLES)
        slopes = _as_long(backward, np.ones(SAMPLES.shape), SAMPLES)
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.4, 2.9)
    figure.set_layout_engine("constrained")
    left, right = figure.subplots(1, 2)
    left.plot(SAMPLES, values, color=OUTPUT, linewidth=2)
    right.plot(SAMPLES, slopes, ".", color=GRADIENT, markersize=4)
    if mark is not None:
        right.axhline(mark, color=KERNEL, linestyle="--", linewidth=1.4)
        right.text(-6, mark, f" {number(mark)}", fontsize=9, va="bottom", color=INK)
        right.set_ylim(-0.02, 1.2 * mark)
    _finish(left, name, "output")
    _finish(right, f"slope of {name}", "dx for a dout of 1")
    places = [int(np.argmin(np.abs(SAMPLES - x))) for x in TOLD]
    told = [
        f"{what} {', '.join(number(round(float(array[i]), 3)) for i in places)}"
        for what, array in (("the output is", values), ("the slope is", slopes))
    ]
    show(figure, f"{name} and its slope, by your functions. At −4, 0 and 4 {' and '.join(told)}.")


def _as_long(function: Callable[..., Any], *args: np.ndarray) -> np.ndarray:
    """A result that must have one number for each sample."""
    found = attempt(function, *args)
    if found.shape != SAMPLES.shape:
        name = getattr(function, "__name__", "the function")
        wanted = f"shape {found.shape} for an input of shape {SAMPLES.shape}"
        raise NotDrawableError(f"Nothing to draw yet: {name} returned {wanted}.")
    return found


def _finish(axes: Axes, title: str, what: str) -> None:
    """Titles, labels and a faint cross at zero."""
    axes.axvline(0, color=FAINT, linewidth=0.6)
    axes.axhline(0, color=FAINT, linewidth=0.6)
    axes.set_title(title, fontsize=10.5, color=INK)
    axes.set_xlabel("x", fontsize=9, color=INK)
    axes.set_ylabel(what, fontsize=9, color=INK)
    axes.tick_params(labelsize=8, colors=FAINT)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def depths(calls: dict[str, Callable[[], Any]], title: str = "") -> None:
    """Show how large gradients are after each layer on the way back, on a logarithmic scale.

    Parameters
    ----------
    calls : dict
        From a label to a function without arguments that gives an array: the size of the gradient
        behind the last layer, then before it, and so on to the input. At most three. If a student's
        function in one of them is not written yet or fails, a sentence is shown instead.
    title : str
    """
    try:
        found = {label: _sizes(label, call) for label, call in calls.items()}
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.2, 3.7)
    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    for (label, sizes), (colour, marker, line) in zip(found.items(), LOOKS, strict=False):
        shares = sizes / sizes[0]
        places = range(len(shares))
        axes.semilogy(places, shares, line, marker=marker, markersize=4, color=colour, label=label)
    axes.axhline(1, color=FAINT, linewidth=0.8)
    axes.set_title(title, fontsize=11, color=INK)
    axes.set_xlabel("layers that the gradient has come back through", fontsize=9, color=INK)
    axes.set_ylabel("size, compared with dout", fontsize=9, color=INK)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 5, 10]))
    axes.tick_params(labelsize=8, colors=FAINT)
    axes.legend(fontsize=9, frameon=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    words = "; ".join(f"{label}: {_power(sizes[-1] / sizes[0])}" for label, sizes in found.items())
    layers = len(next(iter(found.values()))) - 1
    show(figure, f"{title}: the gradient's size after {layers} layers. {words}.")


def _sizes(label: str, call: Callable[[], Any]) -> np.ndarray:
    """The sizes of one line; all above zero."""
    sizes = attempt(call)
    if sizes.ndim != 1 or len(sizes) < 2 or not (sizes > 0).all():
        raise NotDrawableError(f"Nothing to draw yet: {label} needs several sizes above zero.")
    return sizes


def _power(share: float) -> str:
    """A share as a power of ten, the same on every processor."""
    return f"about 10 to the power {number(round(float(np.log10(share))))} of dout's"
