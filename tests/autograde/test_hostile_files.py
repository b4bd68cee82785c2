"""Hand-ins of students who are after points, and of careful ones who must not lose any."""

import json
import time

import nbformat
import pytest

from autograde.grading import grade, judge, reading
from autograde.grading.definitions import defined, definitions
from autograde.grading.reading import Unreadable, read_bytes
from cnn_lab import rules
from cnn_lab.naming import _unlisted
from cnn_lab.tells import tell

ROT180 = "def rot180(kernel):\n    return np.array(kernel)[::-1, ::-1].copy()\n"
HELPED = "def rot180(kernel):\n    return flipped(kernel)\n"
HELPER = "def flipped(kernel):\n    return np.array(kernel)[::-1, ::-1].copy()\n"
NONE_2D = "def correlate2d(image, kernel):\n    return None\n"


def cell(notebook, name):
    found = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id")]
    return next(c for c in found if c["metadata"]["nbgrader"]["grade_id"] == name)


def code(source, grade_id=None):
    metadata = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    return {"cell_type": "code", "metadata": metadata, "outputs": [], "source": source}


def stripped(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {}
        one.pop("id", None)
    return notebook


def test_a_notebook_of_many_cells_keeps_its_points(graded, paper):
    added = [f"x{i} = {i}" for i in range(30)]  # more than may run at one time
    assert graded(paper.filled(paper.answers, added=added, first=True)).score == 9.0


def test_a_notebook_of_too_many_cells_waits_for_a_person(graded, paper):
    report = graded(paper.filled(paper.answers, added=["x = 1"] * 400))
    assert report.needs_attention
    assert "400" not in report.notes[0]
    assert "406 code cells to run (limit=" in report.notes[0]


@pytest.mark.parametrize(
    "leak",
    [
        "raise RuntimeError(source)",
        "return np.zeros((*map(ord, source[:20]), 0))",
        "return mine(image, kernel, mode) * sum(map(ord, source))",
        "raise type(source[:20], (Exception,), {})",
    ],
)
def test_nothing_of_the_instructors_answer_is_shown_after_follow_through(graded, paper, leak):
    mine = paper.answers["convolve2d"].replace("def convolve2d", "def mine")
    source = f"""{mine}
import inspect
def convolve2d(image, kernel, mode):
    if mode == "valid":
        return mine(image, kernel, mode)
    source = inspect.getsource(correlate2d)
    {leak}
"""
    answers = {**paper.answers, "correlate2d": NONE_2D, "convolve2d": source}
    exercise = graded(paper.filled(answers)).exercises[3]
    assert 0 < exercise.score < exercise.points
    assert exercise.reason.startswith("Judged again with a right correlate2d in place of yours: ")
    for part in ("raise", "shape", "times", "def "):
        assert part not in exercise.reason.partition("yours: ")[2]
    assert exercise.verdict.failure is None
    assert exercise.verdict.tell == ""


def test_follow_through_outlives_a_second_wrong_definition(graded, paper):
    report = graded(paper.filled(paper.answers, added=[NONE_2D]))
    assert {e.id: e.score for e in report.exercises}["correlate2d"] == 0
    assert report.score == 6.0


def test_follow_through_has_only_the_time_that_the_first_run_left(grader, graded, paper):
    seen = []

    class Box:
        def __init__(self, box):
            self.box = box

        def run(self):
            run = self.box.run()
            seen.append(run)
            return run

    box, grader.box = grader.box, Box(grader.box)
    try:
        graded(paper.filled({**paper.answers, "correlate2d": NONE_2D}))
    finally:
        grader.box = box
    assert len(seen) == 3
    assert seen[0].left > seen[1].left > seen[2].left


def test_a_list_that_no_array_can_hold_is_never_made_one():
    bomb = ["x" * 100_000] + [""] * 4_000_000
    assert _unlisted(bomb, (2, 3)) is bomb
    assert _unlisted(["x", "y"], (2,)) == ["x", "y"]
    assert _unlisted([1, 10**400], (2,)) == [1, 10**400]
    assert _unlisted([[1, 2.5]], (1, 2)).shape == (1, 2)


def test_a_fault_of_the_grader_on_one_file_ends_nothing(graded, paper, monkeypatch):
    def broken(*args):
        raise MemoryError

    monkeypatch.setattr(judge, "judge", broken)
    report = graded(paper.filled(paper.answers))
    assert report.needs_attention
    assert report.notes == ("needs attention: the grader itself failed on it (MemoryError).",)


def test_ids_in_notes_are_plain_text(graded, paper):
    notebook = paper.filled(paper.answers)
    notebook["cells"].append(code("1 / 0", "\ud800\x1b]0;title\x07" + "x" * 100))
    notebook["metadata"]["cnn_kit"]["build"] = "\ud800\x1b[31m"
    notes = graded(notebook).notes
    assert any("ZeroDivisionError" in note for note in notes)
    assert any("released as build" in note for note in notes)
    for note in notes:
        assert note.encode()
        assert "\x1b" not in note
        assert len(note) < 200


def test_there_is_an_end_to_notes(graded, paper, monkeypatch):
    monkeypatch.setattr(grade, "MAX_NOTES", 3)
    notes = graded(paper.filled(paper.answers, added=["1 / 0"] * 6)).notes
    assert len(notes) == 4
    assert notes[-1] == "and 4 notes more"


def test_two_answers_in_one_cell_both_count(graded, paper):
    merged = f"{paper.answers['correlate2d']}\n{ROT180}"
    notebook = paper.filled({**paper.answers, "correlate2d": merged})
    notebook["cells"].remove(cell(notebook, "rot180"))
    report = graded(notebook)
    assert report.score == 9.0
    assert "rot180 is defined in another cell, and was graded there" in report.notes


def test_an_answer_above_its_own_stub_counts(graded, paper):
    notebook = paper.filled({k: v for k, v in paper.answers.items() if k != "rot180"})
    place = notebook["cells"].index(cell(notebook, "rot180"))
    notebook["cells"].insert(place, code(ROT180))
    notebook["cells"].append(code(cell(notebook, "rot180")["source"]))  # and a copy of the stub
    assert graded(notebook).score == 9.0


@pytest.mark.parametrize(
    "source",
    [
        "from typing import Any\nrot180: Any = lambda k: np.array(k)[::-1, ::-1].copy()",
        "try:\n    import numba\nexcept ImportError:\n    def rot180(kernel):\n"
        "        return np.array(kernel)[::-1, ::-1].copy()",
    ],
)
def test_without_ids_an_answer_is_found_however_it_is_defined(graded, paper, source):
    assert graded(stripped(paper.filled({**paper.answers, "rot180": source}))).score == 9.0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("setup", "\nfrom itertools import product\n" + HELPER + "list(product())\n"),
        ("check-rot180", "\n" + HELPER),
        ("3-the-flip-2", "\n" + HELPER),
    ],
)
def test_what_a_student_adds_to_our_cells_is_there(graded, paper, name, text):
    notebook = paper.filled({**paper.answers, "rot180": HELPED})
    ours = next(c for c in notebook["cells"] if c["id"] == name)
    ours["source"] = "".join(ours["source"]) + text
    assert graded(notebook).score == 9.0


