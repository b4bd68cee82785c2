"""What the rows on structure share: edits of a notebook, and rows of right or of no answers."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograde.exercise import Assignment

from .papers import Notebook, Paper, Row, writer

Cell = dict[str, Any]
Edit = Callable[[Notebook], object]
Test = Callable[[Cell], bool]


@dataclass(frozen=True)
class Sheets:
    """Rows of one assignment, made by editing notebooks of right answers, or of none."""

    paper: Paper
    points: dict[str, float]
    written: tuple[str, ...]

    @classmethod
    def of(cls, paper: Paper, assignment: Assignment) -> Sheets:
        """Rows with a course's points."""
        points = {exercise.id: exercise.points for exercise in assignment.exercises}
        return cls(paper, points, tuple(written.id for written in assignment.written))

    @property
    def full(self) -> float:
        """All points that are not given by hand."""
        return sum(self.points.values())

    def right(
        self, name: str, edit: Edit, lost: Sequence[str] = (), status: str = "not_started"
    ) -> Row:
        """Right answers after an edit, which costs the points of the `lost` exercises alone.

        `status` is what these must have. Where they were answered, their mistake may be named.
        """
        score = self.full - sum(self.points[exercise] for exercise in lost)
        make = writer(slug(name), lambda: self.edited(edit))
        mistakes: dict[str, str] | None = {} if status == "not_started" else None
        return Row(name, make, score, mistakes, dict.fromkeys(lost, (status,)))

    def nothing(self, name: str, edit: Edit) -> Row:
        """No answers, and an edit that tries to earn points without them."""

        def made() -> Notebook:
            notebook = self.paper.filled()
            edit(notebook)
            return notebook

        return Row(name, writer(slug(name), made), 0.0)

    def edited(self, edit: Edit) -> Notebook:
        """Right answers after an edit."""
        notebook = self.paper.filled(self.paper.answers)
        edit(notebook)
        return notebook


def slug(name: str) -> str:
    """A row's name as the name of a file."""
    return re.sub(r"\W+", "_", name)


def grade_id(cell: Cell) -> str:
    """A cell's grade id, or nothing."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def is_check(cell: Cell) -> bool:
    """Whether a cell is a check of ours."""
    return grade_id(cell).startswith("check-")


def is_answer(cell: Cell) -> bool:
    """Whether a cell holds an answer in code."""
    return cell["cell_type"] == "code" and bool(grade_id(cell)) and not is_check(cell)


def named(*names: str) -> Test:
    """Whether a cell has one of some grade ids."""
    return lambda cell: grade_id(cell) in names


def find(notebook: Notebook, name: str) -> Cell:
    """The cell with a grade id."""
    found: Cell = next(filter(named(name), notebook["cells"]))
    return found


def dropped(test: Test) -> Edit:
    """Without the cells that pass a test."""

    def edit(notebook: Notebook) -> None:
        notebook["cells"] = [cell for cell in notebook["cells"] if not test(cell)]

    return edit


def each(change: Callable[[int, Cell], object], test: Test = lambda cell: True) -> Edit:
    """With a change, which gets its number, made to each of the cells that pass a test."""

    def edit(notebook: Notebook) -> None:
        for number, cell in enumerate(list(filter(test, notebook["cells"]))):
            change(number, cell)

    return edit


def both(*edits: Edit) -> Edit:
    """With several edits."""

    def edit(notebook: Notebook) -> None:
        for one in edits:
            one(notebook)

    return edit


def above(name: str, **changes: Any) -> Edit:
    """With a copy of a cell above it, which has some changes."""
    return _beside(name, 0, changes)


def below(name: str, **changes: Any) -> Edit:
    """With a copy of a cell below it, which has some changes."""
    return _beside(name, 1, changes)


def swapped(one: str, other: str) -> Edit:
    """With the ids and all other metadata of two cells swapped."""

    def edit(notebook: Notebook) -> None:
        first, second = find(notebook, one), find(notebook, other)
        for key in ("metadata", "id"):
            first[key], second[key] = second[key], first[key]

    return edit


def stripped(notebook: Notebook) -> None:
    """Without ids, as some learning platforms leave a notebook."""
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)


def code(source: str, **changes: Any) -> Cell:
    """A code cell of a student's own."""
    cell: Cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return {**cell, "source": source, **changes}


def result(text: str, **changes: Any) -> dict[str, Any]:
    """An output that shows a value."""
    shown = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    return {**shown, "data": {"text/plain": text}, **changes}


def _beside(name: str, step: int, changes: dict[str, Any]) -> Edit:
    def edit(notebook: Notebook) -> None:
        cell = find(notebook, name)
        place = notebook["cells"].index(cell) + step
        notebook["cells"].insert(place, {**copy.deepcopy(cell), **changes})

    return edit
