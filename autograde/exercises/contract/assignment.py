"""Assignment 00: the contract. Two exercises."""

from __future__ import annotations

import cnn_ref
from autograde.exercise import Assignment, Exercise

from . import cases, form_mistakes, gradient_cases, gradient_form_mistakes, right

RELATIVE_ERROR = Exercise(
    id="relative_error",
    title="How far apart are two arrays?",
    points=1,
    difficulty=1,
    importance=3,
    minutes=8,
    source="beyond the decks: how gradients are checked",
    hints=(
        "Compare 1 with 2 first, then 1001 with 1002. Both pairs are 1 apart. Which number says "
        "that the second pair is nearer?",
        "Each entry has its own share: the size of the difference, divided by the sum of the two "
        "sizes, or by 1e-8 where that sum is smaller. The answer is the largest share.",
        "Compare the two shapes before you compute anything. np.abs and np.maximum work entry by "
        "entry, np.max makes one number of an array.",
    ),
    reference=cnn_ref.relative_error,
    right=(right.error_loops, right.error_where, right.error_clipped),
    kinds=cases.RELATIVE_ERROR,
    mistakes=form_mistakes.RELATIVE_ERROR,
)

NUMERICAL_GRADIENT = Exercise(
    id="numerical_gradient",
    title="Any gradient, by asking twice",
    points=3,
    difficulty=2,
    importance=3,
    minutes=15,
    source="TU/e deck, back propagation, and how it is checked",
    hints=(
        "Begin with one entry of x. Which two calls of f tell what it does to the outputs?",
        "Move one entry by h to the right, then by h to the left of where it was. The change of "
        "every output, times its entry of dout, adds up to the change of L. Divide by the way "
        "between the two places, and go on to the next entry.",
        "np.ndindex(x.shape) lists all indices, whatever the number of axes. In each turn make two "
        "fresh copies of x that can hold decimals, move one entry in each, and write one number "
        "into an array of decimals that has the shape of x.",
    ),
    reference=cnn_ref.numerical_gradient,
    right=(right.gradient_in_place, right.gradient_by_columns, right.gradient_comprehension),
    kinds=gradient_cases.NUMERICAL_GRADIENT,
    mistakes=gradient_form_mistakes.NUMERICAL_GRADIENT,
)

CONTRACT = Assignment(
    id="00_contract",
    title="The contract",
    purpose="what all exercises promise, and slopes by differences, which check every gradient",
    minutes=40,
    exercises=(RELATIVE_ERROR, NUMERICAL_GRADIENT),
)
