"""Cross-entropy and accuracy: values, gradients, stability and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import special

from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry
from cnn_ref.losses import (
    accuracy,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
    softmax_cross_entropy_forward,
)

seeds = st.integers(0, 2**32 - 1)
untimed = settings(deadline=None, max_examples=40)
LOSSES = [softmax_cross_entropy, softmax_cross_entropy_forward, accuracy]


def draw(seed, n=4, k=3, width=1.0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, k)) * width, rng.integers(0, k, size=n)


# --- cross-entropy ----------------------------------------------------------------------------


def test_the_cross_entropy_of_even_scores_is_the_logarithm_of_the_classes():
    loss, dlogits = softmax_cross_entropy(np.zeros((2, 4)), [3, 0])
    assert_allclose(loss, np.log(4), rtol=1e-15)
    assert_allclose(dlogits, [[1 / 8, 1 / 8, 1 / 8, -3 / 8], [-3 / 8, 1 / 8, 1 / 8, 1 / 8]])


def test_the_loss_is_the_mean_over_the_batch_and_so_is_its_gradient():
    logits = np.log([[1.0, 3.0], [1.0, 1.0]])
    loss, dlogits = softmax_cross_entropy(logits, [0, 1])
    assert_allclose(loss, (np.log(4) + np.log(2)) / 2, rtol=1e-15)
    assert_allclose(dlogits, [[-3 / 8, 3 / 8], [1 / 4, -1 / 4]], rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_loss_stays_finite_at_gaps_of_a_thousand(dtype):
    logits = np.array([[1000, 0, -1000], [0, -1000, 1000]], dtype)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        loss, dlogits = softmax_cross_entropy(logits, [1, 1])
    assert loss == (1000 + 2000) / 2
    assert_array_equal(dlogits, [[0.5, -0.5, 0], [0, -0.5, 0.5]])


def test_a_perfect_answer_has_a_loss_of_zero_without_a_minus():
    loss, dlogits = softmax_cross_entropy([[1000, 0]], [0])
    assert str(float(loss)) == "0.0"
    assert_array_equal(dlogits, [[0, 0]])


@untimed
@given(seed=seeds, width=st.sampled_from([1, 10, 300]))
def test_the_loss_is_scipys_log_softmax_at_the_labels(seed, width):
    logits, labels = draw(seed, width=width)
    rows = special.log_softmax(logits, axis=1)
    loss, cache = softmax_cross_entropy_forward(logits, labels)
    expected = -np.mean([row[i] for row, i in zip(rows, labels, strict=True)])
    assert_allclose(loss, expected, rtol=1e-12, atol=1e-14)
    dlogits = softmax_cross_entropy_backward(1.0, cache)
    assert_allclose(dlogits.sum(axis=1), 0, atol=1e-12)
    assert_array_equal(softmax_cross_entropy(logits, labels)[1], dlogits)
    tripled = softmax_cross_entropy_backward(-3, cache)
    assert_allclose(tripled, -3 * dlogits, rtol=1e-14, atol=1e-300)


@untimed
@given(seed=seeds)
def test_the_backward_pass_of_the_loss_is_its_derivative(seed):
    logits, labels = draw(seed)
    rng = np.random.default_rng(seed)
    for check in (check_gradients, check_gradients_by_entry):
        check(
            lambda x: softmax_cross_entropy_forward(x, labels),
            softmax_cross_entropy_backward,
            [logits],
            rng=rng,
        )


def test_the_gradient_check_would_see_a_sum_in_the_place_of_the_mean():
    logits, labels = draw(0)
    with pytest.raises(GradientMismatch):
        check_gradients(
            lambda x: softmax_cross_entropy_forward(x, labels),
            lambda dout, cache: len(labels) * softmax_cross_entropy_backward(dout, cache),
            [logits],
            rng=np.random.default_rng(0),
        )


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int64, bool])
def test_loss_and_gradient_keep_the_type_and_integers_give_float64(dtype):
    expected = dtype if np.dtype(dtype).kind == "f" else np.float64
    loss, dlogits = softmax_cross_entropy(np.array([[0, 1, 1], [1, 0, 0]], dtype), [0, 1])
    assert (loss.dtype, dlogits.dtype) == (expected, expected)


def test_the_gradient_may_be_taken_twice_and_the_inputs_stay_as_they_are():
    logits, labels = draw(1)
    before = logits.copy()
    for array in (logits, labels):
        array.flags.writeable = False
    _, cache = softmax_cross_entropy_forward(logits[:, ::-1], labels)
    first = softmax_cross_entropy_backward(1.0, cache)
    assert_array_equal(softmax_cross_entropy_backward(1.0, cache), first)
    assert_array_equal(logits, before)
    expected = softmax_cross_entropy(before[:, ::-1].copy(), labels)[1]
    assert_array_equal(first, expected)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint64])
def test_labels_may_be_of_any_integer_type(dtype):
    logits, labels = draw(2)
    assert (
        softmax_cross_entropy(logits, labels.astype(dtype))[0]
        == softmax_cross_entropy(logits, list(labels))[0]
    )


def test_a_dout_that_is_no_number_is_refused():
    _, cache = softmax_cross_entropy_forward(*draw(0))
    with pytest.raises(ValueError, match=r"dout\.shape=\(4, 3\)"):
        softmax_cross_entropy_backward(np.ones((4, 3)), cache)


# --- accuracy ---------------------------------------------------------------------------------


def test_accuracy_is_the_share_of_right_answers_and_the_first_of_equals_counts():
    logits = [[1, 3], [2, 0], [5, 5], [5, 5]]
    assert accuracy(logits, [1, 1, 0, 1]) == 0.5
    assert type(accuracy(logits, [1, 1, 0, 1])) is float
    assert accuracy(logits, [0, 1, 1, 1]) == 0
    assert accuracy(logits, [1, 0, 0, 0]) == 1


# --- labels -----------------------------------------------------------------------------------


@pytest.mark.parametrize("function", LOSSES)
@pytest.mark.parametrize(
    ("labels", "first"), [([0, 2, 3, -1], "labels[2]=3"), ([-1, 0, 0, 7], "labels[0]=-1")]
)
def test_the_first_label_that_is_no_class_is_named(function, labels, first):
    with pytest.raises(ValueError, match="labels must be classes from 0 to 2") as error:
        function(np.ones((4, 3)), labels)
    assert first in str(error.value)


@pytest.mark.parametrize("function", LOSSES)
@pytest.mark.parametrize("labels", [np.ones(4), np.ones(4, bool)])
def test_labels_that_are_no_integers_are_refused(function, labels):
    with pytest.raises(ValueError, match=r"labels must be integers, but labels\.dtype="):
        function(np.ones((4, 3)), labels)


@pytest.mark.parametrize("function", LOSSES)
@pytest.mark.parametrize(
    ("logits", "labels"),
    [((4, 3), (3,)), ((4, 3), (4, 1)), ((4, 3), ()), ((3,), (3,)), ((0, 3), (0,)), ((4, 0), (4,))],
)
def test_shapes_that_do_not_belong_together_and_empty_batches_are_refused(function, logits, labels):
    with pytest.raises(ValueError, match="N and K at least 1") as error:
        function(np.ones(logits), np.zeros(labels, int))
    assert f"logits.shape={logits} and labels.shape={labels}" in str(error.value)
