from datetime import UTC, datetime

import pytest
import small_course

from autograde.course import Course, CourseError, Late, find_root


def load(tmp_path, text):
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    return Course.load(tmp_path)


SECTION = f'[assignments."{small_course.NAME}"]\n'


def test_an_empty_section_changes_nothing(tmp_path):
    course = load(tmp_path, f'title = "Nets"\n{SECTION}')
    given = small_course.assignment()
    effective = course.effective(given)
    assert [e.points for e in effective.exercises] == [3, 3]
    assert [w.points for w in effective.written] == [2]
    assert course.title == "Nets"
    assert course.changes("never heard of").deadline is None


def test_points_are_changed_and_each_kind_keeps_its_share(tmp_path):
    course = load(tmp_path, f'title = "Nets"\n{SECTION}points = {{ scale = 6, why = 1.5 }}')
    effective = course.effective(small_course.assignment())
    assert [e.points for e in effective.exercises] == [6, 3]
    assert [k.credit for k in effective.exercises[0].kinds] == [6]
    assert [w.points for w in effective.written] == [1.5]


def test_dropped_exercises_and_questions_are_left_out(tmp_path):
    course = load(tmp_path, f'title = "Nets"\n{SECTION}drop = ["scale", "why"]')
    effective = course.effective(small_course.assignment())
    assert [e.id for e in effective.exercises] == ["total"]
    assert effective.written == ()


def test_what_a_kept_exercise_builds_on_cannot_be_dropped(tmp_path):
    course = load(tmp_path, f'title = "Nets"\n{SECTION}drop = ["scale"]')
    given = small_course.assignment()
    first, second = given.exercises
    later = type(second)(**{**vars(second), "builds_on": ("scale",)})
    given = type(given)(**{**vars(given), "exercises": (first, later)})
    with pytest.raises(CourseError, match=r'"total" builds on "scale"\. Drop both'):
        course.effective(given)


@pytest.mark.parametrize(
    "deadline", ['"2030-10-01T23:59:00+02:00"', "2030-10-01T23:59:00+02:00", "2030-10-01T21:59:00Z"]
)
def test_a_deadline_is_a_moment(tmp_path, deadline):
    course = load(tmp_path, f'title = "Nets"\n{SECTION}deadline = {deadline}')
    moment = datetime(2030, 10, 1, 21, 59, tzinfo=UTC)
    assert course.changes(small_course.NAME).deadline == moment


@pytest.mark.parametrize(
    ("text", "key", "mend"),
    [
        ("", "title", "Add a line"),
        ('title = "a"\npoints = 3', "points", "Known here: title, contact"),
        ("title = 3", "title", "text in quotes"),
        ('title = "a"\nlate = 3', "late", "section"),
        ('title = "a"\n[late]\nper_week = 1', "late.per_week", "Known here: per_day"),
        ('title = "a"\n[late]\nper_day = 10', "late.per_day", "0 to 1"),
        ('title = "a"\n[late]\nper_day = -0.1', "late.per_day", "not negative"),
        ('title = "a"\n[late]\nper_day = nan', "late.per_day", "not negative"),
        (f'title = "a"\n{SECTION}pionts = {{}}', "pionts", "Known here: deadline"),
        (f'title = "a"\n{SECTION}points = {{ scale = "3" }}', "points.scale", "number"),
        (f'title = "a"\n{SECTION}points = {{ scale = true }}', "points.scale", "number"),
        (f'title = "a"\n{SECTION}points = {{ scale = 0 }}', "points.scale", "under drop"),
        (f'title = "a"\n{SECTION}drop = "scale"', "drop", "list of names"),
        (f'title = "a"\n{SECTION}deadline = "soon"', "deadline", "date-time"),
        (f'title = "a"\n{SECTION}deadline = 2030-10-01T23:59:00', "deadline", "its offset"),
        ('title = "a', "cannot be read", "Mend it there"),
    ],
)
def test_an_error_names_file_key_and_mend(tmp_path, text, key, mend):
    with pytest.raises(CourseError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert str(tmp_path / "course.toml") in message
    assert key in message
    assert mend in message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{SECTION}points = {{ scael = 3 }}", '"scael": there is no such exercise. Known: scale'),
        (f'{SECTION}drop = ["scael"]', '"scael": there is no such exercise. Known: scale'),
        ('[assignments."05_smal"]', '"05_smal": there is no such assignment. Known: 05_small'),
    ],
)
def test_names_that_the_registry_does_not_hold_are_errors(tmp_path, text, named):
    course = load(tmp_path, f'title = "a"\n{text}')
    with pytest.raises(CourseError) as caught:
        course.check(small_course.registry())
    assert named.split(": ")[1] in str(caught.value)
    assert named.split(": ")[0].strip('"') in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CourseError, match=r"course.toml: there is no such file"):
        Course.load(tmp_path)


def test_the_root_is_found_from_a_folder_below(tmp_path):
    (tmp_path / "course.toml").write_text('title = "a"')
    below = tmp_path / "solutions" / "deep"
    below.mkdir(parents=True)
    assert find_root(below) == tmp_path.resolve()
    assert find_root(tmp_path) == tmp_path.resolve()


def test_without_a_course_above_one_sentence_says_what_to_do(tmp_path):
    with pytest.raises(CourseError, match="Change into the course's folder"):
        find_root(tmp_path)


def test_the_late_rule_counts_days_begun_after_the_grace():
    late = Late(per_day=0.1, at_most=0.25, grace_hours=2)
    day, hour = 86_400, 3_600
    assert late.penalty(10, 2 * hour) == 0
    assert late.penalty(10, 2 * hour + 1) == pytest.approx(1)
    assert late.penalty(10, day + 2 * hour) == pytest.approx(1)
    assert late.penalty(10, day + 3 * hour) == pytest.approx(2)
    assert late.penalty(10, 9 * day) == pytest.approx(2.5)
    assert late.penalty(10, -5 * day) == 0


def test_the_kits_own_course_names_only_what_there_is():
    from autograde.registry import ASSIGNMENTS

    Course.load(small_course.KIT).check(ASSIGNMENTS)
