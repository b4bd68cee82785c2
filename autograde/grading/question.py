"""An exercise as it is put to one student: fresh cases, and what is expected of the answer.

Everything is worked out when it is first asked for, and once. So it can be prepared while student
code runs, and put a second time.
"""

from __future__ import annotations

from functools import cached_property

from autograde.exercise import Exercise
from cnn_lab.cases import Case, encode_case
from cnn_lab.rules import broken_rule
from cnn_lab.sheets import Sheet


class Question:
    """One exercise for one student.

    Parameters
    ----------
    exercise : Exercise
    seed : bytes
        Of the hidden cases.
    sources : list of str
        The student's cells that define the function.
    """

    def __init__(self, exercise: Exercise, seed: bytes, sources: list[str]) -> None:
        self.exercise = exercise
        self._seed, self._sources = seed, sources

    @cached_property
    def rule(self) -> str | None:
        """The forbidden name that the answer uses, if any."""
        names = (broken_rule(source, self.exercise.forbidden) for source in self._sources)
        return next((name for name in names if name is not None), None)

    @cached_property
    def cases(self) -> list[Case]:
        """The hidden cases."""
        return self.exercise.fresh(self._seed)

    @cached_property
    def request(self) -> list[bytes]:
        """The cases as they are sent."""
        return [encode_case(case) for case in self.cases]

    @cached_property
    def sheet(self) -> Sheet:
        """The cases with what is expected."""
        return self.exercise.sheet(self.cases)

    def prepare(self) -> None:
        """Work out what is needed for asking."""
        if self.rule is None:
            _ = self.request

    def expect(self) -> None:
        """Work out what is needed for judging."""
        if self.rule is None:
            _ = self.sheet
