"""What all pooling shares: its windows, which of their cells are pixels, blocks of images."""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, check_image_batch, per_axis, real_array
from cnn_ref.geometry import Geometry, lay_out

# For each kernel position, indices of windows in the output and of pixels in the input.
Taps = list[tuple[tuple[Any, ...], tuple[Any, ...]]]

BLOCK_BYTES = 512 * 1024  # what stays in a processor's cache while its windows are gone over


def image_batch(x: ArrayLike) -> NDArray[Any]:
    """Return a batch of images, whose values can be put in order; booleans become int64."""
    images = real_array("x", x)
    check_image_batch("x", images)
    return images.astype(np.int64) if images.dtype == bool else images


def output_gradient(dout: ArrayLike, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return the gradient in the type to go on with, if it has the output's shape."""
    with np.errstate(over="ignore"):
        return check_dout(dout, shape).astype(dtype, copy=False)


def wide_dtype(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Choose the type to add fractions in: float16 would run over at 65504."""
    return np.promote_types(dtype, np.float32)


def pooling_geometry(
    x: NDArray[Any],
    size: object,
    stride: object,
    padding: object,
    dilation: object,
    ceil_mode: bool,
) -> Geometry:
    """Lay out the windows, each of which must hold a pixel; the stride is the size by default."""
    kernel = per_axis("size", size, x.ndim - 2, least=1)
    geometry = lay_out(
        x.shape[2:], kernel, kernel if stride is None else stride, padding, dilation, ceil_mode
    )
    for axis in range(len(kernel)):
        pixels = _cells_along(geometry, axis, with_padding=False)
        if not pixels.all():
            raise ValueError(
                "every window must hold at least one pixel of the input, but along spatial axis "
                f"{axis} window {pixels.argmin()} of {geometry.out[axis]} holds none "
                f"(size={kernel[axis]}, stride={geometry.stride[axis]}, "
                f"padding={geometry.padding[axis]}, dilation={geometry.dilation[axis]}, "
                f"x.shape={x.shape})"
            )
    return geometry


def cells(geometry: Geometry, *, with_padding: bool) -> NDArray[Any]:
    """Count the cells of each window: its pixels, and on request its padding.

    What hangs over beyond the padding is never counted.
    """
    counts: NDArray[Any] = np.ones((), np.int64)
    for axis in range(len(geometry.size)):
        counts = np.multiply.outer(counts, _cells_along(geometry, axis, with_padding))
    return counts  # (OH, OW)


def _cells_along(geometry: Geometry, axis: int, with_padding: bool) -> NDArray[Any]:
    """Count the cells of the windows along one axis."""
    corners, steps = _corners(geometry)[axis], _steps(geometry)[axis]
    places = np.add.outer(corners, steps)  # (OH, KH), negative in the padding before the input
    before, after = geometry.padding[axis] if with_padding else (0, 0)
    inside = (places >= -before) & (places < geometry.size[axis] + after)
    counts: NDArray[Any] = inside.sum(axis=1)
    return counts


def _corners(geometry: Geometry) -> list[NDArray[Any]]:
    """For each axis, where the windows begin, in pixels of the input."""
    return [
        np.arange(out) * stride - before
        for out, stride, (before, _) in zip(
            geometry.out, geometry.stride, geometry.padding, strict=True
        )
    ]


def _steps(geometry: Geometry) -> list[NDArray[Any]]:
    """For each axis, how far the kernel positions lie from the window's beginning."""
    return [
        np.arange(kernel) * dilation
        for kernel, dilation in zip(geometry.kernel, geometry.dilation, strict=True)
    ]


def real_taps(geometry: Geometry) -> Taps:
    """List for each kernel position, in row-major order, where it meets pixels.

    First the windows, as indices into the output; then the pixels, as indices into the input
    without its padding. So padding takes no part, and costs no copy.
    """
    taps = []
    for _, slices in geometry.taps():
        clipped = [
            _clip(tap, before, size)
            for tap, (before, _), size in zip(slices, geometry.padding, geometry.size, strict=True)
        ]
        windows, pixels = zip(*clipped, strict=True)
        taps.append(((..., *windows), (..., *pixels)))
    return taps


def _clip(tap: slice, before: int, size: int) -> tuple[slice, slice]:
    """Keep the windows along one axis whose tap lies in the input; give them and the pixels."""
    places = range(tap.start - before, tap.stop - before, tap.step)
    first = max(0, -(places.start // tap.step))  # windows before it meet the padding before
    last = max(0, -((places.start - size) // tap.step))  # from here on, the padding after
    kept = places[first:last]
    return slice(first, first + len(kept)), slice(kept.start, kept.stop, kept.step)


def image_blocks(x: NDArray[Any]) -> Iterator[slice]:
    """Cut a batch into slices of as many images as stay in cache, at least one."""
    step = max(1, BLOCK_BYTES // (prod(x.shape[1:]) * x.itemsize))
    for start in range(0, len(x), step):
        yield slice(start, start + step)


def largest_pixels(x: NDArray[Any], out_size: tuple[int, ...], taps: Taps) -> NDArray[Any]:
    """Return the maximum of each window; NaN where it holds a NaN."""
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    largest = np.full(x.shape[:2] + out_size, lowest, x.dtype)
    for windows, pixels in taps:
        np.maximum(largest[windows], x[pixels], out=largest[windows])
    return largest


def winning_positions(x: NDArray[Any], largest: NDArray[Any], taps: Taps) -> NDArray[Any]:
    """Return which kernel position holds each window's maximum: the first in row-major order."""
    # The earlier a position, the higher its priority, of which the maximum is kept: faster than
    # a mask of the windows that are still open.
    priority = np.zeros(largest.shape, np.min_scalar_type(len(taps)))
    highest = priority.dtype.type(len(taps))
    some_nan = bool(np.isnan(largest).any())
    for index, (windows, pixels) in enumerate(taps):
        hit = x[pixels] == largest[windows]
        if some_nan:
            hit |= np.isnan(x[pixels])
        np.maximum(priority[windows], hit * (highest - index), out=priority[windows])
    positions: NDArray[Any] = highest - priority
    return positions


def flat_indices(positions: NDArray[Any], geometry: Geometry) -> NDArray[Any]:
    """Turn kernel positions into flat row-major indices of the pixels in their image."""
    corners = _flatten(_corners(geometry), geometry.size)  # (OH, OW)
    steps = _flatten(_steps(geometry), geometry.size).ravel()  # (KH * KW,)
    indices: NDArray[Any] = steps[positions] + corners
    return indices


def _flatten(places: list[NDArray[Any]], size: tuple[int, ...]) -> NDArray[Any]:
    """Return the flat row-major index of every combination of places along the axes."""
    flat: NDArray[Any] = np.zeros((), np.int64)
    for along, length in zip(places, size, strict=True):
        flat = np.add.outer(flat * length, along)
    return flat


def add_at(dout: NDArray[Any], indices: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Add each value of (N, C, ...) to the pixel of its own image that the flat index names."""
    dx = np.zeros(shape, dout.dtype)
    first = np.arange(shape[0] * shape[1]) * prod(shape[2:])  # of each image's channel
    places = indices + first.reshape(*shape[:2], *[1] * (indices.ndim - 2))
    with np.errstate(over="ignore", invalid="ignore"):
        np.add.at(dx.reshape(-1), places.ravel(), dout.ravel())
    return dx
