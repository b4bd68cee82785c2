"""Grade one rebuilt notebook: run its cells, ask its functions, judge the replies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from autograde.exercise import Assignment, Exercise
from cnn_lab import report
from cnn_lab.cases import encode_case
from cnn_lab.diagnosis import Verdict
from cnn_lab.rules import broken_rule

from . import judge
from .definitions import definitions
from .outcomes import CellOutcome
from .reading import plain
from .rebuild import OWN, SETUP, SOLUTION, Rebuilt, Released
from .reports import Graded
from .run import Run
from .sandbox import Sandbox


class Session:
    """The grading of one file.

    Parameters
    ----------
    box : Sandbox
    seeds : callable
        Gives the seed of the hidden cases of an exercise, by its id.
    solution : callable
        Gives the instructor's own cell for an exercise, for follow-through.
    assignment : Assignment
        With the course's points.
    rebuilt : Rebuilt
    seconds : float
        For everything that runs, follow-through included.
    """

    def __init__(
        self,
        box: Sandbox,
        seeds: Callable[[str], bytes],
        solution: Callable[[str], str],
        assignment: Assignment,
        rebuilt: Rebuilt,
        seconds: float,
    ) -> None:
        self.box = box
        self.seeds = seeds
        self.solution = solution
        self.assignment = assignment
        self.rebuilt = rebuilt
        self.seconds = seconds

    def grade(self, notes: list[str]) -> tuple[Graded, ...]:
        """Grade every exercise, then follow through where an earlier answer stands in the way."""
        graded: dict[str, Graded] = {}
        with self.box.run() as run:
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
            if not runs(released):
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
        cases = exercise.fresh(self.seeds(exercise.id))
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
        with self.box.run() as run:
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
                source = self.solution(str(c.cell.grade_id))
                c = replace(c, cell=replace(c.cell, source=source))
            cells.append(c)
        return (*cells, *(c for c in cells if c.role == SOLUTION and c.cell.grade_id in names))

    def _empty(self, exercise: str) -> bool:
        sources = [c.cell.source for c in self.rebuilt.cells if c.cell.grade_id == exercise]
        lines = "\n".join(sources).splitlines()
        return not any(line.strip() and not line.strip().startswith("#") for line in lines)


def runs(released: Released) -> bool:
    """Whether a cell is run for grading: setup, answers and the student's own."""
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
