"""The mistakes of pooling and of the network's other parts are those that the list says.

Each one is written here once more, from its sentence alone, and must give the same numbers as the
variants that the list names.
"""

import numpy as np
import pytest
from listed_mistakes import ENTRIES, variants

from autograde.registry import exercise

RNG = np.random.default_rng(0)
INF = np.inf

X = RNG.integers(-4, 2, (2, 3, 10, 9)) / 2  # many ties, and windows without any positive number
SIZE, STRIDE, PAD = (3, 4), 2, 1  # 5 by 4, windows overlap, and the stride does not fit
DOUT = RNG.integers(-19, 20, (2, 3, 5, 4)) / 8
FORWARD, BACKWARD, AVERAGE = "max_pool_forward", "max_pool_backward", "avg_pool_backward"


def windows(x, outs, size=SIZE, stride=STRIDE, padding=PAD, rim=-INF):
    """Each window's numbers, and where it lies in the padded images."""
    p = padding
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=rim)
    steps = stride if isinstance(stride, tuple) else (stride, stride)
    for n, c, h, v in np.ndindex(*x.shape[:2], *outs):
        rows = slice(h * steps[0], h * steps[0] + size[0])
        columns = slice(v * steps[1], v * steps[1] + size[1])
        yield (n, c, h, v), (n, c, rows, columns), padded[n, c, rows, columns]


def pooled(x, outs, taken=np.max, **where):
    out = np.zeros((*x.shape[:2], *outs))
    for place, _, window in windows(x, outs, **where):
        out[place] = taken(window)
    return out


def sent_back(dout, x, shares, padding=PAD, add="+=", **where):
    """Each window's gradient times the shares of its pixels."""
    H, W = x.shape[2:]
    total = np.zeros((*x.shape[:2], H + 2 * padding, W + 2 * padding))
    for place, at, window in windows(x, dout.shape[2:], padding=padding, **where):
        share = shares(window)
        part = share * dout[place]
        kept = {"+=": total[at] + part, "=": np.where(share, part, total[at]), "block": part}
        total[at] = kept[add]
    return total[:, :, padding : padding + H, padding : padding + W]


def one(window, position):
    share = np.zeros(window.shape)
    share[tuple(position)] = 1
    return share


def ties(window):
    """The positions of the largest number, row by row."""
    return np.argwhere(window == window.max())


def first(window):
    return one(window, ties(window)[0])


def equal(window):
    return (window == window.max()) * 1.0


def by_columns(window):
    return one(window, min(ties(window), key=lambda place: (place[1], place[0])))


def of_the_channel():
    """The mask of every window marks its channel's largest number."""
    total = np.zeros(X.shape)
    for (n, c, h, v), _, _ in windows(X, (5, 4)):
        for i, j in np.argwhere(X[n, c] == X[n, c].max()):
            inside = 0 <= i + PAD - 2 * h < 3 and 0 <= j + PAD - 2 * v < 4
            total[n, c, i, j] += inside * DOUT[n, c, h, v]
    return total


ONES = np.ones_like(DOUT)
RIGHT = sent_back(DOUT, X, first)
GRADIENTS = {
    "P1": sent_back(DOUT, X, lambda window: one(window, ties(window)[-1])),
    "P2": sent_back(DOUT, X, by_columns),
    "P3": sent_back(DOUT, X, equal),
    "P4": sent_back(DOUT, X, lambda window: equal(window) / equal(window).sum()),
    "P5": sent_back(DOUT, X, first, add="="),
    "P6": sent_back(DOUT, X, first, add="block"),
    "P7": of_the_channel(),
    "P8b": sent_back(DOUT, X, first, rim=0),
    "P9": RIGHT * X,  # a pixel has the same value in all windows that it wins
    "P10": sent_back(ONES, X, first),
    "P13": sent_back(DOUT, X, lambda window: np.full(window.shape, 1 / 12)),
    "P15": sent_back(DOUT, X, first, stride=1),
}


