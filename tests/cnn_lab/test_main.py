"""`python -m cnn_lab start` and `ready`: what they copy, find missing, and refuse."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from small_sheets import RECORDED

from cnn_lab import checking
from cnn_lab.__main__ import main

SLIDE_RIGHT = """def slide(signal, kernel):
    if len(kernel) > len(signal):
        raise ValueError("no room")
    places = range(len(signal) - len(kernel) + 1)
    return np.array([signal[i:i + len(kernel)] @ kernel for i in places])"""
SPREAD_RIGHT = """def spread(image, times):
    return np.repeat(image, times, axis=1), times * image.shape[1]"""
STUB = "def spread(image, times):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
BOOTSTRAP = """import numpy as np
import matplotlib.pyplot as plt
from cnn_lab import check, draw, hint, progress
assignment = "90_small\""""


@pytest.fixture(autouse=True)
def _small_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checking, "_recorded", lambda: {RECORDED.assignment: RECORDED})


def _code(source: str, grade_id: str = "", **marks: Any) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": grade_id, **marks}} if grade_id else {}
    cell = {"cell_type": "code", "metadata": metadata, "outputs": [], "execution_count": None}
    return {**cell, "source": source.splitlines(keepends=True)}


def _written(text: str) -> dict[str, Any]:
    marks = {"grade_id": "why", "solution": True, "grade": True}
    return {"cell_type": "markdown", "metadata": {"nbgrader": marks}, "source": text}


def _cells(spread: str = SPREAD_RIGHT, written: str = "Because.") -> list[dict[str, Any]]:
    return [
        _code(BOOTSTRAP),
        _code(SLIDE_RIGHT, "slide", solution=True),
        _code("check(slide)", "check-slide", grade=True),
        _code("plt.plot([1, 2])\nplt.show()\ndisplay(plt.gcf())"),
        _code(spread, "spread", solution=True),
        _code("check(spread)", "check-spread", grade=True),
        _written(written),
    ]


def _save(cells: list[dict[str, Any]], name: str = "90_small.ipynb", **fields: Any) -> str:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **fields}
    Path(name).write_text(json.dumps(notebook), encoding="utf-8")
    return name


def _ready(capsys: pytest.CaptureFixture[str], file: str) -> tuple[int, str]:
    status = main(["ready", file])
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "Traceback" not in shown.out
    return status, shown.out


Capture = pytest.CaptureFixture[str]


def test_a_complete_notebook_is_ready_and_left_as_it_is(capsys: Capture) -> None:
    file = _save(_cells())
    before = Path(file).read_bytes(), os.getcwd(), os.environ.get("MPLBACKEND")
    status, said = _ready(capsys, file)
    assert (status, said.splitlines()[-1]) == (0, "90_small.ipynb is ready to hand in.")
    assert "Small things: 4 of 4 points" in said
    assert before == (Path(file).read_bytes(), os.getcwd(), os.environ.get("MPLBACKEND"))
    assert [entry.name for entry in Path().iterdir()] == [file]


def test_what_is_missing_is_listed(capsys: Capture) -> None:
    file = _save(_cells(spread=STUB, written="YOUR ANSWER HERE"))
    status, said = _ready(capsys, file)
    assert status == 1
    assert "  - spread: not started (0 of 1 point, visible cases 0 of 2)" in said
    assert "  - the written answer why is still empty" in said
    assert "  - slide" not in said


@pytest.mark.parametrize(
    "text", ["", "YOUR ANSWER HERE", "  YOUR ANSWER HERE\n", "**YOUR ANSWER HERE**"]
)
def test_a_written_answer_that_holds_nothing_is_empty(text: str, capsys: Capture) -> None:
    assert _ready(capsys, _save(_cells(written=text)))[0] == 1


def test_a_written_answer_under_its_placeholder_counts(capsys: Capture) -> None:
    file = _save(_cells(written="YOUR ANSWER HERE\n\nBecause sums commute."))
    assert _ready(capsys, file)[0] == 0


