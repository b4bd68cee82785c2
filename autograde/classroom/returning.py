"""Give a graded assignment back: feedback pages, the archives to upload, the grades as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader import api

from autograde import registry
from autograde.course import Course
from autograde.grading.reading import plain

from . import folders, grades_csv, lms
from .gradebook import GradebookError, gradebook, penalize, url
from .lms.model import clear_faults
from .pages.feedback import Grades, page

RETURNED = "returned"


@dataclass(frozen=True)
class GivenBack:
    """What was written, and who got nothing, with the reason."""

    pages: tuple[Path, ...]
    archives: tuple[Path, ...]
    grades: Path
    without: dict[str, str]
    notes: tuple[str, ...]


def give_back(course: Course, assignment: str) -> GivenBack:
    """Write everybody's feedback, the archives that the LMS takes, and the grades.

    Raises
    ------
    GradebookError, LmsError
        The gradebook or a folder cannot be used.
    """
    kept = course.effective(registry.assignment(assignment))
    pages, without = [], {}
    with gradebook(course) as book:
        try:
            master = book.find_assignment(assignment)
        except api.MissingEntry:
            raise GradebookError(
                f"{assignment}: nothing is graded. Run: python -m autograde grade {assignment}"
            ) from None
        for submission in master.submissions:
            for notebook in submission.notebooks:
                penalize(course, submission, notebook)
        book.db.commit()
        students = sorted(submission.student_id for submission in master.submissions)
        table = grades_csv.table(book, kept)
    grades = course.root / RETURNED / assignment / "grades.csv"
    with clear_faults("Returning"), folders.replacing(grades, table):
        pass
    for student in students:
        try:
            pages.append(write(course, assignment, student))
        except Exception as error:  # one page must not end the class
            why = error.strerror if isinstance(error, OSError) else plain(str(error), 300)
            without[student] = why or type(error).__name__
    archived = lms.archives(course, assignment)
    return GivenBack(tuple(pages), archived.paths, grades, without, archived.notes)


def write(course: Course, assignment: str, student: str) -> Path:
    """Write one student's feedback page."""
    source = folders.graded_path(course.root, student, assignment)
    notebook = nbformat.read(source, as_version=4)
    about = {"student": student, "assignment": assignment, "notebook": assignment}
    resources = {"nbgrader": {**about, "db_url": url(course.root)}}
    notebook, resources = Grades().preprocess(notebook, resources)
    target = folders.feedback_path(course.root, student, assignment)
    with folders.replacing(target, page(course, notebook, resources["nbgrader"])):
        folders.copy_companions(source.parent, target.parent)
    return target
