"""The roster is read as people save it, and what is wrong in it is named by row."""

import pytest
from lms_downloads import NAME, course, moodle_folder, notebook, roster, write_zip

from autograde.classroom.lms import LmsError, collect
from autograde.classroom.lms.roster import fold, read_roster

__all__ = ["course"]


def read(tmp_path, data):
    path = tmp_path / "roster.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_roster(path)


@pytest.mark.parametrize(
    "text",
    [
        "id,last_name,first_name,email,lms_user_id\nada,Lovelace,Ada,a@b.c,7\n",
        "\ufeffid,last_name,first_name,email,lms_user_id\r\nada,Lovelace,Ada,a@b.c,7\r\n\r\n",
        "lms_user_id;section;Email;first_name;last_name;ID\n7;A;a@b.c;Ada;Lovelace;ada\n;;;;;\n",
        "id\tlast_name\tfirst_name\temail\tlms_user_id\n ada \tLovelace\tAda\ta@b.c\t7\textra\n",
        '\n"id","last_name","first_name","email","lms_user_id"\n"ada","Lovelace","Ada","a@b.c",7',
    ],
)
def test_a_roster_is_read_in_the_forms_that_spreadsheets_save(tmp_path, text):
    (one,) = read(tmp_path, text).students
    assert (one.id, one.last_name, one.first_name) == ("ada", "Lovelace", "Ada")
    assert (one.email, one.lms_user_id) == ("a@b.c", "7")


def test_a_roster_needs_no_more_than_ids(tmp_path):
    assert [one.id for one in read(tmp_path, "id\nada\nemmy\n").students] == ["ada", "emmy"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "empty"),
        ("name,email\nAda,a@b.c\n", 'one column "id" is needed; the columns are: name, email'),
        ("id,id\na,b\n", 'one column "id"'),
        ("id,email\n", "names no students"),
        ("id,email\nada,a\n,b\n", "row 3 has no id"),
        ("email,id\nada@example.org\n", "row 2 has no id"),
        ("id,email\nada,1\nemmy,2\nada,3\n", "same id: ada in rows 2 and 4"),
        ("id,lms_user_id\nada,7\nemmy,7\n", "same lms_user_id: 7 in rows 2 and 3"),
        ("id,last_name\nada,M\xfcller\n".encode("latin-1"), "not UTF-8 text .*CSV UTF-8"),
        (b"id,email\n" + b"x" * (6 << 20), "too large"),
        ('id\n"' + "x" * 200_000, "row .* of the roster: field larger"),
    ],
)
def test_what_is_wrong_in_a_roster_is_told(tmp_path, data, told):
    with pytest.raises(LmsError, match=rf"roster\.csv.*{told}"):
        read(tmp_path, data)


def test_a_missing_roster_is_told(tmp_path):
    with pytest.raises(LmsError, match="cannot be read: No such file"):
        read_roster(tmp_path / "none.csv")


def test_empty_user_ids_are_no_duplicates(tmp_path):
    assert len(read(tmp_path, "id,lms_user_id\nada,\nemmy,\n").students) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë O'Brien-Łącka", "zoe obrien lacka"),
        ("Björn Ångström", "BJORN  ANGSTROM"),
        ("Groß", "GROSS"),
        ("Søren", "Soren"),
        ("José", "Jose\u0301"),
        ("李 小龍", "李小龍"),
    ],
)
def test_names_are_the_same_without_case_spaces_and_marks(one, other):
    assert fold(one) == fold(other) != ""


def test_different_names_stay_different():
    assert len({fold(name) for name in ("Юлия", "Юрий", "Julia", "李", "李小", "Jürgen")}) == 6


def test_two_students_of_one_name_matter_only_when_the_name_is_needed(course, tmp_path):
    people = roster(
        tmp_path / "roster.csv", "ada1,Lovelace,Ada,,1", "ada2,LOVELACE,ada,,2", "emmy,Noether,E,,3"
    )
    members = {"lovelaceada_1_5_a.ipynb": notebook("a"), "noethere_3_6_a.ipynb": notebook("e")}
    canvas = collect(course, NAME, write_zip(tmp_path / "c.zip", members), "canvas", roster=people)
    assert [one.student for one in canvas.matched] == ["ada1", "emmy"]
    assert canvas.absent == ("ada2",)
    members = {
        f"{moodle_folder('Ada Lovelace', 11)}/a.ipynb": notebook("a"),
        f"{moodle_folder('E Noether', 12)}/a.ipynb": notebook("e"),
    }
    moodle = collect(course, NAME, write_zip(tmp_path / "m.zip", members), "moodle", roster=people)
    assert [one.student for one in moodle.matched] == ["emmy"]
    (one,) = moodle.unmatched
    assert '"Ada Lovelace" may be any of rows 2 and 3 of the roster' in one.reason


@pytest.mark.parametrize("bad", ["../ada", ".ada", "-ada", "a/b", "ada lovelace", "a" * 65, "ад"])
def test_an_id_that_is_no_folder_name_is_refused_and_the_others_go_on(course, tmp_path, bad):
    people = roster(tmp_path / "roster.csv", f"{bad},Lovelace,Ada,,1", "emmy,Noether,Emmy,,2")
    members = {"lovelaceada_1_5_a.ipynb": notebook("a"), "noether_2_6_a.ipynb": notebook("e")}
    download = write_zip(tmp_path / "x.zip", members)
    found = collect(course, NAME, download, "canvas", roster=people)
    assert [one.student for one in found.matched] == ["emmy"]
    (one,) = found.unmatched
    assert one.name == "lovelaceada_1_5_a.ipynb"
    assert "cannot be the name of a folder" in one.reason
    assert sorted(p.name for p in (course.root / "submitted").iterdir()) == ["emmy"]
    assert not (tmp_path / "ada").exists()


@pytest.mark.parametrize("good", ["ada", "s1234567", "ada.lovelace@example.org", "_x-1", "a" * 64])
def test_usual_ids_are_folder_names(course, tmp_path, good):
    people = roster(tmp_path / "roster.csv", f"{good},Lovelace,Ada,,1")
    download = write_zip(tmp_path / "x.zip", {"lovelaceada_1_5_a.ipynb": notebook("a")})
    assert collect(course, NAME, download, "canvas", roster=people).matched[0].student == good
