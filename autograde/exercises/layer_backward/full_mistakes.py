"""Assignment 06, in words: the mistakes of dx as a full convolution."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import full

_full = Variants(full)

DX_AS_FULL_CONVOLUTION = (
    Mistake(
        "kernel not turned",
        _full(turned="both"),
        "This is the full correlation with the kernel as it is; or a true convolution, which turns "
        "by itself, with a kernel that was turned before. One half turn is right, none and two "
        "are wrong.",
        "Take dout = [[1]] with the kernel [[1, 2]]. Is your dx [[1, 2]] or [[2, 1]]?",
    ),
    Mistake(
        "turned up-down only",
        _full(turned="left-right"),
        "The kernel's rows were reversed, its columns were not. Half a turn reverses both.",
        "Take dout = [[1]] with the kernel [[1, 2]]. Is your dx [[1, 2]] or [[2, 1]]?",
    ),
    Mistake(
        "turned left-right only",
        _full(turned="up-down"),
        "The kernel's columns were reversed, its rows were not. Half a turn reverses both.",
        "Take dout = [[1]] with the kernel [[1], [2]]. Which one is on top in your dx?",
    ),
    Mistake(
        "filters and channels turned, too",
        _full(turned="", channels="reversed"),  # np.flip turns height and width, too
        "np.flip without axes reverses all four axes, so filters and channels come in reverse "
        "order as well. Only height and width are turned.",
        "Print np.flip(np.array([[1, 2], [3, 4]])), and then with axis=1. Which axes do you mean?",
    ),
    Mistake(
        "filters and channels turned instead",
        _full(turned="both", channels="reversed"),
        "np.rot90 turns the first two axes unless it is told otherwise. In w these are filters and "
        "channels, so height and width were not turned at all.",
        "Read what np.rot90 says about axes. Which two of (O, C, KH, KW) do you mean?",
    ),
    Mistake(
        "transposed instead of turned",
        _full(turned="other diagonal"),
        "Each kernel was transposed. Half a turn is something else: in 1-D a transpose does "
        "nothing at all, and still the kernel has to be turned.",
        "Write down the kernel [[1, 2], [3, 4]], its transpose, and what half a turn makes of it.",
    ),
    Mistake(
        "turned by 90 degrees",
        _full(turned="quarter"),
        "np.rot90 turns by 90 degrees unless it is told otherwise. Half a turn is two of them.",
        "Turn [[1, 2], [3, 4]] on paper until the 4 is top left. How many quarter turns is that?",
    ),
    Mistake(
        "filters and channels reshaped instead of exchanged",
        _full(channels="reshaped"),
        "w.reshape(C, O, KH, KW) has the right shape, but reshape keeps the order of the numbers. "
        "Exchanging two axes is a transpose.",
        "Compare a.reshape(3, 2) with a.T for a = np.arange(6).reshape(2, 3).",
    ),
    Mistake(
        "filters and channels not exchanged",
        _full(stops="not exchanged"),
        "The sum runs over the channels of w where it should run over its filters. dout has one "
        "channel for each filter, and dx one for each channel of w.",
        "Over which axis of w, (O, C, KH, KW), must the sum run, so that dx has C channels?",
    ),
    Mistake(
        "dx the same in all channels: w summed",
        _full(channels="summed"),
        "The channels of each filter were added up, so all channels of dx are the same. Each "
        "channel has its own weights.",
        "Over which axis of w must the sum run, and which one stays?",
    ),
    Mistake(
        "dx the same in all channels: first channel",
        _full(channels="first channel"),
        "Every channel of dx got the weights of channel 0.",
        "Read off the channel's index of dx and of w. Are they the same?",
    ),
    Mistake(
        "first filter for all",
        _full(channels="first filter"),
        "Every channel of dout met the weights of filter 0.",
        "Read off the filter's index of dout and of w. Are they the same?",
    ),
    Mistake(
        "last filter only",
        _full(channels="last filter"),
        "Each filter's share replaced the one before it, so only the last filter counts. All "
        "filters saw the pixel, so their shares are added.",
        "Compare `=` with `+=` in the line of dx.",
    ),
    Mistake(
        "averaged over filters",
        _full(channels="averaged"),
        "dx was divided by the number of filters. The chain rule adds.",
        "Look for a mean, or a division by O.",
    ),
    Mistake(
        "first image for the whole batch",
        _full(images="first"),
        "Every image of dx was made from the first image of dout.",
        "Read off the image's index of dx and of dout. Are they the same?",
    ),
    Mistake(
        "last window only",
        _full(added="last window"),
        "Where windows overlap, the later one replaced what the earlier one had brought.",
        "Set all weights and all of dout to 1, with a 2 by 2 kernel and 2 by 2 outputs. Is your dx "
        "4 in the middle? Compare `=` with `+=`.",
    ),
    Mistake(
        "no zeros around",
        _full(zeros="none"),
        "dout was correlated without zeros around it: mode valid. The kernel must reach beyond the "
        "edge until it touches dout with one entry only.",
        "With 2 outputs and a kernel of 2 there were 3 inputs. How many does your dx have?",
    ),
    Mistake(
        "as large as dout",
        _full(zeros="same"),
        "dx is as large as dout: mode same. The input was larger than the output.",
        "With 2 outputs and a kernel of 2 there were 3 inputs. How many does your dx have?",
    ),
    Mistake(
        "too many zeros around",
        _full(zeros="one more"),
        "One rim of zeros too many, KH instead of KH - 1: the outermost positions do not touch "
        "dout at all.",
        "How many zeros must stand before dout so that a kernel of 2 touches its first entry with "
        "its last weight?",
    ),
    Mistake(
        "too many zeros around, cut",
        _full(zeros="one more, cut"),
        "dx has the right size, but is one step off: with KH zeros instead of KH - 1 the first "
        "position does not touch dout at all, and the last one is missing.",
        "How many zeros must stand before dout so that a kernel of 2 touches its first entry with "
        "its last weight?",
    ),
    Mistake(
        "zeros exchanged, windows too small",
        _full(stops="zeros exchanged"),
        "Wherever the kernel is not square, a window ends too early and no longer fits the kernel. "
        "KH and KW may have changed places in the padding.",
        "Print the shape of your padded dout for a kernel of (3, 2). np.pad takes the axes in "
        "order: which of your two numbers belongs to the height?",
    ),
    Mistake(
        "zeros exchanged: KW above, KH beside",
        _full(zeros="exchanged"),
        "KH and KW have changed places in the padding, so only square kernels give the right size.",
        "np.pad takes the axes in order. Which of your two numbers belongs to the height?",
    ),
    Mistake(
        "zeros above and below only",
        _full(zeros="height only"),
        "Zeros were added above and below, none left and right.",
        "Print the shape of the padded dout next to that of dout.",
    ),
    Mistake(
        "all zeros in front",
        _full(zeros="all in front"),
        "All zeros stand above and to the left of dout, so the result has the right size and is "
        "shifted. Half of them belong below and to the right.",
        "Look at your padded dout for dout = [[1]] and a kernel of 2 by 2.",
    ),
    Mistake(
        "decimals cut off",
        _full(kept="int"),
        "The result is made of whole numbers: everything after the decimal point was dropped.",
        "What does np.zeros(3, dtype=int) make of 0.5?",
    ),
    Mistake(
        "result in dout's type, cut off",
        _full(kept="input's type, entry by entry"),
        "The result has the type of dout, so it loses its decimals when dout holds whole numbers.",
        "Try a = np.zeros_like(np.array([1, 2])), then a[0] = 0.5, and look at it.",
    ),
    Mistake(
        "result in single precision",
        _full(kept="float32"),
        "The result is float32. With float64 inputs it should be float64.",
        "Print the dtype of your array before you return it.",
    ),
    Mistake(
        "computed in half precision",
        _full(kept="float16"),
        "The numbers went through float16, which keeps about three digits.",
        "Add 2048 and 1 in np.float16. Then look for float16 in your code.",
    ),
    Mistake(
        "w changed: turned in place",
        _full(changes="w"),
        "The filters were turned in their own memory, so the next call meets turned ones.",
        "Call your function twice with the same w. Which line writes into it?",
    ),
    Mistake(
        "dout changed",
        _full(changes="dout"),
        "dout is not what it was before the call. Whoever called the function still needs it.",
        "Print dout before and after a call. Which line writes into it?",
    ),
    Mistake(
        "list for an array",
        _full(gives="list"),
        "The result is a list. An array is asked for: it has a shape, a list has none.",
        "Print the type of what your function returns.",
    ),
    Mistake(
        "nothing returned",
        _full(gives="none"),
        "The function ends without `return`, so what it hands back is None.",
        "Write type(...) around a call of your function: which type does it say?",
    ),
    Mistake(
        "shapes that do not match",
        _full(stops="shapes"),
        "ValueError: two arrays whose shapes do not fit meet in one line.",
        "Read the message and the line where it arises, and print the shape of every array in that "
        "line.",
    ),
)
