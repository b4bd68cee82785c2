"""Collect an LMS's download with the grader's help: what a notebook answers, which one is best."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograde.course import Course
from autograde.grading.grade import Grader, read_releases
from autograde.grading.reading import read_file
from autograde.grading.rebuild import identify

from . import lms
from .gradebook import enroll, gradebook
from .lms.roster import read_roster
from .master import check_course


def collect(
    course: Course,
    assignment: str,
    download: Path,
    source: lms.Source,
    roster: Path | None = None,
    choose: lms.Choice = lms.Choice.LAST,
) -> lms.Collected:
    """Collect a download; see `lms.collect`. With the choice best every attempt is graded.

    The students of the roster are put into the gradebook, as `nbgrader db student import` does.

    Raises
    ------
    LmsError, NotBuilt, NoSecret, SandboxError, GradebookError
    """
    releases = read_releases(course.root)
    if roster:
        people = read_roster(roster).students
        with gradebook(course) as book:
            check_course(book, course)
            enroll(book, people)

    def answers(path: Path) -> str | None:
        with contextlib.suppress(Exception):  # one file must not end the class
            return identify(read_file(path), releases)
        return None

    with _grader(course, choose) as grader:

        def score(path: Path, student: str) -> float | None:
            return grader.grade_file(path, student).score if grader else None

        return lms.collect(
            course,
            assignment,
            download,
            source,
            roster=roster,
            choose=choose,
            answers=answers,
            score=score,
        )


@contextmanager
def _grader(course: Course, choose: lms.Choice) -> Iterator[Grader | None]:
    """A grader, where one is needed."""
    if choose is lms.Choice.LAST:
        yield None
        return
    with warnings.catch_warnings(action="ignore"), Grader(course) as grader:
        yield grader
