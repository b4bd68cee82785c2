"""Rebuilding: the released notebook with the student's answers, whatever became of the file."""

import dataclasses
import time

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


def texts_of(rebuilt):
    """The written answers, by their ids."""
    return {c.cell.grade_id: c.cell.source for c in rebuilt.cells if c.role == WRITTEN}


def code(rebuilt):
    return [(c.role, c.cell.source) for c in rebuilt.cells if c.cell.kind == "code"]


def solutions(rebuilt):
    return {c.cell.grade_id: c.cell.source for c in rebuilt.cells if c.role == SOLUTION}


def test_answers_take_the_place_of_the_stubs():
    rebuilt = rebuild(hand_in({"one": ONE, "two": TWO, "why": "Because."}), RELEASE)
    assert solutions(rebuilt) == {"one": ONE, "two": TWO}
    assert texts_of(rebuilt) == {"why": "Because."}
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
    assert texts_of(rebuilt) == {"why": "Because."}
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


def of(*cells):
    return Handed(cells, "02_demo", "build1", ())


def changed(grade_id, **changes):
    """The release's cells, the one of an id with changes."""
    cells = (c.cell for c in RELEASE.cells)
    return [dataclasses.replace(c, **changes) if c.cell_id == grade_id else c for c in cells]


def definitions_of(rebuilt, function):
    return [c.cell.source for c in rebuilt.cells if function in defined(c.cell.source)]


ZERO = "def one(x):\n    return 0"


def test_untouched_exercises_are_those_whose_stub_is_there():
    assert rebuild(hand_in({"one": ONE}), RELEASE).untouched == {"two"}
    elsewhere = rebuild(hand_in({}, added=[("demo", ONE)]), RELEASE)
    assert elsewhere.untouched == {"two"}
    assert rebuild(hand_in({"one": ""}), RELEASE).untouched == {"two"}


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize("last", [ONE, ZERO])
def test_of_several_definitions_the_last_in_the_file_runs_last(ids, last):
    """Whether the stub was left in its place or not, and wherever the cells stand."""
    first = ZERO if last == ONE else ONE
    for anchors in (("check-one", "why"), ("setup", "check-one"), ("setup", "setup"), ("why",) * 2):
        added = list(zip(anchors, (first, last), strict=True))
        handed = hand_in({}, added=added)
        rebuilt = rebuild(handed if ids else stripped(handed), RELEASE)
        assert definitions_of(rebuilt, "one") == [first, last]


def test_an_answer_that_was_moved_down_still_runs_after_the_copy_above_it():
    rest = [c.cell for c in RELEASE.cells if c.cell.grade_id != "one"]
    rebuilt = rebuild(of(*rest, Cell("code", ZERO), Cell("code", ONE, "one", "one")), RELEASE)
    assert definitions_of(rebuilt, "one") == [ZERO, ONE]
    copies = (Cell("code", ZERO, "one", "one"), rest[0], Cell("code", ONE, "one", "x"))
    assert definitions_of(rebuild(of(*copies, *rest[1:]), RELEASE), "one") == [ZERO, ONE]


def test_a_cell_pasted_over_a_check_is_the_students_own_and_runs_whole():
    sobel = "sobel = make(3)"
    scratch = Cell("code", sobel, "check-one", "check-one")
    cells = [c.cell for c in RELEASE.cells]
    rebuilt = rebuild(of(scratch, *cells), RELEASE)
    assert (OWN, sobel) in code(rebuilt)
    assert not [note for note in rebuilt.notes if "was changed" in note]


def test_one_more_copy_of_a_check_is_not_run():
    cells = [c.cell for c in RELEASE.cells]
    rebuilt = rebuild(of(*cells, cells[3], Cell("code", "check(two)")), RELEASE)
    assert [role for role, _ in code(rebuilt)].count(OWN) == 0


