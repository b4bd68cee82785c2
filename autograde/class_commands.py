"""The commands of a class: grade, collect, return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograde.classroom.lms import Choice, Source
from autograde.console import ATTENTION, GRADED, INTERRUPTED, clear_errors, err, fail, out

if TYPE_CHECKING:
    from autograde.classroom.workers import Result


def _known(name: str) -> str:
    from autograde.registry import ASSIGNMENTS

    if name not in ASSIGNMENTS:
        fail(f"there is no assignment {name!r}. Known: {', '.join(ASSIGNMENTS)}")
    return name


Name = Annotated[str, typer.Argument(help="Such as 02_correlation.", callback=_known)]


def grade(
    assignment: Name,
    jobs: Annotated[int, typer.Option(min=1, help="Submissions graded at the same time.")] = 1,
    again: Annotated[bool, typer.Option(help="Also what is graded already.")] = False,
    plain: Annotated[
        bool, typer.Option("--no-isolation", help="Do not use bubblewrap: not safe.")
    ] = False,
) -> None:
    """Grade the submitted/ folder into the gradebook.

    What is graded already, from the same file by the same build, is left alone: an interrupted run
    goes on where it stopped. Exit code 0: everybody is graded. 1: some need attention; they are
    listed. 2: the class cannot be graded, and the message says why. 130: interrupted.
    """
    from autograde import tables
    from autograde.classroom import runner, summary
    from autograde.course import Course, find_root

    def progress(results: Iterator[Result], total: int) -> Iterable[Result]:
        return tables.progress(results, total, lambda result: result[0].student, err)

    def say(note: str) -> None:
        err.print(note, style="bold yellow", markup=False)

    with clear_errors():
        course = Course.load(find_root(Path.cwd()))
        isolate = False if plain else None
        graded = runner.grade_class(
            course, assignment, jobs=jobs, again=again, isolate=isolate, progress=progress, say=say
        )
    summary.show(course, graded, out)
    if not graded.ended:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(ATTENTION if any(line.attention for line in graded.lines) else GRADED)


def collect(
    assignment: Name,
    download: Annotated[Path, typer.Argument(help="What the LMS gives: a zip, or its folder.")],
    source: Annotated[Source, typer.Option("--from", help="Where it comes from.")],
    roster: Annotated[Path | None, typer.Option(help="nbgrader's CSV of students.")] = None,
    choose: Annotated[Choice, typer.Option(help="Which attempt counts.")] = Choice.LAST,
) -> None:
    """Put what students uploaded to an LMS into submitted/; every attempt is kept.

    Exit code 0: everybody was matched. 1: some were not; they are listed. 2: nothing was collected.
    """
    from autograde.classroom import attempts, summary
    from autograde.course import Course, find_root

    with clear_errors():
        course = Course.load(find_root(Path.cwd()))
        found = attempts.collect(course, assignment, download, source, roster, choose)
    summary.show_collected(found, out)
    raise typer.Exit(ATTENTION if found.unmatched else GRADED)


def give_back(assignment: Name) -> None:
    """Write everybody's feedback, the archives to upload, and the grades as CSV.

    Exit code 0: everybody has feedback. 1: some have none; they are listed. 2: nothing was written.
    """
    from autograde.classroom import returning, summary
    from autograde.course import Course, find_root

    with clear_errors():
        course = Course.load(find_root(Path.cwd()))
        done = returning.give_back(course, assignment)
    summary.show_returned(done, out)
    raise typer.Exit(ATTENTION if done.without else GRADED)