def back(variant, dout=DOUT, x=X, size=SIZE, stride=STRIDE, padding=PAD):
    return variant(dout.copy(), x.copy(), size, stride, padding)


def test_written_here_without_a_mistake_it_is_the_reference():
    np.testing.assert_allclose(back(exercise(BACKWARD).reference), RIGHT, atol=1e-12)
    right = exercise(FORWARD).reference(X, SIZE, STRIDE, PAD)
    np.testing.assert_array_equal(pooled(X, (5, 4)), right)
    averaged = exercise(AVERAGE).reference(DOUT, X.shape, SIZE, STRIDE, PAD)
    np.testing.assert_allclose(averaged, GRADIENTS["P13"], atol=1e-12)


@pytest.mark.parametrize("name", GRADIENTS)
def test_a_mistake_of_the_maximums_gradient_is_the_one_that_the_list_says(name):
    for variant in variants(name, [BACKWARD]):
        np.testing.assert_allclose(back(variant), GRADIENTS[name], atol=1e-12)
    assert not np.allclose(GRADIENTS[name], RIGHT)


def largest_size(window):
    return one(window, np.unravel_index(np.abs(window).argmax(), window.shape))


def smallest(window):
    return one(window, np.unravel_index(window.argmin(), window.shape))


@pytest.mark.parametrize(("name", "shares"), [("P8", largest_size), ("P14", smallest)])
def test_another_pixel_wins_where_no_rim_is(name, shares):
    dout = DOUT[:, :, :4, :3]
    for variant in variants(name, [BACKWARD]):
        expected = sent_back(dout, X, shares, padding=0)
        np.testing.assert_allclose(back(variant, dout, padding=0), expected, atol=1e-12)
        assert not np.allclose(expected, sent_back(dout, X, first, padding=0))


def test_the_stride_of_the_gradient_is_the_windows_size():
    dout, where = DOUT[:, :, :2, :3], {"size": (3, 2), "padding": 1}
    x = X[:, :, :8]  # stride 4: 2 by 3 windows
    expected = sent_back(dout, x, first, stride=(3, 2), **where)
    for variant in variants("P16", [BACKWARD]):
        np.testing.assert_allclose(back(variant, dout, x, stride=4, **where), expected)
    assert not np.allclose(expected, sent_back(dout, x, first, stride=4, **where))


def wide(x):
    """The maximum over all channels, in every channel."""
    return np.broadcast_to(x.max(axis=1, keepdims=True), x.shape)


def test_the_gradient_goes_to_the_channel_that_holds_the_maximum_of_all():
    x = RNG.permutation(X.size).reshape(X.shape) / 4  # no ties
    wins = pooled(x, (5, 4)) == pooled(wide(x), (5, 4))
    for variant in variants("P17", [BACKWARD]):
        np.testing.assert_allclose(back(variant, x=x), sent_back(DOUT * wins, x, first))
    assert not wins.all()


