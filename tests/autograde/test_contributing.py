"""The walk-through in CONTRIBUTING.md for a new exercise, followed word by word."""

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("autograde", "cnn_lab", "cnn_ref", "solutions", "notebooks")
FILES = ("course.toml", "pyproject.toml", "LICENSE")


def blocks():
    """The code that the section shows, in its order."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    section = text.partition("## Adding an exercise")[2].partition("\n## ")[0]
    found = re.findall(r"^ *```\w*\n(.*?)^ *```", section, re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(code) for code in found]


@pytest.fixture
def followed(tmp_path):
    """A copy of the kit in which every step but the last was taken."""
    junk = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=junk)
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    answers, exercise, imported, listed, cell = blocks()
    (tmp_path / "autograde/exercises/correlation/averages_answers.py").write_text(answers)
    (tmp_path / "autograde/exercises/correlation/averages.py").write_text(exercise)
    registered = tmp_path / "autograde/exercises/correlation/assignment.py"
    text = registered.read_text()
    text = text.replace("\nFORBIDDEN = ", f"\n{imported}\nFORBIDDEN = ", 1)
    text, count = re.subn(
        r"^    exercises=.*\n", lambda match: f"    {listed}", text, flags=re.MULTILINE
    )
    assert count == 1
    registered.write_text(text)
    with (tmp_path / "solutions/02_correlation.py").open("a") as file:
        file.write("\n\n" + cell)
    return tmp_path


def autograde(folder, *arguments):
    command = [sys.executable, "-m", "autograde", *arguments]
    done = subprocess.run(
        command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout


def test_a_new_exercise_as_contributing_tells_builds_and_is_proved(followed):
    code, said = autograde(followed, "build", "02_correlation")
    assert code == 0, said
    code, said = autograde(followed, "verify", "02_correlation", "--quick")
    assert (code, "verify: 0 problems" in said) == (0, True), said
    assert (
        "moving_average" in (followed / "notebooks/02_correlation/02_correlation.ipynb").read_text()
    )


def test_a_step_that_was_forgotten_is_named(followed):
    answers = followed / "autograde/exercises/correlation/averages_answers.py"
    text = answers.read_text()
    answers.write_text(text.replace("(1 if divided else width)", "1"))
    assert autograde(followed, "build", "02_correlation")[0] == 0
    code, said = autograde(followed, "verify", "02_correlation", "--quick")
    assert code == 1
    assert "sum for mean" in said
    assert "averages.py" in said
