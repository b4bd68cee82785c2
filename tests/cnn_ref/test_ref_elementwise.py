"""Sigmoid, ReLU and dropout: values, gradients, types and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import expit

from cnn_ref.dropout import dropout_backward, dropout_forward
from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry
from cnn_ref.relu import relu, relu_backward, relu_forward
from cnn_ref.sigmoid import sigmoid, sigmoid_backward, sigmoid_forward

SHAPE = (2, 3, 4)
U = np.random.default_rng(9).random(SHAPE)


def half_dropped(x):
    return dropout_forward(x, 0.5, u=U[: len(x)])


PAIRS = {
    "sigmoid": (sigmoid_forward, sigmoid_backward),
    "relu": (relu_forward, relu_backward),
    "dropout": (half_dropped, dropout_backward),
}
every_pair = pytest.mark.parametrize(("forward", "backward"), PAIRS.values(), ids=PAIRS)


def away_from_kinks(seed):
    """Draw numbers whose distance from 0 is at least 0.1."""
    x = np.random.default_rng(seed).standard_normal(SHAPE)
    return x + np.copysign(0.1, x)


# --- what they share --------------------------------------------------------------------------


@every_pair
@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_backward_pass_is_the_derivative_of_the_forward_pass(forward, backward, seed):
    rng = np.random.default_rng(seed)
    for check in (check_gradients, check_gradients_by_entry):
        check(forward, backward, [away_from_kinks(seed)], rng=rng)


@every_pair
def test_the_gradient_check_would_see_a_backward_pass_that_ignores_the_input(forward, backward):
    with pytest.raises(GradientMismatch):
        check_gradients(
            forward, lambda dout, _: dout, [away_from_kinks(0)], rng=np.random.default_rng(0)
        )


@every_pair
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_keep_their_type_forward_and_backward_whatever_the_type_of_dout(
    forward, backward, dtype
):
    out, cache = forward(away_from_kinks(0).astype(dtype))
    assert out.dtype == dtype
    for kind in (np.float16, np.float64, np.int64, bool):
        assert backward(np.ones(SHAPE, kind), cache).dtype == dtype


@every_pair
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, bool])
def test_the_gradient_of_integers_is_float64(forward, backward, dtype):
    x = np.arange(24).reshape(SHAPE).astype(dtype)
    out, cache = forward(x)
    assert_array_equal(out, forward(x.astype(np.float64))[0])
    assert backward(np.ones(SHAPE), cache).dtype == np.float64


@every_pair
def test_inputs_may_be_read_only_and_strided_and_results_never_share_memory_with_them(
    forward, backward
):
    wide = np.repeat(away_from_kinks(1), 2, axis=2)
    x, dout = wide[:, :, ::2], np.ones((4, 3, 2)).T
    for array in (x, dout):
        array.flags.writeable = False
    before = x.copy()
    out, cache = forward(x)
    dx = backward(dout, cache)
    expected, cache = forward(before)
    assert_array_equal(out, expected)
    assert_array_equal(dx, backward(np.ones(SHAPE), cache))
    assert_array_equal(x, before)
    for array in (out, dx):
        assert not np.shares_memory(array, x)
        assert not np.shares_memory(array, dout)


@every_pair
def test_an_empty_batch_comes_back_empty(forward, backward):
    out, cache = forward(np.empty((0, 3, 4)))
    assert out.shape == (0, 3, 4)
    assert backward(out, cache).shape == (0, 3, 4)


@every_pair
def test_a_dout_that_would_broadcast_is_refused_with_both_shapes(forward, backward):
    _, cache = forward(away_from_kinks(0))
    with pytest.raises(ValueError, match="dout must have the shape of the output") as error:
        backward(np.ones((1, 3, 4)), cache)
    assert "dout.shape=(1, 3, 4)" in str(error.value)
    assert "(2, 3, 4)" in str(error.value)


@every_pair
def test_complex_numbers_are_refused(forward, backward):
    with pytest.raises(ValueError, match=r"x must hold real numbers, but x\.dtype=complex128"):
        forward(np.ones(SHAPE, complex))


# --- sigmoid ----------------------------------------------------------------------------------


def test_sigmoid_of_0_is_one_half_and_its_derivative_there_one_quarter():
    out, cache = sigmoid_forward([0.0, np.log(3), -np.log(3)])
    assert_allclose(out, [1 / 2, 3 / 4, 1 / 4], rtol=1e-15)
    assert_allclose(sigmoid_backward([1, 16, -16], cache), [1 / 4, 3, -3], rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_sigmoid_does_not_overflow(dtype):
    x = np.array([-np.inf, -1e3, 1e3, np.inf], dtype)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        out, cache = sigmoid_forward(x)
        assert_array_equal(out, np.array([0, 0, 1, 1], dtype))
        assert_array_equal(sigmoid_backward(np.ones(4), cache), np.zeros(4))


def test_the_common_formula_overflows_where_ours_does_not():
    with pytest.raises(RuntimeWarning, match="overflow"):
        1 / (1 + np.exp(np.array([1e3])))


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32 - 1), width=st.sampled_from([1, 30, 300]))
def test_sigmoid_is_scipys_and_symmetric_around_one_half(seed, width):
    x = np.random.default_rng(seed).standard_normal(50) * width
    assert_allclose(sigmoid(x), expit(x), rtol=1e-13, atol=1e-300)
    assert_allclose(sigmoid(x) + sigmoid(-x), 1, rtol=1e-15)


def test_sigmoid_leaves_nan_as_it_is():
    assert_array_equal(sigmoid([np.nan, 0]), [np.nan, 0.5])


# --- relu -------------------------------------------------------------------------------------


def test_relu_is_zero_below_zero_and_its_gradient_is_zero_at_zero():
    out, cache = relu_forward([-2.0, 0.0, 1e-300, 3.0])
    assert_array_equal(out, [0, 0, 1e-300, 3])
    assert_array_equal(relu_backward([5.0, 6.0, 7.0, 8.0], cache), [0, 0, 7, 8])


def test_the_gradient_of_relu_looks_at_the_input_and_not_at_the_sign_of_dout():
    _, cache = relu_forward([-1.0, 1.0])
    assert_array_equal(relu_backward([3.0, -3.0], cache), [0, -3])


def test_relu_leaves_nan_as_it_is_and_lets_nothing_through_to_a_dead_unit():
    assert_array_equal(relu([np.nan, -np.inf, np.inf]), [np.nan, 0, np.inf])
    _, cache = relu_forward([-1.0, -1.0, 1.0])
    assert_array_equal(relu_backward([np.inf, np.nan, np.inf], cache), [0, 0, np.inf])


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, bool])
def test_relu_of_integers_keeps_their_type(dtype):
    x = np.array([0, 1, 1], dtype) if dtype in (bool, np.uint8) else np.array([-1, 0, 5], dtype)
    assert relu(x).dtype == dtype
    assert_array_equal(relu(x), np.maximum(x.astype(np.int64), 0))


@given(seed=st.integers(0, 2**32 - 1))
def test_relu_is_the_average_of_the_input_and_its_size(seed):
    x = np.random.default_rng(seed).integers(-256, 257, size=SHAPE) / 64
    assert_array_equal(relu(x), (x + np.abs(x)) / 2)


# --- dropout ----------------------------------------------------------------------------------


def test_dropout_drops_where_u_is_below_p_and_enlarges_the_rest():
    u = [0.0, 0.74, 0.75, 0.999]
    out, cache = dropout_forward([1.0, 2.0, 3.0, -4.0], 0.75, u=u)
    assert_array_equal(out, [0, 0, 12, -16])
    assert_array_equal(dropout_backward([1.0, 1.0, 1.0, 2.0], cache), [0, 0, 4, 8])


def test_outside_of_training_dropout_is_a_copy_and_draws_nothing():
    x = away_from_kinks(0)
    rng = np.random.default_rng(0)
    out, cache = dropout_forward(x, 0.5, rng=rng, train=False)
    assert_array_equal(out, x)
    assert not np.shares_memory(out, x)
    assert_array_equal(dropout_backward(x, cache), x)
    assert rng.random() == np.random.default_rng(0).random()


def test_a_generator_gives_what_its_numbers_give():
    x = away_from_kinks(0)
    by_rng, _ = dropout_forward(x, 0.3, rng=np.random.default_rng(5))
    by_u, _ = dropout_forward(x, 0.3, u=np.random.default_rng(5).random(SHAPE))
    assert_array_equal(by_rng, by_u)


def test_p_is_the_share_that_is_dropped_and_the_mean_stays():
    out, _ = dropout_forward(np.ones(100_000), 0.2, rng=np.random.default_rng(1))
    assert abs(np.mean(out == 0) - 0.2) < 0.01
    assert abs(out.mean() - 1) < 0.01


def test_a_p_of_0_keeps_everything():
    x = away_from_kinks(0)
    assert_array_equal(dropout_forward(x, 0, u=np.zeros(SHAPE))[0], x)


def test_a_numpy_number_for_p_does_not_widen_float32():
    x = np.ones(SHAPE, np.float32)
    assert dropout_forward(x, np.float64(0.5), u=U)[0].dtype == np.float32


def test_infinite_entries_that_are_dropped_leave_a_zero():
    assert_array_equal(dropout_forward([np.inf, np.nan], 0.5, u=[0.1, 0.1])[0], [0, 0])


@pytest.mark.parametrize("p", [-0.1, 1, 1.0, 2, np.nan, "0.5", None, True])
@pytest.mark.parametrize("train", [True, False])
def test_a_p_out_of_range_is_refused(p, train):
    with pytest.raises(ValueError, match="p must be a number of at least 0 and below 1, but p="):
        dropout_forward(np.ones(SHAPE), p, u=U, train=train)


def test_training_needs_either_a_generator_or_the_numbers():
    with pytest.raises(ValueError, match="either rng or u, but it was given neither"):
        dropout_forward(np.ones(SHAPE), 0.5)
    with pytest.raises(ValueError, match="either rng or u, but it was given both"):
        dropout_forward(np.ones(SHAPE), 0.5, u=U, rng=np.random.default_rng(0))


def test_numbers_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"u\.shape=\(4,\) and x\.shape=\(2, 3, 4\)"):
        dropout_forward(np.ones(SHAPE), 0.5, u=np.ones(4))
