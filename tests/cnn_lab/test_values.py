"""The codec: bit for bit there and back, total on what students return, hard on hostile bytes."""

from __future__ import annotations

import base64
import json
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnn_lab import values
from cnn_lab.plain import DTYPES, MAX_DEPTH, MAX_KEYS
from cnn_lab.values import Function, Raises, Record, Rng, Unsupported, dumps, loads

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**200), 2**200),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.builds(Rng, st.integers(0, 2**40)),
    st.builds(Function, st.text(max_size=5)),
    st.builds(Unsupported, st.text(max_size=5)),
    st.builds(Raises, st.tuples(st.text(max_size=5)), st.text(max_size=5), st.text(max_size=5)),
)
KEYS = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.tuples(st.integers()))
PLAIN = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
        st.builds(Record, st.text(max_size=5), st.tuples(st.tuples(st.text(max_size=3), inner))),
    ),
    max_leaves=20,
)
ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
)


@given(PLAIN)
def test_every_plain_value_comes_back_equal_and_of_the_same_type(value: object) -> None:
    back = loads(dumps(value))
    assert back == value
    assert repr(back) == repr(value)  # 1 is not True, and a tuple is no list


@given(ARRAYS)
def test_every_array_comes_back_bit_for_bit(array: np.ndarray) -> None:
    back = loads(dumps(array))
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())
    assert back.flags.writeable


@pytest.mark.parametrize("number", [0.0, -0.0, 5e-324, float("inf"), float("-inf"), 0.1, 1e308])
def test_floats_come_back_bit_for_bit(number: float) -> None:
    assert loads(dumps(number)).hex() == number.hex()


def test_nan_comes_back_as_nan() -> None:
    assert np.isnan(loads(dumps(float("nan"))))


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0, 2), ()])
def test_arrays_without_entries_or_axes_keep_their_shape(shape: tuple[int, ...]) -> None:
    assert loads(dumps(np.zeros(shape, np.int16))).shape == shape


@pytest.mark.parametrize("order", ["F", "strided", "big-endian"])
def test_arrays_in_any_memory_order_keep_their_entries(order: str) -> None:
    array = np.arange(12.0).reshape(3, 4)
    odd = {"F": np.asfortranarray(array), "strided": np.repeat(array, 2, 1)[:, ::2]}
    back = loads(dumps(odd.get(order, array.astype(">f8"))))
    np.testing.assert_array_equal(back, array)
    assert back.dtype == np.float64


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        (np.float64(0.5), 0.5),
        (np.float32(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (np.int8(-3), -3),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.bool_(True), True),
        (np.str_("full"), "full"),
        (10**300, 10**300),
    ],
)
def test_numpy_scalars_count_as_the_number_they_are(number: object, plain: object) -> None:
    back = loads(dumps(number))
    assert back == plain
    assert type(back) is type(plain)


class Pair(NamedTuple):
    left: int
    right: list[int]


def test_a_named_tuple_travels_as_a_record() -> None:
    assert loads(dumps(Pair(1, [2]))) == Record("Pair", (("left", 1), ("right", [2])))


class Odd(int):
    def __int__(self) -> int:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError

    __str__ = __index__ = __hash__ = __repr__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True


class OddFloat(float):
    def __float__(self) -> float:
        raise SystemExit

    def hex(self) -> str:
        return "0x1p0"


class OddText(str):
    __slots__ = ()

    def __str__(self) -> str:
        raise KeyError


class OddList(list):  # type: ignore[type-arg]
    def __iter__(self):  # type: ignore[no-untyped-def]
        while True:
            yield self


class OddDict(dict):  # type: ignore[type-arg]
    def items(self):  # type: ignore[no-untyped-def]
        raise MemoryError


class OddTuple(tuple):  # type: ignore[type-arg]
    __slots__ = ()
    _fields = 5


class Liar:
    """It says that it is an int."""

    @property
    def __class__(self):  # type: ignore[no-untyped-def]
        return int


class Thrower:
    def __getattribute__(self, name: str) -> object:
        raise SystemExit


class Meta(type):
    @property
    def __name__(cls) -> str:
        raise RuntimeError


class Nameless(metaclass=Meta):
    pass


class Always(np.ndarray):
    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return True


def test_subclasses_with_odd_manners_are_carried_as_what_they_hold() -> None:
    assert loads(dumps(Odd(7))) == 7
    assert loads(dumps(OddFloat(2.5))) == 2.5
    assert loads(dumps(OddText("full"))) == "full"
    assert loads(dumps(OddList([1, 2]))) == [1, 2]
    assert loads(dumps(OddDict({"a": 1}))) == {"a": 1}


UNSUPPORTED = {
    "set": lambda: {1, 2},
    "object": object,
    "complex": lambda: 3 + 4j,
    "array of dtype object": lambda: np.array([object()]),
    "MaskedArray": lambda: np.ma.masked_array([1.0]),
    "Always": lambda: np.zeros(2).view(Always),
    "Liar": Liar,
    "Thrower": Thrower,
    "Nameless": Nameless,
    "OddTuple": lambda: OddTuple((1,)),
    "int of more than 4000 digits": lambda: 10**5000,
    "Record": lambda: Record("x", 5),  # type: ignore[arg-type]
    "Raises": lambda: Raises(5),  # type: ignore[arg-type]
    "Rng": lambda: Rng(-1),
    "generator": lambda: (x for x in "ab"),
}


