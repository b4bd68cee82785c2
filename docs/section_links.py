"""Where the sections of the course's pages are: addresses for the places that lists name."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
from myst_parser.slugs import github_slugify, unique_slug

from autograde.coverage.entries import Place
from autograde.coverage.sections import Section, of_markdown
from autograde.registry import ASSIGNMENTS

PART_OF = {
    part.id: group.id
    for group in ASSIGNMENTS.values()
    for part in (*group.exercises, *group.written)
}
"""The assignment of every exercise and question."""


class SectionLinks:
    """Gives a place its address, as seen from a page in another folder beside `course/`.

    Parameters
    ----------
    root : Path
        The course's folder, which holds the executed solutions.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._found = cache(self._read)

    def __call__(self, place: Place) -> str | None:
        """Return the address of a section, exercise or question; None for all others."""
        if place.kind in ("cell", "shown"):
            assignment, *headings = place.at
            found = [anchor for one, anchor in self._found(assignment) if one.has(headings)]
        elif place.at[0] in PART_OF:
            assignment = PART_OF[place.at[0]]
            found = [anchor for one, anchor in self._found(assignment) if place.at[0] in one.cells]
        else:
            return None
        page = f"../course/{assignment}.md"
        return f"{page}#{found[0]}" if found else page

    def _read(self, assignment: str) -> list[tuple[Section, str]]:
        path = self.root / "solutions" / assignment / f"{assignment}.ipynb"
        if not path.is_file():
            return []  # whoever makes the page says so
        cells = nbformat.read(path, as_version=4).cells
        sections = of_markdown((cell.id, _markdown(cell)) for cell in cells)
        return list(zip(sections, _anchors(sections), strict=True))


def _markdown(cell: nbformat.NotebookNode) -> str:
    """What a cell may bring headings in: its text, but no model answer."""
    is_answer = cell.metadata.get("nbgrader", {}).get("solution", False)
    return cell.source if cell.cell_type == "markdown" and not is_answer else ""


def _anchors(sections: list[Section]) -> Iterator[str]:
    """The anchors that MyST gives to the headings of a page, in order."""
    seen: set[str] = set()
    for section in sections:
        anchor = unique_slug(github_slugify(re.sub("[`*]", "", section.path[-1])), seen)
        seen.add(anchor)
        yield anchor
