"""Assignment 08, in words: the mistakes of flatten and of dropout."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .ends_broken import dropped, flat
from .form_mistakes import of_results

_flat = Variants(flat)
_dropped = Variants(dropped)

FLATTEN = (
    Mistake(
        "channels last",
        _flat(order="channels last"),
        "The channels run fastest, as in libraries that store images as (N, H, W, C). Here an "
        "image is (C, H, W), and the row holds one channel after the other.",
        "What stands at place 1 of a row: the next column of channel 0, or channel 1?",
        convention=True,
    ),
    Mistake(
        "columns before rows",
        _flat(order="columns first"),
        "Within a channel the row runs fastest. Images are read line by line, so the *column* "
        "runs fastest.",
        "What stands at place 1 of a row: pixel (0, 1) or pixel (1, 0)?",
    ),
    Mistake(
        "first index fastest",
        _flat(order="first index fastest"),
        'order="F" runs through the channels first, then the rows, then the columns: the order of '
        "Fortran and MATLAB. Asked for is NumPy's own, in which the last index runs fastest.",
        "What stands at place 1 of a row: the next column of channel 0, or channel 1?",
        convention=True,
    ),
    Mistake(
        "images mixed",
        _flat(order="batch mixed"),
        "The shape is right, but the numbers of different images stand in one row: "
        "reshape(-1, N) cuts the memory into pieces of N, and a transpose does not mend that.",
        "Which image do the first three numbers of x.ravel() belong to? And in your row 0?",
    ),
    Mistake(
        "first image for all",
        _flat(order="first image"),
        "Every row holds image 0.",
        "Which index of x counts the images? Does it change in your code?",
    ),
    Mistake(
        "images as columns",
        _flat(shape="transposed"),
        "Every image became a column. Some courses do that; here images are rows.",
        "Print the shape of your result for x of shape (2, 3, 4, 5). Which number comes first?",
        convention=True,
    ),
    Mistake(
        "pieces of N",
        _flat(shape="pieces of N"),
        "reshape(-1, N) cuts the memory into pieces of N numbers, so neighbours of one image "
        "stand side by side in a row. Here each image has a row of its own: N comes first.",
        "Print the shape of your result for x of shape (2, 3, 4, 5). Which number comes first?",
    ),
    Mistake(
        "the batch in one axis",
        _flat(shape="one axis"),
        "The images were joined, too: the result has one axis. Each image has a row of its own.",
        "How many axes has the answer, and which is the first number of its shape?",
    ),
    Mistake(
        "the batch in one row",
        _flat(shape="one row"),
        "All images stand in one row. Each image has a row of its own.",
        "Print the shape of your result for x of shape (2, 3, 4, 5). Which number comes first?",
    ),
    Mistake(
        "axis of the channels kept",
        _flat(shape="channels kept"),
        "Only rows and columns were joined. The channels go into the same row.",
        "How many axes has the answer?",
    ),
    Mistake(
        "one row for each channel",
        _flat(shape="one row a channel"),
        "Every channel has a row of its own. All channels of an image go into one row.",
        "For x of shape (2, 3, 4, 5), what is the first number of the answer's shape?",
    ),
    Mistake(
        "means of the channels",
        _flat(shape="means"),
        "Every channel became its mean. That is global average pooling; flattening only lays "
        "numbers out and loses none.",
        "How many numbers has x, and how many has your result?",
    ),
    Mistake(
        "one image alone",
        _flat(shape="first row"),
        "Only the first image came back.",
        "For x of shape (2, 3, 4, 5), what is the first number of the answer's shape?",
    ),
    *of_results(_flat, "x", fills=False),
)

DROPOUT = (
    Mistake(
        "not rescaled",
        _dropped(scale="none"),
        "What is kept was not enlarged, so the next layer gets less in training than later.",
        "With p = 1/2, what is the mean of many results for x = 1? What should it be?",
    ),
    Mistake(
        "the older way",
        _dropped(scale="none", testing="scaled down"),
        "Nothing was enlarged in training, and everything made smaller by 1 - p afterwards. That "
        "is how dropout was first published. Here it is inverted: enlarged in training, untouched "
        "afterwards.",
        "Which of the two lets a trained network run without knowing p?",
        convention=True,
    ),
    Mistake(
        "p as the probability to keep",
        _dropped(mask="keep probability"),
        "p was taken as the probability to *keep* an entry. Here, as in PyTorch, it is the "
        "probability to drop it.",
        "With p = 0, should everything stay or everything go?",
        convention=True,
    ),
    Mistake(
        "mask turned around",
        _dropped(mask="turned"),
        "The entries with small u were kept and the others dropped, while the scale is right for "
        "the opposite. Kept is where u >= p.",
        "With p = 1/8, which share of the entries should stay?",
    ),
    Mistake(
        "dropped where u equals p",
        _dropped(mask="strict"),
        "Where u is exactly p the entry was dropped. u runs from 0 up to, but without, 1, so "
        "u >= p keeps a share of exactly 1 - p.",
        "With p = 0 and u = 0, should the entry stay? Compare > with >=.",
    ),
    Mistake(
        "nothing dropped",
        _dropped(mask="none"),
        "Every entry was kept and enlarged.",
        "Where in your code does u meet p?",
    ),
    Mistake(
        "multiplied by u",
        _dropped(mask="numbers"),
        "x was multiplied by the random numbers. They only decide: an entry stays as a whole or "
        "goes.",
        "Which two values can a mask hold?",
    ),
    Mistake(
        "made smaller in place of larger",
        _dropped(scale="times"),
        "What is kept was multiplied by 1 - p. To make up for what is gone it is divided.",
        "With p = 1/2, what is the mean of many results for x = 1? What should it be?",
    ),
    Mistake(
        "divided by p",
        _dropped(scale="by p"),
        "What is kept was divided by p. A share of 1 - p is kept, and that is what to divide by.",
        "With p = 1/4, three of four entries stay. By how much must they grow?",
    ),
    Mistake(
        "divided by the share that stayed",
        _dropped(scale="share kept"),
        "What is kept was divided by the share that stayed this time. Asked for is the probability "
        "1 - p, which does not change from draw to draw.",
        "Does a single kept entry grow by the same factor in every draw?",
    ),
    Mistake(
        "train ignored",
        _dropped(testing="train ignored"),
        "Entries were dropped although train is False. A trained network uses all its entries.",
        "Which line of yours reads `train`?",
    ),
    Mistake(
        "train the other way round",
        _dropped(testing="exchanged"),
        "Entries are dropped when train is False, and left alone when it is True. It is the other "
        "way round.",
        "Which of your two branches is for training?",
    ),
    Mistake(
        "enlarged outside of training",
        _dropped(testing="scaled up"),
        "With train False everything was enlarged. Nothing is missing then.",
        "With train False, what should x = 3 give?",
    ),
    Mistake(
        "made smaller outside of training",
        _dropped(testing="scaled down"),
        "With train False everything was made smaller by 1 - p, although what was kept in training "
        "has been enlarged already. One of the two is enough.",
        "With train False, what should x = 3 give?",
    ),
    Mistake(
        "zeros outside of training",
        _dropped(testing="zeros"),
        "With train False the result is zero everywhere: nothing was ever filled in.",
        "With train False, what should x = 3 give?",
    ),
    Mistake(
        "mask alone",
        _dropped(product="mask alone"),
        "The mask came back in place of the values that it keeps.",
        "Which line of yours multiplies x?",
    ),
    Mistake(
        "x changed",
        _dropped(changes="x"),
        "The zeros were written into the array that came in. Whoever called the function still "
        "needs x.",
        "Print x before and after a call. Compare `x *= mask` with `x * mask`.",
    ),
    *of_results(_dropped, "x"),
)
