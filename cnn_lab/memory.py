"""What a student has checked so far, in a small file beside the notebook.

The file is a convenience: when it cannot be read or written, checks work all the same. Whoever runs
notebooks without being a student (tests, builds) sets the environment variable CNN_LAB_MEMORY to
"off": then nothing is written.

Each assignment has a folder of its own, called by its name; those of a course lie side by side.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = ".cnn_lab.json"
SWITCH = "CNN_LAB_MEMORY"
Scores = dict[str, dict[str, float]]

_muted = False


def note(assignment: str, exercise: str, score: float) -> None:
    """Keep an exercise's visible score when it is the best so far; never fails."""
    if not writes():
        return
    scores, trouble = read(Path(FILE))
    before = scores.get(assignment, {}).get(exercise)
    if trouble or (before is not None and before >= score):
        return
    scores.setdefault(assignment, {})[exercise] = score
    write(FILE, json.dumps(scores, indent=1, sort_keys=True) + "\n")


def writes() -> bool:
    """Whether anything is kept here."""
    return not _muted and os.environ.get(SWITCH) != "off"


def write(name: str, text: str) -> bool:
    """Put a text into a file beside the notebook as a whole; False when that is not possible."""
    fresh = Path(name + ".new")
    try:
        fresh.write_text(text, encoding="utf-8")
        os.replace(fresh, name)
    except OSError:
        return False
    return True


def read_all(assignments: Iterable[str]) -> tuple[Scores, str]:
    """What `read` gives, from this folder and from those of the assignments around it."""
    names = tuple(assignments)
    files = [Path(FILE), *(Path(above, name, FILE) for above in ("..", ".") for name in names)]
    found = [read(file) for file in files]
    best: Scores = {}
    for scores, _ in found:
        for assignment, exercises in scores.items():
            kept = best.setdefault(assignment, {})
            for name, score in exercises.items():
                kept[name] = max(score, kept.get(name, score))
    return best, next((trouble for _, trouble in found if trouble), "")


def read(file: Path) -> tuple[Scores, str]:
    """The best visible scores by assignment and exercise, and a sentence when there is trouble."""
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}, ""
    except (OSError, UnicodeDecodeError):
        return {}, f"{file} cannot be read here, so earlier checks are not counted."
    try:
        return _scores(json.loads(text)), ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}, f"{file} is damaged: delete it, and check again; your answers are not in it."


@contextmanager
def muted() -> Iterator[None]:
    """Keep nothing while this is open."""
    global _muted
    before, _muted = _muted, True
    try:
        yield
    finally:
        _muted = before


def _scores(found: object) -> Scores:
    if not isinstance(found, dict):
        raise TypeError("scores are a table")
    scores = {
        str(assignment): {str(name): float(score) for name, score in exercises.items()}
        for assignment, exercises in found.items()
    }
    if not all(math.isfinite(score) for best in scores.values() for score in best.values()):
        raise ValueError("a score is a number")
    return scores
