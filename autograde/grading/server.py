"""The process that runs student code: warmed up once, forked for every submission.

Inside the sandbox this file, ``shell.py``, ``jail.py`` and ``seccomp.py`` are our only code
besides ``cnn_lab``. It receives source text and encoded cases and sends back encoded values; it
never sees what is expected of them.

One submission is a chain of processes. The first head reads commands from the job socket. For a
cell it forks a child, which runs the cell and, if it survives, becomes the head, while its parent
waits. If the child dies, the parent says so and is the head again, so that only that cell is lost.
For an exercise's cases the head forks a child that answers and ends.

Cells that are sent together run in the head itself, which is faster. If one of them ends the head,
everything is lost: then the submission is begun anew, and its cells run one by one.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import signal
import socket
import struct
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from autograde.grading.shell import Shell

HEADER = struct.Struct("!IBi")  # length of the payload, kind, process that writes
NUMBER = struct.Struct("!i")
HELLO, REPLY, DONE, CELL, CELLS, ASK, GO = b"HRDCTAG"
JOB = 3  # the one inherited file besides standard input, output and error
RAN_THROUGH = b"null"  # the report on a cell that did not raise
HIGHEST_FILE = 4096
FAILED = 70


def main(settings: dict[str, Any]) -> None:
    """Warm up, say that we are ready, then fork for each submission that is announced.

    Parameters
    ----------
    settings : dict
        ``code`` (where our files are), ``path`` (folders to import from), ``isolated``,
        ``home``, ``tmp_bytes`` and ``limits``.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    jail, shell_module = _load(settings)
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    shell = shell_module.Shell()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the submissions' processes
    gc.freeze()
    control.sendall(b"!")
    children = []
    while True:
        message, files, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            break
        child = os.fork()
        if child == 0:
            try:
                begin(files, shell, jail, settings)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(FAILED)
        children.append(child)
        for file in files:
            os.close(file)
    if not settings["isolated"]:  # a process namespace ends with us, plain processes do not
        for child in children:
            _kill_group(child)


def probe(settings: dict[str, Any]) -> NoReturn:
    """Raise the walls once and leave, to find out whether this system lets us."""
    jail, _ = _load(settings, shell=False)
    jail.enter(settings["tmp_bytes"])
    child = os.fork()
    if child == 0:
        jail.renounce()
        os._exit(0)
    raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def begin(files: list[int], shell: Shell, jail: ModuleType, settings: dict[str, Any]) -> NoReturn:
    """Turn a fresh fork of the server into a submission's first head."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    null, job, output = (
        fcntl.fcntl(file, fcntl.F_DUPFD, HIGHEST_FILE // 16) for file in (0, *files)
    )
    for place, file in ((0, null), (1, output), (2, output), (JOB, job)):
        os.dup2(file, place)
    os.closerange(JOB + 1, HIGHEST_FILE)
    jail.set_limits(settings["limits"])
    if settings["isolated"]:
        jail.enter(settings["tmp_bytes"])
    jail.limit_processes(settings["limits"]["processes"])
    if settings["isolated"]:
        child = os.fork()
        if child:
            os.closerange(0, JOB + 1)
            os.waitpid(child, 0)
            _leave()
        jail.renounce()
    else:
        os.environ["HOME"] = tempfile.mkdtemp(dir=settings["home"])
        os.chdir(os.environ["HOME"])
    lead(socket.socket(fileno=JOB), shell)


def lead(job: socket.socket, shell: Shell) -> NoReturn:
    """Be the head: obey the commands on the job socket, each in a child."""
    send(job, HELLO)
    while True:
        kind, payload = receive(job)
        if kind == GO:
            continue  # for a child that did not live to read it
        if kind == CELLS:
            run_together(job, shell, payload)
            continue
        child = os.fork()
        if child == 0:
            send(job, HELLO)
            receive(job)  # GO: whoever may have to kill us has us in hand by now
            if kind == CELL:
                send(job, REPLY, shell.run(payload.decode("utf-8", "replace")))
                continue  # the cell's process has survived: from now on it is the head
            for case in split(payload):
                send(job, REPLY, shell.answer(case))
            _leave()
        send(job, DONE, NUMBER.pack(_wait(child)))


def run_together(job: socket.socket, shell: Shell, payload: bytes) -> None:
    """Run cells in this process, up to the first that raises, and report on each."""
    for source in split(payload):
        report = shell.run(source.decode("utf-8", "replace"))
        send(job, REPLY, report)
        if report != RAN_THROUGH:
            return


def send(job: socket.socket, kind: int, payload: bytes = b"") -> None:
    """Send one frame."""
    os.set_blocking(job.fileno(), True)  # student code shares the socket, and may have changed it
    job.sendall(HEADER.pack(len(payload), kind, os.getpid()) + payload)


def receive(job: socket.socket) -> tuple[int, bytes]:
    """Receive one frame, or leave if the other side has closed."""
    length, kind, _ = HEADER.unpack(_exactly(job, HEADER.size))
    return kind, _exactly(job, length)


def join(parts: Iterable[bytes]) -> bytes:
    """Put a list of cases or cells into one payload."""
    return b"".join(NUMBER.pack(len(part)) + part for part in parts)


def split(payload: bytes) -> Iterator[bytes]:
    """Take such a payload apart: each part is preceded by its length."""
    start = 0
    while start < len(payload):
        (length,) = NUMBER.unpack_from(payload, start)
        start += NUMBER.size + length
        yield payload[start - length : start]


def _exactly(job: socket.socket, size: int) -> bytes:
    """Read so many bytes."""
    data = bytearray()
    while len(data) < size:
        try:
            chunk = job.recv(min(size - len(data), 1 << 20))
        except BlockingIOError:
            os.set_blocking(job.fileno(), True)
            continue
        if not chunk:
            _leave()
        data += chunk
    return bytes(data)


def _wait(child: int) -> int:
    """Wait for a child, burying on the way whatever else was left to us; give its status."""
    while True:
        pid, status = os.wait()
        if pid == child:
            return os.waitstatus_to_exitcode(status)


def _leave() -> NoReturn:
    """End this process alone: no handlers, no cleaning up of what belongs to a parent."""
    os._exit(0)


def _kill_group(leader: int) -> None:
    """Kill a submission's processes, as far as they stayed in its process group."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except OSError:
        return


def _load(settings: dict[str, Any], shell: bool = True) -> tuple[ModuleType, ModuleType]:
    """Import our own files, and leave no way to import them again."""
    sys.path.insert(0, settings["code"])
    jail = importlib.import_module("autograde.grading.jail")
    shell_module = importlib.import_module("autograde.grading.shell") if shell else jail
    sys.path[0:1] = settings["path"]
    for name in [name for name in sys.modules if name.startswith("autograde")]:
        del sys.modules[name]
    return jail, shell_module


if __name__ == "__main__":
    {"serve": main, "probe": probe}[sys.argv[1]](json.loads(sys.argv[2]))
