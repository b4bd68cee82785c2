"""Assignment 03, right answers written in other ways than the reference: by counting places."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def size_by_walking(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    """Move the kernel until it ends exactly at the border."""
    last = -padding + (kernel - 1) * dilation
    count = 1
    while last < size + padding - 1:
        last += stride
        count += 1
    if last > size + padding - 1:
        raise ValueError("it does not fit")
    return count


def size_by_remainder(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    """The formula of PyTorch's documentation, and what it leaves over."""
    steps, left_over = divmod(size + 2 * padding - dilation * (kernel - 1) - 1, stride)
    if left_over or steps < 0:
        raise ValueError("it does not fit")
    return steps + 1


def size_by_division(size: int, kernel: int, stride: int, padding: int, dilation: int) -> Any:
    """Divide, and look whether the result is whole; an integer of NumPy is one, too."""
    zeros_between = (kernel - 1) * (dilation - 1)
    count = (size - kernel - zeros_between + 2 * padding) / stride + 1
    if count < 1 or not count.is_integer():
        raise ValueError("it does not fit")
    return np.int64(count)


def pad_by_numpy(x: Array, padding: int, value: float) -> Array:
    """NumPy's own."""
    rim = (padding, padding)
    return np.pad(x, ((0, 0), (0, 0), rim, rim), constant_values=value)


def pad_by_parts(x: Array, padding: int, value: float) -> Array:
    """Rows above and below, then columns left and right."""
    rows = np.full_like(x[:, :, :1], value).repeat(padding, axis=2)
    tall = np.concatenate([rows, x, rows], axis=2)
    columns = np.full_like(tall[..., :1], value).repeat(padding, axis=3)
    return np.concatenate([columns, tall, columns], axis=3)


def pad_by_loops(x: Array, padding: int, value: float) -> Array:
    """Pixel by pixel."""
    N, C, H, W = x.shape
    out = np.empty((N, C, H + 2 * padding, W + 2 * padding), x.dtype)
    out.fill(value)
    for n, c, h, w in np.ndindex(x.shape):
        out[n, c, padding + h, padding + w] = x[n, c, h, w]
    return out


def same_by_search(kernel: int) -> int:
    """Try every padding on an image that is large enough."""
    for padding in range(kernel):
        if 100 + 2 * padding - kernel + 1 == 100:
            return padding
    raise ValueError("no padding keeps the size")


def same_by_remainder(kernel: int) -> int:
    """Halve, and look at what is left over."""
    padding, left_over = divmod(kernel - 1, 2)
    if left_over:
        raise ValueError("even kernels have no centre")
    return padding


def same_by_centre(kernel: int) -> int:
    """The number of weights before the one in the middle."""
    if kernel % 2 == 0:
        raise ValueError("even kernels have no centre")
    return kernel // 2


def dilate_by_kron(x: Array, step: int) -> Array:
    """Each pixel becomes a block with zeros in it; the last zeros are cut off."""
    block = np.zeros((1, 1, step, step), x.dtype)
    block[0, 0, 0, 0] = 1
    H, W = x.shape[2:]
    return np.kron(x, block)[:, :, : (H - 1) * step + 1, : (W - 1) * step + 1]


def dilate_by_loops(x: Array, step: int) -> Array:
    """Pixel by pixel."""
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - 1) * step + 1, (W - 1) * step + 1), x.dtype)
    for n, c, h, w in np.ndindex(x.shape):
        out[n, c, h * step, w * step] = x[n, c, h, w]
    return out


def dilate_by_insertion(x: Array, step: int) -> Array:
    """Zeros inserted before every row and column but the first."""
    for axis in (2, 3):
        places = np.arange(1, x.shape[axis]).repeat(step - 1)
        x = np.insert(x, places, 0, axis=axis)
    return x.copy()


def field_backwards(layers: list[tuple[int, int]]) -> tuple[int, int]:
    """From the last layer to the first: how many pixels of each input make one output."""
    size = 1
    for kernel, stride in reversed(layers):
        size = (size - 1) * stride + kernel
    return size, math.prod(stride for _, stride in layers)


def field_by_sum(layers: list[tuple[int, int]]) -> tuple[int, int]:
    """The sum of all growths, each with the product of the strides before it."""
    strides = [stride for _, stride in layers]
    growths = [(kernel - 1) * math.prod(strides[:i]) for i, (kernel, _) in enumerate(layers)]
    return 1 + sum(growths), math.prod(strides)


def field_by_places(layers: list[tuple[int, int]]) -> Any:
    """First and last input of the outputs 0 and 1, followed down to the image."""
    ends = np.array([[0, 0], [1, 1]])
    for kernel, stride in layers[::-1]:
        ends = ends * stride + [0, kernel - 1]
    (first, last), (second, _) = ends
    return last - first + 1, second - first
