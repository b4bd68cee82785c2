"""Grading a file of the real assignment in the sandbox: bytes in, report out."""

import json
import shutil

import pytest
from real_course import NAME
from sandboxes import SMALL

from autograde import registry
from autograde.course import Course
from autograde.demo import costly, honest
from autograde.demo.papers import Row, answer_source, writer
from autograde.grading import grade, secret, session
from autograde.grading.grade import Grader, NotBuilt
from autograde.grading.playing import play
from autograde.grading.sandbox import SandboxError
from cnn_lab.report import words

WRONG_2D = "def correlate2d(image, kernel):\n    return np.zeros((1, 1))\n"


def by_id(report):
    return {exercise.id: exercise for exercise in report.exercises}


def test_the_solution_has_all_points_and_no_note(graded, paper):
    report = graded(paper.filled(paper.answers))
    assert (report.score, report.max_score) == (9.0, 9.0)
    assert {e.status for e in report.exercises} == {"passed"}
    assert report.notes == ()


def test_the_untouched_release_is_not_started_and_has_no_points(graded, paper):
    report = graded(paper.filled())
    assert report.score == 0.0
    assert {e.status for e in report.exercises} == {"not_started"}


def test_the_json_has_the_public_fields_and_builtin_numbers(graded, paper):
    (found,) = json.loads(json.dumps([graded(paper.filled()).as_json()]))
    names = ["file", "assignment", "student", "score", "max_score", "notes", "exercises"]
    assert list(found) == names
    fields = {"id", "points", "score", "status", "mistake", "reason"}
    assert all(set(exercise) == fields for exercise in found["exercises"])


def test_a_named_mistake_costs_only_its_own_exercise(graded, paper):
    exercise = registry.exercise("correlate2d")
    mistake = next(m for m in exercise.mistakes if "flip" in m.name)
    answers = {**paper.answers, "correlate2d": answer_source(exercise, mistake.variant)}
    report = graded(paper.filled(answers))
    found = by_id(report)
    assert found["correlate2d"].mistake == mistake.name
    assert found["correlate2d"].score == 0.0
    assert mistake.says.rstrip(".") in found["correlate2d"].reason
    assert report.score == 6.0  # what builds on it is judged with a right one in its place


def test_follow_through_says_so_and_shows_nothing_that_ran(graded, paper):
    loud = paper.answers["detect_edges"].replace("### BEGIN SOLUTION", "print('SEEN')")
    report = graded(paper.filled({"correlate2d": WRONG_2D, "detect_edges": loud}))
    edges = by_id(report)["detect_edges"]
    assert edges.score == 1.0
    assert edges.reason.startswith("Judged again with a right correlate2d")
    assert edges.verdict.failure is None


def test_follow_through_gives_nothing_for_the_earlier_answer_itself(graded, paper):
    report = graded(paper.filled({"correlate2d": WRONG_2D}))
    assert by_id(report)["correlate2d"].score == 0.0
    assert by_id(report)["detect_edges"].status == "not_started"


def test_an_answer_that_is_wrong_by_itself_stays_wrong_after_follow_through(graded, paper):
    flat = "def detect_edges(image):\n    return correlate2d(image, np.ones((1, 2)))\n"
    report = graded(paper.filled({"correlate2d": WRONG_2D, "detect_edges": flat}))
    assert by_id(report)["detect_edges"].score == 0.0


def test_no_hidden_expected_value_is_in_a_report(graded, paper, course):
    """Every case of the hidden set differs from the stub's answer; none of its numbers shows."""
    zero = "def rot180(kernel):\n    return np.zeros(kernel.shape)\n"
    report = graded(paper.filled({"rot180": zero}), student="ada")
    exercise = registry.exercise("rot180")
    key = secret.read(course.root)
    cases = exercise.fresh(secret.seed(key, NAME, "ada", "rot180"))
    numbers = {f"{x:g}" for c in exercise.sheet(cases).expected for x in c[0].ravel() if x % 1}
    text = json.dumps(report.as_json())
    revealed = words.reason(by_id(report)["rot180"].verdict, reveal=True)
    assert any(number in revealed for number in numbers)
    assert not [number for number in numbers if number in text]


def test_a_forbidden_call_is_named_and_gives_nothing(graded, paper):
    source = "import numpy\ndef correlate1d(s, k):\n    return numpy.correlate(s, k)\n"
    found = by_id(graded(paper.filled({**paper.answers, "correlate1d": source})))["correlate1d"]
    assert (found.status, found.score) == ("forbidden", 0.0)
    assert "np.correlate" in found.reason


