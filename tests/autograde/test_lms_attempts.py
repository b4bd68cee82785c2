"""Every attempt is kept, one is chosen, and an interruption or a fault loses nothing."""

import json
import os
import re

import pytest
from lms_downloads import (
    NAME,
    attempts,
    course,
    files,
    make_course,
    notebook,
    roster,
    submitted,
    what_it_answers,
    write_zip,
)

from autograde.classroom.lms import LmsError, archives, collect, collecting
from autograde.classroom.lms import attempts as desks

__all__ = ["course"]

MONDAY, TUESDAY, FRIDAY = (2030, 9, 30, 8, 0, 0), (2030, 10, 1, 9, 0, 0), (2030, 10, 4, 10, 0, 0)


def hand_in(course, tmp_path, text, time, who="ada", **options):
    """Collect a folder in which one student handed in one notebook."""
    download = write_zip(tmp_path / "x.zip", {f"{who}.ipynb": notebook(text)}, time=time)
    return collect(course, NAME, download, "folder", **options)


def by_canvas(course, tmp_path, text, time, *, name="lovelaceada_101_1_a.ipynb", **options):
    download = write_zip(tmp_path / "x.zip", {name: notebook(text)}, time=time)
    return collect(course, NAME, download, "canvas", **options)


def manifest(course):
    return json.loads((course.root / "attempts" / NAME / "manifest.json").read_text())


def test_an_attempt_keeps_its_name_and_time(course, tmp_path):
    download = write_zip(tmp_path / "x.zip", {"ada/my work.ipynb": notebook("a")}, time=MONDAY)
    found = collect(course, NAME, download, "folder")
    (kept,) = (course.root / "attempts" / NAME / "ada").glob("*/*")
    assert found.matched[0].attempt == kept
    assert kept.name == "my work.ipynb"
    assert re.fullmatch(r"20300930T080000Z-[0-9a-f]{8}", kept.parent.name)
    assert kept.read_bytes() == notebook("a")


def test_the_last_attempt_is_chosen_whatever_order_they_are_collected_in(course, tmp_path):
    for text, time in [("mon", MONDAY), ("fri", FRIDAY), ("tue", TUESDAY)]:
        found = hand_in(course, tmp_path, text, time)
    assert len(attempts(course, "ada")) == 3
    assert submitted(course, "ada") == ("fri", "2030-10-04 10:00:00.000000 UTC")
    (one,) = found.matched
    assert (one.attempts, one.added, one.replaced) == (3, True, False)


def test_collecting_twice_changes_nothing(course, tmp_path):
    hand_in(course, tmp_path, "mon", MONDAY)
    before = files(course.root)
    found = hand_in(course, tmp_path, "mon", MONDAY)
    assert files(course.root) == before
    assert (found.matched[0].added, found.matched[0].replaced) == (False, False)


def test_a_later_download_of_the_same_notebook_is_no_new_attempt(course, tmp_path):
    hand_in(course, tmp_path, "mon", MONDAY)
    hand_in(course, tmp_path, "mon", TUESDAY)
    assert attempts(course, "ada") == [attempts(course, "ada")[0]]
    assert submitted(course, "ada") == ("mon", "2030-09-30 08:00:00.000000 UTC")


def test_a_notebook_that_is_handed_in_again_after_another_is_the_last(course, tmp_path):
    for text, time in [("a", MONDAY), ("b", TUESDAY), ("a", FRIDAY)]:
        hand_in(course, tmp_path, text, time)
    assert len(attempts(course, "ada")) == 3
    assert submitted(course, "ada")[0] == "a"


def test_the_best_attempt_is_asked_for_and_the_later_of_equals_taken(course, tmp_path):
    scores = {"one": 5.0, "two": 7.0, "three": 7.0, "four": None, "five": float("nan")}
    asked = []

    def score(path, student):
        asked.append(student)
        return scores[json.loads(path.read_bytes())["cells"][0]["source"]]

    for day, text in enumerate(scores, 1):
        found = hand_in(course, tmp_path, text, (2030, 9, day, 0, 0, 0), choose="best", score=score)
    assert submitted(course, "ada") == ("three", "2030-09-03 00:00:00.000000 UTC")
    assert found.matched[0].attempts == 5
    assert set(asked) == {"ada"}


