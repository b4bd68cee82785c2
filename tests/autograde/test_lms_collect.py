"""Downloads of Canvas, Moodle and folders become submissions of the right students."""

import zipfile
from datetime import UTC, datetime

import lms_downloads
import pytest
from lms_downloads import (
    NAME,
    Unflagged,
    attempts,
    canvas_name,
    course,
    moodle_folder,
    notebook,
    roster,
    submitted,
    what_it_answers,
    write_zip,
)
from nbgrader.utils import parse_utc

from autograde.classroom.lms import LmsError, collect

__all__ = ["course"]

ROWS = (
    "ada,Lovelace,Ada,ada@example.org,101",
    "emmy,Noether,Emmy,emmy@example.org,102",
    "zoe,O'Brien-Łącka,Zoë,zoe@example.org,103",
)


@pytest.fixture
def people(tmp_path):
    return roster(tmp_path / "roster.csv", *ROWS)


def by_student(found):
    return {one.student: one.name for one in found.matched}


def reasons(found):
    return {one.name: one.reason for one in found.unmatched}


def canvas_zip(tmp_path, *uploads, **options):
    """An archive of Canvas: each upload is (sortable name, user, attachment, file, notebook)."""
    members = {canvas_name(*upload[:4]): upload[4] for upload in uploads}
    return write_zip(tmp_path / "submissions.zip", members, kind=Unflagged, **options)


def test_canvas_uploads_are_matched_by_user_id(course, tmp_path, people):
    download = canvas_zip(
        tmp_path,
        ("Lovelace, Ada", 101, 9001, f"{NAME}.ipynb", notebook("ada's")),
        ("O'Brien-Łącka, Zoë", 103, 9002, f"{NAME} (1).ipynb", notebook("zoë's")),
    )
    with zipfile.ZipFile(download) as archive:
        assert archive.infolist()[1].flag_bits == 0  # the name is UTF-8, and nothing says so
    found = collect(course, NAME, download, "canvas", roster=people)
    assert by_student(found) == {
        "ada": f"lovelaceada_101_9001_{NAME}.ipynb",
        "zoe": f"obrienłąckazoë_103_9002_{NAME} (1).ipynb",
    }
    assert (found.unmatched, found.notes, found.absent) == ((), (), ("emmy",))
    assert submitted(course, "ada") == ("ada's", "2030-09-30 18:05:08.000000 UTC")
    assert submitted(course, "zoe")[0] == "zoë's"


def test_the_time_is_what_nbgrader_reads(course, tmp_path, people):
    download = canvas_zip(tmp_path, ("Lovelace, Ada", 101, 1, "a.ipynb", notebook("ada's")))
    collect(course, NAME, download, "canvas", roster=people)
    assert parse_utc(submitted(course, "ada")[1]) == datetime(2030, 9, 30, 18, 5, 8)


def test_a_time_in_utc_is_preferred_to_the_clock_of_the_archive(course, tmp_path):
    stamp = datetime(2030, 9, 30, 16, 5, 8, tzinfo=UTC)
    download = write_zip(tmp_path / "x.zip", {"ada.ipynb": notebook("x")}, stamp=stamp)
    collect(course, NAME, download, "folder")
    assert submitted(course, "ada")[1] == "2030-09-30 16:05:08.000000 UTC"


def test_canvas_marks_of_being_late_become_a_note(course, tmp_path, people):
    name = canvas_name("Noether, Emmy", 102, 7, "hw.ipynb", late=True)
    assert name == "noetheremmy_LATE_102_7_hw.ipynb"
    download = write_zip(tmp_path / "x.zip", {name: notebook("late")})
    found = collect(course, NAME, download, "canvas", roster=people)
    (note,) = found.notes
    assert note.startswith("emmy: Canvas marked it as late")
    assert "timestamp.txt" in note


def test_canvas_names_match_where_the_roster_has_no_user_id(course, tmp_path):
    people = roster(tmp_path / "r.csv", "zoe,O'Brien-Łącka,Zoë,,", "ada,Lovelace,Ada,,")
    download = canvas_zip(
        tmp_path,
        ("O'BRIEN ŁĄCKA, zoë", 103, 1, "a.ipynb", notebook("zoë's")),
        ("Ada Lovelace", 101, 2, "a.ipynb", notebook("ada's")),
    )
    found = collect(course, NAME, download, "canvas", roster=people)
    assert sorted(by_student(found)) == ["ada", "zoe"]


def test_a_canvas_name_of_somebody_with_another_user_id_is_unmatched(course, tmp_path, people):
    download = canvas_zip(tmp_path, ("Lovelace, Ada", 999, 1, "a.ipynb", notebook("whose?")))
    found = collect(course, NAME, download, "canvas", roster=people)
    (reason,) = reasons(found).values()
    assert "ada (row 2)" in reason
    assert "101" in reason
    assert found.matched == ()


