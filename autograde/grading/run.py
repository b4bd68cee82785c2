"""One submission in the sandbox: its cells first, then questions."""

from __future__ import annotations

import time
from collections import deque
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
from autograde.grading.processes import Process, parent_of
from autograde.grading.server import ASK, CELL, CELLS, DONE, GO, HELLO, REPLY, join
from autograde.grading.world import World

REPORT_BYTES = 1 << 16
START_SECONDS = 30
GRACE_SECONDS = 2
TOGETHER_SECONDS = 3
MAX_FRAMES = 20_000  # of one step; honest ones are a few for each cell or case


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
    left : float
        Seconds that the submission may still take; may be lowered.
    chores : deque of callable
        Work of the caller's own, to be done while student code runs, and at the latest on closing.
    """

    def __init__(
        self, channel: Channel, limits: Limits, isolated: bool, group: ControlGroup | None
    ) -> None:
        self.chores: deque[Callable[[], object]] = deque()
        self._channel, self._limits, self._group = channel, limits, group
        self.left = self._seconds = limits.submission_seconds
        self._world = World(isolated, group, limits.processes)
        self._heads = self._world.heads
        self._together = False

    @property
    def dead(self) -> str:
        """Why nothing runs any more, else empty."""
        return self._world.dead

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
        self._channel.admit = self._admit
        if frame is None or frame.kind != HELLO:
            raise WorldDiedError(self._channel.output())
        self._world.begin(frame.pid)

    def alive(self) -> bool:
        """Whether anything can run yet and still."""
        return bool(self._heads) and not self._heads[0].wait(0)

    def cell(self, source: str) -> CellOutcome:
        """Run a cell; if it ends its process or takes too long, it is as if it had not run."""
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

    def cells(self, sources: list[str]) -> list[CellOutcome]:
        """Run cells in one process, up to the first that raises; much faster than one by one.

        The outcomes are of the cells that have run, and without output. If a cell does anything
        else than run through or raise, the run is dead and all that was defined is lost: begin
        another run, and give it the cells one by one.
        """
        reports: list[StudentError | None] = []

        def take(payload: bytes) -> bool:
            reports.append(student_error(payload))
            return reports[-1] is not None or len(reports) == len(sources)

        self._channel.longest = REPORT_BYTES
        seconds = min(TOGETHER_SECONDS, self._limits.cell_seconds)
        body = join(source.encode("utf-8", "replace") for source in sources)
        self._together = True
        status, note = self._step(CELLS, body, seconds, take)
        self._together = False
        if status != "ok" or not reports or not (reports[-1] or len(reports) == len(sources)):
            self._world.end(note or "the cells did not run to their end")
        return [CellOutcome("error" if error else "ok", error) for error in reports]

    def ask(self, request: list[bytes]) -> Answer:
        """Perform encoded cases on the notebook's variables, in a process of their own."""
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
        status, note = self._step(ASK, join(request), self._limits.exercise_seconds, take)
        if status == "ok" and len(replies) < len(request):
            status, note = "killed", "the process ended before it had answered every case"
        return Answer(replies, status, self._channel.output(), note)

    def close(self) -> None:
        """End everything that the submission has started, and do the chores that are left."""
        self._world.kill("the run is over")
        try:
            while self.chores:
                self.chores.popleft()()
        finally:
            self._world.close()
            self._channel.close()

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.chores.clear()
        self.close()

    def _step(
        self, kind: int, payload: bytes, seconds: float, take: Callable[[bytes], bool]
    ) -> tuple[Status, str]:
        """Give one command and see it through, within its time and the submission's."""
        if self.dead:
            return "killed", self.dead
        started = time.monotonic()
        kills = self._world.out_of_memory()
        self._seconds = min(seconds, self.left)
        self._channel.begin_output()
        self._channel.post(kind, payload)
        try:
            status, note = self._listen(started + self._seconds, take)
        except WorldDiedError as error:
            self._world.end(str(error))
            status, note = "killed", str(error)
        if self._world.child:
            self._bury(self._world.child)
        if status != "ok" and not self.dead:
            self._world.clear_away()
        self.left -= time.monotonic() - started
        if self.left <= 0:
            self._world.end("the submission's time is used up")
        if status == "killed" and self._world.out_of_memory() > kills:
            note = f"it used more than {self._limits.memory_bytes >> 20} MiB of memory"
        return status, note

    def _listen(self, deadline: float, take: Callable[[bytes], bool]) -> tuple[Status, str]:
        """Hear the worker out, until it reports, dies, misbehaves or its time is over."""
        for _ in range(MAX_FRAMES):
            frame = self._next(deadline)
            if frame is None:
                return self._stop("timeout", f"it took longer than {self._seconds:g} seconds")
            if frame.kind == CLOSED:
                raise WorldDiedError("all processes of the submission ended")
            if frame.kind == BROKEN:
                return self._stop("killed", FORGED)
            if frame.kind == DONE and self._is_done(frame):
                return meaning(frame.payload)
            worker = self._worker()
            if frame.kind == REPLY and worker and frame.pid == worker.pid:
                try:
                    finished = take(frame.payload)
                except ValueError:
                    return self._stop("killed", FORGED)
                if finished:
                    self._world.promote()
                    return "ok", ""
        return self._stop("killed", FORGED)

    def _next(self, deadline: float) -> Frame | None:
        """Wait for the next frame; do chores as long as student code lets us wait."""
        while self.chores and self._worker():
            frame = self._channel.next(0)
            if frame is not None:
                return frame
            self.chores.popleft()()
        return self._channel.next(deadline)

    def _worker(self) -> Process | None:
        """Say which process runs student code at this moment."""
        return self._heads[-1] if self._together else self._world.child

    def _admit(self, pid: int) -> bool:
        """Whether a process that says hello is what the head has just forked; then it may begin.

        The handle is taken before the parent is looked up: should the number be somebody else's
        by then, the parent is not the head.
        """
        if self._together or self._world.child or not self._heads:
            return False
        child = Process(pid)
        if CREDENTIALS and parent_of(pid) != self._heads[-1].pid:
            child.close()
            return False
        self._world.child = child
        self._channel.post(GO)
        return True

    def _is_done(self, frame: Frame) -> bool:
        """Whether the step is over because somebody died: the child, or later heads with it."""
        if frame.pid not in [head.pid for head in self._heads]:
            return False
        lost = self._heads[-1].pid != frame.pid
        while self._heads[-1].pid != frame.pid:
            self._bury(self._heads.pop())
        return self._world.child is not None or not lost

    def _stop(self, status: Status, note: str) -> tuple[Status, str]:
        """Kill the child and wait until its parent has noticed, else end the world."""
        if self._world.child is None:
            self._world.end(note)
            return status, note
        self._world.child.kill()
        deadline = time.monotonic() + GRACE_SECONDS
        while True:
            frame = self._channel.next(deadline)
            if frame is None or frame.kind == CLOSED or time.monotonic() > deadline:
                self._world.end(note)
                return status, note
            if frame.kind == DONE and self._is_done(frame):
                return status, note

    def _bury(self, process: Process) -> None:
        """Make sure that a process is gone, and listen to it no longer."""
        self._world.bury(process)
        self._channel.forget(process.pid)
