"""The kit's own assignment in a course folder of its own, with a fresh secret, and its grader."""

import shutil
from pathlib import Path

import pytest
from sandboxes import SMALL, isolated
from typer.testing import CliRunner

from autograde import __main__ as main
from autograde.course import Course
from autograde.demo.papers import Paper, writer
from autograde.grading import secret
from autograde.grading.grade import Grader

ROOT = Path(__file__).parents[2]
NAME = "02_correlation"


def write(folder: Path) -> Path:
    """Copy the built assignment into a folder; give the folder."""
    for part in ("notebooks", "solutions"):
        shutil.copytree(ROOT / part / NAME, folder / part / NAME)
    shutil.copy(ROOT / "solutions" / f"{NAME}.py", folder / "solutions")
    shutil.copy(ROOT / "course.toml", folder)
    secret.create(folder)
    return folder


def autograde(*arguments):
    """Run a command; its exit code and all that it printed, unwrapped."""
    done = CliRunner().invoke(main.app, list(map(str, arguments)))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return Course.load(write(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="module")
def grader(course):
    isolated()  # fails in CI, and skips elsewhere, where bubblewrap does not work
    with Grader(course, limits=SMALL, isolate=True) as made:
        yield made


@pytest.fixture(scope="module")
def paper(course):
    return Paper.read(course.root, NAME)


@pytest.fixture
def graded(grader, tmp_path):
    """Write a notebook into a file and grade it."""

    def hand_in(notebook, name="student", **options):
        return grader.grade_file(writer(name, notebook)(tmp_path), **options)

    return hand_in
