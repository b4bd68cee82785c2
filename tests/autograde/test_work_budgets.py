"""Work budgets of real exercises: advice for loops, none without, and no points lost."""

import pytest

from autograde.exercises.layer_forward import right
from autograde.registry import ASSIGNMENTS
from cnn_lab.report import page, text
from cnn_lab.running import run
from cnn_lab.sheets import recorded_assignments

SHEET = recorded_assignments()["04_layer_forward"].sheet("conv_forward_windows")


def as_students(answer):
    """The answer in a function whose own source imports nothing."""

    def conv_forward_windows(*args, answer=answer):
        return answer(*args)

    return conv_forward_windows


def test_loops_are_right_and_get_advice():
    done = run(SHEET, as_students(right.by_windows), {})
    assert (done.verdict.status, done.verdict.score) == ("passed", SHEET.points)
    assert done.advice.startswith("your line count grew from ")
    assert done.advice.endswith(
        " when height and width doubled: a loop over pixels is left, in by_windows."
    )
    said = text.page(page.of_verdict(SHEET, done.verdict, advice=done.advice))
    assert f"Advice: {done.advice}" in said


@pytest.mark.parametrize("answer", [right.by_tensordot, right.by_strides, right.by_shifts])
def test_whole_array_operations_get_none(answer):
    done = run(SHEET, as_students(answer), {})
    assert (done.verdict.status, done.advice) == ("passed", "")


def test_a_wrong_answer_gets_its_mistake_and_no_advice():
    done = run(SHEET, as_students(lambda *args: 2 * right.by_windows(*args)), {})
    assert (done.verdict.status, done.advice) == ("failed", "")


def test_the_budgets_that_there_are():
    found = [e.id for one in ASSIGNMENTS.values() for e in one.exercises if e.budget is not None]
    assert found == [
        "conv_forward_windows",
        "im2col",
        "col2im",
        "conv_forward_im2col",
        "fft_correlate",
    ]
