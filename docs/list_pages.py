"""Write the pages that come from the lists of coverage: for everybody, and for instructors."""

from pathlib import Path

from section_links import SectionLinks

from autograde.coverage import checking, reading, tables
from autograde.coverage.error_page import errors
from autograde.registry import ASSIGNMENTS

ERRORS = """# Fourteen errors of the decks

The course grew out of five decks of slides: those of Canziani, CS231n, TU/e, Bonn and CUHK. Like
everything that people write, they hold errors. Here is what the slides say, word for word; what 11
and 12 draw is told in words. **Find out what is wrong, and what would be right, before you click.**
Errors 13 and 14 have two parts.
"""

COVERAGE = """# What the course holds, and where

Every fact, number and error of the decks, and every mistake that students are known to make: each
with the sections, exercises, questions and tests that hold it. `python -m autograde verify` looks
into each of these places, and fails if one does not hold what it must.
"""

ASSIGNMENT_TABLE = """# The assignments in numbers

Minutes, points by checks and by hand, how many mistakes the checks know by name, and the decks
whose matter each assignment covers.
"""


def write_pages(docs: Path, root: Path) -> None:
    """Write the page of errors to `pages/`, and the tables to `instructors/`.

    Parameters
    ----------
    docs : Path
        The folder that Sphinx reads.
    root : Path
        The course's folder, which holds the executed solutions.

    Raises
    ------
    ListError
        A list cannot be read.
    """
    lists = reading.read(checking.HERE)
    link = SectionLinks(root)
    written = {
        "pages/errors.md": (ERRORS, errors(lists, link)),
        "instructors/coverage.md": (COVERAGE, _in_narrow_columns(tables.items(lists, link))),
        "instructors/assignments.md": (ASSIGNMENT_TABLE, tables.assignments(ASSIGNMENTS, lists)),
    }
    for name, parts in written.items():
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("\n".join(parts), encoding="utf-8")


def _in_narrow_columns(text: str) -> str:
    """Tables in which long names may be broken anywhere."""
    return f'<div class="narrow-columns">\n\n{text}\n</div>\n'
