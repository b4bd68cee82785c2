"""Assignment 03, sizes and receptive fields: the kinds of cases and what each earns.

A size is made from the output that it shall give, so that what a mistake does to it, above all to
what the stride leaves over, is the same for all numbers that are drawn.
"""

from __future__ import annotations

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Argument, Case, Result

Layer = tuple[int, int]

ALEXNET = [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)]
CANZIANI = [(5, 2), (5, 1), (2, 2), (5, 1), (2, 2)]


def _size(size: int, kernel: int, stride: int, padding: int, dilation: int, note: str = "") -> Case:
    named = (("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1))
    label = ", ".join(
        [
            f"size {size}, kernel {kernel}",
            *(f"{name} {v}" for name, v, usual in named if v != usual),
        ]
    )
    return case("output_size", size, kernel, stride, padding, dilation, label=label + note)


def _for(
    out: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    left: int = 0,
    note: str = "",
) -> Case:
    """The case in which `out` positions fit, and `left` pixels are left over."""
    reach = dilation * (kernel - 1) + 1
    size = (out - 1) * stride + reach + left - 2 * padding
    return _size(size, kernel, stride, padding, dilation, note)


def _outs(draw: Draw, count: int, least: int = 4) -> list[int]:
    """Distinct sizes of outputs."""
    return [least + i * 3 + draw.whole(0, 2) for i in range(count)]


def _strides(draw: Draw) -> list[Case]:
    a, b, c, d = _outs(draw, 4)
    return [_for(a, 4, 3), _for(b, 5, 2), _for(c, 2, 1), _for(d, 3, 5), _for(c + 1, 1, 1)]


def _paddings(draw: Draw) -> list[Case]:
    a, b, c, d = _outs(draw, 4, least=5)
    return [_for(a, 6, 4, 1), _for(b, 5, 3, 2), _for(c, 3, 1, 1), _for(d, 2, 2, 3)]


def _dilations(draw: Draw) -> list[Case]:
    a, b, c, d = _outs(draw, 4, least=6)
    return [
        _for(a, 3, 1, 0, 3),
        _for(b, 4, 3, 2, 2),
        _for(c, 2, 2, 1, 4),
        _for(d, 5, 2, 0, 2),
        _for(1, 3, 2, 1, draw.whole(3, 6)),
        _for(a + 1, 1, 2, 0, 3),
    ]


def _misfits(draw: Draw) -> list[Case]:
    a, b, c, d, e = _outs(draw, 5)
    even = 2 * draw.whole(2, 6)
    small = draw.whole(3, 6)
    return [
        _for(a, 3, 3, left=1),
        _for(b, 3, 3, left=2),
        _for(c, 6, 4, 1, left=3),
        _for(even, 3, 2, left=1),
        _for(even + 1, 5, 2, 1, left=1),
        _for(d, 2, 5, 2, 3, left=2),
        _for(e, 4, 3, note=", fits exactly"),
        _for(1, small, 2, note=", fits exactly"),
        _for(1, small + 2, 3, 2, note=", fits exactly"),
        _size(small, small + 1, 1, 0, 1),
        _size(small, small + 4, 2, 0, 1),
        _size(small + 1, 4, 1, 1, small),
    ]


OUTPUT_SIZE = (
    Kind(
        "stride",
        0.5,
        _strides,
        (
            _size(7, 3, 1, 0, 1),
            _size(7, 3, 2, 0, 1),
            _size(32, 5, 1, 0, 1),
            _size(227, 11, 4, 0, 1),
        ),
    ),
    Kind("padding", 0.5, _paddings, (_size(7, 3, 1, 1, 1), _size(32, 5, 1, 2, 1))),
    Kind("dilation", 0.5, _dilations, (_size(7, 3, 1, 0, 2), _size(7, 3, 1, 0, 3))),
    Kind(
        "what fits and what does not",
        0.5,
        _misfits,
        (_size(7, 3, 3, 0, 1), _size(224, 11, 4, 0, 1), _size(256, 5, 2, 2, 1)),
    ),
)


def _kernel(kernel: int) -> Case:
    return case("same_padding", kernel, label=f"kernel {kernel}")


def _odd(draw: Draw) -> list[Case]:
    drawn = [9 + 2 * draw.whole(0, 3), 17 + 2 * draw.whole(0, 3)]
    return [_kernel(kernel) for kernel in (1, 3, *drawn)]


def _even(draw: Draw) -> list[Case]:
    drawn = [6 + 4 * draw.whole(0, 3), 8 + 4 * draw.whole(0, 3)]
    return [_kernel(kernel) for kernel in (2, 4, *drawn, 11 + 2 * draw.whole(0, 4))]


SAME_PADDING = (
    Kind("odd kernels", 0.5, _odd, (_kernel(3), _kernel(5), _kernel(7))),
    Kind("even kernels", 0.5, _even),
)


def _network(layers: list[Layer], note: str = "") -> Case:
    pairs = ", ".join(f"{kernel} by {stride}" for kernel, stride in layers)
    label = note or (f"kernel by stride: {pairs}" if layers else "no layers")
    judged = (Result(0), Result(0, 0), Result(0, 1), Argument(0, 0))
    return case("receptive_field", layers, label=label, judged=judged)


def _kernels(draw: Draw, count: int) -> list[int]:
    """Distinct kernels of at least 2, in any order that is not the same backwards."""
    found = [2 + 2 * i + draw.whole(0, 1) for i in range(count)]
    first = draw.whole(0, count - 1)
    return found[first:] + found[:first]


def _dense(draw: Draw) -> list[Case]:
    a, b, c, d, e = _kernels(draw, 5)
    return [
        _network([(a, 1), (b, 1), (c, 1)]),
        _network([(d, 1), (1, 1), (e, 1), (a, 1)]),
        _network([(b, 1)]),
        _network([]),
    ]


def _strided(draw: Draw) -> list[Case]:
    a, b, c, d = _kernels(draw, 4)
    s = draw.whole(2, 4)
    return [
        _network([(a + 2, s)]),
        _network([(a, s), (b, 1)]),
        _network([(b, 1), (c, s)]),
        _network([(c, 2), (d, s + 3), (a, 3)]),
        _network([(d, s), (b, 2), (c, 1), (a, s + 1)]),
        _network([(2, s + 1), (3, 2), (1, 2)]),
    ]


def _deep(draw: Draw) -> list[Case]:
    a, b, c, d = _kernels(draw, 4)
    s = draw.whole(2, 4)
    return [
        _network([(a + 3, s), (3, 2), (b, 1), (2, 2), (c, 1), (d, 1), (3, 3)]),
        _network([(b, 1), (a, 1), (2, 2), (c, 1), (d, 1), (2, 2), (3, 1), (3, s)]),
    ]


RECEPTIVE_FIELD = (
    Kind("stride 1", 0.5, _dense, (_network([(3, 1), (3, 1), (3, 1)]),)),
    Kind("strides", 1.5, _strided, (_network([(3, 2), (3, 1)]),)),
    Kind(
        "deep networks",
        1,
        _deep,
        (
            _network(CANZIANI, "the third network of Canziani"),
            _network(ALEXNET, "AlexNet"),
        ),
    ),
)
