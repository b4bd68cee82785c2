"""Read an author's text: its cells, their markers, and an id for each that lasts.

The text is jupytext's percent format. Markers on a cell's first line:

- ``setup=true``: the cell that finds cnn_lab;
- ``exercise="name"``: a solution cell; its box goes above it and its check below;
- ``[markdown] written="name"``: a sample answer; its box goes above it;
- ``about="name"``: a cell that is left out together with the exercise or question of that name.

In markdown, ``<!-- about="name" -->`` marks a single line; see `dropping`.

A given code cell may carry ``tags=["nbval-ignore-output"]``: what it shows depends on the machine,
or on how long it may run, and no test compares it.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jupytext

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
MARKERS = ("setup", "exercise", "written", "about")
GIVEN = ("", "about")
VARYING = "nbval-ignore-output"  # nbval's own name


class TextError(ValueError):
    """A text that cannot be built; the message names file, line and mend."""


@dataclass(frozen=True)
class Part:
    """One cell of a text: its first line in the file, its marker, and an id that lasts.

    `marker` is "" for ordinary cells; `name` is what the marker names. The id is the name where the
    part has boxes or checks of its own, else made from the headings above and a count. `tags` go to
    the notebook.
    """

    line: int
    kind: str
    source: str
    marker: str
    name: str
    id: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A text, taken apart and checked on its own; `path` is how messages and notebooks name it."""

    path: str
    source: str
    parts: tuple[Part, ...]

    def line(self, cell_id: str) -> int:
        """The line of the file from which a notebook's cell comes; 1 if from none."""
        lines = {part.id: part.line for part in self.parts}
        return lines.get(cell_id.removeprefix("check-").removeprefix("box-"), 1)

    def error(self, part: Part, message: str) -> TextError:
        """An error about one cell."""
        return TextError(f"{self.path}, line {part.line}: {message}")


