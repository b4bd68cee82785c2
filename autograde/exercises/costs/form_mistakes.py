"""Assignment 01, in words: mistakes of number types and of what is handed back."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants


def of_whole_numbers(broken: Variants) -> tuple[Mistake, ...]:
    """Counts that are no exact whole numbers any more."""
    return (
        Mistake(
            "floats for whole numbers",
            broken(types="float"),
            "The counts are floats. A count is a whole number, and beyond 2 to the power of 53 a "
            "float cannot hold every one.",
            "Compare type(6 / 2) with type(6 // 2), and look for decimal points and 1e3 in your "
            "code.",
        ),
        Mistake(
            "wrapped around at 32 bits",
            broken(types="int32"),
            "The large counts went through int32, which ends at 2,147,483,647 and then starts "
            "again below zero.",
            "Print the type of your numbers. Python's own int has no end; NumPy's have.",
        ),
        Mistake(
            "wrapped around at 64 bits",
            broken(types="int64"),
            "The largest counts went through int64, which ends near 9.2 times 10 to the power of "
            "18 and then starts again below zero. np.prod works in int64.",
            "Print the type of your numbers. Python's own int has no end; NumPy's have.",
        ),
        Mistake(
            "in millions",
            broken(types="millions"),
            "The counts were divided by a million. The plain numbers are asked for.",
            "Count by hand for sizes that are all 1. Which numbers should come out?",
        ),
        Mistake(
            "text for numbers",
            broken(types="text"),
            "The counts are texts. Format numbers when you print them, not when you return them.",
            "Ask for the type of an entry of your result.",
        ),
    )


def of_results(broken: Variants, many: str) -> tuple[Mistake, ...]:
    """Counts handed back in another form; `many` says how many there should be."""
    return (
        Mistake(
            "list for a tuple",
            broken(gives="list"),
            f"The result is a list. A tuple of {many} numbers is asked for: round brackets, or "
            "none at all.",
            "Compare type([1, 2]) with type((1, 2)).",
        ),
        Mistake(
            "nothing returned",
            broken(gives="none"),
            "The function ends without `return`, so what it hands back is None. Printing a result "
            "does not return it.",
            "Write type(...) around a call of your function: which type does it say? "
            "Then look at its last line.",
        ),
    )
