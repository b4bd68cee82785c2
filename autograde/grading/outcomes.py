"""What comes out of a cell or a question, as plain and capped values."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass, field
from typing import Literal

from autograde.grading.channel import plain
from autograde.grading.server import NUMBER

MESSAGE_CHARS = 2_000
FORGED = "it wrote to the grader's own channel"

Status = Literal["ok", "timeout", "killed"]


@dataclass(frozen=True)
class StudentError:
    """What a cell raised, in plain text; ``line`` counts from 1 within the cell."""

    type: str
    message: str
    line: int | None = None
    text: str = ""


@dataclass(frozen=True)
class CellOutcome:
    """How a cell ended; ``note`` says why it was stopped."""

    status: Literal["ok", "error", "timeout", "killed"]
    error: StudentError | None = None
    output: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """The complete replies in the order of the cases; ``note`` says why some are missing."""

    replies: list[bytes] = field(default_factory=list)
    status: Status = "ok"
    output: str = ""
    note: str = ""


def meaning(payload: bytes) -> tuple[Status, str]:
    """Say how a process ended: by itself, or by which signal.

    Parameters
    ----------
    payload : bytes
        What its parent said of it.

    Returns
    -------
    tuple of (str, str)
        Status and note.
    """
    if len(payload) != NUMBER.size:
        return "killed", FORGED
    (code,) = NUMBER.unpack(payload)
    if code == 0:
        return "ok", ""
    if code > 0:
        return "killed", f"the process ended itself with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = "unknown"
    return "killed", f"the process was ended by signal {-code} ({name})"


def student_error(payload: bytes) -> StudentError | None:
    """Read a cell's report, which student code may have forged: cap it, trust nothing in it.

    Parameters
    ----------
    payload : bytes

    Returns
    -------
    StudentError or None
        None if the cell ran through.

    Raises
    ------
    ValueError
        If it is no report.
    """
    try:
        report = json.loads(payload)
    except RecursionError as error:
        raise ValueError("not a report") from error
    if report is None:
        return None
    if not isinstance(report, list) or len(report) != 4:
        raise ValueError("not a report")
    kind, message, line, text = report
    if not all(isinstance(part, str) for part in (kind, message, text)):
        raise ValueError("not a report")
    if not isinstance(line, int) or isinstance(line, bool) or not 0 < line < 1 << 31:
        line = None
    return StudentError(_short(kind, 100), _short(message), line, _short(text, 500))


def _short(text: str, chars: int = MESSAGE_CHARS) -> str:
    """Cap a text and make it plain."""
    return plain(text if len(text) <= chars else text[:chars] + " ...")
