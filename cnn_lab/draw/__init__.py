"""Figures of the course: `from cnn_lab import draw`.

Each function shows its figure and returns None. None of them computes an answer: right results are
typed in, everything else comes from the student's own function.
"""

from .pictures import compared, filtered, photo, picture
from .signals import location, smoothed
from .small_arrays import arrays, modes
from .widget import stepper

__all__ = [
    "arrays",
    "compared",
    "filtered",
    "location",
    "modes",
    "photo",
    "picture",
    "smoothed",
    "stepper",
]
