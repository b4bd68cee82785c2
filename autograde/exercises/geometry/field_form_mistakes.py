"""Assignment 03, in words: the mistakes of receptive_field about no layers, and of results."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .field_broken import field
from .fit_mistakes import NO_RETURN

_field = Variants(field)

OF_FORM = (
    Mistake(
        "no layers: an error",
        _field(empty="fails"),
        "An empty list ends in an IndexError: the first layer is read before it is known whether "
        "there is one.",
        "Call your function with []. How much does a pixel of the image itself see?",
    ),
    Mistake(
        "no layers refused",
        _field(empty="refused"),
        "An empty list raises ValueError. It is the image itself, where every pixel sees one "
        "pixel.",
        "Call your function with []. How much does a pixel of the image itself see?",
    ),
    Mistake(
        "no layers: zeros",
        _field(empty="zeros"),
        "An empty list gives zeros. It is the image itself, where every pixel sees one pixel.",
        "Call your function with []. How much does a pixel of the image itself see?",
    ),
    Mistake(
        "jump before size",
        _field(gives="exchanged"),
        "The two numbers are right but in the other order: the size comes first, then the jump.",
        "Look at the Returns section of the function.",
    ),
    Mistake(
        "jump not returned",
        _field(gives="size alone"),
        "The size is right, but it comes alone. Both size and jump are asked for, as a tuple.",
        "Look at the Returns section of the function.",
    ),
    Mistake(
        "list for a tuple",
        _field(gives="list"),
        "The result is a list. A tuple of two ints is asked for.",
        "Print type([1, 2]) and type((1, 2)). Which brackets does your last line have?",
    ),
    Mistake(
        "area for the size",
        _field(gives="area"),
        "The size was squared. It counts pixels along one axis.",
        "A single layer with kernel 3: how many pixels does one output see in a row?",
    ),
    Mistake(
        "floats for ints",
        _field(gives="floats"),
        "Size and jump are floats. Pixels are counted, so ints are asked for.",
        "Print 4 / 2 and 4 // 2, and 1.0 + 2. Where does your first float arise?",
    ),
    Mistake(
        "all layers in a list",
        _field(gives="history"),
        "The result lists size and jump after every layer. Only those after the last are asked "
        "for.",
        "Which entry of your list is the answer?",
    ),
    Mistake(
        "layers used up",
        _field(inputs="emptied"),
        "The list of layers is empty after the call. Whoever called the function still needs it.",
        "Print the list before and after a call. Compare layers.pop(0) with `for layer in layers`.",
    ),
    Mistake("nothing returned", _field(gives="nothing"), *NO_RETURN),
)
