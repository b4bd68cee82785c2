"""Assignment 07, right answers written in other ways than the reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]
Pair = tuple[int, int]


def _windows(x: Array, size: Pair, stride: int, padding: int) -> Array:
    """All windows of the images in a rim of minus infinity, (N, C, OH, OW, KH, KW)."""
    p = padding
    padded = np.pad(x.astype(float), ((0, 0), (0, 0), (p, p), (p, p)), constant_values=-np.inf)
    return sliding_window_view(padded, size, axis=(2, 3))[:, :, ::stride, ::stride]


def max_loops(x: Array, size: Pair, stride: int, padding: int) -> Array:
    """Loops over image, channel and window; what lies outside is never looked at."""
    (N, C, H, W), (KH, KW) = x.shape, size
    OH, OW = (H + 2 * padding - KH) // stride + 1, (W + 2 * padding - KW) // stride + 1
    out = np.zeros((N, C, OH, OW))
    for n, c, h, v in np.ndindex(out.shape):
        top, left = h * stride - padding, v * stride - padding
        inside = x[n, c, max(top, 0) : top + KH, max(left, 0) : left + KW]
        out[n, c, h, v] = inside.max()
    return out


def max_windows(x: Array, size: Pair, stride: int, padding: int) -> Array:
    """A view of all windows at once."""
    return np.asarray(_windows(x, size, stride, padding).max(axis=(4, 5)))


def max_taps(x: Array, size: Pair, stride: int, padding: int) -> Array:
    """One strided slice for each position in the window; the edge repeated wins nothing new."""
    p = padding
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), mode="edge")
    OH, OW = ((n - k) // stride + 1 for n, k in zip(padded.shape[2:], size, strict=True))
    taps = [
        padded[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride][:, :, :OH, :OW]
        for k, l in np.ndindex(size)
    ]
    return np.asarray(np.stack(taps).max(axis=0))


def max_back_loops(dout: Array, x: Array, size: Pair, stride: int, padding: int) -> Array:
    """Loops over all numbers of dout; the first largest pixel is looked for one by one."""
    (KH, KW), (H, W) = size, x.shape[2:]
    dx = np.zeros(x.shape)
    for n, c, h, v in np.ndindex(dout.shape):
        best, where = -np.inf, (0, 0)
        for k, l in np.ndindex(KH, KW):
            i, j = h * stride + k - padding, v * stride + l - padding
            if 0 <= i < H and 0 <= j < W and x[n, c, i, j] > best:
                best, where = float(x[n, c, i, j]), (i, j)
        dx[n, c][where] += dout[n, c, h, v]
    return dx


def max_back_argmax(dout: Array, x: Array, size: Pair, stride: int, padding: int) -> Array:
    """The position of each winner from `argmax`, then one addition for all windows."""
    (N, C, H, W), p = x.shape, padding
    windows = _windows(x, size, stride, p)
    positions = windows.reshape(*windows.shape[:4], -1).argmax(axis=4)
    n, c, h, v = np.ogrid[:N, :C, : dout.shape[2], : dout.shape[3]]
    total = np.zeros((N, C, H + 2 * p, W + 2 * p))
    rows, columns = h * stride + positions // size[1], v * stride + positions % size[1]
    np.add.at(total, (n, c, rows, columns), dout)
    return total[:, :, p : p + H, p : p + W]


def max_back_open(dout: Array, x: Array, size: Pair, stride: int, padding: int) -> Array:
    """Position by position in the window; a window that has found its winner is closed."""
    (N, C, H, W), p = x.shape, padding
    windows = _windows(x, size, stride, p)
    highest, is_open = windows.max(axis=(4, 5)), np.ones(dout.shape, bool)
    total = np.zeros((N, C, H + 2 * p, W + 2 * p))
    OH, OW = dout.shape[2:]
    for k, l in np.ndindex(size):
        wins = is_open & (windows[..., k, l] == highest)
        is_open &= ~wins
        target = total[:, :, k : k + stride * OH : stride, l : l + stride * OW : stride]
        target[:, :, :OH, :OW] += wins * dout
    return total[:, :, p : p + H, p : p + W]


def average_loops(
    dout: Array, x_shape: tuple[int, ...], size: Pair, stride: int, padding: int
) -> Array:
    """Loops over all numbers of dout and over the pixels of their windows."""
    dx = np.zeros(x_shape)
    for n, c, h, v in np.ndindex(dout.shape):
        for k, l in np.ndindex(size):
            i, j = h * stride + k - padding, v * stride + l - padding
            if 0 <= i < x_shape[2] and 0 <= j < x_shape[3]:
                dx[n, c, i, j] += dout[n, c, h, v] / (size[0] * size[1])
    return dx


def average_matrices(
    dout: Array, x_shape: tuple[int, ...], size: Pair, stride: int, padding: int
) -> Array:
    """The mean is a matrix along the rows and one along the columns; here are their transposes."""
    maps = []
    for n, out, k in zip(x_shape[2:], dout.shape[2:], size, strict=True):
        first = np.arange(out)[:, None] * stride - padding
        inside = (np.arange(n) >= first) & (np.arange(n) < first + k)
        maps.append(inside / k)  # (OH, H)
    return np.asarray(np.einsum("ncuv,uh,vw->nchw", dout, *maps))


def average_taps(
    dout: Array, x_shape: tuple[int, ...], size: Pair, stride: int, padding: int
) -> Array:
    """One strided slice for each position in the window."""
    (N, C, H, W), p, (OH, OW) = x_shape, padding, dout.shape[2:]
    total = np.zeros((N, C, H + 2 * p, W + 2 * p))
    for k, l in np.ndindex(size):
        rows = slice(k, k + stride * (OH - 1) + 1, stride)
        columns = slice(l, l + stride * (OW - 1) + 1, stride)
        total[:, :, rows, columns] += dout / (size[0] * size[1])
    return total[:, :, p : p + H, p : p + W]


def lp_loops(x: Array, size: Pair, p: float, stride: int) -> Array:
    """Loops over windows; the largest number is taken out of the sum first."""
    (N, C, H, W), (KH, KW) = x.shape, size
    out = np.zeros((N, C, (H - KH) // stride + 1, (W - KW) // stride + 1))
    for n, c, h, v in np.ndindex(out.shape):
        window = x[n, c, h * stride : h * stride + KH, v * stride : v * stride + KW]
        values = [abs(float(value)) for value in window.flat]
        top = max(values) or 1.0
        out[n, c, h, v] = top * sum((value / top) ** p for value in values) ** (1 / p)
    return out


def lp_windows(x: Array, size: Pair, p: float, stride: int) -> Array:
    """NumPy's own norm on a view of all windows."""
    windows = sliding_window_view(x.astype(float), size, axis=(2, 3))[:, :, ::stride, ::stride]
    flat = windows.reshape(*windows.shape[:4], -1)
    return np.asarray(np.linalg.norm(flat, ord=p, axis=4))


def pyramid_loops(x: Array, levels: Sequence[int]) -> Array:
    """A mean of no pixels is never taken: each bin asks every pixel whether it is inside."""
    N, C, H, W = x.shape
    found = []
    for n in levels:
        for i in range(n):
            rows = [h for h in range(H) if i * H < (h + 1) * n and h * n < (i + 1) * H]
            for j in range(n):
                columns = [w for w in range(W) if j * W < (w + 1) * n and w * n < (j + 1) * W]
                found.append(x[:, :, rows][:, :, :, columns].max(axis=(2, 3)))
    return np.stack(found, axis=-1).reshape(N, C, -1)


def pyramid_rows_then_columns(x: Array, levels: Sequence[int]) -> Array:
    """First the rows of a bin, then its columns."""
    (N, C, H, W), parts = x.shape, []
    for n in levels:
        rows = [x[:, :, i * H // n : -(-(i + 1) * H // n)].max(axis=2) for i in range(n)]
        tall = np.stack(rows, axis=2)  # (N, C, n, W)
        both = [tall[..., j * W // n : -(-(j + 1) * W // n)].max(axis=3) for j in range(n)]
        parts.append(np.stack(both, axis=3).reshape(N, C, n * n))
    return np.concatenate(parts, axis=2)
