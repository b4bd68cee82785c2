"""What students call to have an answer looked at: `check` and `hint`."""

from __future__ import annotations

import functools
import itertools
import sys
from collections.abc import Callable, Mapping
from typing import Any

from . import memory
from .conventions import beside_notebook
from .diagnosis import Verdict
from .report import html, notes, page, text
from .running import Run, argument_names, called_names, run
from .sheets import Recorded, Sheet, recorded_assignments
from .showing import show

Function = Callable[..., Any]
Namespace = Mapping[str, Any]


class Result(float):
    """The visible score as a float, with what it rests on.

    It prints as a float prints, so that a check cell's value is its score.

    Attributes
    ----------
    exercise : str
        The exercise, or the assignment when the whole notebook was checked.
    status : str
        See `cnn_lab.diagnosis.Verdict`; "stopped" when interrupted, "unknown" when there was
        nothing to check.
    verdict : Verdict or None
    html, text : str
        The report that was shown.
    rows : tuple of Row
        One for each exercise, when the whole notebook was checked.
    """

    exercise: str = ""
    status: str = "unknown"
    verdict: Verdict | None = None
    html: str = ""
    text: str = ""
    rows: tuple[page.Row, ...] = ()


def check(function: Function | None = None) -> Result:
    """Check an answer against the visible cases, and show what is right and what is not.

    Parameters
    ----------
    function : callable, optional
        Your function, under the name that the exercise gives it. Without it, every exercise of
        the notebook is checked and shown as a table.

    Returns
    -------
    Result
        The visible score, a float.

    Notes
    -----
    It never raises for what your function does. An interruption names the case that ran.
    """
    namespace = _caller()
    if function is None:
        result = check_all(namespace)
    elif isinstance(function, str):
        result = _note(notes.no_function("text", [function]))
    else:
        found = _find(function, namespace)
        result = _note(found) if isinstance(found, str) else _check_one(*found, function, namespace)
    show(result.html, result.text)
    return result


def hint(function: Function | str, level: int = 1) -> None:
    """Show a hint: level 1 nudges, level 2 gives the idea, level 3 is almost there.

    Parameters
    ----------
    function : callable or str
        Your function or its name.
    level : int
        From 1 to the number of hints.
    """
    found = _find(function, _caller())
    said = found if isinstance(found, str) else notes.hint(found[1].exercise, found[1].hints, level)
    show(html.note(said), said)


def _check_one(
    recorded: Recorded, sheet: Sheet, function: Function, namespace: Namespace
) -> Result:
    done = run(sheet, function, namespace)
    if done.verdict is None:
        return _stopped(sheet, done)
    verdict = done.verdict
    memory.note(recorded.assignment, sheet.exercise, verdict.score)
    content = page.of_verdict(
        sheet,
        verdict,
        names=argument_names(function),
        first=_earlier(sheet, verdict, function, namespace),
        prints=done.prints,
        advice=done.advice,
    )
    return _result(verdict.score, sheet.exercise, verdict.status, content, verdict)


def check_all(namespace: Namespace) -> Result:
    """Every exercise of the notebook's assignment."""
    recorded = assignment_of(namespace)
    if recorded is None:
        return _note(notes.no_notebook())
    rows, score = [], 0.0
    for sheet in recorded.sheets:
        verdict = None
        if callable(namespace.get(sheet.exercise)):
            done = run(sheet, namespace[sheet.exercise], namespace)
            if done.verdict is None:
                return _stopped(sheet, done)
            verdict = done.verdict
            score += verdict.score
            memory.note(recorded.assignment, sheet.exercise, verdict.score)
        rows.append(page.row(sheet, verdict))
    out_of = sum(sheet.points for sheet in recorded.sheets)
    content = page.table(recorded.title, score, out_of, rows)
    result = Result(round(score, 4))
    result.rows = tuple(rows)
    done_all = all(row.status == "passed" for row in rows)
    result.exercise, result.status = recorded.assignment, "passed" if done_all else "partial"
    result.html, result.text = html.table(content, beside_notebook()), text.table(content)
    return result


def _stopped(sheet: Sheet, done: Run) -> Result:
    label = done.stopped.label if done.stopped else ""
    return _result(0.0, sheet.exercise, "stopped", page.stopped(sheet, label, done.prints))


def _note(said: str) -> Result:
    """A sentence in place of a report."""
    result = Result(0.0)
    result.html, result.text = html.note(said), said
    return result


def _result(
    score: float, exercise: str, status: str, content: page.Page, verdict: Verdict | None = None
) -> Result:
    result = Result(score)
    result.exercise, result.status, result.verdict = exercise, status, verdict
    result.html, result.text = html.page(content, beside_notebook()), text.page(content)
    return result


def _earlier(sheet: Sheet, verdict: Verdict, function: Function, namespace: Namespace) -> str:
    """What to say first when an exercise that this answer calls is not right itself."""
    if verdict.status in ("passed", "forbidden"):
        return ""
    called = called_names(function)
    for name in filter(called.__contains__, sheet.builds_on):
        found = _sheet(name, namespace)
        if found is not None and callable(namespace.get(name)):
            before = run(found[1], namespace[name], namespace).verdict
            if before is not None and before.status != "passed":
                return notes.earlier(name, before.status)
    return ""


@functools.cache
def _recorded() -> Mapping[str, Recorded]:
    return recorded_assignments()


def _caller() -> Namespace:
    """The names that are defined where we were called."""
    frame = sys._getframe()
    while frame.f_back is not None and frame.f_globals is globals():
        frame = frame.f_back
    return frame.f_globals


def assignment_of(namespace: Namespace) -> Recorded | None:
    """The assignment that the notebook says it is, else the one most of whose functions it has."""
    named = namespace.get("assignment")
    if isinstance(named, str) and named in _recorded():
        return _recorded()[named]

    def defined(recorded: Recorded) -> int:
        return sum(callable(namespace.get(sheet.exercise)) for sheet in recorded.sheets)

    best = max(_recorded().values(), key=defined, default=None)
    return best if best is not None and defined(best) else None


def _sheet(name: str, namespace: Namespace) -> tuple[Recorded, Sheet] | None:
    """The sheet of an exercise, first in the notebook's own assignment."""
    own = assignment_of(namespace)
    for recorded in itertools.chain([own] if own else [], _recorded().values()):
        sheet = recorded.sheet(name)
        if sheet is not None:
            return recorded, sheet
    return None


def _find(function: Function | str, namespace: Namespace) -> tuple[Recorded, Sheet] | str:
    """The sheet of a function, by its name; else a sentence for the student."""
    own = assignment_of(namespace)
    known = [s.exercise for r in ([own] if own else _recorded().values()) for s in r.sheets]
    try:
        name = function if isinstance(function, str) else function.__name__
    except Exception:
        name = None
    if type(name) is not str or not (callable(function) or function is name):
        return notes.no_function(type(function).__name__, known)
    if name == "<lambda>":
        return notes.nameless(known)
    return _sheet(name, namespace) or notes.unknown(name, known)
