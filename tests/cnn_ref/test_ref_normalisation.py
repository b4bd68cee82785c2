"""Local response normalisation: values, gradients, types and what it refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry
from cnn_ref.normalisation import local_response_norm_backward, local_response_norm_forward

HARD = {"n": 5, "k": 2, "alpha": 0.5, "beta": 0.75}  # a large alpha, so that errors show
THREE_CHANNELS = [[[1.0], [2.0], [3.0]]]


def norm(x, **options):
    return local_response_norm_forward(x, **{**HARD, **options})[0]


def loops(x, n, k, alpha, beta, first=0, last=0):
    """Compute the definition; `first` and `last` move the window's ends, to plant mistakes."""
    out = np.zeros_like(x)
    channels = x.shape[1]
    for c in range(channels):
        start, stop = max(0, c - n // 2 + first), min(channels, c + n // 2 + 1 + last)
        out[:, c] = x[:, c] / (k + alpha * (x[:, start:stop] ** 2).sum(axis=1)) ** beta
    return out


def draw(seed, shape=(2, 7, 3, 4)):
    return np.random.default_rng(seed).standard_normal(shape)


def test_three_channels_of_one_pixel_by_hand():
    options = {"n": 3, "k": 1, "alpha": 1, "beta": 1}
    assert_allclose(norm(THREE_CHANNELS, **options), [[[1 / 6], [2 / 15], [3 / 14]]], rtol=1e-15)
    halved = norm(THREE_CHANNELS, **{**options, "alpha": 3}, divide_by_size=True)
    assert_allclose(halved, [[[1 / 6], [2 / 15], [3 / 14]]], rtol=1e-15)
    alone = norm(THREE_CHANNELS, **{**options, "n": 1, "k": 2})
    assert_allclose(alone, [[[1 / 3], [2 / 6], [3 / 11]]], rtol=1e-15)


@settings(deadline=None, max_examples=60)
@given(
    spatial=st.lists(st.integers(1, 3), min_size=1, max_size=3),
    channels=st.integers(1, 7),
    n=st.sampled_from([1, 3, 5, 7, 15]),
    seed=st.integers(0, 2**32 - 1),
)
def test_it_is_the_loop_over_channels_in_any_rank(spatial, channels, n, seed):
    x = draw(seed, (2, channels, *spatial))
    options = {**HARD, "n": n}
    assert_allclose(norm(x, n=n), loops(x, **options), rtol=1e-13)


@pytest.mark.parametrize("moved", [{"first": 1}, {"last": -1}, {"first": -1}, {"last": 1}])
def test_a_window_that_is_off_by_one_would_be_seen(moved):
    x = draw(0)
    assert np.abs(norm(x) - loops(x, **HARD, **moved)).max() > 0.01


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1), divide=st.booleans(), n=st.sampled_from([1, 3, 5, 9]))
def test_the_backward_pass_is_the_derivative_of_the_forward_pass(seed, divide, n):
    def forward(x):
        return local_response_norm_forward(x, **{**HARD, "n": n}, divide_by_size=divide)

    rng = np.random.default_rng(seed)
    x = draw(seed, (2, 6, 1, 2))
    for check in (check_gradients, check_gradients_by_entry):
        check(forward, local_response_norm_backward, [x], rng=rng)


@pytest.mark.parametrize(
    "wrong", [{"n": 3}, {"alpha": 0.1}, {"beta": 0.5}], ids=["window", "alpha", "beta"]
)
def test_the_gradient_check_would_see_a_wrong_number_in_the_backward_pass(wrong):
    def backward(dout, cache):
        return local_response_norm_backward(dout, cache._replace(**wrong))

    def forward(x):
        return local_response_norm_forward(x, **HARD)

    with pytest.raises(GradientMismatch):
        check_gradients(forward, backward, [draw(0)], rng=np.random.default_rng(0))


def test_without_a_weight_or_an_exponent_only_the_offset_counts():
    x = draw(1)
    assert_allclose(norm(x, alpha=0, beta=2), x / 4, rtol=1e-15)
    assert_array_equal(norm(x, beta=0), x)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_keep_their_type_whatever_the_types_of_the_numbers(dtype):
    x = draw(2).astype(dtype)
    numbers = {"k": np.float64(2), "alpha": np.float64(0.5), "beta": np.float64(0.75)}
    out, cache = local_response_norm_forward(x, np.int64(5), **numbers, divide_by_size=True)
    assert out.dtype == dtype
    assert local_response_norm_backward(np.ones(x.shape, int), cache).dtype == dtype


def test_integers_become_float64_before_they_are_squared():
    x = np.full((1, 3, 2), 200, np.uint8)
    out, cache = local_response_norm_forward(x, **HARD)
    assert out.dtype == np.float64
    assert_array_equal(out, norm(x.astype(np.float64)))
    assert local_response_norm_backward(np.ones(x.shape), cache).dtype == np.float64


def test_inputs_may_be_read_only_and_strided_and_stay_as_they_are():
    x = draw(3, (4, 3, 7, 2)).T
    x.flags.writeable = False
    before = x.copy()
    out, cache = local_response_norm_forward(x, **HARD)
    dx = local_response_norm_backward(before, cache)
    assert_array_equal(x, before)
    expected, cache = local_response_norm_forward(before, **HARD)
    assert_array_equal(out, expected)
    assert_array_equal(dx, local_response_norm_backward(before, cache))


def test_an_empty_batch_comes_back_empty():
    out, cache = local_response_norm_forward(np.empty((0, 3, 4, 5)), **HARD)
    assert out.shape == (0, 3, 4, 5)
    assert local_response_norm_backward(out, cache).shape == (0, 3, 4, 5)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"n": 4}, "n must be odd, .*but n=4"),
        ({"n": 0}, "n must be a whole number of at least 1, but n=0"),
        ({"n": 5.0}, "n must be a whole number of at least 1, but n=5.0"),
        ({"k": 0}, "k must be above 0, .*but k=0"),
        ({"k": -1}, "k must be a finite number of at least 0, but k=-1"),
        ({"alpha": np.nan}, "alpha must be a finite number of at least 0, but alpha=nan"),
        ({"alpha": "1"}, "alpha must be a finite number of at least 0, but alpha='1'"),
        ({"beta": np.inf}, "beta must be a finite number of at least 0, but beta=inf"),
    ],
)
def test_a_number_out_of_range_is_refused_by_its_name(wrong, rule):
    with pytest.raises(ValueError, match=rule):
        norm(draw(0), **wrong)


def test_a_vector_of_features_is_refused():
    with pytest.raises(ValueError, match=r"x\.shape=\(2, 3\)"):
        norm(np.ones((2, 3)))


def test_a_dout_of_another_shape_is_refused():
    _, cache = local_response_norm_forward(np.ones((2, 3, 4)), **HARD)
    with pytest.raises(ValueError, match=r"dout\.shape=\(1, 3, 4\).*\(2, 3, 4\)"):
        local_response_norm_backward(np.ones((1, 3, 4)), cache)


def test_squares_of_half_precision_do_not_run_over():
    x = np.full((1, 1, 1), 300, np.float16)
    out, cache = local_response_norm_forward(x, 5, 2, 1e-4, 0.75)
    assert out.dtype == np.float16
    assert out.item() == pytest.approx(300 / (2 + 1e-4 * 300**2) ** 0.75, rel=1e-3)
    assert local_response_norm_backward(x, cache).dtype == np.float16