def test_a_cell_that_fails_is_named_with_its_line(capsys: Capture) -> None:
    cells = [*_cells(), _code("x = 1\n\nprint(x / 0)"), _code("y = (")]
    status, said = _ready(capsys, _save(cells))
    assert status == 1
    line = "code cell 7 (x = 1) fails: ZeroDivisionError: division by zero at line 3: print(x / 0)"
    assert line in said
    assert "code cell 8 (y = () fails: SyntaxError" in said


@pytest.mark.parametrize(
    "source", ["raise SystemExit(0)", "exit()", "input('name?')", "import os; os.chdir('/')"]
)
def test_odd_cells_do_not_end_the_run(source: str, capsys: Capture) -> None:
    here = os.getcwd()
    said = _ready(capsys, _save([*_cells(), _code(source)]))[1]
    assert "Small things: 4 of 4 points" in said
    assert os.getcwd() == here


def test_names_left_over_from_a_deleted_cell_are_missed(capsys: Capture) -> None:
    helped = "def spread(image, times):\n    return helper(image, times)"
    status, said = _ready(capsys, _save(_cells(spread=helped)))
    assert status == 1
    assert "spread: stopped with an error" in said


def test_lines_for_jupyter_are_left_out_and_mentioned(capsys: Capture) -> None:
    magic = "%matplotlib inline\n!ls\nx = 1\nif x:\n    %time y = 2\nx?\nraise ValueError('here')"
    cells = [*_cells(), _code(magic), _code("%%bash\nls (")]
    said = _ready(capsys, _save(cells))[1]
    assert "at line 7: raise ValueError('here')" in said
    assert said.count("lines for Jupyter were left out") == 2


def test_percent_signs_in_plain_python_are_kept(capsys: Capture) -> None:
    source = 'text = """\n%not magic\n"""\nassert "%not" in text\nassert 7 \\\n% 2 == 1'
    assert _ready(capsys, _save([*_cells(), _code(source)]))[0] == 0


def test_lost_ids_are_a_note_only(capsys: Capture) -> None:
    cells = [{**cell, "metadata": {}} for cell in _cells()]
    status, said = _ready(capsys, _save(cells))
    assert status == 0
    assert "Note: the ids of slide, spread were lost" in said


def test_copied_ids_are_a_note(capsys: Capture) -> None:
    cells = _cells()
    said = _ready(capsys, _save([*cells, cells[2]]))[1]
    assert "Note: the ids check-slide occur twice" in said


def test_the_notebooks_own_folder_is_where_it_runs(capsys: Capture) -> None:
    Path("mine").mkdir()
    Path("mine/data.txt").write_text("5")
    Path("mine/helper.py").write_text("seven = 7\n")
    extra = _code("assert open('data.txt').read() == '5'\nimport helper")
    file = _save([*_cells(), extra], "mine/90_small.ipynb")
    assert _ready(capsys, file)[0] == 0


def test_an_interruption_names_the_cell(capsys: Capture) -> None:
    status, said = _ready(capsys, _save([*_cells(), _code("raise KeyboardInterrupt")]))
    assert (status, said) == (1, "stopped while running code cell 7 (raise KeyboardInterrupt)\n")


def test_rules_are_checked_as_in_the_notebook(capsys: Capture) -> None:
    cells = _cells()
    cells[1] = _code("def slide(signal, kernel):\n    return np.convolve(signal, kernel)", "slide")
    said = _ready(capsys, _save(cells))[1]
    assert "  - slide: uses what it should not (0 of 3 points" in said
    assert "It uses np.convolve, which this exercise asks you not to use." in said


def _bad_files() -> dict[str, bytes]:
    cells = _cells()
    good = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}

    def changed(**fields: Any) -> bytes:
        return json.dumps({**good, **fields}).encode()

    return {
        "is no notebook (not JSON)": b"hello",
        "is no notebook (not JSON) ": b"",
        "is no notebook (not JSON)  ": b"[" * 100_000,
        "is not UTF-8 text": b'{"cells": "\xff"}',
        "is no notebook:": b"[]",
        "has an old notebook format (3)": changed(nbformat=3),
        "has an old notebook format (2)": b'{"nbformat": 2, "worksheets": []}',
        "is no notebook of format 4": changed(nbformat="4"),
        "has no cells": changed(cells=5),
        "is an empty notebook": changed(cells=[]),
        "has a damaged cell": changed(cells=[5]),
        "has a damaged cell ": changed(cells=[{"cell_type": "code", "source": [5]}]),
        "has no exercise of this course": changed(cells=[_code("x = 1")]),
    }


