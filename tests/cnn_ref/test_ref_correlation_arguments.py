"""What `correlate` and `correlate2d` accept, refuse, and leave alone."""

import numpy as np
import pytest
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


# --- kernels larger than the input ------------------------------------------------------------


def test_a_kernel_larger_than_the_image_has_a_same_and_a_full_result():
    image, kernel = [[2, 3]], [[1, 10, 100], [1000, 10000, 100000]]
    assert_array_equal(
        correlate2d(image, kernel, "full"), [[200000, 320000, 32000, 3000], [200, 320, 32, 3]]
    )
    assert_array_equal(correlate2d(image, kernel, "same"), [[320000, 32000]])


@pytest.mark.parametrize(
    ("x_shape", "k_shape", "axis", "need", "have"),
    [
        ((3,), (4,), 0, 4, 3),
        ((3, 5), (4, 2), 0, 4, 3),
        ((3, 5), (2, 6), 1, 6, 5),
        ((3, 5), (4, 6), 0, 4, 3),
        ((3, 4, 2), (1, 1, 3), 2, 3, 2),
    ],
)
def test_valid_refuses_a_larger_kernel_and_names_axis_and_sizes(x_shape, k_shape, axis, need, have):
    with pytest.raises(ValueError, match="kernel does not fit") as error:
        correlate(np.ones(x_shape), np.ones(k_shape))
    assert str(error.value) == (
        f"kernel does not fit: along axis {axis} it reaches over {need} pixels "
        f"but the input has {have} (x.shape={x_shape}, k.shape={k_shape}, mode='valid')"
    )


def test_scipy_would_exchange_the_two_where_we_raise():
    assert signal.correlate(np.ones(3), np.ones(4), "valid").shape == (2,)


# --- errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x_shape", "k_shape"), [((), ()), ((3, 4), (2,)), ((3,), (2, 2)), ((3, 3, 3, 3), (1, 1, 1, 1))]
)
@pytest.mark.parametrize("mode", MODES)
def test_a_wrong_rank_is_refused_with_both_shapes(x_shape, k_shape, mode):
    with pytest.raises(ValueError, match="must have the same rank, 1-D or 2-D or 3-D") as error:
        correlate(np.ones(x_shape), np.ones(k_shape), mode)
    assert f"they are {len(x_shape)}-D and {len(k_shape)}-D" in str(error.value)
    assert f"(x.shape={x_shape}, k.shape={k_shape})" in str(error.value)


@pytest.mark.parametrize(
    ("image_shape", "kernel_shape"), [((3,), (2,)), ((3, 4), (2,)), ((2, 3, 4), (1, 2, 2))]
)
def test_correlate2d_takes_two_axes_only_and_speaks_of_image_and_kernel(image_shape, kernel_shape):
    with pytest.raises(ValueError, match="image and kernel must have the same rank, 2-D,") as error:
        correlate2d(np.ones(image_shape), np.ones(kernel_shape))
    assert f"(image.shape={image_shape}, kernel.shape={kernel_shape})" in str(error.value)


@pytest.mark.parametrize(
    ("x_shape", "k_shape"), [((0,), (1,)), ((3,), (0,)), ((3, 0), (1, 1)), ((3, 4), (2, 0))]
)
@pytest.mark.parametrize("mode", MODES)
def test_an_empty_array_is_refused(x_shape, k_shape, mode):
    with pytest.raises(ValueError, match="x and k must not be empty") as error:
        correlate(np.ones(x_shape), np.ones(k_shape), mode)
    assert f"x.shape={x_shape}, k.shape={k_shape}" in str(error.value)


@pytest.mark.parametrize("mode", ["Valid", "", "wrap", None, 0])
def test_an_unknown_mode_is_refused_with_the_three_that_exist(mode):
    with pytest.raises(ValueError, match="mode must be one of") as error:
        correlate(IMAGE, KERNEL, mode)
    assert str(error.value) == f"mode must be one of ('valid', 'same', 'full'), but {mode=}"


@pytest.mark.parametrize(
    ("values", "dtype"), [([1 + 2j], "complex128"), (["a"], "<U1"), ([None], "object")]
)
def test_what_is_no_real_number_is_refused_by_name(values, dtype):
    with pytest.raises(ValueError, match="must hold real numbers") as error:
        correlate(values, [1.0])
    assert str(error.value) == f"x must hold real numbers, but x.dtype={dtype}"
    with pytest.raises(ValueError, match="k must hold real numbers"):
        correlate([1.0], values)


