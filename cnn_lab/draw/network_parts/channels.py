"""Local response normalisation: which channels count, and what becomes of seven of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, number, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT, tint

COUNTED = {
    0: (0, 1, 2),
    1: (0, 1, 2, 3),
    2: (0, 1, 2, 3, 4),
    3: (1, 2, 3, 4, 5),
    4: (2, 3, 4, 5, 6),
    5: (3, 4, 5, 6),
    6: (4, 5, 6),
}
"""For each of seven channels, those whose squares are added with n = 5; typed in."""


def neighbourhoods() -> None:
    """Show which channels count for each of seven, with a window of 5."""
    figure = new_figure(4.9, 4.2)
    axes = figure.add_axes((0.16, 0.14, 0.78, 0.74))
    for c, counted in COUNTED.items():
        for i in COUNTED:
            inside = i in counted
            fill = tint(KERNEL if i == c else INPUT, 0.5 if i == c else 0.25)
            square = Rectangle((i, c), 1, 1, facecolor=fill if inside else "#FFFFFF")
            square.set(edgecolor=FAINT if inside else tint(FAINT, 0.3), linewidth=0.9)
            axes.add_patch(square)
            if inside:
                text = f"$x_{i}^2$"
                axes.text(i + 0.5, c + 0.5, text, ha="center", va="center", fontsize=10)
    axes.set(xlim=(-0.04, 7.04), ylim=(7.04, -0.04))
    axes.set_xticks(np.arange(7) + 0.5, list(map(str, COUNTED)), fontsize=9)
    axes.set_yticks(np.arange(7) + 0.5, list(map(str, COUNTED)), fontsize=9)
    axes.tick_params(length=0, colors=INK)
    axes.set_xlabel("channels of the input", fontsize=9, color=INK)
    axes.set_ylabel("channel of the output", fontsize=9, color=INK)
    axes.set_title(
        "Squares that are added, n = 5 (orange: the channel itself)", fontsize=10.5, color=INK
    )
    for spine in axes.spines.values():
        spine.set_visible(False)
    told = "; ".join(f"{c}: {', '.join(map(str, near))}" for c, near in COUNTED.items())
    show(figure, f"Seven channels and n = 5. The squares that are added for channel {told}.")


def damped(
    function: Callable[..., Any], x: np.ndarray, n: int, k: float, alpha: float, beta: float
) -> None:
    """Show some channels of one pixel before and after a student's normalisation.

    Parameters
    ----------
    function : callable
        Called as ``function(x, n, k, alpha, beta)``. If it is not written yet or fails, one
        sentence is shown in place of the figure.
    x : ndarray of shape (1, C, 1, 1)
        Not negative.
    n : int
    k, alpha, beta : float
    """
    try:
        got = answer(function, x.copy(), n, k, alpha, beta)
        fits = isinstance(got, np.ndarray) and got.shape == x.shape and got.dtype.kind in "iuf"
        expect(fits and np.isfinite(got).all(), function, got, f"numbers in shape {x.shape}")
    except NotDrawableError as reason:
        print(reason)
        return
    before, after = x.ravel(), got.ravel()
    shares = {c: after[c] / before[c] for c in range(len(before)) if before[c]}
    figure = new_figure(7.6, 2.9)
    figure.set_layout_engine("constrained")
    left, right = figure.subplots(1, 2, sharex=True)
    places = np.arange(len(before))
    left.bar(places - 0.2, before, 0.4, color=tint(INPUT, 0.6), label="before")
    left.bar(places + 0.2, after, 0.4, color=OUTPUT, label="after")
    left.legend(fontsize=9, frameon=False)
    left.set_ylabel("value", fontsize=9, color=INK)
    right.bar(list(shares), list(shares.values()), 0.6, color=OUTPUT)
    for c, share in shares.items():
        right.text(c, share, f"{share:.2f}", ha="center", va="bottom", fontsize=8)
    right.set_ylabel("after / before", fontsize=9, color=INK)
    right.set_ylim(0, max(0.0, *shares.values()) * 1.15 or 1)
    for axes in (left, right):
        axes.set_xticks(places)
        axes.set_xlabel("channel", fontsize=9, color=INK)
        axes.tick_params(labelsize=8, colors=FAINT)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    values = ", ".join(f"{number(a)} becomes {b:.2f}" for a, b in zip(before, after, strict=True))
    show(figure, f"Channels of one pixel before and after your normalisation: {values}.")
