"""How long each layer of a network takes."""

from statistics import median
from time import perf_counter
from typing import Any

from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import real_array, whole_number
from cnn_ref.network import Network


def measure(network: Network, x: ArrayLike, rounds: int = 5) -> list[float]:
    """Measure the forward pass layer by layer.

    In each round the images pass through all layers, one after the other, so that a disturbance of
    the computer meets few rounds of any layer; each layer gets the median of its rounds. One more
    round goes ahead and is not counted.

    Parameters
    ----------
    network : Network
    x : array_like of shape (N, *in_shape)
        N images, at least one. A few at a time show what a layer costs in use; a single image also
        shows what calling NumPy costs.
    rounds : int, default 5
        How often each layer is measured, at least 1.

    Returns
    -------
    list of float
        One for each layer: seconds for *one* image, which is the time of the batch divided by N.

    Raises
    ------
    ValueError
        If x holds no image, or images of another shape than the network's in_shape; or if rounds is
        no whole number of at least 1.

    Notes
    -----
    Cost: rounds + 1 forward passes. What layers keep for the backward pass is made, as in
    `Network.forward`, and is part of the time. NumPy may use several processors at once for matrix
    products; compare with an ideal time only where it is held to one.

    References
    ----------
    Canziani deck, its profiling tool.

    Examples
    --------
    >>> import numpy as np
    >>> layers = [("conv", 4, 3), ("relu",), ("flatten",), ("dense", 10)]
    >>> network = Network(layers, (1, 8, 7), rng=np.random.default_rng(0))
    >>> seconds = measure(network, np.ones((2, 1, 8, 7)), rounds=3)
    >>> len(seconds), min(seconds) > 0
    (4, True)
    """
    rounds = whole_number("rounds", rounds, least=1)
    images = real_array("x", x)
    if images.ndim == 0 or len(images) == 0:
        raise ValueError(f"x must hold at least one image, but x.shape={images.shape}")
    network.forward(images)
    times = [_time_layers(network, images) for _ in range(rounds)]
    return [median(of_layer) / len(images) for of_layer in zip(*times, strict=True)]


def _time_layers(network: Network, images: NDArray[Any]) -> list[float]:
    """Return the seconds that each layer takes for the batch, in one pass through all of them."""
    out = images.astype(network.dtype, copy=False)
    seconds = []
    for step, parameters in zip(network.steps, network.parameters, strict=True):
        start = perf_counter()
        out, _ = step.layer.forward(out, parameters)
        seconds.append(perf_counter() - start)
    return seconds