def test_the_best_needs_a_score(course, tmp_path):
    with pytest.raises(ValueError, match="needs a score"):
        hand_in(course, tmp_path, "x", MONDAY, choose="best")


def test_what_nbgrader_collected_is_kept_before_it_is_replaced(course, tmp_path):
    folder = course.root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_bytes(notebook("exchange"))
    (folder / "timestamp.txt").write_text("2030-09-30 10:00:00.000000 Europe/Amsterdam")
    (folder / "data.csv").write_text("1")
    found = hand_in(course, tmp_path, "tue", TUESDAY)
    assert attempts(course, "ada")[0].startswith("20300930T080000Z-")
    assert (found.matched[0].attempts, found.matched[0].replaced) == (2, True)
    assert submitted(course, "ada")[0] == "tue"
    assert (folder / "data.csv").read_text() == "1"
    origins = manifest(course)["students"]["ada"]["attempts"].values()
    assert sorted(one["source"] for one in origins) == ["collected", "folder"]


def test_what_nbgrader_collected_later_stays_the_last(course, tmp_path):
    folder = course.root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    (folder / "solution.ipynb").write_bytes(notebook("exchange"))
    (folder / "timestamp.txt").write_text("2030-10-04 10:00:00.000000 UTC")
    hand_in(course, tmp_path, "mon", MONDAY)
    assert submitted(course, "ada") == ("exchange", "2030-10-04 10:00:00.000000 UTC")


def test_what_is_larger_than_the_limits_is_kept_too(course, tmp_path):
    folder = course.root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    large = notebook("x" * (21 << 20))
    (folder / f"{NAME}.ipynb").write_bytes(large)
    os.utime(folder / f"{NAME}.ipynb", (0, 0))  # without timestamp.txt the file's own time counts
    hand_in(course, tmp_path, "mon", MONDAY)
    (kept,) = (course.root / "attempts" / NAME / "ada").glob("19800101T000000Z-*/*")
    assert kept.read_bytes() == large


def test_a_link_in_submitted_is_replaced_and_its_target_stays(course, tmp_path):
    folder = course.root / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    precious = tmp_path / "gradebook.db"
    precious.write_text("precious")
    for name in (f"{NAME}.ipynb", "timestamp.txt"):
        (folder / name).symlink_to(precious)
    hand_in(course, tmp_path, "mon", MONDAY)
    assert submitted(course, "ada")[0] == "mon"
    assert precious.read_text() == "precious"
    assert not any(path.is_symlink() for path in folder.iterdir())
    assert len(attempts(course, "ada")) == 1


@pytest.fixture
def strict(tmp_path):
    """A course with a deadline on Tuesday."""
    return make_course(tmp_path / "strict", "deadline = 2030-10-01T10:00:00+02:00")


def test_the_time_of_an_lms_download_makes_nobody_late(strict, tmp_path):
    found = by_canvas(strict, tmp_path, "x", FRIDAY)
    assert submitted(strict, "101")[1] == "2030-10-01 08:00:00.000000 UTC"
    assert attempts(strict, "101")[0].startswith("20301004T100000Z-")
    (note,) = found.notes
    assert note.startswith("1 of the uploads carry a time after the deadline")


def test_an_lms_download_before_the_deadline_keeps_its_time(strict, tmp_path):
    found = by_canvas(strict, tmp_path, "x", MONDAY)
    assert (submitted(strict, "101")[1], found.notes) == ("2030-09-30 08:00:00.000000 UTC", ())


def test_what_canvas_marks_as_late_and_what_people_sent_keep_their_time(strict, tmp_path):
    by_canvas(strict, tmp_path, "x", FRIDAY, name="lovelaceada_LATE_101_1_a.ipynb")
    hand_in(strict, tmp_path, "x", FRIDAY)
    for who in ("101", "ada"):
        assert submitted(strict, who)[1] == "2030-10-04 10:00:00.000000 UTC"