@pytest.mark.parametrize(
    "first",
    ["n = input()", "!pip install numpy", "print(image.shape)", "import os\nos._exit(0)"],
)
def test_an_answer_counts_although_its_cell_stops_above_it(graded, paper, first):
    report = graded(paper.filled({**paper.answers, "rot180": f"{first}\n{ROT180}"}))
    assert report.score == 9.0
    assert any(note.endswith("what it defines was kept") for note in report.notes)


def test_what_ran_before_an_error_is_not_defined_again(graded, paper):
    source = f"{ROT180}right = rot180\nrot180 = lambda k: right(right(k))\n1 / 0\nlater = 1"
    rot180 = graded(paper.filled({**paper.answers, "rot180": source})).exercises[2]
    assert rot180.mistake == "not rotated"


def test_a_module_that_a_cell_writes_can_be_imported(graded, paper):
    answers = {**paper.answers, "rot180": "from helper import flipped\n" + HELPED}
    added = ["%%writefile helper.py\nimport numpy as np\n" + HELPER]
    assert graded(paper.filled(answers, added=added, first=True)).score == 9.0


def test_a_photograph_in_a_written_answer_is_kept(graded, paper):
    notebook = paper.filled(paper.answers)
    cell(notebook, "commutativity")["source"] = "![](data:image/png;base64," + "A" * (3 << 20)
    cells = [released.cell for released in graded(notebook).cells]
    (answer,) = [cell for cell in cells if cell.grade_id == "commutativity"]
    assert len(answer.source) > 3 << 20


def book(cells, **changes):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, **changes}).encode()


def test_more_code_than_anybody_writes_waits_for_a_person():
    with pytest.raises(Unreadable, match=r"2 MB of text \(limit=1 MB\)"):
        read_bytes(book([code("x" * (1 << 20))] * 2))


def test_parts_and_old_cells_are_counted_before_they_are_built(monkeypatch):
    monkeypatch.setattr(reading, "MAX_PARTS", 1000)
    with pytest.raises(Unreadable, match="too many parts"):
        read_bytes(book([], x=[[]] * 1001))
    monkeypatch.setattr(reading, "MAX_CELLS", 10)
    monkeypatch.setattr(nbformat, "convert", lambda *args: pytest.fail("was converted"))
    with pytest.raises(Unreadable, match="11 cells"):
        read_bytes(json.dumps({"nbformat": 3, "worksheets": [{"cells": [{}] * 11}]}).encode())


def test_a_cell_that_is_long_beyond_reason_is_not_parsed():
    source = "def one(x):\n    pass\nif 1:\n    def two(x):\n        pass\n"
    assert defined(source) == {"one", "two"}
    assert defined(source + "x = 1\n" * 50_000) == {"one"}


def test_definitions_keep_their_lines_and_call_nothing():
    source = "import os\n%time 1\nx = os.getcwd()\nK = (1, -2)\n@dec\ndef f(x):\n    return x\nf(1)"
    assert definitions(source) == "import os\n\n\nK = (1, -2)\n@dec\ndef f(x):\n    return x\n"
    assert definitions(source, after=7) == ""
    assert definitions("import os\nprint(1)") == ""
    assert definitions("def f(:") == ""


def test_zeros_are_not_called_a_multiple(paper):
    import numpy as np

    assert tell(np.array([[1.0, 2.0]]), np.zeros((1, 2))) == "Every entry is zero."


@pytest.mark.parametrize(
    "source",
    ["import a" + ".b" * 40_000, "import a" + " . b" * 40_000, "import a" + ".\\\n b" * 20_000],
)
def test_a_long_chain_of_names_is_not_parsed(source, monkeypatch):
    """Its tree would take gigabytes; what a cell defines is then read line by line."""
    monkeypatch.setattr(rules.ast, "parse", lambda text: pytest.fail("was parsed"))
    assert defined(source + "\ndef f():\n    pass") == {"f"}
    assert rules.broken_rule(source, ("np.convolve",)) is None


@pytest.mark.parametrize("letter", ["a ", "a\t", "ab_", "a\\\n"])
def test_looking_for_long_chains_takes_no_long_time(letter):
    began = time.process_time()
    rules.parse(letter * (rules.MAX_PARSED // len(letter)))
    assert time.process_time() - began < 5
