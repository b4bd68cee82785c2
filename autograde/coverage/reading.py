"""Read the three lists, strictly: whatever is not understood is an error that names its mend."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from .entries import FACTS, FOLDER, MISTAKES, SEEDS, SYLLABUS, Entry, Lists, Place, Row, is_error

TABLES = {FACTS: "fact", MISTAKES: "mistake", SYLLABUS: "matter"}
KINDS: Mapping[str, Collection[str]] = {
    "cell": ("holds",),
    "shown": ("holds",),
    "exercise": ("case", "gives"),
    "question": ("holds",),
    "mistake": (),
    "test": ("holds",),
}
"""The keys that name a place, and what else may stand beside each."""

Table = Mapping[str, Any]


class ListError(ValueError):
    """A list that cannot be understood; the message names file, entry and mend."""


def read(folder: Path) -> Lists:
    """Read the lists of a folder.

    Raises
    ------
    ListError
        A list is missing, is no TOML, or holds something that no list may hold.
    """
    entries: list[Entry] = []
    tables = {file: _load(folder / file, file) for file in TABLES}
    for file, key in TABLES.items():
        rest = {"series", "total", "assignment"} if file == SYLLABUS else set()
        _known(tables[file], {key, *rest}, f"{FOLDER}/{file}")
        entries += [_entry(table, file) for table in _tables(tables[file], key, file)]
    syllabus, where = tables[SYLLABUS], f"{FOLDER}/{SYLLABUS}"
    total = _part(syllabus, "total", where)
    _known(total, {"autograded", "by_hand"}, f"{where}, total")
    return Lists(
        tuple(entries),
        tuple(_row(table) for table in _tables(syllabus, "assignment", SYLLABUS)),
        _ids(_part(syllabus, "series", where), f"{where}, series"),
        _number(total, "autograded", f"{where}, total"),
        _number(total, "by_hand", f"{where}, total"),
    )


def _load(path: Path, file: str) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ListError(f"{FOLDER}/{file}: there is no such file; restore it") from None
    except (OSError, ValueError) as error:
        raise ListError(f"{FOLDER}/{file}: it cannot be read: {error}; mend it there") from None


def _tables(table: Table, key: str, file: str) -> list[Table]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ListError(f"{FOLDER}/{file}: {key} is no list; begin each one with [[{key}]]")
    return found


def _part(table: Table, key: str, where: str) -> Table:
    found = table.get(key)
    if not isinstance(found, dict):
        raise ListError(f"{where}: there is no [{key}]; write it")
    return found


def _known(table: Table, keys: Collection[str], where: str) -> None:
    for key in table:
        if key not in keys:
            known = ", ".join(sorted(keys)) or "no key"
            raise ListError(f"{where}: the key {key!r} is not known; here may stand: {known}")


def _word(table: Table, key: str, where: str) -> str:
    found = table.get(key)
    if not isinstance(found, str) or not found.strip():
        raise ListError(f"{where}: {key!r} is missing or is no text; write a text in quotes")
    return found


def _number(table: Table, key: str, where: str) -> float:
    found = table.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float) or found < 0:
        raise ListError(f"{where}: {key!r} is missing or is no number from 0 up; write a number")
    return found


def _words(table: Table, key: str, where: str) -> tuple[str, ...]:
    """One text or a list of them."""
    found = table.get(key, [])
    found = [found] if isinstance(found, str) else found
    if not isinstance(found, list) or not all(isinstance(w, str) and w.strip() for w in found):
        raise ListError(f"{where}: {key!r} is no text and no list of texts; write texts in quotes")
    return tuple(found)


def _entry(table: Table, file: str) -> Entry:
    name = _word(table, "id", f"{FOLDER}/{file}, an entry of {TABLES[file]}")
    where = f"{FOLDER}/{file}: {name}"
    more = {"quote", "right"} if is_error(name) else set()
    _known(table, {"id", "says", "held", "seeds", *more}, where)
    seeds = _words(table, "seeds", where)
    for seed in seeds:
        if seed not in SEEDS:
            raise ListError(f"{where}: {seed!r} is none of the decks: {', '.join(SEEDS)}")
    held = table.get("held")
    if not isinstance(held, list) or not held or not all(isinstance(one, dict) for one in held):
        raise ListError(f"{where}: 'held' names no place; list where it is held")
    places = tuple(_place(one, where) for one in held)
    if file == MISTAKES and all(place.kind != "mistake" for place in places):
        raise ListError(f"{where}: no place is a mistake; name an exercise and its mistake")
    quote = _words(table, "quote", where)
    right = _word(table, "right", where) if is_error(name) else ""
    if is_error(name) and not (quote and seeds):
        raise ListError(f"{where}: an error needs its deck and its words; write seeds and quote")
    return Entry(file, name, _word(table, "says", where), places, seeds, quote, right)


def _place(table: Table, where: str) -> Place:
    kinds = [kind for kind in KINDS if kind in table]
    if len(kinds) != 1:
        known = ", ".join(KINDS)
        raise ListError(
            f"{where}: a place has the keys {sorted(table)}; name it by one of: {known}"
        )
    (kind,) = kinds
    _known(table, {kind, *KINDS[kind]}, f"{where}, {kind}")
    if kind == "mistake":
        at = _words(table, kind, where)
        if len(at) != 2:
            raise ListError(
                f'{where}: mistake {list(at)}; write mistake = ["exercise", "its name"]'
            )
    elif kind in ("cell", "shown"):
        text, mark, heading = _word(table, kind, where).partition(" § ")
        if not mark:
            raise ListError(f'{where}: {kind} {text!r} names no section; write "text § heading"')
        at = (text, *heading.split(" › "))
    else:
        at = (_word(table, kind, where),)
    holds = _words(table, "holds", where)
    if kind in ("cell", "shown") and not holds:
        raise ListError(f"{where}: {kind} without 'holds'; write what must stand in the section")
    if "gives" in table and "case" not in table:
        raise ListError(f"{where}: 'gives' without 'case'; name the worked case by its label")
    case = _word(table, "case", where) if "case" in table else ""
    return Place(kind, at, holds, case, table.get("gives"))


def _row(table: Table) -> Row:
    name = _word(table, "id", f"{FOLDER}/{SYLLABUS}, an assignment")
    where = f"{FOLDER}/{SYLLABUS}: {name}"
    _known(table, {"id", "minutes", "exercises", "written"}, where)
    points = [table.get("exercises", {}), table.get("written", {})]
    for one in points:
        if not isinstance(one, dict):
            raise ListError(f"{where}: points are no table; write {{ name = points }}")
        for exercise in one:
            _number(one, exercise, where)
    return Row(name, int(_number(table, "minutes", where)), points[0], points[1])


def _ids(series: Table, where: str) -> tuple[str, ...]:
    """All ids that must be there: A1 = 2 stands for A1.1 and A1.2, and F = 2 for F1 and F2."""
    ids: list[str] = []
    for name in series:
        if name != "also":
            dot = "." if name[-1].isdigit() else ""
            count = int(_number(series, name, where))
            ids += [f"{name}{dot}{number}" for number in range(1, count + 1)]
    return (*ids, *_words(series, "also", where))
