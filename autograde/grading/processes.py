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

    def kill(self) -> None:
        """End it; fine if it has ended."""
        with contextlib.suppress(OSError):
            if self._handle is None:
                os.kill(self.pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

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
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    return int(text.rpartition(")")[2].split()[1])


def kill_group(leader: int) -> None:
    """End a process group, with what it forks in these moments.

    Parameters
    ----------
    leader : int
    """
    with contextlib.suppress(OSError):
        for _ in range(10):
            os.killpg(leader, signal.SIGKILL)
            time.sleep(0.001)


def tasks_of_user() -> int:
    """Count the threads that this user has on the system; 0 where that cannot be known."""
    count, uid = 0, os.getuid()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == uid:
                count += len(os.listdir(folder / "task"))
    return count
