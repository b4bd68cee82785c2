"""A kernel of 3 on 7 pixels: where it goes, in the plane and along one axis (CS231n deck)."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..figures import new_figure, number, show
from ..palette import FAINT, INK, INPUT, KERNEL, OUTPUT, tint

SIZE = 7
WIDTH = 8.0


@dataclass(frozen=True)
class Scene:
    """How a kernel of 3 moves: `starts` are typed in, and so is the first one that sticks out.

    `taps` are the pixels that its weights meet, counted from the first weight.
    """

    name: str
    taps: tuple[int, ...]
    starts: tuple[int, ...]
    padding: int = 0
    over: int | None = None

    @property
    def reach(self) -> int:
        """From the first pixel to the last one under the kernel."""
        return self.taps[-1] + 1


SCENES = {
    scene.name: scene
    for scene in (
        Scene("stride 1", (0, 1, 2), (0, 1, 2, 3, 4)),
        Scene("stride 2", (0, 1, 2), (0, 2, 4)),
        Scene("stride 3", (0, 1, 2), (0, 3), over=6),
        Scene("padding 1", (0, 1, 2), (-1, 0, 1, 2, 3, 4, 5), padding=1),
        Scene("padding 1, stride 2", (0, 1, 2), (-1, 1, 3, 5), padding=1),
        Scene("dilation 2", (0, 2, 4), (0, 1, 2)),
        Scene("dilation 3", (0, 3, 6), (0,)),
    )
}


def positions(*names: str) -> None:
    """Show where a kernel of 3 goes on 7 pixels.

    Above, the plane with the kernel at its first place, and the outline of the last one that fits.
    Below, one row for each position along an axis: the weights, and which output pixel it makes.

    Parameters
    ----------
    *names : str
        At most three of `SCENES`: "stride 2", "padding 1", "dilation 2", …
    """
    scenes = [SCENES[name] for name in names]
    most = max(_rows(scene) for scene in scenes)
    slot = WIDTH / max(len(scenes), 2)
    cell = 0.25 if len(scenes) > 2 else 0.29
    widest = max(SIZE + 2 * scene.padding for scene in scenes) * cell
    low = 0.45 + most * cell
    height = low + 0.6 + widest + 0.4
    figure = new_figure(WIDTH, height)
    for index, scene in enumerate(scenes):
        wide = (SIZE + 2 * scene.padding) * cell
        left = slot * index + (slot - wide) / 2 - 0.06
        for draw, bottom, tall in (
            (_plane, low + 0.6, wide),
            (_strip, low - _rows(scene) * cell, _rows(scene) * cell),
        ):
            box = (left / WIDTH, bottom / height, wide / WIDTH, tall / height)
            draw(figure.add_axes(box, label=f"{scene.name} {tall}"), scene)
    show(figure, " ".join(in_text(scene) for scene in scenes))


def _rows(scene: Scene) -> int:
    """Rows of a strip: the pixels, the positions, and the one that sticks out."""
    return 1 + len(scene.starts) + (scene.over is not None)


def in_text(scene: Scene) -> str:
    """A scene in words."""
    count = len(scene.starts)
    places = ", ".join(number(start) for start in scene.starts)
    plural = "s, beginning at the pixels" if count > 1 else ", beginning at pixel"
    padded = " with a rim of one zero" if scene.padding else ""
    gaps = f" that reaches over {scene.reach}" if scene.reach > len(scene.taps) else ""
    text = (
        f"{scene.name.capitalize()}: a kernel of 3{gaps} on 7 by 7 pixels{padded} has {count} "
        f"position{plural} {places}, along each axis"
    )
    if scene.over is None:
        return f"{text}: the output is {count} by {count}."
    return (
        f"{text}. The next one would begin at pixel {scene.over} and stick out: the stride does "
        f"not fit, and pixel {scene.over} is left over."
    )


def _plane(axes: Axes, scene: Scene) -> None:
    """The 7 by 7 pixels with their rim, the first and the last window."""
    pad = scene.padding
    for row in range(-pad, SIZE + pad):
        for column in range(-pad, SIZE + pad):
            _cell(axes, scene, row, column)
    for start, line in ((scene.starts[0], "-"), (scene.starts[-1], ":")):
        _frame(axes, start, start, scene.reach, scene.reach, line)
    first = scene.starts[0]
    for down in scene.taps:
        for across in scene.taps:
            _square(axes, first + down, first + across, tint(KERNEL, 0.55), KERNEL, 3)
    shown = "?" if scene.over is not None else f"{len(scene.starts)} by {len(scene.starts)}"
    axes.set_title(f"{scene.name}: output {shown}", fontsize=10, color=INK, pad=6)
    _edges(axes, -pad, SIZE + pad, -pad, SIZE + pad)
    axes.set_xlabel("column", fontsize=8, color=FAINT, labelpad=2)
    axes.set_ylabel("row", fontsize=8, color=FAINT, labelpad=2)
    axes.set_xticks([i + 0.5 for i in range(SIZE)], [str(i) for i in range(SIZE)])
    axes.set_yticks([i + 0.5 for i in range(SIZE)], [str(i) for i in range(SIZE)])


def _cell(axes: Axes, scene: Scene, row: int, column: int) -> None:
    """One pixel: of the image, of the rim, or left over."""
    if not (0 <= row < SIZE and 0 <= column < SIZE):
        _square(axes, row, column, "#FFFFFF", tint(FAINT, 0.6), 1)
        axes.text(column + 0.5, row + 0.5, "0", fontsize=7, ha="center", va="center", color=FAINT)
        return
    left = scene.over is not None and max(row, column) >= scene.over
    square = _square(axes, row, column, tint(INPUT, 0.05 if left else 0.22), INPUT, 2)
    if left:
        square.set(hatch="////", edgecolor=tint(INPUT, 0.4))


def _strip(axes: Axes, scene: Scene) -> None:
    """One row for each position along an axis, under the pixels themselves."""
    pad = scene.padding
    for column in range(-pad, SIZE + pad):
        rim = not 0 <= column < SIZE
        edge, fill = (tint(FAINT, 0.6), "#FFFFFF") if rim else (INPUT, tint(INPUT, 0.22))
        _square(axes, 0, column, fill, edge, 2)
        text = "0" if rim else str(column)
        axes.text(column + 0.5, 0.5, text, fontsize=7, ha="center", va="center", color=INK)
    for index, start in enumerate(scene.starts):
        _position(axes, scene, index + 1, start)
        place = axes.text(SIZE + pad + 0.25, index + 1.5, f"→ {index}", fontsize=8, va="center")
        place.set(color=OUTPUT, weight="bold")
    rows = len(scene.starts) + 1
    if scene.over is not None:
        _frame(axes, rows, scene.over, 1, scene.reach, "--", FAINT)
        note = axes.text(scene.over - 0.3, rows + 0.5, "sticks out", fontsize=8, va="center")
        note.set(ha="right", color=INK)
        rows += 1
    _edges(axes, -pad, SIZE + pad, 0, rows)
    axes.set_xlabel("pixels, and one row for each position", fontsize=8, color=FAINT, labelpad=3)
    axes.set_ylabel("position", fontsize=8, color=FAINT, labelpad=3)
    axes.set(xticks=[], yticks=[])


def _position(axes: Axes, scene: Scene, row: int, start: int) -> None:
    """The kernel's weights at one position."""
    _frame(axes, row, start, 1, scene.reach, "-", tint(KERNEL, 0.6))
    for tap in scene.taps:
        _square(axes, row, start + tap, tint(KERNEL, 0.55), KERNEL, 3)


def _square(axes: Axes, row: int, column: int, fill: str, edge: str, order: int) -> Rectangle:
    """One cell."""
    square = Rectangle((column, row), 1, 1, facecolor=fill, edgecolor=edge, linewidth=0.8)
    square.set_zorder(order)
    axes.add_patch(square)
    return square


def _frame(
    axes: Axes, row: int, column: int, tall: int, wide: int, line: str, colour: str = KERNEL
) -> None:
    """An outline around a window."""
    frame = Rectangle((column, row), wide, tall, fill=False, edgecolor=colour, linestyle=line)
    frame.set(linewidth=2.2 if tall > 1 else 1.3, zorder=4, clip_on=False)
    axes.add_patch(frame)


def _edges(axes: Axes, left: int, right: int, top: int, bottom: int) -> None:
    """Limits, with row 0 on top, and no box around."""
    axes.set_xlim(left - 0.05, right + 0.05)
    axes.set_ylim(bottom + 0.05, top - 0.05)
    axes.tick_params(length=0, labelsize=7, colors=FAINT, pad=1)
    for spine in axes.spines.values():
        spine.set_visible(False)
