"""What every command shares: where it prints, its exit codes, and how a fault is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

# Into a file or a pipe, tables are not squeezed to the 80 columns of no terminal.
WIDTH = None if sys.stdout.isatty() else 150
out = Console(soft_wrap=True, highlight=False, emoji=False, width=WIDTH)
err = Console(stderr=True, soft_wrap=True, highlight=False)

GRADED, ATTENTION, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


@contextmanager
def clear_errors() -> Iterator[None]:
    """A fault that names its mend ends the command with one message and exit code 2."""
    from autograde.building.release import BuildError
    from autograde.classroom.gradebook import GradebookError
    from autograde.classroom.lms import LmsError
    from autograde.course import CourseError
    from autograde.coverage.reading import ListError
    from autograde.grading.grade import NotBuilt
    from autograde.grading.sandbox import SandboxError
    from autograde.grading.secret import NoSecret

    known = (
        *(BuildError, CourseError, GradebookError, ListError, LmsError),
        *(NoSecret, NotBuilt, SandboxError),
    )
    try:
        yield
    except known as error:
        fail(str(error))


def fail(message: str) -> None:
    """End the command with a message and exit code 2."""
    err.print(f"autograde: {message}", style="bold red", markup=False)
    raise typer.Exit(UNUSABLE) from None
