"""Find tests in their files without running them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from .sections import plain


@dataclass(frozen=True)
class PythonFile:
    """A file of tests: its source, and the tree of it."""

    text: str
    tree: ast.Module

    @classmethod
    def read(cls, path: Path) -> PythonFile:
        """Read a file; raises OSError, SyntaxError or ValueError."""
        text = path.read_text(encoding="utf-8")
        return cls(text, ast.parse(text))

    def source(self, name: str) -> str | None:
        """A test's source in one line, with its parameters and the constants it names, or None.

        `name` is `test_name`, or `TestClass::test_name`.
        """
        *group, test = name.split("::")
        body: list[ast.stmt] = self.tree.body
        for one in group:
            classes = [node for node in body if isinstance(node, ast.ClassDef)]
            body = next((node.body for node in classes if node.name == one), [])
        for node in body:
            if isinstance(node, ast.FunctionDef) and node.name == test:
                if not test.startswith("test"):
                    return None
                return plain(
                    "\n".join(self._lines(part) for part in (*self._constants(node), node))
                )
        return None

    def _constants(self, test: ast.FunctionDef) -> list[ast.stmt]:
        """The assignments of the file whose names a test uses."""
        used = {node.id for node in ast.walk(test) if isinstance(node, ast.Name)}
        return [
            node
            for node in self.tree.body
            if isinstance(node, ast.Assign)
            and any(isinstance(name, ast.Name) and name.id in used for name in node.targets)
        ]

    def _lines(self, node: ast.stmt) -> str:
        """A statement's lines, decorators included."""
        decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        first = min([node.lineno, *(one.lineno for one in decorators)])
        return "\n".join(self.text.splitlines()[first - 1 : node.end_lineno])
