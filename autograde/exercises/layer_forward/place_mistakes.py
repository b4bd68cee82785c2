"""Assignment 04, in words: mistakes of padding, and of where the stride puts the windows."""

from __future__ import annotations

from autograde.exercise import Mistake

from .variants import broken

ON_PAPER = "Write a row of 3 pixels with padding 1 on paper"

PADDING = (
    Mistake(
        "padding ignored",
        broken(rim="none"),
        "The output is as large as without padding: no zeros were put around the image.",
        "Which line of your code uses `padding`? Is the padded array the one that it goes on with?",
    ),
    Mistake(
        "padding below and to the right",
        broken(rim="after"),
        "All the zeros were put below and to the right. Half of them belong above and to the left.",
        f"{ON_PAPER}. Where does the image begin, at entry 0 or at entry 1?",
    ),
    Mistake(
        "padding above and to the left",
        broken(rim="before"),
        "All the zeros were put above and to the left. Half of them belong below and to the right.",
        f"{ON_PAPER}. How many zeros follow the last pixel?",
    ),
    Mistake(
        "border pixels repeated",
        broken(rim="edge"),
        "The rim repeats the pixels of the border. Here it is made of zeros.",
        "Look at the mode that you give to np.pad. What does it do without a mode?",
        convention=True,
    ),
    Mistake(
        "border mirrored",
        broken(rim="reflect"),
        "The rim is a mirror image of the border. Here it is made of zeros.",
        "Look at the mode that you give to np.pad. What does it do without a mode?",
        convention=True,
    ),
    Mistake(
        "wrapped around",
        broken(rim="wrap"),
        "What sticks out on one side came back in on the other, as with np.roll or an index "
        "modulo the size. Here the rim is made of zeros.",
        f"{ON_PAPER}. What stands left of pixel 0?",
        convention=True,
    ),
    Mistake(
        "only the height padded",
        broken(rim="height"),
        "Zeros were put above and below, but not to the left and right.",
        "np.pad takes one pair of widths for each of the four axes. What are your four pairs?",
    ),
    Mistake(
        "images and channels padded, too",
        broken(rim="all axes"),
        "np.pad with a single number pads every axis, also those that count images and channels. "
        "So all-zero images and channels came in, and the others moved up.",
        "Print np.pad(np.zeros((2, 3, 4, 5)), 1).shape. Which of its four numbers should change?",
    ),
    Mistake(
        "shapes do not match with padding",
        broken(rim="shapes"),
        "With padding, two arrays of different sizes meet, which is a ValueError. Either windows "
        "are cut from x, where the padded array is meant; or np.pad also padded the axes of "
        "images and channels.",
        "Print the shape of your padded array for x of shape (2, 3, 4, 5) and padding 1, and look "
        "from which array the windows are cut.",
    ),
    Mistake(
        "padded twice",
        broken(rim="twice"),
        "The rim is 2 * padding wide on every side. `padding` is the width of one side.",
        f"{ON_PAPER}. Is it 5 entries long or 7?",
    ),
    Mistake(
        "always padded by half a kernel",
        broken(rim="same"),
        "The rim has the width of half a kernel, whatever `padding` says. The argument decides.",
        "Call your function with padding 0. Is the output smaller than the image?",
    ),
)

INDEXED = (
    Mistake(
        "index beyond the image",
        broken(rim="unused"),
        "With padding, an index goes beyond the image: the windows are counted on the padded "
        "array, but read from x.",
        "Which of the two arrays has H + 2 * padding rows? Which one do you index?",
    ),
    Mistake(
        "negative indices read the other end",
        broken(rim="ends meet"),
        "Left of column 0 and above row 0 the pixels of the other end were read: in NumPy -1 is "
        "the last entry. Outside of the image there are zeros.",
        "Which rows does your condition allow? Try it on row -1.",
    ),
    Mistake(
        "first window moved into the image",
        broken(rim="clamped"),
        "A window that begins outside of the image was moved to begin at its edge, as with "
        "max(0, …). It has to stay where it is, and see zeros outside.",
        f"{ON_PAPER}. Which three entries does the first window of a kernel of 3 see?",
    ),
)

