"""Assignment 05, in words: the mistakes of correlation by spectra."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers

from .fourier_broken import spectra

_spectra = Variants(spectra)

FFT_CORRELATE = (
    Mistake(
        "conjugate forgotten: convolution",
        _spectra(turned="not conjugated"),
        "The spectra were multiplied as they are. That is convolution, and wraps around at the top "
        "left. For correlation one of the two is conjugated.",
        "Look at the theorem again: which of the two spectra carries a bar?",
    ),
    Mistake(
        "image conjugated",
        _spectra(turned="image conjugated"),
        "The image's spectrum was conjugated. That slides the image over the kernel and reverses "
        "the result; the kernel's is to be conjugated.",
        "Look at the theorem again: which of the two spectra carries a bar?",
    ),
    Mistake(
        "valid convolution",
        _spectra(turned="flipped too"),
        "This is the convolution, in mode valid. Either the conjugate is missing, or the kernel "
        "was turned by 180 degrees as well: each of the two turns it around, and both together "
        "undo each other.",
        "The theorem asks for one conjugate and for no flip. Which of your steps does it not ask "
        "for, or which is missing?",
    ),
    Mistake(
        "kernel transposed",
        _spectra(turned="transposed"),
        "The kernel's rows and columns were exchanged.",
        "Try the image [[1, 2], [3, 4]] with the kernel [[1, 1]]. How many outputs are there?",
    ),
    Mistake(
        "nothing cropped",
        _spectra(cut="nothing"),
        "The result is as large as the image: the part that wraps around is still there.",
        "For 3 by 3 with 2 by 2, at which positions does the kernel lie inside?",
    ),
    Mistake(
        "room for every overlap, not cropped",
        _spectra(cut="full"),
        "Both were filled up to H + KH - 1 and W + KW - 1, and everything was kept. That holds "
        "every overlap, as mode full does. Here only places with the kernel inside count.",
        "For 3 by 3 with 2 by 2: which shape has the answer, and which has yours?",
    ),
    Mistake(
        "cropped at the bottom right",
        _spectra(placed="bottom right"),
        "The bottom right part was kept. For correlation, what wraps around lies at the bottom and "
        "right.",
        "At position (0, 0), does the kernel lie inside the image?",
    ),
    Mistake(
        "cropped from the middle",
        _spectra(placed="middle"),
        "The crop begins at half the kernel's size, as if the kernel were centred. It begins "
        "where the kernel's first entry lies on the first pixel.",
        "At position (0, 0), does the kernel lie inside the image?",
    ),
    Mistake(
        "last outputs cropped",
        _spectra(cut="one short"),
        "A row and a column too many were cut off.",
        "How many positions has a kernel of 2 on 3 pixels?",
    ),
    Mistake(
        "kernel not filled up",
        _spectra(placed="nowhere"),
        "The kernel's spectrum has the kernel's size, and cannot be multiplied with the image's.",
        "Print both shapes. What does the argument s of np.fft.fft2 do?",
    ),
    Mistake(
        "zeros before the kernel",
        _spectra(placed="at the end"),
        "The kernel stands at the bottom right among its zeros, so that the result is moved.",
        "Where must the kernel's first entry stand, so that position (0, 0) is where it lies on "
        "the first pixel?",
    ),
    Mistake(
        "zeros around the kernel",
        _spectra(placed="amid zeros"),
        "The kernel stands in the middle of its zeros, so that the result is moved.",
        "Where must the kernel's first entry stand, so that position (0, 0) is where it lies on "
        "the first pixel?",
    ),
    Mistake(
        "kernel centred on the first pixel",
        _spectra(placed="centred"),
        "The kernel's middle was rolled to the top left corner. That centres it on each pixel, and "
        "moves the result.",
        "Where must the kernel's first entry stand, so that position (0, 0) is where it lies on "
        "the first pixel?",
    ),
    Mistake(
        "shifted by half the image",
        _spectra(placed="shifted"),
        "fftshift was applied. It puts frequency 0 in the middle for looking at spectra, and "
        "moves a result by half its size.",
        "What does np.fft.fftshift make of 0, 1, 2, 3?",
    ),
    Mistake(
        "transformed along the last axis only",
        _spectra(axes="last only"),
        "Rows were transformed, columns were not: np.fft.fft works along one axis.",
        "Compare np.fft.fft with np.fft.fft2 in NumPy's documentation.",
    ),
    Mistake(
        "transformed along the first axis only",
        _spectra(axes="first only"),
        "Columns were transformed, rows were not.",
        "Compare np.fft.fft with np.fft.fft2 in NumPy's documentation.",
    ),
    Mistake(
        "spectra multiplied as matrices",
        _spectra(spectrum="matrix"),
        "The spectra were multiplied as matrices. The theorem multiplies entry by entry.",
        "Compare A * B with A @ B for A = [[1, 2], [3, 4]] and B = [[0, 1], [0, 0]].",
    ),
    Mistake(
        "spectra divided",
        _spectra(spectrum="divided"),
        "One spectrum was divided by the other: that undoes a correlation.",
        "Look at the theorem again: what stands between the two spectra?",
    ),
    Mistake(
        "not transformed back",
        _spectra(spectrum="left out"),
        "The product of the spectra was returned. It must be transformed back.",
        "Which function of np.fft undoes fft2?",
    ),
    Mistake(
        "transformed forth again",
        _spectra(spectrum="forth again"),
        "fft2 was used on the way back as well. That gives the result backwards and H·W times too "
        "large.",
        "Which function of np.fft undoes fft2?",
    ),
    Mistake(
        "odd widths halved",
        _spectra(spectrum="halved"),
        "irfft2 was not told how wide the result is. It then assumes an even width, and an odd one "
        "comes out wrong.",
        "Print np.fft.irfft2(np.fft.rfft2(np.ones((3, 5)))).shape. What does its argument s do?",
    ),
    Mistake(
        "divided by the size once more",
        _spectra(spectrum="divided twice"),
        "The result was divided by H·W. ifft2 does that by itself.",
        "Print np.fft.ifft2(np.fft.fft2(np.ones((2, 2)))).",
    ),
    Mistake(
        "complex numbers",
        _spectra(part="complex"),
        "The result is complex. Its imaginary part is rounding, since image and kernel are real.",
        "What does .real give? And why is nothing lost with the rest?",
    ),
    Mistake(
        "sizes of the results only",
        _spectra(part="size"),
        "np.abs was taken of the complex result, so that negative outputs became positive.",
        "What is np.abs(-3 + 0j), and what is (-3 + 0j).real?",
    ),
    Mistake(
        "imaginary part",
        _spectra(part="imaginary"),
        "The imaginary part was returned, which is nothing but rounding.",
        "Print np.array([3 + 0j]).real and .imag.",
    ),
    *of_numbers(_spectra, computed=False),
    *of_form(_spectra),
)
