"""What docstrings leave to the source: the fields of named tuples and layers."""

import ast
import dataclasses
import inspect
import re
from typing import Any

from sphinx.application import Sphinx


def add_fields(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Add the fields of a named tuple or a dataclass to its docstring, with their comments."""
    if what == "class" and (hasattr(obj, "_fields") or dataclasses.is_dataclass(obj)):
        found = list(fields(obj))
        if found:
            lines += ["", ".. rubric:: Fields", "", *found]


def keep_stars(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Escape the star of a shape such as ``(N, *in_shape)``, which is no emphasis."""
    lines[:] = [_escaped(line) if " of shape (" in line else line for line in lines]


def fields(declared: type) -> list[str]:
    """Return the fields that a class itself declares, as a list in reStructuredText."""
    source = inspect.getsource(declared)
    (declaration,) = ast.parse(source).body
    lines = getattr(declaration, "body", [])
    return [
        _field(source, line)
        for line in lines
        if isinstance(line, ast.AnnAssign) and "ClassVar" not in ast.unparse(line.annotation)
    ]


def _field(source: str, line: ast.AnnAssign) -> str:
    """Return the name, the type, the usual value and the comment of one field."""
    text = f"- **{ast.unparse(line.target)}** : ``{ast.unparse(line.annotation)}``"
    if line.value:
        text += f", default {ast.unparse(line.value)}"
    comment = source.splitlines()[line.lineno - 1].partition("  # ")[2]
    return _escaped(f"{text}, {comment}" if comment else text)


def _escaped(line: str) -> str:
    """Escape a star behind a comma and before a word."""
    return re.sub(r"(?<=, )\*(?=\w)", r"\\*", line)
