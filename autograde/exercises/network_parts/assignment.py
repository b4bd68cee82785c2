"""Assignment 08: the rest of the network."""

from __future__ import annotations

import numpy as np

import cnn_ref
from autograde.exercise import Array, Assignment, Exercise

from . import (
    activation_mistakes,
    cases,
    ends_cases,
    ends_mistakes,
    loss_cases,
    loss_mistakes,
    norm_mistakes,
    relu_mistakes,
    right,
)


def _sigmoid_backward(dout: Array, x: Array) -> Array:
    return cnn_ref.sigmoid_backward(dout, cnn_ref.sigmoid_forward(x)[1])


def _relu_backward(dout: Array, x: Array) -> Array:
    return cnn_ref.relu_backward(dout, cnn_ref.relu_forward(x)[1])


def _cross_entropy(logits: Array, labels: Array) -> tuple[float, Array]:
    loss, dlogits = cnn_ref.softmax_cross_entropy(logits, labels)
    return float(loss), dlogits


def _dropout(x: Array, u: Array, p: float, train: bool) -> Array:
    if not train:
        return np.array(x)  # of x's own type, so that returning x itself is right
    return cnn_ref.dropout_forward(x, p, u=u, train=True)[0]


def _norm(x: Array, n: int, k: float, alpha: float, beta: float) -> Array:
    return cnn_ref.local_response_norm_forward(x, n, k, alpha, beta)[0]


SIGMOID = Exercise(
    id="sigmoid",
    title="Squash numbers",
    points=1,
    difficulty=1,
    importance=2,
    minutes=4,
    source="Canziani deck, logistic sigmoid",
    hints=(
        "What does exp make of 1000, and of -1000? Which of the two can you calculate with?",
        "1 / (1 + exp(-x)) is safe for positive x. For negative x, multiply numerator and "
        "denominator by exp(x): which form comes out?",
        "With decay = exp(-abs(x)), which lies between 0 and 1, both forms have the denominator "
        "1 + decay. Their numerators differ: 1 for positive x, decay for negative x. np.where "
        "chooses between two arrays entry by entry.",
    ),
    reference=cnn_ref.sigmoid,
    right=(right.sigmoid_tanh, right.sigmoid_plain, right.sigmoid_masks),
    kinds=cases.SIGMOID,
    mistakes=activation_mistakes.SIGMOID,
)

SIGMOID_BACKWARD = Exercise(
    id="sigmoid_backward",
    title="Back through a sigmoid",
    points=1,
    difficulty=1,
    importance=2,
    minutes=3,
    source="Canziani deck, non linearity layer (decaying learning speed)",
    hints=(
        "Each output depends on one input alone. How steep is the curve there?",
        "The slope is s times (1 - s), where s is the output. You are given the input.",
        "Call your sigmoid on x to get s. Then multiply three things entry by entry: dout, s, "
        "and 1 - s.",
    ),
    reference=_sigmoid_backward,
    right=(
        right.sigmoid_backward_outputs,
        right.sigmoid_backward_cosh,
        right.sigmoid_backward_loops,
    ),
    kinds=cases.SIGMOID_BACKWARD,
    mistakes=activation_mistakes.SIGMOID_BACKWARD,
    builds_on=("sigmoid",),
)

RELU = Exercise(
    id="relu",
    title="Cut off what is negative",
    points=1,
    difficulty=1,
    importance=3,
    minutes=2,
    source="Canziani deck, rectifying linear unit",
    hints=(
        "What becomes of 3, and what of -3?",
        "Every entry is compared with 0 by itself. NumPy has functions that choose entry by "
        "entry; Python's `if` and `max` do not.",
        "np.where takes a condition and two values: where x > 0 holds, the entry itself, else 0. "
        "Do not write into x.",
    ),
    reference=cnn_ref.relu,
    right=(right.relu_maximum, right.relu_product, right.relu_mean),
    kinds=cases.RELU,
    mistakes=relu_mistakes.RELU,
)

RELU_BACKWARD = Exercise(
    id="relu_backward",
    title="Back through a ReLU",
    points=1,
    difficulty=1,
    importance=3,
    minutes=3,
    source="Canziani deck, rectifying linear unit",
    hints=(
        "Nudge an input of 3, then one of -3. Which of the outputs moves?",
        "The slope is 1 where the *input* was above 0, else 0. What does that make of dout?",
        "np.where takes a condition and two values. The condition is about x, the value where it "
        "holds comes from dout, and the sign of dout does not matter.",
    ),
    reference=_relu_backward,
    right=(
        right.relu_backward_product,
        right.relu_backward_copy,
        right.relu_backward_output,
    ),
    kinds=cases.RELU_BACKWARD,
    mistakes=relu_mistakes.RELU_BACKWARD,
)

