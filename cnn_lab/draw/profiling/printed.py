"""A network in colours: a table with a row for each layer, and shares of its costs as bars."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ..answers import answer, expect
from ..architectures.kinds import INKS, KINDS, Layer, Shape, all_shapes_by, said, times
from ..attempts import NotDrawableError
from ..costs.bars import counts
from ..figures import new_figure, show, show_html
from ..palette import FAINT, INK, INPUT, KERNEL, tint

Network = tuple[Sequence[Layer], Shape]


def work(
    function: Callable[..., Any], layers: Mapping[str, tuple[Layer, Shape]], title: str
) -> None:
    """Show what a student's `layer_macs` counts for some layers.

    Parameters
    ----------
    function : callable
        Called as ``function(layer, in_shape)``. If it is not written yet or fails, one sentence is
        shown in place of the figure.
    layers : dict of str to (layer, in_shape)
    title : str
    """
    found = {}
    try:
        for name, (layer, in_shape) in layers.items():
            got = answer(function, layer, in_shape)
            whole = isinstance(got, int | np.integer) and not isinstance(got, bool)
            expect(whole and got > 0, function, got, "a count above 0")
            found[name] = int(got)
    except NotDrawableError as reason:
        print(reason)
        return
    counts(found, "multiply-accumulates", title)


def printed_network(
    profiler: Callable[..., Any],
    tracer: Callable[..., Any],
    layers: Sequence[Layer],
    in_shape: Shape,
    title: str = "",
) -> None:
    """Print a network as a table in the colours of its layers.

    Parameters
    ----------
    profiler : callable
        A student's `profile`. If it is not written yet or fails, one sentence is shown in place of
        the table.
    tracer : callable
        `trace_shapes`, for the shapes.
    layers : sequence of tuple
    in_shape : tuple of int
    title : str
    """
    try:
        rows = profiled(profiler, layers, in_shape)
        shapes = all_shapes_by(tracer, layers, in_shape)
    except NotDrawableError as reason:
        print(reason)
        return
    _show(layers, shapes, rows, in_shape, title)


def printed(
    rows: Sequence[tuple[Layer, Shape, int, int]], in_shape: Shape, title: str = ""
) -> None:
    """Print a network whose costs are known as a table in the colours of its layers.

    Parameters
    ----------
    rows : sequence of tuple
        (layer, shape of its output, parameters, multiply-accumulates).
    in_shape : tuple of int
    title : str
    """
    layers, shapes, parameters, macs = zip(*rows, strict=True)
    elements = [math.prod(shape) for shape in shapes]
    numbers = np.column_stack([parameters, macs, elements])
    _show(layers, shapes, numbers, in_shape, title)


def _show(
    layers: Sequence[Layer],
    shapes: Sequence[Shape],
    rows: np.ndarray,
    in_shape: Shape,
    title: str,
) -> None:
    words = [said(layer) for layer in layers]
    kinds = [layer[0] for layer in layers]
    columns = [[times(shape) for shape in shapes], *_numbers(rows)]
    sums = [f"{int(total):,}" for total in rows.sum(axis=0)]
    totals = ["", sums[2], sums[0], "", sums[1], ""]
    show_html(
        _table(title, in_shape, kinds, words, columns, totals),
        _plain(title, in_shape, words, columns, totals),
    )


HEAD = ("output", "elements", "parameters", "share", "MACs", "share")


def _numbers(rows: np.ndarray) -> list[list[str]]:
    """The columns behind the shapes, as text: elements, and the other two with their shares."""
    parameters, macs, elements = rows.T
    columns = [[f"{int(n):,}" for n in elements]]
    for column in (parameters, macs):
        columns.append([f"{int(n):,}" if n else "" for n in column])
        columns.append([_percent(n / column.sum()) if n else "" for n in column])
    return columns


def _table(
    title: str,
    in_shape: Shape,
    kinds: Sequence[str],
    words: Sequence[str],
    columns: Sequence[Sequence[str]],
    totals: Sequence[str],
) -> str:
    """The network as HTML: the first cell of a row has the colour of its layer."""
    right = "text-align: right; padding: 0.15em 0.35em; white-space: nowrap"
    head = "".join(f"<th scope='col' style='{right}'>{name}</th>" for name in HEAD)
    lines = [_line("input", "input", [times(in_shape), *[""] * 5], right)]
    for i, (kind, name) in enumerate(zip(kinds, words, strict=True)):
        lines.append(_line(kind, name, [column[i] for column in columns], right))
    total = "".join(f"<td style='{right}'><b>{text}</b></td>" for text in totals)
    lines.append(f"<tr><th scope='row' style='text-align: left'>total</th>{total}</tr>")
    style = "border-collapse: collapse; font-size: 0.8em; color: inherit"
    return (
        f"<div style='overflow-x: auto'><table style='{style}'>"
        f"<caption style='caption-side: top; text-align: left'>{html.escape(title)}</caption>"
        f"<thead><tr><th scope='col' style='text-align: left'>layer</th>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _line(kind: str, name: str, cells: Sequence[str], right: str) -> str:
    """One row, with its kind on its colour."""
    colours = f"background: {KINDS[kind]}; color: {INKS.get(kind, '#000000')}"
    look = f"text-align: left; padding: 0.15em 0.35em; white-space: nowrap; {colours}"
    numbers = "".join(f"<td style='{right}'>{text}</td>" for text in cells)
    return f"<tr><th scope='row' style='{look}'>{html.escape(name)}</th>{numbers}</tr>"


def _plain(
    title: str,
    in_shape: Shape,
    words: Sequence[str],
    columns: Sequence[Sequence[str]],
    totals: Sequence[str],
) -> str:
    """The network as plain text."""
    lines = [f"{title}, input {times(in_shape)}"]
    for i, name in enumerate(words):
        cells = (f"{head} {column[i]}" for head, column in zip(HEAD, columns, strict=True))
        lines.append(f"{name}: " + ", ".join(c for c in cells if not c.endswith(" ")))
    return "\n".join([*lines, f"total: parameters {totals[2]}, MACs {totals[4]}"])


def _percent(share: float) -> str:
    """A share in per cent; 0 and 100 only where it is just that."""
    if 0 < share < 0.0005:
        return "< 0.1 %"
    if 0.9995 <= share < 1:
        return "> 99.9 %"
    return f"{100 * share:.1f} %"


def profiled(function: Callable[..., Any], layers: Sequence[Layer], in_shape: Shape) -> np.ndarray:
    """Return what a student's `profile` says, as an array with three columns.

    Raises
    ------
    NotDrawableError
        If the function is not written yet, fails, or returns something else.
    """
    got = answer(function, list(layers), in_shape)
    fits = isinstance(got, np.ndarray) and got.shape == (len(layers), 3) and got.dtype.kind in "iu"
    expect(fits and (got >= 0).all(), function, got, f"counts of shape ({len(layers)}, 3)")
    expect(bool((got.sum(axis=0) > 0).all()), function, got, "columns that are not all 0")
    return np.asarray(got)


def shares(function: Callable[..., Any], networks: Mapping[str, Network]) -> None:
    """Show where a network's parameters are and where its work is, by a student's `profile`.

    Parameters
    ----------
    function : callable
        If it is not written yet or fails, one sentence is shown in place of the figure.
    networks : dict of str to (layers, in_shape)
        One panel for each; layers without weights are left out.
    """
    try:
        found = {name: profiled(function, *network) for name, network in networks.items()}
    except NotDrawableError as reason:
        print(reason)
        return
    kept = {
        name: [i for i, layer in enumerate(layers) if layer[0] in ("conv", "dense")]
        for name, (layers, _) in networks.items()
    }
    tall = [0.4 * len(rows) for rows in kept.values()]
    high = sum(tall) + 0.9 * len(tall) + 0.3
    figure = new_figure(7.6, high)
    note = "blue: share of the parameters; orange: share of the MACs"
    figure.suptitle(note, fontsize=10, color=INK, y=1 - 0.08 / high, va="top")
    panels, top = [], high - 0.3
    for each in tall:
        top -= each + 0.9
        panels.append(figure.add_axes((0.29, (top + 0.5) / high, 0.69, each / high)))
    words = []
    for axes, (name, rows) in zip(panels, kept.items(), strict=True):
        names = [said(networks[name][0][i]) for i in rows]
        parts = found[name][rows][:, :2] / found[name][:, :2].sum(axis=0)
        _panel(axes, names, parts)
        axes.set_title(name, fontsize=10, color=INK, pad=4)
        told = (
            f"{n} {_percent(p)} and {_percent(m)}" for n, (p, m) in zip(names, parts, strict=True)
        )
        words.append(f"{name}, shares of the parameters and of the MACs: {', '.join(told)}.")
    show(figure, " ".join(words))


def _panel(axes: Axes, names: Sequence[str], parts: np.ndarray) -> None:
    """Two bars for each layer."""
    for shift, column, colour in ((-0.2, 0, INPUT), (0.2, 1, KERNEL)):
        values = 100 * parts[:, column]
        places = np.arange(len(names)) + shift
        axes.barh(places, values, 0.38, color=tint(colour, 0.6), edgecolor=colour)
        for place, value in zip(places, values, strict=True):
            text = f" {_percent(value / 100)}"
            axes.text(value, place, text, va="center", fontsize=7.5, color=INK)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_ylabel(" ", fontsize=2)
    axes.set_xlim(0, 112)
    axes.set_xlabel("per cent of the whole network", fontsize=8, color=INK, labelpad=1)
    axes.invert_yaxis()
    axes.tick_params(labelsize=8, colors=INK, length=2)
    axes.grid(axis="x", color=FAINT, alpha=0.2)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
