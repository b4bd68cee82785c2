"""Small entries for the syllabus's hard cases: contracts and mistakes, no prose.

Right answers are self-contained, so that their source can be sent into the sandbox.
"""

import math

import numpy as np

import cnn_ref
from autograde.exercise import Exercise, Kind, Mistake, Variants, case
from cnn_lab.values import Function


def entry(name, points, reference, right, kinds, mistakes):
    """An exercise whose texts are placeholders."""
    return Exercise(
        id=name,
        title=name,
        points=points,
        difficulty=1,
        importance=1,
        minutes=1,
        source="tests",
        hints=("one", "two", "three"),
        reference=reference,
        right=right,
        kinds=kinds,
        mistakes=tuple(Mistake(text, variant, "says", "step") for text, variant in mistakes),
    )


# numerical_gradient: a function among the arguments, compared at an absolute tolerance


def _numerical_gradient(f, x, dout, h, *, forward=False, alone=False, scale=1, dout_used=True,
                        restored=True):  # fmt: skip
    out = np.zeros_like(x)
    own = x if not restored else x.copy()
    dout = dout if dout_used else np.ones_like(dout)
    for i in np.ndindex(x.shape):
        kept, sides = own[i], []
        for step in (0 if forward else -h, h):
            own[i] = kept + step
            value = f(own[i].reshape(1)) * dout[i] if alone else f(own) * dout
            sides.append(value.sum())
        own[i] = kept if restored else own[i]
        out[i] = (sides[1] - sides[0]) / (h if forward else 2 * h) * scale
    return out


def numerical_gradient_by_shifts(f, x, dout, h):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    sides = [(np.sum(f(x + s) * dout), np.sum(f(x - s) * dout)) for s in steps]
    return np.array([(up - down) / (2 * h) for up, down in sides]).reshape(x.shape)


def _gradient_case(draw, name, *shape):
    x, dout = draw.array(*shape) / 8, draw.array(*shape)
    return case(
        "numerical_gradient", Function(name), x, dout, 2.0**-12,
        label=f"{name}, x {shape}", rtol=0.0, atol=1e-8,
    )  # fmt: skip


_broken = Variants(_numerical_gradient)
NUMERICAL_GRADIENT = entry(
    "numerical_gradient",
    3,
    _numerical_gradient,
    (numerical_gradient_by_shifts,),
    (
        Kind("vectors", 1, lambda draw: [_gradient_case(draw, "cubes_and_sum", 5)]),
        Kind(
            "arrays",
            2,
            lambda draw: [
                _gradient_case(draw, "sine_of_neighbour", 3, 2),
                _gradient_case(draw, "cubes_and_sum", 2, 1, 3),
            ],
        ),
    ),
    (
        ("forward difference", _broken(forward=True)),
        ("entries one by one", _broken(alone=True)),
        ("not halved", _broken(scale=2)),
        ("dout ignored", _broken(dout_used=False)),
        ("x not restored", _broken(restored=False)),
    ),
)


# output_size: an exception is the answer


def _output_size(size, kernel, stride, padding, dilation, *, once=False, dense=False,
                 whole="refused", error=ValueError):  # fmt: skip
    padded = size + (padding if once else 2 * padding)
    room = padded - (kernel if dense else dilation * (kernel - 1) + 1)
    if room < 0:
        raise error("kernel does not fit")
    if whole == "refused" and room % stride:
        raise error("stride does not fit")
    return room / stride + 1 if whole == "float" else room // stride + 1


def output_size_by_counting(size, kernel, stride, padding, dilation):
    last = size + 2 * padding - dilation * (kernel - 1) - 1
    starts = range(0, last + 1, stride)
    if not starts or starts[-1] != last:
        raise ValueError("does not fit")
    return len(starts)


def _size_case(*args):
    return case("output_size", *args, label=f"size, kernel, stride, padding, dilation = {args}")


def _fitting(draw):
    kernel, stride, steps = draw.whole(2, 5), draw.whole(2, 4), draw.whole(3, 9)
    padding, dilation = draw.whole(1, 2), draw.whole(2, 3)
    reach = dilation * (kernel - 1) + 1
    return [
        _size_case(reach + stride * steps, kernel, stride, 0, dilation),
        _size_case(reach + stride * steps, kernel, 1, padding, 1),
    ]


def _not_fitting(draw):
    kernel = draw.whole(3, 6)
    return [
        _size_case(kernel + 4, kernel, 3, 0, 1),
        _size_case(kernel - 3, kernel, 1, 1, 1),
        _size_case(2 * kernel - 2, kernel, 1, 0, 2),
        _size_case(kernel + 4, kernel, 2, 1, 1),  # fits, so that refusing all earns nothing
    ]


