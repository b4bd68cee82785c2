"""Hand-ins that are odd as files: links, pipes, strange names, strange JSON, ten thousand cells."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .edits import Cell, Edit, Sheets, code, each, named, slug
from .papers import Notebook, Row

MANY = 10_000
FILE_NAMES = {
    "control characters": "\x1b[2J\x1b]0;hacked\x07two\nlines \u202e.. <b>[red] & $(id)",
    "no UTF-8": "caf\udce9",
    "250 letters": "x" * 249,
}
NO_CELLS: tuple[Any, ...] = (
    7,
    None,
    "text",
    [],
    [{"cell_type": "code", "source": ""}],
    {},
    {"cell_type": ["code"], "source": ""},
    {"cell_type": "code", "source": [1, 2]},
    {"cell_type": "code", "source": {"0": "9.0"}},
    {"cell_type": "markdown", "source": None, "metadata": None, "id": {}},
)


def rows(sheets: Sheets, root: Path, neighbour: Path) -> list[Row]:
    """Every row on files."""
    return [
        *_json(sheets),
        *(_oddly_named(sheets, kind, name) for kind, name in FILE_NAMES.items()),
        Row("a link to the gradebook", _link(root / "gradebook.db"), None),
        Row("a link to /dev/zero", _link(Path("/dev/zero")), None),
        Row("a link to another student's file", _link(neighbour), None),
        Row("a link to itself", _link(Path("itself.ipynb")), None),
        Row("a pipe", _pipe, None),
        Row("a folder named like a notebook", _folder, None),
        Row("a hard link", _hard_link(sheets), sheets.full),
    ]


def hand_in(row: Row, target: Path) -> None:
    """Hand a row in under another name: links, pipes and folders as what they are.

    Nothing is there afterwards where the row's file does not exist.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder:
        made = row.make(Path(folder))
        if os.path.lexists(made):
            os.rename(made, target)


def _json(sheets: Sheets) -> list[Row]:
    empty_text = {"cell_type": "markdown", "metadata": {}, "source": ""}
    numbers = each(lambda _, cell: cell.update(source=[1, 2, 3]), named("correlate1d"))
    assigns = [code(f"x{i} = {i}") for i in range(MANY)]
    many = sheets.right("ten thousand code cells", _added(assigns))
    table = sheets.right("cells in a table instead of a list", _tabled)
    return [
        sheets.right("ten thousand empty text cells", _added([empty_text] * MANY)),
        sheets.right("ten thousand empty code cells", _added([code("\n")] * MANY)),
        Row(many.name, many.make, None),
        sheets.right("format 4.99", lambda notebook: notebook.update(nbformat_minor=99)),
        Row(table.name, table.make, None),
        sheets.right("cells of wrong types beside the answers", _added(list(NO_CELLS))),
        sheets.right("an answer as a list of numbers", numbers, ["correlate1d"]),
    ]


def _added(cells: list[Cell]) -> Edit:
    """With cells at the start, and as many again at the end."""

    def edit(notebook: Notebook) -> None:
        half = len(cells) // 2
        notebook["cells"] = [*cells[:half], *notebook["cells"], *cells[half:]]

    return edit


def _tabled(notebook: Notebook) -> None:
    notebook["cells"] = {str(i): cell for i, cell in enumerate(notebook["cells"])}


def _oddly_named(sheets: Sheets, kind: str, name: str) -> Row:
    row = sheets.right(f"file name: {kind}", lambda notebook: None)

    def write(folder: Path) -> Path:
        plain = row.make(folder)
        try:
            return plain.rename(folder / f"{name}.ipynb")
        except (OSError, UnicodeError):  # not every file system has such names
            return plain

    return Row(row.name, write, row.score)


def _link(target: Path) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / f"link_{slug(target.stem)}.ipynb"
        path.symlink_to(path.name if target.name == "itself.ipynb" else target)
        return path

    return write


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.ipynb"
    os.mkfifo(path)
    return path


def _folder(folder: Path) -> Path:
    path = folder / "folder.ipynb"
    path.mkdir()
    (path / "folder.ipynb").write_text("{}", encoding="utf-8")
    return path


def _hard_link(sheets: Sheets) -> Callable[[Path], Path]:
    """A file that has a second name: copies and backups make such, so it is graded."""

    def write(folder: Path) -> Path:
        other, path = folder / "backup of a notebook", folder / "hard_link.ipynb"
        other.write_text(json.dumps(sheets.paper.filled(sheets.paper.answers)), encoding="utf-8")
        path.hardlink_to(other)
        return path

    return write
