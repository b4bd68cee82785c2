"""Assignment 06, in words: the mistakes of the layer's backward pass in loops."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .layer_broken import layer
from .layer_mistakes import of_batch, of_db, of_results

broken = Variants(layer)

SPREAD = (
    "Take the output pixel (0, 0) alone. Which weight multiplied the top left pixel in the forward "
    "pass? Only that weight can carry its gradient back."
)

OF_DX = (
    Mistake(
        "dx with a turned kernel",
        broken(dx_kernel="both"),
        "The kernel was turned by 180 degrees too many. Where each output pixel *spreads* the "
        "kernel over its window, the kernel lies as in the forward pass. The half turn belongs to "
        "the other way of looking, where each input pixel *gathers* from a padded dout.",
        SPREAD,
    ),
    Mistake(
        "dx with filters and channels reversed",
        broken(dx_kernel="all axes"),
        "np.flip without axes reverses all four axes of w, its filters and channels, too.",
        "Print np.flip(np.array([[1, 2], [3, 4]])), and then with axis=1. Which axes do you mean?",
    ),
    Mistake(
        "dx with the kernel transposed",
        broken(dx_kernel="transposed"),
        "Each kernel's rows and columns were exchanged. That only fits where kernels are square, "
        "and there it is wrong.",
        SPREAD,
    ),
    Mistake(
        "dx with the kernel transposed and turned",
        broken(dx_kernel="other diagonal"),
        'The kernel was transposed where it should be turned by 180 degrees. "Transposing the '
        'filter" is said of the whole operation, as a matrix; the little kernel is not '
        "transposed.",
        "Write down the kernel [[1, 2], [3, 4]], its transpose, and what half a turn makes of it.",
    ),
    Mistake(
        "dx with the kernel turned by 90 degrees",
        broken(dx_kernel="quarter"),
        "np.rot90 turns by 90 degrees. Spreading needs no turn; gathering needs two of them.",
        SPREAD,
    ),
    Mistake(
        "dx of the last window only",
        broken(dx_added="last window"),
        "Where windows overlap, the later one replaced what the earlier one had brought. A pixel "
        "collects from all the windows that contain it.",
        "Set all weights and all of dout to 1, on 3 by 3 pixels with a 2 by 2 kernel. The middle "
        "pixel lies in 4 windows: is your dx 4 there? Compare `=` with `+=`.",
    ),
    Mistake(
        "dx of the last window and filter only",
        broken(dx_added="last window of the last filter"),
        "Each contribution to dx replaced the one before it, so the last filter and the last "
        "window that contains a pixel win. All of them are added up.",
        "Compare `=` with `+=` in the line of dx.",
    ),
    Mistake(
        "stride ignored",
        broken(dx_step="ignored", dw_step="ignored"),
        "The windows lie one pixel apart, whatever the stride is. Output pixel (h, w) belongs to "
        "the window that begins at stride * h and stride * w, as in the forward pass.",
        "With stride 2, which input pixels did output pixel (1, 0) see?",
    ),
    Mistake(
        "dx ignores the stride",
        broken(dx_step="ignored"),
        "For dx the windows lie one pixel apart. Output pixel (h, w) belongs to the window that "
        "begins at stride * h and stride * w, as in the forward pass.",
        "With stride 2, which input pixels does output pixel (1, 0) touch?",
    ),
    Mistake(
        "dx cropped from the top left",
        broken(dx_crop="top left"),
        "The padding was cut off below and to the right only. The image lies in the middle of its "
        "zeros, so it begins at row and column `padding`.",
        "Pad a 2 by 2 image with 1, and mark its four pixels. Which slice finds them?",
    ),
    Mistake(
        "dx with its padding",
        broken(dx_crop="padded"),
        "dx still has the zeros' rim. It must have the shape of x; what flowed into the padding is "
        "dropped.",
        "Compare the shape of your dx with that of x, with padding 1.",
    ),
    Mistake(
        "dx empty without padding",
        broken(dx_crop="from the end"),
        "The slice padding:-padding is empty when padding is 0, because -0 is 0.",
        "Print [1, 2, 3][0:-0]. How else can you say where the image ends?",
    ),
    Mistake(
        "dx as large as what was seen",
        broken(dx_crop="seen"),
        "The size of dx was worked out from dout. Where the stride does not fit, the last rows or "
        "columns of x are seen by no window; they belong to dx all the same, with gradient 0.",
        "With 8 pixels, a kernel of 3 and stride 2, how many pixels do the windows reach? How many "
        "entries must dx have?",
    ),
    Mistake(
        "dx of the first filter only",
        broken(dx_kernel="first filter"),
        "Every filter's dout meets the weights of filter 0.",
        "In the line of dx, read off the filter's index of dout and of w. Are they the same?",
    ),
    Mistake(
        "dx the same in all channels",
        broken(dx_kernel="first channel"),
        "Every channel of dx got the weights of channel 0. Each channel has its own weights.",
        "In the line of dx, read off the channel's index of dx and of w. Are they the same?",
    ),
)

OF_DW = (
    Mistake(
        "dw ignores the stride",
        broken(dw_step="ignored"),
        "For dw the windows lie one pixel apart. Output pixel (h, w) saw the window that begins at "
        "stride * h and stride * w.",
        "With stride 2, which input pixels did output pixel (1, 0) see?",
    ),
    Mistake(
        "dw turned",
        broken(dw_form="both"),
        "dw is turned by 180 degrees. Its entry (k, l) belongs to the weight (k, l) as it lay on "
        "the image; nothing is turned here.",
        "Which pixel did the weight (0, 0) meet when output pixel (0, 0) was computed?",
    ),
    Mistake(
        "dw transposed",
        broken(dw_form="transposed"),
        "dw has its rows and columns exchanged.",
        "Which pixel did the weight (0, 1) meet when output pixel (0, 0) was computed: the right "
        "neighbour, or the lower one?",
    ),
    Mistake(
        "dw with all the padding at the end",
        broken(dw_pixels="zeros at the end"),
        "For dw all zeros stand below and to the right of the image, so windows and gradients are "
        "out of step. Half of the zeros come before the image.",
        "With padding 1, which pixel of x lies at row 1, column 1 of the padded image?",
    ),
    Mistake(
        "dw of the first channel only",
        broken(dw_pixels="first channel"),
        "Every channel of dw met the pixels of channel 0.",
        "In the line of dw, read off the channel's index of dw and of x. Are they the same?",
    ),
    Mistake(
        "dw of the last window only",
        broken(dw_added="last window"),
        "Each window's share of dw replaced the one before it. The weight was used in all windows, "
        "so their shares are added up.",
        "Compare `=` with `+=` in the line of dw.",
    ),
    Mistake(
        "windows multiplied in place",
        broken(dw_added="in place"),
        "`window *= …` writes into the padded image itself, because a slice is a view. Later "
        "windows then see numbers that were already multiplied.",
        "Print the padded image before and after your loops. Then compare `window *= g` with "
        "`window * g`.",
    ),
)

CONV_BACKWARD_NAIVE = (
    *OF_DX,
    *OF_DW,
    *of_db(broken),
    *of_batch(broken),
    *of_results(broken),
    Mistake(
        "loops over the input's pixels",
        broken(gives="positions"),
        "Your loops over positions run too far: they go over the pixels of x, and dout has fewer.",
        "Which array has one entry for each window? Take the ends of your loops from its shape.",
    ),
)
