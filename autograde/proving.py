"""Prove an exercise by itself: right answers pass, every mistake is caught under its own name.

Every function is pure and returns what it found: problems as sentences of the form
"file: what is wrong; how to mend it". `python -m autograde verify` and the tests call them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograde.exercise import Exercise
from autograde.proving_pairs import Pairs, file_of, of_pairs, pairs_of, verdict_of
from cnn_lab.budgets import advice
from cnn_lab.cases import Case, encode_case
from cnn_lab.diagnosis import Verdict, diagnose
from cnn_lab.sheets import Sheet

VISIBLE = "the visible cases"


@dataclass(frozen=True)
class Proof:
    """What proving one exercise found; it holds when there are no problems."""

    exercise: str
    problems: tuple[str, ...]
    seeds: int
    mistakes: int
    pairs: Pairs


@dataclass(frozen=True)
class Trial:
    """One set of cases with all that the mistakes give there, and the verdict on each mistake."""

    where: str
    sheet: Sheet
    verdicts: tuple[Verdict, ...]


def prove(exercise: Exercise, seeds: Sequence[bytes], *, most_pairs: int | None = None) -> Proof:
    """Prove one exercise on its visible cases and on fresh ones.

    Parameters
    ----------
    exercise : Exercise
    seeds : sequence of bytes
        One fresh set of cases is drawn and proved for each.
    most_pairs : int, optional
        Also prove the pairs of compatible mistakes, on the visible cases: so many, or all.

    Returns
    -------
    Proof
    """
    problems = [*of_structure(exercise), *of_draws(exercise, seeds), *of_budget(exercise)]
    trials = [trial(exercise, VISIBLE, exercise.visible())]
    for seed in seeds:
        trials.append(trial(exercise, f"the cases of seed {seed!r}", exercise.fresh(seed)))
    for one in trials:
        problems += of_answers(exercise, one)
        problems += of_mistakes(exercise, one)
    problems += of_failing_kinds(exercise, trials)
    pairs = Pairs()
    if most_pairs != 0:
        pairs = pairs_of(exercise, trials[0].sheet, most_pairs)
        problems += of_pairs(exercise, pairs)
    unique = tuple(dict.fromkeys(problems))
    return Proof(exercise.id, unique, len(seeds), len(exercise.mistakes), pairs)


def trial(exercise: Exercise, where: str, cases: list[Case]) -> Trial:
    """Let every mistake answer some cases."""
    sheet = replace(exercise.sheet(cases), wrong=exercise.wrong(cases))
    return Trial(where, sheet, tuple(diagnose(sheet, list(row)) for row in sheet.wrong))


def of_structure(exercise: Exercise) -> Iterator[str]:
    """What the declaration itself must hold: hints, right answers, credit, unique names."""
    at = f"{file_of(exercise)}: {exercise.id}"
    if len(exercise.hints) != 3 or not all(hint.strip() for hint in exercise.hints):
        yield f"{at}: it needs three hints that are not empty; write nudge, idea, almost there"
    if len(exercise.right) < 2:
        yield f"{at}: it has fewer than two right answers besides the reference; add another way"
    credit = sum(kind.credit for kind in exercise.kinds)
    if abs(credit - exercise.points) > 1e-9 or any(kind.credit <= 0 for kind in exercise.kinds):
        yield (
            f"{at}: the credit of its kinds is {credit:g} for {exercise.points:g} points; "
            "make the credits positive, with the points as their sum"
        )
    for what, names in (
        ("kinds", [kind.name for kind in exercise.kinds]),
        ("mistakes", [mistake.name for mistake in exercise.mistakes]),
    ):
        double = sorted({name for name in names if names.count(name) > 1})
        if double:
            yield f"{at}: two {what} are called {double[0]!r}; rename one"
    for mistake in exercise.mistakes:
        if not (mistake.name.strip() and mistake.says.strip() and mistake.step.strip()):
            yield f"{at}: the mistake {mistake.name!r} lacks a text; fill in name, says and step"


def of_draws(exercise: Exercise, seeds: Sequence[bytes]) -> Iterator[str]:
    """Kinds hold base cases, always as many; the same seed draws the same, another one others."""
    at = f"{file_of(exercise)}: {exercise.id}"
    drawn = [exercise.fresh(seed) for seed in seeds]
    for kind in exercise.kinds:
        counts = {sum(one.kind == kind.name for one in cases) for cases in drawn}
        if len(counts) > 1:
            yield f"{at}: kind {kind.name!r} has a varying number of cases; fix its draw"
        for cases in drawn[:1]:
            if all(one.isolating for one in cases if one.kind == kind.name):
                yield f"{at}: kind {kind.name!r} has no base case; draw one that isolates nothing"
    texts = [_numbers(cases) for cases in drawn]
    if seeds and _numbers(exercise.fresh(seeds[0])) != texts[0]:
        yield f"{at}: one seed drew two different sets of cases; draw numbers from Draw alone"
    if len(seeds) > 1 and texts[0] == texts[1]:
        yield f"{at}: two seeds drew the same cases; draw their numbers from Draw"


def of_budget(exercise: Exercise) -> Iterator[str]:
    """A work budget notices one of the right answers, which loops, and lets another one be."""
    if exercise.budget is None:
        return
    said = [advice(exercise.budget, {exercise.id: answer}) for answer in exercise.right]
    at = f"{file_of(exercise)}: {exercise.id}"
    if not any(said):
        yield f"{at}: its work budget notices none of the right answers; add one that loops"
    if all(said):
        yield f"{at}: its work budget notices every right answer; add one without a loop"


def of_answers(exercise: Exercise, tried: Trial) -> Iterator[str]:
    """Right answers earn all; a stub, an answer that only raises, and one of None earn nothing."""
    at, where, sheet = f"{file_of(exercise)}: {exercise.id}", tried.where, tried.sheet
    for answer in (exercise.reference, *exercise.right):
        verdict = verdict_of(exercise, sheet, answer)
        if verdict.status != "passed" or verdict.score != sheet.points:
            name = getattr(answer, "__name__", "reference")
            yield f"{at}: the right answer {name} fails {_in(verdict)} ({where}); mend one of them"
    if (status := verdict_of(exercise, sheet, stub).status) != "not_started":
        yield f"{at}: the untouched stub is {status!r} in {where}; it must be 'not_started'"
    for what, answer in (
        ("an untouched stub", stub),
        ("an answer that always raises ValueError", always_raising),
        ("an answer that always returns None", returning_nothing),
    ):
        if score := verdict_of(exercise, sheet, answer).score:
            yield (
                f"{at}: {what} earns {score:g} points in {where}; "
                "let every kind hold a case that it fails"
            )


def of_mistakes(exercise: Exercise, tried: Trial) -> Iterator[str]:
    """Every mistake fails, loses points, and is named exactly and by its own name."""
    at, where = f"{file_of(exercise)}: {exercise.id}", tried.where
    for mistake, verdict in zip(exercise.mistakes, tried.verdicts, strict=True):
        if verdict.status == "passed":
            yield (
                f"{at}: the mistake {mistake.name!r} passes {where}; "
                "add a case in which it shows, or delete it"
            )
        elif verdict.score >= tried.sheet.points:
            yield f"{at}: the mistake {mistake.name!r} loses no points; give its kind some credit"
        given = verdict.mistake.name if verdict.mistake else None
        if verdict.status != "passed" and (given != mistake.name or not verdict.named):
            yield (
                f"{at}: the mistake {mistake.name!r} is named {given!r} in {where}; "
                "add a case that tells them apart, or merge the two"
            )


def of_failing_kinds(exercise: Exercise, trials: Sequence[Trial]) -> Iterator[str]:
    """Each mistake fails the same kinds whatever the numbers, so every way in scores the same."""
    for i, mistake in enumerate(exercise.mistakes):
        passed = [set(one.verdicts[i].passed) for one in trials]
        varying = set().union(*passed).difference(set(passed[0]).intersection(*passed))
        if varying:
            yield (
                f"{file_of(exercise)}: {exercise.id}: the mistake {mistake.name!r} fails kind "
                f"{min(varying)!r} for some numbers only; force what tells it in that kind's draw"
            )


def stub(*args: Any) -> Any:
    """What a student starts from."""
    raise NotImplementedError


def always_raising(*args: Any) -> Any:
    """An answer that only ever refuses."""
    raise ValueError("no")


def returning_nothing(*args: Any) -> None:
    """An answer that forgets to return."""


def _numbers(cases: list[Case]) -> list[bytes]:
    return [encode_case(one) for one in cases]


def _in(verdict: Verdict) -> str:
    failure = verdict.failure
    if failure is None:
        return "everywhere"
    return f"in {failure.case.label!r}: {failure.difference.what}"
