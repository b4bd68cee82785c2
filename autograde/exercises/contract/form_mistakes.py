"""Assignment 00, in words: relative_error's mistakes of shapes, types and results."""

from __future__ import annotations

from autograde.exercise import Mistake

from .mistakes import RELATIVE_ERROR_VALUES, broken

_SHAPES = (
    Mistake(
        "shapes not compared",
        broken(shapes="broadcast"),
        "Shapes that differ were stretched until they fitted: NumPy broadcasts (3, 1) and (1, 3) "
        "to (3, 3) without a word. A ValueError is asked for.",
        "Look at np.ones((3, 1)) - np.ones((1, 3)). Which two things should you compare first?",
    ),
    Mistake(
        "only numbers of entries compared",
        broken(shapes="sizes"),
        "Arrays with as many entries count as alike. (3, 1) and (1, 3) both have three.",
        "Look at a.size and a.shape of np.ones((3, 1)) and np.ones((1, 3)).",
    ),
    Mistake(
        "only numbers of axes compared",
        broken(shapes="axes counted"),
        "Arrays with as many axes count as alike. (3, 1) and (1, 3) both have two.",
        "Look at a.ndim and a.shape of np.ones((3, 1)) and np.ones((1, 3)).",
    ),
    Mistake(
        "only lengths compared",
        broken(shapes="lengths"),
        "len gives the first axis alone, so (3, 1) and (3, 4) count as alike.",
        "Look at len(np.ones((3, 4))) and its shape.",
    ),
    Mistake(
        "compared as flat lists",
        broken(shapes="flattened"),
        "Both arrays were flattened first, so (3, 1) and (1, 3) look alike. A gradient of the "
        "wrong shape is wrong, and a ValueError is asked for.",
        "Compare the shapes before anything else happens to the arrays.",
    ),
    Mistake(
        "equal shapes refused",
        broken(shapes="always"),
        "Equal shapes raise ValueError as well. `is not` asks whether two things are one and the "
        "same object; two equal shapes need not be.",
        "Compare `a.shape is not b.shape` with `a.shape != b.shape` for two equal shapes.",
    ),
    Mistake(
        "another exception for shapes that differ",
        broken(shapes="assert"),
        "Shapes that differ raise AssertionError. ValueError is asked for; `assert` is for things "
        "that can never happen.",
        'Look at how a stub refuses: `raise SomeError("…")`. Which error suits a bad value?',
    ),
    Mistake(
        "TypeError for shapes that differ",
        broken(shapes="type error"),
        "Shapes that differ raise TypeError. Both arguments have the right type, an array; it is "
        "their value that does not fit, so raise ValueError.",
        "Look up when Python itself raises TypeError and when ValueError: int([]) and int('x').",
    ),
    Mistake(
        "infinity for shapes that differ",
        broken(shapes="infinite"),
        "Shapes that differ give infinity. A ValueError is asked for: it cannot be overlooked.",
        "What would a training loop do with an infinite error that nobody prints?",
    ),
    Mistake(
        "nothing said about shapes that differ",
        broken(shapes="none"),
        "Shapes that differ give None. Printing or returning nothing lets the program go on; "
        "raise a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
)

_FORM = (
    Mistake(
        "share in the input's type",
        broken(types="a's type"),
        "With whole numbers every share is 0: the array that you fill has the type of a, or `//` "
        "divided.",
        "Call np.zeros_like on np.array([1, 2]), write 0.5 into it and look at it.",
    ),
    Mistake(
        "computed in single precision",
        broken(types="float32"),
        "The numbers went through float32, which keeps about seven digits: its own rounding looks "
        "like an error of 1e-7.",
        "Look for float32 in your code. How small an error can it still see?",
    ),
    Mistake(
        "computed in half precision",
        broken(types="float16"),
        "The numbers went through float16, which keeps about three digits.",
        "Look for float16 in your code. How small an error can it still see?",
    ),
    Mistake(
        "yes or no for a number",
        broken(gives="allclose"),
        "The result says whether the arrays agree. Asked for is how far they are apart; what is "
        "near enough is decided later.",
        "Which type has the answer of np.allclose?",
    ),
    Mistake(
        "nearness for the error",
        broken(gives="nearness"),
        "The share was taken from 1, so equal arrays have the error 1.",
        "Try two equal arrays. Which error should they have?",
    ),
    Mistake(
        "in per cent",
        broken(gives="per cent"),
        "The error was multiplied by 100. A plain share is asked for, from 0 to 1.",
        "Which error should 1 and -1 have, if 1 is the largest one there is?",
    ),
    Mistake(
        "text for a number",
        broken(gives="text"),
        "The result is a text. Numbers can be compared with 1e-6, texts cannot.",
        "Ask for the type of your result.",
    ),
    Mistake(
        "nothing returned",
        broken(gives="none"),
        "The function ends without `return`, so what it hands back is None. Printing a result "
        "does not return it.",
        "Write type(...) around a call of your function: which type does it say? "
        "Then look at its last line.",
    ),
    Mistake(
        "a changed: difference written into it",
        broken(inputs="changed"),
        "`a -= b` writes the difference into a itself. Whoever called the function still needs a.",
        "Print a before and after a call. Then compare `a -= b` with `a - b`.",
    ),
    Mistake(
        "a changed: its signs lost",
        broken(inputs="signs changed"),
        "The absolute values were written into a itself. Whoever called the function still needs "
        "its signs.",
        "Print a before and after a call. Which line writes into it?",
    ),
)

RELATIVE_ERROR = (*RELATIVE_ERROR_VALUES, *_SHAPES, *_FORM)
