"""Assignment 09, AlexNet counted wrong on purpose: each option breaks one independent part.

Without options the function here is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Plan = tuple[tuple[int, int, int, int, bool, bool], ...]
"""For each convolution: filters, kernel, stride, padding, whether in groups, whether pooled."""

PAPER: Plan = (
    (96, 11, 4, 0, False, True),
    (256, 5, 1, 2, True, True),
    (384, 3, 1, 1, False, False),
    (384, 3, 1, 1, True, False),
    (256, 3, 1, 1, True, True),
)

PLANS: dict[str, Plan] = {
    "": PAPER,
    "one tower": (
        (64, 11, 4, 0, False, True),
        (192, 5, 1, 2, True, True),
        (384, 3, 1, 1, False, False),
        (256, 3, 1, 1, True, False),
        (256, 3, 1, 1, True, True),
    ),
    "groups in 3 as well": tuple(
        (O, K, stride, padding, i > 0, pooled)
        for i, (O, K, stride, padding, _, pooled) in enumerate(PAPER)
    ),
    "groups everywhere": tuple(
        (O, K, stride, padding, True, pooled) for O, K, stride, padding, _, pooled in PAPER
    ),
    "no padding": tuple(
        (O, K, stride, 0, split, pooled) for O, K, stride, _, split, pooled in PAPER
    ),
    "five pools": tuple(
        (O, K, stride, padding, split, True) for O, K, stride, padding, split, _ in PAPER
    ),
    "last pool left out": (*PAPER[:4], (256, 3, 1, 1, True, False)),
    "first padded by 2": ((96, 11, 4, 2, False, True), *PAPER[1:]),
}

POOLS: dict[str, Callable[[int], int]] = {
    "": lambda n: (n - 3) // 2 + 1,
    "halved": lambda n: n // 2,
}

FIRST: dict[str, Callable[[int], int]] = {
    "": lambda room: room // 4 + 1,
    "up": lambda room: -(-room // 4) + 1,
    "always 55": lambda room: 55,
}


def summary(
    size: int,
    groups: int,
    classes: int,
    *,
    plan: str = "",
    first: str = "",
    pools: str = "",
    grouped: str = "",
    biases: str = "",
    neurons: str = "",
    macs: str = "",
    last: str = "",
    flat: str = "",
    order: str = "",
    types: str = "",
    gives: str = "",
) -> Any:
    """Parameters, neurons and MACs of AlexNet; what each option breaks is its name."""
    if last == "always 1000":
        classes = 1000
    if grouped == "always two":
        groups = 2
    C, n = 3, size
    layers = []
    for i, (O, K, stride, padding, split, pooled) in enumerate(PLANS[plan]):
        before = n
        room = n + 2 * padding - K
        n = FIRST[first](room) if i == 0 else room // stride + 1
        seen, full = C // (groups if split else 1), C
        layers.append(_conv(O, K, seen, full, (before, n), grouped, groups if split else 1))
        C = O
        if pooled:
            n = POOLS[pools](n)
            layers[-1]["pooled"] = O * n * n
            layers[-1]["macs behind"] = layers[-1]["one place"] * n * n
    inputs = {"": C * n * n, "channels only": C, "always 9216": 9216}[flat]
    for outputs in (4096, 4096, classes):
        layers.append(_dense(inputs, outputs))
        inputs = outputs
    if last == "left out":
        layers = layers[:-1]
    found = [
        _parameters(layers, biases),
        _neurons(layers, neurons, size),
        _macs(layers, macs),
    ]
    return _handed(found, order, types, gives)


def _conv(
    O: int, K: int, seen: int, full: int, sides: tuple[int, int], grouped: str, groups: int
) -> dict[str, int]:
    """The counts of one convolution."""
    filters = O // groups if grouped == "one group" else O
    stored = full if grouped in ("ignored", "ignored in parameters") else seen
    used = full if grouped in ("ignored", "ignored in MACs") else seen
    before, n = sides
    return {
        "conv": 1,
        "biases": filters,
        "weights": filters * stored * K * K,
        "outputs": O * n * n,
        "macs": filters * used * K * K * n * n,
        "macs before": filters * used * K * K * before * before,
        "macs behind": filters * used * K * K * n * n,
        "one place": filters * used * K * K,
        "places": n * n,
        "filters": O,
        "pooled": 0,
    }


def _dense(inputs: int, outputs: int) -> dict[str, int]:
    """The counts of one dense layer."""
    macs = inputs * outputs
    return {
        "conv": 0,
        "biases": outputs,
        "weights": macs,
        "outputs": outputs,
        "macs": macs,
        "macs before": macs,
        "macs behind": macs,
        "one place": macs,
        "places": outputs,
        "filters": outputs,
        "pooled": 0,
    }


def _parameters(layers: list[dict[str, int]], biases: str) -> int:
    """How many parameters are counted."""
    weights = sum(layer["weights"] for layer in layers)
    return weights + sum(
        {
            "": layer["biases"],
            "none": 0,
            "convolutions only": layer["biases"] * layer["conv"],
            "one for each output": layer["outputs"],
        }[biases]
        for layer in layers
    )


def _neurons(layers: list[dict[str, int]], neurons: str, size: int) -> int:
    """How many neurons are counted."""
    outputs = sum(layer["outputs"] for layer in layers)
    pooled = sum(layer["pooled"] for layer in layers)
    return {
        "": outputs,
        "with pools": outputs + pooled,
        "after pools": sum(layer["pooled"] or layer["outputs"] for layer in layers),
        "convolutions only": sum(layer["outputs"] * layer["conv"] for layer in layers),
        "hidden only": outputs - layers[-1]["outputs"],
        "with the input": outputs + 3 * size * size,
        "filters": sum(layer["filters"] for layer in layers),
        "one map": sum(layer["places"] for layer in layers),
    }[neurons]


def _macs(layers: list[dict[str, int]], macs: str) -> int:
    """How many multiply-accumulates are counted."""
    all_macs = sum(layer["macs"] for layer in layers)
    return {
        "": all_macs,
        "with biases": all_macs + sum(layer["outputs"] for layer in layers),
        "twice": 2 * all_macs,
        "convolutions only": sum(layer["macs"] * layer["conv"] for layer in layers),
        "places of the input": sum(layer["macs before"] for layer in layers),
        "places behind the pools": sum(layer["macs behind"] for layer in layers),
        "one place": sum(layer["one place"] for layer in layers),
    }[macs]


def _handed(found: list[int], order: str, types: str, gives: str) -> Any:
    """What the function returns in the end."""
    numbers: list[Any] = [float(n) for n in found] if types == "float" else list(found)
    if order == "neurons first":
        numbers = [numbers[1], numbers[0], numbers[2]]
    if order == "MACs before neurons":
        numbers = [numbers[0], numbers[2], numbers[1]]
    if gives == "none":
        return None
    if gives == "parameters only":
        return numbers[0]
    return numbers if gives == "list" else tuple(numbers)
