"""Edits in built notebooks that the next build would undo: found, and told where they belong.

What lies there is compared with what was built last and with what this build would write. A cell
that differs from the first was edited. If it equals the second, the edit has been carried over to
the text or to `course.toml`, and nothing is lost. A notebook that does not say what was built, as
an older kit wrote it, counts as unchanged only if its cells are those that this build writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from autograde.course import NAME as COURSE

from .marks import NO_POINTS, Mark, built_marks, marks_of
from .text import Text

SHOWN = 12  # cells of one file that a message lists
MEND = (
    "Nothing was replaced. Put each edit where it belongs, or delete the file to discard it; "
    "then build again."
)


@dataclass(frozen=True)
class Edit:
    """A cell that was edited: its id, how, and its points now if these were changed."""

    cell: str
    how: str
    points: str = ""


def undone(old: Path, fresh: Path, name: str, part: str, text: Text) -> str | None:
    """What a build would undo in one notebook, as a message; None when there is nothing.

    Parameters
    ----------
    old : Path
        The notebook in its place, if there is one.
    fresh : Path
        What would replace it.
    name : str
        How the message calls it.
    part : str
        "solution" or "release".
    text : Text
        The assignment's text, for the lines to which edits belong.
    """
    if not old.exists():
        return None
    try:
        now = _read(old)
        marks, built = marks_of(now), built_marks(now, part)
    except Exception as error:  # whatever JSON, Unicode or a cell of another shape raised
        return (
            f"{name} cannot be read as a notebook ({type(error).__name__}): edits in it might be "
            "lost. Mend it, for example by your version control."
        )
    new = marks_of(_read(fresh))
    found = list(edits(built or new, marks, new))
    if not found:
        return None
    said = (
        "was edited after it was built, and this build would undo that:"
        if built
        else "does not say what was built (an older kit wrote it), and this build would change it:"
    )
    lines = [f"  cell {edit.cell}: {edit.how}. {_where(edit, text)}" for edit in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(f"  and {len(found) - SHOWN} cells more")
    return "\n".join((f"{name} {said}", *lines))


def edits(built: Sequence[Mark], now: Sequence[Mark], new: Sequence[Mark]) -> Iterator[Edit]:
    """The cells that were edited since they were built, and that are not as the new build has them.

    Parameters
    ----------
    built, now, new : sequence of Mark
        As the last build wrote them, as they are, and as this build would write them.
    """
    before, after = _by_id(built), _by_id(new)
    seen: set[str] = set()
    for mark in now:
        old = before.get(mark.id) if mark.id not in seen else None
        if mark not in (old, after.get(mark.id)) or mark.id in seen:
            yield _edit(old, mark)
        seen.add(mark.id)
    for id_ in before:
        if id_ not in seen and id_ in after:
            yield Edit(id_, "deleted")
    order = list(dict.fromkeys(mark.id for mark in now if mark.id in before))
    if _moved(order, new):
        yield from (Edit(id_, "moved") for id_ in _moved(order, built))


def _read(path: Path) -> dict[str, Any]:
    """A notebook as it is: nbformat would give a copied cell another id."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _by_id(marks: Sequence[Mark]) -> dict[str, Mark]:
    return {mark.id: mark for mark in marks}


def _edit(old: Mark | None, mark: Mark) -> Edit:
    """In what a cell differs from what was built."""
    if old is None:
        return Edit(mark.id or "(without an id)", "added")
    points = old.points != mark.points
    how = [f"points {_shown(old.points)} → {_shown(mark.points)}"] if points else []
    if old.text != mark.text:
        how.append("text changed")
    if old.settings != mark.settings:
        how.append("type, nbgrader settings or tags changed")
    return Edit(mark.id, ", ".join(how), mark.points if points else "")


def _shown(points: str) -> str:
    return "none" if points == NO_POINTS else points


def _moved(order: list[str], marks: Sequence[Mark]) -> list[str]:
    """The cells that stand elsewhere than in a list of marks, as far as both have them."""
    there = {mark.id for mark in marks}
    now = [id_ for id_ in order if id_ in there]
    then = [mark.id for mark in marks if mark.id in set(now)]
    blocks = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
    in_place = {id_ for block in blocks for id_ in now[block.b : block.b + block.size]}
    return [id_ for id_ in now if id_ not in in_place]


def _where(edit: Edit, text: Text) -> str:
    """Where an edit belongs."""
    assignment = Path(text.path).stem
    owner = edit.cell.removeprefix("check-").removeprefix("box-")
    names = {part.name for part in text.parts if part.marker in ("exercise", "written")}
    section = f'[assignments."{assignment}"]'
    if edit.how == "deleted" and owner in names:
        return f'To leave it out: {COURSE}, {section} drop = ["{owner}"]'
    said = []
    if edit.points == "0":
        said.append(f'To leave it out: {COURSE}, {section} drop = ["{owner}"]')
    elif edit.points and owner in names:
        said.append(f"Points belong in {COURSE}: {section} points = {{ {owner} = {edit.points} }}")
    if not edit.points or "," in edit.how:
        said.append(_place(edit, text, owner, names))
    return ". ".join(said)


def _place(edit: Edit, text: Text, owner: str, names: set[str]) -> str:
    """The line of the text, or what else a cell is made from."""
    if edit.how == "added":
        return f"Write it into {text.path}"
    if edit.cell != owner and owner in names:
        return f"The build writes this cell, from the exercise in autograde/exercises and {COURSE}"
    if edit.cell in ("setup", "built-from"):
        return f"The build writes this cell; put what you want to say or run into {text.path}"
    return f"Change {text.path}, line {text.line(edit.cell)}"
