"""Cells that run in one go, and the world that is made ahead: faster, and no weaker."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sandboxes import SMALL, case, isolated, said, values
from test_sandbox import kill_server

from autograde.grading import run as running
from autograde.grading.processes import Process
from autograde.grading.run import Run
from autograde.grading.sandbox import Sandbox

pytestmark = pytest.mark.bwrap

FORGE = """
import os, struct
for _ in range({count}):
    os.write(3, struct.pack("!IBi", 4, {kind}, os.getpid()) + b"null")
"""


def test_cells_share_their_variables_and_answer_questions(run: Run) -> None:
    done = run.cells(["x = 2", "def f(y):\n    return x * y"])
    assert [outcome.status for outcome in done] == ["ok", "ok"]
    assert values(run.ask([case("f", 21)]).replies) == [42]


def test_they_stop_at_the_first_that_raises_and_go_on_where_one_likes(run: Run) -> None:
    done = run.cells(["x = 1", "x = 2\n1 / 0", "x = 3"])
    assert [outcome.status for outcome in done] == ["ok", "error"]
    assert done[1].error is not None
    assert (done[1].error.type, done[1].error.line) == ("ZeroDivisionError", 2)
    assert said(run, "print(x)") == "2"
    assert [outcome.status for outcome in run.cells(["x = 4", "y = x"])] == ["ok", "ok"]
    assert said(run, "print(y)") == "4"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import os; os._exit(3)", "ended"),
        ("import ctypes; ctypes.string_at(0)", "ended"),
        ("while True: pass", "longer than"),
        ("import os; os.write(3, b'no frame' * 9)", "channel"),
    ],
)
def test_a_cell_that_does_anything_else_ends_the_run(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, source: str, why: str
) -> None:
    monkeypatch.setattr(running, "TOGETHER_SECONDS", 1)
    with box.run() as run:
        done = run.cells(["def f():\n    return 1", source, "z = 1"])
        assert len(done) < 3
        assert why in run.dead
        assert run.cells(["1"]) == []
        assert run.ask([case("f")]).status == "killed"
        first = run._heads[0]
        assert first.wait(0)


def test_forged_reports_on_cells_answer_no_question(run: Run) -> None:
    forged = FORGE.format(count=1, kind=ord("R"))
    done = run.cells(["def f():\n    return 1", f"{forged}\ndef f():\n    return 2"])
    assert [outcome.status for outcome in done] == ["ok", "ok"]
    assert values(run.ask([case("f")]).replies) == [2]


def test_more_forged_reports_than_cells_reach_no_later_question(run: Run) -> None:
    run.cells([FORGE.format(count=9, kind=ord("R")) + "\ndef f():\n    return 1"])
    answer = run.ask([case("f"), case("f")])
    assert answer.status == "killed" or values(answer.replies) == [1, 1]


@pytest.fixture
def ahead() -> Iterator[Sandbox]:
    sandbox = isolated()
    with Sandbox(SMALL, isolate=True, ahead=True) as made:
        assert not sandbox.isolated  # only asked whether it works here
        yield made


def test_the_next_world_is_another_one(ahead: Sandbox) -> None:
    numbers = []
    for _ in range(3):
        with ahead.run() as run:
            assert run.cell("left").status == "error"
            said(run, "left = 1\nopen('/tmp/left', 'w').close()")
            numbers.append(run._heads[0].pid)
            assert said(run, "import os; print(os.listdir('/tmp'))") == "['left']"
    assert len(set(numbers)) == 3


def test_a_world_that_died_while_it_waited_is_not_used(ahead: Sandbox) -> None:
    with ahead.run():
        pass
    assert ahead._ahead is not None
    waiting = ahead._ahead._coming[0].result()
    waiting._heads[0].kill()
    waiting._heads[0].wait(5)
    with ahead.run() as run:
        assert said(run, "print(1)") == "1"


def test_a_server_that_died_with_a_world_waiting_is_started_again(ahead: Sandbox) -> None:
    kill_server(ahead)
    with ahead.run() as run:
        assert said(run, "print(1)") == "1"


def test_closing_ends_the_world_that_waits(ahead: Sandbox) -> None:
    with ahead.run():
        pass
    assert ahead._ahead is not None
    waiting = Process(ahead._ahead._coming[0].result()._heads[0].pid)
    ahead.close()
    assert waiting.wait(5)
    waiting.close()


def test_a_world_made_ahead_has_the_limits_of_any(ahead: Sandbox) -> None:
    ahead._limits = replace(SMALL, cell_seconds=1)
    with ahead.run():
        pass
    with ahead.run() as run:
        assert run.cell("while True: pass").status == "timeout"


@pytest.mark.parametrize("kind", ["H", "D"])
@pytest.mark.parametrize("place", ["cell", "call"])
def test_a_flood_of_frames_that_say_nothing_ends(box: Sandbox, kind: str, place: str) -> None:
    flood = f"""
import os, struct
frames = struct.pack("!IBi", 0, ord({kind!r}), os.getpid()) * 3000
def f():
    while True:
        os.write(3, struct.pack("!IBi", 0, ord({kind!r}), os.getpid()) * 3000)
"""
    began = time.monotonic()
    with box.run() as run:
        if place == "cell":
            run.cells([flood + "f()"])
            assert run.dead
        else:
            run.cells([flood])
            assert run.ask([case("f")]).status in ("killed", "timeout")
    assert time.monotonic() - began < 20  # it went on for ever
