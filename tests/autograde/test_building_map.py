"""The map of the course: what stands in it, that it runs, and that `verify` sees an old one."""

import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
import small_course
from small_course import NAME

from autograde.building import release
from autograde.building.course_map import course_map, map_path, of_map
from autograde.course import Course
from autograde.registry import ASSIGNMENTS


@pytest.fixture
def course(tmp_path):
    return small_course.copy(tmp_path)


def words(text):
    return "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)


def test_every_assignment_has_a_line_with_link_purpose_time_and_points():
    text = words(course_map(Course.load(small_course.KIT), ASSIGNMENTS))
    for one in ASSIGNMENTS.values():
        (line,) = [line for line in text.split("\n") if f"({one.id}/{one.id}.ipynb)" in line]
        by_check = sum(part.points for part in one.exercises)
        by_hand = sum(part.points for part in one.written)
        assert f"| {one.purpose} |" in line
        assert f"| {one.minutes} | ★" in line
        assert line.endswith(f"| {by_check:g}&nbsp;+&nbsp;{by_hand:g} |")
    minutes = sum(one.minutes for one in ASSIGNMENTS.values())
    assert f"| **all** | | | {minutes} |" in text
    assert f"All in all some {round(minutes / 60)} hours." in text


def test_what_an_assignment_needs_comes_before_it():
    order = sorted(ASSIGNMENTS)
    for place, name in enumerate(order):
        assert set(ASSIGNMENTS[name].needs) <= set(order[:place])


def test_a_course_that_changes_points_has_a_map_of_its_own(course):
    with (course / "course.toml").open("a") as file:
        file.write(f'\n[assignments."{NAME}"]\ndrop = ["total"]\n')
    (problem,) = of_map(course, small_course.registry())
    assert problem == "notebooks/index.ipynb: it is not the map of this course. Run: make build"
    release.build(course, progress=lambda line: None, registry=small_course.registry())
    assert of_map(course, small_course.registry()) == []


def test_a_map_that_is_missing_or_damaged_is_named(course):
    map_path(course).write_text("{")
    assert "it cannot be read" in of_map(course, small_course.registry())[0]
    map_path(course).unlink()
    assert "it cannot be read (FileNotFoundError)" in of_map(course, small_course.registry())[0]


def test_an_assignment_without_a_purpose_is_named(course):
    (one,) = small_course.registry().values()
    (problem,) = of_map(course, {NAME: replace(one, purpose="")})
    assert problem == f"the registry: {NAME} does not say its purpose; the map shows it"


@pytest.mark.parametrize(("wheels", "says"), [(True, "0 of 2 exercises"), (False, "Start an")])
def test_it_finds_cnn_lab_in_an_assignments_folder_or_says_what_to_do(course, wheels, says):
    folder = map_path(course).parent
    if not wheels:
        for wheel in folder.glob("*/*.whl"):
            wheel.unlink()
    code = nbformat.read(map_path(course), as_version=4).cells[1].source
    kit = "import sys; sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in str(f)]\n"
    without = f"sys.path[:] = [p for p in sys.path if p != {str(small_course.KIT)!r}]\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", kit + without + code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert says in done.stdout + done.stderr
    assert (done.returncode == 0) is wheels
