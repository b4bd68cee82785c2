"""Write the pages of the course: one for each assignment of the registry, and their map.

The start page includes the map. Whatever else lies in `docs/pages/` (for everybody) and in
`docs/instructors/` as Markdown is listed below it, in the order of the files' names.
"""

from collections.abc import Sequence
from pathlib import Path

import nbformat
from notebook_pages import PageError, page

from autograde.course import Course
from autograde.exercise import Assignment, Exercise, Written
from autograde.registry import ASSIGNMENTS

SPACE = "\N{NO-BREAK SPACE}"


def write_pages(folder: Path, root: Path) -> None:
    """Write a page for each assignment with its figures, and the map that the start page includes.

    Parameters
    ----------
    folder : Path
        Where the pages go; `map.inc` lies there, too.
    root : Path
        The course's folder, which holds `course.toml` and `solutions/`.

    Raises
    ------
    PageError
        An executed solution is missing, or holds what no page may show.
    """
    course = Course.load(root)
    assignments = sorted(map(course.effective, ASSIGNMENTS.values()), key=lambda one: one.id)
    folder.mkdir(exist_ok=True)
    for one in assignments:
        _write_page(folder, root, one)
    (folder / "map.inc").write_text(_map(folder, assignments), encoding="utf-8")


def _write_page(folder: Path, root: Path, assignment: Assignment) -> None:
    path = f"solutions/{assignment.id}/{assignment.id}.ipynb"
    if not (root / path).is_file():
        raise PageError(f"{path}: there is no such file. Run: make build")
    figures: list[Path] = []

    def keep(png: bytes) -> str:
        figures.append(folder / f"{assignment.id}-{len(figures) + 1}.png")
        figures[-1].write_bytes(png)
        return figures[-1].name

    try:
        text = page(nbformat.read(root / path, as_version=4), _facts(assignment), keep)
    except PageError as error:
        raise PageError(f"{path}, {error}") from None
    (folder / f"{assignment.id}.md").write_text(text, encoding="utf-8")


def _facts(assignment: Assignment) -> str:
    """The line below a title: what it takes, what it gives, and how to work on it."""
    facts = f"{assignment.minutes} minutes · {_points(assignment)}"
    return f"{facts} · to work on it: `python -m cnn_lab start {assignment.id}`"


def _points(assignment: Assignment) -> str:
    parts = [f"{_worth(assignment.exercises)} points by checks"]
    if assignment.written:
        parts.append(f"{_worth(assignment.written)} by hand")
    return " and ".join(parts)


def _worth(parts: Sequence[Exercise | Written]) -> str:
    return f"{sum(part.points for part in parts):g}"


def _map(folder: Path, assignments: Sequence[Assignment]) -> str:
    """The map as a table, and what leads to all pages in the sidebar."""
    rows = [_row(folder, one) for one in assignments]
    minutes = sum(one.minutes for one in assignments)
    head = "| assignment | minutes | points |\n|---|--:|--:|\n"
    total = f"| **all** | {minutes} | {_sums(*assignments)} |\n"
    docs = folder.parent
    trees = (
        ("The course", [f"{folder.name}/{one.id}" for one in assignments]),
        ("To look up", _markdown_in(docs / "pages")),
        ("For instructors", _markdown_in(docs / "instructors")),
    )
    return "\n".join((head + "".join(rows) + total, *(_toctree(*tree) for tree in trees)))


def _row(folder: Path, assignment: Assignment) -> str:
    number = assignment.id.partition("_")[0]
    link = f"[{number} · {assignment.title}]({folder.name}/{assignment.id}.md)"
    return f"| {link}: {assignment.purpose} | {assignment.minutes} | {_sums(assignment)} |\n"


def _sums(*assignments: Assignment) -> str:
    """The points by checks and by hand, on one line."""
    exercises = [e for one in assignments for e in one.exercises]
    written = [w for one in assignments for w in one.written]
    return f"{_worth(exercises)}{SPACE}+{SPACE}{_worth(written)}"


def _markdown_in(folder: Path) -> list[str]:
    return [f"{folder.name}/{path.stem}" for path in sorted(folder.glob("*.md"))]


def _toctree(caption: str, names: Sequence[str]) -> str:
    """What lists pages in the sidebar; nothing for no pages."""
    if not names:
        return ""
    listed = "\n".join(names)
    return f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{listed}\n```\n"
