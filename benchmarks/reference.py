"""Time `cnn_ref` against PyTorch and against the bare matrix product, interleaved in one run.

    python benchmarks/reference.py [--rounds 15] [--only conv|pool|train]

Every library runs on one thread. In each round everybody takes one turn, and medians over the
rounds are compared: printed are PyTorch's milliseconds, and the times of `cnn_ref` in units of
PyTorch's ("× PyTorch", below 1 is faster) and of the matrix products alone, with columns that lie
ready ("× product": how much the rest costs). Before the clock starts, the results are compared.
"""

import argparse
import os

for library in ("OPENBLAS", "OMP", "MKL"):  # read when NumPy and PyTorch are imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
import torch

import cnn_ref


class Conv(NamedTuple):
    """N images of C×H×H, O filters of K×K."""

    N: int
    C: int
    H: int
    O: int
    K: int
    stride: int = 1
    padding: int = 0

    def __str__(self) -> str:
        text = f"{self.N}×{self.C}×{self.H}→{self.O} k{self.K}"
        return (
            text + f" s{self.stride}" * (self.stride > 1) + f" p{self.padding}" * (self.padding > 0)
        )


CONVS = [
    Conv(64, 1, 28, 6, 5),
    Conv(64, 6, 12, 12, 5),
    Conv(64, 12, 12, 12, 3, 1, 1),
    Conv(64, 1, 8, 6, 3, 1, 1),
    Conv(64, 6, 8, 12, 3, 1, 1),
    Conv(100, 3, 31, 25, 3, 2, 1),
    Conv(64, 3, 32, 32, 5, 1, 2),
    Conv(64, 32, 16, 64, 3, 1, 1),
    Conv(4, 3, 227, 96, 11, 4),
    Conv(4, 96, 27, 256, 5, 1, 2),
]
POOLS = [(2, 2), (3, 2)]  # size, stride
DIGITS = [
    ("conv", 8, 3, 1, 1), ("relu",), ("pool", 2),
    ("conv", 16, 3, 1, 1), ("relu",), ("pool", 2),
    ("flatten",), ("dense", 10),
]  # fmt: skip
Ways = dict[str, Callable[[], object]]
DTYPES = ["float32", "float64"]
DIRECTIONS = [f"{dtype} {way}" for dtype in DTYPES for way in ("forward", "backward")]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--only", choices=["conv", "pool", "train"])
    chosen = options.parse_args()
    torch.set_num_threads(1)
    print(f"NumPy {np.__version__}, PyTorch {torch.__version__}, one thread each")
    for name, run in {"conv": convolutions, "pool": pools, "train": digits}.items():
        if chosen.only in (None, name):
            run(chosen.rounds)


def medians(ways: Ways, rounds: int) -> dict[str, float]:
    """Median seconds of each way. In a round each takes one turn; short ones get more rounds."""
    start = time.perf_counter()
    for _ in range(2):  # the first call of all warms up
        for way in ways.values():
            way()
    one_round = (time.perf_counter() - start) / 2
    rounds = min(20 * rounds, max(rounds, int(0.25 / one_round)))
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in seconds.items()}


def agree(ours: list[np.ndarray], theirs: list[torch.Tensor]) -> None:
    """Stop if the results differ by more than the type's precision explains."""
    for a, b in zip(ours, (t.numpy() for t in theirs), strict=True):
        limit = {"float32": 1e-4, "float64": 1e-11}[str(a.dtype)]
        assert a.shape == b.shape
        assert np.abs(a - b).max() <= limit * np.abs(b).max()


