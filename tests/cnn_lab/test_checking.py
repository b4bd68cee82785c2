"""check, hint and progress as students call them: in a terminal, in IPython, in a real kernel."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import textwrap
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_sheets import RECORDED, SLIDE, slide_flipped, slide_right, spread_right

from cnn_lab import Result, check, checking, hint
from cnn_lab.sheets import Recorded, dump_recorded

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _small_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two recorded exercises, and a folder of their own for what is remembered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(checking, "_recorded", lambda: {RECORDED.assignment: RECORDED})


def slide(signal: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return slide_right(signal, kernel)


def _named(name: str, function: Any) -> Any:
    function.__name__ = name
    return function


def _slide(function: Any) -> Any:
    return _named("slide", lambda signal, kernel: function(signal, kernel))


def _cell(source: str, **names: Any) -> dict[str, Any]:
    """Run source as a notebook's cell; its names afterwards."""
    namespace: dict[str, Any] = {"np": np, "check": check, "hint": hint, **names}
    exec(compile(textwrap.dedent(source), "<cell>", "exec"), namespace)
    return namespace


# The value.


def test_the_value_is_the_score_and_prints_as_a_float(capsys: pytest.CaptureFixture[str]) -> None:
    result = check(slide)
    assert (result, repr(result), str(result), f"{result}") == (3.0, "3.0", "3.0", "3.0")
    assert isinstance(result, float)
    assert json.dumps(result) == "3.0"
    assert (result.exercise, result.status) == ("slide", "passed")
    assert result.verdict is not None


def test_details_stay_reachable() -> None:
    result = check(_slide(slide_flipped))
    assert result == 0.0
    assert result.status == "failed"
    assert result.verdict is not None
    assert result.verdict.mistake is not None
    assert result.verdict.mistake.name == "flipped"
    assert "Looks like: The kernel was turned." in result.text
    assert result.html.startswith("<div")


def test_a_result_has_no_picture_of_its_own_so_that_its_plain_text_is_the_score() -> None:
    assert not [name for name in dir(Result) if name.startswith("_repr_")]
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(check(slide))
    assert data == {"text/plain": "3.0"}


def test_a_terminal_gets_plain_text_and_nothing_on_stderr(
    capsys: pytest.CaptureFixture[str],
) -> None:
    check(slide)
    shown = capsys.readouterr()
    assert shown.out == (
        "slide: passed, 3 of 3 points\n"
        "  visible cases 4 of 4; the grade also uses fresh hidden cases\n"
    )
    assert shown.err == ""


def test_a_narrow_encoding_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))

    def failing(signal: Any, kernel: Any) -> None:
        raise ValueError("Größe ≠ \u3042")

    check(_slide(failing))
    sys.stdout.flush()
    assert "Größe ? ?" in raw.getvalue().decode("cp1252")


def test_checking_twice_shows_the_same() -> None:
    one, other = check(_slide(slide_flipped)), check(_slide(slide_flipped))
    assert (one.html, one.text) == (other.html, other.text)


# Whatever the student's function does.


class Own(BaseException):
    pass


def _exits(signal: Any, kernel: Any) -> None:
    sys.exit(3)


def _own(signal: Any, kernel: Any) -> None:
    raise Own("mine")


def _recursing(signal: Any, kernel: Any) -> Any:
    return _recursing(signal, kernel)


def _too_few(signal: Any) -> None:
    pass


def _closing(signal: Any, kernel: Any) -> Any:
    sys.stdout.close()
    sys.stderr.close()
    return slide_right(signal, kernel)


def _bytes(signal: Any, kernel: Any) -> Any:
    sys.stdout.write(b"bytes")  # type: ignore[arg-type]


def _rude(signal: Any, kernel: Any) -> Any:
    class Rude:
        def __getattribute__(self, name: str) -> Any:
            raise SystemExit

    return Rude()


@pytest.mark.parametrize(
    ("function", "status"),
    [
        (_exits, "error"),
        (_own, "error"),
        (_recursing, "error"),
        (_too_few, "error"),
        (_closing, "passed"),
        (_bytes, "error"),
        (_rude, "failed"),
        (lambda signal, kernel: (x for x in "ab"), "failed"),
        (lambda signal, kernel: np.full(4, None), "failed"),
    ],
)
def test_check_never_raises_for_what_a_function_does(function: Any, status: str) -> None:
    assert check(_named("slide", function)).status == status


