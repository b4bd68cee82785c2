"""The map of the course: a notebook with all assignments, and how far one is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import nbformat.v4 as nb

from autograde.course import Course
from autograde.exercise import Assignment

from .boxes import stars
from .running import write

HEAD = """\
# {title}: the map

{count} notebooks lead from one sum of products to networks that learn. Each stands alone: what it
needs from earlier ones is given in it, so you may begin where you like. In this order nothing
comes before it has been explained.

| notebook | what it is for | after | minutes | difficulty | points |
|---|---|---|---|---|---|
{rows}
| **all** | | | {minutes} | | {points} |

All in all some {hours} hours. Points are those of checks, and those that a person gives for
derivations. Difficulty is that of the hardest exercise.

**To begin**, say `python -m cnn_lab start {first}` in the course kit, or open the notebook that
you were given. Give every notebook a folder of its own, called as in the list, beside the others:
then the next cell counts them all.\
"""

PROGRESS = """\
# Finds cnn_lab: installed, or in the wheel of an assignment's folder.
import glob, os, sys
from importlib.util import find_spec

wheels = sorted(glob.glob("*/cnn_lab-*.whl"), key=os.path.basename)
if find_spec("cnn_lab") is None and wheels:
    sys.path.append(os.path.abspath(wheels[-1]))
if find_spec("cnn_lab") is None:
    raise ModuleNotFoundError("Start an assignment first: cnn_lab comes in its folder.")

from cnn_lab import progress

progress()\
"""

TAIL = """\
## What helps on the way

- **The conventions**, on one page to print: every check links to it, and so does `progress()`.
- **Hints**: three for each exercise, folded above its cell; `hint(f, 1)` shows the first.
- **Solutions**, to compare after: the course kit has each notebook solved and executed, in its
  folder `solutions/`. Your way may be another one, and as good: what counts is the check.
- **Errors of the decks**: the five lecture decks that this course grew from hold fourteen errors.
  Each is quoted and corrected where its topic is taught, as “Spot the bug”. The course's site lists
  them on one page, each correction behind a click.
- When every exercise passes, `progress()` writes a page with the day on it, for you to keep.\
"""


def map_path(root: Path) -> Path:
    """Where the map lies: above the assignments' folders."""
    return root / "notebooks" / "index.ipynb"


def course_map(course: Course, registry: Mapping[str, Assignment]) -> str:
    """The map as a notebook's text.

    Parameters
    ----------
    course : Course
        Its title, points and dropped exercises are used.
    registry : mapping of str to Assignment
    """
    assignments = [course.effective(registry[name]) for name in sorted(registry)]
    minutes = sum(one.minutes for one in assignments)
    head = HEAD.format(
        title=course.title,
        count=len(assignments),
        rows="\n".join(map(_row, assignments)),
        minutes=minutes,
        hours=round(minutes / 60),
        points=_points(assignments),
        first=assignments[0].id,
    )
    cells = [
        nb.new_markdown_cell(head, id="map"),
        nb.new_code_cell(PROGRESS, id="progress"),
        nb.new_markdown_cell(TAIL, id="help"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return write(nb.new_notebook(cells=cells, metadata={"kernelspec": kernel}))


def of_map(root: Path, registry: Mapping[str, Assignment]) -> list[str]:
    """What is wrong with the map that lies there: one sentence, or none."""
    path = map_path(root)
    name = path.relative_to(root).as_posix()
    unsaid = [one.id for one in registry.values() if not one.purpose]
    if unsaid:
        return [f"the registry: {unsaid[0]} does not say its purpose; the map shows it"]
    try:
        old: Any = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        cells = [cell.source for cell in old.cells]
    except Exception as error:  # a missing file, or whatever JSON and nbformat raise
        return [f"{name}: it cannot be read ({type(error).__name__}). Run: make build"]
    fresh = nbformat.reads(course_map(Course.load(root), registry), as_version=4)
    if cells != [cell.source for cell in fresh.cells]:
        return [f"{name}: it is not the map of this course. Run: make build"]
    return []


def _row(one: Assignment) -> str:
    number = one.id.partition("_")[0]
    link = f"[{number} · {one.title}]({one.id}/{one.id}.ipynb)"
    after = ", ".join(name.partition("_")[0] for name in one.needs)
    hardest = stars(max(exercise.difficulty for exercise in one.exercises))
    return f"| {link} | {one.purpose} | {after} | {one.minutes} | {hardest} | {_points([one])} |"


def _points(assignments: Sequence[Assignment]) -> str:
    by_check = sum(part.points for one in assignments for part in one.exercises)
    by_hand = sum(part.points for one in assignments for part in one.written)
    return f"{by_check:g}&nbsp;+&nbsp;{by_hand:g}"
