"""Sizes of outputs: volumes that shrink, and inputs that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.patches import Rectangle

from ..answers import REFUSED, answer_or_refusal, expect, is_int
from ..attempts import NotDrawableError
from ..figures import new_figure, show
from ..palette import FAINT, INK, INPUT, OUTPUT, tint

SHRINKING = (32, 28, 24, 20, 16, 12, 8, 4)
"""Sizes after 0 to 7 layers of 5 by 5 filters without padding (CS231n deck), typed in."""


def shrinking() -> None:
    """Show what seven layers of 5 by 5 filters do to 32 by 32 pixels, without and with padding."""
    figure = new_figure(7.8, 2.75)
    axes = figure.add_axes((0.09, 0.17, 0.9, 0.81))
    for layer, size in enumerate(SHRINKING):
        middle = 36 * layer + 16
        for side, base, colour in ((size, 40, OUTPUT), (32, 0, OUTPUT)):
            role = INPUT if layer == 0 else colour
            corner = (middle - side / 2, base + (32 - side) / 2)
            axes.add_patch(
                Rectangle(corner, side, side, facecolor=tint(role, 0.25), edgecolor=role)
            )
            height = base + 16 if side > 6 else base + 9
            axes.text(middle, height, str(side), ha="center", va="center", fontsize=9, color=INK)
    axes.set_xlim(-3, 36 * len(SHRINKING))
    axes.set_ylim(-2, 75)
    axes.set_aspect("equal")
    axes.set_xticks(
        [36 * i + 16 for i in range(len(SHRINKING))], [str(i) for i in range(len(SHRINKING))]
    )
    axes.set_yticks([16, 56], ["padding 2", "no padding"], rotation=90, va="center")
    axes.set_xlabel("layers of 5 by 5 filters, stride 1", fontsize=9, color=INK)
    axes.set_ylabel("size, to scale", fontsize=9, color=FAINT)
    axes.tick_params(length=0, labelsize=8, colors=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)
    sizes = ", ".join(str(size) for size in SHRINKING)
    show(
        figure,
        "Squares to scale. Seven layers of 5 by 5 filters with stride 1 and no padding shrink 32 "
        f"by 32 pixels: {sizes}. With padding 2 the size stays 32.",
    )


def fitting(
    function: Callable[..., Any],
    sizes: Sequence[int],
    kernel: int,
    stride: int,
    paddings: Sequence[int] = (0, 1, 2, 3),
) -> None:
    """Show for which inputs a student's `output_size` gives a size, and for which it refuses.

    Parameters
    ----------
    function : callable
        Called as ``function(size, kernel, stride, padding, 1)``. If it is not written yet or fails,
        one sentence is shown in place of the figure.
    sizes : sequence of int
    kernel, stride : int
    paddings : sequence of int
    """
    try:
        found = {
            (padding, size): _found(function, size, kernel, stride, padding)
            for padding in paddings
            for size in sizes
        }
    except NotDrawableError as reason:
        print(reason)
        return
    figure = new_figure(7.8, 0.36 * len(paddings) + 1.05)
    axes = figure.add_axes((0.09, 0.27, 0.9, 0.56))
    for (padding, size), out in found.items():
        place = (size - sizes[0], list(paddings).index(padding))
        colour = OUTPUT if out else FAINT
        fill = tint(OUTPUT, 0.3) if out else "#FFFFFF"
        axes.add_patch(
            Rectangle(place, 1, 1, facecolor=fill, edgecolor=tint(colour, 0.6), linewidth=0.8)
        )
        text = out or "·"
        axes.text(place[0] + 0.5, place[1] + 0.5, text, ha="center", va="center", fontsize=9)
    axes.set_xlim(-0.05, len(sizes) + 0.05)
    axes.set_ylim(len(paddings) + 0.05, -0.05)
    axes.set_xticks([i + 0.5 for i in range(len(sizes))], [str(size) for size in sizes])
    axes.set_yticks([i + 0.5 for i in range(len(paddings))], [str(p) for p in paddings])
    axes.set_xlabel("size of the input", fontsize=9, color=INK)
    axes.set_ylabel("padding", fontsize=9, color=INK)
    title = f"Sizes by your output_size: kernel {kernel}, stride {stride} (· where it refuses)"
    axes.set_title(title, fontsize=10, color=INK, pad=6)
    axes.tick_params(length=0, labelsize=8, colors=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)
    show(figure, f"{title}. {_fits_in_words(found, paddings)}")


def _found(function: Callable[..., Any], size: int, kernel: int, stride: int, padding: int) -> str:
    """A size as text; an empty one for a refusal."""
    got = answer_or_refusal(function, size, kernel, stride, padding, 1)
    if got is REFUSED:
        return ""
    expect(is_int(got), function, got, "an int")
    return str(int(got))


def _fits_in_words(found: dict[tuple[int, int], str], paddings: Sequence[int]) -> str:
    """Which inputs fit, for each padding."""
    parts = []
    for padding in paddings:
        fits = [f"{size} gives {out}" for (p, size), out in found.items() if p == padding and out]
        parts.append(f"Padding {padding}: {', '.join(fits) or 'no size fits'}.")
    return " ".join(parts)
