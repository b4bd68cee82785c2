"""Grade a class: everybody's submission into the gradebook, one transaction each.

Workers grade; only the parent writes. What is graded already, by the same build and from the same
file, is left alone, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from nbgrader import api
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from autograde import registry
from autograde.course import Course
from autograde.grading.limits import Limits
from autograde.grading.reading import plain

from . import autograded, folders, master, workers
from .autograded import Facts, Notebook
from .folders import Submission
from .gradebook import computed, gradebook, marks, moment, penalize_all, penalties, record
from .marking import Marked, release_of, stamp
from .workers import Result, Task

Progress = Callable[[Iterator[Result], int], Iterable[Result]]


@dataclass(frozen=True)
class Line:
    """What became of one student's submission.

    `facts` is None where there is no result at all. `kept` says that this file was graded before;
    `attention` is why a person has to look, or empty.
    """

    student: str
    facts: Facts | None
    attention: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Summary:
    """What became of a class: a line for each of so many students, unless it was interrupted.

    `late` says what those lose who handed in late.
    """

    assignment: str
    lines: tuple[Line, ...]
    total: int
    notes: tuple[str, ...]
    late: Mapping[str, float]

    @property
    def ended(self) -> bool:
        """Whether everybody has a line."""
        return len(self.lines) == self.total


def grade_class(
    course: Course,
    assignment: str,
    *,
    jobs: int = 1,
    again: bool = False,
    limits: Limits | None = None,
    isolate: bool | None = None,
    progress: Progress = lambda results, total: results,
    say: Callable[[str], None] = lambda note: None,
) -> Summary:
    """Grade everything in `submitted/` for an assignment.

    Parameters
    ----------
    course : Course
    assignment : str
        Its id.
    jobs : int
        How many submissions are graded at the same time.
    again : bool
        Also grade what is graded already.
    limits : Limits, optional
    isolate : bool, optional
        See `Grader`.
    progress : callable
        Gets the results as they come, and their number; gives them on.
    say : callable
        Gets each of the summary's notes as soon as it is known: before student code runs, if that
        is when.

    Raises
    ------
    NoSecret, NotBuilt, SandboxError, GradebookError
        The class cannot be graded, or not to its end; what was graded is kept.
    """
    release = release_of(course, assignment)
    effective = course.effective(registry.assignment(assignment))
    notes: list[str] = []

    def note(found: Iterable[str]) -> None:
        for one in found:
            if one not in notes:
                notes.append(one)
                say(one)

    with gradebook(course) as book:
        note(master.prepare(book, course, effective, release))
        everybody = folders.submissions(course.root, assignment)
        times = {one.student: folders.timestamp(one) for one in everybody}
        known = computed(book, assignment)
        before = {} if again else _graded_before(course, release, everybody, known)
        penalize_all(book, course, assignment, {name: times[name] for name in before})
        lines = [Line(name, facts, facts.attention, kept=True) for name, facts in before.items()]
        tasks = [
            Task(one.student, folders.handed_in(one, assignment))
            for one in everybody
            if one.student not in before
        ]
        start = workers.Start(course.root, assignment, limits, isolate)
        with suppress(KeyboardInterrupt):  # the lines then say who is graded
            for task, marked in _results(start, jobs, tasks, progress, note):
                earlier = any(score is not None for score in known.get(task.student, {}).values())
                stored = _finish(book, course, assignment, task, marked, times, earlier)
                lines.append(stored)
        late = penalties(book, assignment)
    lines = [_with_time(line, times[line.student]) for line in lines]
    lines.sort(key=lambda line: line.student)
    return Summary(assignment, tuple(lines), len(everybody), tuple(notes), late)


def _results(
    start: workers.Start,
    jobs: int,
    tasks: Sequence[Task],
    progress: Progress,
    note: Callable[[Iterable[str]], None],
) -> Iterator[Result]:
    """Let workers grade, if there is anything to grade."""
    if tasks:
        with workers.hire(start, min(jobs, len(tasks))) as crew:
            note(crew.notes)
            yield from progress(crew.results(tasks), len(tasks))
            note(crew.notes)


def _with_time(line: Line, timestamp: str | None) -> Line:
    """Say where the time of a submission is none."""
    if timestamp is None or moment(timestamp) is not None:
        return line
    reason = (
        f"timestamp.txt holds no time ({plain(timestamp, 40)}), so nothing is taken off for being "
        "late. Write the right one there, as 2030-10-01 12:00:00 UTC, and grade again."
    )
    return replace(line, attention="; ".join(filter(None, (line.attention, reason))))


def _graded_before(
    course: Course,
    release: Notebook,
    everybody: Iterable[Submission],
    known: Mapping[str, Mapping[str, float | None]],
) -> dict[str, Facts]:
    """Who is graded already, from the same file by the same build, and with what result.

    The gradebook must say the same: it may have been restored, or a run have ended between the two.
    """
    name = release["metadata"][autograded.KIT]["assignment"]
    found = {}
    for one in everybody:
        read = autograded.read(folders.graded_path(course.root, one.student, name))
        if read is None or read.scores != known.get(one.student):
            continue
        path = folders.handed_in(one, name)
        if read.stamp == stamp(course, release, path, one.student):
            found[one.student] = read.facts
    return found


def _finish(
    book: api.Gradebook,
    course: Course,
    assignment: str,
    task: Task,
    marked: Marked | str,
    times: Mapping[str, str | None],
    earlier: bool,
) -> Line:
    """Put one result where it belongs; an `earlier` result stays when there is no new one."""
    target = folders.graded_path(course.root, task.student, assignment)
    before = autograded.read(target)
    if isinstance(marked, str):
        return Line(task.student, before.facts if before else None, marked)
    attention = marked.facts.attention
    if marked.facts.score is None and earlier:
        note = f"{attention} The result of an earlier file was kept."
        return Line(task.student, before.facts if before else None, note)
    try:
        with folders.replacing(target, marked.text):
            folders.copy_companions(task.path.parent, target.parent)
            found = marks(json.loads(marked.text))
            record(book, course, assignment, task.student, found, times[task.student])
    except OperationalError:
        raise  # the database itself: nothing more can be recorded
    except (OSError, SQLAlchemyError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else plain(str(error), 300)
        attention = f"its result could not be stored in {folders.AUTOGRADED}/: {why}"
        return Line(task.student, before.facts if before else None, attention)
    return Line(task.student, marked.facts, attention)
