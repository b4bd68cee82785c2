"""Reading a handed-in file: every damaged one gets one sentence with its mend."""

import json
import os

import nbformat
import pytest

from autograde.grading import reading
from autograde.grading.reading import Unreadable, plain, read_bytes, read_file


def notebook(**changes):
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": ["x = 1"]}
    made = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return {**made, **changes}


def data(**changes):
    return json.dumps(notebook(**changes)).encode()


def test_a_sound_notebook_is_read_with_its_ids():
    grade = {"nbgrader": {"grade_id": "correlate2d"}}
    cell = {"cell_type": "code", "id": "c1", "metadata": grade, "source": ["a\n", "b"]}
    kit = {"cnn_kit": {"assignment": "02_correlation", "build": "abc"}}
    handed = read_bytes(data(cells=[cell], metadata=kit))
    assert handed.cells == (reading.Cell("code", "a\nb", "correlate2d", "c1"),)
    assert (handed.assignment, handed.build, handed.notes) == ("02_correlation", "abc", ())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"\xff\xfe\x00", "not UTF-8 text (byte 0)"),
        (b"<html>", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "no notebook"),
        (data(cells=[]), "it has no cells"),
        (data(cells={"a": 1}), "it has no cells"),
        (data(nbformat=2), "nbformat is 2"),
        (data(nbformat="4" * 100), "nbformat is 44444444444444444444,"),
        (data(nbformat=True), "nbformat is True"),
        (data(nbformat=3), "old format 3 and cannot be converted"),
    ],
)
def test_what_is_no_notebook_gets_one_sentence(content, sentence):
    with pytest.raises(Unreadable) as caught:
        read_bytes(content)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_old_notebook_is_converted_and_that_is_noted():
    new = nbformat.from_dict(notebook())
    new["nbformat_minor"] = 4
    new["cells"][0].pop("id")
    new["cells"][0]["execution_count"] = None
    handed = read_bytes(json.dumps(nbformat.convert(new, 3)).encode())
    assert [cell.source for cell in handed.cells] == ["x = 1"]
    assert "old format 3" in handed.notes[0]


@pytest.mark.parametrize(
    "cell",
    [
        7,
        {"cell_type": "evil", "source": ""},
        {"cell_type": "code", "source": [1, 2]},
        {"cell_type": "code", "source": {"a": 1}},
        {"cell_type": "code", "source": "x" * (reading.MAX_CELL_TEXT + 1)},
    ],
)
def test_damaged_cells_are_left_out_and_counted(cell):
    handed = read_bytes(data(cells=[cell, *notebook()["cells"]]))
    assert len(handed.cells) == 1
    assert handed.notes == ("1 damaged cells were left out",)


@pytest.mark.parametrize(
    "metadata", [None, [], "x", {"nbgrader": 3}, {"nbgrader": {"grade_id": 5}}]
)
def test_odd_metadata_is_not_believed_and_not_fatal(metadata):
    cell = {"cell_type": "code", "source": "x", "metadata": metadata}
    handed = read_bytes(data(cells=[cell], metadata=metadata))
    assert handed.cells == (reading.Cell("code", "x"),)


def test_too_many_cells_are_refused():
    cells = [{"cell_type": "raw", "source": ""}] * (reading.MAX_CELLS + 1)
    with pytest.raises(Unreadable, match="limit=20000"):
        read_bytes(data(cells=cells))


def test_a_link_is_refused_although_its_target_is_sound(tmp_path):
    (tmp_path / "real.ipynb").write_bytes(data())
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "real.ipynb")
    assert read_file(tmp_path / "real.ipynb").cells
    with pytest.raises(Unreadable, match="it is a link"):
        read_file(tmp_path / "link.ipynb")


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.ipynb")
    for path in (tmp_path / "pipe.ipynb", tmp_path):
        with pytest.raises(Unreadable, match="not a regular file"):
            read_file(path)


def test_a_missing_and_a_huge_file_name_the_mend(tmp_path, monkeypatch):
    with pytest.raises(Unreadable, match="no such file"):
        read_file(tmp_path / "none.ipynb")
    monkeypatch.setattr(reading, "MAX_BYTES", 1 << 20)
    (tmp_path / "huge.ipynb").write_bytes(b" " * (3 << 20))
    with pytest.raises(Unreadable, match=r"3 MB \(limit=1 MB\)\. Clear all outputs"):
        read_file(tmp_path / "huge.ipynb")


def test_plain_text_has_one_line_no_control_characters_and_an_end():
    assert plain("a\x1b[31mb\n\tc\u202e") == "a [31mb c"
    assert len(plain("x" * 1000, 50)) == 50


def text_cell(source, attachments):
    return {"cell_type": "markdown", "source": source, "attachments": attachments}


def read_text(source, attachments):
    (cell,) = read_bytes(data(cells=[text_cell(source, attachments)])).cells
    return cell.source


@pytest.mark.parametrize("packed", ["iVBORw0KGgo=", ["iVBO\n", "Rw0KGgo=\n"]])
def test_pictures_pasted_into_a_text_come_along(packed):
    attachments = {"my photo.png": {"image/png": packed}}
    found = read_text("See ![it](attachment:my%20photo.png).", attachments)
    assert found == "See ![it](data:image/png;base64,iVBORw0KGgo=)."


@pytest.mark.parametrize(
    "attachments",
    [
        None,
        [],
        "x",
        {"a": None},
        {"a": {"image/png": 3}},
        {"a": {"image/png": ["aaaa", 3]}},
        {"a": {"image/png": "aaaa) <script>"}},
        {"a": {"image/svg+xml": "aaaa"}},
        {"a": {"text/html": "aaaa"}},
        {"b": {"image/png": "aaaa"}},
    ],
)
def test_what_is_no_picture_stays_a_name(attachments):
    assert read_text("![](attachment:a)", attachments) == "![](attachment:a)"


def test_pictures_named_often_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(reading, "MAX_PROSE", 1000)
    found = read_text("![](attachment:a)" * 20, {"a": {"image/png": "A" * 200}})
    assert len(found) <= 1000
    assert found.count("base64") == 1


def test_pictures_of_many_cells_share_the_room(monkeypatch):
    monkeypatch.setattr(reading, "MAX_PROSE", 1000)
    cell = {
        "cell_type": "markdown",
        "source": "![](attachment:a)",
        "attachments": {"a": {"image/png": "A" * 200}},
    }
    found = reading.read_bytes(
        json.dumps({"cells": [cell] * 50, "metadata": {}, "nbformat": 4}).encode()
    )
    assert sum("base64" in one.source for one in found.cells) == 4
    assert len(found.cells) == 50


def test_halves_of_characters_are_replaced_so_that_the_text_can_be_stored():
    cell = {"cell_type": "code", "source": "x = '\ud800'"}
    assert read_bytes(data(cells=[cell])).cells[0].source == "x = '?'"


def test_an_odd_format_is_named_in_plain_text():
    with pytest.raises(Unreadable) as caught:
        read_bytes(data(nbformat="\x1b]0;hacked\x07\n5"))
    assert "nbformat is ]0;hacked 5, 4 is expected" in str(caught.value)
