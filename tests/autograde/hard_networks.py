"""More entries for the hard cases: gradients of a layer and of a network, and a learned kernel."""

import numpy as np
from hard_cases import SMALL, entry
from numpy.lib.stride_tricks import sliding_window_view

from autograde.exercise import Kind, Variants, case
from cnn_lab.cases import Argument, Result

# conv_backward_naive: a tuple of arrays; each element earns credit by itself


def _conv_backward(dout, x, w, stride, padding, *, flipped=False, cropped="middle", batch=None,
                   db_axes=(0, 2, 3), in_place=False, form=tuple):  # fmt: skip
    (_, _, OH, OW), (_, _, H, W), (_, _, KH, KW) = dout.shape, x.shape, w.shape
    pads = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    padded, dx, dw = np.pad(x, pads), np.pad(np.zeros(x.shape), pads), np.zeros(w.shape)
    for k, m in np.ndindex(KH, KW):
        rows = slice(k, k + stride * (OH - 1) + 1, stride)
        columns = slice(m, m + stride * (OW - 1) + 1, stride)
        weights = w[:, :, KH - 1 - k, KW - 1 - m] if flipped else w[:, :, k, m]
        dx[:, :, rows, columns] += np.einsum("nohw,oc->nchw", dout, weights)
        dw[:, :, k, m] = np.einsum("nohw,nchw->oc", dout[:batch], padded[:batch, :, rows, columns])
    start = padding if cropped == "middle" else 0
    dx = dx if cropped == "never" else dx[:, :, start : start + H, start : start + W]
    if in_place:
        x += dx if dx.shape == x.shape else 0
    return form((dx, dw, dout.sum(axis=db_axes)))


def conv_backward_in_loops(dout, x, w, stride, padding):
    outputs, C, KH, KW = w.shape
    H, W = x.shape[2:]
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(outputs)
    for n, o, i, j in np.ndindex(dout.shape):
        g = dout[n, o, i, j]
        db[o] += g
        for c, k, m in np.ndindex(C, KH, KW):
            row, column = i * stride + k - padding, j * stride + m - padding
            if 0 <= row < H and 0 <= column < W:
                dx[n, c, row, column] += g * w[o, c, k, m]
                dw[o, c, k, m] += g * x[n, c, row, column]
    return dx, dw, db


def _backward_cases(element):
    """The same shapes for every kind; a kind judges one element, and that inputs stay."""

    def draw_cases(draw):
        made = []
        shapes = (((2, 3, 9, 6), (2, 3, 3, 2), 2, 1), ((3, 2, 7, 6), (4, 2, 3, 4), 1, 2))
        for x_shape, w_shape, stride, padding in shapes:
            sides = [
                (n + 2 * padding - k) // stride + 1
                for n, k in zip(x_shape[2:], w_shape[2:], strict=True)
            ]
            dout, x, w = (
                draw.array(x_shape[0], w_shape[0], *sides),
                draw.array(*x_shape),
                draw.array(*w_shape),
            )
            made.append(
                case(
                    "conv_backward_naive", dout, x, w, stride, padding,
                    label=f"x {x_shape}, w {w_shape}, stride {stride}, padding {padding}",
                    judged=(Result(0, element), *(Argument(0, i) for i in range(3))),
                )
            )  # fmt: skip
        return made

    return draw_cases


_backward = Variants(_conv_backward)
CONV_BACKWARD = entry(
    "conv_backward_naive",
    6,
    _conv_backward,
    (conv_backward_in_loops,),
    (
        Kind("dx", 3, _backward_cases(0)),
        Kind("dw", 2, _backward_cases(1)),
        Kind("db", 1, _backward_cases(2)),
    ),
    (
        ("dx without flip", _backward(flipped=True)),
        ("dx cropped from the top left", _backward(cropped="top left")),
        ("dx at padded shape", _backward(cropped="never")),
        ("dw of the first sample only", _backward(batch=1)),
        ("db not summed over the batch", _backward(db_axes=(2, 3))),
        ("x changed", _backward(in_place=True)),
        ("a list for the tuple", _backward(form=list)),
    ),
)


# network_gradients: a flat tuple of a float and six arrays


