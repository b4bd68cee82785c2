"""From one submitted file to its graded notebook, the same for every way in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde import registry
from autograde.course import Course
from autograde.grading import secret
from autograde.grading.grade import Grader, NotBuilt
from autograde.grading.limits import Limits
from autograde.grading.reading import Unreadable, file_bytes
from autograde.grading.reports import Report

from . import autograded
from .autograded import Facts, Notebook


@dataclass(frozen=True)
class Marked:
    """One graded submission: in short, and as a notebook's text."""

    facts: Facts
    text: str


def release_of(course: Course, assignment: str) -> Notebook:
    """The released notebook of an assignment, as JSON; raises `NotBuilt`."""
    path = course.root / "notebooks" / assignment / f"{assignment}.ipynb"
    try:
        release: Notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(registry.ASSIGNMENTS)
        raise NotBuilt(
            f"{path}: there is no such release. Assignments: {known}. "
            "Run: python -m autograde build"
        ) from None
    return release


def stamp(course: Course, release: Notebook, path: Path, student: str) -> str:
    """Identifies a submitted file and all that its grade depends on."""
    try:
        data = file_bytes(path)
    except Unreadable as error:
        data = str(error).encode()
    kit = release["metadata"][autograded.KIT]
    parts = (data, student.encode("utf-8", "surrogatepass"), kit["build"].encode())
    digest = hashlib.sha256(secret.read(course.root))
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


class Marker:
    """Marks the submissions of one assignment.

    Raises
    ------
    NoSecret, NotBuilt, SandboxError
        The course is not ready for grading.
    """

    def __init__(
        self,
        course: Course,
        assignment: str,
        *,
        limits: Limits | None = None,
        isolate: bool | None = None,
    ) -> None:
        self.course = course
        self.release = release_of(course, assignment)
        self.assignment = course.effective(registry.assignment(assignment))
        self.grader = Grader(course, limits=limits, isolate=isolate)

    def __enter__(self) -> Marker:
        self.grader.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.grader.__exit__(*error)

    def mark(self, path: Path, student: str) -> Marked:
        """Grade one file, and lay the result out as a notebook."""
        name = self.assignment.id
        found = stamp(self.course, self.release, path, student)
        report = self.grader.grade_file(path, student)
        if report.assignment not in (None, name):
            note = f"{autograded.ATTENTION}it answers {report.assignment}, not {name}."
            report = Report(report.file, student, None, (note,))
        seeds = {one.id: self._fingerprint(student, one.id) for one in self.assignment.exercises}
        notebook = autograded.notebook(report, self.release, self.assignment, found, seeds)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        text = text.encode("utf-8", "replace").decode()  # lone surrogates have no bytes
        return Marked(autograded.facts_of(notebook), text)

    def _fingerprint(self, student: str, exercise: str) -> str:
        """Names the seed of the hidden cases without telling it."""
        seed = secret.seed(self.grader.secret, self.assignment.id, student, exercise)
        return hashlib.sha256(seed).hexdigest()[:12]
