"""The assignment itself in the gradebook: its cells, their points, and its deadline.

It follows the release and `course.toml`. What a person changed in formgrader is never overwritten
in silence: a deadline moved there is refused with the line to write, and before cells that have
grades are removed, the gradebook is copied.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader import api
from sqlalchemy import text

from autograde.course import Course
from autograde.exercise import Assignment
from autograde.grading.grade import NotBuilt

from .autograded import KIT, Notebook
from .gradebook import NAME, GradebookError

TABLE = "CREATE TABLE IF NOT EXISTS cnn_kit (name VARCHAR(200) PRIMARY KEY, value TEXT)"
READ = "SELECT value FROM cnn_kit WHERE name = :name"
WRITE = "INSERT INTO cnn_kit (name, value) VALUES (:name, :value)"
FORGET = "DELETE FROM cnn_kit WHERE name = :name"
SHOWN = "%Y-%m-%dT%H:%M:%S+00:00"


@dataclass(frozen=True)
class _Cell:
    """What the gradebook keeps of a released cell."""

    kind: str
    points: float | None
    solution: bool
    locked: bool
    source: str
    checksum: str


def prepare(
    book: api.Gradebook, course: Course, assignment: Assignment, release: Notebook
) -> list[str]:
    """Make the gradebook agree with the release and the course; say what was changed.

    Raises
    ------
    NotBuilt
        The release does not follow `course.toml`.
    GradebookError
        The gradebook is another course's, or a deadline was moved in formgrader.
    """
    cells = _cells(release)
    check_release(course, assignment, cells)
    check_course(book, course)
    notes: list[str] = []
    try:
        book.db.execute(text(TABLE))
        try:
            master = book.find_assignment(assignment.id)
        except api.MissingEntry:
            master = api.Assignment(name=assignment.id, course_id=book.course_id)
            book.db.add(master)
        _deadline(book, course, master, notes)
        _notebook(book, course, master, cells, release, notes)
        book.db.commit()
    except BaseException:
        book.db.rollback()
        raise
    return notes


def check_release(course: Course, assignment: Assignment, cells: Mapping[str, _Cell]) -> None:
    """Raise `NotBuilt` unless the release has the exercises and points that the course has."""
    want = {f"check-{one.id}": float(one.points) for one in assignment.exercises}
    want |= {one.id: float(one.points) for one in assignment.written}
    have = {name: cell.points for name, cell in cells.items() if cell.points is not None}
    if want == have:
        return
    differ = sorted(name for name in want.keys() | have if want.get(name) != have.get(name))
    said = "; ".join(
        f"{name}: {_points(have.get(name))} there, {_points(want.get(name))} here"
        for name in differ
    )
    raise NotBuilt(
        f"notebooks/{assignment.id}: the release does not follow course.toml ({said}). "
        "Run: python -m autograde build"
    )


def _cells(release: Notebook) -> dict[str, _Cell]:
    found = {}
    for cell in release["cells"]:
        grade = cell["metadata"].get("nbgrader")
        if grade:
            found[grade["grade_id"]] = _Cell(
                cell["cell_type"],
                float(grade["points"]) if grade["grade"] else None,
                bool(grade["solution"]),
                bool(grade["locked"]) and not grade["solution"],
                "".join(cell["source"]),
                grade["checksum"],
            )
    return found


def check_course(book: api.Gradebook, course: Course) -> None:
    """Raise `GradebookError` where a gradebook holds another course's assignments."""
    owners = {one.course_id for one in book.db.query(api.Assignment)}
    foreign = sorted(str(owner) for owner in owners - {course.id, "default_course", ""})
    if foreign:
        raise GradebookError(
            f"{course.root / NAME}: it belongs to the course {', '.join(foreign)}, and this one is "
            f'{course.id} (id in course.toml). Move it away, or set id = "{foreign[0]}".'
        )


def _deadline(book: api.Gradebook, course: Course, master: Any, notes: list[str]) -> None:
    """Take the deadline from `course.toml`, unless somebody moved it in formgrader since."""
    stated = course.changes(master.name).deadline
    wanted = stated.astimezone(UTC).replace(tzinfo=None) if stated else None
    name = f"deadline of {master.name}"
    row = book.db.execute(text(READ), {"name": name}).first()
    written = datetime.fromisoformat(row[0]) if row else None
    if wanted == master.duedate or (wanted is None and master.duedate != written):
        pass  # they agree, or it is set in formgrader alone
    elif master.duedate == written:
        master.duedate = wanted
        notes.append(f"deadline: {_moment(wanted)}, from course.toml")
    else:
        raise GradebookError(
            f"{course.root / NAME}: the deadline of {master.name} was changed in formgrader to "
            f"{_moment(master.duedate)}, and course.toml says {_moment(wanted)}. Write the one "
            "that holds into course.toml and into formgrader; or remove it from course.toml, and "
            "formgrader's holds."
        )
    book.db.execute(text(FORGET), {"name": name})
    if wanted is not None:
        book.db.execute(text(WRITE), {"name": name, "value": wanted.isoformat()})


