"""Give a graded assignment back: feedback pages, the archives to upload, the grades as CSV."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograde import registry
from autograde.course import Course
from autograde.grading.reading import plain

from . import folders, grades_csv, lms, master
from .gradebook import GradebookError, computed, gradebook, penalize_all, url
from .lms.model import clear_faults
from .marking import release_of
from .pages.feedback import Grades, page

RETURNED = "returned"
AGAIN = "Grade it again: python -m autograde grade"


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
    GradebookError, LmsError, NotBuilt
        The gradebook or a folder cannot be used.
    """
    kept = course.effective(registry.assignment(assignment))
    handed = {one.student for one in folders.submissions(course.root, assignment)}
    pages, without = [], {}
    with gradebook(course) as book:
        notes = master.prepare(book, course, kept, release_of(course, assignment))
        penalize_all(book, course, assignment, {})
        students = sorted(computed(book, assignment))
        if not students:
            raise GradebookError(
                f"{assignment}: nothing is graded. Run: python -m autograde grade {assignment}"
            )
        table = grades_csv.table(book, kept, handed)
    without.update(dict.fromkeys(sorted(handed - set(students)), "it is not graded yet"))
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
    return GivenBack(tuple(pages), archived.paths, grades, without, (*notes, *archived.notes))


def write(course: Course, assignment: str, student: str) -> Path:
    """Write one student's feedback page."""
    source = folders.graded_path(course.root, student, assignment)
    if not source.is_file():
        raise FileNotFoundError(errno.ENOENT, f"its graded notebook is gone. {AGAIN}")
    notebook = nbformat.read(source, as_version=4)
    about = {"student": student, "assignment": assignment, "notebook": assignment}
    resources = {"nbgrader": {**about, "db_url": url(course.root)}}
    notebook, resources = Grades().preprocess(notebook, resources)
    target = folders.feedback_path(course.root, student, assignment)
    with folders.replacing(target, page(course, notebook, resources["nbgrader"])):
        folders.copy_companions(source.parent, target.parent)
    return target
