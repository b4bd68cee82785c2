"""Rebuilding: the released notebook with the student's answers, whatever became of the file."""

import dataclasses

import pytest

from autograde.grading.reading import Cell, Handed, Unreadable
from autograde.grading.rebuild import (
    CHECK,
    GIVEN,
    OWN,
    SETUP,
    SOLUTION,
    WRITTEN,
    Release,
    Released,
    defined,
    identify,
    rebuild,
)

STUB = "def {}(x):\n    raise NotImplementedError()"
RELEASE = Release(
    "02_demo",
    "build1",
    (
        Released(SETUP, Cell("code", "import numpy as np", None, "setup")),
        Released(GIVEN, Cell("markdown", "Write one.", None, "box-one")),
        Released(SOLUTION, Cell("code", STUB.format("one"), "one", "one")),
        Released(CHECK, Cell("code", "check(one)", "check-one", "check-one")),
        Released(GIVEN, Cell("code", "draw.filtered(one)", None, "demo")),
        Released(SOLUTION, Cell("code", STUB.format("two"), "two", "two")),
        Released(CHECK, Cell("code", "check(two)", "check-two", "check-two")),
        Released(GIVEN, Cell("markdown", "Why?", None, "box-why")),
        Released(WRITTEN, Cell("markdown", "YOUR ANSWER HERE", "why", "why")),
    ),
)
ONE = "def one(x):\n    return x + 1"
TWO = "def two(x):\n    return one(x) + 1"


def hand_in(answers, *, added=(), cells=RELEASE.cells):
    """A hand-in as Jupyter saves it: (anchor, source) of added cells go below the anchor."""
    made = []
    for released in cells:
        cell = released.cell
        made.append(dataclasses.replace(cell, source=answers.get(cell.grade_id, cell.source)))
        made += [Cell("code", source) for anchor, source in added if anchor == cell.cell_id]
    return Handed(tuple(made), "02_demo", "build1", ())


def stripped(handed):
    cells = tuple(Cell(cell.kind, cell.source) for cell in handed.cells)
    return Handed(cells, None, None, ())


def code(rebuilt):
    return [(c.role, c.cell.source) for c in rebuilt.cells if c.cell.kind == "code"]


def solutions(rebuilt):
    return {c.cell.grade_id: c.cell.source for c in rebuilt.cells if c.role == SOLUTION}


def test_answers_take_the_place_of_the_stubs():
    rebuilt = rebuild(hand_in({"one": ONE, "two": TWO, "why": "Because."}), RELEASE)
    assert solutions(rebuilt) == {"one": ONE, "two": TWO}
    assert rebuilt.written == {"why": "Because."}
    assert rebuilt.notes == ()
    assert [c.role for c in rebuilt.cells] == [c.role for c in RELEASE.cells]


def test_a_deleted_answer_is_the_untouched_stub_and_is_noted():
    cells = [c for c in RELEASE.cells if c.cell.grade_id != "two"]
    rebuilt = rebuild(hand_in({"one": ONE}, cells=cells), RELEASE)
    assert solutions(rebuilt) == {"one": ONE, "two": STUB.format("two")}
    assert rebuilt.notes == ("the cell two is missing; it was graded as untouched",)


def test_added_cells_stay_in_their_places_as_the_students_own():
    added = [("setup", "helper = 1"), ("demo", "later = 2")]
    rebuilt = rebuild(hand_in({"one": ONE}, added=added), RELEASE)
    kept = [(role, source) for role, source in code(rebuilt) if role != CHECK]
    assert kept == [
        (SETUP, "import numpy as np"),
        (OWN, "helper = 1"),
        (SOLUTION, ONE),
        (GIVEN, "draw.filtered(one)"),
        (OWN, "later = 2"),
        (SOLUTION, STUB.format("two")),
    ]
    assert rebuilt.notes == ("2 added code cells ran as the student's own code",)


def test_changed_given_and_check_cells_are_the_releases_own():
    handed = hand_in({"one": ONE, "check-one": "print(9.0)"})
    cells = tuple(
        dataclasses.replace(c, source="import os") if c.cell_id == "demo" else c
        for c in handed.cells
    )
    rebuilt = rebuild(dataclasses.replace(handed, cells=cells), RELEASE)
    sources = [source for _, source in code(rebuilt)]
    assert "print(9.0)" not in sources
    assert "import os" not in sources
    assert len([note for note in rebuilt.notes if "was changed" in note]) == 2


def test_setup_runs_before_anything_that_a_student_puts_above_it():
    handed = hand_in({"one": ONE})
    handed = dataclasses.replace(handed, cells=(Cell("code", "first = 1"), *handed.cells))
    assert [role for role, _ in code(rebuild(handed, RELEASE))[:2]] == [SETUP, OWN]


def test_lost_ids_are_made_up_for_by_contents():
    handed = stripped(
        hand_in({"one": ONE, "two": TWO, "why": "Because."}, added=[("one", "h = 1")])
    )
    rebuilt = rebuild(handed, RELEASE)
    assert solutions(rebuilt) == {"one": ONE, "two": TWO}
    assert rebuilt.written == {"why": "Because."}
    assert (OWN, "h = 1") in code(rebuilt)
    assert "lost their ids" in rebuilt.notes[0]


def test_without_ids_the_last_definition_is_the_answer_and_the_others_run_too():
    cells = [Cell("code", "def one(x):\n    return 0"), Cell("code", ONE)]
    rebuilt = rebuild(Handed(tuple(cells), None, None, ()), RELEASE)
    assert solutions(rebuilt)["one"] == ONE
    assert (OWN, "def one(x):\n    return 0") in code(rebuilt)


def test_a_copied_answer_cell_runs_after_the_first():
    handed = hand_in({"one": "def one(x):\n    return 0"})
    copy = Cell("code", ONE, "one", "other")
    handed = dataclasses.replace(handed, cells=(*handed.cells, copy))
    rebuilt = rebuild(handed, RELEASE)
    assert code(rebuilt)[-1] == (OWN, ONE)
    assert "the cell one occurs twice; both ran, in order" in rebuilt.notes


def test_an_answer_turned_into_markdown_is_not_run():
    cells = tuple(
        dataclasses.replace(c, kind="markdown") if c.grade_id == "one" else c
        for c in hand_in({"one": ONE}).cells
    )
    rebuilt = rebuild(dataclasses.replace(hand_in({}), cells=cells), RELEASE)
    assert solutions(rebuilt)["one"] == STUB.format("one")


def test_the_assignment_is_known_by_ids_then_metadata_then_functions():
    other = Release("03_other", "b", (Released(SOLUTION, Cell("code", "", "three", "three")),))
    releases = {"02_demo": RELEASE, "03_other": other}
    assert identify(hand_in({}), releases) == "02_demo"
    assert (
        identify(Handed((Cell("code", "", "three"),), "02_demo", None, ()), releases) == "03_other"
    )
    assert identify(Handed((Cell("code", ONE),), None, None, ()), releases) == "02_demo"
    assert identify(Handed((Cell("code", "x"),), "03_other", None, ()), releases) == "03_other"
    with pytest.raises(Unreadable, match="answers no assignment of this course"):
        identify(Handed((Cell("code", "x"),), "09_none", None, ()), releases)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): pass\nclass g: pass", {"f"}),
        ("%matplotlib inline\ndef f(): pass", {"f"}),
        ("f = lambda x: x", {"f"}),
        ("def f(:\n", {"f"}),
        ("    def f(): pass", set()),
        ("(" * 5000, set()),
    ],
)
def test_the_functions_of_a_cell_are_found_even_if_it_does_not_parse(source, names):
    assert defined(source) == names
