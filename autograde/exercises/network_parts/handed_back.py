"""Assignment 08, shared by what is wrong on purpose: types of results, and what is returned."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]


def finished(out: Array, own: Array, kept: str, gives: str) -> Any:
    """A result in the type that a mistake leaves it in; `own` is the input it belongs to."""
    if kept == "input's type":
        out = out.astype(own.dtype)
    if gives == "none":
        return None
    return out.tolist() if gives == "list" else out


def only_one_number(x: Array, error: type[Exception]) -> None:
    """Stop as Python does where one number is wanted and an array comes."""
    if x.size > 1:
        raise error("one number is wanted")
