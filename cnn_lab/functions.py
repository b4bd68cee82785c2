"""Functions that a case may pass to a student's function, by name.

None of them answers an exercise. Each is mixed: an output depends on several inputs, so that an
answer that treats entries one by one is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def cubes_and_sum(x: Array) -> Array:
    """Each entry cubed, times the sum of all entries: no entry stands alone."""
    return np.asarray(x**3 * x.sum())


def sine_of_neighbour(x: Array) -> Array:
    """Each entry times the sine of the next one, the last with the first."""
    return np.asarray(x * np.sin(np.roll(x.ravel(), -1).reshape(x.shape)))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "cubes_and_sum": cubes_and_sum,
    "sine_of_neighbour": sine_of_neighbour,
}
