"""Prove an exercise, continued: two mistakes in one answer are caught, and one of them is named."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograde.exercise import Answer, Exercise, Mistake, Variant
from cnn_lab.diagnosis import Verdict, diagnose
from cnn_lab.naming import Known
from cnn_lab.sheets import Sheet

NAMED_SHARE = 0.9


@dataclass(frozen=True)
class Pairs:
    """How compatible pairs of mistakes fared: `misnamed` are (one, other, the name given)."""

    known: int = 0
    tried: int = 0
    caught: int = 0
    misnamed: tuple[tuple[str, str, str | None], ...] = ()

    @property
    def named(self) -> int:
        """How many pairs were named as one of the two."""
        return self.tried - len(self.misnamed)

    @property
    def share(self) -> float:
        """The named part of all pairs, from 0 to 1."""
        return self.named / self.tried if self.tried else 1.0


def compatible(mistakes: Sequence[Mistake]) -> Iterator[tuple[Mistake, Mistake, Variant]]:
    """All pairs of mistakes that one answer can make at once, with that answer."""
    for one, other in itertools.combinations(mistakes, 2):
        if isinstance(one.variant, Variant) and isinstance(other.variant, Variant):
            both = one.variant | other.variant
            if both is not None:
                yield one, other, both


def pairs_of(exercise: Exercise, sheet: Sheet, most: int | None = None) -> Pairs:
    """Measure how many compatible pairs are caught, and how many are named as one of the two.

    Of more than `most` pairs every second is tried, or every third, and so on.
    """
    pairs = list(compatible(exercise.mistakes))
    step = 1 if most is None else max(1, -(-len(pairs) // most))
    known, caught, misnamed = Known(sheet), 0, []
    for one, other, both in pairs[::step]:
        verdict = verdict_of(exercise, sheet, both, known)
        given = verdict.mistake.name if verdict.mistake else None
        caught += verdict.status != "passed"
        if given not in (one.name, other.name):
            misnamed.append((one.name, other.name, given))
    return Pairs(len(pairs), len(pairs[::step]), caught, tuple(misnamed))


def of_pairs(exercise: Exercise, pairs: Pairs) -> Iterator[str]:
    """All pairs are caught; where all were tried, nine of ten are named as one of the two."""
    at = f"{file_of(exercise)}: {exercise.id}"
    if pairs.caught < pairs.tried:
        yield (
            f"{at}: {pairs.tried - pairs.caught} of {pairs.tried} pairs of mistakes pass; "
            "add a case, or let two that undo each other set the same option"
        )
    if pairs.tried == pairs.known and pairs.share < NAMED_SHARE:
        one, other, given = pairs.misnamed[0]
        yield (
            f"{at}: {pairs.share:.0%} of the pairs of mistakes are named, less than "
            f"{NAMED_SHARE:.0%} (first: {one!r} with {other!r} is named {given!r}); "
            "add an isolating case in which only one of the two shows"
        )


def verdict_of(
    exercise: Exercise, sheet: Sheet, answer: Answer, known: Known | None = None
) -> Verdict:
    """The verdict on an answer of ours."""
    with np.errstate(all="ignore"):
        return diagnose(sheet, exercise.observe(answer, list(sheet.cases)), known=known)


def file_of(exercise: Exercise) -> str:
    """The file that defines an exercise, as a path from the root; the assignment's own last."""
    names = [name for name in sys.modules if name.startswith("autograde.exercises.")]
    for name in sorted(names, key=lambda name: (name.endswith(".assignment"), name)):
        found = [one for one in vars(sys.modules[name]).values() if isinstance(one, Exercise)]
        if exercise.id in [one.id for one in found]:
            return name.replace(".", "/") + ".py"
    return f"the file of exercise {exercise.id}"
