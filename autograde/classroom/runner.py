"""Grade a class: everybody's submission into the gradebook, one transaction each.

Workers grade; only the parent writes. What is graded already, by the same build and from the same
file, is left alone, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nbgrader import api
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from autograde import registry
from autograde.course import Course
from autograde.grading.limits import Limits
from autograde.grading.reading import plain

from . import autograded, folders, master, workers
from .autograded import Facts, Notebook
from .folders import Submission
from .gradebook import gradebook, marks, penalize, record
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
    """What became of a class: a line for each of so many students, unless it was interrupted."""

    assignment: str
    lines: tuple[Line, ...]
    total: int
    notes: tuple[str, ...]

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
        known = _penalize_again(book, course, assignment)
        everybody = folders.submissions(course.root, assignment)
        before = {} if again else _graded_before(course, release, everybody, known)
        lines = [Line(name, facts, facts.attention, kept=True) for name, facts in before.items()]
        waiting = [one for one in everybody if one.student not in before]
        times = {one.student: folders.timestamp(one) for one in waiting}
        tasks = [Task(one.student, folders.handed_in(one, assignment)) for one in waiting]
        if not tasks:
            return Summary(assignment, tuple(lines), len(everybody), tuple(notes))
        start = workers.Start(course.root, assignment, limits, isolate)
        try:
            with workers.hire(start, min(jobs, len(tasks))) as crew:
                note(crew.notes)
                for task, marked in progress(crew.results(tasks), len(tasks)):
                    lines.append(_finish(book, course, assignment, task, marked, times))
                note(crew.notes)
        except KeyboardInterrupt:
            pass  # the lines say who is graded
    lines.sort(key=lambda line: line.student)
    return Summary(assignment, tuple(lines), len(everybody), tuple(notes))


def _graded_before(
    course: Course, release: Notebook, everybody: Iterable[Submission], known: set[str]
) -> dict[str, Facts]:
    """Who is graded already, from the same file by the same build, and with what result."""
    name = release["metadata"][autograded.KIT]["assignment"]
    found = {}
    for one in everybody:
        read = autograded.read(folders.graded_path(course.root, one.student, name))
        if read is None or one.student not in known:
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
    times: dict[str, str | None],
) -> Line:
    """Put one result where it belongs; an earlier result stays when there is no new one."""
    target = folders.graded_path(course.root, task.student, assignment)
    before = autograded.read(target)
    if isinstance(marked, str):
        return Line(task.student, before.facts if before else None, marked)
    attention = marked.facts.attention
    if marked.facts.score is None and before is not None and before.facts.score is not None:
        note = f"{attention} The result of an earlier file was kept."
        return Line(task.student, before.facts, note)
    try:
        with folders.replacing(target, marked.text):
            folders.copy_companions(task.path.parent, target.parent)
            found = marks(json.loads(marked.text))
            record(book, course, assignment, task.student, found, times[task.student])
    except OperationalError:
        raise  # the database itself: nothing more can be recorded
    except (OSError, SQLAlchemyError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else plain(str(error), 300)
        attention = f"its result could not be stored: {why}"
        return Line(task.student, before.facts if before else None, attention)
    return Line(task.student, marked.facts, attention)


def _penalize_again(book: api.Gradebook, course: Course, assignment: str) -> set[str]:
    """Work the late penalties out again: deadlines move, and people give scores.

    Gives the students who have a submission in the gradebook.
    """
    submissions = book.find_assignment(assignment).submissions
    for submission in submissions:
        for notebook in submission.notebooks:
            penalize(course, submission, notebook)
    book.db.commit()
    return {submission.student_id for submission in submissions}
