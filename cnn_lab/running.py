"""Asking a student's function all the cases of a sheet, quietly.

What it prints is kept aside and shortened, warnings are not judged and not shown, and whatever it
raises is an observation like any other. Only an interruption ends it early.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import types
import warnings
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .budgets import advice
from .cases import Case, carried, perform
from .diagnosis import Verdict, diagnose, forbidden
from .rules import LIBRARIES, broken_rule
from .sheets import Sheet

MAX_LINES = 8
MAX_LINE = 120
MAX_KEPT = 20_000


@dataclass(frozen=True)
class Run:
    """What came of asking a function: a verdict, its prints; or the case that was interrupted."""

    verdict: Verdict | None
    prints: str = ""
    stopped: Case | None = None
    advice: str = ""


class Kept(io.TextIOBase):
    """A stream that keeps the beginning of what is written to it and counts the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._more = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Keep text as long as there is room."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        room = MAX_KEPT - len(self._text)
        self._text += text[:room]
        self._more += text.count("\n", max(0, room))
        return len(text)

    def close(self) -> None:
        """Stay open: a student's function may close what it prints to."""

    def shortened(self) -> str:
        """The first lines, and how many more there are."""
        lines = self._text.splitlines()
        shown = [line if len(line) <= MAX_LINE else line[:MAX_LINE] + "..." for line in lines]
        left = len(lines) - MAX_LINES + self._more
        if left > 0:
            noun = "line" if left == 1 else "lines"
            shown = [*shown[:MAX_LINES], f"... and {left} more {noun}"]
        return "\n".join(shown)


def run(sheet: Sheet, function: Callable[..., Any], namespace: Mapping[str, Any]) -> Run:
    """Ask a function every case of a sheet and judge what it gives.

    Parameters
    ----------
    sheet : Sheet
    function : callable
        The student's answer.
    namespace : Mapping
        Where a case finds other functions by name.

    Returns
    -------
    Run
    """
    rule = broken_rule(_source(function), sheet.forbidden)
    if rule is not None:
        return Run(forbidden(sheet, rule))
    names = ChainMap({sheet.exercise: function}, dict(namespace))
    kept, observations, case = Kept(), [], sheet.cases[0]
    try:
        with _quiet(kept):
            for case in sheet.cases:
                observations.append(carried(perform(case, names)))
    except KeyboardInterrupt:
        return Run(None, kept.shortened(), case)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = diagnose(sheet, observations)
    return Run(verdict, kept.shortened(), advice=_advice(sheet, verdict, names))


def _advice(sheet: Sheet, verdict: Verdict, names: Mapping[str, Any]) -> str:
    """What the work budget says of a right answer."""
    if verdict.status != "passed" or sheet.budget is None:
        return ""
    try:
        with _quiet(Kept()):
            return advice(sheet.budget, names)
    except KeyboardInterrupt:
        return ""


def argument_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of a function's arguments, in order; nothing when it does not tell."""
    try:
        return tuple(inspect.signature(function).parameters)
    except Exception:
        return ()


def called_names(function: Callable[..., Any]) -> set[str]:
    """The global names that a function's own code uses; nothing when it does not tell."""
    try:
        todo, names = [inspect.unwrap(function).__code__], set()
        while todo:
            code = todo.pop()
            names.update(code.co_names)
            todo += [one for one in code.co_consts if isinstance(one, types.CodeType)]
    except Exception:
        return set()
    return names


@contextlib.contextmanager
def _quiet(kept: Kept) -> Any:
    """Keep prints aside; leave warnings and NumPy's error settings as they were afterwards."""
    with (
        contextlib.redirect_stdout(kept),
        contextlib.redirect_stderr(kept),
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


def _source(function: Callable[..., Any]) -> str:
    """A function's source, with the imports of other cells that it uses; empty when not known."""
    try:
        source = inspect.getsource(function)
        used = set(inspect.unwrap(function).__code__.co_names)
        found = getattr(function, "__globals__", {})
        imports = [_import(name, found[name]) for name in sorted(used & set(found))]
    except Exception:
        return ""
    return "\n".join([*filter(None, imports), inspect.cleandoc("\n" + source)])


def _import(name: str, value: Any) -> str:
    """The import that would have made a name what it is; empty when it is no import."""
    if isinstance(value, types.ModuleType):
        return f"import {value.__name__} as {name}"
    module = str(getattr(value, "__module__", ""))
    if module.split(".")[0] in LIBRARIES:
        return f"from {module} import {value.__name__} as {name}"
    return ""
