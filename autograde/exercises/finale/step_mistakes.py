"""Assignment 11, in words: mistakes of sgd_step."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .step_broken import step

broken = Variants(step)

BALL = (
    "Let w = 1, dw = 4, v = 2, lr = 0.5, momentum = 0.5. Write down the new v, then the new w, "
    "with the two formulas above."
)

SGD_STEP = (
    Mistake(
        "uphill",
        broken(velocity="uphill"),
        "The gradient was added to the velocity, so the step goes where the loss grows.",
        "With momentum 0 and dw > 0, should w become smaller or larger?",
    ),
    Mistake(
        "no momentum",
        broken(velocity="no momentum"),
        "The old velocity has no part in the new one. This is a step without momentum.",
        BALL,
    ),
    Mistake(
        "velocity not slowed down",
        broken(velocity="all kept"),
        "All of the old velocity was kept, not its `momentum`-fold.",
        BALL,
    ),
    Mistake(
        "averaged gradients",
        broken(velocity="averaged"),
        "The gradient was multiplied by 1 - momentum, too, as in a moving average (and by the "
        "option `dampening` of PyTorch). Here it counts in full.",
        BALL,
        convention=True,
    ),
    Mistake(
        "moving average of gradients",
        broken(velocity="mean of gradients", moved="minus lr"),
        "This is a form with a moving average: v is momentum * v + (1 - momentum) * dw, and the "
        "learning rate comes in when w moves. Here v holds the learning rate, and dw counts in "
        "full.",
        BALL,
        convention=True,
    ),
    Mistake(
        "momentum on the gradient, too",
        broken(velocity="momentum on both"),
        "The momentum multiplies the gradient's part, too. It belongs to the old velocity only.",
        BALL,
    ),
    Mistake(
        "learning rate on all of the velocity",
        broken(velocity="lr on both"),
        "The learning rate multiplies the old velocity, too. It belongs to the gradient only.",
        BALL,
    ),
    Mistake(
        "learning rate missing",
        broken(velocity="no lr"),
        "The gradient came into the velocity without the learning rate.",
        BALL,
    ),
    Mistake(
        "learning rate and momentum exchanged",
        broken(velocity="exchanged"),
        "The learning rate multiplies the velocity, and the momentum the gradient: they changed "
        "places.",
        "Which of the two numbers is usually close to 1? It belongs to the old velocity.",
    ),
    Mistake(
        "PyTorch's velocity",
        broken(velocity="sum of gradients", moved="minus lr"),
        "This is PyTorch's form: v gathers the gradients, and the learning rate comes in when w "
        "moves. With a constant learning rate w walks the same way, but the v that you return is "
        "another one.",
        BALL,
        convention=True,
    ),
    Mistake(
        "velocity with the other sign",
        broken(velocity="uphill", moved="minus"),
        "w is right, and v has the opposite sign: v is subtracted in your form, as some books do. "
        "Here v points where w goes.",
        BALL,
        convention=True,
    ),
    Mistake(
        "a step ahead (Nesterov)",
        broken(moved="look ahead"),
        "v is right, and w has moved by momentum * v - lr * dw with the *new* v. This is the form "
        "of Nesterov's momentum. Here w moves by v itself.",
        BALL,
        convention=True,
    ),
    Mistake(
        "old velocity used",
        broken(moved="old velocity"),
        "w was moved by the old velocity. The velocity is renewed first, then w moves by it.",
        BALL,
    ),
    Mistake(
        "parameter moved without velocity",
        broken(moved="no velocity"),
        "v is right, but w was moved by -lr * dw alone, so what v remembers has no effect.",
        BALL,
    ),
    Mistake(
        "velocity subtracted",
        broken(moved="minus"),
        "v is right and was then subtracted from w. The minus stands in v already.",
        BALL,
    ),
    Mistake(
        "gradient twice",
        broken(moved="gradient again"),
        "v is right, and lr * dw was subtracted from w once more. The gradient stands in v "
        "already.",
        BALL,
    ),
    Mistake(
        "learning rate twice",
        broken(moved="lr again"),
        "v is right, and w was moved by lr * v. The learning rate stands in v already.",
        BALL,
    ),
    Mistake(
        "parameter changed in place",
        broken(changes="w"),
        "The numbers are right, but the array w that was handed in has changed, too. `w += v` "
        "writes into it.",
        "Compare `w += v` with `w = w + v`, and print the array that you passed in.",
    ),
    Mistake(
        "velocity changed in place",
        broken(changes="v"),
        "The numbers are right, but the array v that was handed in has changed, too. `v *= …` and "
        "`v -= …` write into it.",
        "Compare `v *= momentum` with `v = momentum * v`.",
    ),
    Mistake(
        "both changed in place",
        broken(changes="w and v"),
        "The numbers are right, but w and v that were handed in have changed, too. `+=` and `*=` "
        "write into the array that stands on their left.",
        "Compare `w += v` with `w = w + v`, and print the arrays that you passed in.",
    ),
    Mistake(
        "gradient changed in place",
        broken(changes="dw"),
        "The numbers are right, but the array dw that was handed in has changed, too. `dw *= lr` "
        "writes into it.",
        "Compare `dw *= lr` with `lr * dw`.",
    ),
    Mistake(
        "decimals cut off",
        broken(kept="int"),
        "Where w holds whole numbers, so does your new w: everything after the decimal point was "
        "dropped. np.zeros_like and np.empty_like take the type of their model.",
        "Call np.zeros_like on np.array([1, 2]), write 0.5 into it and look at it.",
    ),
    Mistake(
        "results in single precision",
        broken(kept="float32"),
        "The results are float32. With float64 inputs they should be float64.",
        "Print the dtypes before you return.",
    ),
    Mistake(
        "v returned first",
        broken(gives="v first"),
        "The velocity was returned first. The order is w, then v.",
        "Look at the last line of the docstring's Returns.",
    ),
    Mistake(
        "v not returned",
        broken(gives="w only"),
        "Only w came back. The new v is needed for the next step.",
        "Return both, with a comma between them.",
    ),
    Mistake(
        "old velocity returned",
        broken(gives="old v"),
        "w is right, but the v that came back is the old one. The next step would forget this one.",
        "What is v before the step on paper, and after it?",
    ),
    Mistake(
        "nothing returned",
        broken(gives="none"),
        "The function ends without `return`, so what it hands back is None.",
        "Look at its last line.",
    ),
)
