"""A mark for each cell of a built notebook, so that an edit by hand can be told later.

Both notebooks of a build carry the same list, `cnn_kit.digest`. One line a cell, in order: its id,
its points, and short digests of its settings, of its text in the solution and of its text in the
release. What programs rewrite when they open, save or release a notebook is not in it: outputs,
counts, layout, and the fields that nbgrader derives from others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DIGEST = "digest"
PARTS = ("solution", "release")
LENGTH = 10  # of a digest, in hexadecimal digits
DERIVED = ("points", "checksum", "cell_type", "schema_version")
NO_POINTS = "-"

Notebook = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """One cell as it was built: its id, its points, and digests of its settings and its text."""

    id: str
    points: str
    settings: str
    text: str


def marks_of(notebook: Notebook) -> list[Mark]:
    """The marks of a notebook's cells as they are now."""
    return [_mark(cell) for cell in notebook["cells"]]


def add_digest(solution: Notebook, released: Notebook) -> None:
    """Write into both notebooks of a build what was built."""
    pairs = zip(marks_of(solution), marks_of(released), strict=True)
    lines = [f"{a.id} {a.points} {a.settings} {a.text} {b.text}" for a, b in pairs]
    for notebook in (solution, released):
        notebook["metadata"]["cnn_kit"][DIGEST] = list(lines)


def built_marks(notebook: Notebook, part: str) -> list[Mark] | None:
    """The marks that the build wrote into a notebook.

    Parameters
    ----------
    notebook : mapping
        As JSON or as nbformat gives it.
    part : str
        "solution" or "release".

    Returns
    -------
    list of Mark or None
        None where there are none that can be read.
    """
    kit = notebook["metadata"].get("cnn_kit")
    lines = kit.get(DIGEST) if isinstance(kit, Mapping) else None
    if not isinstance(lines, list):
        return None
    words = [line.split(" ") if isinstance(line, str) else [] for line in lines]
    if not words or any(len(word) != 3 + len(PARTS) for word in words):
        return None
    place = 3 + PARTS.index(part)
    return [Mark(word[0], word[1], word[2], word[place]) for word in words]


def without_digest(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """A notebook's metadata, but for what is derived from its cells."""
    kit = metadata.get("cnn_kit")
    if not isinstance(kit, Mapping):
        return dict(metadata)
    return {**metadata, "cnn_kit": {key: kit[key] for key in kit if key != DIGEST}}


def _mark(cell: Mapping[str, Any]) -> Mark:
    metadata, text = cell["metadata"], "".join(cell["source"])
    grade = metadata.get("nbgrader", {})
    points = grade.get("points") if isinstance(grade, Mapping) else None
    settings = (cell["cell_type"], _settings(grade), sorted(map(str, metadata.get("tags", []))))
    return Mark(str(cell.get("id", "")), _number(points), _hash(settings), _hash([text]))


def _settings(grade: Any) -> Any:
    """What nbgrader's metadata says of a cell, beside its points; a flag that is off is no flag."""
    if not isinstance(grade, Mapping):
        return grade
    return {key: grade[key] for key in grade if key not in DERIVED and grade[key] is not False}


def _number(points: Any) -> str:
    """Points as people write them; whatever else stands there in one word."""
    if points is None:
        return NO_POINTS
    if isinstance(points, (int, float)):
        return f"{float(points):.12g}"
    return "_".join(str(points).split()) or NO_POINTS


def _hash(parts: Iterable[Any]) -> str:
    text = json.dumps(list(parts), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
