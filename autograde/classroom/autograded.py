"""The graded notebook: the release with a student's answers, and the verdicts as its outputs.

It is what formgrader shows, what feedback is made from and what the gradebook's scores are read
from. Nothing in it was written by student code but text: no output of theirs is kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograde.exercise import Assignment, Exercise
from autograde.grading.reading import plain
from autograde.grading.rebuild import OWN, SOLUTION, WRITTEN, Released
from autograde.grading.reports import Graded, Report
from cnn_lab.report import html, page, reason, text

KIT = "cnn_kit"
MAX_OUTPUT = 2000

ATTENTION = "needs attention: "

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """A graded notebook in short. `score` is None when the file could not be graded at all."""

    score: float | None
    max_score: float
    statuses: dict[str, str]
    mistakes: dict[str, str]
    attention: str


@dataclass(frozen=True)
class Read:
    """What a graded notebook on disk says, and what it was made from; its scores by cell."""

    stamp: str
    facts: Facts
    scores: dict[str, float | None]


def notebook(
    report: Report, release: Notebook, assignment: Assignment, stamp: str, seeds: dict[str, str]
) -> Notebook:
    """Lay a report out as a notebook.

    Parameters
    ----------
    report : Report
        Of a file of this assignment, or of one that could not be graded: then the release itself
        is shown, with no score, for a person to decide.
    release : dict
        The released notebook, as JSON.
    assignment : Assignment
        With the course's points.
    stamp : str
        Identifies what was graded and by what; see `marking.stamp`.
    seeds : dict of str to str
        The fingerprint of each exercise's seed, for the receipt.
    """
    released = {cell["id"]: cell for cell in release["cells"]}
    verdicts = {f"check-{graded.id}": graded for graded in report.exercises}
    checks = {f"check-{exercise.id}": exercise for exercise in assignment.exercises}
    rubrics = {written.id: written for written in assignment.written}
    if report.cells:
        cells = [_cell(one, released, number) for number, one in enumerate(report.cells)]
    else:
        cells = [_copy(cell) for cell in release["cells"]]
    shown = []
    for cell in cells:
        shown.append(cell)
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if name in checks:
            _fill_check(cell, checks[name], verdicts.get(name), report)
        elif name in rubrics:
            if not report.cells:  # nobody has read the answer: the file could not be read
                cell["metadata"][KIT] = {"role": "written", "status": "needs_attention"}
            shown.append(_given(f"rubric-{name}", "rubric", _rubric(rubrics[name])))
    if report.notes:
        shown.insert(0, _given("notes", "notes", _notes(report)))
    return {**release, "cells": shown, "metadata": _metadata(release, report, stamp, seeds)}


def facts_of(notebook: Notebook) -> Facts:
    """What a graded notebook says in short."""
    checks = [cell["metadata"].get(KIT, {}) for cell in notebook["cells"]]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in notebook["cells"]]
    kit = notebook["metadata"][KIT]
    found = {
        name.removeprefix("check-"): facts
        for name, facts in zip(names, checks, strict=True)
        if facts.get("role") == "check"
    }
    waiting = [facts["reason"] for facts in found.values() if "score" not in facts]
    unread = [note for note in kit["notes"] if note.startswith(ATTENTION)]
    return Facts(
        score=None if unread else sum(facts.get("score", 0.0) for facts in found.values()),
        max_score=sum(facts["points"] for facts in found.values()),
        statuses={name: facts["status"] for name, facts in found.items()},
        mistakes={name: facts["mistake"] for name, facts in found.items() if facts.get("mistake")},
        attention="; ".join(note.removeprefix(ATTENTION) for note in unread or waiting),
    )


def read(path: Path) -> Read | None:
    """What a graded notebook on disk says, or None where there is none to be read."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        checks = [c for c in notebook["cells"] if c["metadata"].get(KIT, {}).get("role") == "check"]
        scores = {
            c["metadata"]["nbgrader"]["grade_id"]: c["metadata"][KIT].get("score") for c in checks
        }
        return Read(notebook["metadata"][KIT]["stamp"], facts_of(notebook), scores)
    except Exception:  # nbgrader's own grading keeps whatever metadata a student wrote
        return None


