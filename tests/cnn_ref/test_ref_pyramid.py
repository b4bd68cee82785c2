"""What spatial pyramid pooling promises: the bins, their order, ties, gradients."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from pool_cases import first_largest

from cnn_ref.gradcheck import check_gradients, check_gradients_by_entry
from cnn_ref.pooling_global import global_max_pool_forward
from cnn_ref.pyramid import spatial_pyramid_pool_backward, spatial_pyramid_pool_forward


def by_us(x, levels, dout):
    out, cache = spatial_pyramid_pool_forward(x, levels)
    return out, cache.indices, spatial_pyramid_pool_backward(dout, cache)


def by_loops(x, levels, dout):
    """The definition, pixel by pixel."""
    bins = []
    for n in levels:
        axes = [
            [range(math.floor(i * H / n), math.ceil((i + 1) * H / n)) for i in range(n)]
            for H in x.shape[2:]
        ]
        bins += [list(itertools.product(*box)) for box in itertools.product(*axes)]
    out = np.empty((*x.shape[:2], len(bins)), x.dtype)
    indices, dx = np.empty(out.shape, np.int64), np.zeros(x.shape)
    for image in np.ndindex(*x.shape[:2]):
        for number, cells in enumerate(bins):
            cell = cells[first_largest([x[image][cell].item() for cell in cells])]
            out[image][number] = x[image][cell]
            indices[image][number] = np.ravel_multi_index(cell, x.shape[2:])
            dx[image][cell] += dout[image][number]
    return out, indices, dx


def check_pyramid(function, x, levels, seed=0):
    count = sum(n ** (x.ndim - 2) for n in levels)
    dout = np.random.default_rng(seed).integers(-256, 257, (*x.shape[:2], count)) / 64
    ours, right = function(x, levels, dout), by_loops(x, levels, dout)
    for name, a, b in zip(["out", "indices", "dx"], ours, right, strict=True):
        assert_array_equal(a, b, name, strict=True)


@st.composite
def inputs(draw):
    rank = draw(st.integers(1, 3))
    shape = [draw(st.integers(0, 2)), draw(st.integers(1, 3))]
    shape += [draw(st.integers(1, 9 - 2 * rank)) for _ in range(rank)]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    values = draw(st.sampled_from([[0.0, 1.0], [-np.inf, np.inf, np.nan, 1.0]]))
    x = rng.choice(values, shape) if draw(st.booleans()) else rng.standard_normal(shape)
    return x, draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))


@pytest.mark.parametrize("size", [(13, 13), (7, 10), (3, 2), (1, 1)])
def test_levels_1_2_and_4_give_21_bins_whatever_the_size(size):
    out, _ = spatial_pyramid_pool_forward(np.zeros((2, 3, *size)), [1, 2, 4])
    assert out.shape == (2, 3, 21)


def test_five_pixels_in_two_bins_share_the_middle_one():
    out, cache = spatial_pyramid_pool_forward([[[1, 2, 9, 2, 1]]], (2,))
    assert_array_equal(out, np.array([[[9, 9]]]), strict=True)
    assert_array_equal(spatial_pyramid_pool_backward([[[1, 10]]], cache), [[[0, 0, 11, 0, 0]]])


def test_a_level_larger_than_the_axis_repeats_pixels():
    assert_array_equal(spatial_pyramid_pool_forward([[[5, 3]]], [5])[0], [[[5, 5, 5, 3, 3]]])


def test_the_bins_come_by_level_and_then_row_by_row():
    x = np.arange(24).reshape(1, 1, 4, 6)
    out, _ = spatial_pyramid_pool_forward(x, [2, 1])
    assert_array_equal(out, [[[8, 11, 20, 23, 23]]])


@settings(max_examples=150, deadline=None)
@given(case=inputs())
def test_the_pyramid_is_its_definition(case):
    check_pyramid(by_us, *case)


def test_level_1_is_the_global_maximum():
    x = np.random.default_rng(2).standard_normal((2, 3, 4, 5))
    assert_array_equal(
        spatial_pyramid_pool_forward(x, [1])[0][..., 0], global_max_pool_forward(x)[0]
    )


# --- wrong pyramids, each of which the check refuses --------------------------------------------


def axes_exchanged(x, levels, dout):
    return by_us(x.swapaxes(-1, -2), levels, dout)[:2] + by_us(x, levels, dout)[2:]


def levels_reversed(x, levels, dout):
    return by_us(x, levels[::-1], dout)


def without_overlap(x, levels, dout):
    """Bins of floor(H / n) pixels, whose last ones are not seen."""
    n = min(levels)
    cropped = x[..., : x.shape[-2] // n * n, : x.shape[-1] // n * n]
    return by_us(cropped, levels, dout)[:2] + by_us(x, levels, dout)[2:]


def overwritten(x, levels, dout):
    out, indices, dx = by_us(x, levels, dout)
    dx = np.zeros_like(dx)
    for image in np.ndindex(*dx.shape[:2]):
        dx[image].reshape(-1)[indices[image]] = dout[image]
    return out, indices, dx


@pytest.mark.parametrize("wrong", [axes_exchanged, levels_reversed, without_overlap, overwritten])
def test_the_check_refuses_a_wrong_pyramid(wrong):
    x = np.arange(2.0 * 3 * 7 * 5).reshape(2, 3, 7, 5)
    check_pyramid(by_us, x, [3, 2])
    with pytest.raises(AssertionError):
        check_pyramid(wrong, x, [3, 2])


# --- gradients, memory, types, arguments ---------------------------------------------------------


@pytest.mark.parametrize("size", [(7,), (5, 4), (3, 2, 4)])
def test_the_gradient_is_that_of_finite_differences(size):
    rng = np.random.default_rng(len(size))
    x = rng.permutation(np.arange(6.0 * np.prod(size))).reshape(2, 3, *size)

    def forward(x):
        return spatial_pyramid_pool_forward(x, [1, 2, 3])

    backward = spatial_pyramid_pool_backward
    check_gradients(forward, backward, (x,), rng=rng, h=1e-3)
    check_gradients_by_entry(forward, backward, (x[:1, :1],), rng=rng, h=1e-3)

    def halved(dout, cache):
        return backward(dout, cache) / 2

    with pytest.raises(AssertionError):
        check_gradients(forward, halved, (x,), rng=rng, h=1e-3)


@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.int64, np.float16, np.float32])
def test_types_are_those_of_the_other_pools(dtype):
    out, cache = spatial_pyramid_pool_forward(np.ones((2, 3, 4, 5), dtype), np.array([2, 1]))
    assert out.dtype == (np.int64 if dtype is np.bool_ else dtype)
    fraction = dtype if np.dtype(dtype).kind == "f" else np.float64
    assert spatial_pyramid_pool_backward(np.full(out.shape, 1e308), cache).dtype == fraction


def test_inputs_stay_as_they_are_and_later_changes_do_no_harm():
    base = np.random.default_rng(3).standard_normal((5, 4, 3, 2))
    x = base.transpose(3, 2, 0, 1)[..., ::-1]
    before = x.copy()
    out, cache = spatial_pyramid_pool_forward(x, [1, 2])
    dout = np.ones((2, 3, 5))
    dout.flags.writeable = False
    expected = spatial_pyramid_pool_backward(dout, cache)
    assert_array_equal(x, before)
    assert_array_equal(spatial_pyramid_pool_forward(x.tolist(), [1, 2])[0], out)
    x[:], out[:] = 0, 0
    assert_array_equal(spatial_pyramid_pool_backward(dout, cache), expected)


@pytest.mark.parametrize("levels", [2, [], (), None, "12", np.array(2), np.array([])])
def test_what_is_no_sequence_of_levels_is_refused(levels):
    with pytest.raises(ValueError, match=r"^levels must be a sequence of one or more"):
        spatial_pyramid_pool_forward([[[1, 2]]], levels)


@pytest.mark.parametrize("level", [0, -1, 2.0, True, None, "2"])
def test_a_level_out_of_range_is_refused_with_its_place(level):
    with pytest.raises(ValueError, match=r"^levels\[1\] must be a whole number of at least 1"):
        spatial_pyramid_pool_forward([[[1, 2]]], [1, level])


def test_a_wrong_input_or_gradient_is_refused():
    with pytest.raises(ValueError, match=r"x must have the axes .* x\.shape=\(3, 4\)"):
        spatial_pyramid_pool_forward(np.zeros((3, 4)), [1])
    _, cache = spatial_pyramid_pool_forward(np.zeros((2, 3, 5, 4)), [1, 2])
    with pytest.raises(ValueError, match=r"dout\.shape=\(2, 3, 4\) .* shape is \(2, 3, 5\)"):
        spatial_pyramid_pool_backward(np.zeros((2, 3, 4)), cache)
