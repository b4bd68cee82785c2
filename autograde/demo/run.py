"""Run the simulated class: build, release, hand in, grade, return, and compare with what must be.

Of one assignment everything is played: thirty students hand in through a learning platform's
download, collected with their roster; all other rows, each an attempt of its own, are put into
`submitted/` as students of their own. Of the other assignments, honest hand-ins are graded and one
with each catalogued mistake.
"""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograde import registry, tables
from autograde.building import release
from autograde.classroom import attempts, lms, returning, runner
from autograde.classroom.autograded import Facts
from autograde.classroom.gradebook import NAME as GRADEBOOK
from autograde.classroom.gradebook import gradebook
from autograde.classroom.workers import Result
from autograde.course import Course
from autograde.grading import secret
from autograde.grading.sandbox import PLAIN, Limits
from autograde.tables import number

from . import costly, damaged, honest, hostile, structure, thirty
from .papers import Paper, Row, writer

ASSIGNMENT = "02_correlation"
LIMITS = Limits(cell_seconds=5, exercise_seconds=3)


def demo(root: Path, console: Console) -> int:
    """Run everything; the exit code is 1 when a row differs from what it must get.

    In CI it is 1 too when there is no isolation to prove. What was made stays in `build/demo/`.
    """
    began = time.perf_counter()
    place = root / "build" / "demo"
    shutil.rmtree(place, ignore_errors=True)
    course_root = _copy_course(root, place / "course")
    release.build(course_root, progress=lambda line: console.print(line))
    secret.create(course_root)
    with _listener() as port:
        taking, others = _rows(course_root, place, port)
        students = _collected(course_root, taking, place, console)
        students |= hand_in(course_root, others)
        code = grade(course_root, students, console)
    for name in registry.ASSIGNMENTS:
        if name != ASSIGNMENT:
            console.print(f"\n{name}: honest hand-ins, and one with each catalogued mistake")
            others_in = hand_in(course_root, _plain_rows(course_root, name), name)
            code |= grade(course_root, others_in, console, name, every_row=False)
    _read_one(course_root, next(iter(students)), console)
    _give_back(course_root, console)
    console.print(f"{time.perf_counter() - began:.0f} s in all, {os.cpu_count()} processors")
    return code


def hand_in(root: Path, rows: Iterable[Row], assignment: str = ASSIGNMENT) -> dict[str, Row]:
    """Put each row into `submitted/` as a student of its own; by the students' names."""
    students = {}
    for i, row in enumerate(rows):
        student = f"x{i:03}"
        folder = root / "submitted" / student / assignment
        folder.mkdir(parents=True)
        row.make(folder)
        students[student] = row
    return students


def grade(
    root: Path,
    students: dict[str, Row],
    console: Console,
    assignment: str = ASSIGNMENT,
    every_row: bool = True,
) -> int:
    """Grade the class and compare everybody with what their row must get; give the exit code.

    Rows that differ are always shown, the others only with `every_row`.
    """

    def progress(results: Iterator[Result], total: int) -> Iterable[Result]:
        return tables.progress(results, total, lambda result: result[0].student, console)

    def say(note: str) -> None:
        console.print(note, style="bold yellow", markup=False)

    began = time.perf_counter()
    course = Course.load(root)
    jobs = os.cpu_count() or 1
    summary = runner.grade_class(
        course, assignment, jobs=jobs, limits=LIMITS, progress=progress, say=say
    )
    seconds = time.perf_counter() - began
    isolated = not any(PLAIN in note for note in summary.notes)
    facts = {line.student: line.facts for line in summary.lines}
    recorded = _recorded(course, assignment)
    table = Table(
        "student", "hands in", "must get", "got", "mistake named", "", box=None, pad_edge=False
    )
    differing = undefended = 0
    for student, row in students.items():
        faults = differences(row, facts.get(student), recorded.get(student))
        word = "[green]as expected[/]" if not faults else f"[red]{escape('; '.join(faults))}[/]"
        if row.isolation and not isolated:
            word, undefended = "[yellow]not defended here[/]", undefended + 1
        elif faults:
            differing += 1
        if every_row or faults:
            _add(table, student, row, facts.get(student), word)
    if table.row_count:
        console.print(table)
    console.print(
        f"{len(students)} hand-ins in {seconds:.1f} s with {jobs} jobs; "
        f"{differing} differ from what they must get"
        + (f"; {undefended} not defended here (no bubblewrap)" if undefended else "")
    )
    unproved = undefended and os.environ.get("CI")  # there, every row must match
    return 1 if differing or unproved else 0


