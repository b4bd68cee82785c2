"""How far an output pixel sees: against the gradient that it really sends back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_ref import Network
from cnn_ref.receptive_fields import receptive_field_of


def seen_by(network, position):
    """First and last input pixel, along each axis, that one output pixel depends on."""
    out, caches = network.forward(np.ones((1, *network.in_shape)))
    dout = np.zeros_like(out)
    dout[(0, 0, *position)] = 1
    dx, _ = network.backward(dout, caches)
    axes = np.nonzero(dx[0].sum(axis=0))
    return [(int(axis.min()), int(axis.max())) for axis in axes]


def traced(layers, in_shape):
    """The receptive field from gradients: positive weights, so that nothing cancels."""
    network = Network(layers, in_shape, rng=np.random.default_rng(0))
    for parameters in network.parameters:
        for value in parameters.values():
            value[...] = 1
    rank = len(in_shape) - 1
    middle = [n // 2 for n in network.steps[-1].out_shape[1:]]
    found = []
    for axis in range(rank):
        here = seen_by(network, middle)[axis]
        there = seen_by(network, [m + (a == axis) for a, m in enumerate(middle)])[axis]
        found.append((here[1] - here[0] + 1, there[0] - here[0]))
    return found


kernels = st.tuples(st.integers(1, 3), st.integers(1, 3))
strides = st.tuples(st.integers(1, 2), st.integers(1, 2))


@st.composite
def networks(draw):
    """A few convolutions and average pools; no stride is larger than its kernel."""
    layers = []
    for _ in range(draw(st.integers(1, 3))):
        kernel = draw(kernels)
        stride = tuple(map(min, draw(strides), kernel))
        layers.append(
            draw(st.sampled_from([("conv", 2, kernel, stride), ("avg_pool", kernel, stride)]))
        )
    return layers


@settings(deadline=None, max_examples=60)
@given(layers=networks())
def test_it_is_as_large_as_the_gradient_says(layers):
    assert receptive_field_of(layers, (1, 60, 61)) == traced(layers, (1, 60, 61))


def test_the_gradient_would_notice_axes_that_are_exchanged():
    layers = [("conv", 2, (3, 2), (2, 1)), ("avg_pool", (2, 3))]
    found = traced(layers, (1, 30, 31))
    assert receptive_field_of(layers, (1, 30, 31)) == found == [(5, 4), (4, 3)]
    assert found[::-1] != found


def test_activations_and_normalisation_do_not_widen_it():
    plain = [("conv", 6, 5), ("pool", 2)]
    layers = [plain[0], ("relu",), ("lrn",), ("dropout", 0.5), plain[1], ("sigmoid",)]
    assert receptive_field_of(layers, (3, 32, 30)) == receptive_field_of(plain, (3, 32, 30))


def test_it_ends_where_the_image_becomes_a_vector():
    layers = [("conv", 6, 5), ("flatten",), ("dense", 10), ("relu",)]
    assert receptive_field_of(layers, (3, 32, 30)) == [(5, 1), (5, 1)]
    assert receptive_field_of([("dense", 10)], (7,)) == []


@pytest.mark.parametrize(
    ("in_shape", "expected"), [((1, 9), [(3, 2)]), ((1, 9, 8, 7), [(3, 2), (3, 2), (3, 2)])]
)
def test_there_is_one_for_each_axis(in_shape, expected):
    assert receptive_field_of([("conv", 1, 3, 2)], in_shape) == expected


def test_a_pool_without_a_stride_moves_by_its_own_size():
    assert receptive_field_of([("pool", (2, 3))], (1, 9, 9)) == [(2, 2), (3, 3)]
    assert receptive_field_of([("pool", (2, 3), 1)], (1, 9, 9)) == [(2, 1), (3, 1)]
