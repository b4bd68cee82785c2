"""The stepper: window by window through the worked example, with a switch that flips the kernel.

It is one piece of HTML with its own style and script, and asks nothing of the network. The script
only shows what is prepared here: the windows, their products, and the sums, which are typed in.
Without script, a table of all positions stands in its place: the script itself adds the buttons, so
that pages which remove scripts (untrusted notebooks, GitHub) show the table and nothing else.
"""

from __future__ import annotations

import hashlib
import html
import json
from typing import Any

import numpy as np

from .. import worked
from ..figures import number, show_html, text_of
from ..palette import INPUT, KERNEL, OUTPUT

POSITIONS = ((0, 0), (0, 1), (1, 0), (1, 1))


def stepper(flipped: bool = False) -> None:
    """Show the worked example as a stepper over its four windows.

    Parameters
    ----------
    flipped : bool
        Start with the kernel flipped, which is convolution.
    """
    show_html(page(flipped), in_text())


def page(flipped: bool) -> str:
    """Return the stepper as HTML. Equal arguments give equal text, ids included."""
    data = json.dumps({**_data(), "flipped": flipped, "live": _live()}, ensure_ascii=False)
    script = text_of("stepper.js", __package__).replace("__DATA__", data)
    name = "cnn-stepper-" + hashlib.sha256(script.encode()).hexdigest()[:12]
    return (
        f'<div class="cnn-stepper" id="{name}" data-lm-suppress-shortcuts="true" '
        f'style="{_colours()}">\n<style>{text_of("stepper.css")}</style>\n'
        f"{_static()}\n<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def in_text() -> str:
    """Return the whole example as plain text, one line for each window."""
    lines = []
    for side in _sides():
        lines.append(f"{side['name']}, kernel {side['kernel']}")
        lines += [f"  row {s['row']}, column {s['column']}: {s['sum']}" for s in side["steps"]]
    return "\n".join(lines).replace("'", "")


def _data() -> dict[str, Any]:
    """Everything that the script shows."""
    correlation, convolution = _sides()
    image = _cells(worked.IMAGE)
    return {"image": image, "correlation": correlation, "convolution": convolution}


def _sides() -> tuple[dict[str, Any], dict[str, Any]]:
    """Both positions of the switch."""
    return (
        _side("correlation", worked.KERNEL, worked.CORRELATION_VALID),
        _side("convolution", worked.KERNEL_FLIPPED, worked.CONVOLUTION_VALID),
    )


def _side(name: str, kernel: np.ndarray, output: np.ndarray) -> dict[str, Any]:
    """One position of the switch: the kernel as it lies on the image, and the four windows."""
    steps = [_step(index, kernel, output) for index in range(len(POSITIONS))]
    return {"name": name, "kernel": _cells(kernel), "steps": steps}


def _step(index: int, kernel: np.ndarray, output: np.ndarray) -> dict[str, Any]:
    """One window with its products, its sum, and the output so far."""
    row, column = POSITIONS[index]
    window = worked.IMAGE[row : row + 2, column : column + 2]
    pairs = [(number(a), _factor(b)) for a, b in zip(window.flat, kernel.flat, strict=True)]
    products = [f"{_factor_first(a)} · {b}" for a, b in pairs]
    so_far = [number(v) if i <= index else "?" for i, v in enumerate(output.flat)]
    return {
        "row": row,
        "column": column,
        "products": [products[:2], products[2:]],
        "sum": f"{' + '.join(products)} = {number(output[row, column])}",
        "output": [so_far[:2], so_far[2:]],
    }


def _factor(value: float) -> str:
    """Return a number as the second factor of a product: negative ones in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def _factor_first(text: str) -> str:
    """Return a number as the first factor of a product within a sum."""
    return text if text[0].isdigit() else f"({text})"


def _cells(values: np.ndarray) -> list[list[str]]:
    """Return an array as the texts of its cells."""
    return [[number(value) for value in row] for row in values]


def _live() -> str:
    """Return the interactive part, which the script adds."""
    tables = "".join(
        f'<div class="cnn-box"><div data-part="{part}-name">{part}</div>'
        f'<table class="cnn-grid cnn-{look}" data-part="{part}" aria-label="{part}">'
        "<tbody></tbody></table></div>"
        for part, look in (
            ("image", "input"),
            ("kernel", "kernel"),
            ("products", "products"),
            ("output", "output"),
        )
    )
    return (
        '<div class="cnn-live" role="group" aria-label="Worked example, step by step">'
        '<div class="cnn-buttons">'
        '<button type="button" data-part="previous" aria-label="Previous position">← Previous'
        '</button><button type="button" data-part="next" aria-label="Next position">Next →'
        '</button><span data-part="where" aria-live="polite"></span>'
        '<button type="button" data-part="flip" role="switch" aria-checked="false">'
        '<span class="cnn-knob" aria-hidden="true"></span>Flip the kernel</button></div>'
        f'<div class="cnn-row">{tables}</div>'
        '<p class="cnn-sum" data-part="sum" aria-live="polite"></p></div>'
    )


def _static() -> str:
    """All positions as a table each for correlation and convolution."""
    return f'<div class="cnn-static">{"".join(_static_table(side) for side in _sides())}</div>'


def _static_table(side: dict[str, Any]) -> str:
    """One table: position and sum of products."""
    kernel = "; ".join(" ".join(row) for row in side["kernel"])
    rows = "".join(
        f"<tr><th scope='row'>row {s['row']}, column {s['column']}</th><td>{html.escape(s['sum'])}"
        "</td></tr>"
        for s in side["steps"]
    )
    caption = f"{side['name']}: the kernel lies on the image as {kernel}"
    head = "<tr><th scope='col'>window at</th><th scope='col'>sum of the four products</th></tr>"
    return f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _colours() -> str:
    """Return the palette as CSS variables; the soft ones let a dark page shine through."""
    hues = (("input", INPUT), ("kernel", KERNEL), ("output", OUTPUT))
    return " ".join(f"--cnn-{name}: {hue}; --cnn-{name}-soft: {hue}44;" for name, hue in hues)
