"""A figure of a network: one block for each layer. The only module that needs matplotlib."""

from collections.abc import Iterable, Sequence
from math import sqrt
from textwrap import fill
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from cnn_ref.colours import BLACK, KIND_COLOURS, WHITE, KindColour
from cnn_ref.layers import Shape
from cnn_ref.profiling import Totals, profile, total
from cnn_ref.wording import in_words, shape_in_words, share_in_words

INPUT = KindColour("#E8E8E8", 255, BLACK)
FAINT = "#595959"
CAPTION = (
    "Blocks: width and depth grow with the square roots of W and H, thickness with that of the "
    "channels.\n"
    "Vectors are flat bars, which grow with the square root of their length. Layers that keep the "
    "shape are thin.\n"
    "MACs: multiply-accumulates for one image; biases, pools, activations, normalisation and "
    "dropout count as 0."
)
KEEP_SHAPE = {"relu", "sigmoid", "dropout", "lrn"}

# All lengths are in inches; y grows downwards.
WIDTH = 10.0
BADGE, OPTIONS, BLOCK, OUTPUT, PARAMETERS, MACS = 0.15, 1.1, 4.75, 7.0, 7.25, 8.6
BADGE_WIDTH, BAR_WIDTH = 0.85, 0.6
LARGEST = 2.2, 0.42, 0.3  # a block's width, thickness, and rise to the back
THIN, ROW, LINE, GAP, HEAD, FOOT = 0.07, 0.28, 0.17, 0.09, 0.45, 1.15
OPTIONS_WIDTH = 32  # characters


class Block(NamedTuple):
    """How large a layer's block is drawn."""

    width: float
    thickness: float
    rise: float


class Row(NamedTuple):
    """One line of the figure: what stands in it, and how large its block is."""

    kind: str
    options: str
    shape: Shape
    block: Block
    shares: tuple[float, float]

    @property
    def height(self) -> float:
        """Room for the block, and for the options, which may take several lines."""
        lines = self.options.count("\n") + 1
        return max(ROW + LINE * (lines - 1), self.block.thickness + self.block.rise + GAP)


def draw_network(layers: Iterable[tuple[Any, ...]], in_shape: Sequence[int]) -> Figure:
    """Draw a network from top to bottom, in the colours of `format_network`.

    Each layer has a line: its kind on its colour, its options, its output as a block, the output's
    shape, and its shares of the parameters and of the multiply-accumulates.

    Parameters
    ----------
    layers : iterable of tuple
        As `cnn_ref.layers` describes them, first layer first.
    in_shape : tuple of int
        Shape of one image: (C, H, W), or (C, W), (C, D, H, W), (F,).

    Returns
    -------
    matplotlib.figure.Figure
        Ten inches wide, as high as it needs to be; savefig() writes it to a file. For readers who
        do not see it, `format_network` says the same in words.

    Raises
    ------
    ValueError
        If a layer does not fit; the message names it.

    Notes
    -----
    Blocks grow with square roots, so that 227 and 6 pixels find room in one figure: width with W,
    depth with H, thickness with the channels, each against the largest of its kind in the network.
    The axis D of a volume is told in the shape alone.

    Cost: a few shapes and words for each layer; no array of the network is made.

    References
    ----------
    TU/e deck, "Architectural Depiction"; Canziani deck, "Network colour coding with pretty-nn".

    Examples
    --------
    >>> figure = draw_network([("conv", 6, 5), ("flatten",), ("dense", 10)], (1, 28, 28))
    >>> float(figure.get_figwidth())
    10.0
    """
    rows, sums = _lay_out_rows(list(layers), tuple(in_shape))
    height = HEAD + sum(row.height for row in rows) + FOOT
    figure = Figure(figsize=(WIDTH, height), facecolor=WHITE)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    _head(axes)
    y = HEAD
    for row in rows:
        _draw_row(axes, row, y)
        y += row.height
    _foot(axes, sums, y)
    return figure


def _lay_out_rows(layers: list[tuple[Any, ...]], in_shape: Shape) -> tuple[list[Row], Totals]:
    """Return the line of the input and one for each layer, and the totals."""
    profiled = profile(layers, in_shape)
    sums = total(profiled)
    shapes = [in_shape, *(row.out_shape for row in profiled)]
    rows = [Row("input", "", in_shape, _block(in_shape, shapes, thin=False), (0, 0))]
    for before, row in zip(shapes, profiled, strict=False):
        kind = row.layer.kind
        options = fill(in_words(row.layer, before), OPTIONS_WIDTH)
        block = _block(row.out_shape, shapes, thin=kind in KEEP_SHAPE)
        shares = row.parameters / max(1, sums.parameters), row.macs / max(1, sums.macs)
        rows.append(Row(kind, options, row.out_shape, block, shares))
    return rows, sums


