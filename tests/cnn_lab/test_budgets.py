"""Work budgets: lines that grow with the input are noticed, and nothing else is."""

import sys

import numpy as np
import pytest

from cnn_lab.budgets import Budget, advice, lines_of
from cnn_lab.cases import Call, Case, Result


def case(size):
    return Case("", "", (Call("double", (np.ones((size, size + 1)),)),), (Result(0),))


BUDGET = Budget(case(4), case(8), "the image doubled", "a loop over pixels")


def whole(image):
    return image * 2


def by_pixels(image):
    out = np.zeros(image.shape)
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            out[i, j] = 2 * image[i, j]
    return out


def by_rows(image):
    return np.array([2 * row for row in image])


def with_a_constant_loop(image):
    out = np.zeros(image.shape)
    for _ in range(20):
        out = 2 * image
    return out


def test_a_loop_over_pixels_is_noticed_with_its_counts():
    small, large = (
        lines_of(case(4), {"double": by_pixels}),
        lines_of(case(8), {"double": by_pixels}),
    )
    assert 40 < small < large / 3
    assert advice(BUDGET, {"double": by_pixels}) == (
        f"your line count grew from {small} to {large} when the image doubled: "
        "a loop over pixels is left."
    )


def test_a_loop_in_another_function_of_the_students_is_said_to_be_there():
    def double(image):
        return by_pixels(image)

    assert advice(BUDGET, {"double": double}).endswith("a loop over pixels is left, in by_pixels.")


@pytest.mark.parametrize("answer", [whole, with_a_constant_loop])
def test_whole_array_operations_and_loops_that_do_not_grow_are_fine(answer):
    assert advice(BUDGET, {"double": answer}) == ""


def test_lines_of_libraries_are_not_counted():
    def through_numpy(image):
        return np.apply_along_axis(np.sort, 0, np.pad(image, 1))

    assert lines_of(case(4), {"double": through_numpy}) == 1


def test_nothing_is_measured_under_a_debugger_whose_trace_stays():
    def trace(frame, event, argument):
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        assert advice(BUDGET, {"double": by_pixels}) == ""
        assert sys.gettrace() is trace
    finally:
        sys.settrace(before)


def test_an_answer_that_raises_leaves_no_trace_behind():
    def broken(image):
        raise ValueError

    before = sys.gettrace()
    advice(BUDGET, {"double": broken})
    assert sys.gettrace() is before
