"""Assignment 06, a signal's backward pass and the full convolution, wrong on purpose.

Each option breaks one independent part; without options both functions are right answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .handed_back import given, in_type

Array = NDArray[Any]


def signal(
    dout: Array,
    x: Array,
    w: Array,
    *,
    dout_as: str = "",
    dx_kernel: str = "",
    dx_added: str = "",
    dx_range: str = "",
    dw_form: str = "",
    dw_added: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The backward pass of a valid correlation in 1-D; what each option breaks is its name."""
    if gives == "shapes":
        raise ValueError("operands could not be broadcast together")
    if gives == "positions" and len(dout) != len(x):
        raise IndexError("index is out of bounds")
    g = (np.ones_like(dout) if dout_as == "ones" else dout).astype(np.float64)
    dx = _dx(g, w[::-1] if dx_kernel == "both" else w, len(x), dx_added, dx_range)
    dw = _dw(g, x.astype(np.float64), len(w), dw_added)
    if dw_form == "both":
        dw = dw[::-1]
    dx, dw = in_type(dx, kept, x), in_type(dw, kept, w)
    if changes == "x" and dx.shape == x.shape:
        x[...] = dx
    if changes == "dout":
        dout[...] = dout[::-1].copy()
    return given((dx, dw), gives)


def _dx(g: Array, w: Array, L: int, added: str, spans: str) -> Array:
    """The gradient of the signal."""
    M, K = len(g), len(w)
    total = np.zeros(L)
    for n in range(M):
        part = g[n] * w
        total[n : n + K] = part if added == "last window" else total[n : n + K] + part
    if spans == "wrapped":
        for n in range(K - 1):  # dout[n - i] with n - i < 0 counts from the end
            total[n] += sum(w[i] * g[n - i] for i in range(n + 1, K))
    if spans == "shifted":
        return np.append(total[1:], 0.0)
    if spans == "same":
        return total[(K - 1) // 2 :][:M]
    if spans == "beginning":
        return total[:M]
    if spans == "valid":
        return total[K - 1 : M] if K <= M else total[M - 1 : K]
    return total


def _dw(g: Array, x: Array, K: int, added: str) -> Array:
    """The gradient of the kernel."""
    parts = g[:, None] * sliding_window_view(x, K)  # (M, K)
    if added == "last window":
        return np.asarray(parts[-1])
    if added == "first window for all":
        return np.asarray(g.sum() * x[:K])
    if added == "mean":
        return np.asarray(parts.mean(axis=0))
    if added == "shifted":  # x[n + i - 1]; the index -1 is the last entry
        return np.asarray((g[:, None] * sliding_window_view(np.roll(x, 1), K)).sum(axis=0))
    if added == "per position":
        return np.asarray(parts)
    if added == "one number":
        return np.asarray(parts.sum())
    if added == "full":
        return np.convolve(x, g[::-1])
    if added == "convolved":
        return np.asarray((g[::-1, None] * sliding_window_view(x, K)).sum(axis=0))
    return np.asarray(parts.sum(axis=0))


TURNS: dict[str, Callable[[Array], Array]] = {
    "": lambda w: w,
    "both": lambda w: w[:, :, ::-1, ::-1],
    "left-right": lambda w: w[:, :, :, ::-1],
    "up-down": lambda w: w[:, :, ::-1],
    "other diagonal": lambda w: w.transpose(0, 1, 3, 2)[:, :, ::-1, ::-1],
    "quarter": lambda w: np.rot90(w, 3, axes=(2, 3)),
}

CHANNELS: dict[str, Callable[[Array], Array]] = {
    "": lambda w: w,
    "reshaped": lambda w: w.reshape(w.shape[1], w.shape[0], *w.shape[2:]).swapaxes(0, 1),
    "reversed": lambda w: w[::-1, ::-1],
    "summed": lambda w: np.broadcast_to(w.sum(axis=1, keepdims=True), w.shape),
    "first channel": lambda w: np.broadcast_to(w[:, :1], w.shape),
    "first filter": lambda w: np.broadcast_to(w[:1], w.shape),
    "averaged": lambda w: w / len(w),
    "last filter": lambda w: w * (np.arange(len(w)) == len(w) - 1)[:, None, None, None],
}


def full(
    dout: Array,
    w: Array,
    *,
    turned: str = "",
    channels: str = "",
    images: str = "",
    zeros: str = "",
    added: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
    stops: str = "",
) -> Any:
    """The full convolution of dout with every filter; what each option breaks is its name."""
    wide = stops == "zeros exchanged" and w.shape[2] != w.shape[3]
    if stops == "shapes" or wide or (stops == "not exchanged" and w.shape[0] != w.shape[1]):
        raise ValueError("operands could not be broadcast together")
    if stops == "not exchanged":
        w = w.swapaxes(0, 1)
    g = np.broadcast_to(dout[:1], dout.shape) if images == "first" else dout
    kernels = CHANNELS[channels](TURNS[turned](w)).astype(np.float64)
    dx = _with_zeros(_convolved(g, kernels, added), dout.shape[2:], kernels.shape[2:], zeros)
    if changes == "w":
        w[...] = w[:, :, ::-1, ::-1].copy()
    if changes == "dout":
        dout *= 0
    dx = in_type(dx, kept, dout)
    if gives == "none":
        return None
    return dx.tolist() if gives == "list" else dx


def _convolved(g: Array, w: Array, added: str) -> Array:
    """Every pixel of g spreads its filter, scaled, onto the result."""
    (N, _, OH, OW), (_, C, KH, KW) = g.shape, w.shape
    total = np.zeros((N, C, OH + KH - 1, OW + KW - 1))
    if added == "last window":
        for h, v in np.ndindex(OH, OW):
            total[:, :, h : h + KH, v : v + KW] = np.einsum("no,ockl->nckl", g[:, :, h, v], w)
        return total
    for k, l in np.ndindex(KH, KW):
        total[:, :, k : k + OH, l : l + OW] += np.einsum("nohw,oc->nchw", g, w[:, :, k, l])
    return total


def _with_zeros(total: Array, out: tuple[int, ...], w: tuple[int, ...], zeros: str) -> Array:
    """The result as it is with other zeros around dout than a full convolution has."""
    (OH, OW), (KH, KW) = out, w
    if zeros == "exchanged":
        return _window(total, KH - KW, KW - KH, OH + 2 * KW - KH - 1, OW + 2 * KH - KW - 1)
    if zeros == "one more":
        return np.pad(total, ((0, 0), (0, 0), (1, 1), (1, 1)))
    if zeros == "one more, cut":
        return _window(total, -1, -1, OH + KH - 1, OW + KW - 1)
    if zeros == "same":
        return _window(total, (KH - 1) // 2, (KW - 1) // 2, OH, OW)
    if zeros == "height only":
        return _window(total, 0, KW - 1, OH + KH - 1, OW - KW + 1)
    if zeros == "none":
        return _window(total, KH - 1, KW - 1, OH - KH + 1, OW - KW + 1)
    if zeros == "all in front":
        return _window(total, 1 - KH, 1 - KW, OH + KH - 1, OW + KW - 1)
    return total


def _window(total: Array, top: int, left: int, rows: int, columns: int) -> Array:
    """A part of the result that may begin and end in the zeros around it."""
    rim = 8
    padded = np.pad(total, ((0, 0), (0, 0), (rim, rim), (rim, rim)))
    top, left = top + rim, left + rim
    return padded[:, :, top : top + max(rows, 0), left : left + max(columns, 0)]
