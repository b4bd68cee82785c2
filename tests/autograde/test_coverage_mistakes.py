"""The names that the list of mistakes gives are right: their variants make the mistakes it says.

Each mistake is written here once more, from its sentence alone, and must give the same numbers as
the variants of the names in the list, on one case that is asymmetric in everything.
"""

import numpy as np
import pytest
from listed_mistakes import variants

import cnn_ref as ref
from autograde.registry import exercise

RNG = np.random.default_rng(0)


def drawn(*shape):
    return RNG.integers(-19, 20, shape) / 8


X, W, B = drawn(2, 3, 9, 7), drawn(4, 3, 3, 2), drawn(4)  # stride 2, padding 1: 5 by 4
STRIDE, PAD = 2, 1


def layer(x=X, w=W, b=B, stride=STRIDE, padding=PAD):
    return ref.conv_forward(x, w, b, stride=stride, padding=padding)[0]


def padded(rows, columns, **options):
    return np.pad(X, ((0, 0), (0, 0), rows, columns), **options)


OUT, DENSE = layer(), layer(stride=1)
SUMS = layer(b=np.zeros(4))
COLUMN = B[:, None, None]
BOTH = ((1, 1), (1, 1))
SPREAD = np.zeros((4, 3, 5, 3))
SPREAD[:, :, ::2, ::2] = W
COLUMNS = ref.im2col(X, (3, 2), stride=STRIDE, padding=PAD)
OTHER_ORDER = COLUMNS.reshape(3, 6, -1).swapaxes(0, 1).reshape(18, -1)
MIXED = (W.reshape(4, 18) @ OTHER_ORDER + B[:, None]).reshape(4, 2, 5, 4).swapaxes(0, 1)

FORWARD = {
    "F1": layer(w=W[:, :, ::-1, ::-1]),
    "F2": layer(w=W[..., ::-1]),
    "F3": layer(w=W[:, :, ::-1]),
    "F4": layer(w=W[:, ::-1, ::-1, ::-1]),
    "F5": layer(w=W.swapaxes(2, 3)),
    "F6": layer(padding=0),
    "F7": layer(padded((0, 2), (0, 2)), padding=0),
    "F8": layer(padded((2, 0), (2, 0)), padding=0),
    "F9": layer(padded(*BOTH, mode="edge"), padding=0),
    "F10": layer(padded(*BOTH, mode="reflect"), padding=0),
    "F11": layer(padded((1, 1), (0, 0)), padding=0),
    "F12": layer(np.pad(X, 1)[:2, :3], padding=0),
    "F13": DENSE[:, :, :5, :4],
    "F14": DENSE[:, :, 1::2, 1::2],
    "F15": DENSE[:, :, ::2],
    "F16": layer(w=SPREAD, stride=1),
    "F17": OUT[:, :, :-1, :-1],
    "F18": layer(padded((1, 1), (1, 2)), padding=0),  # 9 + 2 − 3 is even, 7 + 2 − 2 is odd
    "F19": SUMS,
    "F20": SUMS + 3 * COLUMN,
    "F21": SUMS + 18 * COLUMN,
    "F22": SUMS + B,
    "F23": SUMS + B.sum(),
    "F24": layer(X[:, :1], W[:, :1]),
    "F25": layer(X[:, -1:], W[:, -1:]),
    "F26": SUMS / 3 + COLUMN,
    "F27": layer(X[:, ::-1]),
    "F28": SUMS / 6 + COLUMN,
    "F29": np.repeat(OUT[:1], 2, axis=0),
    "F30": layer(w=np.repeat(W[:1], 4, axis=0)),
    "F31": OUT.swapaxes(2, 3),
    "F32": OUT.transpose(0, 2, 3, 1).reshape(OUT.shape),
    "F33": OUT.transpose(1, 0, 2, 3).reshape(OUT.shape),
    "F34": MIXED,
    "F35": np.maximum(OUT, 0),
    "F38": layer(w=np.abs(W)),
}

LAYERS = ("conv_forward_naive", "conv_forward_windows", "conv_forward_im2col")
REFUSED = {("F22", "conv_forward_im2col")}  # N·OH·OW numbers never match O biases: a ValueError


def layers_of(name):
    return [one for one in LAYERS if (name, one) not in REFUSED]


@pytest.mark.parametrize("name", FORWARD)
def test_a_forward_mistake_is_the_one_that_the_list_says(name):
    for variant in variants(name, layers_of(name)):
        np.testing.assert_allclose(variant(X, W, B, STRIDE, PAD), FORWARD[name], atol=1e-12)
    assert FORWARD[name].shape != OUT.shape or not np.allclose(FORWARD[name], OUT)