def test_a_function_that_warns_or_writes_to_stderr_leaves_stderr_empty(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def warning(signal: Any, kernel: Any) -> Any:
        warnings.warn("careful", stacklevel=1)
        print("to stderr", file=sys.stderr)
        np.zeros(1) / np.zeros(1)
        return slide_right(signal, kernel)

    assert check(_slide(warning)) == 3.0
    assert capsys.readouterr().err == ""


def test_prints_are_shown_shortened_and_the_rest_is_counted() -> None:
    def chatty(signal: Any, kernel: Any) -> Any:
        for i in range(100):
            print("row", i)
        return slide_right(signal, kernel)

    shown = check(_slide(chatty)).text
    assert "  it printed:\n    row 0\n    row 1\n" in shown
    assert "row 8" not in shown
    assert "... and 392 more lines" in shown


def test_numpys_error_settings_and_standard_streams_are_as_before() -> None:
    def meddling(signal: Any, kernel: Any) -> Any:
        np.seterr(all="raise")
        sys.stdout = sys.stderr = None  # type: ignore[assignment]
        return slide_right(signal, kernel)

    before = np.geterr(), sys.stdout, sys.stderr
    check(_slide(meddling))
    assert (np.geterr(), sys.stdout, sys.stderr) == before


def test_an_interruption_names_the_case_and_ends_cleanly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def slow(signal: Any, kernel: Any) -> Any:
        if signal.dtype.kind == "i":
            raise KeyboardInterrupt
        return slide_right(signal, kernel)

    result = check(_slide(slow))
    assert (result, result.status) == (0.0, "stopped")
    said = capsys.readouterr().out
    assert "stopped while running slide on signal (4,), kernel (2,)\n" in said
    assert "Traceback" not in said


def test_the_students_arrays_of_one_case_do_not_reach_the_next() -> None:
    def clearing(signal: Any, kernel: Any) -> Any:
        found = slide_right(signal, kernel)
        signal *= 0
        return found

    check(_slide(clearing))
    assert check(slide) == 3.0


# Finding the exercise.


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (lambda x: x, "a lambda has none: write it with def slide(...)."),
        (5, "This is no function but int: pass the function itself, as in check(slide)."),
        (None.__class__, "No exercise is called NoneType."),
        (np.convolve, "No exercise is called convolve."),
        (_named("slid", lambda x: x), "No exercise is called slid. Did you mean slide?"),
        ("slide", "This is no function but text: pass the function itself, as in check(slide)."),
        (_named("x" * 500, lambda x: x), "xxx..."),
        (type("Odd", (), {"__name__": 5})(), "This is no function but Odd"),
    ],
)
def test_what_is_no_exercise_is_told_in_a_sentence(thing: Any, said: str) -> None:
    result = check(thing)
    assert (result, result.status) == (0.0, "unknown")
    assert said in result.text


def test_the_exercises_are_named_when_one_is_not_known() -> None:
    assert "The exercises are slide and spread." in check(np.convolve).text


def test_the_notebooks_own_assignment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Recorded("91_other", "Other", "", (RECORDED.sheets[1], SLIDE))
    known = {"91_other": other, "90_small": RECORDED}
    monkeypatch.setattr(checking, "_recorded", lambda: known)
    seen = _cell("result = check()", assignment="90_small", slide=slide)["result"]
    assert seen.exercise == "90_small"
    seen = _cell("result = check()", assignment="91_other", slide=slide)["result"]
    assert seen.exercise == "91_other"


# Rules, and what an exercise builds on.


def test_a_forbidden_name_earns_nothing_and_is_named(tmp_path: Path) -> None:
    source = (
        "import numpy as np\ndef slide(signal, kernel):\n    return np.convolve(signal, kernel)\n"
    )
    (tmp_path / "mine.py").write_text(source)
    namespace: dict[str, Any] = {}
    exec(compile(source, str(tmp_path / "mine.py"), "exec"), namespace)
    result = check(namespace["slide"])
    assert (result, result.status) == (0.0, "forbidden")
    assert "It uses np.convolve, which this exercise asks you not to use." in result.text


def test_a_library_that_another_cell_imported_is_seen(tmp_path: Path) -> None:
    source = "def slide(signal, kernel):\n    return ss.correlate(signal, kernel, 'valid')\n"
    (tmp_path / "mine.py").write_text(source)
    import scipy.signal

    namespace: dict[str, Any] = {"ss": scipy.signal}
    exec(compile(source, str(tmp_path / "mine.py"), "exec"), namespace)
    assert check(namespace["slide"]).status == "forbidden"
    namespace = {"correlate": scipy.signal.correlate}
    exec(compile(source.replace("ss.", ""), str(tmp_path / "mine.py"), "exec"), namespace)
    (tmp_path / "mine.py").write_text(source.replace("ss.", ""))
    assert check(namespace["slide"]).status == "forbidden"


