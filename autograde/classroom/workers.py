"""Who grades: this process, or several of them. None of them runs student code, or writes.

Each has a prewarmed sandbox of its own. A worker that dies takes nobody's submission with it: what
it was grading is tried again, and needs attention when that kills the next one too.
"""

from __future__ import annotations

import multiprocessing
import signal
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde.course import Course
from autograde.grading.limits import Limits

from .marking import Marked, Marker

TRIES = 3


@dataclass(frozen=True)
class Start:
    """What a worker needs to begin."""

    root: Path
    assignment: str
    limits: Limits | None = None
    isolate: bool | None = None


@dataclass(frozen=True)
class Task:
    """One file to grade."""

    student: str
    path: Path


Result = tuple[Task, Marked | str]
_Answer = tuple[Marked | str, list[str]]


def hire(start: Start, jobs: int) -> Here | Pool:
    """So many workers; one is this process itself."""
    return Pool(start, jobs) if jobs > 1 else Here(start)


class Here:
    """Grade in this process, one task after another."""

    def __init__(self, start: Start) -> None:
        self.marker = _marker(start)

    def __enter__(self) -> Here:
        _get_ready(self.marker)
        return self

    def __exit__(self, *error: Any) -> None:
        self.marker.__exit__(*error)

    @property
    def notes(self) -> list[str]:
        """What is to be said about the sandbox."""
        return self.marker.grader.box.notes

    def results(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Each task with its result, or with the reason why there is none."""
        return ((task, _mark(self.marker, task)) for task in tasks)


def _marker(start: Start) -> Marker:
    course = Course.load(start.root)
    return Marker(course, start.assignment, limits=start.limits, isolate=start.isolate)


def _get_ready(marker: Marker) -> None:
    with warnings.catch_warnings(action="ignore"):  # what is to be said is in the box's notes
        marker.__enter__()


def _mark(marker: Marker, task: Task) -> Marked | str:
    try:
        return marker.mark(task.path, task.student)
    except Exception as error:  # one submission must not end the class
        return f"the grader itself failed on it ({type(error).__name__}: {error})"[:400]


class Pool:
    """Worker processes, made anew when one of them dies."""

    def __init__(self, start: Start, jobs: int) -> None:
        self.start, self.jobs = start, jobs
        self.notes: list[str] = []
        self.pool = self._new()

    def __enter__(self) -> Pool:
        ready = [self.pool.submit(_notes, self.start) for _ in range(self.jobs)]
        self.notes = ready[0].result()
        return self

    def __exit__(self, *error: Any) -> None:
        if error[0] is not None:  # after an interrupt nobody waits for what is half done
            for worker in multiprocessing.active_children():
                worker.terminate()
        self.pool.shutdown(cancel_futures=True)

    def results(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Each task with its result, or with the reason why there is none, as they are ready."""
        waiting = [(task, 1) for task in reversed(tasks)]
        running: dict[Future[_Answer], tuple[Task, int]] = {}
        while waiting or running:
            while waiting and len(running) < self._width(waiting):
                task, tries = waiting.pop()
                running[self._submit(task)] = (task, tries)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            broken = []
            for future in done:
                task, tries = running.pop(future)
                try:
                    result, notes = future.result()
                except BrokenProcessPool:
                    broken.append((task, tries))
                else:
                    self.notes += [note for note in notes if note not in self.notes]
                    yield task, result
            if broken:
                broken += running.values()
                running.clear()
                self.pool.shutdown()
                self.pool = self._new()
                for task, tries in broken:
                    if tries >= TRIES:
                        yield task, "grading it ended the grader's own process, three times"
                    else:
                        waiting.append((task, tries + 1))

    def _submit(self, task: Task) -> Future[_Answer]:
        try:
            return self.pool.submit(_work, self.start, task)
        except BrokenProcessPool as error:  # a worker died just now
            failed: Future[_Answer] = Future()
            failed.set_exception(error)
            return failed

    def _width(self, waiting: list[tuple[Task, int]]) -> int:
        """One at a time after a death, so that only the guilty one is tried three times."""
        return 1 if waiting[-1][1] > 1 else 2 * self.jobs

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.jobs, multiprocessing.get_context("spawn"))


_here: list[Marker] = []


def _ready(start: Start) -> Marker:
    """In a worker: get ready once. Interrupts are for the parent, which then stops us."""
    if not _here:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        marker = _marker(start)
        _get_ready(marker)
        _here.append(marker)
    return _here[0]


def _notes(start: Start) -> list[str]:
    return _ready(start).grader.box.notes


def _work(start: Start, task: Task) -> _Answer:
    marker = _ready(start)
    return _mark(marker, task), marker.grader.box.notes