def _network(x, labels, w1, b1, w2, b2, w3, b3, *, mean_of="both", relu="input", one_hot=True,
             order=(0, 1, 2, 3), turned=False):  # fmt: skip
    def windows(a):
        return sliding_window_view(np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1))), (3, 3), (2, 3))

    def conv(a, w, b):
        return np.einsum("nchwkl,ockl->nohw", windows(a), w) + b[:, None, None]

    def blocks(a):
        N, C, H, W = a.shape
        a = a[:, :, : H // 2 * 2, : W // 2 * 2].reshape(N, C, H // 2, 2, W // 2, 2)
        return a.transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // 2, W // 2, 4)

    def unpool(d, a):
        inner = np.zeros(blocks(a).shape)
        np.put_along_axis(inner, blocks(a).argmax(-1)[..., None], d[..., None], -1)
        N, C, OH, OW, _ = inner.shape
        out = np.zeros(a.shape)
        inner = inner.reshape(N, C, OH, OW, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        out[:, :, : 2 * OH, : 2 * OW] = inner.reshape(N, C, 2 * OH, 2 * OW)
        return out

    def gradients(d, pre, a, w):
        d = unpool(d, np.maximum(pre, 0))
        d = d * ((pre if relu == "input" else d) > 0)
        turned_w = w[:, :, ::-1, ::-1]
        dw = np.einsum("nohw,nchwkl->ockl", d, windows(a))
        return np.einsum("nohwkl,ockl->nchw", windows(d), turned_w), dw, d.sum(axis=(0, 2, 3))

    pre1 = conv(x, w1, b1)
    a1 = blocks(np.maximum(pre1, 0)).max(-1)
    pre2 = conv(a1, w2, b2)
    a2 = blocks(np.maximum(pre2, 0)).max(-1)
    flat = a2.transpose(order).reshape(len(x), -1)
    logits = flat @ w3.T + b3
    shifted = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
    losses = -np.log(p[np.arange(len(x)), labels])
    d = p - np.eye(len(b3))[labels] if one_hot else p
    d = d / (len(x) if mean_of in ("both", "gradient") else 1)
    moved = tuple(a2.shape[i] for i in order)
    d2, dw2, db2 = gradients((d @ w3).reshape(moved).transpose(np.argsort(order)), pre2, a1, w2)
    _, dw1, db1 = gradients(d2, pre1, x, w1)
    dw3 = d.T @ flat
    loss = losses.mean() if mean_of in ("both", "loss") else losses.sum()
    return float(loss), dw1, db1, dw2, db2, dw3.T if turned else dw3, d.sum(axis=0)


def network_gradients_in_loops(x, labels, w1, b1, w2, b2, w3, b3):
    def forward(a, w, b):
        (N, _, H, W), outputs = a.shape, len(w)
        padded = np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1)))
        pre = np.zeros((N, outputs, H, W)) + b[:, None, None]
        for n, o, i, j in np.ndindex(pre.shape):
            pre[n, o, i, j] += (padded[n, :, i : i + 3, j : j + 3] * w[o]).sum()
        out, chosen = np.zeros((N, outputs, H // 2, W // 2)), {}
        for n, o, i, j in np.ndindex(out.shape):
            block = np.maximum(pre[n, o, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2], 0)
            k, m = divmod(int(block.argmax()), 2)
            out[n, o, i, j] = block[k, m]
            chosen[n, o, i, j] = (n, o, 2 * i + k, 2 * j + m)
        return padded, pre, out, chosen

    def backward(d, padded, pre, chosen, w):
        dpadded, dw, db = np.zeros(padded.shape), np.zeros(w.shape), np.zeros(len(w))
        for place, (n, o, i, j) in chosen.items():
            g = d[place] if pre[n, o, i, j] > 0 else 0.0
            db[o] += g
            dw[o] += g * padded[n, :, i : i + 3, j : j + 3]
            dpadded[n, :, i : i + 3, j : j + 3] += g * w[o]
        return dpadded[:, :, 1:-1, 1:-1], dw, db

    padded1, pre1, a1, chosen1 = forward(x, w1, b1)
    padded2, pre2, a2, chosen2 = forward(a1, w2, b2)
    loss, dw3, db3, d2 = 0.0, np.zeros(w3.shape), np.zeros(b3.shape), np.zeros(a2.shape)
    for n, label in enumerate(labels):
        logits = w3 @ a2[n].ravel() + b3
        top = logits.max()
        p = np.exp(logits - top) / np.exp(logits - top).sum()
        loss += (np.log(np.exp(logits - top).sum()) + top - logits[label]) / len(x)
        p[label] -= 1
        p /= len(x)
        dw3 += np.outer(p, a2[n].ravel())
        db3 += p
        d2[n] = (p @ w3).reshape(a2[n].shape)
    d1, dw2, db2 = backward(d2, padded2, pre2, chosen2, w2)
    _, dw1, db1 = backward(d1, padded1, pre1, chosen1, w1)
    return float(loss), dw1, db1, dw2, db2, dw3, db3


def _network_case(draw):
    N, C, H, W, A, B, K = 3, 2, 9, 8, 3, 4, 5
    F = B * (H // 4) * (W // 4)
    arrays = (
        draw.array(N, C, H, W), np.array([draw.whole(0, K - 1) for _ in range(N)]),
        draw.array(A, C, 3, 3) / 16, draw.array(A) / 16, draw.array(B, A, 3, 3) / 16,
        draw.array(B) / 16, draw.array(K, F) / 16, draw.array(K) / 16,
    )  # fmt: skip
    judged = (*(Result(0, i) for i in range(7)), *(Argument(0, i) for i in range(8)))
    return case("network_gradients", *arrays, label=f"x {(N, C, H, W)}", judged=judged)


_networks = Variants(_network)
NETWORK_GRADIENTS = entry(
    "network_gradients",
    1,
    _network,
    (network_gradients_in_loops,),
    (Kind("networks", 1, lambda draw: [_network_case(draw)]),),
    (
        ("loss summed, gradient averaged", _networks(mean_of="gradient")),
        ("gradient summed, loss averaged", _networks(mean_of="loss")),
        ("ReLU mask taken from dout", _networks(relu="dout")),
        ("label not subtracted", _networks(one_hot=False)),
        ("flattened with the channels last", _networks(order=(0, 2, 3, 1))),
        ("dw3 transposed", _networks(turned=True)),
    ),
)


# learn_kernel: what is left after gradient descent


def _learn(image, target, size, lr, steps, *, start=0.0, scale=1.0, mean=True, sign=-1, fewer=0,
           flipped=False):  # fmt: skip
    kernel = np.full(size, start)
    windows = sliding_window_view(image, size)
    with np.errstate(all="ignore"):
        for _ in range(steps - fewer):
            used = kernel[::-1, ::-1] if flipped else kernel
            residual = np.einsum("hwkl,kl->hw", windows, used) - target
            gradient = np.einsum("hwkl,hw->kl", windows, residual) * scale
            gradient = gradient[::-1, ::-1] if flipped else gradient
            kernel = kernel + sign * lr * gradient / (target.size if mean else 1)
    return kernel


def learn_kernel_as_regression(image, target, size, lr, steps):
    KH, KW = size
    OH, OW = target.shape
    columns = [image[k : k + OH, m : m + OW].ravel() for k in range(KH) for m in range(KW)]
    A, kernel = np.stack(columns, axis=1), np.zeros(KH * KW)
    for _ in range(steps):
        kernel -= lr * A.T @ (A @ kernel - target.ravel()) / target.size
    return kernel.reshape(size)


def _learn_case(draw, image_shape, size, steps):
    image, kernel = draw.array(*image_shape) / 4, draw.array(*size)
    target = np.einsum("hwkl,kl->hw", sliding_window_view(image, size), kernel)
    return case(
        "learn_kernel", image, target, size, 0.25, steps,
        label=f"image {image_shape}, kernel {size}, {steps} steps", rtol=1e-6, atol=1e-9,
    )  # fmt: skip


_learned = Variants(_learn)
LEARN_KERNEL = entry(
    "learn_kernel",
    2,
    _learn,
    (learn_kernel_as_regression,),
    (
        Kind("one step", 1, lambda draw: [_learn_case(draw, (6, 5), (2, 3), 1)]),
        Kind("many steps", 1, lambda draw: [_learn_case(draw, (7, 9), (3, 2), 40)]),
    ),
    (
        ("starts from ones", _learned(start=1.0)),
        ("loss not halved", _learned(scale=2.0)),
        ("sum for the mean", _learned(mean=False)),
        ("climbs", _learned(sign=1)),
        ("one step short", _learned(fewer=1)),
        ("flipped", _learned(flipped=True)),
    ),
)

HARD = (*SMALL, CONV_BACKWARD, NETWORK_GRADIENTS, LEARN_KERNEL)