SOFTMAX_CROSS_ENTROPY = Exercise(
    id="softmax_cross_entropy",
    title="A loss and its gradient",
    points=2,
    difficulty=3,
    importance=3,
    minutes=12,
    source="TU/e deck, architectures: 10 x Softmax",
    hints=(
        "Go through one image on paper: scores, exponentials, shares, and the share of the right "
        "class. Then do all rows at once.",
        "Take each row's largest score off first. The loss of a row is the logarithm of its sum "
        "of exponentials, minus the score of the right class. The gradient is the shares, with 1 "
        "taken off at the right class.",
        "max and sum run along axis 1, with keepdims=True. log p is the moved scores minus the "
        "logarithm of the sums; exp of it gives the shares. The pair of indices np.arange(N), "
        "labels picks one entry in each row, to read it and to change it. Divide loss and "
        "gradient by N, and return a tuple.",
    ),
    reference=_cross_entropy,
    right=(
        right.cross_entropy_one_hot,
        right.cross_entropy_loops,
        right.cross_entropy_logaddexp,
    ),
    kinds=loss_cases.SOFTMAX_CROSS_ENTROPY,
    mistakes=loss_mistakes.SOFTMAX_CROSS_ENTROPY,
)

FLATTEN = Exercise(
    id="flatten",
    title="From maps to rows",
    points=1,
    difficulty=1,
    importance=2,
    minutes=2,
    source="TU/e deck, architectures: Flatten",
    hints=(
        "How many numbers has one image, and how many rows has the result?",
        "NumPy's arrays lie in memory with the last axis fastest. That is the order that is asked "
        "for, so nothing has to move.",
        "reshape to two lengths: the first axis of x stays, and the product of the other three is "
        "the second.",
    ),
    reference=lambda x: cnn_ref.flatten_forward(x)[0],
    right=(right.flatten_reshape, right.flatten_stack, right.flatten_index),
    kinds=ends_cases.FLATTEN,
    mistakes=ends_mistakes.FLATTEN,
)

DROPOUT = Exercise(
    id="dropout",
    title="Drop at random, keep the mean",
    points=1,
    difficulty=2,
    importance=2,
    minutes=4,
    source="TU/e deck, architectures: Dropout",
    hints=(
        "With p = 1/4, which entries stay: those whose u is above 1/4, or below?",
        "An entry stays with probability 1 - p. By which factor must it grow, so that the mean "
        "over many draws is the entry itself?",
        "If train is False, give x back. Else multiply x by the mask u >= p, which counts as 0 "
        "and 1, and divide by 1 - p.",
    ),
    reference=_dropout,
    right=(right.dropout_where, right.dropout_product, right.dropout_copy),
    kinds=ends_cases.DROPOUT,
    mistakes=ends_mistakes.DROPOUT,
)

LOCAL_RESPONSE_NORM = Exercise(
    id="local_response_norm",
    title="Neighbours that damp each other",
    points=1,
    difficulty=2,
    importance=1,
    minutes=6,
    source="Krizhevsky, Sutskever and Hinton 2012, section 3.3",
    hints=(
        "List the channels that count for channel 0, for channel 1 and for the last one, with "
        "n = 3.",
        "Go over the channels. For each, a slice of axis 1 holds its window; the sum runs over "
        "that axis alone. The start of the slice must not fall below 0.",
        "For channel c: start at max(0, c - n // 2), end behind c + n // 2, square, sum over axis "
        "1. Write x of channel c, divided by (k + alpha * sum) ** beta, into channel c of a *new* "
        "array of floats.",
    ),
    reference=_norm,
    right=(right.norm_loops, right.norm_band, right.norm_totals),
    kinds=ends_cases.LOCAL_RESPONSE_NORM,
    mistakes=norm_mistakes.LOCAL_RESPONSE_NORM,
)

NETWORK_PARTS = Assignment(
    id="08_network_parts",
    title="The rest of the network",
    purpose="what stands between the layers: activations, loss, flatten, dropout, normalisation",
    needs=("00_contract",),
    minutes=60,
    exercises=(
        SIGMOID,
        SIGMOID_BACKWARD,
        RELU,
        RELU_BACKWARD,
        SOFTMAX_CROSS_ENTROPY,
        FLATTEN,
        DROPOUT,
        LOCAL_RESPONSE_NORM,
    ),
)
