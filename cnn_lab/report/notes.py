"""Sentences that are not about one verdict: hints, unknown functions, what comes first."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from .phrases import listed, one_line

LEVELS = ("a nudge", "the idea", "almost there")
BEST = (
    "Your best scores so far by visible cases, in this folder and in those of the other "
    "assignments beside it. The grade also uses fresh hidden cases, and a reader's points."
)
COMPLETE = "Every exercise of the course passes its visible cases."
SUMMARY = (
    "All exercises pass the cases that their notebooks show. The cases ran on the student's own "
    "computer, and nobody watched: this page is a keepsake, no certificate. Written answers are "
    "not in it, since a person reads them."
)


def earlier(name: str, status: str) -> str:
    """Say which earlier exercise has to be mended first."""
    if status == "not_started":
        return f"{name}, which this builds on, is not written yet: write that first."
    return f"{name}, which this builds on, fails its own check: mend that first."


def unknown(name: str, known: Sequence[str]) -> str:
    """Say that no exercise has this name, and which ones there are."""
    name = one_line(name, 60)
    if not known:
        return "There are no recorded cases in this copy of cnn_lab: ask where it was published."
    close = difflib.get_close_matches(name, known, 1)
    question = f" Did you mean {close[0]}?" if close else ""
    return f"No exercise is called {name}.{question} The exercises are {listed(tuple(known))}."


def nameless(known: Sequence[str]) -> str:
    """Say that an exercise is found by the name in its `def` line."""
    example = known[0] if known else "correlate2d"
    return (
        "An exercise is found by the name of its function, and a lambda has none: "
        f"write it with def {example}(...)."
    )


def no_function(kind: str, known: Sequence[str]) -> str:
    """Say that something other than a function was passed."""
    example = known[0] if known else "correlate2d"
    what = one_line(kind, 60)
    return f"This is no function but {what}: pass the function itself, as in check({example})."


def no_notebook() -> str:
    """Say that no exercise is defined where `check()` was called."""
    return "No exercise is defined here yet: run the cells of your functions, then check() again."


def kept(file: str) -> str:
    """Say where the summary of a finished course lies."""
    return f"A page for you to keep, with the day on which you got there: `{file}`."


def hint(exercise: str, hints: Sequence[str], level: object) -> str:
    """One hint, and how many more there are."""
    total = len(hints)
    if not total:
        return f"There are no hints for {exercise}."
    if type(level) is not int or not 1 <= level <= total:
        return f"The hints for {exercise} are numbered 1 to {total}: hint({exercise}, 1) is first."
    what = f" ({LEVELS[level - 1]})" if total == len(LEVELS) else ""
    more = total - level
    rest = f"{more} more: `hint({exercise}, {level + 1})`" if more else "That was the last hint."
    return f"Hint {level} of {total} for {exercise}{what}: {hints[level - 1]}\n{rest}"
