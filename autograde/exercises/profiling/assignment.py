"""Assignment 10: profiling. Three exercises and a written question."""

from __future__ import annotations

from typing import Any

import cnn_ref
from autograde.exercise import Assignment, Exercise, Written

from . import cases, mistakes, profile_mistakes, right


def _ideal_time(macs: int, rate: float) -> float:
    return cnn_ref.ideal_time(macs, rate)


def _profile(layers: list[tuple[Any, ...]], in_shape: tuple[int, ...]) -> Any:
    return cnn_ref.profile_array(layers, in_shape)


LAYER_MACS = Exercise(
    id="layer_macs",
    title="The work of one layer",
    points=2,
    difficulty=2,
    importance=3,
    minutes=12,
    source="Canziani, Rationale (III)",
    hints=(
        "How many outputs has the layer, and how many products are added up for one of them?",
        "One output of a convolution takes as many products as a filter has weights: K times K, "
        "for each channel that the filter sees. With groups these are fewer. Layers without "
        "weights multiply nothing.",
        "Look at the first entry of the layer. For a convolution work out OH and OW with // (and "
        "refuse a kernel larger than a padded side; a pool is refused in the same way), then "
        "multiply O, OH, OW, C // groups, K and K. A dense layer multiplies its outputs with the "
        "one number in in_shape. All others return 0.",
    ),
    reference=cnn_ref.layer_macs,
    right=(right.macs_by_formula, right.macs_by_groups, right.macs_by_weights),
    kinds=cases.LAYER_MACS,
    mistakes=mistakes.LAYER_MACS,
)

PROFILE = Exercise(
    id="profile",
    title="A network, layer by layer",
    points=1,
    difficulty=2,
    importance=3,
    minutes=8,
    source="Canziani, profiling tool",
    hints=(
        "What has to be known about a layer before its costs can be counted? Who knows it?",
        "Go through layers and shapes together: trace_shapes tells what each layer returns, and "
        "what one returns, the next one gets. Your layer_macs fills the second column.",
        "Keep the present shape in a variable, starting with in_shape. For each layer and its "
        "output shape append (parameters, MACs, product of the output shape), then let the output "
        "be the present shape. Parameters: O * (C // groups * K * K + 1) for a convolution, "
        "O * (F + 1) for a dense layer, else 0. Make an int64 array of the rows at the end.",
    ),
    reference=_profile,
    right=(right.profile_by_rows, right.profile_by_columns),
    kinds=cases.PROFILE,
    mistakes=profile_mistakes.PROFILE,
    builds_on=("layer_macs",),
)

IDEAL_TIME = Exercise(
    id="ideal_time",
    title="If nothing ever waited",
    points=1,
    difficulty=1,
    importance=1,
    minutes=3,
    source="Canziani, Rationale (III)",
    hints=(
        "Which unit has the work, which the rate, and which the result?",
        "MACs, and MACs per second. How do seconds come out of these two?",
        "Divide the work by the rate with /, which makes a float, and round nothing.",
    ),
    reference=_ideal_time,
    right=(right.time_by_cycles, right.time_exactly, right.time_by_numpy),
    kinds=cases.IDEAL_TIME,
    mistakes=profile_mistakes.IDEAL_TIME,
)

MACS_AUDIT = Written(
    id="macs_audit",
    title="An audit: 31.7 million MACs",
    points=1,
    minutes=7,
    source="Canziani, Rationale (III)",
    rubric=(
        "Half a point: the count. Gives the MACs of the four layers with weights and their sum, "
        "31,948,800, and names at least two assumptions behind it (padding 2, where the pools "
        "stand, 1000 classes, 256 halved to 128). Another sum is right as well if its assumptions "
        "are named and it follows from them. Half a point: the verdict. Says how far the slide is "
        "off (about 0.8 %, 248,800 MACs) and which of the two numbers its 14 ms belong to "
        "(14.41 ms against 14.52 ms), and leaves open what nothing on the slide decides.",
    ),
    full=(
        "With padding 2, a first convolution that makes 128 of 256 pixels, pools behind the second "
        "and the third convolution, and 1000 classes, the layers take 7,372,800 + 14,745,600 + "
        "3,686,400 + 6,144,000 = 31,948,800 MACs. That rounds to 31.9 M; the slide has 31.7 M, "
        "0.8 % less. Its 14 ms go with its own number: 31.7 M / 2.2 GHz = 14.41 ms, while mine "
        "take 14.52 ms, which would round to 15. I tried pools behind the first two convolutions "
        "(18,124,800) and behind all three (13,516,800), and both are much further off. So the "
        "design is most likely this one, and where the last 0.8 % come from the slide does not "
        "say."
    ),
    half=(
        "7,372,800 + 14,745,600 + 3,686,400 + 6,144,000 = 31,948,800, with padding 2 and 1000 "
        "classes. So it should be 31.9 M."
    ),
    none="31.7 M / 2.2 GHz is 14 ms, so the slide is right.",
)

PROFILING = Assignment(
    id="10_profiling",
    title="Profiling",
    purpose="where the time and the weights of a network are",
    needs=("09_architectures",),
    minutes=50,
    exercises=(LAYER_MACS, PROFILE, IDEAL_TIME),
    written=(MACS_AUDIT,),
)
