"""A class is graded into the gradebook: everybody once, whatever the others handed in."""

import os
import shutil
import signal
import sqlite3

import pytest
from nbgrader import api
from real_class import FLIPPED, NAME, Class
from sandboxes import SMALL, isolated
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograde import registry
from autograde.classroom import folders, master, workers
from autograde.classroom.gradebook import GradebookError
from autograde.grading.grade import NotBuilt

CHECKS = ("correlate1d", "correlate2d", "rot180", "convolve2d", "detect_edges")


@pytest.fixture(scope="module", autouse=True)
def bubblewrap():
    isolated()


@pytest.fixture
def klass(tmp_path):
    return Class(tmp_path / "course")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A class that is graded once, for tests that only look."""
    made = Class(tmp_path_factory.mktemp("class") / "course", book=False)
    made.hand_in("ada", made.written(made.solved(), bonns_sum="The sum runs over m twice."))
    made.hand_in("bob", made.solved(correlate2d=FLIPPED))
    made.hand_in("eve", made.paper.filled())
    made.hand_in("half", b'{"cells": [')
    made.hand_in("kim", made.solved(), name="my homework (2).ipynb")
    made.hand_in("two", made.solved(), name="a.ipynb")
    made.hand_in("two", made.solved(), name="b.ipynb")
    made.summary = made.grade(limits=SMALL)
    return made


def line(summary, student):
    (found,) = [one for one in summary.lines if one.student == student]
    return found


def test_everybody_gets_a_line(small):
    assert [one.student for one in small.summary.lines] == [
        "ada",
        "bob",
        "eve",
        "half",
        "kim",
        "two",
    ]
    assert small.summary.total == 6
    assert small.summary.ended


def test_scores_and_mistakes_are_in_the_summary_and_in_the_gradebook(small):
    assert line(small.summary, "ada").facts.score == 9.0
    assert line(small.summary, "bob").facts.mistakes == {"correlate2d": "flipped kernel"}
    assert sum(small.scores("ada").values()) == 9.0
    assert small.scores("bob")["check-correlate2d"] < 3.0
    assert set(small.scores("eve").values()) == {0.0}


def test_a_notebook_of_another_name_is_graded(small):
    assert line(small.summary, "kim").facts.score == 9.0


@pytest.mark.parametrize(("student", "word"), [("half", "not JSON"), ("two", "no such file")])
def test_a_file_that_cannot_be_graded_waits_for_a_person(small, student, word):
    found = line(small.summary, student)
    assert found.facts.score is None
    assert word in found.attention
    with small.book() as book:
        grades = book.find_submission_notebook(NAME, NAME, student).grades
        states = {g.name: (g.auto_score, g.needs_manual_grade) for g in grades}
    assert states["check-rot180"] == (None, True)


def test_a_written_answer_waits_for_a_person_and_an_untouched_one_is_zero(small):
    with small.book() as book:
        grades = {g.name: g for g in book.find_submission_notebook(NAME, NAME, "ada").grades}
        comments = book.find_submission_notebook(NAME, NAME, "ada").comments
        said = {comment.name: comment.auto_comment for comment in comments}
        assert (grades["bonns_sum"].auto_score, grades["bonns_sum"].needs_manual_grade) == (None, 1)
        assert (grades["commutativity"].auto_score, grades["commutativity"].needs_manual_grade) == (
            0,
            0,
        )
    assert said["commutativity"] == "No response."
    assert said["bonns_sum"] is None


def test_the_graded_notebook_has_the_students_cells_and_our_verdicts(small):
    cells = {cell["id"]: cell for cell in small.graded("bob")["cells"]}
    assert cells["correlate2d"]["source"] == FLIPPED
    check = cells["check-correlate2d"]
    assert check["metadata"]["cnn_kit"]["mistake"] == "flipped kernel"
    assert [out["output_type"] for out in check["outputs"]] == ["display_data", "execute_result"]
    others = [c for c in cells.values() if c.get("outputs") and "check-" not in c["id"]]
    assert others == []


def test_what_is_graded_already_is_left_alone_until_the_file_changes(klass):
    klass.hand_in("ada", klass.solved())
    klass.hand_in("bob", klass.paper.filled())
    klass.grade(limits=SMALL)
    klass.hand_in("bob", klass.solved())
    second = klass.grade(limits=SMALL)
    assert [one.kept for one in second.lines] == [True, False]
    assert line(second, "bob").facts.score == 9.0
    assert sum(klass.scores("bob").values()) == 9.0
    assert not any(one.kept for one in klass.grade(limits=SMALL, again=True).lines)


def test_what_people_gave_stays_when_a_submission_is_graded_again(klass):
    klass.hand_in("ada", klass.written(klass.solved(), bonns_sum="x is missing a sum."))
    klass.grade(limits=SMALL)
    with klass.book() as book:
        grade = book.find_grade("bonns_sum", NAME, NAME, "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
        book.find_grade("check-rot180", NAME, NAME, "ada").manual_score = 0.5
        book.find_comment("bonns_sum", NAME, NAME, "ada").manual_comment = "Nearly."
        book.db.commit()
    klass.grade(limits=SMALL, again=True)
    scores = klass.scores("ada")
    assert (scores["bonns_sum"], scores["check-rot180"]) == (1.75, 0.5)
    with klass.book() as book:
        assert book.find_comment("bonns_sum", NAME, NAME, "ada").comment == "Nearly."
        assert book.find_grade("check-rot180", NAME, NAME, "ada").auto_score == 1.0


def test_an_unreadable_new_file_leaves_the_earlier_result(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    klass.hand_in("ada", b"")
    found = line(klass.grade(limits=SMALL), "ada")
    assert "kept" in found.attention
    assert found.facts.score == 9.0
    assert sum(klass.scores("ada").values()) == 9.0


def late(klass, text):
    path = klass.root / "course.toml"
    path.write_text(path.read_text() + text)


def penalty(klass, student):
    with klass.book() as book:
        return book.find_submission(NAME, student).late_submission_penalty


def test_late_submissions_lose_by_the_courses_rule_and_extensions_count(klass):
    late(klass, "deadline = 2030-10-01T11:00:00+00:00\n")
    klass.hand_in("ada", klass.solved(), time="2030-10-01 12:59:00 UTC")  # within the grace
    klass.hand_in("bob", klass.solved(), time="2030-10-02 13:01:00 UTC")  # the second day
    klass.grade(limits=SMALL)
    assert (penalty(klass, "ada"), penalty(klass, "bob")) == (0, pytest.approx(1.8))
    with klass.book() as book:
        book.grant_extension(NAME, "bob", days=1)
    klass.grade(limits=SMALL)
    assert penalty(klass, "bob") == pytest.approx(0.9)


def test_a_moved_deadline_changes_the_penalties_without_grading_again(klass):
    late(klass, "deadline = 2030-10-01T11:00:00+00:00\n")
    klass.hand_in("bob", klass.solved(), time="2030-10-01 19:00:00 UTC")
    klass.grade(limits=SMALL)
    assert penalty(klass, "bob") == pytest.approx(0.9)
    path = klass.root / "course.toml"
    path.write_text(path.read_text().replace("2030-10-01T11", "2030-10-03T11"))
    summary = klass.grade(limits=SMALL)
    assert line(summary, "bob").kept
    assert "deadline: 2030-10-03T11:00:00+00:00, from course.toml" in summary.notes
    assert penalty(klass, "bob") == 0


def move_in_formgrader(klass, when):
    with klass.book() as book:
        book.update_or_create_assignment(NAME, duedate=when)


def test_a_deadline_that_was_set_in_formgrader_alone_holds(klass):
    klass.hand_in("bob", klass.solved(), time="2030-10-01 19:00:00 UTC")
    klass.grade(limits=SMALL)
    move_in_formgrader(klass, "2030-10-01 11:00:00 UTC")
    klass.grade(limits=SMALL)
    assert penalty(klass, "bob") == pytest.approx(0.9)


def test_a_deadline_that_two_places_disagree_on_is_refused(klass):
    late(klass, "deadline = 2030-10-01T11:00:00+00:00\n")
    klass.hand_in("bob", klass.solved())
    klass.grade(limits=SMALL)
    move_in_formgrader(klass, "2030-10-05 11:00:00 UTC")
    with pytest.raises(GradebookError, match=r"2030-10-05T11.*course\.toml says 2030-10-01T11"):
        klass.grade(limits=SMALL)
    with klass.book() as book:
        assert book.find_assignment(NAME).duedate.day == 5


def test_points_changed_without_a_build_are_refused(klass):
    late(klass, "points = { rot180 = 7 }\n")
    with pytest.raises(NotBuilt, match="check-rot180: 1 there, 7 here"):
        klass.grade()


def test_changed_exercises_keep_a_copy_of_the_gradebook(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    release = klass.paper.release
    gone = ("detect_edges", "check-detect_edges")
    cells = [c for c in release["cells"] if c["id"] not in gone]
    late(klass, 'drop = ["detect_edges"]\npoints = { correlate1d = 2 }\n')
    for cell in cells:
        if cell["id"] == "check-correlate1d":
            cell["metadata"]["nbgrader"]["points"] = 2
    course = klass.course
    assignment = course.effective(registry.assignment(NAME))
    with klass.book() as book:
        notes = master.prepare(book, course, assignment, {**release, "cells": cells})
        assert {g.name for g in book.find_submission_notebook(NAME, NAME, "ada").grades} == {
            *(f"check-{name}" for name in CHECKS if name != "detect_edges"),
            "bonns_sum",
            "commutativity",
        }
        assert book.find_grade_cell("check-correlate1d", NAME, NAME).max_score == 2
    (copy,) = klass.root.glob("gradebook.db.before-*")
    assert copy.name in notes[0]
    with sqlite3.connect(copy) as old:
        assert old.execute(
            "select count(*) from base_cell where name = 'check-detect_edges'"
        ).fetchone() == (1,)


def test_a_gradebook_of_another_course_is_refused(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    path = klass.root / "course.toml"
    path.write_text(path.read_text().replace('id = "cnn"', 'id = "vision"'))
    with pytest.raises(GradebookError, match=r'belongs to the course cnn.*set id = "cnn"'):
        klass.grade()


def test_a_gradebook_with_an_assignment_of_other_cells_is_refused(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    with klass.book() as book:
        for cell in book.db.query(api.SourceCell):
            cell.name = f"other-{cell.name}"
        book.db.commit()
    with pytest.raises(GradebookError, match="none of this course's cells, and 1 submissions"):
        klass.grade()


def test_a_locked_gradebook_is_named_and_the_next_run_goes_on(klass, monkeypatch):
    klass.hand_in("ada", klass.solved())
    klass.hand_in("bob", klass.solved())
    klass.grade(limits=SMALL)
    klass.hand_in("bob", klass.paper.filled())
    with sqlite3.connect(klass.root / "gradebook.db") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GradebookError, match="another program is writing to it"):
            klass.grade(limits=SMALL)
        other.execute("ROLLBACK")
    assert line(klass.grade(limits=SMALL), "bob").facts.score == 0.0


def test_what_is_no_gradebook_is_named(klass):
    (klass.root / "gradebook.db").write_bytes(b"notes of last year" * 100)
    with pytest.raises(GradebookError, match="it is no gradebook"):
        klass.grade()


def test_a_gradebook_where_a_folder_lies_is_named(klass):
    (klass.root / "gradebook.db").unlink()
    (klass.root / "gradebook.db").mkdir()
    with pytest.raises(GradebookError, match="cannot be opened"):
        klass.grade()


def test_a_full_disk_is_named_and_the_next_run_goes_on(klass):
    klass.hand_in("ada", klass.solved())
    klass.grade(limits=SMALL)
    for number in range(31):
        klass.hand_in(f"s{number}", klass.paper.filled())

    def full(connection, _):
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", full)
    try:
        with pytest.raises(GradebookError, match="the disk is full"):
            klass.grade(limits=SMALL)
    finally:
        event.remove(Engine, "connect", full)
    summary = klass.grade(limits=SMALL)
    assert len(summary.lines) == 32
    assert line(summary, "ada").kept


def test_a_folder_that_cannot_be_written_stops_nobody_else(klass):
    klass.hand_in("ada", klass.solved())
    klass.hand_in("bob", klass.solved())
    (klass.root / "autograded").mkdir()
    (klass.root / "autograded" / "ada").write_text("a file in the way")
    summary = klass.grade(limits=SMALL)
    assert "could not be stored" in line(summary, "ada").attention
    assert line(summary, "bob").facts.score == 9.0
    (klass.root / "autograded" / "ada").unlink()
    assert line(klass.grade(limits=SMALL), "ada").facts.score == 9.0


def test_an_interrupted_run_goes_on_where_it_stopped(klass):
    for name in ("ada", "bob", "cem"):
        klass.hand_in(name, klass.solved())

    def interrupted(results, total):
        yield next(results)
        raise KeyboardInterrupt

    first = klass.grade(limits=SMALL, progress=interrupted)
    assert (first.ended, len(first.lines), first.total) == (False, 1, 3)
    second = klass.grade(limits=SMALL)
    assert [one.kept for one in second.lines] == [True, False, False]


def test_links_beside_a_notebook_are_taken_away_and_files_stay(klass):
    folder = klass.hand_in("ada", klass.solved()).parent
    (folder / "grades").symlink_to(klass.root / "secret.key")
    (folder / "notes.txt").write_text("mine")
    os.mkfifo(folder / "pipe")
    folders.sweep(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{NAME}.ipynb",
        "notes.txt",
        "timestamp.txt",
    ]


def test_a_dead_worker_takes_nobodys_submission_with_it(klass):
    tasks = [workers.Task(f"s{i}", klass.hand_in(f"s{i}", klass.solved())) for i in range(6)]
    found = {}
    with workers.hire(workers.Start(klass.root, NAME, SMALL), 2) as crew:
        for task, marked in crew.results(tasks):
            if not found:
                os.kill(next(iter(crew.pool._processes)), signal.SIGKILL)
            found[task.student] = marked
    assert {student: marked.facts.score for student, marked in found.items()} == {
        task.student: 9.0 for task in tasks
    }


def test_a_task_that_kills_every_worker_is_named_and_the_others_are_graded(klass, monkeypatch):
    tasks = [workers.Task(name, klass.hand_in(name, klass.solved())) for name in ("ada", "bob")]
    crew = workers.Pool(workers.Start(klass.root, NAME, SMALL), 2)

    def deadly(pool):
        submit = pool.submit
        pool.submit = lambda work, start, *task: (
            submit(os._exit, 1) if task and task[0].student == "ada" else submit(work, start, *task)
        )
        return pool

    new = crew._new
    monkeypatch.setattr(crew, "_new", lambda: deadly(new()))
    deadly(crew.pool)
    with crew:
        found = {task.student: marked for task, marked in crew.results(tasks)}
    assert "three times" in found["ada"]
    assert found["bob"].facts.score == 9.0


def test_nothing_submitted_is_said(klass):
    assert klass.grade().lines == ()
    shutil.rmtree(klass.root / "notebooks")
    with pytest.raises(NotBuilt):
        klass.grade()
