"""A released notebook: the frame into which a student's answers are put."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .reading import Cell

SETUP, GIVEN, SOLUTION, WRITTEN, CHECK, OWN = (
    "setup",
    "given",
    "solution",
    "written",
    "check",
    "own",
)
FIXED = (SETUP, GIVEN, CHECK)
ANSWERS = (SOLUTION, WRITTEN)


@dataclass(frozen=True)
class Released:
    """One cell of a release, and the part that it plays."""

    role: str
    cell: Cell


@dataclass(frozen=True)
class Release:
    """A released notebook: its assignment, its build and its cells."""

    assignment: str
    build: str
    cells: tuple[Released, ...]

    def ids(self, role: str) -> list[str]:
        """The grade ids of the cells that play a role."""
        return [c.cell.grade_id for c in self.cells if c.role == role and c.cell.grade_id]

    def name(self, place: int) -> str:
        """What a note calls the cell at a place."""
        cell = self.cells[place].cell
        return f"the cell {cell.grade_id or cell.cell_id or place}"


def read_release(path: Path) -> Release:
    """Read a release that the build wrote; it is ours, so anything odd is an error of ours."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = []
    for raw in notebook["cells"]:
        grade = raw["metadata"].get("nbgrader", {})
        cell = Cell(raw["cell_type"], "".join(raw["source"]), grade.get("grade_id"), raw.get("id"))
        cells.append(Released(_role(raw["cell_type"], raw["metadata"], grade), cell))
    kit = notebook["metadata"]["cnn_kit"]
    return Release(kit["assignment"], kit["build"], tuple(cells))


def words(source: str) -> str:
    """A cell's words: editors change the spaces between them."""
    return " ".join(source.split())


def _role(kind: str, metadata: dict[str, object], grade: dict[str, object]) -> str:
    tags = metadata.get("tags")
    if isinstance(tags, list) and "setup" in tags:
        return SETUP
    if grade.get("solution"):
        return SOLUTION if kind == "code" else WRITTEN
    return CHECK if grade.get("grade") else GIVEN
