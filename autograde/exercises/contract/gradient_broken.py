"""Assignment 00, numerical_gradient: wrong on purpose, each option breaks one independent part.

Without options the function is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Function = Callable[[Array], Any]
Index = tuple[int, ...]

FIXED_STEP = 1e-5


def gradient(
    f: Function,
    x: Array,
    dout: Array,
    h: float,
    *,
    difference: str = "",
    weights: str = "",
    moved: str = "",
    types: str = "",
    gives: str = "",
) -> Any:
    """The central difference of sum(f(x) * dout); what each option breaks is its name."""
    if gives == "none":
        return None
    if gives == "loss":
        return float(np.sum(f(x) * dout))
    start = _start(x, moved, types)
    if types == "float32":
        dout = dout.astype(np.float32)
    if moved == "all at once":
        slope = _slope(lambda steps: f(start + steps * h), h, difference)
        return _given(np.asarray(slope * dout), gives)
    dx = np.zeros(x.shape, _type_of(x, types))
    rows: list[Array] = []
    mover = Mover(f, start, h, moved)
    for index in _places(x, moved):
        slope = np.asarray(_slope(mover.at(index), h, difference))
        mover.back(index)
        rows.append(slope)
        if gives != "jacobian":
            dx[index] = _weighted(slope, dout, index, weights)
    if gives == "jacobian":
        return np.array(rows)
    return _given(dx, gives)


@dataclass
class Mover:
    """Evaluates f with an entry moved by a number of steps."""

    f: Function
    start: Array
    h: float
    moved: str
    kept: dict[float, Array] = field(default_factory=dict)
    way: float = 0.0

    def at(self, index: Index) -> Callable[[float], Any]:
        """Return f as a function of how many steps the entry at `index` is moved."""
        before = self.start[index]

        def value(steps: float) -> Any:
            if self.moved == "one array":
                return self.f(self.start)
            if self.moved == "not put back":
                self.start[index] = before + steps * self.h
                return self.f(self.start.copy())
            if self.moved == "to and fro":
                self.start[index] += (steps - self.way) * self.h
                self.way = steps
                return self.f(self.start.copy())
            if self.moved == "accumulated":
                moved = self.kept.setdefault(steps, self.start.copy())
                moved[index] += steps * self.h
                return self.f(moved)
            if self.moved == "scaled":
                moved = self.start.copy()
                moved[index] *= 1 + steps * self.h
                return self.f(moved)
            moved = self.start.copy()
            moved[index] += steps * self.h
            return self.f(moved)

        return value

    def back(self, index: Index) -> None:
        """Move the entry back to where it was, as far as the array's type allows."""
        if self.moved == "to and fro":
            self.start[index] -= self.way * self.h
            self.way = 0.0


def _start(x: Array, moved: str, types: str) -> Array:
    """The array whose entries are moved; in place, it is x itself."""
    if types in ("moves", "moves and result"):
        return x if moved == "not put back" else x.copy()
    if types == "float32":
        return x.astype(np.float32)
    in_place = moved == "not put back" and x.dtype.kind == "f"
    return x if in_place or moved == "to and fro" else x.astype(np.float64)


def _type_of(x: Array, types: str) -> np.dtype[Any]:
    """The type of the result."""
    if types in ("result", "moves and result"):
        return x.dtype
    return np.dtype(np.float32 if types == "float32" else np.float64)


def _places(x: Array, moved: str) -> Iterator[Index]:
    """Which entries are moved, one after the other."""
    if moved in ("first axis", "flat index"):
        count = x.shape[0] if moved == "first axis" else x.size
        yield from ((i,) for i in range(count))
        return
    places = list(np.ndindex(x.shape))
    if moved == "last left out":
        places = places[:-1]
    if moved == "first only":
        places = places[:1]
    if moved == "diagonal":
        places = [place for place in places if len(set(place)) == 1]
    yield from places


def _slope(at: Callable[[float], Any], h: float, difference: str) -> Any:
    """The difference quotient; `at` takes a number of steps."""
    if difference == "fixed step":
        scale = FIXED_STEP / h
        return (at(scale) - at(-scale)) / (2 * FIXED_STEP)
    if difference == "forward":
        return (at(1) - at(0)) / h
    if difference == "backward":
        return (at(0) - at(-1)) / h
    if difference == "forward, over 2h":
        return (at(1) - at(0)) / (2 * h)
    if difference == "double step":
        return (at(2) - at(0)) / (2 * h)
    if difference == "half steps":
        return (at(0.5) - at(-0.5)) / h
    if difference == "second":
        return (at(1) - 2 * at(0) + at(-1)) / h**2
    both = at(1) - at(-1)
    return {
        "": lambda: both / (2 * h),
        "over h": lambda: both / h,
        "over 2, times h": lambda: both / 2 * h,
        "over 2": lambda: both / 2,
        "not divided": lambda: both,
        "reversed": lambda: -both / (2 * h),
        "abs": lambda: np.abs(both) / (2 * h),
        "mean": lambda: (at(1) + at(-1)) / (2 * h),
    }[difference]()


def _weighted(slope: Array, dout: Array, index: Index, weights: str) -> Any:
    """From one slope for each output to one number."""
    if weights == "ignored":
        return np.sum(slope)
    if weights == "mean":
        return np.mean(slope * dout)
    if weights == "own output":
        return slope[index] * dout[index]
    if weights == "own weight":
        return np.sum(slope) * dout[index]
    if weights == "sum of weights":
        return np.sum(slope) * np.sum(dout)
    if weights == "last output":
        return (slope * dout).ravel()[-1]
    if weights == "largest output":
        return np.max(slope * dout)
    if weights == "matrix product" and slope.ndim < 2:
        return np.sum(slope * dout)
    if weights in ("not added", "matrix product"):
        if slope.size > 1:
            raise ValueError("setting an array element with a sequence.")
        return (slope * dout).item()
    if weights == "divided":
        return np.sum(slope / dout)
    if weights == "into dout":
        dout *= slope
        return np.sum(dout)
    return np.sum(slope * dout)


def _given(dx: Array, gives: str) -> Any:
    """What the function returns in the end."""
    if gives == "list":
        return dx.tolist()
    if gives == "flat":
        return dx.ravel()
    if gives == "total":
        return float(dx.sum())
    return dx