def test_a_source_that_cannot_be_had_is_no_obstacle() -> None:
    namespace: dict[str, Any] = {"slide_right": slide_right}
    exec("def slide(signal, kernel):\n    return slide_right(signal, kernel)\n", namespace)
    assert check(namespace["slide"]) == 3.0


SPREAD_WRONG = "def spread(image, times):\n    return slide(image[0], image[0]), 1\n"


def test_an_earlier_exercise_that_fails_is_told_first() -> None:
    run = SPREAD_WRONG + "result = check(spread)"
    said = _cell(run, slide=_slide(slide_flipped))["result"].text.splitlines()
    assert said[2] == "slide, which this builds on, fails its own check: mend that first."


def test_an_earlier_exercise_that_is_not_written_is_told_first() -> None:
    source = "def slide(signal, kernel):\n    raise NotImplementedError()\n" + SPREAD_WRONG
    said = _cell(source + "result = check(spread)")["result"].text
    assert "slide, which this builds on, is not written yet: write that first." in said


def test_a_right_earlier_exercise_is_not_mentioned() -> None:
    run = SPREAD_WRONG + "result = check(spread)"
    assert "builds on" not in _cell(run, slide=slide)["result"].text
    wrong = "result = check(spread)"
    right = _named("spread", lambda image, times: spread_right(image, times))
    namespace = _cell(wrong, slide=_slide(slide_flipped), spread=right)
    assert "builds on" not in namespace["result"].text


def test_an_earlier_exercise_that_is_not_called_is_not_mentioned() -> None:
    alone = "def spread(image, times):\n    return image[0], 1\nresult = check(spread)"
    text = _cell(alone, slide=_slide(slide_flipped))["result"].text
    assert "is wrong" in text or "has the wrong" in text
    assert "builds on" not in text
    within = "def spread(image, times):\n    return [slide(x, x) for x in image], 1\n"
    said = _cell(within + "result = check(spread)", slide=_slide(slide_flipped))["result"].text
    assert "slide, which this builds on, fails" in said


def test_who_only_waits_for_an_earlier_exercise_is_not_told_to_write_this_one() -> None:
    source = "def slide(signal, kernel):\n    raise NotImplementedError()\n"
    source += "def spread(image, times):\n    return slide(image[0], image[0]), 1\n"
    said = _cell(source + "result = check(spread)")["result"].text
    assert "slide, which this builds on, is not written yet" in said
    assert "spread still raises" not in said
    assert "write it in the cell above" not in said


def test_an_exception_that_is_returned_is_told_apart_from_one_that_is_raised() -> None:
    def returned(signal, kernel):
        return ValueError("too long") if len(kernel) > len(signal) else slide_right(signal, kernel)

    said = check(_slide(returned)).text
    assert "it returns an exception where it should raise ValueError." in said
    assert "Try: write `raise` in place of `return`." in said
    assert "expected ValueError" not in said


# The whole notebook.


def test_check_without_a_function_is_the_whole_notebook() -> None:
    result = _cell("result = check()", slide=slide)["result"]
    assert (result, repr(result)) == (3.0, "3.0")
    assert [(row.title, row.status) for row in result.rows] == [
        ("slide", "passed"),
        ("spread", "not_started"),
    ]
    assert "not defined yet: run its cell" in result.text


def test_check_where_nothing_is_defined_says_so() -> None:
    result = _cell("result = check()")["result"]
    assert (result, result.status) == (0.0, "unknown")
    assert "No exercise is defined here yet" in result.text


def test_an_interruption_of_the_whole_notebook_names_the_case() -> None:
    def slow(signal: Any, kernel: Any) -> Any:
        raise KeyboardInterrupt

    result = _cell("result = check()", slide=_slide(slow))["result"]
    assert result.status == "stopped"
    assert "stopped while running slide on signal (5,), kernel (2,)" in result.text


# Hints.


def test_hints_come_in_order_and_say_how_many_more_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hint(slide)
    assert capsys.readouterr().out == (
        "Hint 1 of 3 for slide (a nudge): Nudge.\n2 more: `hint(slide, 2)`\n"
    )
    hint("slide", 3)
    assert capsys.readouterr().out == (
        "Hint 3 of 3 for slide (almost there): Almost there.\nThat was the last hint.\n"
    )


