"""Reports as plain text, for terminals and for readers without HTML."""

from __future__ import annotations

from collections.abc import Sequence

from .page import Bar, Page, Table
from .phrases import STATUS
from .pictures import Cell, Grid


def page(content: Page) -> str:
    """One exercise's report as plain text."""
    lines = [f"{content.title}: {STATUS[content.status]}, {content.points}"]
    lines += [f"  {content.cases}"] if content.cases else []
    lines += [content.first] if content.first else []
    lines += [content.headline] if content.headline else []
    lines += [f"  {label}: {text}" if label else f"  {text}" for label, text in content.lines]
    if content.given:
        lines.append(f"  with {', '.join(content.given)}")
    for grid in content.grids:
        lines += ["", *(f"  {line}" for line in _grid(grid))]
    if content.prints:
        lines += ["", "  it printed:", *(f"    {line}" for line in content.prints.splitlines())]
    return "\n".join(line.rstrip() for line in lines)


def table(content: Table) -> str:
    """A whole notebook's report as plain text."""
    head = ("exercise", "status", "points", "visible cases", "")
    rows = [(r.title, STATUS[r.status], r.points, r.cases, r.mistake) for r in content.rows]
    lines = _columns([head, *rows])
    return "\n".join([f"{content.title}: {content.points}", *lines, f"({content.note})"])


def bars(contents: Sequence[Bar], notes: Sequence[str] = ()) -> str:
    """The progress over assignments as plain text."""
    lines = [(b.title, f"[{'#' * int(20 * b.share):.<20}]", b.text) for b in contents]
    return "\n".join([*_columns(lines), *notes])


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    aligned = (
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        for row in rows
    )
    return [line.rstrip() for line in aligned]


def _grid(grid: Grid) -> list[str]:
    """Entries under their column's index; the first wrong one as >4<, the window's as [4]."""
    texts = [[_marked(cell) for cell in row] for row in grid.cells]
    width = max((len(text) for row in texts for text in row), default=1)
    width = max(width, *(len(str(column)) + 1 for column in grid.columns))
    lines = [grid.caption + (f", {grid.note}" if grid.note else "")]
    for row in texts:
        lines.append("  " + " ".join(text.rjust(width) for text in row))
    return lines


def _marked(cell: Cell) -> str:
    signs = {"first": "><", "window": "[]"}.get(cell.mark, "  ")
    return f"{signs[0]}{cell.text}{signs[1]}"
