"""Rebuild a graded notebook from the release and a student's cells.

What runs is the *released* notebook with the student's answers put in: by grade id; where ids were
lost, by the function that a cell defines, or by the prompt above a written answer. Code cells that
the student added run in their places as student code. Given and check cells are the release's own,
and nothing in a handed-in file's metadata is believed.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .definitions import defined, definitions
from .reading import Cell, Handed, Unreadable, plain

SETUP, GIVEN, SOLUTION, WRITTEN, CHECK, OWN = (
    "setup",
    "given",
    "solution",
    "written",
    "check",
    "own",
)


@dataclass(frozen=True)
class Released:
    """One cell of a release, and the part that it plays."""

    role: str
    cell: Cell


@dataclass(frozen=True)
class Release:
    """A released notebook: the frame into which answers are put."""

    assignment: str
    build: str
    cells: tuple[Released, ...]

    def ids(self, role: str) -> list[str]:
        """The grade ids of the cells that play a role."""
        return [c.cell.grade_id for c in self.cells if c.role == role and c.cell.grade_id]


@dataclass(frozen=True)
class Rebuilt:
    """What is to be run and read: cells in order (their roles with them), answers, oddities."""

    assignment: str
    cells: tuple[Released, ...]
    written: dict[str, str]
    notes: tuple[str, ...]

    def defining(self, function: str) -> list[str]:
        """The sources of the student's cells that define a function."""
        mine = (c.cell for c in self.cells if c.role in (SOLUTION, OWN))
        return [
            cell.source
            for cell in mine
            if cell.grade_id == function or function in defined(cell.source)
        ]


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


def identify(handed: Handed, releases: dict[str, Release]) -> str:
    """Which assignment a file answers: by its cells' ids, its metadata, then by its functions.

    The file's name is never asked. Raises `Unreadable` when nothing in it says so.
    """
    ids = {cell.grade_id for cell in handed.cells} | {cell.cell_id for cell in handed.cells}
    names = {name for cell in handed.cells for name in _code_names(cell)}
    for found in (ids, names):
        counts = {a: len(found & set(r.ids(SOLUTION))) for a, r in releases.items()}
        best = max(counts, key=lambda a: (counts[a], a == handed.assignment), default=None)
        if best is not None and counts[best]:
            return best
    if handed.assignment in releases:
        return handed.assignment
    named = f" (it says it is {plain(handed.assignment, 60)})" if handed.assignment else ""
    raise Unreadable(
        f"it answers no assignment of this course{named}: none of its cells has an exercise's "
        f"id or defines its function. Known: {', '.join(releases) or 'none; run make build'}."
    )


def rebuild(handed: Handed, release: Release) -> Rebuilt:
    """Put a student's cells into the release."""
    places, notes = _Matcher(handed, release).match()
    own: dict[int, list[Released]] = {}
    stubs = {_text(c.cell.source) for c in release.cells if c.role == SOLUTION}
    answers: dict[int, str] = {}
    anchor = -1
    for cell, place in zip(handed.cells, places, strict=True):
        if place is not None and place not in answers:
            anchor = place
            answers[place] = cell.source
            if _changed(release.cells[place], cell):
                notes.append(f"{_name(release, place)} was changed; the released text was used")
                own.setdefault(place, []).extend(_own_part(release.cells[place], cell))
        elif cell.kind == "code" and cell.source.strip() and _text(cell.source) not in stubs:
            if place is not None:
                notes.append(f"{_name(release, place)} occurs twice; both ran, in order")
            own.setdefault(anchor, []).append(Released(OWN, cell))
    elsewhere = _defined_elsewhere(release, answers, own)
    cells = list(own.get(-1, []))
    written = {}
    for i, released in enumerate(release.cells):
        cell = released.cell
        if released.role in (SOLUTION, WRITTEN):
            source = answers.get(i, cell.source)
            if cell.grade_id in elsewhere and _text(source) == _text(cell.source):
                source = ""  # the stub would hide the answer
                notes.append(f"{cell.grade_id} is defined in another cell, and was graded there")
            elif i not in answers:
                notes.append(f"{_name(release, i)} is missing; it was graded as untouched")
            cell = Cell(cell.kind, source, cell.grade_id, cell.cell_id)
        if released.role == WRITTEN and cell.grade_id:
            written[cell.grade_id] = cell.source
        cells += [Released(released.role, cell), *own.get(i, [])]
    count = sum(map(len, own.values()))
    if count:
        notes.append(f"{count} added code cell{'s' * (count > 1)} ran as the student's own code")
    return Rebuilt(release.assignment, _setup_first(cells), written, tuple(notes))


