"""Pooling against PyTorch's, forward and backward, across all options that PyTorch knows."""

import itertools

import numpy as np
import pytest
from conv_cases import relative_difference
from hypothesis import given, settings
from hypothesis import strategies as st
from pool_cases import pool, pools

from cnn_ref.pooling import max_pool_backward, max_pool_forward
from cnn_ref.pooling_average import avg_pool_backward, avg_pool_forward
from cnn_ref.pooling_global import (
    global_avg_pool_backward,
    global_avg_pool_forward,
    global_max_pool_backward,
    global_max_pool_forward,
)
from cnn_ref.pooling_lp import lp_pool_backward, lp_pool_forward
from cnn_ref.pyramid import spatial_pyramid_pool_backward, spatial_pyramid_pool_forward

MAX = (max_pool_forward, max_pool_backward)
AVERAGE = (avg_pool_forward, avg_pool_backward)
LP = (lp_pool_forward, lp_pool_backward)
PYRAMID = (spatial_pyramid_pool_forward, spatial_pyramid_pool_backward)


def output_and_indices(theirs, x):
    result = theirs(x)
    return result if isinstance(result, tuple) else (result, None)


def output_and_gradient(torch, theirs, x, dout):
    x = torch.tensor(x, requires_grad=True)
    out, _ = output_and_indices(theirs, x)
    (dx,) = torch.autograd.grad(out, x, torch.tensor(dout))
    return out.detach().numpy(), dx.numpy()


def check_against_torch(torch, pair, case, arguments, options, theirs):
    """Compare output and dx in float64, and in float32 with what PyTorch gets in float64.

    `theirs` takes a tensor and gives the output, or the output and indices.
    """
    forward, backward = pair
    out, indices = output_and_indices(theirs, torch.tensor(case.x))
    dout = case.rng.standard_normal(tuple(out.shape))
    out, dx = output_and_gradient(torch, theirs, case.x, dout)
    magnitudes = output_and_gradient(torch, theirs, np.abs(case.x), np.abs(dout))
    for dtype, tolerance in [(np.float64, 1e-11), (np.float32, 1e-5)]:
        our_out, cache = forward(case.x.astype(dtype), *arguments, **options)
        assert our_out.shape == out.shape
        our_dx = backward(dout.astype(dtype), cache)
        assert our_out.dtype == our_dx.dtype == dtype
        assert relative_difference(our_out, out, magnitudes[0]) <= tolerance
        assert relative_difference(our_dx, dx, magnitudes[1]) <= tolerance
        if indices is not None:
            np.testing.assert_array_equal(cache.indices, indices.numpy(), strict=True)


def rank(case):
    return case.x.ndim - 2


def check_max(torch, case, pair):
    options = {**case.options, "return_indices": True}
    function = getattr(torch.nn.functional, f"max_pool{rank(case)}d")
    check_against_torch(
        torch, pair, case, [case.size], options, lambda x: function(x, case.size, **options)
    )


@settings(max_examples=250, deadline=None)
@given(case=pools(batch=(1, 2), symmetric=True))
def test_max_pooling_its_indices_and_its_gradient_are_pytorchs(torch, case):
    check_max(torch, case, MAX)


def check_average(torch, case, pair, count_include_pad):
    options = {**case.options, "count_include_pad": count_include_pad}
    function = getattr(torch.nn.functional, f"avg_pool{rank(case)}d")
    check_against_torch(
        torch, pair, case, [case.size], options, lambda x: function(x, case.size, **options)
    )


@settings(max_examples=200, deadline=None)
@given(
    case=pools(batch=(1, 2), symmetric=True, dilated=False),
    count_include_pad=st.booleans(),
)
def test_average_pooling_and_its_gradient_are_pytorchs(torch, case, count_include_pad):
    check_average(torch, case, AVERAGE, count_include_pad)


def check_lp(torch, case, pair, p):
    # PyTorch takes no magnitudes: its odd powers of negative pixels would be negative.
    case = case._replace(x=case.x if p in (2, 4) else np.abs(case.x))
    stride = case.options.get("stride")
    function = getattr(torch.nn.functional, f"lp_pool{rank(case)}d")
    size = case.size[0] if rank(case) == 1 else case.size
    if rank(case) == 1 and isinstance(stride, tuple):
        stride = stride[0]
    check_against_torch(
        torch,
        pair,
        case,
        [case.size],
        {"p": p, "stride": stride},
        lambda x: function(x, p, size, stride),
    )


@settings(max_examples=100, deadline=None)
@given(
    case=pools(ranks=(1, 2), batch=(1, 2), padded=False, dilated=False),
    p=st.sampled_from([1, 1.5, 2, 3, 4]),
)
def test_lp_pooling_and_its_gradient_are_pytorchs(torch, case, p):
    check_lp(torch, case, LP, p)


