"""Padding, dilation, im2col and col2im: worked matrices, PyTorch's unfold, and the adjoint."""

import numpy as np
import pytest
from conv_cases import layers
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal

from cnn_ref import col2im, dilate, im2col, im2col_indices, pad

IMAGE = np.array([[[[1, 3, -1], [2, 1, 0], [0, 2, -1]]]])
SIX_WINDOWS = [
    [0, 1, 4, 5],
    [1, 2, 5, 6],
    [2, 3, 6, 7],
    [4, 5, 8, 9],
    [5, 6, 9, 10],
    [6, 7, 10, 11],
]


def window_options(layer):
    return {name: layer.options[name] for name in ("stride", "padding", "dilation")}


# --- im2col_indices ---------------------------------------------------------------------------


def test_the_index_matrices_of_the_course_come_out():
    square = [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]
    assert_array_equal(im2col_indices(3, 3, 2, 2), np.array(square, np.int64), strict=True)
    assert_array_equal(im2col_indices(3, 4, 2, 2), np.transpose(SIX_WINDOWS), strict=True)


def test_the_indices_pick_the_columns_out_of_an_image():
    image = np.random.default_rng(0).standard_normal((4, 7))
    picked = image.ravel()[im2col_indices(4, 7, 3, 2)]
    assert_array_equal(picked, im2col(image[None, None], (3, 2)))


@pytest.mark.parametrize("sizes", [(3, 4, 4, 1), (3, 4, 1, 5), (0, 4, 1, 1), (3, 4.0, 1, 1)])
def test_indices_of_a_kernel_that_does_not_fit_are_refused(sizes):
    with pytest.raises(ValueError, match=r"kernel does not fit|must be a whole number"):
        im2col_indices(*sizes)


# --- im2col -----------------------------------------------------------------------------------


def test_windows_are_columns_and_images_are_slowest():
    x = np.arange(24).reshape(2, 1, 3, 4)
    expected = np.hstack([np.transpose(SIX_WINDOWS), np.transpose(SIX_WINDOWS) + 12])
    assert_array_equal(im2col(x, 2), expected, strict=True)


def test_channels_are_the_slowest_rows():
    x = np.arange(24).reshape(1, 2, 3, 4)
    expected = np.vstack([np.transpose(SIX_WINDOWS), np.transpose(SIX_WINDOWS) + 12])
    assert_array_equal(im2col(x, 2), expected, strict=True)


@settings(max_examples=150, deadline=None)
@given(layer=layers(ranks=(2,)))
def test_columns_are_those_of_pytorchs_unfold(torch, layer):
    x, kernel = layer.x, layer.w.shape[2:]
    (top, bottom), (left, right) = layer.pairs
    padded = torch.nn.functional.pad(torch.tensor(x), (left, right, top, bottom))
    stride, dilation = layer.options["stride"], layer.options["dilation"]
    unfolded = torch.nn.functional.unfold(padded, kernel, dilation, 0, stride).numpy()
    ours = im2col(x, kernel, **window_options(layer))
    assert_array_equal(ours, unfolded.swapaxes(0, 1).reshape(ours.shape), strict=True)


# --- col2im -----------------------------------------------------------------------------------


def test_columns_of_ones_count_the_windows_of_each_pixel():
    counts = col2im(np.ones((4, 4), np.uint8), (1, 1, 3, 3), 2)
    assert_array_equal(counts, np.array([[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]]), strict=True)


def check_adjoint(function, layer):
    kernel, options = layer.w.shape[2:], window_options(layer)
    cols = im2col(layer.x, kernel, **options)
    other = layer.rng.standard_normal(cols.shape)
    back = function(other, layer.x.shape, kernel, **options)
    assert back.shape == layer.x.shape
    scale = np.abs(cols * other).sum() + 1
    assert (cols * other).sum() == pytest.approx((layer.x * back).sum(), abs=1e-12 * scale)


@settings(max_examples=150, deadline=None)
@given(layer=layers())
def test_col2im_is_the_adjoint_of_im2col(layer):
    check_adjoint(col2im, layer)


def averaging(cols, x_shape, kernel, **options):
    counts = col2im(np.ones_like(cols), x_shape, kernel, **options)
    return col2im(cols, x_shape, kernel, **options) / np.maximum(counts, 1)


def overwriting(cols, x_shape, kernel, **options):
    back = np.zeros(int(np.prod(x_shape)))
    numbers = np.arange(1, back.size + 1).reshape(x_shape)
    where = im2col(numbers, kernel, **options)
    back[where[where > 0] - 1] += cols[where > 0]
    return back.reshape(x_shape)


@pytest.mark.parametrize("wrong", [averaging, overwriting])
def test_the_adjoint_check_refuses_averages_and_lost_duplicates(wrong):
    @settings(max_examples=200, deadline=None, database=None)
    @given(layer=layers(ranks=(2,)))
    def check(layer):
        check_adjoint(wrong, layer)

    with pytest.raises((AssertionError, ExceptionGroup)):
        check()


