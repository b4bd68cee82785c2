"""What `avg_pool_forward` and `avg_pool_backward` promise: values, divisors, types."""

import numpy as np
import pytest
from conv_cases import relative_difference
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from pool_cases import average_by_loops, is_pixel, pool, pools, random_dout

from cnn_ref.gradcheck import check_gradients, check_gradients_by_entry
from cnn_ref.pooling_average import avg_pool_backward, avg_pool_forward

CS231N = [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]
TUE = [[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]]


def by_us(pool, dout, count_include_pad=True):
    out, cache = avg_pool_forward(
        pool.x, pool.size, **pool.options, count_include_pad=count_include_pad
    )
    return out, avg_pool_backward(dout, cache)


def check_average(function, pool, count_include_pad=True):
    dout = random_dout(pool)
    ours = function(pool, dout, count_include_pad)
    right = average_by_loops(pool, dout, count_include_pad)
    for name, a, b in zip(["out", "dx"], ours, right, strict=True):
        assert a.dtype == np.float64
        assert relative_difference(a, b) <= 1e-13, name


# --- worked by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "expected"), [(CS231N, [[3.25, 5.25], [2, 2]]), (TUE, [[13, 8], [79, 19.5]])]
)
def test_the_decks_examples_come_out(image, expected):
    out, _ = avg_pool_forward([[image]], 2)
    assert_array_equal(out, np.array([[expected]], float), strict=True)


def test_every_pixel_gets_a_quarter_of_its_windows_gradient():
    _, cache = avg_pool_forward([[CS231N]], 2)
    dx = avg_pool_backward([[[[4, 8], [12, 16]]]], cache)
    assert_array_equal(dx, [[np.kron([[1, 2], [3, 4]], np.ones((2, 2)))]])


def test_the_padding_counts_unless_it_is_told_not_to():
    x = [[[6, 12, 18]]]
    assert_array_equal(avg_pool_forward(x, 3, stride=1, padding=1)[0], [[[6, 12, 10]]])
    out, _ = avg_pool_forward(x, 3, stride=1, padding=1, count_include_pad=False)
    assert_array_equal(out, [[[9, 12, 15]]])


@pytest.mark.parametrize(("count_include_pad", "last"), [(True, 15), (False, 30)])
def test_what_hangs_over_beyond_the_padding_never_counts(count_include_pad, last):
    # Windows of 3 in steps of 3 over 0 0 | 12 0 30 | 0 : the last one lies on 0, 30, 0.
    x = [[[12, 0, 30]]]
    options = {"padding": [(2, 0)], "ceil_mode": True, "count_include_pad": count_include_pad}
    assert_array_equal(avg_pool_forward(x, 3, **options)[0][..., -1], [[15]])
    # Over | 12 0 30 | 0 0: the last one begins at the last pixel but one.
    out, _ = avg_pool_forward([[[12, 0, 30]]], 2, **options | {"padding": [(0, 1)]})
    assert_array_equal(out, [[[6, last]]])


# --- pixel by pixel ---------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(pool=pools(), count_include_pad=st.booleans())
def test_average_pooling_is_its_definition(pool, count_include_pad):
    check_average(by_us, pool, count_include_pad)


@settings(max_examples=100, deadline=None)
@given(pool=pools(), count_include_pad=st.booleans())
def test_backward_is_the_transpose_of_forward(pool, count_include_pad):
    dout = random_dout(pool)
    out, dx = by_us(pool, dout, count_include_pad)
    left, right = np.sum(out * dout), np.sum(pool.x * dx)
    assert abs(left - right) <= 1e-12 * max(1, np.abs(pool.x).sum() * np.abs(dout).max(initial=0))


@settings(max_examples=50, deadline=None)
@given(pool=pools())
def test_without_the_padding_a_constant_image_stays_constant(pool):
    x = np.full_like(pool.x, 3)
    out, _ = avg_pool_forward(x, pool.size, **pool.options, count_include_pad=False)
    assert_array_equal(out, np.full_like(out, 3))


# --- wrong pools, each of which the check refuses ----------------------------------------------


def always_the_whole_window(pool, dout, count_include_pad):
    return average_by_loops(pool, dout, count=lambda *_: True)


def never_the_padding(pool, dout, count_include_pad):
    return average_by_loops(pool, dout, count=is_pixel)


def sum_for_average(pool, dout, count_include_pad):
    return tuple(9 * array for array in by_us(pool, dout, count_include_pad))


def divided_by_one_side(pool, dout, count_include_pad):
    return tuple(3 * array for array in by_us(pool, dout, count_include_pad))


