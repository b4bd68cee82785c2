"""Assignment 09, in words: the mistakes of trace_shapes about misfits, axes, and the list."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from ..geometry.fit_mistakes import NO_RETURN
from .broken import trace

_trace = Variants(trace)

_MISFITS = (
    Mistake(
        "kernel larger than the input accepted",
        _trace(misfit="given"),
        "A kernel that is larger than its padded input gives a size of 0 or less, and the network "
        "goes on with it. No such array exists: raise a ValueError.",
        "Ask your function about a convolution of 5 by 5 without padding on 4 by 4 pixels.",
    ),
    Mistake(
        "kernel compared with the bare input",
        _trace(misfit="bare"),
        "The kernel was compared with the input alone. Padding gives it more room.",
        "Does a kernel of 5 fit on 3 pixels with a padding of 1?",
    ),
    Mistake(
        "padding counted once in the comparison",
        _trace(misfit="padding once"),
        "The kernel was compared with the input and its padding at one end. The padding lies at "
        "both ends.",
        "Does a kernel of 5 fit on 3 pixels with a padding of 1 at each end?",
    ),
    Mistake(
        "a single position refused",
        _trace(misfit="equal refused"),
        "A kernel exactly as large as its input is refused. It has one place, so the output has a "
        "side of 1.",
        "Compare < with <=. How many places has a kernel of 4 on 4 pixels?",
    ),
    Mistake(
        "None for what does not fit",
        _trace(misfit="nothing"),
        "What does not fit gives None. Printing or returning nothing lets the program go on; raise "
        "a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "another exception for what does not fit",
        _trace(misfit="assert"),
        "What does not fit raises AssertionError. ValueError is asked for; `assert` is for things "
        "that can never happen.",
        'Look at how errors are raised: `raise SomeError("…")`. Which error suits a bad value?',
    ),
)

_AXES = (
    Mistake(
        "channels last",
        _trace(axes="channels last"),
        "The shapes are (H, W, C). This course writes (C, H, W), as PyTorch; TensorFlow and most "
        "slides put the channels last.",
        "Look at in_shape: which of its three numbers is the number of channels?",
        convention=True,
    ),
    Mistake(
        "width before height",
        _trace(axes="width first"),
        "Height and width have changed places in the result. Rows come first: (C, H, W).",
        "Call your function for an image with 2 rows and 9 columns.",
    ),
    Mistake(
        "height used for both sides",
        _trace(axes="square"),
        "The width was taken to be the height. Images need not be square.",
        "Call your function for an image with 2 rows and 9 columns.",
    ),
    Mistake(
        "batch in the shapes",
        _trace(axes="batch"),
        "The shapes begin with a 1 for the batch. They are asked for without it, as in_shape is "
        "given.",
        "How many axes has in_shape, and how many has your first shape?",
    ),
)

_LISTS = (
    Mistake(
        "every layer sees the image",
        _trace(carried="not"),
        "Every layer was given the shape of the image. It gets what the layer before it returns.",
        "Print the shape that goes into each layer. Where is it replaced?",
    ),
    Mistake(
        "input in the list",
        _trace(listed="with the input"),
        "The list begins with in_shape. One entry for each layer is asked for, without the input.",
        "How long should the list be for one layer?",
    ),
    Mistake(
        "what goes in, not what comes out",
        _trace(listed="inputs"),
        "Each entry of the list is the shape that goes into its layer. The shape that the layer "
        "returns is asked for.",
        "For one layer, is your list [in_shape]? In which order do you append and work out?",
    ),
    Mistake(
        "last shape only",
        _trace(listed="last only"),
        "Only the last shape came back. A list with one shape for each layer is asked for.",
        "Where in your loop do you keep the shapes of the layers before?",
    ),
    Mistake(
        "returned too early",
        _trace(listed="first only"),
        "Only the first layer is in the list: `return` stands inside the loop.",
        "Count how often each line of your loop runs for 3 layers. How far is `return` indented?",
    ),
    Mistake(
        "tuple for a list",
        _trace(listed="tuple"),
        "The shapes come as a tuple of tuples. A list of tuples is asked for.",
        "Which brackets does an empty list have?",
    ),
    Mistake(
        "lists for shapes",
        _trace(listed="lists"),
        "The shapes are lists. Each is asked for as a tuple, as NumPy gives them.",
        "Compare type([1, 2]) with type((1, 2)).",
    ),
    Mistake(
        "layers used up",
        _trace(listed="emptied"),
        "The list of layers is empty after the call. Whoever called the function still needs it.",
        "Print the list before and after a call. Compare layers.pop(0) with `for layer in layers`.",
    ),
    Mistake("nothing returned", _trace(listed="nothing"), *NO_RETURN),
)

OF_LISTS = (*_MISFITS, *_AXES, *_LISTS)
