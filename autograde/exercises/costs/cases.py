"""Assignment 01: the kinds of cases, what each earns, how its cases are drawn."""

from __future__ import annotations

from autograde.exercise import Draw, Kind, case
from cnn_lab.cases import Case, Result


def _judged(count: int) -> tuple[Result, ...]:
    """Each number by itself, so that one wrong count is told from another; then all of them."""
    return (*(Result(0, i) for i in range(count)), Result(0))


def _layer(*sizes: int, note: str = "", **options: bool) -> Case:
    C, H, W, O, OH, OW = sizes
    label = f"({C}, {H}, {W}) to ({O}, {OH}, {OW}){note}"
    return case("dense_cost", *sizes, label=label, judged=_judged(2), **options)


def _small_layers(draw: Draw) -> list[Case]:
    def three(low: int) -> tuple[int, int, int]:
        return (low + draw.whole(0, 2), low + 3 + draw.whole(0, 2), low + 6 + draw.whole(0, 2))

    return [
        _layer(*three(2), *three(3)),
        _layer(*three(4), *three(2)),
        _layer(*three(2), 1, 1, 1, note=", one output", isolating=True),
        _layer(1, 1, 1, *three(3), note=", one input", isolating=True),
        _layer(1, 1, 1, 1, 1, 1, isolating=True),
        _layer(1, 2, 3, 3, 2, 1, note=", sizes whose sum is their product", isolating=True),
        _layer(1, 1, draw.whole(6, 9), 1, 1, draw.whole(3, 5), note=", rows", isolating=True),
    ]


def _large_layers(draw: Draw) -> list[Case]:
    return [
        _layer(3, draw.whole(220, 260), draw.whole(300, 340), 64, 112, draw.whole(150, 170)),
        _layer(13, 10980, 10980, 64, 10980, draw.whole(10900, 10980), note=", a satellite image"),
    ]


DENSE_COST = (
    Kind("small layers", 0.5, _small_layers, (_layer(3, 32, 32, 6, 28, 28),)),
    Kind("large layers", 0.5, _large_layers, (_layer(3, 256, 256, 6, 256, 256),)),
)


def _image(H: int, W: int, KH: int, KW: int, note: str = "", **options: bool) -> Case:
    label = f"image ({H}, {W}), kernel ({KH}, {KW}){note}"
    return case("edge_detection_cost", H, W, KH, KW, label=label, judged=_judged(5), **options)


def _kernels(draw: Draw) -> list[Case]:
    return [
        _image(draw.whole(9, 11), draw.whole(14, 17), 2, draw.whole(4, 5)),
        _image(draw.whole(15, 19), draw.whole(8, 9), draw.whole(5, 6), 3),
        _image(draw.whole(7, 9), draw.whole(10, 12), 3, 3, ", square", isolating=True),
        _image(draw.whole(5, 9), draw.whole(10, 12), 1, 1, ", one weight", isolating=True),
        _image(1, 1, 1, 1, isolating=True),
    ]


def _thin(draw: Draw) -> list[Case]:
    wide, tall = draw.whole(7, 9), draw.whole(10, 12)
    return [
        _image(tall, wide, 1, draw.whole(2, 3)),
        _image(tall, wide, draw.whole(3, 4), 1),
        _image(1, draw.whole(8, 11), 1, 3, ", one row"),
        _image(draw.whole(6, 7), 4, draw.whole(2, 3), 4, ", as wide as the image"),
        _image(3, draw.whole(4, 6), 3, 2, ", as tall as the image"),
    ]


def _large(draw: Draw) -> list[Case]:
    slide = (draw.whole(79_000, 80_000), draw.whole(99_000, 100_000))
    return [
        _image(draw.whole(400, 480), draw.whole(600, 640), 5, 3),
        _image(*slide, 3, 2, ", a slide under a microscope"),
    ]


EDGE_DETECTION_COST = (
    Kind("small images", 1, _kernels, (_image(3, 6, 2, 3, ", small enough to draw"),)),
    Kind("thin kernels and images", 0.5, _thin),
    Kind("large images", 0.5, _large, (_image(280, 320, 1, 2, ", the slide's example"),)),
)
