"""Sentences about a verdict: what is wrong, in a patient teacher's order, and one next step.

With `reveal=False` (the grader's hidden cases) no expected value and no number of the difference is
said; the named mistake, the tell and the next step stay.
"""

from __future__ import annotations

import re

from ..cases import MISSING, Argument, Case
from ..compare import kind_of
from ..diagnosis import Failure, Verdict
from ..values import Raises, Value
from .phrases import counted, listed, one_line

MAX_MESSAGE = 300
MOST = 0.5  # a mistake that explains more of what is wrong explains most of it

RAISED_STEPS = {
    "NameError": "look at the spelling of the name, and whether a line above gives it a value.",
    "IndexError": "print the index and the shape just before that line: which one is too large?",
    "TypeError": "print the type of every name in that line: which one surprises you?",
    "ValueError": "print the shape of every array in that line, for this case.",
}


def reason(verdict: Verdict, reveal: bool = False) -> str:
    """Say in one sentence why an answer got its score.

    Parameters
    ----------
    verdict : Verdict
    reveal : bool
        Whether the cases are visible ones, so that expected values may be said.

    Returns
    -------
    str
    """
    fixed = {
        "passed": "Every case is right.",
        "not_started": "Not written yet.",
        "timeout": f"It took too long and was stopped{_stopped(verdict)}.",
        "killed": f"Its process ended before it had answered{_stopped(verdict)}.",
        "forbidden": f"It uses {rule_name(verdict)}, which this exercise asks you not to use.",
    }
    if verdict.status in fixed:
        return fixed[verdict.status]
    parts = [unwritten(verdict.unwritten)] if verdict.unwritten else []
    if verdict.failure:
        failure = verdict.failure
        said = [problem(failure, reveal=reveal), detail(failure, reveal)]
        if said[1].startswith(f"{failure.difference.got}: "):
            said = [f"it raises {said[1]}"]
        parts.append(f"{place(failure)}: " + ", ".join(filter(None, said)))
    label, says = likely(verdict)
    if says:
        parts.append(f"{label[0].lower()}{label[1:]}: {says}" if label else says)
    return one_line("; ".join(part.rstrip(".") for part in parts), 1000) + "."


def _stopped(verdict: Verdict) -> str:
    """In which case a run ended early; the cases after it were not asked."""
    return f", in this case: {_case(verdict.stopped)}" if verdict.stopped else ""


def followed_through(verdict: Verdict, stand_ins: tuple[str, ...] | list[str]) -> str:
    """Say that an answer was judged with right versions of the earlier ones in their place."""
    earlier = listed(tuple(stand_ins))
    return f"Judged again with a right {earlier} in place of yours: {reason(verdict)}"


def rule_name(verdict: Verdict) -> str:
    """The forbidden name as students write it."""
    return re.sub(r"^numpy\.", "np.", verdict.rule)


def unwritten(kinds: tuple[str, ...]) -> str:
    """Which kinds still raise NotImplementedError."""
    return f"{listed(kinds)} {'is' if len(kinds) == 1 else 'are'} not written yet"


def likely(verdict: Verdict) -> tuple[str, str]:
    """The likely cause: how sure we are of it, and what it is; empty texts when unknown."""
    if verdict.mistake:
        partly = "Looks at least like" if verdict.share > MOST else "In this case it looks like"
        return ("Looks like" if verdict.named else partly), verdict.mistake.says
    return ("Notice", verdict.tell) if verdict.tell else ("", "")


def place(failure: Failure) -> str:
    """The case in the exercise's words."""
    return _case(failure.case)


def _case(case: Case) -> str:
    kind, label = case.kind, case.label
    return label if kind in label else ", ".join(filter(None, (kind, label)))


def problem(failure: Failure, names: tuple[str, ...] = (), reveal: bool = False) -> str:
    """What is wrong with one case, without numbers."""
    what, judged = failure.difference.what, failure.case.judged[failure.judged]
    if failure.difference.got == MISSING:
        return "no function of this name is defined"
    if what == "raised":
        return _raised(failure, reveal)
    if what == "not raised":
        error = failure.difference.expected if reveal else "an exception"
        returned = "an exception" if _is_error(failure) else "a value"
        return f"it returns {returned} where it should raise {error}"
    if isinstance(judged, Argument):
        name = argument_name(names, judged.index)
        return f"it changes its {name}; inputs must stay as they were"
    if what == "type" and failure.difference.got == "None":
        return "it returns None"
    thing = _thing(failure)
    return f"{thing} {_fault(failure, thing)}"


def detail(failure: Failure, reveal: bool) -> str:
    """Got and expected, the first wrong index, and how many are wrong; hidden parts left out."""
    difference = failure.difference
    if difference.what == "raised":
        return _own_line(failure)
    in_view = reveal or difference.what in ("type", "length", "shape", "dtype", "finite")
    got = f"got {difference.got}" if in_view and difference.what != "not raised" else ""
    if difference.what == "not raised" and reveal:
        got = "" if _is_error(failure) else f"got {difference.got}"
    if not reveal or (difference.what == "not raised" and not got):
        return got
    text = f"{got}, expected {difference.expected}"
    if difference.index is not None and difference.total > 1:
        text += f" at {list(difference.index)}; {counted(difference.wrong, difference.total)}"
    return text


