"""Figures of the convolutional layer: channels that are added, volumes, and maps of pictures."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib import cbook
from matplotlib import image as mpl_image
from matplotlib.axes import Axes

from ..attempts import NotDrawableError, attempt
from ..figures import in_words, new_figure, number, show
from ..grids import CELL, Panel, draw_grid, side_by_side
from ..palette import FAINT, INK, tint
from ..pictures import SMALL
from ..pictures import _images as pictures_of
from .channels_worked import BIASES, CHANNELS, FILTERS, OUTPUTS, PARTS

Layer = Callable[..., Any]


def layer_channels() -> None:
    """Show the first filter of the worked example with two channels, channel by channel.

    The numbers are typed in (`channels_worked`), not computed.
    """
    width, height = 6.6, 5.5
    figure = new_figure(width, height)
    first, second = PARTS[1, 0][0]
    rows = [
        ((CHANNELS[0], "x[0, 0]", "input"), (FILTERS[0][0], "w[0, 0]", "kernel"), (first,)),
        ((CHANNELS[1], "x[0, 1]", "input"), (FILTERS[0][1], "w[0, 1]", "kernel"), (second,)),
    ]
    for line, (image, kernel, (found,)) in enumerate(rows):
        found_title = f"found in channel {line}"
        panels = [Panel(*image), Panel(*kernel), Panel(found, found_title, "output")]
        _line(figure, panels, ("\N{STAR OPERATOR}", "="), 4.35 - 1.9 * line)
    bias = Panel(np.array([[BIASES[0]]]), "bias b[0]", "kernel")
    added = [Panel(first + second, "both added", "output"), bias]
    _line(figure, [*added, Panel(OUTPUTS[1, 0][0], "out[0, 0]", "output")], ("+", "="), 0.85)
    show(figure, _channels_in_words())


def _line(figure: Any, panels: list[Panel], signs: tuple[str, ...], middle: float) -> None:
    """Panels side by side around a height in inches, signs between them."""
    width, height = figure.get_size_inches()
    centres = (1.2, 3.4, 5.4)
    for panel, centre in zip(panels, centres, strict=True):
        rows, columns = (side * CELL * 0.8 for side in panel.values.shape)
        corner = ((centre - columns / 2) / width, (middle - rows / 2) / height)
        draw_grid(figure.add_axes((*corner, columns / width, rows / height)), panel)
    for sign, at in zip(signs, (2.4, 4.35), strict=True):
        figure.text(at / width, middle / height, sign, ha="center", va="center", fontsize=16)


def _channels_in_words() -> str:
    """Return the picture of the two channels in words."""
    parts = []
    for c, (image, kernel, found) in enumerate(
        zip(CHANNELS, FILTERS[0], PARTS[1, 0][0], strict=True)
    ):
        parts.append(
            f"Channel {c}, {in_words(image)}, correlated with slice {c} of the filter, "
            f"{in_words(kernel)}, gives {in_words(found)}."
        )
    out = in_words(OUTPUTS[1, 0][0])
    return " ".join([*parts, f"Both added, plus the bias {BIASES[0]}: {out}."])


def layer_maps(
    function: Layer,
    *args: Any,
    names: tuple[str, ...] = (),
    title: str = "",
) -> None:
    """Show every map that a student's layer returns.

    Parameters
    ----------
    function : callable
        Called as ``function(*args)`` on copies; returns (N, O, OH, OW). If it is not written yet or
        fails, one sentence is shown in place of the figure.
    *args
        x, w, b, stride, padding.
    names : tuple of str
        What each filter is called.
    title : str
    """
    try:
        out = _volume(function, *args)
    except NotDrawableError as reason:
        print(reason)
        return
    pictures = []
    for n, o in np.ndindex(out.shape[:2]):
        name = names[o] if o < len(names) else f"filter {o}"
        pictures.append((f"image {n}, {name}" if len(out) > 1 else name, "output", out[n, o]))
    words = " ".join(f"{name} {in_words(values)}." for name, _, values in pictures)
    if max(out.shape[2:]) <= SMALL:
        figure = side_by_side(
            [Panel(values, name, role) for name, role, values in pictures], (), title
        )
    else:
        figure = pictures_of(pictures, title)
        figure.set_size_inches(7.2, 1.55 + 6.0 / len(pictures))
        _step_back(figure.axes[: len(pictures)])
        words += " Signed results are drawn from blue (negative) over white (zero) to red."
    show(figure, f"{title}: {words}" if title else words)


def _step_back(maps: list[Axes]) -> None:
    """Move the frames of maps away from them: they would hide the first and last rows."""
    for axes in maps:
        for spine in axes.spines.values():
            spine.set(color=tint(FAINT, 0.5), linewidth=0.6)
            spine.set_position(("outward", 3))
        axes.spines[["top", "right"]].set_visible(False)


def _volume(function: Layer, *args: Any) -> np.ndarray:
    """Call a layer and give back an array of four axes that can be drawn."""
    seen: list[tuple[int, ...]] = []
    name = getattr(function, "__name__", "the function")
    found = attempt(functools.wraps(function)(lambda *a: _flat(function(*a), seen)), *args)
    if not seen:
        got = f"an array of shape {found.shape}, and the picture needs four axes"
        raise NotDrawableError(f"Nothing to draw yet: {name} returned {got}.")
    return found.reshape(seen[0])


def _flat(result: Any, seen: list[tuple[int, ...]]) -> Any:
    """An array of four axes as one column, its shape kept; anything else as it is."""
    if not isinstance(result, np.ndarray) or result.ndim != 4:
        return result
    seen.append(result.shape)
    return result.reshape(-1, 1)


def colour_photo() -> np.ndarray:
    """Return the photograph of `photo` in colour.

    Returns
    -------
    ndarray of shape (3, 107, 100), float64
        Red, green and blue from 0 to 1.
    """
    colours = mpl_image.imread(cbook.get_sample_data("grace_hopper.jpg", asfileobj=False))
    blocks: np.ndarray = colours[:428, :400].reshape(107, 4, 100, 4, 3).mean(axis=(1, 3)) / 255
    return np.moveaxis(blocks, -1, 0).copy()


def colour_channels(image: np.ndarray) -> None:
    """Show a colour picture and its three channels.

    Parameters
    ----------
    image : ndarray of shape (3, H, W)
        Red, green and blue from 0 to 1.
    """
    figure = new_figure(7.4, 2.3)
    figure.set_layout_engine("constrained")
    axes = figure.subplots(1, 4)
    names = ("red", "green", "blue")
    for place, values, name in zip(axes, [image, *image], ["all three", *names], strict=True):
        if values.ndim == 3:
            place.imshow(np.moveaxis(values, 0, -1), interpolation="nearest")
        else:
            place.imshow(values, "gray", vmin=0, vmax=1, interpolation="nearest")
        index = "" if values.ndim == 3 else f"channel {names.index(name)}: "
        place.set_title(f"{index}{name}", fontsize=9.5, color=INK)
        place.set_xlabel("column", fontsize=8, color=FAINT)
        place.set_ylabel("row", fontsize=8, color=FAINT)
        place.tick_params(labelsize=7, colors=FAINT)
    means = ", ".join(
        f"{n} {number(round(v.mean(), 2))}" for n, v in zip(names, image, strict=True)
    )
    words = f"A colour photograph and its three channels in grey; on average {means}."
    show(figure, words)
