"""Assignment 01, in words: the mistakes of edge_detection_cost, with those of its operations."""

from __future__ import annotations

from autograde.exercise import Mistake

from .edges_stored_mistakes import FLOATS, OUTPUTS, PLACES, broken
from .form_mistakes import of_results, of_whole_numbers

_OPERATIONS = (
    Mistake(
        "2n operations",
        broken(operations="2n"),
        "2n operations were counted for a sum of n products. The first product is not added to "
        "anything, so one addition less is needed.",
        "Write a + b + c. How many plus signs are there?",
        convention=True,
    ),
    Mistake(
        "one addition less, but only once",
        broken(operations="one less in all"),
        "The 1 was taken away once from all operations together. Each output is a sum of its own, "
        "so each of them has one addition less.",
        "Write a + b and c + d. How many plus signs are there for the four letters?",
    ),
    Mistake(
        "one addition less, but only once in the convolution",
        broken(kernel_operations="one less in all"),
        "The 1 was taken away once from all operations of the convolution together. Each output "
        "is a sum of its own, so each of them has one addition less.",
        "Write a + b and c + d. How many plus signs are there for the four letters?",
    ),
    Mistake(
        "products only",
        broken(operations="products"),
        "Only multiplications were counted. The products are added up as well.",
        "Write down the sum of one output of a kernel of three weights. How many signs are there?",
        convention=True,
    ),
    Mistake(
        "additions only",
        broken(operations="additions"),
        "Only additions were counted. There is a multiplication for each weight as well.",
        "Write down the sum of one output of a kernel of three weights. How many signs are there?",
    ),
    Mistake(
        "one addition too many, and a bias",
        broken(operations="2n + 1"),
        "2n + 1 operations were counted for a sum of n products. There are n products and n - 1 "
        "plus signs.",
        "Write a + b + c. How many plus signs are there?",
    ),
    Mistake(
        "products times additions",
        broken(operations="squared"),
        "Multiplications and additions were multiplied with each other. Count all of them: add.",
        "Write down the sum of one output of a kernel of three weights. How many signs are there?",
    ),
    Mistake(
        "dense operations of one output",
        broken(dense_operations="one output"),
        "These are the operations of one row of the dense matrix. There is a row for each output.",
        "How many outputs has an image of (1, 5) with a kernel of (1, 2)?",
    ),
    Mistake(
        "dense operations without the zeros",
        broken(dense_operations="zeros skipped"),
        "The zeros of the dense matrix were skipped. A dense product multiplies by them, too, "
        "since it does not know that they are zeros.",
        "How many products does np.zeros((3, 4)) @ np.ones(4) compute?",
    ),
    Mistake(
        "dense operations: one for each float",
        broken(dense_operations="floats"),
        "One operation was counted for each stored number. Each is multiplied, and the products "
        "of a row are added up as well.",
        "Write down one row times the image for three pixels. How many signs are there?",
    ),
    Mistake(
        "dense operations for every pixel",
        broken(dense_operations="square"),
        "A row was counted for every pixel of the image. There is one for each output.",
        "How many outputs has an image of (1, 5) with a kernel of (1, 2)?",
    ),
    Mistake(
        "operations of one place",
        broken(kernel_operations="one place"),
        "These are the convolution's operations at one place. Sharing saves weights and no work: "
        "each output has its own sum.",
        "How many outputs has an image of (1, 5) with a kernel of (1, 2)?",
    ),
    Mistake(
        "operations at every pixel",
        broken(kernel_operations="every pixel"),
        "The convolution was counted at every pixel of the image. The kernel stays inside, so "
        "there are fewer places.",
        PLACES,
    ),
    Mistake(
        "weights for operations",
        broken(kernel_operations="floats"),
        "This is the number of weights. The operations are asked for, at all places.",
        "Write down the sum of one output of a kernel of three weights. How many signs are there?",
    ),
)

_ORDER = (
    Mistake(
        "sorted by way, not by count",
        broken(order="by way"),
        "The numbers come way by way. Asked for are the three counts of floats, then the two of "
        "operations.",
        "Read the Returns section once more: which number is the second one?",
    ),
    Mistake(
        "operations exchanged",
        broken(order="operations reversed"),
        "The convolution's operations come before the dense ones. It is the other way round.",
        "Which of the two should be the larger number? It comes first.",
    ),
    Mistake(
        "floats in reverse",
        broken(order="floats reversed"),
        "The convolution's floats come first. The order is dense, sparse, convolution.",
        "Which of the three should be the largest number? It comes first.",
    ),
    Mistake(
        "operations before floats",
        broken(order="operations first"),
        "The operations come before the floats. It is the other way round.",
        "Read the Returns section once more: which number is the first one?",
    ),
    Mistake(
        "six numbers",
        broken(order="six"),
        "Six numbers came back. The sparse matrix needs as many operations as the convolution, so "
        "that number is asked for once.",
        "Read the Returns section once more: how many numbers are there?",
    ),
    Mistake(
        "floats only",
        broken(order="floats only"),
        "The three counts of floats came back, and no operations.",
        "Read the Returns section once more: how many numbers are there?",
    ),
    Mistake(
        "two groups for one tuple",
        broken(gives="pairs"),
        "The result is a tuple of two tuples. One tuple of five numbers is asked for.",
        "Compare len(((1, 2), (3, 4))) with len((1, 2, 3, 4)).",
    ),
)

EDGE_DETECTION_COST = (
    *OUTPUTS,
    *FLOATS,
    *_OPERATIONS,
    *_ORDER,
    *of_whole_numbers(broken),
    *of_results(broken, "five"),
)
