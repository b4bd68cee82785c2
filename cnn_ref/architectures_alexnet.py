"""AlexNet, with its groups and without."""

from typing import Any

from cnn_ref.architectures import Architecture
from cnn_ref.counting import Summary, summarise


def alexnet(*, size: int = 227, groups: int = 2, classes: int = 1000) -> Architecture:
    """Five convolutions, three pools and three dense layers, as they won ImageNet in 2012.

    Parameters
    ----------
    size : int, default 227
        Height and width of the image, in pixels. The paper says 224, which does not fit evenly:
        (224 - 11) / 4 + 1 = 54.25; it is rounded down to 54.
    groups : int, default 2
        In convolutions 2, 4 and 5, which were split between two devices; 1 does not split them.
    classes : int, default 1000

    Returns
    -------
    Architecture
        For images of shape (3, size, size).

    Notes
    -----
    Assumed: no padding in the first convolution. Pools come before the normalisation, as in the
    deck; the paper has them after it, at the same cost in parameters and multiply-accumulates.

    Cost: 60,965,224 parameters and 724,406,816 multiply-accumulates for one image, without options.

    References
    ----------
    CUHK deck, "Example Classification Architectures: AlexNet"; CS231n deck, "Case study: AlexNet".
    Krizhevsky, Sutskever and Hinton, *ImageNet Classification with Deep Convolutional Neural
    Networks*, 2012.

    Examples
    --------
    >>> from cnn_ref.tracing import trace_shapes
    >>> trace_shapes(*alexnet())[:4]
    [(96, 55, 55), (96, 55, 55), (96, 27, 27), (96, 27, 27)]
    """
    layers: list[tuple[Any, ...]] = [("conv", 96, 11, 4), ("relu",), ("pool", 3, 2), ("lrn",)]
    layers += [("conv", 256, 5, 1, 2, groups), ("relu",), ("pool", 3, 2), ("lrn",)]
    layers += [("conv", 384, 3, 1, 1), ("relu",), ("conv", 384, 3, 1, 1, groups), ("relu",)]
    layers += [("conv", 256, 3, 1, 1, groups), ("relu",), ("pool", 3, 2), ("flatten",)]
    layers += [("dropout", 0.5), ("dense", 4096), ("relu",)] * 2
    return Architecture([*layers, ("dense", classes)], (3, size, size))


def alexnet_summary(size: int = 227, groups: int = 2, classes: int = 1000) -> Summary:
    """Count AlexNet's parameters, neurons and multiply-accumulates.

    As `summarise`, of what `alexnet` returns.

    Parameters
    ----------
    size, groups, classes : int
        As for `alexnet`.

    Returns
    -------
    Summary
        parameters, neurons (outputs of convolutional and dense layers), macs for one image.

    Raises
    ------
    ValueError
        If the image is too small, or the groups do not divide the channels; the message names the
        layer.

    Notes
    -----
    The deck's 630 million connections come out for neither size, with or without groups.

    Cost: none; no array is made.

    References
    ----------
    CS231n deck, "Case study: AlexNet": 650,000 neurons, 60,000,000 parameters.

    Examples
    --------
    >>> alexnet_summary()
    Summary(parameters=60965224, neurons=659272, macs=724406816)
    >>> alexnet_summary(groups=1)
    Summary(parameters=62378344, neurons=659272, macs=1135256096)
    """
    return summarise(*alexnet(size=size, groups=groups, classes=classes))
