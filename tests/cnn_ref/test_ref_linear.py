"""Flatten and the linear layer: values, gradients, types and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from cnn_ref.gradcheck import GradientMismatch, check_gradients, check_gradients_by_entry
from cnn_ref.linear import flatten_backward, flatten_forward, linear_backward, linear_forward

seeds = st.integers(0, 2**32 - 1)
sizes = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))


def draw(seed, n=2, f=4, k=3):
    """Draw x, w, b and dout of multiples of 1/64, whose sums are exact in any order."""
    rng = np.random.default_rng(seed)
    return [rng.integers(-256, 257, size=s) / 64 for s in ((n, f), (k, f), (k,), (n, k))]


# --- flatten ----------------------------------------------------------------------------------


def test_flatten_counts_columns_first_and_channels_last():
    x = np.arange(24).reshape(1, 2, 3, 4)
    out, cache = flatten_forward(x)
    assert_array_equal(out, [range(24)])
    assert_array_equal(flatten_backward(out, cache), x)
    channels_last = x.transpose(0, 2, 3, 1).reshape(1, -1)
    assert not np.array_equal(out, channels_last)


@pytest.mark.parametrize("shape", [(2, 3, 4), (2, 3, 4, 5), (2, 1, 3, 2, 4), (0, 3, 4, 5)])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.uint8])
def test_flatten_keeps_the_type_and_backward_undoes_it(shape, dtype):
    x = np.ones(shape, dtype)
    out, cache = flatten_forward(x)
    assert (out.shape, out.dtype) == ((shape[0], np.prod(shape[1:])), dtype)
    dx = flatten_backward(out, cache)
    assert (dx.shape, dx.dtype) == (shape, np.float64 if dtype is np.uint8 else dtype)


def test_flatten_copies_also_where_a_view_would_do():
    x = np.ones((2, 3, 4))
    out, cache = flatten_forward(x)
    assert not np.shares_memory(out, x)
    assert not np.shares_memory(flatten_backward(out, cache), out)
    transposed = np.arange(24.0).reshape(4, 3, 2).T
    assert_array_equal(flatten_forward(transposed)[0], [list(row.ravel()) for row in transposed])


def test_flatten_passes_the_gradient_check():
    x = np.random.default_rng(0).standard_normal((2, 3, 4, 2))
    check_gradients_by_entry(flatten_forward, flatten_backward, [x], rng=np.random.default_rng(1))


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 0, 3), (2, 3, 4, 0), (1,) * 6])
def test_flatten_refuses_what_is_no_batch_of_images(shape):
    with pytest.raises(ValueError, match="x must have") as error:
        flatten_forward(np.ones(shape))
    assert f"x.shape={shape}" in str(error.value)


def test_flatten_backward_refuses_the_shape_of_the_images():
    _, cache = flatten_forward(np.ones((2, 3, 4)))
    with pytest.raises(ValueError, match=r"dout\.shape=\(2, 3, 4\).*\(2, 12\)"):
        flatten_backward(np.ones((2, 3, 4)), cache)


# --- linear -----------------------------------------------------------------------------------


def test_a_tiny_linear_layer_by_hand():
    x, w, b = [[1, 2, 3], [0, -1, 1]], [[1, 0, 2], [-1, 1, 0]], [10, 20]
    out, cache = linear_forward(x, w, b)
    assert_array_equal(out, [[17, 21], [12, 19]])
    assert out.dtype == np.int64
    dx, dw, db = linear_backward([[1, 2], [3, 4]], cache)
    assert_array_equal(dx, [[-1, 2, 2], [-1, 4, 6]])
    assert_array_equal(dw, [[1, -1, 6], [2, 0, 10]])
    assert_array_equal(db, [4, 6])


def loops(x, w, b):
    """Compute the layer and its gradients' defining sums with loops."""
    return [[sum(xf * wf for xf, wf in zip(row, ws, strict=True)) + bk
             for ws, bk in zip(w, b, strict=True)] for row in x]  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(sizes=sizes, seed=seeds)
def test_the_linear_layer_is_its_loops_and_its_backward_pass_the_adjoint(sizes, seed):
    x, w, b, dout = draw(seed, *sizes)
    out, cache = linear_forward(x, w, b)
    assert_array_equal(out, loops(x, w, b))
    dx, dw, db = linear_backward(dout, cache)
    assert np.sum(dout * (out - b)) == np.sum(dx * x) == np.sum(dw * w)
    assert np.sum(dout * b) == np.sum(db * b)


