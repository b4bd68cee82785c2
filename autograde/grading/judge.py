"""From replies out of the sandbox to a verdict. Nothing in here runs student code.

A reply is bytes that anybody may have written. What is no observation counts as a wrong answer.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from autograde.exercise import Exercise
from cnn_lab.cases import MISSING, Case, Observation
from cnn_lab.diagnosis import Verdict, diagnose
from cnn_lab.naming import Known
from cnn_lab.sheets import Sheet
from cnn_lab.values import Raises, Unsupported, loads

from .outcomes import Answer, CellOutcome

NO_ANSWER = ("error", "timeout", "killed")


def judge(exercise: Exercise, sheet: Sheet, answer: Answer) -> Verdict:
    """Judge the replies to one exercise's cases; the mistakes are asked as far as needed."""
    observations = [
        _observation(case, reply) for case, reply in zip(sheet.cases, answer.replies, strict=False)
    ]
    ended = answer.status
    if ended == "ok" and len(observations) < len(sheet.cases):
        ended = "killed"

    @cache
    def wrong(mistake: int, case: int) -> Observation:
        (seen,) = exercise.observe(exercise.mistakes[mistake].variant, [sheet.cases[case]])
        return seen

    return diagnose(sheet, observations, ended=ended, known=Known(sheet, wrong))


def missing(answer: Answer) -> bool:
    """Whether the function that was asked for does not exist."""
    if not answer.replies:
        return False
    first = _loads(answer.replies[0])
    seen = first[0] if isinstance(first, tuple) and first else None
    return isinstance(seen, Raises) and seen.types == (MISSING,)


def without_function(exercise: Exercise, outcome: CellOutcome | None, empty: bool) -> Verdict:
    """The verdict on an exercise whose function is not defined when its cell has run."""
    status = "not_started" if empty else "error"
    if outcome is not None and outcome.status in NO_ANSWER and not empty:
        status = outcome.status
    return Verdict(status, 0.0, exercise.points, (), 0, 0)


def forbidden(exercise: Exercise, rule: str) -> Verdict:
    """The verdict on an answer that uses a forbidden name."""
    return replace(without_function(exercise, None, False), status="forbidden", rule=rule)


def _observation(case: Case, reply: bytes) -> Observation:
    value = _loads(reply)
    if isinstance(value, tuple) and len(value) == len(case.judged):
        return value
    return (Unsupported("no observation"),) * len(case.judged)


def _loads(reply: bytes) -> object:
    try:
        return loads(reply)
    except ValueError:
        return Unsupported("no value")
