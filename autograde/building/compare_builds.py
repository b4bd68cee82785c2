"""What a fresh build would change: structure and text exactly, numbers and figures within rounding.

Processors differ in the last bits of sums, exponentials and antialiased pixels. So recorded values
are compared by value and figures by their decoded pixels; everything else must be equal. Outputs of
cells that the text tags as varying are not compared, here as in nbval.
"""

from __future__ import annotations

import base64
import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib.image
import nbformat
import numpy as np

from autograde.exercise import Assignment
from autograde.registry import ASSIGNMENTS

from . import recording, release
from .marks import without_digest
from .text import VARYING

MEND = "Run: make build"
STEP = 16 / 255  # a pixel differs when a channel does by more than this
SHARE = 5e-5  # of an image's pixels may differ
EMBEDDED = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]+)")


def differences(
    root: Path, assignment: str, registry: Mapping[str, Assignment] = ASSIGNMENTS
) -> list[str]:
    """What a fresh build of an assignment would change, one sentence for each file or cell.

    Parameters
    ----------
    root : Path
        The course's folder; nothing in it is changed.
    assignment : str
        Its id.
    registry : mapping of str to Assignment

    Raises
    ------
    BuildError, CourseError
        The assignment cannot be built at all.
    """
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary).resolve()
        release.make(root, stage, [assignment], lambda line: None, registry)
        found = list(_recorded_differences(root, stage, assignment))
        for path in (release.solution_path, release.release_path):
            found += _file_differences(path(root, assignment), path(stage, assignment), root)
    return found


def notebook_differences(old: Any, new: Any) -> list[str]:
    """What differs between two notebooks, each a few words that begin with the cell's id."""
    metadata = [without_digest(notebook.metadata) for notebook in (old, new)]
    if metadata[0] != metadata[1]:
        return [f"metadata: {_first_key(*metadata)}"]
    ids = [[cell.get("id", "") for cell in notebook.cells] for notebook in (old, new)]
    if ids[0] != ids[1]:
        return [_first_id(*ids)]
    pairs = zip(old.cells, new.cells, strict=True)
    cells = [f"cell {b.id}: {found}" for a, b in pairs if (found := _cell_difference(a, b))]
    if not cells and old.metadata != new.metadata:
        return ["metadata: its digest is not that of its cells"]
    return cells


def same_picture(old: str, new: str) -> bool:
    """Whether two PNG images, in base64, show the same but for rounding."""
    if old == new:
        return True
    try:
        first, second = (_pixels(text) for text in (old, new))
    except Exception:  # whatever the reader raises: it is not a picture that can be shown
        return False
    if first.shape != second.shape:
        return False
    differ = (np.abs(first - second) > STEP).any(axis=-1)
    return bool(differ.mean() <= SHARE)


def _recorded_differences(root: Path, stage: Path, assignment: str) -> Iterator[str]:
    name = f"{recording.FOLDER}/{assignment}.json"
    old, new = (recording.load(folder, assignment) for folder in (root, stage))
    assert new is not None
    if old is None:
        there = recording.path(root, assignment).exists()
        yield f"{name}: it {'cannot be read' if there else 'is missing'}. {MEND}"
        return
    found = recording.same_recorded(old, new)
    if found:
        yield f"{name}: {found}. {MEND}"
    elif old.build != new.build:
        yield f"{name}: it is of build {old.build}, not {new.build}. {MEND}"


def _file_differences(old: Path, new: Path, root: Path) -> list[str]:
    name = old.relative_to(root).as_posix()
    try:
        current = nbformat.read(old, as_version=nbformat.NO_CONVERT)
        nbformat.validate(current)
    except FileNotFoundError:
        return [f"{name}: it is missing. {MEND}"]
    except Exception as error:  # nbformat hands on what JSON, Unicode or its schema raised
        return [f"{name}: it is no notebook ({type(error).__name__}). {MEND}"]
    fresh = nbformat.read(new, as_version=nbformat.NO_CONVERT)
    return [f"{name}, {found}. {MEND}" for found in notebook_differences(current, fresh)]


def _cell_difference(old: Any, new: Any) -> str | None:
    for key in ("cell_type", "source", "metadata"):
        if old[key] != new[key]:
            return f"its {key.replace('_', ' ')} differs"
    if old.get("execution_count") != new.get("execution_count"):
        return "its execution count differs"
    if VARYING in new.metadata.get("tags", ()):
        return None
    outputs = old.get("outputs", []), new.get("outputs", [])
    if len(outputs[0]) != len(outputs[1]):
        return f"it has {len(outputs[0])} outputs, a fresh build has {len(outputs[1])}"
    pairs = zip(*outputs, strict=True)
    return next((found for a, b in pairs if (found := _output_difference(a, b))), None)


def _output_difference(old: Any, new: Any) -> str | None:
    data = [dict(output.get("data", {})) for output in (old, new)]
    if {**old, "data": None} != {**new, "data": None} or list(data[0]) != list(data[1]):
        return "its output differs"
    for mime in data[0]:
        a, b = data[0][mime], data[1][mime]
        same = same_picture(a, b) if mime == "image/png" else _same_text(a, b)
        if not same:
            what = "figure" if mime == "image/png" else f"{mime} output"
            return f"its {what} differs"
    return None


def _same_text(old: Any, new: Any) -> bool:
    """Equal, but for pictures embedded in it, which are compared by their pixels."""
    if old == new or not isinstance(old, str) or not isinstance(new, str):
        return bool(old == new)
    pictures = EMBEDDED.findall(old), EMBEDDED.findall(new)
    if EMBEDDED.sub("", old) != EMBEDDED.sub("", new) or len(pictures[0]) != len(pictures[1]):
        return False
    return all(map(same_picture, *pictures))


def _pixels(text: str) -> np.ndarray[Any, Any]:
    """An image's channels from 0 to 1, shape (height, width, channels)."""
    pixels = matplotlib.image.imread(io.BytesIO(base64.b64decode(text)), format="png")
    return np.atleast_3d(pixels).astype(np.float64)


def _first_key(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    names = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
    return f"{names[0]} is {old.get(names[0])}, a fresh build has {new.get(names[0])}"


def _first_id(old: list[str], new: list[str]) -> str:
    for id_ in new:
        if id_ not in old:
            return f"cell {id_}: it is missing"
    for id_ in old:
        if id_ not in new:
            return f"cell {id_}: no such cell is built"
    return "its cells are in another order"
