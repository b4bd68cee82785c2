"""Prove the course: its exercises, its texts, and everything that is generated from them.

Each problem is one sentence: the file, what is wrong, and the mend.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograde.building import text
from autograde.building.compare_builds import differences
from autograde.building.course_map import of_map
from autograde.building.leaks import answers_in_release
from autograde.building.release import BuildError
from autograde.course import Course, chosen
from autograde.coverage import checking
from autograde.exercise import Assignment, Exercise
from autograde.proving import Proof, prove
from autograde.proving_pairs import verdict_of
from autograde.registry import ASSIGNMENTS

Say = Callable[[str], None]


@dataclass(frozen=True)
class Extent:
    """How much is proved: fresh sets of cases, pairs of mistakes (None: all), and the builds."""

    seeds: int
    most_pairs: int | None
    builds: bool


FULL = Extent(20, None, True)
SAMPLE = Extent(2, 150, True)
QUICK = Extent(3, 0, False)


def verify(
    root: Path,
    extent: Extent = FULL,
    say: Say = print,
    registry: Mapping[str, Assignment] = ASSIGNMENTS,
    assignments: Sequence[str] | None = None,
) -> list[str]:
    """Prove everything; the list of problems is empty when all holds.

    Parameters
    ----------
    root : Path
        The course's folder; nothing in it is changed.
    extent : Extent
        `FULL`; `SAMPLE` proves less of each exercise; `QUICK` no pairs, and nothing is rebuilt.
    say : callable
        Gets one line for each exercise and step.
    registry : mapping of str to Assignment
    assignments : sequence of str, optional
        The ids of those to prove; None for all of the registry.

    Raises
    ------
    CourseError
        `course.toml` cannot be read, or there is no such assignment.
    """
    Course.load(root).check(registry)
    wanted = chosen(assignments, registry)
    problems: list[str] = []
    seeds = [hashlib.sha256(bytes([i])).digest() for i in range(extent.seeds)]
    every = [exercise for one in wanted for exercise in one.exercises]
    proofs = _proofs(every, seeds, extent.most_pairs)
    for assignment in wanted:
        for exercise in assignment.exercises:
            proof = next(proofs)
            problems += proof.problems
            pairs = proof.pairs
            some = f"{pairs.tried} of " if pairs.tried < pairs.known else ""
            measured = (
                f", {some}{pairs.known} pairs: {pairs.caught} caught, {pairs.share:.1%} named"
                if pairs.tried
                else ""
            )
            say(
                f"{assignment.id} {exercise.id}: {proof.mistakes} mistakes, "
                f"{1 + proof.seeds} sets of cases{measured}; {len(proof.problems)} problems"
            )
        problems += of_text(root, assignment)
        problems += of_written(assignment)
        if extent.builds:
            say(f"{assignment.id}: building again, to compare")
            problems += _of_build(root, assignment.id, registry)
    problems += _of_leaks(root)
    say(f"answers in releases and in the student wheel: looked for in {root / 'notebooks'}")
    if assignments is None:
        problems += of_map(root, registry)
    if assignments is None and registry is ASSIGNMENTS:
        missing = checking.problems(root, registry)
        say(f"coverage: every item of the curriculum and its places; {len(missing)} problems")
        problems += missing
    return problems


def _proofs(
    exercises: Sequence[Exercise], seeds: Sequence[bytes], most_pairs: int | None
) -> Iterator[Proof]:
    """Prove exercises in their order, as many at a time as there are processors.

    Exercises hold functions, which cannot be sent to another process: processes that are forked
    have them already, and are sent a number.
    """
    _to_prove[:] = [(exercise, seeds, most_pairs) for exercise in exercises]
    if most_pairs == 0 or (os.cpu_count() or 1) == 1 or sys.platform != "linux":
        yield from map(_prove_one, range(len(exercises)))
        return
    with multiprocessing.get_context("fork").Pool() as pool:
        yield from pool.imap(_prove_one, range(len(exercises)))


_to_prove: list[tuple[Exercise, Sequence[bytes], int | None]] = []


def _prove_one(number: int) -> Proof:
    exercise, seeds, most_pairs = _to_prove[number]
    return prove(exercise, seeds, most_pairs=most_pairs)


def of_text(root: Path, assignment: Assignment) -> Iterator[str]:
    """The text's own answers pass, and what students start from is not started."""
    try:
        parts = [part for part in text.read(root, assignment.id).parts if part.marker == "exercise"]
    except text.TextError as error:
        yield str(error)
        return
    solved: dict[str, Any] = {"np": np}
    untouched: dict[str, Any] = {"np": np}
    for part in parts:
        exec(compile(part.source, part.name, "exec"), solved)
        exec(compile(text.stub(part.source), part.name, "exec"), untouched)
    for exercise in assignment.exercises:
        at = f"solutions/{assignment.id}.py: {exercise.id}"
        if exercise.id in solved:
            yield from _of_answer(exercise, solved[exercise.id], "passed", f"{at}: the solution")
            yield from _of_answer(
                exercise, untouched[exercise.id], "not_started", f"{at}: the stub"
            )


def of_written(assignment: Assignment) -> Iterator[str]:
    """Every question for a reader has points, a rubric and three sample answers."""
    for question in assignment.written:
        samples = (question.full, question.half, question.none)
        texts = [*question.rubric, *samples]
        if not question.rubric or not all(part.strip() for part in texts):
            yield (
                f"the registry: {assignment.id}, {question.id}: it lacks a rubric or a sample "
                "answer; write all of rubric, full, half and none"
            )
        if len(set(samples)) < 3:
            yield f"the registry: {assignment.id}, {question.id}: two sample answers are the same"


def _of_answer(exercise: Exercise, answer: Any, status: str, what: str) -> Iterator[str]:
    verdict = verdict_of(exercise, exercise.sheet(exercise.visible()), answer)
    if verdict.status != status:
        case = f" ({verdict.failure.case.label})" if verdict.failure else ""
        yield f"{what} is {verdict.status}{case}, and must be {status}; mend the text"


def _of_build(root: Path, name: str, registry: Mapping[str, Assignment]) -> list[str]:
    try:
        return differences(root, name, registry)
    except BuildError as error:
        return [str(error)]


def _of_leaks(root: Path) -> list[str]:
    try:
        return answers_in_release(root)
    except text.TextError as error:
        return [str(error)]
