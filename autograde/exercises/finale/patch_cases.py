"""Assignment 11, find_patch: the kinds of cases.

Each scene holds the patch once, paler and darker than it is, among lures: a bright region, a strong
pattern, a similar one, its negative, and the patch turned. Each lure is what one mistake finds. The
patch has a little noise, and its negative none, so that no two scores differ by rounding alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

Array = NDArray[Any]
Shape = tuple[int, int]

ON_PAPER = np.array([[9.0, 8, 9, 9, 8], [8, 9, 9, 1, 3], [9, 9, 8, 3, 1]])
CROSS = np.array([[0.0, 1], [1, 0]])


def _rough(draw: Draw, shape: Shape, strength: float) -> Array:
    """Noise of at most 4 times a strength."""
    return draw.array(*shape) * strength


def _lures(draw: Draw, p: Array) -> dict[str, Array]:
    """What stands in a scene, by name; `p` has a mean of about 5 and a spread of about 2."""
    return {
        "negative": 8 - p / 2,
        "patch": p / 2 - 1 + _rough(draw, p.shape, 1 / 256),
        "bright": 40 + _rough(draw, p.shape, 1 / 32),
        "same shades": 2 * p + _rough(draw, p.shape, 1 / 4),
        "strong": 6 * (p - 5) + _rough(draw, p.shape, 2),
        "turned": p[::-1, ::-1] / 2 + 1,
        "close": p + _rough(draw, p.shape, 1 / 4),
    }


def _scene(
    draw: Draw, shape: Shape, note: str, *, without: tuple[str, ...] = (), flat: bool = False
) -> Case:
    """A scene of two rows of four places, in an order that is drawn.

    Where there is a flat window the patch has 8 pixels, so that its mean is exact and the window's
    score is 0 divided by 0, however it is computed.
    """
    KH, KW = shape
    p = draw.array(*shape) + 5
    image = _rough(draw, (2 * KH + 3, 4 * KW + 5), 1 / 32) + 2
    named = {name: one for name, one in _lures(draw, p).items() if name not in without}
    if flat:
        named["flat"] = np.full(shape, 3.0)
    names = _shuffled(draw, [*named, *[""] * (8 - len(named))])
    for i, name in enumerate(names):
        if name:
            row, column = 1 + (i // 4) * (KH + 1), 1 + (i % 4) * (KW + 1)
            image[row : row + KH, column : column + KW] = named[name]
    return _case(image, p, note, isolating=bool(without))


def _shuffled(draw: Draw, names: list[str]) -> list[str]:
    rest = list(names)
    return [rest.pop(draw.whole(0, len(rest) - 1)) for _ in names]


def _case(image: Array, patch: Array, note: str, **options: Any) -> Case:
    label = f"image {image.shape}, patch {patch.shape}{note}"
    return case("find_patch", image, patch, label=label, **options)


def _corner(draw: Draw) -> Case:
    """The patch in the last row and column."""
    p = draw.array(2, 3) + 5
    image = _rough(draw, (7, 9), 1 / 4) + 2
    image[-2:, -3:] = p / 2 + 1
    return _case(image, p, ", in the last corner", isolating=True)


def _itself(draw: Draw, shape: Shape) -> Case:
    """The patch as it is, on noise as strong as it: most scores find it."""
    p = draw.array(*shape) + 5
    image = draw.array(2 * shape[0] + 1, 2 * shape[1] + 3)
    row, column = draw.whole(1, shape[0]), draw.whole(0, shape[1] + 2)
    image[row : row + shape[0], column : column + shape[1]] = p
    return _case(image, p, ", as it is, on noise", isolating=True)


def _places(draw: Draw) -> list[Case]:
    lures = ("negative", "bright", "same shades", "strong", "turned", "close")

    def only(*kept: str) -> tuple[str, ...]:
        return tuple(name for name in lures if name not in kept)

    return [
        _scene(draw, (3, 4), ""),
        _scene(draw, (4, 2), ""),
        _scene(draw, (2, 3), ", without a bright region", without=("bright",)),
        _scene(draw, (3, 2), ", no negative", without=("negative",)),
        _scene(draw, (2, 4), ", nothing else but a negative", without=only("negative")),
        _scene(draw, (4, 3), ", nothing else", without=only()),
        _corner(draw),
        _itself(draw, (4, 5)),
        _itself(draw, (5, 3)),
    ]


def _tie(draw: Draw) -> Case:
    """The patch twice, the first time brighter; 16 pixels of one size, so all is exact."""
    signs = _shuffled(draw, ["+"] * 7 + ["-"] * 7)
    values = [1.0 if sign == "+" else -1.0 for sign in ["+", "-", *signs]]
    p = np.array(values).reshape(2, 8) * draw.pick((0.5, 1.0, 2.0))
    image = _rough(draw, (7, 21), 1 / 4) + 2
    row, column = draw.whole(0, 1), draw.whole(0, 3)
    for i, j, brighter in ((row, column, 5), (row + 4, column + 9, 1)):
        image[i : i + 2, j : j + 8] = 2 * p + draw.whole(brighter, brighter + 3)
    return _case(image, p + 4, ", there twice")


def _slope(draw: Draw, note: str, *, flat: bool = False) -> Case:
    """The patch grows brighter to the right, the image darker: no score is above 0.

    The first window is nearly the patch's negative, and the last one is just that.
    """
    p = draw.array(2, 3) / 64 + np.array([3.0, 4, 5])
    image = 20 - 2.0 * np.arange(7) + _rough(draw, (5, 7), 1 / 32)
    image[:2, :3] = 26 - 2 * p + _rough(draw, (2, 3), 1 / 64)
    image[-2:, -3:] = 18 - 2 * p
    if flat:
        image[2:4, 2:5] = 14
    else:  # the least bad place is about here
        image[1:3, 2:5] += np.array([[1.5], [-1.5]])
    return _case(image, p, note, isolating=True)


def _flat_and_twice(draw: Draw) -> list[Case]:
    return [
        _scene(draw, (4, 2), ", with a flat window", flat=True),
        _tie(draw),
        _scene(draw, (2, 4), ", no negative, a flat window", without=("negative",), flat=True),
        _slope(draw, ", nothing that fits"),
        _slope(draw, ", nothing that fits, with a flat window", flat=True),
    ]


FIND_PATCH = (
    Kind("where it is", 0.75, _places, (_case(ON_PAPER, CROSS, " on paper"),)),
    Kind("flat windows, and a patch that is there twice or not at all", 0.25, _flat_and_twice),
)
