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
        score = paper.worth("correlate2d")
        return Row(name, writer(name, notebook), score, statuses={"correlate2d": statuses})

    def beside(name: str, source: str, *, isolation: bool = False) -> Row:
        notebook = paper.filled(right, added=[source])
        return Row(name, writer(name, notebook), paper.worth(), isolation=isolation)

    return [
        broken("endless loop in a call", LOOP, "timeout"),
        broken("memory bomb", MEMORY, "killed", "error", "timeout"),
        beside("endless loop that ignores signals", DEAF_LOOP),
        beside("os._exit in a cell", LEAVE),
        broken("os._exit in a call", LEAVE_CALL, "killed"),
        beside("100 MB of output", OUTPUT),
        beside("fork bomb", FORKS, isolation=True),
    ]
