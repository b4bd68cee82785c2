"""Reports as HTML: inline styles only, the same for the same content, readable on light and dark.

Colour never carries anything alone: every cell has its number, and marks are in words as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from . import notes
from .page import Bar, Page, Row, Table
from .phrases import STATUS
from .pictures import Cell, Grid

EDGE = {"passed": "#009E73", "partial": "#E69F00", "not_started": "#767676"}
SIGN = {"passed": "✓", "partial": "◐", "not_started": "○"}
# Blue for negative and vermilion for positive, mixed with white; the course's palette.
SHADES = {
    -3: "#8cbfde",
    -2: "#b8d8eb",
    -1: "#deedf6",
    0: "#fff",
    1: "#fae9de",
    2: "#f2c9ad",
    3: "#eaab80",
}
MARKS = {"first": "outline:3px solid #b00020;outline-offset:-3px;font-weight:bold", "window": ""}
MARKS["window"] = "outline:2px dashed #1a1a1a;outline-offset:-2px"
SAYS = {"first": "first wrong entry", "window": "under the kernel"}

SUMMARY_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Convolutional networks in plain NumPy: complete</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 42em;
  margin: 2em auto; padding: 0 1em; border-top: 6px solid #009E73; }}
th, td {{ text-align: left; padding: .2em 1.5em .2em 0; font-weight: normal; }}
</style>
</head>
<body>
<h1>Convolutional networks in plain NumPy</h1>
<p><b>Complete on {day}.</b></p>
<table>{rows}</table>
<p>{note}</p>
</body>
</html>
"""


def page(content: Page, conventions: str = "") -> str:
    """One exercise's report as HTML, with a link to the page of conventions if there is one."""
    status = STATUS[content.status]
    head = f"<b>{escape(content.title)}</b>: {_sign(content.status)} {status}, {content.points}"
    parts = [f"<div>{head}</div>"]
    parts += [f"<div>{_rich(content.cases)}</div>"] if content.cases else []
    parts += [f"<div><b>{_rich(content.first)}</b></div>"] if content.first else []
    if content.headline:
        parts.append(f'<div style="margin-top:.5em"><b>{_rich(content.headline)}</b></div>')
    for label, text in content.lines:
        lead = f"<b>{label}:</b> " if label else ""
        parts.append(f"<div>{lead}{_rich(text)}</div>")
    if content.given:
        parts.append(f"<div>with {_rich(', '.join(content.given))}</div>")
    if content.grids:
        inner = "".join(map(_grid, content.grids))
        style = "display:flex;flex-wrap:wrap;gap:.5em 1.5em;align-items:flex-start"
        parts.append(f'<div style="{style}">{inner}</div>')
        parts += _legend(content.grids)
    if content.prints:
        parts.append(f"<div>it printed:</div><pre>{escape(_safe(content.prints))}</pre>")
    parts.append(_link(conventions))
    return _frame(f"check of {content.title}: {status}", content.status, "".join(parts))


def table(content: Table, conventions: str = "") -> str:
    """A whole notebook's report as HTML; see `page`."""
    heads = "".join(
        f'<th scope="col" style="text-align:left">{head}</th>'
        for head in ("exercise", "status", "points", "visible cases", "what to look at")
    )
    rows = "".join(map(_row, content.rows))
    title = f"<b>{escape(content.title)}</b>: {content.points}"
    body = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    done = all(row.status == "passed" for row in content.rows)
    inner = f"<div>{title}</div>{body}<div>{content.note}</div>{_link(conventions)}"
    return _frame(f"check of {content.title}", "passed" if done else "partial", inner)


def bars(contents: Sequence[Bar], says: Sequence[str] = (), conventions: str = "") -> str:
    """The progress over assignments as HTML; see `page`."""
    parts = [_bar(content) for content in contents]
    parts += [*(f"<div>{_rich(text)}</div>" for text in says), _link(conventions)]
    done = bool(contents) and all(content.complete for content in contents)
    return _frame("progress", "passed" if done else "partial", "".join(parts))


