"""Max pooling: each window is summed up by its largest pixel."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import Padding, PerAxis, float_dtype
from cnn_ref.geometry import Geometry
from cnn_ref.pooling_windows import (
    add_at,
    flat_indices,
    image_batch,
    image_blocks,
    largest_pixels,
    output_gradient,
    pooling_geometry,
    real_taps,
    winning_positions,
)


class MaxPoolCache(NamedTuple):
    """What `max_pool_backward` needs of the forward pass: about one byte for each window."""

    shape: tuple[int, ...]  # of x: (N, C, H, W)
    dtype: np.dtype[Any]  # of dx
    geometry: Geometry
    positions: NDArray[Any]  # (N, C, OH, OW): the winner among KH * KW, unsigned integers
    indices: NDArray[np.int64] | None  # (N, C, OH, OW): the winner among H * W


def max_pool_forward(
    x: ArrayLike,
    size: PerAxis,
    *,
    stride: PerAxis | None = None,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> tuple[NDArray[Any], MaxPoolCache]:
    """Keep the largest pixel of every window of every channel.

    In two dimensions, with minus infinity outside of the image (P pixels before it)::

        out[n, c, h, w] = max over k, l of
            x[n, c, stride*h + dilation*k - P, stride*w + dilation*l - P]

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.
    size : int, or one per spatial axis
        The window's size KH, KW, in cells.
    stride : int, or one per spatial axis, optional
        Step from one window to the next, in pixels; the window's size if it is left out.
    padding : int, or one entry per spatial axis: an int or (before, after); default 0
        Cells around each image that never win, in pixels.
    dilation : int, or one per spatial axis, default 1
        Distance of neighbouring cells of a window, in pixels (1 is a dense window).
    ceil_mode : bool, default False
        Whether a last window may hang over the end, if it starts before the padding there.
    return_indices : bool, default False
        Whether to put into ``cache.indices`` where each maximum was found.

    Returns
    -------
    out : ndarray of shape (N, C, OH, OW)
        OH = floor((H + 2*padding - dilation*(KH - 1) - 1) / stride) + 1, and OW likewise; with
        ``ceil_mode``, rounded up. Of the input's type, integers too; booleans become int64.
    cache : MaxPoolCache
        For `max_pool_backward`. On request, ``cache.indices`` is an ndarray of int64 of the shape
        of out: flat row-major indices into the H x W pixels of a channel, without padding. It
        is None otherwise.

    Raises
    ------
    ValueError
        If the input is no batch of images, a number is out of range or not whole, the window
        reaches beyond the padded input, or a window would hold padding alone.

    Notes
    -----
    *Ties* go to the first pixel of the window in row-major order. *Padding* never wins, not even
    against minus infinity or the smallest integer. A *NaN* wins against everything, and the first
    NaN against the others.

    *Cost.* No multiply-accumulates; 2 * KH * KW comparisons for each output value: the first round
    finds the maximum, the second where it was. Memory beyond the output: 1 byte for each output
    value, which the cache keeps (2 for windows of more than 255 cells), and 8 for its index on
    request (twice that while it is made). The input is not copied, whatever its padding.

    References
    ----------
    CS231n deck, "MAX POOLING"; TU/e deck, "Subsampling - maxpooling".

    Examples
    --------
    >>> x = [[[[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]]]
    >>> out, cache = max_pool_forward(x, 2, return_indices=True)
    >>> out
    array([[[[6, 8],
             [3, 4]]]])
    >>> cache.indices
    array([[[[ 5,  7],
             [ 8, 15]]]])
    """
    x = image_batch(x)
    geometry = pooling_geometry(x, size, stride, padding, dilation, ceil_mode)
    taps = real_taps(geometry)
    out = np.empty(x.shape[:2] + geometry.out, x.dtype)
    positions = np.empty(out.shape, np.min_scalar_type(len(taps)))
    for images in image_blocks(x):
        out[images] = largest_pixels(x[images], geometry.out, taps)
        positions[images] = winning_positions(x[images], out[images], taps)
    indices = flat_indices(positions, geometry) if return_indices else None
    return out, MaxPoolCache(x.shape, float_dtype(x), geometry, positions, indices)


def max_pool_backward(dout: ArrayLike, cache: MaxPoolCache) -> NDArray[Any]:
    """Hand each window's gradient to the pixel that was its maximum, and to no other.

    For a pixel that won in several windows, their gradients add up::

        dx[n, c, i, j] = sum of dout[n, c, h, w] over the windows in which (i, j) won

    Parameters
    ----------
    dout : array_like of shape (N, C, OH, OW)
        Gradient of the loss with respect to the output.
    cache : MaxPoolCache
        From `max_pool_forward`.

    Returns
    -------
    ndarray of shape (N, C, H, W)
        Gradient with respect to the input, of the input's type; float64 if that was integers.

    Raises
    ------
    ValueError
        If the gradient has not the output's shape.

    Notes
    -----
    Among tied pixels the whole gradient goes to the first in row-major order. Cost: one addition
    for each output value; memory beyond dx: two indices of 8 bytes for each.

    References
    ----------
    TU/e deck, the first slide "Backpropagation - maxpooling".

    Examples
    --------
    >>> out, cache = max_pool_forward([[[[1, 9, 9], [2, 9, 3]]]], 2, stride=1)
    >>> max_pool_backward([[[[10, 5]]]], cache)
    array([[[[ 0., 15.,  0.],
             [ 0.,  0.,  0.]]]])
    """
    dout = output_gradient(dout, cache.positions.shape, cache.dtype)
    indices = flat_indices(cache.positions, cache.geometry)
    return add_at(dout, indices, cache.shape)
