"""Small lists of coverage, and a course folder that holds what they say: tests break both."""

import json

import small_course
from small_course import NAME

from autograde.building import text

FACTS = """
[[fact]]
id = "A1.1"
says = "Four steps | and | a figure."
seeds = ["Bonn"]
held = [
  { cell = "05_small § First steps", holds = ["Some words.", 'print("four", steps)'] },
  { shown = "05_small § First steps", holds = "four [0 1 2 3]" },
]

[[fact]]
id = "A1.2"
says = "A factor scales."
held = [
  { exercise = "scale", case = "[[1, 2]] times 3", gives = [[3, 6]] },
  { question = "why", holds = "Because the sum is linear." },
  { test = "tests/test_small.py::test_it", holds = "TABLE = [3, 6]" },
  { test = "tests/test_small.py::TestGroup::test_it_too", holds = "(1, 2)" },
]
"""

MISTAKES = """
[[mistake]]
id = "F1"
says = "The factor is squared."
held = [{ mistake = ["scale", "squared"] }]

[[mistake]]
id = "P8b"
says = "One is added."
held = [{ mistake = ["scale", "shifted"] }]
"""

SYLLABUS = """
[series]
A1 = 2
F = 1
C = 1
also = ["P8b"]

[total]
autograded = 6
by_hand = 2

[[assignment]]
id = "05_small"
minutes = 20
exercises = { scale = 3, total = 3 }
written = { why = 2 }

[[matter]]
id = "C1"
says = "A figure."
held = [{ cell = "05_small § 05 · Small › A figure", holds = "plt.xlabel" }]
"""

TESTS = """
import pytest

TABLE = [3, 6]
OTHER = [4, 8]

def test_it():
    assert TABLE

class TestGroup:
    @pytest.mark.parametrize("pair", [(1,
        2)])
    def test_it_too(self, pair):
        assert pair

def helper():
    pass
"""

SHOWN = {
    "first-steps-2": [{"output_type": "stream", "text": ["four [0 1 2 3]\n"]}],
    "a-figure-2": [{"output_type": "display_data", "data": {"text/plain": "A line."}}],
    "scale": [{"output_type": "stream", "text": "a result of the model answer"}],
}


def write(folder):
    """The lists and the course, in one folder."""
    (folder / "solutions" / NAME).mkdir(parents=True)
    (folder / "tests").mkdir()
    (folder / "solutions" / f"{NAME}.py").write_text(small_course.TEXT, encoding="utf-8")
    (folder / "tests" / "test_small.py").write_text(TESTS, encoding="utf-8")
    cells = [
        {"cell_type": part.kind, "id": part.id, "outputs": SHOWN.get(part.id, [])}
        for part in text.read(folder, NAME).parts
    ]
    notebook = folder / "solutions" / NAME / f"{NAME}.ipynb"
    notebook.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    for file, lines in (("facts", FACTS), ("mistakes", MISTAKES), ("syllabus", SYLLABUS)):
        (folder / f"{file}.toml").write_text(lines, encoding="utf-8")
    return folder


def edit(path, old, new):
    """Replace one text in a file."""
    words = path.read_text(encoding="utf-8")
    assert words.count(old) == 1, (old, words)
    path.write_text(words.replace(old, new), encoding="utf-8")
