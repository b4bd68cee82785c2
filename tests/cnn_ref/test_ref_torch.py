"""Correlation against PyTorch's layers, which do not flip either."""

import numpy as np
import pytest

from cnn_ref import correlate

SHAPES = [((9,), (4,)), ((7, 10), (3, 2)), ((6, 5, 8), (2, 3, 1))]


def by_torch(torch, x, k):
    layer = {1: torch.conv1d, 2: torch.conv2d, 3: torch.conv3d}[x.ndim]
    return layer(torch.tensor(x)[None, None], torch.tensor(k)[None, None])[0, 0].numpy()


@pytest.mark.parametrize(("shape", "kernel"), SHAPES)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_valid_correlation_is_what_a_layer_of_pytorch_computes(torch, shape, kernel, dtype):
    rng = np.random.default_rng(len(shape))
    x = rng.standard_normal(shape).astype(dtype)
    k = rng.standard_normal(kernel).astype(dtype)
    ours, theirs = correlate(x, k), by_torch(torch, x, k)
    assert ours.dtype == theirs.dtype == dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=20 * np.finfo(dtype).eps)
    assert np.abs(correlate(x, np.flip(k)) - theirs).max() > 0.1  # a flipped one would be seen
