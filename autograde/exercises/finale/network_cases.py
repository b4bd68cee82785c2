"""Assignment 11, network_gradients: the kinds of cases.

Networks are tiny, since every judged array is recorded once for each mistake. In each layer one
channel is well below zero, so that its rectifier lets nothing through, and one well above.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Argument, Case, Result

Array = NDArray[Any]

PARTS = {"loss": (0,), "first": (1, 2), "second": (3, 4), "dense": (5, 6)}
"""Which results belong to a part: (loss, dw1, db1, dw2, db2, dw3, db3)."""


def _part(part: str) -> tuple[Result | Argument, ...]:
    """What is judged: the results of one part, with the loss that inputs stay; for "" all."""
    if not part:
        return (Result(0),)
    unchanged = [Argument(0, i) for i in range(8)] if part == "loss" else []
    return (*(Result(0, i) for i in PARTS[part]), *unchanged)


def _case(part: str, args: tuple[Array, ...], note: str, **options: Any) -> Case:
    filters = f"{len(args[2])} and {len(args[4])} filters, {len(args[6])} classes"
    label = f"x {args[0].shape}, {filters}{note}"
    return case("network_gradients", *args, label=label, judged=_part(part), **options)


def _biases(draw: Draw, count: int) -> Array:
    """The first one well above zero, the last one well below, if there are several."""
    b = draw.array(count) / 8
    b[0] += 2
    if count > 1:
        b[-1] -= 4
    return b


def _network(
    draw: Draw, x: tuple[int, ...], first: int, second: int, classes: int
) -> tuple[Array, ...]:
    """Images, labels and parameters; weights so small that no probability is 0 or 1."""
    N, C, H, W = x
    features = second * (H // 4) * (W // 4)
    b3 = draw.array(classes) / 8
    b3[0] -= 6  # below zero, which a rectifier behind the last layer would change
    return (
        draw.array(*x) / 4,
        np.array([(n * 2 + 1) % classes for n in range(N)]),
        draw.array(first, C, 3, 3) / 16,
        _biases(draw, first),
        draw.array(second, first, 3, 3) / 16,
        _biases(draw, second),
        draw.array(classes, features) / 8,
        b3,
    )


def _plain(part: str, draw: Draw) -> list[Case]:
    return [
        _case(part, _network(draw, (3, 2, 5, 9), 3, 2, 4), ", sizes that pools do not fit"),
        _case(part, _network(draw, (1, 2, 8, 4), 2, 3, 3), ", one image", isolating=True),
        _lively(part, draw),
    ]


def _lively(part: str, draw: Draw) -> Case:
    """Everything well above zero: no rectifier cuts anything off."""
    x, labels, w1, _, w2, _, w3, b3 = _network(draw, (2, 2, 4, 4), 3, 4, 3)
    args = (x, labels, w1, np.array([9.0, 8, 10]), w2, np.array([35.0, 34, 33, 36]), w3, b3)
    return _case(part, args, ", nothing cut off", isolating=True)


def _features(part: str, draw: Draw) -> list[Case]:
    found = [*_plain(part, draw), _twins(part, draw)]
    if part == "first":  # whatever is wrong before shows here, too
        found.append(_case("", _network(draw, (2, 1, 4, 9), 2, 3, 4), ", everything judged"))
    return found


def _twins(part: str, draw: Draw) -> Case:
    """Pixels in blocks of four equal ones and kernels of one weight: all of a window is tied."""
    _, labels, w1, b1, w2, b2, w3, b3 = _network(draw, (2, 1, 4, 8), 2, 2, 3)
    only = np.zeros((3, 3))
    only[1, 1] = 1
    blocks = draw.positive(2, 1, 2, 4).repeat(2, axis=2).repeat(2, axis=3)
    args = (blocks / 4 + 1, labels, np.abs(w1) * only, np.abs(b1), w2, b2, w3, b3)
    return _case(part, args, ", pixels in equal blocks", isolating=True)


def _losses(draw: Draw) -> list[Case]:
    args = _network(draw, (2, 1, 4, 5), 2, 3, 3)
    far = np.array([0.0, 1000, -1000])
    return [
        _case("loss", _network(draw, (3, 1, 4, 9), 2, 3, 4), ""),
        _case("loss", (*args[:-1], args[-1] + far), ", logits far apart"),
    ]


NETWORK_GRADIENTS = (
    Kind("loss, and inputs unchanged", 0.25, _losses),
    Kind("gradients of the dense layer", 0.25, partial(_plain, "dense")),
    Kind("gradients of the second stage", 0.25, partial(_features, "second")),
    Kind("gradients of the first stage", 0.25, partial(_features, "first")),
)
