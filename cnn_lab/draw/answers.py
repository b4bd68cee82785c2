"""What a student's function returns, for figures of other things than one or two axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .attempts import NotDrawableError, attempt

NOTHING = np.zeros(1)
REFUSED = object()
"""Stands for a ValueError: the function says that its arguments do not go together."""


def answer(function: Callable[..., Any], *args: Any) -> Any:
    """Call a student's function on copies and give back what it returns, whatever that is.

    Raises
    ------
    NotDrawableError
        If the function is not written yet, or fails.
    """
    box: dict[str, Any] = {}
    copies = [list(arg) if isinstance(arg, list) else arg for arg in args]
    # As a lambda it leaves no name of its own in the messages of `attempt`.
    attempt(lambda *own: (box.setdefault("result", function(*own)), NOTHING)[1], *copies)
    return box["result"]


def answer_or_refusal(function: Callable[..., Any], *args: Any) -> Any:
    """As `answer`, with `REFUSED` for a ValueError."""
    try:
        return answer(function, *args)
    except NotDrawableError as reason:
        if isinstance(reason.__context__, ValueError):
            return REFUSED
        raise


def expect(fits: bool, function: Callable[..., Any], got: Any, wanted: str) -> None:
    """Stop when a result cannot be drawn; `wanted` says what was expected."""
    if not fits:
        name = getattr(function, "__name__", "the function")
        kind = f"shape {got.shape}" if isinstance(got, np.ndarray) else type(got).__name__
        raise NotDrawableError(
            f"Nothing to draw yet: {name} returned {kind}, the picture needs {wanted}."
        )


def is_int(value: Any) -> bool:
    """Whether a value counts as a whole number."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)
