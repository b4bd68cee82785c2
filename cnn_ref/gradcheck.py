"""Gradient checks: compare a backward pass with differences of its own forward pass."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import real_array
from cnn_ref.differences import numerical_gradient, step

Forward = Callable[..., tuple[Any, Any]]
Backward = Callable[[Any, Any], Any]
Float64s = NDArray[np.float64]


class GradientMismatch(AssertionError):
    """A backward pass and the differences of its forward pass disagree.

    Attributes
    ----------
    analytic : float
        What the backward pass says.
    numerical : float
        What central differences of the forward pass say.
    difference : float
        Their relative difference, as the check that raised this defines it.
    """

    def __init__(self, where: str, analytic: float, numerical: float, difference: float) -> None:
        self.analytic = analytic
        self.numerical = numerical
        self.difference = difference
        super().__init__(where, analytic, numerical, difference)
        self.where = where

    def __str__(self) -> str:
        return (
            f"the backward pass disagrees with central differences {self.where}: "
            f"the backward pass says {self.analytic:.6g}, "
            f"the differences say {self.numerical:.6g} "
            f"(relative difference {self.difference:.2g})"
        )


def check_gradients(
    forward: Forward,
    backward: Backward,
    inputs: Sequence[ArrayLike],
    *,
    rng: np.random.Generator,
    h: float = 1e-6,
    rtol: float = 1e-6,
) -> float:
    """Check a backward pass along one random direction in each of its inputs.

    With a random dout, and for one input after the other a random direction v::

        analytic  = sum(dx * v)
        numerical = sum((forward(x + h * v) - forward(x - h * v)) * dout) / (2 * h)

    Parameters
    ----------
    forward : callable
        ``forward(*inputs) -> (out, cache)``; it must not draw at random.
    backward : callable
        ``backward(dout, cache)`` returns one gradient, or a tuple of one for each input.
    inputs : tuple or list of array_like
        The arguments to differentiate by; put all others into forward with a lambda.
    rng : numpy.random.Generator
        Draws dout and the directions.
    h : float, default 1e-6
        The step, above 0.
    rtol : float, default 1e-6
        The largest relative difference that passes.

    Returns
    -------
    float
        The largest relative difference, abs(analytic - numerical) / max(1e-8, abs(numerical) + r)
        for each input, where r is the root of the sum of the squares of dx * v. Measured like
        this, terms that cancel by chance raise no alarm.

    Raises
    ------
    GradientMismatch
        If the relative difference is above rtol, or NaN. It is an AssertionError, prints both
        numbers and carries them.
    ValueError
        If inputs is no tuple or list, h is not above 0, or the number of gradients or one of
        their shapes is not that of the inputs.

    Notes
    -----
    Cost: one forward and one backward pass, and two forward passes for each input, whatever their
    size, all in float64.

    *Blind spot.* The check compares a backward pass with *its own* forward pass. If both are
    wrong together they still agree: the second example flips its kernel, and passes. So compare
    forward with a reference, too.

    References
    ----------
    HIPS/autograd, `autograd.test_util.check_grads`. CS231n course notes, gradient checks.

    Examples
    --------
    >>> import numpy as np
    >>> def forward(x, w):
    ...     return x * w, (x, w)
    >>> def backward(dout, cache):
    ...     x, w = cache
    ...     return dout * w, dout * x
    >>> rng = np.random.default_rng(0)
    >>> x, w = rng.standard_normal((2, 3, 4))
    >>> check_gradients(forward, backward, (x, w), rng=rng) < 1e-6
    True

    The blind spot: a "correlation" that flips its kernel, with the backward pass that belongs to
    it, passes the check and is wrong.

    >>> def flipped_forward(x, w):
    ...     return np.correlate(x, w[::-1], "valid"), (x, w)
    >>> def flipped_backward(dout, cache):
    ...     x, w = cache
    ...     return np.correlate(dout, w, "full"), np.correlate(x, dout, "valid")[::-1]
    >>> x, w = np.array([1.0, 2.0, 4.0, 8.0]), np.array([1.0, -1.0])
    >>> check_gradients(flipped_forward, flipped_backward, (x, w), rng=rng) < 1e-6
    True
    >>> flipped_forward(x, w)[0], np.correlate(x, w, "valid")
    (array([1., 2., 4.]), array([-1., -2., -4.]))
    """
    arrays, dout, gradients = _differentiate(forward, backward, inputs, rng)
    h = step(h)
    largest = 0.0
    for i, (x, dx) in enumerate(zip(arrays, gradients, strict=True)):
        v = rng.standard_normal(x.shape)
        right = _output(forward, [*arrays[:i], x + h * v, *arrays[i + 1 :]])
        left = _output(forward, [*arrays[:i], x - h * v, *arrays[i + 1 :]])
        numerical = float(np.sum((right - left) * dout) / (2 * h))
        analytic = float(np.sum(dx * v))
        size = float(np.sqrt(np.sum((dx * v) ** 2)))
        difference = abs(analytic - numerical) / max(1e-8, abs(numerical) + size)
        if not difference <= rtol:
            where = f"in a random direction of inputs[{i}]"
            raise GradientMismatch(where, analytic, numerical, difference)
        largest = max(largest, difference)
    return largest


def check_gradients_by_entry(
    forward: Forward,
    backward: Backward,
    inputs: Sequence[ArrayLike],
    *,
    rng: np.random.Generator,
    h: float = 1e-5,
    rtol: float = 1e-6,
) -> float:
    """Check a backward pass entry by entry, and name the first entry that is wrong.

    As `numerical_gradient` for each input, with one random dout for all of them.

    Parameters
    ----------
    forward, backward, inputs
        As `check_gradients` takes them.
    rng : numpy.random.Generator
        Draws dout.
    h : float, default 1e-5
        The step, above 0.
    rtol : float, default 1e-6
        The largest relative difference that passes.

    Returns
    -------
    float
        The largest relative difference: abs(analytic - numerical) of an entry, divided by
        max(1e-8, the largest absolute entry that the differences give for the same input).

    Raises
    ------
    GradientMismatch
        At the first entry, input by input and in row-major order, whose relative difference is
        above rtol, or NaN. It is an AssertionError and names the input and the entry.
    ValueError
        As `check_gradients`.

    Notes
    -----
    Cost: two forward passes for each entry of each input. Use it on tiny arrays, to find what
    `check_gradients` has noticed. The blind spot described there is the same.

    References
    ----------
    CS231n course notes, gradient checks.

    Examples
    --------
    >>> import numpy as np
    >>> def forward(x):
    ...     return x**2, x
    >>> def backward(dout, x):
    ...     dx = 2 * x * dout
    ...     dx[1, 0] = 0  # wrong
    ...     return dx
    >>> rng = np.random.default_rng(0)
    >>> check_gradients_by_entry(forward, backward, [[[1, 2], [3, 4]]], rng=rng)
    Traceback (most recent call last):
    cnn_ref.gradcheck.GradientMismatch: the backward pass disagrees with central differences \
