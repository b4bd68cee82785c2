"""The connections of three rows of units: click one, and all that it depends on or feeds lights up.

It is one piece of HTML with its own style and script, and asks nothing of the network. The script
follows the lines that are prepared here. Without script, a table stands in its place: the script
itself adds the units, so that pages which remove scripts show the table and nothing else.
"""

from __future__ import annotations

import hashlib
import json

from ..figures import show_html, text_of
from ..palette import INPUT, KERNEL, OUTPUT

COUNT = 7
REACH = 1
"""How many places to either side a kernel of width 3 reaches."""

ROWS = ("x", "h", "g")
"""The rows of units, the input first."""

START = 3
"""The unit of the last row that is chosen at first, counted from 0."""


def wiring(dense: bool = False) -> None:
    """Show three rows of units; a chosen one lights up what it depends on and what it feeds.

    Parameters
    ----------
    dense : bool
        Start with every unit joined to every unit of the next row.
    """
    show_html(page(dense), in_text())


def page(dense: bool) -> str:
    """Return the picture as HTML. Equal arguments give equal text, ids included."""
    data = json.dumps(
        {
            "rows": ROWS,
            "count": COUNT,
            "reach": REACH,
            "dense": dense,
            "start": START,
            "live": _live(),
        },
        ensure_ascii=False,
    )
    script = text_of("connections.js", __package__).replace("__DATA__", data)
    name = "cnn-units-" + hashlib.sha256(script.encode()).hexdigest()[:12]
    hues = (("input", INPUT), ("kernel", KERNEL), ("output", OUTPUT))
    style = " ".join(
        f"--cnn-{hue}: {colour}; --cnn-{hue}-soft: {colour}55;" for hue, colour in hues
    )
    return (
        f'<div class="cnn-units" id="{name}" data-lm-suppress-shortcuts="true" style="{style}">\n'
        f"<style>{text_of('connections.css', __package__)}</style>\n"
        f"{_static()}\n<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def in_text() -> str:
    """Return the convolution's connections as plain text, one line for each unit of two rows."""
    lines = ["convolution with a kernel of width 3, twice"]
    for row, unit, below, above in _facts():
        feeds = f"; feeds {above}" if above else ""
        lines.append(f"  {row}{unit} depends on {below}{feeds}")
    lines.append("dense layers: every unit depends on all below and feeds all above")
    return "\n".join(lines)


def reached(unit: int, layers: int) -> list[int]:
    """Units that one is joined with, some rows away, counted from 1."""
    low, high = max(1, unit - layers * REACH), min(COUNT, unit + layers * REACH)
    return list(range(low, high + 1))


def _facts() -> list[tuple[str, int, str, str]]:
    """Row, unit, what it depends on, and what it feeds."""
    units = range(1, COUNT + 1)
    middle = [("h", u, _names("x", reached(u, 1)), _names("g", reached(u, 1))) for u in units]
    last = [("g", u, _names("x", reached(u, 2)), "") for u in units]
    return middle + last


def _names(row: str, units: list[int]) -> str:
    """Names of units as a text."""
    return ", ".join(f"{row}{unit}" for unit in units)


def _static() -> str:
    """A table of what every unit depends on and feeds, in the convolution."""
    rows = "".join(
        f"<tr><th scope='row'>{row}{unit}</th><td>{below}</td><td>{above}</td></tr>"
        for row, unit, below, above in _facts()
    )
    head = "".join(f"<th scope='col'>{name}</th>" for name in ("unit", "depends on", "feeds"))
    caption = (
        "Seven inputs x, and two convolutions of width 3 that make h, then g. In dense layers "
        "every unit depends on all units below and feeds all above."
    )
    table = f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
    return f'<div class="cnn-static">{table}<tbody>{rows}</tbody></table></div>'


def _live() -> str:
    """Return the interactive part, which the script adds; it fills the stage with units."""
    return (
        '<div class="cnn-live" role="group" aria-label="Connections of three rows of units">'
        '<div class="cnn-buttons"><span>Choose a unit.</span>'
        '<button type="button" data-part="dense" role="switch" aria-checked="false">'
        '<span class="cnn-knob" aria-hidden="true"></span>Dense layers</button></div>'
        '<div class="cnn-scroll"><div class="cnn-stage" data-part="stage">'
        '<svg data-part="lines" aria-hidden="true" focusable="false"></svg></div></div>'
        '<p class="cnn-says" data-part="says" aria-live="polite"></p></div>'
    )
