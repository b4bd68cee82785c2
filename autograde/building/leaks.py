"""Answers that students could read: solution code in releases or in the student wheel.

Syntax trees are compared, so that other names, layout, comments, docstrings and annotations do
not hide a copy. This finds copies, and no other code that does the same.
"""

from __future__ import annotations

import ast
import builtins
import copy
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .text import read, regions

Statements = Sequence[ast.stmt]
Look = tuple[object, ...]
FENCE = re.compile(r"^```(?:python|py)?\s*\n(.*?)^```", re.MULTILINE | re.DOTALL)
BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True)
class Answer:
    """A solution region: the assignment and exercise, its length, its look, and its normal form."""

    assignment: str
    exercise: str
    length: int
    look: Look
    form: str


def answers_in_release(root: Path) -> list[str]:
    """Answer code that students get, one sentence for each place.

    A release may hold no answer of its own or a later assignment (an earlier one's may be given);
    `cnn_lab`, which is what the student wheel holds, may hold none at all.

    Raises
    ------
    TextError
        A text cannot be read.
    """
    names = sorted(path.stem for path in (root / "solutions").glob("*.py"))
    answers = [answer for name in names for answer in answers_of(root, name)]
    found: list[str] = []
    for path in sorted((root / "notebooks").glob("*/*.ipynb")):
        later = [answer for answer in answers if answer.assignment >= path.stem]
        found += _in_notebook(path, path.relative_to(root).as_posix(), later)
    for path in sorted((root / "cnn_lab").rglob("*.py")):
        for answer in _held(path.read_text(encoding="utf-8"), answers):
            place = path.relative_to(root).as_posix()
            found.append(f"{place}: {_says(answer)}. Students get this file: write it another way.")
    return found


def answers_of(root: Path, assignment: str) -> list[Answer]:
    """The solution regions of an assignment's text."""
    found = []
    for part in read(root, assignment).parts:
        if part.marker == "exercise":
            for statements in _inside(ast.parse(part.source), regions(part.source)):
                look, form = _look(statements), normal_form(statements)
                found.append(Answer(assignment, part.name, len(statements), look, form))
    return found


def normal_form(statements: Statements) -> str:
    """Statements as text that is the same for every choice of names.

    Names become numbers in the order in which they first occur (built-in names stay); docstrings,
    annotations and the messages of exceptions go. A single statement that returns, assigns or
    shows an expression stands for the expression.
    """
    body = [copy.deepcopy(statement) for statement in statements]
    tree = _expression(body) or ast.Module(body, [])
    return ast.dump(_Normal().visit(tree))


def _expression(statements: Statements) -> ast.AST | None:
    """What a single statement returns, assigns or shows."""
    (first, *more) = statements
    if more or not isinstance(first, ast.Return | ast.Assign | ast.AnnAssign | ast.Expr):
        return None
    return first.value or first


def _look(statements: Statements) -> Look:
    """What statements have in common with all of the same normal form; quick to find."""
    expression = _expression(statements)
    if isinstance(expression, ast.expr):
        return ("expression", sum(1 for _ in ast.walk(expression)))
    plain: dict[type, type] = {ast.AnnAssign: ast.Assign}
    return tuple(plain.get(type(statement), type(statement)) for statement in statements)


class _Normal(ast.NodeTransformer):
    """Renames in the order of the tree, and drops docstrings and annotations."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def _name(self, name: str) -> str:
        if name in BUILTINS:
            return name
        return self.names.setdefault(name, f"v{len(self.names)}")

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._name(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._name(node.arg))

    def visit_alias(self, node: ast.alias) -> ast.alias:
        return ast.alias(node.name, self._name(node.asname or node.name))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self._name(node.name)
        node.returns = None
        if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1:
            node.body = node.body[1:]
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is None:
            node.annotation = ast.Constant(None)
            return self.generic_visit(node)
        assigned: ast.AST = self.visit(ast.Assign([node.target], node.value))
        return assigned

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if isinstance(node.exc, ast.Call):
            node.exc = node.exc.func  # the message is in nobody's way
        node.cause = None
        return self.generic_visit(node)


def _inside(tree: ast.AST, found: list[tuple[int, int]]) -> Iterator[Statements]:
    """The statements within each region, the outermost ones."""
    for begin, end in found:
        for body in _bodies(tree):
            inside = [s for s in body if begin < s.lineno and (s.end_lineno or 0) < end]
            if inside:
                yield inside
                break


def _bodies(tree: ast.AST) -> Iterator[Statements]:
    """Every list of statements in a tree, outer ones first."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body:
                yield body


def _in_notebook(path: Path, name: str, answers: list[Answer]) -> Iterator[str]:
    try:
        sources = list(_sources(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{name}: it is no notebook ({type(error).__name__}). Run: make build"
        return
    mend = f"Change that cell in solutions/{path.stem}.py, then run: make build"
    for cell, source in sources:
        for answer in _held(source, answers):
            yield f"{name}, cell {cell}: {_says(answer)}. {mend}"


def _held(source: str, answers: list[Answer]) -> list[Answer]:
    """The answers that a piece of code holds, each once."""
    lines = (" " if line.lstrip()[:1] in ("%", "!", "?") else line for line in source.splitlines())
    try:
        bodies = list(_bodies(ast.parse("\n".join(lines))))
    except SyntaxError:
        return []
    looks = {answer.look for answer in answers}
    windows = (
        body[i : i + length]
        for body in bodies
        for length in {answer.length for answer in answers}
        for i in range(len(body) - length + 1)
    )
    forms = {normal_form(window) for window in windows if _look(window) in looks}
    return [answer for answer in answers if answer.form in forms]


def _sources(path: Path) -> Iterator[tuple[str, str]]:
    """The code in a notebook with its cells' ids: code cells, and fenced code in markdown."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        code = [source] if cell["cell_type"] == "code" else FENCE.findall(source)
        for text in code:
            yield cell.get("id", "?"), text


def _says(answer: Answer) -> str:
    return f"it holds the answer to {answer.exercise} of {answer.assignment}"
