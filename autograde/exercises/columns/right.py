"""Assignment 05, right answers written in other ways than the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]
Size = tuple[int, ...]


def indices_loops(H: int, W: int, KH: int, KW: int) -> Array:
    """One window after the other, as a list of its pixels."""
    windows = []
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            windows.append([(i + k) * W + j + m for k in range(KH) for m in range(KW)])
    return np.array(windows).T


def indices_sums(H: int, W: int, KH: int, KW: int) -> Array:
    """The first window's pixels as a column, plus where each window begins as a row."""
    within = (W * np.arange(KH)[:, None] + np.arange(KW)).reshape(-1, 1)
    starts = (W * np.arange(H - KH + 1)[:, None] + np.arange(W - KW + 1)).reshape(1, -1)
    return np.asarray(within + starts)


def indices_view(H: int, W: int, KH: int, KW: int) -> Array:
    """Windows of an image that holds its own pixel numbers."""
    numbers = np.arange(H * W).reshape(H, W)
    return sliding_window_view(numbers, (KH, KW)).reshape(-1, KH * KW).T


def _zeros_around(x: Array, p: int) -> Array:
    return np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))


def im2col_loops(x: Array, size: Size, stride: int, padding: int) -> Array:
    """One column after the other."""
    (KH, KW), N = size, len(x)
    big = _zeros_around(x, padding)
    cols = []
    for n in range(N):
        for i in range(0, big.shape[2] - KH + 1, stride):
            for j in range(0, big.shape[3] - KW + 1, stride):
                cols.append(big[n, :, i : i + KH, j : j + KW].ravel())
    return np.array(cols).T


def im2col_view(x: Array, size: Size, stride: int, padding: int) -> Array:
    """A view of all windows, thinned out, then its axes in order."""
    windows = sliding_window_view(_zeros_around(x, padding), size, axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]  # (N, C, OH, OW, KH, KW)
    rows = x.shape[1] * size[0] * size[1]
    return windows.transpose(1, 4, 5, 0, 2, 3).reshape(rows, -1)


