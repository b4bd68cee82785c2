"""Assignment 05, in words: mistakes of where windows lie, and of the border."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants


def of_steps(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of how windows follow each other, and how many there are."""
    return (
        Mistake(
            "stride ignored",
            broken(steps="ignored"),
            "Windows follow each other pixel by pixel, whatever the stride is.",
            "Mark the windows of 2 on 6 pixels with stride 2. How many are there, and where does "
            "the second one begin?",
        ),
        Mistake(
            "stride in the size only",
            broken(steps="ignored, cut"),
            "There are as many windows as the stride asks for, but they begin at 0, 1, 2, … as "
            "with stride 1.",
            "With stride 2, at which pixel does the second window begin? Look for where you turn "
            "a window's number into a pixel.",
        ),
        Mistake(
            "first window late",
            broken(steps="late"),
            "Windows are the right distance apart, but the first one does not begin at pixel 0.",
            "List np.arange(7)[::3] and np.arange(7)[2::3]. Where does each begin?",
        ),
        Mistake(
            "stride downwards only",
            broken(steps="height only"),
            "The stride moves windows downwards; to the right they move by one pixel.",
            "Compare the height and the width that you get for a square image with stride 2.",
        ),
        Mistake(
            "stride to the right only",
            broken(steps="width only"),
            "The stride moves windows to the right; downwards they move by one pixel.",
            "Compare the height and the width that you get for a square image with stride 2.",
        ),
        Mistake(
            "stride within the window",
            broken(steps="dilation"),
            "The pixels of a window lie a stride apart, and windows follow pixel by pixel. That is "
            "dilation. A window is dense, and the stride lies between windows.",
            "With stride 2 and windows of 2, which two pixels are in the first window?",
        ),
        Mistake(
            "steps as long as the window",
            broken(steps="blocks"),
            "Windows jump by their own length. They move by the stride, and may overlap.",
            "With stride 1 and windows of 2 on 4 pixels: how many windows are there?",
        ),
        Mistake(
            "last window missing",
            broken(counts="last missing"),
            "Along each axis the last window is missing.",
            "How many windows of 2 fit on 5 pixels with stride 1? Look for the + 1.",
        ),
        Mistake(
            "rounded up",
            broken(counts="rounded up"),
            "Where the stride does not fit there is one window more, which hangs over the edge. "
            "The course rounds down: only whole windows count.",
            "With 6 pixels, windows of 3 and stride 2: where would a third window end?",
        ),
        Mistake(
            "refuses strides that do not fit",
            broken(counts="whole only"),
            "A stride that leaves pixels over is refused. The course's layers round down, and "
            "leave these pixels alone.",
            "Find the line that stops. With 6 pixels, windows of 3 and stride 2, which two windows "
            "are whole?",
            convention=True,
        ),
        Mistake(
            "a number of windows with decimals",
            broken(counts="float"),
            "The number of windows was found with `/`, which always makes a float. Loops, shapes "
            "and indices need whole numbers.",
            "Look at type(4 / 2) and type(4 // 2).",
        ),
        Mistake(
            "as many windows across as down",
            broken(counts="height for both"),
            "The number of windows down was used across as well, so that windows are missing or "
            "lie beyond the image. Square images hide it.",
            "For an image of (4, 6) and windows of (3, 2), how many are there down (2) and across "
            "(5)? Where does your code work out each?",
        ),
        Mistake(
            "numbers of windows exchanged",
            broken(counts="exchanged"),
            "The numbers of windows down and across have changed places, so that some windows lie "
            "beyond the image. Square images hide it.",
            "For an image of (4, 6) and windows of (3, 2), how many are there down (2) and across "
            "(5)? Which of your names holds which?",
        ),
    )


def of_borders(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of the zeros around."""
    return (
        Mistake(
            "padding ignored",
            broken(border="ignored"),
            "No zeros were put around the images.",
            "An image of (3, 4) with padding 1: which shape has it then?",
        ),
        Mistake(
            "padding above and below only",
            broken(border="rows only"),
            "Zeros stand above and below, but not left and right.",
            "An image of (3, 4) with padding 1: which shape has it then?",
        ),
        Mistake(
            "padding left and right only",
            broken(border="columns only"),
            "Zeros stand left and right, but not above and below.",
            "An image of (3, 4) with padding 1: which shape has it then?",
        ),
        Mistake(
            "all padding at the bottom and right",
            broken(border="after"),
            "All zeros come after the image, so that windows are moved against it.",
            "Which four numbers has the row 5, 7 with padding 1? And where does "
            "the argument (0, 2) of np.pad put zeros?",
        ),
        Mistake(
            "all padding at the top and left",
            broken(border="before"),
            "All zeros come before the image, so that windows are moved against it.",
            "Which four numbers has the row 5, 7 with padding 1? And where does "
            "the argument (2, 0) of np.pad put zeros?",
        ),
        Mistake(
            "padding on one side",
            broken(border="one side"),
            "Zeros stand below and on the right only. Padding counts on both sides.",
            "Which numbers has the row 5, 7 with padding 1: three or four?",
        ),
        Mistake(
            "padding doubled",
            broken(border="doubled"),
            "There are twice as many zeros on each side as there should be.",
            "Which numbers has the row 5, 7 with padding 1: four or six?",
        ),
        Mistake(
            "border pixels repeated",
            broken(border="edge"),
            "The border was filled with the nearest pixels. Here it is zero.",
            "Which number comes first in the row 5, 7 with padding 1: 0 or 5?",
        ),
        Mistake(
            "border mirrored",
            broken(border="reflect"),
            "The border was filled with the image's mirror image. Here it is zero.",
            "Which number comes first in the row 5, 7 with padding 1: 0 or 7?",
        ),
        Mistake(
            "border wrapped around",
            broken(border="wrap"),
            "The border was filled from the other side of the image. Here it is zero.",
            "Which number comes first in the row 5, 7, 9 with padding 1: 0 or 9?",
        ),
        Mistake(
            "windows counted without the padding",
            broken(counts="without padding"),
            "The number of windows was worked out from the size without its zeros, so that the "
            "last ones are missing.",
            "3 pixels with padding 1 are 5. How many windows of 2 fit on them?",
        ),
        Mistake(
            "padding counted once",
            broken(counts="padding once"),
            "The number of windows counts the padding on one side only.",
            "3 pixels with padding 1: are they 4 or 5?",
        ),
    )
