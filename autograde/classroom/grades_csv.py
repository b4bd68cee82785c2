"""The grades of one assignment as a table: a row for each student, a column for each exercise."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from typing import Any

from nbgrader import api

from autograde.exercise import Assignment, Exercise, Written

from .gradebook import points

FIXED = ("student_id", "last_name", "first_name", "email", "lms_user_id", "status", "timestamp")
ABSENT = "not handed in"
# Also after a separator: which one a spreadsheet takes depends on its country.
FORMULA = re.compile(r"(?:^|[;,|])\s*[=+\-@＝＋－＠]")
TOTALS = ("late_penalty", "score", "max_score")


def table(book: api.Gradebook, assignment: Assignment, handed: Collection[str]) -> str:
    """Everybody in the gradebook, and all who have `handed` in, as CSV.

    The status is graded, waits for a person, needs attention, or not handed in; only a graded one
    has a final score. Where the score of a cell is not known yet, its column is empty.
    """
    text = io.StringIO()
    parts: list[Exercise | Written] = [*assignment.exercises, *assignment.written]
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*FIXED, *(part.id for part in parts), *TOTALS])
    master = book.find_assignment(assignment.id)
    graded = {submission.student_id: submission for submission in master.submissions}
    people = {student.id: student for student in book.students}
    people |= {name: api.Student(id=name) for name in handed if name not in people}
    for name, person in sorted(people.items()):
        row = _row(person, graded.get(name), name in handed, assignment)
        writer.writerow(row)
    return text.getvalue()


def _row(student: Any, submission: Any, handed: bool, assignment: Assignment) -> list[str]:
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
    waits = any(grade.needs_manual_grade for grade in grades.values())
    status = _status(submission, handed, scores[: len(assignment.exercises)], waits)
    total = sum(score or 0.0 for score in scores) - penalty
    return [
        *(_safe(text or "") for text in about),
        status,
        submission.timestamp.isoformat() if submission and submission.timestamp else "",
        *("" if score is None else f"{score:g}" for score in scores),
        f"{penalty:g}",
        {"graded": f"{max(0.0, total):g}", ABSENT: "0"}.get(status, ""),
        f"{most:g}",
    ]


def _known(grade: Any) -> float | None:
    """A grade's score, or None where nobody has given one."""
    given = grade is not None and (grade.manual_score, grade.auto_score) != (None, None)
    return points(grade) if given else None


def _status(submission: Any, handed: bool, computed: list[float | None], waits: bool) -> str:
    if submission is None:
        return "needs attention" if handed else ABSENT
    if None in computed:
        return "needs attention"
    return "waits for a person" if waits else "graded"


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if FORMULA.search(flat) else flat
