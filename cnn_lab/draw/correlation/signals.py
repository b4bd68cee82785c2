"""Pictures of signals in time: the noisy location and its moving averages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..attempts import NotDrawableError, attempt
from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT


def location(time: np.ndarray, measured: np.ndarray) -> None:
    """Show a noisy location over time.

    Parameters
    ----------
    time : ndarray of shape (L,), seconds
    measured : ndarray of shape (L,), metres
    """
    figure, _ = _chart(time, measured)
    show(figure, f"{len(time)} noisy readings of a location in metres over time in seconds.")


def smoothed(
    function: Callable[..., Any],
    time: np.ndarray,
    measured: np.ndarray,
    kernels: dict[str, np.ndarray],
    truth: np.ndarray | None = None,
) -> None:
    """Show a noisy location and what a student's 1-D correlation makes of it.

    An output value is drawn at the time of the last reading in its window: an average over the past
    is known only then. Where the true location is given, the legend says how far each curve is off:
    the root of the mean of all squared errors.

    Parameters
    ----------
    function : callable
        Takes a signal (L,) and a kernel (K,), returns (L - K + 1,).
    time : ndarray of shape (L,), seconds
    measured : ndarray of shape (L,), metres
    kernels : dict of str to ndarray of shape (K,)
        At most three, by the name in the legend.
    truth : ndarray of shape (L,), metres, optional
    """
    try:
        results = {name: attempt(function, measured, k) for name, k in kernels.items()}
        for name, kernel in kernels.items():
            _expect_length(results[name], len(measured) - len(kernel) + 1)
    except NotDrawableError as reason:
        print(reason)
        return
    figure, axes = _chart(time, measured, "readings" + _off(measured, truth))
    axes.set_xlabel("time in seconds; an average stands at its last reading", color=INK)
    names = [name + _off(result, truth) for name, result in results.items()]
    looks = ((OUTPUT, "-"), (KERNEL, "--"), (INK, ":"))
    for name, result, (colour, line) in zip(names, results.values(), looks, strict=False):
        axes.plot(time[-len(result) :], result, line, color=colour, linewidth=2.2, label=name)
    if truth is not None:
        axes.plot(time, truth, "-", color=INK, linewidth=1, label="true location")
        names.append("true location")
        axes.set_ylim(-2.7, 1.8)
    axes.legend(loc="lower left", fontsize=9, ncols=2 if truth is not None else 1)
    said = f"The noisy location in metres over time in seconds{_off(measured, truth)}"
    where = "An average stands at the time of its last reading."
    show(figure, f"{said}, and over it: {'; '.join(names)}. {where}")


def _off(result: np.ndarray, truth: np.ndarray | None) -> str:
    """How far a curve that ends with the truth is off, as a piece of text."""
    if truth is None:
        return ""
    error = float(np.sqrt(np.mean((result - truth[-len(result) :]) ** 2)))
    return f", off by {error:.2f} m"


def _expect_length(result: np.ndarray, length: int) -> None:
    """Stop when an output has the wrong length, which could not be placed in time."""
    if result.shape != (length,):
        got = f"the output has shape {result.shape}, the picture needs {(length,)}"
        raise NotDrawableError(f"Nothing to draw yet: {got}.")


def _chart(time: np.ndarray, measured: np.ndarray, name: str = "readings") -> tuple[Figure, Axes]:
    """Axes with the readings as dots."""
    figure = new_figure(7.2, 3.2)
    axes = figure.add_axes((0.09, 0.17, 0.89, 0.8))
    axes.plot(time, measured, "o", color=INPUT, markersize=3, alpha=0.55, label=name)
    axes.set_xlabel("time in seconds", color=INK)
    axes.set_ylabel("location in metres", color=INK)
    axes.grid(color=FAINT, alpha=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes
