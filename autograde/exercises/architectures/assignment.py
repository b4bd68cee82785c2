"""Assignment 09: architectures. Two exercises and a written question."""

from __future__ import annotations

from typing import Any

import cnn_ref
from autograde.exercise import Assignment, Exercise, Written

from . import alexnet_mistakes, cases, mistakes, right


def _trace_shapes(layers: list[tuple[Any, ...]], in_shape: tuple[int, ...]) -> list[Any]:
    return cnn_ref.trace_shapes(layers, in_shape)


def _alexnet_summary(size: int, groups: int, classes: int) -> tuple[int, ...]:
    return tuple(cnn_ref.alexnet_summary(size, groups, classes))


TRACE_SHAPES = Exercise(
    id="trace_shapes",
    title="Follow a shape through a network",
    points=2,
    difficulty=2,
    importance=3,
    minutes=12,
    source="TU/e deck, CNN architecture",
    hints=(
        "Go through one network by hand, with a line for each layer: what does it do to the "
        "channels, and what to height and width?",
        "Walk through the layers with one variable that holds the present shape. The first entry "
        "of a layer says which rule holds; only convolutions and pools change height and width, "
        "both by the rule of section 1.",
        "Begin with an empty list and shape = in_shape. For each layer work out the new shape: "
        "(O, OH, OW) behind a convolution, (C, OH, OW) behind a pool, (C · H · W,) behind flatten, "
        "(O,) behind dense, the same for the others; then append it. Before you divide, refuse a "
        "kernel that is larger than a padded side; // rounds down.",
    ),
    reference=_trace_shapes,
    right=(right.shapes_by_formula, right.shapes_by_ranges, right.shapes_by_arrays),
    kinds=cases.TRACE_SHAPES,
    mistakes=mistakes.TRACE_SHAPES,
)

ALEXNET_SUMMARY = Exercise(
    id="alexnet_summary",
    title="AlexNet in three numbers",
    points=2,
    difficulty=2,
    importance=2,
    minutes=14,
    source="CS231n deck, case study AlexNet; CUHK deck, example architecture",
    hints=(
        "Take the first convolution alone. How many weights and biases has it, how many outputs, "
        "and how many products go into each output?",
        "Every layer with weights has three counts: parameters, outputs, and outputs times the "
        "weights of one output. Fill in a table with eight rows; the sides come from trace_shapes "
        "or from the rule for sizes.",
        "Loop over the five convolutions with C channels and side n: the new side, a filter's "
        "weights C // groups * K * K (groups only in 2, 4 and 5), then add O * (weights + 1), "
        "O * n * n and O * n * n * weights to the three sums. Pool behind 1, 2 and 5. A dense "
        "layer is the same with one place, and as many weights for an output as it has inputs.",
    ),
    reference=_alexnet_summary,
    right=(right.alexnet_by_layer, right.alexnet_by_table, right.alexnet_by_shapes),
    kinds=cases.ALEXNET_SUMMARY,
    mistakes=alexnet_mistakes.ALEXNET_SUMMARY,
    builds_on=("trace_shapes",),
)

CONNECTIONS_AUDIT = Written(
    id="connections_audit",
    title="An audit: 630 million connections",
    points=2,
    minutes=10,
    source="CS231n deck, case study AlexNet",
    rubric=(
        "1 point: the count. Says what a connection is taken to be (a product of a weight and an "
        "input, or something else that is named), states the assumptions (size of the image, "
        "groups, which layers), and shows the calculation for at least one layer; gives totals for "
        "at least two sets of assumptions. (One total only, or totals without their assumptions, "
        "earn half of this point.) Numbers may come from the student's own function.",
        "1 point: the verdict. Compares the totals with 630 million, says how far off they are, "
        "and concludes no more than they show: neither that the deck is proved wrong nor that the "
        "number is confirmed. Naming what would settle it (the authors' own definition) belongs "
        "here, too. (A verdict without a comparison earns half of this point. An assumption that "
        "was chosen only because it comes close must be called that.)",
    ),
    full=(
        "I count one connection for every product of a weight and an input, so connections are "
        "MACs. Convolution 2 with two groups: 256 * 27 * 27 outputs, each from 48 * 5 * 5 = 1200 "
        "products, 223,948,800. With 227 pixels and two groups the five convolutions have "
        "665,784,864 and all eight layers 724,406,816; without groups all layers have "
        "1,135,256,096. With 224 pixels, rounded down to 54, and two groups it is 595,938,432 in "
        "the convolutions and 643,026,048 in all: 5.4 % less and 2.1 % more than the deck's 630 "
        "million, which lies between the two. None of my countings gives it, not even "
        "rounded to two digits (600, 640, 670, 720). I do not know what the authors counted, "
        "whether padding or biases for example; without their definition the number stays open. "
        "The 650,000 neurons and 60 million parameters do come out, as 659,272 and 60,965,224."
    ),
    half=(
        "My function gives 724,406,816 MACs for 227 pixels, two groups and 1000 classes, which is "
        "15 % more than 630,000,000. So the slide does not agree."
    ),
    none="630 million is right, since the slide says so and my 724 million are about the same.",
)

ARCHITECTURES = Assignment(
    id="09_architectures",
    title="Architectures",
    purpose="whole networks as lists of layers, and AlexNet counted to the last weight",
    needs=("03_geometry", "04_layer_forward", "07_pooling"),
    minutes=50,
    exercises=(TRACE_SHAPES, ALEXNET_SUMMARY),
    written=(CONNECTIONS_AUDIT,),
)
