"""Cases: what is called, and what of it is judged.

A case is a short sequence of calls. Performing it gives one observation for each thing that is
judged: a result, an element of a result, or an argument as it is *after* the call. An exception
takes the place of whatever could not be observed. The same code performs a case in a student's
notebook, in the grader's sandbox, and with the reference on the trusted side.
"""

from __future__ import annotations

import linecache
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .functions import FUNCTIONS
from .values import Function, Raises, Record, Rng, Value, dumps, loads, type_name


@dataclass(frozen=True)
class Result:
    """The result of a call (counted from 0), or one element of it.

    Among a case's `judged` it says what is compared; among a later call's arguments it passes an
    earlier result on.
    """

    call: int = 0
    element: int | None = None


@dataclass(frozen=True)
class Argument:
    """An argument of a call as it is after the call: inputs must stay unchanged."""

    call: int
    index: int


@dataclass(frozen=True)
class Call:
    """One call of a function by its name."""

    function: str
    args: tuple[Value, ...]


@dataclass(frozen=True)
class Case:
    """Calls, what is judged of them, and how closely.

    Parameters
    ----------
    kind : str
        The kind of case that this is one of; credit belongs to kinds.
    label : str
        What a student reads: "image (4, 6), kernel (3, 2)".
    calls, judged
        See the module.
    rtol, atol : float
        An entry may differ by ``atol + rtol * max(abs(expected))``.
    isolating : bool
        True for a case in which some mistakes cannot show, kept to tell mistakes apart.
    whole : bool
        True where an array of integers is no answer as floats of equal value, as for indices.
    """

    kind: str
    label: str
    calls: tuple[Call, ...]
    judged: tuple[Result | Argument, ...]
    rtol: float = 1e-9
    atol: float = 1e-9
    isolating: bool = False
    whole: bool = False


Observation = tuple[Value, ...]
NOT_STUDENTS = (os.path.dirname(__file__), os.path.dirname(os.__file__), "<frozen")
MISSING = "Missing"  # the type of the Raises that stands for a function that is not there


def perform(case: Case, namespace: Mapping[str, Any]) -> Observation:
    """Make a case's calls and observe what is judged.

    Parameters
    ----------
    case : Case
    namespace : Mapping[str, Callable]
        Where the functions are found by name.

    Returns
    -------
    tuple
        One value for each entry of `case.judged`; a `Raises` in every place when a call raised.
    """
    results: list[Value] = []
    arguments: list[list[Value]] = []
    for call in case.calls:
        function = namespace.get(call.function)
        if not callable(function):
            missing = Raises((MISSING,), f"no function called {call.function} is defined")
            return (missing,) * len(case.judged)
        try:
            args = [_fresh(arg, results) for arg in call.args]
            results.append(function(*args))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a student's own class of exception, too
            return (raised(error),) * len(case.judged)
        arguments.append(args)
    return tuple(_look(judged, results, arguments) for judged in case.judged)


def raised(error: BaseException) -> Raises:
    """Describe an exception: its types, message, and the student's own line."""
    types = tuple(type_name(kind) for kind in type.mro(type(error)) if kind is not object)
    return Raises(types, _said(lambda: str(error))[:2000], _said(lambda: _own_line(error))[:500])


def _said(say: Callable[[], str]) -> str:
    """What an exception says of itself, or an empty text when it fails to."""
    try:
        return str.__str__(say())
    except KeyboardInterrupt:
        raise
    except BaseException:
        return ""


def _own_line(error: BaseException) -> str:
    """The deepest line of the error that is the student's: not ours, not a library's."""
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {(error.text or '').strip()}"
    found = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.startswith(NOT_STUDENTS) or "-packages" in frame.filename:
            continue
        line = linecache.getline(frame.filename, frame.lineno or 0).strip() or (frame.line or "")
        found = f"line {frame.lineno}: {line}"
    return found


def _fresh(value: Value, results: list[Value]) -> Value:
    """An argument ready to pass: own copies, live generators and functions, earlier results."""
    match value:
        case np.ndarray():
            return value.copy()
        case Result(call, element):
            return results[call] if element is None else results[call][element]
        case Rng(seed):
            return np.random.default_rng(seed)
        case Function(name):
            return FUNCTIONS[name]
        case list() | tuple():
            return type(value)(_fresh(item, results) for item in value)
        case dict():
            return {key: _fresh(item, results) for key, item in value.items()}
    return value


def _look(what: Result | Argument, results: list[Value], arguments: list[list[Value]]) -> Value:
    if isinstance(what, Argument):
        return arguments[what.call][what.index]
    result = results[what.call]
    if what.element is None or not isinstance(result, tuple):
        return result  # not a tuple: judged, and shown, as what it is
    try:
        return result[what.element]
    except KeyboardInterrupt:
        raise
    except BaseException:
        return result


def carried(observation: Observation) -> Observation:
    """An observation as it arrives on the other side of the codec."""
    arrived: Observation = loads(dumps(observation))
    return arrived


def encode_case(case: Case) -> bytes:
    """Write a case as bytes."""
    return dumps(case_record(case))


def decode_case(data: bytes) -> Case:
    """Read a case from bytes; raises ValueError when they are none."""
    return record_case(loads(data))


def case_record(case: Case) -> Record:
    """A case as a plain value of the codec."""
    calls = tuple((call.function, tuple(map(_freeze, call.args))) for call in case.calls)
    fields = dict(vars(case), calls=calls, judged=tuple(map(_freeze, case.judged)))
    return Record("Case", tuple(fields.items()))


def record_case(record: Value) -> Case:
    """The case of a plain value; raises ValueError when it is none."""
    if not isinstance(record, Record) or record.name != "Case":
        raise ValueError("not a case")
    fields = dict(record.fields)
    try:
        calls = tuple(Call(name, tuple(map(_thaw, args))) for name, args in fields.pop("calls"))
        return Case(calls=calls, judged=tuple(map(_thaw, fields.pop("judged"))), **fields)
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a case: {error}") from error


_REFERENCES: dict[str, Callable[..., Any]] = {"Result": Result, "Argument": Argument}


def _freeze(value: Value) -> Value:
    if isinstance(value, (Result, Argument)):
        return Record(type(value).__name__, tuple(vars(value).items()))
    return value


def _thaw(value: Value) -> Value:
    if isinstance(value, Record) and value.name in _REFERENCES:
        return _REFERENCES[value.name](**dict(value.fields))
    return value
