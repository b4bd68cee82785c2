"""Layers as tuples: reading them, and following a shape through them."""

import numpy as np
import pytest

from cnn_ref import trace_layers, trace_shapes
from cnn_ref.layers import KINDS, Conv, MaxPool, read_layer

IMAGE = (6, 10, 9)  # C, H, W
EXAMPLES = [
    (("conv", 4, 3), IMAGE, (4, 8, 7)),
    (("conv", 4, (3, 2), (2, 3), ((1, 0), 2), 2), IMAGE, (4, 5, 4)),
    (("pool", 3), IMAGE, (6, 3, 3)),
    (("pool", 3, 2), IMAGE, (6, 4, 4)),
    (("pool", (2, 3), (1, 2)), IMAGE, (6, 9, 4)),
    (("avg_pool", 2), IMAGE, (6, 5, 4)),
    (("relu",), IMAGE, IMAGE),
    (("sigmoid",), IMAGE, IMAGE),
    (("lrn", 3), IMAGE, IMAGE),
    (("dropout", 0.5), IMAGE, IMAGE),
    (("flatten",), IMAGE, (540,)),
    (("dense", 7), (540,), (7,)),
    (("pool", np.array([3, 2]), [2, 1]), IMAGE, (6, 4, 8)),
    (("conv", np.int64(4), np.array(3)), IMAGE, (4, 8, 7)),
    (("conv", 4, 3), (6, 10), (4, 8)),
    (("conv", 4, 3, 2), (6, 10, 9, 7), (4, 4, 4, 3)),
]


@pytest.mark.parametrize(("written", "in_shape", "out_shape"), EXAMPLES)
def test_the_shape_that_is_announced_is_the_shape_that_comes_out(written, in_shape, out_shape):
    layer = read_layer(written)
    assert layer.out_shape(in_shape) == out_shape
    parameters = {k: np.ones(s) for k, s in layer.parameter_shapes(in_shape).items()}
    out, cache = layer.forward(np.ones((2, *in_shape)), parameters, np.random.default_rng(0))
    assert out.shape == (2, *out_shape)
    dx, gradients = layer.backward(np.ones(out.shape), cache)
    assert dx.shape == (2, *in_shape)
    assert {k: g.shape for k, g in gradients.items()} == layer.parameter_shapes(in_shape)


def test_every_kind_of_layer_has_an_example():
    assert {written[0] for written, _, _ in EXAMPLES} == set(KINDS)


def test_options_that_are_left_out_have_their_usual_values():
    assert read_layer(("conv", 6, 5)) == Conv(O=6, K=5, stride=1, padding=0, groups=1)
    assert read_layer(("pool", 2)) == MaxPool(K=2, stride=None)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (("convolution", 6, 5), "a layer must be a tuple that starts with one of conv, pool, "),
        ("relu", "a layer must be a tuple that starts with one of conv, pool, "),
        ((), "a layer must be a tuple that starts with one of conv, pool, "),
        ((["conv"], 6), "a layer must be a tuple that starts with one of conv, pool, "),
        (("conv", 6), 'the options of a "conv" layer are (O, K, stride, padding, groups), but'),
        (("relu", 1), 'the options of a "relu" layer are (), but it is'),
    ],
)
def test_a_layer_that_cannot_be_read_says_why(written, sentence):
    with pytest.raises(ValueError, match="layer") as error:
        read_layer(written)
    assert str(error.value).startswith(sentence)
    assert repr(written) in str(error.value)


def test_shapes_shrink_as_in_the_lecture():
    sizes = [shape[1] for shape in trace_shapes([("conv", 1, 5)] * 7, (1, 32, 32))]
    assert sizes == [28, 24, 20, 16, 12, 8, 4]


def test_a_trace_holds_each_layer_with_both_shapes():
    steps = trace_layers([("conv", 4, 3), ("flatten",)], (1, 5, 6))
    assert [(s.in_shape, s.out_shape) for s in steps] == [
        ((1, 5, 6), (4, 3, 4)),
        ((4, 3, 4), (48,)),
    ]
    assert trace_shapes([], (1, 5, 6)) == []


@pytest.mark.parametrize(
    ("layers", "in_shape", "sentence"),
    [
        (
            [("conv", 6, 5), ("relu",), ("pool", 2), ("conv", 12, 7)],
            (1, 16, 18),
            "layer 3, ('conv', 12, 7), does not fit its input of shape (6, 6, 7): kernel does not "
            "fit: along spatial axis 0 it reaches over 7 pixels (kernel=7, dilation=1) but the "
            "padded input has 6 (length=6, padding=(0, 0))",
        ),
        (
            [("dense", 10)],
            (1, 8, 8),
            "layer 0, ('dense', 10), does not fit its input of shape (1, 8, 8): a dense layer "
            'needs a vector, so put ("flatten",) before it, but its input has the shape (1, 8, 8)',
        ),
        (
            [("flatten",), ("pool", 2)],
            (1, 8, 8),
            "layer 1, ('pool', 2), does not fit its input of shape (64,): the layer needs images, "
            "(C, W), (C, H, W) or (C, D, H, W), but its input has the shape (64,)",
        ),
        (
            [("conv", 6, 3, 1, 0, 4)],
            (6, 8, 8),
            "layer 0, ('conv', 6, 3, 1, 0, 4), does not fit its input of shape (6, 8, 8): groups "
            "must divide the channels of the input and the filters, but groups=4, C=6, O=6",
        ),
        (
            [("conv", 6, 3, 1.5)],
            (6, 8, 8),
            "layer 0, ('conv', 6, 3, 1.5), does not fit its input of shape (6, 8, 8): stride must "
            "be a whole number of at least 1, but stride=1.5",
        ),
        (
            [("relu",), ("dropout", 1.5)],
            (6, 8, 8),
            "layer 1, ('dropout', 1.5), does not fit its input of shape (6, 8, 8): p must",
        ),
        (
            [("lrn", 4)],
            (6, 8, 8),
            "layer 0, ('lrn', 4), does not fit its input of shape (6, 8, 8): n must be odd, to ",
        ),
        (
            [("flatten",), ("flatten",)],
            (6, 8, 8),
            "layer 1, ('flatten',), does not fit its input of shape (384,): the layer needs images",
        ),
        ([("relu",)], (3, 0, 4), "in_shape[1] must be a whole number of at least 1, but"),
    ],
)
def test_a_layer_that_does_not_fit_is_named(layers, in_shape, sentence):
    with pytest.raises(ValueError, match=r"must|fit") as error:
        trace_shapes(layers, in_shape)
    assert str(error.value).startswith(sentence)
