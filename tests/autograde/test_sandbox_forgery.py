"""Forged messages: student code writes whatever it likes on every file that it inherited."""

import json
import textwrap

import pytest
from sandboxes import case, said, values

from autograde.grading.outcomes import MESSAGE_CHARS
from autograde.grading.run import Run
from autograde.grading.sandbox import Sandbox
from autograde.grading.server import DONE, HEADER, HELLO, REPLY
from cnn_lab.values import dumps

pytestmark = pytest.mark.bwrap


def frame(kind: int, payload: bytes, length: int | None = None) -> bytes:
    return HEADER.pack(len(payload) if length is None else length, kind, 1) + payload


FULL_MARKS = frame(REPLY, dumps((1.0,)))
EVERYWHERE = """
import os
def forge(message, times=1):
    for number in range(256):
        try:
            for _ in range(times): os.write(number, message)
        except OSError: pass
"""
MESSAGES = {
    "a good report": frame(REPLY, b"null"),
    "a report of an error": frame(REPLY, json.dumps(["E", "m", 1, "t"]).encode()),
    "a report that is no JSON": frame(REPLY, b"{"),
    "a report nested too deeply": frame(REPLY, b"[" * 60_000),
    "a report with wrong types": frame(REPLY, b'[1, {}, "x", null]'),
    "a report with a huge number": frame(REPLY, b'["E", "m", ' + b"9" * 9_000 + b', "t"]'),
    "a reply": FULL_MARKS,
    "an end": frame(DONE, b"\0\0\0\0"),
    "an end with no status": frame(DONE, b"?"),
    "a hello": frame(HELLO, b""),
    "a hello and a reply": frame(HELLO, b"") + FULL_MARKS,
    "an unknown kind": frame(250, b"x" * 9),
    "a length that never comes": frame(REPLY, b"", 60_000),
    "a length beyond all bounds": frame(REPLY, b"", 0xFFFF_FFFF),
    "zeros": bytes(1000),
    "noise": bytes(range(256)) * 9,
    "half a header": b"\0\0",
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_cell_that_forges_ends_with_an_outcome_and_harms_nobody(box: Sandbox, name: str) -> None:
    with box.run() as submission:
        said(submission, EVERYWHERE + "def f(x):\n    return x")
        outcome = submission.cell(f"forge({MESSAGES[name]!r})")
        assert outcome.status in ("ok", "error", "timeout", "killed")
        after = submission.cell("print('alive')")
        assert after.status in ("ok", "error", "timeout", "killed")
        answer = submission.ask([case("f", 1), case("f", 2)])
        assert len(answer.replies) <= 2
    with box.run() as submission:
        assert said(submission, "print('alive')") == "alive"


@pytest.mark.parametrize("name", MESSAGES)
def test_a_function_that_forges_loses_its_own_exercise_alone(run: Run, name: str) -> None:
    said(run, EVERYWHERE + f"def f(x):\n    forge({MESSAGES[name]!r})\n    return x")
    said(run, "def good(x):\n    return 10 * x")
    answer = run.ask([case("f", 1), case("f", 2)])
    assert len(answer.replies) <= 2
    assert values(run.ask([case("good", 1), case("good", 2)]).replies) == [10, 20]


def test_more_replies_than_cases_are_refused(run: Run) -> None:
    said(run, EVERYWHERE + f"def f(x):\n    forge({FULL_MARKS!r}, 9)\n    return x")
    answer = run.ask([case("f", 1), case("f", 2)])
    assert answer.status == "killed"
    assert "channel" in answer.note


def test_replies_beyond_the_limit_are_refused(run: Run) -> None:
    big = f"{frame(REPLY, b'', 400_000)!r} + bytes(400_000)"
    said(run, f"import os\ndef f(n):\n    os.write(3, {big})\n    os._exit(0)")
    assert [len(reply) for reply in run.ask([case("f", 1)] * 4).replies] == [400_000]
    said(run, f"def f(n):\n    for _ in range(4): os.write(3, {big})\n    os._exit(0)")
    answer = run.ask([case("f", 1)] * 4)
    assert (answer.status, len(answer.replies)) == ("killed", 2)
    assert "channel" in answer.note


def test_a_flood_of_frames_is_refused(run: Run) -> None:
    source = f"def f(x):\n    while True: forge({frame(250, b'') * 99!r})"
    said(run, EVERYWHERE + source)
    assert run.ask([case("f", 1)]).status in ("timeout", "killed")


BYSTANDER = """
import os, time
if os.fork() == 0:
    os.setsid()
    {first}
    while True:
        os.write(3, {message!r})
        time.sleep(0.001)
"""


@pytest.mark.parametrize("name", MESSAGES)
def test_what_a_bystander_writes_is_not_heard(run: Run, name: str) -> None:
    said(run, BYSTANDER.format(message=MESSAGES[name], first="if os.fork(): os._exit(0)"))
    said(run, "def f(x):\n    return 10 * x")
    answer = run.ask([case("f", 1), case("f", 2)])
    assert (answer.status, values(answer.replies)) == ("ok", [10, 20])


def test_a_bystander_that_says_hello_as_the_heads_child_costs_its_own_submission_alone(
    box: Sandbox,
) -> None:
    with box.run() as submission:
        submission.cell(BYSTANDER.format(message=frame(HELLO, b"") + FULL_MARKS, first="pass"))
        submission.cell("x = 1")
        assert len(submission.ask([case("f", 1)]).replies) <= 1
    with box.run() as submission:
        assert said(submission, "print('alive')") == "alive"


def test_a_bystander_that_steals_the_commands_costs_its_own_submission_alone(
    box: Sandbox,
) -> None:
    thief = "import os\nif os.fork() == 0:\n    while True: os.read(3, 999)"
    with box.run() as submission:
        submission.cell(thief)
        assert submission.cell("x = 1").status in ("ok", "timeout", "killed")
    with box.run() as submission:
        assert said(submission, "print('alive')") == "alive"


def test_a_head_that_dies_later_takes_only_its_own_cells_with_it(run: Run) -> None:
    said(run, "x = 1")
    said(run, "x = 2\nimport os, threading\nthreading.Timer(0.2, os._exit, (5,)).start()")
    outcome = run.cell("import time\ntime.sleep(1)")
    assert outcome.status == "killed"
    assert said(run, "print(x)") == "1"


def test_files_passed_to_the_grader_are_closed(run: Run) -> None:
    import os

    before = len(os.listdir("/proc/self/fd"))
    run.cell(
        "import socket, os\ns = socket.socket(fileno=os.dup(3))\n"
        f"for _ in range(50): socket.send_fds(s, [{MESSAGES['an unknown kind']!r}], [0, 1, 2])"
    )
    said(run, "print(1)")
    assert len(os.listdir("/proc/self/fd")) <= before + 4


def test_credentials_cannot_be_claimed(run: Run) -> None:
    source = textwrap.dedent(
        """
        import os, socket, struct
        s = socket.socket(fileno=os.dup(3))
        found = []
        for pid in (1, os.getppid()):
            sent = struct.pack("3i", pid, os.getuid(), os.getgid())
            try: s.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_CREDENTIALS, sent)])
            except OSError: continue
            found.append(pid)
        print(found)
        """
    )
    assert said(run, source) == "[]"


def test_a_report_is_capped(run: Run) -> None:
    report = json.dumps(["E" * 5_000, "m" * 50_000, -3, "t" * 5_000]).encode()
    outcome = run.cell(f"import os\nos.write(3, {frame(REPLY, report)!r})")
    assert outcome.error is not None
    assert len(outcome.error.message) < MESSAGE_CHARS + 10
    assert len(outcome.error.type) < 200
    assert outcome.error.line is None
