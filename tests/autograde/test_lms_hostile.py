"""Nothing in a download leads out of the course, exhausts the machine, or stops the others."""

import os
import re
import struct
import zipfile

import pytest
from lms_downloads import (
    NAME,
    attempts,
    canvas_name,
    course,
    files,
    notebook,
    roster,
    submitted,
    write_zip,
)

from autograde.classroom.lms import LmsError, collect, download

__all__ = ["course"]

GOOD = {"good.ipynb": notebook("good")}
LINK, FIFO = 0o120777, 0o010644


def collected(course, tmp_path, members, source="folder", **options):
    """Collect an archive that also holds a good submission, and prove that this one got through."""
    before = set(files(tmp_path))
    path = write_zip(tmp_path / "x.zip", {**members, **GOOD})
    if "change" in options:
        path.write_bytes(options.pop("change")(path.read_bytes()))
    found = collect(course, NAME, path, source, **options)
    assert "good" in [one.student for one in found.matched]
    new = {re.sub(r"^course/(\w+)/.*", r"\1", name) for name in set(files(tmp_path)) - before}
    assert new <= {"attempts", "submitted", "x.zip"}
    return found


def the_reason(found):
    (one,) = found.unmatched
    return one.reason


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../evil.ipynb", "out of the archive"),
        ("ada/../../evil.ipynb", "out of the archive"),
        ("/tmp/evil.ipynb", "out of the archive"),
        ("./evil.ipynb", "out of the archive"),
        ("ada//evil.ipynb", "out of the archive"),
        ("C:/evil.ipynb", "Windows path"),
        ("C:evil.ipynb", "Windows path"),
        ("..\\..\\evil.ipynb", "Windows path"),
        ("ev\nil.ipynb", "control characters"),
        ("\x1b[31mevil.ipynb", "control characters"),
        ("x" * 1_100 + ".ipynb", "1106 characters"),
    ],
)
@pytest.mark.parametrize("source", ["folder", "canvas", "moodle"])
def test_names_that_lead_elsewhere_are_refused(course, tmp_path, name, told, source):
    good = {
        "folder": "good.ipynb",
        "canvas": "good_1_2_a.ipynb",
        "moodle": "good_1_assignsubmission_file/a.ipynb",
    }[source]
    path = write_zip(tmp_path / "x.zip", {name: notebook("evil"), good: notebook("good")})
    found = collect(course, NAME, path, source)
    assert told in the_reason(found)
    assert "\n" not in found.unmatched[0].name
    assert "\x1b" not in found.unmatched[0].name
    assert len(found.matched) == 1
    assert not [name for name, data in files(tmp_path).items() if data == notebook("evil")]


def test_a_name_that_goes_on_after_a_nul_is_refused(course, tmp_path):
    found = collected(
        course,
        tmp_path,
        {"evil.ipynb#.txt": notebook("x")},
        change=lambda data: data.replace(b"evil.ipynb#", b"evil.ipynb\0"),
    )
    assert "control characters" in the_reason(found)


def test_an_empty_name_is_refused(course, tmp_path):
    assert "out of the archive" in the_reason(collected(course, tmp_path, {"": notebook("x")}))


def test_folders_and_hidden_files_are_left_out_without_a_word(course, tmp_path):
    members = {"../": b"", "ada/": b"", ".evil.ipynb": notebook("x"), "__MACOSX/a.ipynb": b"x"}
    assert collected(course, tmp_path, members).unmatched == ()


def test_names_in_a_students_own_zip_lead_nowhere(course, tmp_path):
    inner = write_zip(tmp_path / "i.zip", {"../../../evil.ipynb": notebook("evil")}).read_bytes()
    found = collected(course, tmp_path, {"ada.zip": inner})
    assert "../../../evil.ipynb in it: its name leads out" in the_reason(found)


@pytest.mark.parametrize(("mode", "told"), [(LINK, "a link"), (FIFO, "not a regular file")])
def test_links_and_devices_in_archives_are_refused(course, tmp_path, mode, told):
    found = collected(course, tmp_path, {"ada.ipynb": (b"/etc/passwd", mode)})
    assert told in the_reason(found)


