"""Assignment 08, in words: the mistakes of the sigmoid and of its gradient."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import sigmoid, sigmoid_back
from .form_mistakes import of_results

_sigmoid = Variants(sigmoid)
_back = Variants(sigmoid_back)

SIGMOID = (
    Mistake(
        "sign of the exponent",
        _sigmoid(curve="sign lost"),
        "The curve falls where it should rise: the exponent has the wrong sign.",
        "Should a large positive number come out near 1 or near 0? What does exp(100) do to your "
        "denominator?",
    ),
    Mistake(
        "overflow for large numbers",
        _sigmoid(large="infinity over infinity"),
        "For large positive numbers the result is NaN: exp overflows to infinity, and infinity "
        "divided by infinity is no number.",
        "Print np.exp(1000.0) and np.exp(-1000.0). Which of the two can you divide with? A form "
        "that only ever takes exp of negative numbers is safe.",
    ),
    Mistake(
        "1 in the denominator missing",
        _sigmoid(curve="one missing"),
        "The denominator is exp(-x) alone, so the result grows without a bound.",
        "Work out the curve at 0. Is it 1/2 or 1?",
    ),
    Mistake(
        "brackets missing",
        _sigmoid(curve="brackets missing"),
        "Only the first 1 was divided: / goes before +.",
        "Let Python work out 1 / 1 + 3 and 1 / (1 + 3).",
    ),
    Mistake(
        "slope in place of the curve",
        _sigmoid(curve="slope"),
        "This is the slope s * (1 - s), which belongs to the backward pass.",
        "Should a large number come out near 1 or near 0?",
    ),
    Mistake(
        "tanh",
        _sigmoid(curve="tanh"),
        "This is tanh, which has the same shape but runs from -1 to 1. The logistic sigmoid runs "
        "from 0 to 1.",
        "Which value has your curve at 0? It should be 1/2.",
        convention=True,
    ),
    Mistake(
        "sign of the input lost",
        _sigmoid(curve="size only"),
        "Negative numbers get the value of their positive twins: exp(-abs(x)) is safe, but for "
        "negative numbers the formula has to change with it.",
        "Multiply numerator and denominator of 1 / (1 + exp(-x)) by exp(x). Which exponential is "
        "left?",
    ),
    Mistake(
        "shares of a total",
        _sigmoid(curve="shares"),
        "The results add to 1: this is a softmax. A sigmoid looks at each number by itself.",
        "Call your function on [0.0], then on [0.0, 0.0]. Should the second 0 change the first "
        "result?",
    ),
    Mistake(
        "one `if` for the whole array",
        _sigmoid(stops="if"),
        "`if x >= 0` asks one question of a whole array, and NumPy refuses to answer.",
        "Read the message of the error. np.where chooses for each entry by itself.",
    ),
    Mistake(
        "math.exp for a whole array",
        _sigmoid(stops="math"),
        "math.exp takes one number. np.exp takes an array and works on every entry.",
        "Read the line where the error arises: does it say math or np?",
    ),
    Mistake(
        "x changed",
        _sigmoid(changes="x"),
        "The results were written into the array that came in: `out = x` makes no copy. Whoever "
        "called the function still needs x.",
        "Print x before and after a call.",
    ),
    *of_results(_sigmoid, "x"),
)

SIGMOID_BACKWARD = (
    Mistake(
        "sigmoid applied twice",
        _back(slope="sigmoid twice"),
        "The slope was taken at sigmoid(x) in place of x: x went through the sigmoid twice.",
        "Count the calls of sigmoid on the way from x to your slope. The input of this function is "
        "what went *into* the layer.",
    ),
    Mistake(
        "x taken for the output",
        _back(slope="x for the output"),
        "The slope is x * (1 - x), which is right if x is what came *out* of the sigmoid. Many "
        "libraries keep the output; here the function gets what went in.",
        "At x = 0 the slope is 1/4. What is yours?",
        convention=True,
    ),
    Mistake(
        "dout missing",
        _back(chained="dout missing"),
        "The result is the same whatever dout is. Those are the layer's own slopes; the chain rule "
        "multiplies each by its entry of dout.",
        "Double dout. Does your result double?",
    ),
    Mistake(
        "s without 1 - s",
        _back(slope="s alone"),
        "dout was multiplied by the sigmoid itself. Its slope is s * (1 - s).",
        "How steep is the curve at a large positive number? What does your factor say there?",
    ),
    Mistake(
        "1 - s without s",
        _back(slope="1 - s alone"),
        "dout was multiplied by 1 - s alone. The slope is s * (1 - s).",
        "How steep is the curve at a large negative number? What does your factor say there?",
    ),
    Mistake(
        "1 + s",
        _back(slope="1 + s"),
        "The slope is s * (1 + s) here, with a plus. The minus comes from the derivation: the "
        "second factor is what is missing from s to 1.",
        "How steep is the curve at a large positive number? What is your slope there?",
    ),
    Mistake(
        "one s too many",
        _back(slope="squared"),
        "The slope has one factor s too many.",
        "At x = 0, s is 1/2 and the slope is 1/4. What is yours?",
    ),
    Mistake(
        "sign of the slope",
        _back(slope="negative"),
        "Every sign is the opposite. The curve rises everywhere, so its slope is positive.",
        "Follow the two minus signs of the derivation: one from the power -1, one from exp(-x).",
    ),
    Mistake(
        "slope of tanh",
        _back(slope="of tanh"),
        "1 - s * s is the slope of tanh. That of the logistic sigmoid is s * (1 - s).",
        "At x = 0 the slope is 1/4. What is yours?",
    ),
    Mistake(
        "steepest slope everywhere",
        _back(slope="at zero"),
        "dout was divided by 4. That is the slope at 0, the largest there is; elsewhere the curve "
        "is flatter.",
        "Does your result change with x?",
    ),
    Mistake(
        "dout and x exchanged",
        _back(roles="exchanged"),
        "The slope was taken at dout, and multiplied by x.",
        "Which of the two arguments went into the sigmoid?",
    ),
    Mistake(
        "averaged over the batch",
        _back(chained="averaged"),
        "The result was divided by the length of the first axis. The chain rule only multiplies "
        "here; if the loss is a mean, that factor is in dout already.",
        "Look for a mean, or a division by a length.",
    ),
    Mistake(
        "overflow for large numbers",
        _back(large="infinity over infinity"),
        "For large negative numbers the result is NaN: exp(-x) overflows to infinity, and infinity "
        "divided by infinity is no number.",
        "Write the slope with s alone, and s with an exponential that cannot overflow.",
    ),
    Mistake(
        "dout changed",
        _back(changes="dout"),
        "dout was changed: `dout *= …` writes into the array that came in. Whoever called the "
        "function still needs it.",
        "Print dout before and after a call.",
    ),
    *of_results(_back, "x"),
)
