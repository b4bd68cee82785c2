"""The command line: one clear message and the right exit code for whatever it is given."""

import json
import shutil
from pathlib import Path

import pytest
import real_course
from real_course import autograde
from sandboxes import isolated

from autograde import __main__ as main
from autograde.grading import secret
from autograde.grading.grade import Grader

RELEASE = "notebooks/02_correlation/02_correlation.ipynb"
SOLUTION = "solutions/02_correlation/02_correlation.ipynb"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder to stand in, built and with a secret."""
    root = real_course.write(tmp_path / "course")
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="module", autouse=True)
def bubblewrap():
    isolated()


def test_a_good_file_gives_a_table_a_json_and_exit_code_0(course):
    code, said = autograde("grade-file", SOLUTION, "--json", "out.json", "--student", "ada")
    assert code == 0
    assert "score 9 of 9" in said
    (found,) = json.loads(Path("out.json").read_text())
    assert (found["student"], found["score"]) == ("ada", 9.0)


def test_the_student_is_the_files_stem_unless_given(course):
    shutil.copy(RELEASE, "grace.ipynb")
    autograde("grade-file", "grace.ipynb", "--json", "out.json")
    assert json.loads(Path("out.json").read_text())[0]["student"] == "grace"


def test_bad_files_never_stop_the_good_ones(course):
    text = Path(SOLUTION).read_bytes()
    bad = {
        "empty.ipynb": b"",
        "latin.ipynb": text.replace(b"import", b"\xff", 1),
        "half.ipynb": text[: len(text) // 2],
        "old.ipynb": b'{"nbformat": 2, "worksheets": []}',
        "other.ipynb": b'{"nbformat": 4, "cells": [{"cell_type": "raw", "source": "x"}]}',
    }
    for name, data in bad.items():
        Path(name).write_bytes(data)
    with Path("huge.ipynb").open("wb") as file:
        file.write(text)
        file.truncate(200 << 20)
    files = [*bad, "huge.ipynb", "none.ipynb", SOLUTION]
    code, said = autograde("grade-file", *files, "--json", "out.json")
    assert code == 1
    assert "1 graded, 7 need attention" in said
    found = {Path(one["file"]).name: one for one in json.loads(Path("out.json").read_text())}
    assert found.pop("02_correlation.ipynb")["score"] == 9.0
    for name, one in found.items():
        assert one["score"] is None
        (note,) = one["notes"]
        assert note.startswith("needs attention: it ") or "no such file" in note
        assert f"{name}: {note}" in said


def test_the_name_of_a_file_is_only_printed_as_plain_text(course):
    name = "[red]x\x1b[31m\n[link=evil].ipynb"
    Path(name).write_bytes(b"")
    code, said = autograde("grade-file", name, name)
    assert code == 1
    assert "\x1b" not in said
    assert "[red]x [31m [link=evil].ipynb: needs attention" in said


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda root: (root / secret.NAME).unlink(), "secret is missing. Write one with: python"),
        (lambda root: (root / secret.NAME).write_text("?"), "secret cannot be read"),
        (
            lambda root: shutil.rmtree(root / "notebooks"),
            "no release. Run: python -m autograde build",
        ),
        (
            lambda root: (root / "course.toml").write_text("title = "),
            "course.toml: it cannot be read",
        ),
        (lambda root: (root / "course.toml").write_text('titel = "x"'), "titel"),
    ],
)
def test_a_course_that_is_not_ready_is_one_message_and_exit_code_2(course, spoil, message):
    spoil(course)
    code, said = autograde("grade-file", RELEASE)
    assert code == 2
    assert message in " ".join(said.split())
    assert "Traceback" not in said


def test_one_student_cannot_have_two_files(course):
    code, said = autograde("grade-file", RELEASE, SOLUTION, "--student", "ada")
    assert code == 2
    assert "give one file" in said


def test_a_json_that_cannot_be_written_is_said_and_the_scores_are_still_shown(course):
    code, said = autograde("grade-file", SOLUTION, "--json", "no/such/folder/out.json")
    assert code == 2
    assert "out.json cannot be written" in said
    assert "score 9 of 9" in said


def test_without_isolation_the_warning_is_loud(course):
    code, said = autograde("grade-file", SOLUTION, "--no-isolation")
    assert code == 0
    assert "WITHOUT ISOLATION" in said
    assert "score 9 of 9" in said


def test_init_writes_a_secret_once(course):
    (course / secret.NAME).unlink()
    assert "written" in autograde("init")[1]
    kept = secret.read(course)
    assert "kept" in autograde("init")[1]
    assert secret.read(course) == kept


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("build", "02_corelation"),
            "there is no assignment '02_corelation'. Known: 00_contract, ",
        ),
        (("build", "../x"), "there is no assignment '../x'"),
    ],
)
def test_an_unknown_assignment_is_one_message_with_the_known_ones(course, arguments, message):
    code, said = autograde(*arguments)
    assert code == 2
    assert message in " ".join(said.split())


def test_a_hundred_files_are_graded_in_one_run(course):
    for number in range(50):
        shutil.copy(SOLUTION, f"right_{number:02}.ipynb")
        shutil.copy(RELEASE, f"untouched_{number:02}.ipynb")
    files = sorted(Path().glob("*_??.ipynb"))
    code, said = autograde("grade-file", *files, "--json", "out.json")
    assert code == 0
    assert "100 graded, 0 need attention" in said
    scores = [one["score"] for one in json.loads(Path("out.json").read_text())]
    assert scores == [9.0] * 50 + [0.0] * 50


def test_what_was_graded_before_an_interrupt_is_kept(course, monkeypatch):
    real = Grader.grade_file

    def until_the_third(self, path, student=None):
        if path.stem == "c":
            raise KeyboardInterrupt
        return real(self, path, student)

    monkeypatch.setattr(Grader, "grade_file", until_the_third)
    for name in "abcd":
        shutil.copy(RELEASE, f"{name}.ipynb")
    code, said = autograde("grade-file", *(f"{n}.ipynb" for n in "abcd"), "--json", "out.json")
    assert code == 130
    assert "interrupted: 2 of 4 files graded" in said
    assert [one["student"] for one in json.loads(Path("out.json").read_text())] == ["a", "b"]


def test_outside_a_course_folder_the_kits_own_course_grades(course, tmp_path, monkeypatch):
    file = (course / SOLUTION).absolute()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main, "__file__", str(course / "autograde" / "__main__.py"))
    code, said = autograde("grade-file", file)
    assert code == 0
    assert f"no course.toml here or above: graded by the course in {course}" in said
    assert "score 9 of 9" in said
    (course / "course.toml").unlink()
    code, said = autograde("grade-file", file)
    assert code == 2
    assert "course.toml" in said
