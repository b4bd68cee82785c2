"""What single layers cost: the numbers of the lectures, and counting one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_ref.costs import count_parameters, dense_cost, edge_detection_cost

untimed = settings(deadline=None, max_examples=100)
small = st.integers(1, 5)


# --- the numbers that we teach ----------------------------------------------------------------


def test_edge_detection_costs_what_the_lecture_says():
    cost = edge_detection_cost(280, 320, 1, 2)
    assert cost == (8_003_072_000, 178_640, 2, 16_006_054_680, 267_960)
    assert cost._asdict() == {
        "dense_floats": 8_003_072_000,
        "sparse_floats": 178_640,
        "convolution_floats": 2,
        "dense_operations": 16_006_054_680,
        "convolution_operations": 267_960,
    }


def test_height_and_width_are_not_exchanged():
    assert edge_detection_cost(320, 280, 1, 2) != edge_detection_cost(280, 320, 1, 2)


def test_a_dense_layer_needs_fourteen_million_parameters_where_a_convolution_needs_456():
    assert dense_cost(3, 32, 32, 6, 28, 28) == (14_455_392, 14_450_688)
    assert count_parameters(6, 3, 5, 5) == 456


def test_ten_filters_of_5x5_on_a_colour_image_have_760_parameters():
    assert count_parameters(10, 3, 5, 5) == 760
    assert count_parameters(10, 3, 5, 5, bias=False) == 750


def test_two_groups_halve_the_weights_and_not_the_biases():
    assert count_parameters(256, 96, 5, 5) == 614_656
    assert count_parameters(256, 96, 5, 5, groups=2) == 307_456


# --- against counting one by one --------------------------------------------------------------


@untimed
@given(KH=small, KW=small, more=st.tuples(small, small))
def test_edge_detection_is_what_is_counted_in_the_matrix_itself(KH, KW, more):
    """The oracle builds the matrix of the valid correlation and counts its entries."""
    H, W = KH + more[0] - 1, KW + more[1] - 1
    rows = []
    for i in range(H - KH + 1):
        for j in range(W - KW + 1):
            image = np.zeros((H, W))
            image[i : i + KH, j : j + KW] = 1
            rows.append(image.ravel())
    matrix = np.array(rows)
    products = np.count_nonzero(matrix, axis=1)
    assert edge_detection_cost(H, W, KH, KW) == (
        matrix.size,
        np.count_nonzero(matrix),
        products[0],
        sum(2 * row.size - 1 for row in matrix),
        sum(2 * n - 1 for n in products),
    )


@untimed
@given(sizes=st.tuples(small, small, small, small, small, small))
def test_a_dense_layer_is_what_its_arrays_hold(sizes):
    C, H, W, O, OH, OW = sizes
    w, b = np.zeros((O, OH, OW, C, H, W)), np.zeros((O, OH, OW))
    assert dense_cost(*sizes) == (w.size + b.size, w.size)


@untimed
@given(sizes=st.tuples(small, small, small, small), groups=st.integers(1, 3), bias=st.booleans())
def test_a_convolution_is_what_its_arrays_hold(sizes, groups, bias):
    O, C, KH, KW = sizes
    w = np.zeros((O * groups, C, KH, KW))
    b = np.zeros(O * groups if bias else 0)
    assert count_parameters(O * groups, C * groups, KH, KW, bias, groups) == w.size + b.size


def test_numbers_beyond_int64_and_narrow_integers_do_not_overflow():
    side = np.int16(30_000)
    assert edge_detection_cost(side, side, 1, 1).dense_floats == 30_000**4
    assert type(edge_detection_cost(side, side, 1, 1).dense_floats) is int
    assert dense_cost(*[np.int8(100)] * 6).macs == 10**12
    assert dense_cost(*[10**5] * 6).macs == 10**30
    assert count_parameters(*[np.int16(1000)] * 4, bias=False) == 10**12


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [0, -1, 2.0, True, "3", None])
@pytest.mark.parametrize("place", range(4))
def test_an_argument_that_is_no_whole_number_of_at_least_1_is_named(wrong, place):
    for function, names in (
        (edge_detection_cost, ["H", "W", "KH", "KW"]),
        (count_parameters, ["O", "C", "KH", "KW"]),
        (lambda *sizes: dense_cost(*sizes, 1, 1), ["C", "H", "W", "O"]),
    ):
        arguments = [4, 4, 4, 4]
        arguments[place] = wrong
        with pytest.raises(ValueError, match=rf"^{names[place]} must be a whole number"):
            function(*arguments)


@pytest.mark.parametrize("kernel", [(4, 2), (2, 6)])
def test_a_kernel_larger_than_the_image_is_refused_with_all_sizes(kernel):
    with pytest.raises(ValueError, match=rf"KH={kernel[0]}, KW={kernel[1]} and H=3, W=5"):
        edge_detection_cost(3, 5, *kernel)


@pytest.mark.parametrize(("O", "C"), [(4, 6), (6, 4)])
def test_groups_that_do_not_divide_are_refused_with_all_quantities(O, C):
    with pytest.raises(ValueError, match=rf"groups must divide .* groups=3, C={C}, O={O}"):
        count_parameters(O, C, 2, 2, groups=3)
