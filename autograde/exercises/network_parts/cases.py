"""Assignment 08, activations: the kinds of cases, what each earns, how its cases are drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

Array = NDArray[Any]

LOG3 = float(np.log(3))
ON_PAPER = np.array([-LOG3, 0.0, LOG3])
"""Where the sigmoid is 1/4, 1/2 and 3/4."""


def _of_one(function: str, x: Array, note: str = "", **options: Any) -> Case:
    return case(function, x, label=f"x {x.shape}{note}", **options)


def _of_two(function: str, dout: Array, x: Array, note: str = "", **options: Any) -> Case:
    return case(function, dout, x, label=f"dout and x {x.shape}{note}", **options)


def small_whole(draw: Draw, *shape: int) -> Array:
    """Whole numbers from -5 to 5 without 0, the first one positive and the second negative."""
    size = int(np.prod(shape))
    numbers = [draw.whole(1, 5) * draw.pick((-1, 1)) for _ in range(size)]
    numbers[:2] = [draw.whole(1, 3), -draw.whole(1, 3)]
    return np.array(numbers).reshape(shape)


def opposed(draw: Draw, *shape: int) -> tuple[Array, Array]:
    """Make dout and x in which all four combinations of signs occur."""
    dout, x = draw.array(*shape), draw.array(*shape)
    for i, (one, other) in enumerate(((1, -1), (-1, 1), (1, 1), (-1, -1))):
        dout.flat[i], x.flat[i] = one * abs(dout.flat[i]), other * abs(x.flat[i])
    return dout, x


def _sigmoid(draw: Draw) -> list[Case]:
    return [
        _of_one("sigmoid", draw.array(2, 3, 2, 4)),
        _of_one("sigmoid", draw.array(5)),
        _of_one("sigmoid", draw.array(3, 4)),
        _of_one("sigmoid", draw.positive(4), ", all positive", isolating=True),
        _of_one("sigmoid", -draw.positive(2, 2), ", all negative", isolating=True),
        _of_one("sigmoid", draw.array(1), ", one number", isolating=True),
        _of_one("sigmoid", np.zeros((2, 3)), ", all zero", isolating=True),
    ]


def _large(draw: Draw) -> Array:
    """Numbers of every size, from about -1000 to 1000."""
    a, b, c, d = draw.positive(4)
    return np.array([a, 1000 + b, -1000 - c, -d, 20 * b, -20 * c])


def _sigmoid_large(draw: Draw) -> list[Case]:
    return [
        _of_one("sigmoid", _large(draw), ", up to 1000"),
        _of_one("sigmoid", _large(draw).reshape(2, 3), ", up to 1000"),
        _of_one("sigmoid", -1000 - draw.positive(3), ", all very negative", isolating=True),
    ]


def _sigmoid_whole(draw: Draw) -> list[Case]:
    return [
        _of_one("sigmoid", small_whole(draw, 2, 4), ", whole numbers"),
        _of_one("sigmoid", small_whole(draw, 3, 1, 2), ", whole numbers"),
    ]


SIGMOID = (
    Kind("ordinary numbers", 0.5, _sigmoid, (_of_one("sigmoid", ON_PAPER, " on paper"),)),
    Kind("large numbers", 0.25, _sigmoid_large),
    Kind("whole numbers", 0.25, _sigmoid_whole),
)


def _back(draw: Draw) -> list[Case]:
    name, same = "sigmoid_backward", draw.array(2, 4)
    return [
        _of_two(name, draw.array(2, 3, 2, 3), draw.array(2, 3, 2, 3)),
        _of_two(name, draw.array(5), draw.array(5)),
        _of_two(name, draw.array(3, 4), draw.array(3, 4)),
        _of_two(name, np.ones((2, 3)), draw.array(2, 3), ", dout of ones", isolating=True),
        _of_two(name, draw.array(4), np.zeros(4), ", x zero", isolating=True),
        _of_two(name, same, same.copy(), ", both equal", isolating=True),
        _of_two(name, draw.array(1, 4), draw.array(1, 4), ", one image", isolating=True),
        _of_two(name, draw.array(4), draw.positive(4), ", x positive", isolating=True),
        _of_two(name, np.zeros((2, 2)), draw.array(2, 2), ", dout zero", isolating=True),
    ]


def _back_large(draw: Draw) -> list[Case]:
    name = "sigmoid_backward"
    return [
        _of_two(name, draw.array(6), _large(draw), ", up to 1000"),
        _of_two(name, draw.array(2, 3), _large(draw).reshape(2, 3), ", up to 1000"),
    ]


def _back_whole(draw: Draw) -> list[Case]:
    name = "sigmoid_backward"
    return [
        _of_two(name, draw.array(2, 4), small_whole(draw, 2, 4), ", x whole numbers"),
        _of_two(name, draw.array(5), small_whole(draw, 5), ", x whole numbers"),
    ]


SIGMOID_BACKWARD = (
    Kind(
        "ordinary numbers",
        0.5,
        _back,
        (_of_two("sigmoid_backward", np.array([16.0, 8.0, -16.0]), ON_PAPER, " on paper"),),
    ),
    Kind("large numbers", 0.25, _back_large),
    Kind("whole numbers", 0.25, _back_whole),
)


def _relu(draw: Draw) -> list[Case]:
    return [
        _of_one("relu", draw.array(2, 3, 2, 4) * 8),
        _of_one("relu", draw.array(3, 5) * 8),
        _of_one("relu", np.append(draw.array(5), (8.5, -8.5)), ", one axis"),
        _of_one("relu", draw.positive(2, 3), ", all positive", isolating=True),
        _of_one("relu", -draw.positive(2, 3), ", all negative", isolating=True),
        _of_one("relu", draw.array(3, 2) / 8, ", below 1", isolating=True),
        _of_one("relu", draw.positive(1), ", one number", isolating=True),
        _of_one("relu", np.zeros((2, 3)), ", all zero", isolating=True),
    ]


def _relu_whole(draw: Draw) -> list[Case]:
    return [
        _of_one("relu", small_whole(draw, 2, 2, 3), ", whole numbers"),
        _of_one("relu", draw.integers(3, 4, low=7), ", whole numbers"),
    ]


RELU = (
    Kind(
        "numbers with decimals",
        0.75,
        _relu,
        (_of_one("relu", np.array([-2.5, 0.0, 1.5]), " on paper"),),
    ),
    Kind("whole numbers", 0.25, _relu_whole),
)


def _relu_back(draw: Draw) -> list[Case]:
    name = "relu_backward"
    positive, negative = draw.positive(2, 3), -draw.positive(2, 3)
    return [
        _of_two(name, *opposed(draw, 2, 3, 2, 3)),
        _of_two(name, *opposed(draw, 3, 4)),
        _of_two(name, *opposed(draw, 7)),
        _of_two(name, draw.array(2, 3), positive, ", x positive", isolating=True),
        _of_two(name, draw.array(2, 3), negative, ", x negative", isolating=True),
        _of_two(name, draw.positive(5), draw.array(5), ", dout positive", isolating=True),
        _of_two(name, np.ones((2, 4)), draw.array(2, 4), ", dout of ones", isolating=True),
    ]


def _with_zeros(draw: Draw, *shape: int) -> tuple[Array, Array]:
    """Make dout and x; where x is 0, dout is once positive and once negative."""
    dout, x = opposed(draw, *shape)
    x.flat[-1] = x.flat[-2] = 0
    dout.flat[-1], dout.flat[-2] = abs(dout.flat[-1]), -abs(dout.flat[-2])
    return dout, x


def _relu_back_zero(draw: Draw) -> list[Case]:
    name = "relu_backward"
    return [
        _of_two(name, *_with_zeros(draw, 2, 5), ", x zero at two places"),
        _of_two(name, *_with_zeros(draw, 3, 1, 3), ", x zero at two places"),
        _of_two(name, draw.array(2, 3), np.zeros((2, 3)), ", x zero everywhere", isolating=True),
    ]


def _relu_back_whole(draw: Draw) -> list[Case]:
    cases = []
    for shape in ((2, 4), (3, 3)):
        dout, x = opposed(draw, *shape)
        whole = np.sign(x).astype(np.int64) * draw.integers(*shape, low=2).astype(np.int64)
        whole = np.where(np.sign(whole) == np.sign(x), whole, -whole)
        cases.append(_of_two("relu_backward", dout + np.sign(dout) / 128, whole, ", x whole"))
    return cases


RELU_BACKWARD = (
    Kind(
        "ordinary numbers",
        0.5,
        _relu_back,
        (
            _of_two(
                "relu_backward",
                np.array([5.0, -2.0, 4.0, -1.0]),
                np.array([3.0, 0.5, -2.0, -0.5]),
                " on paper",
            ),
        ),
    ),
    Kind("x exactly zero", 0.25, _relu_back_zero),
    Kind("x of whole numbers", 0.25, _relu_back_whole),
)
