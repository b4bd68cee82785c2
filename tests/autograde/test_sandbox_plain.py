"""Plain processes, for where there is no bubblewrap: the same answers, no defence, a warning."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandboxes import SMALL, case, plain, said, values

from autograde.grading import cgroup, channel, mounts
from autograde.grading.sandbox import Limits, Run, Sandbox, SandboxError


@pytest.fixture
def plain_run(plain_box: Sandbox) -> Iterator[Run]:
    with plain_box.run() as submission:
        yield submission


def test_plain_processes_warn_loudly() -> None:
    with plain() as box:
        assert not box.isolated
        assert "WITHOUT ISOLATION" in box.notes[0]


def test_without_bubblewrap_the_default_falls_back_and_a_demand_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mounts.shutil, "which", lambda name: None)
    with pytest.raises(SandboxError, match="apt install bubblewrap"):
        Sandbox(SMALL, isolate=True).__enter__()
    with plain(isolate=None) as box:
        assert not box.isolated
        assert "bubblewrap is not installed" in box.notes[0]
        with box.run() as submission:
            assert said(submission, "print(1)") == "1"


def test_a_bubblewrap_that_is_refused_is_no_isolation_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = ["sh", "-c", "echo 'No permissions to create new namespace' >&2; exit 1"]
    monkeypatch.setattr(mounts, "bwrap_command", lambda *arguments: command)
    with pytest.raises(SandboxError, match=r"No permissions to create.*max_user_namespaces"):
        Sandbox(SMALL, isolate=True).__enter__()


def test_cells_and_questions_work(plain_run: Run) -> None:
    said(plain_run, "def double(x):\n    return 2 * x")
    assert plain_run.cell("import os\nos._exit(1)").status == "killed"
    assert plain_run.cell("while True: pass").status == "timeout"
    assert values(plain_run.ask([case("double", 2), case("double", 3)]).replies) == [4, 6]


def test_scipy_and_the_grader_are_not_on_the_path(plain_run: Run) -> None:
    for name in ("scipy", "nbgrader", "cnn_ref", "autograde", "pytest"):
        outcome = plain_run.cell(f"import {name}")
        assert outcome.error is not None, name
        assert outcome.error.type == "ModuleNotFoundError", name


def test_submissions_do_not_share_variables_or_the_current_folder(plain_box: Sandbox) -> None:
    with plain_box.run() as first:
        said(first, "x = 1\nopen('left', 'w').close()")
    with plain_box.run() as second:
        assert second.cell("x").status == "error"
        assert said(second, "import os\nprint(os.listdir())") == "[]"


def test_an_endless_loop_is_gone_when_the_submission_ends(plain_box: Sandbox) -> None:
    with plain_box.run() as submission:
        source = "import os\npid = os.fork()\nwhile not pid: pass\nprint(pid)"
        pid = said(submission, source)
        assert Path(f"/proc/{pid}").exists()
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().split()[2] in "ZX"


def test_memory_is_limited_for_each_process(plain_run: Run) -> None:
    outcome = plain_run.cell("a = bytearray(1 << 30)")
    assert outcome.error is not None
    assert outcome.error.type == "MemoryError"


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with plain() as box:
        with box.run() as submission:
            said(submission, "open('left', 'w').close()")
        server = box._server
    assert list(tmp_path.iterdir()) == []
    assert server is not None
    assert server.poll() is not None


def test_without_kernel_credentials_the_processes_name_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(channel, "CREDENTIALS", False)
    monkeypatch.setattr("autograde.grading.run.CREDENTIALS", False)
    with plain(Limits(cell_seconds=2)) as box, box.run() as submission:
        said(submission, "def f(x):\n    return x + 1")
        assert submission.cell("import os\nos._exit(1)").status == "killed"
        assert submission.cell("while True: pass").status == "timeout"
        assert values(submission.ask([case("f", 1), case("f", 2)]).replies) == [2, 3]


def test_where_no_control_group_can_be_made_a_note_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(memory_bytes: int, processes: int) -> cgroup.ControlGroup:
        raise PermissionError("read-only")

    monkeypatch.setattr(cgroup, "create", refuse)
    with plain() as box:
        assert any("for each process by itself" in note for note in box.notes)
        with box.run() as submission:
            assert said(submission, "print(1)") == "1"


def test_a_system_that_cannot_fork_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(SandboxError, match="WSL2"):
        Sandbox(SMALL).__enter__()


def test_the_interpreter_starts_without_anybodys_configuration() -> None:
    command = mounts.python_command("/app", "serve", {})
    assert command[1:3] == ["-I", "-S"]
    found = subprocess.run(
        [command[0], "-I", "-S", "-c", "import sys; print('site' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "False\n"
