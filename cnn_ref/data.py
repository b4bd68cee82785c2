"""Real data: scikit-learn's handwritten digits, with one split for everybody."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TEST = VALIDATION = 360  # images; the rest, 1077, are for training


class Split(NamedTuple):
    """Images of shape (N, 1, 8, 8), between 0 and 1, and their labels of shape (N,), 0 to 9."""

    x: NDArray[np.float64]
    labels: NDArray[np.int64]


class Digits(NamedTuple):
    """Three sets of images that do not overlap."""

    train: Split
    validation: Split
    test: Split


def load_digits() -> Digits:
    """Load the 1797 handwritten digits of scikit-learn, cut into three sets.

    The images stand in the order in which they were collected, so neighbours are often by the same
    hand. Shuffled before the cut, a test image would have relatives among the training images, and
    accuracy on it would say little about new writers. So the cut is in that order: the last 360
    images are the test set, the 360 before them the validation set, and nothing is drawn.

    Returns
    -------
    Digits
        With the fields train (1077 images), validation (360) and test (360), each with the fields
        x, float64 of shape (N, 1, 8, 8) between 0 and 1, and labels, int64 of shape (N,).

    Raises
    ------
    ModuleNotFoundError
        If scikit-learn is not installed.

    Notes
    -----
    Choose on the validation set (rates, epochs, layers), and look at the test set once, at the end.
    Cost: a small file is read; memory of 1797 * 64 * 8 bytes, about 0.9 MB. Nothing is downloaded:
    scikit-learn brings the data.

    References
    ----------
    Alpaydin and Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning
    Repository, 1998, CC BY 4.0; scikit-learn has its test part.

    Examples
    --------
    >>> digits = load_digits()
    >>> digits.train.x.shape, digits.validation.x.shape, digits.test.x.shape
    ((1077, 1, 8, 8), (360, 1, 8, 8), (360, 1, 8, 8))
    >>> digits.test.labels[:5]
    array([2, 3, 4, 5, 6])
    """
    from sklearn import datasets

    found = datasets.load_digits()
    x = found.images[:, np.newaxis] / 16  # 17 shades of grey, 0 to 16
    labels = found.target.astype(np.int64)
    ends = np.cumsum([len(x) - VALIDATION - TEST, VALIDATION])
    return Digits(*map(Split, np.split(x, ends), np.split(labels, ends)))
