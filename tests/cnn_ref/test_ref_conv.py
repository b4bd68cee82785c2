"""The convolutional layer: worked numbers, its definition, its gradients and its identities."""

import numpy as np
import pytest
from conv_cases import layers, relative_difference
from hypothesis import given, settings
from numpy.testing import assert_allclose, assert_array_equal
from scipy import signal

from cnn_ref import (
    conv_backward,
    conv_backward_naive,
    conv_forward,
    conv_forward_naive,
    correlate,
    dilate,
    im2col,
    pad,
)

IMAGE = np.array([[[[1, 3, -1], [2, 1, 0], [0, 2, -1]]]])
KERNEL = np.array([[[[1, 0], [2, -1]]]])
PAIRS = [(conv_forward, conv_backward), (conv_forward_naive, conv_backward_naive)]


# --- worked numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_the_worked_example_comes_out(forward, backward):
    out, cache = forward(IMAGE, KERNEL)
    assert_array_equal(out, [[[[4, 5], [0, 6]]]], strict=True)
    dx, dw, db = backward([[[[1, 2], [3, 4]]]], cache)
    assert_array_equal(dx, [[[[1, 2, 0], [5, 7, -2], [6, 5, -4]]]])
    assert_array_equal(dw, [[[[17, 4], [12, 3]]]])
    assert_array_equal(db, [10])
    dx, dw, db = backward(np.ones((1, 1, 2, 2)), cache)
    assert_array_equal(dx, [[[[1, 1, 0], [3, 2, -1], [2, 1, -1]]]])
    assert_array_equal(dw, [[[[7, 3], [5, 2]]]])
    assert_array_equal(db, [4])


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "options", "out_shape"),
    [
        ((1, 1, 7, 7), (1, 1, 3, 3), {}, (1, 1, 5, 5)),
        ((1, 1, 7, 7), (1, 1, 3, 3), {"stride": 2}, (1, 1, 3, 3)),
        ((1, 1, 7, 7), (1, 1, 3, 3), {"stride": 3}, (1, 1, 2, 2)),  # floors: 2.33
        ((1, 1, 7, 7), (1, 1, 3, 3), {"padding": 1}, (1, 1, 7, 7)),
        ((2, 3, 32, 32), (10, 3, 5, 5), {"padding": 2}, (2, 10, 32, 32)),
        ((1, 3, 224, 227), (2, 3, 11, 11), {"stride": 4}, (1, 2, 54, 55)),
        ((0, 2, 5, 6), (3, 2, 2, 4), {}, (0, 3, 4, 3)),
    ],
)
def test_sizes_are_rounded_down(x_shape, w_shape, options, out_shape):
    out, cache = conv_forward(np.ones(x_shape), np.ones(w_shape), **options)
    assert out.shape == out_shape
    assert conv_backward(np.ones(out_shape), cache)[0].shape == x_shape


# --- its definition, and SciPy ----------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(layer=layers(largest=2))
def test_the_fast_layer_is_the_naive_one(layer):
    fast, cache = conv_forward(layer.x, layer.w, layer.b, **layer.options)
    slow, naive_cache = conv_forward_naive(layer.x, layer.w, layer.b, **layer.options)
    dout = layer.rng.standard_normal(fast.shape)
    ours = [fast, *conv_backward(dout, cache)]
    for a, b in zip(ours, [slow, *conv_backward_naive(dout, naive_cache)], strict=True):
        assert a.dtype == b.dtype
        assert relative_difference(a, b) <= 1e-12


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_each_output_channel_sums_scipys_correlations(rank):
    rng = np.random.default_rng(rank)
    x = rng.standard_normal((2, 3, *(5, 7, 4)[:rank]))
    w = rng.standard_normal((4, 3, *(2, 3, 1)[:rank]))
    out = conv_forward(x, w)[0]
    for n, o in np.ndindex(2, 4):
        pairs = zip(x[n], w[o], strict=True)
        assert_allclose(out[n, o], sum(signal.correlate(a, k, "valid") for a, k in pairs))


@pytest.mark.parametrize("images", [1, 2, 5])
def test_the_size_of_a_block_changes_nothing(monkeypatch, images):
    rng = np.random.default_rng(7)
    x, w = rng.standard_normal((5, 2, 6, 9)), rng.standard_normal((3, 2, 2, 4))
    out, cache = conv_forward(x, w, stride=(1, 2), padding=1)
    dout = rng.standard_normal(out.shape)
    expected = [out, *conv_backward(dout, cache)]
    one_image = 2 * 8 * 7 * 4 * 8
    monkeypatch.setattr("cnn_ref.columns.BLOCK_BYTES", images * one_image)
    out, cache = conv_forward(x, w, stride=(1, 2), padding=1)
    for a, b in zip([out, *conv_backward(dout, cache)], expected, strict=True):
        assert_allclose(a, b, rtol=0, atol=1e-13)


