"""Assignment 11, in words: mistakes of network_gradients."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .network_broken import network

broken = Variants(network)

CHAIN = (
    "Write the forward pass as a list of lines. The backward pass is that list from the end, one "
    "line for each. Which one is missing?"
)

OF_THE_CHAIN = (
    Mistake(
        "no rectifier on the way back",
        broken(masks="12"),
        "The gradient passes both ReLUs as if they were not there. Where a ReLU let nothing "
        "through, nothing comes back.",
        CHAIN,
    ),
    Mistake(
        "second rectifier forgotten on the way back",
        broken(masks="2"),
        "The gradient passes the second stage's ReLU as if it were not there.",
        CHAIN,
    ),
    Mistake(
        "first rectifier forgotten on the way back",
        broken(masks="1"),
        "The gradient passes the first stage's ReLU as if it were not there.",
        CHAIN,
    ),
    Mistake(
        "mask taken from the gradient",
        broken(masks="from the gradient"),
        "What came back was cut off where the *gradient* is below zero. The ReLU asks whether what "
        "went *in* was above zero; gradients may have any sign.",
        "What does relu_backward take besides dout? Which array of the forward pass is that?",
    ),
    Mistake(
        "no rectifiers",
        broken(rectified="12"),
        "Nothing was cut off at zero after the convolutions: the ReLUs are missing.",
        "Read the list of layers once more: convolution, ReLU, pool.",
    ),
    Mistake(
        "second rectifier missing",
        broken(rectified="2"),
        "Nothing was cut off at zero after the second convolution: its ReLU is missing.",
        "Read the list of layers once more: convolution, ReLU, pool, and the same again.",
    ),
    Mistake(
        "first rectifier missing",
        broken(rectified="1"),
        "Nothing was cut off at zero after the first convolution: its ReLU is missing.",
        "Read the list of layers once more: convolution, ReLU, pool, and the same again.",
    ),
    Mistake(
        "rectifier after the dense layer",
        broken(rectified="at the end"),
        "The logits were cut off at zero. After the last layer comes the softmax at once.",
        "Read the list of layers once more: what stands behind the dense layer?",
    ),
    Mistake(
        "every maximum gets the gradient",
        broken(pooled="all"),
        "Where several pixels of a window are the maximum, all of them got the whole gradient. It "
        "goes to the first one, row by row.",
        "What does the given max_pool_backward return for a window of four equal numbers?",
    ),
    Mistake(
        "maxima share the gradient",
        broken(pooled="shared"),
        "Where several pixels of a window are the maximum, the gradient was divided among them. "
        "That is a convention of some libraries; here it goes to the first one.",
        "What does the given max_pool_backward return for a window of four equal numbers?",
        convention=True,
    ),
    Mistake(
        "gradient of an average pool",
        broken(pooled="spread"),
        "The gradient was spread evenly over each window, as for an average. A maximum has "
        "one winner.",
        "Use the given max_pool_backward. Which two arrays does it take?",
    ),
    Mistake(
        "features with channels last",
        broken(flat="channels last"),
        "The features were read pixel by pixel, all channels of a pixel together. Here they are "
        "read channel by channel, as reshape does it by itself.",
        "For the shape (1, 2, 1, 2), write down the places of the four features in w3's columns.",
    ),
    Mistake(
        "first stage not reached",
        broken(stopped="first stage"),
        "dw1 and db1 are zeros: the way back ends at the second stage.",
        CHAIN,
    ),
    Mistake(
        "shapes do not fit",
        broken(stopped="shapes"),
        "An operation met two shapes that do not go together.",
        "Print the shape after each line of your forward pass. On the way back, the same shapes "
        "come in the reverse order; after the dense layer, the features must become maps again.",
    ),
)

OF_THE_LOSS = (
    Mistake(
        "all summed",
        broken(mean="summed", gradient="summed"),
        "Loss and gradients are sums over the images. The mean is asked for.",
        "Hand in one image, then the same image twice. Does the loss change? It should not.",
    ),
    Mistake(
        "loss summed, gradients averaged",
        broken(mean="summed"),
        "The gradients belong to the mean loss, but the loss that is returned is the sum over the "
        "images.",
        "Hand in one image, then the same image twice. Does the loss change? It should not.",
    ),
    Mistake(
        "loss averaged, gradients summed",
        broken(gradient="summed"),
        "The loss is the mean over the images, but its gradients are those of the sum.",
        "Hand in one image, then the same image twice. Do the gradients change? They should not.",
    ),
    Mistake(
        "averaged twice",
        broken(gradient="by N twice"),
        "The gradients were divided by the number of images twice. softmax_cross_entropy has done "
        "it already, and every layer behind it hands that on.",
        "In which of your lines does the number of images occur?",
    ),
    Mistake(
        "divided by all the entries",
        broken(gradient="by all entries"),
        "The gradients were divided by the number of all logits. The loss is a mean over images "
        "only.",
        "np.mean without axis averages over everything. How many images are there?",
    ),
    Mistake(
        "label forgotten",
        broken(gradient="label forgotten"),
        "The way back began at the probabilities. From the true label's one, 1 is subtracted.",
        "What should the gradient be if the network is sure and right?",
    ),
    Mistake(
        "gradients with the other sign",
        broken(gradient="other sign"),
        "All gradients have the opposite sign: they point downhill already.",
        "Does the loss grow with the logit of the true class, or shrink?",
    ),
    Mistake(
        "large logits overflow",
        broken(shifted="no"),
        "np.exp(1000) is infinity, and infinity divided by itself is not a number.",
        "The given softmax_cross_entropy subtracts something from the logits first. What?",
    ),
)

OF_THE_PARAMETERS = (
    Mistake(
        "biases left out",
        broken(biases="left out"),
        "The forward pass did not add the biases.",
        "Where do b1, b2 and b3 occur in your function?",
    ),
    Mistake(
        "biases without gradients",
        broken(biases="zeros"),
        "db1, db2 and db3 are zeros. Biases learn like weights.",
        "What do conv_backward and dense_backward return besides dx and dw?",
    ),
    Mistake(
        "dw3 transposed",
        broken(dense="transposed"),
        "dw3 has its axes exchanged. A gradient has the shape of what it belongs to; w3 is (K, F).",
        "Compare the shapes of dw3 and w3.",
    ),
    Mistake(
        "parameters changed",
        broken(changes="parameters"),
        "The parameters are others after the call. This function only measures; the step is taken "
        "elsewhere.",
        "Which of your lines contains `-=`?",
    ),
)

OF_THE_ORDER = (
    Mistake(
        "weights before biases",
        broken(gives="weights first"),
        "All weights' gradients come first, then those of the biases. They are asked for layer by "
        "layer: dw1, db1, dw2, db2, dw3, db3.",
        "Compare your last line with the docstring.",
    ),
    Mistake(
        "last layer first",
        broken(gives="last layer first"),
        "The gradients came in the order in which they are found. The first layer's are asked for "
        "first.",
        "Compare your last line with the docstring.",
    ),
    Mistake(
        "loss last",
        broken(gives="loss last"),
        "The loss came last. It is asked for first.",
        "Compare your last line with the docstring.",
    ),
    Mistake(
        "loss not returned",
        broken(gives="gradients only"),
        "Six results came back, and seven are asked for: the loss stands in front.",
        "Compare your last line with the docstring.",
    ),
    Mistake(
        "gradients in one bundle",
        broken(gives="two parts"),
        "The loss came back with one bundle of gradients. Seven results side by side are asked "
        "for.",
        "Put a star before the bundle: return loss, *gradients.",
    ),
    Mistake(
        "list for a tuple",
        broken(gives="list"),
        "A list came back. Seven results with commas between them, a tuple, are asked for.",
        "Look at the brackets of your last line.",
    ),
    Mistake(
        "nothing returned",
        broken(gives="none"),
        "The function ends without `return`, so what it hands back is None.",
        "Look at its last line.",
    ),
)

NETWORK_GRADIENTS = (*OF_THE_CHAIN, *OF_THE_LOSS, *OF_THE_PARAMETERS, *OF_THE_ORDER)