@pytest.mark.parametrize("said", _bad_files())
def test_a_bad_file_is_refused_in_one_sentence_that_names_it(said: str, capsys: Capture) -> None:
    Path("bad.ipynb").write_bytes(_bad_files()[said])
    status, shown = _ready(capsys, "bad.ipynb")
    assert status == 2
    assert shown.startswith(f"bad.ipynb {said.strip()}")
    assert shown.count("\n") == 1


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(capsys: Capture) -> None:
    assert _ready(capsys, "none.ipynb") == (
        2,
        "none.ipynb does not exist: check the name and the folder.\n",
    )
    Path("folder").mkdir()
    assert _ready(capsys, "folder")[1].startswith("folder is a folder")
    with open("huge.ipynb", "wb") as file:
        file.truncate(60 << 20)
    status, said = _ready(capsys, "huge.ipynb")
    assert (status, said) == (
        2,
        "huge.ipynb is too large (60 MB, and 50 MB is the limit): clear its outputs and save it.\n",
    )


# Starting.


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    release = tmp_path / "notebooks" / "02_correlation"
    release.mkdir(parents=True)
    (release / "02_correlation.ipynb").write_text("released")
    (release / "cnn_lab-0.1-py3-none-any.whl").write_text("wheel")
    (release / ".ipynb_checkpoints").mkdir()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    return tmp_path


def test_start_copies_the_release_into_work(kit: Path, capsys: Capture) -> None:
    assert main(["start", "02_correlation"]) == 0
    made = kit / "work" / "02_correlation"
    names = sorted(entry.name for entry in made.iterdir())
    assert names == ["02_correlation.ipynb", "cnn_lab-0.1-py3-none-any.whl"]
    assert "is ready: open 02_correlation.ipynb" in capsys.readouterr().out
    assert [entry.name for entry in (kit / "work").iterdir()] == ["02_correlation"]


def test_start_puts_the_map_beside_the_first_assignment_and_leaves_it_there(kit: Path) -> None:
    (kit / "notebooks" / "index.ipynb").write_text("the map")
    assert main(["start", "02_correlation"]) == 0
    mine = kit / "work" / "index.ipynb"
    assert mine.read_text() == "the map"
    mine.write_text("the map, executed")
    shutil.copytree(kit / "notebooks" / "02_correlation", kit / "notebooks" / "03_geometry")
    assert main(["start", "03_geometry"]) == 0
    assert mine.read_text() == "the map, executed"


def test_start_finds_the_kit_from_a_folder_inside_it(
    kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kit / "deep" / "er")
    assert main(["start", "02_correlation"]) == 0
    assert (kit / "work" / "02_correlation").is_dir()


def test_start_never_overwrites_a_students_work(kit: Path, capsys: Capture) -> None:
    mine = kit / "work" / "02_correlation" / "02_correlation.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my work")
    assert main(["start", "02_correlation"]) == 0
    assert "your work is left as it is" in capsys.readouterr().out
    assert mine.read_text() == "my work"


@pytest.mark.parametrize("name", ["03_geometry", "..", "../notebooks/02_correlation", "", "."])
def test_start_names_what_there_is_when_an_assignment_is_not_known(
    kit: Path, name: str, capsys: Capture
) -> None:
    assert main(["start", name]) == 2
    assert "there is: 02_correlation." in capsys.readouterr().out
    assert not (kit / "work").exists()


def test_start_outside_a_kit_says_where_to_go(capsys: Capture) -> None:
    assert main(["start", "02_correlation"]) == 2
    assert "go to the course kit first" in capsys.readouterr().out


def test_start_leaves_nothing_half_copied(
    kit: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    assert main(["start", "02_correlation"]) == 2
    assert "No space left on device" in capsys.readouterr().out
    assert not (kit / "work" / "02_correlation").exists()


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["submit"])
    assert ended.value.code == 2
