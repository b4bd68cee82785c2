"""A photograph, and what a student's function makes of a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib import cbook, colormaps
from matplotlib import image as mpl_image
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .attempts import NotDrawableError, attempt
from .figures import in_words, new_figure, show
from .grids import Panel, side_by_side
from .palette import FAINT, GREY_MAP, INK, SIGNED_MAP

SMALL = 8
"""Arrays up to this many rows and columns are shown as numbers."""

STRONG = 99.5
"""The colour scale of signed pictures ends at this percentile: few strong edges hide no weak ones.

The colour bar's arrows say that values go on beyond it.
"""

STEPS = 25
"""Colours of signed pictures; an odd number, so that zero and what is near it is white."""

LUMA = np.array([0.299, 0.587, 0.114])
"""How bright red, green and blue look (ITU-R BT.601)."""

Picture = tuple[str, str, np.ndarray]
"""Title, role, values of shape (H, W)."""


def photo() -> np.ndarray:
    """Return a grey photograph with strong edges.

    Returns
    -------
    ndarray of shape (107, 100), float64
        0 is black, 1 is white.

    Notes
    -----
    Grace Hopper, photographed by the United States Navy; bundled with Matplotlib. Cropped, and
    every four by four pixels averaged to one.
    """
    colours = mpl_image.imread(cbook.get_sample_data("grace_hopper.jpg", asfileobj=False))
    grey = colours[:428, :400] @ LUMA / 255
    blocks: np.ndarray = grey.reshape(107, 4, 100, 4).mean(axis=(1, 3))
    return blocks


def picture(values: np.ndarray, title: str = "") -> None:
    """Show a picture in grey.

    Parameters
    ----------
    values : ndarray of shape (H, W)
    title : str
    """
    pictures = [(title, "input", values)]
    show(_images(pictures, ""), f"{title}: a grey picture, {in_words(values)}.")


def filtered(function: Callable[..., Any], image: np.ndarray, *args: Any, title: str = "") -> None:
    """Show an input and what a student's function returns for it.

    Small arrays are shown as numbers. In pictures, signed results share one colour scale around
    zero: blue is negative, white is zero, red is positive.

    Parameters
    ----------
    function : callable
        Called as ``function(image, *args)`` on copies. If it is not written yet or fails, one
        sentence is shown in place of the figure.
    image : ndarray of shape (H, W)
    *args
        Further arguments: a kernel, a mode.
    title : str
    """
    name = getattr(function, "__name__", "output")
    _show_attempts([("input", "input", image)], [(name, function, image, *args)], title)


def compared(*calls: tuple[Any, ...], title: str = "") -> None:
    """Show what several calls return, side by side and in the same colours.

    Parameters
    ----------
    *calls : tuple
        (label, function, arguments...). If one is not written yet or fails, one sentence is shown
        in place of the figure.
    title : str
    """
    _show_attempts([], list(calls), title)


def _show_attempts(given: list[Picture], calls: list[tuple[Any, ...]], title: str) -> None:
    """Make the calls, then show what is given and what came back."""
    try:
        made = [(label, "output", attempt(f, *args)) for label, f, *args in calls]
    except NotDrawableError as reason:
        print(reason)
        return
    pictures = [(name, role, np.atleast_2d(values)) for name, role, values in [*given, *made]]
    small = all(max(values.shape) <= SMALL for _, _, values in pictures)
    words = " ".join(f"{name} {in_words(values)}." for name, _, values in pictures)
    if small:
        panels = [Panel(values, name, role) for name, role, values in pictures]
        figure = side_by_side(panels, title=title)
    else:
        figure = _images(pictures, title)
        if any(values.min() < 0 for _, _, values in pictures):
            words += " Signed results are drawn from blue (negative) over white (zero) to red."
    show(figure, f"{title}: {words}" if title else words)


def _images(pictures: list[Picture], title: str) -> Figure:
    """Pictures side by side; the signed ones share a colour bar."""
    figure = new_figure(*((7.2, 4.7) if len(pictures) > 1 else (3.9, 4.15)))
    figure.set_layout_engine("constrained", h_pad=0.1)
    figure.suptitle(title, color=INK, fontsize=11)
    signed = [np.abs(values) for _, _, values in pictures if values.min() < 0]
    steps = colormaps[SIGNED_MAP].resampled(STEPS)
    limit = max((float(np.percentile(values, STRONG)) for values in signed), default=0.0) or 1.0
    axes = figure.subplots(1, len(pictures), squeeze=False)[0]
    for place, (name, _, values) in zip(axes, pictures, strict=True):
        if values.min() < 0:
            shown = place.imshow(values, steps, vmin=-limit, vmax=limit, interpolation="nearest")
        else:
            place.imshow(values, GREY_MAP, interpolation="nearest")
        _label(place, name, values)
    if signed:
        bar = figure.colorbar(
            shown, ax=axes, shrink=0.7, aspect=30, location="bottom", extend="both"
        )
        bar.set_label("signed value: blue is negative, white is zero, red is positive", fontsize=9)
        bar.ax.tick_params(labelsize=8)
    return figure


def _label(axes: Axes, name: str, values: np.ndarray) -> None:
    """Title and axes of one picture."""
    height, width = values.shape
    axes.set_title(f"{name}: {height} by {width}", fontsize=10, color=INK)
    axes.set_xlabel("column", fontsize=8, color=FAINT)
    axes.set_ylabel("row", fontsize=8, color=FAINT)
    axes.tick_params(labelsize=7, colors=FAINT)