def _cell(one: Released, released: dict[str, Notebook], number: int) -> Notebook:
    """One rebuilt cell: ours as it was released, theirs with the text that they wrote."""
    if one.role == OWN:  # its ids are whatever the student's file says
        return _own(one, number)
    cell = _copy(released[str(one.cell.cell_id)])
    if one.role in (SOLUTION, WRITTEN):
        cell["source"] = one.cell.source
    return cell


def _copy(cell: Notebook) -> Notebook:
    """A released cell without outputs, its text in one piece."""
    made = {**cell, "source": "".join(cell["source"]), "metadata": {**cell["metadata"]}}
    if cell["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    return made


def _own(one: Released, number: int) -> Notebook:
    cell: Notebook = {
        "cell_type": one.cell.kind,
        "id": f"own-{number}",
        "metadata": {KIT: {"role": "own"}},
        "source": one.cell.source,
    }
    if one.cell.kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    return cell


def _given(cell_id: str, role: str, source: str) -> Notebook:
    return {
        "cell_type": "markdown",
        "id": cell_id,
        "metadata": {KIT: {"role": role}},
        "source": source,
    }


def _fill_check(cell: Notebook, exercise: Exercise, graded: Graded | None, report: Report) -> None:
    """Put a verdict into its check cell: what a person reads, then the number nbgrader reads."""
    grade = {**cell["metadata"]["nbgrader"], "points": float(exercise.points)}
    if graded is None or graded.status == "needs_attention":
        why = graded.reason if graded else "; ".join(report.notes)
        cell["metadata"] = {
            **cell["metadata"],
            "nbgrader": grade,
            KIT: {
                "role": "check",
                "points": float(exercise.points),
                "status": "needs_attention",
                "reason": plain(why, 1000),
            },
        }
        return
    facts = {key: value for key, value in graded.as_json().items() if key != "id"}
    says = _says(exercise, graded)
    facts |= {"role": "check", "try": dict(says.lines).get("Try", "")}
    cell["metadata"] = {**cell["metadata"], "nbgrader": grade, KIT: facts}
    score = min(max(graded.score, 0.0), float(exercise.points))
    cell["outputs"] = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/html": html.page(says), "text/plain": text.page(says)},
        },
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {"text/plain": repr(score)},
        },
    ]


def _says(exercise: Exercise, graded: Graded) -> page.Page:
    """What the report says, without hidden values; a reason of the grader's own comes first."""
    prints = graded.output[:MAX_OUTPUT] + "…" * (len(graded.output) > MAX_OUTPUT)
    says = page.of_verdict(exercise.sheet([]), graded.verdict, reveal=False, prints=prints)
    if graded.reason == reason(graded.verdict):
        return says
    return replace(says, first=graded.reason, headline="")


def _rubric(written: Any) -> str:
    """What the person who grades an answer sees below it."""
    lines = [
        f"**Rubric · {written.points:g} points** (for graders; the list is in the feedback too)",
        "",
    ]
    lines += [f"- {item}" for item in written.rubric]
    samples = (("full", written.full), ("half", written.half), ("no", written.none))
    for credit, answer in samples:
        lines += ["", f"**An answer with {credit} credit:**", "", answer]
    return "\n".join(lines)


def _notes(report: Report) -> str:
    lines = "\n".join(f"- {_literal(plain(note, 400))}" for note in report.notes)
    return f"**Notes on this file**\n\n{lines}"


def _literal(words: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|$~&" else sign for sign in words)


def _metadata(
    release: Notebook, report: Report, stamp: str, seeds: dict[str, str]
) -> dict[str, Any]:
    kit = {
        **release["metadata"][KIT],
        "stamp": stamp,
        "student": report.student,
        "graded": datetime.now(UTC).isoformat(timespec="seconds"),
        "cases": seeds,
        "notes": [plain(note, 400) for note in report.notes],
        "needs_attention": report.needs_attention,
    }
    return {**release["metadata"], KIT: kit}
