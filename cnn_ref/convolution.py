"""Convolution: cross-correlation with a kernel that was first turned around."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.correlation import correlate, correlate2d


def convolve(x: ArrayLike, k: ArrayLike, mode: str = "valid") -> NDArray[Any]:
    """Slide a kernel, flipped along every axis, over a signal, an image or a volume.

    In two dimensions, for mode "full" and with zeros outside of both arrays::

        out[h, w] = sum over k, l of x[h - k, w - l] * kernel[k, l]

    Parameters
    ----------
    x : array_like of shape (W,), (H, W) or (D, H, W)
        The input: one channel, real numbers.
    k : array_like of shape (KW,), (KH, KW) or (KD, KH, KW)
        The kernel, of the same rank as the input.
    mode : {"valid", "same", "full"}, default "valid"
        Which part to keep: where the kernel lies inside the input (valid); the input-shaped part
        that starts at index (KW - 1) // 2 of each axis of "full" (same); everything (full).

    Returns
    -------
    ndarray
        A new array. Along each axis its length is, for an input of length W and a kernel of
        length KW: W - KW + 1 (valid), W (same), W + KW - 1 (full).

    Raises
    ------
    ValueError
        If the ranks differ or are not 1 to 3, an array is empty or does not hold real numbers,
        the mode is unknown, or the kernel is larger than the input along any axis in mode
        "valid".

    Notes
    -----
    Equals ``correlate(x, np.flip(k), mode)`` in every mode, and `scipy.signal.convolve` except
    that a kernel larger than the input raises in mode "valid". Types and large kernels are as
    `correlate` describes.

    Cost: one multiply-accumulate per kernel weight and output value; memory as for `correlate`.

    References
    ----------
    CUHK deck, the commuted sum: S(i, j) = sum over m, n of I(i - m, j - n) K(m, n).

    Examples
    --------
    >>> convolve([1, 2, 4, 8], [1, -1])
    array([1, 2, 4])
    >>> convolve([1, 2, 4, 8], [1, -1], mode="same")
    array([1, 1, 2, 4])
    >>> convolve([1, 2, 4, 8], [1, -1], mode="full")
    array([ 1,  1,  2,  4, -8])
    """
    return correlate(x, np.flip(np.asarray(k)), mode)


def convolve2d(image: ArrayLike, kernel: ArrayLike, mode: str = "valid") -> NDArray[Any]:
    """Slide a kernel, rotated by 180 degrees, over an image.

    The same as `convolve`, for two axes only.

    Parameters
    ----------
    image : array_like of shape (H, W)
    kernel : array_like of shape (KH, KW)
    mode : {"valid", "same", "full"}, default "valid"

    Returns
    -------
    ndarray
        Of shape (H - KH + 1, W - KW + 1), (H, W) or (H + KH - 1, W + KW - 1), for "valid",
        "same" and "full".

    Raises
    ------
    ValueError
        As `convolve`, and if an array is not 2-D.

    Notes
    -----
    Cost: KH * KW multiply-accumulates per output value; memory as for `correlate`.

    References
    ----------
    CUHK deck, the commuted sum: S(i, j) = sum over m, n of I(i - m, j - n) K(m, n).

    Examples
    --------
    >>> image = [[1, 3, -1], [2, 1, 0], [0, 2, -1]]
    >>> convolve2d(image, [[1, 0], [2, -1]], mode="same")
    array([[ 1,  3, -1],
           [ 4,  6, -5],
           [ 4,  2, -2]])
    """
    return correlate2d(image, rot180(kernel), mode)


def rot180(kernel: ArrayLike) -> NDArray[Any]:
    """Rotate a kernel by 180 degrees: flip it up-down and left-right.

    Not a transpose, the shape stays as it is::

        out[h, w] = kernel[KH - 1 - h, KW - 1 - w]

    Parameters
    ----------
    kernel : array_like of shape (KH, KW)
        Of any type.

    Returns
    -------
    ndarray of shape (KH, KW)
        A new array of the same type.

    Raises
    ------
    ValueError
        If the kernel is not 2-D.

    Notes
    -----
    Cost: no multiply-accumulates; one copy of the kernel.

    References
    ----------
    CUHK deck: the minus signs in I(i - m, j - n) are this rotation.

    Examples
    --------
    >>> rot180([[1, 2, 3], [4, 5, 6]])
    array([[6, 5, 4],
           [3, 2, 1]])
    """
    kernel = np.asarray(kernel)
    if kernel.ndim != 2:
        raise ValueError(f"kernel must be 2-D, but it is {kernel.ndim}-D: {kernel.shape=}")
    return kernel[::-1, ::-1].copy()
