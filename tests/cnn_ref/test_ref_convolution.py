"""What `convolve`, `convolve2d` and `rot180` promise: values, alignment, types and errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from scipy import signal

from cnn_ref import convolve, convolve2d, correlate, correlate2d, rot180

MODES = ["valid", "same", "full"]
IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])


def draw_arrays(*shapes, seed):
    """Draw arrays of multiples of 1/64, whose sums are exact in any order."""
    rng = np.random.default_rng(seed)
    return [rng.integers(-256, 257, size=shape) / 64 for shape in shapes]


@st.composite
def shape_pairs(draw, kernel_fits=False):
    """Draw an input's shape and a kernel's shape of the same rank, 1 to 3."""
    x_shape = draw(st.lists(st.integers(1, 7), min_size=1, max_size=3))
    k_shape = [draw(st.integers(1, size if kernel_fits else 7)) for size in x_shape]
    return tuple(x_shape), tuple(k_shape)


seeds = st.integers(0, 2**32 - 1)
untimed = settings(deadline=None, max_examples=150)


# --- wrong implementations: each check below must refuse at least one of them ----------------


def not_flipped(x, k, mode="valid"):
    return correlate(x, k, mode)


def flipped_along_the_first_axis(x, k, mode="valid"):
    return correlate(x, k[::-1], mode)


def transposed(x, k, mode="valid"):
    return correlate(x, k.T, mode)


def larger_half_before(x, k, mode="valid"):
    """Crop "same" from KH // 2, where we crop from (KH - 1) // 2."""
    if mode != "same":
        return convolve(x, k, mode)
    full = convolve(x, k, "full")
    parts = [slice(n // 2, n // 2 + size) for n, size in zip(k.shape, x.shape, strict=True)]
    return full[tuple(parts)]


def top_left_corner(x, k, mode="valid"):
    """Crop "same" from index 0."""
    if mode != "same":
        return convolve(x, k, mode)
    return convolve(x, k, "full")[tuple(slice(size) for size in x.shape)]


# --- SciPy as the oracle ----------------------------------------------------------------------


def check_against_scipy(function, x, k, mode):
    expected = signal.convolve(x, k, mode, method="direct")
    assert_array_equal(function(x, k, mode), expected, strict=True)


def check_against_convolve2d(function, image, kernel, mode):
    expected = signal.convolve2d(image, kernel, mode)
    assert_array_equal(function(image, kernel, mode), expected, strict=True)


@untimed
@given(shape_pairs(), seeds, st.sampled_from(["same", "full"]))
def test_same_and_full_agree_with_scipy_for_kernels_of_any_size(shapes, seed, mode):
    check_against_scipy(convolve, *draw_arrays(*shapes, seed=seed), mode)


@untimed
@given(shape_pairs(kernel_fits=True), seeds)
def test_valid_agrees_with_scipy(shapes, seed):
    check_against_scipy(convolve, *draw_arrays(*shapes, seed=seed), "valid")


@untimed
@given(seeds, st.integers(1, 6), st.integers(1, 6), st.sampled_from(MODES))
def test_convolve2d_agrees_with_scipys_convolve2d(seed, kernel_height, kernel_width, mode):
    image, kernel = draw_arrays((6, 7), (kernel_height, kernel_width), seed=seed)
    check_against_convolve2d(convolve2d, image, kernel, mode)


@pytest.mark.parametrize(
    ("wrong", "mode"),
    [
        *[(not_flipped, mode) for mode in MODES],
        *[(flipped_along_the_first_axis, mode) for mode in MODES],
        *[(transposed, mode) for mode in MODES],
        (larger_half_before, "same"),
        (top_left_corner, "same"),
    ],
)
@pytest.mark.parametrize("check", [check_against_scipy, check_against_convolve2d])
def test_the_scipy_checks_refuse_a_wrong_implementation(check, wrong, mode):
    image, kernel = draw_arrays((5, 7), (3, 4), seed=6)
    with pytest.raises(AssertionError):
        check(wrong, image, kernel, mode)


@pytest.mark.parametrize("shapes", [((7,), (4,)), ((4, 5, 6), (3, 2, 4))])
@pytest.mark.parametrize("mode", MODES)
def test_the_scipy_check_refuses_a_wrong_implementation_in_one_and_three_axes(shapes, mode):
    with pytest.raises(AssertionError):
        check_against_scipy(not_flipped, *draw_arrays(*shapes, seed=7), mode)


# --- the worked 3 x 3 by 2 x 2 example --------------------------------------------------------

WORKED = {
    "valid": [[6, -5], [2, -2]],
    "same": [[1, 3, -1], [4, 6, -5], [4, 2, -2]],
    "full": [[1, 3, -1, 0], [4, 6, -5, 1], [4, 2, -2, 0], [0, 4, -4, 1]],
}


def check_worked_example(function, mode):
    assert_array_equal(function(IMAGE, KERNEL, mode), np.array(WORKED[mode]), strict=True)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", [convolve, convolve2d])
def test_the_worked_example_comes_out_in_every_mode(function, mode):
    check_worked_example(function, mode)


@pytest.mark.parametrize(
    ("wrong", "mode"),
    [
        *[(not_flipped, mode) for mode in MODES],
        *[(flipped_along_the_first_axis, mode) for mode in MODES],
        *[(transposed, mode) for mode in MODES],
        (larger_half_before, "same"),
    ],
)
def test_the_worked_example_refuses_a_wrong_implementation(wrong, mode):
    with pytest.raises(AssertionError):
        check_worked_example(wrong, mode)


def test_valid_is_the_default_mode():
    assert_array_equal(convolve(IMAGE, KERNEL), WORKED["valid"], strict=True)
    assert_array_equal(convolve2d(IMAGE, KERNEL), WORKED["valid"], strict=True)


@pytest.mark.parametrize(
    ("dout", "expected"),
    [
        ([[1, 2], [3, 4]], [[1, 2, 0], [5, 7, -2], [6, 5, -4]]),
        ([[1, 1], [1, 1]], [[1, 1, 0], [3, 2, -1], [2, 1, -1]]),
    ],
)
def test_the_images_gradient_is_the_full_convolution_of_dout_with_the_kernel(dout, expected):
    assert_array_equal(convolve2d(dout, KERNEL, "full"), expected, strict=True)


def test_the_wrong_image_gradients_give_the_numbers_that_we_teach():
    dout = np.array([[1, 2], [3, 4]])
    no_flip = [[-1, 0, 4], [-3, 3, 10], [0, 3, 4]]
    transposed_filter = [[-1, -2, 0], [-1, 1, 2], [6, 11, 4]]
    assert_array_equal(correlate2d(dout, KERNEL, "full"), no_flip, strict=True)
    assert_array_equal(correlate2d(dout, KERNEL.T, "full"), transposed_filter, strict=True)


# --- properties -------------------------------------------------------------------------------


def check_commutes(function, shapes, seed):
    x, k = draw_arrays(*shapes, seed=seed)
    assert_array_equal(function(x, k, "full"), function(k, x, "full"), strict=True)


def check_associates(function, shapes, seed):
    x, k, j = draw_arrays(*shapes, shapes[1], seed=seed)
    first = function(function(x, k, "full"), j, "full")
    assert_array_equal(first, function(x, function(k, j, "full"), "full"), strict=True)


def check_is_correlation_with_the_turned_kernel(function, shapes, seed, mode):
    x, k = draw_arrays(*shapes, seed=seed)
    assert_array_equal(function(x, k, mode), correlate(x, np.flip(k), mode), strict=True)


def check_linearity(function, shapes, seed, mode):
    x, k = draw_arrays(*shapes, seed=seed)
    y, j = draw_arrays(*shapes, seed=seed + 1)
    of_x = function(x, k, mode)
    assert_array_equal(function(2 * x - 3 * y, k, mode), 2 * of_x - 3 * function(y, k, mode))
    assert_array_equal(function(x, 2 * k - 3 * j, mode), 2 * of_x - 3 * function(x, j, mode))


def check_impulse(function, rank):
    """A single one, k steps in, brings the kernel back, unflipped, at that place."""
    k_shape = (2, 3, 4)[:rank]
    (k,) = draw_arrays(k_shape, seed=8)
    impulse = np.zeros((3, 2, 2)[:rank])
    impulse[(1,) * rank] = 1
    out = function(impulse, k, "full")
    assert_array_equal(out[tuple(slice(1, 1 + size) for size in k_shape)], k)
    assert np.count_nonzero(out) == np.count_nonzero(k)


@untimed
@given(shape_pairs(), seeds)
def test_full_convolution_commutes(shapes, seed):
    check_commutes(convolve, shapes, seed)


@untimed
@given(shape_pairs(), seeds)
def test_full_convolution_is_associative(shapes, seed):
    check_associates(convolve, shapes, seed)


@untimed
@given(shape_pairs(kernel_fits=True), seeds, st.sampled_from(MODES))
def test_convolution_is_correlation_with_the_turned_kernel_in_every_mode(shapes, seed, mode):
    check_is_correlation_with_the_turned_kernel(convolve, shapes, seed, mode)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("k_shape", [(3, 2), (2, 3), (4, 4), (3, 5)])
def test_convolve2d_is_correlate2d_with_rot180_for_even_and_odd_kernels(k_shape, mode):
    image, kernel = draw_arrays((6, 7), k_shape, seed=9)
    expected = correlate2d(image, rot180(kernel), mode)
    assert_array_equal(convolve2d(image, kernel, mode), expected, strict=True)
    assert not np.array_equal(correlate2d(image, kernel, mode), expected)


@untimed
@given(shape_pairs(kernel_fits=True), seeds, st.sampled_from(MODES))
def test_convolution_is_linear_in_the_input_and_in_the_kernel(shapes, seed, mode):
    check_linearity(convolve, shapes, seed, mode)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_an_impulse_brings_the_kernel_back(rank):
    check_impulse(convolve, rank)


SHAPES = [((7,), (4,)), ((5, 7), (3, 2)), ((3, 4, 5), (3, 2, 4))]


@pytest.mark.parametrize("shapes", SHAPES)
def test_the_property_checks_refuse_correlation(shapes):
    with pytest.raises(AssertionError):
        check_commutes(not_flipped, shapes, seed=10)
    with pytest.raises(AssertionError):
        check_associates(not_flipped, shapes, seed=10)
    with pytest.raises(AssertionError):
        check_impulse(not_flipped, len(shapes[0]))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("shapes", SHAPES)
def test_the_turned_kernel_check_refuses_correlation(shapes, mode):
    with pytest.raises(AssertionError):
        check_is_correlation_with_the_turned_kernel(not_flipped, shapes, 11, mode)


@pytest.mark.parametrize("wrong", [larger_half_before, top_left_corner])
@pytest.mark.parametrize("shapes", SHAPES)
def test_the_turned_kernel_check_refuses_another_same(shapes, wrong):
    with pytest.raises(AssertionError):
        check_is_correlation_with_the_turned_kernel(wrong, shapes, 11, "same")


@pytest.mark.parametrize("shapes", SHAPES)
def test_the_linearity_check_refuses_a_rectified_result(shapes):
    def rectified(x, k, mode):
        return np.maximum(convolve(x, k, mode), 0)

    with pytest.raises(AssertionError):
        check_linearity(rectified, shapes, 12, "full")
