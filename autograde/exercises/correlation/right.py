"""Assignment 02, right answers written in other ways than the reference: loops and Fourier."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]


def correlate1d_loops(signal: Array, kernel: Array) -> Array:
    """Plain loops, every number turned into a number of Python first."""
    xs, ks = signal.tolist(), kernel.tolist()
    if len(ks) > len(xs):
        raise ValueError("kernel does not fit")
    places = range(len(xs) - len(ks) + 1)
    return np.array([sum(k * xs[i + j] for j, k in enumerate(ks)) for i in places])


def correlate1d_windows(signal: Array, kernel: Array) -> Array:
    """Windows times kernel as a matrix product; windows refuse a kernel that does not fit."""
    windows = sliding_window_view(signal.astype(float), kernel.shape)
    return np.asarray(windows @ kernel.astype(float))


def correlate1d_fft(signal: Array, kernel: Array) -> Array:
    """By the correlation theorem."""
    return np.asarray(correlate2d_fft(signal[None], kernel[None])[0])


def correlate2d_loops(image: Array, kernel: Array) -> Array:
    """Four loops."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    if KH > H or KW > W:
        raise ValueError("kernel does not fit")
    x, k = image.tolist(), kernel.tolist()
    out = np.zeros((H - KH + 1, W - KW + 1))
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            out[i, j] = sum(x[i + m][j + n] * k[m][n] for m in range(KH) for n in range(KW))
    return out


def correlate2d_shifts(image: Array, kernel: Array) -> Array:
    """One shifted image for each weight."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    if KH > H or KW > W:
        raise ValueError("kernel does not fit")
    out = np.zeros((H - KH + 1, W - KW + 1))
    for m, n in np.ndindex(KH, KW):
        out += float(kernel[m, n]) * image[m : m + H - KH + 1, n : n + W - KW + 1]
    return out


def correlate2d_fft(image: Array, kernel: Array) -> Array:
    """By the correlation theorem; the result's top-left block has no wrap-around."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    if KH > H or KW > W:
        raise ValueError("kernel does not fit")
    product = np.fft.fft2(image) * np.conj(np.fft.fft2(kernel, image.shape))
    return np.asarray(np.fft.ifft2(product).real[: H - KH + 1, : W - KW + 1])


def rot180_loops(kernel: Array) -> Array:
    """Entry by entry."""
    KH, KW = kernel.shape
    out = np.empty_like(kernel)
    for m, n in np.ndindex(KH, KW):
        out[KH - 1 - m, KW - 1 - n] = kernel[m, n]
    return out


def rot180_flat(kernel: Array) -> Array:
    """The row-major entries in reverse order."""
    return kernel.ravel()[::-1].reshape(kernel.shape)


def rot180_quarters(kernel: Array) -> Array:
    """Two quarter turns."""
    return np.rot90(kernel, 2)


def convolve2d_scatter(image: Array, kernel: Array, mode: str) -> Array:
    """Each pixel adds a copy of the kernel to the full result, which is then cropped."""
    (H, W), (KH, KW) = image.shape, kernel.shape
    full = np.zeros((H + KH - 1, W + KW - 1))
    for i, j in np.ndindex(H, W):
        full[i : i + KH, j : j + KW] += float(image[i, j]) * kernel
    return _cropped(full, image.shape, kernel.shape, mode)


def convolve2d_fft(image: Array, kernel: Array, mode: str) -> Array:
    """By the convolution theorem on arrays that are large enough not to wrap around."""
    size = tuple(n + m - 1 for n, m in zip(image.shape, kernel.shape, strict=True))
    full = np.fft.ifft2(np.fft.fft2(image, size) * np.fft.fft2(kernel, size)).real
    return _cropped(full, image.shape, kernel.shape, mode)


def convolve2d_padded(image: Array, kernel: Array, mode: str) -> Array:
    """Pad, then correlate with the flipped kernel in four loops."""
    KH, KW = kernel.shape
    if mode == "full":
        image = np.pad(image, ((KH - 1, KH - 1), (KW - 1, KW - 1)))
    elif mode == "same":
        image = np.pad(image, ((KH // 2, (KH - 1) // 2), (KW // 2, (KW - 1) // 2)))
    return correlate2d_loops(image, kernel[::-1, ::-1])


def _cropped(full: Array, image: tuple[int, ...], kernel: tuple[int, ...], mode: str) -> Array:
    """The part of the full convolution that a mode keeps."""
    (H, W), (KH, KW) = image, kernel
    if mode == "full":
        return full
    if mode == "same":
        top, left = (KH - 1) // 2, (KW - 1) // 2
        return full[top : top + H, left : left + W]
    if KH > H or KW > W:
        raise ValueError("kernel does not fit")
    return full[KH - 1 : H, KW - 1 : W]


def edges_loops(image: Array) -> Array:
    """Row by row, entry by entry."""
    rows = [[a - b for a, b in pairwise(row)] for row in image.tolist()]
    return np.array(rows)


def edges_slices(image: Array) -> Array:
    """All left neighbours minus all right neighbours."""
    wide = image.astype(float)
    return np.asarray(wide[:, :-1] - wide[:, 1:])


def edges_diff(image: Array) -> Array:
    """NumPy's difference is right minus left."""
    return np.asarray(-np.diff(image.astype(float), axis=1))
