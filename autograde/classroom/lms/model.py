"""What collecting and returning say, and the rules that all of it shares."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograde import registry

MAX_NAME = 1_000
SAFE_ID = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9._@-]{0,63}")


class Source(StrEnum):
    """Where a download comes from."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    FOLDER = "folder"


class Choice(StrEnum):
    """Which of a student's attempts is graded."""

    LAST = "last"
    BEST = "best"


class LmsError(Exception):
    """Nothing more can be collected or returned; the message names the mend."""


class Refused(Exception):
    """One entry of a download may not be used; the message says why."""


@dataclass(frozen=True)
class Matched:
    """A student whose upload was found.

    `name` is the upload's name in the download, `attempt` the file that was chosen out of
    `attempts`; `added` says that this download brought a new one, and `replaced` that the file in
    `submitted/` is another one than before.
    """

    student: str
    name: str
    attempt: Path
    attempts: int
    added: bool
    replaced: bool


@dataclass(frozen=True)
class Unmatched:
    """An upload that needs a person: its name, why, and whose it is where that is known."""

    name: str
    reason: str
    student: str | None = None


@dataclass(frozen=True)
class Collected:
    """What became of a download.

    `absent` are the students of the roster of whom there is no attempt at all, in this download
    or an earlier one.
    """

    assignment: str
    source: Source
    matched: tuple[Matched, ...]
    unmatched: tuple[Unmatched, ...]
    notes: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """The archives that were written, whose feedback they hold, and who has none yet."""

    paths: tuple[Path, ...]
    returned: tuple[str, ...]
    without_feedback: tuple[str, ...]
    notes: tuple[str, ...]


def check_assignment(assignment: str) -> None:
    """Raise `LmsError` unless the course kit knows the assignment."""
    if assignment not in registry.ASSIGNMENTS:
        known = ", ".join(registry.ASSIGNMENTS)
        raise LmsError(f"there is no assignment {assignment!r}. Known: {known}.")


def unsafe_id(student: str) -> str | None:
    """Why a student's id cannot be the name of a folder, or None."""
    if SAFE_ID.fullmatch(student):
        return None
    return (
        "the student's id cannot be the name of a folder: 1 to 64 letters, digits or . _ @ - are "
        "needed, the first one no dot or dash. Change it in the roster"
    )


def unsafe_name(name: str) -> str | None:
    """Why the name of an entry in a download is not to be trusted, or None."""
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name):
        return "its name holds control characters"
    if len(name) > MAX_NAME:
        return f"its name has {len(name)} characters (limit={MAX_NAME})"
    if "\\" in name or re.match("[A-Za-z]:", name):
        return "its name is a Windows path"
    if any(part in ("", ".", "..") for part in name.split("/")):  # "/x" begins with an empty part
        return "its name leads out of the archive"
    return None


@contextlib.contextmanager
def clear_faults(doing: str) -> Iterator[None]:
    """Turn a fault of the file system into an `LmsError` that names the file."""
    try:
        yield
    except OSError as error:
        where = error.filename if error.filename is not None else "a file"
        why = error.strerror or type(error).__name__
        raise LmsError(
            f"{where}: {why}. {doing} stopped there; what is done so far is kept. "
            "Mend it (space, permissions, a file in the way of a folder) and run it again."
        ) from error
