"""Assignment 11, in words: mistakes of learn_kernel."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .kernel_broken import learned

broken = Variants(learned)

PAPER = (
    "Take one pixel, 2, a kernel of one weight, 0, and the target 6. The loss is 18: write down "
    "its derivative by the weight."
)

OF_THE_GRADIENT = (
    Mistake(
        "gradient twice as large",
        broken(divided="half missing"),
        "Each step is twice as long as it should be: the 2 of the square was kept, and the 1/2 of "
        "the loss, which cancels it, was not.",
        PAPER,
    ),
    Mistake(
        "gradient half as large",
        broken(divided="half twice"),
        "Each step is half as long as it should be: the 1/2 of the loss was kept, but the 2 that "
        "comes from the square was forgotten.",
        PAPER,
    ),
    Mistake(
        "sum for mean",
        broken(divided="not"),
        "The errors' shares were added up, and not divided by their number. The loss is a mean, so "
        "its gradient is one, too.",
        "How many outputs are there? Where does that number stand in your gradient?",
    ),
    Mistake(
        "mean over the pixels",
        broken(divided="by pixels"),
        "The sum was divided by the number of the image's pixels. There is one error for each "
        "*output*, and there are fewer of them.",
        "Compare image.size with target.size.",
    ),
    Mistake(
        "mean over the weights",
        broken(divided="by weights"),
        "The sum was divided by the number of the kernel's weights. There is one error for each "
        "output.",
        "Over what does the sum of one entry of the gradient run?",
    ),
    Mistake(
        "mean over the rows",
        broken(divided="by rows"),
        "The sum was divided by the number of rows only: len of an array is the length of its "
        "first axis.",
        "Print len(target) and target.size.",
    ),
    Mistake(
        "uphill",
        broken(sign="uphill"),
        "The kernel moves along the gradient, where the loss grows. It has to go the other way.",
        "Print the loss after each step. Which sign makes it smaller?",
    ),
    Mistake(
        "learning rate missing",
        broken(sign="no lr"),
        "The gradient was subtracted without the learning rate.",
        "Where does `lr` occur in your function?",
    ),
    Mistake(
        "error turned",
        broken(layer="error turned"),
        "The gradient came from a true convolution of the image with the error, which turns the "
        "error by 180 degrees. Each error belongs to the window that it came from.",
        "Which function slides the error over the image: does it say convolve or correlate?",
    ),
    Mistake(
        "forward pass turned",
        broken(layer="forward turned"),
        "The forward pass turns the kernel, and the gradient does not know of it. From zeros the "
        "first step is still right; the second is not.",
        "Does your forward pass convolve or correlate?",
    ),
    Mistake(
        "gradient turned",
        broken(layer="gradient turned"),
        "The gradient came out turned by 180 degrees. Its entry (k, l) belongs to the weight "
        "(k, l) as it lies on the image.",
        "Which pixels did the weight (0, 0) meet? They belong to the gradient's entry (0, 0).",
    ),
    Mistake(
        "kernel of a convolution",
        broken(layer="convolution"),
        "The kernel came out turned by 180 degrees: this is what a true convolution learns. Here "
        "the layer correlates.",
        "Which function slides your kernel: does it say convolve or correlate?",
    ),
)

OF_THE_WALK = (
    Mistake(
        "start from ones",
        broken(start="ones"),
        "The kernel begins with ones. It should begin with zeros.",
        "What should come back after no step at all?",
    ),
    Mistake(
        "one step too many",
        broken(walked="one step more"),
        "One step more was taken than was asked for.",
        "What should come back after no step at all?",
    ),
    Mistake(
        "one step too few",
        broken(walked="one step less"),
        "One step less was taken than was asked for.",
        "Print a line in your loop. How many do you see with steps=1?",
    ),
    Mistake(
        "one step only",
        broken(walked="once"),
        "Only one step was taken, whatever `steps` is. A `return` inside of the loop ends it.",
        "How far is your `return` indented?",
    ),
    Mistake(
        "error of the first step for all",
        broken(walked="first gradient for all"),
        "All steps use the gradient of the first one. The kernel has moved since, so output, error "
        "and gradient have changed.",
        "Which of your lines have to stand inside of the loop?",
    ),
    Mistake(
        "gradients added up",
        broken(walked="gradients added up"),
        "From the second step on, the gradients of the steps before are in the gradient, too. Each "
        "step uses its own.",
        "Which of your arrays has to be zeros again at the beginning of each step?",
    ),
    Mistake(
        "a step for each weight",
        broken(walked="weight by weight"),
        "The kernel moved after each weight already, so the next weight saw another error. One "
        "step finds all entries of the gradient first.",
        "Is the error computed inside of the loop over weights? Which kernel does it use?",
    ),
    Mistake(
        "kernel replaced at each step",
        broken(walked="kernel replaced"),
        "Each step replaced the kernel. A step is added to what was there before.",
        "Compare `=` with `-=` in the line that moves the kernel.",
    ),
    Mistake(
        "a step for each window",
        broken(walked="window by window"),
        "The kernel moved after each window already, so later windows saw another kernel. One step "
        "uses the gradient of all windows together.",
        "Which line belongs behind the loop over windows, and not into it?",
    ),
    Mistake(
        "a whole step for each window",
        broken(walked="window by window, in full"),
        "The kernel moved after each window already, each time by a whole step. One step uses the "
        "mean of all windows' gradients.",
        "Which line belongs behind the loop over windows, and not into it? What is it divided by?",
    ),
    Mistake(
        "all the way at once",
        broken(walked="to the end"),
        "This is the best kernel of all, found by solving equations. What is asked for is where "
        "some steps of gradient descent lead, and they may not have arrived yet.",
        "Does your result depend on `steps`?",
    ),
    Mistake(
        "sides of the kernel exchanged",
        broken(start="sides exchanged"),
        "The kernel's height and width were exchanged, and then nothing fitted any more.",
        "size is (KH, KW), rows first. Which of them belongs to which axis?",
    ),
)

OF_THE_RESULT = (
    Mistake(
        "decimals cut off",
        broken(kept="int"),
        "The kernel is made of whole numbers: everything after the decimal point was dropped.",
        "Print the dtype of the array that you start with. Can it hold 0.25?",
    ),
    Mistake(
        "result in single precision",
        broken(kept="float32"),
        "The kernel is float32. With float64 inputs the answer should be float64.",
        "Print the dtype of your array before you return it; np.zeros makes float64 unless you ask "
        "for something else.",
    ),
    Mistake(
        "kernel with more beside it",
        broken(gives="with the loss"),
        "The kernel came back together with something else. The kernel alone is asked for.",
        "Look at what stands behind `return`.",
    ),
    Mistake(
        "list for an array",
        broken(gives="list"),
        "The result is a list. An array is asked for.",
        "Ask for the shape of [[1, 2], [3, 4]], then of np.array([[1, 2], [3, 4]]).",
    ),
    Mistake(
        "target changed",
        broken(changes="target"),
        "The target is another one after the call: `-=` writes into the array that was handed in.",
        "Compare `target -= out` with `error = out - target`.",
    ),
)

LEARN_KERNEL = (*OF_THE_GRADIENT, *OF_THE_WALK, *OF_THE_RESULT)