def _notebook(
    book: api.Gradebook,
    course: Course,
    master: Any,
    cells: dict[str, _Cell],
    release: Notebook,
    notes: list[str],
) -> None:
    if not master.notebooks:
        notebook = api.Notebook(name=master.name, assignment=master)
        book.db.add(notebook)
        for name, cell in cells.items():
            _add(book, notebook, name, cell)
        return
    notebook = master.notebooks[0]
    known = {cell.name for cell in notebook.source_cells}
    gone, new = known - cells.keys(), cells.keys() - known
    if (gone or new) and notebook.submissions:
        if not known & cells.keys():
            raise GradebookError(
                f"{course.root / NAME}: its {master.name} has none of this course's cells, and "
                f"{len(notebook.submissions)} submissions. Move it away, or grade in its course."
            )
        notes.append(_copied(course, release["metadata"][KIT]["build"], gone, new))
    for name in gone:
        _remove(book, notebook, name)
    for name in new:
        _add(book, notebook, name, cells[name])
    for grade_cell in notebook.grade_cells:
        wanted = cells[grade_cell.name].points if grade_cell.name in cells else None
        if wanted is not None and grade_cell.max_score != wanted:
            notes.append(f"{grade_cell.name}: {grade_cell.max_score:g} → {wanted:g} points")
            grade_cell.max_score = wanted
            notes += _above(notebook, grade_cell.name, wanted)
    for source_cell in notebook.source_cells:
        if source_cell.name in cells:
            cell = cells[source_cell.name]
            source_cell.source, source_cell.checksum = cell.source, cell.checksum


def _above(notebook: Any, name: str, most: float) -> list[str]:
    """A note on the people's scores that are above what a cell is worth now."""
    above = [
        submitted.assignment.student_id
        for submitted in notebook.submissions
        for grade in submitted.grades
        if grade.cell.name == name and (grade.manual_score or 0.0) > most
    ]
    who = ", ".join(sorted(above))
    return (
        [f"{name}: a person gave more than that to {who}; look at it in formgrader"] if who else []
    )


def _add(book: api.Gradebook, notebook: Any, name: str, cell: _Cell) -> None:
    """Add a cell, and a place for its grade and comment to every submission."""
    rows: list[Any] = [
        api.SourceCell(
            name=name,
            notebook=notebook,
            cell_type=cell.kind,
            locked=cell.locked,
            source=cell.source,
            checksum=cell.checksum,
        )
    ]
    with book.db.no_autoflush:
        handed = list(notebook.submissions)
        if cell.points is not None:
            base = api.GradeCell(
                name=name, notebook=notebook, max_score=cell.points, cell_type=cell.kind
            )
            rows += [base, *(api.Grade(cell=base, notebook=one) for one in handed)]
        if cell.solution:
            base = api.SolutionCell(name=name, notebook=notebook)
            rows += [base, *(api.Comment(cell=base, notebook=one) for one in handed)]
        book.db.add_all(rows)


def _remove(book: api.Gradebook, notebook: Any, name: str) -> None:
    """Remove a cell, its grades and comments."""
    for base in [*notebook.grade_cells, *notebook.solution_cells]:
        if base.name == name:
            for kind in (api.Grade, api.Comment):
                for row in book.db.query(kind).filter(kind.cell_id == base.id):
                    book.db.delete(row)
            book.db.delete(base)
    for source in [one for one in notebook.source_cells if one.name == name]:
        book.db.delete(source)
    book.db.flush()
    book.db.expire(notebook)


def _copied(course: Course, build: str, gone: set[str], new: set[str]) -> str:
    """Copy the gradebook before rows with grades change; say so."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    target = course.root / f"{NAME}.before-{build}-{now}"
    partial = target.with_name(f"{target.name}.new")
    with (
        closing(sqlite3.connect(course.root / NAME)) as source,
        closing(sqlite3.connect(partial)) as copy,
    ):
        source.backup(copy)
    os.replace(partial, target)
    lost = f"removed {', '.join(sorted(gone))}" if gone else ""
    got = f"added {', '.join(sorted(new))}" if new else ""
    both = "; ".join(filter(None, (lost, got)))
    return (
        f"the exercises changed since submissions were graded ({both}); "
        f"copy of the gradebook: {target.name}"
    )


def _points(number: float | None) -> str:
    return "nothing" if number is None else f"{number:g}"


def _moment(when: datetime | None) -> str:
    return when.strftime(SHOWN) if when else "none"