_sizes = Variants(_output_size)
OUTPUT_SIZE = entry(
    "output_size",
    2,
    cnn_ref.output_size,
    (output_size_by_counting,),
    (Kind("fits", 1, _fitting), Kind("does not fit", 1, _not_fitting)),
    (
        ("rounded down", _sizes(whole="floored")),
        ("a float", _sizes(whole="float")),
        ("padding counted once", _sizes(once=True)),
        ("dilation ignored", _sizes(dense=True)),
        ("another exception", _sizes(error=ArithmeticError)),
    ),
)


# edge_detection_cost: integers beyond 2**63


def _cost(H, W, KH, KW, *, number=int, operations=-1, turned=False, form=tuple):
    with np.errstate(all="ignore"):
        H, W, KH, KW = map(number, (H, W, KH, KW))
        KH, KW = (KW, KH) if turned else (KH, KW)
        outputs, one = (H - KH + number(1)) * (W - KW + number(1)), number(operations)
        return form(
            (
                outputs * H * W,
                outputs * KH * KW,
                KH * KW,
                outputs * (number(2) * H * W + one),
                outputs * (number(2) * KH * KW + one),
            )
        )


def edge_detection_cost_in_steps(H, W, KH, KW):
    pixels, weights = H * W, KH * KW
    rows = sum(1 for _ in range(H - KH + 1))
    outputs = rows * (W - KW + 1)
    counts = [pixels, weights]
    floats = [outputs * count for count in counts] + [weights]
    return (*floats, *(outputs * (count + count - 1) for count in counts))


def _cost_case(*sizes):
    return case("edge_detection_cost", *sizes, label=f"H, W, KH, KW = {sizes}")


_costs = Variants(_cost)
EDGE_DETECTION_COST = entry(
    "edge_detection_cost",
    2,
    _cost,
    (edge_detection_cost_in_steps,),
    (
        Kind(
            "photographs",
            1,
            lambda draw: [_cost_case(draw.whole(20, 60), draw.whole(70, 99), 1, 2)],
            (_cost_case(280, 320, 1, 2),),
        ),
        Kind(
            "beyond 2**63",
            1,
            lambda draw: [
                _cost_case(100_000 + draw.whole(1, 99), 100_000 - draw.whole(1, 99), 3, 2)
            ],
        ),
    ),
    (
        ("int64 overflows", _costs(number=np.int64)),
        ("floats", _costs(number=float)),
        ("n products are 2n operations", _costs(operations=0)),
        ("kernel sides exchanged", _costs(turned=True)),
        ("a list", _costs(form=list)),
    ),
)


# dropout: the random numbers are given, ties are forced, a flag changes the answer


def _dropout(x, u, p, train, *, scaled=True, kept=">=", always=False, own=False, in_place=False):
    if not train and not always:
        return x
    u = np.random.default_rng(0).random(x.shape) if own else u
    mask = {">=": u >= p, ">": u > p, "<": u < p}[kept]
    out = x * mask / (1 - p if scaled else 1)
    if in_place:
        x[...] = out
    return out


def dropout_by_where(x, u, p, train):
    return np.where(u < p, 0.0, x / (1 - p)) if train else x.copy()


def _dropout_case(draw, train, *shape):
    p = draw.pick((0.25, 0.5, 0.75))
    size = int(np.prod(shape))
    u = np.array([draw.whole(0, 63) / 64 for _ in range(size)])
    u[:4] = (p, p, p - 1 / 64, p + 1 / 64)  # ties, and both sides of them
    return case(
        "dropout", draw.array(*shape), u.reshape(shape), p, train,
        label=f"x {shape}, p={p}, train={train}",
    )  # fmt: skip


_dropouts = Variants(_dropout)
DROPOUT = entry(
    "dropout",
    1,
    _dropout,
    (dropout_by_where,),
    (
        Kind(
            "training",
            0.75,
            lambda draw: [_dropout_case(draw, True, 4, 3), _dropout_case(draw, True, 2, 5)],
        ),
        Kind("testing", 0.25, lambda draw: [_dropout_case(draw, False, 3, 4)]),
    ),
    (
        ("not rescaled", _dropouts(scaled=False)),
        ("ties dropped", _dropouts(kept=">")),
        ("kept and dropped exchanged", _dropouts(kept="<")),
        ("drops when testing", _dropouts(always=True)),
        ("numbers of its own", _dropouts(own=True)),
        ("x changed", _dropouts(in_place=True)),
    ),
)


# trace_shapes and profile: lists of layers in; a list of tuples or an integer table out


