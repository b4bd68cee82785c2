"""Put a text and an assignment together: a notebook, not yet executed."""

from __future__ import annotations

from typing import Any

import nbformat.v4 as nb

from autograde.exercise import Assignment

from . import boxes
from .dropping import about, without_dropped
from .text import Part, Text, TextError, regions

KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def expand(text: Text, full: Assignment, kept: Assignment, version: str, url: str = "") -> Any:
    """The notebook of a text, not yet executed, and without the line that names its build.

    Parameters
    ----------
    text : Text
    full, kept : Assignment
        As in the registry, and with the course's changes: what `kept` lacks is left out.
    version : str
        The kit's.
    url : str
        Where pip finds cnn_lab; may be empty.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    TextError
        The text does not hold each exercise and question exactly once, or a cell that is kept
        uses or names what is dropped.
    """
    _check_names(text, full)
    cells: list[Any] = []
    for part in without_dropped(text, full, kept):
        cells += _cells(part, kept, version, url)
    metadata = {"kernelspec": dict(KERNEL), "cnn_kit": {"assignment": kept.id, "source": text.path}}
    notebook = nb.new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 5
    return notebook


def _check_names(text: Text, full: Assignment) -> None:
    """The text holds exactly the assignment's exercises and questions."""
    known = {
        "exercise": [exercise.id for exercise in full.exercises],
        "written": [written.id for written in full.written],
    }
    known["about"] = known["exercise"] + known["written"]
    for part in text.parts:
        named = [(part.marker, part.name)] if part.marker in ("exercise", "written") else []
        for marker, name in (*named, *(("about", name) for name in about(part))):
            if name not in known[marker]:
                raise text.error(
                    part,
                    f'{marker}="{name}": {full.id} has no such {_what(marker)}. '
                    f"Known: {', '.join(known[marker]) or 'none'}.",
                )
    for marker in ("exercise", "written"):
        there = {part.name for part in text.parts if part.marker == marker}
        for name in known[marker]:
            if name not in there:
                kind = "# %% [markdown]" if marker == "written" else "# %%"
                raise TextError(
                    f"{text.path}: the {_what(marker)} {name} of {full.id} is missing. "
                    f'Add a cell: {kind} {marker}="{name}"'
                )


def _what(marker: str) -> str:
    return {"exercise": "exercise", "written": "written question"}.get(
        marker, "exercise or question"
    )


def _cells(part: Part, kept: Assignment, version: str, url: str) -> list[Any]:
    """The cells of the notebook that one part of the text becomes."""
    if part.marker == "setup":
        return [boxes.setup(kept.id, version, url)]
    if part.marker == "exercise":
        exercise = next(e for e in kept.exercises if e.id == part.name)
        answer = boxes.solution(exercise, part.source)
        return [boxes.exercise_box(exercise), answer, boxes.check(exercise)]
    if part.marker == "written":
        written = next(w for w in kept.written if w.id == part.name)
        return [boxes.written_box(written), boxes.written_answer(written, _unmarked(part.source))]
    source = part.source
    if part.kind == "markdown":
        source = source.replace(boxes.PLAN, boxes.plan(kept))
    return [boxes.given(part.kind, source, part.id, part.tags)]


def _unmarked(source: str) -> str:
    """A sample answer without markers around the whole of it, which would show as headings."""
    lines = source.strip().splitlines()
    if regions(source) == [(1, len(lines))]:
        return "\n".join(lines[1:-1])
    return source
