"""Global pooling: one number for each channel, whatever the image's size."""

from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import float_dtype
from cnn_ref.pooling_windows import add_at, image_batch, output_gradient, wide_dtype


class GlobalMaxPoolCache(NamedTuple):
    """What `global_max_pool_backward` needs of the forward pass."""

    shape: tuple[int, ...]  # of x: (N, C, H, W)
    dtype: np.dtype[Any]  # of dx
    indices: NDArray[np.int64]  # (N, C): the winner among H * W


class GlobalAvgPoolCache(NamedTuple):
    """What `global_avg_pool_backward` needs of the forward pass."""

    shape: tuple[int, ...]  # of x: (N, C, H, W)
    dtype: np.dtype[Any]  # of dx


def global_max_pool_forward(x: ArrayLike) -> tuple[NDArray[Any], GlobalMaxPoolCache]:
    """Keep the largest pixel of every channel.

    In two dimensions::

        out[n, c] = max over h, w of x[n, c, h, w]

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.

    Returns
    -------
    out : ndarray of shape (N, C)
        Of the input's type, integers too; booleans become int64.
    cache : GlobalMaxPoolCache
        For `global_max_pool_backward`; ``cache.indices`` says where each maximum was found, as a
        flat row-major index.

    Raises
    ------
    ValueError
        If the input is no batch of images.

    Notes
    -----
    Ties go to the first pixel in row-major order; a NaN wins. Cost: H * W comparisons for each
    output value; memory beyond the output: 8 bytes for each index.

    References
    ----------
    CS231n deck, "MAX POOLING", with a window as large as the image. Oquab and others, *Is object
    localization for free?*, 2015.

    Examples
    --------
    >>> out, cache = global_max_pool_forward([[[[1, 2], [7, 7]], [[-3, -5], [-4, -9]]]])
    >>> out
    array([[ 7, -3]])
    >>> cache.indices
    array([[2, 0]])
    """
    x = image_batch(x)
    pixels = x.reshape(*x.shape[:2], prod(x.shape[2:]))  # (N, C, H * W)
    indices = pixels.argmax(axis=2)
    out = np.take_along_axis(pixels, indices[..., np.newaxis], axis=2)[..., 0]
    return out, GlobalMaxPoolCache(x.shape, float_dtype(x), indices)


def global_max_pool_backward(dout: ArrayLike, cache: GlobalMaxPoolCache) -> NDArray[Any]:
    """Hand each channel's gradient to the pixel that was its maximum.

    With pixel numbers i in row-major order::

        dx[n, c, i] = dout[n, c] where i = cache.indices[n, c], else 0

    Parameters
    ----------
    dout : array_like of shape (N, C)
        Gradient of the loss with respect to the output.
    cache : GlobalMaxPoolCache
        From `global_max_pool_forward`.

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
    Cost: one addition for each output value.

    References
    ----------
    TU/e deck, "Backpropagation - maxpooling", with a window as large as the image.

    Examples
    --------
    >>> out, cache = global_max_pool_forward([[[[1, 2], [7, 7]]]])
    >>> global_max_pool_backward([[5]], cache)
    array([[[[0., 0.],
             [5., 0.]]]])
    """
    dout = output_gradient(dout, cache.shape[:2], cache.dtype)
    return add_at(dout, cache.indices, cache.shape)


def global_avg_pool_forward(x: ArrayLike) -> tuple[NDArray[Any], GlobalAvgPoolCache]:
    """Average all pixels of every channel.

    In two dimensions::

        out[n, c] = 1 / (H * W) * sum over h, w of x[n, c, h, w]

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.

    Returns
    -------
    out : ndarray of shape (N, C)
        Of the input's type; float64 if that was integers.
    cache : GlobalAvgPoolCache
        For `global_avg_pool_backward`.

    Raises
    ------
    ValueError
        If the input is no batch of images.

    Notes
    -----
    Cost: H * W additions and one division for each output value; no other memory. float16 is
    added up in float32.

    References
    ----------
    Lin, Chen and Yan, *Network in Network*, 2014, section 3.2.

    Examples
    --------
    >>> out, cache = global_avg_pool_forward([[[[1, 2], [7, 8]], [[-3, -5], [-4, -8]]]])
    >>> out
    array([[ 4.5, -5. ]])
    """
    x = image_batch(x)
    dtype = float_dtype(x)
    spatial = tuple(range(2, x.ndim))
    with np.errstate(over="ignore", invalid="ignore"):
        out = x.mean(axis=spatial, dtype=wide_dtype(dtype)).astype(dtype, copy=False)
    return out, GlobalAvgPoolCache(x.shape, dtype)


def global_avg_pool_backward(dout: ArrayLike, cache: GlobalAvgPoolCache) -> NDArray[Any]:
    """Share each channel's gradient out among its pixels, in equal parts.

    In two dimensions::

        dx[n, c, h, w] = dout[n, c] / (H * W)

    Parameters
    ----------
    dout : array_like of shape (N, C)
        Gradient of the loss with respect to the output.
    cache : GlobalAvgPoolCache
        From `global_avg_pool_forward`.

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
    Cost: one division for each output value.

    References
    ----------
    Lin, Chen and Yan, *Network in Network*, 2014, section 3.2.

    Examples
    --------
    >>> out, cache = global_avg_pool_forward([[[[1, 2], [7, 8]]]])
    >>> global_avg_pool_backward([[6]], cache)
    array([[[[1.5, 1.5],
             [1.5, 1.5]]]])
    """
    dout = output_gradient(dout, cache.shape[:2], wide_dtype(cache.dtype))
    with np.errstate(over="ignore"):
        share = (dout / prod(cache.shape[2:])).astype(cache.dtype, copy=False)  # (N, C)
    dx = np.empty(cache.shape, cache.dtype)
    dx[...] = share.reshape(*share.shape, *[1] * (dx.ndim - 2))
    return dx