def differences(row: Row, facts: Facts | None, recorded: float | None) -> list[str]:
    """How a result differs from what its row must get; `recorded` is the gradebook's score."""
    if facts is None:
        return ["it has no result"]
    found = []
    if facts.score != row.score:
        found.append(f"score {number(facts.score)}, must be {number(row.score)}")
    if recorded != (facts.score or 0.0):
        found.append(f"the gradebook says {number(recorded)}")
    for exercise, status in facts.statuses.items():
        must = None if row.mistakes is None else row.mistakes.get(exercise)
        named = facts.mistakes.get(exercise)
        if row.mistakes is not None and named != must:
            found.append(f"{exercise}: named {named}, must be {must}")
        allowed = row.statuses.get(exercise)
        if allowed and status not in allowed:
            found.append(f"{exercise}: {status}, must be {' or '.join(allowed)}")
    if row.score is None and not facts.attention:
        found.append("nothing says that it needs attention")
    return found


def _copy_course(root: Path, target: Path) -> Path:
    """What a course's folder holds that is written by hand."""
    (target / "solutions").mkdir(parents=True)
    release.copy_inputs(root, target)
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(root / name, target)
    for text in (root / "solutions").glob("*.py"):
        shutil.copy(text, target / "solutions")
    return target


def _rows(root: Path, place: Path, port: int) -> tuple[list[Row], list[Row]]:
    """The rows of the thirty students, and all others."""
    paper = Paper.read(root, ASSIGNMENT)
    assignment = Course.load(root).effective(registry.assignment(ASSIGNMENT))
    neighbour = writer("neighbour", paper.filled(paper.answers))(place)
    right = honest.independent(assignment)
    taking, mistaken = thirty.take(
        honest.rows(paper, assignment), list(honest.mistaken(paper, assignment))
    )
    return taking, [
        *damaged.rows(paper),
        *hostile.rows(paper, root, neighbour, port),
        *costly.rows(paper, right),
        *structure.rows(paper, assignment, root, neighbour),
        *mistaken,
    ]


def _plain_rows(root: Path, name: str) -> list[Row]:
    """The rows of an assignment that is not played in full."""
    paper = Paper.read(root, name)
    assignment = Course.load(root).effective(registry.assignment(name))
    return [*honest.plain(paper, assignment), *honest.mistaken(paper, assignment)]


def _collected(root: Path, rows: list[Row], place: Path, console: Console) -> dict[str, Row]:
    """The thirty's download, taken apart by the command that an instructor uses."""
    students, download, roster = thirty.download(rows, place, ASSIGNMENT)
    found = attempts.collect(Course.load(root), ASSIGNMENT, download, lms.Source.CANVAS, roster)
    console.print(
        f"{len(found.matched)} of {len(rows)} students collected from {download.name}, "
        f"{len(found.unmatched)} uploads without an owner"
    )
    return students


def _recorded(course: Course, assignment: str) -> dict[str, float]:
    """What the gradebook holds of computed scores, by student."""
    found = {}
    with gradebook(course) as book:
        for submission in book.find_assignment(assignment).submissions:
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            found[submission.student_id] = sum(grade.auto_score or 0.0 for grade in grades)
    return found


def _read_one(root: Path, student: str, console: Console) -> None:
    """What a person does in formgrader: read one derivation, give points, write a comment."""
    with gradebook(Course.load(root)) as book:
        where = (ASSIGNMENT, ASSIGNMENT, student)
        grade = book.find_grade("commutativity", *where)
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.find_comment(
            "commutativity", *where
        ).manual_comment = "The substitution is right. Say why the *limits* of the sum allow it."
        book.db.commit()
    console.print(f"a person read one answer of {student}: 2 of 3 points, with a comment")


def _give_back(root: Path, console: Console) -> None:
    course = Course.load(root)
    done = returning.give_back(course, ASSIGNMENT)
    console.print(f"gradebook: {root / GRADEBOOK}", markup=False)
    console.print(f"feedback:  {root / 'feedback'} ({len(done.pages)} pages)", markup=False)
    for path in done.archives:
        console.print(f"to upload: {path}", markup=False)
    console.print(f"grades:    {done.grades}", markup=False)


def _add(table: Table, student: str, row: Row, facts: Facts | None, word: str) -> None:
    named = "; ".join(dict.fromkeys(facts.mistakes.values())) if facts else ""
    if named and row.name.endswith(f": {named}"):
        named = "its own"
    got = facts.score if facts else None
    scores = ["attention" if score is None else number(score) for score in (row.score, got)]
    table.add_row(student, escape(row.name), *scores, escape(named), word)


@contextmanager
def _listener() -> Iterator[int]:
    """A port that somebody listens on, for the row that tries to reach it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
