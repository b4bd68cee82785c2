"""The dense end of a network: flatten the feature maps, then a linear layer."""

from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import (
    check_dout,
    check_image_batch,
    float_dtype,
    quiet,
    real_array,
    sum_dtype,
)


class FlattenCache(NamedTuple):
    """What `flatten_backward` needs: the input's shape and the gradient's type."""

    x_shape: tuple[int, ...]
    dtype: np.dtype[Any]


class LinearCache(NamedTuple):
    """What `linear_backward` needs: the input, the weights and the type of the bias."""

    x: NDArray[Any]
    w: NDArray[Any]
    b_dtype: np.dtype[Any]


def flatten_forward(x: ArrayLike) -> tuple[NDArray[Any], FlattenCache]:
    """Lay the channels and pixels of each image out in one row.

    In row-major order, the channel slowest. In two dimensions::

        out[n, (c * H + h) * W + w] = x[n, c, h, w]

    Parameters
    ----------
    x : array_like of shape (N, C, W), (N, C, H, W) or (N, C, D, H, W)
        The feature maps; only the batch may be empty.

    Returns
    -------
    out : ndarray of shape (N, C * H * W)
        A new array of the same type, also for integers.
    cache : FlattenCache
        For `flatten_backward`.

    Raises
    ------
    ValueError
        If x has another rank, is empty in an axis other than the batch, or does not hold real
        numbers.

    Notes
    -----
    Cost: no arithmetic; one copy of the input.

    References
    ----------
    TU/e deck, architectures: Convolutions, Flatten, MLP.

    Examples
    --------
    >>> out, cache = flatten_forward([[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]])
    >>> out
    array([[1, 2, 3, 4, 5, 6, 7, 8]])
    """
    x = real_array("x", x)
    check_image_batch("x", x)
    out = x.reshape(len(x), prod(x.shape[1:])).copy()
    return out, FlattenCache(x.shape, float_dtype(x))


@quiet
def flatten_backward(dout: ArrayLike, cache: FlattenCache) -> NDArray[Any]:
    """Put the gradient of each row back into channels and pixels.

    In two dimensions::

        dx[n, c, h, w] = dout[n, (c * H + h) * W + w]

    Parameters
    ----------
    dout : array_like of shape (N, C * H * W)
        The gradient of the loss with respect to out.
    cache : FlattenCache
        From `flatten_forward`.

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
    Cost: no arithmetic; one copy of the gradient.

    References
    ----------
    TU/e deck, architectures: Convolutions, Flatten, MLP.

    Examples
    --------
    >>> out, cache = flatten_forward([[[[1, 2], [3, 4]]]])
    >>> flatten_backward([[10, 20, 30, 40]], cache)
    array([[[[10., 20.],
             [30., 40.]]]])
    """
    shape = cache.x_shape
    dout = check_dout(dout, (shape[0], prod(shape[1:])))
    return dout.astype(cache.dtype).reshape(shape)


@quiet
def linear_forward(
    x: ArrayLike, w: ArrayLike, b: ArrayLike | None = None
) -> tuple[NDArray[Any], LinearCache]:
    """Weigh and add all features, once for each output: a dense (fully connected) layer.

    ::

        out[n, k] = sum over f of x[n, f] * w[k, f] + b[k]

    Parameters
    ----------
    x : array_like of shape (N, F)
        One row of features for each image; N may be 0.
    w : array_like of shape (K, F)
        The weights, one row for each output, as in PyTorch.
    b : array_like of shape (K,), optional
        The bias; none is the same as zeros.

    Returns
    -------
    out : ndarray of shape (N, K)
        In the common type of the arrays; integers are added in int64.
    cache : LinearCache
        For `linear_backward`.

    Raises
    ------
    ValueError
        If a rank is wrong, the sizes do not match, F or K is 0, or an array does not hold real
        numbers.

    Notes
    -----
    Cost: N * K * F multiply-accumulates; memory for the result, and for
    copies of x and w in the cache, 8 bytes a value in float64.

    References
    ----------
    TU/e deck: "Neuron computes: affine transformation + non-linearity".

    Examples
    --------
    >>> out, cache = linear_forward([[1, 2, 3]], [[1, 0, 0], [1, 1, 1]], [10, 20])
    >>> out
    array([[11, 26]])
    """
    x, w = real_array("x", x), real_array("w", w)
    b = np.zeros(len(w) if w.ndim else 0, w.dtype) if b is None else real_array("b", b)
    if (x.ndim, w.ndim, b.ndim) != (2, 2, 1) or 0 in w.shape:
        raise ValueError(
            "x, w and b must have the shapes (N, F), (K, F) and (K,) with F and K at least 1, "
            f"but x.shape={x.shape}, w.shape={w.shape}, b.shape={b.shape}"
        )
    if x.shape[1] != w.shape[1]:
        raise ValueError(
            f"x and w must have the same number of features, but x has {x.shape[1]} and "
            f"w has {w.shape[1]} (x.shape={x.shape}, w.shape={w.shape})"
        )
    if len(b) != len(w):
        raise ValueError(
            f"b must have one entry for each of the {len(w)} outputs, but it has {len(b)} "
            f"(b.shape={b.shape}, w.shape={w.shape})"
        )
    dtype = sum_dtype(x, w, b)
    out = x.astype(dtype, copy=False) @ w.T.astype(dtype, copy=False) + b.astype(dtype, copy=False)
    return out, LinearCache(x.copy(), w.copy(), float_dtype(b))


@quiet
def linear_backward(
    dout: ArrayLike, cache: LinearCache
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Take the gradient back through a dense layer.

    ::

        dx[n, f] = sum over k of dout[n, k] * w[k, f]
        dw[k, f] = sum over n of dout[n, k] * x[n, f]
        db[k]    = sum over n of dout[n, k]

    Parameters
    ----------
    dout : array_like of shape (N, K)
        The gradient of the loss with respect to out.
    cache : LinearCache
        From `linear_forward`.

    Returns
    -------
    dx : ndarray of shape (N, F)
    dw : ndarray of shape (K, F)
    db : ndarray of shape (K,)
        Each in the type of the array it belongs to, or float64 if that held integers. db comes
        also if there was no bias, then in the type of dw: it is the gradient at a bias of zeros.

    Raises
    ------
    ValueError
        If dout has not the shape of out, or does not hold real numbers.

    Notes
    -----
    Cost: 2 * N * K * F multiply-accumulates; memory for the three gradients.

    References
    ----------
    TU/e deck: the backward pass gives a layer's inputs times the gradients of its outputs.

    Examples
    --------
    >>> out, cache = linear_forward([[1, 2, 3]], [[1, 0, 0], [1, 1, 1]])
    >>> dx, dw, db = linear_backward([[1, -1]], cache)
    >>> dx
    array([[ 0., -1., -1.]])
    >>> dw
    array([[ 1.,  2.,  3.],
           [-1., -2., -3.]])
    >>> db
    array([ 1., -1.])
    """
    x, w, b_dtype = cache
    dout = check_dout(dout, (len(x), len(w)))
    dout = dout.astype(float_dtype(dout), copy=False)
    dx = (dout @ w).astype(float_dtype(x), copy=False)  # (N, K) @ (K, F)
    dw = (dout.T @ x).astype(float_dtype(w), copy=False)  # (K, N) @ (N, F)
    db = dout.sum(axis=0).astype(b_dtype, copy=False)
    return dx, dw, db