def test_an_answer_under_the_id_of_a_check_runs_whole_and_in_its_place():
    source = ONE + "\nhelp = make()"
    cells = []
    for cell in changed("one", source=source):
        other = {"one": "check-one", "check-one": "one"}.get(cell.grade_id, cell.grade_id)
        cells.append(dataclasses.replace(cell, grade_id=other, cell_id=other))
    rebuilt = rebuild(of(*cells), RELEASE)
    assert solutions(rebuilt)["one"] == source
    assert rebuilt.notes == ()


def test_exercises_whose_ids_were_swapped_are_both_there():
    cells = []
    for cell in hand_in({"one": ONE, "two": TWO}).cells:
        other = {"one": "two", "two": "one"}.get(cell.grade_id, cell.grade_id)
        cells.append(dataclasses.replace(cell, grade_id=other))
    assert set(solutions(rebuild(of(*cells), RELEASE)).values()) == {ONE, TWO}


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_of_another_kind_is_named(kind):
    rebuilt = rebuild(of(*changed("one", source=ONE, kind=kind)), RELEASE)
    assert solutions(rebuilt)["one"] == STUB.format("one")
    word = {"markdown": "text", "raw": "raw"}[kind]
    assert rebuilt.notes == (f"the cell one had been turned into a {word} cell: it was not run",)


@pytest.mark.parametrize("kind", ["code", "raw"])
def test_a_written_answer_of_another_kind_is_read(kind):
    rebuilt = rebuild(of(*changed("why", source="Because it is.", kind=kind)), RELEASE)
    assert texts_of(rebuilt) == {"why": "Because it is."}
    assert OWN not in [role for role, _ in code(rebuilt)]
    assert rebuilt.notes == (
        f"the cell why had been turned into a {kind} cell: it was read as text",
    )


def test_what_a_written_answer_turned_into_code_defines_is_kept():
    helper = "def helper():\n    return 1"
    source = f"{helper}\nprint(helper())"
    rebuilt = rebuild(of(*changed("why", source=source, kind="code")), RELEASE)
    assert texts_of(rebuilt) == {"why": source}
    own = [text.strip() for role, text in code(rebuilt) if role == OWN]
    assert own == [helper]


def test_all_texts_around_a_written_answer_are_read_once_and_in_order():
    cells = [c.cell for c in RELEASE.cells]
    copy = Cell("markdown", "Second.", "why", "copied")
    answer = dataclasses.replace(cells[-1], source="First.")
    texts = [Cell("markdown", text) for text in ("Zeroth.", "Third.", "Third.", " ")]
    rebuilt = rebuild(of(*cells[:-1], texts[0], answer, copy, *texts[1:]), RELEASE)
    assert texts_of(rebuilt) == {"why": "Zeroth.\n\nFirst.\n\nSecond.\n\nThird."}
    assert rebuilt.notes == ("the cell why: 4 texts were put together",)


def test_a_text_below_an_untouched_question_is_its_answer():
    cells = [c.cell for c in RELEASE.cells]
    rebuilt = rebuild(of(*cells, Cell("markdown", "Because.")), RELEASE)
    assert texts_of(rebuilt) == {"why": "Because."}
    assert texts_of(rebuild(of(*cells), RELEASE)) == {"why": "YOUR ANSWER HERE"}


def test_added_text_elsewhere_is_named_where_a_question_is_empty():
    cells = [c.cell for c in RELEASE.cells]
    added = Cell("markdown", "It is because…")
    rebuilt = rebuild(of(cells[0], added, *cells[1:]), RELEASE)
    assert rebuilt.notes == (
        "the cell why is empty; 1 added text cell elsewhere may hold the answer",
    )
    answered = rebuild(of(cells[0], added, *cells[1:-1], Cell("markdown", "x", "why")), RELEASE)
    assert answered.notes == ()


def test_twenty_thousand_cells_are_rebuilt_in_seconds():
    own = [Cell("code", f"x{i} = {i}", f"g{i}", f"c{i}") for i in range(20_000)]
    began = time.perf_counter()
    rebuilt = rebuild(of(*own, *(c.cell for c in RELEASE.cells)), RELEASE)
    assert time.perf_counter() - began < 20
    assert len(rebuilt.cells) == 20_000 + len(RELEASE.cells)
