"""progress: the best visible scores, over all folders of a course, and the page at its end."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from small_sheets import RECORDED, slide_flipped, slide_right, spread_right

from cnn_lab import check, checking, progress, progressing
from cnn_lab.memory import FILE, SWITCH
from cnn_lab.progressing import SUMMARY
from cnn_lab.sheets import Outline, dump_recorded, load_outline

OTHER = Outline("91_other", "Another small course", {"twice": 2.0})
SMALL = load_outline(dump_recorded(RECORDED))
FULL = {"90_small": {"slide": 3.0, "spread": 1.0}}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an assignment, in a course of two."""
    folder = tmp_path / "90_small"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(checking, "_recorded", lambda: {RECORDED.assignment: RECORDED})
    monkeypatch.setattr(progressing, "_outlines", lambda: [SMALL, OTHER])
    return folder


def slide(signal: Any, kernel: Any) -> Any:
    return slide_right(signal, kernel)


def spread(signal: Any, step: Any) -> Any:
    return spread_right(signal, step)


def _flipped() -> Any:
    def slide(signal: Any, kernel: Any) -> Any:
        return slide_flipped(signal, kernel)

    return slide


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    progress()
    return capsys.readouterr().out


def _keep(folder: Path, scores: dict[str, dict[str, float]]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / FILE).write_text(json.dumps(scores))


def test_an_outline_is_read_without_any_case() -> None:
    assert Outline("90_small", RECORDED.title, {"slide": 3.0, "spread": 1.0}) == SMALL
    with pytest.raises(ValueError, match="not a file of recorded cases"):
        load_outline('{"assignment": "x", "title": "y"}')


def test_progress_keeps_the_best_visible_score(capsys: pytest.CaptureFixture[str]) -> None:
    assert "0 of 4 points, 0 of 2 exercises complete" in _said(capsys)
    check(slide)
    check(_flipped())
    said = _said(capsys)
    assert "[###############.....]  3 of 4 points, 1 of 2 exercises complete" in said
    assert json.loads(Path(FILE).read_text()) == {"90_small": {"slide": 3.0}}


def test_nothing_is_written_where_no_student_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "off")
    _keep(Path(), {**FULL, "91_other": {"twice": 2}})
    Path(FILE).rename("kept.json")
    check(slide)
    assert [path.name for path in Path().iterdir()] == ["kept.json"]
    Path("kept.json").rename(FILE)
    progress()
    assert [path.name for path in Path().iterdir()] == [FILE]
    Path(FILE).unlink()
    monkeypatch.delenv(SWITCH)
    check(slide)
    assert Path(FILE).exists()


def test_progress_depends_only_on_what_was_checked(capsys: pytest.CaptureFixture[str]) -> None:
    check(slide)
    first, shown = Path(FILE).read_bytes(), _said(capsys)
    check(slide)
    assert Path(FILE).read_bytes() == first
    assert _said(capsys) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "5",
        '{"90_small": 5}',
        '{"90_small": {"slide": "x"}}',
        '{"a": {"b": NaN}}',
        "[" * 10**5,
    ],
)
def test_a_damaged_file_is_told_and_left_as_it_is(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(FILE).write_text(text)
    assert check(slide) == 3.0
    assert f"{FILE} is damaged: delete it" in _said(capsys)
    assert Path(FILE).read_text() == text


def test_odd_scores_in_the_file_do_not_overflow_the_bar(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path(FILE).write_text('{"90_small": {"slide": 1e300, "spread": -5}, "x": {"y": -1}}')
    assert "[" + "#" * 15 + "....." in _said(capsys)


def test_a_file_that_cannot_be_read_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path(FILE).mkdir()
    assert check(slide) == 3.0
    assert "cannot be read here" in _said(capsys)


def test_a_folder_that_cannot_be_written_is_no_obstacle(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: Any, **kwargs: Any) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "write_text", refused)
    assert check(slide) == 3.0
    assert "0 of 4 points" in _said(capsys)


# The whole course.


def test_what_was_checked_in_the_folders_beside_this_one_counts(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep(here.parent / "91_other", {"91_other": {"twice": 2}})
    assert "Another small course  [####################]  2 of 2 points" in _said(capsys)


def test_from_the_folder_above_the_assignments_in_it_count(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep(here, {"90_small": {"slide": 3}})
    monkeypatch.chdir(here.parent)
    assert "3 of 4 points" in _said(capsys)


def test_the_best_of_several_folders_counts_and_strangers_do_not(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep(here, {"90_small": {"slide": 3}})
    _keep(here.parent / "91_other", {"90_small": {"slide": 1, "spread": 1}})
    _keep(here.parent / "somebody_else", {"91_other": {"twice": 2}})
    said = _said(capsys)
    assert "4 of 4 points" in said
    assert "0 of 2 points" in said


def test_a_damaged_file_beside_this_one_is_told_with_its_place(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep(here.parent / "91_other", {})
    (here.parent / "91_other" / FILE).write_text("{")
    assert f"{Path('..', '91_other', FILE)} is damaged" in _said(capsys)


def test_at_the_end_a_page_with_its_day_is_written_once(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep(here, FULL)
    assert SUMMARY not in _said(capsys)
    _keep(here.parent / "91_other", {"91_other": {"twice": 2}})
    said = _said(capsys)
    assert "Every exercise of the course passes its visible cases." in said
    assert SUMMARY in said
    text = Path(SUMMARY).read_text()
    assert f"Complete on {datetime.date.today().isoformat()}." in text
    assert "Another small course" in text
    assert "no certificate" in text
    Path(SUMMARY).write_text("of an earlier day")
    assert SUMMARY in _said(capsys)
    assert Path(SUMMARY).read_text() == "of an earlier day"


def test_the_end_is_told_where_no_page_can_be_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _keep(here, {**FULL, "91_other": {"twice": 2}})
    Path(SUMMARY + ".new").mkdir()
    said = _said(capsys)
    assert "Every exercise of the course" in said
    assert SUMMARY not in said
