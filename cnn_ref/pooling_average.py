"""Average pooling: each window is summed up by the mean of its pixels."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import Padding, PerAxis, float_dtype
from cnn_ref.geometry import Geometry
from cnn_ref.pooling_windows import (
    cells,
    image_batch,
    image_blocks,
    output_gradient,
    pooling_geometry,
    real_taps,
    wide_dtype,
)


class AvgPoolCache(NamedTuple):
    """What `avg_pool_backward` needs of the forward pass: no pixels, for the mean is linear."""

    shape: tuple[int, ...]  # of x: (N, C, H, W)
    dtype: np.dtype[Any]  # of dx
    geometry: Geometry
    divisor: NDArray[Any]  # (OH, OW)


def avg_pool_forward(
    x: ArrayLike,
    size: PerAxis,
    *,
    stride: PerAxis | None = None,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> tuple[NDArray[Any], AvgPoolCache]:
    """Average the pixels of every window of every channel.

    In two dimensions, with zeros outside of the image (P pixels before it)::

        out[n, c, h, w] = 1 / count[h, w] * sum over k, l of
            x[n, c, stride*h + dilation*k - P, stride*w + dilation*l - P]

    where count[h, w] is KH * KW, except at the border; see Notes.

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.
    size : int, or one per spatial axis
        The window's size KH, KW, in cells.
    stride : int, or one per spatial axis, optional
        Step from one window to the next, in pixels; the window's size if it is left out.
    padding : int, or one entry per spatial axis: an int or (before, after); default 0
        Zeros around each image, in pixels.
    dilation : int, or one per spatial axis, default 1
        Distance of neighbouring cells of a window, in pixels (1 is a dense window).
    ceil_mode : bool, default False
        Whether a last window may hang over the end, if it starts before the padding there.
    count_include_pad : bool, default True
        Whether the zeros of the padding count as pixels.

    Returns
    -------
    out : ndarray of shape (N, C, OH, OW)
        OH = floor((H + 2*padding - dilation*(KH - 1) - 1) / stride) + 1, and OW likewise; with
        ``ceil_mode``, rounded up. Of the input's type; float64 if that was integers.
    cache : AvgPoolCache
        For `avg_pool_backward`.

    Raises
    ------
    ValueError
        If the input is no batch of images, a number is out of range or not whole, the window
        reaches beyond the padded input, or a window would hold padding alone.

    Notes
    -----
    *Divisor.* A window's sum is divided by the number of its cells in the padded image; without
    ``count_include_pad``, in the image itself. What hangs over beyond the padding is never counted.

    *Types.* float16 is added up in float32. A NaN or an infinity spreads to its windows.

    *Cost.* KH * KW additions and one division for each output value; memory for two
    arrays of the output's size. The input is not copied, whatever its padding.

    References
    ----------
    Canziani deck, "Average pooling"; TU/e deck: a(x) = 1/m * sum of x.

    Examples
    --------
    >>> x = [[[[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]]]
    >>> out, cache = avg_pool_forward(x, 2)
    >>> out
    array([[[[3.25, 5.25],
             [2.  , 2.  ]]]])
    """
    x = image_batch(x)
    geometry = pooling_geometry(x, size, stride, padding, dilation, ceil_mode)
    dtype = float_dtype(x)
    divisor = cells(geometry, with_padding=count_include_pad).astype(wide_dtype(dtype))
    taps = real_taps(geometry)
    sums = np.zeros(x.shape[:2] + geometry.out, divisor.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for images in image_blocks(x):
            for windows, pixels in taps:
                sums[images][windows] += x[images][pixels]
        out = (sums / divisor).astype(dtype, copy=False)
    return out, AvgPoolCache(x.shape, dtype, geometry, divisor)


def avg_pool_backward(dout: ArrayLike, cache: AvgPoolCache) -> NDArray[Any]:
    """Share each window's gradient out among its pixels, in equal parts.

    For a pixel that lies in several windows, their shares add up::

        dx[n, c, i, j] = sum of dout[n, c, h, w] / count[h, w] over the windows that hold (i, j)

    Parameters
    ----------
    dout : array_like of shape (N, C, OH, OW)
        Gradient of the loss with respect to the output.
    cache : AvgPoolCache
        From `avg_pool_forward`.

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
    The transpose of the forward pass: the sum of avg_pool_forward(x) * dout equals the sum of
    x * dx. The padding's shares are lost. Cost: KH * KW additions and one division for each value
    of dout, and a copy of it.

    References
    ----------
    TU/e deck, the second slide "Backpropagation - maxpooling": it shows the average, and its
    derivative 1/m.

    Examples
    --------
    >>> out, cache = avg_pool_forward([[[1, 2, 3]]], 2, stride=1)
    >>> avg_pool_backward([[[10, 4]]], cache)
    array([[[5., 7., 2.]]])
    """
    shape = cache.shape[:2] + cache.geometry.out
    share = output_gradient(dout, shape, cache.divisor.dtype) / cache.divisor
    taps = real_taps(cache.geometry)
    dx = np.zeros(cache.shape, share.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        for images in image_blocks(dx):
            for windows, pixels in taps:
                dx[images][pixels] += share[images][windows]
        return dx.astype(cache.dtype, copy=False)
