"""What the README counts is what the registry holds."""

import re
from pathlib import Path

from autograde.registry import ASSIGNMENTS

README = (Path(__file__).parents[2] / "README.md").read_text()


def rows():
    """Id, minutes, autograded points, points by hand, exercises."""
    line = re.compile(r"^\| `(\w+)` .* \| (\d+) \| (\d+), (\d+) \| (\d+) \|$", re.MULTILINE)
    return [(name, *map(int, numbers)) for name, *numbers in line.findall(README)]


def test_the_table_of_assignments_is_the_registrys():
    assert rows() == [
        (
            one.id,
            one.minutes,
            sum(exercise.points for exercise in one.exercises),
            sum(question.points for question in one.written),
            len(one.exercises),
        )
        for one in ASSIGNMENTS.values()
    ]


def test_exercises_mistakes_and_questions_are_counted():
    exercises = [exercise for one in ASSIGNMENTS.values() for exercise in one.exercises]
    mistakes = sum(len(exercise.mistakes) for exercise in exercises)
    questions = sum(len(one.written) for one in ASSIGNMENTS.values())
    counted = f"{len(exercises)} exercises that know {mistakes:,} mistakes by name, and {questions}"
    assert counted in " ".join(README.split())
