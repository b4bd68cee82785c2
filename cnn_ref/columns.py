"""The windows of a few images at a time, laid out so that matrix products are fast.

The same columns as `im2col`, for one image after the other, and with one trick. Where the stride is
1, the pixels that one kernel weight meets are taken as *whole rows* of the padded image: one
stretch of memory, copied at once. Between the end of one output row and the start of the next that
stretch holds KW - 1 pixels too many. Their results are garbage, and are cropped away.

An image of 2 × 4 pixels under a kernel of 1 × 3 has 2 × 2 windows. Its weights meet::

    0 1 2 3     first weight   0 1 . . 4 5
    4 5 6 7     second weight  1 2 . . 5 6      . marks garbage
                third weight   2 3 . . 6 7
"""

from collections.abc import Iterator
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_ref.geometry import Geometry

BLOCK_BYTES = 2 * 1024 * 1024  # as many columns as a processor keeps at hand; measured


class Columns:
    """Working memory for the windows of one block of images, used for one block after another.

    Attributes
    ----------
    cols : ndarray of shape (n, C, KH * KW, L)
        One column for each output pixel; with whole rows also those in between.
    rows : tuple of int
        Spatial shape of a product with them, before it is cropped.
    """

    def __init__(self, geometry: Geometry, N: int, C: int, dtype: np.dtype[Any]) -> None:
        self.geometry = geometry
        self.whole_rows = all(stride == 1 for stride in geometry.stride)
        beyond = geometry.padded[1:] if self.whole_rows else geometry.out[1:]
        self.rows = (geometry.out[0], *beyond)
        last = tuple(np.subtract(geometry.out, 1))
        self.length = int(np.ravel_multi_index(last, self.rows)) + 1
        self.starts = self._starts() if self.whole_rows else []
        taps = prod(geometry.kernel)
        self.images = max(1, min(N, BLOCK_BYTES // (C * taps * self.length * dtype.itemsize)))
        self.cols = np.empty((self.images, C, taps, self.length), dtype)

    def _starts(self) -> list[int]:
        """For each kernel weight, where its stretch starts in the padded image, row by row."""
        position = np.indices(self.geometry.kernel).reshape(len(self.rows), -1)
        corner = position * np.reshape(self.geometry.dilation, (-1, 1))
        starts: list[int] = np.ravel_multi_index(tuple(corner), self.geometry.padded).tolist()
        return starts

    def blocks(self, N: int) -> Iterator[slice]:
        """Cut a batch into blocks of as many images as fit."""
        for start in range(0, N, self.images):
            yield slice(start, min(start + self.images, N))

    def gather(self, x: NDArray[Any]) -> NDArray[Any]:
        """Copy the windows of padded images (n, C, *padded) into columns."""
        cols = self.cols[: len(x)]
        for column, pixels in self._pairs(cols, x):
            column[...] = pixels
        return cols

    def scatter(self, cols: NDArray[Any], dx: NDArray[Any]) -> None:
        """Add columns back onto the pixels of padded images that they came from."""
        for column, pixels in self._pairs(cols, dx):
            pixels += column

    def _pairs(
        self, cols: NDArray[Any], x: NDArray[Any]
    ) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
        """For each kernel weight, views of its columns and of the pixels that it meets."""
        if self.whole_rows:
            flat = x.reshape(*x.shape[:2], -1)
            for tap, start in enumerate(self.starts):
                yield cols[:, :, tap], flat[:, :, start : start + self.length]
        else:
            cols = cols.reshape(*cols.shape[:3], *self.geometry.out)
            for tap, (_, pixels) in enumerate(self.geometry.taps()):
                yield cols[:, :, tap], x[..., *pixels]

    def spread(self, dout: NDArray[Any]) -> NDArray[Any]:
        """Lay gradients (n, O, *out) out as products are; garbage gets none. Returns (n, O, L)."""
        n, O = dout.shape[:2]
        if self.whole_rows:
            wide = np.zeros((n, O, *self.rows), dout.dtype)
            wide[self.crop()] = dout
            dout = wide
        return dout.reshape(n, O, -1)[..., : self.length]

    def crop(self) -> tuple[Any, ...]:
        """Return the index that keeps the output pixels of an array (n, O, *rows)."""
        return (..., *(slice(out) for out in self.geometry.out))
