"""Assignment 08, in words: mistakes that every exercise here shares, of types and of results."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form

NOT_RETURNED = (
    "The function ends without `return`, so what it hands back is None.",
    "Write type(...) around a call of your function: which type does it say?",
)


def of_results(broken: Variants, name: str, fills: bool = True) -> tuple[Mistake, ...]:
    """Types of the result, and lists and None in its place; `name` is what it is filled from."""
    cut = Mistake(
        "result in the input's type",
        broken(kept="input's type"),
        f"When {name} holds whole numbers the result is made of whole numbers, too, and loses its "
        f"decimals. np.zeros_like({name}) and np.empty_like({name}) make such arrays.",
        "Call np.zeros_like on np.array([1, 2]), write 0.5 into it and look at it.",
    )
    return (*((cut,) if fills else ()), *of_form(broken))
