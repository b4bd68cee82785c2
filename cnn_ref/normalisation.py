"""Local response normalisation: large neighbours among the channels damp an entry."""

from numbers import Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import (
    check_dout,
    check_image_batch,
    float_dtype,
    quiet,
    real_array,
    whole_number,
)


class LocalResponseNormCache(NamedTuple):
    """What `local_response_norm_backward` needs.

    alpha is already divided by n where that was asked for; scale is k + alpha * sum(x**2).
    """

    x: NDArray[Any]
    scale: NDArray[Any]
    n: int
    alpha: float
    beta: float
    dtype: np.dtype[Any]  # of dx


@quiet
def local_response_norm_forward(
    x: ArrayLike,
    n: int,
    k: float,
    alpha: float,
    beta: float,
    *,
    divide_by_size: bool = False,
) -> tuple[NDArray[Any], LocalResponseNormCache]:
    """Divide every entry by a power of the squares around it, summed across channels.

    The sum runs over the n channels around c that exist, at the same pixel::

        scale[c] = k + alpha * sum of x[i] ** 2 for i from c - n // 2 to c + n // 2
        out[c]   = x[c] / scale[c] ** beta

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        The feature maps; only the batch may be empty.
    n : int
        How many channels to add, an odd number; 1 is the channel alone.
    k : float
        The sum's offset, above 0.
    alpha : float
        The sum's weight, at least 0.
    beta : float
        The exponent, at least 0.
    divide_by_size : bool, default False
        Divide alpha by n, at the first and last channels also, as PyTorch does.

    Returns
    -------
    out : ndarray of the shape of x
        A new array; integers give float64.
    cache : LocalResponseNormCache
        For `local_response_norm_backward`.

    Raises
    ------
    ValueError
        If n is even or below 1, another number is out of range or not finite, x has a wrong
        rank, is empty in an axis other than the batch, or does not hold real numbers.

    Notes
    -----
    *Libraries differ.* Here alpha multiplies the plain sum, as in the paper. PyTorch divides
    alpha by n, and adds (n - 1) // 2 channels after each, which is the same for odd n.

    Cost: n + 1 multiply-accumulates and one power per entry; the cache takes two arrays of
    the size of the result.

    References
    ----------
    Krizhevsky, Sutskever and Hinton, *ImageNet Classification with Deep Convolutional Neural
    Networks*, 2012, section 3.3 (n = 5, k = 2, alpha = 1e-4, beta = 0.75).

    Examples
    --------
    >>> x = [[[1.0], [2.0], [3.0]]]  # three channels of one pixel
    >>> out, cache = local_response_norm_forward(x, n=3, k=1, alpha=1, beta=1)
    >>> out.round(4)  # 1 / (1 + 1 + 4), 2 / (1 + 1 + 4 + 9), 3 / (1 + 4 + 9)
    array([[[0.1667],
            [0.1333],
            [0.2143]]])
    """
    x = real_array("x", x)
    check_image_batch("x", x)
    n = whole_number("n", n, least=1)
    if n % 2 == 0:
        raise ValueError(f"n must be odd, to reach as far to both sides of a channel, but n={n}")
    k, alpha, beta = _number("k", k), _number("alpha", alpha), _number("beta", beta)
    if k == 0:
        raise ValueError(f"k must be above 0, or a pixel of zeros is divided by zero, but k={k}")
    if divide_by_size:
        alpha /= n

    dtype = float_dtype(x)
    x = x.astype(np.promote_types(dtype, np.float32))  # squares of float16 soon run over
    scale = k + alpha * _sum_over_neighbours(x**2, n)
    out = (x / scale**beta).astype(dtype, copy=False)
    return out, LocalResponseNormCache(x, scale, n, alpha, beta, dtype)


@quiet
def local_response_norm_backward(dout: ArrayLike, cache: LocalResponseNormCache) -> NDArray[Any]:
    """Take the gradient back through local response normalisation.

    An entry counts in its own output, and in the scale of every output nearby::

        dx[c] = dout[c] / scale[c] ** beta
                - 2 * alpha * beta * x[c] * sum of dout[i] * x[i] / scale[i] ** (beta + 1)
                                            for i from c - n // 2 to c + n // 2

    Parameters
    ----------
    dout : array_like of the shape of out
        The gradient of the loss with respect to out.
    cache : LocalResponseNormCache
        From `local_response_norm_forward`.

    Returns
    -------
    ndarray of the shape of x
        The gradient with respect to x, in x's type (float64 if x held integers).

    Raises
    ------
    ValueError
        If dout has not the shape of out, or does not hold real numbers.

    Notes
    -----
    Cost: about n + 5 multiply-accumulates and one power per entry; a few temporary arrays of the
    size of the result.

    References
    ----------
    Krizhevsky, Sutskever and Hinton, *ImageNet Classification with Deep Convolutional Neural
    Networks*, 2012, section 3.3; the derivative by the quotient rule.

    Examples
    --------
    >>> out, cache = local_response_norm_forward([[[2.0]]], n=1, k=1, alpha=1, beta=1)
    >>> local_response_norm_backward([[[25.0]]], cache)  # (1 - x**2) / (1 + x**2)**2 = -3 / 25
    array([[[-3.]]])
    """
    x, scale, n, alpha, beta, dtype = cache
    dout = check_dout(dout, x.shape).astype(x.dtype, copy=False)
    direct = dout / scale**beta
    through_scale = _sum_over_neighbours(direct * x / scale, n)
    dx: NDArray[Any] = direct - 2 * alpha * beta * x * through_scale
    return dx.astype(dtype, copy=False)


def _sum_over_neighbours(values: NDArray[Any], n: int) -> NDArray[Any]:
    """Add up to n channels around each channel; there are none beyond the first and last."""
    channels = values.shape[1]
    reach = min(n // 2, channels - 1)
    total = values.copy()
    for step in range(1, reach + 1):
        total[:, step:] += values[:, :-step]  # the channel `step` before
        total[:, :-step] += values[:, step:]  # the channel `step` after
    return total


def _number(name: str, value: object) -> float:
    """Return a finite number of at least 0 as a Python float, which widens no float32 array."""
    if not isinstance(value, Real) or not 0 <= float(value) < np.inf:
        raise ValueError(f"{name} must be a finite number of at least 0, but {name}={value!r}")
    return float(value)
