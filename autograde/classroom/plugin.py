"""What makes nbgrader's own commands and formgrader's buttons grade on the trusted path.

`configure` is all that `nbgrader_config.py` calls. The exporter grades when nbgrader means to
sanitize a submission; the preprocessor records when it means to execute the result.
"""

from __future__ import annotations

import functools
import weakref
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader import api
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor

from autograde import registry
from autograde.course import Course

from . import folders, master
from .gradebook import computed, gradebook, marks, record, url
from .marking import Marker, release_of
from .pages import showing
from .pages.feedback import FeedbackExporter, Grades

IGNORED = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", ".cnn_lab.json"]


class TrustedExporter(NotebookExporter):
    """Grades a submitted file in place of reading it as a notebook."""

    _marker: Marker | None = None

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Grade a submission; give the graded notebook. Other files are read as they are."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources, **options)
        about = resources["nbgrader"]
        fault = _unswept.get(Path(filename).parent)
        if fault is not None:
            raise NbGraderException(f"{about['student']}: the folder cannot be read ({fault}).")
        marker = self._ready(about["assignment"])
        marked = marker.mark(Path(filename), about["student"])
        whose = (about["assignment"], about["student"])
        if marked.facts.score is None and _keep_earlier(marker.course, *whose):
            raise NbGraderException(
                f"{about['student']}: {marked.facts.attention} The earlier scores were kept."
            )
        notebook = nbformat.reads(marked.text, as_version=4)
        return self.from_notebook_node(notebook, resources, **options)

    def _ready(self, assignment: str) -> Marker:
        """The marker of this assignment, with a sandbox that lives as long as the exporter."""
        if self._marker is None or self._marker.assignment.id != assignment:
            if self._marker is not None:
                self._marker.__exit__(None, None, None)
            converter: Any = self.parent
            marker = Marker(Course.load(Path(converter.coursedir.root)), assignment)
            marker.__enter__()
            weakref.finalize(self, marker.__exit__, None, None, None)
            self._marker = marker
        return self._marker


class SaveVerdicts(NbGraderPreprocessor):  # type: ignore[misc]
    """Record a graded notebook in the gradebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write all scores in one transaction; the notebook stays as it is."""
        about = resources["nbgrader"]
        exporter: Any = self.parent
        course = Course.load(Path(exporter.parent.coursedir.root))
        with gradebook(course) as book:
            record(book, course, about["assignment"], about["student"], marks(nb), None)
        return nb, resources


def before(root: Path, assignment: str, student: str, notebooks: list[str]) -> None:
    """Prepare the gradebook, and take links and special files out of a submission's folder.

    nbgrader goes on after any exception of a hook's but one that ends it, so a refusal ends it.
    """
    del student  # a pattern; the folders tell who it is
    try:
        course = Course.load(root)
        for place in {Path(notebook).parent for notebook in notebooks}:
            _unswept.pop(place, None)  # formgrader's server lives on, and the folder may be mended
            try:
                folders.sweep(place)
            except OSError as error:
                _unswept[place] = error
        with gradebook(course) as book:
            kept = course.effective(registry.assignment(assignment))
            master.prepare(book, course, kept, release_of(course, assignment))
            for notebook in notebooks:
                name = Path(notebook).parents[1].name
                _times[assignment, name] = _time(book, assignment, name)
    except Exception as error:
        raise SystemExit(f"nothing more was graded: {error}") from error


def after(root: Path, assignment: str, student: str, notebooks: list[str]) -> None:
    """Leave nothing beside a graded notebook that a student handed in with it."""
    del student
    for notebook in notebooks:
        name = Path(notebook).parents[1].name
        graded = folders.graded_path(root, name, assignment)
        folders.keep_only(graded.parent, (graded.name, *folders.COMPANIONS))


def configure(c: Any, root: Path) -> None:
    """Set nbgrader up for a course's folder."""
    course = Course.load(root)
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = course.id
    c.CourseDirectory.db_url = url(root)
    c.CourseDirectory.source_directory = "solutions"
    c.CourseDirectory.release_directory = "notebooks"
    c.CourseDirectory.ignore = IGNORED
    c.Autograde.exporter_class = TrustedExporter
    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = [SaveVerdicts]
    c.Autograde.pre_convert_hook = functools.partial(before, root)
    c.Autograde.post_convert_hook = functools.partial(after, root)
    c.GenerateFeedback.exporter_class = FeedbackExporter
    c.GenerateFeedback.preprocessors = [Grades]
    for name, settings in showing.exporter_settings().items():
        for key, value in settings.items():
            setattr(c[name], key, value)


_unswept: dict[Path, OSError] = {}
_times: dict[tuple[str, str], datetime | None] = {}  # before nbgrader took those of new files


def _time(book: api.Gradebook, assignment: str, student: str) -> datetime | None:
    """When the submission that the gradebook knows was handed in."""
    with suppress(api.MissingEntry):
        found: datetime | None = book.find_submission(assignment, student).timestamp
        return found
    return None


def _keep_earlier(course: Course, assignment: str, student: str) -> bool:
    """Whether the gradebook has scores of an earlier file; then its time is put back too."""
    with gradebook(course) as book:
        scores = computed(book, assignment).get(student, {})
        if all(score is None for score in scores.values()):
            return False
        book.find_submission(assignment, student).timestamp = _times.get((assignment, student))
        book.db.commit()
    return True
