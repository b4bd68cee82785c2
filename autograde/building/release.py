"""Build a course: texts into recorded cases, executed solutions, releases, and the student wheel.

Everything is made in a temporary folder first. What was there before is replaced only when all
of it has succeeded.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograde.course import Course, chosen
from autograde.exercise import Assignment
from autograde.registry import ASSIGNMENTS
from cnn_lab.sheets import dump_recorded

from . import boxes, kept, recording, running, wheel
from .assemble import expand
from .course_map import course_map, map_path
from .marks import add_digest
from .text import Text, TextError, read

Progress = Callable[[str], None]


class BuildError(Exception):
    """A build that could not be finished; nothing was replaced. The message names the mend."""


@dataclass(frozen=True)
class _Plan:
    """One assignment on its way: its text, its notebook before execution, and its build."""

    text: Text
    notebook: Any
    build: str
    recorded: str


def build(
    root: Path,
    assignments: Sequence[str] | None = None,
    progress: Progress = print,
    registry: Mapping[str, Assignment] = ASSIGNMENTS,
) -> None:
    """Write all that is generated, for some assignments or for all.

    Parameters
    ----------
    root : Path
        The course's folder.
    assignments : sequence of str, optional
        Their ids; None for all of the registry.
    progress : callable
        Gets one line for each step.
    registry : mapping of str to Assignment

    Raises
    ------
    BuildError, CourseError
        Nothing was replaced.
    """
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary).resolve()
        names = make(root, stage, assignments, progress, registry)
        _keep_edits(root, stage, names)
        for name in names:
            _publish(stage, root, name)
        _write(map_path(stage), course_map(Course.load(root), registry))
        _replace(map_path(stage), map_path(root))
    progress(f"built {', '.join(names) or 'nothing'}")


def make(
    root: Path,
    stage: Path,
    assignments: Sequence[str] | None = None,
    progress: Progress = print,
    registry: Mapping[str, Assignment] = ASSIGNMENTS,
) -> list[str]:
    """Build into another folder, which gets a copy of the course's `cnn_lab`; see `build`.

    Returns
    -------
    list of str
        The ids of what was built.
    """
    course = Course.load(root)
    course.check(registry)
    wanted = chosen(assignments, registry)
    names = [one.id for one in wanted]
    copy_inputs(root, stage)
    try:
        plans = [_plan(root, course, one) for one in wanted]
    except TextError as error:
        raise BuildError(str(error)) from None
    for name, plan in zip(names, plans, strict=True):
        _write(recording.path(stage, name), plan.recorded)
    for name, plan in zip(names, plans, strict=True):
        progress(f"{name}: executing the solution")
        _execute(plan, stage)
        progress(f"{name}: making the release")
        released = _released(plan, name)
        add_digest(plan.notebook, released)
        _write(solution_path(stage, name), running.write(plan.notebook))
        _write(release_path(stage, name), running.write(released))
        for path in (release_path, solution_path):  # nbgrader's Generate copies it from there
            wheel.build_wheel(stage, path(stage, name).parent)
    return names


def solution_path(root: Path, assignment: str) -> Path:
    """Where the executed solution of an assignment lies."""
    return root / "solutions" / assignment / f"{assignment}.ipynb"


def release_path(root: Path, assignment: str) -> Path:
    """Where the students' notebook of an assignment lies."""
    return root / "notebooks" / assignment / f"{assignment}.ipynb"


def copy_inputs(root: Path, stage: Path) -> None:
    """Copy what the student wheel is made of."""
    junk = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(root / "cnn_lab", stage / "cnn_lab", ignore=junk)
    for name in ("pyproject.toml", "LICENSE"):
        if (root / name).is_file():
            shutil.copyfile(root / name, stage / name)


def _plan(root: Path, course: Course, assignment: Assignment) -> _Plan:
    """Read, check, record and expand; and name the build after all of it."""
    effective = course.effective(assignment)
    text = read(root, assignment.id)
    version = wheel.version(root)
    notebook = expand(text, assignment, effective, version, course.publish_url)
    recorded = recording.record(effective)
    old = recording.load(root, assignment.id)
    if old is not None and recording.same_recorded(old, recorded) is None:
        recorded = replace(old, build="")  # equal but for rounding: keep the file as it is
    rubrics = [(written.id, written.rubric) for written in effective.written]
    inputs = (text.source, dump_recorded(recorded), running.write(notebook), version, repr(rubrics))
    name = hashlib.sha256("\0".join(inputs).encode()).hexdigest()[:12]
    notebook.metadata.cnn_kit["build"] = name
    notebook.cells.append(boxes.built_from(text.path, name))
    return _Plan(text, notebook, name, dump_recorded(replace(recorded, build=name)))


def _execute(plan: _Plan, stage: Path) -> None:
    try:
        running.execute(plan.notebook, stage)
    except running.RunError as error:
        line = plan.text.line(error.cell)
        raise BuildError(
            f"{plan.text.path}, line {line}: the cell {error.cell} does not run cleanly: {error}. "
            "Mend the text, or the answer that it shows."
        ) from None


def _released(plan: _Plan, name: str) -> Any:
    try:
        return running.release(running.write(plan.notebook), name)
    except running.ReleaseError as error:
        raise BuildError(
            f"{plan.text.path}: nbgrader made no release of it. Mend the text. It said:\n{error}"
        ) from None


def _keep_edits(root: Path, stage: Path, names: Sequence[str]) -> None:
    """Refuse to replace notebooks that were edited since they were built."""
    found = []
    for name in names:
        for part, path in (("solution", solution_path), ("release", release_path)):
            old, text = path(root, name), read(root, name)
            called = old.relative_to(root).as_posix()
            found.append(kept.undone(old, path(stage, name), called, part, text))
    messages = [message for message in found if message]
    if messages:
        raise BuildError("\n".join((*messages, kept.MEND)))


def _publish(stage: Path, root: Path, name: str) -> None:
    """Put what was built into its place: first what others read, last the release."""
    _replace(recording.path(stage, name), recording.path(root, name))
    for path in (solution_path, release_path):
        new, folder = path(stage, name).parent, path(root, name).parent
        for file in sorted(new.iterdir(), reverse=True):
            _replace(file, folder / file.name)
        for old in folder.glob("cnn_lab-*.whl"):
            if not (new / old.name).exists():
                old.unlink()


def _replace(source: Path, target: Path) -> None:
    """Copy a file over another, which stays whole until the copy is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, partial)
    os.replace(partial, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