# --- types, memory ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x_dtype", "k_dtype", "expected"),
    [
        ("float32", "float32", "float32"),
        ("float64", "float64", "float64"),
        ("float16", "float16", "float16"),
        ("float32", "float64", "float64"),
        ("float32", "uint8", "float32"),
        ("float32", "int64", "float64"),
        ("int64", "int64", "int64"),
        ("uint8", "uint8", "int64"),
        ("uint8", "int8", "int64"),
        ("bool", "bool", "int64"),
        ("uint64", "int32", "int64"),
        (">f4", ">f4", "float32"),
    ],
)
@pytest.mark.parametrize("mode", MODES)
def test_the_result_has_the_common_type_and_integers_become_int64(x_dtype, k_dtype, expected, mode):
    x, k = np.ones((3, 4), x_dtype), np.ones((2, 1), k_dtype)
    out = correlate(x, k, mode)
    assert out.dtype == np.dtype(expected)
    assert out.max() == 2


def check_no_wrapping(function):
    pixels = np.array([200, 250, 10], np.uint8)
    assert_array_equal(function(pixels, np.array([1, 1], np.uint8)), [450, 260])
    assert_array_equal(function(pixels, np.array([1, -1], np.int8)), [-50, 240])
    assert_array_equal(function(np.full(300, 100, np.int8), np.ones(300, np.int8)), [30000])


def test_narrow_integers_do_not_wrap():
    check_no_wrapping(correlate)


def test_the_wrapping_check_refuses_a_sum_in_the_inputs_own_type():
    with pytest.raises(AssertionError):
        check_no_wrapping(lambda x, k: correlate(x, k).astype(np.result_type(x, k)))


def test_unsigned_values_beyond_int64_are_refused_rather_than_wrapped():
    with pytest.raises(ValueError, match="x must fit into int64") as error:
        correlate(np.array([1, 2**63], np.uint64), np.array([1]))
    assert "x.dtype=uint64 and its largest value is 9223372036854775808" in str(error.value)


def check_leaves_inputs_alone(function, mode):
    x, k = draw_pair((4, 5), (2, 3), seed=4)
    x_before, k_before = x.copy(), k.copy()
    out = function(x, k, mode)
    out += 1
    assert_array_equal(x, x_before)
    assert_array_equal(k, k_before)


@pytest.mark.parametrize("mode", MODES)
def test_inputs_stay_unchanged_and_the_result_is_a_writeable_new_array(mode):
    check_leaves_inputs_alone(correlate, mode)


def test_the_input_check_refuses_a_function_that_works_in_place():
    def in_place(x, k, mode):
        x *= 2
        return correlate(x, k, mode)

    with pytest.raises(AssertionError):
        check_leaves_inputs_alone(in_place, "valid")


@pytest.mark.parametrize("mode", MODES)
def test_a_kernel_of_one_weight_does_not_hand_back_the_input_itself(mode):
    x = np.array([[1.0, 2.0, 3.0]])
    assert not np.shares_memory(correlate(x, [[1.0]], mode), x)


@pytest.mark.parametrize("mode", MODES)
def test_read_only_and_strided_inputs_give_the_same_values(mode):
    x, k = draw_pair((5, 7), (3, 2), seed=5)
    expected = correlate(x, k, mode)

    read_only_x, read_only_k = x.copy(), k.copy()
    read_only_x.flags.writeable = read_only_k.flags.writeable = False
    assert_array_equal(correlate(read_only_x, read_only_k, mode), expected, strict=True)

    every_second = np.full((10, 14), 99.0)
    every_second[::2, ::2] = x
    assert_array_equal(correlate(every_second[::2, ::2], k, mode), expected, strict=True)
    assert_array_equal(
        correlate(np.asfortranarray(x), np.asfortranarray(k), mode), expected, strict=True
    )
    assert_array_equal(correlate(np.flip(np.flip(x).copy()), k, mode), expected, strict=True)


def test_lists_are_welcome():
    assert_array_equal(correlate2d(IMAGE.tolist(), KERNEL.tolist()), [[4, 5], [0, 6]], strict=True)
