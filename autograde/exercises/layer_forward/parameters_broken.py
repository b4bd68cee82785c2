"""Assignment 04, counting parameters wrong on purpose: each option breaks one part."""

from __future__ import annotations

from typing import Any


def count(
    O: int,
    C: int,
    KH: int,
    KW: int,
    bias: bool,
    groups: int,
    *,
    weights: str = "",
    added: str = "",
    grouped: str = "",
    gives: str = "",
) -> Any:
    """The number of parameters; what each option breaks is its name."""
    kernel = {"height twice": KH * KH, "width twice": KW * KW, "sides added": KH + KW}
    seen = {"": C // groups, "ignored": C, "multiplied": C * groups}.get(grouped, C // groups)
    filters = O // groups if grouped == "one group" else O
    channels = 1 if weights == "without channels" else seen
    one = kernel.get(weights, KH * KW) * channels
    made = one if weights == "one filter" else one * filters
    if added == "nothing without" and not bias:
        made = 0
    biases = {
        "": O if bias else 0,
        "never": 0,
        "always": O,
        "one for all": int(bias),
        "per channel": O * C if bias else 0,
        "of channels": C if bias else 0,
        "per group": O * groups if bias else 0,
        "of one group": O // groups if bias else 0,
        "per weight": made if bias else 0,
        "nothing without": O if bias else 0,
    }[added]
    if gives == "pair":
        return made, biases
    if gives == "none":
        return None
    return float(made + biases) if gives == "float" else made + biases
