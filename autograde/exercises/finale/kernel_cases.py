"""Assignment 11, learn_kernel: the kinds of cases.

Targets are drawn, and are no image's correlation with any kernel: a wrong kernel cannot be right by
having learned all there is. Learning rates are small enough for every drawn image.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

Array = NDArray[Any]
Shape = tuple[int, int]

IMAGE = np.array([[1.0, 3, -1], [2, 1, 0], [0, 2, -1]])
TARGET = np.array([[4.0, 5], [0, 6]])


def _case(
    image: Array, target: Array, size: Shape, lr: float, steps: int, note: str = "", **options: Any
) -> Case:
    label = f"image {image.shape}, kernel {size}, lr {lr}, {_steps(steps)}{note}"
    return case("learn_kernel", image, target, size, lr, steps, label=label, **options)


def _steps(steps: int) -> str:
    return f"{steps} step{'' if steps == 1 else 's'}"


def _drawn(
    draw: Draw, image: Shape, size: Shape, lr: float, steps: int, note: str = "", **options: Any
) -> Case:
    made = draw.array(image[0] - size[0] + 1, image[1] - size[1] + 1)
    return _case(draw.array(*image) / 2, made, size, lr, steps, note, **options)


def _one_number(draw: Draw) -> Case:
    """All errors of the first step are equal, so that their order does not count."""
    target = np.full((4, 4), draw.array(1)[0] + 6)
    note = ", target of one number"
    return _case(draw.array(5, 6) / 2, target, (2, 3), 0.25, 1, note, isolating=True)


def _first_steps(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, (6, 9), (3, 2), 0.25, 1),
        _drawn(draw, (7, 6), (2, 4), 0.125, 1),
        _drawn(draw, (5, 7), (2, 2), 0.25, 1, ", square kernel", isolating=True),
        _drawn(draw, (4, 6), (1, 1), 0.375, 1, ", one weight", isolating=True),
        _one_number(draw),
    ]


def _more_steps(draw: Draw) -> list[Case]:
    return [
        _drawn(draw, (6, 9), (3, 2), 0.25, 4),
        _drawn(draw, (7, 6), (2, 4), 0.125, 7),
        _drawn(draw, (5, 8), (2, 2), 0.25, 3, ", square kernel", isolating=True),
        _drawn(draw, (4, 6), (1, 1), 0.375, 2, ", one weight", isolating=True),
        _drawn(draw, (5, 4), (2, 3), 0.25, 2),
    ]


def _no_steps_and_types(draw: Draw) -> list[Case]:
    whole = draw.integers(4, 6)
    return [
        _case(whole / 64, draw.integers(3, 4), (2, 3), 0.125, 3, ", target of whole numbers"),
        _case(np.sign(whole), draw.integers(3, 5), (2, 2), 0.25, 2, ", all whole numbers"),
        _drawn(draw, (4, 5), (2, 3), 0.25, 0, isolating=True),
    ]


LEARN_KERNEL = (
    Kind(
        "one step",
        0.75,
        _first_steps,
        (_case(IMAGE, TARGET, (2, 2), 0.1, 1, ", worked example"),),
    ),
    Kind(
        "several steps",
        1,
        _more_steps,
        (_case(IMAGE, TARGET, (2, 2), 0.1, 2, ", worked example"),),
    ),
    Kind("no step, and types", 0.25, _no_steps_and_types),
)
