"""Assignment 06, in words: the mistakes of the backward pass through a signal."""

from __future__ import annotations

from autograde.exercise import Mistake, Variants

from .broken import signal

_signal = Variants(signal)

CORRELATE1D_BACKWARD = (
    Mistake(
        "dx with the kernel turned",
        _signal(dx_kernel="both"),
        "The kernel is turned around once too often or once too seldom. Spreading it from each "
        "output needs no turn; a full *correlation* of dout needs the turned kernel, a full true "
        "*convolution* turns it by itself.",
        "With K = 2, which weight did output 0 give to x[0]? Only that weight can bring its "
        "gradient back.",
    ),
    Mistake(
        "dx of the last window only",
        _signal(dx_added="last window"),
        "Where windows overlap, the later one replaced what the earlier one had brought. An entry "
        "of x collects from all the windows that contain it.",
        "Set w = [1, 1] and dout = [1, 1]. x[1] lies in both windows: is your dx 2 there? Compare "
        "`=` with `+=`.",
    ),
    Mistake(
        "dx too short: the overhanging part dropped",
        _signal(dx_range="same"),
        "dx is as long as dout: mode same. Every entry of x was used, so dx is as long as x.",
        "Print len(dx) and len(x).",
    ),
    Mistake(
        "dx too short: its end dropped",
        _signal(dx_range="beginning"),
        "dx ends where dout ends. The last window reaches K - 1 entries further.",
        "Print len(dx) and len(x).",
    ),
    Mistake(
        "dx of full overlaps only",
        _signal(dx_range="valid"),
        "dx holds only positions where kernel and dout overlap completely: mode valid. The ends "
        "of x were used by fewer windows, but they were used.",
        "How many windows contain x[0]? Is its gradient zero?",
    ),
    Mistake(
        "dx shifted by one",
        _signal(dx_range="shifted"),
        "dx is one step off. A formula whose indices begin at 1, with n - i + 1, becomes n - i "
        "where they begin at 0.",
        "Which entries of dout and w make dx[0]? Put 0 and 0 into your index.",
    ),
    Mistake(
        "dx reads dout from its end",
        _signal(dx_range="wrapped"),
        "dout[n - i] with a negative index reads from the end of the array, without any error. "
        "There is no window there, so there is nothing to add.",
        "Print np.array([1, 2, 3])[-1]. For which i is n - i no position of dout?",
    ),
    Mistake(
        "dw turned",
        _signal(dw_form="both"),
        "dw is in reverse order. Its entry i belongs to the weight w[i] as it lay on the signal.",
        "Which entry of x did w[0] meet at output 0?",
    ),
    Mistake(
        "dw of the last window only",
        _signal(dw_added="last window"),
        "Each window's share of dw replaced the one before it. The weight was used in all windows, "
        "so their shares are added up.",
        "Compare `=` with `+=` in the line of dw.",
    ),
    Mistake(
        "dw of the first window, many times",
        _signal(dw_added="first window for all"),
        "Every entry of dout met the first window. Output n saw the window that begins at n.",
        "Which entries of x did output 1 see?",
    ),
    Mistake(
        "dw averaged",
        _signal(dw_added="mean"),
        "dw is a mean over the outputs. Each of them used the weight, so their shares are added.",
        "Look for a mean in the line of dw, or a division by a length.",
    ),
    Mistake(
        "dw shifted by one",
        _signal(dw_added="shifted"),
        "dw is one step off. x[n + i - 1] is a formula whose indices begin at 1; in NumPy they "
        "begin at 0, and an index of -1 silently reads the last entry.",
        "Which entry of x did w[0] meet at output 0? Put 0 and 0 into your index.",
    ),
    Mistake(
        "dw for each output",
        _signal(dw_added="per position"),
        "dw has one row for each output: the shares are there, but not added up.",
        "Compare the shape of your dw with that of w.",
    ),
    Mistake(
        "dw one number",
        _signal(dw_added="one number"),
        "All shares were added up to one number. Each weight has its own gradient.",
        "Compare the shape of your dw with that of w.",
    ),
    Mistake(
        "dw of all overlaps",
        _signal(dw_added="full"),
        "dw is longer than w: every overlap of x and dout was counted, mode full. Here dout slides "
        "inside x only.",
        "Print len(dw) and len(w).",
    ),
    Mistake(
        "dw as a convolution",
        _signal(dw_added="convolved"),
        "dout met the signal in reverse order. np.convolve turns its second argument around; dw is "
        "a correlation, in which both indices go up together.",
        "Compare np.convolve([1, 2, 3], [1, 0], 'valid') with np.correlate of the same. Which one "
        "begins with 1?",
    ),
    Mistake(
        "dout ignored",
        _signal(dout_as="ones"),
        "The result is the same whatever dout is. Those are the local derivatives; the chain rule "
        "multiplies each by its entry of dout.",
        "Double dout. Do your gradients double?",
    ),
    Mistake(
        "decimals cut off",
        _signal(kept="int"),
        "The gradients are whole numbers: everything after the decimal point was dropped.",
        "What does np.zeros(3, dtype=int) make of 0.5?",
    ),
    Mistake(
        "gradients in the inputs' types, refused",
        _signal(kept="input's type"),
        "np.zeros_like(x) makes whole numbers when x holds whole numbers, and NumPy refuses to add "
        "decimals to them in place.",
        "Try a = np.zeros_like(np.array([1, 2])), then a += 0.5. Which type should a have?",
    ),
    Mistake(
        "gradients in the inputs' types, cut off",
        _signal(kept="input's type, entry by entry"),
        "np.zeros_like(x) makes whole numbers when x holds whole numbers, and then every entry "
        "that you store loses its decimals.",
        "Try a = np.zeros_like(np.array([1, 2])), then a[0] = 0.5, and look at it.",
    ),
    Mistake(
        "results in single precision",
        _signal(kept="float32"),
        "The gradients are float32. With float64 inputs they should be float64.",
        "Print the dtype of each gradient before you return it.",
    ),
    Mistake(
        "computed in half precision",
        _signal(kept="float16"),
        "The numbers went through float16, which keeps about three digits.",
        "Add 2048 and 1 in np.float16. Then look for float16 in your code.",
    ),
    Mistake(
        "x changed: dx written into it",
        _signal(changes="x"),
        "dx was written into the signal's own memory. Whoever called the function still needs x.",
        "Print x before and after a call. Does a line like `dx = x` stand in your code?",
    ),
    Mistake(
        "dout changed: turned in place",
        _signal(changes="dout"),
        "dout was reversed in its own memory. Whoever called the function still needs it as it "
        "was.",
        "Print dout before and after a call. Which line writes into it?",
    ),
    Mistake(
        "dw before dx",
        _signal(gives="dw first"),
        "dw comes first and dx second. The order is that of the arguments: dx, dw.",
        "Read the last line of your function next to the line Returns of its description.",
    ),
    Mistake(
        "list for a tuple",
        _signal(gives="list"),
        "The gradients come in a list. A tuple is asked for: `return dx, dw` makes one.",
        "Print the type of what your function returns.",
    ),
    Mistake(
        "dw left as None",
        _signal(gives="dx, None"),
        "dw comes back as None: it was never worked out.",
        "Print both things that you return. Which line gives dw its value?",
    ),
    Mistake(
        "nothing returned",
        _signal(gives="none"),
        "The function ends without `return`, so what it hands back is None.",
        "Write type(...) around a call of your function: which type does it say?",
    ),
    Mistake(
        "lengths that do not match",
        _signal(gives="shapes"),
        "ValueError: two arrays of different lengths meet in one line.",
        "Read the message and the line where it arises. A window has K entries, "
        "dout has L - K + 1.",
    ),
    Mistake(
        "loop over the signal's entries",
        _signal(gives="positions"),
        "Your loop over positions runs too far: it goes over the entries of x, and dout has fewer.",
        "Which array has one entry for each window?",
    ),
)
