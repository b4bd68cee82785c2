"""What `convolve` and `convolve2d` accept, refuse, and leave alone."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from cnn_ref import convolve, convolve2d, correlate

MODES = ["valid", "same", "full"]
IMAGE = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
KERNEL = np.array([[1, 0], [2, -1]])


def draw_arrays(*shapes, seed):
    """Draw arrays of multiples of 1/64, whose sums are exact in any order."""
    rng = np.random.default_rng(seed)
    return [rng.integers(-256, 257, size=shape) / 64 for shape in shapes]


# --- kernels larger than the input, errors ----------------------------------------------------


def test_a_kernel_larger_than_the_image_has_a_same_and_a_full_result():
    image, kernel = [[2, 3]], [[1, 10, 100, 1000], [1, 1, 1, 1]]
    assert_array_equal(
        convolve2d(image, kernel, "full"), [[2, 23, 230, 2300, 3000], [2, 5, 5, 5, 3]]
    )
    assert_array_equal(convolve2d(image, kernel, "same"), [[23, 230]])


@pytest.mark.parametrize(
    ("x_shape", "k_shape"), [((3,), (4,)), ((3, 5), (4, 2)), ((2, 2, 2), (1, 1, 3))]
)
def test_valid_refuses_a_larger_kernel_and_names_both_shapes(x_shape, k_shape):
    with pytest.raises(ValueError, match="kernel does not fit") as error:
        convolve(np.ones(x_shape), np.ones(k_shape))
    assert f"(x.shape={x_shape}, k.shape={k_shape}, mode='valid')" in str(error.value)


def test_convolve2d_speaks_of_image_and_kernel():
    with pytest.raises(ValueError, match="kernel does not fit") as error:
        convolve2d(np.ones((3, 5)), np.ones((4, 2)))
    assert "(image.shape=(3, 5), kernel.shape=(4, 2), mode='valid')" in str(error.value)


@pytest.mark.parametrize(
    ("x_shape", "k_shape"), [((), ()), ((3, 4), (2,)), ((3,), (2, 2)), ((3, 3, 3, 3), (1, 1, 1, 1))]
)
def test_a_wrong_rank_is_refused(x_shape, k_shape):
    with pytest.raises(ValueError, match="x and k must have the same rank, 1-D or 2-D or 3-D"):
        convolve(np.ones(x_shape), np.ones(k_shape), "full")


@pytest.mark.parametrize(
    ("image_shape", "kernel_shape", "message"),
    [
        ((3,), (2, 2), "image and kernel must have the same rank, 2-D,"),
        ((3, 3), (2,), "kernel must be 2-D, but it is 1-D"),
        ((2, 3, 4), (1, 2, 2), "kernel must be 2-D, but it is 3-D"),
    ],
)
def test_convolve2d_takes_two_axes_only(image_shape, kernel_shape, message):
    with pytest.raises(ValueError, match=message):
        convolve2d(np.ones(image_shape), np.ones(kernel_shape), "full")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("x_shape", "k_shape"), [((3, 0), (1, 1)), ((3, 4), (2, 0))])
@pytest.mark.parametrize("function", [convolve, convolve2d])
def test_an_empty_array_is_refused(function, x_shape, k_shape, mode):
    with pytest.raises(ValueError, match="must not be empty"):
        function(np.ones(x_shape), np.ones(k_shape), mode)


@pytest.mark.parametrize("function", [convolve, convolve2d])
def test_an_unknown_mode_and_complex_numbers_are_refused(function):
    with pytest.raises(ValueError, match="mode must be one of"):
        function(IMAGE, KERNEL, "wrap")
    with pytest.raises(ValueError, match="must hold real numbers"):
        function(IMAGE, KERNEL * 1j)
    with pytest.raises(ValueError, match="must hold real numbers"):
        function(IMAGE * 1j, KERNEL)


# --- types, memory ----------------------------------------------------------------------------


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", [convolve, convolve2d])
def test_float32_stays_and_narrow_integers_do_not_wrap(function, mode):
    image, kernel = np.full((3, 4), 200, np.uint8), np.ones((2, 1), np.uint8)
    out = function(image, kernel, mode)
    assert out.dtype == np.int64
    assert out.max() == 400
    assert function(np.float32(image), np.float32(kernel), mode).dtype == np.float32


def check_leaves_inputs_alone(function, mode):
    x, k = draw_arrays((4, 5), (2, 3), seed=13)
    x_before, k_before = x.copy(), k.copy()
    out = function(x, k, mode)
    out += 1
    assert_array_equal(x, x_before)
    assert_array_equal(k, k_before)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", [convolve, convolve2d])
def test_inputs_stay_unchanged_and_the_result_is_writeable(function, mode):
    check_leaves_inputs_alone(function, mode)


def test_the_input_check_refuses_a_kernel_flipped_in_place():
    def flips_in_place(x, k, mode):
        k[:] = np.flip(k).copy()
        return correlate(x, k, mode)

    with pytest.raises(AssertionError):
        check_leaves_inputs_alone(flips_in_place, "valid")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("function", [convolve, convolve2d])
def test_read_only_and_strided_inputs_give_the_same_values(function, mode):
    x, k = draw_arrays((5, 7), (3, 2), seed=14)
    expected = function(x, k, mode)
    every_second_column = np.repeat(k, 2, axis=1)[:, ::2]
    assert not every_second_column.flags.c_contiguous
    x.flags.writeable = k.flags.writeable = False
    assert_array_equal(function(x, k, mode), expected, strict=True)
    assert_array_equal(
        function(np.asfortranarray(x), every_second_column, mode), expected, strict=True
    )
