"""The lists as plain data: entries, the places that hold them, and the rows of the syllabus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FACTS, MISTAKES, SYLLABUS = "facts.toml", "mistakes.toml", "syllabus.toml"
FOLDER = "autograde/coverage"
SEEDS = ("Canziani", "CS231n", "TU/e", "Bonn", "CUHK")
"""The five decks, by the word that names them in a `source`."""


@dataclass(frozen=True)
class Place:
    """Where an entry is held.

    `kind` is the key that names the place in the list, `at` what stands there: a text and its
    headings, an exercise, a question, an exercise and its mistake, or a test. `holds` must stand
    there; `case` and `gives` are a worked case of an exercise and what the reference gives in it.
    """

    kind: str
    at: tuple[str, ...]
    holds: tuple[str, ...] = ()
    case: str = ""
    gives: Any = None


@dataclass(frozen=True)
class Entry:
    """One item of the curriculum: its id, a sentence about it, and where it is held.

    An error of the decks also has the deck's own words, and what is right, and why.
    """

    file: str
    id: str
    says: str
    held: tuple[Place, ...]
    seeds: tuple[str, ...] = ()
    quote: tuple[str, ...] = ()
    right: str = ""

    @property
    def where(self) -> str:
        """The entry's name in messages."""
        return f"{FOLDER}/{self.file}: {self.id}"


@dataclass(frozen=True)
class Row:
    """One assignment of the syllabus: its minutes, and the points of exercises and questions."""

    id: str
    minutes: int
    exercises: Mapping[str, float]
    written: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Lists:
    """All three lists, read: `ids` are those that must be there."""

    entries: tuple[Entry, ...]
    rows: tuple[Row, ...]
    ids: tuple[str, ...]
    autograded: float
    by_hand: float


def is_error(name: str) -> bool:
    """Whether an id is that of an error in the decks."""
    return name.startswith("A10.")


def file_of(name: str) -> str:
    """The list in which an id belongs: A holds facts, C the syllabus, the others mistakes."""
    return {"A": FACTS, "C": SYLLABUS}.get(name[:1], MISTAKES)
