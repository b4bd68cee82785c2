"""Calling a student's function for a picture: a figure cell never ends in a traceback."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Any

import numpy as np


class NotDrawableError(Exception):
    """There is nothing to draw; the text is one sentence for the student."""


def attempt(function: Callable[..., Any], *args: Any) -> np.ndarray:
    """Call a student's function on copies and give back an array that can be drawn.

    Parameters
    ----------
    function : callable
    *args
        Its arguments. Arrays are copied first.

    Returns
    -------
    ndarray of shape (L,) or (H, W), float64

    Raises
    ------
    NotDrawableError
        If the function is not written yet, fails, or returns no finite array of one or two axes.
    """
    copies = [np.copy(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
    try:
        result = function(*copies)
    except NotImplementedError as error:
        raise NotDrawableError(
            f"Not started: write {_where(error)} first, then run this cell."
        ) from None
    except Exception as error:
        message = f"Nothing to draw yet: {_where(error)} stopped with {type(error).__name__}"
        raise NotDrawableError(f"{message} ({error}). Its check cell says more.") from None
    return _drawable(result, getattr(function, "__name__", "the function"))


def _where(error: Exception) -> str:
    """Return the name of the student's function in which the error was raised."""
    names = [frame.name for frame in traceback.extract_tb(error.__traceback__)[1:]]
    named = [name for name in names if not name.startswith("<")]
    if isinstance(error, NotImplementedError):
        return named[-1] if named else "the function"
    return named[0] if named else "the function"


def _drawable(result: Any, name: str) -> np.ndarray:
    """Return the result as float64, if it can be drawn."""
    if not isinstance(result, np.ndarray):
        kind = type(result).__name__
        raise NotDrawableError(f"Nothing to draw yet: {name} returned {kind}, not an array.")
    if result.dtype.kind not in "biuf" or result.ndim not in (1, 2) or result.size == 0:
        got = f"an array of shape {result.shape} and dtype {result.dtype}"
        raise NotDrawableError(f"Nothing to draw yet: {name} returned {got}.")
    if not np.isfinite(result).all():
        raise NotDrawableError(f"Nothing to draw yet: {name} returned NaN or infinity.")
    return result.astype(np.float64)
