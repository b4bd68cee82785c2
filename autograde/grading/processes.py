"""Processes of a submission, seen and ended from outside."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from pathlib import Path


class Process:
    """A process that is ended by a handle of the kernel's, not by a number that may be reused.

    Parameters
    ----------
    pid : int
        As seen from here. Where there are no such handles, the number has to do.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._handle: int | None = None
        with contextlib.suppress(OSError, AttributeError):
            self._handle = os.pidfd_open(pid)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End it, or send it another signal; fine if it has ended."""
        with contextlib.suppress(OSError):
            if self._handle is None:
                os.kill(self.pid, number)
            else:
                signal.pidfd_send_signal(self._handle, number)

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, and everything of a process namespace that it was first in."""
        if self._handle is not None:
            return bool(select.select([self._handle], [], [], seconds)[0])
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                os.kill(self.pid, 0)
            except OSError:
                return True
            time.sleep(0.005)
        return False

    def close(self) -> None:
        """Give the handle back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def parent_of(pid: int) -> int | None:
    """Look up the parent of a process, None where that cannot be known.

    Parameters
    ----------
    pid : int

    Returns
    -------
    int or None
    """
    found = _look_up(Path("/proc", str(pid)))
    return found[1] if found else None


def descendants(pid: int) -> set[int]:
    """List the processes that descend from one, itself not included.

    Parameters
    ----------
    pid : int

    Returns
    -------
    set of int
        As far as they still have their parents; empty where that cannot be known.
    """
    table = [(int(folder.name), _look_up(folder)) for folder in Path("/proc").glob("[0-9]*")]
    found: set[int] = set()
    while True:
        more = {child for child, entry in table if entry and entry[1] in found | {pid}}
        if more <= found:
            return found
        found |= more


def end_descendants(pid: int, spared: set[int], seconds: float) -> None:
    """End what descends from a process, with what it forks in these moments.

    All are stopped first, since what is stopped cannot fork.

    Parameters
    ----------
    pid : int
    spared : set of int
        Descendants that are left alone.
    seconds : float
        How long to try at most.
    """
    deadline = time.monotonic() + seconds
    held: dict[int, Process] = {}
    while (new := descendants(pid) - spared - set(held)) and time.monotonic() < deadline:
        handles = {number: Process(number) for number in new}
        still = descendants(pid)  # a number that is still here is the one that the handle holds
        for number, process in handles.items():
            if number in still:
                process.kill(signal.SIGSTOP)
                held[number] = process
            else:
                process.close()
    for process in held.values():
        process.kill()
        process.close()
    while descendants(pid) & set(held) and time.monotonic() < deadline:
        time.sleep(0.005)


def kill_group(leader: int, seconds: float = 2) -> None:
    """End a process group, with what it forks in these moments, and wait until it is gone.

    Parameters
    ----------
    leader : int
    seconds : float
        How long to wait at most.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            os.killpg(leader, signal.SIGKILL)
        entries = [_look_up(folder) for folder in Path("/proc").glob("[0-9]*")]
        if not any(e and e[2] == leader and e[0] not in "ZX" for e in entries):
            return
        time.sleep(0.005)


def _look_up(folder: Path) -> tuple[str, int, int] | None:
    """Read a process's state, parent and process group."""
    try:
        text = (folder / "stat").read_text(errors="replace")
    except OSError:
        return None
    state, parent, group = text.rpartition(")")[2].split()[:3]
    return state, int(parent), int(group)


def tasks_of_user() -> int:
    """Count the threads that this user has on the system; 0 where that cannot be known."""
    count, uid = 0, os.getuid()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == uid:
                count += len(os.listdir(folder / "task"))
    return count
