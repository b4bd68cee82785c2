"""Sheets: an exercise as plain data, with cases, expected values and those of each known mistake.

A student's bench reads recorded sheets, whose expected values were computed when the kit was
built. The grader makes fresh ones. Either way a sheet holds values and texts, never code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from .budgets import Budget
from .cases import Case, Observation, case_record, record_case
from .values import Record, Value, dumps, loads


@dataclass(frozen=True)
class Kind:
    """A kind of case and the points that it earns when every case of it is right."""

    name: str
    credit: float


@dataclass(frozen=True)
class Mistake:
    """A known mistake: its name, what to say about it, and one next step.

    A `convention` is right elsewhere (another library's alignment) but not the one asked for.
    """

    name: str
    says: str
    step: str
    convention: bool = False


@dataclass(frozen=True)
class Sheet:
    """One exercise as data.

    `expected[i]` is the observation of `cases[i]`; `wrong[m][i]` is what mistake `m` gives there.
    `budget` is advice for exercises about whole-array operations, and carries no points.
    """

    exercise: str
    title: str
    points: float
    difficulty: int
    minutes: int
    hints: tuple[str, ...]
    forbidden: tuple[str, ...]
    builds_on: tuple[str, ...]
    kinds: tuple[Kind, ...]
    mistakes: tuple[Mistake, ...]
    cases: tuple[Case, ...]
    expected: tuple[Observation, ...]
    wrong: tuple[tuple[Observation, ...], ...] = ()
    budget: Budget | None = None


@dataclass(frozen=True)
class Recorded:
    """The recorded sheets of one assignment, and the build that they come from."""

    assignment: str
    title: str
    build: str
    sheets: tuple[Sheet, ...]

    def sheet(self, exercise: str) -> Sheet | None:
        """The sheet of an exercise, or None."""
        return next((sheet for sheet in self.sheets if sheet.exercise == exercise), None)


@dataclass(frozen=True)
class Outline:
    """An assignment without its cases: its title, and the points of each exercise by name."""

    assignment: str
    title: str
    points: Mapping[str, float]


def dump_recorded(recorded: Recorded) -> str:
    """Write recorded sheets as JSON text, one line for each field of a sheet."""
    sheets = []
    for sheet in recorded.sheets:
        fields = dict(vars(sheet))
        fields["kinds"] = tuple(_record(kind) for kind in sheet.kinds)
        fields["mistakes"] = tuple(_record(mistake) for mistake in sheet.mistakes)
        fields["cases"] = tuple(case_record(case) for case in sheet.cases)
        fields["budget"] = _budget_record(sheet.budget)
        fields["wrong"] = tuple(_only_different(row, sheet.expected) for row in sheet.wrong)
        lines = (f'"{name}":{dumps(value).decode()}' for name, value in fields.items())
        sheets.append("{" + ",\n".join(lines) + "}")
    head = {name: value for name, value in vars(recorded).items() if name != "sheets"}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{start}, "sheets": [\n' + ",\n".join(sheets) + "\n]}\n"


def load_recorded(text: str) -> Recorded:
    """Read recorded sheets; raises ValueError when the text is none."""
    try:
        head = json.loads(text)
        sheets = tuple(_sheet(fields) for fields in head.pop("sheets"))
        return Recorded(sheets=sheets, **head)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a file of recorded cases: {error}") from error


def load_outline(text: str) -> Outline:
    """Read what `load_recorded` reads, but no cases, which is much quicker."""
    try:
        head = json.loads(text)
        points = {s["exercise"]: loads(json.dumps(s["points"]).encode()) for s in head["sheets"]}
        return Outline(head["assignment"], head["title"], points)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a file of recorded cases: {error}") from error


class Shelf(Mapping[str, Recorded]):
    """Recorded assignments by name, each read from its file when it is first asked for."""

    def __init__(self, files: Iterable[Traversable]) -> None:
        self._files = {file.name.removesuffix(".json"): file for file in files}
        self._read: dict[str, Recorded] = {}

    def __getitem__(self, name: str) -> Recorded:
        if name not in self._read:
            self._read[name] = load_recorded(self._files[name].read_text(encoding="utf-8"))
        return self._read[name]

    def outlines(self) -> list[Outline]:
        """Every assignment without its cases."""
        return [load_outline(file.read_text(encoding="utf-8")) for file in self._files.values()]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def recorded_assignments() -> Shelf:
    """Every assignment recorded in this installation of cnn_lab, by name."""
    folder = resources.files(__package__).joinpath("recorded")
    files = folder.iterdir() if folder.is_dir() else ()
    found = (file for file in files if file.name.endswith(".json"))
    return Shelf(sorted(found, key=lambda file: file.name))


def _budget_record(budget: Budget | None) -> Value:
    if budget is None:
        return None
    return (case_record(budget.small), case_record(budget.large), budget.grew, budget.loop)


def _record_budget(value: Any) -> Budget | None:
    if value is None:
        return None
    small, large, grew, loop = value
    return Budget(record_case(small), record_case(large), grew, loop)


def _record(item: Any) -> Record:
    return Record(type(item).__name__, tuple(vars(item).items()))


def _only_different(row: tuple[Observation, ...], expected: tuple[Observation, ...]) -> Value:
    """What a mistake gives, kept only where it shows: by case, and by what is judged there."""
    kept = {}
    for i, (got, right) in enumerate(zip(row, expected, strict=True)):
        pairs = enumerate(zip(got, right, strict=True))
        kept[i] = {j: value for j, (value, other) in pairs if dumps(value) != dumps(other)}
    return {i: values for i, values in kept.items() if values}


def _sheet(fields: dict[str, Any]) -> Sheet:
    values = {name: loads(json.dumps(value).encode()) for name, value in fields.items()}
    cases = tuple(map(record_case, values.pop("cases")))
    kinds = tuple(Kind(**dict(kind.fields)) for kind in values.pop("kinds"))
    mistakes = tuple(Mistake(**dict(m.fields)) for m in values.pop("mistakes"))
    budget = _record_budget(values.pop("budget", None))
    more = {**values, "wrong": (), "budget": budget}
    sheet = Sheet(cases=cases, kinds=kinds, mistakes=mistakes, **more)
    wrong = tuple(_whole(row, sheet.expected) for row in values["wrong"])
    return replace(sheet, wrong=wrong)


def _whole(row: Any, expected: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """What a mistake gives in every case, from what was kept of it."""
    return tuple(
        tuple(row.get(i, {}).get(j, right) for j, right in enumerate(observation))
        for i, observation in enumerate(expected)
    )
