"""What `lp_pool_forward` and `lp_pool_backward` promise: norms, far from overflow."""

import numpy as np
import pytest
from conv_cases import relative_difference
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from pool_cases import lp_by_loops, pool, pools, random_dout

from cnn_ref.gradcheck import check_gradients, check_gradients_by_entry
from cnn_ref.pooling import max_pool_forward
from cnn_ref.pooling_average import avg_pool_forward
from cnn_ref.pooling_lp import lp_pool_backward, lp_pool_forward

WINDOW = [[[[1, 1], [5, 6]]]]


def by_us(pool, dout, p):
    out, cache = lp_pool_forward(pool.x, pool.size, p=p, **pool.options)
    return out, lp_pool_backward(dout, cache)


def check_lp(function, pool, p):
    dout = random_dout(pool)
    ours, right = function(pool, dout, p), lp_by_loops(pool, dout, p)
    for name, a, b in zip(["out", "dx"], ours, right, strict=True):
        assert a.dtype == np.float64
        assert relative_difference(a, b) <= 1e-12, name


# --- worked by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(("p", "expected"), [(1, 13), (2, 7.9373), (8, 6.1589), (32, 6.0005)])
def test_the_worked_norms_come_out(p, expected):
    assert_allclose(lp_pool_forward(WINDOW, 2, p=p)[0], [[[[expected]]]], rtol=0, atol=5e-5)


@pytest.mark.parametrize(("p", "expected"), [(1, 3.25), (64, 5.87)])
def test_the_norm_is_no_mean(p, expected):
    norm = lp_pool_forward(WINDOW, 2, p=p)[0].item()
    assert norm / 4 ** (1 / p) == pytest.approx(expected, abs=5e-3)
    assert norm > 6


def test_the_norm_is_2_unless_told_otherwise():
    assert_allclose(lp_pool_forward([[[3, -4, 0, 0]]], 2)[0], [[[5, 0]]], rtol=1e-15)


def test_p_1_is_the_number_of_cells_times_the_average_of_the_magnitudes():
    x = np.random.default_rng(1).integers(-9, 9, (2, 3, 6, 4))
    average = avg_pool_forward(np.abs(x), (3, 2))[0]
    assert_allclose(lp_pool_forward(x, (3, 2), p=1)[0], 6 * average, rtol=1e-14)


# --- pixel by pixel ---------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(pool=pools(), p=st.sampled_from([1, 1.5, 2, 3, np.float32(2.5), np.int64(4), 7.25]))
def test_lp_pooling_is_its_definition(pool, p):
    check_lp(by_us, pool, p)


@settings(max_examples=50, deadline=None)
@given(pool=pools(), p=st.sampled_from([1, 1.5, 2, 3]))
def test_lp_pooling_is_its_definition_where_many_pixels_are_zero(pool, p):
    check_lp(by_us, pool._replace(x=pool.rng.integers(-1, 2, pool.x.shape) * 1.0), p)


# --- wrong pools, each of which the check refuses ----------------------------------------------


def mean_for_norm(pool, dout, p):
    out, dx = by_us(pool, dout, p)
    return out / 6 ** (1 / p), dx / 6 ** (1 / p)


def without_the_root(pool, dout, p):
    out, dx = by_us(pool, dout, p)
    return out**p, dx


def without_magnitudes(pool, dout, p):
    return by_us(pool._replace(x=np.maximum(pool.x, 0)), dout, p)


def without_the_sign(pool, dout, p):
    out, dx = by_us(pool, dout, p)
    return out, np.abs(dx)


def maximum_for_norm(pool, dout, p):
    out, _ = max_pool_forward(np.abs(pool.x), pool.size, **pool.options)
    return out, by_us(pool, dout, p)[1]


CASE = pool(np.random.default_rng(1).standard_normal((2, 3, 6, 7)), (3, 2), stride=1, padding=1)


@pytest.mark.parametrize("p", [2, 3])
@pytest.mark.parametrize(
    "wrong",
    [
        mean_for_norm,
        without_the_root,
        without_magnitudes,
        without_the_sign,
        maximum_for_norm,
    ],
)
def test_the_check_refuses_a_wrong_pool(wrong, p):
    check_lp(by_us, CASE, p)
    with pytest.raises(AssertionError):
        check_lp(wrong, CASE, p)


# --- far out ----------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("scale", [1e3, 1e-3])
@pytest.mark.parametrize("p", [128, 1e6, 1e300])
def test_large_exponents_neither_run_over_nor_vanish(dtype, scale, p):
    x = (np.array([[[1, -1, 1, 0.5, 0, 0]]]) * scale).astype(dtype)
    out, cache = lp_pool_forward(x, 2, p=p)
    assert out.dtype == dtype
    expected = scale * np.array([[[2 ** (1 / p), 1, 0]]])
    assert_allclose(out, expected, rtol=4 * np.finfo(dtype).eps)
    dx = lp_pool_backward(np.ones(out.shape), cache)
    assert dx.dtype == dtype
    half = 2 ** (1 / p - 1)
    tolerance = 4 * np.finfo(dtype).eps * max(1, min(p, 200))
    assert_allclose(dx[..., 2:], [[[1, 0, 0, 0]]], atol=tolerance)
    if p == 128:
        assert_allclose(dx[..., :2], [[[half, -half]]], rtol=tolerance)


