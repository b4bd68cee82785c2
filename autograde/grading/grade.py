"""Grade one handed-in file: bytes in, report out.

Rebuild, run, ask, judge. The score comes from verdicts on values alone; no verdict is zero with a
reason; a file that cannot be graded needs attention and says why.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from autograde import registry
from autograde.course import Course

from . import secret
from .limits import Limits
from .reading import Handed, Unreadable, plain, read_file
from .rebuild import SOLUTION, Release, identify, read_release, rebuild
from .reports import Report
from .sandbox import Sandbox, SandboxError
from .session import Session, runs

MAX_NOTES = 60


class NotBuilt(Exception):
    """The course has no release to grade against; the message names the mend."""


class Grader:
    """Grades files of one course, one after another, in one prewarmed sandbox.

    Parameters
    ----------
    course : Course
    limits : Limits, optional
    isolate : bool, optional
        None uses bubblewrap where it works; see `Sandbox`.

    Raises
    ------
    NoSecret, NotBuilt
        The course is not ready for grading.
    """

    def __init__(
        self, course: Course, *, limits: Limits | None = None, isolate: bool | None = None
    ) -> None:
        self.course = course
        self.secret = secret.read(course.root)
        self.releases = read_releases(course.root)
        self.limits = limits or Limits()
        self.box = Sandbox(self.limits, isolate=isolate, ahead=True)

    def __enter__(self) -> Grader:
        self.box.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.box.__exit__(kind, error, trace)

    def grade_file(self, path: Path, student: str | None = None) -> Report:
        """Grade one file; `student` defaults to the file's stem."""
        name = student if student is not None else path.stem
        try:
            handed = read_file(path)
            release = self.releases[identify(handed, self.releases)]
            return self._grade(str(path), name, handed, release)
        except Unreadable as error:
            return Report(str(path), name, None, (f"needs attention: {error}",))
        except SandboxError as error:
            note = f"needs attention: it could not be run ({error}). Grade it again."
            return Report(str(path), name, None, (note,))
        except NotBuilt:
            raise
        except Exception as error:  # one file must not end the class
            note = f"needs attention: the grader itself failed on it ({type(error).__name__})."
            return Report(str(path), name, None, (note,))

    def _grade(self, file: str, student: str, handed: Handed, release: Release) -> Report:
        assignment = self.course.effective(registry.assignment(release.assignment))
        rebuilt = rebuild(handed, release)
        count = sum(map(runs, rebuilt.cells))
        if count > self.limits.cells:
            raise Unreadable(
                f"it has {count} code cells to run (limit={self.limits.cells}). "
                "Remove the extra ones and hand it in again."
            )
        notes = [*handed.notes, *_build_notes(handed, release), *rebuilt.notes]
        session = Session(
            self.box,
            lambda exercise: secret.seed(self.secret, assignment.id, student, exercise),
            lambda exercise: self.solution(assignment.id, exercise),
            assignment,
            rebuilt,
            self.limits.submission_seconds,
        )
        graded = session.grade(notes)
        if len(notes) > MAX_NOTES:
            notes[MAX_NOTES:] = [f"and {len(notes) - MAX_NOTES} notes more"]
        return Report(
            file, student, assignment.id, tuple(notes), graded, release.build, rebuilt.cells
        )

    def solution(self, assignment: str, exercise: str) -> str:
        """The instructor's own cell for an exercise, for follow-through."""
        path = self.course.root / "solutions" / assignment / f"{assignment}.ipynb"
        for released in read_release(path).cells:
            if released.role == SOLUTION and released.cell.grade_id == exercise:
                return released.cell.source
        raise NotBuilt(f"{path}: no solution of {exercise}. Run: python -m autograde build")


def read_releases(root: Path) -> dict[str, Release]:
    """Every release of the course; raises `NotBuilt` when there is none."""
    releases = {}
    for name in registry.ASSIGNMENTS:
        path = root / "notebooks" / name / f"{name}.ipynb"
        if path.is_file():
            releases[name] = read_release(path)
    if not releases:
        raise NotBuilt(f"{root / 'notebooks'}: no release. Run: python -m autograde build")
    return releases


def _build_notes(handed: Handed, release: Release) -> list[str]:
    """Say when a file answers another build than the one it is graded by."""
    if handed.build in (None, release.build):
        return []
    known = {cell.grade_id for cell in handed.cells}
    lost = [name for name in release.ids(SOLUTION) if name not in known]
    changed = f"; it has no {', '.join(lost)}" if lost else "; it has all of today's exercises"
    build = plain(handed.build, 60)
    return [f"released as build {build}, graded by build {release.build}{changed}"]
