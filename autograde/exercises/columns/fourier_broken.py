"""Assignment 05, more code that is wrong on purpose: correlation by spectra.

Without options the function is a right answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .broken import Array, given, in_type

PARTS: dict[str, Callable[[Array], Array]] = {
    "": np.real,
    "complex": np.asarray,
    "size": np.abs,
    "imaginary": np.imag,
}

KERNELS: dict[str, Callable[[Array], Array]] = {"flipped too": np.flip, "transposed": np.transpose}


def spectra(
    image: Array,
    kernel: Array,
    *,
    turned: str = "",
    placed: str = "",
    axes: str = "",
    spectrum: str = "",
    cut: str = "",
    part: str = "",
    kept: str = "",
    gives: str = "",
) -> Any:
    """Valid correlation by spectra, rounded; what each option breaks is its name."""
    shapes = list(zip(image.shape, kernel.shape, strict=True))
    fits = [n - m + 1 for n, m in shapes]
    size = tuple(n + m - 1 for n, m in shapes) if cut == "full" else image.shape
    k = KERNELS.get(turned, np.asarray)(kernel)
    room = np.pad(image, [(0, n - m) for n, m in zip(size, image.shape, strict=True)])
    f, g = (_forth(one, axes) for one in (room, _in_room(k, size, placed)))
    f = np.conj(f) if turned == "image conjugated" else f
    g = g if turned in ("not conjugated", "image conjugated") else np.conj(g)
    out = _back(f, g, axes, spectrum)
    if placed == "shifted":
        out = np.fft.fftshift(out)
    starts = {
        "bottom right": [n - m for n, m in zip(size, fits, strict=True)],
        "middle": [m // 2 for m in kernel.shape],
    }.get(placed, [0, 0])
    if cut in ("nothing", "full"):
        fits, starts = list(size), [0, 0]
    if cut == "one short":
        fits = [n - 1 for n in fits]
    out = out[tuple(slice(i, i + n) for i, n in zip(starts, fits, strict=True))]
    out = PARTS[part](out)
    out = np.asarray(np.round(out.real if kept else out, 10) + 0.0)
    return given(in_type(out, image, kept), gives)


def _in_room(k: Array, size: tuple[int, ...], placed: str) -> Array:
    """The kernel among zeros, as large as the image."""
    if placed == "nowhere":
        return k
    missing = [n - m for n, m in zip(size, k.shape, strict=True)]
    if min(missing) < 0:
        return k[: size[0], : size[1]]
    if placed == "at the end":
        return np.pad(k, [(n, 0) for n in missing])
    if placed == "amid zeros":
        return np.pad(k, [(n // 2, n - n // 2) for n in missing])
    whole = np.pad(k, [(0, n) for n in missing])
    if placed == "centred":
        return np.roll(whole, [-(m // 2) for m in k.shape], axis=(0, 1))
    return whole


def _forth(x: Array, axes: str) -> Array:
    """The spectrum, over both axes unless a mistake leaves one out."""
    if axes == "last only":
        return np.fft.fft(x)
    return np.fft.fft(x, axis=0) if axes == "first only" else np.fft.fft2(x)


def _back(f: Array, g: Array, axes: str, spectrum: str) -> Array:
    """From two spectra to the result."""
    both = {"divided": np.divide, "matrix": np.matmul}.get(spectrum, np.multiply)(f, g)
    if spectrum == "left out":
        return np.asarray(both)
    if spectrum == "forth again":
        return np.asarray(np.fft.fft2(both))
    if spectrum == "halved":
        return np.asarray(np.fft.irfft2(both[:, : both.shape[1] // 2 + 1]))
    if axes:
        return np.asarray(np.fft.ifft(both, axis=-1 if axes == "last only" else 0))
    out = np.fft.ifft2(both)
    return np.asarray(out / out.size if spectrum == "divided twice" else out)
