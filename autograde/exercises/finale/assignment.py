"""Assignment 11: a patch found, a kernel learned, and a network trained on real digits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Assignment, Exercise

from . import right, right_networks
from .kernel_cases import LEARN_KERNEL as KERNEL_KINDS
from .kernel_mistakes import LEARN_KERNEL as KERNEL_MISTAKES
from .network_cases import NETWORK_GRADIENTS as NETWORK_KINDS
from .network_mistakes import NETWORK_GRADIENTS as NETWORK_MISTAKES
from .patch_cases import FIND_PATCH as PATCH_KINDS
from .patch_mistakes import FIND_PATCH as PATCH_MISTAKES
from .step_cases import SGD_STEP as STEP_KINDS
from .step_mistakes import SGD_STEP as STEP_MISTAKES

Array = NDArray[Any]


def _best_fit(image: Array, patch: Array) -> tuple[int, int]:
    """Zero-mean normalised correlation: of windows and patch without their means."""
    windows = sliding_window_view(image, patch.shape)
    centred = windows - windows.mean(axis=(2, 3), keepdims=True)
    shape = patch - patch.mean()
    products = np.einsum("hwkl,kl->hw", centred, shape)
    lengths = np.sqrt((centred**2).sum(axis=(2, 3)) * (shape**2).sum())
    scores = np.divide(products, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    row, column = np.unravel_index(np.argmax(scores), scores.shape)
    return int(row), int(column)


def _descended(image: Array, target: Array, size: tuple[int, int], lr: float, steps: int) -> Array:
    """The layer's own backward pass, with the error's mean as its gradient."""
    kernel = np.zeros((1, 1, *size))
    for _ in range(steps):
        out, cache = cnn_ref.conv_forward(image[None, None].astype(float), kernel)
        _, dw, _ = cnn_ref.conv_backward((out - target) / target.size, cache)
        kernel = kernel - lr * dw
    return np.asarray(kernel[0, 0])


def _stepped(w: Array, dw: Array, v: Array, lr: float, momentum: float) -> tuple[Array, Array]:
    return cnn_ref.sgd_step(w, dw, v, lr, momentum)


def _gradients(
    x: Array, labels: Array, w1: Array, b1: Array, w2: Array, b2: Array, w3: Array, b3: Array
) -> tuple[Any, ...]:
    caches = []
    for w, b in ((w1, b1), (w2, b2)):
        y, conv = cnn_ref.conv_forward(x, w, b, padding=1)
        y, rectified = cnn_ref.relu_forward(y)
        x, pooled = cnn_ref.max_pool_forward(y, 2)
        caches.append((conv, rectified, pooled))
    rows, flat = cnn_ref.flatten_forward(x)
    logits, dense = cnn_ref.linear_forward(rows, w3, b3)
    loss, dlogits = cnn_ref.softmax_cross_entropy(logits, labels)
    drows, dw3, db3 = cnn_ref.linear_backward(dlogits, dense)
    dx, found = cnn_ref.flatten_backward(drows, flat), [dw3, db3]
    for conv, rectified, pooled in reversed(caches):
        dy = cnn_ref.relu_backward(cnn_ref.max_pool_backward(dx, pooled), rectified)
        dx, dw, db = cnn_ref.conv_backward(dy, conv)
        found = [dw, db, *found]
    return (float(loss), *found)


FIND_PATCH = Exercise(
    id="find_patch",
    title="Find a patch",
    points=1,
    difficulty=2,
    importance=2,
    minutes=15,
    source="CUHK deck, cross-correlation",
    hints=(
        "What may the light do to a window without changing what is on it? It may add something "
        "to all of its pixels, or multiply them. Make the score blind to both.",
        "Take the mean from the patch and from each window, its own. Then divide the sum of the "
        "products by the lengths of both: the square root of each one's sum of squares.",
        "Two loops over the places, or sliding_window_view of NumPy for all windows at once. "
        "Where a window's length is 0, the score is 0: test for it before you divide. Start the "
        "best score below every possible one and replace it by larger ones only; or use np.argmax "
        "and np.unravel_index, and make int of what they return.",
    ),
    reference=_best_fit,
    right=(right.patch_loops, right.patch_sums, right.patch_rows),
    kinds=PATCH_KINDS,
    mistakes=PATCH_MISTAKES,
)

LEARN_KERNEL = Exercise(
    id="learn_kernel",
    title="Learn a kernel from one example",
    points=2,
    difficulty=2,
    importance=3,
    minutes=20,
    source="TU/e deck, training and gradient descent",
    hints=(
        "One step has three parts: what does the kernel give now, how far is that from the target, "
        "and which way should each weight move?",
        "The loss's gradient with respect to the output is the error divided by the number of "
        "outputs. From there to the kernel it is dw of assignment 06: each weight collects the "
        "error times the pixel that it met.",
        "Start with zeros of the given size, float64. In each of the steps: correlate, subtract "
        "the target, and for each weight (k, l) take the mean of the error times the part of the "
        "image that begins at row k and column l and is as large as the target. All entries of "
        "the gradient first, then move the kernel by lr times it, downhill.",
    ),
    reference=_descended,
    right=(right.kernel_loops, right.kernel_matrix, right.kernel_taps),
    kinds=KERNEL_KINDS,
    mistakes=KERNEL_MISTAKES,
)

SGD_STEP = Exercise(
    id="sgd_step",
    title="A step with momentum",
    points=1,
    difficulty=1,
    importance=3,
    minutes=5,
    source="TU/e deck, training and gradient descent",
    hints=(
        "Two lines: first the velocity, then the parameter. Which of the two formulas needs the "
        "result of the other?",
        "The new velocity is momentum times the old one, minus lr times the gradient. The "
        "parameter moves by the new velocity.",
        "Give names to new arrays instead of writing `+=` or `*=`, so that w and v stay as they "
        "were handed in. Return the new w, then the new v.",
    ),
    reference=_stepped,
    right=(right.step_in_one, right.step_copies, right.step_entries),
    kinds=STEP_KINDS,
    mistakes=STEP_MISTAKES,
)

NETWORK_GRADIENTS = Exercise(
    id="network_gradients",
    title="All gradients of a network",
    points=1,
    difficulty=3,
    importance=3,
    minutes=25,
    source="TU/e deck, typical CNN architecture; CUHK deck",
    hints=(
        "Write the forward pass as a list of lines and give every result its own name. What does "
        "each layer's backward function want besides dout?",
        "Go through the list from its end. Each line becomes its backward function, which takes "
        "the gradient so far, and what went *into* the layer on the way forward.",
        "Forward: conv, relu, max_pool, and the three once more, then reshape to (N, F), dense, "
        "loss. Backward: dense_backward, reshape to the shape of the second pool's output, then "
        "max_pool_backward, relu_backward and conv_backward, first of the second stage, then of "
        "the first. relu_backward wants what the convolution gave, max_pool_backward what the "
        "ReLU gave, conv_backward what went into the convolution.",
    ),
    reference=_gradients,
    right=(right_networks.network_tapes, right_networks.network_images),
    kinds=NETWORK_KINDS,
    mistakes=NETWORK_MISTAKES,
)

FINALE = Assignment(
    id="11_finale",
    title="The finale: real data",
    purpose="a patch found, a kernel learned, and a network trained and tested on shifted digits",
    needs=("06_layer_backward", "07_pooling", "08_network_parts"),
    minutes=90,
    exercises=(FIND_PATCH, LEARN_KERNEL, SGD_STEP, NETWORK_GRADIENTS),
)
