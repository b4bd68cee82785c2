"""The sums of a layer: choose a layer, and see how its shape and its costs come about.

One piece of HTML with its own style and script. All numbers are typed in, in `sums_worked`. Without
script, a table of all layers stands in its place.
"""

from __future__ import annotations

import hashlib
import json

from ..figures import show_html, text_of
from ..palette import KERNEL
from .kinds import INKS, KINDS, times
from .sums_worked import ALEXNET, Row

LIVE = (
    '<div class="cnn-live" role="group" aria-label="Layers of AlexNet">'
    "<p>AlexNet for 227 pixels and two groups: choose a layer.</p>"
    '<div class="cnn-sums-layers" data-part="layers"></div>'
    '<div aria-live="polite" data-part="says"></div></div>'
)
"""The interactive part, which the script adds and fills with layers."""


def layer_sums() -> None:
    """Show AlexNet's layers as buttons; the chosen one shows the sums of its shape and costs."""
    show_html(page(), in_text())


def page() -> str:
    """Return the figure as HTML; the text is always the same, its id included."""
    data = {"rows": [_data(row) for row in ALEXNET], "live": LIVE}
    script = text_of("sums.js", __package__).replace(
        "__DATA__", json.dumps(data, ensure_ascii=False)
    )
    name = "cnn-sums-" + hashlib.sha256(script.encode()).hexdigest()[:12]
    return (
        f'<div class="cnn-sums" id="{name}" data-lm-suppress-shortcuts="true" '
        f'style="--cnn-kernel: {KERNEL};">\n<style>{text_of("sums.css", __package__)}</style>\n'
        f"{_static()}\n<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def in_text() -> str:
    """Return all layers with their sums as plain text."""
    parts = (f"{row.name}: {'; '.join(text for _, text in _sums(row))}" for row in ALEXNET)
    return "\n".join(["AlexNet, layer by layer", *parts])


def _data(row: Row) -> dict[str, object]:
    """What the script shows of one layer."""
    return {
        "name": row.name,
        "kind": row.kind,
        "fill": KINDS[row.kind],
        "ink": INKS.get(row.kind, "#000000"),
        "shape": _shape(row.after),
        "sums": _sums(row),
    }


def _shape(volume: tuple[int, int]) -> str:
    """A volume such as 96×55×55, or the length of a row."""
    channels, side = volume
    return times((channels, side, side)) if side else f"{channels:,}"


def _sums(row: Row) -> list[tuple[str, str]]:
    """The sums of one layer: what each is, and how it comes about."""
    return [("Shape", _size(row)), ("Parameters", _parameters(row)), ("MACs", _macs(row))]


def _size(row: Row) -> str:
    """How the shape comes about."""
    after = _shape(row.after)
    if row.kind == "dense":
        return f"{row.before[0]:,} numbers go in, {after} come out"
    if not row.kernel:
        return f"stays {after}"
    room = row.before[1] - row.kernel + 2 * row.padding
    formula = (
        f"o = ⌊(W − F + 2P)/S⌋ + 1 = ⌊({row.before[1]} − {row.kernel} + 2·{row.padding})"
        f"/{row.stride}⌋ + 1 = ⌊{room / row.stride:g}⌋ + 1 = {row.after[1]}"
    )
    kept = "as many channels as filters" if row.kind == "conv" else "the channels stay"
    return f"{formula}; {kept}, so {after}"


def _parameters(row: Row) -> str:
    """How the parameters come about."""
    if row.kind == "conv":
        seen = row.before[0] // row.groups
        depth = f"{row.before[0]}/{row.groups}" if row.groups > 1 else f"{seen}"
        weights = f"{depth} · {row.kernel} · {row.kernel}"
        return f"{row.after[0]} filters · ({weights} weights + 1 bias) = {row.parameters:,}"
    if row.kind == "dense":
        inputs = f"{row.before[0]:,} weights + 1 bias"
        return f"{row.after[0]:,} outputs · ({inputs}) = {row.parameters:,}"
    return "0: nothing is learned"


def _macs(row: Row) -> str:
    """How the multiply-accumulates come about."""
    if row.kind == "conv":
        side = row.after[1]
        places = f"{row.after[0]} · {side} · {side} outputs"
        weights = row.before[0] // row.groups * row.kernel**2
        return f"{places} · {weights:,} products = {row.macs:,}"
    if row.kind == "dense":
        return f"{row.after[0]:,} outputs · {row.before[0]:,} products = {row.macs:,}"
    return "0 in our count: no sums of weights times inputs"


def _static() -> str:
    """A table of all layers, for pages without script."""
    rows = "".join(
        f"<tr><th scope='row'>{row.name}</th>"
        + "".join(f"<td>{text}</td>" for _, text in _sums(row))
        + "</tr>"
        for row in ALEXNET
    )
    head = "".join(
        f"<th scope='col'>{name}</th>" for name in ("layer", "shape", "parameters", "MACs")
    )
    table = f"<table><caption>AlexNet, layer by layer</caption><thead><tr>{head}</tr></thead>"
    return f'<div class="cnn-static">{table}<tbody>{rows}</tbody></table></div>'
