"""Assignment 10, in words: the mistakes of layer_macs."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from ..geometry.fit_mistakes import NO_RETURN
from .broken import work

_work = Variants(work)

TIMES_SIGNS = "Write down the sum of one output for two inputs. How many times signs are there?"

_WHAT = (
    Mistake(
        "biases among the MACs",
        _work(counted="with biases"),
        "The count holds the biases. A bias is added and multiplies nothing.",
        TIMES_SIGNS,
    ),
    Mistake(
        "products and sums counted apart",
        _work(counted="twice"),
        "Multiplications and additions were counted apart, as FLOPs are. A multiply-accumulate is "
        "one of each.",
        TIMES_SIGNS,
        convention=True,
    ),
    Mistake(
        "operations for MACs",
        _work(counted="operations"),
        "n products and n - 1 additions were counted for each output, as in assignment 01. A "
        "multiply-accumulate is one product together with one addition.",
        TIMES_SIGNS,
        convention=True,
    ),
)

_PLACES = (
    Mistake(
        "places of the input",
        _work(places="input"),
        "The weights were multiplied with the places of the input. A filter works once for each "
        "place of the *output*.",
        "A kernel of 3 without padding on 5 by 5 pixels: how many sums are formed?",
    ),
    Mistake(
        "one place only",
        _work(places="one"),
        "Each weight was counted once. That is the number of weights; a filter is used at every "
        "place of its map, and multiplies there each time.",
        "How many places has a kernel of 3 on 5 by 5 pixels?",
    ),
    Mistake(
        "height used for both sides",
        _work(places="square"),
        "The output was taken to be square. Images need not be.",
        "Call your function for an image with 3 rows and 9 columns.",
    ),
    Mistake(
        "width left out",
        _work(places="one side"),
        "The output's height was counted and its width was not. The kernel moves along both.",
        "How many places has a kernel of 3 on 5 by 6 pixels?",
    ),
    Mistake(
        "padding counted once",
        _work(sizes="padding once"),
        "The padding was added once. It lies at both ends of each side.",
        "Draw 4 pixels with a padding of 1 at each end. How many cells are there?",
    ),
    Mistake(
        "padding ignored",
        _work(sizes="padding ignored"),
        "The padding does not change your answer. It makes room for more places, and products with "
        "its zeros are formed like all others.",
        "How many places has a kernel of 3 on 4 pixels? And with one more pixel at each end?",
    ),
    Mistake(
        "stride ignored",
        _work(sizes="stride ignored"),
        "The stride does not change your answer. Larger steps leave fewer places.",
        "Mark the places of 3 pixels on 7, in steps of 1 and then of 2.",
    ),
    Mistake(
        "first position not counted",
        _work(sizes="no first position"),
        "Steps were counted, not positions. Before its first step the kernel has a position, too.",
        "Mark all the places where 3 pixels fit on 5, and count the steps between them.",
    ),
    Mistake(
        "stride and padding exchanged",
        _work(sizes="stride and padding exchanged"),
        "Stride and padding have changed places. In the tuple the stride comes first.",
        "Print the five numbers of one convolution with their names beside them.",
    ),
    Mistake(
        "the 1 inside the division",
        _work(sizes="one inside"),
        "The 1 was added before the division by the stride. It belongs behind it: it is the first "
        "position, and only the steps are divided.",
        "A kernel of 3 with stride 2 on 7 pixels: what comes out of (7 - 3 + 1) // 2, and what of "
        "(7 - 3) // 2 + 1?",
    ),
    Mistake(
        "rounded up",
        _work(sizes="rounded up"),
        "Where the stride leaves pixels over, the size was rounded up. Layers round down.",
        "How many places has a kernel of 3 with stride 2 on 6 pixels? Draw them.",
    ),
    Mistake(
        "not rounded",
        _work(sizes="not rounded"),
        "The size of the output was divided with / and not rounded down, so there are fractions of "
        "places in your count, and it is a float.",
        "Print 5 / 2 and 5 // 2. Which of them counts places?",
    ),
    Mistake(
        "remainders refused",
        _work(sizes="remainders refused"),
        "Where a stride leaves pixels over, a ValueError is raised. Layers round down; only a "
        "kernel that is too large is refused.",
        "What does Canziani's third network make of 256 pixels with stride 2?",
    ),
)

_WEIGHTS = (
    Mistake(
        "one side of the kernel",
        _work(kernel="one side"),
        "The kernel was counted as K. It has K rows and K columns of weights.",
        "How many weights has a kernel of 5 by 5 on one channel?",
    ),
    Mistake(
        "sides of the kernel added",
        _work(kernel="sides added"),
        "The kernel was counted as K + K. It has K rows and K columns of weights.",
        "How many weights has a kernel of 5 by 5 on one channel?",
    ),
    Mistake(
        "one channel only",
        _work(channels="one channel"),
        "The channels of the input were left out. A filter is as deep as what it sees.",
        "How many products make one output of a 1 by 1 filter on 3 channels?",
    ),
    Mistake(
        "one filter only",
        _work(channels="one filter"),
        "The work of a single filter was counted. The layer has O of them.",
        "Which entry of the tuple is the number of filters, and where is it in your product?",
    ),
    Mistake(
        "groups ignored",
        _work(grouped="ignored"),
        "Every filter was given all channels. With groups it multiplies those of its own group "
        "only.",
        "Six channels in two groups: how many of them does one filter see?",
    ),
    Mistake(
        "multiplied by the groups",
        _work(grouped="multiplied"),
        "The count was multiplied by the groups. Groups make a layer cheaper, not dearer.",
        "Six channels in two groups: how many of them does one filter see?",
    ),
    Mistake(
        "one group only",
        _work(grouped="one group"),
        "Filters and channels were both divided by the groups. That is the work of one group, and "
        "there are several.",
        "Four filters in two groups: how many filters work?",
    ),
    Mistake(
        "dense layer counted by its outputs",
        _work(dense="outputs"),
        "Of a dense layer the outputs were counted. Each of them takes one product for each input.",
        "Draw two outputs that look at three inputs. How many lines are there?",
    ),
    Mistake(
        "dense layer counted by its inputs",
        _work(dense="inputs"),
        "Of a dense layer the inputs were counted. Each output multiplies every one of them anew.",
        "Draw two outputs that look at three inputs. How many lines are there?",
    ),
)

_OTHERS = (
    Mistake(
        "pools counted",
        _work(others="pools counted"),
        "Pools were counted with K * K for each output. A maximum compares and multiplies nothing, "
        "so it counts 0 here.",
        "Find the largest of four numbers. Did you multiply?",
        convention=True,
    ),
    Mistake(
        "ReLU and dropout counted",
        _work(others="ReLU counted"),
        "ReLU and dropout were counted with one for each output. Here they count 0, as all layers "
        "without sums of products do.",
        "Which layers add up products?",
        convention=True,
    ),
    Mistake(
        "None for the other layers",
        _work(others="nothing"),
        "Layers that multiply nothing give None. The count is 0 there.",
        "Which branch of your function has no `return`?",
    ),
    Mistake(
        "kernel larger than the input accepted",
        _work(misfit="accepted"),
        "A kernel that is larger than its padded input is counted all the same, with 0 places or "
        "fewer. It fits nowhere: raise a ValueError.",
        "Ask your function about a convolution of 5 by 5 without padding on 4 by 4 pixels.",
    ),
    Mistake(
        "pools larger than the input accepted",
        _work(misfit="pools accepted"),
        "A pool that is larger than its input gives 0. It costs nothing where it fits; where it "
        "does not, a ValueError is asked for.",
        "Ask your function about a pool of 3 by 3 on 2 by 2 pixels.",
    ),
    Mistake(
        "0 for what does not fit",
        _work(misfit="zero"),
        "What does not fit gives 0. A caller may take that for a count; raise a ValueError.",
        "Look up `raise` in what you have written: is it there?",
    ),
    Mistake(
        "another exception for what does not fit",
        _work(misfit="assert"),
        "What does not fit raises AssertionError. ValueError is asked for; `assert` is for things "
        "that can never happen.",
        'Look at how errors are raised: `raise SomeError("…")`. Which error suits a bad value?',
    ),
    Mistake(
        "kernel compared with the bare input",
        _work(misfit="bare"),
        "The kernel was compared with the input alone. Padding gives it more room.",
        "Does a kernel of 5 fit on 3 pixels with a padding of 1?",
    ),
    Mistake(
        "padding counted once in the comparison",
        _work(misfit="padding once"),
        "The kernel was compared with the input and its padding at one end. The padding lies at "
        "both ends.",
        "Does a kernel of 5 fit on 3 pixels with a padding of 1 at each end?",
    ),
    Mistake(
        "a single position refused",
        _work(misfit="equal refused"),
        "A kernel exactly as large as its input is refused. It has one place.",
        "Compare < with <=. How many places has a kernel of 4 on 4 pixels?",
    ),
    Mistake(
        "float for an int",
        _work(gives="float"),
        "The count is a float. Products are counted, so an int is asked for.",
        "Compare type(6 / 2) with type(6 // 2). Where does your first float arise?",
    ),
    Mistake("nothing returned", _work(gives="nothing"), *NO_RETURN),
)

LAYER_MACS = (*_WHAT, *_PLACES, *_WEIGHTS, *_OTHERS)
