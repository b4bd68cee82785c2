"""The gradebook: nbgrader's own database, one transaction a submission.

The scores that nbgrader computes are kept apart from those that people gave: a manual score, its
comment and extra credit stay when a submission is graded again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import api, utils
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from autograde.course import Course

from .autograded import KIT, Notebook
from .lms.roster import Student

NAME = "gradebook.db"
ABOUT = ("last_name", "first_name", "email", "lms_user_id")


class GradebookError(Exception):
    """The gradebook cannot be used; the message names the mend. Nothing was changed."""


@dataclass(frozen=True)
class Marks:
    """What a graded notebook says of one submission.

    `scores` are those of graded cells; None where a person has to decide. `untouched` are the
    cells that were handed in as they were released.
    """

    scores: dict[str, float | None]
    untouched: frozenset[str]


def url(root: Path) -> str:
    """The database's address, absolute: all ways into nbgrader must use the same file."""
    return f"sqlite:///{root.resolve() / NAME}"


@contextmanager
def gradebook(course: Course) -> Iterator[api.Gradebook]:
    """Open a course's gradebook; raises `GradebookError` for all that a database may do."""
    path = course.root / NAME
    # nbgrader calls alembic by its name when it makes a gradebook.
    tools = str(Path(sys.executable).parent)
    if tools not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join((tools, os.environ.get("PATH", "")))
    try:
        opened = api.Gradebook(url(course.root), course.id)
    except SQLAlchemyError as error:
        raise GradebookError(f"{path}: {_fault(error)}") from None
    except OSError as error:
        raise GradebookError(f"{path}: it cannot be opened ({error.strerror}).") from None
    try:
        with opened as book:
            try:
                yield book
            finally:
                book.db.rollback()
    except SQLAlchemyError as error:
        raise GradebookError(f"{path}: {_fault(error)}") from None


def marks(notebook: Notebook) -> Marks:
    """The scores that a graded notebook holds, by nbgrader's own rules."""
    scores: dict[str, float | None] = {}
    untouched = set()
    for raw in notebook["cells"]:
        grade = raw["metadata"].get("nbgrader", {})
        if not (grade.get("grade") or grade.get("solution")):
            continue
        cell = nbformat.from_dict(raw)
        name = grade["grade_id"]
        waits = raw["metadata"].get(KIT, {}).get("status") == "needs_attention"
        same = grade.get("solution") and grade.get("checksum") == utils.compute_checksum(cell)
        if same and not waits:
            untouched.add(name)
        if grade.get("grade"):
            scores[name] = None if waits else utils.determine_grade(cell)[0]
    return Marks(scores, frozenset(untouched))


def record(
    book: api.Gradebook,
    course: Course,
    assignment: str,
    student: str,
    found: Marks,
    timestamp: str | None,
) -> None:
    """Put one submission's marks into the gradebook, all of them or none.

    Raises
    ------
    SQLAlchemyError
        The transaction was undone.
    """
    try:
        submission = _submission(book, assignment, student)
        submission.timestamp = moment(timestamp) or submission.timestamp
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.cell.name in found.scores:
                    _set(grade, found.scores[grade.cell.name])
            for comment in notebook.comments:
                empty = comment.cell.name in found.untouched
                comment.auto_comment = "No response." if empty else None
            penalize(course, submission, notebook)
        book.db.commit()
    except BaseException:
        book.db.rollback()
        raise


def enroll(book: api.Gradebook, students: Iterable[Student]) -> None:
    """Put students into the gradebook; what the roster leaves empty stays as it is there."""
    for one in students:
        person = book.db.get(api.Student, one.id) or api.Student(id=one.id)
        for name in ABOUT:
            if getattr(one, name):
                setattr(person, name, getattr(one, name))
        book.db.add(person)
    book.db.commit()


