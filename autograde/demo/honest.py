"""Honest hand-ins: right, half done, untouched, and one for each mistake in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from autograde.exercise import Answer, Assignment, Exercise
from cnn_lab.diagnosis import Verdict, diagnose

from .papers import Notebook, Paper, Row, answer_source, writer

HALF = """
def convolve2d(image, kernel, mode):
    if mode != "valid":
        raise NotImplementedError
    return correlate2d(image, rot180(kernel))
"""

HELPER = """
def my_windows(image, kernel):
    image = np.asarray(image)
    if any(k > n for n, k in zip(image.shape, kernel.shape)):
        raise ValueError("kernel does not fit")
    return np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
"""

USES_HELPER = """
def correlate2d(image, kernel):
    return (my_windows(image, kernel) * kernel).sum(axis=(-2, -1))
"""


def visible(exercise: Exercise, answer: Answer) -> Verdict:
    """The score of a function of ours by the visible cases, in this process; names no mistake."""
    cases = exercise.visible()
    return diagnose(exercise.sheet(cases), exercise.observe(answer, cases))


def rows(paper: Paper, assignment: Assignment) -> list[Row]:
    """Every honest row of 02 except the catalogued mistakes."""
    full = sum(exercise.points for exercise in assignment.exercises)
    answers = paper.answers
    points = {exercise.id: exercise.points for exercise in assignment.exercises}
    half = {name: answers[name] for name in ("correlate1d", "correlate2d", "rot180")}
    half["convolve2d"] = HALF
    helped = paper.filled({**answers, "correlate2d": USES_HELPER}, added=[HELPER], first=True)
    todo = ("not_started",)
    return [
        *plain(paper, assignment),
        Row(
            "half done",
            writer("half_done", paper.filled(half)),
            sum(points[name] for name in half if name != "convolve2d") + _valid_credit(assignment),
            statuses={"convolve2d": ("partial",), "detect_edges": todo},
        ),
        Row("a helper in an added cell", writer("helper", helped), full),
    ]


def plain(paper: Paper, assignment: Assignment) -> list[Row]:
    """The honest rows that every assignment has."""
    full = sum(exercise.points for exercise in assignment.exercises)
    every = max(len(exercise.right) for exercise in assignment.exercises)
    answers = paper.answers
    written = {one.id: one.half for one in assignment.written}
    return [
        Row("the solution", writer("solution", paper.filled({**answers, **written})), full),
        *(_right(paper, assignment, i, full) for i in range(every)),
        Row(
            "untouched",
            writer("untouched", paper.filled()),
            0.0,
            statuses={exercise.id: ("not_started",) for exercise in assignment.exercises},
        ),
        Row("ids lost", writer("ids_lost", _stripped(paper.filled(answers))), full),
        Row("renamed file", writer("homework final (2)", paper.filled(answers)), full),
    ]


def mistaken(paper: Paper, assignment: Assignment) -> Iterator[Row]:
    """One row for each catalogued mistake; the other answers are right."""
    full = sum(exercise.points for exercise in assignment.exercises)
    others = independent(assignment)
    for exercise in assignment.exercises:
        for mistake in exercise.mistakes:
            expected = visible(exercise, mistake.variant)
            answers = {**others, exercise.id: answer_source(exercise, mistake.variant)}
            yield Row(
                f"{exercise.id}: {mistake.name}",
                writer(f"{exercise.id}-{mistake.name}", paper.filled(answers)),
                full - exercise.points + expected.score,
                {exercise.id: mistake.name},
            )


def independent(assignment: Assignment) -> dict[str, str]:
    """Right answers that do not call each other."""
    return {e.id: answer_source(e, e.right[0]) for e in assignment.exercises}


def _right(paper: Paper, assignment: Assignment, i: int, full: float) -> Row:
    answers = {e.id: answer_source(e, e.right[i % len(e.right)]) for e in assignment.exercises}
    return Row(
        f"right, another way ({i + 1})", writer(f"right_{i + 1}", paper.filled(answers)), full
    )


def _valid_credit(assignment: Assignment) -> float:
    """What a `convolve2d` earns that knows the mode valid alone."""
    exercise = next(e for e in assignment.exercises if e.id == "convolve2d")

    def valid_only(*args: object) -> object:
        if args[2] != "valid":
            raise NotImplementedError
        return exercise.reference(*args)

    return visible(exercise, valid_only).score


def _stripped(notebook: Notebook) -> Notebook:
    """All metadata and ids gone, as some learning platforms and editors leave a notebook."""
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    return notebook
