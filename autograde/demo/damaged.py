"""Damaged hand-ins: each must get one clear sentence, and the others are graded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nbformat

from .papers import Notebook, Paper, Row, writer


def rows(paper: Paper) -> list[Row]:
    """Every damaged row; a score of None means that it needs attention."""

    def raw(name: str, data: bytes) -> Row:
        return Row(name, _bytes(name, data), None)

    solved = paper.filled(paper.answers)
    text = json.dumps(solved).encode()
    foreign = {"cells": [{"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}]}
    other = json.dumps({**foreign, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    none = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    return [
        raw("unreadable: half a file", text[: len(text) // 2]),
        raw("an empty file", b""),
        raw("a notebook without cells", none),
        raw("not UTF-8", text.replace(b"import", b"imp\xff\xfert", 1)),
        raw("not a notebook", b"<html><body>Please log in.</body></html>"),
        raw("another course's notebook", other),
        Row("a file that is not there", lambda folder: folder / "not_there.ipynb", None),
        Row("200 MB of outputs", _huge(text), None),
        Row("the old format 3", writer("old", _version_3(solved)), paper.worth()),
    ]


def _bytes(name: str, data: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        path = folder / f"{name.replace(':', '')}.ipynb"
        path.write_bytes(data)
        return path

    return write


def _huge(text: bytes) -> Callable[[Path], Path]:
    """The right answers, and 200 MB of spaces such as outputs leave behind."""

    def write(folder: Path) -> Path:
        path = folder / "huge.ipynb"
        with path.open("wb") as file:
            file.write(text)
            for _ in range(200):
                file.write(b" " * (1 << 20))
        return path

    return write


def _version_3(notebook: Notebook) -> Notebook:
    """The same notebook as an editor of ten years ago saved it."""
    old: Notebook = nbformat.from_dict({**notebook, "nbformat_minor": 4})
    for cell in old["cells"]:
        cell.pop("id", None)
        cell["source"] = "".join(cell["source"])
    return dict(nbformat.convert(old, 3))
