"""How many parameters, neurons and multiply-accumulates a network has."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn_ref.layers import Conv, Dense
from cnn_ref.tracing import Step, trace_layers


class Summary(NamedTuple):
    """A network in three numbers; neurons are the outputs of convolutional and dense layers."""

    parameters: int
    neurons: int
    macs: int


def layer_macs(layer: tuple[Any, ...], in_shape: Sequence[int]) -> int:
    """Count the multiply-accumulates of one layer, for one image.

    ::

        conv     O * OH * OW * (C / groups) * KH * KW
        dense    O * F
        others   0

    Parameters
    ----------
    layer : tuple
        Such as ("conv", 6, 5); `cnn_ref.layers` lists them.
    in_shape : tuple of int
        Shape of one image, (C, H, W), or of a vector, (F,).

    Returns
    -------
    int
        Products at the padding count too. Adding the bias, pooling, activations, normalisation and
        dropout count as 0.

    Raises
    ------
    ValueError
        If the layer is wrong or does not fit.

    Notes
    -----
    Cost: none; no array is made.

    References
    ----------
    Canziani deck, "Rationale (III)".

    Examples
    --------
    >>> layer_macs(("conv", 6, 5, 1, 2), (3, 256, 256))
    29491200
    >>> layer_macs(("pool", 2), (6, 28, 28))
    0
    """
    (step,) = trace_layers([layer], in_shape)
    return step.layer.macs(step.in_shape)


def layer_parameters(layer: tuple[Any, ...], in_shape: Sequence[int]) -> int:
    """Count the parameters of one layer: weights and biases.

    ::

        conv     O * (C / groups) * KH * KW + O
        dense    O * F + O
        others   0

    Parameters
    ----------
    layer : tuple
        Such as ("conv", 6, 5); `cnn_ref.layers` lists them.
    in_shape : tuple of int
        Shape of one image, (C, H, W), or of a vector, (F,).

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If the layer is wrong or does not fit.

    Notes
    -----
    Cost: none; no array is made.

    References
    ----------
    CS231n deck, "Summary: Convolution Layer".

    Examples
    --------
    >>> layer_parameters(("conv", 10, 5, 1, 2), (3, 32, 32))
    760
    """
    (step,) = trace_layers([layer], in_shape)
    return step_parameters(step)


def profile_array(layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int]) -> NDArray[np.int64]:
    """Count parameters, multiply-accumulates and output elements as one array of numbers.

    As `layer_parameters` and `layer_macs`, for every layer of a network.

    Parameters
    ----------
    layers, in_shape
        As for `trace_layers`.

    Returns
    -------
    ndarray of shape (L, 3), int64
        One row for each layer: parameters, multiply-accumulates, elements of the output.

    Raises
    ------
    ValueError
        If a layer does not fit; the message names it.

    Notes
    -----
    Cost: none beyond the result; no activation is computed.

    References
    ----------
    Canziani deck, "Rationale (II)" to "(IV)".

    Examples
    --------
    >>> profile_array([("conv", 6, 5), ("pool", 2), ("flatten",)], (3, 32, 32))
    array([[   456, 352800,   4704],
           [     0,      0,   1176],
           [     0,      0,   1176]])
    """
    rows = [
        (step_parameters(step), step.layer.macs(step.in_shape), prod(step.out_shape))
        for step in trace_layers(layers, in_shape)
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def summarise(layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int]) -> Summary:
    """Say how large a network is, in three numbers.

    As `layer_parameters` and `layer_macs`, added up over all layers.

    Parameters
    ----------
    layers, in_shape
        As for `trace_layers`.

    Returns
    -------
    Summary
        parameters; neurons, which are the outputs of convolutional and dense layers, since pools
        and activations do not count; macs, the multiply-accumulates for one image.

    Raises
    ------
    ValueError
        If a layer does not fit; the message names it.

    Notes
    -----
    Cost: none; no array is made.

    References
    ----------
    CS231n deck, "Case study: AlexNet": parameters, neurons and connections.

    Examples
    --------
    >>> summarise([("conv", 6, 5), ("relu",), ("flatten",), ("dense", 10)], (3, 32, 32))
    Summary(parameters=47506, neurons=4714, macs=399840)
    """
    steps = trace_layers(layers, in_shape)
    return Summary(
        parameters=sum(step_parameters(step) for step in steps),
        neurons=sum(prod(s.out_shape) for s in steps if isinstance(s.layer, Conv | Dense)),
        macs=sum(step.layer.macs(step.in_shape) for step in steps),
    )


def step_parameters(step: Step) -> int:
    """Count the parameters of a layer whose shapes are known."""
    return sum(map(prod, step.layer.parameter_shapes(step.in_shape).values()))
