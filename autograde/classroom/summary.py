"""What a tired instructor reads after a class was graded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograde import registry
from autograde.course import Course
from autograde.grading.reading import plain

from .folders import AUTOGRADED, FEEDBACK
from .gradebook import NAME
from .lms import Collected
from .returning import GivenBack
from .runner import Line, Summary

MOST = 5


def show(course: Course, summary: Summary, console: Console) -> None:
    """Print the class: everybody's score, common mistakes, who needs a person, what comes next."""
    if not summary.total:
        console.print(
            f"submitted/*/{summary.assignment}: nobody has handed in. "
            "Fill it with nbgrader collect, or with: python -m autograde collect"
        )
        return
    console.print(_scores(summary.lines))
    _mistakes(summary.lines, console)
    _attention(summary.lines, console)
    console.print(_counts(summary))
    if summary.late:
        lost = ", ".join(f"{plain(name, 40)} {points:g}" for name, points in summary.late.items())
        console.print(f"late, and what it costs: {lost}", markup=False)
    if summary.ended:
        _next(course, summary, console)
    else:
        left = summary.total - len(summary.lines)
        console.print(
            f"interrupted: {left} of {summary.total} are not graded; run the same command again",
            style="bold red",
        )


def _scores(lines: Iterable[Line]) -> Table:
    table = Table("student", "score", "mistakes named", box=None, pad_edge=False)
    for line in lines:
        facts = line.facts
        score = "–" if facts is None or facts.score is None else f"{facts.score:g}"
        out_of = f" of {facts.max_score:g}" if facts else ""
        named = [f"{name}: {mistake}" for name, mistake in facts.mistakes.items()] if facts else []
        word = "[bold magenta]needs attention[/]" if line.attention else escape("; ".join(named))
        table.add_row(escape(plain(line.student, 40)), score + out_of, word)
    return table


def _mistakes(lines: Iterable[Line], console: Console) -> None:
    """The mistakes that most students share: what to talk about in the next lecture."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in lines:
        if line.facts is not None:
            counts.update(line.facts.mistakes.items())
    common = [(key, count) for key, count in counts.most_common(MOST) if count > 1]
    if common:
        console.print("\nmost common mistakes", style="bold")
        for (exercise, mistake), count in common:
            console.print(f"  {count} × {escape(exercise)}: {escape(mistake)}")


def _attention(lines: Iterable[Line], console: Console) -> None:
    """Who needs a person and why; the same reason once."""
    reasons = defaultdict(list)
    for line in lines:
        if line.attention:
            reasons[line.attention].append(plain(line.student, 40))
    if reasons:
        console.print("\nneeds attention", style="bold magenta")
        for reason, students in reasons.items():
            console.print(f"  {escape(', '.join(students))}: {escape(plain(reason, 400))}")


def _counts(summary: Summary) -> str:
    kept = sum(line.kept and not line.attention for line in summary.lines)
    waiting = sum(bool(line.attention) for line in summary.lines)
    parts = [f"{len(summary.lines) - waiting} graded"]
    parts += [f"{kept} of them before, from the same file"] if kept else []
    parts += [f"{waiting} need{'s' * (waiting == 1)} attention"] if waiting else []
    return "\n" + ", ".join(parts)


def _next(course: Course, summary: Summary, console: Console) -> None:
    written = course.effective(registry.assignment(summary.assignment)).written
    console.print(f"scores: {NAME}; graded notebooks: {AUTOGRADED}/", markup=False)
    if written:
        questions = f"{len(written)} written answer{'s' * (len(written) > 1)} each"
        console.print(f"to read by a person: {questions}, in formgrader (jupyter lab)")
    console.print(f"then: python -m autograde return {summary.assignment}")


def show_collected(found: Collected, console: Console) -> None:
    """Print what became of a download: who was found, who was not and why, who is absent."""
    for note in found.notes:
        console.print(note, style="yellow", markup=False)
    new = sum(one.added for one in found.matched)
    console.print(f"{_people(len(found.matched))} in submitted/, {new} with a new attempt")
    for one in found.unmatched:
        console.print(
            f"not matched: {plain(one.name, 120)}: {one.reason}", style="magenta", markup=False
        )
    if found.absent:
        console.print(f"nothing from: {', '.join(found.absent)}", markup=False)
    console.print(f"then: python -m autograde grade {found.assignment}")


def _people(number: int) -> str:
    return f"{number} student{'s' * (number != 1)}"


def show_returned(done: GivenBack, console: Console) -> None:
    """Print what was written for the students."""
    for note in done.notes:
        console.print(note, markup=False)
    for student, reason in done.without.items():
        console.print(
            f"no feedback for {plain(student, 40)}: {reason}", style="magenta", markup=False
        )
    console.print(f"{len(done.pages)} feedback page{'s' * (len(done.pages) != 1)}: {FEEDBACK}/")
    for path in done.archives:
        console.print(f"to upload: {path}", markup=False)
    console.print(f"grades: {done.grades}", markup=False)
