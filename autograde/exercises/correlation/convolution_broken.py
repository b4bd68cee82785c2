"""Assignment 02, more code that is wrong on purpose: convolution, rotation and edges.

Without options every function here is a right answer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .broken import AFTER, TURNS, Array, Shape, correlation, given, in_type

MODES = {
    "": {},
    "always valid": {"same": "valid", "full": "valid"},
    "always same": {"valid": "same", "full": "same"},
    "always full": {"valid": "full", "same": "full"},
    "same not cropped": {"same": "full"},
    "full cropped": {"full": "same"},
    "same not padded": {"same": "valid"},
    "valid and full exchanged": {"valid": "full", "full": "valid"},
}


def convolution(
    image: Array,
    kernel: Array,
    mode: str,
    *,
    turned: str = "both",
    image_turned: str = "",
    modes: str = "",
    border: str = "zero",
    start: str = "",
    axes: str = "",
    large: str = "",
    inputs: str = "",
    **options: str,
) -> Any:
    """Convolution in three modes, by padding; what each option breaks is its name."""
    x, k = TURNS[image_turned](image), TURNS[turned](kernel)
    if inputs == "kernel":
        kernel[...] = k if k.shape == kernel.shape else kernel
    fits = all(n >= m for n, m in zip(x.shape, k.shape, strict=True))
    if large == "refused" and not fits:
        raise ValueError("kernel does not fit")
    wanted = MODES[modes].get(mode, mode)
    if border == "blank" and wanted != "valid":
        return _valid_amid_zeros(x, k, _padding(k.shape, wanted, start), options)
    cut = wanted == "same" and (start == "full's ends cut" or axes == "height for both")
    if wanted != "valid":
        pads = _along_axes(_padding(k.shape, "full" if cut else wanted, start), axes)
        x = np.pad(x, pads) if border == "zero" else np.pad(x, pads, mode=border)  # type: ignore[call-overload]
    gives = options.pop("gives", "")
    out = correlation(x, k, **options)
    return given(_cut(out, image.shape, k.shape, start) if cut else out, gives)


def _cut(full: Any, image: Shape, kernel: Shape, start: str) -> Any:
    """Mode same as a piece of full, from its middle on or without as many entries at both ends."""
    if not isinstance(full, np.ndarray) or full.ndim < 2:
        return full
    middle = [(m - 1) // 2 for m in kernel]
    if start == "full's ends cut":
        return full[tuple(slice(a, -a) for a in middle)]
    return full[tuple(slice(a, a + n) for a, n in zip(middle, image, strict=True))]


def _padding(kernel: Shape, mode: str, start: str) -> list[tuple[int, int]]:
    """How many zeros go before and after, along each axis."""
    if start == "half on both sides" and mode == "same":
        return [(n // 2, n // 2) for n in kernel]
    if start == "less than half on both sides" and mode == "same":
        return [((n - 1) // 2, (n - 1) // 2) for n in kernel]
    if start == "one too many" and mode == "full":
        return [(n, n) for n in kernel]
    if mode == "full" and start in ("after", "before"):
        total = [2 * (n - 1) for n in kernel]
    elif mode == "full":
        return [(n - 1, n - 1) for n in kernel]
    else:
        total = [n - 1 for n in kernel]
    if start in ("after", "before"):
        return [(0, n) if start == "after" else (n, 0) for n in total]
    first_half = start == "other half"
    return [(n // 2, n - n // 2) if first_half else (n - n // 2, n // 2) for n in total]


def _along_axes(pads: list[tuple[int, int]], axes: str) -> list[tuple[int, int]]:
    rows, columns = pads
    if axes == "rows only":
        return [rows, (0, 0)]
    if axes == "columns only":
        return [(0, 0), columns]
    if axes == "height for both":
        return [rows, rows]
    return [columns, rows] if axes == "exchanged" else pads


def _valid_amid_zeros(
    x: Array, k: Array, pads: list[tuple[int, int]], options: dict[str, str]
) -> Any:
    """The valid part where it belongs, and zeros around it instead of the border's sums."""
    whole = correlation(np.pad(x, pads), k)
    mask = np.pad(np.ones(x.shape), pads)
    inside = correlation(mask, np.ones(k.shape)) == k.size
    out = AFTER[options.get("after", "")](np.where(inside, whole, 0))
    return given(in_type(out, x, options.get("kept", "")), options.get("gives", ""))


def rotation(
    kernel: Array,
    *,
    turned: str = "both",
    shape: str = "",
    size: str = "",
    after: str = "",
    kept: str = "",
    inputs: str = "",
    gives: str = "",
) -> Any:
    """A kernel rotated by 180 degrees; what each option breaks is its name."""
    out = TURNS[turned](kernel)
    out = (-out.astype(np.result_type(out, np.int64)) if after == "negated" else out).copy()
    if inputs == "changed":
        kernel[...] = out if out.shape == kernel.shape else kernel
    if size == "row lost":
        out = out[:-1]
    if size == "row and column lost":
        out = out[:-1, :-1]
    if shape == "exchanged":
        out = out.reshape(out.shape[::-1])
    if shape == "flat":
        out = out.ravel()
    return given(in_type(out, kernel, kept), gives)


def edges(
    image: Array,
    *,
    sign: int = 1,
    axis: str = "columns",
    distance: int = 1,
    width: str = "",
    weights: str = "",
    after: str = "",
    kept: str = "",
    inputs: str = "",
    gives: str = "",
) -> Any:
    """Differences of neighbours, left minus right; what each option breaks is its name."""
    x = image if kept == "narrow" else image.astype(np.result_type(image, np.int64))
    if kept == "float16":
        x = x.astype(np.float16)
    if axis == "both":
        across, down = x[:-1, :-1] - x[:-1, 1:], x[:-1, :-1] - x[1:, :-1]
        out = np.hypot(across, down) if x.size else across
    else:
        out = _neighbours(x if axis == "columns" else x.T, distance, width, weights)
        out = out if axis == "columns" else out.T
    out = AFTER[after](out if sign == 1 else -out)
    if inputs == "changed" and out.shape == image[:, 1:].shape:
        image[:, :-1] = out
    return given(in_type(out, image, kept), gives)


def _neighbours(x: Array, distance: int, width: str, weights: str) -> Array:
    """Left minus right in every row, or what a mistake makes of it."""
    right = -x if weights == "sum" else x
    if width == "circular":
        return np.asarray(x - np.roll(right, -distance, axis=1))
    if width in ("same", "same before"):
        x = np.pad(x, [(0, 0), (0, distance) if width == "same" else (distance, 0)])
        right = -x if weights == "sum" else x
    out = x[:, :-distance] - right[:, distance:]
    if width in ("first missing", "last missing"):
        out = out[:, 1:] if width == "first missing" else out[:, :-1]
    if weights == "half":
        return np.asarray(out / 2)
    return np.asarray(out)