VALUES = {
    "P8": (pooled(X, (4, 3), lambda window: np.abs(window).max(), padding=0), 0),
    "P8b": (pooled(X, (5, 4), rim=0), PAD),
    "P15": (pooled(X, (5, 4), stride=1), PAD),
    "P16": (pooled(X, (4, 2), stride=SIZE), PAD),
    "P17": (pooled(wide(X), (5, 4)), PAD),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_mistake_of_the_maximum_is_the_one_that_the_list_says(name):
    expected, padding = VALUES[name]
    for variant in variants(name, [FORWARD]):
        np.testing.assert_array_equal(variant(X, SIZE, STRIDE, padding), expected)
    right = exercise(FORWARD).reference(X, SIZE, STRIDE, padding)
    assert expected.shape != right.shape or not np.allclose(expected, right)


def spread(factor, **how):
    return sent_back(DOUT, X, lambda window: np.full(window.shape, factor), **how)


AVERAGED = {
    "P6": [spread(1 / 12, add="block")],
    "P10": [sent_back(ONES, X, lambda window: np.full(window.shape, 1 / 12))],
    "P11": [spread(1.0)],
    "P12": [spread(1 / 3), spread(1 / 4)],
}


@pytest.mark.parametrize("name", AVERAGED)
def test_a_mistake_of_the_averages_gradient_is_the_one_that_the_list_says(name):
    for variant, expected in zip(variants(name, [AVERAGE]), AVERAGED[name], strict=True):
        found = variant(DOUT.copy(), X.shape, SIZE, STRIDE, PAD)
        np.testing.assert_allclose(found, expected, atol=1e-12)
        assert not np.allclose(expected, GRADIENTS["P13"])


def test_the_averages_gradient_is_that_of_a_maximum_among_equals():
    dout = DOUT[:, :, :4, :3]
    expected = sent_back(dout, np.zeros(X.shape), first, padding=0)
    for variant in variants("P13b", [AVERAGE]):
        np.testing.assert_allclose(variant(dout.copy(), X.shape, SIZE, STRIDE, 0), expected)


class TestOtherParts:
    def test_n5_cuts_off_by_the_sign_of_dout(self):
        (masked,) = variants("N5", ["relu_backward"])
        dout, x = np.array([5.0, -2, 4, -1]), np.array([3.0, 0.5, -2, -0.5])
        np.testing.assert_array_equal(masked(dout, x), [5, 0, 4, 0])

    def test_n6_is_right_for_small_scores_and_no_number_for_large_ones(self):
        (unshifted,) = variants("N6", ["softmax_cross_entropy"])
        scores, labels = np.array([[1.0, 0, 2], [0, 3, 1]]), np.array([2, 0])
        loss, dlogits = exercise("softmax_cross_entropy").reference(scores, labels)
        found = unshifted(scores, labels)
        np.testing.assert_allclose(found[0], loss)
        np.testing.assert_allclose(found[1], dlogits)
        with np.errstate(all="ignore"):
            assert np.isnan(unshifted(np.array([[0.0, 1000]]), np.array([1]))[1]).any()

    def test_n7_adds_the_losses_up_and_averages_the_gradient(self):
        (mixed,) = variants("N7", ["softmax_cross_entropy"])
        scores, labels = np.array([[1.0, 0, 2], [0, 3, 1], [1, 1, 0]]), np.array([2, 0, 1])
        loss, dlogits = exercise("softmax_cross_entropy").reference(scores, labels)
        found = mixed(scores, labels)
        np.testing.assert_allclose(found[0], 3 * loss)
        np.testing.assert_allclose(found[1], dlogits)

    def test_n8_keeps_what_stays_as_it_is(self):
        (plain,) = variants("N8", ["dropout"])
        x, u = np.array([2.0, -1, 4, 3]), np.array([0.1, 0.25, 0.7, 0.2])
        np.testing.assert_array_equal(plain(x, u, 0.25, True), [0, -1, 4, 0])
        np.testing.assert_array_equal(plain(x, u, 0.25, False), x)

    def test_n9_reads_the_channels_first(self):
        (last,) = variants("N9", ["flatten"])
        x = np.arange(24.0).reshape(2, 3, 2, 2)
        expected = x.transpose(0, 2, 3, 1).reshape(2, 12)
        np.testing.assert_array_equal(last(x), expected)


def test_every_mistake_of_pooling_is_written_here():
    alone = {"P8", "P13b", "P14", "P16", "P17"}
    written = {*GRADIENTS, *VALUES, *AVERAGED, *alone}
    assert written == {name for name in ENTRIES if name[0] == "P"}


def test_a_name_that_belongs_to_another_mistake_of_pooling_is_noticed():
    (wrong,) = variants("P1", [BACKWARD])
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(back(wrong), GRADIENTS["P2"], atol=1e-12)
