"""A figure and its words: how every picture of the course reaches the reader.

A picture goes out as PNG together with its description. VS Code takes the image's `alt` from the
bundle's text/plain; nbconvert's classic template takes it from the output's metadata. JupyterLab
(4.6) and nbconvert's default template take it from nowhere, so the same words follow under the
picture, folded. An <img> in HTML would carry an `alt` everywhere, but PNG bytes may differ between
processors, and nbval compares HTML strictly.
"""

from __future__ import annotations

import base64
import html
import io
import sys
from importlib import resources
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from .palette import PAPER

INCH = 96
"""Pixels of a notebook page that one inch of a figure takes."""

SHARPNESS = 4 / 3
"""Pixels of the PNG for one pixel of the page."""


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure that pyplot does not know, so that nothing shows it twice."""
    return Figure(figsize=(width, height), facecolor=PAPER)


def text_of(name: str, package: str = __package__) -> str:
    """Return the text of a file that lies in a package: a style or a script of a widget."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def png(figure: Figure) -> bytes:
    """Return the figure as a PNG file."""
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=INCH * SHARPNESS)
    return target.getvalue()


def show(figure: Figure, words: str) -> None:
    """Display a figure with its description; without IPython, print the description.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    words : str
        What the figure shows, for readers who do not see it.
    """
    shell = _shell()
    if shell is None:
        print(words)
        return
    width = round(figure.get_figwidth() * INCH)
    bundle = {"image/png": base64.b64encode(png(figure)).decode(), "text/plain": words}
    shell.display_pub.publish(bundle, {"image/png": {"alt": words, "width": width}})
    show_html(_folded(words), words)


def show_html(markup: str, words: str) -> None:
    """Display HTML; without IPython, print the words that say the same."""
    shell = _shell()
    if shell is None:
        print(words)
    else:
        shell.display_pub.publish({"text/html": markup, "text/plain": words})


def in_words(values: np.ndarray) -> str:
    """Return a small array as text, row by row; a large one as its size."""
    rows = np.atleast_2d(values)
    size = f"{rows.shape[0]} by {rows.shape[1]}"
    if rows.size > 64:
        return f"{size} values"
    return f"{size}: " + "; ".join(" ".join(number(v) for v in row) for row in rows)


def number(value: float) -> str:
    """Return a value as it stands in a cell: short, true minus sign, "?" for the unknown."""
    if np.isnan(value):
        return "?"
    return f"{value + 0.0:.4g}".replace("-", "\N{MINUS SIGN}")


def _folded(words: str) -> str:
    """Return the description as a folded line of HTML."""
    style = "font-size: 0.85em; opacity: 0.8"
    summary = "<summary>The figure in words</summary>"
    return f'<details style="{style}">{summary}{html.escape(words)}</details>'


def _shell() -> Any:
    """Return the running IPython shell or None, without importing IPython."""
    module = sys.modules.get("IPython")
    return None if module is None else module.get_ipython()
