"""The cells that the build adds to a text: setup, exercise boxes, checks, and the last line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import nbformat.v4 as nb

from autograde.exercise import Assignment, Exercise, Written

PLAN = "<!-- plan -->"  # in an author's markdown it stands for what `plan` says
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
HINTS = ("a nudge", "the idea", "almost there")

SETUP = """\
# Finds cnn_lab, which checks your answers: installed, or in the wheel beside this notebook.
import {modules}
from importlib.util import find_spec

wheels = sorted(glob.glob("cnn_lab-*.whl"), key=lambda name: [*map(int, re.findall(r"\\d+", name))])
if find_spec("cnn_lab") is None and wheels:
    sys.path.append(os.path.abspath(wheels[-1]))
{install}if find_spec("cnn_lab") is None:
    raise ModuleNotFoundError({advice})

assignment = {assignment}
import matplotlib.pyplot as plt
import numpy as np
from cnn_lab import check, draw, hint, progress"""

INSTALL = """\
elif find_spec("cnn_lab") is None and sys.platform != "emscripten":
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", {url}])
    importlib.invalidate_caches()
"""

ADVICE = (
    "Put the file cnn_lab-{version}-py3-none-any.whl beside this notebook and run this cell again."
)


def setup(assignment: str, version: str, url: str) -> Any:
    """The first code cell: it finds cnn_lab and names what a notebook uses.

    Parameters
    ----------
    assignment : str
    version : str
        The kit's, which is in the wheel's name.
    url : str
        What pip installs cnn_lab from; may be empty.
    """
    source = SETUP.format(
        modules="glob, importlib, os, re, subprocess, sys" if url else "glob, os, re, sys",
        install=INSTALL.format(url=json.dumps(url)) if url else "",
        advice=json.dumps(ADVICE.format(version=version)),
        assignment=json.dumps(assignment),
    )
    return nb.new_code_cell(source, id="setup", metadata={"tags": ["setup"]})


def exercise_box(exercise: Exercise) -> Any:
    """What stands above an exercise's cell: points, difficulty, plan, and three folded hints."""
    facts = (
        f"difficulty {stars(exercise.difficulty)}",
        f"importance {stars(exercise.importance)}",
        _minutes(exercise.minutes),
        exercise.source,
    )
    head = f"**Exercise · {exercise.title} · {points(exercise.points)}**  "
    parts = ["\n".join((head, " · ".join(facts)))]
    for number, (name, text) in enumerate(zip(HINTS, exercise.hints, strict=True), start=1):
        summary = f"<details><summary>Hint {number}: {name}</summary>"
        parts.append(f"{summary}\n\n{text}\n\n</details>")
    return nb.new_markdown_cell("\n\n".join(parts), id=f"box-{exercise.id}")


def solution(exercise: Exercise, source: str) -> Any:
    """The cell in which a student writes an answer."""
    metadata = _nbgrader(exercise.id, "code", solution=True)
    return nb.new_code_cell(source, id=exercise.id, metadata=metadata)


def check(exercise: Exercise) -> Any:
    """The cell that checks an answer."""
    name = f"check-{exercise.id}"
    metadata = _nbgrader(name, "code", grade=True, locked=True, points=_number(exercise.points))
    return nb.new_code_cell(f"check({exercise.id})", id=name, metadata=metadata)


def written_box(written: Written) -> Any:
    """What stands above a written answer."""
    facts = f"{_minutes(written.minutes)} · a person reads this answer"
    text = f"**Written answer · {points(written.points)}**  \n{facts}"
    return nb.new_markdown_cell(text, id=f"box-{written.id}")


def written_answer(written: Written, source: str) -> Any:
    """The cell of a written answer."""
    metadata = _nbgrader(
        written.id, "markdown", grade=True, solution=True, points=_number(written.points)
    )
    return nb.new_markdown_cell(source, id=written.id, metadata=metadata)


def given(kind: str, source: str, cell_id: str, tags: Sequence[str] = ()) -> Any:
    """A cell that the text gives as it is; `kind` is "code" or "markdown"."""
    new: Callable[..., Any] = nb.new_code_cell if kind == "code" else nb.new_markdown_cell
    return new(source, id=cell_id, metadata={"tags": list(tags)} if tags else {})


def built_from(source: str, build: str) -> Any:
    """The last line."""
    return nb.new_markdown_cell(f"*Built from {source}, build {build}.*", id="built-from")


def plan(assignment: Assignment) -> str:
    """How long an assignment takes, and for what."""
    parts = [_counted(len(assignment.exercises), "function")]
    if assignment.written:
        parts.append(_counted(len(assignment.written), "short written answer"))
    return f"{_minutes(assignment.minutes)} for {' and '.join(parts)}"


def points(number: float) -> str:
    """A number of points in words: "1 point", "2.5 points"."""
    return f"{number:g} point{'' if number == 1 else 's'}"


def _nbgrader(grade_id: str, kind: str, **flags: Any) -> dict[str, Any]:
    fields = {"grade": False, "solution": False, "locked": False, "task": False, **flags}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, "cell_type": kind, **fields}}


def _number(value: float) -> float:
    """The same number for 3 and 3.0, so that a course's own points change nothing else."""
    return int(value) if float(value).is_integer() else float(value)


def stars(number: int) -> str:
    """A difficulty or an importance from 1 to 3."""
    return "★" * number + "☆" * (3 - number)


def _counted(number: int, what: str) -> str:
    word = WORDS[number] if number < len(WORDS) else str(number)
    return f"{word} {what}{'' if number == 1 else 's'}"


def _minutes(number: int) -> str:
    return f"about {number} minute{'' if number == 1 else 's'}"
