"""Assignment 05, in words: the mistakes of the Toeplitz matrix."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers

from .maps_broken import toeplitz

_matrix = Variants(toeplitz)

TOEPLITZ_MATRIX = (
    Mistake(
        "transposed",
        _matrix(arranged="transposed"),
        "The matrix is the transpose: it leads from outputs to pixels, and belongs to the backward "
        "pass.",
        "A @ vec(image) has an entry for each output. How many rows, how many columns has A?",
    ),
    Mistake(
        "wrapped around: circulant",
        _matrix(area="circulant"),
        "There is a row for every pixel, and kernels that reach over the edge come in again on "
        "the other side. That is the circulant matrix. Valid correlation keeps the kernel inside.",
        "At how many positions does a 2 by 2 kernel lie inside a 3 by 3 image?",
    ),
    Mistake(
        "all overlaps: full",
        _matrix(area="full"),
        "There is a row for every overlap. That is mode full; in mode valid the kernel lies "
        "inside.",
        "At how many positions does a 2 by 2 kernel lie inside a 3 by 3 image?",
    ),
    Mistake(
        "as many outputs as pixels: same",
        _matrix(area="same"),
        "There is a row for every pixel, with zeros outside. In mode valid the kernel lies inside.",
        "At how many positions does a 2 by 2 kernel lie inside a 3 by 3 image?",
    ),
    Mistake(
        "kernel flipped: convolution",
        _matrix(turned="both"),
        "The kernel was turned by 180 degrees first, which gives the matrix of convolution. "
        "Descriptions of Toeplitz matrices in signal processing do so.",
        "In row 0, which weight of the kernel stands at pixel 0?",
        convention=True,
    ),
    Mistake(
        "flipped left-right only",
        _matrix(turned="left-right"),
        "The kernel was mirrored left-right first.",
        "In row 0, which weight of the kernel stands at pixel 0?",
    ),
    Mistake(
        "flipped up-down only",
        _matrix(turned="up-down"),
        "The kernel's rows stand in reverse order.",
        "In row 0, which weight of the kernel stands at pixel 0?",
    ),
    Mistake(
        "kernel transposed",
        _matrix(turned="transposed"),
        "The kernel's rows and columns were exchanged.",
        "Draw the kernel [[1, 2]] on a 2 by 2 image at the top left. Which pixels does it touch?",
    ),
    Mistake(
        "kernel moves on without a gap",
        _matrix(row="of the outputs"),
        "From one row of the matrix to the next the kernel moves on by one pixel, always. After "
        "the last position of a line it jumps to the beginning of the next line.",
        "3 by 3 with 2 by 2: at which pixels do the four positions begin?",
    ),
    Mistake(
        "kernel's rows without a gap",
        _matrix(row="kernel's"),
        "The kernel's rows stand side by side. In the flattened image, the pixel below is W "
        "entries further on.",
        "Flatten a 3 by 3 image. Which entries does a 2 by 2 kernel at the top left touch?",
    ),
    Mistake(
        "height for the length of a row",
        _matrix(row="height"),
        "The pixel below is W entries further on, and not H.",
        "Flatten an image of 2 rows and 3 columns: where is the pixel below the first one?",
    ),
    Mistake(
        "one-dimensional: the kernel as one row",
        _matrix(area="one kernel row"),
        "The flattened kernel slides over the flattened image. In two dimensions it also must not "
        "hang over the end of a line.",
        "How many rows should the matrix have for 3 by 3 with 2 by 2: 4 or 6?",
    ),
    Mistake(
        "outputs counted downwards",
        _matrix(outputs="column by column"),
        "The rows belong to outputs that were counted downwards first. Row by row is asked for.",
        "Which output is the second one: at (0, 1) or at (1, 0)?",
    ),
    Mistake(
        "image flattened down its columns",
        _matrix(image="column by column"),
        "The columns belong to pixels that were counted downwards first. Row by row is asked for.",
        "Which pixel is the second one in image.ravel()?",
        convention=True,
    ),
    Mistake(
        "four axes left",
        _matrix(arranged="four axes"),
        "The weights are in the right places, but there are four axes: (OH, OW, H, W).",
        "Two of them make the rows, two the columns. Which lengths has the matrix?",
    ),
    Mistake(
        "pixels first, reshaped",
        _matrix(arranged="pixels first"),
        "The four axes were filled as (H, W, OH, OW) and reshaped. A reshape keeps the order of "
        "all numbers, so that each row mixes several outputs.",
        "Which two axes make the rows? They must come first, before you reshape.",
    ),
    Mistake(
        "last row of outputs missing",
        _matrix(after="last row missing"),
        "The last row of positions is missing.",
        "How many positions has a kernel of 2 on 3 pixels? Look for the + 1.",
    ),
    Mistake(
        "last row of outputs left at zero",
        _matrix(after="last row zero"),
        "The rows for the last row of positions were never filled.",
        "List what range(3 - 2) gives. How many positions has a kernel of 2 on 3 pixels?",
    ),
    Mistake(
        "returned too early",
        _matrix(after="first only"),
        "Only the first row is filled: `return` stands inside a loop.",
        "Count how often each line of your loop runs. How far is `return` indented?",
    ),
    *of_numbers(_matrix, computed=False),
    *of_form(_matrix),
)
