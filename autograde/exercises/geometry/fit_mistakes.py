"""Assignment 03, in words: the mistakes of output_size about what does not fit, and of results."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import size_of

_size = Variants(size_of)

NO_RETURN = (
    "The function ends without `return`, so what it hands back is None. Printing a result does "
    "not return it.",
    "Write type(...) around a call of your function: which type does it say? Then look at its "
    "last line.",
)

OF_FITTING = (
    Mistake(
        "rounded down",
        _size(refused="no remainder"),
        "Where the stride leaves pixels over, the size is rounded down. That is what layers do; "
        "this function raises ValueError.",
        "What is left over when you divide 4 by 3? Which operator tells you?",
    ),
    Mistake(
        "nothing refused",
        _size(refused="nothing"),
        "The size is rounded down, and a kernel that is too large gives a size of 0 or less. "
        "Layers round; this function is there to tell that a design does not fit, and raises "
        "ValueError.",
        "Ask your function about 7 pixels, kernel 3 and stride 3. Which line should refuse?",
    ),
    Mistake(
        "rounded up",
        _size(refused="rounded up"),
        "Where the stride leaves pixels over, the size is rounded up, as if the kernel might stick "
        "out. This function raises ValueError.",
        "What is left over when you divide 4 by 3? Which operator tells you?",
    ),
    Mistake(
        "rounded to the nearest",
        _size(refused="rounded to nearest"),
        "Where the stride leaves pixels over, the size is rounded to the nearest whole number. "
        "There are no half positions, so this function raises ValueError.",
        "What is left over when you divide 4 by 3? Which operator tells you?",
    ),
    Mistake(
        "float for an int",
        _size(gives="float"),
        "The size is a float, since / always makes one. Positions are counted, so an int is asked "
        "for.",
        "Print 4 / 2 and 4 // 2. Can a list be 3.0 entries long?",
    ),
    Mistake(
        "plain division",
        _size(refused="plain division", gives="float"),
        "The formula is there, but / makes a float of every size, and nothing is refused: 2.33 "
        "positions do not exist.",
        "Print 4 / 2 and 4 // 2. Then print 4 % 3: it tells what is left over.",
    ),
    Mistake(
        "None for what does not fit",
        _size(refused="none given"),
        "What does not fit gives None. Printing or returning nothing lets the program go on; raise "
        "a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "ValueError returned for what does not fit",
        _size(refused="error returned"),
        "What does not fit gives a ValueError as a *result*. An error that is returned stops "
        "nobody: the caller goes on with it as if it were a size. Raise it.",
        "Look at the line that makes the error. Which word stands before `ValueError`?",
    ),
    Mistake(
        "0 for what does not fit",
        _size(refused="zero given"),
        "What does not fit gives 0. A caller may take that for a size; raise a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "-1 for what does not fit",
        _size(refused="minus one given"),
        "What does not fit gives -1. A caller may take that for a size; raise a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "another exception for what does not fit",
        _size(refused="assert"),
        "What does not fit raises AssertionError. ValueError is asked for; `assert` is for things "
        "that can never happen.",
        'Look at how errors are raised: `raise SomeError("…")`. Which error suits a bad value?',
    ),
    Mistake(
        "size tested for the room",
        _size(refused="size tested"),
        "Whether the stride fits was tested on the input's size. The kernel covers a part of it "
        "before its first step, and padding adds to it; what is left is divided into steps.",
        "Ask your function about 7 pixels, kernel 3, stride 2: three positions. Is 7 a multiple "
        "of 2?",
    ),
    Mistake(
        "padded size tested for the room",
        _size(refused="padded size tested"),
        "Whether the stride fits was tested on the padded size. The kernel covers a part of it "
        "before its first step; what is left is divided into steps.",
        "Ask your function about 7 pixels, kernel 3, stride 2: three positions. Is 7 a multiple "
        "of 2?",
    ),
    Mistake(
        "padding forgotten in the test",
        _size(refused="padding not tested"),
        "Whether the stride fits was tested without the padding, which the size then counts.",
        "Draw 6 pixels, padding 1 at each end, kernel 2, stride 3. Does it fit? Does it without "
        "the padding?",
    ),
    Mistake(
        "kernel larger than the input accepted",
        _size(refused="too large given"),
        "A kernel that reaches beyond the padded input gives a size of 0 or less. It fits nowhere: "
        "raise a ValueError.",
        "Ask your function about 3 pixels and a kernel of 4.",
    ),
    Mistake(
        "0 for a kernel that is too large",
        _size(refused="too large zero"),
        "A kernel that reaches beyond the padded input gives 0. It fits nowhere: raise a "
        "ValueError.",
        "Ask your function about 3 pixels and a kernel of 4.",
    ),
    Mistake(
        "kernel compared with the bare size",
        _size(refused="kernel against size"),
        "The kernel was compared with the size alone. Padding gives it more room, and dilation "
        "makes it reach further.",
        "Does a kernel of 5 fit on 3 pixels with a padding of 1? Does a kernel of 2 with dilation "
        "4?",
    ),
    Mistake(
        "a single position refused",
        _size(refused="one refused"),
        "A kernel that fits at exactly one place is refused. One output is an output.",
        "On 3 pixels a kernel of 3 has one place. Compare < with <=.",
    ),
    Mistake("nothing returned", _size(gives="nothing"), *NO_RETURN),
)
