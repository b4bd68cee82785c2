"""Assignment 03: geometry. Five exercises and one written question."""

from __future__ import annotations

import cnn_ref
from autograde.exercise import Assignment, Exercise, Written

from . import (
    cases,
    dilate_mistakes,
    field_mistakes,
    image_cases,
    image_mistakes,
    mistakes,
    right,
    same_padding_mistakes,
)


def _same_padding(kernel: int) -> int:
    if kernel % 2 == 0:
        raise ValueError(f"an even kernel has no centre, but kernel={kernel}")
    return (kernel - 1) // 2


OUTPUT_SIZE = Exercise(
    id="output_size",
    title="Count the positions",
    points=2,
    difficulty=2,
    importance=3,
    minutes=10,
    source="CS231n deck, W2 = (W1 - F + 2P)/S + 1",
    hints=(
        "Leave the stride aside at first. How many pixels does the kernel reach over, and how "
        "many pixels does it find, padding included?",
        "The kernel starts at one end. What the padded input has beyond the kernel's reach is the "
        "room to move; every step takes a stride of it. 10 pixels, reach 4, stride 3: room 6, two "
        "steps, three positions.",
        "A dense kernel of 3 reaches over 3 pixels, one with dilation 2 over 5: there are kernel "
        "- 1 gaps, each as wide as the dilation. Look at the quotient and at the remainder of "
        "room by stride. A remainder, or a room below zero, is a ValueError; the first position "
        "needs no step, so it is counted on top.",
    ),
    reference=cnn_ref.output_size,
    right=(right.size_by_walking, right.size_by_remainder, right.size_by_division),
    kinds=cases.OUTPUT_SIZE,
    mistakes=mistakes.OUTPUT_SIZE,
)

PAD2D = Exercise(
    id="pad2d",
    title="Put a rim around images",
    points=2,
    difficulty=1,
    importance=3,
    minutes=8,
    source="CS231n deck, zero pad the border",
    hints=(
        "Which of the four axes get longer, and by how much?",
        "Only height and width grow, at both ends. Make a new array of that size which holds the "
        "value everywhere, then put the images into its middle.",
        "The middle begins at row `padding` and is H rows high: say where it ends by adding H, not "
        "by counting back from the end, which goes wrong for padding 0. Give the new array the "
        "type of x.",
    ),
    reference=cnn_ref.pad,
    right=(right.pad_by_numpy, right.pad_by_parts, right.pad_by_loops),
    kinds=image_cases.PAD2D,
    mistakes=image_mistakes.PAD2D,
)

SAME_PADDING = Exercise(
    id="same_padding",
    title="Keep the size",
    points=1,
    difficulty=1,
    importance=2,
    minutes=4,
    source="CS231n deck, zero-padding with (F-1)/2",
    hints=(
        "Without padding the output is kernel - 1 pixels shorter. Who has to make up for them?",
        "Both ends share them equally. For which kernels is that impossible?",
        "Refuse even kernels with a ValueError first. For odd ones kernel - 1 is even, so a whole "
        "division by 2 loses nothing, and gives an int.",
    ),
    reference=_same_padding,
    right=(right.same_by_search, right.same_by_remainder, right.same_by_centre),
    kinds=cases.SAME_PADDING,
    mistakes=same_padding_mistakes.SAME_PADDING,
)

DILATE = Exercise(
    id="dilate",
    title="Spread pixels apart",
    points=1,
    difficulty=2,
    importance=2,
    minutes=6,
    source="Dumoulin and Visin 2016, section 4",
    hints=(
        "Write the row 1, 2, 3 with one zero between neighbours. How long is it, and where do the "
        "three numbers stand?",
        "Pixel h comes to place h times step. The last pixel comes to (H - 1) times step, and "
        "there the result ends.",
        "Make zeros of the new shape and in the type of x. A slice with a step names every step-th "
        "row, another one every step-th column: write x there.",
    ),
    reference=cnn_ref.dilate,
    right=(right.dilate_by_kron, right.dilate_by_loops, right.dilate_by_insertion),
    kinds=image_cases.DILATE,
    mistakes=dilate_mistakes.DILATE,
)

RECEPTIVE_FIELD = Exercise(
    id="receptive_field",
    title="How much does one pixel see?",
    points=3,
    difficulty=3,
    importance=3,
    minutes=12,
    source="CUHK deck, growing receptive fields",
    hints=(
        "Start without layers: a pixel of the image sees itself, and its neighbour is one pixel "
        "away. What does one layer change about these two numbers?",
        "A kernel looks at kernel - 1 more neighbours, each of them a jump away. A stride makes "
        "the next layer's neighbours lie further apart.",
        "Begin with size 1 and jump 1 and go through the layers from the first to the last. Each "
        "one adds (kernel - 1) jumps to the size, and only then multiplies the jump by its "
        "stride. Return both as a tuple.",
    ),
    reference=cnn_ref.receptive_field,
    right=(right.field_backwards, right.field_by_sum, right.field_by_places),
    kinds=cases.RECEPTIVE_FIELD,
    mistakes=field_mistakes.RECEPTIVE_FIELD,
)

ALEXNET_INPUT = Written(
    id="alexnet_input",
    title="An AlexNet input that fits",
    points=2,
    minutes=6,
    source="CS231n deck, case study AlexNet",
    rubric=(
        "1 point: shows that 224 does not fit without padding, (224 - 11)/4 + 1 = 54.25, and that "
        "no equal padding of both ends mends it: 213 + 2P is odd, and an odd number is no multiple "
        "of 4. (54.25 alone, or a few P tried without the reason, earn half of this point.)",
        "1 point: names a size that fits and checks it, (227 - 11)/4 + 1 = 55 or "
        "(223 - 11)/4 + 1 = 54, or another one with its padding. Unequal padding that works (three "
        "pixels in all, 1 and 2) is right as well. (Without the check, half of this point.)",
    ),
    full=(
        "The kernel can move by 224 - 11 = 213 pixels, and 213 / 4 = 53.25, so the size would be "
        "54.25. With P pixels at both ends it can move by 213 + 2P. That is odd plus even, so it "
        "is odd for every P, and 4 divides even numbers only: no P fits. An input that fits needs "
        "size + 2P - 11 to be a multiple of 4. With P = 0: (227 - 11)/4 + 1 = 216/4 + 1 = 55, "
        "which is the size that the paper gives."
    ),
    half=(
        "(224 - 11)/4 + 1 = 54.25 is not whole, so it does not fit. I tried P = 1 and P = 2, and "
        "they do not fit either. I have read that the right size is 227."
    ),
    none="The output is 54, because the result is rounded down. 224 fits.",
)

GEOMETRY = Assignment(
    id="03_geometry",
    title="Geometry",
    purpose="how large every output is, and how much of the image one pixel sees",
    needs=("02_correlation",),
    minutes=65,
    exercises=(OUTPUT_SIZE, PAD2D, SAME_PADDING, DILATE, RECEPTIVE_FIELD),
    written=(ALEXNET_INPUT,),
)
