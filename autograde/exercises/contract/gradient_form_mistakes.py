"""Assignment 00, in words: numerical_gradient's mistakes of moves, types and results."""

from __future__ import annotations

from autograde.exercise import Mistake

from .gradient_mistakes import GRADIENT_VALUES, broken

_MOVES = (
    Mistake(
        "all entries moved at once",
        broken(moved="all at once"),
        "f(x + h) moves every entry at the same time, so nobody can tell which entry changed the "
        "outputs. That is right only where each output depends on its own entry alone.",
        "Write x + h for x = [1, 2] on paper, then x with only its first entry moved.",
    ),
    Mistake(
        "whole rows moved",
        broken(moved="first axis"),
        "The loop runs along the first axis only, so x[i] is a whole row, and its entries move "
        "together.",
        "Print x[0] for an x of shape (2, 3). Then look up np.ndindex.",
    ),
    Mistake(
        "counted flat, indexed by rows",
        broken(moved="flat index"),
        "The loop counts all entries, but x[i] counts rows, so it runs past the end.",
        "Print x.size and x.shape for an x of shape (2, 3), and look up np.ndindex.",
    ),
    Mistake(
        "last entry left out",
        broken(moved="last left out"),
        "The last entry of dx was never filled: the loop ends one step early.",
        "List what range(3 - 1) gives. How many entries has an x of shape (3,)?",
    ),
    Mistake(
        "returned too early",
        broken(moved="first only"),
        "Only the first entry was worked out, and the rest is still zero: `return` stands inside "
        "the loop.",
        "Count how often each line of your loop runs for 3 entries. How far is `return` indented?",
    ),
    Mistake(
        "only entries with equal indices",
        broken(moved="diagonal"),
        "Only entries like (0, 0) and (1, 1) were worked out: one counter was used for both axes.",
        "List what np.ndindex(2, 3) gives. How many places are there?",
    ),
    Mistake(
        "entries not put back",
        broken(moved="not put back"),
        "An entry stays moved when the next one has its turn, and x itself comes back changed.",
        "Print x before and after a call. Where does an entry get its old value again?",
    ),
    Mistake(
        "whole numbers moved in place",
        broken(moved="to and fro"),
        "The entries of x were moved in place and then back. Where x holds whole numbers every "
        "move is cut off, so the slopes are wrong, and x does not come back to what it was.",
        "Take x = np.array([3]). Run x[0] += 0.01, x[0] -= 0.02, x[0] += 0.01, and look at x.",
    ),
    Mistake(
        "moves pile up",
        broken(moved="accumulated"),
        "The copies were made once, before the loop. From the second entry on, all earlier ones "
        "are still moved in them.",
        "Print the moved array in each turn of your loop for x = [1, 2, 3]. How many entries "
        "differ from x?",
    ),
    Mistake(
        "two names for one array",
        broken(moved="one array"),
        "Both sides are the same array, so every difference is zero. `left = x` gives x a second "
        "name and makes no copy.",
        "Run a = np.zeros(2), b = a, b[0] = 1, and look at a.",
    ),
    Mistake(
        "step multiplied into the entry",
        broken(moved="scaled"),
        "The entry was multiplied by 1 + h and 1 - h. It moves by h then only if it is 1.",
        "Move an entry of 0 by your rule. Where does it go?",
    ),
)

_FORM = (
    Mistake(
        "moves cut off",
        broken(types="moves"),
        "With whole numbers in x, 3 - h is stored as 2 and 3 + h as 3: an array of integers cuts "
        "decimals off. The slopes are then far too large.",
        "Write 2.99 into np.array([3]) and look at it. Which type must a copy have to be moved?",
    ),
    Mistake(
        "slopes cut off",
        broken(types="result"),
        "With whole numbers in x, the slopes lose their decimals: np.zeros_like(x) makes an array "
        "of integers.",
        "Call np.zeros_like on np.array([1, 2]), write 0.5 into it and look at it.",
    ),
    Mistake(
        "moves and slopes cut off",
        broken(types="moves and result"),
        "With whole numbers in x, both the moved copy and the array for the slopes hold integers, "
        "and integers cut decimals off.",
        "Write 2.99 into np.array([3]) and look at it. Then look at the dtype of both arrays.",
    ),
    Mistake(
        "computed in single precision",
        broken(types="float32"),
        "The numbers went through float32, which keeps about seven digits. A step of 1e-5 uses up "
        "five of them.",
        "Work out np.float32(1) + np.float32(1e-8). Then look for float32 in your code.",
    ),
    Mistake(
        "list for an array",
        broken(gives="list"),
        "The result is a list. An array is asked for: it has a shape, a list has none.",
        "Ask for the shape of [[1, 2], [3, 4]], then of np.array([[1, 2], [3, 4]]).",
    ),
    Mistake(
        "flat result",
        broken(gives="flat"),
        "The slopes are right, but all in one row. dx has the shape of x.",
        "Print the shapes of x and of your result.",
    ),
    Mistake(
        "slopes added up",
        broken(gives="total"),
        "The result is one number, the sum of all slopes. Every entry of x has a slope of its own.",
        'How many questions "what if this entry moves?" can you ask for three entries?',
    ),
    Mistake(
        "loss for the gradient",
        broken(gives="loss"),
        "This is L itself. Asked for is how L changes when an entry of x does.",
        "Which shape has the answer for an x of (2, 3)?",
    ),
    Mistake(
        "slope of every output",
        broken(gives="jacobian"),
        "The result holds a slope for every pair of input and output. They are still to be "
        "weighted with dout and added, so that one for each input is left.",
        "Which shape has the answer for an x of (3,) and four outputs?",
    ),
    Mistake(
        "nothing returned",
        broken(gives="none"),
        "The function ends without `return`, so what it hands back is None. Printing a result "
        "does not return it.",
        "Write type(...) around a call of your function: which type does it say? "
        "Then look at its last line.",
    ),
)

NUMERICAL_GRADIENT = (*GRADIENT_VALUES, *_MOVES, *_FORM)
