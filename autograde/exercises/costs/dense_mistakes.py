"""Assignment 01, in words: the mistakes of dense_cost."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import dense
from .form_mistakes import of_results, of_whole_numbers

broken = Variants(dense)

_BIASES = (
    Mistake(
        "biases forgotten",
        broken(bias="none"),
        "Only the weights were counted. Every output adds a bias, and a bias is a parameter.",
        "Write down the sum of one output for two inputs. How many numbers does it need?",
    ),
    Mistake(
        "one bias for the whole layer",
        broken(bias="one"),
        "One bias was counted for the whole layer. Every output has its own.",
        "Draw two outputs that look at three inputs. Where do you write the biases?",
    ),
    Mistake(
        "one bias for each channel",
        broken(bias="channels"),
        "One bias was counted for each output channel. That is a convolutional layer, which "
        "shares them; in a dense layer every output has its own.",
        "How many outputs has a volume of (6, 28, 28)? Which of them share anything in a dense "
        "layer?",
    ),
    Mistake(
        "one bias for each input",
        broken(bias="inputs"),
        "One bias was counted for each input. A bias is added to an output.",
        "Draw one output that looks at three inputs. How many biases are there: 1 or 3?",
    ),
    Mistake(
        "biases for inputs and outputs",
        broken(bias="both"),
        "Biases were counted on both sides. Inputs are given; only outputs add one.",
        "Draw one output that looks at three inputs. How many biases are there: 1 or 4?",
    ),
    Mistake(
        "biases counted twice",
        broken(bias="twice"),
        "Every bias was counted twice: once inside the weights of an output, once more after that.",
        "Count the numbers of one output with two inputs on paper. Is it 3 or 4?",
    ),
)

_SIDES = (
    Mistake(
        "input channels left out",
        broken(inputs="no channels"),
        "The input was counted without its channels. A colour image has three numbers at every "
        "place.",
        "How many numbers does an image of (3, 2, 2) hold?",
    ),
    Mistake(
        "channels for the whole input",
        broken(inputs="channels only"),
        "Of the input only the channels were counted. Every pixel of every channel is an input.",
        "How many numbers does an image of (3, 2, 2) hold?",
    ),
    Mistake(
        "width of the input left out",
        broken(inputs="one side"),
        "The input was counted without one of its sides.",
        "How many numbers does an image of (3, 2, 4) hold?",
    ),
    Mistake(
        "input sizes added",
        broken(inputs="added"),
        "The sizes of the input were added. Channels times height times width counts its numbers.",
        "How many numbers does an image of (3, 2, 4) hold: 9 or 24?",
    ),
    Mistake(
        "output channels left out",
        broken(outputs="no channels"),
        "The output was counted without its channels.",
        "How many outputs has a volume of (6, 28, 28): 784 or six times as many?",
    ),
    Mistake(
        "one output for each channel",
        broken(outputs="channels only"),
        "Of the output only the channels were counted. That is how a convolutional layer shares: "
        "one set of weights for each channel. A dense layer has one for every place as well.",
        "How many outputs has a volume of (6, 28, 28): 6 or 4704?",
    ),
    Mistake(
        "output sizes added",
        broken(outputs="added"),
        "The sizes of the output were added. Channels times height times width counts its numbers.",
        "How many numbers does a volume of (6, 2, 3) hold: 11 or 36?",
    ),
    Mistake(
        "output as large as the input",
        broken(outputs="size of the input"),
        "The output was given the height and width of the input. They are arguments of their own.",
        "For (3, 32, 32) to (6, 28, 28): which two numbers belong to the output's size?",
    ),
)

_MACS = (
    Mistake(
        "biases among the MACs",
        broken(macs="with bias"),
        "The MACs hold the biases. A bias is added and multiplies nothing; here it counts among "
        "the parameters only.",
        "Write down the sum of one output for two inputs. How many times signs are there?",
    ),
    Mistake(
        "products and sums counted apart",
        broken(macs="twice"),
        "Multiplications and additions were counted apart. A MAC is one of each: multiply, and "
        "accumulate. Other sources count both, and call them operations.",
        "Write down the sum of one output for two inputs. How many times signs are there?",
        convention=True,
    ),
    Mistake(
        "operations for MACs",
        broken(macs="operations"),
        "n products and n - 1 additions were counted for each output. A MAC is one multiplication "
        "together with one addition.",
        "Write down the sum of one output for two inputs. How many times signs are there?",
        convention=True,
    ),
    Mistake(
        "additions only",
        broken(macs="additions"),
        "n - 1 were counted for each output: its plus signs. A MAC goes with each product.",
        "Write down the sum of one output for two inputs. How many times signs are there?",
    ),
    Mistake(
        "MACs of one output",
        broken(macs="one output"),
        "These are the MACs of one output. The whole layer is asked for.",
        "Count the times signs of two outputs that look at three inputs.",
    ),
    Mistake(
        "MACs added for multiplied",
        broken(macs="added"),
        "Inputs and outputs were added. Every output meets every input.",
        "Draw two outputs that look at three inputs. How many lines are there: 5 or 6?",
    ),
)

_ORDER = (
    Mistake(
        "the two exchanged",
        broken(order="reversed"),
        "MACs come first. The parameters are asked for first.",
        "Which of the two counts holds the biases? It comes first.",
    ),
    Mistake(
        "only the parameters",
        broken(order="first only"),
        "Only the parameters came back. Both counts are asked for.",
        "Read the Returns section once more: how many numbers are there?",
    ),
    Mistake(
        "only the MACs",
        broken(order="last only"),
        "Only the MACs came back. Both counts are asked for.",
        "Read the Returns section once more: how many numbers are there?",
    ),
)

DENSE_COST = (
    *_BIASES,
    *_SIDES,
    *_MACS,
    *_ORDER,
    *of_whole_numbers(broken),
    *of_results(broken, "two"),
)
