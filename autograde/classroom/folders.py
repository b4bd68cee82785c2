"""Where a course's submissions, graded notebooks and feedback lie, as nbgrader lays them out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SUBMITTED, AUTOGRADED, FEEDBACK = "submitted", "autograded", "feedback"
# What nbgrader's exchange puts beside a submission, and needs again to give feedback back.
COMPANIONS = ("timestamp.txt", "submission_secret.txt")
MAX_COMPANION = 1000


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    folder: Path


def folder(root: Path, step: str, student: str, assignment: str) -> Path:
    """The folder of one student's assignment at one step."""
    return root / step / student / assignment


def graded_path(root: Path, student: str, assignment: str) -> Path:
    """The graded notebook of a student."""
    return folder(root, AUTOGRADED, student, assignment) / f"{assignment}.ipynb"


def feedback_path(root: Path, student: str, assignment: str) -> Path:
    """The feedback page of a student."""
    return folder(root, FEEDBACK, student, assignment) / f"{assignment}.html"


def submissions(root: Path, assignment: str) -> list[Submission]:
    """Everybody's folder in `submitted/` for an assignment, by the student's name."""
    folders = (root / SUBMITTED).glob(f"*/{assignment}")
    found = [Submission(path.parent.name, path) for path in folders if path.is_dir()]
    return sorted(found, key=lambda one: one.student)


def handed_in(submission: Submission, assignment: str) -> Path:
    """The file to grade in a student's folder.

    It is the one of the assignment's own name, whether it is there or not, unless there is exactly
    one notebook of another name.
    """
    named = submission.folder / f"{assignment}.ipynb"
    others = [path for path in submission.folder.glob("*.ipynb") if not path.name.startswith(".")]
    return others[0] if len(others) == 1 and not os.path.lexists(named) else named


def timestamp(submission: Submission) -> str | None:
    """When it was handed in, as nbgrader's `timestamp.txt` says."""
    return (_small_text(submission.folder / COMPANIONS[0]) or "").strip() or None


def copy_companions(source: Path, target: Path) -> None:
    """Copy what the exchange needs from one step's folder to the next."""
    for name in COMPANIONS:
        text = _small_text(source / name)
        if text is not None:
            with replacing(target / name, text):
                pass


def _small_text(path: Path) -> str | None:
    """A small regular file's text; links are not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return file.read(MAX_COMPANION).decode("utf-8", "replace")


@contextmanager
def replacing(path: Path, text: str) -> Iterator[None]:
    """Write a file, which takes the old one's place only when the block has succeeded."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.new")
    partial.unlink(missing_ok=True)
    try:
        partial.write_text(text, encoding="utf-8")
        yield
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Take links, pipes and devices out of a submission's folder; a copy would follow them.

    A notebook that is a link stays: the grader refuses it by name.
    """
    for path in _below(folder):
        mode = path.lstat().st_mode
        odd = not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
        if odd and path.suffix != ".ipynb":
            path.unlink()


def _below(folder: Path) -> list[Path]:
    """Everything below a folder, the folders before what they hold; not through links."""
    found: list[Path] = []
    waiting = [folder]
    while waiting:  # no recursion: students nest folders as deep as they like
        inside = [Path(entry.path) for entry in os.scandir(waiting.pop())]
        found += inside
        waiting += [path for path in inside if stat.S_ISDIR(path.lstat().st_mode)]
    return found


def keep_only(folder: Path, names: tuple[str, ...]) -> None:
    """Delete everything else from a folder of graded files."""
    for path in reversed(_below(folder) if folder.is_dir() else []):
        if path.parent == folder and path.name in names:
            continue
        if stat.S_ISDIR(path.lstat().st_mode):
            path.rmdir()
        else:
            path.unlink()
