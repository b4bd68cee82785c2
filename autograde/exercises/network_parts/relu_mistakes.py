"""Assignment 08, in words: the mistakes of the rectified linear unit and of its gradient."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import rectified, rectified_back
from .form_mistakes import of_results

_relu = Variants(rectified)
_back = Variants(rectified_back)

RELU = (
    Mistake(
        "x changed",
        _relu(changes="x"),
        "The zeros were written into the array that came in: `x[x < 0] = 0` needs a copy first. "
        "Whoever called the function still needs x, above all the backward pass.",
        "Print x before and after a call.",
    ),
    Mistake(
        "maximum along an axis",
        _relu(curve="along an axis"),
        "np.max(x, 0) takes the largest entry along axis 0, so an axis is gone. np.maximum "
        "compares entry by entry.",
        "Call both on np.array([[-1, 2], [3, -4]]) and compare the shapes.",
    ),
    Mistake(
        "max or `if` for a whole array",
        _relu(stops="if"),
        "Python's own max, or an `if`, asks one question of a whole array, and NumPy refuses to "
        "answer.",
        "Read the message of the error. Which function of NumPy compares entry by entry?",
    ),
    Mistake(
        "the negative half kept",
        _relu(curve="negative half"),
        "The negative numbers were kept and the positive ones set to 0. It is the other way round.",
        "What should become of 3, and what of -3?",
    ),
    Mistake(
        "sizes",
        _relu(curve="sizes"),
        "Negative numbers lost their sign. They should become 0.",
        "What should become of -3?",
    ),
    Mistake(
        "slope in place of the value",
        _relu(curve="steps"),
        "The result holds 1 where x is positive. Those are the slopes; the function passes the "
        "number itself.",
        "What should become of 3?",
    ),
    Mistake(
        "a little slope for negative numbers",
        _relu(curve="leaky"),
        "Negative numbers were multiplied by 0.01. That is the *leaky* ReLU; the plain one sets "
        "them to 0.",
        "What should become of -3?",
        convention=True,
    ),
    Mistake(
        "capped at 1",
        _relu(curve="capped at 1"),
        "Numbers above 1 became 1. There is no upper bound.",
        "What should become of 3?",
    ),
    Mistake(
        "capped at 6",
        _relu(curve="capped at 6"),
        "Numbers above 6 became 6. That is ReLU6, made for phones; the plain one has no upper "
        "bound.",
        "What should become of 7?",
        convention=True,
    ),
    Mistake(
        "softplus",
        _relu(curve="softplus"),
        "This is log(1 + exp(x)), a smooth relative of the ReLU. The plain one is exactly 0 for "
        "negative numbers.",
        "Which value has your curve at 0?",
        convention=True,
    ),
    Mistake(
        "everything moved up",
        _relu(curve="moved up"),
        "The smallest number became 0 and all others moved with it. Each number is treated by "
        "itself.",
        "What should become of 3 if there is a -5 elsewhere?",
    ),
    Mistake(
        "negative numbers left out",
        _relu(curve="dropped"),
        "x[x > 0] picks out the positive numbers as a list, and the shape is lost. Negative "
        "numbers become 0 and keep their places.",
        "Print the shape of x and of your result.",
    ),
    *of_results(_relu, "x", fills=False),
)

RELU_BACKWARD = (
    Mistake(
        "mask taken from dout",
        _back(mask="of dout"),
        "The gradient itself was cut off at 0: the mask looks at the sign of dout. What counts is "
        "whether the *input* was positive; a gradient may be negative.",
        "For x = 3 and dout = -2: does the unit pass values on? Then what is dx?",
    ),
    Mistake(
        "mask taken from x and dout",
        _back(mask="of both"),
        "Negative gradients were cut off as well. Where x is positive, dout passes whatever its "
        "sign. (Guided backpropagation cuts like this, to make pictures.)",
        "For x = 3 and dout = -2, what is dx?",
    ),
    Mistake(
        "no mask",
        _back(mask="none"),
        "dout passes everywhere. Where the input was negative the output was 0 and stayed 0 under "
        "a nudge, so nothing flows back.",
        "Nudge x = -3 a little. By how much does the output move?",
    ),
    Mistake(
        "mask turned around",
        _back(mask="turned"),
        "dout passes where the input was negative. It is the other way round.",
        "Nudge x = -3 a little. By how much does the output move?",
    ),
    Mistake(
        "signs for a mask",
        _back(mask="signs"),
        "dout was multiplied by the sign of x. That is the slope of abs(x); a ReLU is flat for "
        "negative numbers.",
        "Nudge x = -3 a little. By how much does the output move?",
    ),
    Mistake(
        "slope 1 at zero",
        _back(zero=1.0),
        "At x = 0 the gradient passes: the comparison is >=. At the kink any slope from 0 to 1 "
        "can be defended; this course, like most libraries, takes 0.",
        "Compare x >= 0 with x > 0.",
        convention=True,
    ),
    Mistake(
        "slope 1/2 at zero",
        _back(zero=0.5),
        "At x = 0 half of the gradient passes. At the kink any slope from 0 to 1 can be defended; "
        "this course, like most libraries, takes 0.",
        "Which slope does your function use for x = 0? np.heaviside and np.sign have their own "
        "ideas about 0.",
        convention=True,
    ),
    Mistake(
        "a little slope for negative numbers",
        _back(mask="leaky"),
        "A hundredth of dout passes where the input was negative. That belongs to the *leaky* "
        "ReLU; the plain one passes nothing.",
        "For x = -3 and dout = 2, what is dx?",
        convention=True,
    ),
    Mistake(
        "dout missing",
        _back(passes="dout missing"),
        "The result is the mask alone. Those are the layer's own slopes; the chain rule multiplies "
        "each by its entry of dout.",
        "Double dout. Does your result double?",
    ),
    Mistake(
        "x in place of dout",
        _back(passes="x"),
        "The input passes, as in the forward pass. On the way back it is dout that passes or not.",
        "For x = 3 and dout = 5, is dx 3 or 5?",
    ),
    Mistake(
        "dout times x",
        _back(passes="x times dout"),
        "dout was multiplied by the output. It is multiplied by the slope, which is 1 for every "
        "positive input.",
        "For x = 3 and dout = 5, is dx 15 or 5?",
    ),
    Mistake(
        "dout changed",
        _back(changes="dout"),
        "The zeros were written into dout: `dx = dout` makes no copy. Whoever called the function "
        "still needs dout.",
        "Print dout before and after a call.",
    ),
    Mistake(
        "x changed",
        _back(changes="x"),
        "x was made into its own mask. Whoever called the function still needs it as it was.",
        "Print x before and after a call. Which line writes into it?",
    ),
    *of_results(_back, "x"),
)
