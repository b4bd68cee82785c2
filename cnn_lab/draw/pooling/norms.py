"""The norm of one window against p: from the sum of its sizes down to its maximum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..answers import answer, expect
from ..attempts import NotDrawableError
from ..figures import new_figure, number, show
from ..palette import FAINT, INK, INPUT, OUTPUT

EXPONENTS = (1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
TOLD = (1, 2, 8, 32)


def lp_curve(function: Callable[..., Any], window: np.ndarray) -> None:
    """Show what a student's `lp_pool` gives for one window, for many p.

    Parameters
    ----------
    function : callable
        Called as ``function(x, (1, m), p, 1)`` with x of shape (1, 1, 1, m). If it is not written
        yet or fails, one sentence is shown in place of the figure.
    window : ndarray of shape (m,)
    """
    try:
        norms = [_norm(function, window, p) for p in EXPONENTS]
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(6.8, 3.3)
    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    axes.plot(EXPONENTS, norms, "o-", color=OUTPUT, markersize=4, label="norm: powers added")
    means = [norm / len(window) ** (1 / p) for norm, p in zip(norms, EXPONENTS, strict=True)]
    axes.plot(EXPONENTS, means, "s--", color=INPUT, markersize=4, label="p-mean: powers averaged")
    top = float(np.abs(window).max())
    axes.axhline(top, color=FAINT, linewidth=1)
    axes.text(1, top, "maximum", fontsize=8.5, color=INK, va="bottom")
    for p, norm in zip(EXPONENTS, norms, strict=True):
        if p in TOLD:
            axes.annotate(_digits(norm), (p, norm), (4, 6), textcoords="offset points", fontsize=9)
    axes.set_xscale("log", base=2)
    axes.set_xticks([1, 2, 4, 8, 16, 32, 64], ["1", "2", "4", "8", "16", "32", "64"])
    axes.set_xlabel("p (each tick doubles it)")
    axes.set_ylabel("result for the window")
    axes.set_ylim(min(0, *norms), 1.12 * max(*norms, top))
    axes.set_title(f"L$_p$ pooling of {', '.join(number(v) for v in window)}", fontsize=11)
    axes.legend(fontsize=8.5, frameon=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    told = (f"{_digits(n)} for p = {p}" for p, n in zip(EXPONENTS, norms, strict=True) if p in TOLD)
    ends = f"The p-mean goes from {means[0]:.4g} to {means[-1]:.3g} for p = {EXPONENTS[-1]}."
    show(figure, f"The norm of {', '.join(number(v) for v in window)}: {', '.join(told)}. {ends}")


def _norm(function: Callable[..., Any], window: np.ndarray, p: float) -> float:
    """One number of the student's function."""
    got = answer(function, np.array(window, dtype=float)[None, None, None], (1, len(window)), p, 1)
    fits = isinstance(got, np.ndarray) and got.shape == (1, 1, 1, 1) and got.dtype.kind in "iuf"
    expect(fits and bool(np.isfinite(got).all()), function, got, "a finite array (1, 1, 1, 1)")
    return float(got[0, 0, 0, 0])


def _digits(value: float) -> str:
    """Five digits, without zeros at the end."""
    return f"{value:.5g}"
