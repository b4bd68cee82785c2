"""Assignment 08, flatten, dropout and normalisation: the kinds of cases, and what each earns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

from .cases import small_whole

Array = NDArray[Any]

PAPER_BATCH = np.arange(12.0).reshape(1, 3, 2, 2)


def _flat(x: Array, note: str = "", **options: Any) -> Case:
    return case("flatten", x, label=f"x {x.shape}{note}", **options)


def _batches(draw: Draw) -> list[Case]:
    return [
        _flat(draw.array(2, 3, 2, 4)),
        _flat(draw.array(3, 2, 4, 3)),
        _flat(draw.array(4, 2, 1, 3)),
        _flat(draw.array(1, 3, 2, 4), ", one image", isolating=True),
        _flat(draw.array(2, 1, 3, 2), ", one channel", isolating=True),
        _flat(draw.array(2, 4, 1, 1), ", one pixel", isolating=True),
        _flat(draw.array(2, 2, 3, 1), ", one column", isolating=True),
    ]


def _flat_whole(draw: Draw) -> list[Case]:
    return [
        _flat(draw.integers(2, 3, 4, 2), ", whole numbers"),
        _flat(draw.integers(3, 4, 2, 1), ", whole numbers"),
    ]


FLATTEN = (
    Kind("numbers with decimals", 0.75, _batches, (_flat(PAPER_BATCH, ", 0 to 11"),)),
    Kind("whole numbers", 0.25, _flat_whole),
)


def _drop(x: Array, u: Array, p: float, train: bool, note: str = "", **options: Any) -> Case:
    label = f"x {x.shape}, p = {p:g}, train {train}{note}"
    return case("dropout", x, u, p, train, label=label, **options)


def _uniform(draw: Draw, p: float, *shape: int) -> Array:
    """Numbers from 0 up to 1, which meet p, lie on both sides of it, and of 1 - p, and hold 0."""
    u = np.array([draw.whole(0, 63) / 64 for _ in range(int(np.prod(shape)))])
    u[:5] = p, p / 2, (1 + p) / 2, 0.0, min(p, 1 - p) + abs(1 - 2 * p) / 2
    return u.reshape(shape)


def _training(draw: Draw) -> list[Case]:
    little, much = draw.pick((1 / 8, 1 / 4, 3 / 8)), draw.pick((5 / 8, 3 / 4, 7 / 8))
    return [
        _drop(draw.array(2, 3, 2, 2), _uniform(draw, little, 2, 3, 2, 2), little, True),
        _drop(draw.array(3, 4), _uniform(draw, much, 3, 4), much, True),
        _drop(draw.array(24), _uniform(draw, little, 24), little, True),
        _drop(draw.array(2, 4), _uniform(draw, 0.5, 2, 4), 0.5, True, isolating=True),
        _drop(
            draw.array(2, 3),
            np.full((2, 3), 63 / 64),
            little,
            True,
            ", all kept",
            isolating=True,
        ),
        _drop(np.ones((2, 4)), _uniform(draw, much, 2, 4), much, True, ", ones", isolating=True),
    ]


def _testing(draw: Draw) -> list[Case]:
    little, much = draw.pick((1 / 8, 1 / 4, 3 / 8)), draw.pick((5 / 8, 3 / 4, 7 / 8))
    gone = np.zeros((2, 3))
    return [
        _drop(draw.array(2, 2, 2, 3), _uniform(draw, little, 2, 2, 2, 3), little, False),
        _drop(draw.array(3, 4), _uniform(draw, much, 3, 4), much, False),
        _drop(draw.array(2, 3), gone, little, True, ", all dropped", isolating=True),
    ]


def _drop_others(draw: Draw) -> list[Case]:
    p = draw.pick((3 / 8, 5 / 8))
    return [
        _drop(small_whole(draw, 3, 5), _uniform(draw, p, 3, 5), p, True, ", whole numbers"),
        _drop(draw.array(3, 3), _uniform(draw, 0.0, 3, 3), 0.0, True),
        _drop(draw.array(2, 3), _uniform(draw, 0.0, 2, 3), 0.0, False, isolating=True),
    ]


_FOUR = np.array([2.0, -1.0, 4.0, 3.0])
_DRAWN = np.array([0.1, 0.25, 0.7, 0.2])

DROPOUT = (
    Kind("training", 0.5, _training, (_drop(_FOUR, _DRAWN, 0.25, True, " on paper"),)),
    Kind("after training", 0.25, _testing, (_drop(_FOUR, _DRAWN, 0.25, False, " on paper"),)),
    Kind("p of 0, and whole numbers", 0.25, _drop_others),
)


def _norm(
    x: Array, n: int, k: float, alpha: float, beta: float, note: str = "", **options: Any
) -> Case:
    label = f"x {x.shape}, n {n}, k {k:g}, alpha {alpha:g}, beta {beta:g}{note}"
    return case("local_response_norm", x, n, k, alpha, beta, label=label, **options)


def _numbers(draw: Draw) -> tuple[float, float, float]:
    """k, alpha and beta; an alpha of 0.1 or more, since a small one hides mistakes."""
    return (
        draw.pick((1.5, 2.5, 3.0)),
        draw.pick((0.125, 0.25, 0.75)),
        draw.pick((0.625, 0.75, 1.25)),
    )


def _many(draw: Draw) -> list[Case]:
    k, alpha, beta = _numbers(draw)
    quiet = draw.array(2, 6, 1, 2)
    quiet[:, [0, -1]] = 0
    return [
        _norm(draw.array(2, 7, 2, 3), 5, *_numbers(draw)),
        _norm(draw.array(3, 5, 3, 2), 3, *_numbers(draw)),
        _norm(draw.array(2, 3, 2, 4), 1, *_numbers(draw), isolating=True),
        _norm(draw.array(1, 6, 1, 1), 3, *_numbers(draw), ", one pixel", isolating=True),
        _norm(draw.positive(2, 5, 1, 2), 3, *_numbers(draw), ", positive", isolating=True),
        _norm(draw.array(2, 5, 1, 2), 3, k, alpha, 1.0, isolating=True),
        _norm(draw.array(2, 5, 2, 1), 3, k, 1.0, beta, isolating=True),
        _norm(draw.array(2, 1, 3, 2), 3, *_numbers(draw), ", one channel", isolating=True),
        _norm(quiet, 3, *_numbers(draw), ", zero in the end channels", isolating=True),
    ]


def _few(draw: Draw) -> list[Case]:
    return [
        _norm(draw.array(2, 4, 3, 2), 7, *_numbers(draw)),
        _norm(draw.array(3, 3, 2, 4), 5, *_numbers(draw)),
    ]


def _norm_whole(draw: Draw) -> list[Case]:
    return [
        _norm(small_whole(draw, 2, 4, 2, 3), 3, *_numbers(draw), ", whole numbers"),
        _norm(small_whole(draw, 3, 6, 1, 2), 5, *_numbers(draw), ", whole numbers"),
    ]


PAPER_CHANNELS = np.array([1.0, 2, 3]).reshape(1, 3, 1, 1)
ACTIVITY = np.array([10.0, 40, 100, 30, 0, 60, 20]).reshape(1, 7, 1, 1)
"""Seven channels of one pixel, with one that is much larger than its neighbours."""

LOCAL_RESPONSE_NORM = (
    Kind(
        "many channels",
        0.5,
        _many,
        (
            _norm(PAPER_CHANNELS, 3, 1.0, 1.0, 1.0, " on paper"),
            _norm(ACTIVITY, 5, 2.0, 1e-4, 0.75, ", as in the paper"),
        ),
    ),
    Kind("fewer channels than the window", 0.25, _few),
    Kind("whole numbers", 0.25, _norm_whole),
)
