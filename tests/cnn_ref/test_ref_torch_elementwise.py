"""Activations, losses, linear layers and normalisation against PyTorch, with gradients."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_ref.dropout import dropout_backward, dropout_forward
from cnn_ref.linear import flatten_backward, flatten_forward, linear_backward, linear_forward
from cnn_ref.losses import softmax_cross_entropy, softmax_cross_entropy_backward
from cnn_ref.losses import softmax_cross_entropy_forward as cross_entropy_forward
from cnn_ref.normalisation import local_response_norm_backward, local_response_norm_forward
from cnn_ref.relu import relu_backward, relu_forward
from cnn_ref.sigmoid import sigmoid_backward, sigmoid_forward
from cnn_ref.softmax import log_softmax, softmax_backward, softmax_forward

TOLERANCE = {np.float64: 1e-11, np.float32: 1e-5}

rngs = st.integers(0, 2**32 - 1).map(np.random.default_rng)
dtypes = st.sampled_from(list(TOLERANCE))
shapes = st.lists(st.integers(1, 4), min_size=1, max_size=4)
widths = st.sampled_from([0.1, 1.0, 10.0])
sizes = st.tuples(st.integers(1, 5), st.integers(1, 6), st.integers(1, 4))
examples = settings(deadline=None, max_examples=45)


def difference(ours, theirs):
    """Return the largest difference as a share of the largest entry; shapes and types first."""
    theirs = theirs.detach().numpy()
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    largest = np.abs(theirs).max(initial=0)
    return np.abs(ours - theirs).max(initial=0) / (largest or 1)


def compare(torch, layer, inputs, out, backward, rng):
    """Compare an output and the gradients of its inputs with those of a layer of PyTorch."""
    dtype = inputs[0].dtype.type
    tensors = [torch.tensor(x, requires_grad=True) for x in inputs]
    theirs = layer(*tensors)
    dout = np.asarray(rng.standard_normal(theirs.shape), dtype)
    theirs.backward(torch.tensor(dout))
    gradients = backward(dout)
    ours = [out, *(gradients if isinstance(gradients, tuple) else (gradients,))]
    expected = [theirs, *(tensor.grad for tensor in tensors)]
    for mine, their in zip(ours, expected, strict=True):
        assert difference(mine, their) <= TOLERANCE[dtype]


def test_the_comparison_sees_a_wrong_value_a_wrong_gradient_and_a_wrong_type(torch):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, 3))
    out, cache = sigmoid_forward(x)

    def right(dout):
        return sigmoid_backward(dout, cache)

    compare(torch, torch.sigmoid, [x], out, right, rng)
    wrong = [
        (out + 1e-10, right),
        (out, lambda dout: right(dout) * (1 + 1e-10)),
        (out, lambda dout: right(np.ones_like(dout))),
        (out.astype(np.float32), right),
        (out[:, :1], right),
        (out, lambda dout: right(dout)[:1]),
        (out * np.nan, right),
    ]
    for mine, backward in wrong:
        with pytest.raises(AssertionError):
            compare(torch, torch.sigmoid, [x], mine, backward, rng)


@examples
@given(rng=rngs, shape=shapes, dtype=dtypes, width=widths)
def test_sigmoid_and_relu(torch, rng, shape, dtype, width):
    x = (rng.standard_normal(shape) * width).astype(dtype)
    for layer, forward, backward in [
        (torch.sigmoid, sigmoid_forward, sigmoid_backward),
        (torch.relu, relu_forward, relu_backward),
    ]:
        out, cache = forward(x)
        compare(torch, layer, [x], out, lambda dout, b=backward, c=cache: b(dout, c), rng)


def test_relu_has_the_same_gradient_at_zero(torch):
    x = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    torch.relu(x).sum().backward()
    _, cache = relu_forward([-1.0, 0.0, 2.0])
    assert relu_backward(np.ones(3), cache).tolist() == x.grad.tolist() == [0, 0, 1]


@examples
@given(rng=rngs, shape=shapes, dtype=dtypes, p=st.sampled_from([0.0, 0.25, 0.9]))
def test_dropout_with_the_same_mask(torch, rng, shape, dtype, p):
    x, u = rng.standard_normal(shape).astype(dtype), rng.random(shape)
    out, cache = dropout_forward(x, p, u=u)
    mask = torch.tensor(u >= p)
    compare(
        torch, lambda x: x * mask / (1 - p), [x], out, lambda d: dropout_backward(d, cache), rng
    )


def test_dropout_enlarges_what_it_keeps_by_the_same_factor(torch):
    ours, _ = dropout_forward(np.ones(100), 0.75, rng=np.random.default_rng(0))
    theirs = torch.nn.functional.dropout(torch.ones(100), 0.75)
    assert set(ours.tolist()) == set(theirs.tolist()) == {0.0, 4.0}


@examples
@given(rng=rngs, shape=shapes, dtype=dtypes, width=widths, data=st.data())
def test_softmax_and_its_logarithm(torch, rng, shape, dtype, width, data):
    x = (rng.standard_normal(shape) * width).astype(dtype)
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    out, cache = softmax_forward(x, axis)
    dout = rng.standard_normal(shape).astype(dtype)
    tensor = torch.tensor(x, requires_grad=True)
    theirs = torch.softmax(tensor, axis)
    theirs.backward(torch.tensor(dout))
    assert difference(out, theirs) <= TOLERANCE[dtype]
    assert difference(log_softmax(x, axis), torch.log_softmax(tensor, axis)) <= TOLERANCE[dtype]
    # With one class the gradient is zero, but for rounding: so measure it by dout.
    error = np.abs(softmax_backward(dout, cache) - tensor.grad.numpy()).max()
    assert error <= TOLERANCE[dtype] * np.abs(dout).max()


@examples
@given(rng=rngs, sizes=sizes, dtype=dtypes, width=st.sampled_from([0.1, 1.0, 10.0, 1000.0]))
def test_softmax_cross_entropy(torch, rng, sizes, dtype, width):
    n, _, k = sizes
    logits = (rng.standard_normal((n, k)) * width).astype(dtype)
    labels = rng.integers(0, k, size=n)
    loss, cache = cross_entropy_forward(logits, labels)
    targets = torch.tensor(labels)
    tensor = torch.tensor(logits, requires_grad=True)
    theirs = torch.nn.functional.cross_entropy(tensor, targets)
    (-2.5 * theirs).backward()
    assert difference(loss, theirs) <= TOLERANCE[dtype]
    # A gradient that is nearly zero is rounded differently: measure it by the share 1 / N.
    dlogits = softmax_cross_entropy_backward(-2.5, cache)
    assert np.abs(dlogits - tensor.grad.numpy()).max() <= TOLERANCE[dtype] * 2.5 / n
    both = softmax_cross_entropy(logits, labels)
    assert both[0] == loss
    assert np.abs(both[1] * -2.5 - dlogits).max() <= TOLERANCE[dtype] * 2.5 / n


@examples
@given(rng=rngs, sizes=sizes, dtype=dtypes, bias=st.booleans())
def test_the_linear_layer(torch, rng, sizes, dtype, bias):
    n, f, k = sizes
    drawn = [rng.standard_normal(s).astype(dtype) for s in ((n, f), (k, f), (k,))]
    inputs = drawn if bias else drawn[:2]
    out, cache = linear_forward(*inputs)
    compare(
        torch,
        torch.nn.functional.linear,
        inputs,
        out,
        lambda dout: linear_backward(dout, cache)[: len(inputs)],
        rng,
    )


@examples
@given(rng=rngs, spatial=st.lists(st.integers(1, 3), min_size=1, max_size=3), dtype=dtypes)
def test_flatten(torch, rng, spatial, dtype):
    x = rng.standard_normal((2, 3, *spatial)).astype(dtype)
    out, cache = flatten_forward(x)
    compare(
        torch, lambda x: torch.flatten(x, 1), [x], out, lambda d: flatten_backward(d, cache), rng
    )


@settings(deadline=None, max_examples=75)
@given(
    rng=rngs,
    spatial=st.lists(st.integers(1, 3), min_size=1, max_size=3),
    channels=st.integers(1, 7),
    n=st.sampled_from([1, 3, 5, 7]),
    dtype=dtypes,
    numbers=st.sampled_from([(2.0, 1e-4, 0.75), (1.0, 0.5, 0.75), (0.5, 3.0, 2.0)]),
    divide=st.booleans(),
)
def test_local_response_norm(torch, rng, spatial, channels, n, dtype, numbers, divide):
    x = rng.standard_normal((2, channels, *spatial)).astype(dtype)
    k, alpha, beta = numbers
    out, cache = local_response_norm_forward(x, n, k, alpha, beta, divide_by_size=divide)
    theirs = alpha if divide else alpha * n
    compare(
        torch,
        lambda x: torch.nn.functional.local_response_norm(x, n, theirs, beta, k),
        [x],
        out,
        lambda dout: local_response_norm_backward(dout, cache),
        rng,
    )
