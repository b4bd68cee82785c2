"""How a kernel moves over a padded input: the one place where its windows are counted."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from cnn_ref.arguments import padding_per_axis, per_axis


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

    @property
    def overhang(self) -> tuple[int, ...]:
        """How far the last window reaches beyond the padded input (only with `ceil_mode`)."""
        return tuple(
            max(0, (out - 1) * stride + dilation * (kernel - 1) + 1 - padded)
            for out, stride, dilation, kernel, padded in zip(
                self.out, self.stride, self.dilation, self.kernel, self.padded, strict=True
            )
        )

    def taps(self) -> Iterator[tuple[tuple[int, ...], tuple[Any, ...]]]:
        """For each kernel position, in row-major order: itself, and the padded pixels it meets.

        The pixels come as one slice per axis; together they have the output's shape.
        """
        for position in np.ndindex(*self.kernel):
            yield (
                position,
                tuple(
                    slice(k * dilation, k * dilation + stride * (out - 1) + 1, stride)
                    for k, dilation, stride, out in zip(
                        position, self.dilation, self.stride, self.out, strict=True
                    )
                ),
            )


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
        if room < 0:
            raise ValueError(
                f"kernel does not fit: along spatial axis {axis} it reaches over {reach} pixels "
                f"(kernel={kernel[axis]}, dilation={dilations[axis]}) but the padded input has "
                f"{size[axis] + before + after} (size={size[axis]}, padding={before, after})"
            )
        count = room // strides[axis] + 1
        if ceil_mode and room % strides[axis] and count * strides[axis] < size[axis] + before:
            count += 1
        out.append(count)
    return Geometry(size, kernel, strides, paddings, dilations, tuple(out))
