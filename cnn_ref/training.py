"""Training a network to classify: its history, and a line of progress."""

import sys
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import check_generator, real_array, whole_number
from cnn_ref.descent import check_rates, sgd_step
from cnn_ref.layers import Arrays
from cnn_ref.losses import accuracy, softmax_cross_entropy
from cnn_ref.network import Network

BAR = 24  # characters


class Epoch(NamedTuple):
    """What one pass over the training images came to.

    Loss and accuracy (0 to 1) of the training images are taken while the network learns, with
    dropout; those of the validation images after the pass, without. They are None where there are
    no validation images.
    """

    loss: float
    accuracy: float
    validation_loss: float | None
    validation_accuracy: float | None


def train(
    network: Network,
    x: ArrayLike,
    labels: ArrayLike,
    *,
    epochs: int,
    rng: np.random.Generator,
    batch_size: int = 32,
    lr: float = 0.05,
    momentum: float = 0.9,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    progress: bool = True,
) -> list[Epoch]:
    """Train a network to classify, by stochastic gradient descent with momentum.

    Every epoch goes over all images once, in a new random order, a batch at a time. As `sgd_step`
    describes, each batch moves all parameters by one step down the mean cross-entropy of its
    images.

    Parameters
    ----------
    network : Network
        Its last layer returns one number (logit) for each class. Its parameters are replaced.
    x : array_like of shape (N, *in_shape)
        The training images, at least one.
    labels : array_like of shape (N,)
        Their classes, whole numbers from 0.
    epochs : int
        How many times to go over all images, at least 0.
    rng : numpy.random.Generator
        Draws the order of the images, and what dropout drops.
    batch_size : int, default 32
        Images in a batch; the last one of an epoch may be smaller.
    lr, momentum : float, defaults 0.05 and 0.9
        As for `sgd_step`.
    validation : (x, labels), optional
        Images to judge the network by after each epoch; it does not learn from them.
    progress : bool, default True
        Print a line for each epoch, with a bar that grows while it runs.

    Returns
    -------
    list of Epoch
        The history: loss and accuracy for each epoch.

    Raises
    ------
    ValueError
        If a number is out of range, images and labels do not match the network or each other, or
        the loss is no longer finite (the learning rate is too large). The network then holds
        what it had learned before that step.

    Notes
    -----
    Cost: three times the multiply-accumulates of `profile` for each image and epoch.

    References
    ----------
    TU/e deck, "Training: Gradient Descent" and "Back propagation".

    Examples
    --------
    >>> import numpy as np
    >>> from cnn_ref import Network
    >>> rng = np.random.default_rng(0)
    >>> x = rng.standard_normal((40, 1, 6, 6))
    >>> labels = (x.mean(axis=(1, 2, 3)) > 0).astype(int)
    >>> network = Network([("flatten",), ("dense", 2)], (1, 6, 6), rng=rng)
    >>> history = train(network, x, labels, epochs=30, rng=rng, progress=False)
    >>> history[0].loss > history[-1].loss
    True
    """
    epochs = whole_number("epochs", epochs, least=0)
    batch_size = whole_number("batch_size", batch_size, least=1)
    check_rates(lr, momentum)
    check_generator(rng)
    x, labels = _check_images(network, x, labels, "x", "labels")
    if validation is not None:
        if not isinstance(validation, tuple | list) or len(validation) != 2:
            raise ValueError("validation must be a pair: images, and their labels")
        _check_images(network, *validation, "validation[0]", "validation[1]")
    velocities = [
        {name: np.zeros_like(value) for name, value in parameters.items()}
        for parameters in network.parameters
    ]
    history: list[Epoch] = []
    for number in range(1, epochs + 1):
        line = _Line(f"epoch {number}/{epochs}", len(x), progress)
        loss_sum = right = 0.0
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            loss, hits = _learn(network, x[batch], labels[batch], velocities, lr, momentum, rng)
            if not np.isfinite(loss):
                line.stop()
                raise ValueError(
                    "the loss must stay finite, or no step can be taken: the learning rate may be "
                    f"too large, but loss={loss} in epoch {number} (lr={lr}, momentum={momentum})"
                )
            loss_sum += loss * len(batch)
            right += hits * len(batch)
            line.show(start + len(batch))
        judged = (None, None) if validation is None else evaluate(network, *validation)
        history.append(Epoch(loss_sum / len(x), right / len(x), *judged))
        line.end(history[-1])
    return history


