"""The small networks of the lectures, written as lists of layers, with the shape of their input.

Each function returns an `Architecture`, which goes straight into all that takes a network:
``profile(*tue_8_16())``, ``format_network(*canziani_pooled())``. Where a lecture leaves something
open, the function's notes say what is assumed here.
"""

from typing import Any, NamedTuple

from cnn_ref.layers import Shape


class Architecture(NamedTuple):
    """The layers of a network, as `cnn_ref.layers` describes them, and the shape of one image."""

    layers: list[tuple[Any, ...]]
    in_shape: Shape


def tue_6_12_12(padding: int = 2) -> Architecture:
    """Three convolutions of 5×5 with 6, 12 and 12 filters, each with a pool; then 256 and 10.

    Parameters
    ----------
    padding : int, default 2
        Of each convolution, in pixels. With 0 the network does *not* fit a 28×28 image: its sizes
        are 28, 24, 12, 8, 4, and the third kernel of 5×5 does not fit into 4×4.

    Returns
    -------
    Architecture
        For images of shape (1, 28, 28).

    Notes
    -----
    Assumed: the 28×28 input with one channel, the padding, strides of 1 (pools: 2), sizes rounded
    down, and the ReLU after the 256. The last 10 are drawn as a softmax, which belongs to the loss
    here (`softmax_cross_entropy_forward`) and has no parameters.

    Cost: 36,054 parameters and 677,008 multiply-accumulates for one image,
    with the padding of 2.

    References
    ----------
    TU/e deck, "CNN Architecture", and "Typical CNN architecture" with the same layers.

    Examples
    --------
    >>> from cnn_ref.tracing import trace_shapes
    >>> [shape for shape in trace_shapes(*tue_6_12_12())][-5:]
    [(12, 3, 3), (108,), (256,), (256,), (10,)]
    """
    layers: list[tuple[Any, ...]] = []
    for filters in (6, 12, 12):
        layers += [("conv", filters, 5, 1, padding), ("pool", 2), ("relu",)]
    layers += [("flatten",), ("dense", 256), ("relu",), ("dense", 10)]
    return Architecture(layers, (1, 28, 28))


def tue_6_12_12_one_pool() -> Architecture:
    """Three convolutions of 5×5 with one pool, before the last; dropout around the 256.

    Returns
    -------
    Architecture
        For images of shape (1, 28, 28), which fits without padding: 28, 24, 20, 10, 6.

    Notes
    -----
    Assumed: the 28×28 input with one channel, a drop probability of ½, one dropout before and one
    after the dense layer of 256, and that layer itself, which the deck's other drawings name. Order
    and number of the layers are read from the text of a drawing, and may differ from it.

    Cost: 118,998 parameters and 1,049,152 multiply-accumulates for one image.

    References
    ----------
    TU/e deck, "CNN Architecture": the variant with dropout.

    Examples
    --------
    >>> from cnn_ref.tracing import trace_shapes
    >>> trace_shapes(*tue_6_12_12_one_pool())[6:8]
    [(12, 6, 6), (432,)]
    """
    layers: list[tuple[Any, ...]] = [("conv", 6, 5), ("relu",), ("conv", 12, 5), ("relu",)]
    layers += [("pool", 2), ("conv", 12, 5), ("relu",), ("flatten",), ("dropout", 0.5)]
    layers += [("dense", 256), ("relu",), ("dropout", 0.5), ("dense", 10)]
    return Architecture(layers, (1, 28, 28))


def tue_8_16() -> Architecture:
    """Two convolutions of 5×5 with 8 and 16 filters, a pool after each, and 10 outputs.

    Returns
    -------
    Architecture
        For images of shape (1, 28, 28): 28, 24, 12, 8, 4.

    Notes
    -----
    Assumed: the 28×28 input with one channel, and that "10 x Fully Connected" and "10 x Softmax"
    are one dense layer and its softmax, which belongs to the loss here.

    Cost: 5,994 parameters and 322,560 multiply-accumulates for one image.

    References
    ----------
    TU/e deck, "CNN Architecture": the last network.

    Examples
    --------
    >>> from cnn_ref.counting import summarise
    >>> summarise(*tue_8_16()).parameters
    5994
    """
    layers: list[tuple[Any, ...]] = []
    for filters in (8, 16):
        layers += [("conv", filters, 5), ("relu",), ("pool", 2)]
    return Architecture([*layers, ("flatten",), ("dense", 10)], (1, 28, 28))


def canziani_dense() -> Architecture:
    """A dense network on a photo: n inputs, three layers of 2n, and 1000 classes.

    Returns
    -------
    Architecture
        For images of shape (3, 256, 256), so n = 196,608. It has 387 thousand million weights:
        count them, but do not make a `Network` of it.

    Notes
    -----
    Assumed: the 1000 classes, and ReLU, which costs nothing here. The deck counts 390 G
    multiply-accumulates; exactly it is 386,940,272,640.

    Cost: 386,941,453,288 parameters and 386,940,272,640 multiply-accumulates for one image.

    References
    ----------
    Canziani deck, "Rationale (II)".

    Examples
    --------
    >>> from cnn_ref.counting import summarise
    >>> summarise(*canziani_dense()).macs
    386940272640
    """
    n = 3 * 256 * 256
    hidden: list[tuple[Any, ...]] = [("dense", 2 * n), ("relu",)] * 3
    return Architecture([("flatten",), *hidden, ("dense", 1000)], (3, 256, 256))


def canziani_convolutions() -> Architecture:
    """Three convolutions of 5×5 with 6 filters, which keep the size, and 1000 classes.

    Returns
    -------
    Architecture
        For images of shape (3, 256, 256).

    Notes
    -----
    Assumed: padding 2, the 1000 classes, and ReLU. The deck counts 540 M multiply-accumulates;
    exactly it is 540,672,000.

    Cost: 393,219,268 parameters and 540,672,000 multiply-accumulates for one image.

    References
    ----------
    Canziani deck, "Rationale (III)".

    Examples
    --------
    >>> from cnn_ref.counting import summarise
    >>> summarise(*canziani_convolutions()).macs
    540672000
    """
    layers: list[tuple[Any, ...]] = [("conv", 6, 5, 1, 2), ("relu",)] * 3
    return Architecture([*layers, ("flatten",), ("dense", 1000)], (3, 256, 256))


def canziani_pooled() -> Architecture:
    """The same with stride 2 in the first convolution, and a 2×2 pool after the other two.

    Returns
    -------
    Architecture
        For images of shape (3, 256, 256): 256, 128, 128, 64, 64, 32.

    Notes
    -----
    Assumed: padding 2, the 1000 classes, ReLU, and where the pools stand. After the second and the
    third convolution they give 31,948,800 multiply-accumulates, close to the deck's 31.7 M. After
    the first and the second it would be 18,124,800, and with a third pool 13,516,800. The stride
    does not fit evenly, (256 - 5 + 4) / 2 + 1 = 128.5, and is rounded down.

    Cost: 6,147,268 parameters and 31,948,800 multiply-accumulates for one image.

    References
    ----------
    Canziani deck, "Rationale (III)" and "(IV)".

    Examples
    --------
    >>> from cnn_ref.counting import summarise
    >>> summarise(*canziani_pooled())
    Summary(parameters=6147268, neurons=222184, macs=31948800)
    """
    layers: list[tuple[Any, ...]] = [("conv", 6, 5, 2, 2), ("relu",)]
    layers += [("conv", 6, 5, 1, 2), ("relu",), ("pool", 2)] * 2
    return Architecture([*layers, ("flatten",), ("dense", 1000)], (3, 256, 256))
