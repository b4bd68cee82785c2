"""What an instructor changes: `course.toml`, read into plain data and checked."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograde.exercise import Assignment, Exercise, Written

NAME = "course.toml"
MOST = 1000  # points of one exercise
SYNTAX = "Mend it there: text in quotes, decimals with a point, no key twice, saved as UTF-8."


class CourseError(Exception):
    """`course.toml` is missing or holds something that it may not; the message names the mend."""


@dataclass(frozen=True)
class Late:
    """What a late submission loses: a share of its score for each day begun, after some grace.

    `per_day` and `at_most` are shares from 0 to 1, `grace_hours` are hours.
    """

    per_day: float = 0.0
    at_most: float = 1.0
    grace_hours: float = 0.0

    def penalty(self, score: float, seconds: float) -> float:
        """The points that a score loses when it came in `seconds` after the deadline."""
        days = math.ceil((seconds - 3600 * self.grace_hours) / 86_400)
        return score * min(self.at_most, self.per_day * max(0, days))


@dataclass(frozen=True)
class Changes:
    """What one assignment's section changes."""

    deadline: datetime | None = None
    points: Mapping[str, float] = field(default_factory=dict)
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """The whole of `course.toml`, and the folder that it lies in."""

    root: Path
    title: str
    id: str = "cnn"
    contact: str = ""
    publish_url: str = ""
    late: Late = Late()
    assignments: Mapping[str, Changes] = field(default_factory=dict)

    @staticmethod
    def load(root: Path) -> Course:
        """Read a course folder's `course.toml`; raises `CourseError`."""
        path = root / NAME
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            raise CourseError(f"{path}: there is no such file. Restore it from the kit.") from None
        except (OSError, ValueError, RecursionError) as error:
            raise CourseError(f"{path}: it cannot be read: {error}. {SYNTAX}") from None
        return _Reader(path).course(table)

    def changes(self, assignment: str) -> Changes:
        """What the file says about one assignment."""
        return self.assignments.get(assignment, Changes())

    def effective(self, assignment: Assignment) -> Assignment:
        """An assignment with this course's points, and without what it drops.

        Raises
        ------
        CourseError
            The section names an exercise that the assignment does not have, drops one that a kept
            exercise builds on, or drops all of them.
        """
        changes = self.changes(assignment.id)
        self._check_names(assignment, changes)
        kept = [e for e in assignment.exercises if e.id not in changes.drop]
        where = f"{_section(assignment.id)}.drop"
        if not kept:
            raise self._error(where, "it drops every exercise. Keep one, or do not hand this out.")
        for e in kept:
            for needed in sorted(set(e.builds_on) & set(changes.drop)):
                raise self._error(where, f'"{e.id}" builds on "{needed}". Drop both or keep both.')
        written = [w for w in assignment.written if w.id not in changes.drop]
        parts: tuple[Exercise | Written, ...] = (*assignment.exercises, *assignment.written)
        return replace(
            assignment,
            minutes=assignment.minutes - sum(p.minutes for p in parts if p.id in changes.drop),
            exercises=tuple(_worth(e, changes.points.get(e.id)) for e in kept),
            written=tuple(replace(w, points=changes.points.get(w.id, w.points)) for w in written),
        )

    def check(self, known: Mapping[str, Assignment]) -> None:
        """Raise `CourseError` unless all names in the file are those of the registry."""
        for name in self.assignments:
            if name not in known:
                raise self._error(_section(name), _unknown("assignment", known))
            self.effective(known[name])

    def _check_names(self, assignment: Assignment, changes: Changes) -> None:
        parts: tuple[Exercise | Written, ...] = (*assignment.exercises, *assignment.written)
        known = [part.id for part in parts]
        for key, names in (("points", changes.points), ("drop", changes.drop)):
            for name in names:
                if name not in known:
                    where = f"{_section(assignment.id)}.{key}"
                    raise self._error(where, f'"{name}": {_unknown("exercise", known)}')

    def _error(self, key: str, message: str) -> CourseError:
        return CourseError(f"{self.root / NAME}: {key}: {message}")


def chosen(names: Collection[str] | None, registry: Mapping[str, Assignment]) -> list[Assignment]:
    """The assignments with these ids, all of them for None; raises `CourseError`."""
    for name in names or ():
        if name not in registry:
            known = ", ".join(registry)
            raise CourseError(f"there is no assignment {name!r}. Known: {known}.")
    return [registry[name] for name in (registry if names is None else names)]