@pytest.mark.parametrize("level", [0, 4, -1, True, "2", None, 1.0])
def test_another_level_is_told_in_a_sentence(
    level: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    hint(slide, level)
    assert "The hints for slide are numbered 1 to 3" in capsys.readouterr().out


def test_a_hint_for_an_unknown_name_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hint("slidee")
    hint(5)  # type: ignore[arg-type]
    said = capsys.readouterr().out
    assert "No exercise is called slidee. Did you mean slide?" in said
    assert "This is no function but int" in said


# Where students really are.

SETUP = f"""
import sys; sys.path.insert(0, {str(HERE)!r})
from cnn_lab import check, checking, hint, progress
from small_sheets import RECORDED
checking._recorded = lambda: {{RECORDED.assignment: RECORDED}}
"""


def _kernel(tmp_path: Path, cells: list[str]) -> list[Any]:
    """The outputs of cells run by a real kernel."""
    import nbformat
    from nbclient import NotebookClient

    made = [nbformat.v4.new_code_cell(cell) for cell in (SETUP, *cells)]
    notebook = nbformat.v4.new_notebook(cells=made)
    NotebookClient(notebook, resources={"metadata": {"path": str(tmp_path)}}).execute()
    return [cell.outputs for cell in notebook.cells[1:]]


def test_in_a_kernel_the_report_is_html_and_the_cells_value_is_the_float(tmp_path: Path) -> None:
    slide_source = (
        "def slide(signal, kernel):\n    print('hello')\n    part = signal[99]\n    return part"
    )
    cells = [slide_source, "check(slide)", "check()", "hint(slide)", "progress()"]
    outputs = _kernel(tmp_path, cells)
    assert outputs[0] == []
    report, value = outputs[1]
    assert report.output_type == "display_data"
    assert "<div" in report.data["text/html"]
    assert "(your line 3: part = signal[99])" in report.data["text/plain"]
    assert "    hello" in report.data["text/plain"]
    assert value.output_type == "execute_result"
    assert dict(value.data) == {"text/plain": "0.0"}
    assert [output.output_type for output in outputs[2]] == ["display_data", "execute_result"]
    assert [output.output_type for output in outputs[3]] == ["display_data"]
    assert [output.output_type for output in outputs[4]] == ["display_data"]


def test_a_kernels_rule_check_sees_the_source_of_a_cell(tmp_path: Path) -> None:
    source = (
        "import numpy as np\ndef slide(signal, kernel):\n    return np.convolve(signal, kernel)"
    )
    outputs = _kernel(tmp_path, [source, "check(slide)"])
    assert "It uses np.convolve" in outputs[1][0].data["text/plain"]


def test_interrupting_a_kernel_names_the_case_without_a_traceback(tmp_path: Path) -> None:
    source = (
        "import _thread\n"
        "def slide(signal, kernel):\n"
        "    _thread.interrupt_main()\n"
        "    while True:\n"
        "        pass"
    )
    report, value = _kernel(tmp_path, [source, "check(slide)"])[1]
    assert "stopped while running slide on signal (5,), kernel (2,)" in report.data["text/plain"]
    assert dict(value.data) == {"text/plain": "0.0"}


def test_stock_nbgrader_reads_the_score_from_a_check_cell(tmp_path: Path) -> None:
    import nbformat
    from nbgrader.utils import determine_grade

    outputs = _kernel(tmp_path, ["def slide(s, k):\n    return [1.0]", "check(slide)"])
    cell = nbformat.v4.new_code_cell("check(slide)", outputs=outputs[1])
    cell.metadata["nbgrader"] = {
        "grade": True,
        "solution": False,
        "points": 3,
        "grade_id": "check-slide",
        "locked": True,
        "schema_version": 3,
        "cell_type": "code",
    }
    assert determine_grade(cell) == (0.0, 3.0)


def test_a_plain_interpreter_without_ipython_shows_text(tmp_path: Path) -> None:
    code = SETUP + textwrap.dedent(
        """
        def slide(signal, kernel):
            return signal
        print(repr(check(slide)))
        assert "IPython" not in sys.modules
        assert "matplotlib" not in sys.modules
        """
    )
    done = subprocess.run(
        [sys.executable, "-"],
        input=code,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
    )
    assert done.stderr == ""
    assert done.stdout.startswith("slide: not right yet, 0 of 3 points\n")
    assert done.stdout.endswith("\n0.0\n")


def test_recorded_sheets_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    calls = []
    monkeypatch.setattr(checking, "recorded_assignments", lambda: calls.append(1) or {})
    checking._recorded.cache_clear()
    checking._recorded()
    checking._recorded()
    checking._recorded.cache_clear()
    assert calls == [1]
    assert dump_recorded(RECORDED)
