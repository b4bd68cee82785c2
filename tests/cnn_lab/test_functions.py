"""The functions that cases pass on: what they make, and that no entry of theirs stands alone."""

from __future__ import annotations

import numpy as np
import pytest

import cnn_ref
from cnn_lab.functions import BOARD, FUNCTIONS

X = np.array([[1.0, 2.0, -3.0], [0.5, -1.0, 4.0], [2.5, 1.5, -2.0]])
KERNEL = np.array([[1, 0], [2, -1]])


def slopes(f):
    """How every output changes with every entry, as (outputs, entries)."""
    size = np.size(f(X))
    rows = [
        cnn_ref.numerical_gradient(f, X, np.eye(size)[j].reshape(np.shape(f(X))))
        for j in range(size)
    ]
    return np.array(rows).reshape(size, X.size)


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - {"squares"}))
def test_some_output_depends_on_several_entries(name):
    assert (np.abs(slopes(FUNCTIONS[name])) > 1e-6).sum(axis=1).max() > 1


def test_squares_alone_treats_entries_one_by_one():
    table = slopes(FUNCTIONS["squares"])
    np.testing.assert_allclose(table, np.diag(np.diag(table)), atol=1e-6)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("cubes_and_sum", (3, 3)),
        ("sine_of_neighbour", (3, 3)),
        ("running_sums", (3, 3)),
        ("squares", (3, 3)),
        ("squares_times_next", (8,)),
        ("squared_sums", (6,)),
        ("all_products", (9, 9)),
        ("cubes_times_sum", ()),
        ("board_example", (2, 2)),
    ],
)
def test_the_result_is_an_array_of_the_shape_that_is_promised(name, shape):
    before = X.copy()
    found = FUNCTIONS[name](X)
    assert isinstance(found, np.ndarray)
    assert found.shape == shape
    assert not np.shares_memory(found, X)
    np.testing.assert_array_equal(X, before)


def test_names_say_what_is_computed():
    x = np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(FUNCTIONS["squares_times_next"](x), [2, 12])
    np.testing.assert_array_equal(FUNCTIONS["squared_sums"](x[None]), [36, 1, 4, 9])
    np.testing.assert_array_equal(FUNCTIONS["running_sums"](x), [1, 3, 6])
    assert FUNCTIONS["cubes_times_sum"](x) == 36 * 6


def test_the_boards_weights_are_those_of_its_kernel():
    np.testing.assert_array_equal(cnn_ref.toeplitz_matrix(KERNEL, 3, 3), BOARD)
