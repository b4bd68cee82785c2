"""Assignment 01, right answers written in other ways than the reference."""

from __future__ import annotations

from functools import reduce
from math import prod
from operator import mul


def dense_products(*sizes: int) -> tuple[int, int]:
    """All products at once, then one parameter more for each output."""
    return prod(sizes) + prod(sizes[3:]), prod(sizes)


def dense_rows(C: int, H: int, W: int, O: int, OH: int, OW: int) -> tuple[int, int]:
    """What one output needs, as often as there are outputs."""
    one = reduce(mul, (C, H, W))
    outputs = reduce(mul, (O, OH, OW))
    return (one + 1) * outputs, one * outputs


def dense_by_channels(C: int, H: int, W: int, O: int, OH: int, OW: int) -> tuple[int, int]:
    """One pair of channels after the other."""
    weights = sum(H * W * OH * OW for _ in range(C) for _ in range(O))
    biases = sum(OH * OW for _ in range(O))
    return weights + biases, weights


def edges_counted(H: int, W: int, KH: int, KW: int) -> tuple[int, int, int, int, int]:
    """Places counted as the starts of a range."""
    rows, columns = len(range(H - KH + 1)), len(range(W - KW + 1))
    outputs = rows * columns

    def work(products: int) -> int:
        return products + products - 1

    floats = (outputs * (H * W), outputs * (KH * KW), KH * KW)
    return (*floats, outputs * work(H * W), outputs * work(KH * KW))


def edges_by_rows(H: int, W: int, KH: int, KW: int) -> tuple[int, ...]:
    """Each output's products and additions, then all of them."""
    outputs = (1 + H - KH) * (1 + W - KW)
    found = []
    for products in (H * W, KH * KW):
        multiplications, additions = outputs * products, outputs * (products - 1)
        found.append((multiplications, multiplications + additions))
    (dense, dense_work), (sparse, work) = found
    return dense, sparse, sparse // outputs, dense_work, work
