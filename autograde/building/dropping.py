"""Leave out of a text what belongs to exercises and questions that `course.toml` drops.

A cell marked ``about="name"`` goes together with the exercise or question of that name, and so
does a line of markdown that ends with ``<!-- about="name" -->``. Several names, with spaces between
them, mean: it goes when any of them does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from autograde.exercise import Assignment

from .text import Part, Text

LINE = re.compile(r'[ \t]*<!-- about="([^"]*)" -->[ \t]*$', re.MULTILINE)


def without_dropped(text: Text, full: Assignment, kept: Assignment) -> list[Part]:
    """The parts that stay, without the markers of lines.

    Parameters
    ----------
    text : Text
    full, kept : Assignment
        As in the registry, and with the course's changes.

    Raises
    ------
    TextError
        A part that stays uses or names what is dropped.
    """
    dropped = _names(full) - _names(kept)
    parts = list(_staying(text, dropped))
    for part in parts if dropped else ():
        used = sorted(dropped & (_used(part) if part.kind == "code" else _named(part.source)))
        if used:
            verb = "uses" if part.kind == "code" else "names"
            raise text.error(
                part,
                f"the cell {verb} {used[0]}, which course.toml drops. "
                f'Mark it # %% about="{used[0]}" to leave it out too, or keep the exercise.',
            )
    return parts


def about(part: Part) -> list[str]:
    """All the names that a part's own marker and those of its lines hold; "" for an empty one."""
    markers = [part.name] if part.marker == "about" else []
    if part.kind == "markdown":
        markers += LINE.findall(part.source)
    return [name for marker in markers for name in marker.split() or [""]]


def _names(assignment: Assignment) -> set[str]:
    """The ids of an assignment's exercises and questions."""
    return {e.id for e in assignment.exercises} | {w.id for w in assignment.written}


def _staying(text: Text, dropped: set[str]) -> Iterator[Part]:
    for part in text.parts:
        if part.marker in ("exercise", "written", "about") and dropped & set(part.name.split()):
            continue
        if part.kind == "markdown":
            source = _lines(part.source, dropped)
            if part.source.strip() and not source.strip():
                continue
            part = replace(part, source=source)
        yield part


def _lines(source: str, dropped: set[str]) -> str:
    """Markdown without the lines about what is dropped, and the others without their markers."""
    kept = []
    for line in source.split("\n"):
        found = LINE.search(line)
        if not found or not dropped & set(found[1].split()):
            kept.append(LINE.sub("", line))
    return "\n".join(kept)


def _used(part: Part) -> set[str]:
    try:
        tree = ast.parse(part.source)
    except SyntaxError:  # a line of magic; what else is wrong shows when the cell is executed
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _named(source: str) -> set[str]:
    """What markdown names as code or links to."""
    code = " ".join(re.findall(r"`([^`\n]+)`", source))
    links = re.findall(r"\]\(#(?:check-|box-)?(\w+)\)", source)
    return {*re.findall(r"[\w.]+", code), *links}
