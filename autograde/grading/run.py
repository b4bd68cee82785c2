"""One submission in the sandbox: cells one after another, then questions."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType

from autograde.grading.cgroup import ControlGroup
from autograde.grading.channel import BROKEN, CLOSED, CREDENTIALS, Channel, Frame
from autograde.grading.limits import Limits
from autograde.grading.outcomes import (
    FORGED,
    Answer,
    CellOutcome,
    Status,
    StudentError,
    meaning,
    student_error,
)
from autograde.grading.processes import (
    Process,
    descendants,
    end_descendants,
    kill_group,
    parent_of,
)
from autograde.grading.server import ASK, CELL, DONE, GO, HELLO, NUMBER, REPLY

REPORT_BYTES = 1 << 16
START_SECONDS = 30
GRACE_SECONDS = 2
END_SECONDS = 5


class WorldDiedError(Exception):
    """The submission's first process is gone, and all the others with it."""


class Run:
    """One submission; use it as a context manager.

    Student code cannot make these methods raise: whatever it does is an outcome.

    Parameters
    ----------
    channel : Channel
    limits : Limits
    isolated : bool
        Whether the first head is process 1 of a process namespace.
    group : ControlGroup, optional
        Limits for the submission as a whole.

    Attributes
    ----------
    dead : str
        Why nothing runs any more, else empty.
    left : float
        Seconds that the submission may still take; may be lowered.
    """

    def __init__(
        self, channel: Channel, limits: Limits, isolated: bool, group: ControlGroup | None
    ) -> None:
        self.dead = ""
        self._channel, self._limits, self._isolated, self._group = channel, limits, isolated, group
        self.left = self._seconds = limits.submission_seconds
        self._heads: list[Process] = []
        self._child: Process | None = None

    def start(self) -> None:
        """Wait for the first head, and put it under the submission's limits.

        Raises
        ------
        WorldDiedError
            If it does not come; the message is what it said on the way.
        """
        self._channel.longest = REPORT_BYTES
        self._channel.admit = lambda pid: True
        frame = self._channel.next(time.monotonic() + START_SECONDS)
        self._channel.admit = self._is_child
        if frame is None or frame.kind != HELLO:
            raise WorldDiedError(self._channel.output())
        self._heads.append(Process(frame.pid))
        if self._group:
            self._group.add(self._heads[0].pid)

    def cell(self, source: str) -> CellOutcome:
        """Run a cell; if it ends its process or takes too long, it is as if it had not run.

        Parameters
        ----------
        source : str

        Returns
        -------
        CellOutcome
        """
        if len(self._heads) > self._limits.cells:
            return CellOutcome("killed", note=f"more than {self._limits.cells} cells")
        reports: list[StudentError | None] = []

        def take(payload: bytes) -> bool:
            reports.append(student_error(payload))
            return True

        self._channel.longest = REPORT_BYTES
        text = source.encode("utf-8", "replace")
        status, note = self._step(CELL, text, self._limits.cell_seconds, take)
        output = self._channel.output()
        if reports and status == "ok":
            return CellOutcome("error" if reports[0] else "ok", reports[0], output)
        if status == "ok":
            status, note = "killed", "the process ended itself with exit code 0"
        return CellOutcome(status, None, output, note)

    def ask(self, request: list[bytes]) -> Answer:
        """Perform encoded cases on the notebook's variables, in a process of their own.

        Parameters
        ----------
        request : list of bytes
            One encoded case each.

        Returns
        -------
        Answer
        """
        replies: list[bytes] = []
        room = self._limits.reply_bytes

        def take(payload: bytes) -> bool:
            nonlocal room
            room -= len(payload)
            if room < 0 or len(replies) == len(request):
                raise ValueError("it sent more than was asked for")
            replies.append(payload)
            return False

        self._channel.longest = self._limits.reply_bytes
        body = b"".join(NUMBER.pack(len(case)) + case for case in request)
        status, note = self._step(ASK, body, self._limits.exercise_seconds, take)
        if status == "ok" and len(replies) < len(request):
            status, note = "killed", "the process ended before it had answered every case"
        return Answer(replies, status, self._channel.output(), note)

    def close(self) -> None:
        """End everything that the submission has started."""
        self._end_world("the run is over")
        for process in self._heads:
            process.close()
        self._heads.clear()
        self._channel.close()
        if self._group:
            self._group.end()

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _step(
        self, kind: int, payload: bytes, seconds: float, take: Callable[[bytes], bool]
    ) -> tuple[Status, str]:
        """Give one command and see it through, within its time and the submission's."""
        if self.dead:
            return "killed", self.dead
        started = time.monotonic()
        kills = self._group.out_of_memory() if self._group else 0
        self._seconds = min(seconds, self.left)
        self._channel.begin_output()
        self._channel.post(kind, payload)
        try:
            status, note = self._listen(started + self._seconds, take)
        except WorldDiedError as error:
            self._end_world(str(error))
            status, note = "killed", str(error)
        if self._child:
            self._bury(self._child)
        if status != "ok" and not self.dead:
            self._clear_away()
        self.left -= time.monotonic() - started
        if self.left <= 0:
            self._end_world("the submission's time is used up")
        if status == "killed" and self._group and self._group.out_of_memory() > kills:
            note = f"it used more than {self._limits.memory_bytes >> 20} MiB of memory"
        return status, note

    def _listen(self, deadline: float, take: Callable[[bytes], bool]) -> tuple[Status, str]:
        """Hear the child out, until it reports, dies, misbehaves or its time is over."""
        while True:
            frame = self._channel.next(deadline)
            if frame is None:
                return self._stop("timeout", f"it took longer than {self._seconds:g} seconds")
            if frame.kind == CLOSED:
                raise WorldDiedError("all processes of the submission ended")
            if frame.kind == BROKEN:
                return self._stop("killed", FORGED)
            if frame.kind == DONE and self._is_done(frame):
                return meaning(frame.payload)
            if frame.kind == REPLY and self._child and frame.pid == self._child.pid:
                try:
                    finished = take(frame.payload)
                except ValueError:
                    return self._stop("killed", FORGED)
                if finished:
                    self._heads.append(self._child)
                    self._child = None
                    if self._group:  # one process more that only waits
                        self._group.allow(self._limits.processes + len(self._heads))
                    return "ok", ""

    def _is_child(self, pid: int) -> bool:
        """Whether a process that says hello is what the head has just forked; then it is ours.

        The handle is taken before the parent is looked up: should the number be somebody else's
        by then, the parent is not the head.
        """
        if self._child or not self._heads:
            return False
        child = Process(pid)
        if CREDENTIALS and parent_of(pid) != self._heads[-1].pid:
            child.close()
            return False
        self._child = child
        self._channel.post(GO)
        return True

    def _is_done(self, frame: Frame) -> bool:
        """Whether the step is over because somebody died: the child, or later heads with it."""
        if frame.pid not in [head.pid for head in self._heads]:
            return False
        lost = self._heads[-1].pid != frame.pid
        while self._heads[-1].pid != frame.pid:
            self._bury(self._heads.pop())
        return self._child is not None or not lost

    def _stop(self, status: Status, note: str) -> tuple[Status, str]:
        """Kill the child and wait until its parent has noticed, else end the world."""
        if self._child is None:
            self._end_world(note)
            return status, note
        self._child.kill()
        deadline = time.monotonic() + GRACE_SECONDS
        while True:
            frame = self._channel.next(deadline)
            if frame is None or frame.kind == CLOSED:
                self._end_world(note)
                return status, note
            if frame.kind == DONE and self._is_done(frame):
                return status, note

    def _clear_away(self) -> None:
        """End what a stopped step has left running, so that the next one has its room."""
        if self._group:
            self._group.allow(0)
        end_descendants(self._heads[0].pid, {head.pid for head in self._heads}, END_SECONDS)
        if self._group:
            self._group.allow(self._limits.processes + len(self._heads))

    def _bury(self, process: Process) -> None:
        """Make sure that a process is gone, and listen to it no longer."""
        process.kill()
        process.close()
        self._channel.forget(process.pid)
        if process is self._child:
            self._child = None

    def _end_world(self, why: str) -> None:
        """Kill the first head, and with it, in a process namespace, everything else."""
        if self.dead or not self._heads:
            return
        self.dead = why
        first = self._heads[0]
        strays = [] if self._isolated else [Process(pid) for pid in descendants(first.pid)]
        for process in [*self._heads, *([self._child] if self._child else []), *strays]:
            process.kill()
        if not self._isolated:
            kill_group(first.pid)
        for process in strays:
            process.close()
        first.wait(END_SECONDS)