class Table:
    """Rows of ratios, and their geometric means at the end."""

    def __init__(self, title: str) -> None:
        self.seconds: list[dict[str, tuple[float, float]]] = []  # ours, PyTorch's
        print(f"\n{title}")
        print(" " * 20 + "".join(f"{name:>22}" for name in DIRECTIONS))

    def row(self, name: str, cells: dict[str, dict[str, float]]) -> None:
        """Print PyTorch's milliseconds, our time in units of it and of the products alone."""
        self.seconds.append({key: (cell["ours"], cell["torch"]) for key, cell in cells.items()})
        line = f"{name:20}"
        for cell in cells.values():
            text = f"{1000 * cell['torch']:8.2f} {cell['ours'] / cell['torch']:5.2f}"
            if "product" in cell:
                text += f" {cell['ours'] / cell['product']:5.2f}"
            line += f"{text:>22}"
        print(line, flush=True)

    def end(self) -> None:
        """Print geometric means over the rows of our time in units of PyTorch's."""
        means = (f"{self.mean([direction]):.2f}" for direction in DIRECTIONS)
        print(f"{'mean, × PyTorch':20}" + "".join(f"{mean:>22}" for mean in means))
        for dtype in DTYPES:
            both = self.mean([f"{dtype} forward", f"{dtype} backward"])
            print(f"forward and backward together, {dtype}: {both:.2f} × PyTorch")

    def mean(self, directions: list[str]) -> float:
        """Geometric mean of the ratios of the times of these directions together."""
        ratios = []
        for row in self.seconds:
            ours, theirs = np.sum([row[direction] for direction in directions], axis=0)
            ratios.append(ours / theirs)
        return statistics.geometric_mean(ratios)


def measure_all(
    title: str, cases: dict[str, Callable[[str], dict[str, Ways]]], rounds: int
) -> None:
    """Print a table of cases; each gives its ways, forward and backward, in one type."""
    table = Table(title)
    for name, ways_in in cases.items():
        cells = {}
        for dtype in DTYPES:
            for direction, ways in ways_in(dtype).items():
                cells[f"{dtype} {direction}"] = medians(ways, rounds)
        table.row(name, cells)
    table.end()


def convolutions(rounds: int) -> None:
    title = "Convolution: PyTorch's ms, × PyTorch, × product"
    measure_all(title, {str(conv): partial(conv_ways, conv) for conv in CONVS}, rounds)


