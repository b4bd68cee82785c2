"""Attempts on a notebook's structure: each row comes out as a fair person would have it."""

import io
import json
import os
import unicodedata
from dataclasses import replace

import nbformat
import pytest
from nbgrader.utils import determine_grade
from real_course import NAME
from rich.console import Console

from autograde import registry, tables
from autograde.classroom.autograded import facts_of, notebook
from autograde.demo import edits, odd_files, structure
from autograde.demo.papers import writer
from autograde.demo.run import differences
from autograde.grading import grade, matching, reading, rebuild
from autograde.grading.rebuild import read_release

USES_ANOTHER = "an answer deleted that others use"


@pytest.fixture(scope="module")
def rows(course, paper, tmp_path_factory):
    """Every row, by its name."""
    folder = tmp_path_factory.mktemp("neighbour")
    neighbour = writer("neighbour", paper.filled(paper.answers))(folder)
    assignment = course.effective(registry.assignment(NAME))
    made = structure.rows(paper, assignment, course.root, neighbour)
    assert len({row.name for row in made}) == len(made)
    return {row.name: row for row in made}


@pytest.fixture
def faults(course, paper, grader, tmp_path):
    """Grade a row's file, and say how it differs from what the row must get."""
    assignment = course.effective(registry.assignment(NAME))

    def found(row, path=None):
        report = grader.grade_file(path or row.make(tmp_path))
        facts = facts_of(notebook(report, paper.release, assignment, "", {}))
        return differences(row, facts, report.score or 0.0)

    return found


def read(row, folder):
    return reading.read_file(row.make(folder))


def test_every_row_comes_out_as_it_must(rows, faults):
    found = {name: faults(row) for name, row in rows.items() if name != USES_ANOTHER}
    assert {name: what for name, what in found.items() if what} == {}


def test_an_answer_that_uses_a_deleted_one_is_followed_through(rows, faults):
    assert faults(rows[USES_ANOTHER]) == []


def test_rows_have_files_of_their_own(rows, tmp_path):
    paths = [row.make(tmp_path) for row in rows.values()]
    assert len(set(paths)) == len(rows)
    assert all(os.path.lexists(path) for path in paths)


def test_odd_files_stay_what_they_are_under_another_name(course, paper, faults, rows, tmp_path):
    neighbour = writer("neighbour", paper.filled(paper.answers))(tmp_path)
    sheets = edits.Sheets.of(paper, course.effective(registry.assignment(NAME)))
    for number, row in enumerate(odd_files.rows(sheets, course.root, neighbour)[7:]):
        target = tmp_path / "submitted" / f"s{number}" / NAME / f"{NAME}.ipynb"
        odd_files.hand_in(row, target)
        assert [path.name for path in target.parent.iterdir()] == [target.name]
        assert faults(row, target) == [], row.name
    missing = replace(row, make=lambda folder: folder / "none.ipynb")
    odd_files.hand_in(missing, tmp_path / "s" / "none.ipynb")
    assert list((tmp_path / "s").iterdir()) == []


# What is taken away, and a row that must notice it.


def follow_links(patch, course):
    patch.setattr(os, "O_NOFOLLOW", 0)


def believe_metadata(patch, course):
    patch.setattr(grade, "identify", lambda handed, releases: handed.assignment)


def skip_what_is_tagged(patch, course):
    def cell(raw):
        tags = raw["metadata"].get("tags", [])
        return None if "skip-execution" in tags else original(raw)

    original = reading._cell
    patch.setattr(reading, "_cell", cell)


def run_where_it_stands(patch, course):
    patch.setattr(matching.Order, "position", lambda self, number, anchor: anchor)


def believe_ids_before_contents(patch, course):
    patch.setattr(matching._Matcher, "_unchanged", lambda self, number, cell: None)


def run_texts_as_code(patch, course):
    original = reading._cell
    patch.setattr(reading, "_cell", lambda raw: original({**raw, "cell_type": "code"}))


def never_look_at_contents(patch, course):
    for module in (matching, rebuild):
        patch.setattr(module, "code_names", lambda cell: frozenset())


def leave_out_copies(patch, course):
    patch.setattr(rebuild._Sheet, "_own", lambda self, place, released: None)


def believe_types(patch, course):
    patch.setattr(reading, "_dict", lambda value: value)
    patch.setattr(reading, "_id", lambda value: value)


