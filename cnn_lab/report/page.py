"""Reports as plain content: what is said and shown, in order, before any layout."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnosis import Verdict
from ..sheets import Sheet
from . import phrases, words
from .pictures import Grid, given, grids


@dataclass(frozen=True)
class Page:
    """One exercise's report.

    `status` is a key of `phrases.STATUS`. `first` comes before all that is wrong. `lines` are pairs
    of label and text, where the label may be empty; `prints` is what the student's function
    printed.
    """

    title: str
    status: str
    points: str
    cases: str
    first: str = ""
    headline: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    given: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    prints: str = ""


@dataclass(frozen=True)
class Row:
    """One exercise in the table of a whole notebook."""

    title: str
    status: str
    points: str
    cases: str
    mistake: str

    @property
    def says(self) -> str:
        """The status in words."""
        return phrases.STATUS[self.status]


@dataclass(frozen=True)
class Table:
    """A whole notebook's report."""

    title: str
    points: str
    rows: tuple[Row, ...]
    note: str


@dataclass(frozen=True)
class Bar:
    """How far one assignment is."""

    title: str
    share: float
    text: str

    @property
    def complete(self) -> bool:
        """Whether every visible case is right."""
        return self.share >= 1


def of_verdict(
    sheet: Sheet,
    verdict: Verdict,
    *,
    reveal: bool = True,
    names: tuple[str, ...] = (),
    first: str = "",
    prints: str = "",
    advice: str = "",
) -> Page:
    """The report of one exercise.

    Parameters
    ----------
    sheet : Sheet
    verdict : Verdict
    reveal : bool
        True for visible cases. False leaves out expected values, numbers and pictures.
    names : tuple of str
        The names of the arguments, as the student's own function has them.
    first : str
        A sentence that comes before everything else.
    prints : str
        What the student's function printed, already shortened.
    advice : str
        What else could be better about a right answer.
    """
    failure = verdict.failure
    waits = bool(first) and verdict.status == "not_started"  # what it calls is not written
    lines = [] if waits else _lines(sheet, verdict, reveal)
    return Page(
        title=sheet.exercise,
        status=verdict.status,
        points=phrases.points(verdict.score, verdict.points),
        cases=phrases.cases_line(verdict.right, verdict.total) if reveal else "",
        first=first,
        headline="" if waits else _headline(sheet, verdict, names, reveal),
        lines=(*lines, *([("Advice", advice)] if advice else [])),
        given=tuple(given(failure, names)) if failure and reveal else (),
        grids=tuple(grids(failure, names)) if failure and reveal else (),
        prints=prints,
    )


def stopped(sheet: Sheet, label: str, prints: str = "") -> Page:
    """The report of a check that the student interrupted."""
    return Page(
        title=sheet.exercise,
        status="stopped",
        points=phrases.points(0.0, sheet.points),
        cases=phrases.cases_line(0, len(sheet.cases)),
        headline=f"stopped while running {sheet.exercise} on {label}",
        lines=(
            ("Try", "if it ran for long, look for a loop whose condition never becomes False."),
        ),
    )


def row(sheet: Sheet, verdict: Verdict | None) -> Row:
    """One line of the table; without a verdict the function is not defined."""
    if verdict is None:
        cases = f"0 of {len(sheet.cases)}"
        points = phrases.points(0.0, sheet.points)
        return Row(sheet.exercise, "not_started", points, cases, "not defined yet: run its cell")
    cases = f"{verdict.right} of {verdict.total}"
    mistake = "" if verdict.status in ("passed", "not_started") else _short(verdict)
    points = phrases.points(verdict.score, verdict.points)
    return Row(sheet.exercise, verdict.status, points, cases, mistake)


def table(title: str, score: float, out_of: float, rows: list[Row]) -> Table:
    """The table of a whole notebook."""
    note = "visible cases only; the grade also uses fresh hidden cases"
    return Table(title, phrases.points(score, out_of), tuple(rows), note)


def bar(title: str, score: float, out_of: float, right: int, total: int) -> Bar:
    """One assignment's bar: points, and how many exercises are complete."""
    share = score / out_of if out_of else 0.0
    text = f"{phrases.points(score, out_of)}, {right} of {total} exercises complete"
    return Bar(title, min(1.0, max(0.0, share)), text)


def _short(verdict: Verdict) -> str:
    label, says = words.likely(verdict)
    if says:
        return f"{label}: {says}"
    if verdict.failure:
        return f"{words.place(verdict.failure)}: {words.problem(verdict.failure)}."
    return words.reason(verdict)


def _headline(sheet: Sheet, verdict: Verdict, names: tuple[str, ...], reveal: bool) -> str:
    if verdict.failure:
        failure = verdict.failure
        wrong = words.problem(failure, names, reveal)
        return f"{sheet.exercise}, {words.place(failure)}: {wrong}."
    if verdict.status in ("passed", "partial"):
        return ""
    if verdict.status == "not_started":
        return f"{sheet.exercise} still raises NotImplementedError."
    return words.reason(verdict, reveal)


def _lines(sheet: Sheet, verdict: Verdict, reveal: bool) -> list[tuple[str, str]]:
    lines = []
    if verdict.failure:
        lines.append(("", words.detail(verdict.failure, reveal)))
    lines.append(words.likely(verdict))
    if verdict.unwritten and verdict.status != "not_started":
        lines.append(("", words.unwritten(verdict.unwritten) + "."))
    lines.append(("Try", words.next_step(verdict, reveal) or _first_step(sheet, verdict)))
    return [(label, text) for label, text in lines if text]


def _first_step(sheet: Sheet, verdict: Verdict) -> str:
    match verdict.status:
        case "not_started":
            return f"write it in the cell above, then run this one. `hint({sheet.exercise})` helps."
        case "forbidden":
            return f"write the computation yourself, without {words.rule_name(verdict)}."
        case "partial" if verdict.unwritten:
            return f"write {verdict.unwritten[0]} next."
    return ""
