"""L_p pooling: each window is summed up by the p-norm of its pixels."""

from sys import float_info
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import Padding, PerAxis, float_dtype
from cnn_ref.geometry import Geometry
from cnn_ref.pooling_windows import (
    image_batch,
    largest_pixels,
    output_gradient,
    pooling_geometry,
    real_taps,
    wide_dtype,
)


class LpPoolCache(NamedTuple):
    """What `lp_pool_backward` needs of the forward pass, in copies of its own."""

    x: NDArray[Any]  # (N, C, H, W)
    norm: NDArray[Any]  # (N, C, OH, OW)
    p: float
    dtype: np.dtype[Any]  # of dx
    geometry: Geometry


def lp_pool_forward(
    x: ArrayLike,
    size: PerAxis,
    *,
    p: float = 2,
    stride: PerAxis | None = None,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    ceil_mode: bool = False,
) -> tuple[NDArray[Any], LpPoolCache]:
    """Take the L_p norm of every window of every channel.

    In two dimensions, with zeros outside of the image (P pixels before it)::

        out[n, c, h, w] = (sum over k, l of
            |x[n, c, stride*h + dilation*k - P, stride*w + dilation*l - P]|^p)^(1/p)

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.
    size : int, or one per spatial axis
        The window's size KH, KW, in cells.
    p : float, default 2
        The exponent, finite and at least 1: 1 adds the magnitudes up, 2 is the Euclidean length,
        and the larger it is, the closer the norm comes to the largest magnitude.
    stride : int, or one per spatial axis, optional
        Step from one window to the next, in pixels; the window's size if it is left out.
    padding : int, or one entry per spatial axis: an int or (before, after); default 0
        Zeros around each image, in pixels.
    dilation : int, or one per spatial axis, default 1
        Distance of neighbouring cells of a window, in pixels (1 is a dense window).
    ceil_mode : bool, default False
        Whether a last window may hang over the end, if it starts before the padding there.

    Returns
    -------
    out : ndarray of shape (N, C, OH, OW)
        OH = floor((H + 2*padding - dilation*(KH - 1) - 1) / stride) + 1, and OW likewise; with
        ``ceil_mode``, rounded up. Of the input's type; float64 if that was integers.
    cache : LpPoolCache
        For `lp_pool_backward`.

    Raises
    ------
    ValueError
        If the exponent is no finite number of at least 1, the input is no batch of images, a
        number is out of range or not whole, the window reaches beyond the padded input, or a
        window would hold padding alone.

    Notes
    -----
    It is the norm, not the mean: with p = 1 it is KH * KW times the average of the magnitudes.
    PyTorch's ``lp_pool`` takes no magnitudes, and so differs for odd p and negative pixels.

    *Overflow.* The window's largest magnitude m is taken out first, so that no power is larger
    than 1: ``abs(x) ** p = m ** p * (abs(x) / m) ** p``.

    *Cost.* KH * KW divisions, powers and additions for each output value. Memory: two copies of
    the input, of which the cache keeps one, and four of the output.

    References
    ----------
    Canziani deck, "L-p pooling layer". Sermanet, Chintala and LeCun, *Convolutional Neural
    Networks Applied to House Numbers Digit Classification*, 2012.

    Examples
    --------
    >>> out, cache = lp_pool_forward([[[[3, 0, 1, 1], [0, -4, 1, 1]]]], 2)
    >>> out
    array([[[[5., 2.]]]])
    """
    p = _exponent(p)
    x = image_batch(x)
    geometry = pooling_geometry(x, size, stride, padding, dilation, ceil_mode)
    dtype = float_dtype(x)
    x = x.astype(wide_dtype(dtype))  # a copy
    magnitude = np.abs(x)
    taps = real_taps(geometry)
    largest = largest_pixels(magnitude, geometry.out, taps)
    scale = np.where((largest > 0) & (largest < np.inf), largest, 1)
    total = np.zeros_like(scale)
    with np.errstate(over="ignore"):
        for windows, pixels in taps:
            total[windows] += (magnitude[pixels] / scale[windows]) ** p
        norm = largest * total ** (1 / p)
        out = norm.astype(dtype)
    return out, LpPoolCache(x, norm, p, dtype, geometry)


def lp_pool_backward(dout: ArrayLike, cache: LpPoolCache) -> NDArray[Any]:
    """Hand each window's gradient to its pixels, the more the larger they are.

    For each window that holds the pixel, one term is added to its gradient::

        dout[n, c, h, w] * sign(x) * (|x| / out[n, c, h, w])^(p - 1)

    Parameters
    ----------
    dout : array_like of shape (N, C, OH, OW)
        Gradient of the loss with respect to the output.
    cache : LpPoolCache
        From `lp_pool_forward`.

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
    The norm has no derivative where all of a window is 0, and with p = 1 none where a pixel is 0:
    the gradient is 0 there. Cost: KH * KW divisions, powers and additions for each value of
    dout; memory beyond dx: a copy of it, and four of the output.

    References
    ----------
    Canziani deck, "L-p pooling layer".

    Examples
    --------
    >>> out, cache = lp_pool_forward([[[[3, 0, 0, 0], [0, -4, 0, 0]]]], 2)
    >>> lp_pool_backward([[[[10, 10]]]], cache)
    array([[[[ 6.,  0.,  0.,  0.],
             [ 0., -8.,  0.,  0.]]]])
    """
    x, norm, p, dtype, geometry = cache
    dout = output_gradient(dout, norm.shape, norm.dtype)
    safe_norm = np.where(norm == 0, 1, norm)
    dx = np.zeros_like(x)
    with np.errstate(over="ignore", invalid="ignore"):
        for windows, pixels in real_taps(geometry):
            share = (np.abs(x[pixels]) / safe_norm[windows]) ** (p - 1)
            dx[pixels] += dout[windows] * np.sign(x[pixels]) * share
        return dx.astype(dtype, copy=False)


def _exponent(p: Any) -> float:
    """Return the exponent as a Python float, which leaves the arrays' types as they are."""
    number = p.item() if isinstance(p, np.number) else p
    real = isinstance(number, int | float) and not isinstance(number, bool)
    if not real or not 1 <= number <= float_info.max:
        raise ValueError(f"p must be a finite number of at least 1, but p={p!r}")
    return float(number)
