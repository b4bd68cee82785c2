"""Read a handed-in file, whatever it is, into plain cells; or say in one sentence why not."""

from __future__ import annotations

import json
import os
import stat
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .attached import inlined

MAX_BYTES = 50 << 20
MAX_CELLS = 20_000
MAX_CELL_TEXT = 1 << 20
MAX_PROSE = 16 << 20  # a photograph of a derivation lies in the text of its cell
MAX_CODE = 1 << 20
MAX_PARTS = 3_000_000


class Unreadable(Exception):
    """A file that cannot be graded as it is; the message names the file's fault and the mend."""


@dataclass(frozen=True)
class Cell:
    """One cell as plain text, with every id that it may still carry."""

    kind: str
    source: str
    grade_id: str | None = None
    cell_id: str | None = None


@dataclass(frozen=True)
class Handed:
    """A handed-in notebook: its cells, what its metadata says, and what was odd in reading it."""

    cells: tuple[Cell, ...]
    assignment: str | None
    build: str | None
    notes: tuple[str, ...]


def read_file(path: Path) -> Handed:
    """Read a notebook from a file.

    Raises
    ------
    Unreadable
        No regular file, too large, not UTF-8, not JSON, not a notebook.
    """
    return read_bytes(file_bytes(path))


def read_bytes(data: bytes) -> Handed:
    """Read a notebook from bytes that anybody may have written; raises `Unreadable`."""
    notebook = _parse(data)
    notes: list[str] = []
    version = notebook.get("nbformat")
    if type(version) is int and version == 3:
        notebook = _upgrade(notebook)
        notes.append("the notebook had the old format 3; it was converted")
    elif version != 4:
        raise Unreadable(
            f"it cannot be read as a notebook: nbformat is {plain(str(version)[:20])}, "
            "4 is expected. Open it in JupyterLab and save it again."
        )
    raw = notebook.get("cells")
    if not isinstance(raw, list) or not raw:
        raise Unreadable("it has no cells. Hand in the notebook that holds the answers.")
    if len(raw) > MAX_CELLS:
        raise Unreadable(f"it has {len(raw)} cells (limit={MAX_CELLS}). Remove the extra ones.")
    cells = list(_cells(raw))
    code = sum(len(cell.source) for cell in cells if cell.kind == "code")
    if code > MAX_CODE:
        raise Unreadable(
            f"its code cells hold {code >> 20} MB of text (limit={MAX_CODE >> 20} MB). "
            "Remove what is no answer, and hand it in again."
        )
    if len(cells) < len(raw):
        notes.append(f"{len(raw) - len(cells)} damaged cells were left out")
    kit = _dict(_dict(notebook.get("metadata")).get("cnn_kit"))
    return Handed(tuple(cells), _id(kit.get("assignment")), _id(kit.get("build")), tuple(notes))


def plain(text: object, limit: int = 200) -> str:
    """Somebody's text, safe to print on one line: no control characters, capped."""
    kept = (c if unicodedata.category(c)[0] != "C" else " " for c in str(text)[: 4 * limit])
    flat = " ".join("".join(kept).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def file_bytes(path: Path) -> bytes:
    """The bytes of a regular file under the size limit; raises `Unreadable`."""
    try:
        # O_NOFOLLOW: a link may lead to a file that its owner could not read.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise Unreadable("there is no such file. Check the name and the folder.") from None
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else (error.strerror or "unknown").lower()
        raise Unreadable(f"it cannot be opened: {reason}. Hand in the file itself.") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unreadable("it is not a regular file. Hand in the notebook itself.")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > MAX_BYTES:
            raise Unreadable(
                f"it is too large: {status.st_size >> 20} MB (limit={MAX_BYTES >> 20} MB). "
                "Clear all outputs, save, and hand it in again."
            )
        return file.read(MAX_BYTES + 1)


def _parse(data: bytes) -> dict[str, Any]:
    if not data.strip():
        raise Unreadable("it is empty. Save the notebook and hand it in again.")
    if data.count(b"{") + data.count(b"[") > MAX_PARTS:
        raise Unreadable("it has too many parts. Clear all outputs, save, and hand it in again.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"it is not UTF-8 text (byte {error.start}). Save it again in JupyterLab."
        ) from None
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(
            "it is not a notebook: its text is not JSON. Hand in the .ipynb file, not an export."
        ) from None
    if not isinstance(notebook, dict):
        raise Unreadable("it is not a notebook: JSON, but no notebook. Hand in the .ipynb file.")
    return notebook


def _upgrade(notebook: dict[str, Any]) -> dict[str, Any]:
    worksheets = notebook.get("worksheets")
    for sheet in worksheets if isinstance(worksheets, list) else []:
        cells = _dict(sheet).get("cells")
        if isinstance(cells, list) and len(cells) > MAX_CELLS:
            raise Unreadable(
                f"it has {len(cells)} cells (limit={MAX_CELLS}). Remove the extra ones."
            )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import nbformat  # takes a second, and only old notebooks need it

            return dict(nbformat.convert(nbformat.from_dict(notebook), 4))
    except Exception:
        raise Unreadable(
            "it has the old format 3 and cannot be converted. Open it in JupyterLab and save it."
        ) from None


def _cells(raw: list[Any]) -> Iterator[Cell]:
    """The cells that are not damaged; their pictures, as far as there is room for them."""
    room = MAX_PROSE
    for one in raw:
        cell = _cell(one, room)
        if cell is not None:
            room -= len(cell.source) if cell.kind == "markdown" else 0
            yield cell


def _cell(raw: Any, room: int) -> Cell | None:
    """A cell, or None when it is damaged."""
    if not isinstance(raw, dict) or raw.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    source = raw.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    limit = MAX_CELL_TEXT if raw["cell_type"] == "code" else MAX_PROSE
    if not isinstance(source, str) or len(source) > limit:
        return None
    if raw["cell_type"] == "markdown":
        source = inlined(source, _dict(raw.get("attachments")), room)
    source = source.encode("utf-8", "replace").decode()  # halves of characters cannot be stored
    grade = _dict(_dict(raw.get("metadata")).get("nbgrader"))
    return Cell(raw["cell_type"], source, _id(grade.get("grade_id")), _id(raw.get("id")))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 200 else None
