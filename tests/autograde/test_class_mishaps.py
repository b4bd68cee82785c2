"""What goes wrong in a real term: nonsense times, moved deadlines, restored copies, refusals."""

import csv
import io
import json
import shutil

import pytest
from real_class import NAME, Class
from real_course import autograde
from sandboxes import SMALL, isolated

from autograde import registry
from autograde.classroom import grades_csv, returning
from autograde.classroom.gradebook import GradebookError
from autograde.grading.grade import NotBuilt

IN_TIME, LATE = "2030-10-01 10:00:00 UTC", "2030-10-02 13:00:00 UTC"
DEADLINE = "deadline = 2030-10-01T12:00:00+00:00"


@pytest.fixture(scope="module", autouse=True)
def bubblewrap():
    isolated()


@pytest.fixture
def klass(tmp_path):
    return Class(tmp_path / "course")


def configure(klass, text):
    """Put lines into the assignment's section of course.toml."""
    path = klass.root / "course.toml"
    section = f'[assignments."{NAME}"]'
    head = path.read_text().partition(section)[0]
    path.write_text(f"{head}{section}\n{text}\n")


def stamp(klass, student, time):
    (klass.root / "submitted" / student / NAME / "timestamp.txt").write_text(time)


def line(summary, student):
    (found,) = [one for one in summary.lines if one.student == student]
    return found


def rows(klass):
    with klass.book() as book:
        assignment = klass.course.effective(registry.assignment(NAME))
        handed = [path.name for path in (klass.root / "submitted").iterdir()]
        table = grades_csv.table(book, assignment, handed)
    return {row["student_id"]: row for row in csv.DictReader(io.StringIO(table))}


@pytest.mark.parametrize("time", ["9" * 20, "yesterday evening", "\0", "2030-13-45", "T" * 900])
def test_a_time_that_is_none_loses_no_score_and_is_told(klass, time):
    for student in ("ada", "bob", "cem"):
        klass.hand_in(student, klass.solved())
    stamp(klass, "bob", time)
    summary = klass.grade(limits=SMALL)
    assert [one.facts.score for one in summary.lines] == [9, 9, 9]
    assert "timestamp.txt holds no time" in line(summary, "bob").attention
    assert not line(summary, "cem").attention
    assert sum(klass.scores("bob").values()) == 9
    assert "timestamp.txt" in line(klass.grade(limits=SMALL), "bob").attention  # until it is mended


def test_a_corrected_time_counts_without_grading_again(klass):
    configure(klass, DEADLINE)
    klass.hand_in("ada", klass.solved(), time=LATE)
    assert klass.grade(limits=SMALL).late == {"ada": pytest.approx(0.9)}
    stamp(klass, "ada", IN_TIME)
    summary = klass.grade(limits=SMALL)
    assert line(summary, "ada").kept
    assert summary.late == {}


def test_a_gradebook_that_was_restored_is_filled_again(klass):
    klass.hand_in("ada", klass.paper.filled())
    klass.grade(limits=SMALL)
    shutil.copy(klass.root / "gradebook.db", klass.root / "copy")
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    shutil.copy(klass.root / "copy", klass.root / "gradebook.db")
    assert not line(klass.grade(limits=SMALL), "ada").kept
    assert sum(klass.scores("ada").values()) == 9


