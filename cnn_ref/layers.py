"""The layers of a network: what each does to a shape, what it costs, and how it runs.

A network is written down as a list of tuples, one for each layer::

    ("conv", O, K, stride, padding, groups)   O filters of K×K; stride 1, padding 0, groups 1
    ("pool", K, stride)                       maximum over K×K; stride K
    ("avg_pool", K, stride)                   average over K×K; stride K
    ("relu",)   ("sigmoid",)   ("flatten",)
    ("dense", O)                              O outputs; after "flatten"
    ("dropout", p)                            p is the probability to drop
    ("lrn", n, k, alpha, beta)                local response normalisation; 5, 2, 1e-4, 0.75

What is left out at the end of a tuple has the value given here. K, stride and padding may be one
number or one for each spatial axis. `read_layer` turns a tuple into one of the classes below, which
hold options only: parameters are handed in, and their gradients handed back, by name.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from math import prod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from cnn_ref.arguments import Padding, PerAxis, per_axis, whole_number
from cnn_ref.conv_layer import conv_backward, conv_forward
from cnn_ref.dropout import dropout_backward, dropout_forward
from cnn_ref.geometry import lay_out
from cnn_ref.linear import flatten_backward, flatten_forward, linear_backward, linear_forward
from cnn_ref.normalisation import local_response_norm_backward, local_response_norm_forward
from cnn_ref.pooling import max_pool_backward, max_pool_forward
from cnn_ref.pooling_average import avg_pool_backward, avg_pool_forward
from cnn_ref.relu import relu_backward, relu_forward
from cnn_ref.sigmoid import sigmoid_backward, sigmoid_forward

Arrays = dict[str, NDArray[Any]]
Shape = tuple[int, ...]
ForwardAndBackward = tuple[Callable[..., Any], Callable[..., Any]]


@dataclass(frozen=True)
class Layer:
    """What all layers share. Shapes are those of one image, (C, H, W), without the batch."""

    kind: ClassVar[str]
    functions: ClassVar[ForwardAndBackward]

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the output's shape; raise ValueError where the layer does not fit."""
        return in_shape

    def parameter_shapes(self, in_shape: Shape) -> dict[str, Shape]:
        """Return the shape of each parameter by name, in the order of the forward function."""
        return {}

    def macs(self, in_shape: Shape) -> int:
        """Count the multiply-accumulates for one image; biases, pools and activations are free."""
        return 0

    def options(self, rng: np.random.Generator | None) -> dict[str, Any]:
        """Return what the forward function takes besides input and parameters."""
        return {}

    def forward(
        self, x: NDArray[Any], parameters: Arrays, rng: np.random.Generator | None = None
    ) -> tuple[NDArray[Any], Any]:
        """Return output and cache; with a random generator the layer is in training."""
        out, cache = self.functions[0](x, **parameters, **self.options(rng))
        return out, cache

    def backward(self, dout: NDArray[Any], cache: Any) -> tuple[NDArray[Any], Arrays]:
        """Return the gradient of the input, and those of the parameters by name."""
        gradients = self.functions[1](dout, cache)
        if not isinstance(gradients, tuple):
            return gradients, {}
        dx, dw, db = gradients
        return dx, {"w": dw, "b": db}


@dataclass(frozen=True)
class Conv(Layer):
    """Convolution: O filters of K×K, each of which sees the channels of its own group."""

    kind = "conv"
    functions = conv_forward, conv_backward
    O: int
    K: PerAxis
    stride: PerAxis = 1
    padding: Padding = 0
    groups: int = 1

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (O, OH, OW)."""
        O, _, *kernel = self.parameter_shapes(in_shape)["w"]
        return (O, *lay_out(in_shape[1:], tuple(kernel), self.stride, self.padding).out)

    def parameter_shapes(self, in_shape: Shape) -> dict[str, Shape]:
        """Return the shapes of w (O, C / groups, K, K) and b (O,)."""
        rank = _spatial_axes(in_shape)
        O, groups = whole_number("O", self.O, least=1), whole_number("groups", self.groups, least=1)
        if in_shape[0] % groups or O % groups:
            raise ValueError(
                "groups must divide the channels of the input and the filters, "
                f"but {groups=}, C={in_shape[0]}, O={O}"
            )
        kernel = per_axis("K", self.K, rank, least=1)
        return {"w": (O, in_shape[0] // groups, *kernel), "b": (O,)}

    def macs(self, in_shape: Shape) -> int:
        """Every output pixel costs as many as one filter has weights."""
        one_filter = self.parameter_shapes(in_shape)["w"][1:]
        return prod(self.out_shape(in_shape)) * prod(one_filter)

    def options(self, rng: np.random.Generator | None) -> dict[str, Any]:
        """Return stride, padding and groups."""
        return {"stride": self.stride, "padding": self.padding, "groups": self.groups}


@dataclass(frozen=True)
class MaxPool(Layer):
    """The largest value of each window of K×K."""

    kind = "pool"
    functions: ClassVar[ForwardAndBackward] = max_pool_forward, max_pool_backward
    K: PerAxis
    stride: PerAxis | None = None

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (C, OH, OW)."""
        size = per_axis("K", self.K, _spatial_axes(in_shape), least=1)
        stride = size if self.stride is None else self.stride
        return (in_shape[0], *lay_out(in_shape[1:], size, stride).out)

    def options(self, rng: np.random.Generator | None) -> dict[str, Any]:
        """Return size and stride."""
        return {"size": self.K, "stride": self.stride}