def test_a_canvas_name_that_may_be_of_two_users_needs_a_person(course, tmp_path):
    """Students choose what a name ends in, in Canvas and for their file."""
    people = roster(tmp_path / "r.csv", *ROWS, "mallory,Malfoy,Mallory,,555")
    names = (
        "malfoymallory_101_555_66_02_correlation.ipynb",  # ends in Ada's user id
        "malfoy_555_66_lovelaceada_101_67_02_correlation.ipynb",  # holds Ada's name and id
    )
    bens = canvas_name("Bell, Ben", 102, 68, "b.ipynb")
    for name in names:
        download = write_zip(tmp_path / "x.zip", {name: notebook("m"), bens: notebook("b")})
        found = collect(course, NAME, download, "canvas", roster=people)
        assert "ada" not in by_student(found)
        (one,) = found.unmatched
        assert "may be of user" in one.reason


def test_one_canvas_user_with_two_names_is_unmatched(course, tmp_path):
    names = ("lovelaceada_101_1_a.ipynb", "malfoy_101_555_66_a.ipynb")
    download = write_zip(tmp_path / "x.zip", {name: notebook(name) for name in names})
    found = collect(course, NAME, download, "canvas")
    assert sorted(reasons(found)) == sorted(names)
    assert all("101" in reason for reason in reasons(found).values())


def test_a_canvas_group_counts_for_one_student_and_says_so(course, tmp_path, people):
    download = canvas_zip(tmp_path, ("The Kernels", 101, 1, "a.ipynb", notebook("ours")))
    found = collect(course, NAME, download, "canvas", roster=people)
    assert sorted(by_student(found)) == ["ada"]
    (note,) = found.notes
    assert "thekernels" in note
    assert "group" in note


def test_anonymous_canvas_uploads_need_no_roster_and_say_so_with_one(course, tmp_path, people):
    name = canvas_name("", 0, 7, "a.ipynb", anonymous="aB3xZ", late=True)
    assert name == "LATE_anon_aB3xZ_7_a.ipynb"
    download = write_zip(tmp_path / "x.zip", {name: notebook("x")})
    found = collect(course, NAME, download, "canvas", roster=people)
    assert "anonymous" in reasons(found)[name]
    assert by_student(collect(course, NAME, download, "canvas")) == {"anon-aB3xZ": name}


def test_canvas_texts_and_links_are_no_notebooks(course, tmp_path, people):
    names = ("lovelaceada_101_text.html", "noetheremmy_LATE_102_link.html")
    download = write_zip(tmp_path / "x.zip", dict.fromkeys(names, b"<p>"))
    found = collect(course, NAME, download, "canvas", roster=people)
    assert sorted(reasons(found)) == sorted(names)
    assert all("no notebook" in reason for reason in reasons(found).values())
    assert found.absent == ("zoe",)  # the others handed something in


def test_without_a_roster_canvas_students_are_their_user_ids(course, tmp_path):
    download = canvas_zip(tmp_path, ("Lovelace, Ada", 101, 1, "a.ipynb", notebook("x")))
    found = collect(course, NAME, download, "canvas")
    assert sorted(by_student(found)) == ["101"]
    assert found.absent == ()


@pytest.mark.parametrize("old", [False, True])
def test_moodle_folders_are_matched_by_full_name(course, tmp_path, people, old):
    first, second = (
        moodle_folder("Ada Lovelace", 11, old=old),
        moodle_folder("zoe o'brien-łącka", 12, old=old),
    )
    assert second.startswith("zoe obrien-łącka_12_")
    members = {f"{first}/{NAME}.ipynb": notebook("ada's"), f"{second}/a/b.ipynb": notebook("zoë's")}
    download = write_zip(tmp_path / "x.zip", members)
    found = collect(course, NAME, download, "moodle", roster=people)
    assert by_student(found) == {"ada": f"{first}/{NAME}.ipynb", "zoe": f"{second}/a/b.ipynb"}
    assert submitted(course, "zoe")[0] == "zoë's"


def test_moodle_without_folders_and_in_the_other_order_of_names(course, tmp_path, people):
    name = f"{moodle_folder('Lovelace Ada', 11)}_{NAME}.ipynb"
    download = write_zip(tmp_path / "x.zip", {name: notebook("x")})
    assert by_student(collect(course, NAME, download, "moodle", roster=people)) == {"ada": name}


@pytest.mark.parametrize("full_name", ["A. King (ada)", "Countess ada@example.org", "ada Byron"])
def test_moodle_names_may_hold_an_id_or_an_address(course, tmp_path, people, full_name):
    name = f"{moodle_folder(full_name, 11)}/a.ipynb"
    download = write_zip(tmp_path / "x.zip", {name: notebook("x")})
    assert by_student(collect(course, NAME, download, "moodle", roster=people)) == {"ada": name}


