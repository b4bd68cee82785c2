"""Assignment 07: the questions that a person grades."""

from __future__ import annotations

from autograde.exercise import Written

SHIFT_BY_TWO = Written(
    id="shift_by_two",
    title="Spot the bug: shifted by two",
    points=2,
    minutes=6,
    source="Bonn deck, pooling",
    rubric=(
        "1 point: refutes the sentence with numbers: an input, the input shifted by two, and both "
        "outputs of 2 max pooling, which differ. With the signal of the text, (0, 9, 0, 0, 5, 0) "
        "becomes (0, 0, 9, 0, 0, 5). An own example will do if both outputs are right.",
        "1 point: a corrected sentence: a shift by two (the stride) shifts the output by one, "
        "which is equivariance and not invariance. Or: the output stays the same only as long as "
        "every maximum stays in its window, which small shifts may do and a shift by two cannot "
        "(unless the signal repeats). Either of the two earns the point.",
    ),
    full=(
        "x = 0 0 9 0 0 0 0 0 5 0 0 0 pools to 0 9 0 0 5 0. Shifted by two to the right it is "
        "0 0 0 0 9 0 0 0 0 0 5 0 and pools to 0 0 9 0 0 5. That is not the same: everything has "
        "moved by one place. Corrected: if the input is shifted by two pixels, the output of 2 "
        "max pooling with stride 2 is shifted by one. What may leave the output as it is, is a "
        "shift by one, if the maxima stay in their windows: here to the right, but not to the left."
    ),
    half=(
        "x = 0 0 9 0 pools to 0 9. Shifted by two to the left it is 9 0 0 0 and pools to 9 0. So "
        "the sentence is wrong."
    ),
    none=(
        "The sentence is right, because the maximum of a window does not depend on where in the "
        "window it is. That is why pooling makes networks invariant."
    ),
)

POOL_TIES = Written(
    id="pool_ties",
    title="Spot the bug: two winners",
    points=3,
    minutes=10,
    source="TU/e deck, backpropagation of max pooling",
    rubric=(
        "1 point: part 1: by the formula both tied pixels get 1, so the weights are (1, 1, 0, 0) "
        "and add to 2.",
        "1 point: part 2: both numbers for one such move, and that they differ: with both 3s "
        "raised by 0.1 the maximum moves by 0.1, where the formula predicts 0.2; lowered, -0.1 "
        "and -0.2. Moving a single 3 does not count: that shows the kink, which no weights can "
        "mend.",
        "1 point: part 3: a rule whose weights are not negative, are 0 off the maxima and add to "
        "1, such as 1 for the first maximum and 0 for all others, or 1/m for each of m tied "
        "maxima; and the reason why the sum must be 1: all pixels moved by t move the maximum by "
        "t. Half a point for the rule without a reason.",
    ),
    full=(
        "1. Both 3s are equal to the maximum, so the formula gives the weights 1, 1, 0, 0. Their "
        "sum is 2. 2. Raise both 3s by 0.1: the window is 3.1, 3.1, 1, 0 and the maximum 3.1, so "
        "it has moved by 0.1. The formula predicts 1*0.1 + 1*0.1 = 0.2. 3. The weight is 1 for "
        "one of the tied maxima, say the first, and 0 for all other pixels. Any weights would do "
        "that are not negative, lie on the maxima and have the sum 1, such as 1/2 each. The sum "
        "must be 1, because if all pixels move by t then the maximum moves by exactly t, and the "
        "weights predict t times their sum."
    ),
    half=(
        "The formula gives 1 to both 3s, so the weights add to 2 and the gradient is doubled. It "
        "should be given to only one of them."
    ),
    none="The formula is right: both are the maximum, so both have the derivative 1.",
)
