"""Reading a notebook file with nothing but the standard library, and refusing bad ones kindly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 50 << 20


class NotebookError(Exception):
    """The file cannot be used; the text names it and says what to do."""


@dataclass(frozen=True)
class Cell:
    """One cell: "code", "markdown" or "raw"; its text; its nbgrader id, or an empty text."""

    kind: str
    text: str
    grade_id: str
    written: bool


def read(path: Path) -> list[Cell]:
    """Read a notebook's cells.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of Cell

    Raises
    ------
    NotebookError
        There is no such file, or it is no notebook that Jupyter of today writes.
    """
    return [_cell(path, cell) for cell in _cells(path, _parsed(path))]


def _parsed(path: Path) -> Any:
    if path.is_dir():
        raise NotebookError(f"{path} is a folder: name the .ipynb file in it.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{size >> 20} MB, and {MAX_BYTES >> 20} MB is the limit"
            raise NotebookError(f"{path} is too large ({limit}): clear its outputs and save it.")
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotebookError(f"{path} does not exist: check the name and the folder.") from None
    except UnicodeDecodeError:
        raise NotebookError(f"{path} is not UTF-8 text: save it again from Jupyter.") from None
    except (ValueError, RecursionError):
        raise NotebookError(f"{path} is no notebook (not JSON): save it from Jupyter.") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise NotebookError(f"{path} cannot be read ({why}): check its rights.") from None


def _cells(path: Path, notebook: Any) -> list[Any]:
    if not isinstance(notebook, dict):
        raise NotebookError(f"{path} is no notebook: save it again from Jupyter.")
    version = notebook.get("nbformat")
    if "worksheets" in notebook or (type(version) is int and version < 4):
        raise NotebookError(
            f"{path} has an old notebook format ({version}): open it in Jupyter and save it."
        )
    if version != 4:
        raise NotebookError(f"{path} is no notebook of format 4: save it again from Jupyter.")
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise NotebookError(f"{path} has no cells: save it again from Jupyter.")
    if not cells:
        raise NotebookError(f"{path} is an empty notebook: open the one that you worked in.")
    return cells


def _cell(path: Path, cell: Any) -> Cell:
    source = cell.get("source", "") if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotebookError(f"{path} has a damaged cell: save it again from Jupyter.")
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = nbgrader if isinstance(nbgrader, dict) else {}
    kind, grade_id = cell.get("cell_type"), marks.get("grade_id")
    written = kind == "markdown" and marks.get("solution") is True
    return Cell(str(kind), source, grade_id if isinstance(grade_id, str) else "", written)
