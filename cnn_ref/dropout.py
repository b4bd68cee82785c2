"""Dropout: drop entries at random while training."""

from numbers import Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, float_dtype, quiet, real_array


class DropoutCache(NamedTuple):
    """What `dropout_backward` needs: which entries were kept, and by how much they grew."""

    keep: NDArray[np.bool_]
    p: float
    dtype: np.dtype[Any]


@quiet
def dropout_forward(
    x: ArrayLike,
    p: float,
    *,
    rng: np.random.Generator | None = None,
    u: ArrayLike | None = None,
    train: bool = True,
) -> tuple[NDArray[Any], DropoutCache]:
    """Set entries to zero with a given probability, and enlarge the others to make up for it.

    With one random number u, uniform in [0, 1), for each entry::

        out = x / (1 - p) where u >= p, else 0      (train)
        out = x                                     (not train)

    Parameters
    ----------
    x : array_like
        Real numbers, of any shape.
    p : float
        The probability to *drop* an entry, at least 0 and below 1.
    rng : numpy.random.Generator, optional
        Draws u, in float64. In training, give either rng or u.
    u : array_like of the shape of x, optional
        The random numbers themselves, to repeat a draw.
    train : bool, default True
        False leaves the values as they are and needs neither rng nor u.

    Returns
    -------
    out : ndarray of the shape of x
        Always a new array, also when not training; integers give float64.
    cache : DropoutCache
        For `dropout_backward`.

    Raises
    ------
    ValueError
        If p is out of range, u has not the shape of x, an array does not hold real numbers, or
        training is given none or both of rng and u.

    Notes
    -----
    This is *inverted* dropout: each entry keeps its expected value, so nothing has to be
    rescaled later.

    Cost: one random number, one comparison and one division per entry; the cache takes one byte
    per entry.

    References
    ----------
    TU/e deck, architectures. Srivastava et al., *Dropout: A Simple Way to Prevent Neural Networks
    from Overfitting*, 2014.

    Examples
    --------
    >>> out, cache = dropout_forward([1.0, 2.0, 3.0], p=0.5, u=[0.2, 0.5, 0.9])
    >>> out
    array([0., 4., 6.])
    """
    x = real_array("x", x)
    if not isinstance(p, Real) or not 0 <= p < 1:
        raise ValueError(f"p must be a number of at least 0 and below 1, but p={p!r}")
    p = float(p) if train else 0.0
    keep = _uniform(x.shape, rng, u) >= p if train else np.ones(x.shape, dtype=bool)
    cache = DropoutCache(keep, p, float_dtype(x))
    return _keep_and_enlarge(x, cache), cache


@quiet
def dropout_backward(dout: ArrayLike, cache: DropoutCache) -> NDArray[Any]:
    """Take the gradient back through dropout: it takes the way that the values took.

    ::

        dx = dout / (1 - p) where u >= p, else 0    (train)
        dx = dout                                   (not train)

    Parameters
    ----------
    dout : array_like of the shape of out
        The gradient of the loss with respect to out.
    cache : DropoutCache
        From `dropout_forward`.

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
    Cost: one division per entry, and one temporary array of the size of the result.

    References
    ----------
    Srivastava et al., *Dropout: A Simple Way to Prevent Neural Networks from Overfitting*, 2014.

    Examples
    --------
    >>> out, cache = dropout_forward([1.0, 2.0, 3.0], p=0.5, u=[0.2, 0.5, 0.9])
    >>> dropout_backward([1.0, 1.0, -1.0], cache)
    array([ 0.,  2., -2.])
    """
    return _keep_and_enlarge(check_dout(dout, cache.keep.shape), cache)


def _uniform(
    shape: tuple[int, ...], rng: np.random.Generator | None, u: ArrayLike | None
) -> NDArray[Any]:
    """Return one number in [0, 1) for each entry: those given, or fresh ones."""
    if rng is not None and u is None:
        return rng.random(shape)
    if rng is not None or u is None:
        have = "neither" if u is None else "both"
        raise ValueError(f"dropout in training needs either rng or u, but it was given {have}")
    numbers = real_array("u", u)
    if numbers.shape != shape:
        raise ValueError(
            f"u must have the shape of x, but u.shape={numbers.shape} and x.shape={shape}"
        )
    return numbers


def _keep_and_enlarge(values: NDArray[Any], cache: DropoutCache) -> NDArray[Any]:
    """Divide what is kept by 1 - p, and set the rest to zero."""
    enlarged = values.astype(cache.dtype, copy=False) / (1 - cache.p)
    return np.where(cache.keep, enlarged, cache.dtype.type(0))
