"""Two small exercises as sheets, written by hand: no answer code but what these tests need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from cnn_lab.cases import Argument, Call, Case, Result, carried, perform
from cnn_lab.sheets import Kind, Mistake, Recorded, Sheet


def slide_right(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    if len(kernel) > len(signal):
        raise ValueError("kernel does not fit")
    places = range(len(signal) - len(kernel) + 1)
    return np.array([signal[i : i + len(kernel)] @ kernel for i in places])


def slide_flipped(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide_right(signal, kernel[::-1])


def _case(kind: str, label: str, function: str, *args: Any) -> Case:
    arrays = [Argument(0, i) for i, arg in enumerate(args) if isinstance(arg, np.ndarray)]
    return Case(kind, label, (Call(function, args),), (Result(0), *arrays))


def _sheet(right: Callable[..., Any], wrong: Callable[..., Any], sheet: Sheet) -> Sheet:
    """A sheet with the values of the right and the wrong function filled in."""

    def seen(function: Callable[..., Any]) -> tuple[Any, ...]:
        return tuple(carried(perform(case, {sheet.exercise: function})) for case in sheet.cases)

    return replace(sheet, expected=seen(right), wrong=(seen(wrong),))


SIGNAL = np.array([1.5, 3.0, -1.0, 2.0, 0.5])
KERNEL = np.array([1.0, -2.0])

SLIDE = _sheet(
    slide_right,
    slide_flipped,
    Sheet(
        exercise="slide",
        title="Slide a kernel",
        points=3.0,
        difficulty=1,
        minutes=5,
        hints=("Nudge.", "Idea.", "Almost there."),
        forbidden=("np.convolve",),
        builds_on=(),
        kinds=(Kind("real", 2.0), Kind("whole", 1.0)),
        mistakes=(Mistake("flipped", "The kernel was turned.", "Try `kernel` [1, 0] on [1, 2]."),),
        cases=(
            _case("real", "signal (5,), kernel (2,)", "slide", SIGNAL, KERNEL),
            _case("real", "signal (3,), kernel (3,)", "slide", SIGNAL[:3], SIGNAL[:3] * 2),
            _case("whole", "signal (4,), kernel (2,)", "slide", np.arange(4), np.array([2, 1])),
            _case("whole", "signal (1,), kernel (2,)", "slide", np.arange(1), np.array([2, 1])),
        ),
        expected=(),
    ),
)

GRID = np.arange(12.0).reshape(3, 4) / 4


def spread_right(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
    return np.repeat(image, times, axis=1), times * image.shape[1]


def spread_wrong(image: np.ndarray, times: int) -> tuple[np.ndarray, int]:
    return np.tile(image, (1, times)), times * image.shape[1]


SPREAD = _sheet(
    spread_right,
    spread_wrong,
    Sheet(
        exercise="spread",
        title="Repeat every column",
        points=1.0,
        difficulty=1,
        minutes=5,
        hints=("Nudge.", "Idea.", "Almost there."),
        forbidden=(),
        builds_on=("slide",),
        kinds=(Kind("twice", 1.0), Kind("wide", 1.0)),
        mistakes=(Mistake("tiled", "The image was tiled.", "Print a small case."),),
        cases=(
            _case("twice", "image (3, 4), times 2", "spread", GRID, 2),
            _case("wide", "image (2, 20), times 3", "spread", np.arange(40.0).reshape(2, 20), 3),
        ),
        expected=(),
    ),
)

RECORDED = Recorded("90_small", "Small things", "a build", (SLIDE, SPREAD))
