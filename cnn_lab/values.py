"""Plain values as bytes, and back: one typed codec for cases, answers and replies.

A value is None, a bool, an int, a float, a str, a tuple, a list, a dict, an array, or one of the
five small classes below. Everything travels as JSON with hexadecimal floats and base64 arrays, so
a value comes back bit for bit. Nothing is ever pickled: reading bytes cannot run code.

`dumps` never fails on a value that it cannot carry; it writes an `Unsupported` in its place.
`loads` trusts nobody: depth, number of nodes and bytes are capped before anything is built.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_BYTES = 16 << 20
MAX_NODES = 200_000
MAX_DEPTH = 32
MAX_TEXT = 100_000
DTYPES = (
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "complex64 complex128"
).split()

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


class _TooMuch(Exception):
    """A value with too many nodes, levels or bytes to carry."""


def dumps(value: Value) -> bytes:
    """Write a value as bytes; what cannot be carried becomes `Unsupported`."""
    try:
        encoded = _Encoder().encode(value, 0)
        data = json.dumps(encoded, separators=(",", ":")).encode()
        if len(data) > MAX_BYTES:
            raise _TooMuch
    except _TooMuch:
        return dumps(Unsupported(f"{type(value).__name__} that is too large"))
    return data


def loads(data: bytes) -> Value:
    """Read a value from bytes that anybody may have written.

    Raises
    ------
    ValueError
        The bytes are not a value of this codec, or one over its limits.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"value is too large: {len(data)} bytes (limit={MAX_BYTES})")
    nodes = data.count(b"{") + data.count(b"[")
    if nodes > 2 * MAX_NODES:
        raise ValueError(f"value has too many parts: about {nodes} (limit={2 * MAX_NODES})")
    try:
        return _decode(json.loads(data), 0)
    except (KeyError, TypeError, UnicodeDecodeError, RecursionError, binascii.Error) as error:
        raise ValueError(f"not a value: {type(error).__name__}") from None


class _Encoder:
    """One walk over a value, with a budget."""

    def __init__(self) -> None:
        self.nodes = 0
        self.bytes = 0

    def encode(self, value: Value, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _TooMuch
        if value is None or type(value) is bool:
            return value
        if isinstance(value, np.bool_):
            return bool(value)
        if isinstance(value, (int, np.integer)):
            return self._int(int(value))
        if isinstance(value, (float, np.floating)):
            return {"float": float(value).hex()}
        if isinstance(value, str):
            return str(value)[:MAX_TEXT]
        if type(value) is np.ndarray:
            return self._array(value)
        return self._container(value, depth + 1)

    def _int(self, value: int) -> Any:
        if value.bit_length() > 14_000:
            return {"unsupported": "int of more than 4000 digits"}
        return {"int": str(value)}

    def _array(self, array: np.ndarray[Any, Any]) -> Any:
        if array.dtype.name not in DTYPES:
            return {"unsupported": f"array of dtype {array.dtype.name}"}
        self.bytes += array.nbytes
        if self.bytes > MAX_BYTES // 2:
            raise _TooMuch
        little = array.astype(array.dtype.newbyteorder("<"), copy=False)
        text = base64.b64encode(little.tobytes()).decode()
        return {"array": [array.dtype.name, list(array.shape), text]}

    def _container(self, value: Value, depth: int) -> Any:
        def many(values: Any) -> list[Any]:
            return [self.encode(item, depth) for item in values]

        match value:
            case Record(name, fields):
                return {"record": [name, [[field, self.encode(v, depth)] for field, v in fields]]}
            case tuple() if hasattr(value, "_fields"):
                return {"record": [type(value).__name__, list(map(list, zip(value._fields, many(value), strict=True)))]}
            case tuple():
                return {"tuple": many(value)}
            case list():
                return {"list": many(value)}
            case dict():
                return {"dict": [[self.encode(k, depth), self.encode(v, depth)] for k, v in value.items()]}
            case Rng(seed):
                return {"rng": seed}
            case Function(name):
                return {"function": name}
            case Raises(types, message, where):
                return {"raises": [list(types), message[:2000], where[:500]]}
            case Unsupported(what):
                return {"unsupported": what[:200]}
        return {"unsupported": type(value).__name__[:200]}


def _decode(encoded: Any, depth: int) -> Value:
    """Build the value of parsed JSON, checking every part."""
    if depth > MAX_DEPTH + 1:
        raise ValueError(f"value is nested too deeply (limit={MAX_DEPTH})")
    if encoded is None or isinstance(encoded, (bool, str)):
        return encoded
    if not isinstance(encoded, dict) or len(encoded) != 1:
        raise ValueError("not a value: expected one tag")
    ((tag, body),) = encoded.items()
    if tag in ("tuple", "list"):
        items = [_decode(item, depth + 1) for item in body]
        return tuple(items) if tag == "tuple" else items
    if tag == "dict":
        return {_key(_decode(k, depth + 1)): _decode(v, depth + 1) for k, v in body}
    if tag == "record":
        name, fields = body
        return Record(_text(name), tuple((_text(f), _decode(v, depth + 1)) for f, v in fields))
    return _decode_leaf(tag, body)


def _decode_leaf(tag: str, body: Any) -> Value:
    """Build a value that holds no other values."""
    match tag:
        case "int":
            return int(_text(body))
        case "float":
            return float.fromhex(_text(body))
        case "array":
            return _decode_array(*body)
        case "rng":
            return Rng(_natural(body))
        case "function":
            return Function(_text(body))
        case "raises":
            types, message, where = body
            return Raises(tuple(_text(t) for t in types), _text(message), _text(where))
        case "unsupported":
            return Unsupported(_text(body))
    raise ValueError(f"not a value: unknown tag {tag[:40]!r}")


def _decode_array(dtype: Any, shape: Any, text: Any) -> np.ndarray[Any, Any]:
    """Build an array once its byte count is known to agree with its shape."""
    if dtype not in DTYPES:
        raise ValueError(f"not a value: unknown dtype {str(dtype)[:40]!r}")
    if not isinstance(shape, list) or len(shape) > MAX_DEPTH:
        raise ValueError("not a value: an array's shape is a list of at most 32 sizes")
    kind = np.dtype(dtype).newbyteorder("<")
    count = 1
    for size in shape:
        count *= _natural(size)
    data = base64.b64decode(_text(text), validate=True)
    if len(data) != count * kind.itemsize:
        raise ValueError(f"not a value: {len(data)} bytes for an array of shape {tuple(shape)}")
    return np.frombuffer(data, kind).astype(dtype).reshape(shape)


def _key(value: Value) -> Value:
    if not isinstance(value, (str, int, float, bool, type(None), tuple)):
        raise ValueError("not a value: a dict's key is a plain value")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a value: text expected")
    return value


def _natural(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError("not a value: a size is a whole number, not negative")
    return value
