"""What widgets that are stepped or clicked through share: their frame, their style, their cells.

A widget is one piece of HTML that asks nothing of the network: a style, what stands there without
script, and a script that adds the interactive part and fills it.
"""

from __future__ import annotations

import hashlib

import numpy as np

from .figures import number, text_of
from .palette import GRADIENT, INPUT, KERNEL, OUTPUT


def framed(name: str, static: str, script: str) -> str:
    """Return a widget: its style, what stands there without script, and its script.

    Parameters
    ----------
    name : str
        The id begins with it; the rest of the id depends on the script alone.
    static : str
        HTML for pages without script. The script hides it.
    script : str
        JavaScript in which `__ID__` stands for the id.
    """
    name = f"{name}-{hashlib.sha256(script.encode()).hexdigest()[:12]}"
    style = text_of("stepper.css") + text_of("stepping.css")
    return (
        f'<div class="cnn-stepper" id="{name}" data-lm-suppress-shortcuts="true" '
        f'style="{_colours()}">\n<style>{style}</style>\n'
        f'<div class="cnn-static">{static}</div>\n'
        f"<script>{script.replace('__ID__', name)}</script>\n</div>"
    )


def cells(values: np.ndarray) -> list[list[str]]:
    """Return an array as the texts of its cells."""
    return [[number(value) for value in row] for row in values]


def _colours() -> str:
    """Return the palette as CSS variables; the soft ones let a dark page shine through."""
    hues = (("input", INPUT), ("kernel", KERNEL), ("output", OUTPUT), ("gradient", GRADIENT))
    return " ".join(f"--cnn-{name}: {hue}; --cnn-{name}-soft: {hue}44;" for name, hue in hues)
