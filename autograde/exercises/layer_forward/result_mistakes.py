"""Assignment 04, in words: mistakes of bias, batch, layout, number types and what is returned."""

from __future__ import annotations

from autograde.exercise import Mistake
from autograde.exercises.shared_mistakes import of_form, of_numbers

from .variants import broken

BIAS = (
    Mistake(
        "bias missing",
        broken(bias="missing"),
        "The bias was not added.",
        "What should an image of zeros give?",
    ),
    Mistake(
        "bias once for every channel",
        broken(bias="per channel"),
        "The bias was added C times: it stands inside the loop over channels. It is added once.",
        "What should an image of zeros give, with one filter and bias 1?",
    ),
    Mistake(
        "bias once for every product",
        broken(bias="per product"),
        "The bias was added C * KH * KW times: it stands inside the innermost loop, or inside the "
        "sum. It is added once.",
        "What should an image of zeros give, with one filter and bias 1?",
    ),
    Mistake(
        "bias along the width",
        broken(bias="along the width"),
        "`out + b` lays the biases along the *last* axis, one for each column, or stops with an "
        "error. They belong to the filters, which are axis 1.",
        "Which shape must b get, so that its entries lie along axis 1 of four?",
    ),
    Mistake(
        "bias along the batch",
        broken(bias="along the batch"),
        "Image n got bias n. The biases belong to the filters.",
        "Which loop does the index of b come from?",
    ),
    Mistake(
        "all biases added up",
        broken(bias="added up"),
        "Every output pixel got the sum of all biases. Filter o has the bias b[o].",
        "What should an image of zeros give, with two filters and the biases 1 and 2?",
    ),
    Mistake(
        "first bias for all",
        broken(bias="first"),
        "Every filter got b[0]. Filter o has the bias b[o].",
        "What should an image of zeros give, with two filters and the biases 1 and 2?",
    ),
)

BATCH = (
    Mistake(
        "first image for the whole batch",
        broken(images="first"),
        "Every image of the output comes from image 0.",
        "Which index of x counts the images? Does it change in your code?",
    ),
    Mistake(
        "axis of the images lost",
        broken(images="lost"),
        "The output holds the first image only, without the axis that counts images.",
        "For x of shape (3, 1, 4, 4), how many numbers should out.shape have, and which is the "
        "first?",
    ),
    Mistake(
        "only one image returned",
        broken(images="only first"),
        "The output holds the first image only.",
        "For x of shape (3, 1, 4, 4), what is the first number of out.shape?",
    ),
)

BATCH_ADDED = Mistake(
    "images added up",
    broken(images="added"),
    "All images of the batch were added up: their axis is gone. Images do not mix.",
    "Which letter stands for the image in your sum? Is it among the letters of the result?",
)

EARLY = (
    Mistake(
        "returned too early",
        broken(after="first only"),
        "Only the first output pixel was worked out, and the rest is still zero: `return` stands "
        "inside a loop.",
        "How far is `return` indented? It belongs below the outermost `for`.",
    ),
    Mistake(
        "returned after the first row",
        broken(after="first row only"),
        "Only the first row of the first map was worked out: `return` stands inside the loop over "
        "rows.",
        "How far is `return` indented? It belongs below the outermost `for`.",
    ),
    Mistake(
        "returned after the first filter",
        broken(after="first filter only"),
        "Only the first map of the first image was worked out: `return` stands inside the loop "
        "over filters.",
        "How far is `return` indented? It belongs below the outermost `for`.",
    ),
    Mistake(
        "returned after the first image",
        broken(after="first image only"),
        "Only the first image was worked out: `return` stands inside the loop over images.",
        "How far is `return` indented? It belongs below the outermost `for`.",
    ),
    Mistake(
        "last row and column left at zero",
        broken(after="last zero"),
        "The output has the right shape, but its last row and column were never filled: the loops "
        "over windows end one step early.",
        "List what range(OH - 1) gives for OH = 3. Which row is never visited?",
    ),
)

LAYOUT = (
    Mistake(
        "height and width of the result exchanged",
        broken(layout="transposed"),
        "The last two axes of the output changed places. It is (N, O, OH, OW).",
        "For an image that is wider than tall, is out.shape[3] larger than out.shape[2]?",
    ),
    Mistake(
        "channels last",
        broken(layout="channels last"),
        "The output is (N, OH, OW, O): channels last, as TensorFlow has them. Here they come "
        "second, (N, O, OH, OW).",
        "Print out.shape. Which axis has to move, and where to?",
        convention=True,
    ),
    Mistake(
        "axes of length 1 dropped",
        broken(layout="squeezed"),
        "Axes of length 1 are gone. A batch of one image still is a batch: the output always has "
        "four axes.",
        "Print out.shape for one image and one filter. Are there four numbers?",
    ),
)

NUMBERS = (
    *of_numbers(broken),
    Mistake(
        "decimals of the input cut off",
        broken(kept="int padded"),
        "The pixels lost their decimals: they were copied into an array of whole numbers.",
        "Print the dtype of the padded array that you make.",
    ),
)

FORM = (
    *of_form(broken),
    Mistake(
        "cache returned as well",
        broken(gives="with cache"),
        "The result is a tuple: the output, and the inputs kept for the way back. Many courses do "
        "that; here the output alone is asked for.",
        "Look at your last line. What stands after the comma?",
        convention=True,
    ),
)

CHANGED = Mistake(
    "windows multiplied in place",
    broken(inputs="windows"),
    "`window *= w[o]` writes into the padded array, or into x itself, because a slice is a view. "
    "Later windows then see numbers that were already multiplied.",
    "Print x before and after a call without padding. Then compare `window *= w[o]` with "
    "`window * w[o]`.",
)

RELU = Mistake(
    "negative results set to zero",
    broken(after="relu"),
    "Negative results became zero. That is ReLU, which comes after the layer and is no part of it.",
    "Work out the window 3, 5 under the weights 1, -1. Is it -2 or 0?",
)

RESHAPED = (
    Mistake(
        "reshaped without moving the filters forward",
        broken(layout="pixels first"),
        "The numbers are right but stand in the wrong places: an array with the filters last was "
        "*reshaped* to (N, O, OH, OW). Reshaping cuts the row of numbers anew; it does not move "
        "axes.",
        "Reshape np.arange(6).reshape(3, 2) to (2, 3), then transpose it. Which of the two keeps "
        "the columns together?",
    ),
    Mistake(
        "reshaped without moving the images forward",
        broken(layout="filters first"),
        "The numbers are right but stand in the wrong places: an array with the filters first, "
        "then the images, was *reshaped* to (N, O, OH, OW). Reshaping does not move axes.",
        "Reshape np.arange(6).reshape(3, 2) to (2, 3), then transpose it. Which of the two keeps "
        "the columns together?",
    ),
    Mistake(
        "filters before images",
        broken(layout="filters outside"),
        "The output is (O, N, OH, OW). Images come first: (N, O, OH, OW).",
        "Print out.shape for N = 2 and O = 4. Which comes first?",
    ),
    Mistake(
        "filters before images, then the biases",
        broken(layout="filters outside", bias="along the images"),
        "The sum of products has the shape (O, N, OH, OW), filters first. Biases of shape "
        "(O, 1, 1) then lie along the images, and stop with a ValueError unless their numbers "
        "happen to match.",
        "Look at the letters behind the arrow, or at the order of your product's axes. Which of "
        "them counts the images?",
    ),
)
