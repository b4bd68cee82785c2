"""Thirty students with names, and their uploads as Canvas gives them to an instructor."""

from __future__ import annotations

import csv
import tempfile
import zipfile
from pathlib import Path

from .papers import Row

NAMES = (
    *("Ada Okafor", "Ben Ito", "Chloé Martin", "Dmitri Orlov", "Elif Kaya", "Femi Adeyemi"),
    *("Gita Rao", "Hugo Lind", "Ines Duarte", "Jan Novák", "Kofi Mensah", "Lena Vogt"),
    *("Mei Chen", "Nils Berg", "Olga Petrova", "Pablo Ruiz", "Quynh Tran", "Rosa Conti"),
    *("Sam Walker", "Tariq Aziz", "Uma Nair", "Viktor Szabó", "Wanda Kowalska", "Xin Li"),
    *("Yara Haddad", "Zoe Papas", "Aaron Klein", "Bea Costa", "Cem Demir", "Dana Levi"),
)


def take(honest: list[Row], mistaken: list[Row]) -> tuple[list[Row], list[Row]]:
    """The thirty's rows: every honest one, and mistakes from all over the catalogue; and the rest.

    All are plain notebooks, as an upload is.
    """
    free = len(NAMES) - len(honest)
    step = max(1, len(mistaken) // free)
    taken = mistaken[::step][:free]
    names = {row.name for row in taken}
    return [*honest, *taken], [row for row in mistaken if row.name not in names]


def download(rows: list[Row], place: Path, assignment: str) -> tuple[dict[str, Row], Path, Path]:
    """Write the thirty's uploads and their roster.

    Returns
    -------
    dict of str to Row
        The rows, by student.
    Path, Path
        Canvas's download, and the roster.
    """
    target, roster = place / "canvas submissions.zip", place / "roster.csv"
    students = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
        roster.open("w", encoding="utf-8", newline="") as file,
    ):
        table = csv.writer(file)
        table.writerow(("id", "first_name", "last_name", "email", "lms_user_id"))
        for i, (name, row) in enumerate(zip(NAMES, rows, strict=True)):
            first, last = name.split()
            student, number = f"s{2001 + i}", 7001 + i
            table.writerow((student, first, last, f"{student}@example.org", number))
            upload = f"{last}{first}_{number}_{90_001 + i}_{assignment}.ipynb".lower()
            packed.write(row.make(Path(folder)), upload)
            students[student] = row
    return students, target, roster
