"""Assignment 06, in words: mistakes of db, of the batch and of what is handed back."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants


def of_db(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of the bias's gradient."""
    return (
        Mistake(
            "db divided by the batch size",
            broken(db="batch mean"),
            "db is the right sum divided by the number of images. The chain rule adds; a loss that "
            "averages over the batch has put its 1/N into dout already.",
            "Take two images of one pixel each, with dout 1 and 3. The bias was added twice: is "
            "its gradient 4 or 2?",
        ),
        Mistake(
            "db averaged",
            broken(db="mean"),
            "db is a mean over images and pixels. The bias was added at every one of them, so "
            "every one of them adds its share.",
            "Look at what you call on dout: is it sum or mean?",
        ),
        Mistake(
            "db not added over the batch",
            broken(db="not over the batch"),
            "db has one row for each image. All images share the same bias, so their shares are "
            "added up.",
            "How many biases does the layer have, and how many numbers do you return?",
        ),
        Mistake(
            "db counts the pixels",
            broken(db="counts"),
            "db counts how often the bias was used. Each use passes on its entry of dout, not 1.",
            "Take one pixel with dout 5. Nudge the bias by 0.01: by how much does the loss move?",
        ),
        Mistake(
            "db is the local derivative only",
            broken(db="ones"),
            "db is all ones. That is the derivative of one output by its bias; the chain rule "
            "multiplies it by dout and adds up over all outputs.",
            "Take one pixel with dout 5. Nudge the bias by 0.01: by how much does the loss move?",
        ),
        Mistake(
            "db for each pixel",
            broken(db="per pixel"),
            "db still has the axes of height and width. One bias is used at every pixel, so the "
            "pixels are added up, too.",
            "Which axes of (N, O, OH, OW) does a gradient of shape (O,) no longer have?",
        ),
        Mistake(
            "db one number",
            broken(db="one number"),
            "All of dout was added up to one number. Each filter has its own bias.",
            "Which axis of (N, O, OH, OW) must survive the sum?",
        ),
        Mistake(
            "db with axes of length 1",
            broken(db="axes kept"),
            "db is right but has axes of length 1 left, as after keepdims=True. The bias has "
            "shape (O,).",
            "Print db.shape.",
        ),
        Mistake(
            "db as a column",
            broken(db="column"),
            "db is right but stands in a column, (O, 1), as after keepdims=True. The bias has "
            "shape (O,).",
            "Print db.shape.",
        ),
        Mistake(
            "db of the last pixel only",
            broken(db="last entry"),
            "Each entry of dout replaced the one before it, so db holds the last one only.",
            "Compare `=` with `+=` in the line of db.",
        ),
        Mistake(
            "db left at zero",
            broken(db="zeros"),
            "db was never filled.",
            "out = … + b[o]. What does a nudge of b[o] do to every output pixel of filter o?",
        ),
    )


