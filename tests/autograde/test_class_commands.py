"""From an LMS's download to what is uploaded there again, by the three commands of a class."""

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from lms_downloads import (
    canvas_name,
    canvas_reads,
    moodle_folder,
    moodle_reads,
    roster,
    write_zip,
)
from real_class import FLIPPED, NAME, Class
from real_course import autograde
from sandboxes import isolated

from autograde.classroom import returning, runner, workers
from autograde.grading import secret

PEOPLE = (
    "s1,Lovelace,Ada,ada@example.org,11",
    "s2,Hopper,Grace,grace@example.org,12",
    "s3,Turing,Alan,alan@example.org,13",
    "s4,Noether,Emmy,emmy@example.org,14",
)
EARLY, LATER = (2030, 9, 30, 10, 0, 0), (2030, 9, 30, 12, 0, 0)


@pytest.fixture(scope="module", autouse=True)
def bubblewrap():
    isolated()


@pytest.fixture
def klass(tmp_path, monkeypatch):
    """A course's folder to stand in."""
    made = Class(tmp_path / "course")
    monkeypatch.chdir(made.root)
    return made


def packed(notebook):
    return json.dumps(notebook).encode()


def answers(klass):
    """Ada is right, Grace flips the kernel, and of Alan's file half is there; a stranger's."""
    reason = {"commutativity": "Put m = i - k: the same products are summed, in another order."}
    right = packed(klass.written(klass.solved(), **reason))
    wrong = packed(klass.written(klass.solved(correlate2d=FLIPPED), **reason))
    return right, wrong, right[: len(right) // 2], right


def canvas(klass, target):
    people = (("Lovelace, Ada", 11), ("Hopper, Grace", 12), ("Turing, Alan", 13))
    people = (*people, ("Nobody, Known", 99))
    names = [canvas_name(*one, 900 + one[1], f"{NAME}.ipynb") for one in people]
    return write_zip(target, dict(zip(names, answers(klass), strict=True)))


def moodle(klass, target):
    people = (("Ada Lovelace", 21), ("Grace Hopper", 22), ("Alan Turing", 23), ("Known Nobody", 29))
    names = [f"{moodle_folder(*one)}/{NAME}.ipynb" for one in people]
    return write_zip(target, dict(zip(names, answers(klass), strict=True)))


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("source", "pack", "reads", "whose"),
    [
        ("canvas", canvas, lambda name: canvas_reads(name)[0], {"11": "s1", "12": "s2"}),
        ("moodle", moodle, lambda name: moodle_reads(name)[0], {"21": "s1", "22": "s2"}),
    ],
)
def test_a_download_goes_all_the_way_back(klass, tmp_path, source, pack, reads, whose):
    download = pack(klass, tmp_path / "submissions.zip")
    people = roster(tmp_path / "people.csv", *PEOPLE)
    collect = ("collect", NAME, download, "--from", source, "--roster", people)
    code, said = autograde(*collect)
    assert code == 1, said
    assert "3 students in submitted/, 3 with a new attempt" in said
    assert re.search(r"not matched: .*[Nn]obody", said), said
    assert "nothing from: s4" in said

    code, said = autograde("grade", NAME)
    assert code == 1, said
    assert "2 graded, 1 needs attention" in said
    assert re.search(r"s3: .*its text is not JSON", said), said

    with klass.book() as book:
        grade = book.find_grade("commutativity", NAME, NAME, "s2")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        comment = book.find_comment("commutativity", NAME, NAME, "s2")
        comment.manual_comment = "Half of it: say *why* the order does not matter."
        book.db.commit()

    code, said = autograde("return", NAME)
    assert code == 0, said
    returned = klass.root / "returned" / NAME
    with zipfile.ZipFile(returned / f"{source}.zip") as archive:
        pages = {reads(name): archive.read(name).decode() for name in archive.namelist()}
    assert set(whose) < set(pages)
    texts = {student: pages[key] for key, student in whose.items()}
    assert "flipped kernel" in texts["s2"]
    assert "<em>why</em> the order" in texts["s2"]
    assert "flipped kernel" not in texts["s1"]
    assert [text.count("not answered") for text in texts.values()] == [1, 1]  # bonns_sum
    assert [text.count("not read yet") for text in texts.values()] == [2, 0]  # commutativity
    assert "<script" not in "".join(pages.values()).lower()

    rows = rows_of(returned / "grades.csv")
    assert {name: row["status"] for name, row in rows.items()} == {
        "s1": "waits for a person",
        "s2": "graded",
        "s3": "needs attention",
        "s4": "not handed in",
    }
    assert rows["s1"]["correlate2d"] == "3"
    assert rows["s2"]["correlate2d"] == "0"
    assert rows["s2"]["commutativity"] == "1.5"
    assert (rows["s2"]["last_name"], rows["s2"]["lms_user_id"]) == ("Hopper", "12")
    scores = {name: (row["score"], row["max_score"]) for name, row in rows.items()}
    assert scores == {"s1": ("", "14"), "s2": ("7.5", "14"), "s3": ("", "14"), "s4": ("0", "14")}


def test_a_second_download_adds_an_attempt_and_the_last_one_is_graded(klass, tmp_path):
    def upload(number, notebook, time):
        name = canvas_name("Lovelace, Ada", 11, number, f"{NAME}.ipynb")
        return write_zip(tmp_path / f"{number}.zip", {name: packed(notebook)}, time=time)

    right, wrong = klass.solved(), klass.solved(correlate2d=FLIPPED)
    for download in (upload(1, right, EARLY), upload(2, wrong, LATER)):
        assert autograde("collect", NAME, download, "--from", "canvas")[0] == 0
        assert autograde("grade", NAME)[0] == 0
    (student,) = (path.name for path in (klass.root / "submitted").iterdir())
    assert klass.scores(student)["check-correlate2d"] == 0
    assert len(list((klass.root / "attempts" / NAME / student).iterdir())) >= 2
    best = ("--from", "canvas", "--choose", "best")
    assert autograde("collect", NAME, tmp_path / "2.zip", *best)[0] == 0
    assert autograde("grade", NAME)[0] == 0
    assert klass.scores(student)["check-correlate2d"] == 3


