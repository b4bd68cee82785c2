"""What the tests of `cnn_ref` share: PyTorch, where it is installed."""

import os

import pytest


@pytest.fixture(scope="session")
def torch():
    """PyTorch as an oracle: an optional extra, which continuous integration must have."""
    if os.environ.get("CI"):
        import torch
    else:
        torch = pytest.importorskip("torch", reason="PyTorch is an optional extra")
    torch.set_num_threads(1)
    return torch
