"""What values are made of: the classes and limits of the codec, and checks of single parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MAX_BYTES = 16 << 20
MAX_NODES = 200_000
MAX_PARTS = 2 * MAX_NODES
MAX_KEYS = 1000
MAX_DEPTH = 32
MAX_TEXT = 100_000
DTYPES = (
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)

Value = Any


@dataclass(frozen=True)
class Record:
    """A named tuple of named values; how a NamedTuple travels."""

    name: str
    fields: tuple[tuple[str, Value], ...]

    def __getitem__(self, field: str) -> Value:
        return dict(self.fields)[field]


@dataclass(frozen=True)
class Rng:
    """A random generator, by its seed: becomes a `numpy.random.Generator` when a call is made."""

    seed: int


@dataclass(frozen=True)
class Function:
    """A function, by its name in `cnn_lab.functions`."""

    name: str


@dataclass(frozen=True)
class Raises:
    """An exception in place of a value: its type with the types it inherits from.

    Only `types` is ever judged. `message` and `where` (line number and text of the student's own
    line) are for the reader.
    """

    types: tuple[str, ...]
    message: str = ""
    where: str = ""


@dataclass(frozen=True)
class Unsupported:
    """A value that the codec does not carry, such as a set: only what it was."""

    what: str


def type_name(kind: type) -> str:
    """A class's name, even when the class lies about it."""
    return str(type.__dict__["__name__"].__get__(kind))


def is_key(value: Value) -> bool:
    """A value that may be a dict's key on both sides of the codec."""
    if type(value) is tuple:
        return all(map(is_key, value))
    return value is None or type(value) in (bool, int, float, str)


def as_list(value: Any) -> list[Any]:
    """A list of parts, or ValueError."""
    if not isinstance(value, list):
        raise ValueError("not a value: a list of parts expected")
    return value


def as_text(value: Any) -> str:
    """A text, or ValueError."""
    if not isinstance(value, str):
        raise ValueError("not a value: text expected")
    return value


def as_natural(value: Any) -> int:
    """A size that is not negative, or ValueError."""
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("not a value: a size is a whole number, not negative")
    return value
