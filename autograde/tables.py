"""What the command line prints: progress while it runs, and tables of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograde.grading.reading import plain
from autograde.grading.reports import Graded, Report

STYLES = {
    "passed": "green",
    "partial": "yellow",
    "not_started": "dim",
    "needs_attention": "bold magenta",
}


Item = TypeVar("Item")


def progress(
    items: Iterable[Item], total: int, name: Callable[[Item], str], console: Console
) -> Iterator[Item]:
    """Each item in turn, with a bar that names it and tells the remaining time."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        for item in items:
            bar.update(task, description=escape(plain(name(item), 40)))
            yield item
            bar.advance(task)


def number(value: float | None) -> str:
    """A score as people write it: 3, 2.5, or a dash."""
    return "–" if value is None else f"{value:g}"


def show_reports(reports: Sequence[Report], console: Console) -> None:
    """One file in full; many files a line each, then what needs attention."""
    if len(reports) == 1:
        _one(reports[0], console)
    else:
        _many(reports, console)


def _one(report: Report, console: Console) -> None:
    console.print(f"{escape(plain(report.file))}  [bold]{escape(report.assignment or '?')}[/]")
    if report.exercises:
        table = Table("exercise", "score", "status", "mistake", "reason", box=None, pad_edge=False)
        for graded in report.exercises:
            table.add_row(*_row(graded))
        console.print(table)
        console.print(f"score {number(report.score)} of {number(report.max_score)}")
    for note in report.notes:
        console.print(f"note: {escape(plain(note, 400))}")


def _row(graded: Graded) -> tuple[str, ...]:
    style = STYLES.get(graded.status, "red")
    return (
        graded.id,
        f"{number(graded.score)}/{number(graded.points)}",
        f"[{style}]{graded.status}[/]",
        escape(graded.mistake or ""),
        escape(plain(graded.reason, 400)),
    )


def _many(reports: Sequence[Report], console: Console) -> None:
    table = Table("file", "assignment", "score", "mistakes named", box=None, pad_edge=False)
    for report in reports:
        named = [f"{e.id}: {e.mistake}" for e in report.exercises if e.mistake]
        score = f"{number(report.score)}/{number(report.max_score)}"
        table.add_row(
            escape(plain(Path(report.file).name, 40)),
            report.assignment or "?",
            score if report.assignment else "[bold magenta]needs attention[/]",
            escape("; ".join(named)),
        )
    console.print(table)
    waiting = [report for report in reports if report.needs_attention]
    for report in waiting:
        notes = "; ".join(plain(note, 300) for note in report.notes)
        console.print(f"{escape(plain(report.file))}: {escape(notes)}", style="magenta")
    console.print(f"{len(reports) - len(waiting)} graded, {len(waiting)} need attention")
