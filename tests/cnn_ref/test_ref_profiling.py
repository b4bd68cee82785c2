"""The profile of a network: bytes, ideal times, measured times, and their sums."""

from itertools import accumulate
from math import inf, nan

import numpy as np
import pytest

from cnn_ref import Network, measuring
from cnn_ref.counting import profile_array
from cnn_ref.measuring import measure
from cnn_ref.profiling import ideal_time, profile, total

LAYERS = [("conv", 4, (3, 2), 2, 1), ("relu",), ("pool", (2, 1)), ("flatten",), ("dense", 3)]
IN_SHAPE = (2, 9, 6)


# --- counts -----------------------------------------------------------------------------------


def test_a_row_says_what_was_worked_out_by_hand():
    row = profile(LAYERS, IN_SHAPE, rate=1000)[0]
    assert row.layer.kind == "conv"
    assert row.out_shape == (4, 5, 4)
    assert (row.parameters, row.macs, row.activation_bytes) == (52, 960, 320)
    assert row.ideal_seconds == 0.96
    assert row.measured_seconds is None


def test_rows_hold_the_numbers_of_the_array():
    rows = profile(LAYERS, IN_SHAPE, dtype=np.float64)
    counts = [[row.parameters, row.macs, row.activation_bytes // 8] for row in rows]
    assert counts == profile_array(LAYERS, IN_SHAPE).tolist()


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_bytes_are_those_of_the_arrays_that_layers_return(dtype):
    network = Network(LAYERS, IN_SHAPE, rng=np.random.default_rng(0), dtype=dtype)
    out, sizes = np.ones((1, *IN_SHAPE), dtype), []
    for step, parameters in zip(network.steps, network.parameters, strict=True):
        out, _ = step.layer.forward(out, parameters)
        sizes.append(out.nbytes)
    assert [row.activation_bytes for row in profile(LAYERS, IN_SHAPE, dtype=dtype)] == sizes


def test_without_a_type_they_are_counted_in_float32():
    assert profile(LAYERS, IN_SHAPE) == profile(LAYERS, IN_SHAPE, dtype="float32")


def test_totals_are_sums_of_the_rows():
    rows = profile(LAYERS, IN_SHAPE, rate=1e6, seconds=[1, 2, 3, 4, 5])
    sums = total(rows)
    assert sums[:2] == (52 + 99, 960 + 96)
    assert sums.activation_bytes == 4 * (80 + 80 + 32 + 32 + 3)
    assert sums.ideal_seconds == pytest.approx(1056e-6)
    assert sums.measured_seconds == 15


def test_there_is_no_measured_total_where_a_row_was_not_measured():
    rows = profile(LAYERS, IN_SHAPE, seconds=[1, 2, 3, 4, 5])
    assert total([*rows, rows[0]._replace(measured_seconds=None)]).measured_seconds is None
    assert total(profile(LAYERS, IN_SHAPE)).measured_seconds is None


def test_measured_times_go_to_their_layers():
    rows = profile(LAYERS, IN_SHAPE, seconds=np.array([5, 4, 3, 2, 1]))
    assert [row.measured_seconds for row in rows] == [5, 4, 3, 2, 1]
    assert type(rows[0].measured_seconds) is float


def test_a_number_of_seconds_that_is_not_that_of_the_layers_is_refused():
    with pytest.raises(ValueError, match=r"len\(seconds\)=4 and there are 5 layers"):
        profile(LAYERS, IN_SHAPE, seconds=[1, 2, 3, 4])


def test_the_layer_that_does_not_fit_is_named():
    with pytest.raises(ValueError, match=r"layer 1, \('dense', 3\)"):
        profile([("relu",), ("dense", 3)], IN_SHAPE)


# --- ideal time -------------------------------------------------------------------------------


def test_two_thousand_million_per_second_is_the_usual_rate():
    assert ideal_time(2_200_000_000) == 1.0
    assert ideal_time(np.int64(44), np.float32(22)) == 2.0
    assert ideal_time(0) == 0.0
    assert type(ideal_time(np.float64(1))) is float


@pytest.mark.parametrize("rate", [0, -1, inf, nan, "fast", None, 1j])
def test_a_rate_that_is_not_positive_and_finite_is_refused(rate):
    with pytest.raises(ValueError, match=f"rate must be .* rate={rate!r}"):
        ideal_time(1, rate)
    with pytest.raises(ValueError, match="rate must be"):
        profile(LAYERS, IN_SHAPE, rate=rate)


@pytest.mark.parametrize("macs", [-1, inf, nan, "many", None])
def test_work_that_is_negative_or_not_finite_is_refused(macs):
    with pytest.raises(ValueError, match=f"macs must be .* macs={macs!r}"):
        ideal_time(macs)


# --- measured time ----------------------------------------------------------------------------


@pytest.fixture
def network():
    return Network(LAYERS, IN_SHAPE, rng=np.random.default_rng(0), dtype=np.float32)


def test_each_layer_gets_the_median_of_its_rounds_for_one_image(network, monkeypatch):
    """The clock is ours: rounds one after the other, each through all layers."""
    rounds = [[1, 2, 3, 4, 5], [100, 20, 30, 40, 7], [3, 300, 6, 2, 900]]
    ticks = accumulate(t for layers in rounds for seconds in layers for t in (10, seconds))
    monkeypatch.setattr(measuring, "perf_counter", ticks.__next__)
    images = np.ones((2, *IN_SHAPE))
    assert measure(network, images, rounds=3) == [3 / 2, 20 / 2, 6 / 2, 4 / 2, 7 / 2]


def test_every_layer_meets_the_input_that_it_has_in_the_network(network, monkeypatch):
    met = []
    for kind in {type(step.layer) for step in network.steps}:
        forward = kind.forward

        def spy(layer, x, parameters, rng=None, forward=forward):
            met.append((layer.kind, x.shape, x.dtype))
            return forward(layer, x, parameters, rng)

        monkeypatch.setattr(kind, "forward", spy)
    measure(network, np.ones((3, *IN_SHAPE)), rounds=2)
    one = [(step.layer.kind, (3, *step.in_shape), np.float32) for step in network.steps]
    assert met == one * 3  # one more round goes ahead


def test_heavy_layers_take_longer():
    layers = [("relu",), ("conv", 32, 5, 1, 2), ("flatten",)]
    heavy = Network(layers, (16, 32, 30), rng=np.random.default_rng(0))
    relu, conv, flatten = measure(heavy, np.ones((4, 16, 32, 30)))
    assert conv > max(relu, flatten)
    assert min(relu, flatten) > 0


def test_images_and_parameters_stay_as_they_are(network):
    images = np.random.default_rng(0).standard_normal((2, *IN_SHAPE))
    before = images.copy(), network.parameters[0]["w"].copy()
    images.flags.writeable = False
    measure(network, images, rounds=1)
    np.testing.assert_array_equal(images, before[0])
    np.testing.assert_array_equal(network.parameters[0]["w"], before[1])


@pytest.mark.parametrize(
    ("x", "rounds", "words"),
    [
        (np.ones((0, *IN_SHAPE)), 5, r"x must hold at least one image, but x.shape=\(0, 2, 9, 6\)"),
        (1.0, 5, r"x must hold at least one image, but x.shape=\(\)"),
        (np.ones((2, 2, 6, 9)), 5, r"x must have the shape \(N, 2, 9, 6\)"),
        (np.ones((2, *IN_SHAPE)), 0, "rounds must be a whole number of at least 1"),
        (np.ones((2, *IN_SHAPE)), 2.0, "rounds must be a whole number of at least 1"),
    ],
)
def test_what_cannot_be_measured_is_refused(network, x, rounds, words):
    with pytest.raises(ValueError, match=words):
        measure(network, x, rounds)