def test_the_gradient_of_a_window_of_zeros_is_zero():
    for p in (1, 1.5, 2, 3, 128):
        out, cache = lp_pool_forward(np.zeros((1, 1, 3, 2)), (3, 2), p=p)
        assert_array_equal(out, [[[[0]]]])
        assert_array_equal(lp_pool_backward([[[[5]]]], cache), np.zeros((1, 1, 3, 2)))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_infinities_and_nan_spread_without_a_warning(dtype):
    largest = np.finfo(dtype).max
    x = np.array([[[np.inf, 2, np.nan, 1, -np.inf, np.inf, largest, largest]]], dtype)
    out, cache = lp_pool_forward(x, 2)
    assert_array_equal(out, np.array([[[np.inf, np.nan, np.inf, np.inf]]], dtype), strict=True)
    assert lp_pool_backward(np.ones(out.shape), cache).dtype == dtype


def test_the_smallest_numbers_keep_their_norm_and_their_gradient():
    x = np.array([[[3e-320, -4e-320]]])
    out, cache = lp_pool_forward(x, 2)
    assert_allclose(out, [[[5e-320]]], rtol=1e-3)
    assert_allclose(lp_pool_backward([[[1]]], cache), [[[0.6, -0.8]]], rtol=1e-3)


# --- gradients, memory, types ------------------------------------------------------------------


@pytest.mark.parametrize("p", [1, 1.5, 2, 5])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_the_gradient_is_that_of_finite_differences(rank, p):
    rng = np.random.default_rng(rank)
    size = (7, 5, 4)[:rank]
    x = rng.uniform(0.5, 2, (2, 3, *size)) * rng.choice([-1, 1], (2, 3, *size))  # away from 0

    def forward(x):
        return lp_pool_forward(
            x, (3, 2, 2)[:rank], p=p, stride=2, padding=1, dilation=2, ceil_mode=True
        )

    check_gradients(forward, lp_pool_backward, (x,), rng=rng)
    check_gradients_by_entry(forward, lp_pool_backward, (x[:1, :1],), rng=rng)

    def halved(dout, cache):
        return lp_pool_backward(dout, cache) / 2

    with pytest.raises(AssertionError):
        check_gradients(forward, halved, (x,), rng=rng)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64, np.bool_])
def test_integers_give_float64_even_the_smallest(dtype):
    lowest = False if dtype is np.bool_ else np.iinfo(dtype).min
    out, cache = lp_pool_forward(np.full((1, 1, 2), lowest, dtype), 2, p=1)
    assert_array_equal(out, np.array([[[2 * abs(float(lowest))]]]), strict=True)
    assert lp_pool_backward(np.ones((1, 1, 1), np.float32), cache).dtype == np.float64


def test_an_input_may_be_read_only_scattered_in_memory_or_a_list():
    base = np.random.default_rng(3).standard_normal((5, 4, 3, 2))
    base.flags.writeable = False
    x = base.transpose(3, 2, 0, 1)[..., ::-1]
    check_lp(by_us, pool(x, (3, 2), stride=(1, 2), padding=1), p=3)
    assert_array_equal(lp_pool_forward(x.tolist(), 2)[0], lp_pool_forward(x, 2)[0])


def test_nothing_changes_the_input_and_later_changes_do_no_harm():
    x = np.random.default_rng(3).standard_normal((2, 3, 5, 4))
    before = x.copy()
    out, cache = lp_pool_forward(x, 1, p=3)
    dout = np.ones_like(out)
    expected = lp_pool_backward(dout, cache)
    assert_array_equal(x, before)
    x[:], out[:] = 0, 0
    assert_array_equal(lp_pool_backward(dout, cache), expected)


def test_an_empty_batch_stays_empty():
    out, cache = lp_pool_forward(np.zeros((0, 3, 5, 4)), 2)
    assert out.shape == (0, 3, 2, 2)
    assert lp_pool_backward(out, cache).shape == (0, 3, 5, 4)


@pytest.mark.parametrize(
    "p", [0, 0.5, -1, np.inf, np.nan, True, "2", None, 1j, [2], 10**400, np.float64("nan")]
)
def test_an_exponent_that_gives_no_norm_is_refused(p):
    with pytest.raises(ValueError, match=r"^p must be a finite number of at least 1, but p="):
        lp_pool_forward([[[1, 2]]], 2, p=p)