def im2col_indices(x: Array, size: Size, stride: int, padding: int) -> Array:
    """Fancy indexing: a channel, a row and a column for each entry of a column."""
    big = _zeros_around(x, padding)
    C, (KH, KW) = x.shape[1], size
    OH, OW = ((n - k) // stride + 1 for n, k in zip(big.shape[2:], size, strict=True))
    c, k, m = (axis.reshape(-1, 1) for axis in np.indices((C, KH, KW)))
    i, j = (stride * axis.ravel() for axis in np.indices((OH, OW)))
    cells = big[:, c, k + i, m + j]  # (N, C * KH * KW, OH * OW)
    return cells.transpose(1, 0, 2).reshape(C * KH * KW, -1)


def _counted(x_shape: Size, size: Size, stride: int, padding: int) -> tuple[int, int]:
    OH, OW = ((n + 2 * padding - k) // stride + 1 for n, k in zip(x_shape[2:], size, strict=True))
    return OH, OW


def col2im_at(cols: Array, x_shape: Size, size: Size, stride: int, padding: int) -> Array:
    """Unbuffered addition at the pixels' own numbers."""
    N, C, H, W = x_shape
    numbers = np.arange(N * C * H * W).reshape(x_shape) + 1
    targets = im2col_view(numbers, size, stride, padding)  # 0 is the border
    flat = np.zeros(1 + numbers.size)
    np.add.at(flat, targets, cols)
    return flat[1:].reshape(x_shape)


def col2im_places(cols: Array, x_shape: Size, size: Size, stride: int, padding: int) -> Array:
    """One strided slice for each place within the window."""
    N, C, H, W = x_shape
    (KH, KW), (OH, OW) = size, _counted(x_shape, size, stride, padding)
    cells = cols.reshape(C, KH, KW, N, OH, OW)
    big = np.zeros((C, N, H + 2 * padding, W + 2 * padding))
    for k, m in np.ndindex(KH, KW):
        rows = slice(k, k + stride * (OH - 1) + 1, stride)
        columns = slice(m, m + stride * (OW - 1) + 1, stride)
        big[:, :, rows, columns] += cells[:, k, m]
    return big[:, :, padding : padding + H, padding : padding + W].swapaxes(0, 1).copy()


def col2im_windows(cols: Array, x_shape: Size, size: Size, stride: int, padding: int) -> Array:
    """One slice for each column."""
    N, C, H, W = x_shape
    (KH, KW), (OH, OW) = size, _counted(x_shape, size, stride, padding)
    big = _zeros_around(np.zeros(x_shape), padding)
    for r, (n, i, j) in enumerate(np.ndindex(N, OH, OW)):
        top, left = i * stride, j * stride
        big[n, :, top : top + KH, left : left + KW] += cols[:, r].reshape(C, KH, KW)
    return big[:, :, padding : padding + H, padding : padding + W]


def layer_columns(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """Weights in rows times windows in columns."""
    O = len(w)
    cols = im2col_loops(x, w.shape[2:], stride, padding)
    OH, OW = _counted(x.shape, w.shape[2:], stride, padding)
    rows = w.reshape(O, -1) @ cols + b.reshape(O, 1)
    return rows.reshape(O, len(x), OH, OW).swapaxes(0, 1)


def layer_rows(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """Windows in rows times weights in columns."""
    O = len(w)
    rows = im2col_view(x, w.shape[2:], stride, padding).T
    OH, OW = _counted(x.shape, w.shape[2:], stride, padding)
    return (rows @ w.reshape(O, -1).T + b).reshape(len(x), OH, OW, O).transpose(0, 3, 1, 2)


def layer_sums(x: Array, w: Array, b: Array, stride: int, padding: int) -> Array:
    """One weighted, thinned-out copy of the images for each place within the window."""
    big, (KH, KW) = _zeros_around(x, padding).astype(float), w.shape[2:]
    OH, OW = _counted(x.shape, w.shape[2:], stride, padding)
    out = np.zeros((len(x), len(w), OH, OW)) + b.reshape(-1, 1, 1)
    for k, m in np.ndindex(KH, KW):
        pixels = big[:, :, k : k + stride * OH : stride, m : m + stride * OW : stride]
        out += np.tensordot(pixels, w[:, :, k, m], (1, 1)).transpose(0, 3, 1, 2)
    return out


def toeplitz_loops(kernel: Array, H: int, W: int) -> Array:
    """Weight by weight, in one row for each position."""
    (KH, KW), rows = kernel.shape, []
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            row = np.zeros((H, W))
            row[i : i + KH, j : j + KW] = kernel
            rows.append(row.ravel())
    return np.array(rows)


def toeplitz_units(kernel: Array, H: int, W: int) -> Array:
    """Column by column: what the correlation makes of an image with a single 1."""
    units = np.eye(H * W).reshape(H * W, H, W)
    windows = sliding_window_view(units, kernel.shape, axis=(1, 2))
    found = np.einsum("phwkl,kl->hwp", windows, kernel)
    return np.asarray(found.reshape(-1, H * W))


def toeplitz_kron(kernel: Array, H: int, W: int) -> Array:
    """Block by block: each weight at its distance from the diagonal, of blocks and within."""
    KH, KW = kernel.shape
    OH, OW = H - KH + 1, W - KW + 1
    return np.asarray(
        sum(
            kernel[k, m] * np.kron(np.eye(OH, H, k), np.eye(OW, W, m))
            for k, m in np.ndindex(KH, KW)
        )
    )


def fourier_conj(image: Array, kernel: Array) -> Array:
    """Spectra of the image's size, one of them conjugated; the top-left block."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    product = np.fft.rfft2(image) * np.conj(np.fft.rfft2(kernel, (H, W)))
    return np.fft.irfft2(product, (H, W))[: H - KH + 1, : W - KW + 1]


def fourier_flipped(image: Array, kernel: Array) -> Array:
    """Convolution with the kernel turned around; the part that no border touches."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    size = (H + KH - 1, W + KW - 1)
    spectrum = np.fft.fft2(image, size) * np.fft.fft2(kernel[::-1, ::-1], size)
    return np.fft.ifft2(spectrum).real[KH - 1 : H, KW - 1 : W]


def by_loops(image: Array, kernel: Array) -> Array:
    """No spectra at all: one window after the other."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    out = np.zeros((H - KH + 1, W - KW + 1))
    for i, j in np.ndindex(out.shape):
        out[i, j] = np.sum(image[i : i + KH, j : j + KW] * kernel)
    return out


def sliding(image: Array, kernel: Array) -> Array:
    """No spectra either: all windows at once."""
    windows = sliding_window_view(image.astype(float), kernel.shape)
    return np.asarray(np.einsum("hwkl,kl->hw", windows, kernel))
