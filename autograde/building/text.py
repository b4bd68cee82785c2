"""From an author's text to a notebook: markers become cells with boxes, checks and metadata.

The text is jupytext's percent format. Markers on a cell's first line:

- ``setup=true``: becomes the cell that finds cnn_lab;
- ``exercise="name"``: a solution cell; its box goes above it and its check below;
- ``[markdown] written="name"``: a sample answer; its box goes above it;
- ``about="name"``: a cell that is left out together with the exercise or question of that name.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat.v4 as nb

from autograde.exercise import Assignment

from . import boxes

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
MARKERS = ("setup", "exercise", "written", "about")
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


class TextError(ValueError):
    """A text that cannot be built; the message names file, line and mend."""


@dataclass(frozen=True)
class Part:
    """One cell of a text: its first line in the file, its marker, and an id that lasts.

    `marker` is "" for ordinary cells; `name` is what the marker names.
    """

    line: int
    kind: str
    source: str
    marker: str
    name: str
    id: str


@dataclass(frozen=True)
class Text:
    """A text, taken apart and checked on its own; `path` is how messages and notebooks name it."""

    path: str
    source: str
    parts: tuple[Part, ...]

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


def expand(text: Text, full: Assignment, kept: Assignment, version: str, url: str = "") -> Any:
    """The notebook of a text, not yet executed, and without the line that names its build.

    Parameters
    ----------
    text : Text
    full, kept : Assignment
        As in the registry, and with the course's changes: what `kept` lacks is left out.
    version : str
        The kit's.
    url : str
        Where pip finds cnn_lab; may be empty.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    TextError
        The text does not hold each exercise and question exactly once, or a cell that is kept
        uses a function that is dropped.
    """
    _check_names(text, full)
    cells: list[Any] = []
    for part in _without_dropped(text, full, kept):
        cells += _cells(part, kept, version, url)
    metadata = {"kernelspec": dict(KERNEL), "cnn_kit": {"assignment": kept.id, "source": text.path}}
    notebook = nb.new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 5
    return notebook


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
        if len(markers) > 1:
            both = " and ".join(marker for marker, _ in markers)
            raise TextError(f"{name}, line {line}: one cell has {both}. Make it two cells.")
        marker, named = markers[0] if markers else ("", "")
        if cell.cell_type == "markdown" and marker != "written":
            headings = _headings(headings, cell.source)
        path = _slug(headings)
        counts[path] += marker in ("", "about")
        yield Part(line, cell.cell_type, cell.source, marker, named, f"{path}-{counts[path]}")


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
    return slug[-56:].lstrip("-") or "top"


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


def _check_names(text: Text, full: Assignment) -> None:
    """The text holds exactly the assignment's exercises and questions."""
    known = {
        "exercise": [exercise.id for exercise in full.exercises],
        "written": [written.id for written in full.written],
    }
    known["about"] = known["exercise"] + known["written"]
    for part in text.parts:
        if part.marker in known and part.name not in known[part.marker]:
            names = ", ".join(known[part.marker]) or "none"
            raise text.error(
                part,
                f'{part.marker}="{part.name}": {full.id} has no such {_what(part.marker)}. '
                f"Known: {names}.",
            )
    for marker in ("exercise", "written"):
        there = {part.name for part in text.parts if part.marker == marker}
        for name in known[marker]:
            if name not in there:
                kind = "# %% [markdown]" if marker == "written" else "# %%"
                raise TextError(
                    f"{text.path}: the {_what(marker)} {name} of {full.id} is missing. "
                    f'Add a cell: {kind} {marker}="{name}"'
                )


def _what(marker: str) -> str:
    return {"exercise": "exercise", "written": "written question"}.get(
        marker, "exercise or question"
    )


def _without_dropped(text: Text, full: Assignment, kept: Assignment) -> list[Part]:
    """The parts that stay, after a check that none of them uses a dropped function."""
    dropped = _names(full) - _names(kept)
    stay = [part for part in text.parts if part.marker in ("", "setup") or part.name not in dropped]
    for part in stay if dropped else ():
        used = sorted(dropped & _used(part)) if part.kind == "code" else []
        if used:
            raise text.error(
                part,
                f"the cell uses {used[0]}, which course.toml drops. "
                f'Mark it # %% about="{used[0]}", so that it is left out too, or keep the exercise.',
            )
    return stay


def _names(assignment: Assignment) -> set[str]:
    return {part.id for part in (*assignment.exercises, *assignment.written)}


def _used(part: Part) -> set[str]:
    try:
        tree = ast.parse(part.source)
    except SyntaxError:  # a line of magic; what else is wrong shows when the cell is executed
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _cells(part: Part, kept: Assignment, version: str, url: str) -> list[Any]:
    """The cells of the notebook that one part of the text becomes."""
    if part.marker == "setup":
        return [boxes.setup(kept.id, version, url)]
    if part.marker == "exercise":
        exercise = next(e for e in kept.exercises if e.id == part.name)
        answer = boxes.solution(exercise, part.source)
        return [boxes.exercise_box(exercise), answer, boxes.check(exercise)]
    if part.marker == "written":
        written = next(w for w in kept.written if w.id == part.name)
        return [boxes.written_box(written), boxes.written_answer(written, _unmarked(part.source))]
    new = nb.new_code_cell if part.kind == "code" else nb.new_markdown_cell
    return [new(part.source, id=part.id)]


def _unmarked(source: str) -> str:
    """A sample answer without markers around the whole of it, which would show as headings."""
    lines = source.strip().splitlines()
    if regions(source) == [(1, len(lines))]:
        return "\n".join(lines[1:-1])
    return source
