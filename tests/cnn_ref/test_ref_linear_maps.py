"""Correlation as a matrix and as a product of spectra: all three are the same map."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import linalg, ndimage, signal

from cnn_ref import convolve, correlate
from cnn_ref.fourier import fft_circular_correlate, fft_correlate
from cnn_ref.linear_maps import circulant_matrix, toeplitz_matrix

IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])
WRAPPED = [[4, 5, -3], [0, 6, -2], [-1, 9, -4]]
TOEPLITZ = [
    [1, 0, 0, 2, -1, 0, 0, 0, 0],
    [0, 1, 0, 0, 2, -1, 0, 0, 0],
    [0, 0, 0, 1, 0, 0, 2, -1, 0],
    [0, 0, 0, 0, 1, 0, 0, 2, -1],
]
MATRICES = [toeplitz_matrix, circulant_matrix]
SPECTRA = [fft_correlate, fft_circular_correlate]


@st.composite
def pairs(draw):
    """Draw an image and a kernel that fits, of multiples of 1/64, in 1-D to 3-D."""
    size = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    kernel = [draw(st.integers(1, n)) for n in size]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return tuple(rng.integers(-256, 257, size=shape) / 64 for shape in (size, kernel))


untimed = settings(deadline=None, max_examples=80)


def wrapped_by_scipy(image, kernel):
    """Correlate over a wrapped image; the origin moves from the kernel's middle to its start."""
    origin = [-(n // 2) for n in kernel.shape]
    return ndimage.correlate(image, kernel, mode="wrap", origin=origin)


# --- the worked example -----------------------------------------------------------------------


def test_the_worked_example_has_this_toeplitz_matrix():
    matrix = toeplitz_matrix(KERNEL, 3, 3)
    assert matrix.dtype == np.int64
    assert_array_equal(matrix, TOEPLITZ)
    assert_array_equal(matrix @ IMAGE.ravel(), [4, 5, 0, 6])
    dout = np.array([[1, 2], [3, 4]])
    assert_array_equal(matrix.T @ dout.ravel(), [1, 2, 0, 5, 7, -2, 6, 5, -4])


def test_the_worked_example_wraps_around_to_this():
    matrix = circulant_matrix(KERNEL, 3, 3)
    assert (matrix.shape, matrix.dtype) == ((9, 9), np.int64)
    assert_array_equal((matrix @ IMAGE.ravel()).reshape(3, 3), WRAPPED)
    assert_allclose(fft_circular_correlate(IMAGE, KERNEL), WRAPPED, atol=1e-14)
    assert_allclose(fft_correlate(IMAGE, KERNEL), [[4, 5], [0, 6]], atol=1e-14)


def test_the_numbers_of_edge_detection_show_in_a_small_matrix():
    matrix = toeplitz_matrix([[1, -1]], 4, 5)  # (H, W) = (4, 5) and a kernel of (1, 2)
    assert matrix.shape == (4 * 4, 4 * 5)
    assert np.count_nonzero(matrix) == 2 * 4 * 4


# --- structure --------------------------------------------------------------------------------


def test_in_one_dimension_scipy_builds_the_same_matrices():
    kernel = [2, -1, 3]
    row, column = [2, -1, 3, 0, 0, 0], [2, 0, 0, 0]
    assert_array_equal(toeplitz_matrix(kernel, 6), linalg.toeplitz(column, row))
    assert_array_equal(circulant_matrix(kernel, 6), linalg.circulant(row).T)


def test_in_two_dimensions_the_blocks_are_scipys_and_stand_on_block_diagonals():
    kernel = np.arange(1, 7).reshape(2, 3)
    top, bottom = (linalg.toeplitz([row[0], 0], [*row, 0]) for row in kernel)  # 2 x 4 each
    none = np.zeros((2, 4))
    expected = np.block([[top, bottom, none], [none, top, bottom]])
    assert_array_equal(toeplitz_matrix(kernel, 3, 4), expected)

    top, bottom = (linalg.circulant([*row, 0]).T for row in kernel)  # 4 x 4 each
    none = np.zeros((4, 4))
    expected = np.block([[top, bottom, none], [none, top, bottom], [bottom, none, top]])
    assert_array_equal(circulant_matrix(kernel, 3, 4), expected)


def test_the_fourier_transform_makes_a_circulant_matrix_diagonal():
    size, kernel = (3, 4), np.arange(1, 7).reshape(2, 3)
    transform = np.kron(linalg.dft(3), linalg.dft(4))
    diagonal = transform @ circulant_matrix(kernel, *size) @ np.linalg.inv(transform)
    eigenvalues = np.conj(np.fft.fft2(kernel, s=size, axes=(0, 1))).ravel()
    assert_allclose(diagonal, np.diag(eigenvalues), atol=1e-11)


# --- the same map -----------------------------------------------------------------------------


@untimed
@given(pair=pairs())
def test_the_toeplitz_matrix_is_valid_correlation_and_its_transpose_the_gradient(pair):
    image, kernel = pair
    matrix = toeplitz_matrix(kernel, *image.shape)
    expected = correlate(image, kernel)
    assert_array_equal((matrix @ image.ravel()).reshape(expected.shape), expected)
    assert_allclose(expected, signal.correlate(image, kernel, "valid", "direct"), atol=1e-12)
    dx = (matrix.T @ expected.ravel()).reshape(image.shape)
    assert_array_equal(dx, convolve(expected, kernel, "full"))


@untimed
@given(pair=pairs())
def test_the_circulant_matrix_is_correlation_over_a_wrapped_image(pair):
    image, kernel = pair
    matrix = circulant_matrix(kernel, *image.shape)
    expected = wrapped_by_scipy(image, kernel)
    assert_allclose((matrix @ image.ravel()).reshape(image.shape), expected, atol=1e-12)


@untimed
@given(pair=pairs())
def test_the_product_of_spectra_is_the_same_correlation(pair):
    image, kernel = pair
    ours = fft_circular_correlate(image, kernel)
    assert ours.dtype == np.float64
    assert_allclose(ours, wrapped_by_scipy(image, kernel), atol=1e-11)
    ours, expected = fft_correlate(image, kernel), correlate(image, kernel)
    assert ours.shape == expected.shape
    assert_allclose(ours, expected, atol=1e-11)


def test_without_the_conjugate_or_with_another_corner_the_result_would_differ():
    rng = np.random.default_rng(0)
    image, kernel = rng.standard_normal((5, 6)), rng.standard_normal((2, 3))
    product = np.fft.fft2(image) * np.fft.fft2(kernel, s=(5, 6), axes=(0, 1))
    convolved = np.fft.ifft2(product).real
    assert np.abs(convolved - fft_circular_correlate(image, kernel)).max() > 0.1
    assert np.abs(convolved[:4, :4] - fft_correlate(image, kernel)).max() > 0.1
    last = fft_circular_correlate(image, kernel)[-4:, -4:]
    assert np.abs(last - correlate(image, kernel)).max() > 0.1
    flipped = toeplitz_matrix(np.flip(kernel), 5, 6) @ image.ravel()
    assert np.abs(flipped.reshape(4, 4) - correlate(image, kernel)).max() > 0.1


# --- types and memory -------------------------------------------------------------------------


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        (np.uint8, np.int64),
        (bool, np.int64),
        (np.float16, np.float16),
        (np.float32, np.float32),
        (np.float64, np.float64),
    ],
)
def test_a_matrix_has_the_kernels_type_and_integers_become_int64(matrix, dtype, expected):
    assert matrix(np.ones((2, 1), dtype), 3, 4).dtype == expected


