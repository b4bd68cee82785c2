"""Stochastic gradient descent with momentum: one step of one parameter."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import quiet, real_array, real_number


@quiet
def sgd_step(
    w: ArrayLike, dw: ArrayLike, v: ArrayLike, lr: float, momentum: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Move a parameter one step downhill, with momentum.

    The velocity remembers earlier steps::

        v_new = momentum * v - lr * dw
        w_new = w + v_new

    Parameters
    ----------
    w : array_like
        The parameter.
    dw : array_like of the shape of w
        Its gradient.
    v : array_like of the shape of w
        Its velocity: zeros before the first step, then what the last step returned.
    lr : float
        The learning rate, at least 0.
    momentum : float
        How much of the velocity stays, at least 0 and below 1.

    Returns
    -------
    w_new, v_new : ndarrays of the shape of w
        New arrays, of the type of w (float64 if that holds integers).

    Raises
    ------
    ValueError
        If the shapes differ, or a number is out of range.

    Notes
    -----
    Cost: two multiplications and two additions for each entry.

    References
    ----------
    TU/e deck, "Training: Gradient Descent". Sutskever, Martens, Dahl and Hinton, *On the importance
    of initialization and momentum in deep learning*, 2013, equations 1 and 2.

    Examples
    --------
    >>> w, v = sgd_step([1.0, 2.0], [0.5, -0.5], [0.0, 0.1], lr=0.1, momentum=0.9)
    >>> w, v
    (array([0.95, 2.14]), array([-0.05,  0.14]))
    """
    w, dw, v = real_array("w", w), real_array("dw", dw), real_array("v", v)
    if not w.shape == dw.shape == v.shape:
        raise ValueError(
            "w, dw and v must have the same shape, "
            f"but w.shape={w.shape}, dw.shape={dw.shape}, v.shape={v.shape}"
        )
    check_rates(lr, momentum)
    dtype = w.dtype if w.dtype.kind == "f" else np.dtype(np.float64)
    v_new = (momentum * v - lr * dw).astype(dtype, copy=False)
    return w + v_new, v_new


def check_rates(lr: float, momentum: float) -> None:
    """Refuse a learning rate below 0, and a momentum outside of [0, 1)."""
    real_number("lr", lr, least=0)
    real_number("momentum", momentum, least=0, below=1)
