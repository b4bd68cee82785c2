"""The logistic sigmoid: squash every entry into the range from 0 to 1."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, float_dtype, quiet, real_array


class SigmoidCache(NamedTuple):
    """What `sigmoid_backward` needs: the forward pass's result."""

    out: NDArray[Any]


def sigmoid(x: ArrayLike) -> NDArray[Any]:
    """Squash every entry into the range from 0 to 1 with the logistic sigmoid.

    The second form is used where x < 0, so that the exponential never overflows::

        out = 1 / (1 + exp(-x)) = exp(x) / (1 + exp(x))

    Parameters
    ----------
    x : array_like
        Real numbers, of any shape.

    Returns
    -------
    ndarray of the shape of x
        A new array; integers give float64. Infinities give 0 and 1, NaN stays NaN.

    Raises
    ------
    ValueError
        If x does not hold real numbers.

    Notes
    -----
    Cost: no multiply-accumulates; one exponential and one division per entry, and three
    temporary arrays of the size of the result.

    References
    ----------
    Canziani deck, "Non linearity layer (decaying learning speed)": logistic sigmoid.

    Examples
    --------
    >>> sigmoid([-1000, 0, 1000])
    array([0. , 0.5, 1. ])
    """
    x = real_array("x", x)
    x = x.astype(float_dtype(x), copy=False)
    decay = np.exp(-np.abs(x))  # between 0 and 1
    out: NDArray[Any] = np.where(x < 0, decay, 1) / (1 + decay)
    return out


def sigmoid_forward(x: ArrayLike) -> tuple[NDArray[Any], SigmoidCache]:
    """Compute the logistic sigmoid, and keep what its backward pass needs.

    As `sigmoid`: out = 1 / (1 + exp(-x)), without overflow.

    Parameters
    ----------
    x : array_like
        Real numbers, of any shape.

    Returns
    -------
    out : ndarray of the shape of x
        A new array; integers give float64.
    cache : SigmoidCache
        For `sigmoid_backward`.

    Raises
    ------
    ValueError
        If x does not hold real numbers.

    Notes
    -----
    Cost: as `sigmoid`; the cache takes one array of the size of the result.

    References
    ----------
    Canziani deck, "Non linearity layer (decaying learning speed)": logistic sigmoid.

    Examples
    --------
    >>> out, cache = sigmoid_forward([[0, 1000]])
    >>> out
    array([[0.5, 1. ]])
    """
    out = sigmoid(x)
    return out, SigmoidCache(out.copy())


@quiet
def sigmoid_backward(dout: ArrayLike, cache: SigmoidCache) -> NDArray[Any]:
    """Take the gradient back through the logistic sigmoid.

    The derivative is at most 1/4, which is why deep networks of sigmoids learn slowly::

        dx = dout * out * (1 - out)

    Parameters
    ----------
    dout : array_like of the shape of out
        The gradient of the loss with respect to out.
    cache : SigmoidCache
        From `sigmoid_forward`.

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
    Cost: two multiplications per entry, and two temporary arrays of the size of the result.

    References
    ----------
    Canziani deck, "Non linearity layer (decaying learning speed)": the derivative is at most 1/4.

    Examples
    --------
    >>> out, cache = sigmoid_forward([0.0, 1000.0])
    >>> sigmoid_backward([8.0, 8.0], cache)
    array([2., 0.])
    """
    out = cache.out
    dout = check_dout(dout, out.shape).astype(out.dtype, copy=False)
    dx: NDArray[Any] = dout * (out * (1 - out))
    return dx
