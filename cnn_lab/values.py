"""Plain values as bytes, and back: one typed codec for cases, answers and replies.

A value is None, a bool, an int, a float, a str, a tuple, a list, a dict, an array, or one of the
small classes of `plain`. Everything travels as JSON with hexadecimal floats and base64 arrays, so a
value comes back bit for bit. Nothing is ever pickled: reading bytes cannot run code.

`dumps` never fails on a value that it cannot carry; it writes an `Unsupported` in its place.
`loads` trusts nobody: depth, number of nodes and bytes are capped before anything is built.
"""

from __future__ import annotations

import binascii
import json
from typing import Any

import numpy as np

from .plain import (
    DTYPES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_KEYS,
    MAX_NODES,
    MAX_PARTS,
    MAX_TEXT,
    Function,
    Raises,
    Record,
    Rng,
    Unsupported,
    Value,
    as_list,
    as_natural,
    as_text,
    is_key,
    type_name,
)

__all__ = ["Function", "Raises", "Record", "Rng", "Unsupported", "Value"]
__all__ += ["dumps", "loads", "type_name"]


_LITTLE = {name: np.dtype(name).newbyteorder("<") for name in DTYPES}
_NATIVE = {name: np.dtype(name) for name in DTYPES}
_NAMES = {dtype: name for name, dtype in _NATIVE.items()}  # to work a name out takes much longer
_JSON = json.JSONEncoder(separators=(",", ":"))


class _TooMuch(Exception):
    """A value with too many nodes, levels or bytes to carry."""


