"""A cache holds copies: what is done to inputs and outputs later changes no gradient."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import cnn_ref as ref

RNG = np.random.default_rng(0)
X, W, B = RNG.standard_normal((2, 3, 5, 6)), RNG.standard_normal((4, 3, 3, 2)), np.ones(4)
ROWS, DENSE, LABELS = RNG.standard_normal((3, 4)), RNG.standard_normal((4, 4)), np.array([0, 3, 1])
PASSES = {
    "conv": (ref.conv_forward, ref.conv_backward, [X, W, B]),
    "conv_naive": (ref.conv_forward_naive, ref.conv_backward_naive, [X, W, B]),
    "max_pool": (lambda x: ref.max_pool_forward(x, 2), ref.max_pool_backward, [X]),
    "avg_pool": (lambda x: ref.avg_pool_forward(x, 2), ref.avg_pool_backward, [X]),
    "lp_pool": (lambda x: ref.lp_pool_forward(x, 2, p=3), ref.lp_pool_backward, [X]),
    "global_max_pool": (ref.global_max_pool_forward, ref.global_max_pool_backward, [X]),
    "global_avg_pool": (ref.global_avg_pool_forward, ref.global_avg_pool_backward, [X]),
    "spatial_pyramid_pool": (
        lambda x: ref.spatial_pyramid_pool_forward(x, [1, 2]),
        ref.spatial_pyramid_pool_backward,
        [X],
    ),
    "sigmoid": (ref.sigmoid_forward, ref.sigmoid_backward, [X]),
    "relu": (ref.relu_forward, ref.relu_backward, [X]),
    "dropout": (
        lambda x, u: ref.dropout_forward(x, 0.5, u=u),
        ref.dropout_backward,
        [X, RNG.random(X.shape)],
    ),
    "flatten": (ref.flatten_forward, ref.flatten_backward, [X]),
    "linear": (ref.linear_forward, ref.linear_backward, [ROWS, DENSE, B]),
    "local_response_norm": (
        lambda x: ref.local_response_norm_forward(x, 3, 1, 0.5, 0.75),
        ref.local_response_norm_backward,
        [X],
    ),
    "softmax": (ref.softmax_forward, ref.softmax_backward, [ROWS]),
    "softmax_cross_entropy": (
        ref.softmax_cross_entropy_forward,
        ref.softmax_cross_entropy_backward,
        [ROWS, LABELS],
    ),
}


def check_cache(forward, backward, inputs):
    inputs = [array.copy() for array in inputs]
    out, cache = forward(*inputs)
    dout = np.random.default_rng(1).standard_normal(np.shape(out))
    dout_before = dout.copy()
    expected = gradients(backward, dout, cache)
    assert_array_equal(dout, dout_before)
    for array in (*inputs, out):
        if isinstance(array, np.ndarray):
            array += 1
    for gradient in gradients(backward, dout, cache):
        gradient += 1
    for now, before in zip(gradients(backward, dout, cache), expected, strict=True):
        assert_array_equal(now, before)


def gradients(backward, dout, cache):
    found = backward(dout, cache)
    return found if isinstance(found, tuple) else (found,)


@pytest.mark.parametrize("name", PASSES)
def test_a_gradient_does_not_follow_later_changes(name):
    check_cache(*PASSES[name])


@pytest.mark.parametrize("name", PASSES)
@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e300, 1e38, 7e4])
def test_values_that_run_over_bring_no_warning(name, value):
    forward, backward, inputs = PASSES[name]
    for dtype in (np.float64, np.float32, np.float16):
        with np.errstate(over="ignore"):
            wild, *others = (i if i.dtype.kind == "i" else i.astype(dtype) for i in inputs)
            wild.flat[::3] = np.asarray(value).astype(dtype)
        out, cache = forward(wild, *others)
        for dout in (np.full(np.shape(out), value), np.zeros(np.shape(out))):
            for gradient in gradients(backward, dout, cache):
                assert gradient.dtype == dtype


def test_every_pair_of_passes_is_here():
    names = {name.removesuffix("_backward") for name in dir(ref) if name.endswith("_backward")}
    names |= {n.replace("_backward", "") for n in dir(ref) if n.endswith("_backward_naive")}
    assert names == set(PASSES)


def test_a_cache_of_the_input_itself_is_seen():
    with pytest.raises(AssertionError):
        check_cache(lambda x: (x**2, x), lambda dout, x: 2 * dout * x, [X])
