"""Assignment 02: correlation and convolution. Five exercises and two written questions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import cnn_ref
from autograde.exercise import Assignment, Exercise, Written

from . import (
    cases,
    convolution_cases,
    convolution_mistakes,
    mistakes,
    right,
    rotation_and_edges_mistakes,
)

FORBIDDEN = ("np.convolve", "np.correlate")


def _detect_edges(image: NDArray[np.generic]) -> NDArray[np.generic]:
    return cnn_ref.correlate2d(image, np.array([[1, -1]]))


CORRELATE1D = Exercise(
    id="correlate1d",
    title="Slide a kernel over a signal",
    points=1,
    difficulty=1,
    importance=3,
    minutes=8,
    source="CUHK deck, cross-correlation",
    hints=(
        "Start with one position: lay the kernel on the first numbers of the signal. Which number "
        "belongs there?",
        "A signal of 5 and a kernel of 2 have 4 positions. At each one, multiply the numbers that "
        "lie on each other and add the products.",
        "At position i the kernel lies on a slice of the signal that starts at i and is as long "
        "as the kernel. Check first whether the kernel fits at all, and mind that sums of uint8 "
        "numbers need a wider type.",
    ),
    reference=cnn_ref.correlate,
    right=(right.correlate1d_loops, right.correlate1d_windows, right.correlate1d_fft),
    kinds=cases.CORRELATE1D,
    mistakes=mistakes.CORRELATE1D,
    forbidden=FORBIDDEN,
)

CORRELATE2D = Exercise(
    id="correlate2d",
    title="Slide a kernel over an image",
    points=3,
    difficulty=2,
    importance=3,
    minutes=15,
    source="CUHK deck, cross-correlation",
    hints=(
        "It is the signal's task in two directions. How many positions does the kernel have "
        "downwards, and how many across?",
        "An image of (5, 7) and a kernel of (3, 2) have 3 times 6 positions. The window at a "
        "position has the kernel's shape; its products with the kernel are added up to one number.",
        "Two loops over positions are enough: one slice for rows and one for columns cut out the "
        "window, and a sum over the products gives the entry. Refuse a kernel that is larger along "
        "either axis, and choose a result type that holds decimals and large sums.",
    ),
    reference=cnn_ref.correlate2d,
    right=(right.correlate2d_loops, right.correlate2d_shifts, right.correlate2d_fft),
    kinds=cases.CORRELATE2D,
    mistakes=mistakes.CORRELATE2D,
    forbidden=FORBIDDEN,
)

ROT180 = Exercise(
    id="rot180",
    title="Turn a kernel upside down",
    points=1,
    difficulty=1,
    importance=2,
    minutes=5,
    source="CUHK deck, the minus signs of convolution",
    hints=(
        "Write a kernel of (2, 3) on paper and turn the page upside down. What is where now?",
        "The rows come in reverse order, and so does every row in itself. The shape stays.",
        "A slice can count backwards, along both axes at once. The kernel itself stays as it is.",
    ),
    reference=cnn_ref.rot180,
    right=(right.rot180_loops, right.rot180_flat, right.rot180_quarters),
    kinds=convolution_cases.ROT180,
    mistakes=rotation_and_edges_mistakes.ROT180,
    forbidden=FORBIDDEN,
)

CONVOLVE2D = Exercise(
    id="convolve2d",
    title="Convolve, in three modes",
    points=3,
    difficulty=3,
    importance=3,
    minutes=18,
    source="CUHK deck, the commuted sum",
    hints=(
        "Begin with mode valid: which two functions that you have already written make it?",
        "For full, zeros go around the image first, so many that the kernel can touch the image "
        "with a single entry. What mode same keeps is a piece that is cut out of full.",
        "For full, KH - 1 rows of zeros go above and below, and KW - 1 columns left and right. "
        "Mode same is the part of full that has the image's shape and starts at row "
        "(KH - 1) // 2 and column (KW - 1) // 2.",
    ),
    reference=cnn_ref.convolve2d,
    right=(right.convolve2d_scatter, right.convolve2d_fft, right.convolve2d_padded),
    kinds=convolution_cases.CONVOLVE2D,
    mistakes=convolution_mistakes.CONVOLVE2D,
    forbidden=FORBIDDEN,
    builds_on=("correlate2d", "rot180"),
)

DETECT_EDGES = Exercise(
    id="detect_edges",
    title="Find edges with two weights",
    points=1,
    difficulty=1,
    importance=2,
    minutes=5,
    source="CUHK deck, efficiency of edge detection",
    hints=(
        "Lay the kernel [[1, -1]] on two neighbouring pixels. What is their weighted sum?",
        "It is a correlation with a kernel of one row and two columns, so the result is one "
        "column narrower than the image.",
        "Each entry is a pixel minus its right neighbour, with its sign. Mind uint8 images: their "
        "differences need a type with negative numbers.",
    ),
    reference=_detect_edges,
    right=(right.edges_loops, right.edges_slices, right.edges_diff),
    kinds=convolution_cases.DETECT_EDGES,
    mistakes=rotation_and_edges_mistakes.DETECT_EDGES,
    forbidden=FORBIDDEN,
    builds_on=("correlate2d",),
)

COMMUTATIVITY = Written(
    id="commutativity",
    title="Does the order matter?",
    points=3,
    minutes=12,
    source="CUHK deck, the commuted form of convolution",
    rubric=(
        "1 point: writes the full convolution as a sum and substitutes the index (i - m becomes "
        "m', j - n becomes n'), so that image and kernel change roles.",
        "1 point: says why the limits allow it: both arrays are zero outside, so the sum runs "
        "over all whole numbers and nothing is lost.",
        "1 point: shows or explains that cross-correlation does not commute: exchanging the two "
        "turns the result by 180 degrees. A numerical counterexample is enough.",
    ),
    full=(
        "Convolution: S(i, j) = sum over m, n of I(m, n) K(i - m, j - n). Both arrays count as "
        "zero outside, so m and n run over all whole numbers. Put m' = i - m and n' = j - n: then "
        "m = i - m', n = j - n', and m', n' again run over all whole numbers. S(i, j) = sum over "
        "m', n' of I(i - m', j - n') K(m', n'), which is the same with I and K exchanged. So full "
        "convolution commutes. Cross-correlation has I(i + m, j + n) K(m, n). With m' = i + m we "
        "get I(m', n') K(m' - i, n' - j): that is K slid over I with -i, -j, so exchanging the "
        "two gives the result turned by 180 degrees. Example: [1, 2] with [1, 0] gives the full "
        "correlation [0, 1, 2], and [1, 0] with [1, 2] gives [2, 1, 0]."
    ),
    half=(
        "In the sum for convolution I substitute m' = i - m and n' = j - n and get the same sum "
        "with I and K exchanged, so it commutes. Correlation does not commute because there is a "
        "plus sign."
    ),
    none="It commutes because multiplication commutes: a times b is b times a.",
)

BONNS_SUM = Written(
    id="bonns_sum",
    title="Spot the bug: Bonn's sum",
    points=2,
    minutes=6,
    source="Bonn deck, cross-correlation",
    rubric=(
        "1 point: names the bug: the sum runs over i and j, which are the position of the result "
        "and stand free on the left; m and n, which belong to the kernel, are left unbound.",
        "1 point: writes the corrected sum, over m and n, of I(i + m, j + n) K(m, n), with limits "
        "that run over the kernel, and confirms it for one pixel of the worked example.",
    ),
    full=(
        "The left side is S(i, j): i and j say which entry of the result we want, so they are "
        "given and cannot be summed over. The sum must run over m and n, the positions in the "
        "kernel: S(i, j) = sum of I(i + m, j + n) K(m, n) over m from 0 to M - 1 and n from 0 to "
        "N - 1. As printed, the right side would depend on m and n and not on i and j. Check: "
        "S(0, 0) = 1*1 + 3*0 + 2*2 + 1*(-1) = 4."
    ),
    half="The letters under the sum are wrong: it should be m and n.",
    none="There should be a minus sign, I(i - m, j - n).",
)

CORRELATION = Assignment(
    id="02_correlation",
    title="Correlation and convolution",
    purpose="the operation itself, by hand and in code, and why its name is a confusion",
    minutes=75,
    exercises=(CORRELATE1D, CORRELATE2D, ROT180, CONVOLVE2D, DETECT_EDGES),
    written=(COMMUTATIVITY, BONNS_SUM),
)
