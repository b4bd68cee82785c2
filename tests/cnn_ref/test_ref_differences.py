"""Central differences and the relative error: what every gradient is measured by."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import approx_fprime

from cnn_ref.differences import numerical_gradient, relative_error

# --- central differences ----------------------------------------------------------------------


def test_the_gradient_of_a_square_is_twice_the_input_times_dout():
    x, dout = np.array([[1.0, -3.0, 0.5]]), np.array([[2.0, 1.0, -4.0]])
    assert_allclose(numerical_gradient(np.square, x, dout), [[4, -6, -4]], atol=1e-9)


def test_a_function_that_mixes_the_entries_and_changes_the_shape_is_differentiated():
    rng = np.random.default_rng(1)
    x, w, dout = (rng.standard_normal(shape) for shape in ((4, 3), (3, 2), (4, 2)))
    ours = numerical_gradient(lambda x: x**2 @ w, x, dout)
    assert ours.shape == (4, 3)
    assert_allclose(ours, 2 * x * (dout @ w.T), atol=1e-8)


def test_the_numerical_gradient_agrees_with_scipy():
    x = np.random.default_rng(2).standard_normal(5)
    theirs = approx_fprime(x, lambda x: np.sum(np.cumsum(x) ** 3), 1e-8)
    ours = numerical_gradient(lambda x: np.cumsum(x) ** 3, x, np.ones(5))
    assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_a_number_is_differentiated_by_a_number():
    dx = numerical_gradient(lambda x: float(x) ** 3, 2.0, dout=0.5)
    assert (dx.shape, dx.dtype) == ((), np.float64)
    assert_allclose(dx, 6, atol=1e-8)


@pytest.mark.parametrize("h", [1e-2, 1e-3])
def test_the_difference_is_central_so_its_error_shrinks_with_the_square_of_the_step(h):
    error = abs(numerical_gradient(lambda x: x**3, 1.0, 1.0, h) - 3)
    assert_allclose(error, h**2, rtol=1e-3)  # one-sided differences would be off by 3 * h


def test_the_input_is_never_changed_even_if_the_function_changes_its_argument():
    def destructive(x):
        x *= 2
        return x

    x = np.array([1.0, 2.0])
    x.flags.writeable = False
    assert_allclose(numerical_gradient(destructive, x, [1.0, 1.0]), [2, 2], atol=1e-9)
    assert_array_equal(x, [1.0, 2.0])


def test_integers_and_narrow_floats_are_moved_in_float64():
    assert_allclose(numerical_gradient(np.square, [3], [1]), [6], atol=1e-8)
    assert_allclose(numerical_gradient(np.square, np.float16([3]), [1]), [6], atol=1e-8)


def test_what_the_function_returns_is_subtracted_in_float64():
    for kind in (np.uint8, bool, np.float16):
        dx = numerical_gradient(lambda x, kind=kind: (x < 1).astype(kind), [1.0], [1.0], h=0.5)
        assert_array_equal(dx, [-1])


def test_an_empty_input_has_an_empty_gradient():
    x = np.empty((0, 3))
    assert numerical_gradient(np.square, x, x).shape == (0, 3)


def test_a_dout_that_would_broadcast_is_refused_with_both_shapes():
    with pytest.raises(ValueError, match="dout must have the shape of the output") as error:
        numerical_gradient(np.square, np.ones((3, 2)), np.ones((1, 2)))
    assert "dout.shape=(1, 2)" in str(error.value)
    assert "(3, 2)" in str(error.value)


@pytest.mark.parametrize("h", [0, -1e-5, np.nan, np.inf, "1e-5"])
def test_a_step_that_is_no_finite_number_above_zero_is_refused(h):
    with pytest.raises(ValueError, match="h must be a finite number above 0, but h="):
        numerical_gradient(np.square, [1.0], [1.0], h)


# --- relative error ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ([1, 2], [1, 6], 0.5),
        ([1.0, -1.0], [1.0, 1.0], 1.0),
        ([0.0, 3.0], [0.0, 3.0], 0.0),
        ([0.0], [1e-9], 0.1),
        (2.0, 6.0, 0.5),
        (np.uint8([1]), np.uint8([3]), 0.5),
        (np.empty((0, 2)), np.empty((0, 2)), 0.0),
    ],
)
def test_the_relative_error_is_the_largest_over_the_entries(a, b, error):
    assert relative_error(a, b) == relative_error(b, a) == pytest.approx(error, rel=1e-12)
    assert type(relative_error(a, b)) is float


@pytest.mark.parametrize(("a", "b"), [([1, np.nan], [1, 2]), ([np.inf], [np.inf]), ([np.inf], [1])])
def test_the_relative_error_of_what_is_not_finite_is_below_no_tolerance(a, b):
    assert np.isnan(relative_error(a, b))


def test_shapes_that_would_broadcast_have_no_relative_error():
    with pytest.raises(ValueError, match=r"a\.shape=\(3, 1\) and b\.shape=\(1, 3\)"):
        relative_error(np.ones((3, 1)), np.ones((1, 3)))


def test_the_largest_numbers_do_not_run_over():
    assert relative_error([1e308], [1.7e308]) == pytest.approx(0.7 / 2.7)
    assert relative_error([1e308], [-1e308]) == 1
