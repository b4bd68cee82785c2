"""Assignment 06, right answers written in other ways than the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[Any]
Gradients = tuple[Array, Array, Array]


def signal_loops(dout: Array, x: Array, w: Array) -> tuple[Array, Array]:
    """One step of the loop for every product of the forward pass."""
    dx, dw = np.zeros(len(x)), np.zeros(len(w))
    for n, g in enumerate(dout.tolist()):
        for i in range(len(w)):
            dx[n + i] += g * w[i]
            dw[i] += g * x[n + i]
    return dx, dw


def signal_numpy(dout: Array, x: Array, w: Array) -> tuple[Array, Array]:
    """NumPy's full convolution and its valid correlation."""
    g = dout.astype(float)
    return np.convolve(g, w), np.correlate(x.astype(float), g, "valid")


def signal_matrix(dout: Array, x: Array, w: Array) -> tuple[Array, Array]:
    """The transpose of the Toeplitz matrix, and of the matrix of windows."""
    A = np.zeros((len(dout), len(x)))
    for n in range(len(dout)):
        A[n, n : n + len(w)] = w
    return A.T @ dout, sliding_window_view(x.astype(float), len(w)).T @ dout


def layer_loops(dout: Array, x: Array, w: Array, stride: int, padding: int) -> Gradients:
    """Loops over image, filter and output pixel; windows as slices."""
    N, C, H, W = x.shape
    O, _, KH, KW = w.shape
    xp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    xp[:, :, padding : padding + H, padding : padding + W] = x
    dxp, dw, db = np.zeros(xp.shape), np.zeros(w.shape), np.zeros(O)
    for n, o, h, v in np.ndindex(dout.shape):
        g = float(dout[n, o, h, v])
        rows = slice(h * stride, h * stride + KH)
        columns = slice(v * stride, v * stride + KW)
        dxp[n, :, rows, columns] += g * w[o]
        dw[o] += g * xp[n, :, rows, columns]
        db[o] += g
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, db


def layer_dilated(dout: Array, x: Array, w: Array, stride: int, padding: int) -> Gradients:
    """Spread dout with zeros so that the stride is 1, then one full convolution for dx."""
    N, _, H, W = x.shape
    O, _, KH, KW = w.shape
    HP, WP = H + 2 * padding, W + 2 * padding
    g = np.zeros((N, O, HP - KH + 1, WP - KW + 1))
    g[:, :, ::stride, ::stride][:, :, : dout.shape[2], : dout.shape[3]] = dout
    rim = ((0, 0), (0, 0), (KH - 1, KH - 1), (KW - 1, KW - 1))
    windows = sliding_window_view(np.pad(g, rim), (KH, KW), axis=(2, 3))
    dxp = np.einsum("nohwkl,ockl->nchw", windows, w[:, :, ::-1, ::-1])
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(xp, g.shape[2:], axis=(2, 3))  # as large as the spread dout
    dw = np.einsum("nohw,ncklhw->ockl", g, windows)
    return dxp[:, :, padding : padding + H, padding : padding + W], dw, g.sum(axis=(0, 2, 3))


def layer_indices(dout: Array, x: Array, w: Array, stride: int, padding: int) -> Gradients:
    """Number all pixels, gather windows by their numbers, add back with `np.add.at`."""
    N, C, H, W = x.shape
    O, _, KH, KW = w.shape
    OH, OW = dout.shape[2:]
    HP, WP = H + 2 * padding, W + 2 * padding
    xp = np.pad(x.astype(float), ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    n, h, v, c, k, l = np.ogrid[:N, :OH, :OW, :C, :KH, :KW]
    places = ((n * C + c) * HP + h * stride + k) * WP + v * stride + l
    places = places.reshape(N * OH * OW, C * KH * KW)  # one window a row
    g = dout.transpose(0, 2, 3, 1).reshape(-1, O).astype(float)
    dw = (g.T @ xp.ravel()[places]).reshape(w.shape)
    flat = np.zeros(xp.size)
    np.add.at(flat, places, g @ w.reshape(O, -1))
    dx = flat.reshape(xp.shape)[:, :, padding : HP - padding, padding : WP - padding]
    return dx, dw, g.sum(axis=0)


def full_spread(dout: Array, w: Array) -> Array:
    """Each output pixel spreads its filter."""
    (N, O, OH, OW), (_, C, KH, KW) = dout.shape, w.shape
    dx = np.zeros((N, C, OH + KH - 1, OW + KW - 1))
    for n, o, h, v in np.ndindex(N, O, OH, OW):
        dx[n, :, h : h + KH, v : v + KW] += dout[n, o, h, v] * w[o]
    return dx


def full_windows(dout: Array, w: Array) -> Array:
    """Zeros around, then windows times the filters turned by half a turn."""
    KH, KW = w.shape[2:]
    padded = np.pad(dout, ((0, 0), (0, 0), (KH - 1, KH - 1), (KW - 1, KW - 1)))
    windows = sliding_window_view(padded, (KH, KW), axis=(2, 3))
    return np.asarray(np.einsum("nohwkl,ockl->nchw", windows, np.flip(w, (2, 3))) * 1.0)


def full_fft(dout: Array, w: Array) -> Array:
    """By the convolution theorem, on arrays that are large enough not to wrap around."""
    size = (dout.shape[2] + w.shape[2] - 1, dout.shape[3] + w.shape[3] - 1)
    product = np.einsum("nohw,ochw->nchw", np.fft.fft2(dout, size), np.fft.fft2(w, size))
    return np.asarray(np.fft.ifft2(product).real)
