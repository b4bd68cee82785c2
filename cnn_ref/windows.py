"""The windows of a kernel as the columns of a matrix, and the way back."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import (
    Padding,
    PerAxis,
    check_image_batch,
    per_axis,
    quiet,
    real_array,
    whole_number,
)
from cnn_ref.columns import from_columns, to_columns
from cnn_ref.geometry import lay_out
from cnn_ref.padding import inside, pad


def im2col_indices(H: int, W: int, KH: int, KW: int) -> NDArray[np.int64]:
    """Number the pixels of an image row by row, and list which of them each window holds.

    ::

        indices[k * KW + l, h * OW + w] = (h + k) * W + w + l

    Parameters
    ----------
    H, W : int
        Height and width of the image, in pixels.
    KH, KW : int
        Height and width of the kernel, in pixels.

    Returns
    -------
    ndarray of shape (KH * KW, OH * OW), int64
        One window a column; windows and the pixels in them in row-major order. Stride 1, no
        padding: OH = H - KH + 1 and OW = W - KW + 1.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1, or the kernel does not fit.

    Notes
    -----
    Cost: no multiply-accumulates; 8 bytes for each index.

    References
    ----------
    Bonn deck, the index matrix of a 3×3 image and a 2×2 kernel. That one equals its own
    transpose; an image that is not square shows which axis is which.

    Examples
    --------
    >>> im2col_indices(3, 4, 2, 2)
    array([[ 0,  1,  2,  4,  5,  6],
           [ 1,  2,  3,  5,  6,  7],
           [ 4,  5,  6,  8,  9, 10],
           [ 5,  6,  7,  9, 10, 11]])
    """
    sizes = {"H": H, "W": W, "KH": KH, "KW": KW}
    H, W, KH, KW = (whole_number(name, value, least=1) for name, value in sizes.items())
    numbers = np.arange(H * W, dtype=np.int64).reshape(1, 1, H, W)
    return im2col(numbers, (KH, KW))


def im2col(
    x: ArrayLike,
    kernel_size: PerAxis,
    stride: PerAxis = 1,
    padding: Padding = 0,
    dilation: PerAxis = 1,
) -> NDArray[Any]:
    """Copy every window of a batch into a column of one matrix.

    In two dimensions, with zeros outside of the image (P pixels before it)::

        cols[(c * KH + k) * KW + l, (n * OH + h) * OW + w] =
            x[n, c, stride*h + dilation*k - P, stride*w + dilation*l - P]

    With it a convolutional layer is one matrix product: out = w_rows @ cols + b.

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
    kernel_size : int, or one per spatial axis
        (KH, KW), in pixels, at least 1.
    stride : int, or one per spatial axis, default 1
        Step from one window to the next, in pixels.
    padding : int, or one entry per spatial axis: an int or (before, after); default 0
        Zeros around each image, in pixels.
    dilation : int, or one per spatial axis, default 1
        Distance of neighbours within a window, in pixels (1 is a dense window).

    Returns
    -------
    ndarray of shape (C * KH * KW, N * OH * OW)
        A new array of the same type. Rows: channel slowest, then the pixels of the window.
        Columns: image slowest, then the windows, row by row.

    Raises
    ------
    ValueError
        If the input is no batch of images, a number is out of range or not whole, or the kernel
        reaches beyond the padded input.

    Notes
    -----
    Cost: no multiply-accumulates; memory grows by a factor of about KH * KW.

    References
    ----------
    Bonn deck, "Image to column and the forward pass". Chellapilla, Puri and Simard, *High
    Performance Convolutional Neural Networks for Document Processing*, 2006.

    Examples
    --------
    >>> im2col([[[1, 3, -1, 2]], [[5, 6, 7, 8]]], 2)
    array([[ 1,  3, -1,  5,  6,  7],
           [ 3, -1,  2,  6,  7,  8]])
    """
    x = real_array("x", x)
    rank = check_image_batch("x", x)
    kernel = per_axis("kernel_size", kernel_size, rank, least=1)
    geometry = lay_out(x.shape[2:], kernel, stride, padding, dilation)
    return to_columns(pad(x, geometry.padding), geometry)


@quiet
def col2im(
    cols: ArrayLike,
    x_shape: tuple[int, ...],
    kernel_size: PerAxis,
    stride: PerAxis = 1,
    padding: Padding = 0,
    dilation: PerAxis = 1,
) -> NDArray[Any]:
    """Add every column of a matrix back onto the window that it came from.

    The adjoint of `im2col`, and not its inverse: a pixel that lies in four windows receives four
    values. For every x and cols::

        sum(im2col(x) * cols) = sum(x * col2im(cols))

    Parameters
    ----------
    cols : array_like of shape (C * KH * KW, N * OH * OW)
        Ordered as `im2col` returns it.
    x_shape : tuple of int
        Shape of the batch: (N, C, W), (N, C, H, W) or (N, C, D, H, W).
    kernel_size, stride, padding, dilation
        As for `im2col`.

    Returns
    -------
    ndarray of shape x_shape
        A new array; integers become int64, floats keep their type. The padding is cut off;
        pixels that no window sees are 0.

    Raises
    ------
    ValueError
        As `im2col`, and if the matrix has another shape than that batch's windows give.

    Notes
    -----
    Cost: up to two additions for each entry of the matrix; a few padded batches in memory.

    References
    ----------
    Bonn deck, "Image to column and the forward pass", read backwards.

    Examples
    --------
    How many windows of 2×2 hold each pixel of a 3×3 image:

    >>> import numpy as np
    >>> col2im(np.ones((4, 4), int), (1, 1, 3, 3), 2)
    array([[[[1, 2, 1],
             [2, 4, 2],
             [1, 2, 1]]]])
    """
    cols = real_array("cols", cols)
    N, C, *size = _batch_shape(x_shape)
    kernel = per_axis("kernel_size", kernel_size, len(size), least=1)
    geometry = lay_out(tuple(size), kernel, stride, padding, dilation)
    shape = (C * prod(kernel), N * prod(geometry.out))
    if cols.shape != shape:
        raise ValueError(
            "cols must have the shape (C*KH*KW, N*OH*OW) of the batch's windows, "
            f"{shape} here, but cols.shape={cols.shape} "
            f"(x_shape={tuple(x_shape)}, kernel_size={kernel}, stride={geometry.stride}, "
            f"padding={geometry.padding}, dilation={geometry.dilation})"
        )
    dtype = cols.dtype if cols.dtype.kind == "f" else np.dtype(np.int64)
    padded = from_columns(cols.astype(dtype, copy=False), geometry, N, C)
    return np.ascontiguousarray(padded[inside(geometry.size, geometry.padding)])


def _batch_shape(x_shape: object) -> tuple[int, ...]:
    """Return the shape of a batch as Python ints; only the batch may be empty."""
    if not isinstance(x_shape, tuple | list):
        raise ValueError(f"x_shape must be a tuple of whole numbers, but {x_shape=}")
    if len(x_shape) not in (3, 4, 5):
        raise ValueError(
            f"x_shape must have the axes (N, C, W), (N, C, H, W) or (N, C, D, H, W), but {x_shape=}"
        )
    return tuple(whole_number(f"x_shape[{i}]", n, int(i > 0)) for i, n in enumerate(x_shape))
