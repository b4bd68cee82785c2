"""The worked example with a second channel and a second filter, as numbers on paper."""

from __future__ import annotations

import numpy as np

from .. import worked

CHANNELS = (worked.IMAGE, np.array([[2, 0, 1], [1, 1, 0], [0, 3, 1]]))
FILTERS = (
    (worked.KERNEL, np.array([[0, 1], [1, 0]])),
    (np.array([[0, 1], [0, 0]]), np.array([[1, 0], [0, -1]])),
)
BIASES = (1, -2)

PARTS = {
    (1, 0): (
        (np.array([[4, 5], [0, 6]]), np.array([[1, 2], [1, 3]])),
        (np.array([[3, -1], [1, 0]]), np.array([[1, 0], [-2, 0]])),
    ),
    (2, 1): (
        (np.array([[-1, 7], [0, 6]]), np.array([[0, 0], [1, 3]])),
        (np.array([[0, 0], [2, 0]]), np.array([[-2, -1], [0, 0]])),
    ),
}
"""For stride and padding: what each filter finds in each channel."""

OUTPUTS = {
    (1, 0): (np.array([[6, 8], [2, 10]]), np.array([[2, -3], [-3, -2]])),
    (2, 1): (np.array([[0, 8], [2, 10]]), np.array([[-4, -3], [0, -2]])),
}
"""For stride and padding: one map for each filter, bias included."""
