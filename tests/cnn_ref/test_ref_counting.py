"""Parameters, multiply-accumulates and neurons, against loops that count them one by one."""

from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnn_ref.counting import layer_macs, layer_parameters, profile_array, summarise
from cnn_ref.receptive_fields import receptive_field_of

untimed = settings(deadline=None, max_examples=100)


def macs_one_by_one(in_shape, O, kernel, stride, padding, groups):
    """Slide, and count each product."""
    C, *size = in_shape
    count = 0
    for _ in range(O):
        starts = [
            range(0, n + 2 * padding - k + 1, s)
            for n, k, s in zip(size, kernel, stride, strict=True)
        ]
        for _ in product(*starts):
            for _ in range(C // groups):
                for _ in product(*map(range, kernel)):
                    count += 1
    return count


@st.composite
def convolutions(draw):
    """An input's shape and the options of a convolution that fits it, in 1-D to 3-D."""
    rank = draw(st.integers(1, 3))
    groups = draw(st.integers(1, 2))
    padding = draw(st.integers(0, 1))
    kernel = draw(st.tuples(*[st.integers(1, 3)] * rank))
    stride = draw(st.tuples(*[st.integers(1, 3)] * rank))
    size = [k + draw(st.integers(0, 3)) for k in kernel]
    channels = groups * draw(st.integers(1, 2))
    O = groups * draw(st.integers(1, 2))
    return (channels, *size), O, kernel, stride, padding, groups


# --- one layer --------------------------------------------------------------------------------


@untimed
@given(case=convolutions())
def test_the_macs_of_a_convolution_are_those_of_the_loops(case):
    in_shape, *options = case
    assert layer_macs(("conv", *options), in_shape) == macs_one_by_one(*case)


@untimed
@given(case=convolutions())
def test_the_parameters_of_a_convolution_are_those_of_its_arrays(case):
    (C, *_), O, kernel, _, _, groups = case
    w, b = np.zeros((groups, O // groups, C // groups, *kernel)), np.zeros(O)
    assert layer_parameters(("conv", *case[1:]), case[0]) == w.size + b.size


def test_the_loops_would_notice_a_stride_or_groups_that_are_forgotten():
    case = (4, 9, 7), 6, (3, 2), (2, 3), 1, 2
    assert layer_macs(("conv", *case[1:]), case[0]) == macs_one_by_one(*case)
    assert layer_macs(("conv", 6, (3, 2), 1, 1, 2), case[0]) != macs_one_by_one(*case)
    assert layer_macs(("conv", 6, (3, 2), (2, 3), 1, 1), case[0]) != macs_one_by_one(*case)


def test_a_dense_layer_multiplies_once_per_weight():
    assert layer_macs(("dense", 10), (84,)) == 840
    assert layer_parameters(("dense", 10), (84,)) == 850


@pytest.mark.parametrize(
    "layer",
    [
        ("pool", 2),
        ("avg_pool", 2),
        ("relu",),
        ("sigmoid",),
        ("flatten",),
        ("dropout", 0.5),
        ("lrn",),
    ],
)
def test_other_layers_are_free(layer):
    assert layer_macs(layer, (6, 8, 5)) == 0
    assert layer_parameters(layer, (6, 8, 5)) == 0


@pytest.mark.parametrize("count", [layer_macs, layer_parameters])
@pytest.mark.parametrize(
    ("layer", "in_shape", "words"),
    [
        (("conv", 6, 5), (3, 4, 9), "kernel does not fit"),
        (("pool", 5), (3, 9, 4), "kernel does not fit"),
        (("dense", 10), (3, 4, 4), "put .* before it"),
        (("conv", 6, 3, 1, 0, 2), (3, 4, 4), "groups must divide"),
        (("kernel", 6), (3, 4, 4), "must be a tuple that starts with"),
        (("conv", 6, 3, 1.5), (3, 4, 4), "stride must be a whole number"),
        (("relu",), (3, 0, 4), "must be a whole number of at least 1"),
    ],
)
def test_a_layer_that_does_not_fit_is_refused(count, layer, in_shape, words):
    with pytest.raises(ValueError, match=words):
        count(layer, in_shape)


# --- a network --------------------------------------------------------------------------------

LAYERS = [("conv", 4, (3, 2), 2, 1), ("relu",), ("pool", (2, 1)), ("flatten",), ("dense", 3)]


def test_the_array_holds_what_was_worked_out_by_hand():
    """9x6 with padding is 11x8: 5x4 windows; 2x4 after the pool; 32 numbers, 3 outputs."""
    counts = profile_array(LAYERS, (2, 9, 6))
    assert counts.dtype == np.int64
    assert_array_equal(
        counts, [[52, 960, 80], [0, 0, 80], [0, 0, 32], [0, 0, 32], [3 * 33, 3 * 32, 3]]
    )


def test_an_empty_network_has_an_array_without_rows():
    assert profile_array([], (2, 9, 6)).shape == (0, 3)
    assert summarise([], (2, 9, 6)) == (0, 0, 0)


def test_neurons_are_the_outputs_of_convolutions_and_dense_layers_alone():
    counts = profile_array(LAYERS, (2, 9, 6))
    assert summarise(LAYERS, (2, 9, 6)) == (52 + 99, 80 + 3, 960 + 96)
    assert summarise(LAYERS, (2, 9, 6)).neurons != counts[:, 2].sum()


def test_layers_may_come_from_a_generator():
    assert summarise((layer for layer in LAYERS), (2, 9, 6)) == summarise(LAYERS, (2, 9, 6))


@pytest.mark.parametrize("count", [profile_array, summarise, receptive_field_of])
def test_the_layer_that_does_not_fit_is_named(count):
    layers = [("conv", 6, 5), ("pool", 2), ("conv", 12, 5), ("conv", 12, 5)]
    with pytest.raises(ValueError, match=r"layer 3, \('conv', 12, 5\).*\(12, 3, 4\)"):
        count(layers, (1, 18, 20))


# --- shrinking volumes ------------------------------------------------------------------------


def test_5x5_convolutions_shrink_32_pixels_to_4_and_then_do_not_fit():
    """Each has 6 filters, so each output holds 6 * size * size numbers."""
    layers = [("conv", 6, 5)] * 7
    elements = profile_array(layers, (3, 32, 32))[:, 2]
    assert_array_equal(elements, [6 * n * n for n in (28, 24, 20, 16, 12, 8, 4)])
    with pytest.raises(ValueError, match="layer 7"):
        profile_array([*layers, ("conv", 6, 5)], (3, 32, 32))


def test_28x28x6_from_a_colour_image_takes_456_parameters():
    assert_array_equal(
        profile_array([("conv", 6, 5)], (3, 32, 32)), [[456, 6 * 28 * 28 * 75, 28 * 28 * 6]]
    )
    dense = profile_array([("flatten",), ("dense", 28 * 28 * 6)], (3, 32, 32))
    assert_array_equal(dense[1], [14_455_392, 14_450_688, prod((28, 28, 6))])
