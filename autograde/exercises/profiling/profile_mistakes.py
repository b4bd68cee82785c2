"""Assignment 10, in words: the mistakes of profile and of ideal_time."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from ..geometry.fit_mistakes import NO_RETURN
from .broken import seconds
from .profile_broken import table

_table = Variants(table)
_seconds = Variants(seconds)

PROFILE = (
    Mistake(
        "MACs first",
        _table(columns="MACs first"),
        "The first two columns have changed places: parameters, then MACs.",
        "Read the Returns section once more.",
    ),
    Mistake(
        "elements first",
        _table(columns="elements first"),
        "The output elements come first. The order is parameters, MACs, elements.",
        "Read the Returns section once more.",
    ),
    Mistake(
        "layers across",
        _table(columns="transposed"),
        "The array has one column for each layer. One row for each layer is asked for.",
        "What is the shape of np.array([[1, 2, 3], [4, 5, 6]])? Which axis counts the layers?",
    ),
    Mistake(
        "biases forgotten",
        _table(biases="none"),
        "Only weights were counted as parameters. Each filter and each dense output has a bias.",
        "How many numbers does a dense layer with two inputs and one output learn?",
    ),
    Mistake(
        "biases of dense layers forgotten",
        _table(biases="not in dense"),
        "Biases were counted for the convolutions only. Dense outputs have one each, too.",
        "How many numbers does a dense layer with two inputs and one output learn?",
    ),
    Mistake(
        "biases of convolutions forgotten",
        _table(biases="not in conv"),
        "Biases were counted for the dense layers only. Each filter has one, too.",
        "How many numbers does one filter of 1 by 1 on two channels learn?",
    ),
    Mistake(
        "one bias for the layer",
        _table(biases="one"),
        "One bias was counted for each layer. Each filter and each dense output has one.",
        "How many entries has b, of shape (O,)?",
    ),
    Mistake(
        "a bias for every output pixel",
        _table(biases="every output"),
        "One bias was counted for each output pixel. All pixels of a map share their filter, and "
        "its bias with it.",
        "How many entries has b, of shape (O,)?",
    ),
    Mistake(
        "groups ignored in parameters",
        _table(weights="groups ignored"),
        "In the parameters every filter was given all channels. With groups it has weights for "
        "those of its own group only.",
        "Six channels in two groups: how deep is one filter?",
    ),
    Mistake(
        "one side of the kernel",
        _table(weights="one side of the kernel"),
        "In the parameters the kernel was counted as K. It has K rows and K columns of weights.",
        "How many weights has a kernel of 5 by 5 on one channel?",
    ),
    Mistake(
        "windows of pools counted",
        _table(weights="windows of pools"),
        "Pools were given parameters. They look at a window, but nothing in it is learned.",
        "Which numbers of a pool change while the network is trained?",
    ),
    Mistake(
        "weights at every place",
        _table(weights="at every place"),
        "The weights of a convolution were counted once for each place. They are shared: that is "
        "what makes it a convolution. Only the work is done at every place.",
        "Does a convolution learn more numbers when the image grows?",
    ),
    Mistake(
        "products and sums counted apart",
        _table(macs="twice"),
        "In the second column multiplications and additions were counted apart. A "
        "multiply-accumulate is one of each.",
        "Compare the column with what layer_macs gives.",
        convention=True,
    ),
    Mistake(
        "biases among the MACs",
        _table(macs="with biases"),
        "The second column holds the biases. A bias is added and multiplies nothing.",
        "Compare the column with what layer_macs gives.",
    ),
    Mistake(
        "elements of the input",
        _table(elements="of the input"),
        "The third column counts what goes into a layer. What comes out is asked for.",
        "Print the shape before and behind the first layer. Which one did you count?",
    ),
    Mistake(
        "channels for elements",
        _table(elements="channels only"),
        "The third column counts channels. Every pixel of every channel is an element.",
        "How many numbers does a volume of (6, 2, 3) hold?",
    ),
    Mistake(
        "elements of one channel",
        _table(elements="one channel"),
        "The third column counts the elements of one channel. All channels are asked for.",
        "How many numbers does a volume of (6, 2, 3) hold?",
    ),
    Mistake(
        "bytes for elements",
        _table(elements="bytes"),
        "The third column holds bytes, 8 for each number. The elements are asked for.",
        "How many numbers does a volume of (6, 2, 3) hold?",
        convention=True,
    ),
    Mistake(
        "total appended",
        _table(rows="total"),
        "The last row is the sum of the others. One row for each layer is asked for; whoever wants "
        "the total can add up the columns.",
        "How many rows should there be for one layer?",
    ),
    Mistake(
        "input as a row",
        _table(rows="input"),
        "The first row is the input. One row for each layer is asked for.",
        "How many rows should there be for one layer?",
    ),
    Mistake(
        "running sums",
        _table(rows="running sums"),
        "Each row holds the sum of all layers so far. Each layer by itself is asked for.",
        "Where do you set your counts back to 0 before the next layer?",
    ),
    Mistake(
        "only layers with weights",
        _table(rows="weights only"),
        "Layers without weights have no row. One row for each layer is asked for: they have "
        "outputs, too.",
        "How many rows should there be for [('relu',)]?",
    ),
    Mistake(
        "every layer sees the image",
        _table(carried="not"),
        "Every layer was given the shape of the image. It gets what the layer before it returns.",
        "Print the shape that goes into each layer. Where is it replaced?",
    ),
    Mistake(
        "costs from the shape of the image",
        _table(carried="costs of the image"),
        "The elements are right, but parameters and MACs of every layer were worked out from "
        "in_shape. A layer sees what the layer before it returns.",
        "Print the shape that goes into each layer. Where is it replaced?",
    ),
    Mistake(
        "costs from the shape behind",
        _table(carried="costs behind"),
        "Parameters and MACs were worked out from the shape that a layer returns. What goes into "
        "it decides how deep its filters are.",
        "In your loop, which line comes first: the one that counts, or the one that goes on to the "
        "next shape?",
    ),
    Mistake(
        "floats for whole numbers",
        _table(kept="floats"),
        "The array holds floats. Everything here is counted, so int64 is asked for; np.zeros makes "
        "floats unless you say which type you want.",
        "Print the dtype of your array.",
    ),
    Mistake(
        "wrapped around at 32 bits",
        _table(kept="int32"),
        "Large counts went through int32, which ends at 2,147,483,647 and then starts again below "
        "zero. Ask for np.int64.",
        "Print the dtype of your array. How many parameters has Canziani's dense network?",
    ),
    Mistake(
        "list for an array",
        _table(kept="list"),
        "The result is a list. An array of NumPy is asked for.",
        "Ask for the shape of [[1, 2], [3, 4]], then of np.array([[1, 2], [3, 4]]).",
    ),
    Mistake(
        "layers used up",
        _table(inputs="emptied"),
        "The list of layers is empty after the call. Whoever called the function still needs it.",
        "Print the list before and after a call. Compare layers.pop(0) with `for layer in layers`.",
    ),
    Mistake("nothing returned", _table(kept="nothing"), *NO_RETURN),
)

IDEAL_TIME = (
    Mistake(
        "the wrong way round",
        _seconds(formula="inverted"),
        "The rate was divided by the work. More work takes more time, and a higher rate takes "
        "less.",
        "A car at 100 km per hour goes 200 km. Which number do you divide by which?",
    ),
    Mistake(
        "multiplied",
        _seconds(formula="product"),
        "Work and rate were multiplied. A higher rate makes the time shorter.",
        "A car at 100 km per hour goes 200 km. How long does it take?",
    ),
    Mistake(
        "milliseconds",
        _seconds(formula="milliseconds"),
        "The time is in milliseconds. Seconds are asked for.",
        "2.2 million MACs at 2.2 million a second: what should come out?",
    ),
    Mistake(
        "two operations for each MAC",
        _seconds(formula="two operations"),
        "Each multiply-accumulate was counted as two operations. The rate counts "
        "multiply-accumulates, too, so there is nothing to convert.",
        "2.2 million MACs at 2.2 million MACs a second: what should come out?",
        convention=True,
    ),
    Mistake(
        "rate in gigahertz",
        _seconds(formula="gigahertz"),
        "The rate was taken as thousands of millions. It comes as it is, 2.2e9 for 2.2 GHz.",
        "Print 2.2e9.",
    ),
    Mistake(
        "rate ignored",
        _seconds(formula="fixed rate"),
        "The rate is always 2.2 GHz. It is an argument of the function.",
        "Where in your code does `rate` occur?",
    ),
    Mistake(
        "cut off to whole seconds",
        _seconds(rounded="whole"),
        "Everything behind the decimal point was dropped: // divides and rounds down.",
        "Print 5 / 2 and 5 // 2.",
    ),
    Mistake(
        "rounded to milliseconds",
        _seconds(rounded="three digits"),
        "The time was rounded. Round when you print a number, not when you return it.",
        "How long do ten MACs take at a million a second?",
    ),
    Mistake(
        "text for a number",
        _seconds(gives="text"),
        "The result is a text. Nobody can calculate with it; add the unit when you print.",
        "Ask for the type of your result.",
    ),
    Mistake("nothing returned", _seconds(gives="nothing"), *NO_RETURN),
)
