"""What `rot180` promises: both axes flipped, the same type, a new array."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from cnn_ref import rot180

TURNED = [[6, 5, 4], [3, 2, 1]]


def check_rotation(function):
    assert_array_equal(function(np.array([[1, 2, 3], [4, 5, 6]])), TURNED, strict=True)


def test_rot180_flips_both_axes_and_keeps_the_shape():
    check_rotation(rot180)


@pytest.mark.parametrize("wrong", [np.transpose, np.rot90, np.fliplr, np.flipud, np.copy])
def test_the_rotation_check_refuses_other_turns(wrong):
    with pytest.raises(AssertionError):
        check_rotation(wrong)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 5), st.integers(0, 5))
def test_rot180_is_two_quarter_turns_and_undoes_itself(seed, height, width):
    kernel = np.random.default_rng(seed).random((height, width))
    assert_array_equal(rot180(kernel), np.rot90(kernel, 2), strict=True)
    assert_array_equal(rot180(rot180(kernel)), kernel, strict=True)


@pytest.mark.parametrize("dtype", ["uint8", "float32", "complex64", "bool"])
def test_rot180_keeps_the_type(dtype):
    assert rot180(np.ones((2, 3), dtype)).dtype == dtype


def test_rot180_returns_a_new_array():
    kernel = np.array([[1, 2, 3]])
    kernel.flags.writeable = False
    turned = rot180(kernel)
    turned[0, 0] = 9
    assert_array_equal(kernel, [[1, 2, 3]])


@pytest.mark.parametrize("shape", [(), (3,), (2, 2, 2)])
def test_rot180_refuses_what_is_not_2d(shape):
    with pytest.raises(ValueError, match="kernel must be 2-D") as error:
        rot180(np.ones(shape))
    assert str(error.value) == f"kernel must be 2-D, but it is {len(shape)}-D: kernel.shape={shape}"
