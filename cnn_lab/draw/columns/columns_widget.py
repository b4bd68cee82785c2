"""Where each pixel goes: a click on a pixel shows its copies, a click on a column its window.

It is one piece of HTML with its own style and script, and asks nothing of the network. The script
only shows what is prepared here: the windows, which are typed in. Without script, the image and the
matrix stand there as tables.
"""

from __future__ import annotations

import hashlib
import html
import json

from ..figures import show_html, text_of
from ..palette import INPUT, KERNEL
from . import columns_worked as worked


def pixel_map() -> None:
    """Show how the six windows of a 3 by 4 image become the columns of a matrix."""
    show_html(page(), in_text())


def page() -> str:
    """Return the widget as HTML; it is the same text every time."""
    data = json.dumps({"windows": worked.WINDOWS, "live": _live(), **_says()}, ensure_ascii=False)
    script = text_of("columns.js", __package__).replace("__DATA__", data)
    name = "cnn-columns-" + hashlib.sha256(script.encode()).hexdigest()[:12]
    colours = " ".join(
        f"--cnn-{role}: {hue}; --cnn-{role}-soft: {hue}44;"
        for role, hue in (("input", INPUT), ("kernel", KERNEL))
    )
    return (
        f'<div class="cnn-columns" id="{name}" data-lm-suppress-shortcuts="true" '
        f'style="{colours}">\n<style>{text_of("columns.css", __package__)}</style>\n'
        f"{_static()}\n<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def in_text() -> str:
    """Return the windows as plain text, one line for each column."""
    return "\n".join(["An image of 3 by 4, windows of 2 by 2.", *_says()["columns"]])


def _says() -> dict[str, list[str]]:
    """One sentence for each pixel and for each column."""
    _, width = worked.WINDOWS_SHAPE
    pixels = []
    for pixel in range(12):
        held = [str(c) for c, window in enumerate(worked.WINDOWS) if pixel in window]
        many = "1 window: column" if len(held) == 1 else f"{len(held)} windows: columns"
        place = f"Pixel {pixel} (row {pixel // width}, column {pixel % width})"
        pixels.append(f"{place} lies in {many} {', '.join(held)}.")
    columns = [
        f"Column {c} is the window at row {row}, column {column}: "
        f"pixels {', '.join(map(str, worked.WINDOWS[c]))}."
        for c, (row, column) in enumerate(worked.WINDOWS_AT)
    ]
    return {"pixels": pixels, "columns": columns}


def _live() -> str:
    """Return the interactive part, which the script adds."""
    pixels = "".join(
        f"<tr>{''.join(_button('pixel', 4 * i + j, str(4 * i + j)) for j in range(4))}</tr>"
        for i in range(3)
    )
    head = "".join(_button("column", c, f"col {c}") for c in range(6))
    rows = "".join(f"<tr>{_cells(place)}</tr>" for place in range(4))
    return (
        '<div class="cnn-live" role="group" aria-label="Where each pixel goes">'
        "<p>Click a pixel, or the head of a column.</p>"
        '<div class="cnn-row"><div class="cnn-box"><div>image: pixel numbers</div>'
        f'<table class="cnn-grid"><tbody>{pixels}</tbody></table></div>'
        '<div class="cnn-box"><div>one window in each column</div>'
        f'<table class="cnn-grid"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        '</div></div><p class="cnn-says" data-part="says" aria-live="polite"></p></div>'
    )


def _button(kind: str, which: int, text: str) -> str:
    """A cell that can be pressed."""
    cell = "th" if kind == "column" else "td"
    return (
        f'<{cell} data-{kind}="{which}"><button type="button" aria-pressed="false">{text}'
        f"</button></{cell}>"
    )


def _cells(place: int) -> str:
    """One row of the matrix: the pixel at this place of each window."""
    return "".join(
        f'<td data-copy="{window[place]}" data-of="{c}">{window[place]}</td>'
        for c, window in enumerate(worked.WINDOWS)
    )


def _static() -> str:
    """The image and the matrix as tables."""
    height, width = worked.WINDOWS_SHAPE
    image = [[str(width * i + j) for j in range(width)] for i in range(height)]
    matrix = [[str(window[place]) for window in worked.WINDOWS] for place in range(4)]
    return (
        '<div class="cnn-static">'
        f"{_table('An image of 3 by 4: the numbers of its pixels', image)}"
        f"{_table('Its six windows of 2 by 2, one in each column', matrix)}</div>"
    )


def _table(title: str, rows: list[list[str]]) -> str:
    """Return a table of texts; its title is no caption, which would be wrapped to its width."""
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f'<p>{html.escape(title)}</p><table aria-label="{title}"><tbody>{body}</tbody></table>'
