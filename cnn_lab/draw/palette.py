"""The course's colours, defined once: each role keeps its colour in every figure and widget.

The four hues are Okabe and Ito's, which stay apart for colour-blind readers; every figure also says
in words what is what.
"""

from __future__ import annotations

INPUT = "#0072B2"
KERNEL = "#E69F00"
OUTPUT = "#009E73"
GRADIENT = "#CC79A7"
ROLES = {"input": INPUT, "kernel": KERNEL, "output": OUTPUT, "gradient": GRADIENT}

INK = "#1A1A1A"
FAINT = "#767676"
PAPER = "#FFFFFF"

SIGNED_MAP = "RdBu_r"
"""Colour map of signed results: blue is negative, white is zero, red is positive."""

GREY_MAP = "gray"
"""Colour map of pictures."""


def tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white.

    Parameters
    ----------
    colour : str
        "#RRGGBB".
    strength : float
        0 is white, 1 the colour itself.

    Returns
    -------
    str
        "#RRGGBB".

    Examples
    --------
    >>> tint("#000000", 0.2)
    '#CCCCCC'
    """
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + strength * (part - 255)):02X}" for part in parts)
