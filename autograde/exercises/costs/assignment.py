"""Assignment 01: why convolution. Two exercises and a written question."""

from __future__ import annotations

import cnn_ref
from autograde.exercise import Assignment, Exercise, Written

from . import cases, dense_mistakes, edges_mistakes, right


def _dense_cost(*sizes: int) -> tuple[int, ...]:
    return tuple(cnn_ref.dense_cost(*sizes))


def _edge_detection_cost(H: int, W: int, KH: int, KW: int) -> tuple[int, ...]:
    return tuple(cnn_ref.edge_detection_cost(H, W, KH, KW))


DENSE_COST = Exercise(
    id="dense_cost",
    title="What a dense layer costs",
    points=1,
    difficulty=1,
    importance=2,
    minutes=6,
    source="CS231n deck, the convolution layer",
    hints=(
        "Draw two outputs and three inputs, every output joined to every input. Count the lines, "
        "then the biases.",
        "A volume of (C, H, W) holds C times H times W numbers. Each output has one weight for "
        "each of them, and one bias.",
        "Give two names to the number of inputs and the number of outputs. MACs are their product; "
        "the parameters are one more for each output. Stay with Python's own whole numbers.",
    ),
    reference=_dense_cost,
    right=(right.dense_products, right.dense_rows, right.dense_by_channels),
    kinds=cases.DENSE_COST,
    mistakes=dense_mistakes.DENSE_COST,
)

EDGE_DETECTION_COST = Exercise(
    id="edge_detection_cost",
    title="Three ways to find the same edges",
    points=2,
    difficulty=2,
    importance=2,
    minutes=10,
    source="CUHK deck, efficiency of convolution",
    hints=(
        "Begin with an image of one row and five pixels, and a kernel of two weights. Draw the "
        "matrix that makes the outputs. How many rows and columns are there, and how many entries "
        "that are not zero?",
        "First count the outputs: how many places has the kernel downwards, and how many across? "
        "Each output has a row of the dense matrix, as long as the image has pixels, and in the "
        "sparse matrix as many entries as the kernel has weights.",
        "A sum of n products takes n multiplications and n - 1 additions. For the dense matrix n "
        "is the number of pixels, for the convolution the number of weights; both are done once "
        "for each output.",
    ),
    reference=_edge_detection_cost,
    right=(right.edges_counted, right.edges_by_rows),
    kinds=cases.EDGE_DETECTION_COST,
    mistakes=edges_mistakes.EDGE_DETECTION_COST,
)

INVARIANCE = Written(
    id="invariance_or_equivariance",
    title="Spot the bug: invariance or equivariance",
    points=2,
    minutes=7,
    source="Bonn deck, motivation",
    rubric=(
        "1 point: says that the slide's sentence describes invariance, and gives equivariance in "
        "words or as a formula: shifting the input shifts the output in the same way, f(shift(x)) "
        "= shift(f(x)), where invariance is f(shift(x)) = f(x).",
        "1 point: shows it with the numbers of the bar or with an example of their own, for which "
        "both outputs are stated: the outputs of a convolution before and after a shift hold the "
        "same numbers one place further, and are not equal. One example that settles it is "
        "enough; the border need not be mentioned.",
    ),
    full=(
        "The sentence describes invariance: the outcome does not change, f(shift(x)) = f(x). "
        "Equivariance means that the outcome changes along with the input: f(shift(x)) = "
        "shift(f(x)). Corrected: translations of an input should translate the outcome in the "
        "same way. Example: the bar 0 0 9 9 0 0 0 gives 0 -9 0 9 0 0 under the weights 1, -1. "
        "Moved by one, 0 0 0 9 9 0 0 gives 0 0 -9 0 9 0: the same numbers, one place further to "
        "the right. If the outcome did not change it would have to be 0 -9 0 9 0 0 again."
    ),
    half=(
        "It should say that the output moves when the input moves. What the slide says is "
        "invariance."
    ),
    none="The sentence is right: convolution finds a cat wherever it is, so nothing changes.",
)

COSTS = Assignment(
    id="01_why_convolution",
    title="Why convolution",
    purpose="why images call for few, shared weights: what it saves, and what moves along",
    minutes=40,
    exercises=(DENSE_COST, EDGE_DETECTION_COST),
    written=(INVARIANCE,),
)
