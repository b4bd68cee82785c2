"""nbconvert's pages of a graded notebook, such as formgrader's, without any script of a student's.

The grader writes graded notebooks without their rich outputs. This is the second wall: settings for
`HTMLExporter` by which nothing of a notebook reaches a page unchecked, whatever is in it.

- `harmless` reduces a notebook to what our pages show, before a template sees it. Templates write
  some of it into pages as it is: execution counts, grade ids, unknown cell types, an image's width.
- The filters replace those that let HTML through: `markdown2html` does nothing about scripts,
  `strip_files_prefix` turns `files/javascript:` into `javascript:`.
- An own template in the place of MathJax's, which is fetched from the network.

References
----------
https://github.com/jupyter/nbconvert/security/advisories/GHSA-9jmq-rx5f-8jwq
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from nbconvert.filters.ansi import strip_ansi
from nbconvert.filters.highlight import Highlight2HTML
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from .cleaning import clean_report
from .markdown import to_html
from .text import plain_text

MAX_CODE = 20_000
TEMPLATES = Path(__file__).parent / "templates"

_GRADE_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_GRADE_FLAGS = ("grade", "solution", "locked", "task")
_NAMES = ("student", "first_name", "last_name", "notebook_path", "filename")


@pass_context
def markdown2html(context: Context, source: str) -> Markup:
    """Markdown of a cell or a comment; attachments are those of the cell."""
    cell = context.get("cell") or {}
    return Markup(to_html(str(source), cell.get("attachments") or {}))


def highlight_code(source: str, language: object = None, metadata: object = None) -> Markup:
    """Code in colours, always as Python; what is very long without."""
    text = plain_text(str(source))
    if len(text) > MAX_CODE:
        return Markup(f'<div class="highlight"><pre>{escape(text)}</pre></div>')
    return Markup(Highlight2HTML(pygments_lexer="python")(text))


def ansi2html(text: str) -> Markup:
    """Printed text without its colours."""
    return Markup(escape(plain_text(strip_ansi(str(text)))))


def clean_html(element: object) -> Markup:
    """HTML that one of these functions made, as it is; anything else as text."""
    return element if isinstance(element, Markup) else Markup(escape(plain_text(str(element))))


def strip_files_prefix(text: str) -> str:
    """Leave a text as it is."""
    return text


def class_filters() -> dict[str, Callable[..., Any]]:
    """The filters for `HTMLExporter.filters`."""
    made = (markdown2html, highlight_code, ansi2html, clean_html, strip_files_prefix)
    return {one.__name__: one for one in made}


def exporter_settings() -> dict[str, dict[str, Any]]:
    """Settings, by class, under which `HTMLExporter` makes safe pages with any template.

    Functions are given by name, so that the settings can be written as JSON, as formgrader does.
    """
    here = __name__
    return {
        "HTMLExporter": {
            "filters": {name: f"{here}.{name}" for name in class_filters()},
            "preprocessors": [f"{here}.harmless"],
            "sanitize_html": True,  # the templates then pass outputs through our `clean_html`
            "embed_images": False,
            "extra_template_basedirs": [str(TEMPLATES), _formgrader_templates()],
        },
        "WidgetsDataTypeFilter": {
            "display_data_priority": ["text/html", "image/png", "image/jpeg", "text/plain"]
        },
    }


def harmless(nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
    """Reduce a notebook to what a page shows, and make names text; a preprocessor of nbconvert's.

    Of outputs remain: printed text, tracebacks, plain values, pictures, and the HTML of a report
    that the grader put into a check cell (`cnn_kit` in the cell's metadata says so).
    """
    cells = [_cell(cell, i) for i, cell in enumerate(nb.get("cells", []))]
    for name in _NAMES:
        if isinstance(resources.get(name), str):
            resources[name] = escape(plain_text(resources[name]))
    return new_notebook(cells=[cell for cell in cells if cell is not None]), resources


def _cell(cell: Any, number: int) -> NotebookNode | None:
    kind = cell.get("cell_type")
    if kind not in ("code", "markdown"):
        return None
    metadata = cell.get("metadata", {})
    made = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "source": str(cell.get("source", "")),
        "metadata": _grade(metadata.get("nbgrader")),
    }
    if kind == "markdown":
        attachments = cell.get("attachments")
        return NotebookNode(made, attachments=attachments if isinstance(attachments, dict) else {})
    kit = metadata.get("cnn_kit")
    ours = isinstance(kit, dict) and kit.get("role") == "check"
    outputs = [_output(output, ours) for output in cell.get("outputs", [])]
    count = cell.get("execution_count")
    return NotebookNode(
        made,
        execution_count=count if type(count) is int else None,
        outputs=[output for output in outputs if output is not None],
    )


def _grade(grade: Any) -> NotebookNode:
    """A cell's grading, from which pages make ids and names."""
    if not isinstance(grade, dict) or not _GRADE_ID.fullmatch(str(grade.get("grade_id"))):
        return NotebookNode()
    points = grade.get("points")
    return NotebookNode(
        nbgrader=NotebookNode(
            {flag: grade.get(flag) is True for flag in _GRADE_FLAGS},
            grade_id=grade["grade_id"],
            points=points if type(points) in (int, float) else 0,
        )
    )


def _output(output: Any, ours: bool) -> NotebookNode | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type=kind, name=name, text=str(output.get("text", "")))
    if kind == "error":
        lines = [str(line) for line in output.get("traceback", [])]
        return NotebookNode(output_type=kind, ename="", evalue="", traceback=lines)
    if kind not in ("display_data", "execute_result"):
        return None
    data = {mime: _data(mime, value, ours) for mime, value in output.get("data", {}).items()}
    kept = NotebookNode({mime: value for mime, value in data.items() if value is not None})
    made = NotebookNode(output_type=kind, data=kept, metadata=_descriptions(output))
    if kind == "execute_result":
        made.execution_count = None
    return made if kept else None


def _descriptions(output: Any) -> NotebookNode:
    """What is left of an output's metadata: the words for a picture, which templates escape."""
    metadata = output.get("metadata", {})
    words = {mime: about.get("alt") for mime, about in metadata.items() if isinstance(about, dict)}
    return NotebookNode(
        {mime: NotebookNode(alt=alt) for mime, alt in words.items() if isinstance(alt, str)}
    )


def _data(mime: str, value: Any, ours: bool) -> str | None:
    if not isinstance(value, str):
        return None
    if mime == "text/plain":
        return value
    if mime == "text/html" and ours:
        return Markup(clean_report(plain_text(value)))
    if mime in ("image/png", "image/jpeg") and _BASE64.fullmatch(value):
        return value
    return None


def _formgrader_templates() -> str:
    from nbgrader.server_extensions.formgrader import handlers

    return str(handlers.template_path)
