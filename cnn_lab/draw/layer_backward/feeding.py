"""Who feeds whom: click an input pixel, and the outputs that it feeds light up, or the reverse.

One piece of HTML that asks nothing of the network. The links between pixels are geometry, listed
here; the script only looks them up. Without script, tables of the links stand in its place.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ..figures import show_html, text_of
from ..stepping import framed

Place = tuple[int, int]


@dataclass(frozen=True)
class Setting:
    """One layer with a 2 by 2 kernel: its name, sizes of input and output, stride and padding."""

    name: str
    x: Place
    out: Place
    stride: int
    padding: int


SETTINGS = (
    Setting("3 by 3, stride 1", (3, 3), (2, 2), 1, 0),
    Setting("5 by 4, stride 2", (5, 4), (2, 2), 2, 0),
    Setting("3 by 4, padding 1", (3, 4), (4, 5), 1, 1),
)
TAPS = ((0, 0), (0, 1), (1, 0), (1, 1))


def feeds() -> None:
    """Show which outputs an input pixel feeds and which inputs an output sees, by a click."""
    show_html(page(), in_text())


def page() -> str:
    """Return the widget as HTML. It is the same text every time, ids included."""
    settings = [{**vars(one), "links": links(one)} for one in SETTINGS]
    data = json.dumps({"settings": settings, "live": _live()}, ensure_ascii=False)
    script = text_of("feeds.js", __package__).replace("__DATA__", data)
    return framed("cnn-feeds", "".join(_static(one) for one in SETTINGS), script)


def links(setting: Setting) -> list[dict[str, Place]]:
    """Return every pair of an input pixel and an output pixel, with the weight between them."""
    found = []
    for h in range(setting.out[0]):
        for v in range(setting.out[1]):
            for k, l in TAPS:
                i = setting.stride * h + k - setting.padding
                j = setting.stride * v + l - setting.padding
                if 0 <= i < setting.x[0] and 0 <= j < setting.x[1]:
                    found.append({"x": (i, j), "out": (h, v), "w": (k, l)})
    return found


def in_text() -> str:
    """Return all links as plain text, one line for each input pixel."""
    lines = []
    for setting in SETTINGS:
        lines.append(f"{setting.name}, kernel 2 by 2:")
        lines += [f"  {_named('x', place)} feeds {_fed(setting, place)}" for place in _all(setting)]
    return "\n".join(lines)


def _all(setting: Setting) -> list[Place]:
    """All input pixels of a setting."""
    return [(i, j) for i in range(setting.x[0]) for j in range(setting.x[1])]


def _fed(setting: Setting, place: Place) -> str:
    """The outputs that one input pixel feeds, with the weights, in words."""
    ends = [
        f"{_named('out', link['out'])} by {_named('w', link['w'])}"
        for link in links(setting)
        if link["x"] == place
    ]
    return ", ".join(ends) or "nothing"


def _named(name: str, place: Place) -> str:
    return f"{name}[{place[0]}, {place[1]}]"


def _whole(said: str) -> str:
    """Keep the names of pixels in one line: no break between their two indices."""
    return re.sub(r"(\[\d+,) ", "\\1\N{NO-BREAK SPACE}", said)


def _live() -> str:
    """Return the interactive part, which the script adds."""
    buttons = "".join(
        f'<button type="button" class="cnn-setting" aria-pressed="false">{one.name}</button>'
        for one in SETTINGS
    )
    tables = "".join(
        f'<div class="cnn-box"><div>{title}</div><table class="cnn-grid cnn-click cnn-{look}" '
        f'data-part="{part}" aria-label="{title}"><tbody></tbody></table></div>'
        for part, title, look in (("x", "input x", "input"), ("out", "output", "output"))
    )
    return (
        '<div class="cnn-live" role="group" aria-label="Who feeds whom: choose a pixel">'
        f'<div class="cnn-buttons">{buttons}</div><div class="cnn-row">{tables}</div>'
        '<p class="cnn-sum" data-part="said" aria-live="polite"></p></div>'
    )


def _static(setting: Setting) -> str:
    """One setting's links as a table."""
    rows = "".join(
        f"<tr><th scope='row'>{_named('x', place)}</th><td>{_whole(_fed(setting, place))}</td></tr>"
        for place in _all(setting)
    )
    head = "<tr><th scope='col'>input pixel</th><th scope='col'>feeds</th></tr>"
    caption = f"{setting.name}, kernel 2 by 2"
    return f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
