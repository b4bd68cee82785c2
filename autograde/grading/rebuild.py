"""Rebuild a graded notebook from the release and a student's cells.

What runs is the *released* notebook with the student's answers put in: by grade id; where ids were
lost, by the function that a cell defines, or by the prompt above a written answer. Code cells that
the student added run in their places as student code. Given and check cells are the release's own,
and nothing in a handed-in file's metadata is believed.

Where several cells define one function, all of them run in the order of the file, and the last
definition counts, as in Jupyter. Where several texts answer one question, all of them are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .definitions import defined, definitions
from .matching import Matched, Order, code_names, match
from .reading import Cell, Handed, Unreadable, plain
from .released import (
    ANSWERS,
    CHECK,
    FIXED,
    GIVEN,
    OWN,
    SETUP,
    SOLUTION,
    WRITTEN,
    Release,
    Released,
    read_release,
    words,
)

__all__ = [
    "CHECK",
    "GIVEN",
    "OWN",
    "SETUP",
    "SOLUTION",
    "WRITTEN",
    "Rebuilt",
    "Release",
    "Released",
    "defined",
    "identify",
    "read_release",
    "rebuild",
]


@dataclass(frozen=True)
class Rebuilt:
    """What is to be run and read: cells in order (their roles with them), and oddities.

    `untouched` are the exercises whose stubs are as they were released.
    """

    assignment: str
    cells: tuple[Released, ...]
    notes: tuple[str, ...]
    untouched: frozenset[str] = frozenset()

    def defining(self, function: str) -> list[str]:
        """The sources of the student's cells that define a function."""
        mine = (c.cell for c in self.cells if c.role in (SOLUTION, OWN))
        return [
            cell.source
            for cell in mine
            if cell.grade_id == function or function in defined(cell.source)
        ]


def identify(handed: Handed, releases: dict[str, Release]) -> str:
    """Which assignment a file answers: by its cells' ids, its metadata, then by its functions.

    The file's name is never asked. Raises `Unreadable` when nothing in it says so.
    """
    ids = {cell.grade_id for cell in handed.cells} | {cell.cell_id for cell in handed.cells}
    names = {name for cell in handed.cells for name in code_names(cell)}
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
    matched = match(handed, release)
    sheet = _Sheet(release, list(matched.notes))
    sheet.lay(handed.cells, matched)
    return sheet.rebuilt()


