"""The sandbox's parts by themselves: control groups, the channel, the filter of system calls."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograde.grading import cgroup, mounts, seccomp
from autograde.grading.channel import BROKEN, CLOSED, Channel, plain
from autograde.grading.processes import Process, parent_of
from autograde.grading.server import DONE, HEADER, HELLO, REPLY

Ends = tuple[Channel, socket.socket, int]


@pytest.fixture
def ends() -> Iterator[Ends]:
    job, theirs = socket.socketpair()
    reading, writing = os.pipe()
    channel = Channel(job, reading, output_bytes=10)
    channel.longest = 100
    channel.speakers.add(os.getpid())
    yield channel, theirs, writing
    channel.close()
    theirs.close()
    os.close(writing)


def soon() -> float:
    return time.monotonic() + 5


def frame(kind: int, payload: bytes) -> bytes:
    return HEADER.pack(len(payload), kind, 0) + payload


def test_frames_arrive_in_order_however_they_are_cut(ends: Ends) -> None:
    channel, theirs, _ = ends
    data = frame(REPLY, b"one") + frame(REPLY, b"") + frame(DONE, b"three")
    for start in range(0, len(data), 5):
        theirs.sendall(data[start : start + 5])
    got = [channel.next(soon()) for _ in range(3)]
    assert [(f.kind, f.payload) for f in got if f] == [
        (REPLY, b"one"),
        (REPLY, b""),
        (DONE, b"three"),
    ]


def test_a_stranger_is_not_heard_until_its_hello_is_admitted(ends: Ends) -> None:
    channel, theirs, _ = ends
    channel.forget(os.getpid())
    theirs.sendall(frame(REPLY, b"ignored"))
    assert channel.next(time.monotonic() + 0.05) is None
    theirs.sendall(frame(HELLO, b""))
    assert channel.next(time.monotonic() + 0.05) is None
    channel.admit = lambda pid: pid == os.getpid()
    theirs.sendall(frame(HELLO, b""))
    heard = channel.next(soon())
    assert heard is not None
    assert (heard.pid, heard.kind) == (os.getpid(), HELLO)


@pytest.mark.parametrize("data", [HEADER.pack(101, REPLY, 0), HEADER.pack(1, 99, 0)])
def test_what_is_no_frame_is_broken_at_once(ends: Ends, data: bytes) -> None:
    channel, theirs, _ = ends
    theirs.sendall(data)
    heard = channel.next(soon())
    assert heard is not None
    assert heard.kind == BROKEN


def test_the_end_of_the_other_side_is_reported(ends: Ends) -> None:
    channel, theirs, _ = ends
    theirs.shutdown(socket.SHUT_RDWR)
    heard = channel.next(soon())
    assert heard is not None
    assert heard.kind == CLOSED


def test_a_command_larger_than_the_sockets_buffer_is_sent_while_waiting(ends: Ends) -> None:
    channel, theirs, _ = ends
    channel.post(REPLY, bytes(5 << 20))
    theirs.setblocking(False)
    received = 0
    deadline = soon()
    while received < HEADER.size + (5 << 20) and time.monotonic() < deadline:
        channel.next(time.monotonic() + 0.01)
        try:
            received += len(theirs.recv(1 << 20))
        except BlockingIOError:
            continue
    assert received == HEADER.size + (5 << 20)


def test_output_is_kept_up_to_its_limit_and_the_rest_counted(ends: Ends) -> None:
    channel, _, writing = ends
    os.write(writing, b"0123456789abc")
    assert channel.output() == "0123456789\n[3 more bytes of output left out]"
    channel.begin_output()
    os.write(writing, b"new")
    assert channel.output() == "new"


def test_plain_text_has_no_escapes_or_direction_marks() -> None:
    assert (
        plain("\x1b[1;31mred\x1b[0m \x1b]0;title\x07x\x00\u202ey\tz\r\n")
        == "red x\ufffd\ufffdy\tz\n"
    )


def test_a_process_is_ended_by_its_handle() -> None:
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    process = Process(pid)
    assert parent_of(pid) == os.getpid()
    assert not process.wait(0)
    process.kill()
    assert process.wait(5)
    os.waitpid(pid, 0)
    process.kill()
    process.close()
    assert parent_of(pid) is None


def hierarchy(
    root: Path, lines: str, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pretend that control groups lie below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    own = root / "own"
    own.write_text(lines)
    monkeypatch.setattr(cgroup, "ROOT", root)
    monkeypatch.setattr(cgroup, "OWN", own)
    make = Path.mkdir

    def mkdir(path: Path, *args: object) -> None:
        make(path)
        for name in files:
            if Path(name).name != "ignored" and (root / name).parent == path.parent:
                (path / Path(name).name).write_text("")

    monkeypatch.setattr(Path, "mkdir", mkdir)


def test_version_2_groups_are_made_beside_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("memory.max", "memory.swap.max", "pids.max", "cgroup.procs", "memory.events")
    files = {f"user.slice/{name}": "" for name in names}
    hierarchy(tmp_path, "0::/user.slice/session.scope\n", files, monkeypatch)
    group = cgroup.create(1 << 20, 7)
    (folder,) = group.folders
    assert folder.parent == tmp_path / "user.slice"
    assert (folder / "memory.max").read_text() == str(1 << 20)
    assert (folder / "memory.swap.max").read_text() == "0"
    assert (folder / "pids.max").read_text() == "7"
    group.add(123)
    assert (folder / "cgroup.procs").read_text() == "123"
    (folder / "memory.events").write_text("low 0\noom 3\noom_kill 2\n")
    assert group.out_of_memory() == 2


def test_a_group_without_the_memory_controller_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"user.slice/pids.max": "", "user.slice/cgroup.procs": ""}
    hierarchy(tmp_path, "0::/user.slice/session.scope\n", files, monkeypatch)
    with pytest.raises(FileNotFoundError, match=r"memory\.max"):
        cgroup.create(1 << 20, 7)


def test_a_system_without_control_groups_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hierarchy(tmp_path, "3:cpu:/\n", {}, monkeypatch)
    with pytest.raises(FileNotFoundError, match="no control groups"):
        cgroup.create(1 << 20, 7)


def verdict(program: bytes, architecture: int, number: int, flags: int = 0) -> int:
    """Run a filter by hand, as the kernel would."""
    lines = list(seccomp.INSTRUCTION.iter_unpack(program))
    data = {0: number, 4: architecture, 16: flags}
    at = loaded = 0
    while True:
        code, true, false, operand = lines[at]
        at += 1
        if code == seccomp.RETURN:
            return int(operand)
        if code == seccomp.LOAD:
            loaded = data[operand]
            continue
        holds = {
            seccomp.EQUAL: loaded == operand,
            seccomp.AT_LEAST: loaded >= operand,
            seccomp.ANY_BIT: bool(loaded & operand),
        }[code]
        at += true if holds else false


@pytest.mark.parametrize("machine", seccomp.NUMBERS)
def test_the_filter_refuses_what_is_listed_and_nothing_else(machine: str) -> None:
    numbers = seccomp.NUMBERS[machine]
    program = seccomp.program(numbers)
    ours = numbers.architecture
    refused = {n for n in range(600) if verdict(program, ours, n) != seccomp.ALLOW}
    assert refused == {*numbers.refused, numbers.keyctl, seccomp.CLONE3, *seccomp.EVERYWHERE}
    assert verdict(program, ours, numbers.clone, 17) == seccomp.ALLOW
    assert verdict(program, ours, numbers.clone, 0x1000_0011) == seccomp.REFUSE | seccomp.EPERM
    assert verdict(program, ours, seccomp.CLONE3) == seccomp.REFUSE | seccomp.ENOSYS
    assert verdict(program, 0x4000_0003, 1) == seccomp.KILL


def test_mounts_make_every_parent_readable_before_what_lies_in_it() -> None:
    site = {"numpy": Path("/somewhere/numpy")}
    command = mounts.bwrap_command("probe", {}, site)
    made: set[str] = {"/"}
    for index, word in enumerate(command):
        if word in ("--dir", "--tmpfs") and command[index - 2] == "--perms":
            made.add(command[index + 1])
        if word == "--ro-bind":
            parents = {str(parent) for parent in Path(command[index + 2]).parents}
            assert parents <= made, command[index + 2]