def test_decimals_are_cut_off_in_the_result_or_in_the_input():
    found = [variant(X, W, B, STRIDE, PAD) for variant in variants("F36", LAYERS)]
    np.testing.assert_array_equal(found[0], np.trunc(OUT))
    np.testing.assert_array_equal(found[1], layer(np.trunc(X)))


def test_a_low_precision_is_float16_or_float32():
    found = [variant(X, W, B, STRIDE, PAD).dtype for variant in variants("F37", LAYERS)]
    assert found == [np.float16, np.float32]


DOUT = drawn(*OUT.shape)
_, CACHE = ref.conv_forward(X, W, B, stride=STRIDE, padding=PAD)
DX, DW, DB = ref.conv_backward(DOUT, CACHE)


def backward(dout=DOUT, x=X, w=W, padding=PAD):
    _, cache = ref.conv_forward(x, w, stride=STRIDE, padding=padding)
    return ref.conv_backward(dout, cache)


def spread(step=STRIDE, add=True):
    """The gradient of the padded images, window by window."""
    total = np.zeros((2, 3, 11, 9))
    for h, v in np.ndindex(5, 4):
        part = np.einsum("no,ockl->nckl", DOUT[:, :, h, v], W)
        at = (..., slice(h * step, h * step + 3), slice(v * step, v * step + 2))
        total[at] = total[at] + part if add else part
    return total


def dw_with_stride_1():
    x, total = padded(*BOTH), np.zeros(W.shape)
    for h, v in np.ndindex(5, 4):
        total += np.einsum("no,nckl->ockl", DOUT[:, :, h, v], x[:, :, h : h + 3, v : v + 2])
    return total


INSIDE = (..., slice(1, 10), slice(1, 8))
FIRST = DOUT * np.array([1, 0])[:, None, None, None]

BACKWARD = {
    "B1": (backward(w=W[:, :, ::-1, ::-1])[0], DW, DB),
    "B2": (spread(add=False)[INSIDE], DW, DB),
    "B3": (spread()[..., :9, :7], DW, DB),
    "B4": (spread(), DW, DB),
    "B5": (spread(step=1)[INSIDE], DW, DB),
    "B6": (DX, dw_with_stride_1(), DB),
    "B7": (DX, DW[..., ::-1, ::-1], DB),
    "B8": (DX, DW.swapaxes(2, 3), DB),
    "B9": (DX, backward(x=padded((0, 2), (0, 2)), padding=0)[1], DB),
    "B10": (DX, DW / 2, DB),
    "B11": (DX, backward(DOUT[1:], X[1:])[1], DB),
    "B12": backward(FIRST),
    "B13": (DX, DW, DB / 2),
    "B14": (DX, DW, DOUT.mean(axis=(0, 2, 3))),
    "B15": (DX, DW, DOUT.sum(axis=(2, 3))),
    "B16": (DX, DW, np.full(4, 2.0 * 5 * 4)),
    "B17": (DX, DW, DOUT.sum(axis=0)),
    "B18": backward(np.ones_like(DOUT)),
    "B19": (DX / 2, DW / 2, DB / 2),
}


@pytest.mark.parametrize("name", BACKWARD)
def test_a_backward_mistake_is_the_one_that_the_list_says(name):
    for variant in variants(name, ["conv_backward_naive", "conv_backward_im2col"]):
        found = variant(DOUT, X, W, STRIDE, PAD)
        for gradient, expected in zip(found, BACKWARD[name], strict=True):
            np.testing.assert_allclose(gradient, expected, atol=1e-12)
    pairs = zip(BACKWARD[name], (DX, DW, DB), strict=True)
    assert any(one.shape != right.shape or not np.allclose(one, right) for one, right in pairs)


KERNELS = drawn(4, 3, 3, 3)
GRADIENT = drawn(2, 4, 5, 4)


def gathered(turn):
    """A full correlation of the gradient with kernels that were turned in some way."""
    rim = np.pad(GRADIENT, ((0, 0), (0, 0), (2, 2), (2, 2)))
    windows = np.lib.stride_tricks.sliding_window_view(rim, (3, 3), axis=(2, 3))
    return np.einsum("nohwkl,ockl->nchw", windows, turn(KERNELS))


def half_turn(w):
    return w[:, :, ::-1, ::-1]


