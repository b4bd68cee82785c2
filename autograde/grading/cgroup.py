"""Memory and process limits for a submission as a whole, by Linux control groups."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import time
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
PREFIX = "autograde"
_numbers = itertools.count()


class ControlGroup:
    """A control group for one submission.

    Parameters
    ----------
    folders : list of Path
        One folder for each hierarchy: one in version 2, one a controller in version 1.
    """

    def __init__(self, folders: list[Path]) -> None:
        self.folders = folders

    def add(self, pid: int) -> None:
        """Move a process in; what it starts later follows it."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(pid))

    def allow(self, processes: int) -> None:
        """Change how many processes and threads it may hold; those that there are stay."""
        _limit(self, ("pids.max",), str(processes))

    def out_of_memory(self) -> int:
        """Count how often the memory limit has ended a process here."""
        for folder in self.folders:
            for name in ("memory.oom_control", "memory.events"):
                with contextlib.suppress(OSError):
                    words = (folder / name).read_text().split()
                    if "oom_kill" in words:
                        return int(words[words.index("oom_kill") + 1])
        return 0

    def members(self) -> set[int]:
        """List the processes that are in it."""
        found: set[int] = set()
        for folder in self.folders:
            with contextlib.suppress(OSError):
                found |= {int(word) for word in (folder / "cgroup.procs").read_text().split()}
        return found

    def end(self, seconds: float = 5) -> bool:
        """End all members and remove the group.

        Parameters
        ----------
        seconds : float
            How long to try at most.

        Returns
        -------
        bool
            Whether nothing is left.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for pid in self.members():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            for folder in self.folders:
                with contextlib.suppress(OSError):
                    folder.rmdir()
            if not any(folder.exists() for folder in self.folders):
                return True
            time.sleep(0.002)
        return False


def create(memory_bytes: int, processes: int) -> ControlGroup:
    """Make a control group with limits, below a group that we may write to.

    Parameters
    ----------
    memory_bytes : int
        Memory, tmpfs and memfd included; no swap.
    processes : int
        Processes and threads.

    Returns
    -------
    ControlGroup

    Raises
    ------
    OSError
        If there is none, or the controllers are not at our disposal.
    """
    name = f"{PREFIX}-{os.getpid()}-{next(_numbers)}"
    group = ControlGroup([])
    try:
        for parent in _parents():
            folder = parent / name
            folder.mkdir()
            group.folders.append(folder)
        _limit(group, ("memory.max", "memory.limit_in_bytes"), str(memory_bytes), needed=True)
        _limit(group, ("memory.swap.max",), "0")
        _limit(group, ("memory.memsw.limit_in_bytes",), str(memory_bytes))
        _limit(group, ("pids.max",), str(processes), needed=True)
    except OSError:
        group.end(0.1)
        raise
    return group


def sweep() -> None:
    """Remove empty groups that graders which no longer run have left behind."""
    with contextlib.suppress(OSError):
        for parent in _parents():
            for folder in parent.glob(f"{PREFIX}-*-*"):
                if not Path("/proc", folder.name.split("-")[1]).exists():
                    with contextlib.suppress(OSError):
                        folder.rmdir()


def _parents() -> list[Path]:
    """Find the folders to make a group in: our own group's, for version 2 the one above it."""
    lines = [line.split(":", 2) for line in OWN.read_text().splitlines()]
    own = {name: path for _, names, path in lines for name in names.split(",")}
    if "memory" in own and "pids" in own:
        return [ROOT / name / own[name].lstrip("/") for name in ("memory", "pids")]
    if "" not in own:
        raise FileNotFoundError("no control groups here")
    group = ROOT / own[""].lstrip("/")
    # Version 2 gives controllers to the children of a group without processes only, which ours
    # is not, unless it is the root.
    return [group if group == ROOT else group.parent]


def _limit(group: ControlGroup, names: tuple[str, ...], value: str, needed: bool = False) -> None:
    """Write one limit into the first file that exists under one of its names."""
    for folder in group.folders:
        for name in names:
            if (folder / name).exists():
                (folder / name).write_text(value)
                return
    if needed:
        raise FileNotFoundError(f"this control group has no {names[0]}")
