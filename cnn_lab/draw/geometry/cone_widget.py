"""The cone: choose a unit of a small network, and see which inputs it depends on.

One piece of HTML with its own style and script, as the stepper. The networks are typed in: kernel
and stride of each layer, and how many units it has. Without script, a picture made of text stands
in its place, with one unit of each network chosen.
"""

from __future__ import annotations

import hashlib
import html
import json
from dataclasses import dataclass
from typing import Any

from ..figures import show_html, text_of
from ..palette import INPUT, KERNEL, OUTPUT

INPUTS = 15
SPACE = 46
"""Distance of two inputs in the drawing."""

LEFT = 100

Wires = list[list[list[int]]]
"""For each layer and unit: the units below that it is connected to."""


@dataclass(frozen=True)
class Network:
    """Layers as (kernel, stride, units), and the unit of the last one that is chosen at first."""

    name: str
    layers: tuple[tuple[int, int, int], ...]
    chosen: int

    def wires(self) -> Wires:
        """Which units of the layer below each unit looks at."""
        return [
            [list(range(unit * stride, unit * stride + kernel)) for unit in range(units)]
            for kernel, stride, units in self.layers
        ]


NETWORKS = (
    Network("stride 1, 1, 1", ((3, 1, 13), (3, 1, 11), (3, 1, 9)), 4),
    Network("stride 2, 1, 1", ((3, 2, 7), (3, 1, 5), (3, 1, 3)), 1),
    Network("stride 1, 1, 2", ((3, 1, 13), (3, 1, 11), (3, 2, 5)), 2),
)


def cone() -> None:
    """Show three networks of kernels of 3, with a unit to choose and all that it depends on."""
    show_html(page(), in_text())


def page() -> str:
    """Return the cone as HTML; the text is always the same, its id included."""
    data = {"inputs": INPUTS, "nets": [_data(one) for one in NETWORKS], "live": _live()}
    script = text_of("cone.js", __package__).replace(
        "__DATA__", json.dumps(data, ensure_ascii=False)
    )
    name = "cnn-cone-" + hashlib.sha256(script.encode()).hexdigest()[:12]
    return (
        f'<div class="cnn-cone" id="{name}" data-lm-suppress-shortcuts="true" '
        f'style="{_colours()}">\n<style>{text_of("cone.css", __package__)}</style>\n'
        f"{_static()}\n<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def in_text() -> str:
    """Return all three networks as pictures of text."""
    return "\n\n".join(f"{_heading(one)}\n{_picture(one)}" for one in NETWORKS)


def _data(network: Network) -> dict[str, Any]:
    """Everything that the script shows of one network."""
    wires = network.wires()
    return {
        "layers": wires,
        "places": [[LEFT + SPACE * at for at in row] for row in _places(wires)],
        "names": _names(network),
        "says": [
            [_says(wires, layer, unit) for unit in range(count)]
            for layer, count in enumerate([INPUTS, *(len(units) for units in wires)])
        ],
        "chosen": network.chosen,
    }


def _names(network: Network) -> list[str]:
    """What stands beside each row, from the inputs upwards."""
    return ["inputs", *(f"{kernel}, stride {stride}" for kernel, stride, _ in network.layers)]


def _places(wires: Wires) -> list[list[float]]:
    """Where units stand, counted in inputs: each in the middle of those that it looks at."""
    places: list[list[float]] = [[float(i) for i in range(INPUTS)]]
    for units in wires:
        below = places[-1]
        places.append([(below[unit[0]] + below[unit[-1]]) / 2 for unit in units])
    return places


def _ends(wires: Wires, layer: int, unit: int) -> tuple[int, int]:
    """The first and the last input that a unit depends on, by following its lines down."""
    first = last = unit
    for units in reversed(wires[:layer]):
        first, last = units[first][0], units[last][-1]
    return first, last


def _says(wires: Wires, layer: int, unit: int) -> str:
    """One unit in words."""
    if layer == 0:
        return f"Input {unit} sees itself."
    first, last = _ends(wires, layer, unit)
    text = f"Unit {unit} of layer {layer} sees the inputs {first} to {last}."
    if unit + 1 < len(wires[layer - 1]):
        later, _ = _ends(wires, layer, unit + 1)
        text += f" The view of unit {unit + 1}, its neighbour, begins at input {later}."
    return text


def _heading(network: Network) -> str:
    """One network and its chosen unit in words."""
    top = len(network.layers)
    return f"Three kernels of 3, {network.name}. {_says(network.wires(), top, network.chosen)}"


def _picture(network: Network) -> str:
    """One network as text: a row for each layer, and brackets around what the unit depends on."""
    wires = network.wires()
    lit = [set[int]() for _ in range(len(wires) + 1)]
    lit[-1].add(network.chosen)
    for layer in range(len(wires), 0, -1):
        for unit in lit[layer]:
            lit[layer - 1].update(wires[layer - 1][unit])
    rows = []
    for name, places, seen in zip(_names(network), _places(wires), lit, strict=True):
        row = [" "] * (4 * INPUTS)
        for unit, place in enumerate(places):
            text = f"[{unit}]" if unit in seen else f" {unit} "
            start = round(4 * place)
            row[start : start + len(text)] = text
        rows.append(f"{name:<12}{''.join(row)}".rstrip())
    return "\n".join(reversed(rows))


def _static() -> str:
    """The pictures of text, for pages without script."""
    parts = (
        f"<p>{html.escape(_heading(one))}</p>"
        f"<pre style='font-family: monospace'>{html.escape(_picture(one))}</pre>"
        for one in NETWORKS
    )
    return f'<div class="cnn-static">{"".join(parts)}</div>'


def _live() -> str:
    """The interactive part, which the script adds."""
    networks = "".join(
        f'<button type="button" data-part="net-{index}" aria-pressed="false">{one.name}</button>'
        for index, one in enumerate(NETWORKS)
    )
    moves = "".join(
        f'<button type="button" data-part="{name}" aria-label="{label}">{text}</button>'
        for name, label, text in (
            ("left", "Unit to the left", "← left"),
            ("right", "Unit to the right", "right →"),
            ("up", "Layer above", "↑ up"),
            ("down", "Layer below", "↓ down"),
        )
    )
    return (
        '<div class="cnn-live" role="group" aria-label="What a unit sees">'
        f'<div class="cnn-cone-buttons"><span>Three kernels of 3:</span>{networks}</div>'
        f'<div class="cnn-cone-buttons"><span>Choose a unit, by a click or by:</span>{moves}</div>'
        '<svg data-part="picture" role="img" aria-label="Units and their connections; the text '
        'below says what the chosen unit sees"></svg>'
        '<p class="cnn-cone-says" data-part="says" aria-live="polite"></p></div>'
    )


def _colours() -> str:
    """Return the palette as CSS variables; the soft ones let a dark page shine through."""
    hues = (("input", INPUT), ("kernel", KERNEL), ("output", OUTPUT))
    return " ".join(f"--cnn-{name}: {hue}; --cnn-{name}-soft: {hue}55;" for name, hue in hues)
