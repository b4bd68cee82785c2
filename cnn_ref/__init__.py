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

from cnn_ref.architectures_alexnet import alexnet, alexnet_summary
from cnn_ref.conv_layer import conv_backward, conv_forward
from cnn_ref.conv_naive import conv_backward_naive, conv_forward_naive
from cnn_ref.convolution import convolve, convolve2d, rot180
from cnn_ref.correlation import correlate, correlate2d
from cnn_ref.costs import count_parameters, dense_cost, edge_detection_cost
from cnn_ref.counting import layer_macs, layer_parameters, profile_array, summarise
from cnn_ref.data import load_digits
from cnn_ref.descent import sgd_step
from cnn_ref.differences import numerical_gradient, relative_error
from cnn_ref.dropout import dropout_backward, dropout_forward
from cnn_ref.fourier import fft_circular_correlate, fft_correlate
from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry
from cnn_ref.linear import flatten_backward, flatten_forward, linear_backward, linear_forward
from cnn_ref.linear_maps import circulant_matrix, toeplitz_matrix
from cnn_ref.losses import (
    accuracy,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)
from cnn_ref.measuring import measure
from cnn_ref.network import Network
from cnn_ref.normalisation import local_response_norm_backward, local_response_norm_forward
from cnn_ref.padding import dilate, pad
from cnn_ref.pooling import max_pool_backward, max_pool_forward
from cnn_ref.pooling_average import avg_pool_backward, avg_pool_forward
from cnn_ref.pooling_global import (
    global_avg_pool_backward,
    global_avg_pool_forward,
    global_max_pool_backward,
    global_max_pool_forward,
)
from cnn_ref.pooling_lp import lp_pool_backward, lp_pool_forward
from cnn_ref.printing import format_network, format_profile
from cnn_ref.profiling import ideal_time, profile
from cnn_ref.pyramid import spatial_pyramid_pool_backward, spatial_pyramid_pool_forward
from cnn_ref.receptive_fields import receptive_field_of
from cnn_ref.relu import relu, relu_backward, relu_forward
from cnn_ref.shapes import output_size, receptive_field
from cnn_ref.sigmoid import sigmoid, sigmoid_backward, sigmoid_forward
from cnn_ref.softmax import log_softmax, softmax, softmax_backward, softmax_forward
from cnn_ref.tracing import trace_layers, trace_shapes
from cnn_ref.training import evaluate, train
from cnn_ref.windows import col2im, im2col, im2col_indices

__all__ = [
    "GradientMismatch",
    "Network",
    "accuracy",
    "alexnet",
    "alexnet_summary",
    "avg_pool_backward",
    "avg_pool_forward",
    "check_gradients",
    "check_gradients_by_entry",
    "circulant_matrix",
    "col2im",
    "conv_backward",
    "conv_backward_naive",
    "conv_forward",
    "conv_forward_naive",
    "convolve",
    "convolve2d",
    "correlate",
    "correlate2d",
    "count_parameters",
    "dense_cost",
    "dilate",
    "dropout_backward",
    "dropout_forward",
    "edge_detection_cost",
    "evaluate",
    "fft_circular_correlate",
    "fft_correlate",
    "flatten_backward",
    "flatten_forward",
    "format_network",
    "format_profile",
    "global_avg_pool_backward",
    "global_avg_pool_forward",
    "global_max_pool_backward",
    "global_max_pool_forward",
    "ideal_time",
    "im2col",
    "im2col_indices",
    "layer_macs",
    "layer_parameters",
    "linear_backward",
    "linear_forward",
    "load_digits",
    "local_response_norm_backward",
    "local_response_norm_forward",
    "log_softmax",
    "lp_pool_backward",
    "lp_pool_forward",
    "max_pool_backward",
    "max_pool_forward",
    "measure",
    "numerical_gradient",
    "output_size",
    "pad",
    "profile",
    "profile_array",
    "receptive_field",
    "receptive_field_of",
    "relative_error",
    "relu",
    "relu_backward",
    "relu_forward",
    "rot180",
    "sgd_step",
    "sigmoid",
    "sigmoid_backward",
    "sigmoid_forward",
    "softmax",
    "softmax_backward",
    "softmax_cross_entropy",
    "softmax_cross_entropy_backward",
    "softmax_cross_entropy_forward",
    "softmax_forward",
    "spatial_pyramid_pool_backward",
    "spatial_pyramid_pool_forward",
    "summarise",
    "toeplitz_matrix",
    "trace_layers",
    "trace_shapes",
    "train",
]
