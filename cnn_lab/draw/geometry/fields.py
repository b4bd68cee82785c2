"""What an output sees: connections between two layers, and views that grow layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..answers import answer, expect, is_int
from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT, tint

UNITS = 6
Wires = dict[int, tuple[int, ...]]
SPARSE: Wires = {1: (1, 2), 2: (1, 2, 3), 3: (2, 3, 4), 4: (3, 4, 5), 5: (4, 5, 6), 6: (5, 6)}
"""Which inputs x each output s of a small kernel depends on (CUHK deck), typed in."""

ALL: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
DENSE: Wires = dict.fromkeys(ALL, ALL)


def connections() -> None:
    """Show six inputs and six outputs, connected sparsely and densely; s3 and its inputs stand out.

    The slide "Sparse Interactions" of the CUHK deck, drawn afresh.
    """
    figure = new_figure(7.8, 2.5)
    both: dict[str, Wires] = {"sparse: a kernel of 3": SPARSE, "dense: fully connected": DENSE}
    for index, (title, wires) in enumerate(both.items()):
        axes = figure.add_axes((0.02 + 0.5 * index, 0.11, 0.46, 0.76))
        axes.set_title(title, fontsize=10, color=INK)
        _wires(axes, wires)
    show(
        figure,
        "Outputs s1 to s6 above, inputs x1 to x6 below. Sparse: with a kernel of 3, s3 is "
        "connected to x2, x3 and x4. Dense: s3 is connected to all of x1 to x6.",
    )


def _wires(axes: Axes, wires: Wires) -> None:
    """Two rows of units with lines between them; what belongs to s3 is strong."""
    for output, inputs in wires.items():
        for x in inputs:
            strong = output == 3
            line = axes.plot([x, output], [0, 1], color=KERNEL if strong else tint(FAINT, 0.45))[0]
            line.set(linewidth=2.4 if strong else 0.9, zorder=2 if strong else 1)
    for unit in range(1, UNITS + 1):
        _unit(axes, (unit, 1), f"$s_{unit}$", OUTPUT, unit == 3)
        _unit(axes, (unit, 0), f"$x_{unit}$", INPUT, unit in wires[3])
    axes.set(xlim=(0.5, UNITS + 0.5), ylim=(-0.35, 1.35), xticks=[], yticks=[])
    axes.set_xlabel("inputs below, outputs above", fontsize=8, color=FAINT)
    axes.set_ylabel(" ")
    for spine in axes.spines.values():
        spine.set_visible(False)


def _unit(axes: Axes, place: tuple[float, float], text: str, colour: str, strong: bool) -> None:
    """One unit of a layer."""
    axes.plot(
        *place,
        "o",
        markersize=21,
        color=tint(colour, 0.55) if strong else "#FFFFFF",
        markeredgecolor=colour if strong else FAINT,
        zorder=3,
    )
    axes.text(*place, text, ha="center", va="center", fontsize=10, zorder=4)


def growth(
    function: Callable[..., Any],
    networks: dict[str, Sequence[tuple[int, int]]],
    images: Sequence[int],
) -> None:
    """Show how the view of one output pixel grows, by a student's `receptive_field`.

    Parameters
    ----------
    function : callable
        Called with the first layers of each network, as a list of (kernel, stride); returns
        (size, jump). If it is not written yet or fails, one sentence is shown instead.
    networks : dict of str to sequence of (kernel, stride)
        At most two, by their names.
    images : sequence of int
        How many pixels high and wide the image of each network is. All are drawn to one scale.
    """
    try:
        found = {name: _views(function, layers) for name, layers in networks.items()}
    except NotDrawableError as reason:
        print(reason)
        return
    most = max(len(layers) for layers in networks.values())
    widest = max(*images, *(size for views in found.values() for size, _ in views))
    height = 0.31 * (most + 1) + 1.2
    figure = new_figure(7.8, height)
    for index, ((name, layers), image) in enumerate(zip(networks.items(), images, strict=True)):
        box = (0.13 + 0.49 * index, 0.55 / height, 0.36, 1 - 1.1 / height)
        axes = figure.add_axes(box, label=name)
        _bars(axes, list(layers), found[name], image)
        axes.set_xlim(-widest * 0.52, widest * 0.9)
        axes.set_ylim(most + 1.1, -0.1)
        axes.set_title(f"{name}: {image} pixels", fontsize=10, color=INK)
    told = (
        _growth_in_words(name, found[name], image)
        for name, image in zip(networks, images, strict=True)
    )
    show(figure, " ".join(told))


def _views(
    function: Callable[..., Any], layers: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Size and jump before the first layer and after each one."""
    views = []
    for count in range(len(layers) + 1):
        got = answer(function, list(layers[:count]))
        fits = isinstance(got, tuple) and len(got) == 2 and all(map(is_int, got))
        expect(fits and got[0] >= 0, function, got, "a tuple (size, jump) of ints")
        views.append((int(got[0]), int(got[1])))
    return views


def _bars(
    axes: Axes, layers: list[tuple[int, int]], views: list[tuple[int, int]], image: int
) -> None:
    """One bar for each layer, around the middle of the view, in a frame as wide as the image."""
    labels = ["the image itself", *(f"kernel {k}, stride {s}" for k, s in layers)]
    frame = Rectangle((-image / 2, 0), image, len(views), fill=False, edgecolor=FAINT)
    frame.set(linewidth=1.2, linestyle="--")
    axes.add_patch(frame)
    for row, (size, jump) in enumerate(views):
        bar = Rectangle((-size / 2, row + 0.15), size, 0.7, facecolor=tint(INPUT, 0.35))
        bar.set_edgecolor(INPUT)
        axes.add_patch(bar)
        place = max(size, image) / 2 + 0.03 * image
        axes.text(place, row + 0.5, f"{size}, jump {jump}", fontsize=8, va="center")
    axes.set_yticks([row + 0.5 for row in range(len(labels))], labels)
    axes.set_xticks(np.array([-image / 2, image / 2]), ["0", str(image)])
    axes.set_xlabel("pixels that one output sees; dashed: the image", fontsize=8, color=INK)
    axes.set_ylabel(" ")
    axes.tick_params(length=0, labelsize=7.5, colors=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _growth_in_words(name: str, views: list[tuple[int, int]], image: int) -> str:
    """The views of a network in words."""
    steps = ", ".join(f"{size} with jump {jump}" for size, jump in views)
    return (
        f"{name}: how many of the image's {image} pixels one output pixel sees, from the image on "
        f"through the layers: {steps}."
    )
