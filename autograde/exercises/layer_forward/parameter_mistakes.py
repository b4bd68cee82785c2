"""Assignment 04, counting parameters: cases, and what to say about wrong numbers."""

from __future__ import annotations

from autograde.exercise import Draw, Kind, Mistake, Variants, case
from cnn_lab.cases import Case

from .parameters_broken import count


def _case(*numbers: int, bias: bool = True, groups: int = 1, isolating: bool = False) -> Case:
    O, C, KH, KW = numbers
    label = f"{O} filters, {C} channels, {KH} by {KW}"
    label += "" if bias else ", no bias"
    label += f", {groups} groups" if groups > 1 else ""
    args = (O, C, KH, KW, bias, groups)
    return case("count_parameters", *args, label=label, isolating=isolating)


def _sizes(draw: Draw) -> tuple[int, int, int, int]:
    """Filters, channels, height, width: all different, and more filters than channels."""
    KH = draw.whole(2, 3)
    return draw.whole(14, 20), draw.whole(6, 9), KH, KH + draw.whole(1, 2)


def _plain(draw: Draw) -> list[Case]:
    O, C, KH, KW = _sizes(draw)
    return [
        _case(O, C, KH, KW),
        _case(C, O, KW, KH),
        _case(O, C, 1, 1, isolating=True),
        _case(O, 1, KH, KW, isolating=True),
        _case(1, C, KH, KW, isolating=True),
    ]


def _unbiased(draw: Draw) -> list[Case]:
    O, C, KH, KW = _sizes(draw)
    return [_case(O, C, KH, KW, bias=False), _case(C, O, KW, KH, bias=False)]


def _grouped(draw: Draw) -> list[Case]:
    g = draw.whole(2, 3)
    _, _, KH, KW = _sizes(draw)
    O, C = g * draw.whole(7, 9), g * draw.whole(4, 6)
    return [
        _case(O, C, KH, KW, groups=g),
        _case(O, C, KW, KH, groups=g, bias=False),
        _case(2 * C, C, KH, KW, groups=C, isolating=True),
    ]


KINDS = (
    Kind("one group", 0.5, _plain, (_case(10, 3, 5, 5), _case(6, 3, 5, 5))),
    Kind("no bias", 0.25, _unbiased),
    Kind("groups", 0.25, _grouped, (_case(256, 96, 5, 5, groups=2),)),
)

_broken = Variants(count)

PARAMETERS = (
    Mistake(
        "biases forgotten",
        _broken(added="never"),
        "Only the weights were counted. Each filter has a bias, unless `bias` is False.",
        "How many numbers does one 1 by 1 filter on one channel learn?",
    ),
    Mistake(
        "biases always counted",
        _broken(added="always"),
        "The biases were counted although `bias` is False.",
        "Where does your code look at `bias`?",
    ),
    Mistake(
        "one bias for all",
        _broken(added="one for all"),
        "One bias was counted for the whole layer. Each filter has one.",
        "How many entries does b have, of shape (O,)?",
    ),
    Mistake(
        "a bias for every channel of every filter",
        _broken(added="per channel"),
        "O * C biases were counted. A filter adds its channels up first, then its one bias.",
        "How many entries does b have, of shape (O,)?",
    ),
    Mistake(
        "a bias for every channel of the input",
        _broken(added="of channels"),
        "C biases were counted. The biases belong to the filters.",
        "How many entries does b have, of shape (O,)?",
    ),
    Mistake(
        "biases counted for every group",
        _broken(added="per group"),
        "O biases were counted for each group. There are O in all: each filter is in one group.",
        "Four filters in two groups: how many biases are there?",
    ),
    Mistake(
        "biases of one group only",
        _broken(added="of one group"),
        "O / groups biases were counted. That is one group; all the filters of all the groups have "
        "one.",
        "Four filters in two groups: how many biases are there?",
    ),
    Mistake(
        "nothing without a bias",
        _broken(added="nothing without"),
        "Where `bias` is False the result is 0. Python reads `a + b if bias else 0` as "
        "`(a + b) if bias else 0`.",
        "Try 5 + 1 if False else 0 in a cell. Where do brackets have to stand?",
    ),
    Mistake(
        "a bias for every weight",
        _broken(added="per weight"),
        "As many biases as weights were counted. A filter has one bias for all its weights.",
        "How many entries does b have, of shape (O,)?",
    ),
    Mistake(
        "one channel only",
        _broken(weights="without channels"),
        "The channels were left out. A filter is as deep as its input.",
        "How many weights has one 5 by 5 filter on an image with 3 channels?",
    ),
    Mistake(
        "one filter only",
        _broken(weights="one filter"),
        "The weights of a single filter were counted.",
        "Which axis of w counts the filters, and where is it in your product?",
    ),
    Mistake(
        "height used twice",
        _broken(weights="height twice"),
        "KH * KH was used for the size of the kernel.",
        "Draw a kernel with 2 rows and 3 columns. How many weights are there?",
    ),
    Mistake(
        "width used twice",
        _broken(weights="width twice"),
        "KW * KW was used for the size of the kernel.",
        "Draw a kernel with 2 rows and 3 columns. How many weights are there?",
    ),
    Mistake(
        "sides of the kernel added",
        _broken(weights="sides added"),
        "KH + KW was used for the size of the kernel.",
        "Draw a kernel with 2 rows and 3 columns. How many weights are there?",
    ),
    Mistake(
        "groups ignored",
        _broken(grouped="ignored"),
        "Every filter was given all channels. With groups it sees those of its own group only.",
        "Six channels in two groups: how many of them does one filter see?",
    ),
    Mistake(
        "multiplied by the groups",
        _broken(grouped="multiplied"),
        "The weights were multiplied by the groups. Groups make a layer smaller, not larger.",
        "Six channels in two groups: how many of them does one filter see?",
    ),
    Mistake(
        "one group only",
        _broken(grouped="one group"),
        "The weights of a single group were counted: both the filters and the channels were "
        "divided. Every group has weights of its own.",
        "Four filters in two groups: how many filters have weights?",
    ),
    Mistake(
        "a float",
        _broken(gives="float"),
        "The result is a float. A number of parameters is whole.",
        "Compare 6 / 2 with 6 // 2.",
    ),
    Mistake(
        "weights and biases apart",
        _broken(gives="pair"),
        "The result is a pair. One number is asked for: weights and biases together.",
        "Look at your last line. What stands between the two numbers?",
    ),
    Mistake(
        "nothing returned",
        _broken(gives="none"),
        "The function ends without `return`, so what it hands back is None.",
        "Write type(...) around a call of your function: which type does it say?",
    ),
)
