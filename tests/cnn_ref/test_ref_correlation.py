"""What `correlate` and `correlate2d` promise: values, alignment, types and errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy import signal

from cnn_ref import correlate, correlate2d

MODES = ["valid", "same", "full"]
IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])


def draw_pair(x_shape, k_shape, seed):
    """Draw an input and a kernel of multiples of 1/64, whose sums are exact in any order."""
    rng = np.random.default_rng(seed)
    return tuple(rng.integers(-256, 257, size=shape) / 64 for shape in (x_shape, k_shape))


@st.composite
def shape_pairs(draw, kernel_fits=False):
    """Draw an input's shape and a kernel's shape of the same rank, 1 to 3."""
    x_shape = draw(st.lists(st.integers(1, 7), min_size=1, max_size=3))
    k_shape = [draw(st.integers(1, size if kernel_fits else 7)) for size in x_shape]
    return tuple(x_shape), tuple(k_shape)


seeds = st.integers(0, 2**32 - 1)
untimed = settings(deadline=None, max_examples=150)


# --- wrong implementations: each check below must refuse at least one of them ----------------


def flipped(x, k, mode="valid"):
    return correlate(x, np.flip(k), mode)


def flipped_along_the_last_axis(x, k, mode="valid"):
    return correlate(x, k[..., ::-1], mode)


def larger_half_after(x, k, mode="valid"):
    """Align "same" as `scipy.signal.correlate2d` does."""
    if mode != "same":
        return correlate(x, k, mode)
    full = correlate(x, k, "full")
    parts = [slice(n // 2, n // 2 + size) for n, size in zip(k.shape, x.shape, strict=True)]
    return full[tuple(parts)]


def full_without_its_first_row(x, k, mode="valid"):
    out = correlate(x, k, mode)
    return out[1:] if mode == "full" else out


def mean_for_sum(x, k, mode="valid"):
    return correlate(x, k, mode) / k.size


def absolute_weights(x, k, mode="valid"):
    return correlate(x, np.abs(k), mode)


def position_dependent(x, k, mode="valid"):
    out = correlate(x, k, mode)
    return out * (1 + np.arange(out.shape[0])).reshape(-1, *[1] * (out.ndim - 1))


# --- SciPy as the oracle ----------------------------------------------------------------------


def check_against_scipy(function, x, k, mode):
    expected = signal.correlate(x, k, mode, method="direct")
    assert_array_equal(function(x, k, mode), expected, strict=True)


@untimed
@given(shape_pairs(), seeds, st.sampled_from(["same", "full"]))
def test_same_and_full_agree_with_scipy_for_kernels_of_any_size(shapes, seed, mode):
    check_against_scipy(correlate, *draw_pair(*shapes, seed), mode)


@untimed
@given(shape_pairs(kernel_fits=True), seeds)
def test_valid_agrees_with_scipy(shapes, seed):
    check_against_scipy(correlate, *draw_pair(*shapes, seed), "valid")


@untimed
@given(seeds, st.integers(1, 6), st.integers(1, 6), st.sampled_from(MODES))
def test_correlate2d_is_correlate_in_two_dimensions(seed, kernel_height, kernel_width, mode):
    image, kernel = draw_pair((6, 7), (kernel_height, kernel_width), seed)
    check_against_scipy(correlate2d, image, kernel, mode)


@pytest.mark.parametrize("k_shape", [(3, 2), (2, 3), (4, 4), (3, 5)])
def test_same_differs_from_scipys_correlate2d_for_even_kernels_only(k_shape):
    image, kernel = draw_pair((6, 7), k_shape, seed=1)
    agrees = np.array_equal(
        correlate2d(image, kernel, "same"), signal.correlate2d(image, kernel, "same")
    )
    assert agrees == all(size % 2 for size in k_shape)


@pytest.mark.parametrize(
    ("wrong", "mode"),
    [
        (flipped, "valid"),
        (flipped, "same"),
        (flipped, "full"),
        (flipped_along_the_last_axis, "valid"),
        (larger_half_after, "same"),
        (full_without_its_first_row, "full"),
        (mean_for_sum, "valid"),
    ],
)
@pytest.mark.parametrize("shapes", [((7,), (4,)), ((5, 7), (3, 2)), ((4, 5, 6), (3, 2, 2))])
def test_the_scipy_check_refuses_a_wrong_implementation(wrong, mode, shapes):
    with pytest.raises(AssertionError):
        check_against_scipy(wrong, *draw_pair(*shapes, seed=2), mode)


# --- the worked 3 x 3 by 2 x 2 example --------------------------------------------------------

WORKED = {
    "valid": [[4, 5], [0, 6]],
    "same": [[-1, -1, 7], [-2, 4, 5], [0, 0, 6]],
    "full": [[-1, -1, 7, -2], [-2, 4, 5, -1], [0, 0, 6, -2], [0, 0, 2, -1]],
}


def check_worked_example(function, mode):
    assert_array_equal(function(IMAGE, KERNEL, mode), np.array(WORKED[mode]), strict=True)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", [correlate, correlate2d])
def test_the_worked_example_comes_out_in_every_mode(function, mode):
    check_worked_example(function, mode)


@pytest.mark.parametrize(
    ("wrong", "mode"),
    [
        *[(flipped, mode) for mode in MODES],
        *[(flipped_along_the_last_axis, mode) for mode in MODES],
        (larger_half_after, "same"),
        (full_without_its_first_row, "full"),
    ],
)
def test_the_worked_example_refuses_a_wrong_implementation(wrong, mode):
    with pytest.raises(AssertionError):
        check_worked_example(wrong, mode)


def test_valid_is_the_default_mode():
    assert_array_equal(correlate(IMAGE, KERNEL), WORKED["valid"], strict=True)
    assert_array_equal(correlate2d(IMAGE, KERNEL), WORKED["valid"], strict=True)


@pytest.mark.parametrize(
    ("image", "kernel", "expected"),
    [
        (IMAGE, KERNEL[:, ::-1], [[3, -2], [5, -4]]),
        (IMAGE, KERNEL[::-1], [[1, 8], [3, 4]]),
        (IMAGE, KERNEL.T, [[6, 1], [2, 2]]),
        (IMAGE.T, KERNEL, [[6, 2], [1, 2]]),
    ],
    ids=["kernel left-right", "kernel up-down", "kernel transposed", "image transposed"],
)
def test_the_usual_mix_ups_give_the_numbers_that_we_teach(image, kernel, expected):
    assert_array_equal(correlate2d(image, kernel), expected, strict=True)
    assert not np.array_equal(correlate2d(image, kernel), WORKED["valid"])


def test_the_other_same_gives_the_numbers_that_we_teach():
    other = [[4, 5, -1], [0, 6, -2], [0, 2, -1]]
    assert_array_equal(larger_half_after(IMAGE, KERNEL, "same"), other, strict=True)
    assert_array_equal(signal.correlate2d(IMAGE, KERNEL, "same"), other, strict=True)


@pytest.mark.parametrize(
    ("dout", "expected"),
    [([[1, 2], [3, 4]], [[17, 4], [12, 3]]), (np.ones((2, 2)), [[7, 3], [5, 2]])],
)
def test_the_kernels_gradient_is_the_image_correlated_with_dout(dout, expected):
    assert_array_equal(correlate2d(IMAGE, dout), expected)


def test_the_toeplitz_matrix_holds_the_response_to_each_single_pixel():
    pixels = np.eye(9, dtype=int).reshape(9, 3, 3)
    matrix = np.stack([correlate2d(pixel, KERNEL).ravel() for pixel in pixels], axis=1)
    expected = [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
    ]
    assert_array_equal(matrix, expected)


def test_an_image_that_wraps_around_gives_the_circulant_result():
    wrapped = np.pad(IMAGE, [(0, 1), (0, 1)], mode="wrap")
    assert_array_equal(correlate2d(wrapped, KERNEL), [[4, 5, -3], [0, 6, -2], [-1, 9, -4]])


def test_an_edge_has_the_sign_of_the_step_down():
    assert_array_equal(correlate2d([[5, 5, 2], [1, 4, 4]], [[1, -1]]), [[0, 3], [-3, 0]])


# --- properties -------------------------------------------------------------------------------


def check_linearity(function, shapes, seed, mode):
    x, k = draw_pair(*shapes, seed)
    y, j = draw_pair(*shapes, seed + 1)
    assert_array_equal(
        function(2 * x - 3 * y, k, mode), 2 * function(x, k, mode) - 3 * function(y, k, mode)
    )
    assert_array_equal(
        function(x, 2 * k - 3 * j, mode), 2 * function(x, k, mode) - 3 * function(x, j, mode)
    )


def check_shift_equivariance(function, shapes, seed, mode):
    """Put zeros in front of the first axis: "full" gains as many zero rows, and moves nothing."""
    x, k = draw_pair(*shapes, seed)
    front = [(2, 0)] + [(0, 0)] * (x.ndim - 1)
    shifted = function(np.pad(x, front), k, mode)
    assert_array_equal(shifted[2:], function(x, k, mode))


def check_exchange(function, shapes, seed, mode):
    """Correlating the other way round reverses the full result along every axis."""
    x, k = draw_pair(*shapes, seed)
    assert_array_equal(function(k, x, mode), np.flip(function(x, k, mode)))


@untimed
@given(shape_pairs(kernel_fits=True), seeds, st.sampled_from(MODES))
def test_correlation_is_linear_in_the_input_and_in_the_kernel(shapes, seed, mode):
    check_linearity(correlate, shapes, seed, mode)


@untimed
@given(shape_pairs(), seeds)
def test_shifting_the_input_shifts_the_output(shapes, seed):
    check_shift_equivariance(correlate, shapes, seed, "full")


@untimed
@given(shape_pairs(), seeds)
def test_exchanging_input_and_kernel_reverses_the_full_result(shapes, seed):
    check_exchange(correlate, shapes, seed, "full")


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        (check_linearity, absolute_weights),
        (check_shift_equivariance, position_dependent),
        (check_exchange, position_dependent),
        (check_exchange, mean_for_sum),
    ],
)
@pytest.mark.parametrize("shapes", [((7,), (3,)), ((5, 7), (3, 2)), ((4, 5, 6), (3, 2, 2))])
def test_the_property_checks_refuse_a_wrong_implementation(check, wrong, shapes):
    with pytest.raises(AssertionError):
        check(wrong, shapes, seed=3, mode="full")