def test_links_and_pipes_in_folders_are_refused(course, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (tmp_path / "secret.ipynb").write_bytes(notebook("secret"))
    (folder / "good.ipynb").write_bytes(notebook("good"))
    (folder / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (folder / "emmy").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.ipynb")
    found = collect(course, NAME, folder, "folder")
    assert [one.student for one in found.matched] == ["good"]
    assert {one.name: one.reason for one in found.unmatched} == {
        "emmy": "it is a link, not a file",
        "link.ipynb": "it is a link, not a file",
        "pipe.ipynb": "it is not a regular file",
    }


def test_a_file_that_becomes_a_link_while_collecting_is_refused(course, tmp_path):
    path = tmp_path / "link.ipynb"
    path.symlink_to("/etc/passwd")
    with pytest.raises(download.Refused, match="it is a link"):
        download.regular(path)


def test_a_notebook_that_unpacks_to_too_much_is_refused_unread(course, tmp_path, monkeypatch):
    bomb = b"0" * ((20 << 20) + 1)
    unpacked = []
    read = zipfile.ZipExtFile.read
    with monkeypatch.context() as patch:
        patch.setattr(
            zipfile.ZipExtFile, "read", lambda file, n: unpacked.append(file.name) or read(file, n)
        )
        found = collected(course, tmp_path, {"bomb.ipynb": bomb})
    assert "too large: 20 MB (limit=20 MB)" in the_reason(found)
    assert unpacked == ["good.ipynb"]
    largest = collected(course, tmp_path, {"bomb.ipynb": bomb[:-1]})
    assert largest.unmatched == ()


def test_a_bomb_that_lies_about_its_size_is_refused(course, tmp_path):
    def lie(data):
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"bomb.ipynb"))
        return data[: at + 24] + struct.pack("<L", 1_000) + data[at + 28 :]

    found = collected(course, tmp_path, {"bomb.ipynb": b"0" * (50 << 20)}, change=lie)
    assert "damaged" in the_reason(found)


def test_a_bomb_in_a_students_own_zip_is_refused(course, tmp_path):
    bomb = b"0" * (21 << 20)
    inner = write_zip(tmp_path / "i.zip", {"a.ipynb": bomb}).read_bytes()
    assert "too large" in the_reason(collected(course, tmp_path, {"ada.zip": inner}))


def test_one_student_cannot_use_up_the_room_of_the_others(course, tmp_path):
    many = {f"{n}.ipynb": bytes([n]) * (19 << 20) for n in range(6)}
    inner = write_zip(tmp_path / "i.zip", many).read_bytes()
    found = collected(course, tmp_path, {"ada.zip": inner})
    assert "over the limit of 100 MB" in found.unmatched[0].reason
    assert [one.student for one in found.matched] == ["good"]


def test_a_download_that_unpacks_to_too_much_is_refused_before_reading(course, tmp_path):
    """Sixty notebooks say that they hold 20 MB each."""
    path = write_zip(tmp_path / "x.zip", {f"s{n}.ipynb": b"0" for n in range(60)})
    data = bytearray(path.read_bytes())
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        struct.pack_into("<L", data, found.start() + 24, 20 << 20)
    path.write_bytes(data)
    with pytest.raises(LmsError, match=r"unpack to 1200 MB \(limit=1024 MB\).*largest: s0.ipynb"):
        collect(course, NAME, path, "folder")
    assert not (course.root / "attempts").exists()


def test_the_limit_of_all_holds_while_reading_too(course, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "MAX_TOTAL", 1_000)
    zipped = write_zip(tmp_path / "i.zip", {"a.ipynb": b"0" * 2_000}).read_bytes()
    found = collected(course, tmp_path, {"zed.zip": zipped})
    assert "over the limit" in the_reason(found)


def test_too_many_files_are_refused(course, tmp_path):
    many = {f"s{n}.ipynb": b"" for n in range(2_001)}
    path = write_zip(tmp_path / "many.zip", many)
    with pytest.raises(LmsError, match=r"2001 files \(limit=2000\)"):
        collect(course, NAME, path, "folder")
    found = collected(course, tmp_path, {"ada.zip": path.read_bytes()})
    assert "too many files" in the_reason(found)


