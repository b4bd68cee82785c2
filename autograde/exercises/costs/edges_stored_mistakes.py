"""Assignment 01, in words: edge_detection_cost's mistakes of outputs and stored numbers."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import edges

broken = Variants(edges)

PLACES = "Mark on paper all the places where 2 pixels fit on 5, and count them."

OUTPUTS = (
    Mistake(
        "output one too small",
        broken(places="no +1"),
        "The output has H - KH rows and W - KW columns. One more fits in each direction.",
        PLACES,
    ),
    Mistake(
        "output as large as the image",
        broken(places="same"),
        "The output was counted as large as the image. In mode valid the kernel stays inside, so "
        "fewer places are left.",
        PLACES,
    ),
    Mistake(
        "output larger than the image",
        broken(places="full"),
        "The output was counted with every overlap, which is mode full. Here the kernel stays "
        "inside the image.",
        PLACES,
    ),
    Mistake(
        "kernel's height and width exchanged",
        broken(places="exchanged"),
        "The kernel's height was taken from the image's width, and its width from the height. "
        "(H, W) and (KH, KW) both begin with the height.",
        "An image of (4, 9) and a kernel of (1, 3): is the output (4, 7) or (2, 9)?",
    ),
    Mistake(
        "only the width shrinks",
        broken(places="width only"),
        "The output is as tall as the image. The kernel's height takes rows away as well.",
        "How many places has a kernel of 3 rows on an image of 5 rows?",
    ),
    Mistake(
        "only the height shrinks",
        broken(places="height only"),
        "The output is as wide as the image. The kernel's width takes columns away as well.",
        "How many places has a kernel of 3 columns on an image of 5 columns?",
    ),
    Mistake(
        "windows that never overlap",
        broken(places="blocks"),
        "The kernel was moved by its own size. It moves by one pixel.",
        PLACES,
    ),
    Mistake(
        "rows and columns added",
        broken(places="added"),
        "The rows and columns of the output were added. Their product counts its pixels.",
        "How many pixels has an output of (3, 4): 7 or 12?",
    ),
)

FLOATS = (
    Mistake(
        "dense matrix with a row for every pixel",
        broken(dense_floats="square"),
        "The dense matrix has as many rows as the image has pixels. It has one row for each "
        "output.",
        "For an image of (1, 5) and a kernel of (1, 2), draw the matrix. How many rows are there?",
    ),
    Mistake(
        "one row of the dense matrix",
        broken(dense_floats="one row"),
        "These are the numbers of one row, which makes one output. There is a row for each.",
        "For an image of (1, 5) and a kernel of (1, 2), draw the matrix. How many rows are there?",
    ),
    Mistake(
        "outputs times outputs",
        broken(dense_floats="outputs"),
        "The dense matrix has as many columns as there are outputs. A column belongs to a pixel of "
        "the image.",
        "For an image of (1, 5) and a kernel of (1, 2), draw the matrix. How many columns are "
        "there?",
    ),
    Mistake(
        "dense matrix with biases",
        broken(dense_floats="bias"),
        "A bias was counted for each output. Edge detection has none; only the matrix is stored.",
        "Write down the sum of one output of the kernel [[1, -1]]. Is a number added to it?",
    ),
    Mistake(
        "zeros of the dense matrix left out",
        broken(dense_floats="weights"),
        "The zeros of the dense matrix were not counted. Dense means that they are stored, too; "
        "without them it is the sparse matrix.",
        "How much memory does np.zeros((1000, 1000)) take?",
    ),
    Mistake(
        "one side of the image left out",
        broken(dense_floats="one side"),
        "A row of the dense matrix was counted with one side of the image only.",
        "How many pixels has an image of (2, 5)? A row has one weight for each.",
    ),
    Mistake(
        "sparse matrix with a row for every pixel",
        broken(sparse_floats="inputs"),
        "The sparse matrix was given a row for every pixel of the image. It has one row for each "
        "output.",
        "For an image of (1, 5) and a kernel of (1, 2), draw the matrix. How many rows are there?",
    ),
    Mistake(
        "one float for each row of the sparse matrix",
        broken(sparse_floats="one each"),
        "One stored number was counted for each output. A row holds one for each weight of the "
        "kernel.",
        "Draw one row of the matrix for the kernel [[1, -1]]. How many entries are not zero?",
    ),
    Mistake(
        "sparse matrix that shares its weights",
        broken(sparse_floats="kernel"),
        "The sparse matrix was counted as if all rows shared one kernel. That is the convolution; "
        "a sparse matrix stores the weights in every row again.",
        "Draw two rows of the matrix for the kernel [[1, -1]]. How many entries are not zero?",
    ),
    Mistake(
        "zeros for the entries",
        broken(sparse_floats="zeros"),
        "These are the zeros of the matrix. A sparse matrix stores the others.",
        "Which entries of a matrix change a sum of products?",
    ),
    Mistake(
        "places of the entries counted, too",
        broken(sparse_floats="indices"),
        "The place of each entry was counted with it. A real sparse matrix stores it, too, but as "
        "a whole number; the slide counts floats.",
        "How many floats are needed for one entry, when its place is known?",
        convention=True,
    ),
    Mistake(
        "a kernel at every place",
        broken(kernel_floats="each place"),
        "The kernel was stored again for every output. A convolution uses one kernel everywhere: "
        "that is the point of sharing.",
        "How many weights do you need to write down before you can slide a kernel over any image?",
    ),
    Mistake(
        "sides of the kernel added",
        broken(kernel_floats="sides added"),
        "The kernel's sides were added. Their product counts its weights.",
        "How many weights has a kernel of (3, 5): 8 or 15?",
    ),
    Mistake(
        "kernel with a bias",
        broken(kernel_floats="bias"),
        "A bias was counted with the kernel. Edge detection has none.",
        "Write down the sum of one output of the kernel [[1, -1]]. Is a number added to it?",
    ),
    Mistake(
        "image counted with the kernel",
        broken(kernel_floats="with image"),
        "The pixels were counted as well. All three ways need the image; the table compares what "
        "they store besides.",
        "What does the convolution know before it sees any image?",
    ),
)
