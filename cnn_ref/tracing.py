"""Follow the shape of an image through a network, layer by layer."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cnn_ref.arguments import whole_number
from cnn_ref.layers import Layer, Shape, read_layer


class Step(NamedTuple):
    """A layer with the shapes before and after it, (C, H, W) or (F,), without the batch."""

    layer: Layer
    in_shape: Shape
    out_shape: Shape


def trace_layers(layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int]) -> list[Step]:
    """Read the layers of a network, and find the shape that each is given and returns.

    Parameters
    ----------
    layers : iterable of tuple
        As `cnn_ref.layers` describes them, first layer first.
    in_shape : tuple of int
        Shape of one image: (C, H, W), or (C, W), (C, D, H, W), (F,).

    Returns
    -------
    list of Step
        One for each layer: the layer, its in_shape and its out_shape.

    Raises
    ------
    ValueError
        If a layer is wrong or does not fit: the message names it, by its place (from 0) and as it
        was written, and the shape that it was given.

    Notes
    -----
    Cost: none; no array is made. Layers round sizes down; see `output_size` for a check that does
    not.

    References
    ----------
    CS231n deck, "Summary: Convolution Layer" and "Summary: POOLING Layer".

    Examples
    --------
    >>> steps = trace_layers([("conv", 6, 5, 1, 2), ("pool", 2)], (1, 28, 28))
    >>> steps[1].layer, steps[1].in_shape, steps[1].out_shape
    (MaxPool(K=2, stride=None), (6, 28, 28), (6, 14, 14))
    """
    shape = tuple(whole_number(f"in_shape[{i}]", n, least=1) for i, n in enumerate(in_shape))
    steps = []
    for index, written in enumerate(layers):
        try:
            layer = read_layer(written)
            out_shape = layer.out_shape(shape)
        except ValueError as reason:
            raise ValueError(
                f"layer {index}, {written!r}, does not fit its input of shape {shape}: {reason}"
            ) from None
        steps.append(Step(layer, shape, out_shape))
        shape = out_shape
    return steps


def trace_shapes(layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int]) -> list[Shape]:
    """Find the shape that each layer of a network returns.

    Parameters
    ----------
    layers, in_shape
        As for `trace_layers`.

    Returns
    -------
    list of tuple of int
        One shape for each layer, without the batch and without the input.

    Raises
    ------
    ValueError
        As `trace_layers`.

    Notes
    -----
    Cost: none; no array is made.

    References
    ----------
    CS231n deck, "Remember & Notice: Shrinking Volume".

    Examples
    --------
    >>> trace_shapes([("conv", 6, 5), ("relu",), ("pool", 2), ("flatten",)], (3, 32, 30))
    [(6, 28, 26), (6, 28, 26), (6, 14, 13), (1092,)]
    """
    return [step.out_shape for step in trace_layers(layers, in_shape)]
