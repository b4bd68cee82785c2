"""What the convolutional layer accepts, refuses, and leaves alone."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnn_ref import conv_backward, conv_backward_naive, conv_forward, conv_forward_naive

PAIRS = [(conv_forward, conv_backward), (conv_forward_naive, conv_backward_naive)]
X, W, B = np.ones((2, 4, 5, 7)), np.ones((6, 4, 3, 2)), np.ones(6)


# --- each mistake has its sentence ------------------------------------------------------------


@pytest.mark.parametrize("forward", [conv_forward, conv_forward_naive])
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"x": np.ones((5, 7))},
            "x must have the axes (N, C, W), (N, C, H, W) or (N, C, D, H, W), "
            "but it is 2-D: x.shape=(5, 7)",
        ),
        (
            {"x": np.ones((1,) * 6)},
            "x must have the axes (N, C, W), (N, C, H, W) or (N, C, D, H, W), "
            "but it is 6-D: x.shape=(1, 1, 1, 1, 1, 1)",
        ),
        (
            {"x": np.ones((2, 4, 0, 7))},
            "x must have at least one channel and one pixel along each axis "
            "(only the batch may be empty), but x.shape=(2, 4, 0, 7)",
        ),
        (
            {"w": np.ones((6, 4, 3))},
            "w must have the axes (O, C / groups) and 2 more for the kernel, each at least 1 long, "
            "but x.shape=(2, 4, 5, 7), w.shape=(6, 4, 3)",
        ),
        (
            {"x": np.ones((4, 5, 7))},
            "x must have as many axes as w: does it lack its batch axis? "
            "x.shape=(4, 5, 7), w.shape=(6, 4, 3, 2)",
        ),
        (
            {"w": np.ones((0, 4, 3, 2))},
            "w must have the axes (O, C / groups) and 2 more for the kernel, each at least 1 long, "
            "but x.shape=(2, 4, 5, 7), w.shape=(0, 4, 3, 2)",
        ),
        (
            {"w": np.ones((6, 3, 3, 2))},
            "each filter must have as many channels as its group of x, 4 / 1 = 4, but it has 3 "
            "(x.shape=(2, 4, 5, 7), w.shape=(6, 3, 3, 2), groups=1)",
        ),
        (
            {"groups": 2},
            "each filter must have as many channels as its group of x, 4 / 2 = 2, but it has 4 "
            "(x.shape=(2, 4, 5, 7), w.shape=(6, 4, 3, 2), groups=2)",
        ),
        (
            {"groups": 4},
            "groups must divide the channels of x and the filters of w, "
            "but groups=4, C=4, O=6 (x.shape=(2, 4, 5, 7), w.shape=(6, 4, 3, 2))",
        ),
        (
            {"groups": 3},
            "groups must divide the channels of x and the filters of w, "
            "but groups=3, C=4, O=6 (x.shape=(2, 4, 5, 7), w.shape=(6, 4, 3, 2))",
        ),
        ({"groups": 0}, "groups must be a whole number of at least 1, but groups=0"),
        (
            {"b": np.ones(5)},
            "b must have one bias for each of the 6 filters, shape (6,), but b.shape=(5,) "
            "(x.shape=(2, 4, 5, 7), w.shape=(6, 4, 3, 2))",
        ),
        (
            {"b": np.ones((6, 1))},
            "b must have one bias for each of the 6 filters, shape (6,), but b.shape=(6, 1) "
            "(x.shape=(2, 4, 5, 7), w.shape=(6, 4, 3, 2))",
        ),
        ({"stride": 1.0}, "stride must be a whole number of at least 1, but stride=1.0"),
        ({"stride": True}, "stride must be a whole number of at least 1, but stride=True"),
        ({"stride": "2"}, "stride must be a whole number of at least 1, but stride='2'"),
        (
            {"stride": np.array(2)},
            "stride must be a whole number of at least 1, but stride=array(2)",
        ),
        ({"stride": None}, "stride must be a whole number of at least 1, but stride=None"),
        ({"stride": (1, 0)}, "stride[1] must be a whole number of at least 1, but stride[1]=0"),
        (
            {"stride": (1, 2, 3)},
            "stride must be a whole number, or have one entry for each of the 2 spatial axes, "
            "but it has 3: stride=(1, 2, 3)",
        ),
        ({"padding": -1}, "padding must be a whole number of at least 0, but padding=-1"),
        (
            {"padding": ((1, 2), (0, -3))},
            "padding[1][1] must be a whole number of at least 0, but padding[1][1]=-3",
        ),
        (
            {"padding": ((1, 2, 3), 0)},
            "padding[0] must be a whole number or (before, after), but padding[0]=(1, 2, 3)",
        ),
        (
            {"padding": (1,)},
            "padding must be a whole number, or have one entry (a number or a pair) for each of "
            "the 2 spatial axes, but it has 1: padding=(1,)",
        ),
        ({"dilation": 0}, "dilation must be a whole number of at least 1, but dilation=0"),
        (
            {"dilation": (3, 1)},
            "kernel does not fit: along spatial axis 0 it reaches over 7 pixels "
            "(kernel=3, dilation=3) but the padded input has 5 (length=5, padding=(0, 0))",
        ),
        (
            {"w": np.ones((6, 4, 3, 9)), "padding": ((0, 0), (1, 0))},
            "kernel does not fit: along spatial axis 1 it reaches over 9 pixels "
            "(kernel=9, dilation=1) but the padded input has 8 (length=7, padding=(1, 0))",
        ),
        ({"x": X + 1j}, "x must hold real numbers, but x.dtype=complex128"),
        ({"w": W.astype(str)}, "w must hold real numbers, but w.dtype=<U32"),
        ({"b": np.full(6, None)}, "b must hold real numbers, but b.dtype=object"),
    ],
)
def test_each_wrong_argument_has_its_sentence(forward, changes, sentence):
    arguments = {"x": X, "w": W, "b": B, **changes}
    with pytest.raises(ValueError, match=" ") as error:
        forward(arguments.pop("x"), arguments.pop("w"), arguments.pop("b"), **arguments)
    assert str(error.value) == sentence


def test_for_one_axis_a_pair_goes_in_a_tuple_of_its_own():
    with pytest.raises(ValueError, match="for each of the 1 spatial axis, but it has 2"):
        conv_forward(np.ones((1, 1, 5)), np.ones((1, 1, 2)), padding=(1, 2))
    assert conv_forward(np.ones((1, 1, 5)), np.ones((1, 1, 2)), padding=((1, 2),))[0].shape[2] == 7


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_a_gradient_of_another_shape_is_refused(forward, backward):
    _, cache = forward(X, W, B)
    with pytest.raises(ValueError, match="dout must have the shape") as error:
        backward(np.ones((2, 6, 3, 1)), cache)
    assert str(error.value) == (
        "dout must have the shape of the output, but dout.shape=(2, 6, 3, 1) "
        "and the output's shape is (2, 6, 3, 6)"
    )


# --- types ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
@pytest.mark.parametrize(
    ("dtypes", "out_dtype", "gradients"),
    [
        (("f4", "f4", "f4"), "f4", ("f4", "f4", "f4")),
        (("f8", "f8", None), "f8", ("f8", "f8", "f8")),
        (("f2", "f2", "f2"), "f2", ("f2", "f2", "f2")),
        (("f4", "f8", "f4"), "f8", ("f4", "f8", "f4")),
        (("u1", "f4", None), "f4", ("f8", "f4", "f4")),
        (("u1", "i1", "i4"), "i8", ("f8", "f8", "f8")),
        (("?", "?", None), "i8", ("f8", "f8", "f8")),
        ((">f4", "f4", None), "f4", ("f4", "f4", "f4")),
    ],
)
def test_types_are_kept_and_integers_become_int64(forward, backward, dtypes, out_dtype, gradients):
    x, w = (
        np.ones(shape, t) for shape, t in zip([(2, 2, 3, 4), (3, 2, 2, 2)], dtypes, strict=False)
    )
    b = None if dtypes[2] is None else np.ones(3, dtypes[2])
    out, cache = forward(x, w, b)
    assert out.dtype == np.dtype(out_dtype)
    assert out.max() == 8 + (b is not None)
    found = backward(np.ones(out.shape), cache)
    assert tuple(g.dtype for g in found) == tuple(map(np.dtype, gradients))
    assert found[0].max() == 12


def test_narrow_integers_do_not_wrap():
    x, w = np.full((1, 2, 2, 3), 200, np.uint8), np.full((1, 2, 2, 2), 100, np.int8)
    assert_array_equal(conv_forward(x, w, np.array([-1], np.int8))[0], [[[[159999, 159999]]]])


# --- memory -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
@pytest.mark.parametrize("options", [{}, {"padding": 1}, {"stride": 2}])
def test_inputs_stay_as_they_were_and_the_cache_does_not_follow_later_changes(
    forward, backward, options
):
    rng = np.random.default_rng(1)
    x, w, b = rng.standard_normal(X.shape), rng.standard_normal(W.shape), rng.standard_normal(6)
    before = [array.copy() for array in (x, w, b)]
    out, cache = forward(x, w, b, **options)
    dout = rng.standard_normal(out.shape)
    dout_before = dout.copy()
    expected = backward(dout, cache)
    for array, copy in zip((x, w, b, dout), (*before, dout_before), strict=True):
        assert_array_equal(array, copy)
        array += 1
    out += 1
    for gradient in backward(dout_before, cache):
        gradient += 1
    for again, first in zip(backward(dout_before, cache), expected, strict=True):
        assert_array_equal(again, first)


def cut_out(array):
    """The same values, every second one of a larger, read-only array in Fortran's order."""
    larger = np.full([2 * n for n in array.shape], np.nan, order="F")
    larger[tuple(slice(None, None, 2) for _ in array.shape)] = array
    larger.flags.writeable = False
    return larger[tuple(slice(None, None, 2) for _ in array.shape)]


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
@pytest.mark.parametrize("options", [{}, {"padding": 1}, {"stride": 2}])
def test_read_only_strided_inputs_and_lists_give_the_same_values(forward, backward, options):
    rng = np.random.default_rng(2)
    x, w, b = rng.standard_normal(X.shape), rng.standard_normal(W.shape), rng.standard_normal(6)
    out, cache = forward(x, w, b, **options)
    dout = rng.standard_normal(out.shape)
    expected = [out, *backward(dout, cache)]
    for change in (cut_out, np.ndarray.tolist):
        out, cache = forward(change(x), change(w), change(b), **options)
        found = [out, *backward(change(dout), cache)]
        for a, b_ in zip(found, expected, strict=True):
            assert_allclose(a, b_, atol=1e-13, strict=True)
            assert a.flags.writeable


@pytest.mark.parametrize(("forward", "backward"), PAIRS)
def test_an_empty_batch_has_an_empty_output_and_gradients_of_zero(forward, backward):
    out, cache = forward(X[:0], W, B)
    assert out.shape == (0, 6, 3, 6)
    dx, dw, db = backward(np.ones(out.shape), cache)
    assert dx.shape == (0, 4, 5, 7)
    assert_array_equal(dw, np.zeros(W.shape))
    assert_array_equal(db, np.zeros(6))
