"""The gradient checks pass what is right, catch what is wrong, and say where."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_ref import correlate, numerical_gradient
from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry

CHECKS = [check_gradients, check_gradients_by_entry]


def affine(x, w, b):
    """One dense layer after a square: not linear in x, and the entries of x mix."""
    return x**2 @ w + b, (x, w)


def affine_backward(dout, cache):
    x, w = cache
    return 2 * x * (dout @ w.T), (x**2).T @ dout, dout.sum(axis=0)


def affine_inputs(seed=0):
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape) for shape in ((4, 3), (3, 2), (2,))]


@pytest.mark.parametrize("check", CHECKS)
@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_right_backward_pass_passes_in_every_direction(check, seed):
    rng = np.random.default_rng(seed)
    error = check(affine, affine_backward, affine_inputs(seed), rng=rng)
    assert type(error) is float
    assert 0 <= error <= 1e-6


def twice(dx, dw, db):
    return 2 * dx, dw, db


def slightly_large(dx, dw, db):
    return dx, dw * (1 + 1e-4), db


def one_entry_missing(dx, dw, db):
    dw[2, 1] = 0
    return dx, dw, db


def bias_ignored(dx, dw, db):
    return dx, dw, np.zeros_like(db)


def sign_flipped(dx, dw, db):
    return dx, dw, -db


def not_a_number(dx, dw, db):
    dx[1, 1] = np.nan
    return dx, dw, db


BUGS = [
    (twice, "inputs[0][0, 0]"),
    (slightly_large, "inputs[1][0, 0]"),
    (one_entry_missing, "inputs[1][2, 1]"),
    (bias_ignored, "inputs[2][0]"),
    (sign_flipped, "inputs[2][0]"),
    (not_a_number, "inputs[0][1, 1]"),
]


@pytest.mark.parametrize(("bug", "where"), BUGS)
@pytest.mark.parametrize("seed", range(5))
def test_a_planted_bug_is_caught_in_a_random_direction_and_found_entry_by_entry(bug, where, seed):
    def wrong(dout, cache):
        return bug(*affine_backward(dout, cache))

    rng = np.random.default_rng(seed)
    with pytest.raises(GradientMismatch, match="in a random direction") as caught:
        check_gradients(affine, wrong, affine_inputs(seed), rng=rng)
    error = caught.value
    assert f"the backward pass says {error.analytic:.6g}" in str(error)
    assert f"the differences say {error.numerical:.6g}" in str(error)
    assert not error.difference <= 1e-6

    with pytest.raises(GradientMismatch) as caught:
        check_gradients_by_entry(affine, wrong, affine_inputs(seed), rng=rng)
    assert f"at {where}: " in str(caught.value)


@pytest.mark.parametrize("check", CHECKS)
def test_one_input_needs_no_tuple_around_its_gradient_and_a_loss_may_be_a_number(check):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((3, 4))
    loss = (lambda x: (np.sum(x**2), x), lambda dout, x: 2 * dout * x)
    assert check(*loss, [x], rng=rng) <= 1e-6
    with pytest.raises(GradientMismatch):
        check(loss[0], lambda dout, x: 2 * x, [x], rng=rng)  # a dout of 1 would not notice


@pytest.mark.parametrize("check", CHECKS)
def test_a_gradient_of_zero_everywhere_passes(check):
    rng = np.random.default_rng(0)
    assert check(lambda x: (0 * x, x), lambda dout, x: 0 * x, [np.ones((2, 3))], rng=rng) == 0


@pytest.mark.parametrize("check", CHECKS)
def test_a_function_of_numbers_is_checked_and_its_entry_needs_no_index(check):
    rng = np.random.default_rng(0)
    assert check(lambda x: (x**3, x), lambda dout, x: dout * 3 * x**2, [2], rng=rng) <= 1e-6
    with pytest.raises(GradientMismatch, match=r"(direction of|at) inputs\[0\]: "):
        check(lambda x: (x**3, x), lambda dout, x: dout * x**2, [2], rng=rng)


@pytest.mark.parametrize("check", CHECKS)
def test_the_inputs_stay_as_they_are_even_if_forward_and_backward_change_theirs(check):
    def forward(x):
        kept = x.copy()
        x *= 0
        return kept**2, kept

    def backward(dout, cache):
        dout *= 2 * cache
        return dout

    x = np.array([[1.0, 2.0, 3.0]])
    x.flags.writeable = False
    assert check(forward, backward, (x,), rng=np.random.default_rng(0)) <= 1e-6


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "backward",
    [
        lambda dout, cache: affine_backward(dout, cache)[:2],
        lambda dout, cache: (*affine_backward(dout, cache)[:2], dout.sum(axis=0, keepdims=True)),
    ],
)
def test_a_missing_gradient_or_one_that_would_broadcast_is_refused_with_all_shapes(check, backward):
    with pytest.raises(ValueError, match="one gradient for each input, of its shape") as error:
        check(affine, backward, affine_inputs(), rng=np.random.default_rng(0))
    assert "the inputs' shapes are [(4, 3), (3, 2), (2,)]" in str(error.value)


@pytest.mark.parametrize("check", CHECKS)
def test_an_array_is_not_taken_for_a_list_of_inputs(check):
    with pytest.raises(ValueError, match="inputs must be a tuple or a list, but it is a ndarray"):
        check(affine, affine_backward, np.ones((3, 2)), rng=np.random.default_rng(0))


def test_the_blind_spot_a_flipped_pair_passes_its_own_check_and_differs_from_the_reference():
    def flipped_forward(x, w):
        return correlate(x, np.flip(w)), (x, w)

    def flipped_backward(dout, cache):
        x, w = cache
        return correlate(dout, w, "full"), np.flip(correlate(x, dout))

    def right_backward(dout, cache):
        x, w = cache
        return correlate(dout, np.flip(w), "full"), correlate(x, dout)

    rng = np.random.default_rng(3)
    inputs = rng.standard_normal((5, 6)), rng.standard_normal((3, 2))
    for check in CHECKS:
        assert check(flipped_forward, flipped_backward, inputs, rng=rng) < 1e-6
    assert np.abs(flipped_forward(*inputs)[0] - correlate(*inputs)).max() > 1
    with pytest.raises(GradientMismatch):
        check_gradients(flipped_forward, right_backward, inputs, rng=rng)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("h", [0, -1e-5, np.nan])
def test_a_step_that_is_not_above_zero_is_refused(check, h):
    with pytest.raises(ValueError, match="h must be a finite number above 0, but h="):
        check(affine, affine_backward, affine_inputs(), rng=np.random.default_rng(0), h=h)


def test_a_gradient_that_is_small_beside_another_is_checked_by_itself():
    def forward(x, w):
        return x * w, (x, w)

    def lost_dx(dout, cache):
        return 0 * dout, dout * cache[0]

    rng = np.random.default_rng(0)
    x, w = 1e7 * rng.standard_normal(9), rng.standard_normal(9)
    with pytest.raises(GradientMismatch, match=r"direction of inputs\[0\]"):
        check_gradients(forward, lost_dx, (x, w), rng=rng)


@pytest.mark.parametrize("inputs", [(), [np.ones((0, 3))]])
def test_nothing_to_check_is_refused(inputs):
    with pytest.raises(ValueError, match="inputs must hold at least one number"):
        check_gradients(affine, affine_backward, inputs, rng=np.random.default_rng(0))


def test_a_function_that_reuses_its_output_is_no_false_alarm():
    buffer = np.empty(3)

    def forward(x):
        np.multiply(x, 3, out=buffer)
        return buffer, None

    rng = np.random.default_rng(0)
    assert check_gradients(forward, lambda dout, _: 3 * dout, [np.ones(3)], rng=rng) < 1e-6
    found = numerical_gradient(lambda x: np.multiply(x, 3, out=buffer), np.ones(3), np.ones(3))
    np.testing.assert_allclose(found, 3, rtol=1e-9)


def test_a_step_that_is_lost_in_rounding_is_refused_and_a_rounded_one_counts_as_it_is():
    with pytest.raises(ValueError, match="h must change x, but h=1e-05 is lost beside an entry"):
        numerical_gradient(lambda x: 3 * x, [1e12], [1.0])
    np.testing.assert_allclose(numerical_gradient(lambda x: 3 * x, [1e8], [1.0]), [3], rtol=1e-2)


def test_a_mismatch_survives_a_pickle():
    error = GradientMismatch("here", 1.0, 2.0, 0.5)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.numerical, again.where) == (str(error), 2.0, "here")
