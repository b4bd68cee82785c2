"""The page of conventions: shipped with `cnn_lab`, and put beside a notebook that links to it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from . import memory

PAGE = "conventions.html"


def beside_notebook() -> str:
    """The page's address for a link; it is written into this folder unless it is there.

    Returns
    -------
    str
        Empty where it cannot be written. Where no student works nothing is written.
    """
    if memory.writes() and not Path(PAGE).exists():
        text = resources.files(__package__).joinpath(PAGE).read_text(encoding="utf-8")
        return PAGE if memory.write(PAGE, text) else ""
    return PAGE
