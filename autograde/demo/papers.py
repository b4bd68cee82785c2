"""The paper that the simulated class writes on: a release to fill in, and rows to expect."""

from __future__ import annotations

import copy
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograde.exercise import Answer, Exercise, Variant

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One hand-in and what it must get.

    `make` writes it into a folder and returns the file. `score` is None for a file that needs
    attention. `mistakes` are the names that must be found, by exercise; every other exercise must
    have none; None where any name will do. `statuses` names those exercises that must have a
    status (any of several). `isolation` marks a row that only a sandbox with bubblewrap defends.
    """

    name: str
    make: Callable[[Path], Path]
    score: float | None
    mistakes: dict[str, str] | None = field(default_factory=dict)
    statuses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    isolation: bool = False


@dataclass(frozen=True)
class Paper:
    """A release and the instructor's answers to it."""

    release: Notebook
    answers: dict[str, str]

    @classmethod
    def read(cls, root: Path, assignment: str) -> Paper:
        """Read what the build wrote for an assignment."""
        name = f"{assignment}/{assignment}.ipynb"
        release = json.loads((root / "notebooks" / name).read_text(encoding="utf-8"))
        solved = json.loads((root / "solutions" / name).read_text(encoding="utf-8"))
        answers = {_grade_id(c): _source(c) for c in solved["cells"] if _is_answer(c)}
        return cls(release, answers)

    def worth(self, *without: str) -> float:
        """The points of all exercises but some."""
        checks = {
            _grade_id(cell): cell["metadata"].get("nbgrader", {}) for cell in self.release["cells"]
        }
        points = {name: float(c["points"]) for name, c in checks.items() if name[:6] == "check-"}
        return sum(points.values()) - sum(points[f"check-{name}"] for name in without)

    def filled(
        self,
        answers: dict[str, str] | None = None,
        *,
        added: Iterable[str] = (),
        first: bool = False,
    ) -> Notebook:
        """The release with some answers written in, and cells added at its end (or its start)."""
        notebook = copy.deepcopy(self.release)
        for cell in notebook["cells"]:
            source = (answers or {}).get(_grade_id(cell))
            if source is not None and cell["metadata"]["nbgrader"]["solution"]:
                cell["source"] = source.splitlines(keepends=True)
        cells = [_code(source) for source in added]
        place = 1 if first else len(notebook["cells"])
        notebook["cells"][place:place] = cells
        return notebook


def writer(name: str, notebook: Notebook | Callable[[], Notebook]) -> Callable[[Path], Path]:
    """What writes a notebook under a name."""

    def write(folder: Path) -> Path:
        made = notebook() if callable(notebook) else notebook
        path = folder / f"{name.replace('/', '-')}.ipynb"
        path.write_text(json.dumps(made, indent=1), encoding="utf-8")
        return path

    return write


def answer_source(exercise: Exercise, answer: Answer) -> str:
    """Source text of a function of ours, as a student's cell for an exercise.

    The module that the function lives in goes along whole, with those of its siblings that it
    imports; beside these it may import NumPy and the standard library alone.
    """
    options = dict(answer.options) if isinstance(answer, Variant) else {}
    function: Any = answer.function if isinstance(answer, Variant) else answer
    module = "from __future__ import annotations\n" + _module(function.__module__)
    return (
        f"space = {{'__name__': '__main__'}}\nexec({module!r}, space)\n\n"
        f"def {exercise.id}(*args, answer=space[{function.__name__!r}]):\n"
        f"    return answer(*args, **{options!r})\n"
    )


def _module(name: str) -> str:
    """A module's source, with its siblings' sources in place of their imports."""

    def sibling(found: re.Match[str]) -> str:
        return _module(f"{name.rpartition('.')[0]}.{found[1]}")

    source = inspect.getsource(sys.modules[name]).replace("from __future__ import annotations", "")
    return re.sub(r"^from \.(\w+) import (\([^)]*\)|.*)$", sibling, source, flags=re.MULTILINE)


def _code(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _grade_id(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _is_answer(cell: dict[str, Any]) -> bool:
    grade = cell["metadata"].get("nbgrader", {})
    return bool(grade.get("solution")) and cell["cell_type"] == "code"


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])
