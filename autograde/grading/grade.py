"""Grade one handed-in file: bytes in, report out.

Rebuild, run, ask, judge. The score comes from verdicts on values alone; no verdict is zero with a
reason; a file that cannot be graded needs attention and says why.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import TracebackType

from autograde import registry
from autograde.course import Course
from autograde.exercise import Assignment, Exercise
from cnn_lab import report
from cnn_lab.cases import encode_case
from cnn_lab.diagnosis import Verdict
from cnn_lab.rules import broken_rule

from . import judge, secret
from .definitions import definitions
from .limits import Limits
from .outcomes import CellOutcome
from .reading import Handed, Unreadable, plain, read_file
from .rebuild import (
    OWN,
    SETUP,
    SOLUTION,
    Rebuilt,
    Release,
    Released,
    identify,
    read_release,
    rebuild,
)
from .reports import Graded, Report
from .run import Run
from .sandbox import Sandbox, SandboxError

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
        self.box = Sandbox(self.limits, isolate=isolate)

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
        count = sum(map(_runs, rebuilt.cells))
        if count > self.limits.cells:
            raise Unreadable(
                f"it has {count} code cells to run (limit={self.limits.cells}). "
                "Remove the extra ones and hand it in again."
            )
        notes = [*handed.notes, *_build_notes(handed, release), *rebuilt.notes]
        session = _Session(self, assignment, student, rebuilt)
        graded = session.grade(notes)
        if len(notes) > MAX_NOTES:
            notes[MAX_NOTES:] = [f"and {len(notes) - MAX_NOTES} notes more"]
        return Report(
            file, student, assignment.id, tuple(notes), graded, release.build, rebuilt.written
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


class _Session:
    """The grading of one file."""

    def __init__(
        self, grader: Grader, assignment: Assignment, student: str, rebuilt: Rebuilt
    ) -> None:
        self.grader = grader
        self.assignment = assignment
        self.student = student
        self.rebuilt = rebuilt
        self.seconds = grader.limits.submission_seconds

    def grade(self, notes: list[str]) -> tuple[Graded, ...]:
        """Grade every exercise, then follow through where an earlier answer stands in the way."""
        graded: dict[str, Graded] = {}
        with self.grader.box.run() as run:
            outcomes = self._run_cells(run, self.rebuilt.cells, notes)
            for exercise in self.assignment.exercises:
                graded[exercise.id] = self._grade_exercise(run, exercise, outcomes)
            self.seconds = run.left
        for exercise in self.assignment.exercises:
            graded[exercise.id] = self._follow_through(exercise, graded)
        return tuple(graded.values())

    def _run_cells(
        self, run: Run, cells: tuple[Released, ...], notes: list[str] | None
    ) -> dict[str, CellOutcome]:
        """Run setup, answers and the student's own cells; never demo or check cells."""
        outcomes = {}
        for released in cells:
            cell = released.cell
            if not _runs(released):
                continue
            outcome = run.cell(cell.source)
            if released.role == SOLUTION and cell.grade_id:
                outcomes[cell.grade_id] = outcome
            if outcome.status == "ok":
                continue
            done = outcome.error.line or 0 if outcome.error else 0
            rest = definitions(cell.source, after=done)
            if rest and not run.dead:
                run.cell(rest)
            if notes is not None:
                name = cell.grade_id or ("setup" if released.role == SETUP else "an added cell")
                then = "; what it defines was kept" if rest else ""
                notes.append(f"{plain(name, 60)}: {_outcome(outcome)}{then}")
        return outcomes

    def _grade_exercise(
        self, run: Run, exercise: Exercise, outcomes: dict[str, CellOutcome]
    ) -> Graded:
        for source in self.rebuilt.defining(exercise.id):
            name = broken_rule(source, exercise.forbidden)
            if name is not None:
                verdict = judge.forbidden(exercise, name)
                return _graded(exercise, verdict, report.reason(verdict))
        outcome = outcomes.get(exercise.id)
        verdict, output, missing = self._ask(run, exercise)
        if missing:
            verdict = judge.without_function(exercise, outcome, self._empty(exercise.id))
            return _graded(exercise, verdict, _no_function(exercise.id, verdict, outcome))
        return _graded(exercise, verdict, report.reason(verdict), output)

    def _ask(self, run: Run, exercise: Exercise) -> tuple[Verdict, str, bool]:
        """Ask one function for its answers to fresh cases, and judge them here."""
        key = self.grader.secret
        cases = exercise.fresh(secret.seed(key, self.assignment.id, self.student, exercise.id))
        answer = run.ask([encode_case(case) for case in cases])
        return judge.judge(exercise, cases, answer), answer.output, judge.missing(answer)

    def _follow_through(self, exercise: Exercise, graded: dict[str, Graded]) -> Graded:
        """Where an earlier answer failed, ask once more with the instructor's in its place.

        What runs then is never shown: no prints, exceptions or values, only the verdict.
        """
        first = graded[exercise.id]
        broken = [e for e in exercise.builds_on if e in graded and graded[e].status != "passed"]
        if not broken or first.status in ("passed", "not_started", "forbidden"):
            return first
        if self.seconds <= 0:
            return first
        with self.grader.box.run() as run:
            run.left = self.seconds
            self._run_cells(run, self._with_solutions(set(broken)), None)
            verdict, _, missing = self._ask(run, exercise)
            self.seconds = run.left
        if missing or verdict.score <= first.score:
            return first
        verdict = replace(verdict, failure=None, tell="")  # both may carry what ran there
        return _graded(exercise, verdict, _stood_in(verdict, broken), first.output)

    def _with_solutions(self, names: set[str]) -> tuple[Released, ...]:
        """The cells with the instructor's answers in place of some, and once more at the end.

        A student may have defined the function a second time.
        """
        cells = []
        for c in self.rebuilt.cells:
            if c.role == SOLUTION and c.cell.grade_id in names:
                source = self.grader.solution(self.assignment.id, str(c.cell.grade_id))
                c = replace(c, cell=replace(c.cell, source=source))
            cells.append(c)
        return (*cells, *(c for c in cells if c.role == SOLUTION and c.cell.grade_id in names))

    def _empty(self, exercise: str) -> bool:
        sources = [c.cell.source for c in self.rebuilt.cells if c.cell.grade_id == exercise]
        lines = "\n".join(sources).splitlines()
        return not any(line.strip() and not line.strip().startswith("#") for line in lines)