def test_a_roster_with_duplicates_collects_nothing(klass, tmp_path):
    download = canvas(klass, tmp_path / "submissions.zip")
    people = roster(tmp_path / "people.csv", *PEOPLE, "s1,Lovelace,Ada,a@example.org,15")
    code, said = autograde("collect", NAME, download, "--from", "canvas", "--roster", people)
    assert code == 2
    assert "more than one student has the same id: s1 in rows 2 and 6" in said
    assert not (klass.root / "submitted").exists()


def test_grading_a_class_that_has_not_handed_in_says_how_it_is_filled(klass):
    code, said = autograde("grade", NAME)
    assert code == 0
    assert "nobody has handed in" in said
    assert "autograde collect" in said


def test_a_course_that_is_not_ready_is_told_with_exit_code_2(klass):
    klass.hand_in("ada", klass.solved())
    code, said = autograde("grade", "12_unknown")
    assert code == 2
    assert "Known: 00_contract" in said
    (klass.root / secret.NAME).unlink()
    code, said = autograde("grade", NAME)
    assert code == 2
    assert "autograde init" in said
    assert not (klass.root / "autograded").exists()


def test_returning_what_is_not_graded_is_told(klass):
    code, said = autograde("return", NAME)
    assert code == 2
    assert f"python -m autograde grade {NAME}" in said


def test_returning_lists_whose_graded_notebook_is_gone(klass):
    for student in ("ada", "bob"):
        klass.hand_in(student, klass.solved())
    autograde("grade", NAME)
    shutil.rmtree(klass.root / "autograded" / "bob")
    code, said = autograde("return", NAME)
    assert code == 1
    assert "no feedback for bob" in said
    assert "1 feedback page:" in said


def test_an_interrupt_ends_with_130_and_says_how_many_are_left(klass, monkeypatch):
    for student in ("ada", "bob", "cem"):
        klass.hand_in(student, klass.solved())
    results = workers.Here.results

    def interrupted(crew, tasks):
        yield next(iter(results(crew, tasks)))
        raise KeyboardInterrupt

    monkeypatch.setattr(runner.workers.Here, "results", interrupted)
    code, said = autograde("grade", NAME)
    assert code == 130
    assert "interrupted: 2 of 3 are not graded; run the same command again" in said
    monkeypatch.setattr(runner.workers.Here, "results", results)
    code, said = autograde("grade", NAME, "--jobs", "2")
    assert code == 0
    assert "3 graded, 1 of them before, from the same file" in said


def test_without_isolation_is_said_before_anything_runs(klass):
    klass.hand_in("ada", klass.solved())
    code, said = autograde("grade", NAME, "--no-isolation")
    assert code == 0
    assert said.count("WITHOUT ISOLATION") == 1
    assert said.index("WITHOUT ISOLATION") < said.index("ada")


def test_one_page_that_cannot_be_made_ends_nobody_elses(klass, monkeypatch):
    for student in ("ada", "bob"):
        klass.hand_in(student, klass.solved())
    autograde("grade", NAME)
    made = returning.page

    def faulty(course, notebook, grades):
        if grades["student"] == "ada":
            raise AttributeError("no such thing")
        return made(course, notebook, grades)

    monkeypatch.setattr(returning, "page", faulty)
    code, said = autograde("return", NAME)
    assert code == 1
    assert "no feedback for ada: no such thing" in said
    assert (klass.root / "feedback" / "bob" / NAME / f"{NAME}.html").is_file()


def read_only(klass, *paths):
    """Run a command of the class where some paths cannot be written, whoever one is."""

    def run(*arguments):
        bound = [
            part for path in paths for part in ("--ro-bind", klass.root / path, klass.root / path)
        ]
        command = ["bwrap", "--dev-bind", "/", "/", *bound, sys.executable, "-m", "autograde"]
        done = subprocess.run(
            [*command, *arguments],
            cwd=klass.root,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return done.returncode, done.stdout

    return run


def test_what_is_read_only_is_named_and_the_next_run_goes_on(klass, tmp_path):
    for student in ("ada", "bob"):
        klass.hand_in(student, klass.solved())
    assert autograde("grade", NAME)[0] == 0
    code, said = read_only(klass, "gradebook.db")("grade", NAME, "--again")
    assert (code, "gradebook.db: it is read-only" in said) == (2, True), said
    code, said = read_only(klass, "autograded")("grade", NAME, "--again")
    assert code == 1
    assert "ada, bob: its result could not be stored in autograded/: Read-only file system" in said
    assert "0 graded, 2 need attention" in said
    (klass.root / "returned").mkdir()
    code, said = read_only(klass, "returned")("return", NAME)
    assert (code, "Returning stopped there" in said) == (2, True), said
    (klass.root / "attempts").mkdir()
    download = canvas(klass, tmp_path / "submissions.zip")
    code, said = read_only(klass, "attempts")("collect", NAME, str(download), "--from", "canvas")
    assert (code, "Collecting stopped there" in said) == (2, True), said
    assert [klass.scores(student)["check-correlate2d"] for student in ("ada", "bob")] == [3, 3]
    assert autograde("grade", NAME, "--again")[0] == 0
    assert autograde("return", NAME)[0] == 0
