"""The convolutional layer: forward as a matrix product, backward as its two transposes."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import (
    Padding,
    PerAxis,
    check_dout,
    check_image_batch,
    float_dtype,
    quiet,
    real_array,
    sum_dtype,
    whole_number,
)
from cnn_ref.columns import blocks, from_columns, to_columns
from cnn_ref.geometry import Geometry, lay_out
from cnn_ref.padding import inside, pad


class ConvCache(NamedTuple):
    """What `conv_backward` needs of the forward pass: copies, so that later changes do no harm."""

    x: NDArray[Any]  # padded: (N, C, *padded)
    w: NDArray[Any]  # (O, C / groups, *kernel)
    geometry: Geometry
    groups: int
    dtypes: tuple[np.dtype[Any], ...]  # of x, w and b as they were given


@quiet
def conv_forward(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None = None,
    *,
    stride: PerAxis = 1,
    padding: Padding = 0,
    dilation: PerAxis = 1,
    groups: int = 1,
) -> tuple[NDArray[Any], ConvCache]:
    """Run a convolutional layer: every filter slides over every image and does not flip.

    In two dimensions, with one group, and zeros outside of the image (P pixels before it)::

        out[n, o, h, w] = b[o] + sum over c, k, l of
            x[n, c, stride*h + dilation*k - P, stride*w + dilation*l - P] * w[o, c, k, l]

    The rank of the input makes the layer 1-D, 2-D or 3-D.

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        A batch of N images with C channels. N may be 0.
    w : array_like of shape (O, C / groups, KW), (..., KH, KW) or (..., KD, KH, KW)
        O filters.
    b : array_like of shape (O,), optional
        One bias for each filter.
    stride : int, or one per spatial axis, default 1
        Step from one window to the next, in pixels.
    padding : int, or one entry per spatial axis: an int or (before, after); default 0
        Zeros around each image, in pixels.
    dilation : int, or one per spatial axis, default 1
        Distance of neighbouring weights, in pixels (1 is a dense kernel).
    groups : int, default 1
        The channels and the filters are cut into this many groups; filters see the channels of
        their own group only.

    Returns
    -------
    out : ndarray of shape (N, O, OH, OW)
        OH = floor((H + 2*padding - dilation*(KH - 1) - 1) / stride) + 1, and OW likewise: what is
        left over at the end is not seen. NumPy's common type of x, w and b; int64 if all are
        integers.
    cache : ConvCache
        For `conv_backward`.

    Raises
    ------
    ValueError
        If a rank or a number of channels does not match, the groups do not divide channels and
        filters, a number is out of range or not whole, or the kernel reaches beyond the padded
        input.

    See Also
    --------
    conv_forward_naive : the same from its definition, in loops.

    Notes
    -----
    Cost: N * O * OH * OW * KH * KW * C / groups multiply-accumulates. Memory beyond the output: a
    padded copy of the input, which the cache keeps, and about twice 2 MiB of columns (or
    twice one image's, if they are more).

    References
    ----------
    Bonn deck, "Image to column and the forward pass": h = K v + b. Canziani deck: y_i = x ⋆ k_i +
    b_i. CS231n deck for the sizes.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[[[1, 3, -1], [2, 1, 0], [0, 2, -1]]]])
    >>> w = np.array([[[[1, 0], [2, -1]]]])
    >>> out, cache = conv_forward(x, w, [10])
    >>> out
    array([[[[14, 15],
             [10, 16]]]])
    >>> conv_forward(x, w, stride=2, padding=1)[0]
    array([[[[-1,  7],
             [ 0,  6]]]])
    """
    x, w, bias, geometry = check_layer(x, w, b, stride, padding, dilation, groups)
    dtype = sum_dtype(x, w, bias)
    padded = pad(x.astype(dtype, copy=False), geometry.padding)
    kernels = w.astype(dtype)
    N, C, O = *x.shape[:2], len(w)
    w_rows = kernels.reshape(groups, O // groups, -1)  # (G, O/G, C/G * KH * KW)
    bias = bias.reshape(O, *[1] * len(geometry.out))
    out = np.empty((N, O, *geometry.out), dtype)
    for block, memory in blocks(N, C, geometry, dtype):
        cols = to_columns(padded[block], geometry, memory)
        rows = w_rows @ cols.reshape(groups, w_rows.shape[2], -1)  # (G, O/G, n * OH * OW)
        images = rows.reshape(O, -1, *geometry.out).swapaxes(0, 1)
        np.add(images, bias, out=out[block])
    return out, ConvCache(padded, kernels, geometry, groups, (x.dtype, w.dtype, bias.dtype))


@quiet
def conv_backward(
    dout: ArrayLike, cache: ConvCache
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Carry a gradient back through a convolutional layer.

    With the layer as a matrix product, out = w_rows @ cols + b, the gradients are::

        db     = sum of dout over images and pixels
        dw     = dout_rows @ cols.T
        dcols  = w_rows.T @ dout_rows,   and dx adds every column back onto its window

    Parameters
    ----------
    dout : array_like of shape (N, O, OH, OW)
        Gradient of the loss with respect to the layer's output.
    cache : ConvCache
        What `conv_forward` returned.

    Returns
    -------
    dx : ndarray of the shape of x
    dw : ndarray of the shape of w
    db : ndarray of shape (O,)
        Also where the layer had no bias. Each gradient has the type of what it belongs to;
        float64 if that was an integer.

    Raises
    ------
    ValueError
        If dout does not have the output's shape, or does not hold real numbers.

    See Also
    --------
    conv_backward_naive : the same from its definition, in loops.

    Notes
    -----
    Cost: twice the multiply-accumulates of the forward pass. Memory as there; the columns are
    gathered anew, which is cheaper than keeping them.

    References
    ----------
    TU/e deck, "Backprop through a convolutional layer". Its δ = ∂L/∂y ∗ flip(w) is dx, if ∗ is
    full cross-correlation.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[[[1.0, 3, -1], [2, 1, 0], [0, 2, -1]]]])
    >>> w = np.array([[[[1.0, 0], [2, -1]]]])
    >>> out, cache = conv_forward(x, w)
    >>> dx, dw, db = conv_backward([[[[1, 2], [3, 4]]]], cache)
    >>> dx
    array([[[[ 1.,  2.,  0.],
             [ 5.,  7., -2.],
             [ 6.,  5., -4.]]]])
    >>> dw
    array([[[[17.,  4.],
             [12.,  3.]]]])
    >>> db
    array([10.])
    """
    x, w, geometry, groups, dtypes = cache
    N, C, O = *x.shape[:2], len(w)
    dout = check_dout(dout, (N, O, *geometry.out))
    dtype = float_dtype(x, w)
    dout, x, w = (array.astype(dtype, copy=False) for array in (dout, x, w))
    w_rows = w.reshape(groups, O // groups, -1)  # (G, O/G, C/G * KH * KW)
    dx, dw = np.empty(x.shape, dtype), np.zeros(w_rows.shape, dtype)
    for block, memory in blocks(N, C, geometry, dtype):
        cols = to_columns(x[block], geometry, memory).reshape(groups, w_rows.shape[2], -1)
        dout_rows = dout[block].swapaxes(0, 1).reshape(groups, O // groups, -1)
        dw += dout_rows @ cols.swapaxes(1, 2)
        dcols = np.matmul(w_rows.swapaxes(1, 2), dout_rows, out=cols)
        dx[block] = from_columns(dcols, geometry, len(dx[block]), C)
    db = dout.sum(axis=(0, *range(2, dout.ndim)))
    dx = dx[inside(geometry.size, geometry.padding)]
    gradients = (np.ascontiguousarray(dx), dw.reshape(w.shape), db)
    dx, dw, db = (as_input(g, t) for g, t in zip(gradients, dtypes, strict=True))
    return dx, dw, db


def check_layer(
    x: ArrayLike,
    w: ArrayLike,
    b: ArrayLike | None,
    stride: object,
    padding: object,
    dilation: object,
    groups: int,
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], Geometry]:
    """Return input, filters, biases (zeros if there are none) and geometry, or refuse them."""
    x, w = real_array("x", x), real_array("w", w)
    rank = check_image_batch("x", x)
    groups = whole_number("groups", groups, least=1)
    shapes = f"x.shape={x.shape}, w.shape={w.shape}"
    if w.ndim == x.ndim + 1:
        raise ValueError(f"x must have as many axes as w: does it lack its batch axis? {shapes}")
    if w.ndim != x.ndim or 0 in w.shape:
        raise ValueError(
            f"w must have the axes (O, C / groups) and {rank} more for the kernel, "
            f"each at least 1 long, but {shapes}"
        )
    if x.shape[1] % groups or len(w) % groups:
        raise ValueError(
            "groups must divide the channels of x and the filters of w, "
            f"but {groups=}, C={x.shape[1]}, O={len(w)} ({shapes})"
        )
    if w.shape[1] * groups != x.shape[1]:
        raise ValueError(
            "each filter must have as many channels as its group of x, "
            f"{x.shape[1]} / {groups} = {x.shape[1] // groups}, but it has {w.shape[1]} "
            f"({shapes}, {groups=})"
        )
    bias = np.zeros(len(w), w.dtype) if b is None else real_array("b", b)
    if bias.shape != w.shape[:1]:
        raise ValueError(
            f"b must have one bias for each of the {len(w)} filters, shape ({len(w)},), "
            f"but b.shape={bias.shape} ({shapes})"
        )
    return x, w, bias, lay_out(x.shape[2:], w.shape[2:], stride, padding, dilation)


def as_input(gradient: NDArray[Any], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Give a gradient the type of its input; float64 if that was an integer."""
    return gradient.astype(np.result_type(dtype) if dtype.kind == "f" else np.float64, copy=False)
