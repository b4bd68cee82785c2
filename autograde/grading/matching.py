"""Find for each handed-in cell the place in the release that it fills.

A cell that is word for word ours is ours. Else its grade id says where it belongs, then its cell
id; where ids were lost, what it defines, or the prompt above it. An answer's place may be claimed
by several cells, since cells are copied and split; every other place has one. What only looks like
a cell of ours, because it was pasted over one, has no place: it is the student's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .definitions import defined
from .reading import Cell, Handed
from .released import ANSWERS, FIXED, SOLUTION, WRITTEN, Release, words

KINDS = {"code": "a code cell", "markdown": "a text cell", "raw": "a raw cell"}
Find = Callable[[int, Cell], "int | None"]


@dataclass(frozen=True)
class Matched:
    """The place of each handed-in cell, or None; the exercises that it defines; oddities."""

    places: tuple[int | None, ...]
    functions: tuple[frozenset[str], ...]
    notes: tuple[str, ...]


def match(handed: Handed, release: Release) -> Matched:
    """Match every handed-in cell with the release."""
    matcher = _Matcher(handed.cells, release)
    matcher.match()
    return Matched(tuple(matcher.places), tuple(matcher.functions), tuple(matcher.notes))


class Order:
    """Where the student's own cells run, so that definitions keep the order of the file."""

    def __init__(self, release: Release, matched: Matched) -> None:
        self.matched = matched
        self.by_function = _by_function(release)
        self.filled: dict[int, int] = {}
        for number, place in enumerate(matched.places):
            if place is not None:
                self.filled.setdefault(place, number)

    def position(self, number: int, anchor: int) -> int:
        """The place after which a cell runs: its anchor, or what it must not overtake."""
        claimed = {self.by_function[name] for name in self.matched.functions[number]}
        claimed |= {place for place in [self.matched.places[number]] if place is not None}
        for place in sorted(claimed & self.filled.keys()):
            above = number < self.filled[place]
            anchor = min(anchor, place - 1) if above else max(anchor, place)
        return anchor


def code_names(cell: Cell) -> frozenset[str]:
    """The functions that a cell defines."""
    return defined(cell.source) if cell.kind == "code" else frozenset()


@dataclass
class _Matcher:
    """Matches the cells of one file, rule by rule."""

    cells: tuple[Cell, ...]
    release: Release
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        released = self.release.cells
        self.places: list[int | None] = [None] * len(self.cells)
        self.taken: set[int] = set()
        self.by_function = _by_function(self.release)
        self.by_grade: dict[str | None, int] = {
            c.cell.grade_id: i for i, c in enumerate(released) if c.cell.grade_id
        }
        self.by_cell: dict[str | None, int] = {
            c.cell.cell_id: i for i, c in enumerate(released) if c.cell.cell_id
        }
        self.by_text: dict[str, list[int]] = {}
        self.ours = [words(c.cell.source) for c in released]
        self.theirs = [words(cell.source) for cell in self.cells]
        for i, c in enumerate(released):
            if c.role in FIXED:
                self.by_text.setdefault(self.ours[i], []).append(i)
        exercises = self.by_function.keys()
        self.functions = [frozenset(code_names(cell) & exercises) for cell in self.cells]

    def match(self) -> None:
        self._fill(self._unchanged)
        self._fill(lambda _, cell: self.by_grade.get(cell.grade_id), shared=True)
        self._fill(lambda _, cell: self.by_cell.get(cell.cell_id))
        self._fill(self._same_text)
        if not any(cell.grade_id for cell in self.cells):
            self.notes.append("the cells had lost their ids; they were matched by their contents")
        for number in reversed(range(len(self.cells))):  # the last definition is what counts
            for name, place in self.by_function.items():
                if name in self.functions[number]:
                    self._put(number, place)
        self._below_prompts()
        self._of_another_kind()

    def _fill(self, find: Find, shared: bool = False) -> None:
        for number, cell in enumerate(self.cells):
            place = find(number, cell)
            if place is not None:
                self._put(number, place, shared)

    def _put(self, number: int, place: int, shared: bool = False) -> None:
        """Give a cell its place, unless it has one, does not fit, or the place is another's."""
        released = self.release.cells[place]
        free = place not in self.taken or (shared and released.role in ANSWERS)
        if self.places[number] is None and free and self._fits(number, place):
            self.places[number] = place
            self.taken.add(place)

    def _fits(self, number: int, place: int) -> bool:
        """Whether a cell may be what its ids say: ids are copied and swapped with ease."""
        cell, released = self.cells[number], self.release.cells[place]
        if cell.kind != released.cell.kind:
            return False
        if cell.kind == "code" and released.role in FIXED:
            return not self.functions[number] or self.theirs[number] == self.ours[place]
        return released.role != SOLUTION or self.theirs[number] not in self.by_text

    def _unchanged(self, number: int, cell: Cell) -> int | None:
        """The place of ours that a cell's ids name, where it holds just what was released."""
        named = (self.by_grade.get(cell.grade_id), self.by_cell.get(cell.cell_id))
        same = self.by_text.get(self.theirs[number], [])
        return next((place for place in named if place in same), None)

    def _same_text(self, number: int, cell: Cell) -> int | None:
        same = self.by_text.get(self.theirs[number], [])
        return next((place for place in same if place not in self.taken), None)

    def _below_prompts(self) -> None:
        """A markdown cell right below a written question's prompt is its answer."""
        for number in range(1, len(self.cells)):
            above = self.places[number - 1]
            if self.places[number] is not None or above is None or above + 1 in self.taken:
                continue
            below = self.release.cells[above + 1 : above + 2]
            if below and below[0].role == WRITTEN:
                self._put(number, above + 1)

    def _of_another_kind(self) -> None:
        """An answer's cell that was turned into another kind: text is read, code is not run."""
        for number, cell in enumerate(self.cells):
            named = (self.by_grade.get(cell.grade_id), self.by_cell.get(cell.cell_id))
            place = next((place for place in named if place is not None), None)
            placed = self.places[number] is not None or self.functions[number]
            if placed or place is None or place in self.taken:
                continue
            released = self.release.cells[place]
            if released.role in ANSWERS and released.cell.kind != cell.kind:
                self.places[number] = place
                self.taken.add(place)
                then = "it was read as text" if released.role == WRITTEN else "it was not run"
                name = self.release.name(place)
                self.notes.append(f"{name} had been turned into {KINDS[cell.kind]}: {then}")


def _by_function(release: Release) -> dict[str, int]:
    """The places of the exercises, by the functions that they ask for."""
    cells = enumerate(release.cells)
    return {c.cell.grade_id: i for i, c in cells if c.role == SOLUTION and c.cell.grade_id}
