"""Central differences: what a gradient must be, estimated from the function alone."""

from collections.abc import Callable
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, real_array


def numerical_gradient(
    f: Callable[[NDArray[np.float64]], ArrayLike], x: ArrayLike, dout: ArrayLike, h: float = 1e-5
) -> NDArray[np.float64]:
    """Estimate a gradient by moving one entry at a time to both sides.

    The central difference of L = sum(f(x) * dout), with e_i one at entry i and zero elsewhere::

        dx[i] = sum((f(x + h * e_i) - f(x - h * e_i)) * dout) / (2 * h)

    Parameters
    ----------
    f : callable
        Takes an array like x and returns an array or a number; it must not draw at random.
    x : array_like
        Where to take the gradient; it is copied as float64 and never changed.
    dout : array_like of the shape of f(x)
        The gradient of the loss with respect to f(x); a number where f returns one.
    h : float, default 1e-5
        The step, above 0, in the units of x.

    Returns
    -------
    ndarray of the shape of x
        The estimate, float64.

    Raises
    ------
    ValueError
        If an array does not hold real numbers, dout has not the shape of f(x), or h is not above
        0.

    Notes
    -----
    Cost: two evaluations of f for each entry of x, and two copies of x at a time. The error
    shrinks with h * h until rounding, which grows with 1 / h, takes over; h = 1e-5 is near the
    best in float64. A kink (ReLU at 0, a tie in max pooling) within h of x spoils the estimate.

    References
    ----------
    CS231n course notes, gradient checks: "use the centered formula".

    Examples
    --------
    >>> import numpy as np
    >>> numerical_gradient(np.square, [1.0, -3.0], dout=[1.0, 0.5]).round(6)
    array([ 2., -3.])
    """
    x = real_array("x", x).astype(np.float64)
    h = step(h)
    dout = check_dout(dout, np.shape(f(x.copy())))
    dx = np.empty_like(x)
    for index in np.ndindex(x.shape):
        right, left = x.copy(), x.copy()
        right[index] += h
        left[index] -= h
        distance = _distance(float(right[index]), float(left[index]), h)
        moved = np.array(f(right), dtype=np.float64)  # a copy: f may write into one array always
        moved -= np.asarray(f(left))
        dx[index] = np.sum(moved * dout) / distance
    return dx


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """Measure how far two arrays differ, as a share of their entries.

    The largest value over all entries of::

        abs(a - b) / max(1e-8, abs(a) + abs(b))

    Parameters
    ----------
    a, b : array_like of one shape
        Real numbers; they are compared in float64.

    Returns
    -------
    float
        Between 0 (equal) and 1; 0 for empty arrays. NaN if an entry is NaN or infinite, and
        ``error < tolerance`` is false for NaN.

    Raises
    ------
    ValueError
        If the shapes differ, even where they would broadcast, or an array does not hold real
        numbers.

    Notes
    -----
    Cost: one comparison per entry, and a few float64 copies of the arrays.

    References
    ----------
    CS231n course notes, gradient checks: "use relative error for the comparison".

    Examples
    --------
    >>> relative_error([1.0, 2.0], [1.0, 2.0])
    0.0
    >>> relative_error([1.0, 2.0], [1.0, 6.0])
    0.5
    """
    a, b = real_array("a", a), real_array("b", b)
    if a.shape != b.shape:
        raise ValueError(
            f"a and b must have the same shape, but a.shape={a.shape} and b.shape={b.shape}"
        )
    half_a, half_b = a / 2, b / 2  # halves, so that the largest numbers do not run over
    with np.errstate(invalid="ignore"):
        error = np.abs(half_a - half_b) / np.maximum(0.5e-8, np.abs(half_a) + np.abs(half_b))
    return float(np.max(error, initial=0.0))


def _distance(right: float, left: float, h: float) -> float:
    """Return how far apart two points are after rounding; they must not fall together."""
    if right == left:
        raise ValueError(f"h must change x, but {h=} is lost beside an entry of {right:g}")
    return right - left


def step(h: object) -> float:
    """Return the step of a difference as a float, which must be above 0 and finite."""
    if not isinstance(h, Real) or not 0 < float(h) < np.inf:
        raise ValueError(f"h must be a finite number above 0, but h={h!r}")
    return float(h)
