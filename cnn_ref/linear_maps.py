"""Correlation as one matrix: block Toeplitz, or block circulant where the image wraps around."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import real_array, sum_dtype, whole_number


def toeplitz_matrix(kernel: ArrayLike, *size: int) -> NDArray[Any]:
    """Write the valid correlation with a kernel as one matrix.

    With vec reading an array in row-major order::

        toeplitz_matrix(kernel, H, W) @ vec(image) = vec(correlate(image, kernel))

    The matrix is made of blocks, one for each row of the output and each row of the image.
    Block (i, i + k) is the matrix of the kernel's row k alone; all other blocks are zero. So
    each block repeats along its diagonal (block Toeplitz), and so do the entries within it.

    Parameters
    ----------
    kernel : array_like of shape (KW,), (KH, KW) or (KD, KH, KW)
        Real numbers.
    *size : int
        The size of the image along each axis, in pixels: W, or H, W, or D, H, W.

    Returns
    -------
    ndarray of shape (OH * OW, H * W)
        With OH = H - KH + 1 and OW = W - KW + 1. Integers become int64, floats stay.

    Raises
    ------
    ValueError
        If the kernel is not 1-D to 3-D, is empty, is larger than the image, or does not hold
        real numbers; if there is not one size for each of its axes, or one is below 1.

    Notes
    -----
    Its transpose times vec(dout) is vec(dx), the gradient of the correlation.

    Cost: OH * OW * H * W values, of which KH * KW * OH * OW belong to the kernel and the others
    are zero; 8 bytes a value. For looking at and for proofs, not for computing.

    References
    ----------
    Bonn deck, "From dense to block circulant matrix"; CUHK deck, efficiency of edge detection:
    dense matrix. Gray, *Toeplitz and Circulant Matrices: A Review*, 2006.

    Examples
    --------
    >>> toeplitz_matrix([1, -1], 4)
    array([[ 1, -1,  0,  0],
           [ 0,  1, -1,  0],
           [ 0,  0,  1, -1]])
    >>> toeplitz_matrix([[1, 0], [2, -1]], 3, 3)
    array([[ 1,  0,  0,  2, -1,  0,  0,  0,  0],
           [ 0,  1,  0,  0,  2, -1,  0,  0,  0],
           [ 0,  0,  0,  1,  0,  0,  2, -1,  0],
           [ 0,  0,  0,  0,  1,  0,  0,  2, -1]])
    """
    return _blocks(*_kernel_and_size(kernel, size), wrap=False)


def circulant_matrix(kernel: ArrayLike, *size: int) -> NDArray[Any]:
    """Write the correlation with a kernel, over an image that wraps around, as one matrix.

    With vec reading an array in row-major order, and the indices of the image modulo its size::

        circulant_matrix(kernel, H, W) @ vec(image) = vec(out)
        out[h, w] = sum over k, l of image[h + k, w + l] * kernel[k, l]

    The blocks are those of `toeplitz_matrix`, but the output has as many rows as the image, and
    what would stand beyond the last block column comes in again at the first. So each block row
    is the one above, turned by one (block circulant), and so are the rows within a block.

    Parameters
    ----------
    kernel : array_like of shape (KW,), (KH, KW) or (KD, KH, KW)
        Real numbers.
    *size : int
        The size of the image along each axis, in pixels: W, or H, W, or D, H, W.

    Returns
    -------
    ndarray of shape (H * W, H * W)
        Integers become int64, floats stay.

    Raises
    ------
    ValueError
        As `toeplitz_matrix`.

    Notes
    -----
    Without the wrap-around the matrix is block Toeplitz, and not circulant. The Fourier
    transform makes every circulant matrix diagonal: see `fft_circular_correlate`.

    Cost: (H * W) ** 2 values, of which KH * KW * H * W belong to the kernel; 8 bytes a value.

    References
    ----------
    Bonn deck, "From dense to block circulant matrix". Gray, *Toeplitz and Circulant Matrices: A
    Review*, 2006.

    Examples
    --------
    >>> circulant_matrix([1, -1], 4)
    array([[ 1, -1,  0,  0],
           [ 0,  1, -1,  0],
           [ 0,  0,  1, -1],
           [-1,  0,  0,  1]])
    """
    return _blocks(*_kernel_and_size(kernel, size), wrap=True)


def _blocks(kernel: NDArray[Any], size: tuple[int, ...], wrap: bool) -> NDArray[Any]:
    """Put the matrix of each kernel row, all of them smaller by an axis, where it belongs."""
    if not size:
        return kernel.reshape(1, 1)  # one weight
    length, *rest = size
    blocks = [_blocks(row, tuple(rest), wrap) for row in kernel]
    height, width = blocks[0].shape
    positions = length if wrap else length - len(blocks) + 1
    matrix = np.zeros((positions, height, length, width), dtype=kernel.dtype)
    for i in range(positions):
        for k, block in enumerate(blocks):
            matrix[i, :, (i + k) % length, :] = block
    return matrix.reshape(positions * height, length * width)


def _kernel_and_size(
    kernel: ArrayLike, size: tuple[int, ...]
) -> tuple[NDArray[Any], tuple[int, ...]]:
    """Return the kernel in the type of the matrix, and the image's size, both checked."""
    kernel = real_array("kernel", kernel)
    size = tuple(whole_number(f"size[{i}]", n, least=1) for i, n in enumerate(size))
    check_fit(kernel, size)
    return kernel.astype(sum_dtype(kernel)), size


def check_fit(kernel: NDArray[Any], size: tuple[int, ...]) -> None:
    """Refuse a kernel that does not lie inside an image of this size."""
    shapes = f"kernel.shape={kernel.shape}, image size={size}"
    if kernel.ndim not in (1, 2, 3) or len(size) != kernel.ndim:
        raise ValueError(f"kernel and image must have the same rank, 1, 2 or 3, but {shapes}")
    if 0 in kernel.shape or 0 in size:
        raise ValueError(f"kernel and image must not be empty, but {shapes}")
    for axis, (have, need) in enumerate(zip(size, kernel.shape, strict=True)):
        if need > have:
            raise ValueError(
                f"kernel does not fit: along axis {axis} it reaches over {need} pixels "
                f"but the input has {have} ({shapes})"
            )
