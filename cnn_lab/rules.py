"""Static rules: what an exercise asks not to use, looked for in the source of an answer.

They teach ("write the sum yourself") and can be evaded; no score's trust rests on them.
"""

from __future__ import annotations

import ast
import textwrap

LIBRARIES = ("scipy", "torch", "tensorflow", "jax", "cv2", "skimage", "cnn_ref", "autograde")
MAX_DOTS = 20


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
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
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
