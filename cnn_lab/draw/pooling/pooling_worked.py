"""The worked examples of pooling as numbers on paper: nothing here is computed."""

from __future__ import annotations

import numpy as np

DECK = np.array([[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]])
DECK_MAX = np.array([[6, 8], [3, 4]])
DECK_MEAN = np.array([[3.25, 5.25], [2, 2]])
DECK_WINNERS = ((1, 1), (1, 3), (2, 0), (3, 3))
"""Rows and columns of the four maxima (CS231n deck), window by window."""

MOVES = (
    ("the signal", (0, 0, 9, 0, 0, 0, 0, 0, 5, 0, 0, 0), (0, 9, 0, 0, 5, 0)),
    ("1 to the right", (0, 0, 0, 9, 0, 0, 0, 0, 0, 5, 0, 0), (0, 9, 0, 0, 5, 0)),
    ("1 to the left", (0, 9, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0), (9, 0, 0, 5, 0, 0)),
    ("2 to the right", (0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 5, 0), (0, 0, 9, 0, 0, 5)),
)
"""A signal and its shifts, each with its maxima over windows of 2, stride 2."""

WINDOW = np.array([[-3, 1], [-2, 2]])
WINDOW_RELU = np.array([[0, 1], [0, 2]])
ONE = {"max": 2.0, "mean": -0.5}
AFTER_RELU = {"max": 2.0, "mean": 0.75}
RELU_LAST = {"max": 2.0, "mean": 0.0}
"""What a window gives: pooled, pooled after ReLU, and pooled with ReLU last."""

SIGNAL = (1, 6, 2, 4, 9, 3, 5)
STARTS = (0, 2, 4)
OUTPUTS = (6, 9, 9)
WINNERS = (1, 4, 4)
DOUT = (1, 2, 3)
DX = (0, 1, 0, 0, 5, 0, 0)
"""Windows of 3 with stride 2 along a signal, their maxima, and the gradient of the signal."""

Ends = tuple[tuple[int, int], ...]
BINS: dict[tuple[int, int], Ends] = {
    (5, 1): ((0, 5),),
    (7, 1): ((0, 7),),
    (8, 1): ((0, 8),),
    (6, 1): ((0, 6),),
    (5, 2): ((0, 3), (2, 5)),
    (7, 2): ((0, 4), (3, 7)),
    (8, 2): ((0, 4), (4, 8)),
    (6, 2): ((0, 3), (3, 6)),
    (5, 4): ((0, 2), (1, 3), (2, 4), (3, 5)),
    (7, 4): ((0, 2), (1, 4), (3, 6), (5, 7)),
    (8, 4): ((0, 2), (2, 4), (4, 6), (6, 8)),
    (6, 4): ((0, 2), (1, 3), (3, 5), (4, 6)),
}
"""For a size and a number of bins along it: where each bin begins and ends."""
