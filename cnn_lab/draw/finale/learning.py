"""How a kernel approaches the one that made the target, and how momentum walks down a valley."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, GRADIENT, INK, INPUT, KERNEL, OUTPUT

COLOURS = (INPUT, KERNEL, OUTPUT, GRADIENT)
Example = tuple[np.ndarray, np.ndarray, float]

STEEP = np.array([1.0, 20.0])
"""How strongly the valley bends along it and across it."""

FLOOR = 1e-9
"""Smaller errors are drawn here: what is left is rounding, and differs between processors."""

START = np.array([-4.0, 1.0])


def approach(
    function: Callable[..., Any],
    true: np.ndarray,
    examples: dict[str, Example],
    steps: Sequence[int],
) -> None:
    """Show how far a student's learned kernel is from the true one after some numbers of steps.

    Parameters
    ----------
    function : callable
        Called as ``function(image, target, size, lr, steps)``. If it is not written yet or fails,
        one sentence is shown in place of the figure.
    true : ndarray of shape (KH, KW)
        The kernel that made the targets.
    examples : dict
        From a name to image, target and learning rate.
    steps : sequence of int
    """
    far: dict[str, list[float]] = {}
    try:
        for name, (image, target, lr) in examples.items():
            far[name] = []
            for count in steps:
                got = answer(function, image.copy(), target.copy(), true.shape, lr, count)
                fits = isinstance(got, np.ndarray) and got.shape == true.shape
                expect(fits, function, got, f"an array of shape {true.shape}")
                far[name].append(float(np.abs(got - true).max()))
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(6.6, 3.4)
    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    for (name, values), colour, mark in zip(far.items(), COLOURS, "osD^", strict=False):
        axes.semilogy(steps, np.maximum(values, FLOOR), f"{mark}-", color=colour, label=name)
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xticks(steps, [str(count) for count in steps])
    axes.set_xlim(left=-0.1)
    axes.set_xlabel("steps of gradient descent (logarithmic scale from 1 on)", fontsize=9)
    axes.set_ylabel("largest error of a weight\n(a billionth and less: lowest line)", fontsize=9)
    axes.set_title("The learned kernel approaches the true one", fontsize=11, color=INK)
    axes.grid(color=FAINT, alpha=0.2)
    axes.legend(fontsize=9)
    words = " ".join(
        f"{name}: {_small(values[0])} after {steps[0]} steps, {_small(values[-1])} after "
        f"{steps[-1]}."
        for name, values in far.items()
    )
    show(figure, f"Largest error of a weight, on a logarithmic scale. {words}")


def _small(value: float) -> str:
    """Return a distance with two digits, or that it is rounding."""
    return "less than a millionth" if value < 1e-6 else f"{value:.2g}"


def valley(function: Callable[..., Any], lr: float, steps: int, *momenta: float) -> None:
    """Show the ways that a student's steps take down a long valley.

    Parameters
    ----------
    function : callable
        Called as ``function(w, dw, v, lr, momentum)``; returns w and v. If it is not written yet or
        fails, one sentence is shown in place of the figure.
    lr : float
    steps : int
    *momenta : float
        One way for each.
    """
    try:
        ways = [_way(function, lr, steps, momentum) for momentum in momenta]
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.4, 1.3 + 1.75 * len(ways))
    figure.set_layout_engine("constrained")
    rows, columns = np.mgrid[-1.6:1.6:81j, -4.6:4.6:201j]
    heights = (STEEP[0] * columns**2 + STEEP[1] * rows**2) / 2
    words = []
    for axes, way, momentum in zip(
        figure.subplots(len(ways), 1, squeeze=False)[:, 0], ways, momenta, strict=True
    ):
        axes.contour(columns, rows, heights, levels=[0.2, 1, 3, 7, 13], colors=FAINT, alpha=0.5)
        axes.plot(*way.T, "o-", color=KERNEL, markersize=3, linewidth=1)
        axes.plot(0, 0, "*", color=OUTPUT, markersize=13)
        axes.set(xlim=(-4.6, 4.6), ylim=(-1.6, 1.6))
        loss = float((STEEP * way[-1] ** 2).sum() / 2)
        said = f"momentum {momentum}: loss {loss:.2g} after {steps} steps"
        axes.set_title(said, fontsize=10, color=INK)
        axes.set_ylabel("second weight", fontsize=9)
        axes.set_xlabel("first weight", fontsize=9)
        words.append(said)
    show(figure, f"Ways down a long valley, to the star in its middle. {'; '.join(words)}.")


def _way(function: Callable[..., Any], lr: float, steps: int, momentum: float) -> np.ndarray:
    """The places that a function visits, the start included."""
    w, v = START.copy(), np.zeros(2)
    places = [w]
    for _ in range(steps):
        got = answer(function, w.copy(), STEEP * w, v.copy(), lr, momentum)
        fits = isinstance(got, tuple) and len(got) == 2
        fits = fits and all(isinstance(one, np.ndarray) and one.shape == (2,) for one in got)
        expect(fits, function, got, "w and v as two arrays of the shape of w")
        w, v = got
        places.append(w)
    return np.array(places)
