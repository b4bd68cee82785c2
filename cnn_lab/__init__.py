"""The student's bench: check an answer, ask for a hint, see the progress, draw."""

from typing import Any

from .checking import Result, check, hint
from .progressing import progress

__all__ = ["Result", "check", "draw", "hint", "progress"]


def __getattr__(name: str) -> Any:
    """Load the figures, and matplotlib with them, when they are first asked for."""
    if name == "draw":
        from importlib import import_module

        return import_module(f"{__name__}.draw")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
