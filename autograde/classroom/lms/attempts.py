"""Every attempt that was ever collected, and the one of them that is graded.

An attempt is `attempts/<assignment>/<student>/<UTC time>-<first 8 of its sha256>/<file>`, and is
never changed or removed. The chosen one is copied to `submitted/`, as nbgrader expects it.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nbgrader.utils import parse_utc

from autograde.classroom import folders

from .download import NOTEBOOK, OLDEST, regular
from .model import Choice, Refused

FOLDER = "attempts"
TIMESTAMP = "timestamp.txt"
NAMED = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{8}")
TIME = "%Y%m%dT%H%M%SZ"
MAX_NAME_BYTES = 150

Score = Callable[[Path, str], float | None]


@dataclass(frozen=True, order=True)
class Attempt:
    """One attempt of a student: when it was handed in, and the file."""

    time: datetime
    file: Path

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.file.parent.name

    def holds(self, data: bytes) -> bool:
        """Whether it is this very notebook."""
        return self.file.stat().st_size == len(data) and self.file.read_bytes() == data


class Desk:
    """One student's attempts at one assignment."""

    def __init__(self, root: Path, assignment: str, student: str) -> None:
        self.assignment = assignment
        self.student = student
        self.folder = root / FOLDER / assignment / student
        self.submission = folders.Submission(
            student, folders.folder(root, folders.SUBMITTED, student, assignment)
        )

    @property
    def submitted(self) -> Path:
        """The notebook that is graded."""
        return self.submission.folder / f"{self.assignment}{NOTEBOOK}"

    def attempts(self) -> list[Attempt]:
        """All attempts, the oldest first."""
        found = []
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            named = NAMED.fullmatch(folder.name)
            files = sorted(folder.glob(f"*{NOTEBOOK}")) if named else []
            with contextlib.suppress(ValueError):  # not a day of the calendar: not our folder
                if named and files:
                    time = datetime.strptime(named[1], TIME).replace(tzinfo=UTC)
                    found.append(Attempt(time, files[0]))
        return sorted(found)

    def keep(self, data: bytes, time: datetime, name: str) -> tuple[Attempt, bool]:
        """Keep a notebook as an attempt, and say whether it is new.

        It is not when the attempt before it, in time, is the same notebook: a later download
        holds it once more.
        """
        time = time.replace(microsecond=0)
        before = [one for one in self.attempts() if one.time <= time]
        if before and before[-1].holds(data):
            return before[-1], False
        digest = hashlib.sha256(data).hexdigest()[:8]
        attempt = Attempt(time, self.folder / f"{time.strftime(TIME)}-{digest}" / file_name(name))
        for one in before:
            if one.name == attempt.name:
                return one, False
        _write_folder(attempt.file, data)
        return attempt, True

    def adopt(self) -> Attempt | None:
        """Keep what lies in `submitted/` and is no attempt yet, or give None.

        Only a regular file can be kept, whatever its size; a link is replaced, its target stays.
        """
        path = folders.handed_in(self.submission, self.assignment)
        if path.is_symlink() or not path.is_file():
            return None
        data = path.read_bytes()
        if any(one.holds(data) for one in self.attempts()):
            return None
        return self.keep(data, self._time_of(path), path.name)[0]

    def choose(self, choice: Choice, score: Score | None) -> Attempt:
        """The attempt to grade; of equally good ones the later."""
        found = self.attempts()
        if choice is Choice.LAST or score is None or len(found) == 1:
            return found[-1]
        ranked = [(_number(score(one.file, self.student)), one) for one in found]
        return max(ranked)[1]

    def submit(self, attempt: Attempt, timestamp: str, earlier: str | None) -> bool:
        """Put an attempt into `submitted/`; say whether the notebook there was another one.

        The notebook is written last: where it is the attempt's, so is the time. A time that is
        not what collecting wrote there (`earlier`) is somebody's correction, and stays.
        """
        data = attempt.file.read_bytes()
        there = self._content(self.submitted)
        written = folders.timestamp(self.submission)
        if there != data or written is None or written == earlier:
            write_bytes(self.submission.folder / TIMESTAMP, timestamp.encode())
        if there != data:
            write_bytes(self.submitted, data)
        return there != data

    def _content(self, path: Path) -> bytes | None:
        try:
            return regular(path)
        except Refused:
            return None

    def _time_of(self, path: Path) -> datetime:
        """When a file in `submitted/` was handed in, as nbgrader reads it."""
        with contextlib.suppress(ValueError, OverflowError, TypeError, AttributeError):
            told: datetime = parse_utc(folders.timestamp(self.submission))
            return max(OLDEST, told.replace(tzinfo=UTC))
        return max(OLDEST, datetime.fromtimestamp(int(path.stat().st_mtime), UTC))


def nbgrader_time(time: datetime) -> str:
    """A time as nbgrader writes it into `timestamp.txt`."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def file_name(name: str) -> str:
    """A student's own name for a file, without what could trouble a file system."""
    stem = PurePosixPath(name).stem
    stem = "".join(c if c.isalnum() or c in " ._-()+@" else "_" for c in stem).strip(" .")
    while len(stem.encode()) > MAX_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem or 'notebook'}{NOTEBOOK}"


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file that stays whole as it was until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.new")
    try:
        partial.write_bytes(data)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _write_folder(file: Path, data: bytes) -> None:
    """Write a file in a folder of its own, which is there as a whole or not at all."""
    folder = file.parent
    partial = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        (partial / file.name).write_bytes(data)
        os.replace(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _number(score: float | None) -> float:
    return -1.0 if score is None or math.isnan(score) else score
