"""The page that a student gets back: what is in it, and what must not be."""

import pytest
from real_class import FLIPPED, NAME, Class
from sandboxes import isolated

from autograde import registry
from autograde.classroom import autograded, returning
from autograde.grading import secret

ZERO = "def rot180(kernel):\n    print('mine')\n    return np.zeros(kernel.shape)\n"


@pytest.fixture(scope="module", autouse=True)
def bubblewrap():
    isolated()


@pytest.fixture
def klass(tmp_path):
    made = Class(tmp_path / "course")
    made.hand_in("ada", made.solved(correlate2d=FLIPPED, rot180=ZERO))
    return made


def page(klass, student="ada"):
    return returning.write(klass.course, NAME, student).read_text(encoding="utf-8")


def test_it_tells_score_verdict_mistake_step_hint_and_where_to_read_again(klass):
    klass.grade()
    text = page(klass)
    exercise = registry.exercise("correlate2d")
    (mistake,) = [one for one in exercise.mistakes if one.name == "flipped kernel"]
    for part in (
        "flipped kernel",
        mistake.says.split(".")[0],
        mistake.step.removeprefix("Try ").split(":")[0],
        exercise.hints[0].split(".")[0],
        "Read again:</b> 2. Two dimensions",
        "0 of 3 points",
        "mine",  # what the student's own code printed
    ):
        assert part in text, part


def test_its_receipt_names_build_time_file_and_the_mark_of_every_seed(klass):
    klass.grade()
    text, kit = page(klass), klass.graded("ada")["metadata"]["cnn_kit"]
    assert set(kit["cases"]) == {one.id for one in registry.assignment(NAME).exercises}
    for part in (kit["build"], kit["graded"], kit["stamp"][:12], *kit["cases"].values()):
        assert part in text
    key = secret.read(klass.root)
    for exercise in kit["cases"]:
        assert secret.seed(key, NAME, "ada", exercise).hex()[:12] not in text
    klass.grade(again=True)
    assert klass.graded("ada")["metadata"]["cnn_kit"]["cases"] == kit["cases"]


def hidden_numbers(klass, name):
    """Numbers with decimals that are expected in the hidden cases of an exercise."""
    exercise = registry.exercise(name)
    cases = exercise.fresh(secret.seed(secret.read(klass.root), NAME, "ada", name))
    seen = exercise.sheet(cases).expected
    arrays = [one[0] for one in seen if hasattr(one[0], "ravel")]
    return {f"{x:g}" for array in arrays for x in array.ravel() if x % 1 and abs(x) > 1}


def test_no_hidden_expected_value_is_in_the_page_or_in_the_graded_notebook(klass, monkeypatch):
    key = klass.root / "secret.key"  # fixed: some draws show rounded numbers only
    key.write_text("0" * len(key.read_text().strip()))
    klass.grade()
    numbers = hidden_numbers(klass, "correlate2d") | hidden_numbers(klass, "rot180")
    assert len(numbers) > 50
    notebook = str([c["outputs"] for c in klass.graded("ada")["cells"] if "outputs" in c])
    for text in (page(klass), notebook):
        assert [number for number in sorted(numbers) if number in text] == []
    shown = autograded.page.of_verdict
    monkeypatch.setattr(
        autograded.page, "of_verdict", lambda *a, **k: shown(*a, **{**k, "reveal": True})
    )
    klass.grade(again=True)  # the same page, if it did reveal them
    assert any(number in page(klass) for number in numbers)


def test_a_score_that_a_person_set_is_told_beside_the_computed_one(klass):
    klass.grade()
    with klass.book() as book:
        grade = book.find_grade("check-correlate2d", NAME, NAME, "ada")
        grade.manual_score = 1.5
        book.find_comment("correlate2d", NAME, NAME, "ada").manual_comment = "Half: it is close."
        book.db.commit()
    text = page(klass)
    assert "A person set this score; the computed one was 0" in text
    assert "Half: it is close." in text
    assert "1.5 of 3 points" in text


def test_a_late_submission_is_told_what_it_lost(klass):
    klass.hand_in("bob", klass.solved())
    path = klass.root / "course.toml"
    section = f'[assignments."{NAME}"]'
    deadline = f"{section}\ndeadline = 2030-10-01T12:00:00+00:00"
    path.write_text(path.read_text().replace(section, deadline))
    stamp = klass.root / "submitted" / "bob" / NAME / "timestamp.txt"
    stamp.write_text("2030-10-02 13:00:00 UTC")
    klass.grade()
    assert "Handed in late: 0.9 points taken off." in page(klass, "bob")
    assert "Handed in late" not in page(klass, "ada")


def test_a_file_that_could_not_be_graded_has_a_page_that_says_so(klass):
    klass.hand_in("half", b"{")
    klass.grade()
    text = page(klass, "half")
    assert "This file could not be graded as it is" in text
    assert "its text is not JSON" in text


def test_a_notebook_that_something_else_graded_is_refused_with_the_mend(klass):
    klass.grade()
    path = klass.root / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    path.write_text(path.read_text().replace('"stamp"', '"other"'))
    done = returning.give_back(klass.course, NAME)
    assert "autograde grade 02_correlation --again" in done.without["ada"]
