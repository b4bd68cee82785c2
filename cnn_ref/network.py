"""A sequential network: layers one after the other, their parameters, and both passes."""

import os
from collections.abc import Iterable, Iterator, Sequence
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from cnn_ref.arguments import check_generator, real_array, whole_number
from cnn_ref.layers import Arrays, Shape
from cnn_ref.tracing import trace_layers


class Network:
    """Layers one after the other, with parameters drawn at random.

    Weights are drawn from a normal distribution, so that ReLU layers neither blow values up nor let
    them die out; biases start at 0. With fan_in inputs that one output sees::

        mean = 0,  variance = 2 / fan_in

    Parameters
    ----------
    layers : iterable of tuple
        As `cnn_ref.layers` describes them, first layer first.
    in_shape : tuple of int
        Shape of one image: (C, H, W), or (C, W), (C, D, H, W), (F,).
    rng : numpy.random.Generator
        Draws the weights.
    dtype : data type, default float64
        A float type, that of all parameters and of everything that is computed.

    Attributes
    ----------
    steps : list of Step
        Each layer with its in_shape and out_shape.
    in_shape, out_shape : tuple of int
        Shapes of one image and of one output.
    parameters : list of dict
        For each layer its parameters by name: {"w": ..., "b": ...}, or {}.

    Raises
    ------
    ValueError
        If a layer does not fit, and which; or if the type is no float.

    Notes
    -----
    Cost: one random number for each weight; memory for the parameters. The forward pass also keeps
    what each layer needs for the backward pass.

    References
    ----------
    TU/e deck, "Typical CNN architecture". He, Zhang, Ren and Sun, *Delving Deep into Rectifiers*,
    2015, equation 10.

    Examples
    --------
    >>> import numpy as np
    >>> layers = [("conv", 4, 3), ("relu",), ("pool", 2), ("flatten",), ("dense", 10)]
    >>> network = Network(layers, (1, 8, 8), rng=np.random.default_rng(0))
    >>> out, caches = network.forward(np.ones((5, 1, 8, 8)))
    >>> out.shape
    (5, 10)
    >>> dx, gradients = network.backward(out, caches)
    >>> gradients[0]["w"].shape
    (4, 1, 3, 3)
    """

    def __init__(
        self,
        layers: Iterable[tuple[Any, ...]],
        in_shape: Sequence[int],
        *,
        rng: np.random.Generator,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.in_shape: Shape = tuple(in_shape)
        self.steps = trace_layers(layers, self.in_shape)
        self.out_shape = self.steps[-1].out_shape if self.steps else self.in_shape
        check_generator(rng)
        self.dtype = np.dtype(dtype)
        if self.dtype.kind != "f":
            raise ValueError(f"dtype must be a float, but dtype={self.dtype}")
        self.parameters: list[Arrays] = [
            {
                name: _draw(name, shape, rng).astype(self.dtype)
                for name, shape in step.layer.parameter_shapes(step.in_shape).items()
            }
            for step in self.steps
        ]

    def forward(
        self, x: ArrayLike, rng: np.random.Generator | None = None
    ) -> tuple[NDArray[Any], list[Any]]:
        """Run a batch through all layers.

        Parameters
        ----------
        x : array_like of shape (N, *in_shape)
        rng : numpy.random.Generator, optional
            Given in training only: dropout draws from it.

        Returns
        -------
        out : ndarray of shape (N, *out_shape of the last layer)
        caches : list
            One for each layer, for `backward`.

        Raises
        ------
        ValueError
            If the images do not have the network's in_shape.
        """
        out = real_array("x", x).astype(self.dtype)
        if out.shape[1:] != self.in_shape:
            raise ValueError(
                f"x must have the shape (N, {', '.join(map(str, self.in_shape))}), "
                f"but x.shape={out.shape}"
            )
        caches = []
        for step, parameters in zip(self.steps, self.parameters, strict=True):
            out, cache = step.layer.forward(out, parameters, rng)
            caches.append(cache)
        return out, caches

    def backward(self, dout: ArrayLike, caches: Sequence[Any]) -> tuple[NDArray[Any], list[Arrays]]:
        """Carry a gradient from the output back to the input.

        Parameters
        ----------
        dout : array_like of the shape of the output
        caches : list
            What `forward` returned.

        Returns
        -------
        dx : ndarray of shape (N, *in_shape)
        gradients : list of dict
            For each layer the gradients of its parameters, by name.
        """
        dx = real_array("dout", dout).astype(self.dtype)
        gradients = []
        for step, cache in zip(reversed(self.steps), reversed(caches), strict=True):
            dx, of_parameters = step.layer.backward(dx, cache)
            gradients.append(of_parameters)
        return dx, gradients[::-1]

    def predict(self, x: ArrayLike, batch_size: int = 256) -> NDArray[Any]:
        """Run images through all layers without dropout, a batch at a time; keeps no caches.

        Parameters
        ----------
        x : array_like of shape (N, *in_shape)
        batch_size : int, default 256

        Returns
        -------
        ndarray of shape (N, *out_shape of the last layer)
        """
        images = real_array("x", x)
        batch_size = whole_number("batch_size", batch_size, least=1)
        if images.ndim == 0:
            raise ValueError(f"x must be a batch of images, but x.shape={images.shape}")
        starts = range(0, max(1, len(images)), batch_size)
        return np.concatenate([self.forward(images[i : i + batch_size])[0] for i in starts])

    def named_parameters(self) -> Iterator[tuple[str, NDArray[Any]]]:
        """Go over all parameters with a name such as "0.conv.w": place, kind, parameter."""
        for index, (step, parameters) in enumerate(zip(self.steps, self.parameters, strict=True)):
            for name, value in parameters.items():
                yield f"{index}.{step.layer.kind}.{name}", value

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write all parameters to a file of arrays (.npz), which holds no code.

        An older file of that name is replaced only once the new one is complete.

        Parameters
        ----------
        path : str or path
            Where to write; usually with the ending .npz.
        """
        path = Path(path)
        unfinished = path.with_name(path.name + ".unfinished")
        try:
            with open(unfinished, "wb") as file:
                np.savez(file, allow_pickle=False, **dict(self.named_parameters()))
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)

    def load(self, path: str | os.PathLike[str]) -> None:
        """Read all parameters from a file that `save` wrote; never unpickles anything.

        Values are converted to the network's own type.

        Parameters
        ----------
        path : str or path
            What `save` wrote, of a network with the same layers.

        Raises
        ------
        ValueError
            If it is no such file, or holds the parameters of another network, and which differ. The
            network then stays as it was.
        """
        read = _read_arrays(Path(path))
        found = {name: read.pop(name) for name, _ in self.named_parameters() if name in read} | read
        expected = {name: value.shape for name, value in self.named_parameters()}
        shapes = {name: value.shape for name, value in found.items()}
        if shapes != expected:
            differ = sorted(set(shapes.items()) ^ set(expected.items()))
            name = differ[0][0]
            raise ValueError(
                f"{path} holds the parameters of another network: {name} has the shape "
                f"{shapes.get(name)} there, and {expected.get(name)} here "
                f"({len({name for name, _ in differ})} differ)"
            )
        with np.errstate(over="ignore"):
            arrays = iter([value.astype(self.dtype) for value in found.values()])
        self.parameters = [{name: next(arrays) for name in p} for p in self.parameters]


def _draw(name: str, shape: Shape, rng: np.random.Generator) -> NDArray[Any]:
    """Draw weights (O, *fan_in) with the variance 2 / fan_in; biases are 0."""
    if name == "b":
        return np.zeros(shape)
    return rng.normal(scale=np.sqrt(2 / prod(shape[1:])), size=shape)


def _read_arrays(path: Path) -> Arrays:
    """Read a file of arrays, or say that it is none."""
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
            return {name: real_array(name, archive[name]) for name in archive}
    except OSError:
        raise
    except Exception:  # whatever damage a foreign file may hold
        raise ValueError(
            f"{path} must be a file of parameters that `save` wrote, "
            "but it is none, or it is damaged"
        ) from None
