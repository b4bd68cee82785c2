"""What global pooling promises: the pools whose window is the whole image."""

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal
from pool_cases import max_by_loops, pool, pools

from cnn_ref.gradcheck import check_gradients, check_gradients_by_entry
from cnn_ref.pooling_average import avg_pool_backward, avg_pool_forward
from cnn_ref.pooling_global import (
    global_avg_pool_backward,
    global_avg_pool_forward,
    global_max_pool_backward,
    global_max_pool_forward,
)

PAIRS = [
    (global_max_pool_forward, global_max_pool_backward),
    (global_avg_pool_forward, global_avg_pool_backward),
]
SHAPES = [(2, 3, 7), (2, 3, 4, 5), (2, 3, 4, 2, 3)]


def test_one_image_worked_by_hand():
    x = [[[[1, 2], [7, 8]], [[-3, -5], [-3, -9]]]]
    out, cache = global_max_pool_forward(x)
    assert_array_equal(out, np.array([[8, -3]]), strict=True)
    dx = global_max_pool_backward([[10, 20]], cache)
    assert_array_equal(dx, [[[[0, 0], [0, 10]], [[20, 0], [0, 0]]]])
    out, cache = global_avg_pool_forward(x)
    assert_array_equal(out, np.array([[4.5, -5]]), strict=True)
    dx = global_avg_pool_backward([[4, 8]], cache)
    assert_array_equal(dx, [[[[1, 1], [1, 1]], [[2, 2], [2, 2]]]])


@settings(max_examples=50, deadline=None)
@given(case=pools())
def test_the_global_maximum_is_its_definition(case):
    x = case.rng.choice([0, 1, 1, np.inf, -np.inf, np.nan], case.x.shape)
    dout = case.rng.integers(-256, 257, x.shape[:2]) / 64
    out, cache = global_max_pool_forward(x)
    dx = global_max_pool_backward(dout, cache)
    ones = (1,) * (x.ndim - 2)
    expected = max_by_loops(pool(x, x.shape[2:]), dout.reshape(*x.shape[:2], *ones))
    assert_array_equal(out, expected[0].reshape(x.shape[:2]))
    assert_array_equal(cache.indices, expected[1].reshape(x.shape[:2]))
    assert_array_equal(dx, expected[2], strict=True)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_global_average_is_the_average_of_one_window(shape):
    rng = np.random.default_rng(len(shape))
    x, dout = rng.standard_normal(shape), rng.standard_normal(shape[:2])
    out, cache = global_avg_pool_forward(x)
    expected, expected_cache = avg_pool_forward(x, shape[2:])
    assert_allclose(out, expected.reshape(shape[:2]), rtol=1e-13)
    dx = global_avg_pool_backward(dout, cache)
    expected_dx = avg_pool_backward(dout.reshape(expected.shape), expected_cache)
    assert_allclose(dx, expected_dx, rtol=1e-13)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_the_gradient_is_that_of_finite_differences(forward, backward, shape):
    rng = np.random.default_rng(len(shape))
    x = rng.permutation(np.arange(float(np.prod(shape)))).reshape(shape)
    check_gradients(forward, backward, (x,), rng=rng, h=1e-3)
    check_gradients_by_entry(forward, backward, (x,), rng=rng, h=1e-3)

    def halved(dout, cache):
        return backward(dout, cache) / 2

    with pytest.raises(AssertionError):
        check_gradients(forward, halved, (x,), rng=rng, h=1e-3)


@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.int64, np.float16, np.float32])
def test_types_are_those_of_the_other_pools(dtype):
    x = np.ones((2, 3, 4, 5), dtype)
    fraction = dtype if np.dtype(dtype).kind == "f" else np.float64
    kept = np.int64 if dtype is np.bool_ else dtype
    for (forward, backward), expected in zip(PAIRS, [kept, fraction], strict=True):
        out, cache = forward(x)
        assert_array_equal(out, np.ones((2, 3), expected), strict=True)
        assert backward(np.full((2, 3), 1e308), cache).dtype == fraction


def test_large_float16_images_are_averaged_without_running_over():
    out, cache = global_avg_pool_forward(np.full((1, 1, 300, 300), 1000, np.float16))
    assert_array_equal(out, np.array([[1000]], np.float16), strict=True)
    dx = global_avg_pool_backward(np.full((1, 1), 9000, np.float16), cache)
    assert_allclose(dx, np.full((1, 1, 300, 300), 0.1), rtol=1e-3)


def test_infinities_spread_without_a_warning():
    x = np.array([[[np.inf, -np.inf], [np.inf, 1], [1e308, 1e308]]])
    assert_array_equal(global_avg_pool_forward(x)[0], [[np.nan, np.inf, np.inf]])


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_inputs_stay_as_they_are_and_later_changes_do_no_harm(forward, backward):
    base = np.random.default_rng(3).standard_normal((5, 4, 3, 2))
    x = base.transpose(3, 2, 0, 1)[..., ::-1]
    before = x.copy()
    out, cache = forward(x)
    dout = np.ones((2, 3))
    dout.flags.writeable = False
    expected = backward(dout, cache)
    assert_array_equal(x, before)
    assert_allclose(forward(x.tolist())[0], out, rtol=1e-13)
    x[:], out[:] = 0, 0
    assert_array_equal(backward(dout, cache), expected)


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_an_empty_batch_stays_empty(forward, backward):
    out, cache = forward(np.zeros((0, 3, 5, 4)))
    assert out.shape == (0, 3)
    assert backward(out, cache).shape == (0, 3, 5, 4)


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_a_wrong_input_or_gradient_is_refused(forward, backward):
    with pytest.raises(ValueError, match=r"x must have the axes .* x\.shape=\(3, 4\)"):
        forward(np.zeros((3, 4)))
    with pytest.raises(ValueError, match=r"one pixel along each axis .* x\.shape=\(3, 4, 0\)"):
        forward(np.zeros((3, 4, 0)))
    with pytest.raises(ValueError, match=r"dout\.shape=\(2, 3, 1, 1\) .* shape is \(2, 3\)"):
        backward(np.zeros((2, 3, 1, 1)), forward(np.zeros((2, 3, 5, 4)))[1])
