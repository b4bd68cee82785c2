"""In words, shared by assignments: mistakes of number types, of results, of what does not fit."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants


def of_numbers(broken: Variants, computed: bool = True) -> tuple[Mistake, ...]:
    """Mistakes of number types; without sums, the first result's type does no harm."""
    found = (
        Mistake(
            "decimals cut off",
            broken(kept="int"),
            "The result is made of whole numbers: everything after the decimal point was dropped.",
            "Multiply 0.5 by 0.5 on paper. Then look at the type of the array that you fill: "
            "can it hold 0.25?",
        ),
        Mistake(
            "result in the input's type",
            broken(kept="image's type"),
            "The result has the type of the input, so it loses decimals when that holds whole "
            "numbers, and starts again at 0 beyond 255 when that is uint8. np.zeros_like and "
            "np.empty_like make such arrays.",
            "Call np.zeros_like on np.array([1, 2]), write 0.5 into it and look at it.",
        ),
        Mistake(
            "computed in half precision",
            broken(kept="float16"),
            "The numbers went through float16, which keeps about three digits.",
            "Add 2048 and 1 in np.float16. Then look for float16 in your code.",
        ),
        Mistake(
            "result in single precision",
            broken(kept="float32"),
            "The result is float32. With float64 inputs the answer should be float64.",
            "Print the dtype of your array before you return it; np.zeros makes float64 "
            "unless you ask for something else.",
        ),
    )
    return found if computed else tuple(m for m in found if "input's type" not in m.name)


def of_form(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of what is handed back."""
    return (
        Mistake(
            "list for an array",
            broken(gives="list"),
            "The result is a list. An array is asked for: it has a shape, a list has none.",
            "Ask for the shape of [[1, 2], [3, 4]], then of np.array([[1, 2], [3, 4]]).",
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


def of_misfits(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes about a kernel that is larger than what it slides over."""
    return (
        Mistake(
            "empty for a kernel that does not fit",
            broken(misfit="empty"),
            "A kernel that is larger than the input gives an empty result without a word. "
            "A ValueError is asked for: it says at once that something is wrong.",
            "Call your function with 4 pixels and a kernel of 5. Which line should refuse it?",
        ),
        Mistake(
            "input and kernel exchanged",
            broken(misfit="exchanged"),
            "When the kernel is the larger one, the two change places, as np.correlate and SciPy "
            "do it. Here this raises ValueError.",
            "Call your function with 2 pixels and a kernel of 3. Does anything tell you?",
            convention=True,
        ),
        Mistake(
            "zeros added until the kernel fits",
            broken(misfit="zeros around"),
            "When the kernel is too large, zeros make room for it. Here this raises ValueError.",
            "Call your function with 4 pixels and a kernel of 5. How many places are there?",
        ),
        Mistake(
            "nothing said about a kernel that does not fit",
            broken(misfit="none"),
            "When the kernel is too large the result is None. Printing or returning nothing lets "
            "the program go on; raise a ValueError.",
            "Look up `raise` in what you have written: is it there?",
        ),
        Mistake(
            "another exception for a kernel that does not fit",
            broken(misfit="assert"),
            "A kernel that is too large raises AssertionError. ValueError is asked for; `assert` "
            "is for things that can never happen.",
            'Look at how the stub refuses: `raise SomeError("…")`. Which error suits a bad value?',
        ),
        Mistake(
            "kernel of equal size refused",
            broken(misfit="refuses equal"),
            "A kernel exactly as large as the input fits at one place, so it gives one number "
            "and no error.",
            "Put a kernel of 4 on 4 pixels: how many places are there? Compare < with <=.",
        ),
    )


def of_products(broken: Variants) -> Mistake:
    """Products kept in the narrow type of the inputs, and their sums in a wider one."""
    return Mistake(
        "products wrapped around",
        broken(kept="narrow products"),
        "The product of two uint8 numbers is uint8 again, which holds 0 to 255 only and wraps "
        "around. A wider result comes too late: the products are wrong already.",
        "Print the dtype of one product. Change the inputs to a wider type before you multiply.",
    )


def of_types(broken: Variants) -> Mistake:
    """Sums kept in the narrow type of the input."""
    return Mistake(
        "whole numbers wrapped around",
        broken(kept="narrow"),
        "Sums and differences of uint8 numbers stay uint8, which holds 0 to 255 only and wraps "
        "around at both ends. Photographs are stored like this.",
        "Print the dtype of what comes in. Which type has room for large sums, and for numbers "
        "below 0? Change to it before you calculate.",
    )
