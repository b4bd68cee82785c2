"""Gradient descent, training on real digits, and what is said meanwhile."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnn_ref import Network, evaluate, load_digits, sgd_step, train

SMALL = [("conv", 8, 3, 1, 1), ("relu",), ("pool", 2), ("flatten",), ("dense", 10)]


def make(seed=0, layers=SMALL, in_shape=(1, 8, 8), **options):
    return Network(layers, in_shape, rng=np.random.default_rng(seed), **options)


# --- one step ---------------------------------------------------------------------------------


def test_a_step_worked_by_hand():
    w, v = sgd_step([[1.0, 2.0]], [[4.0, -2.0]], [[0.5, 1.0]], lr=0.25, momentum=0.5)
    assert_array_equal(v, [[-0.75, 1.0]])
    assert_array_equal(w, [[0.25, 3.0]])


def test_steps_are_those_of_pytorchs_optimiser(torch):
    rng = np.random.default_rng(0)
    w, v = rng.standard_normal((3, 4)), np.zeros((3, 4))
    theirs = torch.nn.Parameter(torch.tensor(w))
    optimiser = torch.optim.SGD([theirs], lr=0.1, momentum=0.9)
    for _ in range(5):
        dw = rng.standard_normal((3, 4))
        theirs.grad = torch.tensor(dw)
        optimiser.step()
        w, v = sgd_step(w, dw, v, 0.1, 0.9)
    assert_allclose(w, theirs.detach().numpy(), rtol=1e-13)


def test_a_step_leaves_its_arguments_and_keeps_the_type():
    w, dw, v = (np.full(3, value, np.float32) for value in (1, 2, 3))
    w_new, v_new = sgd_step(w, dw, v, 0.1, 0.9)
    assert w_new.dtype == v_new.dtype == np.float32
    assert (w[0], dw[0], v[0]) == (1, 2, 3)
    for number in (np.float64(0.1), 0.1):  # a NumPy number does not widen the arrays
        assert sgd_step(w, dw, v, number, number)[0].dtype == np.float32
    assert sgd_step([1, 2], [1, 1], [0, 0], 0.5, 0)[0].tolist() == [0.5, 1.5]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"dw": np.ones((3, 1))}, "w, dw and v must have the same shape, but w.shape=(3,), dw."),
        ({"lr": -0.1}, "lr must be a finite number of at least 0, but lr=-0.1"),
        ({"lr": np.nan}, "lr must be a finite number of at least 0, but lr=nan"),
        ({"momentum": 1}, "momentum must be a finite number of at least 0 and below 1, but "),
    ],
)
def test_a_wrong_step_is_refused(change, sentence):
    arguments = {"w": np.ones(3), "dw": np.ones(3), "v": np.ones(3), "lr": 0.1, "momentum": 0.9}
    with pytest.raises(ValueError, match="must") as error:
        sgd_step(**(arguments | change))
    assert str(error.value).startswith(sentence)


# --- digits -----------------------------------------------------------------------------------


def test_the_digits_are_scikit_learns_in_their_order_in_three_parts_that_do_not_overlap():
    from sklearn import datasets

    whole = datasets.load_digits()
    parts = load_digits()
    assert [part.x.shape for part in parts] == [(1077, 1, 8, 8), (360, 1, 8, 8), (360, 1, 8, 8)]
    assert_array_equal(np.concatenate([part.x for part in parts])[:, 0] * 16, whole.images)
    assert_array_equal(np.concatenate([part.labels for part in parts]), whole.target)
    for part in parts:
        assert (part.x.min(), part.x.max()) == (0, 1)
        assert np.bincount(part.labels, minlength=10).min() >= 33
        assert part.x.flags.writeable


# --- training ---------------------------------------------------------------------------------


def test_a_small_network_learns_the_digits_and_does_better_than_guessing_on_new_writers():
    digits, network = load_digits(), make(dtype=np.float32)
    before = evaluate(network, *digits.validation)
    history = train(
        network,
        *digits.train,
        epochs=6,
        rng=np.random.default_rng(0),
        validation=digits.validation,
        progress=False,
    )
    losses = [epoch.loss for epoch in history]
    assert len(history) == 6
    assert losses[-1] < losses[0] / 3
    assert history[-1].accuracy > 0.9
    assert history[-1].validation_accuracy > 0.85 > 0.3 > before[1]
    after = evaluate(network, *digits.validation)
    assert after == (history[-1].validation_loss, history[-1].validation_accuracy)


def test_training_is_the_same_for_the_same_random_numbers():
    def weights(seed):
        network, digits = make(0), load_digits()
        layers_rng = np.random.default_rng(seed)
        x, labels = digits.train.x[:50], digits.train.labels[:50]
        train(network, x, labels, epochs=2, rng=layers_rng, progress=False)
        return network.parameters[0]["w"]

    assert_array_equal(weights(1), weights(1))
    assert np.abs(weights(1) - weights(2)).max() > 1e-6


def test_an_epoch_is_the_steps_of_its_batches_by_hand():
    rng = np.random.default_rng(5)
    x, labels = rng.standard_normal((5, 3)), np.array([0, 1, 1, 0, 1])
    network = make(layers=[("dense", 2)], in_shape=(3,))
    w, b = (network.parameters[0][name].copy() for name in "wb")
    v_w, v_b = np.zeros_like(w), np.zeros_like(b)
    loss_sum = right = 0
    order = np.random.default_rng(9).permutation(5)
    for batch in (order[:2], order[2:4], order[4:]):
        z = x[batch] @ w.T + b
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        loss_sum -= np.log(p[range(len(batch)), labels[batch]]).sum()
        right += (z.argmax(axis=1) == labels[batch]).sum()
        p[range(len(batch)), labels[batch]] -= 1
        v_w = 0.5 * v_w - 0.1 * (p.T @ x[batch]) / len(batch)
        v_b = 0.5 * v_b - 0.1 * p.sum(axis=0) / len(batch)
        w, b = w + v_w, b + v_b
    options = {"epochs": 1, "batch_size": 2, "lr": 0.1, "momentum": 0.5, "progress": False}
    history = train(network, x, labels, rng=np.random.default_rng(9), **options)
    assert_allclose(network.parameters[0]["w"], w, rtol=1e-12)
    assert_allclose(network.parameters[0]["b"], b, rtol=1e-12)
    assert history[0].loss == pytest.approx(loss_sum / 5)
    assert history[0].accuracy == right / 5
    assert history[0].validation_loss is None


def test_no_epochs_change_nothing():
    network = make(layers=[("dense", 2)], in_shape=(3,))
    before = network.parameters[0]["w"].copy()
    rng = np.random.default_rng(0)
    assert train(network, np.ones((2, 3)), [0, 1], epochs=0, rng=rng) == []
    assert_array_equal(network.parameters[0]["w"], before)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"labels": [0]}, "there must be as many labels as images, and at least one, but x.shape="),
        (
            {"x": np.ones((0, 3)), "labels": []},
            "there must be as many labels as images, and at least one, but x.shape=(0, 3) and",
        ),
        ({"epochs": 1.5}, "epochs must be a whole number of at least 0, but epochs=1.5"),
        ({"batch_size": 0}, "batch_size must be a whole number of at least 1, but batch_size=0"),
        ({"lr": -1}, "lr must be a finite number of at least 0, but lr=-1"),
        ({"x": np.ones((2, 4))}, "x must have the shape (N, 3), but x.shape=(2, 4)"),
        ({"x": 3.0}, "x must have the shape (N, 3), but x.shape=()"),
        ({"x": np.full((2, 3), np.inf)}, "x must hold finite numbers, but it holds NaN or inf"),
        ({"labels": [0, 5]}, "labels must be classes from 0 to 1, but labels[1]=5"),
        ({"labels": [0.0, 1.0]}, "labels must be"),
        (
            {"validation": (np.ones((2, 4)), [0, 1])},
            "validation[0] must have the shape (N, 3), but",
        ),
        ({"validation": np.ones(3)}, "validation must be a pair: images, and their labels"),
        (
            {"rng": None},
            "rng must be a numpy.random.Generator, such as np.random.default_rng(0), bu",
        ),
        ({"rng": np.random}, "rng must be a numpy.random.Generator, such as np.random.default_rng"),
    ],
)
def test_wrong_arguments_are_refused(change, sentence):
    network, rng = make(layers=[("dense", 2)], in_shape=(3,)), np.random.default_rng(0)
    before = network.parameters[0]["w"].copy()
    arguments = {"x": np.ones((2, 3)), "labels": [0, 1], "epochs": 1, "rng": rng, **change}
    with pytest.raises(ValueError, match="must") as error:
        train(network, progress=False, **arguments)
    assert str(error.value).startswith(sentence)
    assert_array_equal(network.parameters[0]["w"], before)


def test_a_learning_rate_that_is_too_large_is_named_without_warnings():
    rng = np.random.default_rng(0)
    network = make(layers=[("dense", 4), ("dense", 2)], in_shape=(3,))
    x = 1e150 * rng.standard_normal((8, 3))
    with pytest.raises(ValueError, match="the loss must stay finite") as error:
        train(network, x, [0, 1] * 4, epochs=9, lr=1e300, rng=rng, progress=False)
    assert "loss=nan in epoch 2 (lr=1e+300, momentum=0.9)" in str(error.value)


def test_dropout_is_on_in_training_and_off_in_evaluation():
    network = make(layers=[("dropout", 0.5), ("dense", 2)], in_shape=(50,))
    network.parameters[1]["w"][...] = [[0.01] * 50, [0] * 50]
    x, labels = np.ones((1, 50)), [0]
    (epoch,) = train(
        network, x, labels, epochs=1, lr=0, rng=np.random.default_rng(0), progress=False
    )
    assert epoch.loss != pytest.approx(evaluate(network, x, labels)[0], rel=1e-3)


def test_a_batch_whose_loss_is_not_finite_changes_nothing():
    network = make(layers=[("dense", 2)], in_shape=(3,))
    network.parameters[0]["w"][0] = 1e308
    before = network.parameters[0]["w"].copy()
    with pytest.raises(ValueError, match="the loss must stay finite"):
        train(network, np.full((4, 3), 1e300), [0] * 4, epochs=1, rng=np.random.default_rng(0))
    assert_array_equal(network.parameters[0]["w"], before)


def test_progress_is_a_line_for_each_epoch_that_grows(capsys, monkeypatch):
    x, labels = np.eye(3), np.array([0, 1, 1])
    rng = np.random.default_rng(0)
    network = make(layers=[("dense", 2)], in_shape=(3,))
    history = train(network, x, labels, epochs=2, batch_size=1, rng=rng, validation=(x, labels))
    assert capsys.readouterr().out.splitlines() == [
        f"epoch {n}/2 [{'#' * 24}] loss {e.loss:.4f}, accuracy {e.accuracy:.1%}; "
        f"validation {e.validation_loss:.4f}, {e.validation_accuracy:.1%}"
        for n, e in enumerate(history, start=1)
    ]
    train(network, x, labels, epochs=1, rng=rng, progress=False)
    assert capsys.readouterr().out == ""

    written = []
    monkeypatch.setattr("sys.stdout.write", written.append)
    train(network, x, labels, epochs=1, batch_size=2, rng=rng)
    assert written[:3] == ["epoch 1/1 [", "#" * 16, "#" * 8]
