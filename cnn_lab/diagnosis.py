"""From observations to a verdict: what passed, what is the first wrong thing, which mistake it is.

The named mistake is the known one that gives exactly what the answer gave, in every case; failing
that, the one that explains most of the things that fail ("at least"); failing that, a tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from .cases import Case, Observation
from .compare import Difference, agree, compare
from .sheets import Mistake, Sheet
from .tells import tell
from .values import Raises, Value

Wrong = Callable[[int, int], Observation]


@dataclass(frozen=True)
class Failure:
    """One case that is not right: what was seen, what was expected, how they differ first."""

    case: Case
    number: int
    judged: int
    difference: Difference
    got: Observation
    expected: Observation


@dataclass(frozen=True)
class Verdict:
    """What is known of an answer.

    `status` is passed, partial, failed, not_started, error, timeout or killed. `score` counts the
    kinds in `passed`, out of `points`. `named` is True when `mistake` explains every case; when it
    explains only most failing ones, it is False. `tell` is used only when no mistake fits. The
    status "forbidden" has the forbidden name as `rule`; see `forbidden`. `stopped` is the case in
    which a run ended early.
    """

    status: str
    score: float
    points: float
    passed: tuple[str, ...]
    right: int
    total: int
    unwritten: tuple[str, ...] = ()
    failure: Failure | None = None
    mistake: Mistake | None = None
    named: bool = False
    tell: str = ""
    rule: str = ""
    stopped: Case | None = None


def diagnose(
    sheet: Sheet,
    observations: list[Observation],
    *,
    ended: str = "ok",
    wrong: Wrong | None = None,
) -> Verdict:
    """Judge an answer's observations and name its mistake.

    Parameters
    ----------
    sheet : Sheet
    observations : list of observations
        In the order of `sheet.cases`; shorter when the run ended early.
    ended : str
        "ok", or why the run ended early: "timeout" or "killed".
    wrong : callable, optional
        Gives an entry of `sheet.wrong`, by the numbers of the mistake and of the case, when it has
        to be computed; called only for a wrong answer.
    """
    failures = [_failure(sheet, i, got) for i, got in enumerate(observations)]
    bad = {i for i, failure in enumerate(failures) if failure is not None}
    bad |= set(range(len(observations), len(sheet.cases)))
    unwritten = {i for i in bad if i < len(observations) and _unwritten(observations[i])}
    failed_kinds = {sheet.cases[i].kind for i in bad}
    passed = tuple(kind.name for kind in sheet.kinds if kind.name not in failed_kinds)
    shown = [f for i, f in enumerate(failures) if f and i not in unwritten]
    first = min(shown, key=_effort, default=None)
    started = {i: observations[i] for i in range(len(observations)) if i not in unwritten}
    mistake, named = None, False
    if first is not None and (wrong or sheet.wrong):
        mistake, named = _name(sheet, started, bad - unwritten, wrong or _recorded(sheet))
    return Verdict(
        status=_status(sheet, failures, bad, unwritten, passed, ended),
        score=_score(sheet, passed),
        points=sheet.points,
        passed=passed,
        right=len(sheet.cases) - len(bad),
        total=len(sheet.cases),
        unwritten=_kinds_of(sheet, unwritten),
        failure=first,
        mistake=mistake,
        named=named,
        tell=tell(first.expected[first.judged], first.got[first.judged])
        if first and not mistake
        else "",
        stopped=sheet.cases[len(observations)] if len(observations) < len(sheet.cases) else None,
    )


def forbidden(sheet: Sheet, rule: str) -> Verdict:
    """The verdict on an answer that uses a name which its exercise forbids."""
    return Verdict("forbidden", 0.0, sheet.points, (), 0, len(sheet.cases), rule=rule)


def _failure(sheet: Sheet, i: int, got: Observation) -> Failure | None:
    """The first difference in one case."""
    case, expected = sheet.cases[i], sheet.expected[i]
    if not isinstance(got, tuple) or len(got) != len(expected):
        got = (got,) * len(expected)
    for place, (right, seen) in enumerate(zip(expected, got, strict=True)):
        difference = compare(right, seen, case.rtol, case.atol)
        if difference is not None:
            return Failure(case, i, place, difference, got, expected)
    return None


def _effort(failure: Failure) -> tuple[bool, bool, bool, int]:
    """How hard it is to learn from a failure by hand; the easiest one is shown.

    Full cases come before isolating ones, values before exceptions, arrays before single entries,
    small inputs before large ones.
    """
    right = failure.expected[failure.judged]
    size = sum(getattr(arg, "size", 1) for call in failure.case.calls for arg in call.args)
    single = getattr(right, "size", 1) < 2
    return failure.case.isolating, isinstance(right, Raises), single, size


def _unwritten(got: Observation) -> bool:
    first = got[0] if isinstance(got, tuple) and got else None
    return isinstance(first, Raises) and "NotImplementedError" in first.types


def _kinds_of(sheet: Sheet, numbers: set[int]) -> tuple[str, ...]:
    kinds = {sheet.cases[i].kind for i in numbers}
    return tuple(kind.name for kind in sheet.kinds if kind.name in kinds)


def _score(sheet: Sheet, passed: tuple[str, ...]) -> float:
    """Points for the kinds that passed; credits are shares of the exercise's points."""
    total = sum(kind.credit for kind in sheet.kinds)
    earned = sum(kind.credit for kind in sheet.kinds if kind.name in passed)
    return float(round(sheet.points * earned / total, 4))


