"""What the pools with a window refuse, and in which words."""

import numpy as np
import pytest

from cnn_ref.pooling import max_pool_backward, max_pool_forward
from cnn_ref.pooling_average import avg_pool_backward, avg_pool_forward
from cnn_ref.pooling_lp import lp_pool_backward, lp_pool_forward

POOLS = [
    (max_pool_forward, max_pool_backward),
    (avg_pool_forward, avg_pool_backward),
    (lp_pool_forward, lp_pool_backward),
]
X = np.ones((2, 3, 5, 4))

pytestmark = pytest.mark.parametrize(("forward", "backward"), POOLS)


def message(forward, x, size, **options):
    with pytest.raises(ValueError, match=r"must|fit") as error:
        forward(x, size, **options)
    return str(error.value)


@pytest.mark.parametrize("shape", [(), (3,), (3, 4), (1, 1, 2, 2, 2, 2)])
def test_what_is_no_batch_of_images_is_refused(forward, backward, shape):
    assert message(forward, np.ones(shape), 1) == (
        "x must have the axes (N, C, W), (N, C, H, W) or (N, C, D, H, W), "
        f"but it is {len(shape)}-D: x.shape={shape}"
    )


@pytest.mark.parametrize("shape", [(2, 0, 5), (2, 3, 0, 4), (0, 0, 0, 0)])
def test_only_the_batch_may_be_empty(forward, backward, shape):
    assert "only the batch may be empty" in message(forward, np.ones(shape), 1)


@pytest.mark.parametrize("x", [np.ones((1, 1, 3), complex), [[["a", "b"]]], [[[None]]]])
def test_what_is_no_real_number_is_refused(forward, backward, x):
    assert message(forward, x, 1).startswith("x must hold real numbers, but x.dtype=")


@pytest.mark.parametrize("name", ["size", "stride", "dilation"])
@pytest.mark.parametrize("value", [0, -1, 1.0, True, "2", np.float64(2)])
def test_sizes_strides_and_dilations_are_whole_numbers_of_at_least_1(
    forward, backward, name, value
):
    expected = f"{name} must be a whole number of at least 1, but {name}={value!r}"
    assert message(forward, X, **{"size": 2, name: value}) == expected
    entry = f"{name}[1] must be a whole number of at least 1, but {name}[1]={value!r}"
    assert message(forward, X, **{"size": 2, name: (1, value)}) == entry


@pytest.mark.parametrize("value", [-1, 1.0, True, None])
def test_padding_is_a_whole_number_of_at_least_0(forward, backward, value):
    rule = "must be a whole number of at least 0"
    assert message(forward, X, 3, padding=value).startswith(f"padding {rule}")
    assert message(forward, X, 3, padding=(1, value)).startswith(f"padding[1] {rule}")
    after = message(forward, X, 3, padding=(1, (1, value)))
    assert after.startswith(f"padding[1][1] {rule}")


@pytest.mark.parametrize("name", ["size", "stride", "padding", "dilation"])
def test_there_is_one_entry_for_each_axis(forward, backward, name):
    text = message(forward, X, **{"size": 2, name: (1, 1, 1)})
    assert text.startswith(f"{name} must be a whole number, or have one entry")
    assert "2 spatial axes, but it has 3" in text


def test_a_window_that_is_larger_than_the_padded_input_is_refused(forward, backward):
    text = message(forward, X, (2, 3), padding=(0, (1, 0)), dilation=(1, 3))
    assert text.startswith("kernel does not fit: along spatial axis 1 it reaches over 7 pixels")


def test_a_window_of_padding_alone_is_refused_with_every_quantity(forward, backward):
    assert message(forward, X, (3, 2), padding=(2, (2, 0)), stride=1) == (
        "every window must hold at least one pixel of the input, but along spatial axis 1 "
        "window 0 of 5 holds none (size=2, stride=1, padding=(2, 0), dilation=1, "
        "x.shape=(2, 3, 5, 4))"
    )
    assert "window 4 of 5 holds none" in message(forward, X, 2, padding=(0, (0, 2)), stride=1)
    out, _ = forward(X, (3, 2), padding=(2, (1, 1)), stride=1)
    assert np.isfinite(out).all()


def test_a_dilated_window_that_steps_over_the_input_is_refused(forward, backward):
    text = message(forward, np.ones((1, 1, 1)), 2, padding=1, dilation=2)
    assert "window 0 of 1 holds none (size=2, stride=2, padding=(1, 1), dilation=2" in text


def test_an_empty_batch_is_checked_too(forward, backward):
    assert "holds none" in message(forward, X[:0], 2, padding=2)


@pytest.mark.parametrize("shape", [(2, 3, 2), (2, 3, 1, 2), (2, 3, 5, 4), (1, 3, 2, 2), ()])
def test_a_gradient_of_another_shape_is_refused_even_if_it_would_broadcast(
    forward, backward, shape
):
    _, cache = forward(X, 2)
    with pytest.raises(ValueError, match="dout must have the shape of the output") as error:
        backward(np.ones(shape), cache)
    assert str(error.value).endswith(
        f"but dout.shape={shape} and the output's shape is (2, 3, 2, 2)"
    )
