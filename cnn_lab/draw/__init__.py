"""Figures of the course: `from cnn_lab import draw`.

Each function shows its figure and returns None, but for `photo`, `digits` and `trials`, which give
what figures are made of. None of them computes an answer: right results are typed in or recorded,
everything else comes from the student's own function.
"""

from .architectures.alexnet_blocks import alexnet_blocks
from .architectures.audits import audit, varying
from .architectures.staircase import first_staircase, staircase
from .architectures.sums_widget import layer_sums
from .columns.columns_widget import pixel_map
from .columns.frequencies import spectra
from .columns.linear_maps import linear_map, toeplitz_and_circulant
from .columns.products import batch_as_columns, product, wrapped
from .contract.gradients import chain, gradient, gradient_check, measured
from .contract.slopes import chords, errors_by_step
from .correlation.signals import location, smoothed
from .correlation.small_arrays import arrays, modes
from .correlation.stepper_widget import stepper
from .costs.bars import counts, dense_parameters, edge_costs
from .costs.connections_widget import wiring
from .costs.shifts import likeness, shifted
from .costs.units import brain_view, sparse_and_dense
from .costs.weight_tables import weight_matrices
from .finale.digits import digit_rows, digits
from .finale.learning import approach, valley
from .finale.outcomes import learned_filters, responses, shifted_accuracy, training_curves
from .finale.patches import found
from .finale.trials import trials
from .geometry.batches import planes
from .geometry.cone_widget import cone
from .geometry.fields import connections, growth
from .geometry.sizes import fitting, shrinking
from .geometry.strips import positions
from .layer_backward.backward import (
    columns_back,
    full_views,
    padding_backward,
    signal_links,
    stride_backward,
    toeplitz_backward,
    toeplitz_forward,
)
from .layer_backward.backward_widget import backward_stepper
from .layer_backward.differences import distances
from .layer_backward.feeding import feeds
from .layer_forward.channels_widget import layer_windows
from .layer_forward.layer_memory import in_memory, lines_run
from .layer_forward.layers import colour_channels, colour_photo, layer_channels, layer_maps
from .layer_forward.volumes import layer_volumes
from .network_parts.channels import damped, neighbourhoods
from .network_parts.curves import curve_and_slope, depths
from .network_parts.loss_widget import loss_stepper
from .network_parts.masks import dropouts
from .network_parts.orders import flat_orders, flattened
from .pictures import compared, filtered, photo, picture
from .pooling.maxima import pooled_shifts, window_maxima
from .pooling.norms import lp_curve
from .pooling.orientations import oriented
from .pooling.overlaps import gradient_overlaps
from .pooling.pyramids import pyramid_bins
from .pooling.routes_widget import routes
from .pooling.swaps import relu_swaps
from .profiling.clocks import ideal_times, time_and_work
from .profiling.printed import printed, printed_network, shares, work

__all__ = [
    "alexnet_blocks",
    "approach",
    "arrays",
    "audit",
    "backward_stepper",
    "batch_as_columns",
    "brain_view",
    "chain",
    "chords",
    "colour_channels",
    "colour_photo",
    "columns_back",
    "compared",
    "cone",
    "connections",
    "counts",
    "curve_and_slope",
    "damped",
    "dense_parameters",
    "depths",
    "digit_rows",
    "digits",
    "distances",
    "dropouts",
    "edge_costs",
    "errors_by_step",
    "feeds",
    "filtered",
    "first_staircase",
    "fitting",
    "flat_orders",
    "flattened",
    "found",
    "full_views",
    "gradient",
    "gradient_check",
    "gradient_overlaps",
    "growth",
    "ideal_times",
    "in_memory",
    "layer_channels",
    "layer_maps",
    "layer_sums",
    "layer_volumes",
    "layer_windows",
    "learned_filters",
    "likeness",
    "linear_map",
    "lines_run",
    "location",
    "loss_stepper",
    "lp_curve",
    "measured",
    "modes",
    "neighbourhoods",
    "oriented",
    "padding_backward",
    "photo",
    "picture",
    "pixel_map",
    "planes",
    "pooled_shifts",
    "positions",
    "printed",
    "printed_network",
    "product",
    "pyramid_bins",
    "relu_swaps",
    "responses",
    "routes",
    "shares",
    "shifted",
    "shifted_accuracy",
    "shrinking",
    "signal_links",
    "smoothed",
    "sparse_and_dense",
    "spectra",
    "staircase",
    "stepper",
    "stride_backward",
    "time_and_work",
    "toeplitz_and_circulant",
    "toeplitz_backward",
    "toeplitz_forward",
    "training_curves",
    "trials",
    "valley",
    "varying",
    "weight_matrices",
    "window_maxima",
    "wiring",
    "work",
    "wrapped",
]
