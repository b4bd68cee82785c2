"""Naming: which known mistake an answer makes.

It is the one that gives exactly what the answer gave, in every case; failing that, the one that
explains most of what is wrong without denying what is right, and how much of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from .cases import Case, Observation
from .compare import agree
from .sheets import Mistake, Sheet
from .values import Raises, Value, dumps

Wrong = Callable[[int, int], Observation]
Array = np.ndarray[Any, Any]
Thing = tuple[int, int, Value, bool]
AGAINST = 2  # so many explained things outweigh one where the mistake would show and does not


@dataclass(frozen=True)
class Name:
    """A named mistake, and the share of the wrong things that it explains."""

    mistake: Mistake | None = None
    share: float = 0.0
    everywhere: bool = False


class Known:
    """What the known mistakes give in the cases of a sheet.

    Parameters
    ----------
    sheet : Sheet
    wrong : callable, optional
        Gives an entry of `sheet.wrong`, by the numbers of the mistake and of the case, when it has
        to be computed; called only for a wrong answer.
    """

    def __init__(self, sheet: Sheet, wrong: Wrong | None = None) -> None:
        self._sheet = sheet
        self._wrong = wrong or (lambda mistake, case: sheet.wrong[mistake][case])
        self._stacks: dict[tuple[int, int, tuple[int, ...]], tuple[list[int], Array]] = {}
        self._found: dict[tuple[int, int, bytes], tuple[Array, Array]] = {}

    def name(self, started: dict[int, Observation], bad: set[int]) -> Name:
        """Name the mistake of an answer, if one is known.

        Parameters
        ----------
        started : dict of int to observation
            By the number of the case.
        bad : set of int
            The cases that are not right.
        """
        sheet = self._sheet
        telling = sorted(started, key=lambda i: i not in bad)
        for m, mistake in enumerate(sheet.mistakes):
            if bad and all(_same(sheet.cases[i], self._wrong(m, i), started[i]) for i in telling):
                return Name(mistake, 1.0, everywhere=True)
        return self._closest(started) if sheet.mistakes else Name()

    def gives(self, mistake: Mistake, case: int, place: int, value: Value) -> bool:
        """Whether a mistake gives what was got at one place of a case."""
        who, _ = self._giving(case, place, value)
        return any(self._sheet.mistakes[m] is mistake for m in who)

    def _closest(self, started: dict[int, Observation]) -> Name:
        """The mistake that explains most of the wrong things, and denies few of the right ones.

        Whoever makes a mistake fails wherever it shows, so right answers there speak against it.
        That two answers stop says nothing, since most wrong shapes end in the same exception. A
        single number may come about by chance: it counts if only one mistake gives it.
        """
        things = list(_things(self._sheet, started))
        right = [thing for thing in things if thing[-1] and not isinstance(thing[2], Raises)]
        wrong = [thing for thing in things if not thing[-1]]
        telling = [thing for thing in wrong if not isinstance(thing[2], Raises)]
        against = [len(right) - same for same, _ in self._explained(right)]
        ranks = [
            (explained - AGAINST * denied, exactly, explained)
            for (explained, exactly), denied in zip(self._explained(telling), against, strict=True)
        ]
        best = max(range(len(ranks)), key=ranks.__getitem__)
        weight, _, explained = ranks[best]
        mistake, share = self._sheet.mistakes[best], explained / max(1, len(wrong))
        rare = (thing[:3] for thing in telling if _rare(thing[2]))
        if weight > 0 and (
            explained > 1
            or ranks.count(ranks[best]) == 1
            or any(self.gives(mistake, *thing) for thing in rare)
        ):
            return Name(mistake, share)
        return Name()

    def _explained(self, things: Iterable[Thing]) -> list[tuple[int, int]]:
        """For each mistake, how many things it gives, and how many of them exactly."""
        counts = np.zeros((2, len(self._sheet.mistakes)), dtype=int)
        for i, place, value, _ in things:
            who, exact = self._giving(i, place, value)
            counts[0, who] += 1
            counts[1, who] += exact
        return [(int(same), int(exact)) for same, exact in counts.T]

    def _giving(self, case: int, place: int, value: Value) -> tuple[Array, Array]:
        """The mistakes that give a value at one place, and whether they do so exactly."""
        key = case, place, dumps(value)
        if key not in self._found:
            arrays = cache(lambda shape: _unlisted(value, shape))
            pairs = ((m, self._wrong(m, case)[place]) for m in self._possible(case, place, value))
            looks = [
                (m, *_matches(self._sheet, case, place, wrong, value, arrays)) for m, wrong in pairs
            ]
            found = [(m, exact) for m, exact, same in looks if same]
            who, exactly = np.array(found, dtype=int).reshape(-1, 2).T
            self._found[key] = who, exactly
        return self._found[key]

    def _possible(self, case: int, place: int, value: Value) -> list[int]:
        """The mistakes that may give a value: all, but for an array those with one that is near.

        To compare with all arrays of a shape at once is what makes proofs of pairs bearable.
        """
        everybody = list(range(len(self._sheet.mistakes)))
        if not isinstance(value, np.ndarray) or value.dtype != np.float64 or value.ndim == 0:
            return everybody
        key = case, place, value.shape
        if key not in self._stacks:
            arrays = ((m, self._wrong(m, case)[place]) for m in everybody)
            fitting = {m: one for m, one in arrays if _stackable(one, value.shape)}
            stack = np.array([one.ravel() for one in fitting.values()], dtype=np.float64)
            self._stacks[key] = list(fitting), stack.reshape(len(fitting), value.size)
        who, stack = self._stacks[key]
        given = self._sheet.cases[case]
        finite = np.where(np.isfinite(stack), stack, 0)
        room = given.atol + given.rtol * np.abs(finite).max(axis=1, initial=0)
        with np.errstate(all="ignore"):
            far = (np.abs(stack - value.ravel()) > 2 * room[:, None]).any(axis=1)
        return [m for m, is_far in zip(who, far, strict=True) if not is_far]


def _stackable(value: Value, shape: tuple[int, ...]) -> bool:
    """Whether a value is an array of numbers of this shape."""
    return isinstance(value, np.ndarray) and value.shape == shape and value.dtype.kind in "iuf"


def _rare(value: Value) -> bool:
    """Whether a value would hardly come about by chance: at least two numbers that differ."""
    if isinstance(value, (tuple, list)):
        return len(value) > 1
    return isinstance(value, np.ndarray) and np.unique(value).size > 1


def _things(sheet: Sheet, started: dict[int, Observation]) -> Iterator[Thing]:
    """Every judged thing: its case, its place there, what was got, and whether that is right.

    An exception counts once, though it stands in every place of its case.
    """
    for i, got in started.items():
        case, expected = sheet.cases[i], sheet.expected[i]
        seen = got if isinstance(got, tuple) and len(got) == len(expected) else (got,)
        raised = isinstance(seen[0], Raises) or isinstance(expected[0], Raises)
        for place, value in enumerate(seen[:1] if raised else seen):
            right = agree(expected[place], value, case.rtol, case.atol, case.whole)
            yield i, place, value, right


def _matches(
    sheet: Sheet,
    i: int,
    place: int,
    wrong: Value,
    got: Value,
    arrays: Callable[[tuple[int, ...]], Value],
) -> tuple[bool, bool]:
    """Whether a mistake's value is what was got: exactly, and when a list is taken for its array.

    `arrays` gives the array of what was got, by its shape. Where a float dtype is wrong, it must be
    the same wrong one.
    """
    case, expected = sheet.cases[i], sheet.expected[i][place]
    if isinstance(expected, np.ndarray) and isinstance(wrong, list) and isinstance(got, list):
        one, other = _unlisted(wrong, expected.shape), arrays(expected.shape)
        same = agree(one, other, case.rtol, case.atol)
        return same, same
    value = arrays(wrong.shape) if isinstance(wrong, np.ndarray) else got
    if value is not got and agree(expected, value, case.rtol, case.atol):
        return False, False  # to be a list is all that is wrong with it
    if not agree(wrong, value, case.rtol, case.atol):
        return False, False
    if isinstance(wrong, np.ndarray) and isinstance(expected, np.ndarray):
        judged = expected.dtype.kind not in "iu"
        same = not judged or value.dtype in (wrong.dtype, expected.dtype)
        return same and value is got, same
    return True, True


def _unlisted(value: Value, shape: tuple[int, ...]) -> Value:
    """The array of a nested list of numbers, if it has a shape; anything else as it is."""
    if not isinstance(value, list) or not _nested(value, shape):
        return value  # a list that is no such array may cost NumPy any amount of memory
    array = np.array(value)
    return array if array.dtype.kind in "iuf" else value


def _nested(value: Value, shape: tuple[int, ...]) -> bool:
    """Whether a value is numbers in lists within lists, as long as a shape says."""
    if not shape:
        return type(value) in (int, float)
    fits = isinstance(value, list) and len(value) == shape[0]
    return fits and all(_nested(item, shape[1:]) for item in value)


def _same(case: Case, one: Observation, other: Observation) -> bool:
    """Two observations agree, judged thing by judged thing."""
    if not isinstance(other, tuple) or len(one) != len(other):
        return False
    pairs = zip(one, other, strict=True)
    return all(agree(a, b, case.rtol, case.atol) for a, b in pairs)
