"""Assignment 02, in words: the mistakes of convolution."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import (
    of_form,
    of_misfits,
    of_numbers,
    of_products,
    of_types,
)
from autograde.exercises.window_mistakes import of_sums

from .convolution_broken import convolution

broken = Variants(convolution)

_TURNS = (
    Mistake(
        "not flipped",
        broken(turned=""),
        "The kernel slid as it is, or was turned around twice: that is correlation. Convolution "
        "turns it by 180 degrees, once.",
        "Mode valid, image [[1, 2, 3]], kernel [[1, 0]]: convolution gives 2 first. What do you "
        "get?",
    ),
    Mistake(
        "flipped left-right only",
        broken(turned="left-right"),
        "The kernel was mirrored left-right only. A turn by 180 degrees is also up-down.",
        "Mode valid, image [[1], [2], [3]], kernel [[1], [0]]: convolution gives 2 first. What do "
        "you get?",
    ),
    Mistake(
        "flipped up-down only",
        broken(turned="up-down"),
        "The kernel was mirrored up-down only. A turn by 180 degrees is also left-right.",
        "Mode valid, image [[1, 2, 3]], kernel [[1, 0]]: convolution gives 2 first. What do you "
        "get?",
    ),
    Mistake(
        "kernel transposed instead of turned",
        broken(turned="transposed"),
        "The kernel was transposed. That exchanges rows and columns; a turn by 180 degrees keeps "
        "the shape and moves the last entry to the front.",
        "Write the kernel [[1, 2, 3]] turned upside down: one row or three?",
    ),
    Mistake(
        "kernel turned by 90 degrees",
        broken(turned="quarter"),
        "The kernel was turned by a quarter, which is what np.rot90 does by itself. Convolution "
        "needs a half turn.",
        "Write the kernel [[1, 2, 3]] turned upside down: one row or three?",
    ),
    Mistake(
        "image transposed",
        broken(image_turned="transposed"),
        "The image's rows and columns were exchanged: height and width have changed places.",
        "Try an image of 2 rows and 3 columns with a 1 by 1 kernel. Which shape comes out?",
    ),
)

_MODES = (
    Mistake(
        "mode ignored: always valid",
        broken(modes="always valid"),
        "Every mode gives the valid part, where the kernel lies inside the image.",
        "An image of (5, 7) and a kernel of (2, 4): which shape has mode full?",
    ),
    Mistake(
        "mode ignored: always same",
        broken(modes="always same"),
        "Every mode gives a result of the image's shape.",
        "An image of (5, 7) and a kernel of (2, 4): which shape has mode valid, and which full?",
    ),
    Mistake(
        "mode ignored: always full",
        broken(modes="always full"),
        "Every mode gives the full result.",
        "An image of (5, 7) and a kernel of (2, 4): which shape has mode valid?",
    ),
    Mistake(
        "same not cropped",
        broken(modes="same not cropped"),
        "Mode same gives the full result. It should be its part of the image's shape.",
        "An image of (5, 7), a kernel of (2, 4): full has (6, 10). How many rows and columns are "
        "too many for mode same?",
    ),
    Mistake(
        "full is only as large as the image",
        broken(modes="full cropped"),
        "Mode full gives what belongs to mode same. Full keeps every overlap.",
        "At how many places does a kernel of 3 touch 5 pixels, if one pixel is enough?",
    ),
    Mistake(
        "same not padded",
        broken(modes="same not padded"),
        "Mode same gives the valid part, which is smaller than the image.",
        "An image of (5, 7), a kernel of (2, 4): which shape should mode same have?",
    ),
    Mistake(
        "valid and full exchanged",
        broken(modes="valid and full exchanged"),
        "Modes valid and full have changed places. Valid is the small one: the kernel stays "
        "inside.",
        "An image of (5, 7), a kernel of (2, 4): which mode has (4, 4), which (6, 10)?",
    ),
)

_BORDERS = (
    Mistake(
        "border continued with its last pixels",
        broken(border="edge"),
        "Outside of the image its border pixels were repeated. Here there are zeros outside.",
        "Mode full, image [[2]], kernel [[1, 1]]: is it 2, 2 or 4, 4?",
    ),
    Mistake(
        "border mirrored",
        broken(border="reflect"),
        "Outside of the image its mirror image was used. Here there are zeros outside.",
        "Mode full, image [[2, 3]], kernel [[1, 1]]: is the first number 2 or 5?",
    ),
    Mistake(
        "wrapped around",
        broken(border="wrap"),
        "What leaves the image on one side came in on the other. Here there are zeros outside. "
        "Fourier transforms do this unless they are made larger first.",
        "Mode full, image [[2, 3]], kernel [[1, 1]]: is the first number 2 or 5?",
    ),
    Mistake(
        "border left empty",
        broken(border="blank"),
        "Only the places where the kernel lies inside were worked out; around them the result is "
        "zero. Near the border the kernel still covers a part of the image, and that part counts.",
        "Mode full, image [[2, 3]], kernel [[1, 1]]: is the first number 2 or 0?",
    ),
    Mistake(
        "the other `same`",
        broken(start="other half"),
        "For kernels of even length there are two ways to choose the middle, and this is the "
        "other one. Here mode same starts at (KH - 1) // 2 and (KW - 1) // 2 of full, as "
        "scipy.signal.convolve does; some libraries put the larger half on the other side.",
        "For a kernel of length 2, (2 - 1) // 2 is 0. At which entry of full do you start?",
        convention=True,
    ),
    Mistake(
        "zeros only at the bottom and right",
        broken(start="after"),
        "All zeros were put after the image, so the result is moved up and left.",
        "Mode full, image [[2, 3]], kernel [[1, 1, 1]]: how many zeros stand before the 2, and "
        "how many after the 3?",
    ),
    Mistake(
        "zeros only at the top and left",
        broken(start="before"),
        "All zeros were put before the image, so the result is moved down and right.",
        "Mode full, image [[2, 3]], kernel [[1, 1, 1]]: how many zeros stand before the 2, and "
        "how many after the 3?",
    ),
    Mistake(
        "same one too large for even kernels",
        broken(start="half on both sides"),
        "Half of the kernel's length in zeros was put on both sides. For even lengths that is one "
        "zero too many.",
        "5 pixels, a kernel of 2, and 2 // 2 zeros on both sides: how many places are there?",
    ),
    Mistake(
        "same one too small for even kernels",
        broken(start="less than half on both sides"),
        "In mode same as many zeros were put on both sides. A kernel of even length needs an odd "
        "number of zeros in all, so one side has one more.",
        "5 pixels, a kernel of 2: how many zeros in all make 5 places?",
    ),
    Mistake(
        "both ends of full cut alike",
        broken(start="full's ends cut"),
        "For mode same, as much was cut off at the end of full as at its beginning. That is right "
        "for odd lengths from 3 up. For even ones the two differ, and with nothing to cut, a slice "
        "like 0:-0 is empty.",
        "Look at np.arange(5)[0:-0]. How do you write the piece of 5 that starts at 0?",
    ),
    Mistake(
        "full with one zero too many",
        broken(start="one too many"),
        "Mode full has as many zeros on each side as the kernel is long. One fewer is enough: "
        "the kernel must touch at least one pixel.",
        "At how many places does a kernel of 2 touch 3 pixels?",
    ),
    Mistake(
        "zeros above and below only",
        broken(axes="rows only"),
        "Zeros were added above and below the image, but not left and right.",
        "Look at the shape of the padded image, for an image of (5, 7) and a kernel of (2, 4).",
    ),
    Mistake(
        "zeros left and right only",
        broken(axes="columns only"),
        "Zeros were added left and right of the image, but not above and below.",
        "Look at the shape of the padded image, for an image of (5, 7) and a kernel of (2, 4).",
    ),
    Mistake(
        "zeros of rows and columns exchanged",
        broken(axes="exchanged"),
        "The kernel's width decided how many rows of zeros there are, and its height how many "
        "columns.",
        "For mode full with a kernel of (2, 4): how many rows of zeros go above, and how many "
        "columns to the left?",
    ),
    Mistake(
        "the same rim of zeros along both axes",
        broken(axes="height for both"),
        "As many columns of zeros were added as rows: the kernel's height decided both. Its width "
        "decides how many columns are needed.",
        "For mode full with a kernel of (2, 4): how many rows of zeros go above, and how many "
        "columns to the left?",
    ),
)

CONVOLVE2D = (
    *_TURNS,
    *_MODES,
    *_BORDERS,
    *of_sums(broken),
    *of_misfits(broken),
    Mistake(
        "large kernels refused in every mode",
        broken(large="refused"),
        "A kernel that is larger than the image raises ValueError in every mode. Only mode valid "
        "needs it to fit; in mode full it overlaps all the same.",
        "Mode full, image [[2]], kernel [[1, 1]]: at how many places do they touch?",
    ),
    *of_numbers(broken),
    of_types(broken),
    of_products(broken),
    *of_form(broken),
    Mistake(
        "kernel changed",
        broken(inputs="kernel"),
        "The kernel itself was turned around, so whoever called the function has another one now.",
        "Print the kernel before and after a call. Which line writes into it?",
    ),
)
