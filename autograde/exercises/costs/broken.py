"""Assignment 01, costs that are wrong on purpose: each option breaks one independent part.

Without options every function here is a right answer.
"""

from __future__ import annotations

from typing import Any


def dense(
    C: int,
    H: int,
    W: int,
    O: int,
    OH: int,
    OW: int,
    *,
    inputs: str = "",
    outputs: str = "",
    bias: str = "",
    macs: str = "",
    order: str = "",
    types: str = "",
    gives: str = "",
) -> Any:
    """Parameters and MACs of a dense layer; what each option breaks is its name."""
    n = {
        "": C * H * W,
        "no channels": H * W,
        "channels only": C,
        "added": C + H + W,
        "one side": C * H,
    }[inputs]
    m = {
        "": O * OH * OW,
        "no channels": OH * OW,
        "channels only": O,
        "added": O + OH + OW,
        "size of the input": O * H * W,
    }[outputs]
    found = [n * m + _biases(n, m, O, bias), _macs(n, m, O, macs)]
    return given(_ordered(found, order), types, gives)


def _biases(n: int, m: int, O: int, bias: str) -> int:
    """How many biases are counted."""
    return {
        "": m,
        "none": 0,
        "one": 1,
        "channels": O,
        "inputs": n,
        "both": n + m,
        "twice": 2 * m,
    }[bias]


def _macs(n: int, m: int, O: int, macs: str) -> int:
    """How many multiply-accumulates are counted."""
    return {
        "": n * m,
        "with bias": n * m + m,
        "twice": 2 * n * m,
        "operations": m * (2 * n - 1),
        "additions": m * (n - 1),
        "one output": n,
        "added": n + m,
    }[macs]


def _ordered(found: list[Any], order: str) -> list[Any]:
    """The numbers in the order in which a mistake hands them back."""
    if order == "reversed":
        return found[::-1]
    if order == "first only":
        return found[:1]
    if order == "last only":
        return found[-1:]
    return found


def edges(
    H: int,
    W: int,
    KH: int,
    KW: int,
    *,
    places: str = "",
    dense_floats: str = "",
    sparse_floats: str = "",
    kernel_floats: str = "",
    operations: str = "",
    dense_operations: str = "",
    kernel_operations: str = "",
    order: str = "",
    types: str = "",
    gives: str = "",
) -> Any:
    """Floats and operations of three ways; what each option breaks is its name."""
    pixels, weights = H * W, KH * KW
    P = _places(H, W, KH, KW, places)
    stored_dense = {
        "": P * pixels,
        "square": pixels * pixels,
        "one row": pixels,
        "outputs": P * P,
        "bias": P * pixels + P,
        "weights": P * weights,
        "one side": P * H,
    }[dense_floats]
    stored_sparse = {
        "": P * weights,
        "inputs": pixels * weights,
        "one each": P,
        "kernel": weights,
        "zeros": P * pixels - P * weights,
        "indices": 2 * P * weights,
    }[sparse_floats]
    stored_kernel = {
        "": weights,
        "each place": P * weights,
        "sides added": KH + KW,
        "bias": weights + 1,
        "with image": weights + pixels,
    }[kernel_floats]
    done_dense = _operations(pixels, P, operations)
    done_kernel = _operations(weights, P, operations)
    if dense_operations:
        done_dense = {
            "one output": 2 * pixels - 1,
            "zeros skipped": done_kernel,
            "floats": P * pixels,
            "square": pixels * (2 * pixels - 1),
        }[dense_operations]
    if kernel_operations:
        done_kernel = {
            "one place": 2 * weights - 1,
            "every pixel": pixels * (2 * weights - 1),
            "floats": weights,
            "one less in all": 2 * P * weights - 1,
        }[kernel_operations]
    found = [stored_dense, stored_sparse, stored_kernel, done_dense, done_kernel]
    return given(_edges_ordered(found, order), types, gives)


def _places(H: int, W: int, KH: int, KW: int, places: str) -> int:
    """How many outputs are counted."""
    return {
        "": (H - KH + 1) * (W - KW + 1),
        "no +1": (H - KH) * (W - KW),
        "same": H * W,
        "full": (H + KH - 1) * (W + KW - 1),
        "exchanged": (H - KW + 1) * (W - KH + 1),
        "width only": H * (W - KW + 1),
        "height only": (H - KH + 1) * W,
        "blocks": (H // KH) * (W // KW),
        "added": (H - KH + 1) + (W - KW + 1),
    }[places]


def _operations(n: int, P: int, operations: str) -> int:
    """How many operations P sums of n products are said to take."""
    if operations == "one less in all":
        return 2 * P * n - 1
    each = {
        "": 2 * n - 1,
        "2n": 2 * n,
        "products": n,
        "additions": n - 1,
        "2n + 1": 2 * n + 1,
        "squared": n * (n - 1),
    }[operations]
    return P * each


def _edges_ordered(found: list[Any], order: str) -> list[Any]:
    """The numbers in the order in which a mistake hands them back."""
    if order == "by way":
        return [found[0], found[3], found[1], found[2], found[4]]
    if order == "operations reversed":
        return [*found[:3], found[4], found[3]]
    if order == "floats reversed":
        return [*found[2::-1], *found[3:]]
    if order == "operations first":
        return [*found[3:], *found[:3]]
    if order == "six":
        return [*found[:4], found[4], found[4]]
    if order == "floats only":
        return found[:3]
    return found


def given(found: list[int], types: str, gives: str) -> Any:
    """What the function returns in the end."""
    numbers: list[Any] = [_typed(n, types) for n in found]
    if gives == "none":
        return None
    if gives == "list":
        return numbers
    if gives == "pairs":
        return (tuple(numbers[:3]), tuple(numbers[3:]))
    return tuple(numbers) if len(numbers) > 1 else numbers[0]


def _typed(n: int, types: str) -> Any:
    """A number in the type that a mistake leaves it in."""
    if types == "float":
        return float(n)
    if types == "millions":
        return n / 10**6
    if types == "text":
        return f"{n:,}"
    bits = {"int32": 32, "int64": 64}.get(types)
    if bits is None:
        return n
    half = 1 << (bits - 1)
    return (n + half) % (1 << bits) - half
