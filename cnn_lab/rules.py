"""Static rules: what an exercise asks not to use, looked for in the source of an answer.

They teach ("write the sum yourself") and can be evaded; no score's trust rests on them.
"""

from __future__ import annotations

import ast
import re
import textwrap

LIBRARIES = ("scipy", "torch", "tensorflow", "jax", "cv2", "skimage", "cnn_ref", "autograde")
MAX_DOTS = 20
MAX_PARSED = 100_000
MAX_DOTTED = 3_000
_DOTTED = re.compile(r"\b[^\W\d]\w*+[\s\\]*+\.")


def parse(source: str) -> ast.Module | None:
    """The syntax tree of somebody's code; None where it does not parse, or would cost too much.

    Parsing takes a thousand times the memory of the text, and more where many names are joined
    by dots: ``import a.b.c`` takes the square of their number.
    """
    if len(source) > MAX_PARSED or len(_DOTTED.findall(source)) > MAX_DOTTED:
        return None
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def broken_rule(source: str, forbidden: tuple[str, ...]) -> str | None:
    """The first forbidden name that a source uses, or None.

    Parameters
    ----------
    source : str
        Code of one answer; lines of magic are passed over. Code that does not parse breaks no
        rule; it fails when it runs.
    forbidden : tuple of str
        Dotted names, "np.convolve". Libraries that answer by themselves are always forbidden.
    """
    lines = textwrap.dedent(source).splitlines()
    code = "\n".join("" if line.startswith(("%", "!")) else line for line in lines)
    tree = parse(code)
    if tree is None:
        return None
    used = list(_used(tree))
    for name in used:
        if name.split(".")[0] in LIBRARIES:
            return name
    banned = {name.replace("np.", "numpy.", 1) for name in forbidden}
    return next((name for name in used if name in banned), None)


def _used(tree: ast.AST) -> list[str]:
    """Every dotted name that is imported or read, under its full name."""
    full = {"np": "numpy"}
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.split(".")[0]
                full[alias.asname or head] = alias.name if alias.asname else head
                names.append(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                names.append(f"{node.module}.{alias.name}")
    for node in ast.walk(tree):
        dotted = _dotted(node)
        if dotted:
            head, _, rest = dotted.partition(".")
            if head in full:
                names.append(f"{full[head]}.{rest}" if rest else full[head])
    return names


def _dotted(node: ast.AST) -> str:
    """`np.fft.rfft2` of an attribute or name node, else an empty text."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < MAX_DOTS:
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""
