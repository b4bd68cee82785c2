"""The convolutional layer from its definition: one loop for every index of the sum.

Slow, and obviously right: what the fast layer is compared with. The backward pass is the forward
pass's one line, differentiated: where forward adds x * w to out, backward adds dout * w to dx and
dout * x to dw, with the same indices.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import Padding, PerAxis, check_dout, float_dtype, quiet, sum_dtype
from cnn_ref.conv_layer import as_input, check_layer
from cnn_ref.geometry import Geometry
from cnn_ref.padding import inside, pad

Index = tuple[int, ...]


class NaiveCache(NamedTuple):
    """What `conv_backward_naive` needs of the forward pass."""

    x: NDArray[Any]  # padded: (N, C, *padded)
    w: NDArray[Any]
    geometry: Geometry
    groups: int
    dtypes: tuple[np.dtype[Any], ...]  # of x, w and b as they were given


@quiet
def conv_forward_naive(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: PerAxis = 1,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> tuple[NDArray[Any], NaiveCache]:
    """Run a convolutional layer by looping over every index of its definition.

    In two dimensions, with one group, and zeros outside of the image (P pixels before it)::

        out[n, o, h, w] = b[o] + sum over c, k, l of
            x[n, c, stride*h + dilation*k - P, stride*w + dilation*l - P] * w[o, c, k, l]

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
    w : array_like of shape (O, C / groups, KW), (..., KH, KW) or (..., KD, KH, KW)
    b : array_like of shape (O,), optional
    stride, padding, dilation, groups
        As for `conv_forward`.

    Returns
    -------
    out : ndarray of shape (N, O, OH, OW)
    cache : NaiveCache
        For `conv_backward_naive`.

    Raises
    ------
    ValueError
        As `conv_forward`.

    Notes
    -----
    Cost: N * O * OH * OW * KH * KW * C / groups multiply-accumulates, each of them a turn of a
    Python loop (some hundred thousand a second). Memory: one padded copy of the input.

    References
    ----------
    Canziani deck, "Convolutional layer (II)"; CUHK deck, cross-correlation.

    Examples
    --------
    >>> x = [[[[1, 3, -1], [2, 1, 0], [0, 2, -1]]]]
    >>> conv_forward_naive(x, [[[[1, 0], [2, -1]]]], [10])[0]
    array([[[[14, 15],
             [10, 16]]]])
    """
    x, w, bias, geometry = check_layer(x, w, b, stride, padding, dilation, groups)
    dtype, dtypes = sum_dtype(x, w, bias), (x.dtype, w.dtype, bias.dtype)
    padded = pad(x.astype(dtype), geometry.padding)
    w = w.astype(dtype)
    out = np.zeros((len(x), len(w), *geometry.out), dtype)
    for n, o, position in _outputs(out):
        out[n, o, *position] = bias[o]
        for channel, c, tap, pixel in _inputs(w, o, position, geometry, groups):
            out[n, o, *position] += padded[n, channel, *pixel] * w[o, c, *tap]
    return out, NaiveCache(padded, w, geometry, groups, dtypes)


@quiet
def conv_backward_naive(
    dout: ArrayLike, cache: NaiveCache
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Carry a gradient back through a convolutional layer by looping over every index.

    Every product x * w of the forward pass sends dout * w to its pixel and dout * x to its weight.
    For each n, o, h, w, and each c, k, l at the pixel (i, j) that it meets there::

        dx[n, c, i, j] += dout[n, o, h, w] * w[o, c, k, l]
        dw[o, c, k, l] += dout[n, o, h, w] * x[n, c, i, j]
        db[o]          += dout[n, o, h, w]

    Parameters
    ----------
    dout : array_like of shape (N, O, OH, OW)
    cache : NaiveCache
        What `conv_forward_naive` returned.

    Returns
    -------
    dx, dw, db : ndarrays of the shapes of x, w and b

    Raises
    ------
    ValueError
        As `conv_backward`.

    Notes
    -----
    Cost: twice the multiply-accumulates of the forward pass, each of them a turn of a loop.

    References
    ----------
    TU/e deck, "Backward pass on w_1" and "on x_1", step by step.

    Examples
    --------
    >>> x = [[[[1.0, 3, -1], [2, 1, 0], [0, 2, -1]]]]
    >>> out, cache = conv_forward_naive(x, [[[[1.0, 0], [2, -1]]]])
    >>> dx, dw, db = conv_backward_naive([[[[1.0, 2], [3, 4]]]], cache)
    >>> dw
    array([[[[17.,  4.],
             [12.,  3.]]]])
    """
    x, w, geometry, groups, dtypes = cache
    dout = check_dout(dout, (len(x), len(w), *geometry.out))
    dtype = float_dtype(x, w)
    dx, dw = np.zeros(x.shape, dtype), np.zeros(w.shape, dtype)
    db = np.zeros(len(w), dtype)
    for n, o, position in _outputs(dout):
        gradient = dout[n, o, *position]
        db[o] += gradient
        for channel, c, tap, pixel in _inputs(w, o, position, geometry, groups):
            dx[n, channel, *pixel] += gradient * w[o, c, *tap]
            dw[o, c, *tap] += gradient * x[n, channel, *pixel]
    dx = dx[inside(geometry.size, geometry.padding)]
    dx, dw, db = (as_input(g, t) for g, t in zip((dx, dw, db), dtypes, strict=True))
    return dx, dw, db


def _outputs(out: NDArray[Any]) -> Iterator[tuple[int, int, Index]]:
    """Go over image, filter and position of every output pixel."""
    for n, o, *position in np.ndindex(out.shape):
        yield n, o, tuple(position)


def _inputs(
    w: NDArray[Any], o: int, position: Index, geometry: Geometry, groups: int
) -> Iterator[tuple[int, int, Index, Index]]:
    """Go over the weights of filter o: the channel of x, their own, tap, and the padded pixel."""
    channels, filters_per_group = w.shape[1], len(w) // groups
    first_channel = o // filters_per_group * channels
    for c, *tap in np.ndindex(w.shape[1:]):
        steps = zip(position, tap, geometry.stride, geometry.dilation, strict=True)
        pixel = tuple(s * out + d * k for out, k, s, d in steps)
        yield first_channel + c, c, tuple(tap), pixel
