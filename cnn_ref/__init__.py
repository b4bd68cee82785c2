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

from cnn_ref.conv_layer import conv_backward, conv_forward
from cnn_ref.conv_naive import conv_backward_naive, conv_forward_naive
from cnn_ref.convolution import convolve, convolve2d, rot180
from cnn_ref.correlation import correlate, correlate2d
from cnn_ref.shapes import output_size, receptive_field
from cnn_ref.windows import col2im, dilate, im2col, im2col_indices, pad

__all__ = [
    "col2im",
    "conv_backward",
    "conv_backward_naive",
    "conv_forward",
    "conv_forward_naive",
    "convolve",
    "convolve2d",
    "correlate",
    "correlate2d",
    "dilate",
    "im2col",
    "im2col_indices",
    "output_size",
    "pad",
    "receptive_field",
    "rot180",
]
