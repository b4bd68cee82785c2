"""Max pooling against finite differences, and what it does to memory and types."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from pool_cases import check_max, pool

from cnn_ref.gradcheck import check_gradients, check_gradients_by_entry
from cnn_ref.pooling import max_pool_backward, max_pool_forward


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_the_gradient_is_that_of_finite_differences(rank):
    rng = np.random.default_rng(rank)
    size = (7, 5, 4)[:rank]
    x = rng.permutation(np.arange(2.0 * 3 * np.prod(size))).reshape(2, 3, *size)  # no two alike

    def forward(x):
        return max_pool_forward(x, (3, 2, 2)[:rank], stride=2, padding=1, ceil_mode=True)

    check_gradients(forward, max_pool_backward, (x,), rng=rng, h=1e-3)
    check_gradients_by_entry(forward, max_pool_backward, (x[:1, :1],), rng=rng, h=1e-3)

    def halved(dout, cache):
        return max_pool_backward(dout, cache) / 2

    with pytest.raises(AssertionError):
        check_gradients(forward, halved, (x,), rng=rng, h=1e-3)


def test_an_input_may_be_read_only_scattered_in_memory_or_a_list():
    base = np.random.default_rng(3).standard_normal((5, 4, 3, 2))
    base.flags.writeable = False
    x = base.transpose(3, 2, 0, 1)[..., ::-1]

    def by_us(pool, dout):
        out, cache = max_pool_forward(pool.x, pool.size, **pool.options, return_indices=True)
        return out, cache.indices, max_pool_backward(dout, cache)

    check_max(by_us, pool(x, (3, 2), stride=(1, 2), padding=1))
    assert_array_equal(
        max_pool_forward(x.tolist(), 2)[0], max_pool_forward(np.array(x.tolist()), 2)[0]
    )


def test_nothing_changes_the_input_and_later_changes_do_no_harm():
    x = np.random.default_rng(3).standard_normal((2, 3, 5, 4))
    before = x.copy()
    out, cache = max_pool_forward(x, 2)
    dout = np.ones_like(out)
    expected = max_pool_backward(dout, cache)
    assert_array_equal(x, before)
    assert_array_equal(dout, np.ones_like(out))
    x[:], out[:] = 0, 0
    assert_array_equal(max_pool_backward(dout, cache), expected)


def test_an_empty_batch_stays_empty():
    out, cache = max_pool_forward(np.zeros((0, 3, 5, 4)), 2, return_indices=True)
    assert out.shape == cache.indices.shape == (0, 3, 2, 2)
    assert max_pool_backward(out, cache).shape == (0, 3, 5, 4)


def test_booleans_become_integers():
    out, cache = max_pool_forward(np.array([[[False, True, False, False]]]), 2)
    assert_array_equal(out, np.array([[[1, 0]]]), strict=True)
    assert max_pool_backward(out, cache).dtype == np.float64


def test_indices_are_given_on_request_only():
    assert max_pool_forward([[[1, 2]]], 2)[1].indices is None


def test_the_gradient_has_the_inputs_type():
    out, cache = max_pool_forward(np.ones((1, 1, 4), np.float32), 2)
    assert max_pool_backward(np.ones(out.shape), cache).dtype == np.float32


def test_a_pool_commutes_with_what_never_decreases():
    x = np.random.default_rng(5).standard_normal((2, 3, 6, 5))
    after = np.maximum(max_pool_forward(x, 2)[0], 0)
    assert_array_equal(max_pool_forward(np.maximum(x, 0), 2)[0], after)
