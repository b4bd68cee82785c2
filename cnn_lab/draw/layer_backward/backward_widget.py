"""The backward stepper: output pixel by output pixel through the worked example's gradients.

Like the forward stepper it is one piece of HTML that asks nothing of the network. The script only
shows what is prepared here; the gradients after each step are typed in. Without script, a table of
all steps stands in its place.
"""

from __future__ import annotations

import html
import json
from typing import Any

import numpy as np

from .. import worked
from ..figures import in_words, number, show_html, text_of
from ..stepping import cells, framed

POSITIONS = ((0, 0), (0, 1), (1, 0), (1, 1))
DOUT = (1, 2, 3, 4)
DX_SO_FAR = (
    np.array([[1, 0, 0], [2, -1, 0], [0, 0, 0]]),
    np.array([[1, 2, 0], [2, 3, -2], [0, 0, 0]]),
    np.array([[1, 2, 0], [5, 3, -2], [6, -3, 0]]),
    np.array([[1, 2, 0], [5, 7, -2], [6, 5, -4]]),
)
DW_SO_FAR = (
    np.array([[1, 3], [2, 1]]),
    np.array([[7, 1], [4, 1]]),
    np.array([[13, 4], [4, 7]]),
    np.array([[17, 4], [12, 3]]),
)
DB_SO_FAR = (1, 3, 6, 10)


def backward_stepper() -> None:
    """Show the worked example's backward pass as a stepper over its four output pixels."""
    show_html(page(), in_text())


def page() -> str:
    """Return the stepper as HTML. It is the same text every time, ids included."""
    data = json.dumps({**_data(), "live": _live()}, ensure_ascii=False)
    script = text_of("backward_stepper.js", __package__).replace("__DATA__", data)
    return framed("cnn-backward", _static(), script)


def in_text() -> str:
    """Return all steps as plain text, one line for each."""
    lines = ["The backward pass of the worked example, dout 1 2; 3 4:"]
    for step, now in enumerate(_steps()):
        lines.append(
            f"  {now['said']} So far dx {in_words(DX_SO_FAR[step])}, "
            f"dw {in_words(DW_SO_FAR[step])}, db {DB_SO_FAR[step]}."
        )
    return "\n".join(lines)


def _data() -> dict[str, Any]:
    """Everything that the script shows."""
    dout = cells(np.array(DOUT).reshape(2, 2))
    arrays = {"dout": dout, "kernel": cells(worked.KERNEL), "image": cells(worked.IMAGE)}
    return {**arrays, "steps": _steps()}


def _steps() -> list[dict[str, Any]]:
    """The four output pixels, with what each sends and what has arrived so far."""
    return [_step(index, *POSITIONS[index]) for index in range(len(POSITIONS))]


def _step(index: int, row: int, column: int) -> dict[str, Any]:
    """One output pixel."""
    window = worked.IMAGE[row : row + 2, column : column + 2]
    gradient = DOUT[index]
    return {
        "row": row,
        "column": column,
        "toDx": _products(gradient, worked.KERNEL),
        "toDw": _products(gradient, window),
        "dx": cells(DX_SO_FAR[index]),
        "dw": cells(DW_SO_FAR[index]),
        "db": number(DB_SO_FAR[index]),
        "said": f"dout[{row}, {column}] = {gradient}: {gradient} times the kernel goes to the "
        f"window of dx, {gradient} times the window of x to dw, {gradient} to db.",
    }


def _products(gradient: int, values: np.ndarray) -> list[list[str]]:
    """Return the products with one gradient as they are written, not multiplied."""
    return [[f"{gradient} · {_factor(value)}" for value in row] for row in values]


def _factor(value: float) -> str:
    """Return a number as a second factor: negative ones in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def _live() -> str:
    """Return the interactive part, which the script adds."""
    rows = (
        ("", (("dout", "dout", "gradient"), ("kernel", "kernel", "kernel"), _IMAGE)),
        (
            "to the pixels",
            (("to-dx", "dout · kernel", "products"), ("dx", "dx so far", "gradient")),
        ),
        ("to the weights", (("to-dw", "dout · window", "products"), _DW, _DB)),
    )
    tables = "".join(
        f'<p class="cnn-what">{what}</p><div class="cnn-row">'
        + "".join(_table(*entry) for entry in entries)
        + "</div>"
        for what, entries in rows
    )
    return (
        '<div class="cnn-live" role="group" aria-label="Backward pass, step by step">'
        '<div class="cnn-buttons">'
        '<button type="button" data-part="previous" aria-label="Previous output pixel">← Previous'
        '</button><button type="button" data-part="next" aria-label="Next output pixel">Next →'
        '</button><span data-part="where" aria-live="polite"></span></div>'
        f'<p class="cnn-sum" data-part="said" aria-live="polite"></p>{tables}</div>'
    )


_TO_DX = ("to-dx", "dout · kernel", "products")
_DX = ("dx", "dx so far", "gradient")
_IMAGE = ("image", "x", "input")
_DW = ("dw", "dw so far", "gradient")
_DB = ("db", "db so far", "gradient")


def _table(part: str, name: str, look: str) -> str:
    """One grid with its name above it."""
    return (
        f'<div class="cnn-box"><div>{name}</div><table class="cnn-grid cnn-{look}" '
        f'data-part="{part}" aria-label="{name}"><tbody></tbody></table></div>'
    )


def _static() -> str:
    """All steps as one table."""
    head = "".join(
        f"<th scope='col'>{name}</th>"
        for name in ("output pixel", "to dx", "dx so far", "to dw", "dw so far", "db so far")
    )
    body = "".join(
        f"<tr><th scope='row'>dout[{now['row']}, {now['column']}]</th>"
        + "".join(f"<td>{_lines(now[part])}</td>" for part in ("toDx", "dx", "toDw", "dw"))
        + f"<td>{now['db']}</td></tr>"
        for now in _steps()
    )
    caption = "Each output pixel sends dout · kernel to dx, dout · window to dw and dout to db"
    head = f"<thead><tr>{head}</tr></thead>"
    return f"<table><caption>{caption}</caption>{head}<tbody>{body}</tbody></table>"


def _lines(rows: list[list[str]]) -> str:
    """Return a small array as lines of a cell."""
    return "<br>".join(html.escape(", ".join(row)) for row in rows)
