"""Pictures of spectra: what the discrete Fourier transform makes of an image and a kernel."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from ..figures import in_words, new_figure, show
from ..palette import FAINT, GREY_MAP, INK

FLOOR = 1e-6
"""What a spectrum's sizes are raised by before the logarithm, as a part of the largest one."""


def spectra(image: np.ndarray, kernel: np.ndarray, title: str = "") -> None:
    """Show an image and a kernel above the sizes of their spectra, and the product of these.

    Spectra are drawn on a logarithmic scale, frequency 0 in the middle.

    Parameters
    ----------
    image : ndarray of shape (H, W)
    kernel : ndarray of shape (KH, KW)
        Drawn, and transformed, among zeros, as large as the image.
    title : str
    """
    room = np.zeros(image.shape)
    room[: kernel.shape[0], : kernel.shape[1]] = kernel
    sizes = [np.fft.fftshift(np.abs(np.fft.fft2(values))) for values in (image, room)]
    figure = new_figure(7.9, 6.0)
    figure.set_layout_engine("constrained", h_pad=0.1)
    figure.suptitle(title, color=INK, fontsize=11)
    axes = figure.subplots(2, 3)
    _show(axes[0, 0], "image", image, ("column", "row"))
    _show(axes[0, 1], "kernel among zeros", room, ("column", "row"))
    axes[0, 2].axis("off")
    axes[0, 2].text(
        0.5,
        0.5,
        "spectra are multiplied\nentry by entry,\nso their sizes are, too",
        ha="center",
        va="center",
        fontsize=10,
        color=INK,
    )
    whose = ("the image's spectrum", "the kernel's spectrum", "their product")
    names = (f"size of {one}\n(logarithmic)" for one in whose)
    for place, name, values in zip(axes[1], names, (*sizes, sizes[0] * sizes[1]), strict=True):
        shown = np.log10(values / values.max() + FLOOR)
        _show(place, name, shown, ("frequency across", "frequency down"), values.shape)
    show(
        figure,
        f"{title}: above, an image of {in_words(image)} and a kernel of {in_words(kernel)} among "
        "zeros. Below, the sizes of their spectra on a logarithmic scale, frequency 0 in the "
        "middle, and the product of the two: it is small wherever one of them is.",
    )


def _show(
    axes: Axes,
    title: str,
    values: np.ndarray,
    labels: tuple[str, str],
    frequencies: tuple[int, ...] | None = None,
) -> None:
    """One grey picture; with `frequencies`, its axes are centred."""
    extent = None
    if frequencies is not None:
        H, W = frequencies
        extent = (-(W // 2) - 0.5, W - W // 2 - 0.5, H - H // 2 - 0.5, -(H // 2) - 0.5)
    axes.imshow(values, GREY_MAP, interpolation="nearest", extent=extent)
    axes.set_title(title, fontsize=9.5, color=INK)
    axes.set_xlabel(labels[0], fontsize=8, color=FAINT)
    axes.set_ylabel(labels[1], fontsize=8, color=FAINT)
    axes.tick_params(labelsize=7, colors=FAINT)