def test_col2im_is_not_the_inverse():
    back = col2im(im2col(IMAGE, 2), IMAGE.shape, 2)
    assert_array_equal(back, IMAGE * [[1, 2, 1], [2, 4, 2], [1, 2, 1]])


def test_padding_is_cut_off_and_unseen_pixels_are_zero():
    cols = np.ones((4, 4))
    back = col2im(cols, (1, 1, 4, 3), 2, stride=(3, 2), padding=((1, 0), (0, 1)))
    assert_array_equal(back, [[[[1, 1, 1], [0, 0, 0], [1, 1, 1], [1, 1, 1]]]])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (np.ones((4, 5)), (1, 1, 3, 3), 2),
            "cols must have the shape (C*KH*KW, N*OH*OW) of the batch's windows, (4, 4) here, but "
            "cols.shape=(4, 5) (x_shape=(1, 1, 3, 3), kernel_size=(2, 2), stride=(1, 1), "
            "padding=((0, 0), (0, 0)), dilation=(1, 1))",
        ),
        (
            (np.ones((4, 4)), (1, 1, 3, 3.0), 2),
            "x_shape[3] must be a whole number of at least 1, but x_shape[3]=3.0",
        ),
        (
            (np.ones((4, 4)), (1, 9), 2),
            "x_shape must have the axes (N, C, W), (N, C, H, W) or (N, C, D, H, W), "
            "but x_shape=(1, 9)",
        ),
        ((np.ones((4, 4)), 9, 2), "x_shape must be a tuple of whole numbers, but x_shape=9"),
        (
            (np.ones((4, 4)), (1, 1, 3, 3), (2, 0)),
            "kernel_size[1] must be a whole number of at least 1, but kernel_size[1]=0",
        ),
    ],
)
def test_col2im_says_what_does_not_fit(arguments, sentence):
    with pytest.raises(ValueError, match=" ") as error:
        col2im(*arguments)
    assert str(error.value) == sentence


def test_empty_batches_have_no_columns():
    assert im2col(np.ones((0, 2, 5, 6)), (2, 3)).shape == (12, 0)
    assert col2im(np.ones((12, 0)), (0, 2, 5, 6), (2, 3)).shape == (0, 2, 5, 6)


# --- pad and dilate ---------------------------------------------------------------------------


def test_padding_puts_before_and_after_on_each_axis():
    x = np.arange(12.0).reshape(1, 2, 2, 3)
    ours = pad(x, ((1, 0), (2, 3)), value=-np.inf)
    assert_array_equal(
        ours, np.pad(x, ((0, 0), (0, 0), (1, 0), (2, 3)), constant_values=-np.inf), strict=True
    )
    assert_array_equal(pad(x[0], 2), np.pad(x[0], ((0, 0), (0, 0), (2, 2))[: x[0].ndim]))


def test_padding_by_nothing_is_a_copy():
    assert not np.shares_memory(pad(IMAGE, 0), IMAGE)


@pytest.mark.parametrize("dtype", ["u1", "i4", "f2", "f4", "?"])
def test_padding_and_dilating_keep_the_type(dtype):
    x = np.ones((2, 1, 3), dtype)
    assert pad(x, 1).dtype == dilate(x, 2).dtype == x.dtype


@pytest.mark.parametrize(("dtype", "value"), [("i8", -np.inf), ("u1", -1), ("i4", 0.5), ("?", 2)])
def test_a_value_that_the_type_does_not_have_is_refused(dtype, value):
    with pytest.raises(ValueError, match="value must exist in the type of x") as error:
        pad(np.ones((1, 1, 3), dtype), 1, value)
    assert f"{value=} and x.dtype={np.dtype(dtype)}" in str(error.value)


def test_dilating_puts_zeros_between_and_none_around():
    x = np.arange(1, 7).reshape(1, 1, 2, 3)
    expected = np.zeros((1, 1, 3, 7), int)
    expected[..., ::2, ::3] = x
    assert_array_equal(dilate(x, (2, 3)), expected, strict=True)
    assert_array_equal(dilate(x, 1), x, strict=True)
    assert not np.shares_memory(dilate(x, 1), x)


@pytest.mark.parametrize(
    "function", [lambda x: pad(x, 1), lambda x: dilate(x, 2), lambda x: im2col(x, 1)]
)
@pytest.mark.parametrize("shape", [(3,), (3, 4), (1, 0, 3), (1, 1, 0), (1,) * 6])
def test_what_is_no_batch_of_images_is_refused(function, shape):
    with pytest.raises(ValueError, match=r"x must have (the axes|at least one channel)"):
        function(np.ones(shape))


def test_sums_of_columns_do_not_wrap():
    cols = np.full((4, 4), 100, np.int8)
    assert_allclose(col2im(cols, (1, 1, 3, 3), 2)[0, 0, 1, 1], 400)