@pytest.mark.parametrize(
    ("source", "status", "reason"),
    [
        ("", "not_started", "the cell is empty"),
        ("# later\n", "not_started", "the cell is empty"),
        ("def rot_180(k):\n    return k\n", "error", "no function called rot180 is defined"),
        ("def rot180(kernel)\n    return kernel\n", "error", "SyntaxError in line 1"),
        ("1 / 0\n", "error", "ZeroDivisionError in line 1"),
        ("def rot180(kernel):\n    return kernel[:, ::-1, 3]\n", "error", "IndexError"),
        ("while True: pass\n", "timeout", "longer than"),
        ("import os\nos._exit(3)\n", "killed", "exit code 3"),
        (
            "def rot180(kernel):\n    while True: pass\n",
            "timeout",
            "in this case: oblong kernels, kernel (",
        ),
    ],
)
def test_an_answer_that_does_not_run_says_why(graded, paper, source, status, reason):
    report = graded(paper.filled({**paper.answers, "rot180": source}))
    found = by_id(report)["rot180"]
    assert (found.status, found.score) == (status, 0.0)
    assert reason in found.reason
    assert by_id(report)["correlate1d"].score == 1.0


def test_hidden_cases_depend_on_student_and_secret_alone(grader):
    exercise = registry.exercise("correlate2d")

    def numbers(key, student):
        seed = secret.seed(key, NAME, student, exercise.id)
        return [c.calls[0].args[0].tolist() for c in exercise.fresh(seed)]

    assert numbers(b"a" * 32, "ada") == numbers(b"a" * 32, "ada")
    assert numbers(b"a" * 32, "ada") != numbers(b"a" * 32, "bob")
    assert numbers(b"a" * 32, "ada") != numbers(b"b" * 32, "ada")


def test_another_build_is_said(graded, paper):
    notebook = paper.filled(paper.answers)
    notebook["metadata"]["cnn_kit"]["build"] = "0123456789ab"
    report = graded(notebook)
    assert report.score == 9.0
    assert report.notes[0].startswith("released as build 0123456789ab, graded by build ")


def test_an_unreadable_file_needs_attention_and_has_no_score(grader, tmp_path):
    (tmp_path / "x.ipynb").write_text("{")
    report = grader.grade_file(tmp_path / "x.ipynb")
    assert report.needs_attention
    assert (report.score, report.max_score, report.assignment) == (None, None, None)
    assert "needs attention: it is not a notebook" in report.notes[0]


def test_points_changed_in_course_toml_change_the_score(course, paper, tmp_path):
    text = '\n[assignments."02_correlation"]\npoints = { rot180 = 5 }\ndrop = ["detect_edges"]\n'
    root = tmp_path / "course"
    shutil.copytree(course.root, root)
    lines = (root / "course.toml").read_text().split("[assignments")[0]
    (root / "course.toml").write_text(lines + text)
    with Grader(Course.load(root), limits=SMALL, isolate=True) as other:
        report = other.grade_file(writer("ada", paper.filled(paper.answers))(tmp_path))
    assert (report.score, report.max_score) == (12.0, 12.0)
    assert by_id(report)["rot180"].points == 5.0


def test_a_course_that_is_not_built_is_one_clear_error(course, tmp_path):
    shutil.copy(course.root / "course.toml", tmp_path)
    secret.create(tmp_path)
    with pytest.raises(NotBuilt, match=r"no release\. Run: python -m autograde build"):
        grade.read_releases(tmp_path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "is missing"), ("xyz", "cannot be read"), ("ab" * 4, "is too short")],
)
def test_a_missing_or_damaged_secret_names_the_mend(tmp_path, content, sentence):
    if content is not None:
        (tmp_path / secret.NAME).write_text(content)
    with pytest.raises(secret.NoSecret, match=f"{sentence}.*autograde init"):
        secret.read(tmp_path)


def test_a_new_secret_is_private_and_never_replaced(tmp_path):
    assert secret.create(tmp_path)
    first = secret.read(tmp_path)
    assert not secret.create(tmp_path)
    assert secret.read(tmp_path) == first
    assert (tmp_path / secret.NAME).stat().st_mode & 0o077 == 0


def test_a_file_that_the_sandbox_could_not_run_needs_attention_and_the_next_one_is_graded(
    graded, grader, paper, monkeypatch
):
    def fail(self):
        raise SandboxError("no more processes")

    with monkeypatch.context() as patch:
        patch.setattr(type(grader.box), "run", fail)
        report = graded(paper.filled(paper.answers))
    assert report.needs_attention
    assert "could not be run (no more processes). Grade it again." in report.notes[0]
    assert graded(paper.filled(paper.answers)).score == 9.0


def test_cells_that_run_together_are_graded_as_those_that_run_one_by_one(
    course, paper, grader, tmp_path, monkeypatch
):
    right = honest.independent(course.effective(registry.assignment(NAME)))
    rows = [*honest.rows(paper, registry.assignment(NAME)), *costly.rows(paper, right)[:2]]
    stopping = {"correlate1d": "x = 1\n1 / 0\n" + paper.answers["correlate1d"]}
    rows.append(Row("stops", writer("stops", paper.filled({**paper.answers, **stopping})), None))
    files = [row.make(tmp_path) for row in rows]
    together = [grader.grade_file(file).as_json() for file in files]
    monkeypatch.setattr(session, "play", lambda run, cells, careful: play(run, cells, True))
    assert [grader.grade_file(file).as_json() for file in files] == together
    assert len({report["score"] for report in together}) >= 3