def join_anything(patch, course):
    def cell(raw):
        if isinstance(raw.get("source"), list):
            raw["source"] = "".join(map(str, raw["source"]))
        return original(raw)

    original = reading._cell
    patch.setattr(reading, "_cell", cell)


def rebuild_from_the_solution(patch, course):
    solution = read_release(course.root / "solutions" / NAME / f"{NAME}.ipynb")
    original = grade.rebuild
    patch.setattr(grade, "rebuild", lambda handed, release: original(handed, solution))


MUTATIONS = [
    (follow_links, "a link to another student's file"),
    (believe_metadata, "it says it is another assignment"),
    (skip_what_is_tagged, "tags that skip, hide and set up"),
    (run_where_it_stands, "no ids: a stub, a wrong try, the answer"),
    (believe_ids_before_contents, "a scratch cell pasted over a check"),
    (run_texts_as_code, "answers turned into text and raw cells"),
    (never_look_at_contents, "all ids renamed"),
    (leave_out_copies, "a wrong copy above the answer"),
    (leave_out_copies, "an answer split in two cells"),
    (leave_out_copies, "the answer in a last cell tagged as setup"),
    (believe_types, "grades that are no grades"),
    (join_anything, "an answer as a list of numbers"),
    (rebuild_from_the_solution, "all answers deleted"),
]


@pytest.mark.parametrize(
    ("take_away", "name"), MUTATIONS, ids=[f"{m.__name__}: {n}" for m, n in MUTATIONS]
)
def test_a_row_differs_where_its_defence_is_taken_away(
    take_away, name, course, rows, faults, monkeypatch
):
    assert faults(rows[name]) == []
    with monkeypatch.context() as patch:
        take_away(patch, course)
        assert faults(replace(rows[name], make=_again(rows[name]))) != []
    assert faults(replace(rows[name], make=_again(rows[name]))) == []


@pytest.mark.parametrize(
    "name",
    [
        "outputs that hold the score",
        "verdicts copied from a graded notebook",
        "own cells with the ids of checks print points",
    ],
)
def test_nbgrader_by_itself_gives_points_for_what_a_file_says_of_itself(rows, name, tmp_path):
    """So these rows are attempts: what a check cell shows would be its score."""
    notebook = nbformat.from_dict(json.loads(rows[name].make(tmp_path).read_text()))
    checks = [cell for cell in notebook.cells if edits.is_check(cell)]
    assert [determine_grade(cell)[0] for cell in checks] == [1, 3, 1, 3, 1]


def test_nothing_that_a_row_is_called_reaches_the_screen_raw(grader, rows, tmp_path):
    names = ["odd names", "scripts in texts, outputs and labels", "names of 10,000 letters"]
    names += [name for name in rows if name.startswith("file name")]
    reports = [grader.grade_file(rows[name].make(tmp_path)) for name in names]
    said = io.StringIO()
    console = Console(file=said, width=200)
    for report in reports:
        tables.show_reports([report], console)
    tables.show_reports(reports, console)
    letters = set(said.getvalue()) - {"\n"}
    assert not [letter for letter in letters if unicodedata.category(letter)[0] == "C"]
    assert "[bold]" not in "".join(note for report in reports for note in report.notes)
    json.dumps([report.as_json() for report in reports]).encode("ascii")


def test_what_was_written_is_there_whatever_became_of_its_cell(course, paper, rows, tmp_path):
    release = grade.read_releases(course.root)[NAME]

    def written(name):
        rebuilt = rebuild.rebuild(read(rows[name], tmp_path), release)
        cells = [c.cell for c in rebuilt.cells if c.role == rebuild.WRITTEN]
        return {cell.grade_id: cell.source for cell in cells}

    for text in written("attachments").values():
        assert "![photo](data:image/png;base64," in text
        assert "svg" not in text
        assert text.endswith("![](attachment:d)")
    for text in written("scripts in texts, outputs and labels").values():
        assert text.startswith("<script>")  # whoever shows it has to make it safe
    prompts = written("check cells deleted")
    assert written("written answers turned into code and raw cells") == prompts
    assert written("every cell twice") == prompts


def _again(row):
    """The row's file made anew, where it was made before."""

    def make(folder):
        for path in folder.iterdir():
            path.unlink()
        return row.make(folder)

    return make