@pytest.mark.parametrize("what", UNSUPPORTED)
def test_what_cannot_be_carried_is_named(what: str) -> None:
    assert loads(dumps(UNSUPPORTED[what]())) == Unsupported(what)
    assert loads(dumps([UNSUPPORTED[what](), 1])) == [Unsupported(what), 1]


@pytest.mark.parametrize("key", [frozenset([1]), Pair(1, []).left.__class__, (1, frozenset())])
def test_a_dict_with_keys_that_are_no_plain_values_is_unsupported(key: object) -> None:
    assert isinstance(loads(dumps({key: 1})), Unsupported)


def test_too_deep_too_many_and_too_large_are_named_and_readable() -> None:
    deep: list[object] = []
    for _ in range(MAX_DEPTH + 5):
        deep = [deep]
    assert loads(dumps(deep)) == Unsupported("list that is too large")
    round_trip: list[object] = []
    round_trip.append(round_trip)
    assert loads(dumps(round_trip)) == Unsupported("list that is too large")
    assert loads(dumps([0] * 300_000)) == Unsupported("list that is too large")
    assert loads(dumps([np.zeros(0)] * 150_000)) == Unsupported("list that is too large")
    assert loads(dumps(["{" * 100_000] * 5)) == Unsupported("list that is too large")
    assert loads(dumps(np.zeros(2_000_000))) == Unsupported("ndarray that is too large")
    assert isinstance(loads(dumps(dict.fromkeys(range(MAX_KEYS + 1)))), Unsupported)


def test_lone_surrogates_travel() -> None:
    assert loads(dumps("\ud800")) == "\ud800"


@given(st.binary(max_size=200))
def test_random_bytes_are_a_value_or_a_value_error(data: bytes) -> None:
    _value_or_refusal(data)


TAGS = ["tuple", "list", "dict", "record", "int", "float", "array", "rng", "function", "raises"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(TAGS),
            inner,
            min_size=1,
            max_size=1,
        ),
    ),
    max_leaves=15,
)


@given(JSON)
def test_json_that_looks_like_values_is_a_value_or_a_value_error(encoded: object) -> None:
    _value_or_refusal(json.dumps(encoded).encode())


@given(PLAIN, st.data())
def test_a_damaged_value_is_a_value_or_a_value_error(value: object, data: st.DataObject) -> None:
    good = bytearray(dumps(value))
    place = data.draw(st.integers(0, len(good) - 1))
    good[place] = data.draw(st.integers(0, 255))
    _value_or_refusal(bytes(good))


def _value_or_refusal(data: bytes) -> None:
    try:
        value = loads(data)
    except ValueError:
        return
    dumps(value)


def _array(dtype: object, shape: object, data: bytes) -> bytes:
    return json.dumps({"array": [dtype, shape, base64.b64encode(data).decode()]}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"1",
        b"1.5",
        b"NaN",
        b"[]",
        b"{}",
        b'{"int":"1","float":"0x1p0"}',
        b'{"int":1}',
        b'{"int":"' + b"9" * 5000 + b'"}',
        b'{"float":"0x1p99999"}',
        b'{"float":"one"}',
        b'{"list":"abc"}',
        b'{"tuple":{"int":"1"}}',
        b'{"dict":["ab"]}',
        b'{"dict":[[{"list":[]},null]]}',
        b'{"dict":[[{"tuple":[{"list":[]}]},null]]}',
        b'{"record":["x"]}',
        b'{"record":["x",[[1,null]]]}',
        b'{"rng":-1}',
        b'{"rng":true}',
        b'{"raises":["ab","c","d"]}',
        b'{"pickle":"gASVAAAA"}',
        b'{"array":"abc"}',
        _array("object", [1], b"12345678"),
        _array("float64", [2], b"12345678"),
        _array("float64", [2**40, 2**40], b""),
        _array("float64", [2**52, 0, 2**52], b""),
        _array("float64", [-1], b""),
        _array("float64", [1.0], b"12345678"),
        _array("float64", [True], b"12345678"),
        _array("float64", 1, b"12345678"),
        _array("float64", [1] * 40, b"12345678"),
        _array(["float64"], [1], b"12345678"),
        b'{"array":["uint8",[1],"A\xc3\xa4=="]}',
        b'{"list":' * 100 + b"null" + b"}" * 100,
        b'{"list":[' * 5000 + b"]}" * 5000,
        b"[" * 100_000,
        b'"\xff"',
        b'{"dict":[' + b",".join(b'[{"int":"%d"},null]' % i for i in range(1001)) + b"]}",
    ],
    ids=lambda data: repr(data[:40]),
)
def test_hostile_bytes_are_refused_with_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        loads(data)


def test_bytes_over_the_limits_are_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(values.json, "loads", lambda data: pytest.fail("it was read"))
    with pytest.raises(ValueError, match="too large"):
        loads(b'"' + b"a" * (17 << 20) + b'"')
    with pytest.raises(ValueError, match="too many parts"):
        loads(b"[" * 500_000)


def test_booleans_from_odd_bytes_are_still_true_or_false() -> None:
    array = loads(_array("bool", [3], b"\x00\x01\x02"))
    assert array.view(np.uint8).tolist() == [0, 1, 1]
