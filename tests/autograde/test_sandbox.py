"""Cells and questions in the sandbox, when nobody means harm."""

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import numpy as np
import pytest
from sandboxes import SMALL, case, isolated, said, values

from autograde.grading import mounts
from autograde.grading.processes import Process, parent_of
from autograde.grading.sandbox import Limits, Run, Sandbox, SandboxError

pytestmark = pytest.mark.bwrap


def test_cells_share_their_variables(run: Run) -> None:
    said(run, "x = 20")
    assert said(run, "x += 1\nprint(x)") == "21"


def test_a_cell_that_raises_is_reported_with_its_line_and_keeps_what_it_did(run: Run) -> None:
    outcome = run.cell("a = 1\nprint('so far')\nb = a / 0\nc = 2")
    assert outcome.status == "error"
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.line) == ("ZeroDivisionError", 3)
    assert outcome.error.text == "b = a / 0"
    assert outcome.output == "so far\n"
    assert said(run, "print(a)") == "1"


def test_the_line_is_the_one_in_this_cell_even_if_the_error_lies_deeper(run: Run) -> None:
    said(run, "import numpy as np")
    outcome = run.cell("def f():\n    return np.zeros((2, 3)) @ np.zeros((2, 3))\n\nf()")
    assert outcome.error is not None
    assert (outcome.error.type, outcome.error.line) == ("ValueError", 2)


def test_a_syntax_error_reports_its_line(run: Run) -> None:
    error = run.cell("a = 1\n\nfor i in range(3)\n    pass").error
    assert error is not None
    assert (error.type, error.line, error.text) == ("SyntaxError", 3, "for i in range(3)")


def test_an_error_whose_text_raises_is_still_reported(run: Run) -> None:
    source = "class E(Exception):\n    def __str__(self): raise ValueError\nraise E()"
    error = run.cell(source).error
    assert error is not None
    assert (error.type, error.line) == ("E", 3)


def test_what_an_error_says_is_short_and_plain(run: Run) -> None:
    error = run.cell("raise ValueError('\\x1b[31mred\\x1b[0m\\x00' + 'x' * 100_000)").error
    assert error is not None
    assert error.message.startswith("red\ufffdxxx")
    assert len(error.message) < 3_000


def test_exit_does_not_end_the_notebook(run: Run) -> None:
    assert run.cell("import sys\nsys.exit(3)").status == "error"
    assert run.cell("exit()").status == "ok"
    assert said(run, "print('still here')") == "still here"


@pytest.mark.parametrize("code", [0, 3])
def test_a_cell_that_ends_its_process_is_left_out_and_later_cells_run(run: Run, code: int) -> None:
    said(run, "x = 1")
    outcome = run.cell(f"x = 2\nimport os\nos._exit({code})")
    assert outcome.status == "killed"
    assert f"exit code {code}" in outcome.note
    assert said(run, "print(x)") == "1"


def test_a_crash_names_its_signal(run: Run) -> None:
    outcome = run.cell("import ctypes\nctypes.string_at(0)")
    assert outcome.status == "killed"
    assert "SIGSEGV" in outcome.note
    assert said(run, "print(1)") == "1"


def test_questions_are_answered_in_order_with_plain_values(run: Run) -> None:
    said(run, "def double(x):\n    return 2 * x")
    answer = run.ask([case("double", 1.5), case("double", np.arange(3)), case("double", "ab")])
    assert answer.status == "ok"
    first, second, third = values(answer.replies)
    assert first == 3.0
    assert np.array_equal(second, [0, 2, 4])  # type: ignore[arg-type]
    assert third == "abab"


def test_what_a_function_prints_or_raises_is_kept_and_harms_no_other_case(run: Run) -> None:
    said(run, "def f(x):\n    print('got', x)\n    if x == 2: raise KeyError('two')\n    return x")
    answer = run.ask([case("f", 1), case("f", 2), case("f", 3)])
    assert answer.status == "ok", answer
    one, two, three = values(answer.replies)
    assert (one, three) == (1, 3)
    assert two.types[0] == "KeyError"  # type: ignore[attr-defined]
    assert answer.output == "got 1\ngot 2\ngot 3\n"


def test_a_question_changes_nothing_for_the_next(run: Run) -> None:
    said(run, "n = 0\ndef count():\n    global n\n    n += 1\n    return n")
    assert values(run.ask([case("count"), case("count")]).replies) == [1, 2]
    assert values(run.ask([case("count")]).replies) == [1]


def test_a_function_that_ends_its_process_loses_only_the_later_replies(run: Run) -> None:
    said(run, "import os\ndef f(x):\n    if x == 2: os._exit(0)\n    return x")
    answer = run.ask([case("f", 1), case("f", 2), case("f", 3)])
    assert answer.status == "killed"
    assert values(answer.replies) == [1]
    assert values(run.ask([case("f", 4)]).replies) == [4]


def test_large_inputs_and_replies_pass(run: Run) -> None:
    said(run, "def same(x):\n    return x")
    big = np.arange(60_000, dtype=np.float64).reshape(200, 300)
    (back,) = values(run.ask([case("same", big)]).replies)
    assert np.array_equal(back, big)  # type: ignore[arg-type]


def test_numpy_matplotlib_and_ipython_work(run: Run) -> None:
    said(run, "%matplotlib inline")
    assert said(run, "import numpy as np\nprint(np.linalg.inv(2 * np.eye(2))[0, 0])") == "0.5"
    figure = said(
        run,
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('Größe')\n"
        "plt.savefig('figure.png')\nplt.show()\n"
        "import os\nprint(os.path.getsize('figure.png') > 999)",
    )
    assert figure.endswith("True")
    assert "Warning" not in figure
    assert said(run, "print(get_ipython() is not None)") == "True"
    assert said(run, "from concurrent.futures import *\nprint('ok')") == "ok"