def check_pyramid(torch, case, pair, levels):
    function = getattr(torch.nn.functional, f"adaptive_max_pool{rank(case)}d")

    def theirs(x):
        outs, indices = zip(*[function(x, n, return_indices=True) for n in levels], strict=True)
        return tuple(torch.cat([t.flatten(2) for t in part], dim=2) for part in (outs, indices))

    check_against_torch(torch, pair, case, [levels], {}, theirs)


@settings(max_examples=100, deadline=None)
@given(case=pools(batch=(1, 2)), levels=st.lists(st.integers(1, 5), min_size=1, max_size=3))
def test_the_pyramid_is_pytorchs_adaptive_pooling_level_by_level(torch, case, levels):
    check_pyramid(torch, case, PYRAMID, levels)


@settings(max_examples=50, deadline=None)
@given(case=pools(batch=(1, 2)))
def test_global_pooling_is_pytorchs_adaptive_pooling_to_one_pixel(torch, case):
    largest = getattr(torch.nn.functional, f"adaptive_max_pool{rank(case)}d")
    average = getattr(torch.nn.functional, f"adaptive_avg_pool{rank(case)}d")
    for pair, function in [
        ((global_max_pool_forward, global_max_pool_backward), largest),
        ((global_avg_pool_forward, global_avg_pool_backward), average),
    ]:
        check_against_torch(torch, pair, case, [], {}, lambda x, f=function: f(x, 1).flatten(1))


# --- PyTorch's conventions, where it has one and we follow it ------------------------------------


def test_a_nan_wins_as_in_pytorch(torch):
    x = np.array([[[1.0, np.nan, 9.0, 9.0, 2.0, 3.0]]])
    theirs, indices = torch.nn.functional.max_pool1d(torch.tensor(x), 3, return_indices=True)
    out, cache = max_pool_forward(x, 3, return_indices=True)
    np.testing.assert_array_equal(out, theirs.numpy())
    np.testing.assert_array_equal(cache.indices, indices.numpy())


def test_the_first_of_tied_pixels_wins_as_in_pytorch(torch):
    x = np.random.default_rng(1).integers(0, 2, (2, 3, 7, 6)).astype(float)
    check_max(torch, pool(x, (3, 2), stride=(1, 2), padding=1), MAX)


# --- wrong pools, each of which the check refuses ------------------------------------------------


def halved(pair):
    return pair[0], lambda dout, cache: pair[1](dout, cache) / 2


def slightly_off(pair):
    """Wrong by one part in 10^9."""

    def forward(x, *arguments, **options):
        out, cache = pair[0](x, *arguments, **options)
        return out * out.dtype.type(1 + 1e-9), cache

    return forward, pair[1]


def floored(pair):
    """Leave `ceil_mode` out."""

    def forward(x, size, **options):
        return pair[0](x, size, **options | {"ceil_mode": False})

    return forward, pair[1]


HANGING = pool(
    np.random.default_rng(3).standard_normal((2, 3, 8, 6)), (3, 2), stride=2, ceil_mode=True
)


@pytest.mark.parametrize("spoil", [halved, slightly_off, floored])
def test_a_wrong_pool_is_told_from_pytorchs(torch, spoil):
    check_max(torch, HANGING, MAX)
    check_average(torch, HANGING, AVERAGE, True)
    with pytest.raises(AssertionError):
        check_max(torch, HANGING, spoil(MAX))
    with pytest.raises(AssertionError):
        check_average(torch, HANGING, spoil(AVERAGE), True)


@pytest.mark.parametrize("spoil", [halved, slightly_off])
def test_a_wrong_norm_or_pyramid_is_told_from_pytorchs(torch, spoil):
    check_lp(torch, HANGING, LP, 3)
    check_pyramid(torch, HANGING, PYRAMID, [1, 3])
    with pytest.raises(AssertionError):
        check_lp(torch, HANGING, spoil(LP), 3)
    with pytest.raises(AssertionError):
        check_pyramid(torch, HANGING, spoil(PYRAMID), [1, 3])


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_rounding_up_gives_pytorchs_windows_also_where_one_is_larger_than_the_input(torch, size):
    x = np.random.default_rng(size).standard_normal((1, 1, 9))
    function = torch.nn.functional.max_pool1d
    compared = refused = 0
    for length, stride, padding in itertools.product(
        range(1, 10), range(1, 6), range(size // 2 + 1)
    ):
        options = {"stride": stride, "padding": padding, "ceil_mode": True}
        image = x[..., :length]
        try:
            theirs = function(torch.tensor(image), size, **options).numpy()
        except RuntimeError:  # not a single window
            with pytest.raises(ValueError, match="kernel does not fit"):
                max_pool_forward(image, size, **options)
            refused += 1
        else:
            ours, _ = max_pool_forward(image, size, **options)
            np.testing.assert_array_equal(ours, theirs, strict=True)
            compared += 1
    assert compared >= 45
    assert refused or size == 1
