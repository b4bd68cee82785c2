"""Figures of the course: `from cnn_lab import draw`.

Each function shows its figure and returns None. None of them computes an answer: right results are
typed in, everything else comes from the student's own function.
"""

from .backward import (
    columns_back,
    full_views,
    signal_links,
    stride_backward,
    toeplitz_backward,
    toeplitz_forward,
)
from .backward_widget import backward_stepper
from .bars import counts, edge_costs
from .batches import planes
from .channels_widget import layer_windows
from .columns import batch_as_columns, product, wrapped
from .columns_widget import pixel_map
from .cone_widget import cone
from .connections_widget import wiring
from .differences import distances
from .feeding import feeds
from .fields import connections, growth
from .frequencies import spectra
from .gradients import chain, gradient, gradient_check, measured
from .layer_forward import colour_channels, colour_photo, layer_channels, layer_maps
from .layer_memory import in_memory, lines_run
from .linear_maps import linear_map, toeplitz_and_circulant
from .pictures import compared, filtered, photo, picture
from .shifts import likeness, shifted
from .signals import location, smoothed
from .sizes import fitting, shrinking
from .slopes import chords, errors_by_step
from .small_arrays import arrays, modes
from .strips import positions
from .units import brain_view, sparse_and_dense
from .volumes import layer_volumes
from .weight_tables import weight_matrices
from .widget import stepper

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