def test_a_corrected_time_stays(strict, tmp_path):
    by_canvas(strict, tmp_path, "x", FRIDAY, name="lovelaceada_LATE_101_1_a.ipynb")
    stamp = strict.root / "submitted" / "101" / NAME / "timestamp.txt"
    stamp.write_text("2030-10-01 09:30:00 UTC")
    found = by_canvas(strict, tmp_path, "x", FRIDAY, name="lovelaceada_LATE_101_1_a.ipynb")
    assert stamp.read_text() == "2030-10-01 09:30:00 UTC"
    assert found.notes == ()


def test_a_time_of_ours_follows_a_deadline_that_moved(strict, tmp_path):
    by_canvas(strict, tmp_path, "x", FRIDAY)
    moved = make_course(tmp_path / "moved", "deadline = 2030-10-02T10:00:00Z")
    os.replace(moved.root / "course.toml", strict.root / "course.toml")
    by_canvas(type(strict).load(strict.root), tmp_path, "x", FRIDAY)
    assert submitted(strict, "101")[1] == "2030-10-02 10:00:00.000000 UTC"


def test_an_upload_that_was_collected_without_a_roster_moves_to_its_student(course, tmp_path):
    by_canvas(course, tmp_path, "x", MONDAY)
    people = roster(tmp_path / "r.csv", "ada,Lovelace,Ada,,101")
    found = by_canvas(course, tmp_path, "x", MONDAY, roster=people)
    (note,) = found.notes
    assert "collected as 101 before" in note
    returns = {who: row["returns"] for who, row in manifest(course)["students"].items()}
    assert returns["101"] == {}
    assert returns["ada"]["canvas"]["key"] == "101"


def test_an_older_download_does_not_take_back_where_feedback_goes(course, tmp_path):
    by_canvas(course, tmp_path, "b", TUESDAY, name="lovelaceada_101_2_a.ipynb")
    by_canvas(course, tmp_path, "a", MONDAY, name="lovelaceada_101_1_a.ipynb")
    assert manifest(course)["students"]["101"]["returns"]["canvas"]["back"] == "lovelaceada_101_2_"


CLASS = {f"s{number}.ipynb": notebook(f"new {number}") for number in range(4)}


def interrupt(monkeypatch, where, name, after):
    """Let a function of the module be interrupted at one of its calls."""
    real, calls = getattr(where, name), []

    def wrapper(*arguments, **options):
        calls.append(arguments)
        if len(calls) > after:
            raise KeyboardInterrupt
        return real(*arguments, **options)

    monkeypatch.setattr(where, name, wrapper)


@pytest.mark.parametrize(
    ("where", "name", "after"),
    [
        (desks, "_write_folder", 2),  # between attempts
        (collecting, "_submit", 0),  # between keeping and choosing
        (collecting, "_submit", 2),  # between students
        (desks, "write_bytes", 3),  # between a student's time and notebook
        (desks.os, "replace", 2),
        (desks.os, "replace", 6),
        (desks.os, "replace", 8),
    ],
)
def test_an_interrupted_run_loses_nothing_and_is_finished_by_the_next(
    course, tmp_path, monkeypatch, where, name, after
):
    old = {f"s{number}.ipynb": notebook(f"old {number}") for number in range(4)}
    collect(course, NAME, write_zip(tmp_path / "1.zip", old, time=MONDAY), "folder")
    download = write_zip(tmp_path / "2.zip", CLASS, time=TUESDAY)
    with monkeypatch.context() as patch:
        interrupt(patch, where, name, after)
        with pytest.raises(KeyboardInterrupt):
            collect(course, NAME, download, "folder")
    for number in range(4):
        text = submitted(course, f"s{number}")[0]
        assert text in (f"old {number}", f"new {number}")
        assert len(attempts(course, f"s{number}")) in (1, 2)
    assert not [name for name in files(course.root) if ".new" in name]
    collect(course, NAME, download, "folder")
    straight = make_course(tmp_path / "straight")
    collect(straight, NAME, tmp_path / "1.zip", "folder")
    collect(straight, NAME, download, "folder")
    assert files(course.root) == files(straight.root)


