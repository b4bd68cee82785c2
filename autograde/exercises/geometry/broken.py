"""Assignment 03, sizes that are wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn

PADDED: dict[str, Callable[[int, int], int]] = {
    "": lambda size, padding: size + 2 * padding,
    "once": lambda size, padding: size + padding,
    "ignored": lambda size, padding: size,
    "subtracted": lambda size, padding: size - 2 * padding,
}

REACH: dict[str, Callable[[int, int], int]] = {
    "": lambda kernel, dilation: dilation * (kernel - 1) + 1,
    "dilation ignored": lambda kernel, dilation: kernel,
    "times": lambda kernel, dilation: dilation * kernel,
    "pixels between": lambda kernel, dilation: (dilation + 1) * (kernel - 1) + 1,
    "dilated once": lambda kernel, dilation: kernel + dilation - 1,
    "last weight lost": lambda kernel, dilation: dilation * (kernel - 1),
}

STEPS: dict[str, Callable[[Fraction, int], Fraction]] = {
    "": lambda room, stride: room / stride + 1,
    "first position missing": lambda room, stride: room / stride,
    "one inside": lambda room, stride: (room + 1) // stride + room / stride % 1,
    "stride ignored": lambda room, stride: room + 1,
    "pixels between": lambda room, stride: room / (stride + 1) + 1,
}

ROUNDED: dict[str, Callable[[Fraction], Any]] = {
    "down": math.floor,
    "up": math.ceil,
    "nearest": round,
    "float": float,
    "nothing": lambda count: None,
    "error": lambda count: ValueError("it does not fit"),
    "zero": lambda count: 0,
    "minus one": lambda count: -1,
    "size tested": math.floor,
    "padded size tested": math.floor,
    "padding not tested": math.floor,
}


REFUSALS: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "nothing": ("down", "given"),
    "no remainder": ("down", ""),
    "rounded up": ("up", "given"),
    "rounded to nearest": ("nearest", "given"),
    "plain division": ("float", "given"),
    "none given": ("nothing", "nothing"),
    "error returned": ("error", "error"),
    "zero given": ("zero", "zero"),
    "minus one given": ("minus one", "minus one"),
    "assert": ("assert", "assert"),
    "size tested": ("size tested", ""),
    "padded size tested": ("padded size tested", ""),
    "padding not tested": ("padding not tested", ""),
    "too large given": ("", "given"),
    "too large zero": ("", "zero"),
    "kernel against size": ("", "kernel against size"),
    "one refused": ("", "one refused"),
}
"""What becomes of pixels that are left over, and of a kernel that fits nowhere."""


def size_of(
    size: int,
    kernel: int,
    stride: int,
    padding: int,
    dilation: int,
    *,
    exchanged: str = "",
    padded: str = "",
    reach: str = "",
    steps: str = "",
    refused: str = "",
    gives: str = "",
) -> Any:
    """How many positions a kernel takes; what each option breaks is its name."""
    if exchanged:
        kernel, stride = stride, kernel
    misfit, small = REFUSALS[refused]
    total, length = PADDED[padded](size, padding), REACH[reach](kernel, dilation)
    if steps == "brackets missing":
        count = total - Fraction(length, stride) + 1
    else:
        count = STEPS[steps](Fraction(total - length), stride)
    if small == "kernel against size" and kernel > size:
        raise ValueError("kernel does not fit")
    tested = {
        "size tested": Fraction(size, stride),
        "padded size tested": Fraction(total, stride),
        "padding not tested": Fraction(size - length, stride),
    }.get(misfit, count)
    if tested.denominator > 1 and misfit not in ROUNDED:
        refuse(misfit)
    if tested.denominator > 1 and misfit.endswith("tested"):
        raise ValueError("stride does not fit")
    found = ROUNDED[misfit](count) if count.denominator > 1 else int(count)
    return made(_smallest(found, total - length, small), gives)


def _smallest(found: Any, room: int, small: str) -> Any:
    """What becomes of a kernel that fits nowhere, or at a single place."""
    if not isinstance(found, (int, float)):
        return found
    if room > 0 or (room == 0 and small != "one refused"):
        return found
    if small in ("given", "kernel against size"):
        return found
    if small in ROUNDED:
        return ROUNDED[small](Fraction(found))
    return refuse(small)


def refuse(how: str) -> NoReturn:
    """Refuse with ValueError, or with what a mistake raises in its place."""
    if how == "assert":
        raise AssertionError("it does not fit")
    raise ValueError("it does not fit")


def made(found: Any, gives: str) -> Any:
    """What the function returns in the end."""
    if found is None or isinstance(found, ValueError):
        return found
    if gives == "nothing":
        return None
    if gives == "float":
        return float(found)
    return found


HALVED: dict[str, Callable[[int], Fraction]] = {
    "": lambda kernel: Fraction(kernel - 1, 2),
    "both sides": lambda kernel: Fraction(kernel - 1),
    "one too many": lambda kernel: Fraction(kernel + 1, 2),
    "one too few": lambda kernel: Fraction(kernel - 3, 2),
    "always 1": lambda kernel: Fraction(1),
    "float": lambda kernel: Fraction(kernel - 1, 2),
}


def same(kernel: int, *, half: str = "", even: str = "", odd: str = "", gives: str = "") -> Any:
    """The padding that keeps the size; what each option breaks is its name."""
    if kernel % 2 == 0:
        return made(_even(kernel, HALVED[half](kernel), even), gives)
    if odd == "refused" or (odd == "one refused" and kernel == 1):
        raise ValueError("it does not fit")
    return made(int(HALVED[half](kernel)), gives or half)


def _even(kernel: int, padding: Fraction, even: str) -> Any:
    """What becomes of an even kernel."""
    if even in ROUNDED:
        return ROUNDED[even](padding)
    if even == "one end each":
        return ((kernel - 1) // 2, kernel // 2)
    return refuse(even)
