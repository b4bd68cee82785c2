"""Prove that nothing of the curriculum is missing: each problem is one sentence with its mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from autograde.exercise import Assignment, Exercise, Written

from .entries import FOLDER, SYLLABUS, Entry, Lists, Row, file_of
from .places import Kit, faults, quote_faults
from .reading import ListError, read

HERE = Path(__file__).parent


def problems(root: Path, registry: Mapping[str, Assignment], folder: Path = HERE) -> list[str]:
    """Check the lists against the course; empty when all that must be there is held.

    Parameters
    ----------
    root : Path
        The course's folder, with its texts, notebooks and tests.
    registry : mapping of str to Assignment
    folder : Path
        Where the lists lie.
    """
    try:
        lists = read(folder)
    except ListError as error:
        return [str(error)]
    kit = Kit(root, registry)
    return [
        *of_entries(lists.entries, kit),
        *of_series(lists),
        *of_sums(lists),
        *of_syllabus(lists.rows, registry),
    ]


def of_entries(entries: Sequence[Entry], kit: Kit) -> Iterator[str]:
    """Every place of every entry holds what it must, and every quote stands in one of them."""
    for entry in entries:
        for place in entry.held:
            for fault in faults(place, kit):
                yield f"{entry.where}: {fault}"
        for fault in quote_faults(entry, kit):
            yield f"{entry.where}: {fault}"


def of_series(lists: Lists) -> Iterator[str]:
    """Every id that must be there has one entry, in its own file, and there are no others."""
    counted = Counter(entry.id for entry in lists.entries)
    for name in lists.ids:
        if name not in counted:
            yield (
                f"{FOLDER}/{file_of(name)}: {name} is missing, and the series of {SYLLABUS} "
                "has it; add its entry, with the places that hold it"
            )
    for entry in lists.entries:
        if entry.id not in lists.ids:
            yield f"{entry.where}: no series of {SYLLABUS} has this id; mend the id or the series"
        elif entry.file != file_of(entry.id):
            yield f"{entry.where}: it stands in the wrong list; move it to {file_of(entry.id)}"
    for name, count in counted.items():
        if count > 1:
            yield f"{FOLDER}/{file_of(name)}: {name} is there {count} times; keep one"


def of_sums(lists: Lists) -> Iterator[str]:
    """The points of the syllabus add up to its totals, and every assignment has one row."""
    sums = (
        ("autograded", lists.autograded, [sum(row.exercises.values()) for row in lists.rows]),
        ("by hand", lists.by_hand, [sum(row.written.values()) for row in lists.rows]),
    )
    for what, total, points in sums:
        if sum(points) != total:
            yield (
                f"{FOLDER}/{SYLLABUS}: the points {what} add up to {sum(points):g}, and the total "
                f"is {total:g}; mend the points, or the total"
            )
    for name, count in Counter(row.id for row in lists.rows).items():
        if count > 1:
            yield f"{FOLDER}/{SYLLABUS}: {name} is there {count} times; keep one"


def of_syllabus(rows: Sequence[Row], registry: Mapping[str, Assignment]) -> Iterator[str]:
    """The registry has every assignment, exercise and question, with these minutes and points."""
    for row in rows:
        where = f"{FOLDER}/{SYLLABUS}: {row.id}"
        if row.id not in registry:
            yield f"{where} is not in the registry; write the assignment"
            continue
        assignment = registry[row.id]
        if assignment.minutes != row.minutes:
            yield (
                f"{where} takes {row.minutes} minutes, and {assignment.minutes} in the registry; "
                "make them agree"
            )
        yield from _of_points(row.exercises, assignment.exercises, where)
        yield from _of_points(row.written, assignment.written, where)


def _of_points(
    points: Mapping[str, float], parts: Sequence[Exercise | Written], where: str
) -> Iterator[str]:
    found = {part.id: part.points for part in parts}
    for name, expected in points.items():
        if name not in found:
            yield f"{where}: {name} is not in the registry; write it, or mend its name"
        elif found[name] != expected:
            yield (
                f"{where}: {name} is worth {expected:g}, and {found[name]:g} in the registry; "
                "make them agree"
            )