@dataclass
class _Sheet:
    """A release while it is being filled.

    `code` and `texts` are the answers by place, `own` the student's added code by the place that
    it runs after, `lost` how many added texts belong to no question.
    """

    release: Release
    notes: list[str]
    code: dict[int, str] = field(default_factory=dict)
    texts: dict[int, list[str]] = field(default_factory=dict)
    own: dict[int, list[Released]] = field(default_factory=dict)
    lost: int = 0

    def __post_init__(self) -> None:
        self.questions = {i for i, c in enumerate(self.release.cells) if c.role == WRITTEN}

    def lay(self, cells: tuple[Cell, ...], matched: Matched) -> None:
        """Lay every handed-in cell where it belongs."""
        order = Order(self.release, matched)
        ours = {words(c.cell.source) for c in self.release.cells}
        anchor = -1
        for number, (cell, place) in enumerate(zip(cells, matched.places, strict=True)):
            if place is not None and place not in self.code:
                anchor = anchor if place in self.texts else place
                self._fill(place, cell)
            elif not cell.source.strip() or words(cell.source) in ours:
                continue  # one more copy of a cell of ours says nothing
            elif cell.kind != "code":
                self._text(anchor, cell)
            else:
                if place is not None:
                    name = self.release.name(place)
                    self.notes.append(f"{name} occurs twice; both ran, in order")
                self._own(order.position(number, anchor), Released(OWN, cell))

    def rebuilt(self) -> Rebuilt:
        """The filled release."""
        elsewhere = self._defined_elsewhere()
        cells = list(self.own.get(-1, []))
        untouched = set()
        for place, released in enumerate(self.release.cells):
            stub = released.cell
            if released.role in ANSWERS:
                source = self._answer(place, elsewhere)
                released = Released(
                    released.role, Cell(stub.kind, source, stub.grade_id, stub.cell_id)
                )
                same = released.role == SOLUTION and words(source) == words(stub.source)
                if same and stub.grade_id:
                    untouched.add(stub.grade_id)
            cells += [released, *self.own.get(place, [])]
        count = sum(map(len, self.own.values()))
        if count:
            ran = f"{count} added code cell{'s' * (count > 1)} ran as the student's own code"
            self.notes.append(ran)
        notes = tuple(dict.fromkeys(self.notes))
        return Rebuilt(self.release.assignment, _setup_first(cells), notes, frozenset(untouched))

    def _fill(self, place: int, cell: Cell) -> None:
        """Give a cell its place in the release."""
        released = self.release.cells[place]
        if released.role == WRITTEN:
            self.texts.setdefault(place, []).append(cell.source)
            if cell.kind == "code":
                self._own_part(place, cell)
            return
        self.code[place] = cell.source if cell.kind == released.cell.kind else released.cell.source
        if _changed(released, cell):
            name = self.release.name(place)
            self.notes.append(f"{name} was changed; the released text was used")
            self._own_part(place, cell)

    def _text(self, anchor: int, cell: Cell) -> None:
        """Text that the student added around a written answer belongs to it."""
        for place in (anchor, anchor + 1):
            if place in self.questions:
                self.texts.setdefault(place, []).append(cell.source)
                return
        self.lost += 1

    def _own(self, place: int, released: Released) -> None:
        self.own.setdefault(place, []).append(released)

    def _own_part(self, place: int, cell: Cell) -> None:
        """What runs of a changed cell of ours, as the student's own.

        That is all of the setup, and of a demo, a check or a text what it defines.
        """
        setup = self.release.cells[place].role == SETUP
        source = cell.source if setup else definitions(cell.source)
        if source.strip():
            self._own(place, Released(OWN, Cell("code", source)))

    def _answer(self, place: int, elsewhere: set[str]) -> str:
        """The text of an answer's cell; its oddities are noted."""
        released = self.release.cells[place]
        stub, name = released.cell.source, self.release.name(place)
        given = place in self.code or place in self.texts
        if released.role == WRITTEN and given:
            return self._written(place, stub)
        source = self.code.get(place, stub)
        if released.cell.grade_id in elsewhere and words(source) == words(stub):
            found = f"{released.cell.grade_id} is defined in another cell, and was graded there"
            self.notes.append(found)
            return ""  # the stub would hide the answer
        if not given:
            self.notes.append(f"{name} is missing; it was graded as untouched")
        return source

    def _written(self, place: int, prompt: str) -> str:
        """All that was written in answer to a question."""
        texts = self.texts[place]
        empty = ("", words(prompt))
        kept = list(dict.fromkeys(text for text in texts if words(text) not in empty))
        name = self.release.name(place)
        if len(kept) > 1:
            self.notes.append(f"{name}: {len(kept)} texts were put together")
        elif not kept and self.lost:
            added = f"{self.lost} added text cell{'s' * (self.lost > 1)}"
            self.notes.append(f"{name} is empty; {added} elsewhere may hold the answer")
        return "\n\n".join(kept) if kept else texts[0]

    def _defined_elsewhere(self) -> set[str]:
        """The exercises whose function another's cell defines, or one of the student's own."""
        names = {name for cells in self.own.values() for c in cells for name in code_names(c.cell)}
        for place, source in self.code.items():
            if self.release.cells[place].role == SOLUTION:
                names |= defined(source) - {self.release.cells[place].cell.grade_id}
        return names


def _changed(released: Released, cell: Cell) -> bool:
    code = released.cell.kind == "code" and released.role in FIXED
    return code and words(cell.source) != words(released.cell.source)


def _setup_first(cells: list[Released]) -> tuple[Released, ...]:
    """Our setup runs before anything that a student put above it."""
    setup = [c for c in cells if c.role == SETUP]
    return (*setup, *(c for c in cells if c.role != SETUP))
