"""How large an output is, and how much of the input one of its pixels sees."""

from collections.abc import Iterable

from cnn_ref.arguments import whole_number


def output_size(
    size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """Count the positions that a sliding kernel takes along one axis.

    With the kernel's reach R = dilation * (kernel - 1) + 1, the count is::

        (size + 2 * padding - R) / stride + 1

    It must come out whole. Layers round it down instead and leave the last pixels unseen;
    this function is for checking a design, so it refuses.

    Parameters
    ----------
    size : int
        Length of the input along the axis, in pixels, at least 1.
    kernel : int
        Number of kernel weights along the axis, at least 1.
    stride : int, default 1
        Step from one position to the next, in pixels, at least 1.
    padding : int, default 0
        Pixels added at *each* end of the axis, at least 0.
    dilation : int, default 1
        Distance between neighbouring weights, in pixels, at least 1 (1 is a dense kernel).

    Returns
    -------
    int
        Length of the output along the axis, in pixels, at least 1. Always a Python int.

    Raises
    ------
    ValueError
        If an argument is not a whole number (a bool is none, a NumPy integer is one) or is out
        of range, if the kernel reaches beyond the padded input, or if the stride leaves pixels
        over at the end.

    Notes
    -----
    Cost: a few operations on whole numbers.

    References
    ----------
    CS231n deck: W2 = (W1 - F + 2P)/S + 1. With dilation: Dumoulin and Visin, *A guide to
    convolution arithmetic for deep learning*, 2016.

    Examples
    --------
    >>> output_size(7, 3)
    5
    >>> output_size(7, 3, stride=2)
    3
    >>> output_size(7, 3, padding=1)
    7
    >>> output_size(7, 3, dilation=3)
    1
    """
    size = whole_number("size", size, least=1)
    kernel = whole_number("kernel", kernel, least=1)
    stride = whole_number("stride", stride, least=1)
    padding = whole_number("padding", padding, least=0)
    dilation = whole_number("dilation", dilation, least=1)

    reach = dilation * (kernel - 1) + 1
    padded = size + 2 * padding
    if reach > padded:
        raise ValueError(
            f"kernel does not fit: it reaches over {reach} pixels "
            f"(kernel={kernel}, dilation={dilation}) "
            f"but the padded input has {padded} (size={size}, padding={padding})"
        )
    steps, left_over = divmod(padded - reach, stride)
    if left_over:
        raise ValueError(
            f"stride does not fit evenly: the kernel can move by {padded - reach} pixels "
            f"(size={size}, padding={padding}, kernel={kernel}, dilation={dilation}), "
            f"which is no multiple of stride={stride}"
        )
    return steps + 1


def receptive_field(layers: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Trace how much of the input one output pixel sees, along one axis.

    Each layer widens the view by kernel - 1 steps of the current jump, and then multiplies the
    jump by its stride. From size = jump = 1, layer after layer::

        size = size + (kernel - 1) * jump
        jump = jump * stride

    Padding shifts the view and does not change its size.

    Parameters
    ----------
    layers : iterable of (kernel, stride)
        Convolution and pooling layers in order, first layer first; whole numbers of at least 1,
        in pixels of the layer's own input.

    Returns
    -------
    size : int
        Distance from the first to the last input pixel seen, both included, in pixels. Where a
        stride is larger than its kernel, some pixels in between go unseen.
    jump : int
        Distance between the views of two neighbouring output pixels, in input pixels.

    Raises
    ------
    ValueError
        If a layer is not a pair, or one of its numbers is not a whole number of at least 1.

    Notes
    -----
    Cost: one addition and two multiplications for each layer.

    References
    ----------
    CUHK deck, "Growing Receptive Fields". Araujo, Norris and Sim, *Computing Receptive Fields of
    Convolutional Neural Networks*, Distill, 2019.

    Examples
    --------
    >>> receptive_field([])
    (1, 1)
    >>> receptive_field([(3, 1), (3, 1)])
    (5, 1)
    >>> receptive_field([(5, 2), (5, 1), (2, 2)])
    (15, 4)
    """
    size, jump = 1, 1
    for index, layer in enumerate(layers):
        kernel, stride = _kernel_and_stride(index, layer)
        size += (kernel - 1) * jump
        jump *= stride
    return size, jump


def _kernel_and_stride(index: int, layer: tuple[int, int]) -> tuple[int, int]:
    """Take a layer apart into two Python ints, or say which layer is wrong."""
    try:
        kernel, stride = layer
    except (TypeError, ValueError):
        raise ValueError(
            f"a layer must be a pair (kernel, stride), but layers[{index}]={layer!r}"
        ) from None
    return (
        whole_number(f"layers[{index}] kernel", kernel, least=1),
        whole_number(f"layers[{index}] stride", stride, least=1),
    )
