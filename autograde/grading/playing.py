"""Run a notebook's cells in the sandbox, and say what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .definitions import definitions
from .outcomes import CellOutcome
from .reading import plain
from .rebuild import SETUP, SOLUTION, Released
from .run import Run


@dataclass(frozen=True)
class Played:
    """What became of a notebook's cells: of each answer by its grade id, and what was odd."""

    outcomes: dict[str, CellOutcome] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def play(run: Run, cells: Sequence[Released], careful: bool) -> Played:
    """Run cells in their order; where one stops, run what it still defines.

    Parameters
    ----------
    run : Run
    cells : sequence of Released
    careful : bool
        Run each cell in a process of its own, so that only a cell that ends its process is lost.
        Otherwise the run is dead after such a cell.
    """
    played = Played()
    for released, outcome in _outcomes(run, cells, careful):
        cell = released.cell
        if released.role == SOLUTION and cell.grade_id:
            played.outcomes[cell.grade_id] = outcome
        if outcome.status == "ok":
            continue
        done = outcome.error.line or 0 if outcome.error else 0
        rest = definitions(cell.source, after=done)
        if rest and not run.dead:
            _run(run, [rest], careful)
        name = cell.grade_id or ("setup" if released.role == SETUP else "an added cell")
        then = "; what it defines was kept" if rest else ""
        played.notes.append(f"{plain(name, 60)}: {in_words(outcome)}{then}")
    return played


def in_words(outcome: CellOutcome) -> str:
    """What became of a cell, in a few words."""
    if outcome.error is not None:
        where = f" in line {outcome.error.line}" if outcome.error.line else ""
        return f"{outcome.error.type}{where}: {outcome.error.message}"[:300]
    return f"{outcome.note or outcome.status}; it was left out"


def _outcomes(
    run: Run, cells: Sequence[Released], careful: bool
) -> Iterator[tuple[Released, CellOutcome]]:
    """Run cells as far as they go in one go; go on after each that raised."""
    while cells:
        done = _run(run, [released.cell.source for released in cells], careful)
        yield from zip(cells, done, strict=False)
        cells = cells[len(done) :] if done else ()


def _run(run: Run, sources: list[str], careful: bool) -> list[CellOutcome]:
    """Run the first cell by itself, or as many as go in one go."""
    return [run.cell(sources[0])] if careful else run.cells(sources)
