"""An output pixel lights up its inputs in all channels: the layer's worked example to click.

One piece of HTML with its own style and script, which asks nothing of the network. The script only
shows what is prepared here; results are typed in. Without script a table of all output pixels
stands in its place.
"""

from __future__ import annotations

import hashlib
import html
import json
from typing import Any

import numpy as np

from ..figures import number, show_html, text_of
from ..palette import INPUT, KERNEL, OUTPUT
from .channels_worked import BIASES, CHANNELS, FILTERS, OUTPUTS, PARTS

SETTINGS = ((1, 0), (2, 1))
"""Stride and padding, at both positions of the switch."""


def layer_windows() -> None:
    """Show the worked example with two channels and two filters: click on an output pixel."""
    show_html(page(), in_text())


def page() -> str:
    """Return the widget as HTML, always the same text."""
    data: dict[str, Any] = {
        "settings": [_setting(*setting) for setting in SETTINGS],
        "live": _live(),
    }
    data["filters"] = [[_cells(part) for part in one] for one in FILTERS]
    text = json.dumps(data, ensure_ascii=False)
    script = text_of("channels_widget.js", __package__).replace("__DATA__", text)
    name = "cnn-channels-" + hashlib.sha256(script.encode()).hexdigest()[:12]
    return (
        f'<div class="cnn-channels" id="{name}" data-lm-suppress-shortcuts="true" '
        f'style="{_colours()}">\n<style>{text_of("channels_widget.css", __package__)}</style>\n'
        f"{_static()}\n<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def in_text() -> str:
    """Return every output pixel as plain text."""
    lines = []
    for setting in SETTINGS:
        lines.append(_called(*setting))
        for pixel in _setting(*setting)["pixels"]:
            lines.append(f"  {_name(pixel)}: {pixel['sum']}")
    return "\n".join(lines)


def _setting(stride: int, padding: int) -> dict[str, Any]:
    """One position of the switch: the channels with their rim, and all output pixels."""
    padded = [np.pad(channel, padding) for channel in CHANNELS]
    pixels = [
        _pixel(padded, stride, padding, o, i, j) for o in range(2) for i in range(2) for j in (0, 1)
    ]
    return {
        "name": _called(stride, padding),
        "padding": padding,
        "channels": [_cells(channel) for channel in padded],
        "outputs": [_cells(out) for out in OUTPUTS[stride, padding]],
        "pixels": pixels,
    }


def _pixel(
    padded: list[np.ndarray], stride: int, padding: int, o: int, i: int, j: int
) -> dict[str, Any]:
    """One output pixel: where its window lies, its products and its sum."""
    row, column = i * stride, j * stride
    parts = [int(part[i, j]) for part in PARTS[stride, padding][o]]
    lines = []
    for c, channel in enumerate(padded):
        window = channel[row : row + 2, column : column + 2]
        terms = [
            f"{_bracketed(a)} · {_bracketed(b)}"
            for a, b in zip(window.flat, FILTERS[o][c].flat, strict=True)
        ]
        lines.append(f"channel {c}: {' + '.join(terms)} = {number(parts[c])}")
    terms = [number(parts[0]), _bracketed(parts[1]), _bracketed(BIASES[o])]
    total = f"{' + '.join(terms)} = {number(OUTPUTS[stride, padding][o][i, j])}"
    lines.append(f"both channels and the bias: {total}")
    place = {"filter": o, "row": i, "column": j, "top": row, "left": column}
    return {**place, "lines": lines, "sum": total}


def _bracketed(value: float) -> str:
    """Return a number inside a sum: negative ones in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def _name(pixel: dict[str, Any]) -> str:
    """Return what an output pixel is called."""
    return f"out[0, {pixel['filter']}, {pixel['row']}, {pixel['column']}]"


def _called(stride: int, padding: int) -> str:
    """Return what a setting is called."""
    return f"stride {stride}, padding {padding}"


def _cells(values: np.ndarray) -> list[list[str]]:
    """Return an array as the texts of its cells."""
    return [[number(value) for value in row] for row in values]


def _live() -> str:
    """Return the interactive part, which the script adds."""
    boxes = [
        ("input", "x[0, 0]", "channel-0"),
        ("input", "x[0, 1]", "channel-1"),
        ("kernel", "w[0, 0]", "slice-0"),
        ("kernel", "w[0, 1]", "slice-1"),
        ("output", "out[0, 0]", "output-0"),
        ("output", "out[0, 1]", "output-1"),
    ]
    tables = [
        f'<div class="cnn-box"><div data-part="{part}-name">{name}</div>'
        f'<table class="cnn-grid cnn-{look}" data-part="{part}"><tbody></tbody></table></div>'
        for look, name, part in boxes
    ]
    off, on = (_called(*setting) for setting in SETTINGS)
    groups = "".join(
        f'<div class="cnn-group">{"".join(tables[at : at + 2])}</div>' for at in (0, 2, 4)
    )
    return (
        '<div class="cnn-live" role="group" aria-label="Layer with two channels and two filters">'
        '<div class="cnn-buttons"><span>Choose a pixel of the output.</span>'
        f'<button type="button" data-part="switch" role="switch" aria-checked="false" '
        f'aria-label="{on}"><span class="cnn-off">{off}</span>'
        f'<span class="cnn-knob" aria-hidden="true"></span><span class="cnn-on">{on}</span>'
        "</button></div>"
        f'<div class="cnn-row">{groups}</div>'
        '<div class="cnn-sum" data-part="sum" aria-live="polite"></div></div>'
    )


def _static() -> str:
    """All output pixels as a table for each setting."""
    return f'<div class="cnn-static">{"".join(_table(*setting) for setting in SETTINGS)}</div>'


def _table(stride: int, padding: int) -> str:
    """One table: output pixel, and what is added up for it."""
    head = (
        "<tr><th scope='col'>pixel</th><th scope='col'>found in channel 0 + found in channel 1 + "
        "bias</th></tr>"
    )
    rows = "".join(
        f"<tr><th scope='row'>{_name(p)}</th><td>{html.escape(p['sum'])}</td></tr>"
        for p in _setting(stride, padding)["pixels"]
    )
    caption = f"<caption>{_called(stride, padding)}</caption>"
    return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


def _colours() -> str:
    """Return the palette as CSS variables; the soft ones let a dark page shine through."""
    hues = (("input", INPUT), ("kernel", KERNEL), ("output", OUTPUT))
    return " ".join(f"--cnn-{name}: {hue}; --cnn-{name}-soft: {hue}44;" for name, hue in hues)
