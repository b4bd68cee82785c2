"""Assignment 11, sgd_step: the kinds of cases. Only the second judges that inputs stay."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Argument, Call, Case, Result

Array = NDArray[Any]


def _case(
    w: Array, dw: Array, v: Array, lr: float, momentum: float, note: str = "", **options: Any
) -> Case:
    label = f"w {w.shape}, lr {lr}, momentum {momentum}{note}"
    options = {"judged": (Result(0),), **options}
    return case("sgd_step", w, dw, v, lr, momentum, label=label, **options)


def _drawn(
    draw: Draw, shape: tuple[int, ...], lr: float, momentum: float, note: str = "", **options: Any
) -> Case:
    w, dw, v = (draw.array(*shape) for _ in range(3))
    return _case(w, dw, v, lr, momentum, note, **options)


def _single(draw: Draw) -> list[Case]:
    at_rest = draw.array(3, 2), draw.array(3, 2), np.zeros((3, 2))
    return [
        _drawn(draw, (3, 4), 0.125, 0.75),
        _drawn(draw, (2, 3, 3, 2), 0.25, 0.875),
        _drawn(draw, (5,), 0.5, 0.0, ", no momentum", isolating=True),
        _case(*at_rest, 0.25, 0.75, ", at rest", isolating=True),
        _case(draw.array(4), np.zeros(4), np.zeros(4), 0.25, 0.5, ", all at rest", isolating=True),
        _case(draw.array(4), np.zeros(4), draw.array(4), 0.25, 0.5, ", flat", isolating=True),
    ]


def _following(draw: Draw) -> list[Case]:
    return [
        _two_steps(draw, (4,), 0.125, 0.75),
        _two_steps(draw, (2, 3), 0.25, 0.5),
        _case(draw.integers(5), draw.array(5), draw.array(5), 0.25, 0.75, ", w whole numbers"),
    ]


def _two_steps(draw: Draw, shape: tuple[int, ...], lr: float, momentum: float) -> Case:
    """The second step takes what the first one gave."""
    w, v, first, second = (draw.array(*shape) for _ in range(4))
    calls = (
        Call("sgd_step", (w, first, v, lr, momentum)),
        Call("sgd_step", (Result(0, 0), second, Result(0, 1), lr, momentum)),
    )
    unchanged = [Argument(0, i) for i in range(3)]
    judged: tuple[Result | Argument, ...] = (Result(1), Result(0), *unchanged, Argument(1, 1))
    return Case("", f"two steps, w {shape}, lr {lr}, momentum {momentum}", calls, judged)


_PAPER = _case(np.array([1.0]), np.array([4.0]), np.array([2.0]), 0.5, 0.5, " on paper")

SGD_STEP = (
    Kind("one step", 0.5, _single, (_PAPER,)),
    Kind("a second step, types, inputs unchanged", 0.5, _following),
)
