"""Assignment 00, in words: the mistakes of relative_error."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import error

broken = Variants(error)

_ENTRY = (
    Mistake(
        "not divided",
        broken(bottom="none"),
        "This is the largest absolute difference. Nothing was divided, so it says nothing about "
        "how large the numbers are.",
        "Compare 1 with 2, then 1001 with 1002. Which pair is nearer, for its size?",
    ),
    Mistake(
        "difference without absolute value",
        broken(top="signed"),
        "Where a is smaller than b the difference is negative, so the maximum never sees it.",
        "Try a = 1, b = 3, then exchange them. Does the error change?",
    ),
    Mistake(
        "difference of the sizes",
        broken(top="sizes"),
        "Absolute values were taken before the difference, so 2 and -2 seem to agree.",
        "How far apart are 2 and -2 on a ruler: 0 or 4?",
    ),
    Mistake(
        "difference squared",
        broken(top="squared"),
        "The difference was squared. The plain distance is asked for, so that the share has no "
        "units.",
        "Double both a and b on paper. Does your share stay the same?",
    ),
    Mistake(
        "sum for the difference",
        broken(top="sum"),
        "The numerator adds a and b, so equal arrays have the error 1.",
        "Try two equal arrays. Which error should they have?",
    ),
    Mistake(
        "denominator without absolute values",
        broken(bottom="signed"),
        "The denominator is a + b. It is negative for negative entries, and then the small floor "
        "takes its place.",
        "Work out a = -2, b = -2.5 on paper. What is the denominator?",
    ),
    Mistake(
        "absolute value of the sum",
        broken(bottom="abs of sum"),
        "The denominator is the size of a + b, in which opposite signs cancel. Take each size "
        "first, then add.",
        "Work out the denominator of a = 2, b = -1 on paper. Is it 3 or 1?",
    ),
    Mistake(
        "divided by the larger of the two",
        broken(bottom="max"),
        "This divides by the larger size. Other courses define relative error like this, and it "
        "runs from 0 to 2; here both sizes are added, and it runs from 0 to 1.",
        "Work out a = 1, b = 3 on paper. Is the denominator 3 or 4?",
        convention=True,
    ),
    Mistake(
        "divided by the first one",
        broken(bottom="first"),
        "This divides by the size of a alone. Here neither array counts as the true one, so the "
        "sizes of both are added.",
        "Exchange the two arrays. Does your error change?",
        convention=True,
    ),
    Mistake(
        "divided by the second one",
        broken(bottom="second"),
        "This divides by the size of b alone, as np.allclose does. Here neither array counts as "
        "the true one, so the sizes of both are added.",
        "Exchange the two arrays. Does your error change?",
        convention=True,
    ),
    Mistake(
        "divided by the mean of the two",
        broken(top="doubled"),
        "Every share is twice as large: the denominator is the mean of the two sizes. Others "
        "define it like this; here it is their sum.",
        "Which error should 1 and -1 have, if 1 is the largest one there is?",
        convention=True,
    ),
    Mistake(
        "divided by the product",
        broken(bottom="product"),
        "The denominator multiplies the two sizes. They are added.",
        "Double both a and b on paper. Does your share stay the same?",
    ),
)

_FLOOR = (
    Mistake(
        "nothing for 0 against 0",
        broken(floor="none"),
        "Where both entries are zero this divides 0 by 0, which is NaN, and NaN wins every "
        "maximum.",
        "Two zeros agree. What keeps the denominator away from 0 in the formula?",
    ),
    Mistake(
        "1e-8 added for a maximum",
        broken(floor="added"),
        "1e-8 was added to every denominator. Others do it like this. Here it only takes the place "
        "of denominators that are smaller.",
        "Which denominator do two entries of 4e-9 have: 1e-8 or 1.8e-8?",
        convention=True,
    ),
    Mistake(
        "minimum for maximum in the denominator",
        broken(floor="min"),
        "The denominator is never above 1e-8, so every error is huge. It should never be below.",
        "Which of 1e-8 and 5 should 2 be divided by?",
    ),
    Mistake(
        "a larger floor",
        broken(floor="large"),
        "The floor is larger than 1e-8: small numbers that differ pass unseen.",
        "Count the zeros: which of 0.001 and 0.00000001 is 1e-8?",
    ),
    Mistake(
        "a smaller floor",
        broken(floor="small"),
        "The floor is smaller than 1e-8: rounding in numbers near zero looks like a large error.",
        "Look up the exponent in the formula and in your code.",
    ),
    Mistake(
        "Python's max for the floor",
        broken(floor="python"),
        "Python's own `max` compares whole arrays and cannot say which is larger, so it raises "
        "ValueError. NumPy has a function that takes the larger of two, entry by entry.",
        "Run max(1, np.array([0, 2])), read the message, then look up np.maximum.",
    ),
    Mistake(
        "np.max for the floor",
        broken(floor="numpy"),
        "np.max takes one array; its second argument is an axis. np.maximum takes the larger of "
        "two things, entry by entry.",
        "Compare np.max(np.array([0, 2])) with np.maximum(1, np.array([0, 2])).",
    ),
)

_TAKEN = (
    Mistake(
        "mean for the largest",
        broken(taken="mean"),
        "The shares were averaged. A single wrong entry among thousands would hide in a mean.",
        "Which one number says that no entry is further off than this?",
    ),
    Mistake(
        "sum for the largest",
        broken(taken="sum"),
        "The shares were added up, so the error grows with the size of the arrays.",
        "Repeat every entry of both arrays twice. Should the error change?",
    ),
    Mistake(
        "smallest for the largest",
        broken(taken="min"),
        "This is the best entry. The worst one is asked for.",
        "Try [1, 2] against [1, 6]: does your error notice the 6?",
    ),
    Mistake(
        "last entry only",
        broken(taken="last"),
        "Only the last entry was looked at: each share replaced the one before it.",
        "Try [1, 2] against [3, 2]: does your error notice the 3?",
    ),
    Mistake(
        "one share for each entry",
        broken(taken="none"),
        "The result is an array with a share for each entry. One number is asked for, the largest.",
        "Look at the last line of the formula: what is taken over all entries?",
    ),
    Mistake(
        "largest of each column",
        broken(taken="first axis"),
        "The maximum runs along one axis only, so the others are still there.",
        "Compare np.max(x, axis=0) with np.max(x) for an array of shape (2, 3).",
    ),
    Mistake(
        "Python's max for the largest",
        broken(taken="python"),
        "Python's own `max` goes through rows, and cannot say which of two rows is larger, so it "
        "raises ValueError. It works for one axis only.",
        "Compare max(x) with np.max(x) for x = np.ones((2, 2)).",
    ),
    Mistake(
        "norm of the difference",
        broken(taken="norms"),
        "This is the length of a - b over the sum of both lengths. Other courses check gradients "
        "like this; here every entry has its own share, so that one bad entry among many is seen.",
        "Try [1000, 1] against [1000, 3]. Which error does the second entry have by itself?",
        convention=True,
    ),
    Mistake(
        "largest difference over the largest size",
        broken(taken="largest of each"),
        "The two maxima were taken before the division, so a small entry that is far off hides "
        "behind a large one.",
        "Try [1000, 1] against [1000, 3]. Which error does the second entry have by itself?",
    ),
    Mistake(
        "sum of differences over sum of sizes",
        broken(taken="sums"),
        "The entries were added up before the division, so a small entry that is far off hides "
        "behind a large one.",
        "Try [1000, 1] against [1000, 3]. Which error does the second entry have by itself?",
    ),
)

RELATIVE_ERROR_VALUES = (*_ENTRY, *_FLOOR, *_TAKEN)
