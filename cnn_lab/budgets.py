"""Work budgets: does a function execute more lines when its input grows? Advice, and no points.

An answer in whole-array operations runs the same lines on a small image and on a large one. One
with a loop over pixels runs more. Lines are counted, not seconds, so every machine says the same.
"""

from __future__ import annotations

import sys
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
    small, large = (lines_of(case, namespace) for case in (budget.small, budget.large))
    if large < GROWTH * small or large - small < MORE:
        return ""
    return (
        f"your line count grew from {small} to {large} when {budget.grew}: {budget.loop} is left."
    )


def lines_of(case: Case, namespace: Mapping[str, Any]) -> int:
    """Count the lines of the student's own code that a case executes."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        file = frame.f_code.co_filename
        return None if file.startswith(NOT_STUDENTS) or "-packages" in file else line

    sys.settrace(call)
    try:
        perform(case, namespace)
    finally:
        sys.settrace(None)
    return count
