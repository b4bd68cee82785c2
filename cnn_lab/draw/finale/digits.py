"""The handwritten digits of scikit-learn, which travel with this package, and pictures of them."""

from __future__ import annotations

import io
from importlib import resources
from typing import NamedTuple

import numpy as np

from ..figures import new_figure, show
from ..palette import FAINT, GREY_MAP, INK

SHADES = 16
TEST = VALIDATION = 360
ACROSS = 10


class Split(NamedTuple):
    """Images of shape (N, 1, 8, 8), between 0 and 1, and their labels of shape (N,), 0 to 9."""

    x: np.ndarray
    labels: np.ndarray


class Digits(NamedTuple):
    """Three sets of images that do not overlap."""

    train: Split
    validation: Split
    test: Split


def arrays_of(name: str) -> dict[str, np.ndarray]:
    """Read a file of arrays that lies beside this module, also from within a wheel."""
    data = resources.files(__package__).joinpath(name).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        return dict(archive)


def digits() -> Digits:
    """Return the 1797 handwritten digits, in the order in which they were collected.

    Returns
    -------
    Digits
        With the fields train (the first 1077), validation (the next 360) and test (the last 360),
        each with the fields x, float64 of shape (N, 1, 8, 8) between 0 and 1, and labels, int64 of
        shape (N,). Nothing is drawn at random.

    Notes
    -----
    Alpaydin and Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning
    Repository, 1998, CC BY 4.0.
    """
    found = arrays_of("digits.npz")
    x = found["images"][:, np.newaxis] / SHADES
    labels = found["labels"].astype(np.int64)
    ends = (len(x) - VALIDATION - TEST, len(x) - TEST)
    return Digits(*map(Split, np.split(x, ends), np.split(labels, ends)))


def digit_rows(*rows: tuple[str, np.ndarray, np.ndarray]) -> None:
    """Show rows of digits, each with its label below.

    Parameters
    ----------
    *rows : tuple
        (title, images of shape (N, 1, 8, 8), labels of shape (N,)); ten at most are shown of each.
    """
    figure = new_figure(7.4, 0.2 + 1.15 * len(rows))
    places = figure.subplots(len(rows), ACROSS, squeeze=False)
    figure.subplots_adjust(left=0.16, right=0.99, top=0.97, bottom=0.1, hspace=0.45, wspace=0.12)
    words = []
    for line, (title, images, labels) in zip(places, rows, strict=True):
        line[0].set_ylabel(title, rotation=0, ha="right", va="center", fontsize=9, color=INK)
        for axes in line:
            axes.set(xticks=[], yticks=[])
        for axes, image, label in zip(line, images, labels, strict=False):
            axes.imshow(image[0], GREY_MAP + "_r", vmin=0, vmax=1, interpolation="nearest")
            axes.set_xlabel(f"label {label}", fontsize=8, color=FAINT)
        shown = " ".join(str(label) for label in labels[:ACROSS])
        words.append(f"{title}: the digits {shown}.")
    show(figure, f"Handwritten digits of 8 by 8 pixels. {' '.join(words)}")
