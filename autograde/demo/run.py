"""Run the simulated class: build, release, hand in, grade, and compare with what must come out."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograde import registry
from autograde.building import release
from autograde.course import Course
from autograde.grading import secret
from autograde.grading.grade import Grader
from autograde.grading.reports import Report
from autograde.grading.sandbox import Limits
from autograde.tables import number, progress

from . import costly, damaged, honest, hostile
from .papers import Paper, Row, writer

ASSIGNMENT = "02_correlation"
LIMITS = Limits(cell_seconds=5, exercise_seconds=3)


def demo(root: Path, console: Console) -> int:
    """Run everything; the exit code is 1 when a row differs from what it must get.

    In CI it is 1 too when there is no isolation to prove.
    """
    with tempfile.TemporaryDirectory(prefix="cnn-course-") as temporary:
        course_root = _copy_course(root, Path(temporary) / "course")
        release.build(course_root, [ASSIGNMENT], lambda line: console.print(line))
        secret.create(course_root)
        folder = Path(temporary) / "handed in"
        folder.mkdir()
        with _listener() as port:
            rows = _rows(course_root, folder, port)
            return _grade(course_root, rows, folder, console)


def _copy_course(root: Path, target: Path) -> Path:
    """What a course's folder holds that is written by hand."""
    (target / "solutions").mkdir(parents=True)
    release.copy_inputs(root, target)
    shutil.copy(root / "course.toml", target)
    for text in (root / "solutions").glob("*.py"):
        shutil.copy(text, target / "solutions")
    return target


def _rows(root: Path, folder: Path, port: int) -> list[Row]:
    paper = Paper.read(root, ASSIGNMENT)
    assignment = Course.load(root).effective(registry.assignment(ASSIGNMENT))
    neighbour = writer("neighbour", paper.filled(paper.answers))(folder)
    right = honest.independent(assignment)
    return [
        *honest.rows(paper, assignment),
        *damaged.rows(paper),
        *hostile.rows(paper, root, neighbour, port),
        *costly.rows(paper, right),
        *honest.mistaken(paper, assignment),
    ]


def _grade(root: Path, rows: list[Row], folder: Path, console: Console) -> int:
    table = Table(box=None, pad_edge=False)
    for name in ("hand-in", "must get", "got", "mistake named", "time", ""):
        table.add_column(name, no_wrap=name in ("must get", "got", "time"), max_width=50)
    differing = undefended = 0
    began = time.perf_counter()
    silent = warnings.catch_warnings(action="ignore")  # what is to be said is in the box's notes
    with silent, Grader(Course.load(root), limits=LIMITS) as grader:
        for note in grader.box.notes:
            console.print(note, style="bold yellow", markup=False)
        files = [row.make(folder) for row in rows]
        for row, file in zip(rows, progress(files, console), strict=True):
            start = time.perf_counter()
            report = grader.grade_file(file)
            seconds = time.perf_counter() - start
            faults = differences(row, report)
            word = (
                "[green]as expected[/]"
                if not faults
                else f"[bold red]{escape('; '.join(faults))}[/]"
            )
            if row.isolation and not grader.box.isolated:
                word, undefended = "[yellow]not defended here[/]", undefended + 1
            elif faults:
                differing += 1
            _add(table, row, report, seconds, word)
    console.print(table)
    seconds = time.perf_counter() - began
    console.print(
        f"{len(rows)} hand-ins in {seconds:.1f} s; {differing} differ from what they must get"
        + (f"; {undefended} not defended here (no bubblewrap)" if undefended else "")
    )
    unproved = undefended and os.environ.get("CI")  # there, every row must match
    return 1 if differing or unproved else 0


def differences(row: Row, report: Report) -> list[str]:
    """How a report differs from what its row must get."""
    found = []
    if report.score != row.score:
        found.append(f"score {number(report.score)}, must be {number(row.score)}")
    for graded in report.exercises:
        must = None if row.mistakes is None else row.mistakes.get(graded.id)
        if graded.mistake != must and row.mistakes is not None:
            found.append(f"{graded.id}: named {graded.mistake}, must be {must}")
        allowed = row.statuses.get(graded.id)
        if allowed and graded.status not in allowed:
            found.append(f"{graded.id}: {graded.status}, must be {' or '.join(allowed)}")
    if row.score is None and not any("needs attention" in note for note in report.notes):
        found.append("nothing says that it needs attention")
    return found


def _add(table: Table, row: Row, report: Report, seconds: float, word: str) -> None:
    named = "; ".join(dict.fromkeys(e.mistake for e in report.exercises if e.mistake))
    scores = [
        "attention" if score is None else number(score) for score in (row.score, report.score)
    ]
    table.add_row(escape(row.name), *scores, escape(named), f"{seconds:.2f} s", word)


@contextmanager
def _listener() -> Iterator[int]:
    """A port that somebody listens on, for the row that tries to reach it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
