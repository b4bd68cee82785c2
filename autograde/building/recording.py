"""Recorded cases: what students' `check` compares with, as data for the student wheel."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from autograde.exercise import Assignment, Exercise
from cnn_lab.budgets import Budget
from cnn_lab.cases import Observation, encode_case
from cnn_lab.sheets import Recorded, Sheet, load_recorded
from cnn_lab.values import Raises, Record, Value

FOLDER = "cnn_lab/recorded"
RTOL, ATOL = 1e-9, 1e-12


def record(assignment: Assignment) -> Recorded:
    """The visible cases of an assignment with all that `check` needs; its build is not yet set."""
    sheets = tuple(_sheet(exercise) for exercise in assignment.exercises)
    return Recorded(assignment.id, assignment.title, "", sheets)


def path(root: Path, assignment: str) -> Path:
    """Where an assignment's recorded cases lie."""
    return root / FOLDER / f"{assignment}.json"


def load(root: Path, assignment: str) -> Recorded | None:
    """The recorded cases of the last build; None where there are none that can be read."""
    try:
        return load_recorded(path(root, assignment).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def same_recorded(old: Recorded, new: Recorded) -> str | None:
    """The first difference between two records in a few words, or None; builds are not compared.

    Texts and cases must be equal. Computed values may differ by rounding, because processors add
    up in different orders.
    """
    if (old.assignment, old.title) != (new.assignment, new.title):
        return f"it is called {old.assignment}, {old.title!r}"
    names = [[sheet.exercise for sheet in recorded.sheets] for recorded in (old, new)]
    if names[0] != names[1]:
        return f"it holds the exercises {', '.join(names[0]) or 'none'}, not {', '.join(names[1])}"
    pairs = zip(old.sheets, new.sheets, strict=True)
    return next((found for a, b in pairs if (found := _sheet_difference(a, b))), None)


def same_value(old: Value, new: Value) -> bool:
    """Whether two values are equal but for rounding: types, dtypes, shapes, then entries."""
    if type(old) is not type(new):
        return False
    if isinstance(old, (np.ndarray, float)):
        return _same_numbers(np.asarray(old), np.asarray(new))
    if isinstance(old, (tuple, list)):
        return len(old) == len(new) and all(map(same_value, old, new))
    if isinstance(old, dict):
        return list(old) == list(new) and all(map(same_value, old.values(), new.values()))
    if isinstance(old, Record):
        return old.name == new.name and same_value(old.fields, new.fields)
    return bool(old == new)


def _sheet(exercise: Exercise) -> Sheet:
    cases = exercise.visible()
    sheet = exercise.sheet(cases)
    wrong = tuple(tuple(map(_without_text, row)) for row in exercise.wrong(cases))
    return replace(sheet, expected=tuple(map(_without_text, sheet.expected)), wrong=wrong)


def _without_text(observation: Observation) -> Observation:
    """Only the types of an exception are judged; its text and line would show our own code."""
    return tuple(Raises(v.types) if isinstance(v, Raises) else v for v in observation)


def _sheet_difference(old: Sheet, new: Sheet) -> str | None:
    for field in fields(Sheet):
        a, b = getattr(old, field.name), getattr(new, field.name)
        if field.name == "cases":
            a, b = [list(map(encode_case, cases)) for cases in (a, b)]
        if field.name == "budget":
            a, b = _budget(a), _budget(b)
        if not same_value(_plain(a), _plain(b)):
            return f"{old.exercise}: {_where(field.name, a, b, new)}"
    return None


def _budget(budget: Budget | None) -> tuple[Any, ...]:
    """A work budget as values that can be compared."""
    if budget is None:
        return ()
    return encode_case(budget.small), encode_case(budget.large), budget.grew, budget.loop


def _where(name: str, old: Any, new: Any, sheet: Sheet) -> str:
    """Name a difference within one field of a sheet."""
    count = len(sheet.cases)
    if name == "expected" and len(old) == count:
        place = next(i for i in range(count) if not same_value(old[i], new[i]))
        return f"the expected value of case {place} ({sheet.cases[place].label}) differs"
    if name == "wrong" and len(old) == len(new):
        place = next(i for i in range(len(new)) if not same_value(old[i], new[i]))
        return f"what the mistake {sheet.mistakes[place].name!r} gives differs"
    return f"its {name} differ" if name.endswith("s") else f"its {name} differs"


def _plain(value: Any) -> Value:
    """Dataclasses in a tuple as plain values."""
    if isinstance(value, tuple):
        return tuple(tuple(vars(v).items()) if hasattr(v, "says") else v for v in value)
    return value


def _same_numbers(old: np.ndarray[Any, Any], new: np.ndarray[Any, Any]) -> bool:
    if old.dtype != new.dtype or old.shape != new.shape:
        return False
    if old.dtype.kind not in "fc":
        return bool(np.array_equal(old, new))
    finite = np.abs(old[np.isfinite(old)])
    room = ATOL + RTOL * float(finite.max(initial=0.0))
    return bool(np.allclose(old, new, rtol=0, atol=room, equal_nan=True))
