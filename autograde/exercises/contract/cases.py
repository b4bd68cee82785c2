"""Assignment 00, relative_error: the kinds of cases, what each earns, how its cases are drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case

Array = NDArray[Any]

TINY = 2.0**-40
"""About 1e-12: what is this small times a drawn number stays below the floor of 1e-8."""


def near(draw: Draw, *shape: int, whole: bool = False) -> tuple[Array, Array]:
    """Two arrays whose entries have equal signs, so that no relative error is 1."""
    a = draw.integers(*shape, low=300)
    b = a + draw.integers(*shape)
    return (a, b) if whole else (a / 64, b / 64)


def _pair(a: Array, b: Array, note: str = "", atol: float = 1e-12, **options: Any) -> Case:
    """Two arrays; the worked one is judged more loosely, so that what it shows can be seen."""
    shapes = f"shape {a.shape}" if a.shape == b.shape else f"shapes {a.shape} and {b.shape}"
    return case("relative_error", a, b, label=shapes + note, atol=atol, **options)


def _ordinary(draw: Draw) -> list[Case]:
    a, b = near(draw, 3, 4)
    positive = np.abs(near(draw, 5))
    small = near(draw, 2, 3)
    return [
        _pair(a, b),
        _pair(b, a, ", the same two exchanged"),
        _pair(*near(draw, 2, 1, 3)),
        _pair(*near(draw, 2, 3, whole=True), ", whole numbers"),
        _pair(positive[0], positive[1], ", all positive", isolating=True),
        _pair(positive[1], positive[0], ", all positive, exchanged", isolating=True),
        _pair(draw.array(4), draw.array(4), ", some signs differ"),
        _pair(draw.positive(3), -draw.positive(3), ", all signs differ", isolating=True),
        _pair(draw.array(1), draw.array(1) * 300, ", one entry", isolating=True),
        _pair(*near(draw, 1), ", one entry", isolating=True),
        _pair(small[0] / 256, small[1] / 256, ", small numbers", isolating=True),
    ]


def _zeros(draw: Draw) -> list[Case]:
    a, b = near(draw, 2, 4)
    a[0, 1] = b[0, 1] = a[1, 2] = b[1, 2] = 0
    a[1, 0] = b[1, 0] = 1000  # a large entry that is right must not hide the others
    tiny = near(draw, 3, 2)
    faint = draw.positive(4)
    return [
        _pair(a, b, ", zero in both at two places"),
        _pair(tiny[0] * TINY, tiny[1] * TINY, ", all below 1e-8"),
        _pair(tiny[1] * TINY, tiny[0] * TINY, ", all below 1e-8, exchanged"),
        _pair(faint * TINY, np.zeros(4), ", below 1e-8 against zero"),
        _pair(draw.positive(3) * TINY, -draw.positive(3) * TINY, ", below 1e-8, signs differ"),
        _pair(np.zeros((2, 3)), np.zeros((2, 3)), ", all zero", isolating=True),
        _pair(draw.array(3), np.zeros(3), " against zero", isolating=True),
        _pair(a, a.copy(), ", equal", isolating=True),
    ]


def _shapes(draw: Draw) -> list[Case]:
    a, b = near(draw, 4, 2, whole=True)
    a[-1, 0] = b[-1, 0] = 10_000
    b[0, 0] = draw.pick((11, 13, 17)) * a[0, 0]  # the worst share, which no float holds exactly
    return [
        _pair(draw.array(3, 1), draw.array(1, 3)),
        _pair(draw.array(3, 1), draw.array(3, 4)),
        _pair(draw.array(2, 3), draw.array(3)),
        _pair(draw.array(2, 6), draw.array(4, 3)),
        _pair(draw.array(4), draw.array(1)),
        _pair(a, b),
        _pair(np.flip(b).copy(), np.flip(a).copy()),
    ]


RELATIVE_ERROR = (
    Kind(
        "ordinary numbers",
        0.5,
        _ordinary,
        (_pair(np.array([1.0, 2.0, 4.0]), np.array([1.0, 6.0, 5.0]), atol=1e-8),),
    ),
    Kind(
        "zeros and tiny numbers",
        0.25,
        _zeros,
        (_pair(np.array([1e-9, 2e-9, 4e-9]), np.array([2e-9, 2e-9, 1e-9]), ", all below 1e-8"),),
    ),
    Kind("shapes that differ", 0.25, _shapes),
)
