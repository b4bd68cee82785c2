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
) -> None:
    """Show a noisy location and what a student's 1-D correlation makes of it.

    An output value is drawn at the time of the last reading in its window: an average over the past
    is known only then.

    Parameters
    ----------
    function : callable
        Takes a signal (L,) and a kernel (K,), returns (L - K + 1,).
    time : ndarray of shape (L,), seconds
    measured : ndarray of shape (L,), metres
    kernels : dict of str to ndarray of shape (K,)
        At most three, by the name in the legend.
    """
    try:
        results = {name: attempt(function, measured, k) for name, k in kernels.items()}
        for name, kernel in kernels.items():
            _expect_length(results[name], len(measured) - len(kernel) + 1)
    except NotDrawableError as reason:
        print(reason)
        return
    figure, axes = _chart(time, measured)
    looks = ((OUTPUT, "-"), (KERNEL, "--"), (INK, ":"))
    for (name, result), (colour, line) in zip(results.items(), looks, strict=False):
        axes.plot(time[-len(result) :], result, line, color=colour, linewidth=2.2, label=name)
    axes.legend(loc="lower left", fontsize=9)
    names = " and ".join(results)
    show(figure, f"The noisy location in metres over time in seconds, and over it: {names}.")


def _expect_length(result: np.ndarray, length: int) -> None:
    """Stop when an output has the wrong length, which could not be placed in time."""
    if result.shape != (length,):
        got = f"the output has shape {result.shape}, the picture needs {(length,)}"
        raise NotDrawableError(f"Nothing to draw yet: {got}.")


def _chart(time: np.ndarray, measured: np.ndarray) -> tuple[Figure, Axes]:
    """Axes with the readings as dots."""
    figure = new_figure(7.2, 3.2)
    axes = figure.add_axes((0.09, 0.17, 0.89, 0.8))
    axes.plot(time, measured, "o", color=INPUT, markersize=3, alpha=0.55, label="readings")
    axes.set_xlabel("time in seconds", color=INK)
    axes.set_ylabel("location in metres", color=INK)
    axes.grid(color=FAINT, alpha=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes
