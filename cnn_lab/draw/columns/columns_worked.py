"""The numbers of assignment 05 as on paper: windows as columns, and matrices of a correlation."""

from __future__ import annotations

import numpy as np

WINDOWS = (
    (0, 1, 4, 5),
    (1, 2, 5, 6),
    (2, 3, 6, 7),
    (4, 5, 8, 9),
    (5, 6, 9, 10),
    (6, 7, 10, 11),
)
"""The pixels of the six windows of 2 by 2 on an image of 3 by 4, window by window."""

WINDOWS_SHAPE = (3, 4)
WINDOWS_AT = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2))

BATCH = np.array(
    [
        [[[1, 2, 3], [4, 5, 6]], [[11, 12, 13], [14, 15, 16]]],
        [[[21, 22, 23], [24, 25, 26]], [[31, 32, 33], [34, 35, 36]]],
    ]
)
"""Two images of two channels, (2, 2, 2, 3)."""

BATCH_COLUMNS = np.array(
    [
        [1, 2, 4, 5, 21, 22, 24, 25],
        [2, 3, 5, 6, 22, 23, 25, 26],
        [11, 12, 14, 15, 31, 32, 34, 35],
        [12, 13, 15, 16, 32, 33, 35, 36],
    ]
)
"""Its windows of 1 by 2 as columns."""

TOEPLITZ = np.array(
    [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
    ]
)
"""The valid correlation of the worked example as a matrix."""

CIRCULANT = np.array(
    [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 1, -1, 0, 2, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
        [0, 0, 0, 0, 0, 1, -1, 0, 2],
        [2, -1, 0, 0, 0, 0, 1, 0, 0],
        [0, 2, -1, 0, 0, 0, 0, 1, 0],
        [-1, 0, 2, 0, 0, 0, 0, 0, 1],
    ]
)
"""The same with an image that wraps around."""

TOEPLITZ_ZEROS = ((0, 1), (1, 2), (2, 4), (3, 5))
CIRCULANT_ZEROS = ((0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (6, 7), (7, 8), (8, 6))
"""Row and column of the kernel's own 0 in either matrix; all other zeros are no weights."""

WRAPPED_AT = (
    *((2, 0), (2, 3), (5, 3), (5, 6)),
    *((6, 0), (6, 1), (7, 1), (7, 2), (8, 0), (8, 2), (8, 6)),
)
"""Row and column of the weights that have come in on the other side."""

WRAPPED_IMAGE = np.array([[1, 3, -1, 1], [2, 1, 0, 2], [0, 2, -1, 0], [1, 3, -1, 1]])
CIRCULAR = np.array([[4, 5, -3], [0, 6, -2], [-1, 9, -4]])
"""The worked image with its first row and column again at the end, and what comes of it."""
