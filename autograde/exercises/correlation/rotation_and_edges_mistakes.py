"""Assignment 02, in words: the mistakes of the rotation and of the edges."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers, of_types

from .convolution_broken import edges, rotation

_rotated = Variants(rotation)
_edged = Variants(edges)

ROT180 = (
    Mistake(
        "not rotated",
        _rotated(turned=""),
        "The kernel came back as it was. Perhaps it was rotated twice, or the result of a "
        "function was not kept.",
        "Where is the 1 of [[1, 2, 3]] when the page is upside down?",
    ),
    Mistake(
        "flipped left-right only",
        _rotated(turned="left-right"),
        "Each row was reversed, but the rows kept their order.",
        "Turn a page with [[1], [2]] upside down: which number is on top?",
    ),
    Mistake(
        "flipped up-down only",
        _rotated(turned="up-down"),
        "The rows were put in reverse order, but each row reads as before.",
        "Turn a page with [[1, 2]] upside down: which number is on the left?",
    ),
    Mistake(
        "transposed",
        _rotated(turned="transposed"),
        "Rows and columns were exchanged. A rotation by 180 degrees keeps the shape.",
        "Turn a page with [[1, 2, 3]] upside down: one row or three?",
    ),
    Mistake(
        "rotated by 90 degrees",
        _rotated(turned="quarter"),
        "This is a quarter turn to the left, which np.rot90 makes by itself. A half turn is asked "
        "for.",
        "Turn a page with [[1, 2, 3]] upside down: one row or three?",
    ),
    Mistake(
        "rotated by 90 degrees to the right",
        _rotated(turned="quarter back"),
        "This is a quarter turn to the right. A half turn is asked for.",
        "Turn a page with [[1, 2, 3]] upside down: one row or three?",
    ),
    Mistake(
        "mirrored at the other diagonal",
        _rotated(turned="other diagonal"),
        "The kernel was transposed as well as flipped. A rotation by 180 degrees keeps the shape.",
        "Turn a page with [[1, 2, 3]] upside down: one row or three?",
    ),
    Mistake(
        "signs changed",
        _rotated(after="negated"),
        "Every sign is the opposite. A rotation moves numbers and changes none.",
        "Turn a page with [[1, 2]] upside down. Which two numbers do you read?",
    ),
    Mistake(
        "last row left out",
        _rotated(size="row lost"),
        "One row is missing: the count ends a step early.",
        "List range(3, 0, -1) and range(2, -1, -1). Which one holds the row numbers 2, 1, 0?",
    ),
    Mistake(
        "last row and column left out",
        _rotated(size="row and column lost"),
        "A row and a column are missing: the counts end a step early.",
        "List range(3, 0, -1) and range(2, -1, -1). Which one holds the row numbers 2, 1, 0?",
    ),
    Mistake(
        "reshaped to exchanged sides",
        _rotated(shape="exchanged"),
        "The numbers are in the right order, but the height and the width have changed places.",
        "Which shape has a page of (4, 3) when it is upside down?",
    ),
    Mistake(
        "left as one row of numbers",
        _rotated(shape="flat"),
        "The numbers are in the right order, but the result has one axis only. It should have "
        "the kernel's shape.",
        "Which shape has a page of (4, 3) when it is upside down?",
    ),
    *of_numbers(_rotated, computed=False),
    *of_form(_rotated),
    Mistake(
        "kernel changed",
        _rotated(inputs="changed"),
        "The kernel itself was rotated, so whoever called the function has another one now.",
        "Print the kernel before and after a call. Which line writes into it?",
    ),
)

DETECT_EDGES = (
    Mistake(
        "opposite sign: that is convolution",
        _edged(sign=-1),
        "Every sign is the opposite: this is right minus left. Convolution turns [[1, -1]] "
        "around and gives that; correlation lays the 1 on the left pixel and the -1 on the right.",
        "Lay [[1, -1]] on the pixels 5, 3. Is it 2 or -2?",
    ),
    Mistake(
        "edges along the other axis",
        _edged(axis="rows"),
        "Each pixel was compared with the one below it. The kernel [[1, -1]] has one row, so it "
        "compares left and right.",
        "Which shape has the answer for an image of (4, 6): (4, 5) or (3, 6)?",
    ),
    Mistake(
        "edges of both directions combined",
        _edged(axis="both"),
        "Edges across and edges down were combined into one size. Only the signed difference "
        "from left to right is asked for.",
        "Lay [[1, -1]] on the pixels 3, 5. Can the answer be positive?",
    ),
    Mistake(
        "zeros after the last column",
        _edged(width="same"),
        "The result is as wide as the image: a column of zeros was added on the right, where the "
        "last pixel then seems to be an edge.",
        "How many pairs of neighbours are there in a row of 6 pixels?",
    ),
    Mistake(
        "zeros before the first column",
        _edged(width="same before"),
        "The result is as wide as the image: a column of zeros was added on the left, where the "
        "first pixel then seems to be an edge.",
        "How many pairs of neighbours are there in a row of 6 pixels?",
    ),
    Mistake(
        "wrapped around",
        _edged(width="circular"),
        "The last pixel of a row was compared with its first one, as np.roll does it.",
        "How many pairs of neighbours are there in a row of 6 pixels?",
    ),
    Mistake(
        "neighbours added",
        _edged(weights="sum"),
        "Neighbours were added. The weights are 1 and -1, so one is taken from the other.",
        "Lay [[1, -1]] on the pixels 5, 3. Is it 2 or 8?",
    ),
    Mistake(
        "differences halved",
        _edged(weights="half"),
        "Every difference was divided by 2. Correlation adds up the products and stops there.",
        "Lay [[1, -1]] on the pixels 5, 3. Is it 2 or 1?",
    ),
    Mistake(
        "signs of the edges lost",
        _edged(after="abs"),
        "An absolute value was taken. The sign says which side is brighter, so keep it.",
        "Lay [[1, -1]] on the pixels 3, 5. Is it 2 or -2?",
    ),
    Mistake(
        "only falling edges",
        _edged(after="relu"),
        "Negative differences became zero. An edge from dark to bright is one as well.",
        "Lay [[1, -1]] on the pixels 3, 5. Is it 0 or -2?",
    ),
    Mistake(
        "differences squared",
        _edged(after="squared"),
        "Every difference was squared. The plain difference is asked for, with its sign.",
        "Lay [[1, -1]] on the pixels 2, 5. Is it 9 or -3?",
    ),
    Mistake(
        "last column left out",
        _edged(width="last missing"),
        "The last pair of neighbours is missing.",
        "Count the pairs of neighbours in the row 1, 2, 4. Is it one or two?",
    ),
    Mistake(
        "first column left out",
        _edged(width="first missing"),
        "The first pair of neighbours is missing.",
        "Count the pairs of neighbours in the row 1, 2, 4. Is it one or two?",
    ),
    Mistake(
        "next pixel but one",
        _edged(distance=2),
        "Pixels two columns apart were compared. The two weights of [[1, -1]] lie on neighbours.",
        "How many pairs of neighbours are there in a row of 6 pixels?",
    ),
    *of_numbers(_edged, computed=False),
    of_types(_edged),
    *of_form(_edged),
    Mistake(
        "image changed",
        _edged(inputs="changed"),
        "The differences were written into the image. Whoever called the function still needs it.",
        "Print the image before and after a call. Compare `a -= b` with `a - b`.",
    ),
)
