"""Softmax and its logarithm: values, gradients, stability and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import special

from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry
from cnn_ref.softmax import log_softmax, softmax, softmax_backward, softmax_forward

seeds = st.integers(0, 2**32 - 1)
untimed = settings(deadline=None, max_examples=40)


def test_softmax_of_logarithms_gives_their_shares():
    assert_allclose(softmax(np.log([1.0, 2.0, 5.0])), [1 / 8, 2 / 8, 5 / 8], rtol=1e-15)


@untimed
@given(seed=seeds, axis=st.integers(-3, 2), width=st.sampled_from([1, 30, 1000]))
def test_softmax_is_scipys_along_any_axis(seed, axis, width):
    x = np.random.default_rng(seed).standard_normal((2, 3, 4)) * width
    assert_allclose(softmax(x, axis), special.softmax(x, axis), rtol=1e-12, atol=1e-300)
    assert_allclose(log_softmax(x, axis), special.log_softmax(x, axis), rtol=1e-12, atol=1e-14)


@untimed
@given(seed=seeds, shift=st.sampled_from([-1024.0, 64.0, 1024.0]))
def test_probabilities_add_to_one_and_a_common_shift_changes_nothing(seed, shift):
    x = np.random.default_rng(seed).integers(-256, 257, size=(3, 5)) / 64
    out = softmax(x)
    assert_allclose(out.sum(axis=1), 1, rtol=1e-14)
    assert_array_equal(softmax(x + shift), out)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_scores_of_a_thousand_do_not_overflow(dtype):
    x = np.array([[1000, 0], [-1000, -1000]], dtype)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert_array_equal(softmax(x), [[1, 0], [0.5, 0.5]])
        assert_array_equal(log_softmax(x)[0], [0, -1000])


def test_a_softmax_without_the_shift_would_overflow():
    with pytest.raises(RuntimeWarning, match="overflow"):
        np.exp(np.array([1000.0]))


def test_scores_that_are_not_finite_raise_no_warnings():
    assert_array_equal(softmax([-np.inf, 0, 0]), [0, 0.5, 0.5])
    for largest in (np.inf, np.nan, -np.inf):
        assert np.isnan(softmax([-np.inf, largest])).all()
    assert_array_equal(softmax(np.float16([-65504, 65504])), [0, 1])


@untimed
@given(seed=seeds, axis=st.integers(-3, 2))
def test_the_backward_pass_of_softmax_is_its_derivative(seed, axis):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 3, 4))
    for check in (check_gradients, check_gradients_by_entry):
        check(lambda x: softmax_forward(x, axis), softmax_backward, [x], rng=rng)


def test_the_gradient_check_would_see_the_sum_left_out():
    def diagonal_only(dout, cache):
        return dout * cache.out * (1 - cache.out)

    with pytest.raises(GradientMismatch):
        check_gradients(
            softmax_forward, diagonal_only, [np.ones((4, 3))], rng=np.random.default_rng(0)
        )


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int64, bool])
def test_types_are_kept_and_integers_become_float64(dtype):
    x = np.array([[0, 1, 1], [1, 0, 0]], dtype)
    expected = dtype if np.dtype(dtype).kind == "f" else np.float64
    out, cache = softmax_forward(x)
    types = [out, softmax_backward(np.ones((2, 3)), cache), log_softmax(x)]
    assert [array.dtype for array in types] == [expected] * 3


@pytest.mark.parametrize("axis", [2, -3, 1.0, None])
def test_an_axis_that_is_not_there_is_refused(axis):
    with pytest.raises(ValueError, match=r"axis must be .*axis="):
        softmax(np.ones((2, 3)), axis)


def test_no_classes_and_no_axes_are_refused_but_no_rows_are_welcome():
    with pytest.raises(ValueError, match=r"at least one class, but logits\.shape=\(2, 0\)"):
        softmax(np.ones((2, 0)))
    with pytest.raises(ValueError, match="axis must be"):
        softmax(1.0)
    out, cache = softmax_forward(np.ones((0, 3)))
    assert softmax_backward(out, cache).shape == (0, 3)


def test_a_dout_of_another_shape_is_refused():
    _, cache = softmax_forward(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"dout\.shape=\(3,\).*\(2, 3\)"):
        softmax_backward(np.ones(3), cache)


def test_many_classes_in_half_precision():
    logits = np.zeros(70_000, np.float16)
    assert softmax(logits).dtype == log_softmax(logits).dtype == np.float16
    assert softmax(logits).max() == pytest.approx(1 / 70_000, rel=2e-2)
    assert log_softmax(logits).min() == pytest.approx(-np.log(70_000), rel=1e-3)


def test_an_axis_that_is_not_there_is_refused_with_all_that_are():
    for axis in (-9, 2):
        with pytest.raises(ValueError, match="axis must be one of the 2 axes of logits, but axis="):
            softmax([[1.0, 2.0]], axis)
