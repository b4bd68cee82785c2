"""Assignment 06, the layer's backward pass, wrong on purpose: each option breaks one part.

Without options it is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .handed_back import given, in_type

Array = NDArray[Any]


def _per_filter(dout: Array, order: tuple[int, ...]) -> Array:
    """The gradient read in another order into rows (O, N * OH * OW), and back as (N, O, OH, OW)."""
    N, O, OH, OW = dout.shape
    return dout.transpose(order).reshape(O, N, OH, OW).transpose(1, 0, 2, 3)


def _rows_of_pixels(dout: Array) -> Array:
    """The gradient read as if the filters were fastest, into (O, N * OH * OW), and back."""
    N, O, OH, OW = dout.shape
    return dout.reshape(-1, O).T.reshape(O, N, OH, OW).transpose(1, 0, 2, 3)


REORDERED = ("reshaped", "images fastest", "rows of pixels")

DOUT: dict[str, Callable[[Array], Array]] = {
    "": lambda dout: dout,
    "ones": np.ones_like,
    "reshaped": lambda dout: _per_filter(dout, (0, 1, 2, 3)),
    "images fastest": lambda dout: _per_filter(dout, (1, 2, 3, 0)),
    "rows of pixels": lambda dout: _rows_of_pixels(dout),
    "first image": lambda dout: dout * (np.arange(len(dout)) == 0)[:, None, None, None],
}

KERNELS: dict[str, Callable[[Array], Array]] = {
    "": lambda w: w,
    "both": lambda w: w[:, :, ::-1, ::-1],
    "all axes": np.flip,
    "transposed": lambda w: w.transpose(0, 1, 3, 2),
    "other diagonal": lambda w: w.transpose(0, 1, 3, 2)[:, :, ::-1, ::-1],
    "quarter": lambda w: np.rot90(w, axes=(2, 3)),
    "read by columns": lambda w: w.transpose(0, 1, 3, 2).reshape(w.shape),
    "first filter": lambda w: np.broadcast_to(w[:1], w.shape),
    "first channel": lambda w: np.broadcast_to(w[:, :1], w.shape),
    "reshaped": lambda w: w.reshape(-1, len(w)).T.reshape(w.shape),
    "channels last": lambda w: w.transpose(0, 2, 3, 1).reshape(w.shape),
    "not transposed": lambda w: w.reshape(len(w), -1).T.reshape(w.shape),
}

FORMS: dict[str, Callable[[Array], Array]] = {
    "": lambda dw: dw,
    "both": lambda dw: dw[..., ::-1, ::-1],
    "transposed": lambda dw: dw.swapaxes(-1, -2),
    "exchanged": lambda dw: dw.swapaxes(0, 1),
    "reshaped": lambda dw: dw.reshape(len(dw), -1).T.reshape(dw.shape),
    "channels last": lambda dw: dw.reshape(*[dw.shape[i] for i in (0, 2, 3, 1)]).transpose(
        0, 3, 1, 2
    ),
}

BIAS: dict[str, Callable[[Array], Any]] = {
    "": lambda dout: dout.sum(axis=(0, 2, 3)),
    "batch mean": lambda dout: dout.sum(axis=(2, 3)).mean(axis=0),
    "mean": lambda dout: dout.mean(axis=(0, 2, 3)),
    "not over the batch": lambda dout: dout.sum(axis=(2, 3)),
    "counts": lambda dout: np.full(dout.shape[1], float(dout[:, 0].size)),
    "ones": lambda dout: np.ones(dout.shape[1]),
    "per pixel": lambda dout: dout.sum(axis=0),
    "one number": lambda dout: dout.sum(),
    "axes kept": lambda dout: dout.sum(axis=(0, 2, 3), keepdims=True),
    "column": lambda dout: dout.sum(axis=(0, 2, 3)).reshape(-1, 1),
    "last entry": lambda dout: dout[-1, :, -1, -1],
    "zeros": lambda dout: np.zeros(dout.shape[1]),
}


def layer(
    dout: Array,
    x: Array,
    w: Array,
    stride: int,
    padding: int,
    *,
    dout_as: str = "",
    dx_kernel: str = "",
    dx_added: str = "",
    dx_step: str = "",
    dx_crop: str = "",
    dw_pixels: str = "",
    dw_step: str = "",
    dw_added: str = "",
    dw_form: str = "",
    db: str = "",
    over_n: str = "",
    kept: str = "",
    changes: str = "",
    gives: str = "",
) -> Any:
    """The backward pass of a convolutional layer; what each option breaks is its name."""
    _stop(gives, dout, x)
    g = DOUT[dout_as](dout).astype(np.float64)
    kernels = _kernels(w, dx_kernel)
    buffer = _spread(g, kernels, x.shape, (1 if dx_step else stride, padding), dx_added)
    dx = _cropped(buffer, dout.shape, x.shape, (w.shape, stride, padding), dx_crop)
    pixels = _pixels(x, padding, dw_pixels)
    dw = FORMS[dw_form](_dw(g, pixels, w.shape, 1 if dw_step else stride, dw_added))
    biases = np.asarray(BIAS[db](dout if dout_as in REORDERED else g))
    gradients = [dx, dw, biases]
    if over_n:
        gradients = [gradient / len(x) for gradient in gradients]
    owners = (x, w, w[:, 0, 0, 0])  # a bias has the type of the weights
    dx, dw, biases = (in_type(g, kept, a) for g, a in zip(gradients, owners, strict=True))
    if changes == "x" and dx.shape == x.shape:
        x[...] = dx
    return given((dx, dw, biases), gives)


def _stop(gives: str, dout: Array, x: Array) -> None:
    """Exceptions that come before there is any result."""
    if gives == "shapes":
        raise ValueError("operands could not be broadcast together")
    if gives == "positions" and dout.shape[2:] != x.shape[2:]:
        raise IndexError("index is out of bounds")


def _kernels(w: Array, how: str) -> Array:
    """The weights as dx meets them; a kernel that lies crosswise only fits where it is square."""
    rows = w.reshape(len(w), -1)
    if how == "not transposed" and rows.shape[0] != rows.shape[1]:
        raise ValueError("matmul: mismatch in its core dimension")
    kernels = KERNELS[how](w)
    if kernels.shape != w.shape:
        raise ValueError("operands could not be broadcast together")
    return kernels


def _spread(
    g: Array, w: Array, shape: tuple[int, ...], steps: tuple[int, int], added: str
) -> Array:
    """The gradient of the padded input: every window gets its part."""
    (N, C, H, W), (step, p) = shape, steps
    OH, OW, KH, KW = *g.shape[2:], *w.shape[2:]
    total = np.zeros((N, C, H + 2 * p, W + 2 * p))
    times = np.zeros(total.shape[2:])
    if added.startswith("last"):
        used = slice(-1, None) if added == "last window of the last filter" else slice(None)
        parts = np.einsum("nohw,ockl->hwnckl", g[:, used], w[used])
        for h, v in np.ndindex(OH, OW):
            total[:, :, h * step : h * step + KH, v * step : v * step + KW] = parts[h, v]
        return total
    for k, l in np.ndindex(KH, KW):
        rows, columns = (slice(i, i + step * (n - 1) + 1, step) for i, n in ((k, OH), (l, OW)))
        total[:, :, rows, columns] += np.einsum("nohw,oc->nchw", g, w[:, :, k, l])
        times[rows, columns] += 1
    return total / np.maximum(times, 1) if added == "averaged" else total


def _cropped(
    total: Array,
    out: tuple[int, ...],
    shape: tuple[int, ...],
    layer: tuple[tuple[int, ...], int, int],
    crop: str,
) -> Array:
    """Without the padding, or what a mistake takes for that."""
    (H, W), (w, stride, p) = shape[2:], layer
    if crop == "padded":
        return total
    if crop == "top left":
        return total[:, :, :H, :W]
    if crop == "from the end":
        return total[:, :, p : -p or 0, p : -p or 0] if p else total[:, :, 0:0, 0:0]
    if crop == "seen":
        seen = [stride * (n - 1) + k - 2 * p for n, k in zip(out[2:], w[2:], strict=True)]
        return total[:, :, p : p + seen[0], p : p + seen[1]]
    return total[:, :, p : p + H, p : p + W]


def _pixels(x: Array, p: int, how: str) -> Array:
    """The padded input as dw meets it."""
    if how == "first image":
        x = np.broadcast_to(x[:1], x.shape)
    if how == "first channel":
        x = np.broadcast_to(x[:, :1], x.shape)
    around = (0, 2 * p) if how == "zeros at the end" else (p, p)
    return np.pad(x, ((0, 0), (0, 0), around, around)).astype(np.float64)


def _dw(g: Array, x: Array, shape: tuple[int, ...], step: int, added: str) -> Array:
    """The gradient of the weights."""
    OH, OW = g.shape[2:]
    if added == "in place":
        return _dw_in_place(g, x, shape, step)
    windows = sliding_window_view(x, shape[2:], axis=(2, 3))[:, :, ::step, ::step][:, :, :OH, :OW]
    if added == "last window":
        return np.asarray(np.einsum("o,ckl->ockl", g[-1, :, -1, -1], windows[-1, :, -1, -1]))
    each = np.einsum("nohw,nchwkl->nockl", g, windows)
    if added == "not over the batch":
        return np.asarray(each)
    if added == "last image":
        return np.asarray(each[-1])
    return np.asarray(each.mean(axis=0) if added == "batch mean" else each.sum(axis=0))


def _dw_in_place(g: Array, x: Array, shape: tuple[int, ...], step: int) -> Array:
    """As `_dw`, but each window is multiplied where it lies in the padded input."""
    dw = np.zeros(shape)
    for n, o, h, v in np.ndindex(g.shape):
        window = x[n, :, h * step : h * step + shape[2], v * step : v * step + shape[3]]
        window *= g[n, o, h, v]
        dw[o] += window
    return dw
