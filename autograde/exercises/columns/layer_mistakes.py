"""Assignment 05, in words: the mistakes of the layer as a matrix product."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants
from autograde.exercises.shared_mistakes import of_form, of_numbers

from .layer_broken import layer
from .order_mistakes import of_reading, of_window_orders
from .step_mistakes import of_borders, of_steps

_broken = Variants(layer)

_WEIGHTS = (
    Mistake(
        "flipped kernel",
        _broken(turned="both"),
        "Each kernel was turned by 180 degrees: that is convolution. The layer correlates, "
        "whatever it is called.",
        "Try the row 1, 2, 3 under the weights 1, 0: the answer begins with 1.",
    ),
    Mistake(
        "flipped left-right only",
        _broken(turned="left-right"),
        "The kernels were mirrored left-right. The layer uses them as they are.",
        "Try the row 1, 2, 3 under the weights 1, 0: the answer begins with 1.",
    ),
    Mistake(
        "flipped up-down only",
        _broken(turned="up-down"),
        "The kernels were mirrored up-down. The layer uses them as they are.",
        "Try the column 1, 2, 3 under the weights 1, 0: the answer begins with 1.",
    ),
    Mistake(
        "flipped with its channels",
        _broken(turned="channels too"),
        "The kernels were reversed along all axes, the channels' too. The layer uses them as they "
        "are.",
        "Look for [::-1] or np.flip in your code: over which axes does it go?",
    ),
    Mistake(
        "kernels transposed",
        _broken(rows="kernels transposed"),
        "Rows and columns of each kernel have changed places before it was flattened.",
        "Flatten the kernel [[1, 2], [3, 4]] as the columns are: which number comes second?",
    ),
    Mistake(
        "weights read down the columns",
        _broken(weights="read down"),
        "The weights were reshaped to (C·KH·KW, O) and turned. A reshape keeps the order of all "
        "numbers, so that filters are mixed.",
        "Print w.reshape(O, -1)[0] and w.reshape(-1, O).T[0]. Which one is the first filter?",
    ),
    Mistake(
        "weights with the channels last",
        _broken(rows="weights with channels last"),
        "Each filter was flattened as (KH, KW, C), and the columns as (C, KH, KW).",
        "Which entry comes second in a column of im2col, and which in your row of weights?",
    ),
    Mistake(
        "sizes of the weights only",
        _broken(weights="abs"),
        "Negative weights count as positive ones.",
        "Work out the window 5, 3 under the weights 1, -1. Is it 2 or 8?",
    ),
    Mistake(
        "first filter for all",
        _broken(weights="first filter for all"),
        "Every filter's output is that of the first filter.",
        "Find the index of the filter in your code: is it the loop's letter or 0?",
    ),
    Mistake(
        "filters reversed",
        _broken(weights="filters reversed"),
        "The outputs come in the reverse order of the filters.",
        "To which filter does out[0, 0] belong?",
    ),
    Mistake(
        "channels averaged",
        _broken(weights="mean of channels"),
        "The channels' parts were averaged. The layer adds them up.",
        "Two channels of one pixel, 1 and 1, under weights of 1. Is it 2 or 1?",
    ),
    Mistake(
        "windows averaged",
        _broken(weights="mean of windows"),
        "Each channel's products were averaged. The layer adds them up.",
        "Work out the window 1, 1 under the weights 1, 1. Is it 2 or 1?",
    ),
    Mistake(
        "everything averaged",
        _broken(weights="mean of all"),
        "The products of a whole window were averaged. The layer adds them up.",
        "Work out the window 1, 1 under the weights 1, 1. Is it 2 or 1?",
    ),
    Mistake(
        "first channel only",
        _broken(weights="first channel only"),
        "Only the first channel counts. The layer adds up over all of them.",
        "Two channels of one pixel, 1 and 1, under weights of 1. Is it 2 or 1?",
    ),
    Mistake(
        "last channel only",
        _broken(weights="last channel only"),
        "Only the last channel counts: each one replaced the one before it.",
        "Two channels of one pixel, 1 and 1, under weights of 1. Compare `=` with `+=`.",
    ),
)

_BIASES = (
    Mistake(
        "bias missing",
        _broken(bias="missing"),
        "The bias was not added.",
        "With weights of zero, what is left of w · cols + b?",
    ),
    Mistake(
        "bias not a column",
        _broken(bias="no column"),
        "b of shape (O,) was added to a matrix of (O, N·OH·OW). NumPy lines up last axes, so that "
        "it looks for one bias for each window.",
        "Which shape must b have, so that each row of (O, N·OH·OW) gets its own entry?",
    ),
    Mistake(
        "bias added for every weight",
        _broken(bias="every weight"),
        "The bias was added inside the sum, once for each weight. It comes once, at the end.",
        "With weights of zero and b = 1, what should each output be?",
    ),
    Mistake(
        "biases added up",
        _broken(bias="added up"),
        "Every filter got the sum of all biases. Each has its own.",
        "With weights of zero and b = 1, 2, what should the two outputs be?",
    ),
    Mistake(
        "first bias for all",
        _broken(bias="first for all"),
        "Every filter got the first bias. Each has its own.",
        "With weights of zero and b = 1, 2, what should the two outputs be?",
    ),
    Mistake(
        "bias subtracted",
        _broken(bias="subtracted"),
        "The bias was taken away. It is added.",
        "With weights of zero and b = 1, what should each output be?",
    ),
)

_ANSWERS = (
    Mistake(
        "(O, N·OH·OW) reshaped at once",
        _broken(answer="straight"),
        "The product has a row for each filter; it was reshaped to (N, O, OH, OW) at once, so that "
        "images and filters are mixed. With one image it does no harm.",
        "Split the columns in place first: which four axes come out? Which two must then change "
        "places?",
    ),
    Mistake(
        "(N·OH·OW, O) reshaped at once",
        _broken(answer="turned straight"),
        "The product has a column for each filter; it was reshaped to (N, O, OH, OW) at once, so "
        "that pixels and filters are mixed.",
        "Split the rows in place first: which four axes come out? Where must the filters go?",
    ),
    Mistake(
        "columns taken for images fastest",
        _broken(columns="answer with images fastest"),
        "The product's columns were split as (OH, OW, N), the order of CS231n's im2col. Here they "
        "are (N, OH, OW).",
        "For two images with three windows each, to which image does column 1 belong?",
    ),
    Mistake(
        "filters before images",
        _broken(answer="filters first"),
        "The axes are (O, N, OH, OW). The images come first: (N, O, OH, OW).",
        "Print the shape of your result. Which axis is N?",
    ),
    Mistake(
        "filters last",
        _broken(answer="channels last"),
        "The axes are (N, OH, OW, O), as TensorFlow has them. Here they are (N, O, OH, OW).",
        "Print the shape of your result. Where do the filters belong?",
        convention=True,
    ),
    Mistake(
        "height and width of the output exchanged",
        _broken(answer="height and width"),
        "The output was reshaped with its height and width exchanged.",
        "An image of (4, 6) under a kernel of (3, 2): which shape has the output?",
    ),
    Mistake(
        "left as a matrix",
        _broken(answer="matrix"),
        "The product was returned as it is, with shape (O, N·OH·OW).",
        "Which shape has the answer? Split the columns, then move the axes.",
    ),
    Mistake(
        "negative results set to zero",
        _broken(after="relu"),
        "Negative results became zero. That is ReLU, which is a layer of its own.",
        "Work out the window 3, 5 under the weights 1, -1. Is it -2 or 0?",
    ),
)

CONV_FORWARD_IM2COL = (
    *_WEIGHTS,
    *_BIASES,
    *of_window_orders(_broken),
    *_ANSWERS,
    *of_steps(_broken),
    *of_borders(_broken),
    *of_reading(_broken),
    *of_numbers(_broken),
    *of_form(_broken),
)
