"""The processes of one submission: the heads in their order, and the child that is at work."""

from __future__ import annotations

from autograde.grading.cgroup import ControlGroup
from autograde.grading.processes import Process, descendants, end_descendants, kill_group

END_SECONDS = 5


class World:
    """What a submission has started, as far as we know it, and how it is ended.

    Parameters
    ----------
    isolated : bool
        Whether the first head is process 1 of a process namespace.
    group : ControlGroup, optional
        Limits for the submission as a whole.
    processes : int
        How many processes it may have, beside the heads that wait.

    Attributes
    ----------
    dead : str
        Why nothing runs any more, else empty.
    heads : list of Process
    child : Process or None
    """

    def __init__(self, isolated: bool, group: ControlGroup | None, processes: int) -> None:
        self.dead = ""
        self.heads: list[Process] = []
        self.child: Process | None = None
        self._isolated, self._group, self._processes = isolated, group, processes

    def begin(self, pid: int) -> None:
        """Put the first head under the submission's limits."""
        self.heads.append(Process(pid))
        if self._group:
            self._group.add(pid)

    def promote(self) -> None:
        """Make the child the head."""
        if self.child:
            self.heads.append(self.child)
            self.child = None
            self._allow()  # one process more that only waits

    def bury(self, process: Process) -> None:
        """Make sure that a process is gone."""
        process.kill()
        process.close()
        if process is self.child:
            self.child = None

    def clear_away(self) -> None:
        """End what a stopped step has left running, so that the next one has its room."""
        if self._group:
            self._group.allow(0)
        end_descendants(self.heads[0].pid, {head.pid for head in self.heads}, END_SECONDS)
        self._allow()

    def kill(self, why: str) -> None:
        """Kill the first head, and with it, in a process namespace, everything else."""
        if self.dead or not self.heads:
            return
        self.dead = why
        first = self.heads[0]
        strays = [] if self._isolated else [Process(pid) for pid in descendants(first.pid)]
        for process in [*self.heads, *([self.child] if self.child else []), *strays]:
            process.kill()
        if not self._isolated:
            kill_group(first.pid)
        for process in strays:
            process.close()

    def end(self, why: str) -> None:
        """Kill everything and wait until it is gone."""
        self.kill(why)
        if self.heads:
            self.heads[0].wait(END_SECONDS)

    def close(self) -> None:
        """End everything that the submission has started, and give back what belongs to it."""
        self.end("the run is over")
        for process in self.heads:
            process.close()
        self.heads.clear()
        if self._group:
            self._group.end()

    def out_of_memory(self) -> int:
        """Count how often the memory limit has ended a process."""
        return self._group.out_of_memory() if self._group else 0

    def _allow(self) -> None:
        """Leave room for the heads that wait."""
        if self._group:
            self._group.allow(self._processes + len(self.heads))
