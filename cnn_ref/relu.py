"""The rectified linear unit: replace every negative entry by zero."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, float_dtype, quiet, real_array


class ReluCache(NamedTuple):
    """What `relu_backward` needs: where the input is above 0, and the gradient's type."""

    positive: NDArray[np.bool_]
    dtype: np.dtype[Any]


def relu(x: ArrayLike) -> NDArray[Any]:
    """Replace every negative entry by zero: the rectified linear unit.

    ::

        out = max(x, 0)

    Parameters
    ----------
    x : array_like
        Real numbers, of any shape.

    Returns
    -------
    ndarray of the shape of x
        A new array of the same type, also for integers. NaN stays NaN.

    Raises
    ------
    ValueError
        If x does not hold real numbers.

    Notes
    -----
    Cost: one comparison per entry; memory for the result alone.

    References
    ----------
    Canziani deck, "Rectifying linear unit"; TU/e deck, architectures.

    Examples
    --------
    >>> relu([-2.5, 0.0, 1.5])
    array([0. , 0. , 1.5])
    """
    x = real_array("x", x)
    out: NDArray[Any] = np.maximum(x, x.dtype.type(0))
    return out


def relu_forward(x: ArrayLike) -> tuple[NDArray[Any], ReluCache]:
    """Compute the rectified linear unit, and keep what its backward pass needs.

    As `relu`: out = max(x, 0).

    Parameters
    ----------
    x : array_like
        Real numbers, of any shape.

    Returns
    -------
    out : ndarray of the shape of x
        A new array of the same type, also for integers. NaN stays NaN.
    cache : ReluCache
        For `relu_backward`.

    Raises
    ------
    ValueError
        If x does not hold real numbers.

    Notes
    -----
    Cost: two comparisons per entry; the cache takes one byte per entry.

    References
    ----------
    Canziani deck, "Rectifying linear unit"; TU/e deck, architectures.

    Examples
    --------
    >>> out, cache = relu_forward([[-2, 3]])
    >>> out
    array([[0, 3]])
    """
    x = real_array("x", x)
    return relu(x), ReluCache(x > 0, float_dtype(x))


@quiet
def relu_backward(dout: ArrayLike, cache: ReluCache) -> NDArray[Any]:
    """Take the gradient back through the rectified linear unit.

    It passes where the input was above 0. At 0 itself, where the function has a kink, it is 0::

        dx = dout where x > 0, else 0

    Parameters
    ----------
    dout : array_like of the shape of out
        The gradient of the loss with respect to out.
    cache : ReluCache
        From `relu_forward`.

    Returns
    -------
    ndarray of the shape of x
        The gradient with respect to x, in x's type (float64 if x held integers). A new array.

    Raises
    ------
    ValueError
        If dout has not the shape of out, or does not hold real numbers.

    Notes
    -----
    Cost: one selection per entry; memory for the result alone.

    References
    ----------
    Canziani deck, "Rectifying linear unit".

    Examples
    --------
    >>> out, cache = relu_forward([-2.0, 0.0, 3.0])
    >>> relu_backward([5.0, 6.0, 7.0], cache)
    array([0., 0., 7.])
    """
    dout = check_dout(dout, cache.positive.shape).astype(cache.dtype, copy=False)
    return np.where(cache.positive, dout, cache.dtype.type(0))
