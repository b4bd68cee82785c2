"""The next submission's run, begun in the background while one is graded."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from autograde.grading.run import Run, WorldDiedError


class Ahead:
    """Keeps one run ready in which nothing has run yet.

    Parameters
    ----------
    begin : callable
        Begins a run.
    """

    def __init__(self, begin: Callable[[], Run]) -> None:
        self._begin = begin
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._coming: list[Future[Run]] = []

    def prepare(self) -> None:
        """Begin a run in the background."""
        self._coming.append(self._pool.submit(self._begin))

    def take(self) -> Run | None:
        """Give the run that was begun; None where there is none or it did not live."""
        while self._coming:
            try:
                run = self._coming.pop().result()
            except (IndexError, OSError, WorldDiedError):
                continue
            if run.alive():
                return run
            run.close()
        return None

    def close(self) -> None:
        """End what was begun."""
        self._pool.shutdown()
        run = self.take()
        if run is not None:
            run.close()
