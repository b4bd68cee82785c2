"""What one layer costs, counted by hand: edge detection, a dense layer, a convolutional layer."""

from typing import NamedTuple

from cnn_ref.arguments import whole_number


class EdgeDetectionCost(NamedTuple):
    """Stored floats and float operations of three ways to compute the same edges.

    The operations of the sparse matrix are those of the convolution.
    """

    dense_floats: int
    sparse_floats: int
    convolution_floats: int
    dense_operations: int
    convolution_operations: int


class DenseCost(NamedTuple):
    """What a dense layer stores, biases included, and how much it multiplies for one image."""

    parameters: int
    macs: int


def edge_detection_cost(H: int, W: int, KH: int, KW: int) -> EdgeDetectionCost:
    """Compare convolution with the matrix that gives the same output.

    The valid output has P = (H - KH + 1) * (W - KW + 1) pixels, and a sum of n products takes
    n multiplications and n - 1 additions::

        stored floats    dense P * H * W              sparse P * KH * KW    convolution KH * KW
        operations       dense P * (2 * H * W - 1)    sparse and convolution P * (2 * KH * KW - 1)

    Parameters
    ----------
    H, W : int
        Size of the image, in pixels, at least 1.
    KH, KW : int
        Size of the kernel, at least 1 and at most that of the image.

    Returns
    -------
    EdgeDetectionCost
        Five Python ints, which cannot overflow: dense_floats, sparse_floats, convolution_floats,
        dense_operations, convolution_operations.

    Raises
    ------
    ValueError
        If an argument is not a whole number of at least 1, or the kernel is larger than the image.

    Notes
    -----
    The deck writes sizes as width by height, "320 by 280" with a kernel of "2 by 1"; as (H, W) that
    is 280, 320 and 1, 2.

    Cost: a few products of whole numbers; no array is made.

    References
    ----------
    CUHK deck, "Efficiency of Convolution".

    Examples
    --------
    >>> cost = edge_detection_cost(280, 320, 1, 2)
    >>> cost.dense_floats, cost.sparse_floats, cost.convolution_floats
    (8003072000, 178640, 2)
    >>> cost.dense_operations, cost.convolution_operations
    (16006054680, 267960)
    """
    H, W = whole_number("H", H, least=1), whole_number("W", W, least=1)
    KH, KW = whole_number("KH", KH, least=1), whole_number("KW", KW, least=1)
    if KH > H or KW > W:
        raise ValueError(
            f"the kernel must not be larger than the image, but {KH=}, {KW=} and {H=}, {W=}"
        )
    pixels = (H - KH + 1) * (W - KW + 1)
    return EdgeDetectionCost(
        dense_floats=pixels * H * W,
        sparse_floats=pixels * KH * KW,
        convolution_floats=KH * KW,
        dense_operations=pixels * (2 * H * W - 1),
        convolution_operations=pixels * (2 * KH * KW - 1),
    )


def dense_cost(C: int, H: int, W: int, O: int, OH: int, OW: int) -> DenseCost:
    """Count what a dense layer needs to turn one volume into another.

    Each output has one weight for each input, and a bias::

        parameters = O * OH * OW * (C * H * W + 1)
        macs       = O * OH * OW * C * H * W

    Parameters
    ----------
    C, H, W : int
        Channels and size of the input, at least 1.
    O, OH, OW : int
        Channels and size of the output, at least 1.

    Returns
    -------
    DenseCost
        Two Python ints: parameters (weights and biases), and multiply-accumulates for one image.

    Raises
    ------
    ValueError
        If an argument is not a whole number of at least 1.

    Notes
    -----
    Cost: a few products of whole numbers; no array is made.

    References
    ----------
    CS231n deck, the convolution layer: 28x28x6 outputs from a 32x32x3 image.

    Examples
    --------
    >>> dense_cost(3, 32, 32, 6, 28, 28)
    DenseCost(parameters=14455392, macs=14450688)
    >>> count_parameters(6, 3, 5, 5)
    456
    """
    C, H, W = (whole_number(name, n, least=1) for name, n in (("C", C), ("H", H), ("W", W)))
    O, OH, OW = (whole_number(name, n, least=1) for name, n in (("O", O), ("OH", OH), ("OW", OW)))
    inputs, outputs = C * H * W, O * OH * OW
    return DenseCost(parameters=outputs * (inputs + 1), macs=outputs * inputs)


def count_parameters(O: int, C: int, KH: int, KW: int, bias: bool = True, groups: int = 1) -> int:
    """Count the parameters of a convolutional layer.

    ::

        O * (C / groups) * KH * KW, and O biases

    Parameters
    ----------
    O : int
        Number of filters, at least 1.
    C : int
        Channels of the layer's *input*, all groups together, at least 1.
    KH, KW : int
        Size of the kernel, at least 1.
    bias : bool, default True
        Whether each filter has a bias.
    groups : int, default 1
        Into how many parts the channels are split; must divide C and O.

    Returns
    -------
    int
        The size of the image does not matter: its pixels share the parameters.

    Raises
    ------
    ValueError
        If an argument is not a whole number of at least 1, or the groups do not divide C and O.

    Notes
    -----
    Cost: a few products of whole numbers; no array is made.

    References
    ----------
    CS231n deck: ten 5x5 filters on 32x32x3 have 760 parameters.

    Examples
    --------
    >>> count_parameters(10, 3, 5, 5)
    760
    >>> count_parameters(256, 96, 5, 5, groups=2)
    307456
    """
    O, C = whole_number("O", O, least=1), whole_number("C", C, least=1)
    KH, KW = whole_number("KH", KH, least=1), whole_number("KW", KW, least=1)
    groups = whole_number("groups", groups, least=1)
    if C % groups or O % groups:
        raise ValueError(
            "groups must divide the channels of the input and the filters, "
            f"but {groups=}, {C=}, {O=}"
        )
    return O * (C // groups) * KH * KW + (O if bias else 0)