def summary(contents: Sequence[Bar], day: str) -> str:
    """A finished course as a page of its own, with the day on which it was finished."""
    rows = "".join(
        f'<tr><th scope="row">{escape(bar.title)}</th><td>{escape(bar.text)}</td></tr>'
        for bar in contents
    )
    return SUMMARY_PAGE.format(day=escape(day), rows=rows, note=escape(notes.SUMMARY))


def note(text: str, status: str = "not_started") -> str:
    """A few sentences, such as a hint, as HTML."""
    return _frame("note", status, "".join(f"<div>{_rich(line)}</div>" for line in text.split("\n")))


def _frame(label: str, status: str, inner: str) -> str:
    edge = EDGE.get(status, "#D55E00")
    style = f"border-left:4px solid {edge};padding:.2em .8em;overflow-x:auto"
    return f'<div role="group" aria-label="{escape(_safe(label))}" style="{style}">{inner}</div>'


def _link(conventions: str) -> str:
    words = "The conventions of the course, on one page"
    link = f'<a href="{escape(conventions)}" target="_blank">{words}</a>'
    return f'<div style="margin-top:.5em">{link}</div>' if conventions else ""


def _sign(status: str) -> str:
    return f'<span aria-hidden="true">{SIGN.get(status, "✗")}</span>'


def _row(row: Row) -> str:
    cells = (
        f"<code>{escape(row.title)}</code>",
        f"{_sign(row.status)} {STATUS[row.status]}",
        row.points,
        row.cases,
        _rich(row.mistake),
    )
    styles = ["text-align:left;white-space:nowrap"] * 4 + ["text-align:left"]
    pairs = zip(styles, cells, strict=True)
    inner = "".join(f'<td style="{style}">{cell}</td>' for style, cell in pairs)
    return f"<tr>{inner}</tr>"


def _bar(content: Bar) -> str:
    width = round(100 * content.share)
    outer = "width:10em;height:.8em;border:1px solid #767676;display:inline-block"
    fill = f'<div style="width:{width}%;height:100%;background:#009E73"></div>'
    label = f"{content.title}: {content.text}"
    bar = f'<div role="img" aria-label="{escape(label)}" style="{outer}">{fill}</div>'
    return f"<div>{bar} <b>{escape(content.title)}</b> {escape(content.text)}</div>"


def _grid(grid: Grid) -> str:
    """One table: caption, indices along both sides, coloured cells with their numbers."""
    heads = "".join(_index(column, "col") for column in grid.columns)
    corner = "" if grid.rows is None else "<td></td>"
    rows = []
    for i, cells in enumerate(grid.cells):
        side = _index(grid.rows[i], "row") if grid.rows is not None else ""
        rows.append(f"<tr>{side}{''.join(map(_cell, cells))}</tr>")
    caption = escape(_safe(grid.caption + (f", {grid.note}" if grid.note else "")))
    return (
        f'<div style="margin:.5em 0"><div>{caption}</div>'
        f'<table aria-label="{caption}" style="margin:0">'
        f"<tr>{corner}{heads}</tr>{''.join(rows)}</table></div>"
    )


def _index(index: int, scope: str) -> str:
    style = "background:#f2f2f2;color:#5a5a5a;font-weight:normal;text-align:center"
    return f'<th scope="{scope}" style="{style}">{index}</th>'


def _cell(cell: Cell) -> str:
    style = f"background:{SHADES[cell.shade]};color:#1a1a1a"
    if cell.mark:
        style += ";" + MARKS[cell.mark]
        return f'<td title="{SAYS[cell.mark]}" style="{style}">{escape(cell.text)}</td>'
    return f'<td style="{style}">{escape(cell.text)}</td>'


def _legend(grids: tuple[Grid, ...]) -> list[str]:
    """The marks in words, as far as they occur."""
    marks = {cell.mark for grid in grids for row in grid.cells for cell in row}
    says = [
        f"{sign}: {SAYS[m]}"
        for m, sign in (("first", "solid frame"), ("window", "dashed frame"))
        if m in marks
    ]
    return [f"<div>{'; '.join(says)}</div>"] if says else []


def _rich(text: str) -> str:
    """Text with its `code` set as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(_safe(text)))


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
