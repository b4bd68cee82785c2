"""Random layers for the tests of the convolutional layer, and the comparison that judges them."""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st


class Layer(NamedTuple):
    """A layer's input, weights and options; `options` go to `conv_forward` as they are."""

    x: np.ndarray
    w: np.ndarray
    b: np.ndarray | None
    options: dict
    pairs: list  # the padding of each axis, (before, after)
    rng: np.random.Generator


@st.composite
def layers(draw, ranks=(1, 2, 3), largest=4):
    """Draw shapes, options and a seed; everything may differ from everything else."""
    rank = draw(st.sampled_from(ranks))
    small = st.integers(1, 3)
    groups = draw(st.integers(1, 3))
    N, C, O = draw(st.integers(0, 3)), groups * draw(st.integers(1, 2)), groups * draw(small)
    kernel = [draw(st.integers(1, largest)) for _ in range(rank)]
    dilation = [draw(small) for _ in range(rank)]
    stride = [draw(small) for _ in range(rank)]
    pairs = [(draw(st.integers(0, 3)), draw(st.integers(0, 3))) for _ in range(rank)]
    pairs, padding = write_padding(pairs, draw(st.sampled_from(["one", "ints", "pairs", "mixed"])))
    size = []
    for axis in range(rank):
        reach = dilation[axis] * (kernel[axis] - 1) + 1
        size.append(max(1, reach - sum(pairs[axis])) + draw(st.integers(0, 4)))
    if draw(st.booleans()):
        stride = [stride[0]] * rank
        options = {"stride": stride[0], "dilation": tuple(dilation)}
    else:
        dilation = [min(dilation)] * rank
        options = {"stride": tuple(stride), "dilation": dilation[0]}
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    x = rng.standard_normal((N, C, *size))
    w = rng.standard_normal((O, C // groups, *kernel))
    b = rng.standard_normal(O) if draw(st.booleans()) else None
    return Layer(x, w, b, {**options, "padding": padding, "groups": groups}, pairs, rng)


def write_padding(pairs, form):
    """The padding in one of the forms that are allowed, and what it then is on each axis."""
    if form == "one":
        return [pairs[0][:1] * 2] * len(pairs), pairs[0][0]
    if form == "ints":
        return [(before, before) for before, _ in pairs], [before for before, _ in pairs]
    if form == "mixed":
        return [pairs[0][:1] * 2, *pairs[1:]], [pairs[0][0], *pairs[1:]]
    return pairs, tuple(pairs)


def relative_difference(ours, theirs, magnitude=None):
    """The largest difference, in units of the largest true value.

    A sum whose terms cancel may be much smaller than they are, and then no order of adding them is
    right to many digits. Where that may be, `magnitude` holds the sums of the absolute terms.
    """
    ours, theirs = np.asarray(ours, np.float64), np.asarray(theirs, np.float64)
    assert ours.shape == theirs.shape
    difference = np.abs(ours - theirs).max(initial=0)
    unit = np.abs(theirs if magnitude is None else magnitude).max(initial=0)
    return difference / unit if difference else 0.0
