"""What a classifier is judged by: the cross-entropy that trains it, and its accuracy."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_dout, quiet, real_array
from cnn_ref.softmax import log_softmax


class CrossEntropyCache(NamedTuple):
    """What `softmax_cross_entropy_backward` needs: log probabilities (N, K), and labels (N,)."""

    log_probabilities: NDArray[Any]
    labels: NDArray[Any]


@quiet
def softmax_cross_entropy_forward(
    logits: ArrayLike, labels: ArrayLike
) -> tuple[np.floating[Any], CrossEntropyCache]:
    """Measure how little probability the softmax gives to the right classes.

    The mean over the batch, from the logarithm of the softmax, so that it stays finite where a
    probability is rounded to zero::

        loss = -mean over n of log(softmax(logits[n])[labels[n]])

    Parameters
    ----------
    logits : array_like of shape (N, K)
        The scores, one row for each image; N and K at least 1.
    labels : array_like of shape (N,)
        The right classes, whole numbers from 0 to K - 1.

    Returns
    -------
    loss : NumPy float
        The mean loss, at least 0, in the type of logits (float64 if they were integers).
    cache : CrossEntropyCache
        For `softmax_cross_entropy_backward`.

    Raises
    ------
    ValueError
        If a shape is wrong, the batch is empty, labels are no integers, or one of them is no
        class; the message names the first.

    Notes
    -----
    Cost: one exponential per logit and one logarithm per image; the cache takes one array of the
    size of logits.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, 2016, section 6.2.2.3. TU/e deck,
    architectures: "10 x Softmax".

    Examples
    --------
    >>> loss, cache = softmax_cross_entropy_forward([[0, 1000], [0, 1000]], labels=[1, 0])
    >>> float(loss)  # the mean of 0 and 1000
    500.0
    """
    logits, labels = real_array("logits", logits), real_array("labels", labels)
    _check_classes(logits, labels)
    log_probabilities = log_softmax(logits, axis=1)
    right = log_probabilities[np.arange(len(labels)), labels]  # (N,)
    loss: np.floating[Any] = 0 - right.mean()  # a mere minus would turn 0.0 into -0.0
    return loss, CrossEntropyCache(log_probabilities, labels.copy())


@quiet
def softmax_cross_entropy_backward(dout: ArrayLike, cache: CrossEntropyCache) -> NDArray[Any]:
    """Take the gradient back through the mean cross-entropy and the softmax, in one step.

    ::

        dlogits[n, k] = dout / N * (softmax(logits[n])[k] - (1 if k == labels[n] else 0))

    Parameters
    ----------
    dout : float
        The gradient with respect to the mean loss: 1.0 if the loss is what is minimised.
    cache : CrossEntropyCache
        From `softmax_cross_entropy_forward`.

    Returns
    -------
    ndarray of shape (N, K)
        The gradient with respect to the logits, in their type (float64 if they were integers).
        Each row adds to 0.

    Raises
    ------
    ValueError
        If dout is not one real number.

    Notes
    -----
    Cost: one exponential and one multiplication per logit; memory for the result alone.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, 2016, section 6.2.2.3.

    Examples
    --------
    >>> loss, cache = softmax_cross_entropy_forward([[0.0, 0.0]], labels=[1])
    >>> softmax_cross_entropy_backward(1.0, cache)
    array([[ 0.5, -0.5]])
    """
    log_probabilities, labels = cache
    dout = check_dout(dout, ()).astype(log_probabilities.dtype)
    dlogits: NDArray[Any] = np.exp(log_probabilities)
    dlogits[np.arange(len(labels)), labels] -= 1
    dlogits *= dout / len(labels)
    return dlogits


@quiet
def softmax_cross_entropy(
    logits: ArrayLike, labels: ArrayLike
) -> tuple[np.floating[Any], NDArray[Any]]:
    """Compute the mean cross-entropy of the softmax, and the gradient of that mean.

    ::

        loss = -mean over n of log(softmax(logits[n])[labels[n]])
        dlogits[n, k] = (softmax(logits[n])[k] - (1 if k == labels[n] else 0)) / N

    Parameters
    ----------
    logits : array_like of shape (N, K)
        The scores, one row for each image; N and K at least 1.
    labels : array_like of shape (N,)
        The right classes, whole numbers from 0 to K - 1.

    Returns
    -------
    loss : NumPy float
        The mean loss, in the type of logits (float64 if they were integers).
    dlogits : ndarray of shape (N, K)
        Its gradient with respect to the logits, of the same type.

    Raises
    ------
    ValueError
        As `softmax_cross_entropy_forward`.

    Notes
    -----
    Cost: two exponentials per logit and one logarithm per image; two arrays of the size of
    logits.

    References
    ----------
    Goodfellow, Bengio and Courville, *Deep Learning*, 2016, section 6.2.2.3.

    Examples
    --------
    >>> loss, dlogits = softmax_cross_entropy([[0.0, 0.0], [1000.0, 0.0]], labels=[1, 0])
    >>> loss.round(4)  # half of log(2)
    np.float64(0.3466)
    >>> dlogits
    array([[ 0.25, -0.25],
           [ 0.  ,  0.  ]])
    """
    loss, cache = softmax_cross_entropy_forward(logits, labels)
    return loss, softmax_cross_entropy_backward(1.0, cache)


def accuracy(logits: ArrayLike, labels: ArrayLike) -> float:
    """Count how many images have their largest score at the right class, as a share.

    ::

        accuracy = mean over n of (argmax(logits[n]) == labels[n])

    Parameters
    ----------
    logits : array_like of shape (N, K)
        The scores, or probabilities, one row for each image; N and K at least 1.
    labels : array_like of shape (N,)
        The right classes, whole numbers from 0 to K - 1.

    Returns
    -------
    float
        From 0 to 1. Of equal largest scores the first counts.

    Raises
    ------
    ValueError
        As `softmax_cross_entropy_forward`.

    Notes
    -----
    Cost: one comparison per logit.

    References
    ----------
    TU/e deck, architectures: "10 x Softmax".

    Examples
    --------
    >>> accuracy([[1, 3], [2, 0], [5, 5], [0, 7]], labels=[1, 1, 0, 1])
    0.75
    """
    logits, labels = real_array("logits", logits), real_array("labels", labels)
    _check_classes(logits, labels)
    return float(np.mean(logits.argmax(axis=1) == labels))


def _check_classes(logits: NDArray[Any], labels: NDArray[Any]) -> None:
    """Refuse what is not one row of scores and one class number for each of N images."""
    if logits.ndim != 2 or labels.shape != logits.shape[:1] or 0 in logits.shape:
        raise ValueError(
            "logits and labels must have the shapes (N, K) and (N,) with N and K at least 1, "
            f"but logits.shape={logits.shape} and labels.shape={labels.shape}"
        )
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, but labels.dtype={labels.dtype}")
    classes = logits.shape[1]
    wrong = np.flatnonzero((labels < 0) | (labels >= classes))
    if wrong.size:
        first = wrong[0]
        raise ValueError(
            f"labels must be classes from 0 to {classes - 1}, "
            f"but labels[{first}]={labels[first]} (logits.shape={logits.shape})"
        )