def test_what_a_killed_run_left_half_written_is_written_anew(course, tmp_path):
    hand_in(course, tmp_path, "mon", MONDAY)
    kept = attempts(course, "ada")[0]
    folder = course.root / "attempts" / NAME / "ada"
    os.replace(folder / kept, folder / f".{kept}.new")
    (folder / f".{kept}.new" / "ada.ipynb").write_bytes(b"half")
    (course.root / "attempts" / NAME / "manifest.json").unlink()
    hand_in(course, tmp_path, "mon", MONDAY)
    assert attempts(course, "ada") == [kept]
    assert submitted(course, "ada")[0] == "mon"


@pytest.mark.parametrize(
    "blocked", ["attempts", f"attempts/{NAME}/ada", "submitted", "submitted/ada"]
)
def test_a_folder_that_cannot_be_written_is_named(course, tmp_path, blocked):
    (course.root / blocked).parent.mkdir(parents=True, exist_ok=True)
    (course.root / blocked).write_text("in the way")
    with pytest.raises(LmsError, match=rf"{blocked}.*(directory|exists).*run it again"):
        hand_in(course, tmp_path, "mon", MONDAY)
    assert (course.root / blocked).read_text() == "in the way"
    (course.root / blocked).unlink()
    hand_in(course, tmp_path, "mon", MONDAY)
    assert submitted(course, "ada")[0] == "mon"


def test_a_full_disk_is_told_and_leaves_what_was_there(course, tmp_path, monkeypatch):
    hand_in(course, tmp_path, "mon", MONDAY)
    before = files(course.root)

    def full(path, data):
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(desks.Path, "write_bytes", full)
        with pytest.raises(LmsError, match="No space left on device"):
            hand_in(course, tmp_path, "tue", TUESDAY)
    assert files(course.root) == before
    hand_in(course, tmp_path, "tue", TUESDAY)
    assert submitted(course, "ada")[0] == "tue"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace(NAME, "03_pooling"),
        lambda text: text.replace('"version": 1', '"version": 2'),
        lambda text: text.replace('"ada"', '"../ada"'),
        lambda text: text.replace('"back": "ada"', '"back": "../ada"'),
        lambda text: text.replace('"back": "ada"', '"back": 3'),
        lambda text: text.replace('"returns"', '"retours"'),
        lambda text: text.replace('"folder": {', '"fax": {'),
        lambda text: "[]",
        lambda text: "",
    ],
)
def test_a_manifest_that_cannot_be_understood_is_told_and_left(course, tmp_path, change):
    hand_in(course, tmp_path, "mon", MONDAY)
    path = course.root / "attempts" / NAME / "manifest.json"
    text = change(path.read_text())
    assert text != path.read_text()
    path.write_text(text)
    before = files(course.root)
    with pytest.raises(LmsError, match=r"manifest\.json: it cannot be understood.*Move it away"):
        hand_in(course, tmp_path, "tue", TUESDAY)
    with pytest.raises(LmsError, match="cannot be understood"):
        archives(course, NAME)
    assert files(course.root) == before
    path.unlink()
    assert hand_in(course, tmp_path, "tue", TUESDAY).matched[0].attempts == 2


def test_strangers_in_the_folder_of_attempts_do_not_matter(course, tmp_path):
    hand_in(course, tmp_path, "mon", MONDAY)
    folder = course.root / "attempts" / NAME / "ada"
    (folder / "notes.txt").write_text("mine")
    for name in ("20301399T000000Z-00000000", "99991231T235959Z-ffffffff", "old"):
        (folder / name).mkdir()
    (folder / "20301399T000000Z-00000000" / "x.ipynb").write_bytes(b"x")
    found = hand_in(course, tmp_path, "tue", TUESDAY, answers=what_it_answers)
    assert found.matched[0].attempts == 2
