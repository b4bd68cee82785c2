"""Every number of the five lectures that the course works with, computed by `cnn_ref`.

Each table here is one page of a lecture, or what follows from it; other tests compare the same
functions with other libraries, on numbers of their own.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import cnn_ref as ref
from cnn_ref import architectures

I = np.array([[1, 3, -1], [2, 1, 0], [0, 2, -1]])
K = np.array([[1, 0], [2, -1]])
LARGE = 3, 256, 256


# --- definitions ------------------------------------------------------------------------------


def test_a_location_signal_is_averaged_over_its_last_values():
    x = [4, 0, 2, 6, 4, 8]
    assert_array_equal(ref.convolve(x, np.full(3, 1 / 3)), [2, 8 / 3, 4, 6])


def test_the_two_sums_of_a_convolution_are_one():
    assert_array_equal(ref.convolve(I, K, "full"), ref.convolve(K, I, "full"))


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "out_shape"),
    [
        ((2, 3, 8, 9), (4, 3, 3, 2), (2, 4, 6, 8)),  # (N, C, H, W), (O, C, KH, KW)
        ((1, 3, 9), (4, 3, 2), (1, 4, 8)),  # 1-D convolution of a 2-D volume
        ((1, 3, 5, 8, 9), (4, 3, 2, 3, 2), (1, 4, 4, 6, 8)),  # 3-D convolution of a 4-D one
    ],
)
def test_a_layer_turns_channels_into_filters_whatever_its_rank(x_shape, w_shape, out_shape):
    assert ref.conv_forward(np.ones(x_shape), np.ones(w_shape))[0].shape == out_shape


# --- the worked 3×3-by-2×2 example ------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "mode", "expected"),
    [
        (ref.correlate, "valid", [[4, 5], [0, 6]]),
        (ref.convolve, "valid", [[6, -5], [2, -2]]),
        (ref.convolve, "full", [[1, 3, -1, 0], [4, 6, -5, 1], [4, 2, -2, 0], [0, 4, -4, 1]]),
        (ref.correlate, "full", [[-1, -1, 7, -2], [-2, 4, 5, -1], [0, 0, 6, -2], [0, 0, 2, -1]]),
        (ref.convolve, "same", [[1, 3, -1], [4, 6, -5], [4, 2, -2]]),
        (ref.correlate, "same", [[-1, -1, 7], [-2, 4, 5], [0, 0, 6]]),
    ],
)
def test_the_example_in_every_mode(function, mode, expected):
    assert_array_equal(function(I, K, mode), expected, strict=True)


@pytest.mark.parametrize(
    ("image", "kernel", "expected"),
    [
        (I, K[:, ::-1], [[3, -2], [5, -4]]),  # flipped left-right only
        (I, K[::-1], [[1, 8], [3, 4]]),  # flipped up-down only
        (I, K.T, [[6, 1], [2, 2]]),
        (I.T, K, [[6, 2], [1, 2]]),
    ],
)
def test_what_the_usual_mistakes_give(image, kernel, expected):
    assert_array_equal(ref.correlate2d(image, kernel), expected)


@pytest.mark.parametrize(
    ("dout", "dw", "dx", "db"),
    [
        ([[1, 2], [3, 4]], [[17, 4], [12, 3]], [[1, 2, 0], [5, 7, -2], [6, 5, -4]], 10),
        ([[1, 1], [1, 1]], [[7, 3], [5, 2]], [[1, 1, 0], [3, 2, -1], [2, 1, -1]], 4),
    ],
)
def test_the_example_backwards_three_ways(dout, dw, dx, db):
    dout = np.array(dout)
    _, cache = ref.conv_forward(I[None, None], K[None, None])
    gradients = ref.conv_backward(dout[None, None], cache)
    for found, expected in zip(gradients, (dx, dw, db), strict=True):
        assert_array_equal(found.squeeze(), expected)
    assert_array_equal(ref.toeplitz_matrix(K, 3, 3).T @ dout.ravel(), np.ravel(dx))
    assert_array_equal(ref.convolve(dout, K, "full"), dx)
    assert_array_equal(ref.correlate(I, dout), dw)


def test_what_wrong_gradients_of_the_example_give():
    dout = np.array([[1, 2], [3, 4]])
    assert_array_equal(ref.correlate(dout, K, "full"), [[-1, 0, 4], [-3, 3, 10], [0, 3, 4]])
    transposed = ref.correlate(dout, K.T, "full")
    assert_array_equal(transposed, [[-1, -2, 0], [-1, 1, 2], [6, 11, 4]])


def test_the_matrices_of_the_example():
    rows = [
        [1, 0, 0, 2, -1, 0, 0, 0, 0],
        [0, 1, 0, 0, 2, -1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 2, -1, 0],
        [0, 0, 0, 0, 1, 0, 0, 2, -1],
    ]
    assert_array_equal(ref.toeplitz_matrix(K, 3, 3), rows, strict=True)
    assert_array_equal(np.array(rows) @ I.ravel(), [4, 5, 0, 6])
    around = [[4, 5, -3], [0, 6, -2], [-1, 9, -4]]
    assert_array_equal(ref.circulant_matrix(K, 3, 3) @ I.ravel(), np.ravel(around))
    assert_allclose(ref.fft_circular_correlate(I, K), around, atol=1e-14)
    assert_allclose(ref.fft_correlate(I, K), [[4, 5], [0, 6]], atol=1e-14)


# --- im2col -----------------------------------------------------------------------------------


def test_the_index_matrices():
    bonn = [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]]
    assert_array_equal(ref.im2col_indices(3, 3, 2, 2), bonn)
    windows = [
        [0, 1, 4, 5], [1, 2, 5, 6], [2, 3, 6, 7], [4, 5, 8, 9], [5, 6, 9, 10], [6, 7, 10, 11],
    ]  # fmt: skip
    assert_array_equal(ref.im2col_indices(3, 4, 2, 2).T, windows)
    counts = ref.col2im(np.ones((4, 4)), (1, 1, 3, 3), 2)
    assert_array_equal(counts, [[[[1, 2, 1], [2, 4, 2], [1, 2, 1]]]])


# --- geometry and parameters ------------------------------------------------------------------


def test_sizes():
    assert [ref.output_size(7, 3, s) for s in (1, 2)] == [5, 3]
    with pytest.raises(ValueError, match="stride does not fit evenly"):
        ref.output_size(7, 3, 3)
    assert ref.output_size(7, 3, 1, 1) == 7
    assert [ref.output_size(9, f, 1, p) for f, p in ((3, 1), (5, 2), (7, 3))] == [9, 9, 9]
    shrinking = [32]
    while shrinking[-1] > 4:
        shrinking.append(ref.output_size(shrinking[-1], 5))
    assert shrinking == [32, 28, 24, 20, 16, 12, 8, 4]


def test_parameters():
    layer = ("conv", 10, 5, 1, 2)
    assert ref.trace_shapes([layer], (3, 32, 32)) == [(10, 32, 32)]
    assert ref.layer_parameters(layer, (3, 32, 32)) == 760
    assert ref.layer_parameters(("conv", 6, 5), (3, 32, 32)) == 456
    assert ref.dense_cost(3, 32, 32, 6, 28, 28) == (14_455_392, 14_450_688)
    assert ref.trace_shapes([("conv", 5, 5)], (3, 32, 32)) == [(5, 28, 28)]  # the brain view
    assert ref.trace_shapes([("conv", 32, 1)], (64, 56, 56)) == [(32, 56, 56)]


# --- pooling ----------------------------------------------------------------------------------

CS231N = [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]
TUE = [[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]]


@pytest.mark.parametrize(
    ("image", "largest", "mean"),
    [
        (CS231N, [[6, 8], [3, 4]], [[3.25, 5.25], [2, 2]]),
        (TUE, [[20, 30], [112, 37]], [[13, 8], [79, 19.5]]),
    ],
)
def test_pools(image, largest, mean):
    assert_array_equal(ref.max_pool_forward([[image]], 2)[0], [[largest]])
    assert_array_equal(ref.avg_pool_forward([[image]], 2)[0], [[mean]])


def test_the_norms_of_a_window_and_its_power_means():
    window = [[[[1, 1], [5, 6]]]]
    norms = [ref.lp_pool_forward(window, 2, p=p)[0].item() for p in (1, 2, 8, 32)]
    assert_allclose(norms, [13, 7.9373, 6.1589, 6.0005], atol=5e-5)
    means = [ref.lp_pool_forward(window, 2, p=p)[0].item() / 4 ** (1 / p) for p in (1, 64)]
    assert_allclose(means, [3.25, 5.87], atol=5e-3)


@pytest.mark.parametrize("size", [(9, 7), (4, 13), (224, 160)])
def test_a_pyramid_has_21_bins_for_every_size(size):
    out, _ = ref.spatial_pyramid_pool_forward(np.ones((1, 3, *size)), [1, 2, 4])
    assert out.shape == (1, 3, 21)


def test_a_shift_by_two_shifts_the_pooled_signal_by_one():
    x = np.array([[[0, 0, 9, 0, 0, 0, 0, 0, 5, 0, 0, 0]]])
    assert_array_equal(ref.max_pool_forward(x, 2)[0], [[[0, 9, 0, 0, 5, 0]]])
    shifted = ref.max_pool_forward(np.roll(x, 2), 2)[0]
    assert_array_equal(shifted, [[[0, 0, 9, 0, 0, 5]]])


# --- edge detection ---------------------------------------------------------------------------


def test_what_edge_detection_costs_three_ways():
    assert ref.edge_detection_cost(280, 320, 1, 2) == (
        8_003_072_000, 178_640, 2, 16_006_054_680, 267_960,
    )  # fmt: skip


# --- profiling --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("network", "work", "total", "seconds", "digits"),
    [
        (architectures.canziani_dense(), None, 386_940_272_640, 175.9, 1),
        (
            architectures.canziani_convolutions(),
            [147_456_000, 393_216_000],
            540_672_000,
            0.2458,
            4,
        ),
        (
            architectures.canziani_pooled(),
            [7_372_800, 14_745_600, 3_686_400, 6_144_000],
            31_948_800,
            0.01452,
            5,
        ),
    ],
)
def test_canzianis_three_networks(network, work, total, seconds, digits):
    assert network.in_shape == LARGE
    macs = [row.macs for row in ref.profile(*network) if row.macs]
    assert sum(macs) == total
    if work and len(work) == 2:  # the convolutions together, and the dense layer
        macs = [sum(macs[:-1]), macs[-1]]
    assert work is None or macs == work
    assert round(ref.ideal_time(total), digits) == seconds


def test_canzianis_third_network_in_its_other_numbers():
    network = architectures.canziani_pooled()
    assert ref.summarise(*network).parameters == 6_147_268
    assert ref.receptive_field_of(*network) == [(35, 8), (35, 8)]


def test_slopes_of_the_two_activations():
    x = np.linspace(-8, 8, 65)
    _, cache = ref.sigmoid_forward(x)
    slope = ref.sigmoid_backward(np.ones(65), cache)
    assert (slope.max(), x[slope.argmax()]) == (0.25, 0)
    _, cache = ref.relu_forward(x)
    assert_array_equal(ref.relu_backward(np.ones(65), cache), (x > 0).astype(float))


# --- AlexNet ----------------------------------------------------------------------------------


def conv_macs(network):
    return sum(row.macs for row in ref.profile(*network) if row.layer.kind == "conv")


def test_alexnet():
    assert ref.alexnet_summary(227, 2, 1000) == (60_965_224, 659_272, 724_406_816)
    assert conv_macs(ref.alexnet(groups=2)) == 665_784_864
    without = ref.alexnet_summary(227, 1, 1000)
    assert (without[0], without[2]) == (62_378_344, 1_135_256_096)
    assert ref.receptive_field_of(*ref.alexnet()) == [(195, 32), (195, 32)]


def test_an_input_of_224_does_not_fit_and_223_and_227_do():
    assert (224 - 11) / 4 + 1 == 54.25
    for size, padding in [(224, 0), (224, 1), (224, 2)]:
        with pytest.raises(ValueError, match="stride does not fit evenly"):
            ref.output_size(size, 11, 4, padding)
    assert [ref.output_size(size, 11, 4) for size in (223, 227)] == [54, 55]
    assert conv_macs(ref.alexnet(size=224)) == 595_938_432
    assert ref.alexnet_summary(224, 2, 1000)[2] == 643_026_048


# --- TU/e -------------------------------------------------------------------------------------


def test_the_network_with_three_pools_fits_with_padding_only():
    unpadded = architectures.tue_6_12_12(padding=0)
    with pytest.raises(ValueError, match=r"layer 6, \('conv', 12, 5\b.* of shape \(12, 4, 4\)"):
        ref.trace_shapes(*unpadded)
    sizes = [shape[1] for shape in ref.trace_shapes(*architectures.tue_6_12_12()) if len(shape) > 1]
    assert sorted(set(sizes), reverse=True) == [28, 14, 7, 3]
    assert ref.trace_shapes(*architectures.tue_8_16())[-1] == (10,)
