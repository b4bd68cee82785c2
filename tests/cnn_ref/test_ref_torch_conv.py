"""The convolutional layer against PyTorch's, forward and backward, across all its options."""

import numpy as np
import pytest
from conv_cases import layers, relative_difference
from hypothesis import given, settings

from cnn_ref import conv_backward, conv_forward

NAMES = ["out", "dx", "dw", "db"]
CONV = {1: "conv1d", 2: "conv2d", 3: "conv3d"}


def by_torch(torch, layer, dout):
    """Output and gradients of PyTorch's layer in float64; it pads both ends alike, so we pad."""
    x, w = (torch.tensor(array, requires_grad=True) for array in (layer.x, layer.w))
    b = torch.zeros(len(w), dtype=w.dtype) if layer.b is None else torch.tensor(layer.b)
    b.requires_grad = True
    last_axis_first = [end for pair in reversed(layer.pairs) for end in pair]
    padded = torch.nn.functional.pad(x, last_axis_first)
    conv = getattr(torch, CONV[x.ndim - 2])
    options = {name: layer.options[name] for name in ("stride", "dilation", "groups")}
    out = conv(padded, w, b, **options)
    if dout is None:
        return out.detach().numpy()
    out.backward(torch.tensor(dout))
    return [t.numpy() for t in (out.detach(), x.grad, w.grad, b.grad)]


def by_us(forward, backward, layer, dout):
    out, cache = forward(layer.x, layer.w, layer.b, **layer.options)
    return [out, *backward(dout, cache)]


def change(layer, function):
    """The same layer with every array put through a function."""
    b = None if layer.b is None else function(layer.b)
    return layer._replace(x=function(layer.x), w=function(layer.w), b=b)


def check_layer(torch, layer, forward, backward):
    dout = layer.rng.standard_normal(by_torch(torch, layer, None).shape)
    theirs = by_torch(torch, layer, dout)
    magnitudes = by_torch(torch, change(layer, np.abs), np.abs(dout))
    for dtype, limit in ((np.float64, 1e-11), (np.float32, 1e-5)):
        rounded = change(layer, lambda array, dtype=dtype: array.astype(dtype))
        ours = by_us(forward, backward, rounded, dout.astype(dtype))
        for name, a, b, magnitude in zip(NAMES, ours, theirs, magnitudes, strict=True):
            assert a.dtype == dtype
            assert relative_difference(a, b, magnitude) <= limit, name


@settings(max_examples=1200, deadline=None)
@given(layer=layers())
def test_a_layer_and_its_gradients_are_pytorchs(torch, layer):
    check_layer(torch, layer, conv_forward, conv_backward)


def flipped_forward(x, w, b, **options):
    turned = np.flip(w, axis=tuple(range(2, w.ndim)))
    return conv_forward(x, turned, b, **options)


def backward_of_the_mean(dout, cache):
    dx, dw, db = conv_backward(dout, cache)
    return dx, dw / max(1, len(dout)), db


def shared_bias(x, w, b, **options):
    return conv_forward(x, w, None if b is None else np.full_like(b, b.mean()), **options)


@pytest.mark.parametrize(
    ("forward", "backward"),
    [
        (flipped_forward, conv_backward),
        (conv_forward, backward_of_the_mean),
        (shared_bias, conv_backward),
    ],
)
def test_a_wrong_layer_is_told_from_pytorchs(torch, forward, backward):
    @settings(max_examples=200, deadline=None, database=None)
    @given(layer=layers())
    def check(layer):
        check_layer(torch, layer, forward, backward)

    with pytest.raises((AssertionError, ExceptionGroup)):
        check()
