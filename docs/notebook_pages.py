"""A page from an executed solution notebook, as Markdown: solutions and setup are folded.

Sphinx reads what is returned here. Figures are handed out as files, with their words as `alt`.
"""

import base64
import re
import textwrap
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from sphinx.errors import SphinxError

from autograde.building.text import regions
from autograde.classroom.pages.formulas import Formula, take_out

Keep = Callable[[bytes], str]
"""Keeps the bytes of a figure as a file, and returns its address for the page."""

LEFT_OUT = {"built-from"}


class PageError(SphinxError):
    """A notebook that no page can be made of; the message names cell and mend."""

    category = "The course"


def page(notebook: Any, facts: str, keep: Keep) -> str:
    """Return a notebook as one page of Markdown.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        An executed solution.
    facts : str
        A line that goes below the title.
    keep : callable
        See `Keep`.

    Raises
    ------
    PageError
        An output may not be shown: an error, what went to stderr, a figure without words.
    """
    first, *others = (cell for cell in notebook.cells if cell.id not in LEFT_OUT)
    title, _, rest = first.source.partition("\n")
    parts = [title, facts, rest, *(part for cell in others for part in _cell(cell, keep))]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _cell(cell: Any, keep: Keep) -> Iterator[str]:
    """The parts of the page that one cell becomes."""
    is_solution = cell.metadata.get("nbgrader", {}).get("solution", False)
    if cell.cell_type == "markdown":
        text = take_out(cell.source, _as_one_line)
        yield _folded("Show a model answer", _unmarked(text)) if is_solution else text
        return
    if "setup" in cell.metadata.get("tags", ()):
        yield _folded("The first cell: it finds what the others use", _code(cell.source), "setup")
    elif is_solution:
        yield _code(stub(cell.source))
        yield _folded("Show the solution", _code(answer(cell.source)))
    else:
        yield _code(cell.source)
    outputs = [_output(cell.id, output, keep) for output in cell.outputs]
    if outputs:
        yield "\n\n".join(('<div class="output">', *outputs, "</div>"))


def _as_one_line(formula: Formula) -> str:
    """A formula that no line of which looks like Markdown, such as a list that begins with +."""
    mark = "$$" if formula.block else "$"
    return f"{mark}{' '.join(formula.tex.split())}{mark}"


def stub(source: str) -> str:
    """Return a solution cell without its solution: the signature, the docstring, an ellipsis."""
    lines = source.splitlines()
    for begin, end in reversed(regions(source)):
        indent = re.match(r"\s*", lines[begin - 1])
        lines[begin - 1 : end] = [f"{indent[0] if indent else ''}..."]
    return "\n".join(lines)


def answer(source: str) -> str:
    """Return what stands in the solution regions of a cell."""
    lines = source.splitlines()
    found = ["\n".join(lines[begin : end - 1]) for begin, end in regions(source)]
    return "\n\n".join(textwrap.dedent(part) for part in found)


def _unmarked(source: str) -> str:
    """A written answer without the lines that mark its beginning and end."""
    marked = {line for region in regions(source) for line in region}
    lines = enumerate(source.splitlines(), start=1)
    return "\n".join(line for number, line in lines if number not in marked)


def _folded(summary: str, text: str, kind: str = "solution") -> str:
    """Markdown behind a click."""
    return f'<details class="{kind}"><summary>{summary}</summary>\n\n{text}\n\n</details>'


def _code(source: str) -> str:
    return _fenced("python", source)


def _fenced(what: str, text: str) -> str:
    """A block with a fence that its text cannot close."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{what}\n{text}\n{fence}"


def _output(cell_id: str, output: Any, keep: Keep) -> str:
    """One output: HTML as it is, a figure as an image, everything else as text."""
    if output.output_type == "error":
        raise PageError(
            f"cell {cell_id}: it ended with {output.ename}. Mend it, and run: make build"
        )
    if output.output_type == "stream":
        if output.name != "stdout":
            raise PageError(f"cell {cell_id}: it writes to {output.name}. Mend it: make build")
        return _text(output.text)
    if "text/html" in output.data:
        return _fenced("{raw} html", output.data["text/html"])
    if "image/png" in output.data:
        return _figure(cell_id, output, keep)
    return _text(output.data["text/plain"])


def _text(text: str) -> str:
    return _fenced("{raw} html", f"<pre>{escape(text, quote=False)}</pre>")


def _figure(cell_id: str, output: Any, keep: Keep) -> str:
    """An image that says in words what it shows, and is as wide as in a notebook."""
    facts = output.metadata.get("image/png", {})
    words = " ".join(facts.get("alt", "").split())
    if not words:
        raise PageError(f"cell {cell_id}: a figure without words. Draw it with cnn_lab.draw.")
    address = keep(base64.b64decode(output.data["image/png"]))
    width = f' width="{facts["width"]}"' if "width" in facts else ""
    return f'<img src="{escape(address)}" alt="{escape(words)}"{width}>'