def find_root(start: Path) -> Path:
    """The nearest folder with a `course.toml`, from `start` upward; raises `CourseError`."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder
    raise CourseError(
        f"{start}: there is no {NAME} here or in a folder above. Change into the course's folder."
    )


def _worth(exercise: Exercise, points: float | None) -> Exercise:
    """An exercise with other points, each kind of case keeping its share."""
    if points is None:
        return exercise
    scale = points / exercise.points
    kinds = tuple(replace(kind, credit=kind.credit * scale) for kind in exercise.kinds)
    return replace(exercise, points=points, kinds=kinds)


def _section(assignment: str) -> str:
    return f'assignments."{assignment}"'


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _unknown(what: str, known: Collection[str]) -> str:
    return f"there is no such {what}. Known: {', '.join(known)}."


class _Reader:
    """Takes the parsed file apart and checks every part."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def course(self, table: dict[str, Any]) -> Course:
        known = ("title", "contact", "id", "publish_url", "late", "assignments")
        self._only(table, known, "")
        if "title" not in table:
            raise self._error("title", 'it is missing. Add a line such as title = "My course".')
        return Course(
            root=self.path.parent,
            title=self._text(table, "title"),
            id=self._id(table),
            contact=self._text(table, "contact"),
            publish_url=self._text(table, "publish_url"),
            late=self._late(self._table(table, "late", "")),
            assignments={
                name: self._changes(name, self._table(table["assignments"], name, "assignments"))
                for name in self._table(table, "assignments", "")
            },
        )

    def _id(self, table: dict[str, Any]) -> str:
        name = self._text(table, "id") or Course.id
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):
            raise self._error("id", "letters, digits, dots and dashes are expected, such as cnn.")
        return name

    def _late(self, table: dict[str, Any]) -> Late:
        self._only(table, ("per_day", "at_most", "grace_hours"), "late")
        number = {key: self._number(table[key], f"late.{key}") for key in table}
        for key in ("per_day", "at_most"):
            if number.get(key, 0) > 1:
                raise self._error(f"late.{key}", "a share from 0 to 1 is expected, such as 0.1.")
        return Late(**number)

    def _changes(self, name: str, table: dict[str, Any]) -> Changes:
        where = _section(name)
        self._only(table, ("deadline", "points", "drop"), where)
        given = self._table(table, "points", where)
        points = {key: self._points(value, f"{where}.points.{key}") for key, value in given.items()}
        drop = table.get("drop", [])
        if not isinstance(drop, list) or not all(isinstance(item, str) for item in drop):
            raise self._error(f"{where}.drop", 'a list of names is expected, such as ["rot180"].')
        deadline = self._deadline(table.get("deadline"), f"{where}.deadline")
        return Changes(deadline, points, tuple(drop))

    def _points(self, value: Any, key: str) -> float:
        """Points that scores, sums and notebooks can show without rounding."""
        if not _is_number(value) or not 0 < value <= MOST or round(value, 2) != value:
            said = f"a number from 0.01 to {MOST}, with at most 2 decimals, is expected"
            raise self._error(key, f"it is {value!r:.20}; {said}. List it under drop to skip it.")
        return float(value)

    def _deadline(self, value: Any, key: str) -> datetime | None:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            moment = value
        if moment is None or (isinstance(moment, datetime) and moment.tzinfo is not None):
            return moment
        said = "a date-time with its offset is expected, such as 2030-10-01T23:59:00+02:00."
        raise self._error(key, said)

    def _only(self, table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                place = f"{where}.{key}" if where else key
                raise self._error(place, f"unknown key. Known here: {', '.join(known)}.")

    def _table(self, table: dict[str, Any], key: str, where: str) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            place = f"{where}.{key}" if where else key
            raise self._error(place, "a [section] or { name = value } is expected.")
        return value

    def _text(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self._error(key, "text in quotes is expected.")
        return value

    def _number(self, value: Any, key: str) -> float:
        if not _is_number(value) or not 0 <= value < 1e9:
            raise self._error(key, "a number that is not negative is expected.")
        return float(value)

    def _error(self, key: str, message: str) -> CourseError:
        return CourseError(f"{self.path}: {key}: {message}")
