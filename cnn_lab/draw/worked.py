"""The worked example of the course, 3 by 3 with a 2 by 2 kernel (Bonn), as numbers on paper."""

from __future__ import annotations

import numpy as np

IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])
KERNEL_FLIPPED = np.array([[-1, 2], [0, 1]])

CORRELATION_VALID = np.array([[4, 5], [0, 6]])
CONVOLUTION_VALID = np.array([[6, -5], [2, -2]])
CONVOLUTION_FULL = np.array([[1, 3, -1, 0], [4, 6, -5, 1], [4, 2, -2, 0], [0, 4, -4, 1]])
