"""Assignment 10: the kinds of cases, what each earns, how its cases are drawn.

Inputs grow by whole strides, so that what is left over is the same for all numbers that are drawn.
"""

from __future__ import annotations

from typing import Any

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Argument, Case, Result

from ..architectures.cases import said

Layer = tuple[Any, ...]
Shape = tuple[int, ...]

RELU, FLATTEN, THOUSAND = ("relu",), ("flatten",), ("dense", 1000)
LARGE = (3, 256, 256)
N = 3 * 256 * 256
CONV = ("conv", 6, 5, 1, 2, 1)
STRIDED = ("conv", 6, 5, 2, 2, 1)
HALVED = ("pool", 2, 2)
CANZIANI_DENSE: list[Layer] = [FLATTEN, *[("dense", 2 * N), RELU] * 3, THOUSAND]
CANZIANI_CONVOLUTIONS: list[Layer] = [*[CONV, RELU] * 3, FLATTEN, THOUSAND]
CANZIANI_POOLED: list[Layer] = [STRIDED, RELU, *[CONV, RELU, HALVED] * 2, FLATTEN, THOUSAND]


def _macs(in_shape: Shape, layer: Layer, note: str = "", **options: bool) -> Case:
    label = f"{in_shape}: {said(layer)}{note}"
    return case("layer_macs", layer, in_shape, label=label, **options)


def _three(draw: Draw, low: int = 2) -> tuple[int, int, int]:
    """Channels or filters: three numbers that differ."""
    return low + draw.whole(0, 1), low + 3 + draw.whole(0, 1), low + 6 + draw.whole(0, 2)


def _convolutions(draw: Draw) -> list[Case]:
    C, O, P = _three(draw)
    a, b = draw.whole(0, 2), draw.whole(3, 5)
    return [
        _macs((C, 18 + 2 * a, 21 + 2 * b), ("conv", O, 5, 2, 1, 1)),
        _macs((O, 20 + 3 * b, 24 + 3 * a), ("conv", P, 3, 3, 2, 1)),
        _macs((P, 9 + a, 12 + b), ("conv", C, 4, 1, 0, 1)),
        _macs((C, 6 + a, 8 + b), ("conv", P, 4, 1, 1, 1), isolating=True),
        _macs((C, 8 + 3 * b, 5 + 3 * a), ("conv", O, 2, 3, 0, 1), isolating=True),
        _macs((C, 9 + 2 * a, 12 + 2 * b), ("conv", O, 3, 2, 0, 1), isolating=True),
        _macs((C, 6 + a, 6 + a), ("conv", O, 3, 1, 0, 1), isolating=True),
        _macs((1, 7 + a, 9 + b), ("conv", O, 3, 1, 0, 1), isolating=True),
        _macs((C, 7 + b, 9 + a), ("conv", 1, 3, 1, 0, 1), isolating=True),
    ]


def _groups(draw: Draw) -> list[Case]:
    C, O, P = _three(draw)
    a, b = draw.whole(0, 2), draw.whole(3, 5)
    g = draw.whole(2, 3)
    return [
        _macs((g * C, 9 + a, 11 + b), ("conv", g * O, 3, 1, 2, g)),
        _macs((g * P, 12 + 2 * b, 9 + 2 * a), ("conv", g * C, 4, 2, 1, g)),
        _macs((P, 6 + a, 7 + b), ("conv", P, 3, 1, 0, P), isolating=True),
        _macs((O, 6 + b, 7 + a), ("conv", P, 1, 1, 0, 1), isolating=True),
        _macs((P, 8 + a, 5 + b), ("conv", C, 1, 1, 0, 1), isolating=True),
    ]


def _others(draw: Draw) -> list[Case]:
    C, O, P = _three(draw)
    a, b = draw.whole(4, 6), draw.whole(7, 9)
    return [
        _macs((10 * P + a,), ("dense", 3 * O)),
        _macs((C * b,), ("dense", 20 * O + b)),
        _macs((C, a, b), ("pool", 2, 2)),
        _macs((O, b, a), ("pool", 3, 1)),
        _macs((C, a, b), RELU),
        _macs((O, b, a), FLATTEN),
        _macs((P * a,), ("dropout", 0.5)),
    ]


def _misfits(draw: Draw) -> list[Case]:
    C, O, _ = _three(draw)
    K = 5 + draw.whole(0, 1)
    return [
        _macs((C, K - 2, K + 4), ("conv", O, K, 1, 0, 1)),
        _macs((C, K + 3, K - 4), ("conv", O, K, 1, 1, 1)),
        _macs((O, 4, 2), ("pool", 3, 2)),
        _macs((O, K, K + 1), ("conv", C, K, 1, 0, 1), ", fits exactly"),
        _macs((C, K - 2, K - 1), ("conv", O, K, 1, 1, 1), ", fits with padding"),
        _macs((O, K - 1, K + 1), ("conv", C, K, 1, 1, 1), ", fits with padding"),
        _macs((C, K + 2, K + 4), ("conv", O, K - 2, 1, 0, 1), ", fits"),
    ]


