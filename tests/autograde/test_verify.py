"""`verify` holds on a sound course, and names file and mend for everything that is broken."""

import json
import re
from dataclasses import replace

import pytest
import small_course
from small_course import NAME

from autograde import verify as verifying
from autograde.course import CourseError

FULL = replace(verifying.FULL, seeds=3)


@pytest.fixture
def course(tmp_path):
    return small_course.copy(tmp_path)


def verify(root, registry=None, extent=verifying.QUICK):
    registry = registry or small_course.registry()
    return verifying.verify(root, extent, lambda line: None, registry)


def changed(place=0, **changes):
    """The registry with one exercise changed."""
    assignment = small_course.assignment()
    exercises = list(assignment.exercises)
    exercises[place] = replace(exercises[place], **changes)
    return {NAME: replace(assignment, exercises=tuple(exercises))}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_course_has_no_problems(course):
    assert verify(course, extent=FULL) == []


def mistake(place=0, number=0):
    return small_course.assignment().exercises[place].mistakes[number]


@pytest.mark.parametrize(
    ("changes", "problem", "mend"),
    [
        ({"right": (lambda a, f: a,) * 2}, "the right answer <lambda> fails", "mend one of them"),
        ({"right": ()}, "fewer than two right answers", "add another way"),
        ({"hints": ("a", " ", "c")}, "three hints that are not empty", "write nudge"),
        ({"reference": lambda a, f: -a * f}, "the right answer _scale fails", "mend one of them"),
        ({"points": 4}, "credit of its kinds is 3 for 4 points", "make the credits"),
        (
            {"mistakes": (replace(mistake(), variant=lambda a, f: a * f),)},
            "the mistake 'squared' passes",
            "add a case in which it shows, or delete it",
        ),
        (
            {"mistakes": (mistake(), replace(mistake(), name="again"))},
            "the mistake 'again' is named 'squared'",
            "add a case that tells them apart, or merge the two",
        ),
        ({"mistakes": (replace(mistake(), says=""),)}, "'squared' lacks a text", "fill in name"),
    ],
)
def test_a_broken_exercise_is_named_with_its_mend(course, changes, problem, mend):
    found = [one for one in verify(course, changed(**changes)) if problem in one]
    assert found, verify(course, changed(**changes))
    assert mend in found[0]
    assert "scale" in found[0]


def test_pairs_that_go_unnamed_are_reported(course):
    (kind,) = small_course.assignment().exercises[0].kinds
    base = replace(kind, draw=lambda draw: kind.draw(draw)[:1])
    found = verify(course, changed(kinds=(base,)), extent=FULL)
    (pairs,) = [one for one in found if "pairs of mistakes are named" in one]
    assert "scale: 0% of the pairs" in pairs
    assert "add an isolating case" in pairs


def test_a_solution_that_fails_is_named(course):
    edit(course / "solutions" / f"{NAME}.py", "entry * factor", "entry + factor")
    (found,) = verify(course)
    assert found.startswith(f"solutions/{NAME}.py: scale: the solution is failed")
    assert "mend the text" in found


def test_a_stub_that_answers_is_named(course, monkeypatch):
    monkeypatch.setattr(verifying.text, "stub", lambda source: source)
    found = verify(course)
    assert f"solutions/{NAME}.py: scale: the stub is passed, and must be not_started" in found[0]


def test_a_question_without_a_rubric_is_named(course):
    assignment = small_course.assignment()
    question = replace(assignment.written[0], rubric=(), none="nothing")
    found = verify(course, {NAME: replace(assignment, written=(question,))})
    assert any("why: it lacks a rubric" in one for one in found)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("solutions/05_small.py", "Some words.", "Other words."),
        (f"notebooks/{NAME}/{NAME}.ipynb", "Some words.", "Other words."),
        (f"solutions/{NAME}/{NAME}.ipynb", "four [0 1 2 3]", "four [3 2 1 0]"),
        (f"cnn_lab/recorded/{NAME}.json", '"a nudge for you"', '"a push for you"'),
    ],
)
def test_what_is_not_current_is_named_with_the_build_as_mend(course, path, old, new):
    edit(course / path, old, new)
    found = verify(course, extent=FULL)
    assert found
    assert all("make build" in one for one in found)
    assert any(path.split("/")[-1].split(".")[0] in one for one in found)


def test_answer_code_in_a_release_is_named(course):
    path = course / f"notebooks/{NAME}/{NAME}.ipynb"
    notebook = json.loads(path.read_text())
    (cell,) = [c for c in notebook["cells"] if "four" in "".join(c["source"])]
    cell["source"] = [
        "def helper(a, f):\n",
        "    out = np.empty_like(a)\n",
        "    for i, e in np.ndenumerate(a):\n",
        "        out[i] = e * f\n",
        "    return out",
    ]
    path.write_text(json.dumps(notebook))
    found = [one for one in verify(course) if "scale" in one]
    assert re.search(rf"notebooks/{NAME}/{NAME}\.ipynb, cell .*scale.*make build", found[0])


def test_answer_code_in_the_student_wheel_is_named(course):
    path = course / "cnn_lab" / "tells.py"
    path.write_text(
        path.read_text()
        + "\n\ndef sneaked(a, f):\n    out = np.empty_like(a)\n"
        + "    for i, e in np.ndenumerate(a):\n        out[i] = e * f\n    return out\n"
    )
    (found,) = verify(course)
    assert found.startswith("cnn_lab/tells.py")
    assert "Students get this file" in found


def test_a_course_that_cannot_be_read_is_one_clear_error(course):
    (course / "course.toml").write_text("title = ")
    with pytest.raises(CourseError, match=r"course\.toml"):
        verify(course)


def test_a_map_of_another_course_is_named(course):
    path = course / "notebooks" / "index.ipynb"
    edit(path, "20", "25")
    assert verify(course) == [
        "notebooks/index.ipynb: it is not the map of this course. Run: make build"
    ]
