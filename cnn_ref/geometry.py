"""How a kernel moves over a padded input: the one place where its windows are counted."""

from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from cnn_ref.arguments import padding_per_axis, per_axis

Tap = tuple[tuple[int, ...], tuple[Any, ...]]  # a position in the kernel, one slice per axis


class Geometry(NamedTuple):
    """Sizes along each spatial axis, in pixels; `out` counts the windows."""

    size: tuple[int, ...]
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[tuple[int, int], ...]
    dilation: tuple[int, ...]
    out: tuple[int, ...]

    @property
    def padded(self) -> tuple[int, ...]:
        """The input's size with its padding."""
        return tuple(n + sum(p) for n, p in zip(self.size, self.padding, strict=True))

    def along(self, axis: int) -> tuple[tuple[Any, ...], ...]:
        """For each position k of the kernel along one axis: an index of the pixels that it meets.

        It is for the axis as one of the last, so it fits padded images with any axes before.
        """
        return _along(self, axis)

    def taps(self) -> tuple[Tap, ...]:
        """For each kernel position, in row-major order: itself, and the padded pixels it meets.

        The pixels come as one slice per axis; together they have the output's shape.
        """
        return _taps(self)


@lru_cache(maxsize=256)  # a layer asks again for each block of images, and in each step of training
def _along(geometry: Geometry, axis: int) -> tuple[tuple[Any, ...], ...]:
    """List what `Geometry.along` describes."""
    stride, dilation = geometry.stride[axis], geometry.dilation[axis]
    starts = [k * dilation for k in range(geometry.kernel[axis])]
    reach = stride * (geometry.out[axis] - 1) + 1
    later_axes = [slice(None)] * (len(geometry.out) - axis - 1)
    return tuple((..., slice(start, start + reach, stride), *later_axes) for start in starts)


@lru_cache(maxsize=256)
def _taps(geometry: Geometry) -> tuple[Tap, ...]:
    """List what `Geometry.taps` describes."""
    rank = len(geometry.out)
    slices = [[index[1] for index in geometry.along(axis)] for axis in range(rank)]
    return tuple(zip(np.ndindex(*geometry.kernel), product(*slices), strict=True))


def lay_out(
    size: tuple[int, ...],
    kernel: tuple[int, ...],
    stride: object = 1,
    padding: object = 0,
    dilation: object = 1,
    ceil_mode: bool = False,
) -> Geometry:
    """Work out how many windows there are along each axis; what is left over is not seen.

    Per axis, with the kernel's reach R = dilation * (kernel - 1) + 1::

        out = floor((size + before + after - R) / stride) + 1

    With `ceil_mode` it is rounded up, but a last window that would start in the padding after
    the input, or beyond it, is dropped.
    """
    rank = len(size)
    strides = per_axis("stride", stride, rank, least=1)
    dilations = per_axis("dilation", dilation, rank, least=1)
    paddings = padding_per_axis(padding, rank)
    out = []
    for axis in range(rank):
        before, after = paddings[axis]
        reach = dilations[axis] * (kernel[axis] - 1) + 1
        room = size[axis] + before + after - reach
        steps = -(-room // strides[axis]) if ceil_mode else room // strides[axis]
        if ceil_mode and steps * strides[axis] >= size[axis] + before:
            steps -= 1
        if steps < 0:
            raise ValueError(
                f"kernel does not fit: along spatial axis {axis} it reaches over {reach} pixels "
                f"(kernel={kernel[axis]}, dilation={dilations[axis]}) but the padded input has "
                f"{size[axis] + before + after} (length={size[axis]}, padding={before, after})"
            )
        out.append(steps + 1)
    return Geometry(size, kernel, strides, paddings, dilations, tuple(out))
