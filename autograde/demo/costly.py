"""Hand-ins that take more than their share: time, memory, processes, output."""

from __future__ import annotations

from .papers import Paper, Row, writer

LOOP = """
def correlate2d(image, kernel):
    while True:
        pass
"""

DEAF_LOOP = """
import signal
for number in range(1, 64):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    pass
"""

MEMORY = """
def correlate2d(image, kernel):
    kept = []
    while True:
        kept.append(np.ones(1 << 22))
"""

FORKS = """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
"""

OUTPUT = """
for _ in range(1600):
    print("x" * 65_536)
"""

LEAVE = """
import os
os._exit(0)
"""


LEAVE_CALL = """
import os
def correlate2d(image, kernel):
    os._exit(0)
"""


def rows(paper: Paper, right: dict[str, str]) -> list[Row]:
    """Every costly row. `right` are answers that do not call each other."""

    def broken(name: str, source: str, *statuses: str) -> Row:
        notebook = paper.filled({**right, "correlate2d": source})
        return Row(name, writer(name, notebook), 6.0, statuses={"correlate2d": statuses})

    def beside(name: str, source: str, score: float, *, isolation: bool = False) -> Row:
        notebook = paper.filled(right, added=[source])
        return Row(name, writer(name, notebook), score, isolation=isolation)

    return [
        broken("endless loop in a call", LOOP, "timeout"),
        broken("memory bomb", MEMORY, "killed", "error", "timeout"),
        beside("endless loop that ignores signals", DEAF_LOOP, 9.0),
        beside("os._exit in a cell", LEAVE, 9.0),
        broken("os._exit in a call", LEAVE_CALL, "killed"),
        beside("100 MB of output", OUTPUT, 9.0),
        beside("fork bomb", FORKS, 9.0, isolation=True),
    ]
