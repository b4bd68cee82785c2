"""Figures of the course: `from cnn_lab import draw`.

Each function shows its figure and returns None. None of them computes an answer: right results are
typed in, everything else comes from the student's own function.
"""

from .batches import planes
from .cone_widget import cone
from .fields import connections, growth
from .pictures import compared, filtered, photo, picture
from .signals import location, smoothed
from .sizes import fitting, shrinking
from .small_arrays import arrays, modes
from .strips import positions
from .widget import stepper

__all__ = [
    "arrays",
    "compared",
    "cone",
    "connections",
    "filtered",
    "fitting",
    "growth",
    "location",
    "modes",
    "photo",
    "picture",
    "planes",
    "positions",
    "shrinking",
    "smoothed",
    "stepper",
]