@pytest.mark.parametrize("correlate_by", SPECTRA)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
def test_spectra_give_back_the_common_type(correlate_by, dtype):
    image, kernel = np.ones((3, 4), dtype), np.ones((2, 1), np.float16)
    assert correlate_by(image, kernel).dtype == dtype
    assert correlate_by(image.astype(int), kernel.astype(np.uint8)).dtype == np.float64


@pytest.mark.parametrize("correlate_by", SPECTRA)
def test_inputs_may_be_read_only_strided_lists_and_stay_as_they_are(correlate_by):
    image, kernel = np.arange(24.0).reshape(4, 6).T[::2], np.ones((4, 2))[::2]
    for array in (image, kernel):
        array.flags.writeable = False
    before = image.copy()
    ours = correlate_by(image, kernel)
    assert_array_equal(image, before)
    assert_allclose(ours, correlate_by(image.tolist(), kernel.tolist()), atol=1e-12)
    assert ours.flags.owndata
    assert_array_equal(
        toeplitz_matrix(kernel, *image.shape), toeplitz_matrix(kernel.tolist(), *image.shape)
    )


@pytest.mark.parametrize("correlate_by", SPECTRA)
@pytest.mark.parametrize("wild", [np.nan, np.inf])
def test_what_is_not_finite_spreads_without_a_warning(correlate_by, wild):
    assert not np.isfinite(correlate_by([1, wild, 2, 3, 4], [1, 2])).any()


# --- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize(
    ("kernel", "size", "rule"),
    [
        ((4,), (3,), "along axis 0 it reaches over 4 pixels but the input has 3"),
        ((2, 5), (3, 4), "along axis 1 it reaches over 5 pixels but the input has 4"),
        ((2, 2), (3,), "must have the same rank"),
        ((2,), (3, 4), "must have the same rank"),
        ((), (), "must have the same rank"),
        ((1, 1, 1, 1), (2, 2, 2, 2), "must have the same rank"),
        ((0, 2), (3, 4), "must not be empty"),
    ],
)
def test_a_kernel_that_does_not_fit_is_refused_with_both_sizes(matrix, kernel, size, rule):
    with pytest.raises(ValueError, match=rule) as error:
        matrix(np.ones(kernel), *size)
    assert f"kernel.shape={kernel}, image size={size}" in str(error.value)
    if size:
        with pytest.raises(ValueError, match=rule):
            fft_correlate(np.ones(size), np.ones(kernel))


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("wrong", [0, -1, 3.0, True, (3, 4)])
def test_a_size_that_is_no_whole_number_above_zero_is_refused(matrix, wrong):
    with pytest.raises(ValueError, match=r"size\[1\] must be a whole number of at least 1"):
        matrix(np.ones((1, 1)), 3, wrong)


@pytest.mark.parametrize("correlate_by", SPECTRA)
def test_spectra_refuse_empty_images_and_complex_numbers(correlate_by):
    with pytest.raises(ValueError, match="must not be empty"):
        correlate_by(np.ones((0, 3)), np.ones((1, 1)))
    with pytest.raises(ValueError, match="image must hold real numbers"):
        correlate_by(np.ones(3, complex), np.ones(1))
