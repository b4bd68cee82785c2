"""Where the gradient goes: click an output, and its window and its winner light up.

One piece of HTML that asks nothing of the network. Winners and gradients are typed in; the script
shows them, and adds up what the outputs that were chosen so far have sent. Without script, tables
of all windows stand in its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..figures import in_words, number, show_html, text_of
from ..stepping import cells, framed
from .pooling_worked import DECK, DECK_MAX, DECK_WINNERS

Place = tuple[int, int]


@dataclass(frozen=True)
class Setting:
    """One layer: its input, window, stride and padding, and what is typed in.

    `winners` are the pixels that the windows' maxima come from, row by row; `tied` the others that
    are equal to them.
    """

    name: str
    x: np.ndarray
    size: Place
    stride: int
    padding: int
    out: np.ndarray
    winners: tuple[Place, ...]
    dout: np.ndarray
    dx: np.ndarray
    tied: tuple[tuple[Place, ...], ...] = ()

    def places(self) -> list[Place]:
        """All outputs, row by row."""
        return [(h, v) for h in range(self.out.shape[0]) for v in range(self.out.shape[1])]


FOUR = np.array([[1, 2], [3, 4]])

SETTINGS = (
    Setting(
        "side by side",
        DECK,
        (2, 2),
        2,
        0,
        DECK_MAX,
        DECK_WINNERS,
        FOUR,
        np.array([[0, 0, 0, 0], [0, 1, 0, 2], [3, 0, 0, 0], [0, 0, 0, 4]]),
    ),
    Setting(
        "overlapping",
        np.array([[1, 5, 2, 0], [4, 9, 3, 7], [2, 6, 8, 1]]),
        (2, 2),
        1,
        0,
        np.array([[9, 9, 7], [9, 9, 8]]),
        ((1, 1), (1, 1), (1, 3), (1, 1), (1, 1), (2, 2)),
        np.array([[1, 2, 3], [4, 5, 6]]),
        np.array([[0, 0, 0, 0], [0, 12, 0, 3], [0, 0, 6, 0]]),
    ),
    Setting(
        "ties",
        np.array([[1, 3, 2, 2], [3, 3, 2, 2], [0, 5, 4, 1], [5, 0, 1, 4]]),
        (2, 2),
        2,
        0,
        np.array([[3, 2], [5, 4]]),
        ((0, 1), (0, 2), (2, 1), (2, 2)),
        FOUR,
        np.array([[0, 1, 2, 0], [0, 0, 0, 0], [0, 3, 4, 0], [0, 0, 0, 0]]),
        (((1, 0), (1, 1)), ((0, 3), (1, 2), (1, 3)), ((3, 0),), ((3, 3),)),
    ),
    Setting(
        "padding",
        np.array([[-3, -1, -4], [-2, -5, -6]]),
        (2, 2),
        2,
        1,
        np.array([[-3, -1], [-2, -5]]),
        ((0, 0), (0, 1), (1, 0), (1, 1)),
        FOUR,
        np.array([[1, 2, 0], [3, 4, 0]]),
    ),
)


def routes() -> None:
    """Show for each output its window, the pixel that won, and where its gradient goes."""
    show_html(page(), in_text())


def page() -> str:
    """Return the widget as HTML. It is the same text every time, ids included."""
    settings = [_data(one) for one in SETTINGS]
    data = json.dumps({"settings": settings, "live": _live()}, ensure_ascii=False)
    script = text_of("routes.js", __package__).replace("__DATA__", data)
    style = f"<style>{text_of('routes.css', __package__)}</style>"
    return framed("cnn-routes", style + "".join(_static(one) for one in SETTINGS), script)


def in_text() -> str:
    """Return all windows as plain text, one line for each."""
    lines = []
    for one in SETTINGS:
        lines.append(f"{_heading(one)}. x {in_words(one.x)}.")
        lines += [f"  {_says(one, index)}" for index in range(len(one.winners))]
        lines.append(f"  dx {in_words(one.dx)}.")
    return "\n".join(lines)


def _heading(setting: Setting) -> str:
    """A setting's layer in words."""
    size = f"{setting.size[0]} by {setting.size[1]}"
    padding = f", padding {setting.padding}" if setting.padding else ""
    return f"{setting.name.capitalize()}: windows of {size}, stride {setting.stride}{padding}"


def _data(setting: Setting) -> dict[str, Any]:
    """Everything that the script shows of one setting."""
    return {
        "name": setting.name,
        "heading": _heading(setting),
        "x": cells(setting.x),
        "size": setting.size,
        "stride": setting.stride,
        "padding": setting.padding,
        "out": cells(setting.out),
        "dout": cells(setting.dout),
        "winners": setting.winners,
        "says": [_says(setting, index) for index in range(len(setting.winners))],
    }


def _says(setting: Setting, index: int) -> str:
    """One output in words."""
    place, winner = setting.places()[index], setting.winners[index]
    value, gradient = number(setting.out[place]), number(setting.dout[place])
    tied = setting.tied[index] if setting.tied else ()
    text = f"{_named('out', place)} = {value} comes from {_named('x', winner)}"
    if tied:
        others = ", ".join(_named("x", other) for other in tied)
        text += f", the first of several equals, row by row (the others: {others})"
    return f"{text}. All of {_named('dout', place)} = {gradient} goes to {_named('dx', winner)}."


def _named(name: str, place: Place) -> str:
    return f"{name}[{place[0]},\N{NO-BREAK SPACE}{place[1]}]"


def _live() -> str:
    """Return the interactive part, which the script adds."""
    buttons = "".join(
        f'<button type="button" class="cnn-setting" aria-pressed="false">{one.name}</button>'
        for one in SETTINGS
    )
    tables = "".join(
        f'<div class="cnn-box"><div>{title}</div><table class="cnn-grid cnn-{look}{click}" '
        f'data-part="{part}" aria-label="{title}"><tbody></tbody></table></div>'
        for part, title, look, click in (
            ("x", "x", "input", ""),
            ("out", "out: choose one", "output", " cnn-click"),
            ("dout", "dout", "gradient", ""),
            ("dx", "dx so far", "gradient", ""),
        )
    )
    return (
        '<div class="cnn-live" role="group" aria-label="Where the gradient goes: choose an output">'
        f'<div class="cnn-buttons">{buttons}</div><p class="cnn-what" data-part="heading"></p>'
        f'<div class="cnn-row">{tables}</div>'
        '<p class="cnn-sum" data-part="said" aria-live="polite"></p></div>'
    )


def _static(setting: Setting) -> str:
    """One setting's windows as a table."""
    rows = "".join(
        f"<tr><th scope='row'>{_named('out', place)} = {number(setting.out[place])}</th>"
        f"<td>{_says(setting, index)}</td></tr>"
        for index, place in enumerate(setting.places())
    )
    caption = f"{_heading(setting)}. x {in_words(setting.x)}; dx {in_words(setting.dx)}"
    return f"<table><caption>{caption}</caption><tbody>{rows}</tbody></table>"
