"""Assignment 00, in words: the mistakes of numerical_gradient."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .gradient_broken import gradient

broken = Variants(gradient)

_DIFFERENCE = (
    Mistake(
        "one-sided difference, forwards",
        broken(difference="forward"),
        "The difference runs from x to x + h, on one side only. Its error shrinks with h, that of "
        "the central one with h squared.",
        "Work out the slope of x squared at 1 with h = 1, from 1 to 2 and from 0 to 2. "
        "Which is right?",
    ),
    Mistake(
        "one-sided difference, backwards",
        broken(difference="backward"),
        "The difference runs from x - h to x, on one side only. Its error shrinks with h, that of "
        "the central one with h squared.",
        "Work out the slope of x squared at 1 with h = 1, from 0 to 1 and from 0 to 2. "
        "Which is right?",
    ),
    Mistake(
        "divided by h",
        broken(difference="over h"),
        "Every slope is twice too large: from x - h to x + h it is two steps, not one.",
        "How far is it from 3 - h to 3 + h?",
    ),
    Mistake(
        "one step, divided by two",
        broken(difference="forward, over 2h"),
        "Every slope is half of what it should be: one step was made, and divided by two steps.",
        "How far is it from x to x + h, and what do you divide by?",
    ),
    Mistake(
        "two steps to one side",
        broken(difference="double step"),
        "The difference runs from x to x + 2h. Both ends lie on the same side, so the error "
        "shrinks with h only.",
        "Mark x and your two points on a line. Is x in the middle?",
    ),
    Mistake(
        "halved, then multiplied by h",
        broken(difference="over 2, times h"),
        "Python works from left to right: `/ 2 * h` divides by 2 and then multiplies by h.",
        "Compare 8 / 2 * 4 with 8 / (2 * 4).",
    ),
    Mistake(
        "divided by 2 only",
        broken(difference="over 2"),
        "The difference was halved, but not divided by h.",
        "Halve h on paper. Should a slope become half as large?",
    ),
    Mistake(
        "not divided",
        broken(difference="not divided"),
        "This is the difference itself. A slope is a difference divided by the way.",
        "Halve h on paper. Should a slope become half as large?",
    ),
    Mistake(
        "sign reversed",
        broken(difference="reversed"),
        "Every sign is the opposite: left was taken minus right.",
        "Which slope has f(x) = x: 1 or -1? Which of its two values do you subtract?",
    ),
    Mistake(
        "signs of the slopes lost",
        broken(difference="abs"),
        "An absolute value was taken. A falling function has a negative slope.",
        "Which slope has f(x) = -x: 1 or -1?",
    ),
    Mistake(
        "second difference",
        broken(difference="second"),
        "f(x + h) - 2 f(x) + f(x - h) over h squared measures how a curve bends. The slope is "
        "asked for.",
        "Which slope has f(x) = 5x, and which number does your formula give?",
    ),
    Mistake(
        "sum for difference",
        broken(difference="mean"),
        "The two values were added. A slope compares them.",
        "Which slope has a function that is always 1?",
    ),
    Mistake(
        "half a step to each side",
        broken(difference="half steps"),
        "The entry was moved by h / 2 to each side and divided by h. That is a central difference "
        "as well, with a smaller step; here each side takes a whole h.",
        "With h = 0.5 at x = 1: which two points does the formula ask for?",
        convention=True,
    ),
    Mistake(
        "a step of its own",
        broken(difference="fixed step"),
        "The argument h is not used: the step is fixed in the code. The estimate for the h that "
        "was asked for has its own error, and that should show.",
        "Call your function with h = 1e-5 and with h = 0.5. Is there a difference?",
    ),
)

_WEIGHTS = (
    Mistake(
        "dout ignored",
        broken(weights="ignored"),
        "The outputs were added as they are. Each counts as much as its entry of dout says.",
        "Double dout on paper. Should dx stay the same?",
    ),
    Mistake(
        "mean for sum",
        broken(weights="mean"),
        "The weighted outputs were averaged. L is their sum.",
        "Write L for two outputs on paper. Is there a 2 to divide by?",
    ),
    Mistake(
        "only the own output",
        broken(weights="own output"),
        "For each entry of x only the output at the same place was looked at. An entry may change "
        "every output, and all these changes count.",
        "Take y = (a b, a + b) on paper. Which outputs change when a moves?",
    ),
    Mistake(
        "weight of the own place",
        broken(weights="own weight"),
        "All changes were added up and then multiplied by the one entry of dout at x's place. "
        "Each output has its own weight, before they are added.",
        "Take two outputs with dout = (1, 0) on paper. Does the second one count?",
    ),
    Mistake(
        "sums multiplied",
        broken(weights="sum of weights"),
        "The changes and dout were each added up, then multiplied. First multiply entry by entry, "
        "then add.",
        "Work out the changes 5, 3 with dout = 1, -1. Is it 2 or 0?",
    ),
    Mistake(
        "only the last output",
        broken(weights="last output"),
        "Each output replaced the one before it, so only the last one counts. They are added.",
        "Compare `=` with `+=` inside a loop over the outputs.",
    ),
    Mistake(
        "only the largest output",
        broken(weights="largest output"),
        "Of the weighted changes the largest was kept. They are added.",
        "Work out the changes 1, 2 with dout = 1, 1. Is it 3 or 2?",
    ),
    Mistake(
        "outputs not added",
        broken(weights="not added"),
        "One entry of dx cannot hold a whole array: the weighted changes of all outputs have not "
        "been added, so NumPy raises ValueError.",
        "Print the shape of what you write into one entry. Which function makes it one number?",
    ),
    Mistake(
        "matrix product with dout",
        broken(weights="matrix product"),
        "Changes and dout were multiplied as matrices (@ or np.dot). That adds up to one number "
        "for arrays of one axis only. Here entries meet entry by entry.",
        "Compare A * B with A @ B for two arrays of shape (2, 3).",
    ),
    Mistake(
        "divided by dout",
        broken(weights="divided"),
        "The changes were divided by dout. It says how much each output counts, so multiply.",
        "Take an output with dout = 0 on paper. How much does it count?",
    ),
    Mistake(
        "dout changed",
        broken(weights="into dout"),
        "`dout *= ...` writes into dout itself. The next entry then meets other weights, and so "
        "does whoever called the function.",
        "Print dout before and after a call. Then compare `dout *= a` with `dout * a`.",
    ),
)

GRADIENT_VALUES = (*_DIFFERENCE, *_WEIGHTS)
