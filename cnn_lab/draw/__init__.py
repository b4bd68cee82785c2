"""Figures of the course: `from cnn_lab import draw`.

Each function shows its figure and returns None. None of them computes an answer: right results are
typed in, everything else comes from the student's own function.
"""

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
from .pictures import compared, filtered, photo, picture

__all__ = [
    "arrays",
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
    "dense_parameters",
    "distances",
    "edge_costs",
    "errors_by_step",
    "feeds",
    "filtered",
    "fitting",
    "full_views",
    "gradient",
    "gradient_check",
    "growth",
    "in_memory",
    "layer_channels",
    "layer_maps",
    "layer_volumes",
    "layer_windows",
    "likeness",
    "linear_map",
    "lines_run",
    "location",
    "measured",
    "modes",
    "padding_backward",
    "photo",
    "picture",
    "pixel_map",
    "planes",
    "positions",
    "product",
    "shifted",
    "shrinking",
    "signal_links",
    "smoothed",
    "sparse_and_dense",
    "spectra",
    "stepper",
    "stride_backward",
    "toeplitz_and_circulant",
    "toeplitz_backward",
    "toeplitz_forward",
    "weight_matrices",
    "wiring",
    "wrapped",
]