def evaluate(network: Network, x: ArrayLike, labels: ArrayLike) -> tuple[float, float]:
    """Judge a network by images that it did not learn from; dropout is off.

    As `softmax_cross_entropy` and `accuracy` define them, of what `Network.predict` returns.

    Parameters
    ----------
    network : Network
    x : array_like of shape (N, *in_shape)
    labels : array_like of shape (N,)

    Returns
    -------
    loss : float
        The mean cross-entropy.
    accuracy : float
        The share of images whose largest logit is their label's, 0 to 1.

    Raises
    ------
    ValueError
        If images and labels do not match the network or each other.

    Notes
    -----
    Cost: the multiply-accumulates of `profile` for each image.

    References
    ----------
    CUHK deck, "Example Classification Architectures".

    Examples
    --------
    >>> import numpy as np
    >>> from cnn_ref import Network
    >>> network = Network([("dense", 2)], (3,), rng=np.random.default_rng(0))
    >>> network.parameters[0]["w"][...] = [[1, 0, 0], [0, 1, 0]]
    >>> loss, share = evaluate(network, [[2.0, 0, 0], [2, 1, 0], [0, 3, 0]], [0, 1, 1])
    >>> share == 2 / 3
    True
    """
    with np.errstate(over="ignore", invalid="ignore"):
        logits = network.predict(x)
    return float(softmax_cross_entropy(logits, labels)[0]), accuracy(logits, labels)


def _learn(
    network: Network,
    x: NDArray[Any],
    labels: NDArray[Any],
    velocities: list[Arrays],
    lr: float,
    momentum: float,
    rng: np.random.Generator,
) -> tuple[float, float]:
    """Take one step on one batch, if its loss is finite; return loss and accuracy before it."""
    with np.errstate(over="ignore", invalid="ignore"):
        logits, caches = network.forward(x, rng)
        loss, dlogits = softmax_cross_entropy(logits, labels)
        if not np.isfinite(loss):
            return float(loss), 0.0
        _, gradients = network.backward(dlogits, caches)
        for w, dw, v in zip(network.parameters, gradients, velocities, strict=True):
            for name in w:
                w[name], v[name] = sgd_step(w[name], dw[name], v[name], lr, momentum)
    return float(loss), accuracy(logits, labels)


def _check_images(
    network: Network, x: ArrayLike, labels: ArrayLike, x_name: str, labels_name: str
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return images and labels that suit each other and the network, before anything is changed."""
    images, classes = real_array(x_name, x), real_array(labels_name, labels)
    if images.ndim == 0 or images.shape[1:] != network.in_shape:
        raise ValueError(
            f"{x_name} must have the shape (N, {', '.join(map(str, network.in_shape))}), "
            f"but {x_name}.shape={images.shape}"
        )
    if classes.shape != images.shape[:1] or len(images) == 0:
        raise ValueError(
            f"there must be as many labels as images, and at least one, "
            f"but {x_name}.shape={images.shape} and {labels_name}.shape={classes.shape}"
        )
    if not np.isfinite(images).all():
        raise ValueError(f"{x_name} must hold finite numbers, but it holds NaN or infinity")
    softmax_cross_entropy(np.zeros((len(classes), *network.out_shape)), classes)
    return images, classes


class _Line:
    """A line of text that grows while an epoch runs: the same in terminals, notebooks and files."""

    def __init__(self, title: str, total: int, visible: bool) -> None:
        self.total, self.visible = total, visible
        self.drawn = 0
        self._write(f"{title} [")

    def show(self, done: int) -> None:
        """Draw the bar as far as the epoch has come."""
        filled = BAR * done // self.total
        self._write("#" * (filled - self.drawn))
        self.drawn = filled

    def end(self, epoch: Epoch) -> None:
        """Write the epoch's figures behind the bar."""
        text = f"] loss {epoch.loss:.4f}, accuracy {epoch.accuracy:.1%}"
        if epoch.validation_accuracy is not None:
            text += f"; validation {epoch.validation_loss:.4f}, {epoch.validation_accuracy:.1%}"
        self._write(text + "\n")

    def stop(self) -> None:
        """End the line where it is."""
        self._write("\n")

    def _write(self, text: str) -> None:
        if self.visible:
            sys.stdout.write(text)
            sys.stdout.flush()
