"""A fresh run of a notebook, top to bottom: what is missing before it is handed in."""

from __future__ import annotations

import builtins
import contextlib
import io
import linecache
import os
import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import memory
from .cases import raised
from .checking import Result, assignment_of, check_all
from .notebook import Cell, NotebookError, read
from .report.phrases import one_line
from .report.words import error_text
from .running import Kept

EMPTY = "YOUR ANSWER HERE"


@dataclass(frozen=True)
class Readiness:
    """What a fresh run found: the check of all exercises, what is missing, and what is odd."""

    result: Result
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def ready(path: Path) -> Readiness:
    """Run a notebook's code cells in a fresh namespace and look for what is missing.

    Parameters
    ----------
    path : Path
        The notebook. It is not changed.

    Raises
    ------
    NotebookError
        The file cannot be used.
    KeyboardInterrupt
        Somebody stopped it; the text says where.
    """
    cells = read(path)
    missing, notes = [], []
    namespace = _namespace()
    with _stage(path.resolve().parent):
        for number, cell in enumerate((c for c in cells if c.kind == "code"), 1):
            trouble, note = _run(number, cell, namespace)
            missing += trouble
            notes += note
        recorded = assignment_of(namespace)
        if recorded is None:
            raise NotebookError(
                f"{path} has no exercise of this course: name the notebook that you worked in."
            )
        result = check_all(namespace)
    if result.status == "stopped":
        raise KeyboardInterrupt(result.text)
    missing += _unfinished(result)
    missing += _unanswered(cells)
    notes += _ids(cells, [sheet.exercise for sheet in recorded.sheets])
    return Readiness(result, tuple(missing), tuple(notes))


def _namespace() -> dict[str, Any]:
    """What a notebook's cells expect to find."""
    return {
        "__name__": "__main__",
        "__builtins__": builtins,
        "display": lambda *args, **kwargs: None,
        "get_ipython": lambda: None,
    }


@contextlib.contextmanager
def _stage(folder: Path) -> Iterator[None]:
    """The notebook's own folder, no screen, no keyboard, nothing printed, nothing kept."""
    before, path, stdin = os.getcwd(), list(sys.path), sys.stdin
    backend = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "agg"
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.stdin = io.StringIO()
    silent = Kept()
    try:
        with (
            contextlib.redirect_stdout(silent),
            contextlib.redirect_stderr(silent),
            warnings.catch_warnings(),
            memory.muted(),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        os.chdir(before)
        sys.path[:], sys.stdin = path, stdin
        if backend is None:
            os.environ.pop("MPLBACKEND", None)
        else:
            os.environ["MPLBACKEND"] = backend


def _run(number: int, cell: Cell, namespace: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Run one cell; sentences on how it failed and on lines that were left out."""
    name, text, notes = f"<cell {number}>", cell.text, []
    try:
        try:
            code = compile(text, name, "exec")
        except SyntaxError:
            text, left_out = _without_magics(text)
            if left_out:
                notes.append(f"{_called(number, cell)}: lines for Jupyter were left out (% ! ?).")
            code = compile(text, name, "exec")
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        exec(code, namespace)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"stopped while running {_called(number, cell)}") from None
    except BaseException as error:
        seen = raised(error)
        where = f" at {one_line(seen.where, 200)}" if seen.where else ""
        return [f"{_called(number, cell)} fails: {error_text(seen)}{where}"], notes
    return [], notes


def _called(number: int, cell: Cell) -> str:
    """A cell as the student knows it: its number among the code cells and its first line."""
    lines = [line for line in cell.text.splitlines() if line.strip()]
    return f"code cell {number} ({one_line(lines[0], 40)})" if lines else f"code cell {number}"


def _without_magics(text: str) -> tuple[str, bool]:
    """A cell without the lines that only Jupyter understands, its line numbers kept."""
    if text.lstrip().startswith("%%"):
        return "", True
    pattern = re.compile(r"^([ \t]*)(?:[%!?].*|.*\?)$", re.MULTILINE)
    kept = pattern.sub(r"\1pass", text)
    return kept, kept != text


def _unfinished(result: Result) -> list[str]:
    """Exercises that do not pass all visible cases."""
    return [
        f"{row.title}: {row.says} ({row.points}, visible cases {row.cases})"
        for row in result.rows
        if row.status != "passed"
    ]


def _unanswered(cells: list[Cell]) -> list[str]:
    """Written answers that still hold nothing but the place for them."""
    found = []
    for cell in cells:
        placeholder = cell.kind == "markdown" and EMPTY in cell.text
        if (cell.written or placeholder) and not cell.text.replace(EMPTY, "").strip(" *_#\n\t"):
            found.append(f"the written answer {cell.grade_id or '(id lost)'} is still empty")
    return found


def _ids(cells: list[Cell], exercises: list[str]) -> list[str]:
    """Ids that an editor dropped, and ids that occur twice."""
    ids = [cell.grade_id for cell in cells if cell.grade_id]
    lost = [exercise for exercise in exercises if exercise not in ids]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    notes = []
    if lost:
        names = ", ".join(lost)
        notes.append(f"the ids of {names} were lost; your functions are found by their def lines.")
    if twice:
        notes.append(f"the ids {', '.join(twice)} occur twice: delete the copied cells.")
    return notes
