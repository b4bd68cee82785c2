"""The model of an exercise: its whole truth as one declarative object.

Points, grade ids, check cells, recorded cases, hint boxes and the grader's fresh cases all derive
from it. `sheet` turns it into plain data, with the reference and the wrong variants already asked.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from cnn_lab import sheets
from cnn_lab.budgets import Budget
from cnn_lab.cases import Argument, Call, Case, Observation, Result, carried, perform

Array = np.ndarray[Any, Any]
Answer = Callable[..., Any]


class Draw:
    """Fresh numbers for cases, the same for the same seed on every processor.

    All array entries are multiples of 1/64, so that sums are exact in any order; magnitudes are
    distinct and both signs occur, so that no drawn array is symmetric, zero or all positive.
    """

    def __init__(self, seed: str | bytes) -> None:
        data = seed.encode() if isinstance(seed, str) else seed
        self._random = random.Random(hashlib.sha256(data).digest())

    def array(self, *shape: int) -> Array:
        """An array of shape `shape`, float64, entries in [-4, 4] for up to 256 entries."""
        return self.integers(*shape) / 64.0

    def integers(self, *shape: int, low: int = 1) -> Array:
        """An int64 array with distinct magnitudes from `low` up, and signs that differ."""
        size = int(np.prod(shape))
        magnitudes = self._random.sample(range(low, low + max(256, 2 * size)), size)
        signs = [self._random.choice((-1, 1)) for _ in range(size)]
        if size > 1:
            signs[0], signs[-1] = self._random.choice(((1, -1), (-1, 1)))
        return np.array([m * s for m, s in zip(magnitudes, signs, strict=True)]).reshape(shape)

    def positive(self, *shape: int) -> Array:
        """Like `array`, all entries positive."""
        return np.abs(self.array(*shape))

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def pick(self, options: Iterable[Any]) -> Any:
        """One of some options."""
        return self._random.choice(list(options))


def case(function: str, *args: Any, label: str, isolating: bool = False, **options: Any) -> Case:
    """A case of one call: the result is judged, and that array arguments stay unchanged.

    `options` may set `judged`, `rtol`, `atol`, `whole`. The `Kind` that holds it sets its kind.
    """
    unchanged = [Argument(0, i) for i, arg in enumerate(args) if isinstance(arg, np.ndarray)]
    judged = options.pop("judged", (Result(0), *unchanged))
    return Case("", label, (Call(function, args),), judged, isolating=isolating, **options)


@dataclass(frozen=True)
class Kind:
    """A kind of case: what it is called, what it earns, and how its cases are made.

    `worked` are the seeds' own examples, shown to students and never drawn; `draw` makes fresh
    cases. All of a kind's cases must be right for its credit (in points).
    """

    name: str
    credit: float
    draw: Callable[[Draw], list[Case]]
    worked: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Mistake:
    """A known mistake: `variant` is a wrong implementation that makes exactly this mistake."""

    name: str
    variant: Answer
    says: str
    step: str
    convention: bool = False


class Variants:
    """Wrong implementations from one function whose keyword options each break one part.

    ``broken(flip="both")`` is the wrong function; without options it is a right one. Two mistakes
    are compatible when they set different options.
    """

    def __init__(self, function: Answer) -> None:
        self.function = function

    def __call__(self, **options: Any) -> Variant:
        """Make the variant with these options."""
        return Variant(self.function, options)


@dataclass(frozen=True)
class Variant:
    """One wrong implementation: a function with the options that break it."""

    function: Answer
    options: Mapping[str, Any]

    def __call__(self, *args: Any) -> Any:
        """Answer wrongly."""
        return self.function(*args, **self.options)

    def __or__(self, other: Variant) -> Variant | None:
        """Both mistakes in one implementation; None when they change the same part."""
        if self.function is not other.function or set(self.options) & set(other.options):
            return None
        return Variant(self.function, {**self.options, **other.options})


@dataclass(frozen=True)
class Exercise:
    """One exercise. `id` is the name of the function that the student writes.

    Parameters
    ----------
    id, title : str
    points : float
        The default; `course.toml` may change it.
    difficulty, importance : int
        From 1 to 3.
    minutes : int
        What a student should plan.
    source : str
        Where in the seeds it comes from.
    hints : tuple of three str
        Nudge, idea, almost there.
    reference : callable
        The right answer, from `cnn_ref` where that has it.
    right : tuple of callables
        At least two independent right solutions, written another way.
    kinds : tuple of Kind
    mistakes : tuple of Mistake
    forbidden : tuple of str
        Dotted names that the answer may not use.
    builds_on : tuple of str
        Earlier exercises that a good answer may call.
    budget : Budget, optional
        For exercises about whole-array operations: advice for a right answer that loops.
    """

    id: str
    title: str
    points: float
    difficulty: int
    importance: int
    minutes: int
    source: str
    hints: tuple[str, str, str]
    reference: Answer
    right: tuple[Answer, ...]
    kinds: tuple[Kind, ...]
    mistakes: tuple[Mistake, ...]
    forbidden: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    budget: Budget | None = None

    def visible(self) -> list[Case]:
        """The cases that students see: the seeds' worked examples, then some that never change."""
        return self._cases("visible", worked=True)

    def fresh(self, seed: bytes) -> list[Case]:
        """Hidden cases, of the same kinds, with numbers drawn from `seed`."""
        return self._cases(seed, worked=False)

    def observe(self, answer: Answer, cases: list[Case]) -> list[Observation]:
        """What an answer of ours gives, as it would arrive through the codec."""
        with np.errstate(all="ignore"):
            return [carried(perform(one, {self.id: answer})) for one in cases]

    def sheet(self, cases: list[Case], points: float | None = None) -> sheets.Sheet:
        """The exercise as data with these cases; the mistakes' values are not yet filled in."""
        return sheets.Sheet(
            exercise=self.id,
            title=self.title,
            points=float(self.points if points is None else points),
            difficulty=self.difficulty,
            minutes=self.minutes,
            hints=self.hints,
            forbidden=self.forbidden,
            builds_on=self.builds_on,
            kinds=tuple(sheets.Kind(kind.name, float(kind.credit)) for kind in self.kinds),
            mistakes=tuple(
                sheets.Mistake(m.name, m.says, m.step, m.convention) for m in self.mistakes
            ),
            cases=tuple(cases),
            expected=tuple(self.observe(self.reference, cases)),
            budget=self.budget,
        )

    def wrong(self, cases: list[Case]) -> tuple[tuple[Observation, ...], ...]:
        """What each mistake gives in these cases."""
        return tuple(tuple(self.observe(m.variant, cases)) for m in self.mistakes)

    def _cases(self, seed: str | bytes, *, worked: bool) -> list[Case]:
        data = seed.encode() if isinstance(seed, str) else seed
        made: list[Case] = []
        for kind in self.kinds:
            draw = Draw(data + b"|" + kind.name.encode())
            for one in (*(kind.worked if worked else ()), *kind.draw(draw)):
                made.append(Case(**{**vars(one), "kind": kind.name}))
        return made


@dataclass(frozen=True)
class Written:
    """A question that a person grades: its rubric, and a full, a half and an empty answer."""

    id: str
    title: str
    points: float
    minutes: int
    source: str
    rubric: tuple[str, ...]
    full: str
    half: str
    none: str


@dataclass(frozen=True)
class Assignment:
    """One notebook's exercises and questions, in the order of the text.

    `purpose` says in half a sentence what it is for, and `needs` names the assignments that should
    come before: both stand in the map of the course.
    """

    id: str
    title: str
    minutes: int
    exercises: tuple[Exercise, ...]
    written: tuple[Written, ...] = field(default=())
    purpose: str = ""
    needs: tuple[str, ...] = ()