def conv_ways(conv: Conv, dtype: str) -> dict[str, Ways]:
    """Forward and backward of one layer: ours, PyTorch's, and the matrix products alone."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((conv.N, conv.C, conv.H, conv.H)).astype(dtype)
    w = rng.standard_normal((conv.O, conv.C, conv.K, conv.K)).astype(dtype)
    b = rng.standard_normal(conv.O).astype(dtype)
    options = {"stride": conv.stride, "padding": conv.padding}
    out, cache = cnn_ref.conv_forward(x, w, b, **options)
    dout = rng.standard_normal(out.shape).astype(dtype)
    tx, tw, tb, tdout = map(torch.tensor, (x, w, b, dout))

    def torch_backward() -> list[torch.Tensor]:
        both = [conv.stride] * 2, [conv.padding] * 2, [1, 1], False, [0, 0], 1, [True] * 3
        return torch.ops.aten.convolution_backward(tdout, tx, tw, [conv.O], *both)

    def torch_forward() -> torch.Tensor:
        return torch.nn.functional.conv2d(tx, tw, tb, **options)

    agree([out], [torch_forward()])
    agree(list(cnn_ref.conv_backward(dout, cache)), list(torch_backward()))

    cols = cnn_ref.im2col(x, conv.K, conv.stride, conv.padding)
    w_rows = w.reshape(conv.O, -1)
    dout_rows = np.ascontiguousarray(dout.swapaxes(0, 1)).reshape(conv.O, -1)
    return {
        "forward": {
            "torch": torch_forward,
            "ours": lambda: cnn_ref.conv_forward(x, w, b, **options),
            "product": lambda: w_rows @ cols,
        },
        "backward": {
            "torch": torch_backward,
            "ours": lambda: cnn_ref.conv_backward(dout, cache),
            "product": lambda: (dout_rows @ cols.T, w_rows.T @ dout_rows),
        },
    }


def pools(rounds: int) -> None:
    title = "Max pooling of 64×32×32×32: PyTorch's ms, × PyTorch"
    cases = {f"{k}×{k} stride {s}": partial(pool_ways, k, s) for k, s in POOLS}
    measure_all(title, cases, rounds)


def pool_ways(size: int, stride: int, dtype: str) -> dict[str, Ways]:
    """Forward and backward of max pooling: ours and PyTorch's.

    Both find the winners in the forward pass, for the backward pass.
    """
    rng = np.random.default_rng(0)
    x = rng.standard_normal((64, 32, 32, 32)).astype(dtype)
    tx = torch.tensor(x)
    ours, cache = cnn_ref.max_pool_forward(x, size, stride=stride)
    both = [size] * 2, [stride] * 2, [0, 0], [1, 1], False
    out, indices = torch.ops.aten.max_pool2d_with_indices(tx, *both)
    dout = rng.standard_normal(ours.shape).astype(dtype)
    tdout = torch.tensor(dout)

    def torch_backward() -> torch.Tensor:
        function = torch.ops.aten.max_pool2d_with_indices_backward
        return function(tdout, tx, *both, indices)

    agree([ours, cnn_ref.max_pool_backward(dout, cache)], [out, torch_backward()])
    return {
        "forward": {
            "torch": lambda: torch.ops.aten.max_pool2d_with_indices(tx, *both),
            "ours": lambda: cnn_ref.max_pool_forward(x, size, stride=stride),
        },
        "backward": {
            "torch": torch_backward,
            "ours": lambda: cnn_ref.max_pool_backward(dout, cache),
        },
    }


def digits(rounds: int) -> None:
    """Train the same network in both, from the same weights, until 98 % of the images are right."""
    print("\nTraining on the digits (float32) until 98 % of the training images are right")
    ratios = []
    for seed in range(max(3, rounds // 3)):
        our_seconds, our_epochs, validation = train_ours(seed)
        their_seconds, their_epochs = train_theirs(seed)
        ratios.append(our_seconds / their_seconds)
        print(
            f"seed {seed}: PyTorch {their_seconds:5.2f} s, {their_epochs} epochs; cnn_ref "
            f"{our_seconds:5.2f} s, {our_epochs} epochs, {validation:.1%} of validation; "
            f"{ratios[-1]:.2f} × PyTorch",
            flush=True,
        )
    print(f"median: {statistics.median(ratios):.2f} × PyTorch")


def train_ours(seed: int) -> tuple[float, int, float]:
    """Seconds, epochs, and the accuracy on the validation images."""
    parts = cnn_ref.load_digits()
    x, labels = parts.train.x.astype(np.float32), parts.train.labels
    network = cnn_ref.Network(DIGITS, (1, 8, 8), rng=np.random.default_rng(seed), dtype=np.float32)
    rng = np.random.default_rng(seed + 1000)
    start, epochs, right = time.perf_counter(), 0, 0.0
    while right < 0.98:
        cnn_ref.train(network, x, labels, epochs=1, rng=rng, momentum=0, lr=0.2, progress=False)
        right = cnn_ref.evaluate(network, x, labels)[1]
        epochs += 1
    seconds = time.perf_counter() - start
    return seconds, epochs, cnn_ref.evaluate(network, *parts.validation)[1]


def train_theirs(seed: int) -> tuple[float, int]:
    """Seconds and epochs of PyTorch, from the same weights and in the same order."""
    parts = cnn_ref.load_digits()
    x = torch.tensor(parts.train.x, dtype=torch.float32)
    labels = torch.tensor(parts.train.labels)
    network = cnn_ref.Network(DIGITS, (1, 8, 8), rng=np.random.default_rng(seed), dtype=np.float32)
    nn = torch.nn
    twin = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64, 10),
    )  # fmt: skip
    with torch.no_grad():
        for theirs, (_, ours) in zip(twin.parameters(), network.named_parameters(), strict=True):
            theirs.copy_(torch.tensor(ours))
    optimiser = torch.optim.SGD(twin.parameters(), lr=0.2)
    rng = np.random.default_rng(seed + 1000)
    start, epochs, right = time.perf_counter(), 0, 0.0
    while right < 0.98:
        order = rng.permutation(len(x))
        for first in range(0, len(x), 32):
            batch = order[first : first + 32]
            optimiser.zero_grad()
            nn.functional.cross_entropy(twin(x[batch]), labels[batch]).backward()
            optimiser.step()
        with torch.no_grad():
            right = (twin(x).argmax(dim=1) == labels).float().mean().item()
        epochs += 1
    return time.perf_counter() - start, epochs


if __name__ == "__main__":
    main()