def moment(timestamp: str | None) -> datetime | None:
    """A time as nbgrader reads it from `timestamp.txt`; None where it is none."""
    try:
        found: datetime | None = utils.parse_utc(timestamp) if timestamp else None
    except Exception:  # students may write the file, and dates go wrong in many ways
        return None
    return found


def computed(book: api.Gradebook, assignment: str) -> dict[str, dict[str, float | None]]:
    """The computed scores of everybody who has a submission: by student, then by cell."""
    return {
        submission.student_id: {
            grade.cell.name: grade.auto_score
            for notebook in submission.notebooks
            for grade in notebook.grades
            if grade.cell.cell_type == "code"
        }
        for submission in book.find_assignment(assignment).submissions
    }


def penalize_all(
    book: api.Gradebook, course: Course, assignment: str, times: Mapping[str, str | None]
) -> None:
    """Work all late penalties out again: deadlines move, times are corrected, people give scores.

    `times` are those of `timestamp.txt`, by student.
    """
    for submission in book.find_assignment(assignment).submissions:
        given = moment(times.get(submission.student_id))
        submission.timestamp = given or submission.timestamp
        for notebook in submission.notebooks:
            penalize(course, submission, notebook)
    book.db.commit()


def penalties(book: api.Gradebook, assignment: str) -> dict[str, float]:
    """What those lose who handed in late, by student."""
    lost = {
        submission.student_id: submission.late_submission_penalty or 0.0
        for submission in book.find_assignment(assignment).submissions
    }
    return {student: points for student, points in lost.items() if points}


def penalize(course: Course, submission: Any, notebook: Any) -> None:
    """Set what a late submission loses of its present score, by the course's rule."""
    score = sum(map(points, notebook.grades))
    late = submission.total_seconds_late
    lost = min(score, course.late.penalty(score, late)) if late > 0 else 0.0
    notebook.late_submission_penalty = lost or None


def points(grade: Any) -> float:
    """What a grade counts: the person's score before the computed one, and extra credit."""
    given = grade.manual_score if grade.manual_score is not None else grade.auto_score
    return (given or 0.0) + (grade.extra_credit or 0.0)


def _set(grade: Any, score: float | None) -> None:
    grade.auto_score = score
    grade.needs_manual_grade = score is None or grade.manual_score is not None


def _submission(book: api.Gradebook, assignment: str, student: str) -> Any:
    """The submission's rows, made where they are missing, without a commit of their own."""
    try:
        return book.find_submission(assignment, student)
    except api.MissingEntry:
        pass
    person = book.db.get(api.Student, student) or api.Student(id=student)
    master = book.find_assignment(assignment)
    with book.db.no_autoflush:
        submission = api.SubmittedAssignment(assignment=master, student=person)
        for notebook in master.notebooks:
            handed = api.SubmittedNotebook(notebook=notebook, assignment=submission)
            for cell in notebook.grade_cells:
                api.Grade(cell=cell, notebook=handed)
            for cell in notebook.solution_cells:
                api.Comment(cell=cell, notebook=handed)
        book.db.add(submission)
    return submission


def _fault(error: SQLAlchemyError) -> str:
    """A database's complaint, and what mends it."""
    said = str(getattr(error, "orig", None) or error).splitlines()[0]
    known = {
        "locked": "another program is writing to it. Wait for it or close it, and run this again.",
        "readonly": "it is read-only. Make the file and its folder writable, and run this again.",
        "read-only": "it is read-only. Make the file and its folder writable, and run this again.",
        "full": "the disk is full. Make room, and run this again: what was graded is kept.",
        "unable to open": "it cannot be opened. Is its folder there, and writable?",
        "not a database": "it is no gradebook. Move it away, or restore a copy of it.",
        "malformed": "it is damaged. Restore a copy of it.",
        "no such column": "it is of another nbgrader. Copy it, then run: nbgrader db upgrade",
    }
    for word, mend in known.items():
        if word in said.lower():
            return mend
    kind = "the database" if isinstance(error, DatabaseError) else "nbgrader"
    return f"{kind} says: {said[:300]}"