# --- gradients and identities -----------------------------------------------------------------

OPTIONS = [
    {},
    {"stride": (2, 1), "padding": ((1, 0), (0, 2))},
    {"stride": 3, "padding": 2, "dilation": (1, 2)},
    {"stride": 2, "groups": 2, "padding": (1, 0)},
]


def draw(options, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((2, 4, 7, 6))
    w = rng.standard_normal((6, 4 // options.get("groups", 1), 3, 2))
    return x, w, rng.standard_normal(6), rng


def slope(f, x, dout, index, h=1e-6):
    """Central difference of sum(f(x) * dout) along one entry."""
    sums = []
    for step in (h, -h):
        moved = x.copy()
        moved[index] += step
        sums.append((f(moved) * dout).sum())
    return (sums[0] - sums[1]) / (2 * h)


@pytest.mark.parametrize("options", OPTIONS)
def test_every_gradient_is_the_slope_of_the_layer(options):
    x, w, b, rng = draw(options)
    out, cache = conv_forward(x, w, b, **options)
    dout = rng.standard_normal(out.shape)
    dx, dw, db = conv_backward(dout, cache)
    for argument, gradient in ((x, dx), (w, dw), (b, db)):
        at = {id(x): 0, id(w): 1, id(b): 2}[id(argument)]

        def moved(value, at=at):
            arguments = [x, w, b]
            arguments[at] = value
            return conv_forward(*arguments, **options)[0]

        for flat in rng.choice(argument.size, size=min(12, argument.size), replace=False):
            index = np.unravel_index(flat, argument.shape)
            assert slope(moved, argument, dout, index) == pytest.approx(gradient[index], abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(layer=layers())
def test_backward_is_the_adjoint_of_forward_in_the_input_and_in_the_weights(layer):
    out, cache = conv_forward(layer.x, layer.w, **layer.options)
    dout = layer.rng.standard_normal(out.shape)
    dx, dw, db = conv_backward(dout, cache)
    scale = np.abs(out * dout).sum() + 1
    assert (out * dout).sum() == pytest.approx((layer.x * dx).sum(), abs=1e-12 * scale)
    assert (out * dout).sum() == pytest.approx((layer.w * dw).sum(), abs=1e-12 * scale)
    assert_allclose(db, dout.sum(axis=(0, *range(2, dout.ndim))))


def test_dx_is_the_full_convolution_of_the_spread_gradient():
    rng = np.random.default_rng(3)
    x, w = rng.standard_normal((1, 1, 9, 7)), rng.standard_normal((1, 1, 3, 2))
    out, cache = conv_forward(x, w, stride=2)
    dout = rng.standard_normal(out.shape)
    full = signal.convolve(dilate(dout, 2)[0, 0], w[0, 0], "full")
    assert_allclose(conv_backward(dout, cache)[0][0, 0, :9, :6], full)


def test_the_layer_is_one_matrix_product_with_im2cols_columns():
    rng = np.random.default_rng(4)
    x, w = rng.standard_normal((3, 2, 6, 8)), rng.standard_normal((5, 2, 3, 2))
    out = conv_forward(x, w, stride=(1, 2), padding=1)[0]
    product = w.reshape(5, -1) @ im2col(x, (3, 2), (1, 2), 1)
    assert_allclose(product.reshape(5, 3, *out.shape[2:]).swapaxes(0, 1), out)


def test_groups_are_layers_side_by_side():
    x, w, b, _ = draw({"groups": 2})
    out = conv_forward(x, w, b, groups=2)[0]
    first = conv_forward(x[:, :2], w[:3], b[:3])[0]
    second = conv_forward(x[:, 2:], w[3:], b[3:])[0]
    assert_allclose(out, np.concatenate([first, second], axis=1))


def test_dilation_is_a_kernel_with_zeros_between():
    x, w, b, _ = draw({})
    out = conv_forward(x, w, b, dilation=(2, 3))[0]
    assert_allclose(out, conv_forward(x, dilate(w, (2, 3)), b)[0])


def test_padding_is_zeros_around_the_image():
    x, w, b, _ = draw({})
    out = conv_forward(x, w, b, padding=((0, 2), (3, 1)))[0]
    assert_allclose(out, conv_forward(pad(x, ((0, 2), (3, 1))), w, b)[0])


def test_a_shifted_image_gives_a_shifted_output():
    x, w, _, _ = draw({})
    out = conv_forward(x, w)[0]
    assert_allclose(conv_forward(np.roll(x, 1, axis=3), w)[0][..., 1:], out[..., :-1])


def test_one_channel_is_correlate():
    x, w, _, _ = draw({})
    assert_allclose(conv_forward(x[:1, :1], w[:1, :1])[0][0, 0], correlate(x[0, 0], w[0, 0]))
