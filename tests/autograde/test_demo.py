"""The simulated class: what a row must get is compared for real, and a breach would show."""

import io
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from real_course import NAME, write
from rich.console import Console
from sandboxes import isolated

from autograde import registry
from autograde.classroom.autograded import Facts
from autograde.course import Course
from autograde.demo import costly, damaged, honest, hostile, run
from autograde.demo.papers import Row, answer_source, writer
from cnn_lab.diagnosis import diagnose


@pytest.fixture(scope="module")
def root(course):
    return course.root


@pytest.fixture(scope="module")
def assignment(root):
    return Course.load(root).effective(registry.assignment(NAME))


def grade(rows, folder, monkeypatch, isolate=True):
    """Run rows as the demo does, in a course of their own; the exit code and what was printed."""
    if isolate:
        isolated()
    else:
        empty = folder / "empty"
        empty.mkdir(exist_ok=True)
        monkeypatch.setenv("PATH", str(empty))  # no bubblewrap to be found
    course = write(Path(tempfile.mkdtemp(dir=folder)))
    said = io.StringIO()
    console = Console(file=said, width=200)
    return run.grade(course, run.hand_in(course, rows), console), said.getvalue()


def test_every_catalogued_mistake_has_a_row_of_its_own(paper, assignment):
    rows = list(honest.mistaken(paper, assignment))
    named = [(exercise, name) for row in rows for exercise, name in row.mistakes.items()]
    assert named == [(e.id, m.name) for e in assignment.exercises for m in e.mistakes]
    assert all(row.score < 9 for row in rows)


def test_rows_have_names_of_their_own_and_five_need_isolation(paper, assignment, root, tmp_path):
    rows = [
        *honest.rows(paper, assignment),
        *damaged.rows(paper),
        *hostile.rows(paper, root, tmp_path / "x.ipynb", 1),
        *costly.rows(paper, {}),
    ]
    names = [row.name for row in rows]
    assert len(set(names)) == len(names)
    assert len([row for row in rows if row.isolation]) >= 5


def test_some_rows_of_each_sort_come_out_as_expected(paper, assignment, tmp_path, monkeypatch):
    right = honest.independent(assignment)
    rows = [
        *honest.rows(paper, assignment),
        *damaged.rows(paper)[:3],
        costly.rows(paper, right)[3],
        *list(honest.mistaken(paper, assignment))[::40],
    ]
    code, said = grade(rows, tmp_path, monkeypatch)
    assert code == 0, said
    assert said.count("as expected") == len(rows)


def test_a_name_may_hold_what_file_names_may_not(paper, tmp_path):
    path = writer("slope 1/2", paper.filled())(tmp_path)
    assert (path.parent, path.name) == (tmp_path, "slope 1-2.ipynb")


def test_a_row_that_differs_is_shown_and_makes_the_exit_code_1(paper, tmp_path, monkeypatch):
    rows = [
        Row("right", writer("right", paper.filled(paper.answers)), 8.0),
        Row("named", writer("named", paper.filled(paper.answers)), 9.0, {"rot180": "not rotated"}),
        Row("status", writer("status", paper.filled()), 0.0, statuses={"rot180": ("killed",)}),
        Row("sound", writer("sound", paper.filled()), None),
    ]
    code, said = grade(rows, tmp_path, monkeypatch)
    assert code == 1
    assert "score 9, must be 8" in said
    assert "rot180: named None, must be not rotated" in said
    assert "rot180: not_started, must be killed" in said
    assert "4 differ from what they must get" in said


def test_an_unexpected_mistake_name_differs():
    facts = Facts(0.0, 1.0, {"rot180": "failed"}, {"rot180": "transposed"}, "")
    row = Row("row", lambda folder: folder, 0.0)
    found = run.differences(row, facts, recorded=0.5)
    assert found == ["the gradebook says 0.5", "rot180: named transposed, must be None"]


def test_hostile_rows_are_defended_by_the_sandbox(root, paper, tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        neighbour = writer("neighbour", paper.filled(paper.answers))(tmp_path)
        rows = hostile.rows(paper, root, neighbour, server.getsockname()[1])
        code, said = grade(rows, tmp_path, monkeypatch)
    assert code == 0, said


def test_without_the_sandbox_the_same_attacks_succeed(root, paper, tmp_path, monkeypatch):
    """So the rows can fail: a breach plays the right answers and earns full marks."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        neighbour = writer("neighbour", paper.filled(paper.answers))(tmp_path)
        rows = hostile.rows(paper, root, neighbour, server.getsockname()[1])
        rows = [row for row in rows if row.isolation]
        monkeypatch.setenv("CI", "")
        code, said = grade(rows, tmp_path, monkeypatch, isolate=False)
        monkeypatch.setenv("CI", "true")
        in_ci, _ = grade(rows[:1], tmp_path, monkeypatch, isolate=False)
    assert (code, in_ci) == (0, 1)
    assert "WITHOUT ISOLATION" in said
    assert said.count("not defended here") == len(rows) + 1
    assert f"{len(rows)} not defended here (no bubblewrap)" in said
    breached = [line for line in said.splitlines() if " 0 " in line and " 9 " in line]
    assert len(breached) == len(rows), said


def test_the_source_of_an_answer_runs_alone(assignment):
    exercise = next(e for e in assignment.exercises if e.id == "convolve2d")
    space = {"__name__": "alone"}
    exec(answer_source(exercise, exercise.mistakes[0].variant), space)
    cases = exercise.visible()
    sheet = replace(exercise.sheet(cases), wrong=exercise.wrong(cases))
    verdict = diagnose(sheet, exercise.observe(space["convolve2d"], cases))
    assert verdict.mistake.name == exercise.mistakes[0].name
    assert verdict.named
