"""The reference package: convolutional networks in plain NumPy, written to be read.

``correlate…`` slides a kernel as it is, ``convolve…`` turns it around first. Both come in three
modes, ``"valid"``, ``"same"`` and ``"full"``, named and aligned as in `scipy.signal`.

>>> import numpy as np
>>> from cnn_ref import convolve2d, correlate2d
>>> image = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
>>> kernel = np.array([[1, 0], [2, -1]])
>>> correlate2d(image, kernel)
array([[4, 5],
       [0, 6]])
>>> convolve2d(image, kernel)
array([[ 6, -5],
       [ 2, -2]])
"""

from cnn_ref.convolution import convolve, convolve2d, rot180
from cnn_ref.correlation import correlate, correlate2d
from cnn_ref.shapes import output_size, receptive_field

__all__ = [
    "convolve",
    "convolve2d",
    "correlate",
    "correlate2d",
    "output_size",
    "receptive_field",
    "rot180",
]
