"""Tells: what a wrong array gives away, and silence where nothing is sure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnn_lab.tells import tell

RIGHT = np.array([[1.5, -2.0, 3.25], [4.0, 5.5, -6.75], [0.25, 7.0, 2.5], [-1.0, 9.0, 8.0]])

VOLUME = np.arange(2.0, 26).reshape(2, 3, 4) ** 1.5


@pytest.mark.parametrize(
    ("got", "word"),
    [
        (RIGHT.T, "transpose"),
        (RIGHT[None], "3 axes, and 2"),
        (RIGHT[:-1], "too long or too short"),
        (np.pad(RIGHT, 1)[1:, 1:], "too long or too short"),
        (RIGHT.astype(np.float16).astype(float) + 1e-4, "three digits"),
        (RIGHT[::-1, ::-1], "reverse order"),
        (-RIGHT, "sign"),
        (RIGHT / 6, "times 0.1667"),
        (np.pad(RIGHT[1:-1, 1:-1], 1), "border"),
        (RIGHT[::-1], "reversed along axis 0"),
        (RIGHT + 0.5, "same amount"),
        (RIGHT.T.reshape(4, 3), "in other places"),
        ((RIGHT, None), "a tuple, and one array"),
    ],
)
def test_each_tell_is_told(got: np.ndarray, word: str) -> None:
    assert word in tell(RIGHT, got)


@pytest.mark.parametrize(
    ("got", "word"),
    [
        (VOLUME.swapaxes(1, 2), "right lengths in another order"),
        (VOLUME[:, ::-1, ::-1], "turned by 180 degrees in axes 1 and 2"),
        (np.pad(VOLUME[:, 1:-1, 1:-1], ((0, 0), (1, 1), (1, 1))), "border"),
    ],
)
def test_each_tell_of_more_than_two_axes_is_told(got: np.ndarray, word: str) -> None:
    assert word in tell(VOLUME, got)


def test_axes_of_one_length_that_were_swapped_are_told() -> None:
    square = VOLUME[:, :, :3]
    assert "Axes 1 and 2 are swapped" in tell(square, square.swapaxes(1, 2))


@pytest.mark.parametrize(
    ("got", "word"),
    [
        ([RIGHT, VOLUME], "a list, and a tuple"),
        ((RIGHT, -VOLUME), "Of its entry 1: Every sign"),
        ((RIGHT / 6, VOLUME), "Of its entry 0: Every entry is the right one times 0.1667"),
    ],
)
def test_a_tuple_is_looked_at_entry_by_entry(got: object, word: str) -> None:
    assert word in tell((RIGHT, VOLUME), got)


def test_of_two_values_alike_nothing_is_told() -> None:
    assert tell((RIGHT, VOLUME), (RIGHT, VOLUME)) == ""


def test_the_transpose_of_a_square_answer_is_told() -> None:
    assert "transpose" in tell(RIGHT[:3], RIGHT[:3].T)


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (RIGHT, RIGHT + np.arange(12.0).reshape(4, 3)),
        ((RIGHT, VOLUME), (RIGHT,)),
        ((RIGHT, VOLUME), None),
        (RIGHT, RIGHT * np.nan),
        (RIGHT, None),
        (RIGHT, RIGHT.tolist()),
        (RIGHT > 0, RIGHT > 0),
        (RIGHT, RIGHT[:, :0]),
        (np.zeros((2, 2)), np.ones((2, 2))),
        (3.0, 4.0),
        (RIGHT, np.zeros((9, 9))),
    ],
    ids=repr,
)
def test_nothing_is_told_where_nothing_is_sure(expected: object, got: object) -> None:
    assert tell(expected, got) == ""


def test_a_single_number_has_no_factor_because_that_would_be_the_answer() -> None:
    assert tell(np.array([4.0]), np.array([2.0])) == ""
    assert tell(np.array([[4.0]]), np.array([[-4.0]])) != ""


def test_the_largest_floats_are_looked_at_without_a_warning() -> None:
    assert "sign" in tell(np.array([1e308, -9e307]), np.array([-1e308, 9e307]))


NUMERIC = st.sampled_from(["int8", "uint8", "int64", "uint64", "float16", "float32", "float64"])
ARRAYS = NUMERIC.flatmap(
    lambda dtype: hnp.arrays(
        dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
    )
)


@given(ARRAYS, ARRAYS)
def test_any_two_arrays_are_looked_at_without_an_error_or_a_warning(
    expected: np.ndarray, got: np.ndarray
) -> None:
    assert isinstance(tell(expected, got), str)
    if expected.shape != got.shape and expected.size == got.size:
        assert isinstance(tell(expected, got.reshape(expected.shape)), str)