def test_the_linear_layer_passes_the_gradient_check_and_missing_transposes_do_not():
    rng = np.random.default_rng(0)
    x, w, b, _ = draw(0, n=4, f=4, k=4)  # square, so that a transpose shows in values alone
    for check in (check_gradients, check_gradients_by_entry):
        check(linear_forward, linear_backward, (x, w, b), rng=rng)

    def transposed(dout, cache):
        return linear_backward(dout, cache._replace(w=cache.w.T))

    with pytest.raises(GradientMismatch):
        check_gradients(linear_forward, transposed, (x, w, b), rng=rng)


def test_without_a_bias_its_gradient_comes_all_the_same():
    x, w, b, dout = draw(3)
    out, cache = linear_forward(x, w)
    assert_array_equal(out, linear_forward(x, w, 0 * b)[0])
    assert_array_equal(linear_backward(dout, cache)[2], dout.sum(axis=0))


def test_each_gradient_has_the_type_of_its_own_array():
    x, w, b, dout = draw(1)
    out, cache = linear_forward(x.astype(np.float32), w, b.astype(np.float16))
    assert out.dtype == np.float64
    assert [d.dtype for d in linear_backward(dout, cache)] == [np.float32, np.float64, np.float16]
    out, cache = linear_forward(x.astype(np.float32), w.astype(np.float32))
    assert out.dtype == np.float32
    assert [d.dtype for d in linear_backward(dout, cache)] == [np.float32] * 3
    _, cache = linear_forward(x.astype(np.int8), w.astype(np.float32), b.astype(int))
    gradients = linear_backward(np.ones((2, 3), bool), cache)
    assert [d.dtype for d in gradients] == [np.float64, np.float32, np.float64]


def test_narrow_integers_and_booleans_are_added_without_wrapping():
    x, w = np.full((1, 3), 200, np.uint8), np.full((2, 3), 200, np.uint8)
    assert_array_equal(linear_forward(x, w)[0], [[120_000, 120_000]])
    ones, cache = linear_forward(np.ones((2, 3), bool), np.ones((4, 3), bool))
    assert_array_equal(ones, np.full((2, 4), 3))
    dx, dw, db = linear_backward(np.ones((2, 4), bool), cache)
    assert (dx[0, 0], dw[0, 0], db[0]) == (4, 2, 2)


def test_an_empty_batch_has_empty_results_and_gradients_of_zero():
    x, w, b, dout = draw(0, n=0)
    out, cache = linear_forward(x, w, b)
    dx, dw, db = linear_backward(dout, cache)
    assert (out.shape, dx.shape) == ((0, 3), (0, 4))
    assert_array_equal(dw, np.zeros((3, 4)))
    assert_array_equal(db, np.zeros(3))


def test_the_arrays_may_be_read_only_and_strided_and_stay_as_they_are():
    x, w, b, dout = draw(5)
    strided = [np.repeat(a, 2, axis=-1)[..., ::2] for a in (x, w, b, dout)]
    for array in strided:
        array.flags.writeable = False
    out, cache = linear_forward(*strided[:3])
    expected, expected_cache = linear_forward(x, w, b)
    assert_allclose(out, expected, rtol=1e-15)
    for ours, theirs in zip(
        linear_backward(strided[3], cache), linear_backward(dout, expected_cache), strict=True
    ):
        assert_array_equal(ours, theirs)
    assert_array_equal(strided[0], x)


@pytest.mark.parametrize(
    ("x", "w", "b", "rule"),
    [
        ((2, 3, 1), (4, 3), (4,), "must have the shapes"),
        ((3,), (4, 3), (4,), "must have the shapes"),
        ((2, 3), (3,), (4,), "must have the shapes"),
        ((2, 3), (), (4,), "must have the shapes"),
        ((2, 3), (4, 3), (1, 4), "must have the shapes"),
        ((2, 0), (4, 0), (4,), "must have the shapes"),
        ((2, 3), (0, 3), (0,), "must have the shapes"),
        ((2, 3), (3, 4), (3,), "x has 3 and w has 4"),
        ((2, 3), (4, 3), (1,), "one entry for each of the 4 outputs, but it has 1"),
    ],
)
def test_shapes_that_do_not_belong_together_are_refused(x, w, b, rule):
    with pytest.raises(ValueError, match=rule) as error:
        linear_forward(np.ones(x), np.ones(w), np.ones(b))
    assert f"w.shape={w}" in str(error.value)


def test_weights_without_axes_are_refused_also_without_a_bias():
    with pytest.raises(ValueError, match=r"w\.shape=\(\)"):
        linear_forward(np.ones((2, 3)), 1.0)


def test_a_dout_of_another_shape_is_refused():
    _, cache = linear_forward(np.ones((2, 3)), np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"dout\.shape=\(4,\).*\(2, 4\)"):
        linear_backward(np.ones(4), cache)
