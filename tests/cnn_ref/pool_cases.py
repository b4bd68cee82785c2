"""Random pools for the tests of pooling, and loops over single pixels that define what is right."""

import itertools
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

_seeds = st.integers(0, 2**32 - 1)


class Pool(NamedTuple):
    """An input, a window, and options, which go to `..._pool_forward` as they are."""

    x: np.ndarray
    size: object
    options: dict
    rng: np.random.Generator

    def per_axis(self, value):
        """One entry for each spatial axis."""
        return list(value) if isinstance(value, tuple | list) else [value] * (self.x.ndim - 2)

    @property
    def pairs(self):
        """The padding of each axis, (before, after)."""
        entries = self.per_axis(self.options.get("padding", 0))
        return [entry if isinstance(entry, tuple) else (entry, entry) for entry in entries]


def pool(x, size, seed=0, **options):
    return Pool(np.asarray(x), size, options, np.random.default_rng(seed))


@st.composite
def pools(draw, ranks=(1, 2, 3), batch=(0, 2), symmetric=False, padded=True, dilated=True):
    """Draw shapes, options and a seed; every window holds a pixel.

    `symmetric` also keeps to what PyTorch allows: padding of half a window at most, and images
    that are not smaller than the window (its 3-D average pooling refuses those).
    """
    rank = draw(st.sampled_from(ranks))
    kernel = [draw(st.integers(1, 4 - rank // 2)) for _ in range(rank)]
    dilation = [draw(st.integers(1, 3 if dilated else 1)) for _ in range(rank)]
    stride = draw(st.sampled_from(["none", "one", "each"]))
    strides = [draw(st.integers(1, 4)) for _ in range(rank)]
    size, pairs = [], []
    for k, d in zip(kernel, dilation, strict=True):
        reach = d * (k - 1) + 1
        most = 0 if not padded else k // 2 if symmetric else reach - 1
        before = draw(st.integers(0, most))
        after = before if symmetric else draw(st.integers(0, most))
        pairs.append((before, after))
        least = k if symmetric else 1
        size.append(max(least, d, reach - before - after) + draw(st.integers(0, 4)))
    options = {
        "padding": tuple(before for before, _ in pairs) if symmetric else tuple(pairs),
        "ceil_mode": draw(st.booleans()),
    }
    if stride != "none":
        options["stride"] = strides[0] if stride == "one" else tuple(strides)
    if dilated:
        options["dilation"] = tuple(dilation)
    rng = np.random.default_rng(draw(_seeds))
    x = rng.standard_normal((draw(st.integers(*batch)), draw(st.integers(1, 3)), *size))
    return Pool(x, tuple(kernel), options, rng)


# --- the definition, pixel by pixel -----------------------------------------------------------


def _windows_along(length, kernel, stride, padding, dilation, ceil_mode):
    """Walk along an axis: the places of each window's cells, in pixels of the input."""
    before, after = padding
    reach = dilation * (kernel - 1) + 1
    starts = list(range(0, length + before + after - reach + 1, stride))
    left_over = starts[-1] + reach < length + before + after
    if ceil_mode and left_over and starts[-1] + stride < length + before:
        starts.append(starts[-1] + stride)
    return [[start - before + dilation * k for k in range(kernel)] for start in starts]


def windows(pool):
    """The output's spatial size, and for each window its place and its cells, row by row."""
    size = pool.per_axis(pool.size)
    axes = [
        _windows_along(*entries, pool.options.get("ceil_mode", False))
        for entries in zip(
            pool.x.shape[2:],
            size,
            pool.per_axis(pool.options.get("stride", pool.size)),
            pool.pairs,
            pool.per_axis(pool.options.get("dilation", 1)),
            strict=True,
        )
    ]
    places = itertools.product(*[range(len(axis)) for axis in axes])
    found = [
        (place, list(itertools.product(*[axis[i] for axis, i in zip(axes, place, strict=True)])))
        for place in places
    ]
    return tuple(len(axis) for axis in axes), found


def is_pixel(pool, cell):
    return all(0 <= i < n for i, n in zip(cell, pool.x.shape[2:], strict=True))


def in_padding_or_pixel(pool, cell):
    return all(
        -before <= i < n + after
        for i, n, (before, after) in zip(cell, pool.x.shape[2:], pool.pairs, strict=True)
    )


def each_channel(x):
    return np.ndindex(*x.shape[:2])


def first_largest(values):
    """The place of the first NaN, else of the first of the largest."""
    for i, value in enumerate(values):
        if value != value:
            return i
    return values.index(max(values))


def max_by_loops(pool, dout, choose=first_largest):
    """Output, flat indices and dx of max pooling."""
    size, found = windows(pool)
    out = np.empty(pool.x.shape[:2] + size, pool.x.dtype)
    indices = np.empty(out.shape, np.int64)
    dx = np.zeros(pool.x.shape)
    for image in each_channel(pool.x):
        for place, cells in found:
            cells = [cell for cell in cells if is_pixel(pool, cell)]
            cell = cells[choose([pool.x[image][cell].item() for cell in cells])]
            out[image][place] = pool.x[image][cell]
            indices[image][place] = np.ravel_multi_index(cell, pool.x.shape[2:])
            dx[image][cell] += dout[image][place]
    return out, indices, dx


def average_by_loops(pool, dout, count_include_pad=True, count=None):
    """Output and dx of average pooling."""
    size, found = windows(pool)
    counted = count or (in_padding_or_pixel if count_include_pad else is_pixel)
    out, dx = np.zeros(pool.x.shape[:2] + size), np.zeros(pool.x.shape)
    for image in each_channel(pool.x):
        for place, cells in found:
            divisor = sum(counted(pool, cell) for cell in cells)
            for cell in cells:
                if is_pixel(pool, cell):
                    out[image][place] += pool.x[image][cell] / divisor
                    dx[image][cell] += dout[image][place] / divisor
    return out, dx


def lp_by_loops(pool, dout, p):
    """Output and dx of L_p pooling, by the formula without any care for overflow."""
    p = float(p)
    size, found = windows(pool)
    out, dx = np.zeros(pool.x.shape[:2] + size), np.zeros(pool.x.shape)
    for image in each_channel(pool.x):
        for place, cells in found:
            cells = [cell for cell in cells if is_pixel(pool, cell)]
            total = sum(abs(pool.x[image][cell]) ** p for cell in cells)
            out[image][place] = total ** (1 / p)
            for cell in cells:
                value = pool.x[image][cell]
                inner = p * abs(value) ** (p - 1) * np.sign(value)
                outer = 1 / p * total ** (1 / p - 1) if total else 0
                dx[image][cell] += dout[image][place] * outer * inner
    return out, dx


def random_dout(pool):
    """A gradient of the output's shape, of multiples of 1/64: their sums are exact."""
    shape = pool.x.shape[:2] + windows(pool)[0]
    return pool.rng.integers(-256, 257, shape) / 64


def check_max(function, pool):
    """Compare output, indices and dx of `function(pool, dout)` with the definition, exactly."""
    dout = random_dout(pool)
    ours, right = function(pool, dout), max_by_loops(pool, dout)
    for name, a, b in zip(["out", "indices", "dx"], ours, right, strict=True):
        np.testing.assert_array_equal(a, b, name, strict=True)