def test_only_what_the_course_needs_can_be_imported(run: Run) -> None:
    for name in ("scipy", "nbgrader", "cnn_ref", "autograde", "pip", "pytest", "jupytext"):
        outcome = run.cell(f"import {name}")
        assert outcome.error is not None, name
        assert outcome.error.type == "ModuleNotFoundError", name


def test_the_closure_names_requirements_of_requirements_but_no_extras() -> None:
    found = mounts.closure(["matplotlib"])
    assert {"matplotlib", "numpy", "python-dateutil"} <= found
    assert not found & {"scipy", "pytest", "ipython", "nbgrader"}


def test_a_cell_that_takes_too_long_is_left_out(run: Run) -> None:
    said(run, "x = 1")
    outcome = run.cell("x = 2\nprint('begun')\nimport time\ntime.sleep(60)")
    assert outcome.status == "timeout"
    assert outcome.output == "begun\n"
    assert "3 seconds" in outcome.note
    assert said(run, "print(x)") == "1"


def test_a_function_that_takes_too_long_keeps_its_earlier_replies(run: Run) -> None:
    said(run, "def f(x):\n    while x == 2: pass\n    return x")
    answer = run.ask([case("f", 1), case("f", 2), case("f", 3)])
    assert answer.status == "timeout"
    assert values(answer.replies) == [1]
    assert values(run.ask([case("f", 5)]).replies) == [5]


def test_the_submission_has_a_limit_of_its_own() -> None:
    with isolated(Limits(cell_seconds=30, submission_seconds=1)) as small, small.run() as run:
        assert run.cell("import time\ntime.sleep(60)").status == "timeout"
        outcome = run.cell("print('again')")
        assert (outcome.status, outcome.output) == ("killed", "")
        assert run.ask([case("f")]).status == "killed"
        assert "time" in outcome.note


def test_one_submission_cannot_change_the_next(box: Sandbox) -> None:
    with box.run() as first:
        said(first, "import numpy as np\nnp.allclose = lambda *a: True\nleft = 1")
        assert said(first, "print(np.allclose(1, 2))") == "True"
    with box.run() as second:
        assert said(second, "import numpy as np\nprint(np.allclose(1, 2))") == "False"
        assert second.cell("left").status == "error"


def test_two_submissions_run_at_the_same_time(box: Sandbox) -> None:
    said_by: dict[int, str] = {}

    def one(number: int) -> None:
        with box.run() as submission:
            said(submission, f"x = {number}\nimport time\ntime.sleep(0.2)")
            said_by[number] = said(submission, "print(x)")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said_by == {0: "0", 1: "1", 2: "2"}


def kill_server(sandbox: Sandbox) -> None:
    """Kill the server itself: the grandparent of a submission's first head."""
    with sandbox.run() as submission:
        manager = parent_of(submission._heads[0].pid)
        assert manager is not None
        server = Process(parent_of(manager) or 0)
    server.kill()
    assert server.wait(5)
    server.close()


def test_a_server_that_died_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with isolated() as sandbox:
        for deaths in (1, 2):
            kill_server(sandbox)
            with sandbox.run() as submission:
                assert said(submission, "print(1)") == "1"
            assert sum("started again" in note for note in sandbox.notes) == deaths
        monkeypatch.setattr(Sandbox, "_start", lambda self: None)
        kill_server(sandbox)
        with pytest.raises(SandboxError, match="died again"):
            sandbox.run()


def test_a_cnn_lab_that_cannot_be_imported_is_an_error_that_says_why(tmp_path: Path) -> None:
    isolated()
    (tmp_path / "cnn_lab").mkdir()
    (tmp_path / "cnn_lab" / "__init__.py").write_text("raise RuntimeError('half written')")
    sandbox = Sandbox(SMALL, isolate=True, lab=tmp_path / "cnn_lab")
    with pytest.raises(SandboxError, match="half written"):
        sandbox.__enter__()


def test_when_the_grader_is_killed_nothing_of_the_submission_stays(tmp_path: Path) -> None:
    isolated()
    mark = f"mark_{tmp_path.name}"
    script = tmp_path / "grader.py"
    script.write_text(
        "from autograde.grading.sandbox import *\nimport os\n"
        "box = Sandbox(isolate=True).__enter__()\nrun = box.run()\n"
        f"run.cell('import time, threading; {mark} = 1')\n"
        "print(run._heads[-1].pid, flush=True)\nrun.cell('while True: pass')\n"
    )
    folder = tmp_path / "tmp"
    folder.mkdir()
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment
    ) as grader:
        assert grader.stdout is not None
        pid = int(grader.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        grader.kill()
    gone = threading.Event()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            break
        gone.wait(0.1)
    assert not Path(f"/proc/{pid}").exists()
    assert list(folder.iterdir()) == []


def test_files_that_the_ordinary_user_could_not_read_are_named_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = tmp_path / "cnn_lab"
    lab.mkdir(mode=0o700)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(SandboxError, match=r"chmod -R a\+rX .*cnn_lab"):
        Sandbox(SMALL, isolate=True, lab=lab).__enter__()


def test_the_processes_of_one_submission_do_not_count_against_another(box):
    """All sandboxes on a machine run as the same user; what one uses up the others still have."""
    source = f"""
        import os, time
        for _ in range({SMALL.processes} // 2 + 2):
            if os.fork() == 0:
                time.sleep(60)
    """
    with box.run() as first, box.run() as second:
        for submission in (first, second):
            assert submission.cell(textwrap.dedent(source)).status == "ok"
