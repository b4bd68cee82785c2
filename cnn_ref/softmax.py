"""The softmax: turn scores into probabilities."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, float_dtype, quiet, real_array, whole_number

MOST_AXES = 64  # of an array in NumPy


class SoftmaxCache(NamedTuple):
    """What `softmax_backward` needs: the probabilities, and the axis they add to 1 along."""

    out: NDArray[Any]
    axis: int


@quiet
def softmax(logits: ArrayLike, axis: int = -1) -> NDArray[Any]:
    """Turn scores into probabilities, which are positive and add to 1.

    The largest score is taken off first. This changes nothing, and no exponential overflows::

        out[k] = exp(logits[k] - m) / sum over j of exp(logits[j] - m),  m = max(logits)

    Parameters
    ----------
    logits : array_like
        The scores, real numbers; one axis holds the classes.
    axis : int, default -1
        Which axis holds the classes, counted from the end if negative.

    Returns
    -------
    ndarray of the shape of logits
        A new array; integers give float64. Where the largest score is NaN or infinite, NaN.

    Raises
    ------
    ValueError
        If there is no such axis, there are no classes, or logits does not hold real numbers.

    Notes
    -----
    Cost: no multiply-accumulates; one exponential and one division per entry, and two temporary
    arrays of the size of the result.

    References
    ----------
    TU/e deck, architectures: "10 x Softmax".

    Examples
    --------
    >>> softmax([0.0, 0.0, -1000.0])
    array([0.5, 0.5, 0. ])
    >>> softmax([[1000, 1000], [3, 3]], axis=0)
    array([[1., 1.],
           [0., 0.]])
    """
    powers = np.exp(shifted(logits, axis))
    sums = powers.sum(axis=axis, keepdims=True, dtype=np.promote_types(powers.dtype, np.float32))
    out: NDArray[Any] = (powers / sums).astype(powers.dtype, copy=False)
    return out


def softmax_forward(logits: ArrayLike, axis: int = -1) -> tuple[NDArray[Any], SoftmaxCache]:
    """Compute the softmax, and keep what its backward pass needs.

    As `softmax`: out[k] = exp(logits[k]) / sum over j of exp(logits[j]), without overflow.

    Parameters
    ----------
    logits : array_like
        The scores, real numbers; one axis holds the classes.
    axis : int, default -1
        Which axis holds the classes, counted from the end if negative.

    Returns
    -------
    out : ndarray of the shape of logits
        A new array; integers give float64.
    cache : SoftmaxCache
        For `softmax_backward`.

    Raises
    ------
    ValueError
        If there is no such axis, there are no classes, or logits does not hold real numbers.

    Notes
    -----
    Cost: as `softmax`; the cache takes one array of the size of the result.

    References
    ----------
    TU/e deck, architectures: "10 x Softmax".

    Examples
    --------
    >>> out, cache = softmax_forward([[3, 3], [0, 1000]])
    >>> out
    array([[0.5, 0.5],
           [0. , 1. ]])
    """
    out = softmax(logits, axis)
    return out, SoftmaxCache(out.copy(), axis)


@quiet
def softmax_backward(dout: ArrayLike, cache: SoftmaxCache) -> NDArray[Any]:
    """Take the gradient back through the softmax.

    Only how much an entry of dout exceeds their weighted mean counts, for the probabilities
    always add to 1::

        dlogits[k] = out[k] * (dout[k] - sum over j of out[j] * dout[j])

    Parameters
    ----------
    dout : array_like of the shape of out
        The gradient of the loss with respect to out.
    cache : SoftmaxCache
        From `softmax_forward`.

    Returns
    -------
    ndarray of the shape of logits
        The gradient with respect to the logits, in their type (float64 if they were integers).

    Raises
    ------
    ValueError
        If dout has not the shape of out, or does not hold real numbers.

    Notes
    -----
    Cost: two multiply-accumulates per entry, and two temporary arrays of the size of the result.
    Behind a cross-entropy loss `softmax_cross_entropy_backward` is shorter and more exact.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, 2016, section 6.2.2.3.

    Examples
    --------
    >>> out, cache = softmax_forward([0.0, 0.0])
    >>> softmax_backward([1.0, 0.0], cache)
    array([ 0.25, -0.25])
    """
    out, axis = cache
    dout = check_dout(dout, out.shape).astype(out.dtype, copy=False)
    mean = (out * dout).sum(axis=axis, keepdims=True)
    dlogits: NDArray[Any] = out * (dout - mean)
    return dlogits


@quiet
def log_softmax(logits: ArrayLike, axis: int = -1) -> NDArray[Any]:
    """Compute the logarithm of the softmax, also where the softmax itself is rounded to zero.

    ::

        out[k] = logits[k] - m - log(sum over j of exp(logits[j] - m)),  m = max(logits)

    Parameters
    ----------
    logits : array_like
        The scores, real numbers; one axis holds the classes.
    axis : int, default -1
        Which axis holds the classes, counted from the end if negative.

    Returns
    -------
    ndarray of the shape of logits
        A new array, nowhere above 0; integers give float64.

    Raises
    ------
    ValueError
        If there is no such axis, there are no classes, or logits does not hold real numbers.

    Notes
    -----
    Cost: no multiply-accumulates; one exponential per entry, one logarithm per sum, and two
    temporary arrays of the size of the result.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, 2016, section 6.2.2.3.

    Examples
    --------
    >>> log_softmax([0.0, 1000.0])
    array([-1000.,     0.])
    """
    below = shifted(logits, axis)
    wide = np.promote_types(below.dtype, np.float32)  # a sum of many classes runs over in float16
    sums = np.exp(below).sum(axis=axis, keepdims=True, dtype=wide)
    out: NDArray[Any] = (below - np.log(sums)).astype(below.dtype, copy=False)
    return out


def shifted(logits: ArrayLike, axis: int) -> NDArray[Any]:
    """Return the logits as floats, moved so that the largest along the axis is 0."""
    logits = real_array("logits", logits)
    if not -logits.ndim <= whole_number("axis", axis, least=-MOST_AXES) < logits.ndim:
        raise ValueError(
            f"axis must be one of the {logits.ndim} axes of logits, but axis={axis} and "
            f"logits.shape={logits.shape}"
        )
    if logits.shape[axis] == 0:
        raise ValueError(f"logits must have at least one class, but logits.shape={logits.shape}")
    logits = logits.astype(float_dtype(logits), copy=False)
    with np.errstate(invalid="ignore", over="ignore"):  # inf - inf is NaN; -inf gives exp 0
        below: NDArray[Any] = logits - logits.max(axis=axis, keepdims=True)
    return below