STRIDE = (
    Mistake(
        "stride ignored",
        broken(step="ignored"),
        "The windows move by one pixel, so there are too many of them.",
        "Which line of your code uses `stride`?",
    ),
    Mistake(
        "stride in the size only",
        broken(step="cropped"),
        "The output has the right size, but its windows lie next to each other: they begin at "
        "0, 1, 2, and not at 0, stride, 2 * stride.",
        "For stride 2, where does the window of output row 1 begin?",
    ),
    Mistake(
        "first window in the wrong place",
        broken(step="late"),
        "The first window begins at stride - 1. It begins at 0, whatever the stride.",
        "List range(10)[1::2] and range(10)[::2]. Which of them begins with the first window?",
    ),
    Mistake(
        "stride on the height only",
        broken(step="height only"),
        "The windows move down by the stride, but to the right by one pixel.",
        "Your code uses `stride` once for rows. Where does it use it for columns?",
    ),
    Mistake(
        "stride inside the window",
        broken(step="dilation"),
        "The stride spread the pixels *within* a window. That is dilation. The stride is the way "
        "from one window to the next.",
        "For a kernel of 2 and stride 3, which two pixels does the first window see?",
    ),
    Mistake(
        "input thinned out first",
        broken(step="input thinned"),
        "Every stride-th pixel was picked before the windows were cut. A window sees neighbours; "
        "only its beginning moves by the stride.",
        "For a kernel of 2 and stride 3, which two pixels does the first window see?",
    ),
)

STEPS = (
    Mistake(
        "stride missing for the columns",
        broken(step="columns cropped"),
        "The output has the right size and its rows are the right ones, but the windows begin at "
        "the columns 0, 1, 2, and not at 0, stride, 2 * stride.",
        "For stride 2, at which column does the window of output column 1 begin?",
    ),
    Mistake(
        "window as long as the stride",
        broken(step="ends at stride"),
        "The windows end where the next one begins, as in i * stride : (i + 1) * stride. How long "
        "a window is, the kernel says; with stride 1 this is a single pixel, which NumPy lets meet "
        "all weights.",
        "Print the shape of your window for a kernel of 3 by 2 and stride 1.",
    ),
    Mistake(
        "size without the padding",
        broken(count="no padding"),
        "The image was padded, but the output has the size that belongs to the bare image. The "
        "windows go over the padded one.",
        "Put a kernel of 3 on 4 pixels with padding 1 at each end. How many windows are there?",
    ),
)

WRITTEN_PLACES = (
    Mistake(
        "stored at the window's own place",
        broken(count="places of the input"),
        "With a stride an index goes beyond the output: i steps by the stride and is used for the "
        "output as well. The output is filled without gaps.",
        "For stride 2 the windows begin at rows 0, 2, 4. To which rows of the output do they "
        "belong?",
    ),
    Mistake(
        "gaps in the output",
        broken(count="spread"),
        "The output is as large as for stride 1, with zeros between the results: they were stored "
        "where their windows begin.",
        "For stride 2 the windows begin at rows 0, 2, 4. To which rows of the output do they "
        "belong?",
    ),
)

KERNEL_AXES = Mistake(
    "stride on the kernel's axes",
    broken(step="inside"),
    "::stride thinned out the places *inside* the windows, which are the last two axes. The "
    "windows still move by one pixel, and most kernels no longer match.",
    "Write below each axis of your windows what it counts: image, channel, row, column, or a "
    "place in the kernel. Which two should be thinned out?",
)

WRONG_AXES = Mistake(
    "stride on the wrong axes",
    broken(step="wrong axes"),
    "::stride thinned out the images and the channels, which are the first two axes. So images are "
    "missing, or shapes no longer match, and the windows still move by one pixel.",
    "Write below each axis of your windows what it counts: image, channel, row, column, or a "
    "place in the kernel. Which two should be thinned out?",
)