def test_a_moodle_name_that_is_nobodys_is_unmatched(course, tmp_path, people):
    names = [f"{moodle_folder(who, n)}/a.ipynb" for n, who in enumerate(["Nemo", "Participant"])]
    download = write_zip(tmp_path / "x.zip", {name: notebook(name) for name in names})
    found = collect(course, NAME, download, "moodle", roster=people)
    assert 'nobody in the roster is "Nemo"' in reasons(found)[names[0]]
    assert "hides the names" in reasons(found)[names[1]]


def test_two_moodle_accounts_of_one_name_are_both_unmatched(course, tmp_path, people):
    names = [f"{moodle_folder(who, n)}/a.ipynb" for n, who in [(11, "Ada Lovelace"), (12, "ada")]]
    download = write_zip(tmp_path / "x.zip", {name: notebook(name) for name in names})
    found = collect(course, NAME, download, "moodle", roster=people)
    assert found.matched == ()
    assert all("two accounts (11 and 12)" in reason for reason in reasons(found).values())


def test_a_folder_inside_a_moodle_submission_cannot_pose_as_somebody_else(course, tmp_path, people):
    name = f"{moodle_folder('Emmy Noether', 12)}/{moodle_folder('Ada Lovelace', 11)}/a.ipynb"
    download = write_zip(tmp_path / "x.zip", {name: notebook("x")})
    assert sorted(by_student(collect(course, NAME, download, "moodle", roster=people))) == ["emmy"]


def test_moodle_online_texts_are_listed_unless_there_is_a_notebook_too(course, tmp_path, people):
    text = f"{moodle_folder('Ada Lovelace', 11, 'onlinetext')}/onlinetext.html"
    both = f"{moodle_folder('Emmy Noether', 12, 'onlinetext')}/onlinetext.html"
    file = f"{moodle_folder('Emmy Noether', 12)}/a.ipynb"
    download = write_zip(tmp_path / "x.zip", {text: b"hi", both: b"hi", file: notebook("x")})
    found = collect(course, NAME, download, "moodle", roster=people)
    assert by_student(found) == {"emmy": file}
    assert list(reasons(found)) == [text]