def of_batch(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of what the images of a batch have to do with each other."""
    return (
        Mistake(
            "everything divided by the batch size",
            broken(over_n="all"),
            "All three gradients are the right ones divided by the number of images. The layer "
            "only applies the chain rule; if the loss is a mean, dout holds the 1/N already.",
            "Take two equal images in a batch. Should the first image's dx know about the second?",
        ),
        Mistake(
            "dw and db divided by the batch size",
            broken(dw_added="batch mean", db="batch mean"),
            "dw and db are the right sums divided by the number of images, as some courses define "
            "them. The chain rule adds; if the loss is a mean, dout holds the 1/N already.",
            "Take two images of one pixel, both 1, with dout 1 and 3, and a kernel of one weight. "
            "Is dw 4 or 2? And db?",
            convention=True,
        ),
        Mistake(
            "dw divided by the batch size",
            broken(dw_added="batch mean"),
            "dw is the right sum divided by the number of images, as some courses define it. The "
            "chain rule adds; if the loss is a mean, dout holds the 1/N already.",
            "Take two images of one pixel, both 1, with dout 1 and 3, and a kernel of one weight. "
            "Is dw 4 or 2?",
            convention=True,
        ),
        Mistake(
            "dw of the last image only",
            broken(dw_added="last image"),
            "Each image's dw replaced the one before it, so only the last image counts.",
            "Print dw at the end of each turn of the loop over images. When does it start anew?",
        ),
        Mistake(
            "dw not added over the batch",
            broken(dw_added="not over the batch"),
            "dw still has an axis for the images. They share the weights, so their shares are "
            "added up.",
            "Compare the shape of your dw with that of w.",
        ),
        Mistake(
            "first image only",
            broken(dout_as="first image"),
            "Only the first image of the batch counts; dx of all others is zero. Either `return` "
            "stands inside a loop, or an index 0 stands where n belongs.",
            "How far is `return` indented? Count how often your outermost loop runs for 3 images.",
        ),
        Mistake(
            "first image's pixels for the whole batch",
            broken(dw_pixels="first image"),
            "dw meets the pixels of the first image every time. The gradient of image n belongs to "
            "the pixels of image n.",
            "In the line of dw, read off the image's index of x and of dout. Are they the same?",
        ),
        Mistake(
            "dout ignored",
            broken(dout_as="ones"),
            "The result is the same whatever dout is: as if it were 1 everywhere. Those are the "
            "local derivatives; the chain rule multiplies each by its entry of dout.",
            "Double dout. Do your gradients double?",
        ),
    )


def of_results(broken: Variants) -> tuple[Mistake, ...]:
    """Mistakes of number types, of inputs that change, and of what is handed back."""
    return (
        Mistake(
            "decimals cut off",
            broken(kept="int"),
            "The gradients are whole numbers: everything after the decimal point was dropped.",
            "What does np.zeros(3, dtype=int) make of 0.5?",
        ),
        Mistake(
            "gradients in the inputs' types, refused",
            broken(kept="input's type"),
            "np.zeros_like(x) makes whole numbers when x holds whole numbers, and NumPy refuses to "
            "add decimals to them in place. A gradient is seldom a whole number.",
            "Try a = np.zeros_like(np.array([1, 2])), then a += 0.5. Which type should a have?",
        ),
        Mistake(
            "gradients in the inputs' types, cut off",
            broken(kept="input's type, entry by entry"),
            "np.zeros_like(x) makes whole numbers when x holds whole numbers, and then every entry "
            "that you store loses its decimals.",
            "Try a = np.zeros_like(np.array([1, 2])), then a[0] = 0.5, and look at it.",
        ),
        Mistake(
            "computed in half precision",
            broken(kept="float16"),
            "The numbers went through float16, which keeps about three digits.",
            "Add 2048 and 1 in np.float16. Then look for float16 in your code.",
        ),
        Mistake(
            "results in single precision",
            broken(kept="float32"),
            "The gradients are float32. With float64 inputs they should be float64.",
            "Print the dtype of each gradient before you return it.",
        ),
        Mistake(
            "x changed: dx written into it",
            broken(changes="x"),
            "dx was written into the input's own memory. Whoever called the function still needs "
            "x.",
            "Print x before and after a call. Does a line like `dx = x` stand in your code?",
        ),
        Mistake(
            "list for a tuple",
            broken(gives="list"),
            "The gradients come in a list. A tuple is asked for: `return dx, dw, db` makes one.",
            "Print the type of what your function returns.",
        ),
        Mistake(
            "dw before dx",
            broken(gives="dw first"),
            "dw comes first and dx second. The order is that of the arguments: dx, dw, db.",
            "Read the last line of your function next to the line Returns of its description.",
        ),
        Mistake(
            "db not returned",
            broken(gives="last missing"),
            "Two gradients come back. Three are asked for: dx, dw and db.",
            "Read the last line of your function.",
        ),
        Mistake(
            "gradients left as None",
            broken(gives="dx, None"),
            "A gradient that is asked for comes back as None: it was never worked out.",
            "Print the three things that you return. Which line gives each of them its value?",
        ),
        Mistake(
            "nothing returned",
            broken(gives="none"),
            "The function ends without `return`, so what it hands back is None.",
            "Write type(...) around a call of your function: which type does it say?",
        ),
        Mistake(
            "shapes that do not match",
            broken(gives="shapes"),
            "ValueError: two arrays whose shapes do not fit meet in one line. A padded array may "
            "be meant, an axis may lack its index, or a matrix may need its transpose.",
            "Read the message and the line where it arises, and print the shape of every array in "
            "that line.",
        ),
    )