def _status(
    sheet: Sheet,
    failures: list[Failure | None],
    bad: set[int],
    unwritten: set[int],
    passed: tuple[str, ...],
    ended: str,
) -> str:
    if not bad:
        return "passed"
    if ended != "ok":
        return ended
    if len(unwritten) == len(sheet.cases):
        return "not_started"
    if passed or (unwritten and bad == unwritten):
        return "partial"
    shown = [f for i, f in enumerate(failures) if f and i not in unwritten]
    raised = all(isinstance(f.got[f.judged], Raises) for f in shown)
    return "error" if raised else "failed"


def _recorded(sheet: Sheet) -> Wrong:
    """What the mistakes give, from the sheet itself."""
    return lambda mistake, case: sheet.wrong[mistake][case]


def _name(
    sheet: Sheet,
    started: dict[int, Observation],
    bad: set[int],
    wrong: Wrong,
) -> tuple[Mistake | None, bool]:
    """The mistake that gives what the answer gave: everywhere, else in most failing things."""
    telling = sorted(started, key=lambda i: i not in bad)
    for m, mistake in enumerate(sheet.mistakes):
        if bad and all(_same(sheet.cases[i], wrong(m, i), started[i]) for i in telling):
            return mistake, True
    things = list(_things(sheet, started))
    wrong_things = [thing for thing in things if not thing[-1]]
    right_things = [thing for thing in things if thing[-1]]
    best, best_rank = None, (0, 0, 0)
    for m, mistake in enumerate(sheet.mistakes):
        matches = [_matches(sheet, i, p, wrong(m, i)[p], v) for i, p, v, _ in wrong_things]
        explained, exactly = sum(same for _, same in matches), sum(exact for exact, _ in matches)
        if not explained or (explained, exactly) < best_rank[:2]:
            continue
        agrees = [_matches(sheet, i, p, wrong(m, i)[p], v) for i, p, v, _ in right_things]
        rank = (explained, exactly, sum(same for _, same in agrees))
        if rank > best_rank:
            best, best_rank = mistake, rank
    return best, False


def _things(
    sheet: Sheet, started: dict[int, Observation]
) -> Iterator[tuple[int, int, Value, bool]]:
    """Every judged thing: its case, its place there, what was got, and whether that is right.

    An exception counts once, though it stands in every place of its case.
    """
    for i, got in started.items():
        case, expected = sheet.cases[i], sheet.expected[i]
        seen = got if isinstance(got, tuple) and len(got) == len(expected) else (got,)
        raised = isinstance(seen[0], Raises) or isinstance(expected[0], Raises)
        for place, value in enumerate(seen[:1] if raised else seen):
            yield i, place, value, agree(expected[place], value, case.rtol, case.atol)


def _matches(sheet: Sheet, i: int, place: int, wrong: Value, got: Value) -> tuple[bool, bool]:
    """Whether a mistake's value is what was got: exactly, and when a list is taken for its array.

    Where a float dtype is wrong, it must be the same wrong one.
    """
    case, expected = sheet.cases[i], sheet.expected[i][place]
    if isinstance(expected, np.ndarray) and isinstance(wrong, list) and isinstance(got, list):
        one, other = (_unlisted(value, expected.shape) for value in (wrong, got))
        same = agree(one, other, case.rtol, case.atol)
        return same, same
    value = _unlisted(got, wrong.shape) if isinstance(wrong, np.ndarray) else got
    if value is not got and agree(expected, value, case.rtol, case.atol):
        return False, False  # to be a list is all that is wrong with it
    if not agree(wrong, value, case.rtol, case.atol):
        return False, False
    if isinstance(wrong, np.ndarray) and isinstance(expected, np.ndarray):
        judged = expected.dtype.kind not in "iu"
        same = not judged or value.dtype in (wrong.dtype, expected.dtype)
        return same and value is got, same
    return True, True


def _unlisted(value: Value, shape: tuple[int, ...]) -> Value:
    """The array of a nested list of numbers, if it has a shape; anything else as it is."""
    if not isinstance(value, list) or not _nested(value, shape):
        return value  # a list that is no such array may cost NumPy any amount of memory
    array = np.array(value)
    return array if array.dtype.kind in "iuf" else value


def _nested(value: Value, shape: tuple[int, ...]) -> bool:
    """Whether a value is numbers in lists within lists, as long as a shape says."""
    if not shape:
        return type(value) in (int, float)
    fits = isinstance(value, list) and len(value) == shape[0]
    return fits and all(_nested(item, shape[1:]) for item in value)


def _same(case: Case, one: Observation, other: Observation) -> bool:
    """Two observations agree, judged thing by judged thing."""
    if not isinstance(other, tuple) or len(one) != len(other):
        return False
    pairs = zip(one, other, strict=True)
    return all(agree(a, b, case.rtol, case.atol) for a, b in pairs)
