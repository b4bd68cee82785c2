"""The sections of a text: what stands under each heading, and what its cells show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from autograde.building import text


@dataclass
class Section:
    """What stands under one heading, down to the next of any level.

    `path` holds the headings above and the section's own; `lines` what students read there, without
    model answers; `cells` the ids of its cells in the notebook.
    """

    path: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    @cached_property
    def words(self) -> str:
        """All that students read here, in one line; the marks of quoted lines are left out.

        Ask for it when all lines are there: it is put together once.
        """
        return plain("\n".join(re.sub("^(> ?)+", "", line) for line in self.lines))

    def has(self, headings: Sequence[str]) -> bool:
        """Whether it is the section of these headings: its own is the last one."""
        above = iter(self.path)
        return headings[-1] == self.path[-1] and all(heading in above for heading in headings)


def plain(words: str) -> str:
    """Words with one blank wherever there is any white space."""
    return " ".join(words.split())


def of_text(read: text.Text) -> list[Section]:
    """The sections of an assignment's text, in order."""
    found = [Section(("",))]
    for part in read.parts:
        if part.marker == "written":
            continue
        if part.kind == "markdown":
            _add_markdown(found, part.source)
        else:
            found[-1].lines += [text.stub(part.source)]
        found[-1].cells += [part.id, f"check-{part.id}"]
    return found[1:]


def of_markdown(cells: Iterable[tuple[str, str]]) -> list[Section]:
    """The sections of a notebook's cells, each given by its id and its Markdown."""
    found = [Section(("",))]
    for name, source in cells:
        _add_markdown(found, source)
        found[-1].cells += [name]
    return found[1:]


def _add_markdown(found: list[Section], source: str) -> None:
    fenced = False
    for line in source.splitlines():
        fenced ^= line.lstrip().startswith("```")
        heading = re.match(r"(#{1,6}) +(.+)", line)
        if heading and not fenced:
            above = found[-1].path[: len(heading[1]) - 1]
            above += ("",) * (len(heading[1]) - 1 - len(above))
            found.append(Section((*above, heading[2].strip())))
        found[-1].lines.append(line)


def shown(root: Path, assignment: str) -> dict[str, str]:
    """What the cells of the executed solution show, by their ids: printed text and figures' words.

    Raises
    ------
    FileNotFoundError
        The notebook is not built.
    """
    path = root / "solutions" / assignment / f"{assignment}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return {
        cell.get("id", ""): plain("\n".join(_printed(cell)))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    }


def _printed(cell: dict[str, Any]) -> Iterator[str]:
    for output in cell["outputs"]:
        printed = output.get("text") or output.get("data", {}).get("text/plain", "")
        yield printed if isinstance(printed, str) else "".join(printed)
