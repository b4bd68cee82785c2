"""The command line: python -m autograde, and a command; see --help."""

from __future__ import annotations

import contextlib
import json
import warnings
from pathlib import Path
from typing import Annotated

import typer

from autograde import class_commands
from autograde.console import ATTENTION, GRADED, INTERRUPTED, UNUSABLE, clear_errors, err, out

app = typer.Typer(
    help="Build, prove and grade the course. Run any command with --help.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
app.command()(class_commands.grade)
app.command()(class_commands.collect)
app.command("return")(class_commands.give_back)


@app.command()
def init() -> None:
    """Write the course secret (secret.key, which git ignores) unless there is one."""
    from autograde.course import find_root
    from autograde.grading import secret

    with clear_errors():
        root = find_root(Path.cwd())
        made = secret.create(root)
        path = root / secret.NAME
        out.print(f"{path}: {'written; keep a copy' if made else 'is there already; kept'}")


@app.command()
def build(assignments: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Write the recorded cases, the executed solutions and the releases."""
    from autograde.building import release
    from autograde.course import find_root

    with clear_errors():
        release.build(find_root(Path.cwd()), assignments, lambda line: out.print(line))


@app.command()
def verify(
    assignments: Annotated[list[str] | None, typer.Argument()] = None,
    sample: Annotated[bool, typer.Option(help="Fewer cases and pairs of mistakes.")] = False,
    quick: Annotated[bool, typer.Option(help="Few cases, no pairs, no notebook is built.")] = False,
) -> None:
    """Prove the exercises, the texts, and all that is generated from them."""
    from autograde import verify as verifying
    from autograde.course import find_root

    with clear_errors():
        root = find_root(Path.cwd())
        extent = verifying.SAMPLE if sample else verifying.FULL
        problems = verifying.verify(
            root,
            verifying.QUICK if quick else extent,
            lambda line: out.print(line),
            assignments=assignments,
        )
    for problem in problems:
        err.print(problem, style="red", markup=False)
    out.print(f"verify: {len(problems)} problem{'s' * (len(problems) != 1)}")
    raise typer.Exit(1 if problems else 0)


@app.command()
def coverage() -> None:
    """Print, as Markdown, the assignments for instructors and where each item is held."""
    from autograde.coverage import checking, reading, tables
    from autograde.registry import ASSIGNMENTS

    with clear_errors():
        lists = reading.read(checking.HERE)
    typer.echo(tables.assignments(ASSIGNMENTS, lists))
    typer.echo(tables.items(lists), nl=False)


def _course_or_kit() -> Path:
    """The course that we stand in, else the one that this kit comes with."""
    from autograde import course

    kit = Path(__file__).resolve().parents[1]
    try:
        return course.find_root(Path.cwd())
    except course.CourseError:
        if not (kit / course.NAME).is_file():
            raise
        err.print(f"no {course.NAME} here or above: graded by the course in {kit}", markup=False)
        return kit


@app.command("grade-file")
def grade_file(
    files: Annotated[list[Path], typer.Argument(help="Notebooks, whatever their names.")],
    student: Annotated[str | None, typer.Option(help="Default: the file's stem.")] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write the reports here, as JSON.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--no-isolation", help="Do not use bubblewrap: not safe.")
    ] = False,
) -> None:
    """Grade notebooks, without a database; outside a course folder by the kit's own course.

    Exit code 0: every file was graded. 1: some need attention. 2: nothing could be graded, since
    the course is not ready or the reports cannot be written. 130: interrupted.
    """
    from autograde import tables
    from autograde.course import Course
    from autograde.grading.grade import Grader
    from autograde.grading.reports import Report

    if student is not None and len(files) > 1:
        err.print("autograde: --student names one student, so give one file", style="bold red")
        raise typer.Exit(UNUSABLE)
    with clear_errors():
        course = Course.load(_course_or_kit())
        warnings.simplefilter("ignore")  # the sandbox's own warning is printed below
        with Grader(course, isolate=False if plain else None) as grader:
            for note in grader.box.notes:
                err.print(note, style="bold yellow", markup=False)
            reports: list[Report] = []
            with contextlib.suppress(KeyboardInterrupt):
                for file in tables.progress(files, len(files), lambda file: file.name, err):
                    reports.append(grader.grade_file(file, student))
    tables.show_reports(reports, out)
    if json_out is not None:
        text = json.dumps([report.as_json() for report in reports], indent=1)
        try:
            json_out.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            err.print(f"autograde: {json_out} cannot be written: {error.strerror}", markup=False)
            raise typer.Exit(UNUSABLE) from None
    if len(reports) < len(files):
        err.print(f"interrupted: {len(reports)} of {len(files)} files graded", style="bold red")
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(ATTENTION if any(r.needs_attention for r in reports) else GRADED)


@app.command()
def demo() -> None:
    """Build, release, grade a simulated class, and compare with what every row must get."""
    from autograde.course import find_root
    from autograde.demo import run

    with clear_errors():
        raise typer.Exit(run.demo(find_root(Path.cwd()), out))


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