LAYER_MACS = (
    Kind(
        "convolutions",
        0.75,
        _convolutions,
        (
            _macs(LARGE, CONV),
            _macs((6, 256, 256), CONV),
            _macs(LARGE, STRIDED),
        ),
    ),
    Kind("groups and 1 by 1", 0.5, _groups, (_macs((96, 27, 27), ("conv", 256, 5, 1, 2, 2)),)),
    Kind(
        "other layers",
        0.25,
        _others,
        (_macs((6 * 256 * 256,), THOUSAND), _macs((6, 128, 128), HALVED)),
    ),
    Kind("what does not fit", 0.5, _misfits, (_macs((12, 4, 4), ("conv", 12, 5, 1, 0, 1)),)),
)


def _profile(in_shape: Shape, *layers: Layer, note: str = "", **options: bool) -> Case:
    label = f"{in_shape}: " + (note or ", ".join(map(said, layers)))
    judged = (Result(0), Argument(0, 0))
    made = case("profile", list(layers), in_shape, label=label, judged=judged, **options)
    return Case(**{**vars(made), "whole": True})


def _small(draw: Draw) -> list[Case]:
    C, O, P = _three(draw)
    a, b = 2 * draw.whole(0, 2), 2 * draw.whole(3, 4)
    return [
        _profile(
            (C, 8 + a, 7 + b),
            *(("conv", O, 3, 2, 1, 1), RELU, ("pool", 3, 1), FLATTEN, ("dropout", 0.5)),
            ("dense", P),
        ),
        _profile(
            (P, 5 + b, 6 + a),
            *(("conv", 2 * O, 2, 1, 0, 1), ("pool", 2, 2), ("conv", 2 * C, 3, 1, 1, 2), RELU),
        ),
        _profile((C, 5 + a, 6 + b), ("conv", O, 3, 1, 0, 1), isolating=True),
        _profile((2 * C, 6 + b, 5 + a), ("conv", 2 * O, 3, 1, 1, 2), isolating=True),
        _profile((10 + a,), ("dense", P), isolating=True),
        _profile((C, 4 + a, 6 + b), ("pool", 2, 2), isolating=True),
        _profile((C, 4 + a, 5 + b), RELU, isolating=True),
    ]


def _wide(draw: Draw) -> list[Case]:
    C, O, _ = _three(draw)
    a, b = draw.whole(0, 9), draw.whole(20, 29)
    wide = 1000 * (90 + b)
    return [
        _profile(
            (3, 240 + a, 250 + b),
            *(("conv", 96 + C, 5, 1, 2, 1), RELU, ("pool", 2, 1), ("conv", O, 7, 2, 0, 1)),
        ),
        _profile((C, 100 + a, 100 + b), FLATTEN, ("dense", wide), RELU, ("dense", 40 + O)),
    ]


PROFILE = (
    Kind("small networks", 0.5, _small, (_profile((3, 32, 32), ("conv", 10, 5, 1, 2, 1)),)),
    Kind(
        "large networks",
        0.5,
        _wide,
        (
            _profile(LARGE, *CANZIANI_DENSE, note="Canziani, dense"),
            _profile(LARGE, *CANZIANI_CONVOLUTIONS, note="Canziani, three convolutions"),
            _profile(LARGE, *CANZIANI_POOLED, note="Canziani, stride and pools"),
        ),
    ),
)


def _time(macs: int, rate: float, **options: bool) -> Case:
    label = f"{macs:,} MACs at {rate / 10**6:,g} million a second"
    return case("ideal_time", macs, rate, label=label, atol=0.0, **options)


def _nominal(draw: Draw) -> list[Case]:
    return [
        _time(1000 * draw.whole(20_000, 40_000) + 7, 2.2e9),
        _time(10**9 * draw.whole(300, 900) + 1, 2.2e9),
        _time(2_200_000_000 * draw.whole(3, 5), 2.2e9),
        _time(2_200_000_000 * draw.whole(6, 9), 2.2e9),
    ]


def _rates(draw: Draw) -> list[Case]:
    return [
        _time(draw.whole(10_000, 90_000), 10.0**6 * draw.whole(7, 90)),
        _time(10**15 * draw.whole(3, 9), 1e9 * draw.whole(300, 900)),
        _time(draw.whole(2, 9), 1e7 * draw.whole(3, 9)),
        _time(0, 3e9, isolating=True),
    ]


IDEAL_TIME = (
    Kind(
        "one MAC per cycle at 2.2 GHz",
        0.5,
        _nominal,
        tuple(_time(macs, 2.2e9) for macs in (386_940_272_640, 540_672_000, 31_948_800)),
    ),
    Kind("other rates", 0.5, _rates),
)