def error_text(error: Raises) -> str:
    """An exception in one line: its type and its message."""
    kind = error.types[0] if error.types else "an exception"
    return one_line(f"{kind}: {error.message}" if error.message else kind, MAX_MESSAGE)


def next_step(verdict: Verdict, reveal: bool = False) -> str:
    """One thing to try next, as it reads after "Try:"."""
    if verdict.mistake:
        step = verdict.mistake.step.removeprefix("Try ")
        return step[:1].lower() + step[1:] if step[1:2].islower() else step
    if verdict.failure:
        return _step(verdict.failure, reveal)
    return ""


def argument_name(names: tuple[str, ...], index: int) -> str:
    """An argument by the name that the student's own `def` line gives it."""
    return names[index] if index < len(names) else f"argument {index + 1}"


def _is_error(failure: Failure) -> bool:
    """Whether what was returned is an exception of the right type, which was not raised."""
    return failure.difference.got == failure.difference.expected


def _raised(failure: Failure, reveal: bool) -> str:
    expected = failure.expected[failure.judged]
    if isinstance(expected, Raises):
        right = failure.difference.expected if reveal else "another exception"
        return f"it raises {failure.difference.got} where {right} is right"
    return f"it raises {failure.difference.got}"


def _own_line(failure: Failure) -> str:
    error = failure.got[failure.judged]
    if not isinstance(error, Raises) or error.types[:1] == (MISSING,):
        return ""
    where = one_line(error.where, MAX_MESSAGE)
    return f"{error_text(error)} (your {where})" if where else error_text(error)


def _thing(failure: Failure) -> str:
    """What is judged: the output, or a part of it."""
    element = getattr(failure.case.judged[failure.judged], "element", None)
    path = failure.difference.path if element is None else (element, *failure.difference.path)
    if not path:
        return "the output"
    places = "".join(f"[{place!r}]" for place in path)
    return f"output{places}"


def _fault(failure: Failure, thing: str) -> str:
    difference = failure.difference
    match difference.what:
        case "type":
            return "has the wrong type"
        case "length":
            return "has the wrong number of values"
        case "shape":
            return f"has the wrong {_wrong_axis(failure)}"
        case "dtype":
            return "has the wrong dtype"
        case "finite":
            return "holds NaN or infinity"
    if difference.total <= 1:
        return "is wrong"
    if difference.wrong == difference.total:
        return "is wrong in every entry"
    return "is wrong in one entry" if difference.wrong == 1 else "is wrong in some entries"


def _wrong_axis(failure: Failure) -> str:
    got, expected = (at(side[failure.judged], failure) for side in (failure.got, failure.expected))
    got_shape, shape = getattr(got, "shape", ()), getattr(expected, "shape", ())
    if len(got_shape) != len(shape):
        return "number of axes"
    off = [axis - len(shape) for axis in range(len(shape)) if shape[axis] != got_shape[axis]]
    if len(shape) == 1:
        return "length"
    return {-1: "width", -2: "height"}.get(off[0], "shape") if len(off) == 1 else "shape"


def at(value: Value, failure: Failure) -> Value:
    """The part of a value in which the difference lies."""
    for step in failure.difference.path:
        try:
            value = value.fields[step][1] if hasattr(value, "fields") else value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _step(failure: Failure, reveal: bool) -> str:
    """A next step that fits the kind of difference, when no mistake is named."""
    difference = failure.difference
    if isinstance(failure.case.judged[failure.judged], Argument):
        return "work on a copy, or build a new array with np.zeros."
    index = f"entry {list(difference.index)}" if difference.index else "the result"
    by_hand = f"work {index} out by hand from this case's inputs."
    steps = {
        "raised": _raised_step(failure),
        "not raised": "write `raise` in place of `return`."
        if _is_error(failure)
        else "ask for which inputs there is no answer, and raise there.",
        "type": f"return {_article(kind_of(at(failure.expected[failure.judged], failure)))}.",
        "length": "count what you return, and compare with what the text asks for.",
        "shape": _shape_step(failure),
        "dtype": "print the dtype of what you return, and of what you store into.",
        "finite": "look for a division by zero, a logarithm of zero, or memory never written to.",
        "values": by_hand if reveal else "work a small case out by hand, with unequal sizes.",
    }
    return steps[difference.what]


def _shape_step(failure: Failure) -> str:
    """A next step for a wrong shape: which axes there are comes before how long they are."""
    got, expected = (at(side[failure.judged], failure) for side in (failure.got, failure.expected))
    if getattr(got, "ndim", 0) != getattr(expected, "ndim", 0):
        return "say what each axis of the result counts. Which one is too many, or missing?"
    return "work it out on paper with this case's sizes. What does each axis count?"


def _raised_step(failure: Failure) -> str:
    """A next step that fits the type of an exception."""
    error = failure.got[failure.judged]
    for name in error.types if isinstance(error, Raises) else ():
        if name in RAISED_STEPS:
            return RAISED_STEPS[name]
    return "read your line once more with this case's sizes in mind."


def _article(kind: str) -> str:
    """A type's name as a next step says it."""
    name = kind.split(" of ")[0]
    return name if name == "None" else f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"