def _runs(released: Released) -> bool:
    return released.cell.kind == "code" and released.role in (SETUP, SOLUTION, OWN)


def _stood_in(verdict: Verdict, names: list[str]) -> str:
    """The reason after follow-through: nothing that student code could have written."""
    known = verdict.status == "passed" or verdict.mistake or verdict.unwritten
    if known:
        return report.words.followed_through(verdict, names)
    earlier = " and ".join(names)
    return f"Judged again with a right {earlier} in place of yours: it is right in part."


def _graded(exercise: Exercise, verdict: Verdict, reason: str, output: str = "") -> Graded:
    mistake = verdict.mistake.name if verdict.mistake else None
    return Graded(
        exercise.id,
        float(exercise.points),
        verdict.score,
        verdict.status,
        mistake,
        reason,
        verdict,
        output,
    )


def _build_notes(handed: Handed, release: Release) -> list[str]:
    """Say when a file answers another build than the one it is graded by."""
    if handed.build in (None, release.build):
        return []
    known = {cell.grade_id for cell in handed.cells}
    lost = [name for name in release.ids(SOLUTION) if name not in known]
    changed = f"; it has no {', '.join(lost)}" if lost else "; it has all of today's exercises"
    build = plain(handed.build, 60)
    return [f"released as build {build}, graded by build {release.build}{changed}"]


def _outcome(outcome: CellOutcome) -> str:
    """What became of a cell, in a few words."""
    if outcome.error is not None:
        where = f" in line {outcome.error.line}" if outcome.error.line else ""
        return f"{outcome.error.type}{where}: {outcome.error.message}"[:300]
    return f"{outcome.note or outcome.status}; it was left out"


def _no_function(exercise: str, verdict: Verdict, outcome: CellOutcome | None) -> str:
    if verdict.status == "not_started":
        return "the cell is empty"
    if outcome is None or outcome.status == "ok":
        return f"no function called {exercise} is defined: keep the name that was given"
    return f"its cell did not run to its end: {_outcome(outcome)}"
