"""The lists as Markdown tables: what holds each item, and the assignments for instructors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from autograde.exercise import Assignment, Exercise, Written

from .entries import SEEDS, Entry, Lists, Place

TITLES = {
    "A1": "Definitions",
    "A2": "The worked example of 3×3 by 2×2",
    "A3": "im2col",
    "A4": "Geometry and parameters",
    "A5": "Pooling",
    "A6": "Efficiency of edge detection",
    "A7": "Profiling",
    "A8": "AlexNet",
    "A9": "Everything else in the decks",
    "A10": "Errors in the decks",
    "F": "Mistakes, forward",
    "G": "Mistakes of geometry",
    "I": "Mistakes of im2col and col2im",
    "B": "Mistakes, convolution backward",
    "P": "Mistakes of pooling",
    "N": "Mistakes of numerics and of the network",
    "C": "Primers, optional matters and promises",
}
"""What each series of ids is about."""

Link = Callable[[Place], str | None]


def no_link(place: Place) -> str | None:
    """Link no place to anything."""
    return None


def items(lists: Lists, link: Link = no_link) -> str:
    """Every item of the curriculum with the places that hold it: a Markdown table for each series.

    Parameters
    ----------
    lists : Lists
    link : callable
        Gives the address of a place, or None where it has none.

    Returns
    -------
    str
        Markdown: a heading of level 2 and a table for each series, in the order of the curriculum.
    """
    by_series: dict[str, list[Entry]] = {}
    for entry in lists.entries:
        by_series.setdefault(series_of(entry.id), []).append(entry)
    parts: list[str] = []
    for series in sorted(by_series, key=lambda one: list(TITLES).index(one)):
        entries = sorted(by_series[series], key=lambda one: number_of(one.id))
        rows = [(one.id, one.says, _places(one.held, link)) for one in entries]
        table = "\n".join(_table(("item", "what", "where"), rows))
        parts.append(f"## {series}: {TITLES[series]}\n\n{table}\n")
    return "\n".join(parts)


def series_of(name: str) -> str:
    """The series of an id: A2 of A2.13, P of P8b."""
    return name.partition(".")[0] if "." in name else name[0]


def number_of(name: str) -> tuple[int, str]:
    """Where an id stands in its series: P8, P8b, P9, P10."""
    found = re.search(r"(\d+)([a-z]*)$", name)
    return (int(found[1]), found[2]) if found else (0, name)


def _places(held: Iterable[Place], link: Link) -> str:
    found: dict[str, None] = {}
    for place in held:
        address = link(place)
        words = describe(place)
        found[f"[{words}]({address})" if address else words] = None
    return "; ".join(found)


def describe(place: Place) -> str:
    """A place in words, as Markdown."""
    if place.kind in ("cell", "shown"):
        assignment, *headings = place.at
        return f"{assignment.partition('_')[0]} § {' › '.join(headings)}"
    if place.kind == "mistake":
        return f"`{place.at[0]}`: {place.at[1]}"
    if place.kind == "question":
        return f"question `{place.at[0]}`"
    if place.kind == "test":
        return f"test `{place.at[0].rpartition('/')[2]}`"
    return f"`{place.at[0]}`" + (f", case {place.case}" if place.case else "")


def assignments(registry: Mapping[str, Assignment], lists: Lists) -> str:
    """The assignments for instructors: minutes, points, exercises, mistakes and decks; with sums.

    Returns
    -------
    str
        One Markdown table.
    """
    head = ("id", "title", "minutes", "autograded", "by hand", "exercises", "mistakes", "decks")
    rows: list[Sequence[object]] = []
    sums = [0.0] * 5
    for one in registry.values():
        numbers = (
            one.minutes,
            sum(exercise.points for exercise in one.exercises),
            sum(question.points for question in one.written),
            len(one.exercises),
            sum(len(exercise.mistakes) for exercise in one.exercises),
        )
        sums = [total + number for total, number in zip(sums, numbers, strict=True)]
        decks = ", ".join(seeds_of(one, lists))
        rows.append((f"`{one.id}`", one.title, *(_whole(number) for number in numbers), decks))
    minutes, autograded, by_hand, exercises, mistakes = map(_whole, sums)
    autograded = _of(autograded, _whole(lists.autograded))
    by_hand = _of(by_hand, _whole(lists.by_hand))
    rows.append(("", "all", minutes, autograded, by_hand, exercises, mistakes, ""))
    return "\n".join(_table(head, rows)) + "\n"


def seeds_of(assignment: Assignment, lists: Lists) -> list[str]:
    """The decks that an assignment covers: those of its exercises, questions and facts."""
    parts: list[Exercise | Written] = [*assignment.exercises, *assignment.written]
    own = {part.id for part in parts} | {assignment.id}
    words = [part.source for part in parts]
    for entry in lists.entries:
        if any(place.at[0] in own for place in entry.held):
            words += entry.seeds
    return [seed for seed in SEEDS if any(seed in one for one in words)]


def _of(found: str, total: str) -> str:
    """A sum, with the total of the syllabus where it is another number."""
    return found if found == total else f"{found} of {total}"


def _whole(number: float) -> str:
    """A number with commas, and without decimals where it has none."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a Markdown table; bars within cells are escaped."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"
