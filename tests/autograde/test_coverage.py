"""Nothing of the curriculum can go missing: each check fails on a list that is broken for it."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import small_course
import small_lists
from small_course import NAME

from autograde import verify as verifying
from autograde.coverage import checking, reading
from autograde.coverage.entries import file_of
from autograde.coverage.places import Kit
from autograde.registry import ASSIGNMENTS

KIT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    return small_lists.write(tmp_path)


def problems(folder, registry=None):
    return checking.problems(folder, registry or small_course.registry(), folder)


class TestTheKitsOwnLists:
    lists = reading.read(checking.HERE)

    def test_every_place_of_every_entry_holds_what_it_must(self):
        assert list(checking.of_entries(self.lists.entries, Kit(KIT, ASSIGNMENTS))) == []

    def test_no_entry_is_there_twice_or_unasked(self):
        missing = [name for name in self.lists.ids if name not in ids(self.lists)]
        assert len(list(checking.of_series(self.lists))) == len(missing)

    def test_what_the_registry_has_is_what_the_syllabus_says(self):
        rows = [row for row in self.lists.rows if row.id in ASSIGNMENTS]
        assert [row.id for row in rows] == list(ASSIGNMENTS)
        assert list(checking.of_syllabus(rows, ASSIGNMENTS)) == []

    def test_the_points_are_100_and_30(self):
        assert (self.lists.autograded, self.lists.by_hand) == (100, 30)
        assert list(checking.of_sums(self.lists)) == []
        assert sum(len(row.exercises) for row in self.lists.rows) == 49

    def test_all_items_of_parts_a_and_b_are_asked_for(self):
        counted = dict.fromkeys("AFGIBPNC", 0)
        for name in self.lists.ids:
            counted[name[0]] += 1
        assert counted["A"] == 148
        expected = {"F": 38, "G": 4, "I": 5, "B": 21, "P": 19, "N": 9}
        assert {part: counted[part] for part in expected} == expected


def ids(lists):
    return {entry.id for entry in lists.entries}


def test_sound_lists_have_no_problems(folder):
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Some words."', '"Other words."', "does not hold 'Other words.'"),
        ('"Some words."', '"return array.ravel()"', "does not hold 'return array.ravel()'"),
        ('cell = "05_small §', 'cell = "06_small §', "06_small is no assignment"),
        ('cell = "05_small § First', 'cell = "05_small § Last', "has no heading 'Last steps'"),
        ('cell = "05_small § First', 'cell = "05_small § A figure › First', "has no heading"),
        ('"four [0 1 2 3]"', '"four [3 2 1 0]"', "what the cells show of section 'First steps'"),
        ('"four [0 1 2 3]"', '"A line."', "does not hold 'A line.'"),
        ('exercise = "scale"', 'exercise = "scales"', "'scales' is no exercise"),
        ('"[[1, 2]] times 3"', '"[[1, 2]] times 4"', "it has: '[[1, 2]] times 3'"),
        ('"[[1, 2]] times 3"', '"array (2, 3)"', "has no worked case 'array (2, 3)'"),
        ("gives = [[3, 6]]", "gives = [[3, 7]]", "scale does not give [[3, 7]]"),
        ("gives = [[3, 6]]", "gives = [[3], [6]]", "scale does not give [[3], [6]]"),
        ("gives = [[3, 6]]", 'gives = "ValueError"', "scale does not give ValueError"),
        ('question = "why"', 'question = "what"', "'what' is no question"),
        ("the sum is linear", "the sum is zero", "the rubric and full answers of why does not"),
        ('test_small.py::test_it"', 'test_none.py::test_it"', "no file tests/test_none.py"),
        ('::test_it"', '::test_no"', "has no test 'test_no'"),
        ('::test_it"', '::helper"', "has no test 'helper'"),
        ("TestGroup", "TestOther", "has no test 'TestOther::test_it_too'"),
        ("TABLE = [3, 6]", "OTHER = [4, 8]", "does not hold 'OTHER = [4, 8]'"),
        ('"(1, 2)"', '"(2, 1)"', "does not hold '(2, 1)'"),
        ('id = "A1.2"', 'id = "A1.1"', "A1.1 is there 2 times"),
        ('id = "A1.2"', 'id = "A1.1"', "A1.2 is missing"),
        ('id = "A1.2"', 'id = "A1.3"', "no series of syllabus.toml has this id"),
        ('id = "A1.2"', 'id = "F1"', "it stands in the wrong list; move it to mistakes.toml"),
    ],
)
def test_a_fact_that_is_not_held_is_named(folder, old, new, said):
    small_lists.edit(folder / "facts.toml", old, new)
    found = [one for one in problems(folder) if said in one]
    assert found, problems(folder)
    assert found[0].startswith("autograde/coverage/")
    assert "; " in found[0]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("mistakes", '"squared"', '"cubed"', "F1: scale knows no mistake 'cubed'"),
        ("mistakes", '"scale", "squared"', '"scales", "squared"', "'scales' is no exercise"),
        ("mistakes", 'id = "P8b"', 'id = "P9"', "P8b is missing"),
        ("syllabus", "A1 = 2", "A1 = 3", "facts.toml: A1.3 is missing"),
        ("syllabus", "F = 1", "F = 2", "mistakes.toml: F2 is missing"),
        ("syllabus", "C = 1", "C = 2", "syllabus.toml: C2 is missing"),
        ("syllabus", "minutes = 20", "minutes = 25", "25 minutes, and 20 in the registry"),
        ("syllabus", "scale = 3", "scale = 2", "scale is worth 2, and 3 in the registry"),
        ("syllabus", "scale = 3", "scale = 2", "autograded add up to 5, and the total is 6"),
        ("syllabus", "why = 2", "why = 1", "by hand add up to 1, and the total is 2"),
        ("syllabus", "total = 3 }", "totals = 3 }", "totals is not in the registry"),
        ("syllabus", "why = 2", "what = 2", "what is not in the registry"),
        ("syllabus", 'id = "05_small"', 'id = "06_more"', "06_more is not in the registry"),
    ],
)
def test_a_broken_list_of_mistakes_or_syllabus_is_named(folder, file, old, new, said):
    small_lists.edit(folder / f"{file}.toml", old, new)
    assert any(said in one for one in problems(folder)), problems(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("facts", 'says = "A factor scales."', 'say = "A"', "A1.2: the key 'say' is not known"),
        ("facts", 'says = "A factor scales."', "", "A1.2: 'says' is missing"),
        ("facts", 'id = "A1.2"', "", "an entry of fact: 'id' is missing"),
        ("facts", 'seeds = ["Bonn"]', 'seeds = ["Rome"]', "'Rome' is none of the decks"),
        ("facts", 'question = "why", ', "", "name it by one of"),
        ("facts", 'question = "why"', 'question = "why", test = "t"', "name it by one of"),
        ("facts", 'case = "[[1, 2]] times 3", ', "", "'gives' without 'case'"),
        ("facts", 'exercise = "scale"', 'exercise = "scale", holds = "x"', "'holds' is not known"),
        ("facts", 'shown = "05_small § First', 'shown = "05_small First', "names no section"),
        ("facts", ', holds = "four [0 1 2 3]"', "", "shown without 'holds'"),
        ("facts", '[[fact]]\nid = "A1.2"', '[[facts]]\nid = "A1.2"', "'facts' is not known"),
        ("facts", "Four steps", 'Four "steps', "it cannot be read"),
        ("mistakes", '["scale", "squared"]', '["squared"]', 'write mistake = ["exercise"'),
        ("mistakes", 'mistake = ["scale", "squared"]', 'exercise = "scale"', "no place is a mista"),
        ("mistakes", 'held = [{ mistake = ["scale", "squared"] }]', "held = []", "names no place"),
        ("syllabus", "F = 1", 'F = "one"', "series: 'F' is missing or is no number"),
        ("syllabus", "[series]", "[serie]", "'serie' is not known"),
        ("syllabus", "minutes = 20", "", "05_small: 'minutes' is missing"),
        ("syllabus", "total = 3 }", "total = true }", "'total' is missing or is no number"),
        ("syllabus", "minutes = 20", "minutes = 20\nweeks = 1", "'weeks' is not known"),
        ("syllabus", "by_hand = 2", "by_foot = 2", "total: the key 'by_foot' is not known"),
    ],
)
def test_what_is_not_understood_is_one_problem(folder, file, old, new, said):
    small_lists.edit(folder / f"{file}.toml", old, new)
    (found,) = problems(folder)
    assert said in found
    assert found.startswith(f"autograde/coverage/{file}.toml")


def test_a_list_that_is_missing_is_a_problem(folder):
    (folder / "mistakes.toml").unlink()
    assert problems(folder) == [
        "autograde/coverage/mistakes.toml: there is no such file; restore it"
    ]


def test_a_heading_that_stands_there_twice_needs_the_one_above(folder):
    path = folder / "solutions" / f"{NAME}.py"
    small_lists.edit(path, "# The end.", "# ## Last\n# ### First steps\n# The end.")
    assert any("has 2 headings 'First steps'" in one for one in problems(folder))
    facts = folder / "facts.toml"
    words = facts.read_text().replace("§ First steps", "§ 05 · Small › First steps")
    facts.write_text(words)
    assert any("has 2 headings" in one for one in problems(folder))
    small_lists.edit(path, "# ## First steps", "# ## Begin\n# ### First steps")
    facts.write_text(words.replace("05 · Small › First", "Begin › First"))
    assert [one for one in problems(folder) if "heading" in one and "A1" in one] == []


def test_a_text_or_notebook_that_cannot_be_read_is_a_problem(folder):
    (folder / "solutions" / NAME / f"{NAME}.ipynb").unlink()
    (found,) = problems(folder)
    assert "05_small.ipynb cannot be read; run make build" in found
    (folder / "solutions" / f"{NAME}.py").unlink()
    assert all("there is no such file" in one for one in problems(folder))


def test_an_answer_that_gives_something_else_is_noticed(folder):
    assignment = small_course.assignment()
    wrong = replace(assignment.exercises[0], reference=lambda array, factor: array + factor)
    registry = {NAME: replace(assignment, exercises=(wrong, assignment.exercises[1]))}
    (found,) = problems(folder, registry)
    assert "scale does not give [[3, 6]]" in found
    assert "but [[4. 5.]]" in found


def test_one_part_of_several_results_is_enough_and_exceptions_have_their_names(folder):
    def answer(array, factor):
        return array, np_sum(array * factor), (1, 2)

    def np_sum(array):
        return float(array.sum())

    assignment = small_course.assignment()
    several = replace(assignment.exercises[0], reference=answer)
    registry = {NAME: replace(assignment, exercises=(several, assignment.exercises[1]))}
    small_lists.edit(folder / "facts.toml", "gives = [[3, 6]]", "gives = 9")
    assert problems(folder, registry) == []
    raising = replace(several, reference=lambda array, factor: [].pop())
    registry = {NAME: replace(assignment, exercises=(raising, assignment.exercises[1]))}
    small_lists.edit(folder / "facts.toml", "gives = 9", 'gives = "IndexError"')
    assert problems(folder, registry) == []


def test_facts_and_mistakes_and_matters_have_files_of_their_own():
    files = [file_of(name) for name in ("A10.13a", "F1", "P8b", "C1")]
    assert files == ["facts.toml", "mistakes.toml", "mistakes.toml", "syllabus.toml"]


class TestVerify:
    @pytest.fixture(autouse=True)
    def course(self, tmp_path, monkeypatch):
        """All that takes long is left out; the coverage has one problem."""
        (tmp_path / "course.toml").write_text('title = "Small"\n')
        monkeypatch.setattr(verifying, "ASSIGNMENTS", small_course.registry())
        proof = SimpleNamespace(
            problems=[], pairs=SimpleNamespace(tried=0, known=0), mistakes=0, seeds=0
        )
        monkeypatch.setattr(verifying, "_proofs", lambda *_: iter([proof] * 2))
        for name in ("of_text", "of_written", "of_map", "_of_leaks"):
            monkeypatch.setattr(verifying, name, lambda *_: [])
        monkeypatch.setattr(checking, "problems", lambda root, registry: ["F1 is missing"])
        self.root = tmp_path

    def verify(self, registry=None, assignments=None):
        registry = registry or verifying.ASSIGNMENTS
        quick = verifying.QUICK
        return verifying.verify(self.root, quick, lambda line: None, registry, assignments)

    def test_it_checks_the_coverage_of_the_whole_course(self):
        assert self.verify() == ["F1 is missing"]

    def test_it_does_not_when_assignments_are_chosen_or_are_not_the_kits(self):
        assert self.verify(assignments=[NAME]) == []
        assert self.verify(registry=small_course.registry()) == []
