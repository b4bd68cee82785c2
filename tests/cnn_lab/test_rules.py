"""Static rules: forbidden names are found under whatever name they were imported."""

from __future__ import annotations

import pytest

from cnn_lab.rules import broken_rule

FORBIDDEN = ("np.convolve", "np.correlate")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(x, k):\n    return np.convolve(x, k)", "numpy.convolve"),
        ("def f(x, k):\n    go = np.correlate\n    return go(x, k)", "numpy.correlate"),
        ("import numpy\ndef f(x, k):\n    return numpy.convolve(x, k)", "numpy.convolve"),
        ("import numpy as n\ndef f(x, k):\n    return n.convolve(x, k)", "numpy.convolve"),
        ("from numpy import convolve as c\ndef f(x, k):\n    return c(x, k)", "numpy.convolve"),
        ("def f(x, k):\n    import scipy.signal\n    return 1", "scipy.signal"),
        ("def f(x, k):\n    from scipy import signal as s\n    return s", "scipy.signal"),
        ("def f(x, k):\n    from cnn_ref import correlate2d\n    return 1", "cnn_ref.correlate2d"),
        ("def f(x, k):\n    import torch as t\n    return t.nn", "torch"),
        ("def f(x, k):\n    import autograde.exercises as a", "autograde.exercises"),
        ("    def f(x, k):\n        return np.convolve(x, k)", "numpy.convolve"),
        ("@np.vectorize\ndef f(x):\n    return [np.convolve(x, y) for y in x]", "numpy.convolve"),
    ],
)
def test_a_forbidden_name_is_found(source: str, name: str) -> None:
    assert broken_rule(source, FORBIDDEN) == name


@pytest.mark.parametrize(
    "source",
    [
        "def f(x, k):\n    return x @ k",
        "def f(x, k):\n    'not np.convolve'\n    # np.convolve\n    return x",
        "def f(x, k):\n    convolve = 3\n    return convolve",
        "def convolve(x, k):\n    return np.fft.rfft(x)",
        "def f(x):\n    return x.convolve",
        "from numpy.lib.stride_tricks import sliding_window_view\ndef f(x):\n    return x",
        "def f(torch):\n    return torch.x",
        "",
        "def f(:",
        "x = '\0'",
        "(" * 100_000,
        "-" * 100_000 + "1",
    ],
    ids=lambda source: source[:40],
)
def test_what_is_not_forbidden_and_what_does_not_parse_breaks_no_rule(source: str) -> None:
    assert broken_rule(source, FORBIDDEN) is None


def test_nothing_is_forbidden_by_default_but_libraries_that_answer_by_themselves() -> None:
    assert broken_rule("np.convolve(1, 2)", ()) is None
    assert broken_rule("import scipy", ()) == "scipy"


def test_a_very_long_chain_of_dots_is_survived() -> None:
    assert broken_rule("x" + ".a" * 900, FORBIDDEN) is None
    assert broken_rule("y = np.convolve" + ".a" * 900, FORBIDDEN) == "numpy.convolve"


def test_lines_of_magic_do_not_hide_a_broken_rule():
    source = "%%time\n!ls\ndef f(x):\n    return np.convolve(x, x)\n"
    assert broken_rule(source, ("np.convolve",)) == "numpy.convolve"
