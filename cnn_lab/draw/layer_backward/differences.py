"""How far the results of several calls lie from each other: bars on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..attempts import NotDrawableError, attempt
from ..figures import new_figure, show
from ..palette import FAINT, GRADIENT, INK, KERNEL, OUTPUT

FLOOR = 1e-17
"""Where bars begin; results that are equal in every bit get no bar."""

AGREE = 1e-6
"""Below this two ways of computing a gradient agree: what is left is rounding."""

Calls = tuple[Callable[[], Any], Callable[[], Any]]


def distances(pairs: dict[str, Calls], title: str = "") -> None:
    """Show for each pair of calls the largest difference between two of their entries.

    Parameters
    ----------
    pairs : dict
        From a label to two functions without arguments, each of which gives an array. If one is
        not written yet, fails, or has another shape, a sentence is shown in place of the figure.
    title : str
    """
    found = {}
    for label, (one, other) in pairs.items():
        try:
            found[label] = _distance(_array(one), _array(other), label)
        except NotDrawableError as reason:
            print(reason)
            return
    figure = new_figure(7.4, 0.95 + 0.36 * len(found))
    figure.set_layout_engine("constrained")
    axes = figure.subplots()
    places = range(len(found))
    values = np.maximum(list(found.values()), FLOOR)
    colours = [OUTPUT if value < AGREE else GRADIENT for value in values]
    axes.barh(places, np.log10(values / FLOOR), left=np.log10(FLOOR), color=colours, height=0.6)
    axes.set_yticks(places, list(found), fontsize=9)
    axes.invert_yaxis()
    axes.axvline(np.log10(AGREE), color=KERNEL, linestyle="--", linewidth=1.2)
    for place, value in zip(places, found.values(), strict=True):
        axes.text(np.log10(max(value, FLOOR)) + 0.15, place, _said(value), va="center", fontsize=9)
    axes.set_xlim(np.log10(FLOOR), 3.4)
    ticks = range(-16, 3, 4)
    axes.set_xticks(ticks, [f"$10^{{{tick}}}$" for tick in ticks], fontsize=8)
    axes.set_xlabel("largest difference of two entries (left of the dashed line: rounding)")
    axes.xaxis.label.set(fontsize=9, color=FAINT)
    axes.set_ylabel("compared", fontsize=9, color=FAINT)
    axes.set_title(title, fontsize=11, color=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    words = "; ".join(f"{label}: {_in_words(value)}" for label, value in found.items())
    show(figure, f"{title}: largest differences. {words}.")


def _array(call: Callable[[], Any]) -> np.ndarray:
    """Make a call, of a function whose result may have any number of axes."""
    shapes: list[tuple[int, ...]] = []
    flat = attempt(lambda: _flat(call(), shapes))
    return flat.reshape(shapes[0])


def _flat(result: Any, shapes: list[tuple[int, ...]]) -> Any:
    """Return an array without its axes, and note its shape; anything else as it is."""
    if not isinstance(result, np.ndarray):
        return result
    shapes.append(result.shape)
    return result.ravel()


def _distance(one: np.ndarray, other: np.ndarray, label: str) -> float:
    """Return the largest difference of two entries."""
    if one.shape != other.shape:
        shapes = f"{one.shape} and {other.shape}"
        raise NotDrawableError(f"Nothing to draw yet: {label} compares shapes {shapes}.")
    return float(np.max(np.abs(one - other)))


def _said(value: float) -> str:
    """Return a difference as text: two digits at most, or that there is none."""
    if value == 0:
        return "equal"
    power = f"1e{round(np.log10(value))}".replace("-", "\N{MINUS SIGN}")
    return f"{value:.2g}" if value >= 0.01 else f"about {power}"


def _in_words(value: float) -> str:
    """Return a difference in words that are the same on every processor."""
    if 0 < value < AGREE:
        return "less than a millionth, which is rounding"
    return _said(value)
