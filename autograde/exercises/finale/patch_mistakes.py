"""Assignment 11, in words: mistakes of find_patch."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .patch_broken import patch_place

broken = Variants(patch_place)

FIND_PATCH = (
    Mistake(
        "plain correlation",
        broken(score="plain"),
        "The patch was correlated with the image as it is. Bright places win then, whatever is on "
        "them: large numbers make large sums.",
        "Correlate [[0, 1], [1, 0]] with a window of nines, and with [[1, 3], [3, 1]]. Which sum "
        "is larger, and which window looks like the patch?",
    ),
    Mistake(
        "means left in",
        broken(score="cosine"),
        "The sums were divided by the lengths, but no mean was taken away. Two windows of nearly "
        "one grey then count as very similar.",
        "Take [[5, 6], [6, 5]] and [[6, 5], [5, 6]], which are opposite patterns. What is their "
        "score with the means, and without?",
    ),
    Mistake(
        "contrast not divided out",
        broken(score="not divided"),
        "The means were taken away, but nothing was divided by the window's own length. A strong "
        "pattern that is only a little like the patch then beats a pale one that is exactly it.",
        "Double all the numbers of one window. Does its score change? It should not.",
    ),
    Mistake(
        "lengths with the means left in",
        broken(score="lengths with means"),
        "The means were taken away for the products, but the windows' lengths still have them, so "
        "bright windows score less than dark ones.",
        "Add 10 to one window alone. Does its length change? It should not.",
    ),
    Mistake(
        "one mean for the whole image",
        broken(score="mean of the image"),
        "The mean of the whole image was taken from every window. Each window has a mean of its "
        "own, and only without that one does its brightness not count.",
        "Add 10 to one window alone. Does its score change? It should not.",
    ),
    Mistake(
        "divided by squared lengths",
        broken(score="squared lengths"),
        "The sums were divided by the squared lengths: the square root is missing. Faint noise "
        "then wins.",
        "What is the score of a patch with itself? It should be 1.",
    ),
    Mistake(
        "smallest difference",
        broken(chosen="smallest difference"),
        "The place with the smallest differences was taken. That looks for the same numbers, and "
        "misses the patch where it is paler or darker.",
        "Take a window that is the patch divided by 2. Which score does it get?",
    ),
    Mistake(
        "patch turned",
        broken(turned="both"),
        "The patch was turned by 180 degrees, as a true convolution does. Correlation leaves it "
        "as it is.",
        "Which function slides the patch: does it say convolve or correlate?",
    ),
    Mistake(
        "sign ignored",
        broken(chosen="strongest"),
        "The place with the largest absolute score was taken. A score of minus 1 means the exact "
        "negative of the patch.",
        "What is the score of a patch with its negative?",
    ),
    Mistake(
        "smallest score",
        broken(chosen="smallest"),
        "The place with the smallest score was taken. The better the fit, the larger it is.",
        "What is the score of a patch with itself?",
    ),
    Mistake(
        "last of equal scores",
        broken(chosen="last"),
        "Where the patch fits equally well at several places, the last one was returned. The "
        "first is asked for, row by row.",
        "Compare > with >= in your loop, or look up which index np.argmax returns.",
    ),
    Mistake(
        "flat windows not numbers",
        broken(flat="nan"),
        "A window of one single grey has length 0, and 0 / 0 gave NaN, which np.argmax takes for "
        "the largest number. The score of such a window is 0.",
        "Print np.argmax([0.5, np.nan, 1]). Which windows must not be divided?",
    ),
    Mistake(
        "flat windows left out",
        broken(flat="left out"),
        "Windows of one single grey were left out, or got a score below all others. Their score "
        "is 0, which is more than that of a window that looks like the patch's negative.",
        "What is the best place if all other scores are negative?",
    ),
    Mistake(
        "best score begins at zero",
        broken(chosen="above zero"),
        "Where no score is above 0, no place was chosen, and (0, 0) came back. There is a best "
        "one among negative scores, too.",
        "With what does your best score begin? Let the first score replace it, even if it is -1.",
    ),
    Mistake(
        "row and column exchanged",
        broken(place="exchanged"),
        "The column came first. Arrays are addressed by row, then column; x and y are the other "
        "way round.",
        "In which order does np.unravel_index return the two?",
    ),
    Mistake(
        "centre of the patch",
        broken(place="centre"),
        "The place is that of the patch's middle, as the mode `same` counts. The top left corner "
        "is asked for.",
        "Put the patch into the top left corner of an image: (0, 0) should come back.",
    ),
    Mistake(
        "last corner of the patch",
        broken(place="end"),
        "The place is that of the patch's bottom right corner, as the mode `full` counts. The top "
        "left corner is asked for.",
        "Put the patch into the top left corner of an image: (0, 0) should come back.",
    ),
    Mistake(
        "counted from one",
        broken(place="from one"),
        "Row and column are one too large. They are counted from 0.",
        "Put the patch into the top left corner of an image: (0, 0) should come back.",
    ),
    Mistake(
        "last places left out",
        broken(reach="last left out"),
        "The last row and the last column of places were not tried.",
        "At how many places does a patch of 2 fit into 5 pixels? Write them down.",
    ),
    Mistake(
        "number of the place",
        broken(gives="flat index"),
        "One whole number came back: the place's number when all are counted row by row. A pair "
        "(row, column) is asked for.",
        "np.argmax counts in one row. Which function turns its number into a row and a column?",
    ),
    Mistake(
        "list for a pair",
        broken(gives="list"),
        "A list came back. A pair (row, column), a tuple, is asked for.",
        "Return the two numbers with a comma between them, without square brackets.",
    ),
    Mistake(
        "array for a pair",
        broken(gives="array"),
        "The two numbers came back in an array. A pair (row, column) is asked for.",
        "Return the two numbers with a comma between them.",
    ),
    Mistake(
        "image changed",
        broken(changes="image"),
        "The image is another one after the call: `-=` writes into the array that was handed in.",
        "Print the image before and after. Compare `image -= m` with `image = image - m`.",
    ),
    Mistake(
        "patch changed",
        broken(changes="patch"),
        "The patch is another one after the call: `-=` writes into the array that was handed in.",
        "Print the patch before and after. Compare `patch -= m` with `patch = patch - m`.",
    ),
)