at inputs[0][1, 0]: the backward pass says 0, the differences say 3.84254 \
(relative difference 1)
    """
    arrays, dout, gradients = _differentiate(forward, backward, inputs, rng)
    largest = 0.0
    for i, dx in enumerate(gradients):
        numerical = _gradient_by_entry(forward, arrays, i, dout, h)
        scale = np.max(np.abs(numerical), initial=1e-8)
        differences = np.abs(dx - numerical) / scale
        for at in np.ndindex(dx.shape):
            if not differences[at] <= rtol:
                numbers = (float(array[at]) for array in (dx, numerical, differences))
                raise GradientMismatch(f"at inputs[{i}]{list(at) or ''}", *numbers)
        largest = float(np.max(differences, initial=largest))
    return largest


def _gradient_by_entry(
    forward: Forward, arrays: list[Float64s], i: int, dout: Float64s, h: float
) -> Float64s:
    """Estimate the gradient of one of the inputs, with all others held."""

    def out(x: Float64s) -> Float64s:
        return _output(forward, [*arrays[:i], x, *arrays[i + 1 :]])

    return numerical_gradient(out, arrays[i], dout, h)


def _differentiate(
    forward: Forward, backward: Backward, inputs: Sequence[ArrayLike], rng: np.random.Generator
) -> tuple[list[Float64s], Float64s, list[NDArray[Any]]]:
    """Return the inputs in float64, a random dout, and what the backward pass makes of it."""
    if not isinstance(inputs, tuple | list):
        raise ValueError(f"inputs must be a tuple or a list, but it is a {type(inputs).__name__}")
    arrays = [real_array(f"inputs[{i}]", x).astype(np.float64) for i, x in enumerate(inputs)]
    if not sum(x.size for x in arrays):
        raise ValueError(
            "inputs must hold at least one number, or there is nothing to check, "
            f"but their shapes are {[x.shape for x in arrays]}"
        )
    out, cache = forward(*(x.copy() for x in arrays))
    dout = np.asarray(rng.standard_normal(np.shape(out)))
    result = backward(dout.copy(), cache)
    gradients = [np.asarray(dx) for dx in (result if isinstance(result, tuple) else (result,))]
    shapes = [dx.shape for dx in gradients]
    if shapes != [x.shape for x in arrays]:
        raise ValueError(
            "backward must return one gradient for each input, of its shape, but the gradients' "
            f"shapes are {shapes} and the inputs' shapes are {[x.shape for x in arrays]}"
        )
    return arrays, dout, gradients


def _output(forward: Forward, inputs: Sequence[Float64s]) -> Float64s:
    """Run forward on copies, and return a copy of what it computes without the cache."""
    out, _ = forward(*(x.copy() for x in inputs))
    return np.array(out, dtype=np.float64)
