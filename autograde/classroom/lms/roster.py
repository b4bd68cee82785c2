"""The roster: nbgrader's own list of students, and finding one of them."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from autograde.grading.reading import plain

from .model import LmsError

COLUMNS = ("id", "last_name", "first_name", "email", "lms_user_id")
DELIMITERS = (",", ";", "\t")
MAX_BYTES = 5 << 20
# Letters that Unicode does not take apart into a letter and a mark.
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


@dataclass(frozen=True)
class Student:
    """One row of the roster."""

    id: str
    last_name: str
    first_name: str
    email: str
    lms_user_id: str
    row: int

    @property
    def names(self) -> set[str]:
        """The full name in both orders, folded."""
        last, first = self.last_name, self.first_name
        return {fold(last + first), fold(first + last)} - {""}

    @property
    def shown(self) -> str:
        """The name as people write it."""
        return plain(f"{self.first_name} {self.last_name}".strip() or self.id, 80)


class Roster:
    """All students of a course, found by what an LMS knows of them."""

    def __init__(self, students: Iterable[Student]) -> None:
        self.students = tuple(students)
        self.by_id = {one.id: one for one in self.students}
        self.by_lms = {one.lms_user_id: one for one in self.students if one.lms_user_id}
        self._named: dict[str, list[Student]] = defaultdict(list)
        for one in self.students:
            for name in one.names:
                self._named[name].append(one)

    def named(self, name: str) -> list[Student]:
        """The students of a full name: case, spaces, marks and the order do not matter."""
        return self._named.get(fold(name), [])

    def mentioned(self, text: str) -> list[Student]:
        """The students whose id or e-mail address is a word of a text."""
        words = f" {_words(text)} "
        return [
            one
            for one in self.students
            if any(f" {_words(key)} " in words for key in (one.id, one.email) if _words(key))
        ]


def fold(name: str) -> str:
    """A name's letters and digits alone, small and without marks."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = (c for c in apart.casefold() if c.isalnum())
    return "".join(letters).translate(PLAIN_LETTERS)


def read_roster(path: Path) -> Roster:
    """Read a roster, as `nbgrader db student import` takes it.

    The columns `id`, `last_name`, `first_name`, `email` and `lms_user_id` may come in any order,
    others are ignored, and all but `id` may be missing. A byte order mark and `;` are accepted.

    Raises
    ------
    LmsError
        It cannot be read, has no ids, or two rows have the same id or `lms_user_id`.
    """
    rows = _rows(path)
    if not rows:
        raise LmsError(f"{path}: the roster is empty. Its first line names the columns.")
    _, header = rows[0]
    if header.count("id") != 1:
        found = ", ".join(plain(name, 30) for name in header) or "none"
        raise LmsError(
            f'{path}: one column "id" is needed; the columns are: {found}. '
            f"The first line is: {','.join(COLUMNS)}"
        )
    students = []
    for line, row in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        if not any(cells.values()):
            continue
        if not cells.get("id"):
            raise LmsError(f"{path}: row {line} has no id. Write it in, or take the row out.")
        values = {name: cells.get(name, "") for name in COLUMNS}
        students.append(Student(row=line, **values))
    if not students:
        raise LmsError(f"{path}: the roster names no students. Write one a row.")
    _refuse_twins(path, students, "id", lambda one: one.id)
    _refuse_twins(path, students, "lms_user_id", lambda one: one.lms_user_id)
    return Roster(students)


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """The lines of a CSV file with their numbers, the header's names in small letters."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise LmsError(f"{path}: it is too large for a roster (limit={MAX_BYTES >> 20} MB).")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise LmsError(f"{path}: the roster cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise LmsError(
            f"{path}: the roster is not UTF-8 text (byte {error.start}). Save it as CSV UTF-8."
        ) from None
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if row]
    except csv.Error as error:
        raise LmsError(f"{path}: row {reader.line_num} of the roster: {error}.") from None
    return [
        (line, [cell.lower() for cell in row] if number == 0 else row)
        for number, (line, row) in enumerate(rows)
    ]


def _refuse_twins(
    path: Path, students: list[Student], column: str, key: Callable[[Student], str]
) -> None:
    rows: dict[str, list[int]] = defaultdict(list)
    for one in students:
        if key(one):
            rows[key(one)].append(one.row)
    twins = [
        f"{plain(value, 64)} in rows {' and '.join(map(str, numbers))}"
        for value, numbers in rows.items()
        if len(numbers) > 1
    ]
    if twins:
        raise LmsError(
            f"{path}: more than one student has the same {column}: {'; '.join(twins)}. "
            "Take the extra rows out or correct them."
        )


def _words(text: str) -> str:
    """A text's words as an LMS may have changed them: `_` is a space there."""
    return " ".join(re.split(r"[^\w@.+-]|_", text.casefold())).strip()
