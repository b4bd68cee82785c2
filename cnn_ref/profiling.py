"""What each layer of a network costs: parameters, multiply-accumulates, memory and time."""

from collections.abc import Iterable, Sequence
from math import inf, prod
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from cnn_ref.counting import step_parameters
from cnn_ref.layers import Layer, Shape
from cnn_ref.tracing import trace_layers

MACS_PER_SECOND = 2.2e9
"""The rate of the Canziani deck: one multiply-accumulate per cycle, at 2.2 GHz."""


class LayerProfile(NamedTuple):
    """One layer of a network and its costs, for one image."""

    layer: Layer
    out_shape: Shape
    parameters: int
    macs: int
    activation_bytes: int
    ideal_seconds: float
    measured_seconds: float | None


class Totals(NamedTuple):
    """The costs of all layers together, for one image."""

    parameters: int
    macs: int
    activation_bytes: int
    ideal_seconds: float
    measured_seconds: float | None


def ideal_time(macs: float, rate: float = MACS_PER_SECOND) -> float:
    """Divide the work by the rate: the time if nothing ever had to wait.

    ::

        seconds = macs / rate

    Parameters
    ----------
    macs : int or float
        Multiply-accumulates, at least 0.
    rate : float, default 2.2e9
        Multiply-accumulates per second, above 0.

    Returns
    -------
    float
        Seconds. No promise in either direction: memory makes a processor slower than this, and
        vector instructions, which do several in one cycle, make it faster.

    Raises
    ------
    ValueError
        If macs is negative, rate is not positive, or one of them is not a finite number.

    Notes
    -----
    Cost: one division.

    References
    ----------
    Canziani deck, "Rationale (III)": 31.7 M at 2.2 GHz take 14 ms.

    Examples
    --------
    >>> round(ideal_time(31.7e6), 4)
    0.0144
    """
    if not isinstance(macs, Real) or not 0 <= macs < inf:
        raise ValueError(f"macs must be a finite number of at least 0, but {macs=}")
    if not isinstance(rate, Real) or not 0 < rate < inf:
        raise ValueError(f"rate must be a finite number above 0, per second, but {rate=}")
    return float(macs) / float(rate)


def profile(
    layers: Iterable[tuple[Any, ...]],
    in_shape: Sequence[int],
    *,
    dtype: DTypeLike = np.float32,
    rate: float = MACS_PER_SECOND,
    seconds: Sequence[float] | None = None,
) -> list[LayerProfile]:
    """Count, layer by layer, what a network costs for one image.

    As `layer_parameters`, `layer_macs` and `ideal_time`; and, for an output of n numbers::

        activation_bytes = n * dtype.itemsize

    Parameters
    ----------
    layers : iterable of tuple
        As `cnn_ref.layers` describes them, first layer first.
    in_shape : tuple of int
        Shape of one image: (C, H, W), or (C, W), (C, D, H, W), (F,).
    dtype : data type, default float32
        In which the activations are counted: float32, the usual type on devices, has 4 bytes.
    rate : float, default 2.2e9
        Multiply-accumulates per second, for the ideal time.
    seconds : sequence of float, optional
        What `measure` found, one for each layer.

    Returns
    -------
    list of LayerProfile
        For each layer: layer, out_shape, parameters, macs (multiply-accumulates),
        activation_bytes (of the layer's output), ideal_seconds, measured_seconds (or None).

    Raises
    ------
    ValueError
        If a layer does not fit (the message names it), the rate is not positive, or the number of
        seconds is not that of the layers.

    Notes
    -----
    Cost: none; no array is made, so networks larger than any memory can be profiled.

    References
    ----------
    Canziani deck, "Rationale (II)" to "(IV)", and its profiling tool.

    Examples
    --------
    >>> rows = profile([("conv", 6, 5, 2), ("relu",)], (3, 32, 29))
    >>> rows[0].out_shape, rows[0].parameters, rows[0].macs, rows[0].activation_bytes
    ((6, 14, 13), 456, 81900, 4368)
    >>> total(rows).activation_bytes
    8736
    """
    steps = trace_layers(layers, in_shape)
    measured = [None] * len(steps) if seconds is None else [float(value) for value in seconds]
    if len(measured) != len(steps):
        raise ValueError(
            "seconds must have one entry for each layer, "
            f"but len(seconds)={len(measured)} and there are {len(steps)} layers"
        )
    itemsize = np.dtype(dtype).itemsize
    rows = []
    for step, layer_seconds in zip(steps, measured, strict=True):
        macs = step.layer.macs(step.in_shape)
        rows.append(
            LayerProfile(
                step.layer,
                step.out_shape,
                parameters=step_parameters(step),
                macs=macs,
                activation_bytes=prod(step.out_shape) * itemsize,
                ideal_seconds=ideal_time(macs, rate),
                measured_seconds=layer_seconds,
            )
        )
    return rows


def total(rows: Sequence[LayerProfile]) -> Totals:
    """Add up the rows of a profile.

    For each of the numbers::

        total = sum over the layers of the layer's number

    Parameters
    ----------
    rows : sequence of LayerProfile
        From `profile`.

    Returns
    -------
    Totals
        parameters, macs, activation_bytes, ideal_seconds, measured_seconds (None if a row has
        none). The bytes are those of all outputs together, without the input, the parameters
        and what layers remember besides. Training keeps most of them; a forward pass alone needs
        those of two neighbouring layers at a time.

    Notes
    -----
    Cost: a few additions for each layer.

    References
    ----------
    Canziani deck, "Rationale (II)" to "(IV)".

    Examples
    --------
    >>> total(profile([("flatten",), ("dense", 10)], (1, 8, 8)))[:3]
    (650, 640, 296)
    """
    times = [row.measured_seconds for row in rows if row.measured_seconds is not None]
    return Totals(
        parameters=sum(row.parameters for row in rows),
        macs=sum(row.macs for row in rows),
        activation_bytes=sum(row.activation_bytes for row in rows),
        ideal_seconds=sum(row.ideal_seconds for row in rows),
        measured_seconds=sum(times) if len(times) == len(rows) else None,
    )
