"""A network: its gradients, its files, and the same network in PyTorch."""

import pickle
import zipfile

import numpy as np
import pytest
from conv_cases import relative_difference
from numpy.testing import assert_array_equal

from cnn_ref import Network

LAYERS = [
    ("conv", 4, (3, 2), 1, 1),
    ("relu",),
    ("lrn", 3, 2, 0.1, 0.75),
    ("pool", 2),
    ("conv", 6, 3, (2, 1), 0, 2),
    ("sigmoid",),
    ("avg_pool", (1, 2)),
    ("flatten",),
    ("dense", 5),
]
IN_SHAPE = (2, 11, 10)


def make(seed=0, layers=LAYERS, in_shape=IN_SHAPE, **options):
    return Network(layers, in_shape, rng=np.random.default_rng(seed), **options)


def copies(network):
    return {name: value.copy() for name, value in network.named_parameters()}


# --- both passes ------------------------------------------------------------------------------


def test_every_gradient_of_the_network_is_its_slope():
    network, rng = make(), np.random.default_rng(1)
    for parameters in network.parameters:
        for value in parameters.values():
            value += rng.standard_normal(value.shape) / 10  # biases too are off zero
    x = rng.standard_normal((3, *IN_SHAPE))
    out, caches = network.forward(x)
    dout = rng.standard_normal(out.shape)
    dx, gradients = network.backward(dout, caches)
    places = [(x, dx)]
    for parameters, found in zip(network.parameters, gradients, strict=True):
        assert parameters.keys() == found.keys()
        places += [(parameters[name], found[name]) for name in parameters]
    assert len(places) == 7
    for value, gradient in places:
        direction = rng.standard_normal(value.shape)
        value += 1e-6 * direction
        after = (network.forward(x)[0] * dout).sum()
        value -= 2e-6 * direction
        before = (network.forward(x)[0] * dout).sum()
        value += 1e-6 * direction
        slope = (after - before) / 2e-6
        assert slope == pytest.approx((gradient * direction).sum(), rel=1e-6, abs=1e-6)


def test_the_same_network_in_pytorch_has_the_same_output_and_gradients(torch):
    network = make()
    nn = torch.nn
    twin = nn.Sequential(
        nn.Conv2d(2, 4, (3, 2), padding=1),
        nn.ReLU(),
        nn.LocalResponseNorm(3, alpha=0.3, beta=0.75, k=2),  # PyTorch divides alpha by 3
        nn.MaxPool2d(2),
        nn.Conv2d(4, 6, 3, stride=(2, 1), groups=2),
        nn.Sigmoid(),
        nn.AvgPool2d((1, 2)),
        nn.Flatten(),
        nn.Linear(12, 5),
    ).double()
    with torch.no_grad():
        for theirs, (_, ours) in zip(twin.parameters(), network.named_parameters(), strict=True):
            theirs.copy_(torch.tensor(ours))
    rng = np.random.default_rng(2)
    x, dout = rng.standard_normal((3, *IN_SHAPE)), rng.standard_normal((3, 5))
    out, caches = network.forward(x)
    dx, gradients = network.backward(dout, caches)
    tensor = torch.tensor(x, requires_grad=True)
    theirs = twin(tensor)
    theirs.backward(torch.tensor(dout))
    assert relative_difference(out, theirs.detach().numpy()) <= 1e-11
    assert relative_difference(dx, tensor.grad.numpy()) <= 1e-11
    flat = [g for found in gradients for g in found.values()]
    for ours, parameter in zip(flat, twin.parameters(), strict=True):
        assert relative_difference(ours, parameter.grad.numpy()) <= 1e-11


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_everything_is_computed_in_the_networks_type(dtype):
    network = make(dtype=dtype)
    x = np.random.default_rng(3).integers(0, 255, (2, *IN_SHAPE), np.uint8)
    out, caches = network.forward(x)
    dx, gradients = network.backward(np.ones(out.shape), caches)
    assert out.dtype == dx.dtype == network.predict(x).dtype == dtype
    assert {g.dtype for found in gradients for g in found.values()} == {np.dtype(dtype)}


def test_prediction_in_batches_is_the_forward_pass():
    network, x = make(), np.random.default_rng(4).standard_normal((7, *IN_SHAPE))
    assert_array_equal(network.predict(x, batch_size=7), network.forward(x)[0])
    assert relative_difference(network.predict(x, batch_size=3), network.forward(x)[0]) < 1e-14
    assert network.predict(x[:0]).shape == (0, 5)


def test_dropout_drops_in_training_only():
    network = make(layers=[("dropout", 0.5)], in_shape=(400,))
    x = np.ones((1, 400))
    assert_array_equal(network.forward(x)[0], x)
    out, caches = network.forward(x, np.random.default_rng(0))
    assert set(np.unique(out)) == {0, 2}
    assert_array_equal(network.backward(x, caches)[0], out)


def test_weights_have_the_variance_that_keeps_activations_alive():
    network = make(
        layers=[("conv", 50, 5, 1, 0, 2), ("flatten",), ("dense", 9)], in_shape=(8, 9, 9)
    )
    w, dense = network.parameters[0]["w"], network.parameters[2]["w"]
    assert w.var() == pytest.approx(2 / (4 * 5 * 5), rel=0.1)
    assert dense.var() == pytest.approx(2 / (50 * 5 * 5), rel=0.1)
    assert not network.parameters[0]["b"].any()


