"""Windows to columns and back, for a few images at a time: what `im2col` and the layer share.

Both go one axis at a time. First each row of an image is cut into windows of KW pixels, with one
copy for each of the KW positions; then the columns of those windows into windows of KH rows. That
makes KW copies of single pixels and KH copies of whole rows, instead of KH * KW copies of single
pixels. The way back adds up in the opposite order.
"""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_ref.geometry import Geometry

BLOCK_BYTES = 2 * 1024 * 1024  # as many columns as a processor's cache keeps at hand; measured


def to_columns(
    x: NDArray[Any], geometry: Geometry, memory: NDArray[Any] | None = None
) -> NDArray[Any]:
    """Copy the windows of padded images (N, C, *padded) into columns (C*KH*KW, N*OH*OW).

    The columns go to the start of `memory`, a flat array, where there is one.
    """
    cols = x.swapaxes(0, 1)[:, np.newaxis]  # (C, 1, N, H, W)
    for axis in reversed(range(len(geometry.out))):  # (C, KW, N, H, OW), (C, KH * KW, N, OH, OW)
        C, taps, *rest = cols.shape
        rest[1 + axis] = geometry.out[axis]
        shape = (C, geometry.kernel[axis], taps, *rest)
        if memory is None or axis > 0:
            windows = np.empty(shape, x.dtype)
        else:
            windows = memory[: prod(shape)].reshape(shape)
        for k, pixels in enumerate(geometry.along(axis)):
            windows[:, k] = cols[pixels]
        cols = windows.reshape(C, geometry.kernel[axis] * taps, *rest)
    return cols.reshape(prod(cols.shape[:2]), prod(cols.shape[2:]))


def from_columns(cols: NDArray[Any], geometry: Geometry, N: int, C: int) -> NDArray[Any]:
    """Add columns (C*KH*KW, N*OH*OW) up into padded images (N, C, *padded)."""
    cols = cols.reshape(C, prod(geometry.kernel), N, *geometry.out)
    for axis in range(len(geometry.out)):  # (C, KW, N, H, OW), (C, 1, N, H, W)
        taps, *rest = cols.shape[1:]
        K = geometry.kernel[axis]
        windows = cols.reshape(C, K, taps // K, *rest)
        rest[1 + axis] = geometry.padded[axis]
        cols = np.zeros((C, taps // K, *rest), cols.dtype)
        for k, pixels in enumerate(geometry.along(axis)):
            cols[pixels] += windows[:, k]
    return cols[:, 0].swapaxes(0, 1)


def blocks(
    N: int, C: int, geometry: Geometry, dtype: np.dtype[Any]
) -> Iterator[tuple[slice, NDArray[Any]]]:
    """Cut a batch into blocks of images, and give each the same memory for its columns.

    Using it again and again keeps it in the processor's cache.
    """
    per_image = C * prod(geometry.kernel) * prod(geometry.out)
    images = max(1, min(N, BLOCK_BYTES // (per_image * dtype.itemsize)))
    memory = np.empty(images * per_image, dtype)
    for start in range(0, N, images):
        yield slice(start, start + images), memory
