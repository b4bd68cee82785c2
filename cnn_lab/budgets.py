"""Work budgets: does a function execute more lines when its input grows? Advice, and no points.

An answer in whole-array operations runs the same lines on a small image and on a large one. One
with a loop over pixels runs more. Lines are counted, not seconds, so every machine says the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

from .cases import NOT_STUDENTS, Case, perform

GROWTH = 1.5  # lines on the large input for each on the small one, from which a loop is likely
MORE = 8  # and so many lines more, so that a line or two by chance say nothing


@dataclass(frozen=True)
class Budget:
    """One call with a small and one with a large input; `grew` says what is larger in words.

    `loop` names the loop that is left when the lines grow: "a loop over pixels".
    """

    small: Case
    large: Case
    grew: str
    loop: str


def advice(budget: Budget, namespace: Mapping[str, Any]) -> str:
    """Say how the executed lines grew, if they did; an empty text if not, or if unknown.

    Where a debugger or a coverage tool traces already, nothing is measured.
    """
    if sys.gettrace() is not None:
        return ""
    small, large = (lines_by_function(case, namespace) for case in (budget.small, budget.large))
    before, after = small.total(), large.total()
    if after < GROWTH * before or after - before < MORE:
        return ""
    where, _ = (large - small).most_common(1)[0]
    code = getattr(namespace[budget.large.calls[-1].function], "__code__", None)
    asked = getattr(code, "co_qualname", where)
    return (
        f"your line count grew from {before} to {after} when {budget.grew}: {budget.loop} is left"
        f"{'' if where == _outer(asked) else f', in {where}'}."
    )


def lines_of(case: Case, namespace: Mapping[str, Any]) -> int:
    """Count the lines of the student's own code that a case executes."""
    return lines_by_function(case, namespace).total()


def lines_by_function(case: Case, namespace: Mapping[str, Any]) -> Counter[str]:
    """Count the lines of the student's own code that a case executes, for each function."""
    count: Counter[str] = Counter()

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            count[_outer(frame.f_code.co_qualname)] += 1
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        return None if file.startswith(NOT_STUDENTS) or "-packages" in file else line

    before = sys.gettrace()
    sys.settrace(call)
    try:
        perform(case, namespace)
    finally:
        sys.settrace(before)
    return count


def _outer(qualified: str) -> str:
    """The function that a function, or a comprehension, is written in."""
    return qualified.partition(".<locals>")[0]
