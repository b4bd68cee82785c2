"""The grades of one assignment as a table: a row for each student, a column for each exercise."""

from __future__ import annotations

import csv
import io
from typing import Any

from nbgrader import api

from autograde.exercise import Assignment, Exercise, Written

from .gradebook import points

FIXED = ("student_id", "last_name", "first_name", "email", "lms_user_id", "status", "timestamp")
TOTALS = ("late_penalty", "score", "max_score")


def table(book: api.Gradebook, assignment: Assignment) -> str:
    """Everybody in the gradebook, as CSV.

    The status is graded, waits for a person, needs attention, or not handed in; only a graded one
    has a final score. Where the score of a cell is not known yet, its column is empty.
    """
    text = io.StringIO()
    parts: list[Exercise | Written] = [*assignment.exercises, *assignment.written]
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*FIXED, *(part.id for part in parts), *TOTALS])
    master = book.find_assignment(assignment.id)
    handed = {submission.student_id: submission for submission in master.submissions}
    for student in sorted(book.students, key=lambda student: student.id):
        writer.writerow(_row(student, handed.get(student.id), assignment))
    return text.getvalue()


def _row(student: Any, submission: Any, assignment: Assignment) -> list[str]:
    about = (student.id, student.last_name, student.first_name, student.email, student.lms_user_id)
    parts: list[Exercise | Written] = [*assignment.exercises, *assignment.written]
    most = sum(part.points for part in parts)
    grades = {
        grade.cell.name: grade
        for notebook in (submission.notebooks if submission else ())
        for grade in notebook.grades
    }
    names = [f"check-{one.id}" for one in assignment.exercises]
    names += [one.id for one in assignment.written]
    scores = [_known(grades.get(name)) for name in names]
    penalty = sum(n.late_submission_penalty or 0.0 for n in submission.notebooks) if grades else 0.0
    status = _status(submission, scores, len(assignment.exercises))
    total = sum(score or 0.0 for score in scores) - penalty
    return [
        *(_safe(text or "") for text in about),
        status,
        submission.timestamp.isoformat() if submission and submission.timestamp else "",
        *("" if score is None else f"{score:g}" for score in scores),
        f"{penalty:g}",
        f"{max(0.0, total):g}" if status == "graded" else "0" if not submission else "",
        f"{most:g}",
    ]


def _known(grade: Any) -> float | None:
    """A grade's score, or None where nobody has given one."""
    given = grade is not None and (grade.manual_score, grade.auto_score) != (None, None)
    return points(grade) if given else None


def _status(submission: Any, scores: list[float | None], computed: int) -> str:
    if submission is None:
        return "not handed in"
    if None in scores[:computed]:
        return "needs attention"
    return "waits for a person" if None in scores else "graded"


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
