"""What `max_pool_forward` and `max_pool_backward` promise: values, ties, padding."""

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_array_equal
from pool_cases import check_max, first_largest, max_by_loops, pool, pools, random_dout

from cnn_ref.pooling import max_pool_backward, max_pool_forward

CS231N = [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]
TUE = [[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]]


def by_us(pool, dout):
    out, cache = max_pool_forward(pool.x, pool.size, **pool.options, return_indices=True)
    return out, cache.indices, max_pool_backward(dout, cache)


# --- worked by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "expected"), [(CS231N, [[6, 8], [3, 4]]), (TUE, [[20, 30], [112, 37]])]
)
def test_the_decks_examples_come_out(image, expected):
    out, _ = max_pool_forward([[image]], 2)
    assert_array_equal(out, np.array([[expected]]), strict=True)


def test_the_gradient_of_the_decks_example_goes_to_the_four_maxima():
    _, cache = max_pool_forward([[CS231N]], 2)
    dx = max_pool_backward([[[[10, 20], [30, 40]]]], cache)
    expected = [[0, 0, 0, 0], [0, 10, 0, 20], [30, 0, 0, 0], [0, 0, 0, 40]]
    assert_array_equal(dx, np.array([[expected]], float), strict=True)


def test_a_shift_by_two_pixels_shifts_the_output_by_one():
    signal = np.array([[[0, 0, 9, 0, 0, 0, 0, 0, 5, 0, 0, 0]]])
    assert_array_equal(max_pool_forward(signal, 2)[0], [[[0, 9, 0, 0, 5, 0]]])
    shifted = np.roll(signal, 2)
    assert_array_equal(max_pool_forward(shifted, 2)[0], [[[0, 0, 9, 0, 0, 5]]])


def test_overlapping_windows_that_share_a_maximum_add_their_gradients():
    out, cache = max_pool_forward([[[1, 5, 2, 4]]], 3, stride=1)
    assert_array_equal(out, [[[5, 5]]])
    assert_array_equal(max_pool_backward([[[1, 10]]], cache), [[[0, 11, 0, 0]]])


def test_of_tied_pixels_the_first_row_comes_first():
    _, cache = max_pool_forward([[[[0, 7], [7, 0]]]], 2, return_indices=True)
    assert_array_equal(cache.indices, [[[[1]]]])
    assert_array_equal(max_pool_backward([[[[3]]]], cache), [[[[0, 3], [0, 0]]]])


def test_the_last_window_may_hang_over_but_not_start_in_the_padding():
    x = [[[1, 2, 3, 4, 5]]]
    assert_array_equal(max_pool_forward(x, 2)[0], [[[2, 4]]])
    assert_array_equal(max_pool_forward(x, 2, ceil_mode=True)[0], [[[2, 4, 5]]])
    out, _ = max_pool_forward([[[1, 2, 3]]], 2, padding=1, ceil_mode=True)
    assert_array_equal(out, [[[1, 3]]])
    out, _ = max_pool_forward([[[1, 2, 3, 4]]], 2, padding=[(1, 2)], ceil_mode=True)
    assert_array_equal(out, [[[1, 3, 4]]])


# --- pixel by pixel ---------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(pool=pools())
def test_max_pooling_is_its_definition(pool):
    check_max(by_us, pool)


@settings(max_examples=150, deadline=None)
@given(pool=pools())
def test_max_pooling_of_tied_pixels_is_its_definition(pool):
    check_max(by_us, pool._replace(x=pool.rng.integers(-1, 2, pool.x.shape).astype(float)))