@dataclass(frozen=True)
class AvgPool(MaxPool):
    """The mean of each window of K×K."""

    kind = "avg_pool"
    functions = avg_pool_forward, avg_pool_backward


@dataclass(frozen=True)
class Relu(Layer):
    """Negative values become 0."""

    kind = "relu"
    functions = relu_forward, relu_backward


@dataclass(frozen=True)
class Sigmoid(Layer):
    """The logistic function of every value."""

    kind = "sigmoid"
    functions = sigmoid_forward, sigmoid_backward


@dataclass(frozen=True)
class Flatten(Layer):
    """An image becomes a vector, in row-major order."""

    kind = "flatten"
    functions = flatten_forward, flatten_backward

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (C * H * W,)."""
        _spatial_axes(in_shape)
        return (prod(in_shape),)


@dataclass(frozen=True)
class Dense(Layer):
    """A fully connected layer: each of O outputs sees every input."""

    kind = "dense"
    functions = linear_forward, linear_backward
    O: int

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return (O,)."""
        return self.parameter_shapes(in_shape)["b"]

    def parameter_shapes(self, in_shape: Shape) -> dict[str, Shape]:
        """Return the shapes of w (O, F) and b (O,)."""
        O = whole_number("O", self.O, least=1)
        if len(in_shape) != 1:
            raise ValueError(
                'a dense layer needs a vector, so put ("flatten",) before it, '
                f"but its input has the shape {in_shape}"
            )
        return {"w": (O, in_shape[0]), "b": (O,)}

    def macs(self, in_shape: Shape) -> int:
        """As many as there are weights."""
        return prod(self.parameter_shapes(in_shape)["w"])


@dataclass(frozen=True)
class _SameShape(Layer):
    """Layers whose options can be wrong, but whose output has the input's shape."""

    def out_shape(self, in_shape: Shape) -> Shape:
        """Return the input's shape, after a run with no images, which checks the options."""
        self.forward(np.empty((0, *in_shape)), {})
        return in_shape


@dataclass(frozen=True)
class Dropout(_SameShape):
    """In training, values become 0 with probability p, and the others grow by 1 / (1 - p)."""

    kind = "dropout"
    functions = dropout_forward, dropout_backward
    p: float

    def options(self, rng: np.random.Generator | None) -> dict[str, Any]:
        """Return p and, in training, the random generator."""
        return {"p": self.p, "rng": rng, "train": rng is not None}


@dataclass(frozen=True)
class LocalResponseNorm(_SameShape):
    """Each value is divided by a power of the squares in the channels around it."""

    kind = "lrn"
    functions = local_response_norm_forward, local_response_norm_backward
    n: int = 5
    k: float = 2.0
    alpha: float = 1e-4
    beta: float = 0.75

    def options(self, rng: np.random.Generator | None) -> dict[str, Any]:
        """Return n, k, alpha and beta."""
        return {"n": self.n, "k": self.k, "alpha": self.alpha, "beta": self.beta}


KINDS: dict[str, type[Layer]] = {
    layer.kind: layer
    for layer in (Conv, MaxPool, AvgPool, Relu, Sigmoid, Flatten, Dense, Dropout, LocalResponseNorm)
}


def read_layer(layer: tuple[Any, ...]) -> Layer:
    """Turn a tuple such as ("conv", 6, 5, 1, 2) into a layer.

    Parameters
    ----------
    layer : tuple
        A kind and its options, in the order that the module's page lists.

    Returns
    -------
    Layer

    Raises
    ------
    ValueError
        If it is no tuple, its kind is unknown, or it has too few or too many options. Whether the
        options fit is known only with an input's shape: `Layer.out_shape` says so.

    Notes
    -----
    Cost: none; no array is made.

    References
    ----------
    CS231n deck, "Summary: Convolution Layer" and "Summary: POOLING Layer", for the options.

    Examples
    --------
    >>> read_layer(("conv", 6, 5, 1, 2))
    Conv(O=6, K=5, stride=1, padding=2, groups=1)
    >>> read_layer(("conv", 6, 5, 1, 2)).out_shape((3, 32, 28))
    (6, 32, 28)
    """
    known = isinstance(layer, tuple | list) and layer and layer[0] in tuple(KINDS)
    if not known:
        raise ValueError(
            f"a layer must be a tuple that starts with one of {', '.join(KINDS)}, "
            f"but it is {layer!r}"
        )
    kind = KINDS[layer[0]]
    try:
        return kind(*map(_plain, layer[1:]))
    except TypeError:
        names = ", ".join(field.name for field in fields(kind))
        raise ValueError(
            f'the options of a "{layer[0]}" layer are ({names}), but it is {layer!r}'
        ) from None


def _plain(option: Any) -> Any:
    """Return an option with tuples for lists and arrays, and Python's numbers for NumPy's."""
    if isinstance(option, np.ndarray | np.generic):
        option = option.tolist()
    return tuple(map(_plain, option)) if isinstance(option, list | tuple) else option


def _spatial_axes(in_shape: Shape) -> int:
    """Return the number of spatial axes of (C, *spatial), 1 to 3."""
    if len(in_shape) not in (2, 3, 4):
        raise ValueError(
            f"the layer needs images, (C, W), (C, H, W) or (C, D, H, W), but its input has the "
            f"shape {in_shape}"
        )
    return len(in_shape) - 1
