"""How much of the image one pixel of a network's last feature map sees."""

from collections.abc import Iterable, Sequence
from typing import Any

from cnn_ref.arguments import per_axis
from cnn_ref.layers import Conv, Layer, MaxPool
from cnn_ref.shapes import receptive_field
from cnn_ref.tracing import trace_layers


def receptive_field_of(
    layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int]
) -> list[tuple[int, int]]:
    """Trace the receptive field through the convolutions and pools of a network.

    As `receptive_field`, with the kernel and the stride of each layer, along each spatial axis.
    Layers behind "flatten" do not count: each dense output sees the whole image.

    Parameters
    ----------
    layers : iterable of tuple
        As `cnn_ref.layers` describes them, first layer first.
    in_shape : tuple of int
        Shape of one image: (C, H, W), or (C, W), (C, D, H, W).

    Returns
    -------
    list of (size, jump)
        One pair of ints for each spatial axis, in pixels of the input: how far one output pixel
        sees, and how far apart the views of two neighbours are. Padding does not change them, and
        near a border part of the view is padding.

    Raises
    ------
    ValueError
        If a layer is wrong or does not fit; the message names it.

    Notes
    -----
    Cost: none; no array is made. Local response normalisation looks across channels only, so it
    does not widen the view.

    References
    ----------
    CUHK deck, "Growing Receptive Fields".

    Examples
    --------
    >>> receptive_field_of([("conv", 6, 5), ("relu",), ("pool", (2, 3))], (3, 32, 30))
    [(6, 2), (7, 3)]
    """
    rank = len(in_shape) - 1
    moves = [_kernels_and_strides(step.layer, rank) for step in trace_layers(layers, in_shape)]
    return [receptive_field(move[axis] for move in moves) for axis in range(rank)]


def _kernels_and_strides(layer: Layer, rank: int) -> list[tuple[int, int]]:
    """Return (kernel, stride) along each spatial axis; (1, 1) where a layer looks at one pixel."""
    if not isinstance(layer, Conv | MaxPool):
        return [(1, 1)] * rank
    kernel = per_axis("K", layer.K, rank, least=1)
    stride = kernel if layer.stride is None else per_axis("stride", layer.stride, rank, least=1)
    return list(zip(kernel, stride, strict=True))