def test_scores_are_kept_also_when_the_graded_notebook_is_gone(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    shutil.rmtree(klass.root / "autograded")
    klass.hand_in("ada", b"{")
    assert "earlier file was kept" in line(klass.grade(limits=SMALL), "ada").attention
    assert sum(klass.scores("ada").values()) == 9


def test_every_change_of_exercises_keeps_a_copy_of_its_own(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    release = klass.root / "notebooks" / NAME / f"{NAME}.ipynb"
    full = release.read_text()
    small = klass.paper.release
    small["cells"] = [
        cell
        for cell in small["cells"]
        if "detect_edges" not in cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    ]
    for toml, text in (
        ('drop = ["detect_edges"]', json.dumps(small)),
        ("", full),
        ('drop = ["detect_edges"]', json.dumps(small)),
    ):
        configure(klass, toml)
        release.write_text(text)
        klass.grade(limits=SMALL)
    assert len(list(klass.root.glob("gradebook.db.before-*"))) == 3


def test_an_answer_that_changed_waits_for_a_person_in_the_csv_too(klass):
    klass.hand_in("ada", klass.written(klass.solved(), commutativity="First.", bonns_sum="One."))
    klass.grade(limits=SMALL)
    with klass.book() as book:
        for name in ("commutativity", "bonns_sum"):
            grade = book.find_grade(name, NAME, NAME, "ada")
            grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.db.commit()
    assert (rows(klass)["ada"]["status"], rows(klass)["ada"]["score"]) == ("graded", "13")
    klass.hand_in("ada", klass.written(klass.solved(), commutativity="Second.", bonns_sum="One."))
    klass.grade(limits=SMALL)
    assert (rows(klass)["ada"]["status"], rows(klass)["ada"]["score"]) == ("waits for a person", "")


def test_nobody_has_read_the_answers_of_a_file_that_cannot_be_read(klass):
    klass.hand_in("ada", b"{")
    klass.grade(limits=SMALL)
    with klass.book() as book:
        for name in ("commutativity", "bonns_sum"):
            grade = book.find_grade(name, NAME, NAME, "ada")
            assert (grade.auto_score, grade.needs_manual_grade) == (None, True)
            assert book.find_comment(name, NAME, NAME, "ada").auto_comment is None


def test_who_has_handed_in_and_no_grade_is_never_absent(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    klass.hand_in("bob", klass.solved())
    assert rows(klass)["bob"]["status"] == "needs attention"
    done = returning.give_back(klass.course, NAME)
    assert done.without == {"bob": "it is not graded yet"}


def test_points_that_changed_without_a_build_are_refused_when_giving_back(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    configure(klass, "points = { rot180 = 10 }")
    with pytest.raises(NotBuilt, match="does not follow course"):
        returning.give_back(klass.course, NAME)
    configure(klass, DEADLINE)
    stamp(klass, "ada", LATE)
    klass.grade(limits=SMALL)
    configure(klass, DEADLINE.replace("2030-10-01", "2030-10-05"))
    returning.give_back(klass.course, NAME)
    assert rows(klass)["ada"]["late_penalty"] == "0"


def test_a_roster_goes_into_no_other_courses_gradebook(klass, tmp_path, monkeypatch):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    path = klass.root / "course.toml"
    path.write_text(path.read_text().replace('id = "cnn"', 'id = "vision"'))
    monkeypatch.chdir(klass.root)
    (tmp_path / "people.csv").write_text("id\nada\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "ada.ipynb").write_bytes(b"{}")
    code, said = autograde(
        *("collect", NAME, tmp_path / "home", "--from", "folder"),
        *("--roster", tmp_path / "people.csv"),
    )
    assert code == 2
    assert "belongs to the course cnn" in said
    assert not (klass.root / "attempts").exists()
    with pytest.raises(GradebookError, match="belongs to the course cnn"):
        returning.give_back(klass.course, NAME)


def test_an_unknown_assignment_is_named_by_every_command(klass, monkeypatch):
    monkeypatch.chdir(klass.root)
    for command in (("grade", "x"), ("return", "x"), ("collect", "x", "y", "--from", "folder")):
        code, said = autograde(*command)
        assert code == 2
        assert "02_correlation" in said


@pytest.mark.parametrize("name", ["=1+1", " @x", "Doe;=HYPERLINK(1)", "＝1", "\n-1", "x|+1"])
def test_no_name_is_a_formula_in_the_csv(name):
    assert grades_csv._safe(name).startswith("'")


def test_no_name_holds_a_separator_of_columns_or_rows():
    assert grades_csv._safe("a\t=b\r\nc") == "a =b c"


@pytest.mark.parametrize("name", ["O'Brien-Łącka", "Anna-Lena", "a@b.org", "van der Berg, Jan"])
def test_usual_names_stay_as_they_are(name):
    assert grades_csv._safe(name) == name


def test_points_lowered_below_what_a_person_gave_are_told(klass):
    klass.hand_in("ada", klass.written(klass.solved(), bonns_sum="Mine."))
    klass.grade(limits=SMALL)
    with klass.book() as book:
        grade = book.find_grade("bonns_sum", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        book.db.commit()
    release = klass.paper.release
    for cell in release["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "bonns_sum":
            cell["metadata"]["nbgrader"]["points"] = 1
    (klass.root / "notebooks" / NAME / f"{NAME}.ipynb").write_text(json.dumps(release))
    configure(klass, "points = { bonns_sum = 1 }")
    notes = klass.grade(limits=SMALL).notes
    assert "bonns_sum: a person gave more than that to ada; look at it in formgrader" in notes


def test_names_of_uploads_are_printed_as_they_are(klass, tmp_path, monkeypatch):
    monkeypatch.chdir(klass.root)
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "ada.ipynb").write_text(json.dumps(klass.solved()))
    (folder / "[bold]bob [.ipynb.pdf").write_bytes(b"")
    code, said = autograde("collect", NAME, folder, "--from", "folder")
    assert code == 1
    assert "[bold]bob [.ipynb.pdf" in said