@pytest.mark.parametrize(
    ("offset", "value", "told"),
    [(8, 1, "encrypted"), (10, 14, "another method"), (10, 99, "another method")],
)
def test_what_cannot_be_unpacked_is_refused(course, tmp_path, offset, value, told):
    def change(data):
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"ada.ipynb")) + offset
        return data[:at] + struct.pack("<H", value) + data[at + 2 :]

    found = collected(course, tmp_path, {"ada.ipynb": notebook("x")}, change=change)
    assert told in the_reason(found)


def test_a_damaged_notebook_is_refused(course, tmp_path):
    def change(data):
        at = data.index(b"ada.ipynb") + len(b"ada.ipynb") + 5
        return data[:at] + b"\xff\xff\xff" + data[at + 3 :]

    found = collected(course, tmp_path, {"ada.ipynb": notebook("x" * 500)}, change=change)
    assert "damaged" in the_reason(found)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "zip archive"),
        (b"%PDF-1.4", "zip archive"),
        (b"PK\x05\x06" + b"\0" * 18, "no files"),
        (b"PK\x03\x04" + b"\xff" * 60, "zip archive"),
    ],
)
def test_what_is_no_zip_is_told(course, tmp_path, data, told):
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(LmsError, match=told):
        collect(course, NAME, path, "folder")


def test_half_a_zip_is_told(course, tmp_path):
    path = write_zip(tmp_path / "x.zip", {"a.ipynb": notebook("x" * 999), **GOOD})
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(LmsError, match="zip archive"):
        collect(course, NAME, path, "folder")


def test_a_missing_download_is_told(course, tmp_path):
    with pytest.raises(LmsError, match=r"none\.zip: there is no such file or folder"):
        collect(course, NAME, tmp_path / "none.zip", "canvas")


def test_impossible_times_are_the_oldest_that_a_zip_can_say(course, tmp_path):
    def change(data):
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"ada.ipynb"))
        return data[: at + 12] + b"\xff\xff\0\0" + data[at + 16 :]  # day 0 of month 0

    collected(course, tmp_path, {"ada.ipynb": notebook("x")}, change=change)
    assert submitted(course, "ada")[1] == "1980-01-01 00:00:00.000000 UTC"


def test_names_of_files_are_kept_in_a_form_that_every_file_system_takes(course, tmp_path):
    people = roster(tmp_path / "r.csv", "ada,Lovelace,Ada,,1", "emmy,Noether,Emmy,,2")
    names = [
        canvas_name("Lovelace, Ada", 1, 5, "\u202egnp.ipynb"),
        canvas_name("Noether, Emmy", 2, 6, "ü" * 150 + ".ipynb"),
    ]
    path = write_zip(tmp_path / "x.zip", {name: notebook(name) for name in names})
    found = collect(course, NAME, path, "canvas", roster=people)
    assert [one.attempt.name for one in found.matched] == ["_gnp.ipynb", "ü" * 75 + ".ipynb"]
    assert "\u202e" not in found.matched[0].name


def test_the_same_name_twice_in_an_archive_is_two_notebooks(course, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("ada.ipynb", notebook("one"))
        archive.writestr("good.ipynb", notebook("good"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("ada.ipynb", notebook("two"))
    found = collect(course, NAME, tmp_path / "x.zip", "folder")
    assert "2 notebooks" in the_reason(found)
    assert attempts(course, "good")


@pytest.mark.parametrize("fault", [OverflowError, RuntimeError, EOFError, ValueError])
def test_whatever_unpacking_raises_one_upload_is_refused_and_the_others_go_on(
    course, tmp_path, monkeypatch, fault
):
    whole = download.zipfile.ZipFile.open

    def broken(archive, info, *args, **options):
        if "_10_" in getattr(info, "filename", ""):
            raise fault("cannot fit into a C ssize_t")
        return whole(archive, info, *args, **options)

    names = [canvas_name("Bell, Ben", user, 7, "x.ipynb") for user in (10, 11)]
    path = write_zip(tmp_path / "x.zip", {name: notebook("b") for name in names})
    monkeypatch.setattr(download.zipfile.ZipFile, "open", broken)
    found = collect(course, NAME, path, "canvas")
    assert [one.student for one in found.matched] == ["11"]
    assert "damaged" in found.unmatched[0].reason
