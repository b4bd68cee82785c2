"""Assignment 07, in words: mistakes that all poolings share, of windows and of what comes back."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers


def of_steps(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of where windows begin, and how large they are."""
    return (
        Mistake(
            "stride ignored",
            broken(step="one"),
            "The windows lie one pixel apart, whatever the stride is. Output (h, w) belongs to the "
            "window that begins at row stride * h and column stride * w.",
            "With stride 2, which pixels lie in the window of output (1, 0)? Mark them on paper.",
        ),
        Mistake(
            "stride taken from the window's size",
            broken(step="size"),
            "Each window begins where the one before it ended. That holds only where the stride "
            "equals the window's size.",
            "List the first rows of all windows for 5 rows, size 3, stride 1.",
        ),
        Mistake(
            "height and width of the window exchanged",
            broken(kernel="exchanged"),
            "The window's height and width have changed places. size is (KH, KW): rows first.",
            "Print the window of output (0, 0) for size (2, 3). Which shape has it?",
        ),
    )


def of_forgotten_stride(broken: Variants) -> Mistake:
    """The stride in neither place: not in the output's size, not where windows begin."""
    return Mistake(
        "stride forgotten",
        broken(step="forgotten"),
        "Your result is that of stride 1, in its size and in its numbers. The stride stands in two "
        "places: it divides in the size of the output, and multiplies where a window begins.",
        "Look for `stride` in your code: where is it used?",
    )


def of_gradient_steps(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of where the gradient's image ends."""
    return (
        Mistake(
            "padding not cropped",
            broken(crop="padded"),
            "dx still has the rim of the padding. It must have the shape of x.",
            "Compare the shape of your dx with that of x, with padding 1.",
        ),
        Mistake(
            "empty without padding",
            broken(crop="from the end"),
            "The slice padding:-padding is empty when padding is 0, because -0 is 0.",
            "Print [1, 2, 3][0:-0]. How else can you say where the image ends?",
        ),
        Mistake(
            "as large as what was seen",
            broken(crop="seen"),
            "The size of dx was worked out from dout. Where the stride does not fit, the last rows "
            "or columns lie in no window; they belong to dx all the same, with gradient 0.",
            "With 5 rows, size 2 and stride 2, how many rows do the windows reach? How many must "
            "dx have?",
        ),
    )


def of_results(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of number types and of what is handed back."""
    types = (m for m in of_numbers(broken, computed=False) if "half precision" not in m.name)
    return (*types, *of_form(broken))
