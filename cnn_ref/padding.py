"""Pixels around images, and pixels between them."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import (
    Padding,
    PerAxis,
    check_image_batch,
    padding_per_axis,
    per_axis,
    quiet,
    real_array,
)


@quiet
def pad(x: ArrayLike, padding: Padding, value: float = 0) -> NDArray[Any]:
    """Surround every image of a batch with pixels of one value.

    In two dimensions, with the pixels before the first row (top) and the first column (left)::

        out[n, c, top + h, left + w] = x[n, c, h, w],  and value elsewhere

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
    padding : int, or one entry per spatial axis: an int or (before, after)
        Pixels to add at each end of the axis, at least 0.
    value : float, default 0
        What the new pixels hold; for max pooling, minus infinity.

    Returns
    -------
    ndarray of shape (N, C, before + H + after, before + W + after)
        A new array of the same type, also where the padding is 0.

    Raises
    ------
    ValueError
        If the input is no batch of images, the padding is negative or not whole, or the value
        does not exist in the input's type (minus infinity among integers, say).

    Notes
    -----
    Cost: no multiply-accumulates; one copy of the padded size.

    References
    ----------
    CS231n deck, "In Practice: zero pad the border".

    Examples
    --------
    >>> pad([[[[1, 2], [3, 4]]]], (0, (2, 1)))
    array([[[[0, 0, 1, 2, 0],
             [0, 0, 3, 4, 0]]]])
    """
    x = real_array("x", x)
    rank = check_image_batch("x", x)
    paddings = padding_per_axis(padding, rank)
    if x.dtype.kind != "f" and not _fits(value, x.dtype):
        raise ValueError(f"value must exist in the type of x, but {value=} and x.dtype={x.dtype}")
    size = [before + n + after for n, (before, after) in zip(x.shape[2:], paddings, strict=True)]
    padded = np.full((*x.shape[:2], *size), value, x.dtype)
    padded[inside(x.shape[2:], paddings)] = x
    return padded


def _fits(value: float, dtype: np.dtype[Any]) -> bool:
    """Say whether an integer type, or bool, can hold a value exactly."""
    low, high = (0, 1) if dtype.kind == "b" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    return bool(low <= value <= high and value == int(value))


def inside(size: tuple[int, ...], padding: tuple[tuple[int, int], ...]) -> tuple[Any, ...]:
    """Return the index of the unpadded pixels in a padded batch."""
    return (..., *(slice(p[0], p[0] + n) for n, p in zip(size, padding, strict=True)))


def dilate(x: ArrayLike, step: PerAxis) -> NDArray[Any]:
    """Spread the pixels of every image apart, with zeros between them.

    Spreading dout by the stride is how the gradient of a strided convolution finds its way back.
    In two dimensions::

        out[n, c, step * h, step * w] = x[n, c, h, w],  and 0 elsewhere

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
    step : int, or one per spatial axis
        Distance of neighbours in the result, in pixels, at least 1 (1 changes nothing).

    Returns
    -------
    ndarray of shape (N, C, (H - 1) * step + 1, (W - 1) * step + 1)
        A new array of the same type.

    Raises
    ------
    ValueError
        If the input is no batch of images, or the step is not a whole number of at least 1.

    Notes
    -----
    Cost: no multiply-accumulates; one array of the new size.

    References
    ----------
    Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*, 2016, section 4.

    Examples
    --------
    >>> dilate([[[1, 2, 3]]], 2)
    array([[[1, 0, 2, 0, 3]]])
    """
    x = real_array("x", x)
    rank = check_image_batch("x", x)
    steps = per_axis("step", step, rank, least=1)
    size = [(n - 1) * s + 1 for n, s in zip(x.shape[2:], steps, strict=True)]
    dilated = np.zeros((*x.shape[:2], *size), x.dtype)
    spread: tuple[Any, ...] = tuple(slice(None, None, s) for s in steps)
    dilated[..., *spread] = x
    return dilated
