"""Feedback goes back under the names by which Canvas and Moodle find the student."""

import zipfile

import pytest
from lms_downloads import (
    NAME,
    Unflagged,
    canvas_name,
    canvas_reads,
    course,
    moodle_folder,
    moodle_reads,
    notebook,
    roster,
    write_zip,
)

from autograde.classroom.lms import LmsError, archives, collect

__all__ = ["course"]


def give_feedback(course, *students):
    for student in students:
        path = course.root / "feedback" / student / NAME / f"{NAME}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>well done, {student}")


def pages(path):
    """The names in an archive, and what they hold."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def back(course, tmp_path, source, *names, **options):
    """Collect uploads of these names, give everybody feedback, and return it."""
    members = {name: notebook(name) for name in names}
    download = write_zip(tmp_path / "x.zip", members, kind=Unflagged)
    found = collect(course, NAME, download, source, **options)
    assert found.unmatched == ()
    give_feedback(course, *(one.student for one in found.matched))
    result = archives(course, NAME)
    (path,) = result.paths
    assert path == course.root / "returned" / NAME / f"{source}.zip"
    return pages(path)


CANVAS = [
    (("Lovelace, Ada", 101, 9001, f"{NAME}.ipynb"), {}),
    (("Lovelace, Ada", 101, 9001, f"{NAME}-1.ipynb"), {"late": True}),
    (("O'Brien-Łącka, Zoë", 103, 9002, "my work (final) 3_4_5.ipynb"), {}),
    (("The_Kernels", 104, 9003, "a_link.ipynb"), {}),
    (("", 0, 9004, "a.ipynb"), {"anonymous": "aB3xZ"}),
    (("", 0, 9005, "a.ipynb"), {"anonymous": "aB3xY", "late": True}),
]


@pytest.mark.parametrize(("upload", "options"), CANVAS)
def test_canvas_finds_user_and_upload_in_the_name_that_comes_back(
    course, tmp_path, upload, options
):
    name = canvas_name(*upload, **options)
    (found,) = back(course, tmp_path, "canvas", name)
    who = options.get("anonymous") or str(upload[1])
    assert canvas_reads(found) == (who, str(upload[2]))
    assert found.endswith(f"_{NAME}.html")


def test_canvas_needs_the_newest_upload_whichever_is_graded(course, tmp_path):
    def score(path, student):
        return float(b"_1_" in path.read_bytes())

    options = {"choose": "best", "score": score}
    back(course, tmp_path, "canvas", "lovelaceada_101_1_a.ipynb", **options)
    found = back(course, tmp_path, "canvas", "lovelaceada_101_2_a-1.ipynb", **options)
    assert list(found) == [f"lovelaceada_101_2_{NAME}.html"]
    (submitted,) = (course.root / "submitted").glob("101/*/*.ipynb")
    assert b"_1_" in submitted.read_bytes()


@pytest.mark.parametrize("full_name", ["Ada Lovelace", "Zoë O'Brien-Łącka", "a_b c", "Юлия"])
@pytest.mark.parametrize("form", ["folder", "old folder", "file", "deep"])
def test_moodle_finds_the_participant_in_the_name_that_comes_back(
    course, tmp_path, full_name, form
):
    folder = moodle_folder(full_name, 11, old=form == "old folder")
    name = {
        "folder": f"{folder}/a.ipynb",
        "old folder": f"{folder}/a.ipynb",
        "file": f"{folder}_my_a.ipynb",
        "deep": f"Course-02/{folder}/src/a.ipynb",
    }[form]
    (found,) = back(course, tmp_path, "moodle", name)
    assert moodle_reads(found) == ("11", f"{NAME}.html")


def test_a_folder_gets_back_what_it_gave(course, tmp_path):
    found = back(course, tmp_path, "folder", "ada.ipynb", "emmy/x.ipynb")
    assert found == {
        "ada.html": "<p>well done, ada",
        f"emmy/{NAME}.html": "<p>well done, emmy",
    }


def test_everybody_gets_their_own_page_by_the_roster(course, tmp_path):
    people = roster(tmp_path / "r.csv", "ada,Lovelace,Ada,,101", "emmy,Noether,Emmy,,102")
    names = ("lovelaceada_101_1_a.ipynb", "noetheremmy_102_2_a.ipynb")
    assert back(course, tmp_path, "canvas", *names, roster=people) == {
        f"lovelaceada_101_1_{NAME}.html": "<p>well done, ada",
        f"noetheremmy_102_2_{NAME}.html": "<p>well done, emmy",
    }


def test_an_upload_of_two_names_in_the_manifest_goes_to_one_student(course, tmp_path):
    name = "lovelaceada_101_1_a.ipynb"
    back(course, tmp_path, "canvas", name)
    people = roster(tmp_path / "r.csv", "ada,Lovelace,Ada,,101")
    found = back(course, tmp_path, "canvas", name, roster=people)
    assert found == {f"lovelaceada_101_1_{NAME}.html": "<p>well done, ada"}


def test_students_without_feedback_are_listed(course, tmp_path):
    members = {f"{who}.ipynb": notebook(who) for who in ("ada", "emmy", "zoe")}
    collect(course, NAME, write_zip(tmp_path / "x.zip", members), "folder")
    give_feedback(course, "ada", "stranger")
    link = course.root / "feedback" / "zoe" / NAME / f"{NAME}.html"
    link.parent.mkdir(parents=True)
    link.symlink_to("/etc/passwd")
    found = archives(course, NAME)
    assert (found.returned, found.without_feedback) == (("ada",), ("emmy", "zoe"))
    assert list(pages(*found.paths)) == ["ada.html"]
    give_feedback(course, "emmy")
    assert archives(course, NAME).without_feedback == ("zoe",)


def test_each_source_has_its_archive_and_canvas_a_note(course, tmp_path):
    for source, name in [
        ("canvas", "lovelaceada_101_1_a.ipynb"),
        ("moodle", "Ada Lovelace_11_assignsubmission_file/a.ipynb"),
        ("folder", "ada.ipynb"),
    ]:
        path = write_zip(tmp_path / "x.zip", {name: notebook("x")})
        give_feedback(course, *(one.student for one in collect(course, NAME, path, source).matched))
    found = archives(course, NAME)
    assert [path.name for path in found.paths] == ["canvas.zip", "moodle.zip", "folder.zip"]
    (note,) = found.notes
    assert "Canvas shows each page under the name of the student's own upload" in note


def test_the_same_feedback_gives_the_same_bytes(course, tmp_path):
    back(course, tmp_path, "moodle", *(f"S{n}_{n}_assignsubmission_file/a.ipynb" for n in range(9)))
    (path,) = archives(course, NAME).paths
    first = path.read_bytes()
    path.unlink()
    archives(course, NAME)
    assert path.read_bytes() == first


def test_an_archive_of_feedback_that_is_gone_is_not_left_to_be_uploaded(course, tmp_path):
    back(course, tmp_path, "folder", "ada.ipynb")
    (course.root / "feedback" / "ada" / NAME / f"{NAME}.html").unlink()
    assert archives(course, NAME).paths == ()
    assert not (course.root / "returned" / NAME / "folder.zip").exists()


def test_nothing_collected_gives_no_archive_and_a_note(course):
    found = archives(course, NAME)
    assert (found.paths, found.without_feedback) == ((), ())
    assert "nothing was collected" in found.notes[0]


def test_a_folder_in_the_way_is_named_and_the_old_archive_stays(course, tmp_path):
    back(course, tmp_path, "folder", "ada.ipynb")
    path = course.root / "returned" / NAME / "folder.zip"
    (path.parent / ".folder.zip.new").mkdir()
    before = path.read_bytes()
    with pytest.raises(LmsError, match=r"folder\.zip\.new.*Returning stopped there"):
        archives(course, NAME)
    assert path.read_bytes() == before


def test_an_unknown_assignment_is_refused(course):
    with pytest.raises(LmsError, match="Known: "):
        archives(course, "02_corelation")