@pytest.mark.parametrize("shape", [(3, 2, 11, 9), (3, 11, 10), (2, 11, 10)])
def test_images_of_another_shape_are_refused(shape):
    with pytest.raises(ValueError, match="x must have the shape") as error:
        make().forward(np.ones(shape))
    assert str(error.value) == f"x must have the shape (N, 2, 11, 10), but x.shape={shape}"


def test_parameters_may_be_replaced_in_any_order_of_their_names():
    network = make(layers=[("dense", 2)], in_shape=(3,))
    x = np.ones((1, 3))
    before = network.forward(x)[0]
    network.parameters[0] = dict(reversed(network.parameters[0].items()))
    assert_array_equal(network.forward(x)[0], before)


def test_a_network_without_layers_hands_back_copies():
    network, x = make(layers=[], in_shape=(3,)), np.ones((2, 3))
    assert not np.shares_memory(network.forward(x)[0], x)
    assert not np.shares_memory(network.backward(x, [])[0], x)
    assert make(layers=[], in_shape=(n for n in (3,))).out_shape == (3,)


@pytest.mark.parametrize("batch_size", [0, -1, 1.5])
def test_prediction_needs_a_batch_size_and_a_batch(batch_size):
    with pytest.raises(ValueError, match="batch_size must be a whole number of at least 1"):
        make().predict(np.ones((3, *IN_SHAPE)), batch_size)
    with pytest.raises(ValueError, match="x must be a batch of images"):
        make().predict(3.0)


def test_narrow_batch_sizes_do_not_wrap():
    network = make(layers=[("dense", 2)], in_shape=(3,))
    assert network.predict(np.ones((300, 3)), np.uint8(200)).shape == (300, 2)


def test_a_network_of_integers_is_refused():
    with pytest.raises(ValueError, match="dtype must be a float, but dtype=int64"):
        make(dtype=np.int64)


# --- files ------------------------------------------------------------------------------------


def test_parameters_survive_a_file(tmp_path):
    first, second = make(0), make(1)
    first.save(tmp_path / "weights.npz")
    second.load(tmp_path / "weights.npz")
    for name, value in copies(first).items():
        assert_array_equal(copies(second)[name], value, strict=True)
    assert [path.name for path in tmp_path.iterdir()] == ["weights.npz"]
    assert list(copies(first)) == [
        "0.conv.w", "0.conv.b", "4.conv.w", "4.conv.b", "8.dense.w", "8.dense.b",
    ]  # fmt: skip


def test_loading_leaves_copies_of_the_old_parameters_alone(tmp_path):
    network = make()
    network.save(tmp_path / "weights.npz")
    saved = network.parameters[0]["w"].copy()
    network.parameters[0]["w"] += 1
    best = [dict(parameters) for parameters in network.parameters]
    network.load(tmp_path / "weights.npz")
    assert_array_equal(network.parameters[0]["w"], saved)
    assert_array_equal(best[0]["w"], saved + 1)


def test_a_file_of_another_network_changes_nothing(tmp_path):
    make(layers=[*LAYERS[:-1], ("dense", 6)]).save(tmp_path / "weights.npz")
    network = make()
    before = copies(network)
    with pytest.raises(ValueError, match="parameters of another network") as error:
        network.load(tmp_path / "weights.npz")
    assert "8.dense.b has the shape (6,) there, and (5,) here (2 differ)" in str(error.value)
    for name, value in copies(network).items():
        assert_array_equal(value, before[name])


class Harmful:
    def __reduce__(self):
        return (pytest.fail, ("unpickled",))


def save_one_array(path):
    with open(path, "wb") as file:
        np.save(file, np.ones(3))


def save_text_in_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("0.conv.w", "no array")


def spoil_one_byte(path):
    make().save(path)
    content = bytearray(path.read_bytes())
    content[200] ^= 1
    path.write_bytes(content)


def test_what_is_no_file_of_arrays_is_refused_and_never_unpickled(tmp_path):
    path = tmp_path / "weights.npz"
    objects = np.array([Harmful()])
    for write in (
        lambda: path.write_bytes(b""),
        lambda: path.write_bytes(b"not a zip"),
        lambda: path.write_bytes(b"PK\x03\x04 broken"),
        lambda: path.write_bytes(pickle.dumps(Harmful())),
        lambda: np.savez(path, **{"0.conv.w": objects}),
        lambda: np.savez(path, **{"0.conv.w": np.array(["text"])}),
        lambda: save_one_array(path),
        lambda: save_text_in_zip(path),
        lambda: spoil_one_byte(path),
    ):
        write()
        with pytest.raises(ValueError, match="must be a file of parameters that `save` wrote"):
            make().load(path)
    with pytest.raises(FileNotFoundError):
        make().load(tmp_path / "absent.npz")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "weights.npz"
    make().save(path)
    before = path.read_bytes()

    def full(*arguments, **options):
        raise OSError("no space left")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space left"):
        make(1).save(path)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1
