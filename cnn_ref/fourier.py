"""Correlation as a product of spectra: the convolution theorem."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import float_dtype, quiet, real_array
from cnn_ref.linear_maps import check_fit


@quiet
def fft_circular_correlate(image: ArrayLike, kernel: ArrayLike) -> NDArray[Any]:
    """Correlate over an image that wraps around, by multiplying spectra.

    With F the discrete Fourier transform, and the kernel filled up with zeros after its end to
    the image's size::

        out = inverse F(F(image) * conj(F(kernel)))
        out[h, w] = sum over k, l of image[(h + k) % H, (w + l) % W] * kernel[k, l]

    Parameters
    ----------
    image : array_like of shape (W,), (H, W) or (D, H, W)
        Real numbers.
    kernel : array_like of shape (KW,), (KH, KW) or (KD, KH, KW)
        Real numbers, no longer than the image along any axis.

    Returns
    -------
    ndarray of the shape of image
        Real, of the common type of both, rounded; integers give float64.

    Raises
    ------
    ValueError
        If the kernel is larger than the image, the ranks differ or are not 1 to 3, or an array
        is empty or does not hold real numbers.

    Notes
    -----
    The conjugate is what makes it a correlation: without it, this is a convolution.

    Cost: three transforms of about n * log2(n) multiply-accumulates each for n pixels, however
    large the kernel is; two spectra of about 8 * n bytes each in float64. Rounding errors spread
    over the whole image, in proportion to its largest values; so does a NaN or an infinity.

    References
    ----------
    The convolution theorem; Bracewell, *The Fourier Transform and Its Applications*, 2000,
    chapter 6. Bonn deck, "block circulant matrix".

    Examples
    --------
    >>> image = [[1, 3, -1], [2, 1, 0], [0, 2, -1]]
    >>> fft_circular_correlate(image, [[1, 0], [2, -1]]).round(6) + 0.0
    array([[ 4.,  5., -3.],
           [ 0.,  6., -2.],
           [-1.,  9., -4.]])
    """
    image, kernel = real_array("image", image), real_array("kernel", kernel)
    check_fit(kernel, image.shape)
    dtype = float_dtype(image, kernel)
    working = np.result_type(dtype, np.float32)  # there is no transform in float16
    image, kernel = image.astype(working), kernel.astype(working)
    size, axes = image.shape, tuple(range(image.ndim))
    with np.errstate(invalid="ignore"):  # infinities become NaN
        spectrum = np.fft.rfftn(image) * np.conj(np.fft.rfftn(kernel, s=size, axes=axes))
        out = np.fft.irfftn(spectrum, s=size, axes=axes)
    return out.astype(dtype, copy=False)


def fft_correlate(image: ArrayLike, kernel: ArrayLike) -> NDArray[Any]:
    """Correlate where the kernel fits, by multiplying spectra.

    The first H - KH + 1 rows and W - KW + 1 columns of the wrap-around result: there, no window
    has reached the end of the image, and nothing has wrapped around::

        out = (inverse F(F(image) * conj(F(kernel))))[:H - KH + 1, :W - KW + 1]

    Parameters
    ----------
    image : array_like of shape (W,), (H, W) or (D, H, W)
        Real numbers.
    kernel : array_like of shape (KW,), (KH, KW) or (KD, KH, KW)
        Real numbers, no longer than the image along any axis.

    Returns
    -------
    ndarray of shape (H - KH + 1, W - KW + 1)
        Real, of the common type of both, rounded; integers give float64.

    Raises
    ------
    ValueError
        As `fft_circular_correlate`.

    Notes
    -----
    Cost: as `fft_circular_correlate`. Sliding takes KH * KW multiply-accumulates per output
    value, so the spectra win for large kernels only.

    References
    ----------
    The convolution theorem; Bracewell, *The Fourier Transform and Its Applications*, 2000,
    chapter 6.

    Examples
    --------
    >>> image = [[1, 3, -1], [2, 1, 0], [0, 2, -1]]
    >>> fft_correlate(image, [[1, 0], [2, -1]]).round(6) + 0.0
    array([[4., 5.],
           [0., 6.]])
    """
    out = fft_circular_correlate(image, kernel)
    fits = (slice(n - k + 1) for n, k in zip(out.shape, np.shape(kernel), strict=True))
    return out[tuple(fits)].copy()