@dataclass
class _Matcher:
    """Find for each handed-in cell the place in the release that it fills, if any."""

    handed: Handed
    release: Release
    notes: list[str] = field(default_factory=list)

    def match(self) -> tuple[list[int | None], list[str]]:
        places: list[int | None] = [None] * len(self.handed.cells)
        for rule in (self._by_grade_id, self._by_cell_id, self._by_text):
            self._fill(places, rule)
        if not any(cell.grade_id for cell in self.handed.cells):
            self.notes.append("the cells had lost their ids; they were matched by their contents")
        self._fill(places, self._by_function, last=True)
        self._by_prompt(places)
        return places, self.notes

    def _fill(
        self, places: list[int | None], rule: Callable[[Cell, Released], bool], last: bool = False
    ) -> None:
        """Apply one rule to the cells that have no place yet, and to places that are free."""
        taken = set(places)
        numbers = range(len(self.handed.cells))
        for number in reversed(numbers) if last else numbers:
            cell = self.handed.cells[number]
            if places[number] is not None:
                continue
            for i, released in enumerate(self.release.cells):
                free = i not in taken or (rule == self._by_grade_id and not last)
                if free and cell.kind == released.cell.kind and rule(cell, released):
                    places[number] = i
                    taken.add(i)
                    break

    def _by_grade_id(self, cell: Cell, released: Released) -> bool:
        return cell.grade_id is not None and cell.grade_id == released.cell.grade_id

    def _by_cell_id(self, cell: Cell, released: Released) -> bool:
        return cell.cell_id is not None and cell.cell_id == released.cell.cell_id

    def _by_text(self, cell: Cell, released: Released) -> bool:
        fixed = released.role in (SETUP, GIVEN, CHECK)
        return fixed and _text(cell.source) == _text(released.cell.source)

    def _by_function(self, cell: Cell, released: Released) -> bool:
        return released.role == SOLUTION and released.cell.grade_id in _code_names(cell)

    def _by_prompt(self, places: list[int | None]) -> None:
        """A markdown cell right below a written question's prompt is its answer."""
        for number in range(1, len(places)):
            above = places[number - 1]
            if places[number] is not None or above is None or above + 1 in places:
                continue
            below = self.release.cells[above + 1 : above + 2]
            if below and below[0].role == WRITTEN and self.handed.cells[number].kind == "markdown":
                places[number] = above + 1


def _role(kind: str, metadata: dict[str, object], grade: dict[str, object]) -> str:
    tags = metadata.get("tags")
    if isinstance(tags, list) and "setup" in tags:
        return SETUP
    if grade.get("solution"):
        return SOLUTION if kind == "code" else WRITTEN
    return CHECK if grade.get("grade") else GIVEN


def _code_names(cell: Cell) -> frozenset[str]:
    return defined(cell.source) if cell.kind == "code" else frozenset()


@functools.lru_cache(maxsize=512)
def _text(source: str) -> str:
    """A cell's words: editors change the spaces between them."""
    return " ".join(source.split())


def _name(release: Release, place: int) -> str:
    cell = release.cells[place].cell
    return f"the cell {cell.grade_id or cell.cell_id or place}"


def _changed(released: Released, cell: Cell) -> bool:
    code = released.cell.kind == "code" and released.role in (SETUP, GIVEN, CHECK)
    return code and _text(cell.source) != _text(released.cell.source)


def _own_part(released: Released, cell: Cell) -> list[Released]:
    """What runs of a changed cell of ours, as the student's own.

    That is all of the setup, and of a demo or check what it defines.
    """
    source = cell.source if released.role == SETUP else definitions(cell.source)
    return [Released(OWN, Cell("code", source))] if source.strip() else []


def _defined_elsewhere(
    release: Release, answers: dict[int, str], own: dict[int, list[Released]]
) -> set[str]:
    """The exercises whose function is defined by a cell that is another's, or the student's own."""
    names = {name for cells in own.values() for c in cells for name in _code_names(c.cell)}
    for i, source in answers.items():
        if release.cells[i].role == SOLUTION:
            names |= defined(source) - {release.cells[i].cell.grade_id}
    return names


def _setup_first(cells: list[Released]) -> tuple[Released, ...]:
    """Our setup runs before anything that a student put above it."""
    setup = [c for c in cells if c.role == SETUP]
    return (*setup, *(c for c in cells if c.role != SETUP))
