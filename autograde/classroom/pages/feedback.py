"""The page that a student gets back: made from the graded notebook and the gradebook.

It holds no hidden expected value and no script, forbids every script by its policy, and needs no
network. nbgrader makes it by its own commands, through `FeedbackExporter`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograde import registry
from autograde.classroom.autograded import KIT
from autograde.course import Course
from cnn_lab.report.phrases import STATUS

from .markdown import to_html
from .showing import TEMPLATES

PAGES = Environment(
    loader=FileSystemLoader([TEMPLATES, TEMPLATES / "base"]),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
CODE = HtmlFormatter(noclasses=True, nobackground=True)
MAX_CODE = 20_000


class NotGradedHere(Exception):
    """A notebook that this kit did not grade; the message names the mend."""


class Grades(GetGrades):  # type: ignore[misc]
    """nbgrader's preprocessor, which also tells what a person gave and what still waits for one."""

    gradebook: Gradebook

    def _get_score(self, cell: Any, resources: Any) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(
            name, self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["manual_score"] = grade.manual_score
        cell.metadata.nbgrader["waits"] = grade.needs_manual_grade and grade.manual_score is None


class FeedbackExporter(Exporter):
    """Makes a feedback page of a graded notebook."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **options: Any) -> Any:
        """Run the preprocessors, which fetch the grades, and lay the page out."""
        nb, resources = super().from_notebook_node(nb, resources, **options)
        converter: Any = self.parent
        course = Course.load(Path(converter.coursedir.root))
        return page(course, nb, resources["nbgrader"]), resources


def page(course: Course, notebook: Any, grades: dict[str, Any]) -> str:
    """The feedback page of one graded notebook, as HTML.

    Parameters
    ----------
    course : Course
    notebook : NotebookNode
        With scores and comments in its cells' metadata; see `Grades`.
    grades : dict
        nbgrader's: student, score, max_score, late_penalty.

    Raises
    ------
    NotGradedHere
    """
    kit = notebook["metadata"].get(KIT, {})
    if "stamp" not in kit:
        raise NotGradedHere(
            f"the graded notebook of {grades['student']} was not made by this course's grader. "
            f"Grade it again: python -m autograde grade {grades['assignment']} --again"
        )
    assignment = course.effective(registry.assignment(kit["assignment"]))
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader")
    }
    headings = _headings(notebook)
    exercises = [_exercise(one, cells, headings) for one in assignment.exercises]
    order = list(cells)
    asked = sorted(assignment.written, key=lambda one: order.index(one.id))
    written = [_written(one, cells[one.id]) for one in asked]
    return PAGES.get_template("feedback.html.j2").render(
        course=course,
        assignment=assignment,
        kit=kit,
        grades=grades,
        exercises=exercises,
        written=written,
        waiting=sum(one["waits"] for one in (*exercises, *written)),
        points=_points,
        number=_number,
    )


def _exercise(exercise: Any, cells: dict[str, Any], headings: dict[str, str]) -> dict[str, Any]:
    answer, check = cells[exercise.id], cells[f"check-{exercise.id}"]
    facts, grade = check["metadata"].get(KIT, {}), check["metadata"]["nbgrader"]
    status = facts.get("status", "needs_attention")
    source = answer["source"]
    return {
        "id": exercise.id,
        "title": exercise.title,
        "score": grade["score"],
        "points": grade["points"],
        "auto": facts.get("score"),
        "manual": grade.get("manual_score"),
        "waits": grade.get("waits", False),
        "status": status,
        "says": STATUS.get(status, status),
        "mistake": facts.get("mistake"),
        "report": Markup(_report(check)),
        "hint": Markup(to_html(exercise.hints[0])),
        "again": headings.get(exercise.id, ""),
        "code": Markup(_code(source)),
        "comment": _comment(answer),
    }


def _written(written: Any, cell: Any) -> dict[str, Any]:
    grade = cell["metadata"]["nbgrader"]
    waits = grade.get("waits", False)
    empty = not waits and grade.get("manual_score") is None
    return {
        "id": written.id,
        "title": written.title,
        "score": grade["score"],
        "points": grade["points"],
        "waits": waits,
        "says": "not read yet" if waits else "not answered" if empty else "read by a person",
        "answer": Markup(to_html(cell["source"])),
        "rubric": [Markup(to_html(item)) for item in written.rubric],
        "comment": _comment(cell),
    }


def _number(value: float) -> str:
    """A score as people write it."""
    return f"{round(value, 2):g}"


def _points(value: float) -> str:
    """A score with its unit."""
    return f"{_number(value)} point{'' if value == 1 else 's'}"


def _report(check: Any) -> str:
    """The verdict, which the grader put into the check cell's output."""
    for output in check.get("outputs", []):
        if "text/html" in output.get("data", {}):
            return "".join(output["data"]["text/html"])
    return ""


def _comment(cell: Any) -> Markup:
    """What a person wrote to the student."""
    text = cell["metadata"]["nbgrader"].get("comment") or ""
    return Markup(to_html(text) if text and text != "No response." else "")


def _code(source: str) -> str:
    """An answer's code in colours, by inline styles."""
    return str(highlight(source[:MAX_CODE], PythonLexer(stripnl=False), CODE))


def _headings(notebook: Any) -> dict[str, str]:
    """For each exercise the section that it stands in: where to read again."""
    found, section = {}, ""
    for cell in notebook["cells"]:
        ours = KIT not in cell["metadata"]
        if cell["cell_type"] == "markdown" and ours:
            for line in cell["source"].splitlines():
                if line.startswith("## "):
                    section = line[3:].strip()
        grade = cell["metadata"].get("nbgrader", {})
        if grade.get("solution"):
            found[grade["grade_id"]] = section
    return found