def read(root: Path, assignment: str) -> Text:
    """Read and check the text of an assignment.

    Raises
    ------
    TextError
        It is missing, not Python, or a marker or a solution region is wrong.
    """
    name = f"solutions/{assignment}.py"
    try:
        source = (root / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise TextError(f"{name}: there is no such file. Write the assignment's text.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise TextError(f"{name}: it cannot be read: {error}. Save it as UTF-8 text.") from None
    text = Text(name, source, tuple(_parts(source, name)))
    for part in text.parts:
        _check_part(text, part)
    _check_unique(text)
    return text


def regions(source: str) -> list[tuple[int, int]]:
    """Where the solution regions of a cell begin and end, as its line numbers from 1.

    Raises ValueError, with the reason, when they are not balanced.
    """
    found: list[tuple[int, int]] = []
    begin = None
    for number, line in enumerate(source.splitlines(), start=1):
        if BEGIN in line:
            if begin is not None:
                raise ValueError(f"a second ### {BEGIN} before ### {END}")
            begin = number
        elif END in line:
            if begin is None:
                raise ValueError(f"### {END} without ### {BEGIN}")
            found.append((begin, number))
            begin = None
    if begin is not None:
        raise ValueError(f"### {BEGIN} without ### {END}")
    return found


def _parts(source: str, name: str) -> Iterator[Part]:
    """The cells of a text, with lines and ids."""
    try:
        cells = jupytext.reads(source, fmt="py:percent").cells
    except Exception as error:  # jupytext hands on whatever YAML or the tokenizer raised
        raise TextError(f"{name}: jupytext cannot read it: {error}. Mend it.") from error
    starts = [i for i, line in enumerate(source.splitlines(), 1) if re.match(r"# ?%%", line)]
    starts = [1] * (len(cells) - len(starts)) + starts
    headings: list[str] = []
    counts: Counter[str] = Counter()
    for cell, line in zip(cells, starts, strict=False):
        markers = [(m, str(cell.metadata[m])) for m in MARKERS if m in cell.metadata]
        markers = [(m, m if m == "setup" else named) for m, named in markers]
        if len(markers) > 1:
            both = " and ".join(marker for marker, _ in markers)
            raise TextError(f"{name}, line {line}: one cell has {both}. Make it two cells.")
        marker, named = markers[0] if markers else ("", "")
        if cell.cell_type == "markdown" and marker != "written":
            headings = _headings(headings, cell.source)
        path = _slug(headings)
        counts[path] += marker in ("", "about")
        lasting = f"{path}-{counts[path]}" if marker in ("", "about") else named
        tags = tuple(map(str, cell.metadata.get("tags", ())))
        yield Part(line, cell.cell_type, cell.source, marker, named, lasting, tags)


def _headings(path: list[str], source: str) -> list[str]:
    """The heading path after a cell: entry i is the last heading of level i + 1, or empty."""
    fenced = False
    for line in source.splitlines():
        fenced ^= line.lstrip().startswith("```")
        found = re.match(r"(#{1,6}) +(.+)", line)
        if found and not fenced:
            level = len(found[1])
            path = [*path[: level - 1], *[""] * (level - 1 - len(path)), found[2]]
    return path


def _slug(headings: list[str]) -> str:
    """A heading path as part of a cell id, at most 56 characters; the deepest headings stay."""
    words = [re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings[1:]]
    slug = "--".join(word for word in words if word)
    if len(slug) > 56:
        slug = slug[-56:].partition("-")[2].lstrip("-")
    return slug or "top"


def _check_part(text: Text, part: Part) -> None:
    """Solution regions are balanced and stand where they belong."""
    try:
        found = regions(part.source)
    except ValueError as error:
        raise text.error(part, f"{error}. Add or remove the line.") from None
    if part.marker == "exercise":
        _check_exercise(text, part, found)
    elif found and part.marker != "written":
        raise text.error(
            part,
            f'a solution region in a cell without exercise="…". Mark it, or remove ### {BEGIN}.',
        )
    if part.tags and (part.tags != (VARYING,) or part.kind != "code" or part.marker not in GIVEN):
        raise text.error(
            part,
            f"the tags {', '.join(part.tags)} cannot stand here. Known is {VARYING}, for code that "
            "is given.",
        )
    if part.kind not in ("code", "markdown"):
        raise text.error(part, f"{part.kind} cells are not built. Make it [markdown] or code.")
    if part.marker == "written" and part.kind != "markdown":
        raise text.error(part, 'written="…" is for markdown. Begin the cell with # %% [markdown].')
    if part.marker in ("setup", "exercise") and part.kind != "code":
        raise text.error(part, f"{part.marker} is for code. Remove [markdown] from its first line.")


def _check_exercise(text: Text, part: Part, found: list[tuple[int, int]]) -> None:
    """An exercise's cell defines its function, and still does without the solution."""
    if not found:
        message = f"{part.name} has no solution region. Put ### {BEGIN} … ### {END} around it."
        raise text.error(part, message)
    for what, source in (("the cell", part.source), ("the stub", stub(part.source))):
        try:
            tree = ast.parse(source)
        except SyntaxError as error:
            line = part.line + (error.lineno or 0)
            where = f" near line {line}" if what == "the cell" else ""
            raise text.error(part, f"{what} is not Python: {error.msg}{where}. Mend it.") from None
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        if part.name not in names:
            raise text.error(
                part,
                f'exercise="{part.name}", but {what} defines {", ".join(names) or "no function"}. '
                f"Name the function {part.name}, and begin the solution region below its def.",
            )


def stub(source: str) -> str:
    """What nbgrader leaves of a solution cell."""
    lines = source.splitlines()
    for begin, end in reversed(regions(source)):
        indent = re.match(r"\s*", lines[begin - 1])
        assert indent is not None
        lines[begin - 1 : end] = [
            f"{indent[0]}# YOUR CODE HERE",
            f"{indent[0]}raise NotImplementedError()",
        ]
    return "\n".join(lines)


def _check_unique(text: Text) -> None:
    """One setup cell above all other code; each exercise and question at most once; ids differ."""
    code = [part for part in text.parts if part.kind == "code"]
    if not code or code[0].marker != "setup":
        line = code[0].line if code else 1
        raise TextError(
            f"{text.path}, line {line}: the first code cell is not the setup. "
            "Begin the code with a cell: # %% setup=true"
        )
    seen: dict[str, Part] = {}
    for part in text.parts:
        if part.marker not in ("exercise", "written", "setup"):
            continue
        key = part.name if part.marker != "setup" else "setup=true"
        if key in seen:
            raise text.error(
                part, f"{key} is there twice, first in line {seen[key].line}. Keep one."
            )
        seen[key] = part
