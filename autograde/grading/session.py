"""Grade one rebuilt notebook: run its cells, ask its functions, judge the replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from autograde.exercise import Assignment, Exercise
from cnn_lab import report
from cnn_lab.diagnosis import Verdict

from . import judge
from .outcomes import Answer, CellOutcome
from .playing import Played, in_words, play
from .question import Question
from .rebuild import OWN, SETUP, SOLUTION, Rebuilt, Released
from .reports import Graded
from .run import Run
from .sandbox import Sandbox

T = TypeVar("T")


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
        self.solution = solution
        self.assignment = assignment
        self.rebuilt = rebuilt
        self.seconds = seconds
        self.questions = {
            exercise.id: Question(exercise, seeds(exercise.id), rebuilt.defining(exercise.id))
            for exercise in assignment.exercises
        }

    def grade(self, notes: list[str]) -> tuple[Graded, ...]:
        """Grade every exercise, then follow through where an earlier answer stands in the way."""
        played, graded = self._in_a_run(self.rebuilt.cells, self._ask_all)
        notes += played.notes
        for exercise in self.assignment.exercises:
            graded[exercise.id] = self._follow_through(exercise, graded)
        return tuple(graded[exercise.id] for exercise in self.assignment.exercises)

    def _in_a_run(
        self, cells: Sequence[Released], ask: Callable[[Run, Played], T]
    ) -> tuple[Played, T]:
        """Run setup, answers and the student's own cells, never demo or check cells; then ask.

        The cells run all in one process. If that goes wrong, everything is done once more, with
        each cell in a process of its own.
        """
        for careful in (False, True):
            with self.box.run() as run:
                run.left = self.seconds
                run.chores += [question.prepare for question in self.questions.values()]
                run.chores += [question.expect for question in self.questions.values()]
                played = play(run, [cell for cell in cells if runs(cell)], careful)
                found = ask(run, played)
                died = run.dead
            self.seconds = run.left
            if not died or self.seconds <= 0:
                break
        return played, found

    def _ask_all(self, run: Run, played: Played) -> dict[str, Graded]:
        """Ask for every answer; while one is worked out, judge the last and prepare the next."""
        graded: dict[str, Graded] = {}

        def grade(question: Question, answer: Answer) -> None:
            graded[question.exercise.id] = self._judge(question, answer, played.outcomes)

        for question in self.questions.values():
            if question.rule is None:
                answer = run.ask(question.request)
                run.chores.append(partial(grade, question, answer))
            else:
                verdict = judge.forbidden(question.exercise, question.rule)
                graded[question.exercise.id] = _graded(
                    question.exercise, verdict, report.reason(verdict)
                )
        return graded

    def _judge(
        self, question: Question, answer: Answer, outcomes: dict[str, CellOutcome]
    ) -> Graded:
        """Judge the answer to one exercise, here and not in the sandbox."""
        exercise = question.exercise
        if judge.missing(answer):
            outcome = outcomes.get(exercise.id)
            verdict = judge.without_function(exercise, outcome, self._empty(exercise.id))
            return _graded(exercise, verdict, _no_function(exercise.id, verdict, outcome))
        verdict = judge.judge(exercise, question.sheet, answer)
        return _graded(exercise, verdict, report.reason(verdict), answer.output)

    def _follow_through(self, exercise: Exercise, graded: dict[str, Graded]) -> Graded:
        """Where an earlier answer failed, ask once more with the instructor's in its place.

        What runs then is never shown: no prints, exceptions or values, only the verdict.
        """
        first = graded[exercise.id]
        broken = [e for e in exercise.builds_on if e in graded and graded[e].status != "passed"]
        if not broken or first.status in ("passed", "forbidden"):
            return first
        if self.seconds <= 0 or exercise.id in self.rebuilt.untouched:
            return first
        question = self.questions[exercise.id]
        cells = self._with_solutions(set(broken))
        _, answer = self._in_a_run(cells, lambda run, _: run.ask(question.request))
        if judge.missing(answer):
            return first
        verdict = judge.judge(exercise, question.sheet, answer)
        if verdict.score <= first.score:
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


def _no_function(exercise: str, verdict: Verdict, outcome: CellOutcome | None) -> str:
    if verdict.status == "not_started":
        return "the cell is empty"
    if outcome is None or outcome.status == "ok":
        return f"no function called {exercise} is defined: keep the name that was given"
    return f"its cell did not run to its end: {in_words(outcome)}"