def _trace(layers, in_shape, *, up=False, with_input=False, batch=False, form=tuple, strict=True):
    shapes, shape = [], tuple(in_shape)
    for layer in layers:
        kind, *rest = layer
        if kind in ("conv", "pool"):
            channels = rest.pop(0) if kind == "conv" else shape[0]
            kernel, stride = rest[0], rest[1]
            rooms = [size + 2 * (rest[2] if kind == "conv" else 0) - kernel for size in shape[1:]]
            if strict and min(rooms) < 0:
                raise ValueError("kernel does not fit")
            sides = [(-(-room // stride) if up else room // stride) + 1 for room in rooms]
            shape = (channels, *sides)
        elif kind == "flatten":
            shape = (math.prod(shape),)
        elif kind == "dense":
            shape = (rest[0],)
        shapes.append(form((1, *shape) if batch else shape))
    return [form(in_shape), *shapes] if with_input else shapes


def trace_shapes_by_cases(layers, in_shape):
    found = [tuple(in_shape)]
    for layer in layers:
        shape = found[-1]
        match layer:
            case ("conv", channels, kernel, stride, padding, _):
                sides = [range(0, n + 2 * padding - kernel + 1, stride) for n in shape[1:]]
                shape = (channels, *map(len, sides))
            case ("pool", kernel, stride):
                shape = (shape[0], *(len(range(0, n - kernel + 1, stride)) for n in shape[1:]))
            case ("flatten",):
                size = 1
                for n in shape:
                    size *= n
                shape = (size,)
            case ("dense", outputs):
                shape = (outputs,)
        if 0 in shape:
            raise ValueError("does not fit")
        found.append(shape)
    return found[1:]


def _layers(draw):
    a, b, out = draw.whole(3, 5), draw.whole(6, 9), draw.whole(10, 12)
    return [
        ("conv", 2 * a, 3, 2, 1, 1), ("relu",), ("pool", 2, 2), ("conv", 2 * b, 2, 1, 0, 2),
        ("dropout", 0.5), ("flatten",), ("dense", out),
    ]  # fmt: skip


def _trace_case(layers, in_shape):
    return case("trace_shapes", layers, in_shape, label=f"{len(layers)} layers on {in_shape}")


_traces = Variants(_trace)
TRACE_SHAPES = entry(
    "trace_shapes",
    2,
    _trace,
    (trace_shapes_by_cases,),
    (
        Kind("networks", 1.5, lambda draw: [_trace_case(_layers(draw), (3, 17, 12))]),
        Kind(
            "does not fit",
            0.5,
            lambda draw: [
                _trace_case([("relu",), ("pool", draw.whole(5, 7), 2)], (2, 9, 4)),
                _trace_case([("relu",), ("pool", 4, draw.whole(2, 4))], (2, 9, 4)),
            ],
        ),
    ),
    (
        ("rounded up", _traces(up=True)),
        ("the input too", _traces(with_input=True)),
        ("with the batch", _traces(batch=True)),
        ("lists for tuples", _traces(form=list)),
        ("no ValueError", _traces(strict=False)),
    ),
)


def _profile(layers, in_shape, *, bias=1, groups=True, order=(0, 1, 2), form=np.array):
    rows, before = [], tuple(in_shape)
    for layer, after in zip(layers, _trace(layers, in_shape), strict=True):
        parameters = macs = 0
        if layer[0] == "conv":
            fan = before[0] // (layer[5] if groups else 1) * layer[2] ** 2
            parameters, macs = layer[1] * (fan + bias), math.prod(after) * fan
        if layer[0] == "dense":
            parameters, macs = layer[1] * (before[0] + bias), layer[1] * before[0]
        row = (parameters, macs, math.prod(after))
        rows.append([row[i] for i in order])
        before = after
    return form(rows)


def profile_by_columns(layers, in_shape):
    sizes, parameters, macs = [], [], []
    shape = in_shape
    for layer in layers:
        weights = biases = 0
        if layer[0] in ("conv", "pool"):
            kernel, stride, padding = (*layer[-4:-1],) if layer[0] == "conv" else (*layer[1:], 0)
            sides = tuple((n + 2 * padding - kernel) // stride + 1 for n in shape[1:])
            if layer[0] == "conv":
                weights, biases = shape[0] // layer[5] * kernel**2 * layer[1], layer[1]
            shape = (layer[1] if layer[0] == "conv" else shape[0], *sides)
        elif layer[0] == "flatten":
            shape = (int(np.prod(shape)),)
        elif layer[0] == "dense":
            weights, biases, shape = shape[0] * layer[1], layer[1], (layer[1],)
        places = int(np.prod(shape[1:])) if layer[0] == "conv" else 1
        sizes.append(int(np.prod(shape)))
        parameters.append(weights + biases)
        macs.append(weights * places)
    return np.stack([parameters, macs, sizes], axis=1)


def _profile_case(layers, in_shape):
    return case("profile", layers, in_shape, label=f"{len(layers)} layers on {in_shape}")


_profiles = Variants(_profile)
PROFILE = entry(
    "profile",
    1,
    _profile,
    (profile_by_columns,),
    (Kind("networks", 1, lambda draw: [_profile_case(_layers(draw), (3, 17, 12))]),),
    (
        ("biases left out", _profiles(bias=0)),
        ("groups ignored", _profiles(groups=False)),
        ("columns exchanged", _profiles(order=(1, 0, 2))),
        ("a list", _profiles(form=list)),
    ),
)

SMALL = (
    NUMERICAL_GRADIENT,
    OUTPUT_SIZE,
    EDGE_DETECTION_COST,
    DROPOUT,
    TRACE_SHAPES,
    PROFILE,
)
