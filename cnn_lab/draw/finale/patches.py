"""Where a patch was found, beside the scores of all places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..answers import answer, expect, is_int
from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, GREY_MAP, INK, KERNEL, SIGNED_MAP
from .digits import arrays_of

STAR = (15, 12, 14, 10)
"""The star whose scores are recorded: first row and column, height and width."""


def found(function: Callable[..., Any], image: np.ndarray, patch: np.ndarray) -> None:
    """Show where a student's function finds the star in the photograph.

    Parameters
    ----------
    function : callable
        Called as ``function(image, patch)``; returns row and column. If it is not written yet or
        fails, one sentence is shown in place of the figure.
    image : ndarray of shape (107, 100)
        The photograph.
    patch : ndarray of shape (14, 10)
        The star, or the star in another light: its scores are the same.
    """
    try:
        place = answer(function, image, patch)
        fits = isinstance(place, tuple) and len(place) == 2 and all(map(is_int, place))
        expect(fits, function, place, "a pair (row, column)")
    except NotDrawableError as reason:
        print(reason)
        return
    row, column = int(place[0]), int(place[1])
    scores = arrays_of("scores.npz")["scores"] / 127 - 1
    figure = new_figure(7.6, 4.1)
    figure.set_layout_engine("constrained", h_pad=0.1)
    sides = figure.subplots(1, 3, width_ratios=(45, 100, 100))
    sides[0].imshow(patch, GREY_MAP, vmin=0, vmax=1, interpolation="nearest")
    sides[1].imshow(image, GREY_MAP, vmin=0, vmax=1, interpolation="nearest")
    frame = Rectangle((column - 0.5, row - 0.5), patch.shape[1], patch.shape[0], fill=False)
    frame.set(edgecolor=KERNEL, linewidth=2.5)
    sides[1].add_patch(frame)
    shown = sides[2].imshow(scores, SIGNED_MAP, vmin=-1, vmax=1, interpolation="nearest")
    sides[2].plot(column, row, "o", markersize=12, markerfacecolor="none", color=INK)
    bar = figure.colorbar(shown, ax=sides[2], shrink=0.7, location="bottom")
    bar.set_label("score, from −1 to 1", fontsize=9)
    for axes, title in zip(sides, ("patch", "found here", "scores, as recorded"), strict=True):
        _label(axes, title)
    sides[0].set_xticks([0, 5])
    show(
        figure,
        f"The patch, {patch.shape[0]} by {patch.shape[1]}, was found at row {row}, column "
        f"{column} of the photograph. Beside it the scores of all places, as the course recorded "
        "them: highest at row 15, column 12, where one star is, and high at the other stars.",
    )


def _label(axes: Axes, title: str) -> None:
    axes.set_title(title, fontsize=10, color=INK)
    axes.set_xlabel("column", fontsize=8, color=FAINT)
    axes.set_ylabel("row", fontsize=8, color=FAINT)
    axes.tick_params(labelsize=7, colors=FAINT)
