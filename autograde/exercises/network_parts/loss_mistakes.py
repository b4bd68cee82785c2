"""Assignment 08, in words: the mistakes of softmax and cross-entropy."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .form_mistakes import NOT_RETURNED
from .loss_broken import cross_entropy

_loss = Variants(cross_entropy)

_NUMBERS = (
    Mistake(
        "no shift before exp",
        _loss(shares="no shift"),
        "For large scores the result is NaN: exp overflows, or all exponentials of a row are 0. "
        "Taking the largest score off first changes no share.",
        "Print np.exp(1000.0), then np.exp(1000.0 - 1000.0).",
    ),
    Mistake(
        "largest score of the whole batch taken off",
        _loss(shares="global maximum"),
        "The largest score of the whole batch was taken off every row. In a row far below it all "
        "exponentials are 0, and 0 / 0 is NaN.",
        "Which axis should the maximum run along, so that every row gets its own?",
    ),
    Mistake(
        "logarithm of a probability that is 0",
        _loss(shares="log of zero"),
        "Where the right class has a score far below the others, its probability is rounded to 0, "
        "and the loss becomes infinite. The true loss is about as large as the gap.",
        "log(exp(a) / s) = a - log(s). Which side survives a = -1000?",
    ),
    Mistake(
        "probabilities kept away from 0",
        _loss(shares="clipped"),
        "Probabilities below 1e-12 were raised to that, so the loss never exceeds 27.6. It is "
        "finite, and wrong where the gap is larger.",
        "log(exp(a) / s) = a - log(s). Which side survives a = -1000?",
    ),
    Mistake(
        "1e-8 added inside the logarithm",
        _loss(shares="added"),
        "A small number was added inside the logarithm. It changes every loss a little, and large "
        "ones much: they end at 18.4.",
        "log(exp(a) / s) = a - log(s). Does this side need a small number?",
    ),
)

_EVERY_ROW = (
    "Index a 3 by 3 array with [:, [0, 2]], then with [[0, 1], [0, 2]]. How many numbers do you "
    "get each time?"
)

_AXES = (
    Mistake(
        "shares along the batch",
        _loss(shares="batch"),
        "The exponentials were divided by sums over the images. Each image has its own row, and "
        "the shares of a row add to 1.",
        "Add up one row of your probabilities. Which axis holds the classes?",
    ),
    Mistake(
        "shares of the whole batch",
        _loss(shares="everything"),
        "The exponentials were divided by one sum for the whole batch: np.sum without an axis. "
        "The shares of each row add to 1.",
        "Add up one row of your probabilities.",
    ),
    Mistake(
        "sums without their axis",
        _loss(shares="sums flat"),
        "The sums have shape (N,), and (N, K) / (N,) either stops or divides along the wrong axis.",
        "Which argument of np.sum keeps an axis of length 1?",
    ),
    Mistake(
        "labels picked in every row",
        _loss(targets="all rows"),
        "[:, labels] picks the labels' columns in *every* row. Image n has only its own label.",
        _EVERY_ROW,
    ),
    Mistake(
        "labels picked in every row of the gradient",
        _loss(targets="all rows in the gradient"),
        "In the gradient 1 was taken off in the labels' columns of *every* row, as [:, labels] "
        "does. Image n has only its own label.",
        _EVERY_ROW,
    ),
    Mistake(
        "labels picked in every row for the loss",
        _loss(targets="all rows in the loss"),
        "In the loss [:, labels] picks the labels' columns in *every* row. Image n has only its "
        "own label.",
        _EVERY_ROW,
    ),
    Mistake(
        "labels counted from 1",
        _loss(targets="from 1"),
        "1 was taken off the labels, as if the first class were 1. Labels run from 0 to K - 1, and "
        "an index of -1 silently means the last class.",
        "Which index does the label 0 become in your code?",
        convention=True,
    ),
)

_LOSSES = (
    Mistake(
        "sign of the loss",
        _loss(loss="sign"),
        "The loss is negative. The logarithm of a probability is at most 0, so it takes a minus.",
        "Which loss should a perfect classifier have, and which a bad one?",
    ),
    Mistake(
        "logarithm missing",
        _loss(loss="no logarithm"),
        "The probability itself was averaged, with a minus. The cross-entropy is the mean of the "
        "negative *logarithms*.",
        "What is the loss of a right class with probability 1?",
    ),
    Mistake(
        "largest probability in place of the label's",
        _loss(loss="largest"),
        "The loss uses each row's largest probability, whatever the label says. A classifier that "
        "is sure and wrong would get a small loss.",
        "Does your loss change when the labels do?",
    ),
)

_SLOPES = (
    Mistake(
        "labels missing in the gradient",
        _loss(slope="no target"),
        "The gradient holds the probabilities. At the right class 1 is taken off.",
        "Add up one row of your gradient. What should come out, since the shares always add to 1?",
    ),
    Mistake(
        "sign of the gradient",
        _loss(slope="sign"),
        "Every sign is the opposite. The loss falls when the right class's score rises, so its "
        "gradient is negative.",
        "Nudge the score of the right class upwards. Does the loss rise?",
    ),
    Mistake(
        "gradient at the right class only",
        _loss(slope="right class only"),
        "Only the right class has a gradient. The other scores stand in the denominator, so they "
        "change the loss, too.",
        "Raise the score of a wrong class. Does the loss stay the same?",
    ),
    Mistake(
        "gradient for the probabilities",
        _loss(slope="of the logarithm"),
        "This is how the loss changes with the *probability* of the right class, -1/p. Asked for "
        "is how it changes with the scores: the way back through the softmax is missing.",
        "Raise the score of a wrong class. Does the loss stay the same?",
    ),
    Mistake(
        "slope multiplied once more",
        _loss(slope="slope once more"),
        "p - 1 and p were multiplied by p * (1 - p). That slope is inside p - 1 already: it has "
        "cancelled in the derivation.",
        "Set up the derivation for the right class: -1/p times p * (1 - p). What is left?",
    ),
)

_COUNTS = (
    Mistake(
        "loss summed, gradient averaged",
        _loss(counted="loss summed"),
        "The loss is the sum over the images, and the gradient that of the mean. They do not "
        "belong together; asked for are both of the mean.",
        "Give your function the same image twice. Should the loss double?",
    ),
    Mistake(
        "loss averaged, gradient summed",
        _loss(counted="gradient summed"),
        "The loss is the mean over the images, but the gradient is not divided by their number.",
        "The loss holds a factor 1/N. Where is it in the gradient?",
    ),
    Mistake(
        "both summed",
        _loss(counted="both summed"),
        "Loss and gradient are sums over the images. They belong together, and some books do it "
        "so; here both are of the mean.",
        "Give your function the same image twice. Should the loss double?",
        convention=True,
    ),
    Mistake(
        "loss divided by the classes, too",
        _loss(counted="loss over all"),
        "The loss was divided by N * K: np.mean over an array with zeros for the wrong classes "
        "counts these as well. There are N images.",
        "How many terms has the sum over the batch, N or N * K?",
    ),
    Mistake(
        "gradient divided by the classes, too",
        _loss(counted="gradient over all"),
        "The gradient was divided by N * K, the number of its entries. The loss is a mean over N "
        "images.",
        "How many terms has the sum over the batch, N or N * K?",
    ),
    Mistake(
        "gradient divided twice",
        _loss(counted="gradient twice"),
        "The gradient was divided by N twice.",
        "Look for N, len and mean in the lines of the gradient.",
    ),
    Mistake(
        "one loss for each image",
        _loss(counted="per image"),
        "The losses of the images were not averaged: there are N of them. Asked for is one number.",
        "Print the shape of your loss.",
    ),
)

_FORM = (
    Mistake(
        "gradient in the scores' type",
        _loss(kept="input's type"),
        "When the scores are whole numbers the gradient is made of whole numbers, too, and loses "
        "its decimals. np.zeros_like(logits) makes such an array.",
        "Call np.zeros_like on np.array([1, 2]), write 0.5 into it and look at it.",
    ),
    Mistake(
        "scores changed",
        _loss(changes="logits"),
        "The maximum was taken off in place: `logits -= …` writes into the array that came in. "
        "Whoever called the function still needs it.",
        "Print logits before and after a call. Compare `a -= b` with `a = a - b`.",
    ),
    Mistake(
        "gradient before the loss",
        _loss(gives="exchanged"),
        "The gradient comes first. The order is (loss, dlogits).",
        "Read the last line of your function next to the line Returns of its description.",
    ),
    Mistake(
        "loss alone",
        _loss(gives="loss alone"),
        "Only the loss comes back. A tuple is asked for: the loss and its gradient.",
        "Read the last line of your function next to the line Returns of its description.",
    ),
    Mistake(
        "list for a tuple",
        _loss(gives="list"),
        "The two come in a list. A tuple is asked for: `return loss, dlogits` makes one.",
        "Print the type of what your function returns.",
    ),
    Mistake("nothing returned", _loss(gives="none"), *NOT_RETURNED),
)

SOFTMAX_CROSS_ENTROPY = (*_NUMBERS, *_AXES, *_LOSSES, *_SLOPES, *_COUNTS, *_FORM)
