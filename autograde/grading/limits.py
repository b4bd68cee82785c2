"""How much time, memory and output one submission may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits on one submission.

    Attributes
    ----------
    cell_seconds, exercise_seconds, submission_seconds : float
        Wall-clock time for one cell, for one exercise's cases, and for all of them together.
    memory_bytes : int
        Memory of the whole submission, its processes, tmpfs and memfd included, where control
        groups allow it. Each process by itself may add half of it to what it starts with: so a
        list that grows for ever is a MemoryError, and not a killed process.
    processes : int
        Processes and threads at one time, beside the one that each cell leaves waiting.
    cells : int
        Cells that are run: each keeps some megabytes until the end.
    tmp_bytes : int
        Size of ``/tmp``, of ``/dev/shm``, and of any single file.
    output_bytes : int
        How much of what one cell or exercise prints is kept; the rest is counted.
    reply_bytes : int
        All replies of one exercise together.
    """

    cell_seconds: float = 20
    exercise_seconds: float = 10
    submission_seconds: float = 180
    memory_bytes: int = 1 << 30
    processes: int = 64
    cells: int = 150
    tmp_bytes: int = 64 << 20
    output_bytes: int = 8_000
    reply_bytes: int = 16 << 20
