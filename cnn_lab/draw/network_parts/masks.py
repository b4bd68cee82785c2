"""Dropout: a picture through a student's function, a few draws and the mean of many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, number, show
from ..palette import FAINT, GREY_MAP, INK

SHOWN = 2
"""So many single draws stand beside the mean."""


def dropouts(function: Callable[..., Any], image: np.ndarray, draws: np.ndarray, p: float) -> None:
    """Show a picture, what dropout makes of it in two draws, and the mean over all draws.

    Parameters
    ----------
    function : callable
        A student's dropout, called as ``function(image, u, p, True)`` for each of the draws. If it
        is not written yet or fails, one sentence is shown in place of the figure.
    image : ndarray of shape (H, W)
        From 0 to 1.
    draws : ndarray of shape (L, H, W)
        Random numbers u, from 0 up to 1.
    p : float
    """
    try:
        found = [_dropped(function, image, u, p) for u in draws]
    except NotDrawableError as reason:
        print(reason)
        return
    mean = np.mean(found, axis=0)
    shown = {"the picture": image}
    shown |= {f"draw {i}": found[i] for i in range(SHOWN)}
    shown[f"mean of {len(draws)} draws"] = mean
    figure = new_figure(8.0, 3.0)
    figure.set_layout_engine("constrained")
    axes = figure.subplots(1, len(shown))
    top = float(max(image.max(), *(values.max() for values in found[:SHOWN]), 1e-9))
    for place, (name, values) in zip(axes, shown.items(), strict=True):
        drawn = place.imshow(values, GREY_MAP, vmin=0, vmax=top, interpolation="nearest")
        place.set_title(name, fontsize=9.5, color=INK)
        place.set_xlabel(f"mean {_mean(values)}", fontsize=9, color=INK)
        place.set_ylabel(" ")
        place.set(xticks=[], yticks=[])
    bar = figure.colorbar(drawn, ax=axes, shrink=0.7, aspect=40, location="bottom")
    bar.set_label("value: black is 0", fontsize=8.5)
    bar.ax.tick_params(labelsize=8, colors=FAINT)
    told = ", ".join(f"{name} {_mean(values)}" for name, values in shown.items())
    show(figure, f"A photograph through your dropout with p = {number(p)}. Means: {told}.")


def _dropped(function: Callable[..., Any], image: np.ndarray, u: np.ndarray, p: float) -> Any:
    """One draw."""
    got = answer(function, image.copy(), u.copy(), p, True)
    fits = isinstance(got, np.ndarray) and got.shape == image.shape and got.dtype.kind in "iuf"
    expect(fits and np.isfinite(got).all(), function, got, f"numbers in shape {image.shape}")
    return got


def _mean(values: np.ndarray) -> str:
    """A mean with two digits."""
    return number(round(float(values.mean()), 2))