def test_without_a_roster_moodle_students_are_name_and_number(course, tmp_path):
    names = [moodle_folder(who, n) for n, who in [(11, "Zoë O'Brien"), (12, "Юлия")]]
    download = write_zip(tmp_path / "x.zip", {f"{n}/a.ipynb": notebook(n) for n in names})
    found = collect(course, NAME, download, "moodle")
    assert sorted(by_student(found)) == ["participant-12", "zoe-obrien-11"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_holds_files_or_folders_by_student(course, tmp_path, packed):
    members = {
        "ada.ipynb": notebook("a"),
        "emmy/whatever.ipynb": notebook("e"),
        "emmy/data.csv": b"1",
        ".DS_Store": b"x",
        "__MACOSX/._ada.ipynb": b"x",
        "ada/.ipynb_checkpoints/ada-checkpoint.ipynb": notebook("old"),
    }
    download = write_zip(tmp_path / "class.zip", members)
    if not packed:
        with zipfile.ZipFile(download) as archive:
            archive.extractall(tmp_path / "class")
        download = tmp_path / "class"
    found = collect(course, NAME, download, "folder")
    assert by_student(found) == {"ada": "ada.ipynb", "emmy": "emmy/whatever.ipynb"}
    assert (found.unmatched, submitted(course, "emmy")[0]) == ((), "e")


def test_a_folder_packed_with_its_own_name_is_the_folder(course, tmp_path):
    members = {"class/ada.ipynb": notebook("a"), "class/emmy/x.ipynb": notebook("e")}
    found = collect(course, NAME, write_zip(tmp_path / "class.zip", members), "folder")
    assert sorted(by_student(found)) == ["ada", "emmy"]


def test_folder_names_may_be_an_address_or_a_name_of_the_roster(course, tmp_path, people):
    names = ("ada@example.org.ipynb", "Emmy Noether/x.ipynb", "nemo.ipynb")
    download = write_zip(tmp_path / "x.zip", {name: notebook(name) for name in names})
    found = collect(course, NAME, download, "folder", roster=people)
    assert by_student(found) == {"ada": names[0], "emmy": names[1]}
    assert list(reasons(found)) == ["nemo.ipynb"]


def test_of_several_notebooks_the_one_that_answers_is_taken(course, tmp_path):
    members = {
        "ada/a.ipynb": notebook("scratch", None),
        "ada/b.ipynb": notebook("mine"),
        "ada/c.ipynb": notebook("other", "03_pooling"),
        "emmy/a.ipynb": notebook("one"),
        "emmy/b.ipynb": notebook("two"),
        "zoe/a.ipynb": notebook("one", None),
        "zoe/b.ipynb": notebook("two", None),
        "twice/a.ipynb": notebook("same"),
        "twice/b.ipynb": notebook("same"),
    }
    download = write_zip(tmp_path / "x.zip", members)
    found = collect(course, NAME, download, "folder", answers=what_it_answers)
    assert by_student(found) == {"ada": "ada/b.ipynb", "twice": "twice/a.ipynb"}
    assert submitted(course, "ada")[0] == "mine"
    told = {one.student: one.reason for one in found.unmatched}
    assert "2 notebooks (a.ipynb, b.ipynb), and 2 of them answer" in told["emmy"]
    assert "none of them is known to answer" in told["zoe"]
    assert "zoe.ipynb" in told["zoe"]


def test_a_notebook_of_another_assignment_is_listed(course, tmp_path):
    members = {"ada.ipynb": notebook("x", "03_pooling"), "emmy.ipynb": notebook("y")}
    download = write_zip(tmp_path / "x.zip", members)
    found = collect(course, NAME, download, "folder", answers=what_it_answers)
    assert reasons(found) == {"ada.ipynb": f"it answers 03_pooling, not {NAME}"}
    assert not (course.root / "submitted" / "ada").exists()


def test_a_download_of_another_assignment_changes_nothing(course, tmp_path):
    members = {f"{who}.ipynb": notebook(who, "03_pooling") for who in ("ada", "emmy")}
    download = write_zip(tmp_path / "x.zip", members)
    with pytest.raises(LmsError, match=r"2 of its notebooks answer 03_pooling. Nothing was"):
        collect(course, NAME, download, "folder", answers=what_it_answers)
    assert sorted(lms_downloads.files(course.root)) == ["course.toml"]


def test_a_zip_that_a_student_uploaded_is_opened_once(course, tmp_path):
    inner = write_zip(
        tmp_path / "inner.zip",
        {"work/my.ipynb": notebook("mine"), "work/.ipynb_checkpoints/my.ipynb": b"", "a.csv": b""},
        time=(2001, 1, 1, 0, 0, 0),
    ).read_bytes()
    nested = write_zip(tmp_path / "n.zip", {"inner.zip": inner}).read_bytes()
    members = {"ada/hw.zip": inner, "emmy/hw.zip": nested, "zoe/hw.zip": b"PK no zip"}
    found = collect(course, NAME, write_zip(tmp_path / "x.zip", members), "folder")
    assert by_student(found) == {"ada": "ada/hw.zip"}
    # The student's own archive does not say when it was handed in.
    assert submitted(course, "ada") == ("mine", "2030-09-30 18:05:08.000000 UTC")
    assert next((course.root / "attempts" / NAME / "ada").glob("*/*")).name == "my.ipynb"
    assert "no notebook" in reasons(found)["emmy/hw.zip"]
    assert "no zip archive" in reasons(found)["zoe/hw.zip"]


def test_an_upload_of_anything_else_is_listed(course, tmp_path, people):
    download = canvas_zip(tmp_path, ("Lovelace, Ada", 101, 1, "report.pdf", b"%PDF"))
    found = collect(course, NAME, download, "canvas", roster=people)
    (one,) = found.unmatched
    assert (one.student, "no notebook" in one.reason) == ("ada", True)
    assert found.absent == ("emmy", "zoe")


@pytest.mark.parametrize(("wrong", "right"), [("canvas", "moodle"), ("moodle", "canvas")])
def test_the_wrong_kind_of_download_is_told(course, tmp_path, wrong, right):
    name = {
        "canvas": "lovelaceada_101_1_a.ipynb",
        "moodle": "Ada Lovelace_11_assignsubmission_file/a.ipynb",
    }[right]
    download = write_zip(tmp_path / "x.zip", {name: notebook("x")})
    with pytest.raises(LmsError, match=f"--from {right}"):
        collect(course, NAME, download, wrong)


def test_an_unknown_assignment_is_refused_before_anything(course, tmp_path):
    with pytest.raises(LmsError, match=r"02_corelation.*Known: .*02_correlation"):
        collect(course, "02_corelation", tmp_path / "none.zip", "folder")


def test_an_attempt_of_an_earlier_download_is_not_absence(course, tmp_path, people):
    first = canvas_zip(tmp_path, ("Noether, Emmy", 102, 1, "a.ipynb", notebook("e")))
    collect(course, NAME, first, "canvas", roster=people)
    second = canvas_zip(tmp_path, ("Lovelace, Ada", 101, 2, "a.ipynb", notebook("a")))
    assert collect(course, NAME, second, "canvas", roster=people).absent == ("zoe",)
    assert attempts(course, "emmy")