def _block(shape: Shape, shapes: Sequence[Shape], thin: bool) -> Block:
    """Size a block against the largest side, channel count and vector of the network."""
    width, thickness, rise = LARGEST
    if len(shape) == 1:
        longest = max(s[0] for s in shapes if len(s) == 1)
        return Block(width * sqrt(shape[0] / longest), THIN if thin else 2 * THIN, 0)
    images = [s for s in shapes if len(s) > 1]
    side = max(max(s[1:]) for s in images)
    channels = max(s[0] for s in images)
    H = shape[-2] if len(shape) > 2 else 1
    across = width * sqrt(shape[-1] / side)
    if thin:
        return Block(across, THIN, 0)
    return Block(across, max(THIN, thickness * sqrt(shape[0] / channels)), rise * sqrt(H / side))


def _head(axes: Axes) -> None:
    """Write what the columns hold."""
    for x, words, side in (
        (BADGE, "layer", "left"),
        (OUTPUT, "output", "right"),
        (PARAMETERS, "parameters", "left"),
        (MACS, "MACs", "left"),
    ):
        _write(axes, x, 0.25, words, ha=side, color=FAINT)


def _draw_row(axes: Axes, row: Row, top: float) -> None:
    """Draw one line: badge, options, block, shape, and the bars of its shares."""
    middle = top + row.height / 2
    colour = KIND_COLOURS.get(row.kind, INPUT)
    _draw_bar(axes, BADGE, middle, (BADGE_WIDTH, 0.2), colour.fill)
    _write(axes, BADGE + BADGE_WIDTH / 2, middle, row.kind, ha="center", color=colour.ink)
    _write(axes, OPTIONS, middle, row.options)
    _draw_block(axes, row.block, middle, colour.fill)
    _write(axes, OUTPUT, middle, shape_in_words(row.shape), ha="right")
    for x, share in zip((PARAMETERS, MACS), row.shares, strict=True):
        _draw_bar(axes, x, middle, (BAR_WIDTH * share, 0.12), colour.fill)
        _write(axes, x + BAR_WIDTH * share + 0.05, middle, share_in_words(share), fontsize=8)


def _write(axes: Axes, x: float, y: float, words: str, **style: Any) -> None:
    """Write words beside a point."""
    axes.text(x, y, words, **{"va": "center_baseline", "fontsize": 9, "color": BLACK, **style})


def _draw_bar(axes: Axes, x: float, y: float, size: tuple[float, float], colour: str) -> None:
    """Draw a bar from x to the right, with its middle at y."""
    width, height = size
    axes.add_patch(Rectangle((x, y - height / 2), width, height, facecolor=colour))


def _draw_block(axes: Axes, block: Block, middle: float, colour: str) -> None:
    """Draw a box from its front, its top and its right side; a flat one has a front alone."""
    back = 1.5 * block.rise
    left, right = BLOCK - (block.width + back) / 2, BLOCK + (block.width - back) / 2
    low = middle + (block.thickness + block.rise) / 2
    high = low - block.thickness
    front = [(left, low), (right, low), (right, high), (left, high)]
    top = [(left, high), (right, high), (right + back, high - block.rise)]
    top += [(left + back, high - block.rise)]
    side = [(right, low), (right, high), (right + back, high - block.rise)]
    side += [(right + back, low - block.rise)]
    faces = [(front, colour)]
    if block.rise:
        faces += [(top, _mix(colour, WHITE, 0.55)), (side, _mix(colour, BLACK, 0.7))]
    for corners, filled in faces:
        axes.add_patch(Polygon(corners, facecolor=filled, edgecolor=BLACK, linewidth=0.5))


def _mix(colour: str, other: str, strength: float) -> str:
    """Return a colour mixed with another: 1 is the first, 0 the other."""
    r, g, b = (
        strength * one + (1 - strength) * two
        for one, two in zip(to_rgb(colour), to_rgb(other), strict=True)
    )
    return str(to_hex((r, g, b)))


def _foot(axes: Axes, sums: Totals, top: float) -> None:
    """Write the totals, and what lengths and numbers mean."""
    axes.plot([BADGE, WIDTH - BADGE], [top + 0.08, top + 0.08], color=FAINT, linewidth=0.5)
    _write(axes, BADGE, top + 0.25, "total")
    _write(axes, PARAMETERS, top + 0.25, f"{sums.parameters:,}")
    _write(axes, MACS, top + 0.25, f"{sums.macs:,}")
    _write(axes, BADGE, top + 0.5, CAPTION, va="top", fontsize=8, color=FAINT, linespacing=1.4)
