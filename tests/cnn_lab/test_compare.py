"""Comparison: every kind of difference is found, in a patient teacher's order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_lab.cases import carried
from cnn_lab.compare import Difference, agree, compare, show
from cnn_lab.values import Raises, Record, Unsupported

ODD = "\x1b[31m\u202e"

ARRAY = np.array([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
VALUE_ERROR = Raises(("ValueError", "Exception", "BaseException"))
NARROWER = Raises(("Mine", "ValueError", "Exception", "BaseException"))
TYPE_ERROR = Raises(("TypeError", "Exception", "BaseException"))


def _diff(expected: Any, got: Any, rtol: float = 1e-9, atol: float = 1e-9) -> Difference:
    found = compare(expected, got, rtol, atol)
    assert found is not None
    return found


def _same(expected: Any, got: Any, rtol: float = 1e-9, atol: float = 1e-9) -> bool:
    return compare(expected, got, rtol, atol) is None


@pytest.mark.parametrize(
    ("expected", "got", "what"),
    [
        (ARRAY, TYPE_ERROR, "raised"),
        (VALUE_ERROR, TYPE_ERROR, "raised"),
        (VALUE_ERROR, ARRAY, "not raised"),
        (ARRAY, None, "type"),
        (ARRAY, ARRAY.tolist(), "type"),
        (ARRAY, Unsupported("matrix"), "type"),
        ((1, 2), [1, 2], "type"),
        ([1, 2], (1, 2), "type"),
        (3, 3.0, "type"),
        (3, True, "type"),
        (3.0, True, "type"),
        (3.0, "3.0", "type"),
        (True, 1, "type"),
        (None, 0, "type"),
        ("full", 4, "type"),
        ((1, 2), (1, 2, 3), "length"),
        ({"a": 1}, {"b": 1}, "length"),
        (ARRAY, ARRAY.T, "shape"),
        (ARRAY, ARRAY[None], "shape"),
        (ARRAY, ARRAY.astype(np.float32), "dtype"),
        (ARRAY, ARRAY.astype(int), "dtype"),
        (ARRAY.astype(int), ARRAY > 0, "dtype"),
        (ARRAY > 0, ARRAY.astype(int), "dtype"),
        (ARRAY, ARRAY * np.nan, "finite"),
        (2.0, float("inf"), "finite"),
        (2.0, 10**400, "finite"),
        (ARRAY, ARRAY + 1e-6, "values"),
        (3, 4, "values"),
        (3.0, 3.1, "values"),
        (3.0, 10**30, "values"),
        (2**70, 2**70 + 1, "values"),
        (float("inf"), float("-inf"), "values"),
        (float("nan"), 1.0, "values"),
        ("full", "same", "values"),
        (True, False, "values"),
    ],
    ids=repr,
)
def test_each_kind_of_difference_is_found(expected: Any, got: Any, what: str) -> None:
    assert _diff(expected, got).what == what


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (ARRAY, ARRAY + 1e-12),
        (ARRAY.astype(np.int64), ARRAY.astype(np.int16)),
        (ARRAY.astype(np.int64), ARRAY),
        (ARRAY > 0, ARRAY > 0),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.zeros((0, 3), int), np.zeros((0, 3))),
        (np.array([np.nan, np.inf, 1]), np.array([np.nan, np.inf, 1])),
        (np.array([1 + 2j]), np.array([1 + 2j])),
        (VALUE_ERROR, VALUE_ERROR),
        (VALUE_ERROR, NARROWER),
        (VALUE_ERROR, Raises(VALUE_ERROR.types, "another text")),
        (3.0, 3),
        (3.0, 3.0 + 1e-12),
        (3, np.array(3)),
        (3.0, np.array(3.0)),
        (float("inf"), float("inf")),
        (float("nan"), float("nan")),
        ((1, [2.0, None]), (1, [2.0, None])),
        ((1, 2), Record("Pair", (("left", 1), ("right", 2)))),
        ({"a": ARRAY}, {"a": ARRAY}),
        (Unsupported("set"), Unsupported("set")),
    ],
    ids=repr,
)
def test_values_that_agree_have_no_difference(expected: Any, got: Any) -> None:
    assert _same(expected, got)


def test_the_order_is_type_shape_dtype_finite_values() -> None:
    worst = np.full((3, 2), np.nan, np.float32)
    assert _diff(ARRAY, worst.tolist()).what == "type"
    assert _diff(ARRAY, worst).what == "shape"
    assert _diff(ARRAY, worst.T.copy()).what == "dtype"
    assert _diff(ARRAY, worst.T.astype(float)).what == "finite"


def test_a_broadcast_value_is_not_the_right_one() -> None:
    assert _diff(np.ones((2, 3)), np.ones((1, 3))).what == "shape"
    assert _diff(np.ones((2, 3)), 1.0).what == "type"


def test_the_first_wrong_entry_and_the_number_of_wrong_ones_are_named() -> None:
    got = ARRAY.copy()
    got[0, 2], got[1, 0] = 7.5, -1
    found = _diff(ARRAY, got)
    assert (found.index, found.wrong, found.total) == ((0, 2), 2, 6)
    assert (found.got, found.expected) == ("7.5", "3")


def test_the_first_entry_that_is_not_finite_is_named() -> None:
    got = ARRAY.copy()
    got[1, 1] = -np.inf
    found = _diff(ARRAY, got)
    assert (found.what, found.index, found.got) == ("finite", (1, 1), "-inf")


def test_a_missing_infinity_is_a_wrong_value() -> None:
    found = _diff(np.array([1.0, -np.inf]), np.array([1.0, -1e300]))
    assert (found.what, found.index) == ("values", (1,))


def test_a_difference_inside_containers_has_its_place() -> None:
    found = _diff((1, [ARRAY, {"dw": 2.0}]), (1, [ARRAY, {"dw": 2.5}]))
    assert (found.what, found.path) == ("values", (1, 1, "dw"))


def test_the_room_for_rounding_follows_the_largest_expected_entry() -> None:
    expected = np.array([1e6, 1.0])
    assert _same(expected, expected + 5e-4, rtol=1e-9)
    assert not _same(expected, expected + 5e-3, rtol=1e-9)
    assert _same(3.0, 3.2, rtol=0, atol=0.25)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint64])
def test_narrow_integers_are_compared_without_wrapping(dtype: type) -> None:
    expected = np.array([250, 3])
    got = np.array([250, 3]).astype(dtype)
    assert _same(expected, got) == (dtype is not np.int8)
    assert not _same(np.array([0, 0]), np.array([255, 0], np.uint8))


def test_integers_beyond_what_floats_hold_are_compared_exactly() -> None:
    expected = np.array([2**60])
    assert not _same(expected, np.array([2**60 + 1]))


NUMBERS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.binary(max_size=2)
)
ANY = st.recursive(
    NUMBERS | st.sampled_from([ARRAY, ARRAY.astype(int), np.array(5), VALUE_ERROR, np.zeros(0)]),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)


@given(ANY, ANY)
def test_any_two_carried_values_compare_without_an_error(expected: Any, got: Any) -> None:
    one, other = carried((expected, got))
    compare(one, other, 1e-9, 1e-9)
    assert compare(one, one, 0.0, 0.0) is None


@pytest.mark.parametrize("value", [Raises((ODD,)), Unsupported(ODD), Record(ODD, ())])
def test_names_of_types_cannot_steer_a_terminal_or_a_page(value):
    said = show(value)
    assert said.isprintable()
    assert "?" in said


def test_numbers_that_few_digits_do_not_tell_apart_are_shown_with_all() -> None:
    found = compare(np.array([0.5, 2.0]), np.array([0.5 + 1e-8, 2.0]), 1e-9, 1e-9)
    assert (found.got, found.expected) == ("0.50000001", "0.5")
    found = compare(0.25, 0.25 + 1e-8, 1e-9, 1e-9)
    assert (found.got, found.expected) == ("0.25000001", "0.25")


def test_an_array_that_must_be_whole_is_no_array_of_floats() -> None:
    whole, floats = np.array([1, 2]), np.array([1.0, 2.0])
    assert compare(whole, floats, 0, 0) is None
    assert compare(whole, floats, 0, 0, whole=True).what == "dtype"
    assert compare((whole, 1), (floats, 1), 0, 0, whole=True).path == (0,)
    assert not agree(whole, floats, 0, 0, whole=True)
    assert agree(whole, whole.astype(np.int32), 0, 0, whole=True)
