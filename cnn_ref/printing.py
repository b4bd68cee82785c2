"""A network as text: one line for each layer, in colour where the reader's terminal has it."""

import os
import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from cnn_ref.colours import KIND_COLOURS, paint
from cnn_ref.profiling import MACS_PER_SECOND, LayerProfile, Totals, profile, total
from cnn_ref.wording import (
    bytes_in_words,
    in_words,
    seconds_in_words,
    shape_in_words,
    share_in_words,
)

MACS_NOTE = (
    "MACs: multiply-accumulates for one image, products at the padding included; biases, pools,\n"
    "activations, normalisation and dropout count as 0."
)


def format_network(
    layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int], *, colour: bool | None = None
) -> str:
    """Write down a network: each layer with its output, its parameters and its work.

    As `layer_parameters` and `layer_macs`, in a table.

    Parameters
    ----------
    layers : iterable of tuple
        As `cnn_ref.layers` describes them, first layer first.
    in_shape : tuple of int
        Shape of one image: (C, H, W), or (C, W), (C, D, H, W), (F,).
    colour : bool, optional
        Whether each kind of layer stands on its own colour. Left out: where the standard output is
        a terminal, unless the environment variable NO_COLOR is set.

    Returns
    -------
    str
        Lines to print: place and kind of each layer, the options that are not the usual ones, the
        shape of its output, parameters, multiply-accumulates (MACs) and their share; totals; and
        what the numbers count.

    Raises
    ------
    ValueError
        If a layer does not fit; the message names it.

    Notes
    -----
    Cost: a few words for each layer; no array is made, so any network can be printed.

    References
    ----------
    Canziani deck, "Network colour coding with pretty-nn".

    Examples
    --------
    >>> layers = [("conv", 6, 5, 2), ("relu",), ("flatten",), ("dense", 10)]
    >>> print(format_network(layers, (3, 32, 29), colour=False))  # doctest: +ELLIPSIS
       layer                      output  parameters    MACs   share
       input                     3×32×29
    0  conv     6@5×5, stride 2  6×14×13         456  81,900  88.2 %
    1  relu                      6×14×13
    2  flatten                      1092
    3  dense    10                    10      10,930  10,920  11.8 %
       total                                  11,386  92,820
    MACs: multiply-accumulates for one image, ...
    """
    rows = profile(layers, in_shape)
    sums = total(rows)
    costs = [
        (_count(row.parameters), _count(row.macs), share_in_words(row.macs / max(1, sums.macs)))
        for row in rows
    ]
    cells = [
        ("parameters", "MACs", "share"),
        *costs,
        (f"{sums.parameters:,}", f"{sums.macs:,}", ""),
    ]
    return _table(rows, in_shape, cells, colour) + MACS_NOTE


def format_profile(
    layers: Iterable[tuple[Any, ...]],
    in_shape: Sequence[int],
    *,
    dtype: DTypeLike = np.float32,
    rate: float = MACS_PER_SECOND,
    seconds: Sequence[float] | None = None,
    colour: bool | None = None,
) -> str:
    """Write down what each layer of a network costs in work, memory and time.

    As `profile`, in a table.

    Parameters
    ----------
    layers, in_shape
        As for `format_network`.
    dtype, rate, seconds
        As for `profile`; seconds come from `measure`.
    colour : bool, optional
        As for `format_network`.

    Returns
    -------
    str
        Lines to print: place, kind and options of each layer, the shape of its output,
        multiply-accumulates (MACs), memory of the output, ideal time and, where it is known, the
        measured time; totals; and what the numbers count.

    Raises
    ------
    ValueError
        As `profile`.

    Notes
    -----
    Cost: a few words for each layer; no array is made, so any network can be printed.

    References
    ----------
    Canziani deck, "Rationale (III)" and its profiling tool.

    Examples
    --------
    >>> layers = [("conv", 6, 5, 1, 2), ("relu",), ("flatten",), ("dense", 1000)]
    >>> print(format_profile(layers, (3, 256, 256), colour=False))  # doctest: +ELLIPSIS
       layer                         output         MACs   memory     ideal
       input                      3×256×256
    0  conv     6@5×5, padding 2  6×256×256   29,491,200  1.57 MB  13.41 ms
    1  relu                       6×256×256               1.57 MB
    2  flatten                       393216               1.57 MB
    3  dense    1000                   1000  393,216,000     4 kB  178.7 ms
       total                                 422,707,200  4.72 MB  192.1 ms
    MACs: multiply-accumulates for one image, ...
    """
    rows = profile(layers, in_shape, dtype=dtype, rate=rate, seconds=seconds)
    sums = total(rows)
    cells = [("MACs", "memory", "ideal", "" if seconds is None else "measured")]
    lines: list[LayerProfile | Totals] = [*rows, sums]
    for row in lines:
        ideal = seconds_in_words(row.ideal_seconds) if row.macs else ""
        cells.append(
            (
                _count(row.macs),
                bytes_in_words(row.activation_bytes),
                ideal,
                seconds_in_words(row.measured_seconds),
            )
        )
    notes = (
        f"\nMemory: each layer's output for one image, in {np.dtype(dtype)}."
        f"\nIdeal: the time at {rate / 1e6:,g} million MACs per second."
    )
    return _table(rows, in_shape, cells, colour) + MACS_NOTE + notes


def _table(
    rows: Sequence[LayerProfile],
    in_shape: Sequence[int],
    costs: Sequence[tuple[str, ...]],
    colour: bool | None,
) -> str:
    """Write aligned columns: what each layer is, and its costs.

    The costs begin with the names of their columns and end with the totals.
    """
    shapes = [tuple(in_shape), *(row.out_shape for row in rows)]
    lines = [("", "layer", "", "output", *costs[0]), ("", "input", "", shape_in_words(in_shape))]
    for index, (row, cells) in enumerate(zip(rows, costs[1:-1], strict=True)):
        words = in_words(row.layer, shapes[index])
        lines.append((str(index), row.layer.kind, words, shape_in_words(row.out_shape), *cells))
    lines.append(("", "total", "", "", *costs[-1]))

    columns = zip_longest(*lines, fillvalue="")
    widths = [max(map(len, column)) for column in columns]
    painted = _wants_colour(colour)
    return "".join(_line(cells, widths, painted) + "\n" for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int], painted: bool) -> str:
    """Align the cells of one line: kind and options to the left, the others to the right."""
    index, kind, words, *numbers = (
        cell.ljust(width) if column in (1, 2) else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=False))
    )
    badge = f" {kind} "
    if painted and cells[1] in KIND_COLOURS:
        badge = paint(cells[1], badge)
    return "  ".join([f"{index} {badge} {words}", *numbers]).rstrip()


def _count(number: int) -> str:
    """Return a number with commas; nothing for 0."""
    return f"{number:,}" if number else ""


def _wants_colour(colour: bool | None) -> bool:
    """Return what was asked for, else whether the reader's terminal shows colours."""
    if colour is not None:
        return colour
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
