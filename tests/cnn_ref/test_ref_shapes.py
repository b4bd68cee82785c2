"""What `output_size` and `receptive_field` promise, against counting and tracing by hand."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_ref import output_size, receptive_field

untimed = settings(deadline=None, max_examples=300)


# --- output_size: the numbers that we teach ---------------------------------------------------


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [
        (7, 3, 1, 0, 5),
        (7, 3, 2, 0, 3),
        (7, 3, 1, 1, 7),
        (32, 5, 1, 2, 32),
        (32, 5, 1, 0, 28),
        (227, 11, 4, 0, 55),
        (223, 11, 4, 0, 54),
        (3, 2, 1, 0, 2),
        (4, 2, 2, 0, 2),
        (256, 5, 1, 2, 256),
    ],
)
def test_the_worked_sizes_come_out(size, kernel, stride, padding, expected):
    assert output_size(size, kernel, stride, padding) == expected


def test_5x5_filters_without_padding_shrink_an_image_to_4_pixels_and_then_no_more():
    sizes = [32]
    while sizes[-1] > 4:
        sizes.append(output_size(sizes[-1], 5))
    assert sizes == [32, 28, 24, 20, 16, 12, 8, 4]
    with pytest.raises(ValueError, match="kernel does not fit"):
        output_size(4, 5)


def test_the_6_12_12_network_does_not_fit_without_padding():
    assert output_size(28, 5) == 24
    assert output_size(24, 2, stride=2) == 12
    assert output_size(12, 5) == 8
    assert output_size(8, 2, stride=2) == 4
    with pytest.raises(ValueError, match="kernel does not fit"):
        output_size(4, 5)


@pytest.mark.parametrize(("kernel", "padding"), [(1, 0), (3, 1), (5, 2), (7, 3)])
def test_half_the_kernel_as_padding_keeps_the_size_of_odd_kernels(kernel, padding):
    assert all(output_size(size, kernel, padding=padding) == size for size in range(1, 12))


@pytest.mark.parametrize("kernel", [2, 4, 6])
def test_no_padding_keeps_the_size_of_even_kernels(kernel):
    assert all(output_size(9, kernel, padding=padding) != 9 for padding in range(9))


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding"),
    [(7, 3, 3, 0), (224, 11, 4, 0), (256, 5, 2, 2)],
    ids=["7 by 3 in steps of 3", "AlexNet on 224", "256 to 128.5"],
)
def test_a_stride_that_leaves_pixels_over_is_refused(size, kernel, stride, padding):
    with pytest.raises(ValueError, match="stride does not fit evenly"):
        output_size(size, kernel, stride, padding)


@pytest.mark.parametrize("padding", range(12))
def test_224_pixels_fit_alexnets_first_layer_under_no_symmetric_padding(padding):
    with pytest.raises(ValueError, match="stride does not fit evenly"):
        output_size(224, 11, 4, padding)


# --- output_size: counting --------------------------------------------------------------------


def count_positions(size, kernel, stride, padding, dilation):
    """Walk over the padded axis; None if the kernel never fits or the last pixel is never met."""
    padded = size + 2 * padding
    last_taps = []
    for start in itertools.count(0, stride):
        taps = [start + dilation * tap for tap in range(kernel)]
        if taps[-1] >= padded:
            break
        last_taps.append(taps[-1])
    return len(last_taps) if last_taps and last_taps[-1] == padded - 1 else None


def check_against_counting(function, size, kernel, stride, padding, dilation):
    expected = count_positions(size, kernel, stride, padding, dilation)
    try:
        got = function(size, kernel, stride, padding, dilation)
    except ValueError:
        got = None
    assert got == expected


@untimed
@given(
    st.integers(1, 20), st.integers(1, 8), st.integers(1, 5), st.integers(0, 5), st.integers(1, 4)
)
def test_the_size_is_the_number_of_positions(size, kernel, stride, padding, dilation):
    check_against_counting(output_size, size, kernel, stride, padding, dilation)


def floored(size, kernel, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1


def padding_counted_once(size, kernel, stride, padding, dilation):
    return output_size(size + padding, kernel, stride, 0, dilation)


def dilation_times_kernel(size, kernel, stride, padding, dilation):
    return output_size(size, dilation * kernel, stride, padding)


def one_too_few(size, kernel, stride, padding, dilation):
    return output_size(size, kernel, stride, padding, dilation) - 1


def stride_ignored(size, kernel, stride, padding, dilation):
    return output_size(size, kernel, 1, padding, dilation)


@pytest.mark.parametrize(
    ("wrong", "arguments"),
    [
        (floored, (8, 3, 2, 1, 1)),
        (floored, (3, 5, 1, 0, 1)),
        (padding_counted_once, (7, 3, 1, 1, 1)),
        (dilation_times_kernel, (9, 3, 1, 0, 2)),
        (one_too_few, (7, 3, 2, 0, 1)),
        (stride_ignored, (7, 3, 2, 0, 1)),
    ],
)
def test_the_counting_check_refuses_a_wrong_formula(wrong, arguments):
    check_against_counting(output_size, *arguments)
    with pytest.raises(AssertionError):
        check_against_counting(wrong, *arguments)


# --- output_size: messages and arguments ------------------------------------------------------


def test_a_kernel_that_does_not_fit_names_the_rule_and_every_quantity():
    with pytest.raises(ValueError, match="kernel does not fit") as error:
        output_size(4, 3, dilation=3)
    assert str(error.value) == (
        "kernel does not fit: it reaches over 7 pixels (kernel=3, dilation=3) "
        "but the padded input has 4 (size=4, padding=0)"
    )


def test_a_stride_that_does_not_fit_names_the_rule_and_every_quantity():
    with pytest.raises(ValueError, match="stride does not fit evenly") as error:
        output_size(9, 2, stride=3, padding=1, dilation=3)
    assert str(error.value) == (
        "stride does not fit evenly: the kernel can move by 7 pixels "
        "(size=9, padding=1, kernel=2, dilation=3), which is no multiple of stride=3"
    )


DEFAULTS = {"size": 9, "kernel": 3, "stride": 2, "padding": 1, "dilation": 1}
LEAST = {"size": 1, "kernel": 1, "stride": 1, "padding": 0, "dilation": 1}


@pytest.mark.parametrize("name", DEFAULTS)
@pytest.mark.parametrize("value", [-1, 1.0, 2.5, "3", None, True, np.True_, np.float64(3), (3, 3)])
def test_what_is_not_a_whole_number_in_range_is_refused_by_name(name, value):
    assert output_size(**DEFAULTS) == 5
    with pytest.raises(ValueError, match=f"^{name} must be a whole number") as error:
        output_size(**DEFAULTS | {name: value})
    least = LEAST[name]
    assert str(error.value) == (
        f"{name} must be a whole number of at least {least}, but {name}={value!r}"
    )


@pytest.mark.parametrize("name", ["size", "kernel", "stride", "dilation"])
def test_zero_is_out_of_range_for_everything_but_padding(name):
    with pytest.raises(ValueError, match=f"^{name} must be a whole number of at least 1"):
        output_size(**DEFAULTS | {name: 0})
    assert output_size(9, 3, 2, padding=0) == 4


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.uint64])
def test_numpy_integers_count_without_overflow_and_give_a_python_int(dtype):
    out = output_size(dtype(120), dtype(1), dtype(1), dtype(120), dtype(1))
    assert out == 360
    assert type(out) is int


# --- receptive_field --------------------------------------------------------------------------

ALEXNET = [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)]
CANZIANI_THIRD = [(5, 2), (5, 1), (2, 2), (5, 1), (2, 2)]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], (1, 1)),
        ([(3, 1)], (3, 1)),
        ([(3, 1), (3, 1)], (5, 1)),
        ([(1, 1)] * 4, (1, 1)),
        ([(3, 2), (3, 1)], (7, 2)),
        ([(3, 1), (3, 2)], (5, 2)),
        (CANZIANI_THIRD, (35, 8)),
        (ALEXNET, (195, 32)),
    ],
)
def test_the_worked_receptive_fields_come_out(layers, expected):
    assert receptive_field(layers) == expected


def trace_dependencies(layers):
    """Follow, from layer to layer, which inputs each unit depends on; then measure two outputs."""
    length = 2
    for kernel, stride in reversed(layers):
        length = (length - 1) * stride + kernel
    seen = [{index} for index in range(length)]
    for kernel, stride in layers:
        starts = range(0, len(seen) - kernel + 1, stride)
        seen = [set().union(*seen[start : start + kernel]) for start in starts]
    first, second = seen
    return max(first) - min(first) + 1, min(second) - min(first)


def check_against_tracing(function, layers):
    assert function(layers) == trace_dependencies(layers)


@untimed
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), max_size=5))
def test_the_receptive_field_is_what_tracing_every_dependency_finds(layers):
    check_against_tracing(receptive_field, layers)


def jump_updated_first(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        jump *= stride
        size += (kernel - 1) * jump
    return size, jump


def strides_ignored(layers):
    return 1 + sum(kernel - 1 for kernel, _ in layers), 1


def layers_reversed(layers):
    return receptive_field(layers[::-1])


def strides_added(layers):
    size, jump = 1, 1
    for kernel, stride in layers:
        size += (kernel - 1) * jump
        jump += stride
    return size, jump


@pytest.mark.parametrize(
    "wrong", [jump_updated_first, strides_ignored, layers_reversed, strides_added]
)
def test_the_tracing_check_refuses_a_wrong_recurrence(wrong):
    layers = [(3, 2), (4, 3), (2, 1)]
    check_against_tracing(receptive_field, layers)
    with pytest.raises(AssertionError):
        check_against_tracing(wrong, layers)


def test_a_receptive_field_is_a_pair_of_python_ints_even_from_narrow_numpy_integers():
    size, jump = receptive_field(np.full((5, 2), 4, np.int8))
    assert (size, jump) == (1024, 1024)
    assert type(size) is type(jump) is int


def test_layers_may_come_from_a_generator_and_stay_as_they_are():
    layers = [[3, 2], [3, 1]]
    assert receptive_field(tuple(layer) for layer in layers) == receptive_field(layers) == (7, 2)
    assert layers == [[3, 2], [3, 1]]


@pytest.mark.parametrize("layer", [(3,), (3, 1, 1), 3, None])
def test_a_layer_that_is_no_pair_is_refused_with_its_place(layer):
    with pytest.raises(ValueError, match="a layer must be a pair") as error:
        receptive_field([(3, 1), layer])
    assert str(error.value) == (f"a layer must be a pair (kernel, stride), but layers[1]={layer!r}")


@pytest.mark.parametrize(
    ("layer", "name"),
    [
        ((0, 1), "kernel"),
        ((3, 0), "stride"),
        ((3.0, 1), "kernel"),
        ((3, True), "stride"),
        ("31", "kernel"),
    ],
)
def test_a_number_out_of_range_is_refused_with_its_place(layer, name):
    with pytest.raises(
        ValueError, match=rf"^layers\[1\] {name} must be a whole number of at least 1"
    ):
        receptive_field([(3, 1), layer])
