"""What a cell defines, found in its text without running it."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable

from cnn_lab.rules import parse

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
Block = (ast.If, ast.Try, ast.With)
_LINES = re.compile(r"\r\n|\r|\n")


@functools.lru_cache(maxsize=1024)
def defined(source: str) -> frozenset[str]:
    """The functions that a cell defines at its top level; lines of magic do not hide them."""
    lines = _without_magic(source)
    tree = parse("\n".join(lines))
    if tree is None:
        return frozenset(
            line[4:].split("(")[0].strip() for line in lines if line.startswith("def ")
        )
    return frozenset(_names(tree.body))


def definitions(source: str, after: int = 0) -> str:
    """A cell without what it does: imports, definitions, and plain constants, each in its line.

    Parameters
    ----------
    source : str
    after : int
        Leave out what ends on this line (counted from 1) or above it.

    Returns
    -------
    str
        Empty when the cell defines nothing, or does not parse.
    """
    lines = _without_magic(source)
    tree = parse("\n".join(lines))
    kept: set[int] = set()
    found = False
    for node in tree.body if tree else []:
        if (node.end_lineno or 0) <= after or not _defines(node):
            continue
        found |= not isinstance(node, (ast.Import, ast.ImportFrom))
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        kept |= set(range(first, (node.end_lineno or first) + 1))
    if not found:
        return ""
    return "\n".join(line if i in kept else "" for i, line in enumerate(lines, 1))


def _without_magic(source: str) -> list[str]:
    """The lines of a cell, those of magic emptied."""
    lines = _LINES.split(source)
    return ["" if line.lstrip().startswith(("%", "!")) else line for line in lines]


def _names(body: Iterable[ast.AST]) -> set[str]:
    """The names of functions, of what is assigned and of what is imported."""
    names: set[str] = set()
    for node in body:
        if isinstance(node, Function):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, (*Block, ast.ExceptHandler)):
            names |= _names(ast.iter_child_nodes(node))
    return names


def _defines(node: ast.stmt) -> bool:
    """Whether a statement only gives a name to something, without calling anything for it."""
    if isinstance(node, (*Function, ast.ClassDef, ast.Import, ast.ImportFrom)):
        return True
    value = getattr(node, "value", None) if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
    if isinstance(value, ast.Lambda):
        return True
    kinds = (ast.Constant, ast.Tuple, ast.List, ast.Load, ast.UnaryOp, ast.USub)
    return value is not None and all(isinstance(part, kinds) for part in ast.walk(value))