@settings(max_examples=100, deadline=None)
@given(pool=pools(ranks=(1, 2)))
def test_max_pooling_of_infinities_and_nan_is_its_definition(pool):
    values = [-np.inf, -np.inf, np.inf, np.nan, 1.0, -1.0]
    check_max(by_us, pool._replace(x=pool.rng.choice(values, pool.x.shape)))


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64, np.uint64, np.float16, np.float32])
def test_max_pooling_keeps_the_type_up_to_its_smallest_and_largest_values(dtype):
    limits = np.finfo(dtype) if np.dtype(dtype).kind == "f" else np.iinfo(dtype)
    largest = min(limits.max, np.iinfo(np.int64).max) if dtype is np.uint64 else limits.max
    rng = np.random.default_rng(4)
    x = rng.choice(np.array([limits.min, limits.min, limits.min, largest, 1], dtype), (2, 3, 5, 4))
    case = pool(x, (3, 2), padding=((1, 2), 1), stride=(2, 1))
    out, cache = max_pool_forward(x, (3, 2), **case.options, return_indices=True)
    dout = random_dout(case)
    expected = max_by_loops(case, dout)
    assert_array_equal(out, expected[0], strict=True)
    assert_array_equal(cache.indices, expected[1], strict=True)
    dx = max_pool_backward(dout, cache)
    assert dx.dtype == (dtype if limits.dtype.kind == "f" else np.float64)
    assert_array_equal(dx, expected[2])


def test_windows_of_more_than_255_cells_remember_where_the_maximum_was():
    x = np.random.default_rng(7).integers(0, 50, (2, 2, 21, 19)).astype(float)
    check_max(by_us, pool(x, (17, 16), stride=(2, 1), padding=((3, 2), (0, 4))))


def test_blocks_of_images_are_put_together_in_order(monkeypatch):
    monkeypatch.setattr("cnn_ref.pooling_windows.BLOCK_BYTES", 700)
    x = np.random.default_rng(7).integers(0, 9, (7, 2, 5, 4)).astype(float)  # two images a block
    check_max(by_us, pool(x, 2, stride=1))


# --- wrong pools, each of which the check refuses ----------------------------------------------


def by_rule(choose):
    return lambda pool, dout: max_by_loops(pool, dout, choose)


def last_largest(values):
    return len(values) - 1 - values[::-1].index(max(values))


def first_in_column_major_order(values):
    order = [0, 2, 1, 3]  # of a 2x2 window
    return order[first_largest([values[i] for i in order])]


def largest_magnitude(values):
    return first_largest([abs(value) for value in values])


def smallest(values):
    return first_largest([-value for value in values])


def with_zeros_around(pool, dout):
    padded = np.pad(pool.x, [(0, 0), (0, 0), *pool.pairs])
    out, cache = max_pool_forward(padded, pool.size, stride=pool.options["stride"])
    inner = tuple(slice(b, b + n) for (b, _), n in zip(pool.pairs, pool.x.shape[2:], strict=True))
    return out, by_us(pool, dout)[1], max_pool_backward(dout, cache)[(..., *inner)]


def all_ties(pool, dout):
    out, indices, dx = by_us(pool, dout)
    everywhere = np.zeros_like(dx)
    for i, j in np.ndindex(2, 2):
        part = (..., slice(i, i + out.shape[2]), slice(j, j + out.shape[3]))
        everywhere[part] += dout * (pool.x[part] == out)
    return out, indices, everywhere


def overwritten(pool, dout):
    out, indices, dx = by_us(pool, dout)
    dx = np.zeros_like(dx)
    for image in np.ndindex(*dx.shape[:2]):
        dx[image].reshape(-1)[indices[image].ravel()] = dout[image].ravel()
    return out, indices, dx


def indices_with_padding(pool, dout):
    out, indices, dx = by_us(pool, dout)
    return out, indices + pool.pairs[1][0], dx


TIED = pool(np.random.default_rng(1).integers(0, 2, (2, 2, 5, 4)).astype(float), 2, stride=1)
SIGNED = pool(np.random.default_rng(2).standard_normal((2, 2, 5, 4)), 2, stride=1)
NEGATIVE = pool(-np.arange(1.0, 41.0).reshape(1, 2, 5, 4), 2, stride=1, padding=((1, 0), (1, 1)))


@pytest.mark.parametrize(
    ("wrong", "case"),
    [
        (by_rule(last_largest), TIED),
        (by_rule(first_in_column_major_order), TIED),
        (all_ties, TIED),
        (overwritten, TIED),
        (by_rule(largest_magnitude), SIGNED),
        (by_rule(smallest), SIGNED),
        (with_zeros_around, NEGATIVE),
        (indices_with_padding, NEGATIVE),
    ],
)
def test_the_check_refuses_a_wrong_pool(wrong, case):
    check_max(by_us, case)
    with pytest.raises(AssertionError):
        check_max(wrong, case)
