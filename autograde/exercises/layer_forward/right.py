"""Assignment 04, right answers written in other ways than the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]


def _padded(x: Array, p: int) -> Array:
    """Zeros around every image."""
    return np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)))


def _size(x: Array, w: Array, stride: int, p: int) -> tuple[int, int]:
    """Height and width of the output."""
    (H, W), (KH, KW) = x.shape[2:], w.shape[2:]
    return (H + 2 * p - KH) // stride + 1, (W + 2 * p - KW) // stride + 1


def by_windows(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """One slice and one sum for each output pixel."""
    padded, (OH, OW) = _padded(x, padding), _size(x, w, stride, padding)
    out = np.zeros((len(x), len(w), OH, OW))
    for n, o, i, j in np.ndindex(out.shape):
        top, left = i * stride, j * stride
        window = padded[n, :, top : top + w.shape[2], left : left + w.shape[3]]
        out[n, o, i, j] = np.sum(window * w[o]) + b[o]
    return out


def by_conditions(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """Loops over every index, without a padded copy: pixels outside are left out of the sum."""
    (N, C, H, W), (O, _, KH, KW) = x.shape, w.shape
    out = np.zeros((N, O, *_size(x, w, stride, padding)))
    for n, o, i, j in np.ndindex(out.shape):
        total = float(b[o])
        for c, k, m in np.ndindex(C, KH, KW):
            row, column = i * stride + k - padding, j * stride + m - padding
            if 0 <= row < H and 0 <= column < W:
                total += x[n, c, row, column] * w[o, c, k, m]
        out[n, o, i, j] = total
    return out


def by_shifts(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """One shifted batch for each tap: loops over the kernel only."""
    padded, (OH, OW) = _padded(x, padding), _size(x, w, stride, padding)
    out = np.zeros((len(x), OH, OW, len(w))) + b
    for k, m in np.ndindex(w.shape[2:]):
        rows = slice(k, k + stride * (OH - 1) + 1, stride)
        columns = slice(m, m + stride * (OW - 1) + 1, stride)
        out += np.moveaxis(padded[:, :, rows, columns], 1, -1) @ w[:, :, k, m].T
    return np.moveaxis(out, -1, 1)


def by_tensordot(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """Windows of the padded batch, every stride-th of them, times all filters at once."""
    windows = sliding_window_view(_padded(x, padding), w.shape[2:], axis=(2, 3))
    chosen = windows[:, :, ::stride, ::stride]
    out = np.tensordot(chosen, w, axes=((1, 4, 5), (1, 2, 3)))
    return np.moveaxis(out + b, -1, 1)


def by_strides(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """The windows made by hand out of bytes."""
    padded, (OH, OW) = _padded(x, padding), _size(x, w, stride, padding)
    image, channel, row, column = padded.strides
    shape = (len(x), OH, OW, *w.shape[1:])
    strides = (image, row * stride, column * stride, channel, row, column)
    windows = as_strided(padded, shape, strides, writeable=False)
    flat = windows.reshape(len(x) * OH * OW, -1) @ w.reshape(len(w), -1).T + b
    return flat.reshape(len(x), OH, OW, len(w)).transpose(0, 3, 1, 2)


def counted(O: int, C: int, KH: int, KW: int, bias: bool, groups: int) -> int:
    """Filter by filter."""
    one_filter = KH * KW * C // groups + bool(bias)
    return O * one_filter


def counted_by_groups(O: int, C: int, KH: int, KW: int, bias: bool, groups: int) -> int:
    """Group by group, from the sizes of arrays that are never made."""
    shape = (O // groups, C // groups, KH, KW)
    weights = sum(int(np.prod(shape)) for _ in range(groups))
    return weights + O if bias else weights
