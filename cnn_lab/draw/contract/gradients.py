"""Gradients that go back: the chain rule as a graph, and what a student's check says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from ..attempts import NotDrawableError, attempt
from ..figures import in_words, new_figure, number, show
from ..grids import Panel, side_by_side
from ..palette import FAINT, GRADIENT, INK, INPUT, KERNEL, OUTPUT, tint

X, Y, DOUT, DX = (2, 3), (6, 11), (1, -2), (1, -10)
SLOPES = ((3, 1), (2, 6))
"""Of y = (x0 x1, x0 + x1 squared) at (2, 3): the slope of output j for input i is SLOPES[i][j]."""

LEFT, RIGHT = 1.6, 6.2
"""Where inputs and outputs stand."""

HEIGHTS = (3.0, 1.1)

Check = Callable[..., Any]


def chain() -> None:
    """Show the chain rule on two inputs and two outputs; all numbers are typed in."""
    figure = new_figure(7.6, 4.0)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    axes.set_xlim(-0.2, 8.2)
    axes.set_ylim(0.1, 4.2)
    axes.set_axis_off()
    for i, start in enumerate(HEIGHTS):
        for j, end in enumerate(HEIGHTS):
            _edge(axes, i, start, j, end)
    for i, height in enumerate(HEIGHTS):
        _node(axes, LEFT, height, f"$x_{i}$ = {number(X[i])}", INPUT)
        _note(axes, LEFT - 0.64, height, f"$dx_{i}$ = {number(DX[i])}", "right")
        _node(axes, RIGHT, height, f"$y_{i}$ = {number(Y[i])}", OUTPUT)
        _note(axes, RIGHT + 0.68, height, f"$dout_{i}$ = {number(DOUT[i])}", "left")
    axes.text((LEFT + RIGHT) / 2, 4.0, "on each line: the slope of y for x", **_style(INK, 10))
    axes.text(LEFT + 0.1, 0.35, "gradients come back from the right", **_style(INK, 10))
    sums = "dx0 = 3 times 1 plus 1 times −2 = 1; dx1 = 2 times 1 plus 6 times −2 = −10"
    show(
        figure,
        "Two inputs x = (2, 3), each joined to both outputs y = (6, 11). Slopes on the lines: "
        f"x0 to y0 3, x0 to y1 1, x1 to y0 2, x1 to y1 6. With dout = (1, −2): {sums}.",
    )


def _edge(axes: Axes, i: int, start: float, j: int, end: float) -> None:
    """A line from input i to output j with its slope, nearer to the input."""
    axes.plot([LEFT + 0.5, RIGHT - 0.55], [start, end], color=FAINT, linewidth=1.3, zorder=1)
    share = 0.5 if i == j else 0.27
    x = LEFT + 0.5 + share * (RIGHT - LEFT - 1.05)
    y = start + share * (end - start)
    place = axes.text(x, y, number(SLOPES[i][j]), **_style(INK, 12))
    place.set_bbox({"facecolor": tint(KERNEL, 0.35), "edgecolor": KERNEL, "pad": 3})


def _node(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    """A box with a name and its value."""
    box = FancyBboxPatch((x - 0.45, y - 0.27), 0.95, 0.54, boxstyle="round,pad=0.05")
    box.set(facecolor=tint(colour, 0.2), edgecolor=colour, zorder=2)
    axes.add_patch(box)
    axes.text(x + 0.02, y, text, **_style(INK, 12))


def _note(axes: Axes, x: float, y: float, text: str, side: str) -> None:
    """A gradient beside its node."""
    place = axes.text(x, y, text, **{**_style(INK, 12), "ha": side})
    place.set_bbox({"facecolor": tint(GRADIENT, 0.3), "edgecolor": GRADIENT, "pad": 3})


def _style(colour: str, size: float) -> dict[str, Any]:
    return {"color": colour, "fontsize": size, "ha": "center", "va": "center", "zorder": 3}


def gradient(
    numerical_gradient: Check,
    f: Callable[[np.ndarray], np.ndarray],
    x: np.ndarray,
    dout: np.ndarray,
    h: float,
    title: str = "",
) -> None:
    """Show x, f(x), dout, and the dx that a student's numerical gradient finds.

    Parameters
    ----------
    numerical_gradient : callable
        Called as ``numerical_gradient(f, x, dout, h)`` on copies. If it is not written yet or
        fails, one sentence is shown in place of the figure.
    f : callable
    x, dout : ndarray of one or two axes
    h : float
    title : str
    """
    try:
        dx = attempt(numerical_gradient, f, x, dout, h)
    except NotDrawableError as reason:
        print(reason)
        return
    shown = (("x", "input", x), ("f(x)", "output", f(x)), ("dout", "gradient", dout))
    arrays = [(n, r, np.atleast_2d(np.asarray(v))) for n, r, v in (*shown, ("dx", "gradient", dx))]
    rounded = [(name, role, np.round(values, 6)) for name, role, values in arrays]
    words = " ".join(f"{name} {in_words(values)}." for name, _, values in rounded)
    panels = [Panel(values, name, role) for name, role, values in rounded]
    figure = side_by_side(panels, signs=("→", "", "→"), title=title)
    show(figure, f"{title}: {words}" if title else words)


def measured(relative_error: Check, *pairs: tuple[str, np.ndarray, np.ndarray]) -> None:
    """Print what a student's relative error says of some pairs of arrays.

    Parameters
    ----------
    relative_error : callable
    *pairs : tuple
        (label, a, b). If the function is not written yet or fails, one sentence is printed.
    """
    try:
        found = [(label, _number_of(relative_error, a, b)) for label, a, b in pairs]
    except NotDrawableError as reason:
        print(reason)
        return
    wide = max(len(label) for label, _ in found)
    for label, error in found:
        print(f"{label:<{wide}}  {error:.3g}")


def gradient_check(
    numerical_gradient: Check,
    relative_error: Check,
    f: Callable[[np.ndarray], np.ndarray],
    x: np.ndarray,
    claimed: Callable[[np.ndarray], np.ndarray],
    douts: Mapping[str, np.ndarray],
) -> None:
    """Check a claimed gradient with a student's two functions, once for each dout.

    Parameters
    ----------
    numerical_gradient, relative_error : callable
    f : callable
    x : ndarray
    claimed : callable
        Takes dout and returns what is claimed to be dx.
    douts : dict of str to ndarray
        By the words that are printed beside the error.
    """
    try:
        for label, dout in douts.items():
            dx = attempt(numerical_gradient, f, x, dout, 1e-5)
            error = _number_of(relative_error, claimed(dout), dx)
            print(f"{label}: relative error {_size(error)}")
    except NotDrawableError as reason:
        print(reason)


def _size(error: float) -> str:
    """An error in words where it is rounding alone, which differs between processors."""
    return "below 1e-7" if abs(error) < 1e-7 else f"{error:.3g}"


def _number_of(function: Check, *args: Any) -> float:
    """Call a student's function that returns a number."""

    @wraps(function)
    def as_array(*copies: Any) -> Any:
        found = function(*copies)
        return np.array([found]) if np.ndim(found) == 0 and found is not None else found

    found = attempt(as_array, *args)
    if found.size != 1:
        shape = f"an array of shape {found.shape}"
        raise NotDrawableError(f"Nothing to draw yet: {function.__name__} returned {shape}.")
    return float(found.item())