def test_gathering_with_half_a_turn_is_right():
    right = exercise("dx_as_full_convolution").reference(GRADIENT, KERNELS)
    np.testing.assert_allclose(gathered(half_turn), right, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "turn"), [("B1", lambda w: w), ("B21", lambda w: w.swapaxes(2, 3))]
)
def test_a_wrong_turn_of_the_full_convolution_is_the_one_that_the_list_says(name, turn):
    for variant in variants(name, ["dx_as_full_convolution"]):
        np.testing.assert_allclose(variant(GRADIENT, KERNELS), gathered(turn), atol=1e-12)


def test_the_kernel_that_is_spread_after_a_quarter_turn_is_the_one_that_the_list_says():
    x = drawn(2, 3, 7, 6)
    turned = np.rot90(KERNELS, axes=(2, 3))
    _, cache = ref.conv_forward(x, turned)
    expected = ref.conv_backward(GRADIENT, cache)[0]
    for variant in variants("B20", ["conv_backward_naive"]):
        np.testing.assert_allclose(variant(GRADIENT, x, KERNELS, 1, 0)[0], expected, atol=1e-12)


class TestColumns:
    def test_i1_and_i2(self):
        (turned,) = variants("I1", ["im2col"])
        np.testing.assert_array_equal(turned(X, (3, 2), STRIDE, PAD), COLUMNS.T)
        (fastest,) = variants("I2", ["im2col"])
        other = COLUMNS.reshape(18, 2, 20).swapaxes(1, 2).reshape(18, 40)
        np.testing.assert_array_equal(fastest(X, (3, 2), STRIDE, PAD), other)

    def test_i3_keeps_one_value_where_windows_overlap(self):
        cols = np.array([[1.0, 2], [4, 8]])  # windows of two on three pixels
        found = [v(cols, (1, 1, 1, 3), (1, 2), 1, 0).ravel() for v in variants("I3", ["col2im"])]
        np.testing.assert_array_equal(found, [[1, 2, 8], [1, 4, 8]])

    def test_i4_averages_and_i5_keeps_the_rim(self):
        (averaged,) = variants("I4", ["col2im"])
        np.testing.assert_array_equal(
            averaged(np.array([[1.0, 2], [4, 8]]), (1, 1, 1, 3), (1, 2), 1, 0).ravel(), [1, 3, 8]
        )
        (whole,) = variants("I5", ["col2im"])
        expected = ref.col2im(COLUMNS, (2, 3, 11, 9), (3, 2), stride=STRIDE)
        np.testing.assert_allclose(whole(COLUMNS, X.shape, (3, 2), STRIDE, PAD), expected)


class TestGeometry:
    def test_g1_gives_a_float_or_rounds(self):
        plain, nearest = variants("G1", ["output_size"])
        assert plain(7, 3, 3, 0, 1) == pytest.approx(7 / 3)
        assert isinstance(plain(7, 3, 2, 0, 1), float)
        assert (nearest(7, 3, 3, 0, 1), nearest(8, 3, 3, 0, 1)) == (2, 3)

    def test_g2_does_not_raise(self):
        assert [one(7, 3, 3, 0, 1) for one in variants("G2", ["output_size"])] == [2, 2]

    def test_g3_counts_the_padding_once(self):
        (once,) = variants("G3", ["output_size"])
        assert once(7, 3, 1, 2, 1) == 7 + 2 - 3 + 1

    def test_g4_gives_even_kernels_a_padding(self):
        assert [one(4) for one in variants("G4", ["same_padding"])] == [1, 2]


class TestNumerics:
    def test_n1_cuts_decimals_off_where_whole_numbers_come_in(self):
        (typed,) = variants("N1", ["correlate2d"])
        image, kernel = np.array([[1, 2], [3, 4]]), np.array([[0.5]])
        np.testing.assert_array_equal(typed(image, kernel), [[0, 1], [1, 2]])

    def test_n2_wraps(self):
        (wrapped,) = variants("N2", ["correlate2d"])
        bytes_ = np.array([[200, 100]], np.uint8)
        assert wrapped(bytes_, np.ones((1, 2), np.uint8)).item() == 44

    def test_n3_and_n4_change_what_came_in(self):
        image = np.array([[1.0, 2], [3, 4]])
        (changing,) = variants("N3", ["correlate2d"])
        changing(image, np.array([[3.0]]))
        np.testing.assert_array_equal(image, [[3, 6], [9, 12]])
        x = X.copy()
        (aliased,) = variants("N4", ["conv_backward_naive"])
        np.testing.assert_array_equal(aliased(DOUT, x, W, STRIDE, PAD)[0], x)
        assert not np.array_equal(x, X)


def test_a_name_that_belongs_to_another_mistake_is_noticed():
    (wrong,) = variants("F2", ["conv_forward_naive"])
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(wrong(X, W, B, STRIDE, PAD), FORWARD["F3"], atol=1e-12)