def dumps(value: Value) -> bytes:
    """Write a value as bytes; what cannot be carried becomes `Unsupported`."""
    try:
        encoded = _Encoder().encode(value, 0)
        data = _JSON.encode(encoded).encode()
        if len(data) > MAX_BYTES or _parts(data) > MAX_PARTS:
            raise _TooMuch
    except (_TooMuch, RecursionError):
        return dumps(Unsupported(f"{type_name(type(value))} that is too large"))
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
    if _parts(data) > MAX_PARTS:
        raise ValueError(f"value has too many parts: about {_parts(data)} (limit={MAX_PARTS})")
    try:
        return _decode(json.loads(data), 0)
    except (KeyError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise ValueError(f"not a value: {type(error).__name__}") from None


def _parts(data: bytes) -> int:
    """At most this many objects and lists will be built from JSON."""
    return data.count(b"{") + data.count(b"[")


class _Encoder:
    """One walk over a value, with a budget.

    Values may be of a student's own classes, so the built-in classes' own methods are called.
    """

    def __init__(self) -> None:
        self.nodes = 0
        self.bytes = 0

    def encode(self, value: Value, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _TooMuch
        if value is None or type(value) is bool:
            return value
        try:
            return self._plain(value, depth)
        except (_TooMuch, KeyboardInterrupt):
            raise
        except BaseException:  # whatever an object of a student's own class comes up with
            return {"unsupported": type_name(type(value))[:200]}

    def _plain(self, value: Value, depth: int) -> Any:
        if isinstance(value, np.generic) and type(value).__module__ == "numpy":
            value = value.item() if value.dtype.name in DTYPES else value
        if type(value) is bool:
            return value
        if isinstance(value, int):
            return self._int(int.__int__(value))
        if isinstance(value, np.floating):
            value = value.__float__()
        if isinstance(value, float):
            return {"float": float.hex(value)}
        if isinstance(value, str):
            return str.__str__(value)[:MAX_TEXT]
        if type(value) is np.ndarray:
            return self._array(value)
        return self._container(value, depth + 1)

    def _int(self, value: int) -> Any:
        if value.bit_length() > 14_000:
            return {"unsupported": "int of more than 4000 digits"}
        return {"int": str(value)}

    def _array(self, array: np.ndarray[Any, Any]) -> Any:
        name = _NAMES.get(array.dtype) or array.dtype.name
        if name not in DTYPES:
            return {"unsupported": f"array of dtype {name}"}
        self.bytes += array.nbytes
        if self.bytes > MAX_BYTES // 2:
            raise _TooMuch
        little = array.astype(_LITTLE[name], copy=False)
        text = binascii.b2a_base64(little.tobytes(), newline=False).decode("ascii")
        return {"array": [name, list(array.shape), text]}

    def _container(self, value: Value, depth: int) -> Any:
        def many(values: Any) -> list[Any]:
            return [self.encode(item, depth) for item in values]

        match value:
            case Record(name, fields):
                return self._record(name, [(field, item) for field, item in fields], depth)
            case tuple() if hasattr(value, "_fields"):
                pairs = zip(value._fields, tuple.__iter__(value), strict=True)
                return self._record(type_name(type(value)), list(pairs), depth)
            case tuple():
                return {"tuple": many(tuple.__iter__(value))}
            case list():
                return {"list": many(list.__iter__(value))}
            case dict():
                return self._dict(value, depth)
            case Rng(seed):
                return {"rng": as_natural(seed)}
            case Function(name):
                return {"function": as_text(name)}
            case Raises(types, message, where):
                names = [as_text(name)[:200] for name in types[:50]]
                return {"raises": [names, as_text(message)[:2000], as_text(where)[:500]]}
            case Unsupported(what):
                return {"unsupported": as_text(what)[:200]}
        return {"unsupported": type_name(type(value))[:200]}

    def _record(self, name: str, fields: list[tuple[str, Value]], depth: int) -> Any:
        return {
            "record": [
                as_text(name)[:200],
                [[as_text(f), self.encode(v, depth)] for f, v in fields],
            ]
        }

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        if len(value) > MAX_KEYS or not all(map(is_key, dict.keys(value))):
            return {"unsupported": "dict with too many keys, or keys that are no plain values"}
        items = dict.items(value)
        return {"dict": [[self.encode(k, depth), self.encode(v, depth)] for k, v in items]}


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
        items = [_decode(item, depth + 1) for item in as_list(body)]
        return tuple(items) if tag == "tuple" else items
    if tag == "dict":
        if len(as_list(body)) > MAX_KEYS:
            raise ValueError(f"value has too many keys: {len(body)} (limit={MAX_KEYS})")
        return {_key(_decode(k, depth + 1)): _decode(v, depth + 1) for k, v in map(as_list, body)}
    if tag == "record":
        name, fields = as_list(body)
        pairs = map(as_list, as_list(fields))
        return Record(
            as_text(name)[:200], tuple((as_text(f), _decode(v, depth + 1)) for f, v in pairs)
        )
    return _decode_leaf(tag, body)


def _decode_leaf(tag: str, body: Any) -> Value:
    """Build a value that holds no other values."""
    match tag:
        case "int":
            return int(as_text(body))
        case "float":
            return float.fromhex(as_text(body))
        case "array":
            return _decode_array(*as_list(body))
        case "rng":
            return Rng(as_natural(body))
        case "function":
            return Function(as_text(body))
        case "raises":
            types, message, where = as_list(body)
            names = tuple(as_text(name)[:200] for name in as_list(types)[:50])
            return Raises(names, as_text(message)[:2000], as_text(where)[:500])
        case "unsupported":
            return Unsupported(as_text(body)[:200])
    raise ValueError(f"not a value: unknown tag {tag[:40]!r}")


def _decode_array(dtype: Any, shape: Any, text: Any) -> np.ndarray[Any, Any]:
    """Build an array once its byte count is known to agree with its shape."""
    if dtype not in DTYPES:
        raise ValueError(f"not a value: unknown dtype {str(dtype)[:40]!r}")
    if not isinstance(shape, list) or len(shape) > MAX_DEPTH:
        raise ValueError("not a value: an array's shape is a list of at most 32 sizes")
    kind = _LITTLE[dtype]
    count = 1
    for size in shape:
        count *= as_natural(size)
    data = binascii.a2b_base64(as_text(text), strict_mode=True)
    if len(data) != count * kind.itemsize:
        raise ValueError(f"not a value: {len(data)} bytes for an array of shape {tuple(shape)}")
    if dtype == "bool":
        return np.not_equal(np.frombuffer(data, np.uint8), 0).reshape(shape)
    return np.frombuffer(data, kind).astype(_NATIVE[dtype]).reshape(shape)


def _key(value: Value) -> Value:
    if not is_key(value):
        raise ValueError("not a value: a dict's key is a plain value")
    return value
