"""`progress`: how far a student is in the whole course, and a page to keep at its end."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from pathlib import Path

from . import memory
from .conventions import beside_notebook
from .report import html, notes, page, text
from .sheets import Outline, recorded_assignments
from .showing import show

SUMMARY = "course_summary.html"


def progress() -> None:
    """Show how far you are: the best visible score of every exercise of the course.

    It counts what was checked in this folder and in those of the course's other assignments, beside
    it or in it. When every exercise is complete, a dated page with all of them is written here.
    """
    outlines = _outlines()
    scores, trouble = memory.read_all(outline.assignment for outline in outlines)
    bars = [_bar(outline, scores.get(outline.assignment, {})) for outline in outlines]
    said = [trouble or notes.BEST]
    if bars and all(bar.complete for bar in bars):
        said.append(_summary(bars))
    show(html.bars(bars, said, beside_notebook()), text.bars(bars, said))


def _bar(outline: Outline, best: dict[str, float]) -> page.Bar:
    points = outline.points
    got = {name: max(0.0, min(best.get(name, 0.0), points[name])) for name in points}
    right = sum(got[name] >= points[name] for name in points)
    return page.bar(outline.title, sum(got.values()), sum(points.values()), right, len(points))


def _summary(bars: Sequence[page.Bar]) -> str:
    """Write the page once, with the day on which it was; say where it is."""
    if not memory.writes():
        return notes.COMPLETE
    if not Path(SUMMARY).exists():
        day = datetime.date.today().isoformat()
        if not memory.write(SUMMARY, html.summary(bars, day)):
            return notes.COMPLETE
    return f"{notes.COMPLETE} {notes.kept(SUMMARY)}"


@functools.cache
def _outlines() -> Sequence[Outline]:
    return recorded_assignments().outlines()
