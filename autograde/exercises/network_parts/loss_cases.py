"""Assignment 08, softmax and cross-entropy: the kinds of cases, and what each earns.

Loss and gradient are judged apart, so that each earns its own credit.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case, Result

from .cases import small_whole

Array = NDArray[Any]

LOSS, GRADIENT = Result(0, 0), Result(0, 1)
BOTH = (LOSS, GRADIENT)

SCORES = np.array([[np.log(2), 0, 0], [0, np.log(6), 0]])
"""Two images on paper: the shares are 1/2, 1/4, 1/4 and 1/8, 3/4, 1/8."""

LABELS = np.array([0, 2])


def _case(judged: Any, logits: Array, labels: Array, note: str = "", **options: Any) -> Case:
    label = f"logits {logits.shape}, labels {labels.tolist()}{note}"
    if judged:
        options["judged"] = judged
    return case("softmax_cross_entropy", logits, labels, label=label, **options)


def _labels(draw: Draw, logits: Array) -> Array:
    """Labels of which the first is the least likely class, and the second another one."""
    N, K = logits.shape
    labels = [draw.whole(0, K - 1) for _ in range(N)]
    labels[0] = int(logits[0].argmin())
    if N > 1:
        labels[1] = (labels[0] + 1) % K
    return np.array(labels)


def _ordinary(part: Result, draw: Draw) -> list[Case]:
    def one(N: int, K: int, note: str = "", isolating: bool = False) -> Case:
        logits = draw.array(N, K)
        return _case((part,), logits, _labels(draw, logits), note, isolating=isolating)

    equal = np.full((3, 3), draw.whole(1, 3) / 4)
    same = draw.array(4, 3)
    return [
        one(4, 3),
        one(3, 5),
        one(5, 2),
        one(1, 4, ", one image", isolating=True),
        one(1, 3, ", one image", isolating=True),
        one(3, 3, ", as many images as classes", isolating=True),
        _case((part,), equal, _labels(draw, equal), ", equal scores", isolating=True),
        _case((part,), same, same.argmax(axis=1), ", the likeliest classes", isolating=True),
    ]


def _large(draw: Draw) -> list[Case]:
    far = draw.array(3, 4)
    far[0, 1] += 1000
    far[1] -= 1000
    far[2] += 1000
    high, apart, gap = draw.array(2, 3) + 1000, draw.array(3, 4), draw.array(2, 4)
    apart[1] -= 1000
    gap[0, 2] -= 1000
    wide = draw.array(4, 2)
    wide[:, 0] += np.array([1000, -1000, 1000, 0])
    wide[3] += 1000
    return [
        _case(BOTH, far, np.array([draw.pick((0, 2, 3)), 3, 1]), ", far apart"),
        _case(BOTH, wide, np.array([1, 0, 0, draw.whole(0, 1)]), ", far apart"),
        _case(BOTH, high, np.array([2, 0]), ", all near 1000", isolating=True),
        _case(BOTH, apart, np.array([0, 3, 1]), ", a row near -1000", isolating=True),
        _case(BOTH, gap, np.array([2, 1]), ", a gap of 1000", isolating=True),
    ]


def _whole(draw: Draw) -> list[Case]:
    some, more = small_whole(draw, 3, 4), small_whole(draw, 4, 2)
    some[:2, 0] += 6  # for certain not the labels, so that gradients have decimals to lose
    return [
        _case((), some, np.array([1, 3, 2]), ", whole numbers"),
        _case((), more, np.array([0, 1, 1, 0]), ", whole numbers"),
    ]


SOFTMAX_CROSS_ENTROPY = (
    Kind(
        "loss",
        0.5,
        partial(_ordinary, LOSS),
        (_case((LOSS,), SCORES, LABELS, " on paper"),),
    ),
    Kind(
        "gradient",
        0.75,
        partial(_ordinary, GRADIENT),
        (_case((GRADIENT,), SCORES, LABELS, " on paper"),),
    ),
    Kind("large scores", 0.5, _large),
    Kind("whole numbers, and all unchanged", 0.25, _whole),
)