def undivided_gradient(pool, dout, count_include_pad):
    out, dx = by_us(pool, dout, count_include_pad)
    return out, 9 * dx


def single_precision(pool, dout, count_include_pad):
    out, dx = by_us(pool, dout, count_include_pad)
    return out.astype(np.float32).astype(float), dx


HANGING = pool(
    np.random.default_rng(1).standard_normal((2, 3, 6, 7)),
    3,
    stride=2,
    padding=((1, 1), (1, 0)),
    ceil_mode=True,
)


@pytest.mark.parametrize(
    "wrong",
    [
        always_the_whole_window,
        never_the_padding,
        sum_for_average,
        divided_by_one_side,
        undivided_gradient,
        single_precision,
    ],
)
def test_the_check_refuses_a_wrong_pool(wrong):
    check_average(by_us, HANGING)
    with pytest.raises(AssertionError):
        check_average(wrong, HANGING)


# --- gradients, memory, types ------------------------------------------------------------------


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_the_gradient_is_that_of_finite_differences(rank):
    rng = np.random.default_rng(rank)
    x = rng.standard_normal((2, 3, *(7, 5, 4)[:rank]))

    def forward(x):
        return avg_pool_forward(
            x, (3, 2, 2)[:rank], stride=2, padding=1, ceil_mode=True, count_include_pad=False
        )

    check_gradients(forward, avg_pool_backward, (x,), rng=rng)
    check_gradients_by_entry(forward, avg_pool_backward, (x[:1, :1],), rng=rng)

    def halved(dout, cache):
        return avg_pool_backward(dout, cache) / 2

    with pytest.raises(AssertionError):
        check_gradients(forward, halved, (x,), rng=rng)


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64, np.uint64, np.bool_])
def test_integers_do_not_wrap_and_give_float64(dtype):
    x = np.ones((1, 1, 2, 4), dtype) if dtype is np.bool_ else np.full((1, 1, 2, 4), 127, dtype)
    out, cache = avg_pool_forward(x, 2)
    assert_array_equal(out, np.full((1, 1, 1, 2), x.max(), float), strict=True)
    assert avg_pool_backward(np.ones(out.shape, np.float32), cache).dtype == np.float64


def test_float16_is_added_up_without_running_over():
    x = np.full((1, 1, 3, 3), 60000, np.float16)
    out, cache = avg_pool_forward(x, 3)
    assert_array_equal(out, np.full((1, 1, 1, 1), 60000, np.float16), strict=True)
    assert avg_pool_backward(out, cache).dtype == np.float16


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_infinities_spread_without_a_warning(dtype):
    x = np.array([[[np.inf, -np.inf, np.inf, 1, np.finfo(dtype).max, np.finfo(dtype).max]]], dtype)
    out, cache = avg_pool_forward(x, 2)
    assert out.dtype == dtype
    assert np.isnan(out[0, 0, 0])
    assert out[0, 0, 1] == np.inf
    assert avg_pool_backward(np.full(out.shape, 1e308), cache).dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_input_may_be_read_only_scattered_in_memory_or_a_list(dtype):
    base = np.random.default_rng(3).integers(-9, 9, (5, 4, 3, 2)).astype(dtype)
    base.flags.writeable = False
    x = base.transpose(3, 2, 0, 1)[..., ::-1]
    out, cache = avg_pool_forward(x, (4, 2))
    assert_array_equal(out, x[:, :, :4].reshape(2, 3, 4, 2, 2).mean(axis=(2, 4))[:, :, None])
    assert out.dtype == avg_pool_backward(np.ones(out.shape), cache).dtype == dtype
    assert_array_equal(avg_pool_forward(x.tolist(), (4, 2))[0], out)


def test_blocks_of_images_are_put_together_in_order(monkeypatch):
    monkeypatch.setattr("cnn_ref.pooling_windows.BLOCK_BYTES", 700)
    x = np.random.default_rng(7).standard_normal((7, 2, 5, 4))  # two images a block
    check_average(by_us, pool(x, 2, stride=1))


def test_nothing_changes_the_input():
    x = np.random.default_rng(3).standard_normal((2, 3, 5, 4))
    before = x.copy()
    out, cache = avg_pool_forward(x, 1)
    dout = np.ones_like(out)
    out[:] = 0
    avg_pool_backward(dout, cache)[:] = 0
    assert_array_equal(x, before)
    assert_array_equal(dout, np.ones_like(out))


def test_an_empty_batch_stays_empty():
    out, cache = avg_pool_forward(np.zeros((0, 3, 5, 4)), 2)
    assert out.shape == (0, 3, 2, 2)
    assert avg_pool_backward(out, cache).shape == (0, 3, 5, 4)
