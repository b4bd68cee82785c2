"""Pictures of slopes: chords beside a curve, and how wrong a difference is for each step."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures import new_figure, number, show
from ..palette import FAINT, GRADIENT, INK, INPUT, KERNEL, OUTPUT

CHORDS = (
    ("to the right", 1.0, 1.5, 4.75, KERNEL, "--"),
    ("to the left", 0.5, 1.0, 1.75, INPUT, ":"),
    ("central", 0.5, 1.5, 3.25, OUTPUT, "-"),
)
"""For x cubed at 1 with h = 0.5: name, both ends, slope, look."""

SLOPE = 3.0
"""The slope of x cubed at 1."""

LOOKS = ((KERNEL, "o", "--"), (OUTPUT, "s", "-"), (GRADIENT, "^", ":"))


def chords() -> None:
    """Show x cubed at 1 with three chords of step 0.5, and the tangent."""
    figure = new_figure(7.6, 3.7)
    axes = figure.subplots(1, 3, sharey=True)
    figure.subplots_adjust(left=0.09, right=0.98, bottom=0.17, top=0.74, wspace=0.1)
    figure.suptitle(
        "f(x) = x³ at x = 1, where the slope is 3; step h = 0.5", color=INK, fontsize=11, y=0.97
    )
    for place, (name, left, right, slope, colour, line) in zip(axes, CHORDS, strict=True):
        _curve(place)
        ends = np.array([left, right])
        place.plot(ends, ends**3, line, color=colour, linewidth=2.6, marker="o", zorder=4)
        place.set_title(f"{name}\nslope {number(slope)}", fontsize=10, color=INK)
    axes[0].set_ylabel("f(x)", color=INK)
    said = "; ".join(f"{name}, from {a:g} to {b:g}: {s:g}" for name, a, b, s, _, _ in CHORDS)
    show(figure, f"x cubed at 1, where its slope is 3, and three chords with h = 0.5. {said}.")


def _curve(axes: Axes) -> None:
    """The curve, its tangent at 1, and the point between."""
    x = np.linspace(0.35, 1.6, 60)
    axes.plot(x, x**3, color=INK, linewidth=1.3)
    tangent = np.array([0.7, 1.6])
    axes.plot(tangent, 1 + SLOPE * (tangent - 1), color=FAINT, linewidth=1)
    axes.text(1.27, 1.38, "tangent", fontsize=8.5, color=FAINT)
    axes.plot([1], [1], "o", color=INK, markersize=4, zorder=5)
    axes.set_xlabel("x", color=INK)
    axes.set_xticks([0.5, 1, 1.5])
    axes.set_ylim(-0.3, 4.2)
    _bare(axes)


def errors_by_step(steps: np.ndarray, errors: Mapping[str, np.ndarray]) -> None:
    """Show how far differences are from the true slope, for each step; both axes logarithmic.

    Parameters
    ----------
    steps : ndarray of shape (L,)
    errors : dict of str to ndarray of shape (L,)
        At most three, by the name in the legend. An error of 0 is not drawn.
    """
    figure, axes = _log_chart()
    for (name, values), (colour, mark, line) in zip(errors.items(), LOOKS, strict=False):
        kept = np.where(np.asarray(values) > 0, values, np.nan)
        axes.plot(steps, kept, line, marker=mark, color=colour, linewidth=1.8, label=name)
    axes.invert_xaxis()
    axes.legend(fontsize=9, loc="lower left")
    show(figure, " ".join(_in_words(name, steps, values) for name, values in errors.items()))


def _log_chart() -> tuple[Figure, Axes]:
    """Axes with steps on the one side and errors on the other, in powers of ten."""
    figure = new_figure(7.2, 3.9)
    axes = figure.add_axes((0.12, 0.15, 0.86, 0.8))
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("step h, smaller to the right", color=INK)
    axes.set_ylabel("distance from the true slope", color=INK)
    axes.grid(color=FAINT, alpha=0.25)
    _bare(axes)
    return figure, axes


def _in_words(name: str, steps: np.ndarray, values: np.ndarray) -> str:
    """One curve in words; rounding differs between processors, so its numbers are not told."""
    shape = "falls, then rises again" if values[-1] > np.min(values) else "falls all the way"
    return f"{name}: the error is {values[0]:.0e} at h = {steps[0]:g}, {shape} as h shrinks."


def _bare(axes: Axes) -> None:
    """Take away the frame's upper and right side."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
