"""Cross-correlation: slide a kernel over an input, and at each position multiply and add."""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from cnn_ref.arguments import quiet, real_array, sum_dtype

MODES = ("valid", "same", "full")

# Position in the output, then position in the kernel: (d,) (h,) w and (j,) (k,) l.
_WINDOWS_TIMES_KERNEL = {1: "wl,l->w", 2: "hwkl,kl->hw", 3: "dhwjkl,jkl->dhw"}


def correlate(x: ArrayLike, k: ArrayLike, mode: str = "valid") -> NDArray[Any]:
    """Slide a kernel over a signal, an image or a volume without flipping it.

    In two dimensions, where the kernel fits entirely::

        out[h, w] = sum over k, l of x[h + k, w + l] * kernel[k, l]

    Parameters
    ----------
    x : array_like of shape (W,), (H, W) or (D, H, W)
        The input: one channel, real numbers.
    k : array_like of shape (KW,), (KH, KW) or (KD, KH, KW)
        The kernel, of the same rank as the input.
    mode : {"valid", "same", "full"}, default "valid"
        Which positions to keep; see Notes.

    Returns
    -------
    ndarray
        A new array. Along each axis its length is, for an input of length W and a kernel of
        length KW: W - KW + 1 (valid), W (same), W + KW - 1 (full).

    Raises
    ------
    ValueError
        If the ranks differ or are not 1 to 3, an array is empty or does not hold real numbers,
        the mode is unknown, or the kernel is larger than the input along any axis in mode
        "valid".

    Notes
    -----
    *Modes.* "full" keeps every position where kernel and input touch, with zeros around the
    input. "valid" keeps the positions where the kernel lies inside the input. "same" is the part
    of "full" that has the input's shape and starts at index (KW - 1) // 2 of each axis: it puts
    KW // 2 zeros before and (KW - 1) // 2 after. This is how `scipy.signal.correlate` aligns it,
    and so ``convolve(x, k, mode)`` equals ``correlate(x, np.flip(k), mode)`` in every mode;
    `scipy.signal.correlate2d` and PyTorch put the larger half *after* for even kernels.

    *Large kernels.* A kernel larger than the input is welcome in "same" and "full", and follows
    the same rules. In "valid" it fits nowhere, which is an error; SciPy would exchange the two
    arrays instead when the kernel is the larger one along every axis.

    *Types.* The result has NumPy's common type of the two (float32 stays float32). Integers and
    booleans are turned into int64 before anything is added, so that uint8 images do not wrap.
    uint64 values beyond the range of int64 are refused; sums beyond it would wrap.

    *Cost.* One multiply-accumulate per kernel weight and output value. Memory: one padded copy
    of the input and the output, 8 bytes a value in float64 and int64; the windows are views.

    References
    ----------
    CUHK deck, cross-correlation: S(i, j) = sum over m, n of I(i + m, j + n) K(m, n).

    Examples
    --------
    >>> correlate([1, 2, 4, 8], [1, -1])
    array([-1, -2, -4])
    >>> correlate([1, 2, 4, 8], [1, -1], mode="same")
    array([-1, -1, -2, -4])
    >>> correlate([1, 2, 4, 8], [1, -1], mode="full")
    array([-1, -1, -2, -4,  8])
    """
    return _correlate(x, k, mode, names=("x", "k"), ranks=(1, 2, 3))


def correlate2d(image: ArrayLike, kernel: ArrayLike, mode: str = "valid") -> NDArray[Any]:
    """Slide a kernel over an image without flipping it.

    The same as `correlate`, for two axes only. "same" is aligned as `correlate` describes, and
    not as `scipy.signal.correlate2d` does.

    Parameters
    ----------
    image : array_like of shape (H, W)
    kernel : array_like of shape (KH, KW)
    mode : {"valid", "same", "full"}, default "valid"

    Returns
    -------
    ndarray
        Of shape (H - KH + 1, W - KW + 1), (H, W) or (H + KH - 1, W + KW - 1), for "valid",
        "same" and "full".

    Raises
    ------
    ValueError
        As `correlate`, and if an array is not 2-D.

    Notes
    -----
    Cost: KH * KW multiply-accumulates per output value; memory as for `correlate`.

    References
    ----------
    CUHK deck, cross-correlation: S(i, j) = sum over m, n of I(i + m, j + n) K(m, n).

    Examples
    --------
    >>> image = [[1, 3, -1], [2, 1, 0], [0, 2, -1]]
    >>> correlate2d(image, [[1, 0], [2, -1]])
    array([[4, 5],
           [0, 6]])
    """
    return _correlate(image, kernel, mode, names=("image", "kernel"), ranks=(2,))


@quiet
def _correlate(
    x: ArrayLike, k: ArrayLike, mode: str, names: tuple[str, str], ranks: tuple[int, ...]
) -> NDArray[Any]:
    """Correlate, with error messages in the words of the public function."""
    x, k = real_array(names[0], x), real_array(names[1], k)
    if mode not in MODES:
        raise ValueError(f"mode must be one of {MODES}, but mode={mode!r}")
    _check_shapes(x.shape, k.shape, mode, names, ranks)

    dtype = sum_dtype(x, k)
    weights = k.astype(dtype, copy=False)
    padded = np.pad(x.astype(dtype, copy=False), [_padding(length, mode) for length in k.shape])
    windows = sliding_window_view(padded, k.shape)  # (OH, OW, KH, KW) in two dimensions
    out: NDArray[Any] = np.einsum(_WINDOWS_TIMES_KERNEL[k.ndim], windows, weights)
    return out


def _padding(length: int, mode: str) -> tuple[int, int]:
    """Say how many zeros go before and after the input, for a kernel of this length."""
    if mode == "full":
        return length - 1, length - 1
    if mode == "same":
        return length // 2, (length - 1) // 2
    return 0, 0


def _check_shapes(
    x_shape: tuple[int, ...],
    k_shape: tuple[int, ...],
    mode: str,
    names: tuple[str, str],
    ranks: tuple[int, ...],
) -> None:
    """Refuse ranks that are wrong or differ, empty arrays, and a kernel that fits nowhere."""
    x, k = names
    shapes = f"{x}.shape={x_shape}, {k}.shape={k_shape}"
    if len(x_shape) not in ranks or len(k_shape) != len(x_shape):
        allowed = " or ".join(f"{rank}-D" for rank in ranks)
        raise ValueError(
            f"{x} and {k} must have the same rank, {allowed}, "
            f"but they are {len(x_shape)}-D and {len(k_shape)}-D ({shapes})"
        )
    if 0 in x_shape or 0 in k_shape:
        raise ValueError(f"{x} and {k} must not be empty, but {shapes}")
    if mode == "valid":
        for axis, (have, need) in enumerate(zip(x_shape, k_shape, strict=True)):
            if need > have:
                raise ValueError(
                    f"kernel does not fit: along axis {axis} it reaches over {need} pixels "
                    f"but the input has {have} ({shapes}, mode='valid')"
                )
