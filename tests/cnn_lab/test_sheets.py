"""Recorded sheets: there and back, whole, and from wherever the package lies."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from small_sheets import RECORDED, SLIDE

import cnn_lab
from cnn_lab import sheets
from cnn_lab.conventions import PAGE
from cnn_lab.sheets import dump_recorded, load_recorded, recorded_assignments
from cnn_lab.values import dumps


def _same(one: object, other: object) -> bool:
    return dumps(one) == dumps(other)


def test_recorded_sheets_come_back_whole() -> None:
    back = load_recorded(dump_recorded(RECORDED))
    assert (back.assignment, back.title, back.build) == ("90_small", "Small things", "a build")
    assert [sheet.exercise for sheet in back.sheets] == [s.exercise for s in RECORDED.sheets]
    for before, after in zip(RECORDED.sheets, back.sheets, strict=True):
        assert before.kinds == after.kinds
        assert before.mistakes == after.mistakes
        assert before.hints == after.hints
        assert before.points == after.points
        assert _same(before.expected, after.expected)
        assert _same(before.wrong, after.wrong)
        for case, other in zip(before.cases, after.cases, strict=True):
            assert case.judged == other.judged
            assert _same([call.args for call in case.calls], [call.args for call in other.calls])


def test_writing_twice_gives_the_same_text() -> None:
    text = dump_recorded(RECORDED)
    assert dump_recorded(load_recorded(text)) == text


def test_a_mistakes_value_is_kept_only_where_it_shows() -> None:
    text = json.loads(dump_recorded(RECORDED))
    row = text["sheets"][0]["wrong"]["tuple"][0]["dict"]
    assert len(row) < len(SLIDE.cases)


@pytest.mark.parametrize(
    "text", ["", "[]", "5", "{}", '{"sheets": 5}', '{"sheets": [{}]}', '{"sheets": [5]}']
)
def test_other_texts_are_no_recorded_sheets(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        load_recorded(text)


def test_damaged_sheets_are_refused() -> None:
    text = dump_recorded(RECORDED)
    for old, new in (('"cases"', '"case"'), ('"record"', '"rec"'), ('"float64"', '"object"')):
        with pytest.raises(ValueError, match=r"."):
            load_recorded(text.replace(old, new))


def test_a_sheet_is_found_by_its_exercise() -> None:
    assert RECORDED.sheet("slide") is SLIDE
    assert RECORDED.sheet("glide") is None


def test_without_recorded_files_there_are_no_assignments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets.resources, "files", lambda package: tmp_path)
    assert recorded_assignments() == {}


def test_recorded_files_are_read_in_the_order_of_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "recorded"
    folder.mkdir()
    for name in ("b", "a"):
        text = dump_recorded(RECORDED).replace("90_small", name)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "notes.txt").write_text("not JSON")
    monkeypatch.setattr(sheets.resources, "files", lambda package: tmp_path)
    found = recorded_assignments()
    assert list(found) == ["a", "b"]
    (folder / "b.json").write_text("damaged")
    assert found["a"].assignment == "a"  # no other file is read
    assert "b" in found
    with pytest.raises(ValueError, match=r"."):
        found["b"]


def test_a_wheel_on_the_path_reads_its_recorded_sheets_without_being_unpacked(
    tmp_path: Path,
) -> None:
    wheel = tmp_path / "cnn_lab.whl"
    package = Path(cnn_lab.__file__).parent
    with zipfile.ZipFile(wheel, "w") as archive:
        for file in sorted([*package.rglob("*.py"), package / PAGE]):
            archive.write(file, Path("cnn_lab") / file.relative_to(package))
        archive.writestr("cnn_lab/recorded/90_small.json", dump_recorded(RECORDED))
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
        "import cnn_lab\n"
        "assert '.whl' in cnn_lab.__file__, cnn_lab.__file__\n"
        "def slide(signal, kernel):\n"
        "    return signal[9]\n"
        "result = cnn_lab.check(slide)\n"
        "print(result.verdict.failure.got[0].where)\n"
    )
    file = tmp_path / "mine.py"
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(file)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert "visible cases 0 of" in done.stdout
    assert done.stdout.rstrip().endswith("line 5: return signal[9]")


def test_expected_values_keep_their_dtype() -> None:
    back = load_recorded(dump_recorded(RECORDED)).sheet("slide")
    assert back is not None
    kinds = {np.asarray(seen[0]).dtype.kind for seen in back.expected}
    assert kinds >= {"f", "i"}
