"""From observations to a verdict: what passed, what is the first wrong thing, which mistake it is.

The mistake is named by `naming`; where no known one fits, a tell may say something.
"""

from __future__ import annotations

from dataclasses import dataclass

from .cases import Case, Observation
from .compare import Difference, compare
from .naming import Known, Name
from .sheets import Mistake, Sheet
from .tells import tell
from .values import Raises


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
    kinds in `passed`, out of `points`. `named` is True when `mistake` explains every case; else it
    explains a `share` of the things that are wrong. `tell` is used only when no mistake fits. The
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
    share: float = 0.0
    tell: str = ""
    rule: str = ""
    stopped: Case | None = None


def diagnose(
    sheet: Sheet,
    observations: list[Observation],
    *,
    ended: str = "ok",
    known: Known | None = None,
) -> Verdict:
    """Judge an answer's observations and name its mistake.

    Parameters
    ----------
    sheet : Sheet
    observations : list of observations
        In the order of `sheet.cases`; shorter when the run ended early.
    ended : str
        "ok", or why the run ended early: "timeout" or "killed".
    known : Known, optional
        What the mistakes give, if it is not in the sheet or was looked at before.
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
    name = Name()
    if first is not None and (known or sheet.wrong):
        known = known or Known(sheet)
        name = known.name(started, bad - unwritten)
        if name.mistake and not name.everywhere:  # show a case that it explains
            seen = ((f, f.number, f.judged, f.got[f.judged]) for f in shown)
            told = [f for f, *thing in seen if known.gives(name.mistake, *thing)]
            first = min(told, key=_effort, default=first)
    return Verdict(
        status=_status(sheet, failures, bad, unwritten, passed, ended),
        score=_score(sheet, passed),
        points=sheet.points,
        passed=passed,
        right=len(sheet.cases) - len(bad),
        total=len(sheet.cases),
        unwritten=_kinds_of(sheet, unwritten),
        failure=first,
        mistake=name.mistake,
        named=name.everywhere,
        share=name.share,
        tell=tell(first.expected[first.judged], first.got[first.judged])
        if first and not name.mistake
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
        difference = compare(right, seen, case.rtol, case.atol, case.whole)
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
