"""What is remembered of every student between collecting and returning.

`attempts/<assignment>/manifest.json` holds for each student, under `returns`, for each source the
id by which the LMS knows the student, the upload's name in the newest download and what a
feedback file's name must begin with; under `attempts`, where each attempt came from; and the last
`timestamp` that was written to `submitted/`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .attempts import FOLDER, write_bytes
from .model import LmsError, Source, unsafe_id, unsafe_name

NAME = "manifest.json"
VERSION = 1
COLLECTED = "collected"  # the origin of an attempt that lay in submitted/ before


@dataclass(frozen=True)
class Return:
    """Where a student's feedback goes. `time` is that of the download, in UTC."""

    key: str
    name: str
    back: str
    time: str


@dataclass(frozen=True)
class Origin:
    """Where an attempt came from, and whether the LMS marked it as late."""

    source: str
    name: str
    late: bool = False


@dataclass
class Record:
    """All that is remembered of one student."""

    returns: dict[Source, Return] = field(default_factory=dict)
    attempts: dict[str, Origin] = field(default_factory=dict)
    timestamp: str | None = None


@dataclass
class Manifest:
    """What is remembered of one assignment."""

    path: Path
    assignment: str
    students: dict[str, Record] = field(default_factory=dict)

    def record(self, student: str) -> Record:
        """A student's record, a new one where there was none."""
        return self.students.setdefault(student, Record())

    def remember(self, student: str, source: Source, new: Return) -> list[str]:
        """Remember where feedback goes, if it is no older download; give who had it before."""
        before = []
        for other, record in self.students.items():
            there = record.returns.get(source)
            if other != student and there is not None and there.key == new.key:
                del record.returns[source]
                before.append(other)
        returns = self.record(student).returns
        if source not in returns or returns[source].time <= new.time:
            returns[source] = new
        return before

    def write(self) -> None:
        """Write it, whole or not at all."""
        table = {
            "version": VERSION,
            "assignment": self.assignment,
            "students": {name: asdict(self.students[name]) for name in sorted(self.students)},
        }
        text = json.dumps(table, indent=1, ensure_ascii=False) + "\n"
        write_bytes(self.path, text.encode())


def read(root: Path, assignment: str) -> Manifest:
    """Read an assignment's manifest; it is empty where nothing was collected yet.

    Raises
    ------
    LmsError
        There is one, and it cannot be understood.
    """
    path = root / FOLDER / assignment / NAME
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        if table["version"] != VERSION or table["assignment"] != assignment:
            raise ValueError(f"version {VERSION} for {assignment} is expected")
        students = {name: _record(name, row) for name, row in table["students"].items()}
    except FileNotFoundError:
        return Manifest(path, assignment)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise LmsError(
            f"{path}: it cannot be understood ({type(error).__name__}: {error}). Move it away and "
            "collect the downloads again; the attempts stay."
        ) from None
    return Manifest(path, assignment, students)


def _record(student: str, row: dict[str, Any]) -> Record:
    returns = {Source(name): Return(**one) for name, one in row["returns"].items()}
    texts = [text for one in returns.values() for text in asdict(one).values()]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{student}: text is expected in returns")
    fault = unsafe_id(student) or next(filter(None, map(_unsafe_return, returns.values())), None)
    if fault:
        raise ValueError(f"{student!r}: {fault}")
    attempts = {name: Origin(**one) for name, one in row["attempts"].items()}
    return Record(returns, attempts, row["timestamp"])


def _unsafe_return(one: Return) -> str | None:
    return unsafe_name(one.back.removesuffix("/") or "-")
