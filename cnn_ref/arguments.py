"""What the functions accept: whole numbers, one number per axis, arrays of real numbers."""

from collections.abc import Sequence
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

PerAxis = int | Sequence[int]
Padding = int | Sequence[int | tuple[int, int]]

# Decorates what computes with a student's numbers: infinities and NaN are answers, not warnings.
quiet = np.errstate(over="ignore", invalid="ignore")


def whole_number(name: str, value: object, least: int) -> int:
    """Return the value as a Python int, which cannot overflow as NumPy's narrow integers do."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}, but {name}={value!r}")
    return int(value)


def per_axis(name: str, value: object, rank: int, least: int) -> tuple[int, ...]:
    """Return one whole number for each spatial axis, from one for all or one for each."""
    if not _is_sequence(value):
        return (whole_number(name, value, least),) * rank
    _check_length(name, value, rank)
    return tuple(whole_number(f"{name}[{i}]", entry, least) for i, entry in enumerate(value))


def padding_per_axis(value: object, rank: int) -> tuple[tuple[int, int], ...]:
    """Return the padding (before, after) of each spatial axis, in pixels."""
    if not _is_sequence(value):
        both = whole_number("padding", value, least=0)
        return ((both, both),) * rank
    _check_length("padding", value, rank)
    return tuple(_before_and_after(f"padding[{i}]", entry) for i, entry in enumerate(value))


def _before_and_after(name: str, value: object) -> tuple[int, int]:
    """Return (before, after) of one axis, from one number for both ends or a pair."""
    if not _is_sequence(value):
        both = whole_number(name, value, least=0)
        return both, both
    if len(value) != 2:
        raise ValueError(f"{name} must be a whole number or (before, after), but {name}={value!r}")
    return whole_number(f"{name}[0]", value[0], 0), whole_number(f"{name}[1]", value[1], 0)


def _is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Tell one value for each axis from a single one."""
    return isinstance(value, tuple | list) or (isinstance(value, np.ndarray) and value.ndim > 0)


def _check_length(name: str, value: Sequence[object], rank: int) -> None:
    """Refuse a sequence that has not one entry for each spatial axis."""
    if len(value) != rank:
        pairs = " (a number or a pair)" if name == "padding" else ""
        axes = "1 spatial axis" if rank == 1 else f"{rank} spatial axes"
        raise ValueError(
            f"{name} must be a whole number, or have one entry{pairs} for each of the {axes}, "
            f"but it has {len(value)}: {name}={value!r}"
        )


def real_array(name: str, value: ArrayLike) -> NDArray[Any]:
    """Return an array of booleans, integers or floats, or say what it holds instead."""
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, but {name}.dtype={array.dtype}")
    if array.dtype == np.uint64 and array.size and array.max() > np.iinfo(np.int64).max:
        raise ValueError(
            f"{name} must fit into int64, but {name}.dtype={array.dtype} "
            f"and its largest value is {array.max()}"
        )
    return array


def sum_dtype(*arrays: NDArray[Any]) -> np.dtype[Any]:
    """Choose the type to add in: int64 for integers and booleans, else the common type."""
    if all(array.dtype.kind in "biu" for array in arrays):
        return np.dtype(np.int64)
    return np.result_type(*(array.dtype for array in arrays))


def float_dtype(*arrays: NDArray[Any]) -> np.dtype[Any]:
    """Choose the type for results that are fractions: float64 for integers, else the common."""
    common = sum_dtype(*arrays)
    return common if common.kind == "f" else np.dtype(np.float64)


def check_generator(rng: object) -> None:
    """Refuse what is no random generator; NumPy's global state is none."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            "rng must be a numpy.random.Generator, such as np.random.default_rng(0), "
            f"but it is a {type(rng).__name__}"
        )


def real_number(
    name: str, value: object, *, least: float = -np.inf, below: float = np.inf
) -> float:
    """Return a finite number in a range as a Python float, which widens no float32 array."""
    number = isinstance(value, int | float | np.integer | np.floating)
    if not number or isinstance(value, bool) or not _in_range(value, least, below):
        bounds = [f"at least {least:g}"] * (least > -np.inf)
        bounds += [f"below {below:g}"] * (below < np.inf)
        rule = " of ".join(["a finite number", " and ".join(bounds)][: 1 + bool(bounds)])
        raise ValueError(f"{name} must be {rule}, but {name}={value!r}")
    return float(value)  # type: ignore[arg-type]


def _in_range(value: Any, least: float, below: float) -> bool:
    """Say whether a number is finite and lies in [least, below)."""
    return bool(-np.inf < value < np.inf and least <= value < below)


def check_image_batch(name: str, array: NDArray[Any]) -> int:
    """Return the number of spatial axes of (N, C, *spatial); only the batch may be empty."""
    rank = array.ndim - 2
    if rank not in (1, 2, 3):
        raise ValueError(
            f"{name} must have the axes (N, C, W), (N, C, H, W) or (N, C, D, H, W), "
            f"but it is {array.ndim}-D: {name}.shape={array.shape}"
        )
    if 0 in array.shape[1:]:
        raise ValueError(
            f"{name} must have at least one channel and one pixel along each axis "
            f"(only the batch may be empty), but {name}.shape={array.shape}"
        )
    return rank


def check_dout(dout: ArrayLike, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return the gradient as an array that has the output's shape, or say which it has."""
    array = real_array("dout", dout)
    if array.shape != shape:
        raise ValueError(
            f"dout must have the shape of the output, but dout.shape={array.shape} "
            f"and the output's shape is {shape}"
        )
    return array
