"""One colour for each kind of layer, the same in the printout and in the figure.

The hues are Okabe and Ito's, which stay apart for colour-blind readers, and two greys. Wherever a
colour stands, the kind of the layer stands in words too.
"""

from typing import NamedTuple


class KindColour(NamedTuple):
    """A colour on a screen and, as nearly as it has it, in a terminal; what is written on it."""

    fill: str
    terminal: int
    ink: str


BLACK, WHITE = "#000000", "#FFFFFF"

KIND_COLOURS = {
    "conv": KindColour("#0072B2", 25, WHITE),
    "pool": KindColour("#009E73", 36, BLACK),
    "avg_pool": KindColour("#56B4E9", 74, BLACK),
    "relu": KindColour("#E69F00", 178, BLACK),
    "sigmoid": KindColour("#F0E442", 227, BLACK),
    "flatten": KindColour("#BBBBBB", 250, BLACK),
    "dense": KindColour("#D55E00", 166, BLACK),
    "dropout": KindColour("#555555", 240, WHITE),
    "lrn": KindColour("#CC79A7", 175, BLACK),
}
"""The terminal's colours are numbers of its table of 256."""


def paint(kind: str, text: str) -> str:
    """Return the text as a terminal shows it on the colour of that kind of layer."""
    colour = KIND_COLOURS[kind]
    ink = 16 if colour.ink == BLACK else 231
    return f"\x1b[48;5;{colour.terminal};38;5;{ink}m{text}\x1b[0m"
