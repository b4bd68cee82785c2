"""Grade a class: everybody's submission into the gradebook, one transaction each.

Workers grade; only the parent writes. What is graded already, by the same build and from the same
file, is left alone, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nbgrader import api
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from autograde import registry
from autograde.course import Course
from autograde.grading.limits import Limits
from autograde.grading.reading import plain

from . import autograded, folders, master, workers
from .autograded import Facts
from .gradebook import gradebook, penalize, record
from .marking import Marked, release_of, stamp
from .workers import Result, Task

Progress = Callable[[Iterator[Result], int], Iterable[Result]]


@dataclass(frozen=True)
class Line:
    """What became of one student's submission.

    `facts` is None where there is no result at all. `kept` says that it is an earlier result;
    `attention` is why a person has to look, or empty.
    """

    student: str
    facts: Facts | None
    attention: str = ""
    kept: bool = False


@dataclass(frozen=True)
class Summary:
    """What became of a class. `ended` is False when it was interrupted."""

    assignment: str
    lines: tuple[Line, ...]
    total: int
    notes: tuple[str, ...]
    ended: bool = True


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
    with gradebook(course) as book:
        notes: list[str] = []

        def note(found: list[str]) -> None:
            for one in found:
                if one not in notes:
                    notes.append(one)
                    say(one)

        effective = course.effective(registry.assignment(assignment))
        note(master.prepare(book, course, effective, release))
        known = _penalize_again(book, course, assignment)
        lines, tasks = [], []
        everybody = folders.submissions(course.root, assignment)
        for one in everybody:
            path = folders.handed_in(one, assignment)
            before = autograded.read(folders.graded_path(course.root, one.student, assignment))
            same = before is not None and before.stamp == stamp(course, release, path, one.student)
            if before is not None and same and one.student in known and not again:
                lines.append(Line(one.student, before.facts, before.facts.attention, kept=True))
            else:
                tasks.append(Task(one.student, path))
        start = workers.Start(course.root, assignment, limits, isolate)
        times = {one.student: folders.timestamp(one) for one in everybody}
        ended = True
        with workers.hire(start, min(jobs, len(tasks))) as crew:
            note(crew.notes)
            try:
                for task, marked in progress(crew.results(tasks), len(tasks)):
                    lines.append(_finish(book, course, assignment, task, marked, times))
            except KeyboardInterrupt:
                ended = False
            note(crew.notes)
    lines.sort(key=lambda line: line.student)
    return Summary(assignment, tuple(lines), len(everybody), tuple(notes), ended)


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
        return Line(task.student, before.facts if before else None, marked, before is not None)
    attention = marked.facts.attention
    if marked.facts.score is None and before is not None and before.facts.score is not None:
        note = f"{attention} The result of an earlier file was kept."
        return Line(task.student, before.facts, note, kept=True)
    try:
        with folders.replacing(target, marked.text):
            folders.copy_companions(task.path.parent, target.parent)
            record(book, course, assignment, task.student, marked.marks, times[task.student])
    except OperationalError:
        raise  # the database itself: nothing more can be recorded
    except (OSError, SQLAlchemyError, ValueError) as error:
        why = plain(f"its result could not be stored: {error}", 300)
        return Line(task.student, before.facts if before else None, why, before is not None)
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
