"""Assignment 03, in words: the mistakes of receptive_field, first those of size and jump."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .field_broken import field
from .field_form_mistakes import OF_FORM

_field = Variants(field)

_TWO_LAYERS = (
    "Draw two layers with kernel 3, the first with stride 2, and mark by hand what one output sees."
)

RECEPTIVE_FIELD = (
    Mistake(
        "jump updated first",
        _field(grows="after"),
        "Each layer widened the view by its own stride as well. A kernel lies on the layer's "
        "*input*, so its weights are as far apart as the layers before have made them.",
        "A single layer with kernel 3 and stride 2: how many pixels does one output see, 3 or 5?",
    ),
    Mistake(
        "strides left out of the size",
        _field(grows="no jump"),
        "Every layer adds kernel - 1 pixels, whatever comes before it. Behind a stride, neighbours "
        "lie further apart in the image.",
        _TWO_LAYERS,
    ),
    Mistake(
        "strides ignored",
        _field(jumps="kept at 1"),
        "The jump stays 1 for all layers. Every stride spreads the outputs' views further apart, "
        "and what later layers add with them.",
        _TWO_LAYERS,
    ),
    Mistake(
        "own stride only",
        _field(grows="own stride"),
        "Each layer was widened by its own stride alone. What counts is the product of the strides "
        "of all layers *before* it.",
        "A single layer with kernel 3 and stride 2: how many pixels does one output see, 3 or 5?",
    ),
    Mistake(
        "previous stride only",
        _field(grows="previous stride"),
        "Each layer was widened by the stride of the layer just before it. The strides of all "
        "layers before it multiply.",
        "Draw two layers of stride 2, one on the other. How many pixels lie between two outputs?",
    ),
    Mistake(
        "whole kernel added",
        _field(grows="whole kernel"),
        "Each layer added all of its weights. One of them lies where the view already was; only "
        "kernel - 1 are new.",
        "A single layer with kernel 3: how many pixels does one output see, 3 or 4?",
    ),
    Mistake(
        "kernels added up",
        _field(grows="kernel alone", starts="size 0"),
        "The kernels' sizes were added up. Windows of neighbours overlap, and behind a stride the "
        "neighbours lie further apart in the image.",
        "Draw two layers with kernel 3 and stride 1, and count what one output sees: 5 or 6?",
    ),
    Mistake(
        "whole kernels from 0",
        _field(grows="whole kernel", starts="size 0"),
        "The size starts at 0 and each layer adds its whole kernel times the jump. The kernels "
        "overlap in one unit: only kernel - 1 units are new, and the first one was there before.",
        "Draw two layers with kernel 3 and stride 1, and count what one output sees: 5 or 6?",
    ),
    Mistake(
        "1 taken off after the product",
        _field(grows="one too few"),
        "kernel * jump - 1 stands where (kernel - 1) * jump is meant. They agree only as long as "
        "the jump is 1.",
        "How many gaps lie between three weights, and how wide is each when the jump is 4?",
    ),
    Mistake(
        "one side only",
        _field(grows="half kernel"),
        "Each layer added half of its kernel. The view grows on both sides.",
        "A single layer with kernel 3: how many pixels does one output see, 3 or 2?",
    ),
    Mistake(
        "jump added, not multiplied",
        _field(grows="jump added"),
        "kernel - 1 and the jump were added. Each of the kernel - 1 new weights is a jump away "
        "from the one before, so they multiply.",
        "How many gaps lie between three weights, and how wide is each when the jump is 4?",
    ),
    Mistake(
        "kernels multiplied",
        _field(grows="multiplied"),
        "The kernels' sizes were multiplied. Windows of neighbours overlap, so the view grows by "
        "addition.",
        "Draw two layers with kernel 3 and stride 1, and count what one output sees: 5 or 9?",
    ),
    Mistake(
        "size of an output instead",
        _field(grows="shrunk"),
        "This goes through the layers with the formula for the size of an output. Here the "
        "question runs the other way: how much input belongs to one output?",
        "A single layer with kernel 3: does one output see more than one pixel, or fewer?",
    ),
    Mistake(
        "pixels counted, not the span",
        _field(grows="pixels counted"),
        "Where a stride is larger than its kernel, some pixels in between go unseen, and you left "
        "them out. The size is the distance from the first pixel to the last, both included.",
        "A layer with kernel 1 and stride 2, then one with kernel 2: which pixels does one output "
        "see, and how long is the stretch from the first to the last?",
        convention=True,
    ),
    Mistake(
        "last layer first",
        _field(visited="last first"),
        "The layers were gone through from the last to the first with the rule that goes forwards "
        "(or the other way round). Kernel 3 after a stride sees more than kernel 3 before it.",
        "Write down (size, jump) for kernel 3 with stride 2 and then kernel 5 with stride 1, and "
        "for the other order. Which one is your result?",
    ),
    Mistake(
        "kernel and stride exchanged",
        _field(visited="numbers exchanged"),
        "The two numbers of a layer have changed places: the kernel comes first, the stride "
        "second.",
        "Print both numbers of the first layer. Which one did you take for the kernel?",
    ),
    Mistake(
        "first layer left out",
        _field(visited="first left out"),
        "The first layer was not counted.",
        "Call your function with a single layer of kernel 3. Does it see 3 pixels?",
    ),
    Mistake(
        "last layer left out",
        _field(visited="last left out"),
        "The last layer was not counted: a loop ends one step early.",
        "Call your function with a single layer of kernel 3. Does it see 3 pixels?",
    ),
    Mistake(
        "first layer counted twice",
        _field(visited="first twice"),
        "The first layer was counted twice: once at the start, and once more in the loop.",
        "Call your function with a single layer of kernel 3. Does it see 3 pixels or 5?",
    ),
    Mistake(
        "returned too early",
        _field(visited="first only"),
        "Only the first layer was counted: `return` stands inside the loop.",
        "Count how often each line of your loop runs for 3 layers. How far is `return` indented?",
    ),
    Mistake(
        "last layer only",
        _field(visited="last only"),
        "Only the last layer was counted: each layer starts again from size 1 and jump 1.",
        "Print size and jump in every round of your loop. Where are they set to 1?",
    ),
    Mistake(
        "strides added up",
        _field(jumps="added"),
        "The strides were added to the jump. Two layers of stride 2 make a jump of 4, two of "
        "stride 3 one of 9: they multiply.",
        "A single layer of stride 1: how far apart are the views of two neighbours, 1 or 2?",
    ),
    Mistake(
        "stride minus 1 added up",
        _field(jumps="gaps added"),
        "Each stride was counted as stride - 1 more pixels. Behind a jump each of these pixels is "
        "a whole jump wide, so strides multiply.",
        "Draw two layers of stride 2, one on the other. How many pixels lie between two outputs?",
    ),
    Mistake(
        "jump of one layer",
        _field(jumps="replaced"),
        "The jump is the stride of a single layer. The strides of all layers multiply.",
        "Draw two layers of stride 2, one on the other. How many pixels lie between two outputs?",
    ),
    Mistake(
        "largest stride as jump",
        _field(jumps="largest"),
        "The jump is the largest of the strides. All of them multiply.",
        "Draw two layers of stride 2, one on the other. How many pixels lie between two outputs?",
    ),
    Mistake(
        "strides squared",
        _field(jumps="squared"),
        "Each stride went into the jump twice.",
        "A single layer of stride 2: how far apart are the views of two neighbours?",
    ),
    Mistake(
        "jump starts at 0",
        _field(starts="jump 0"),
        "The jump starts at 0, and 0 times anything stays 0. In the image itself, neighbours are 1 "
        "pixel apart.",
        "What should your function give for an empty list of layers?",
    ),
    Mistake(
        "size starts at 0",
        _field(starts="size 0"),
        "The size starts at 0. Without any layer a pixel sees itself: that is 1.",
        "What should your function give for an empty list of layers?",
    ),
    *OF_FORM,
)
