"""Assignment 05, more code that is wrong on purpose: the layer as a matrix product.

Without options the function is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .broken import FLIPS, Array, given, in_columns, in_rows, in_type, matrix, windows

WEIGHTS: dict[str, Callable[[Array], Array]] = {
    "": lambda w: w,
    "abs": np.abs,
    "first filter for all": lambda w: np.repeat(w[:1], len(w), axis=0),
    "channels reversed": lambda w: w[:, ::-1],
    "filters reversed": lambda w: w[::-1],
    "read down": lambda w: w.reshape(-1, len(w)).T.reshape(w.shape),
    "mean of channels": lambda w: w / w.shape[1],
    "mean of windows": lambda w: w / (w.shape[2] * w.shape[3]),
    "mean of all": lambda w: w / w[0].size,
    "first channel only": lambda w: np.where(np.arange(w.shape[1])[:, None, None] == 0, w, 0),
    "last channel only": lambda w: np.where(
        np.arange(w.shape[1])[:, None, None] == w.shape[1] - 1, w, 0
    ),
}

WITHIN: dict[str, Callable[[Array], Array]] = {
    "kernels transposed": lambda w: w.swapaxes(2, 3),
    "weights with channels last": lambda w: w.transpose(0, 2, 3, 1),
}

ANSWERS: dict[str, Callable[..., Array]] = {
    "": lambda rows, N, O, OH, OW: rows.reshape(O, N, OH, OW).transpose(1, 0, 2, 3),
    "straight": lambda rows, N, O, OH, OW: rows.reshape(N, O, OH, OW),
    "turned straight": lambda rows, N, O, OH, OW: rows.T.reshape(N, O, OH, OW),
    "filters first": lambda rows, N, O, OH, OW: rows.reshape(O, N, OH, OW),
    "channels last": lambda rows, N, O, OH, OW: rows.T.reshape(N, OH, OW, O),
    "height and width": lambda rows, N, O, OH, OW: rows.reshape(O, N, OW, OH).transpose(1, 0, 2, 3),
    "matrix": lambda rows, N, O, OH, OW: rows,
}


def layer(
    x: Array,
    w: Array,
    b: Array,
    stride: int,
    padding: int,
    *,
    turned: str = "",
    weights: str = "",
    bias: str = "",
    rows: str = "",
    columns: str = "",
    arranged: str = "",
    answer: str = "",
    after: str = "",
    kept: str = "",
    gives: str = "",
    **options: str,
) -> Any:
    """A convolutional layer as weights times columns; what each option breaks is its name."""
    O, _, KH, KW = w.shape
    flips = (1, 2, 3) if turned == "channels too" else tuple(2 + axis for axis in FLIPS[turned])
    kernels = WEIGHTS[weights](np.flip(w, flips))
    if kept == "float16":
        x, kernels = x.astype(np.float16), kernels.astype(np.float16)
    cells = in_columns(in_rows(windows(x, (KH, KW), stride, padding, **options), rows), columns)
    N, OH, OW = windows(x, (KH, KW), stride, padding, **options).shape[3:]
    flat = WITHIN.get(rows, np.asarray)(kernels).reshape(O, -1)
    out = _product(flat, matrix(cells, arranged), b, bias)
    if columns == "answer with images fastest":
        out = out.reshape(O, OH * OW, N).swapaxes(1, 2).reshape(O, N * OH * OW)
    out = ANSWERS[answer](out, N, O, OH, OW)
    out = np.maximum(out, 0) if after == "relu" else out
    return given(in_type(out.copy(), x, kept), gives)


def _product(weights: Array, cols: Array, b: Array, bias: str) -> Array:
    """Weights times columns plus bias, or what a mistake makes of the bias."""
    rows = weights @ cols
    if bias == "missing":
        return np.asarray(rows)
    if bias == "no column":
        return np.asarray(rows + b)
    if bias == "added up":
        return np.asarray(rows + b.sum())
    if bias == "every weight":
        return np.asarray(rows + weights.shape[1] * b[:, None])
    if bias == "subtracted":
        return np.asarray(rows - b[:, None])
    if bias == "first for all":
        return np.asarray(rows + b[0])
    return np.asarray(rows + b[:, None])
