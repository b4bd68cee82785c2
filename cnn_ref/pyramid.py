"""Spatial pyramid pooling: as many numbers for each channel, whatever the image's size."""

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import float_dtype, whole_number
from cnn_ref.pooling_windows import add_at, image_batch, output_gradient


class PyramidCache(NamedTuple):
    """What `spatial_pyramid_pool_backward` needs of the forward pass."""

    shape: tuple[int, ...]  # of x: (N, C, H, W)
    dtype: np.dtype[Any]  # of dx
    indices: NDArray[np.int64]  # (N, C, bins): the winner among H * W


def spatial_pyramid_pool_forward(
    x: ArrayLike, levels: Sequence[int]
) -> tuple[NDArray[Any], PyramidCache]:
    """Keep the largest pixel of every bin of ever finer grids.

    Level n cuts each axis into n bins. Along an axis of length H, bin i holds the pixels::

        floor(i * H / n) <= h < ceil((i + 1) * H / n)

    so that every pixel lies in a bin, and neighbours overlap by a pixel where n does not divide H.

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.
    levels : sequence of int
        The number of bins along each axis, one for each level, at least 1. It may be larger than
        the axis: then bins repeat pixels.

    Returns
    -------
    out : ndarray of shape (N, C, bins)
        By level, and within a level in row-major order: the sum of n^2 bins over all levels n (n
        in one dimension, n^3 in three). Of the input's type, integers too; booleans become int64.
    cache : PyramidCache
        For `spatial_pyramid_pool_backward`; ``cache.indices`` says where each maximum was found,
        as a flat row-major index.

    Raises
    ------
    ValueError
        If the input is no batch of images, there is no level, or one is no whole number of at
        least 1.

    Notes
    -----
    Ties go to the first pixel of the bin in row-major order; a NaN wins. Cost: about H * W
    comparisons for each level and channel; memory beyond the output: a copy of one bin, and 8
    bytes for each index.

    References
    ----------
    He, Zhang, Ren and Sun, *Spatial Pyramid Pooling in Deep Convolutional Networks for Visual
    Recognition*, 2014.

    Examples
    --------
    >>> x = [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
    >>> out, cache = spatial_pyramid_pool_forward(x, [1, 2])
    >>> out
    array([[[9, 5, 6, 8, 9]]])
    """
    x = image_batch(x)
    size = x.shape[2:]
    bins = list(_bins(_levels(levels), size))
    indices = np.empty((*x.shape[:2], len(bins)), np.int64)
    pixel_numbers = np.arange(prod(size)).reshape(size)
    for number, box in enumerate(bins):
        inside = pixel_numbers[box].ravel()
        pixels = x[(..., *box)].reshape(*x.shape[:2], len(inside))
        indices[..., number] = inside[pixels.argmax(axis=2)]
    out = np.take_along_axis(x.reshape(*x.shape[:2], prod(size)), indices, axis=2)
    return out, PyramidCache(x.shape, float_dtype(x), indices)


def spatial_pyramid_pool_backward(dout: ArrayLike, cache: PyramidCache) -> NDArray[Any]:
    """Hand each bin's gradient to the pixel that was its maximum.

    For a pixel that won in several bins, of one level or of many, their gradients add up. With
    pixel numbers i in row-major order::

        dx[n, c, i] = sum of dout[n, c, bin] over all bins with cache.indices[n, c, bin] = i

    Parameters
    ----------
    dout : array_like of shape (N, C, bins)
        Gradient of the loss with respect to the output.
    cache : PyramidCache
        From `spatial_pyramid_pool_forward`.

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
    He, Zhang, Ren and Sun, *Spatial Pyramid Pooling in Deep Convolutional Networks for Visual
    Recognition*, 2014.

    Examples
    --------
    >>> x = [[[[1, 2, 3], [4, 5, 6], [7, 8, 9]]]]
    >>> out, cache = spatial_pyramid_pool_forward(x, [1, 2])
    >>> spatial_pyramid_pool_backward([[[1, 10, 20, 30, 40]]], cache)
    array([[[[ 0.,  0.,  0.],
             [ 0., 10., 20.],
             [ 0., 30., 41.]]]])
    """
    dout = output_gradient(dout, cache.indices.shape, cache.dtype)
    return add_at(dout, cache.indices, cache.shape)


def _levels(levels: object) -> list[int]:
    """Return the levels as Python ints, at least one of them."""
    if isinstance(levels, np.ndarray):
        levels = levels.tolist()
    if not isinstance(levels, tuple | list) or not levels:
        raise ValueError(
            f"levels must be a sequence of one or more whole numbers, but levels={levels!r}"
        )
    return [whole_number(f"levels[{i}]", level, least=1) for i, level in enumerate(levels)]


def _bins(levels: list[int], size: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
    """Give the pixels of each bin, as one slice per axis: by level, then in row-major order."""
    for n in levels:
        for position in np.ndindex(*[n] * len(size)):
            yield tuple(
                slice(i * length // n, -(-(i + 1) * length // n))
                for i, length in zip(position, size, strict=True)
            )
