"""A change in `course.toml` reaches everything that is built and graded; nothing else is edited."""

import functools
import itertools
import json
import re
import shutil

import pytest
import real_course
import small_course
from sandboxes import SMALL, isolated

from autograde.building import recording, release
from autograde.building.assemble import expand
from autograde.building.text import TextError, read
from autograde.course import Course, CourseError
from autograde.demo.honest import HALF
from autograde.demo.papers import Paper, writer
from autograde.grading import secret
from autograde.grading.grade import Grader
from autograde.registry import ASSIGNMENTS
from autograde.tables import number

NAME = real_course.NAME
FULL = ASSIGNMENTS[NAME]
PARTS = (*FULL.exercises, *FULL.written)
SECTION = f'[assignments."{NAME}"]\n'


def course(folder, text):
    """A course with these changes."""
    (folder / "course.toml").write_text(f'title = "Changed"\n{SECTION}{text}\n', encoding="utf-8")
    return Course.load(folder)


# Every way to drop something

TELLING = {
    "correlate1d": ("You calm", "What it does to the robot", "length L"),
    "correlate2d": ("in code, for any sizes", "Your correlation of", "your four numbers"),
    "rot180": ("Half a turn reverses", "Read the output backwards", "Neither of them is a"),
    "convolve2d": ("Your convolution", "arguments swapped", "The first pair"),
    "detect_edges": ("Edges", "edge_kernel", "photograph", "Grace Hopper", "brim"),
    "bonns_sum": ("Bonn's sum", "Defining cross-correlation"),
    "commutativity": ("### Why?", "why convolution commutes", "renamed sum"),
}


def allowed():
    """Every set of names that may be dropped."""
    names = [part.id for part in PARTS]
    sets = itertools.chain.from_iterable(itertools.combinations(names, n) for n in range(7))
    for dropped in map(set, sets):
        kept = [e for e in FULL.exercises if e.id not in dropped]
        if kept and not any(set(e.builds_on) & dropped for e in kept):
            yield dropped


@functools.cache
def text():
    return read(real_course.ROOT, NAME)


def notebook(folder, dropped):
    changed = course(folder, f"drop = {json.dumps(sorted(dropped))}")
    return expand(text(), FULL, changed.effective(FULL), "0.1.0")


def test_whatever_is_dropped_its_text_is_gone_and_that_of_the_others_stays(tmp_path):
    tried = 0
    for dropped in allowed():
        made = notebook(tmp_path, dropped)
        said = "\n".join([cell.source for cell in made.cells] + [cell.id for cell in made.cells])
        for part in PARTS:
            there = {word: word in said for word in TELLING[part.id]}
            there[part.id] = re.search(rf"(?<![\w.]){part.id}\b", said) is not None
            assert set(there.values()) == {part.id not in dropped}, (dropped, part.id, there)
        assert ("figure above" in said) == (not dropped & {"convolve2d", "commutativity"})
        assert ("sign of an edge" in said) == (not dropped & {"convolve2d", "detect_edges"})
        assert "<!--" not in said
        tried += 1
    assert tried == 60


def test_the_plan_counts_what_is_kept(tmp_path):
    def plan(dropped):
        return re.search(r"Plan (about.*?)\.", notebook(tmp_path, dropped).cells[0].source)[1]

    assert plan(()) == "about 75 minutes for five functions and two short written answers"
    assert plan({"detect_edges", "bonns_sum"}) == (
        "about 64 minutes for four functions and one short written answer"
    )
    few = {"rot180", "convolve2d", "correlate1d", "detect_edges", "bonns_sum", "commutativity"}
    assert plan(few) == "about 21 minutes for one function"


def test_no_hint_or_mistake_of_an_exercise_names_another_one_that_may_be_dropped():
    for exercise in FULL.exercises:
        texts = [*exercise.hints, exercise.title]
        texts += [text for m in exercise.mistakes for text in (m.name, m.says, m.step)]
        others = {part.id for part in PARTS} - {exercise.id, *exercise.builds_on}
        for other in others:
            assert not re.search(rf"(?<![\w.]){other}\b", "\n".join(texts)), (exercise.id, other)


# Lines and cells about several things

LINES = small_course.TEXT.replace(
    "# Some words.",
    '# Some words.\n# - `total` adds. <!-- about="total" -->\n'
    '# | both | <!-- about="total why" -->\n# The end of it.',
)


def small(folder, text, dropped):
    root = small_course.write(
        folder, text, f'[assignments."{small_course.NAME}"]\ndrop = {dropped}'
    )
    full = small_course.assignment()
    kept = Course.load(root).effective(full)
    return expand(read(root, small_course.NAME), full, kept, "1.2.3")


@pytest.mark.parametrize(
    ("dropped", "lines"),
    [
        ("[]", "Some words.\n- `total` adds.\n| both |\nThe end of it."),
        ('["total"]', "Some words.\nThe end of it."),
        ('["why"]', "Some words.\n- `total` adds.\nThe end of it."),
    ],
)
def test_a_line_goes_when_any_of_its_names_is_dropped(tmp_path, dropped, lines):
    made = small(tmp_path / "course", LINES, dropped)
    (cell,) = [cell for cell in made.cells if cell.id == "first-steps-1"]
    assert cell.source == f"## First steps\n{lines}"


def test_a_cell_of_marked_lines_alone_goes_with_them(tmp_path):
    text = small_course.TEXT.replace("# The end.", '# The end. <!-- about="why" -->')
    kept, gone = (small(tmp_path / d, text, f"[{d}]") for d in ("", '"why"'))
    assert any(cell.source == "The end." for cell in kept.cells)
    assert not any("The end." in cell.source for cell in gone.cells)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            LINES.replace('about="total why"', 'about="total wy"'),
            'about="wy": 05_small has no such',
        ),
        (LINES.replace('about="total why"', 'about=""'), 'about="": 05_small has no such'),
        (LINES.replace('# %% about="total"', '# %% about="total tota"'), 'about="tota": 05_small'),
    ],
)
def test_a_name_that_nothing_has_is_an_error(tmp_path, text, said):
    with pytest.raises(TextError, match=re.escape(said)):
        small(tmp_path / "course", text, "[]")


@pytest.mark.parametrize("words", ["see `total`", "call `total(x)`", "[there](#check-total)"])
def test_a_dropped_exercise_that_is_still_named_or_linked_is_refused(tmp_path, words):
    text = small_course.TEXT.replace("# Some words.", f"# {words}")
    with pytest.raises(TextError, match="line 8: the cell names total, which course"):
        small(tmp_path / "course", text, '["total"]')
    assert small(tmp_path / "kept", text, "[]")
    other = text.replace("total`", "np.total`").replace("`total(", "`x.total(").replace("k-t", "t")
    assert small(tmp_path / "other", other, '["total"]')


def test_what_a_kept_exercise_builds_on_is_refused_with_both_names(tmp_path):
    with pytest.raises(CourseError, match=r'"convolve2d" builds on "rot180"\. Drop both or keep'):
        course(tmp_path, 'drop = ["rot180"]').effective(FULL)


# Errors

BAD = {
    "below 0": ("points = { rot180 = -1 }", "points.rot180: it is -1; a number from 0.01 to 1000"),
    "infinite": ("points = { rot180 = inf }", "it is inf; a number"),
    "too large for a float": (f"points = {{ rot180 = 1{'0' * 400} }}", "a number from 0.01"),
    "too fine": ("points = { rot180 = 0.333 }", "it is 0.333; a number from 0.01 to 1000, with at"),
    "no table": ("points = 3", "points: a [section] or { name = value } is expected"),
    "unknown": ('drop = ["rot90"]', 'drop: "rot90": there is no such exercise. Known: correlate1d'),
    "everything": (
        f"drop = {json.dumps([part.id for part in PARTS])}",
        "drop: it drops every exercise. Keep one",
    ),
    "every function": (
        f"drop = {json.dumps([e.id for e in FULL.exercises])}",
        "drop: it drops every exercise. Keep one",
    ),
    "no offset": ("deadline = 2030-10-01T23:59:00", "deadline: a date-time with its offset"),
    "no such day": ("deadline = 2030-13-01T23:59:00Z", "(at line 3, column 16). Mend it there"),
    "decimal comma": ("points = { rot180 = 2,5 }", "decimals with a point"),
    "very long": (f"points = {{ rot180 = 1{'0' * 5000} }}", "cannot be read"),
    "another assignment": ('[assignments."03_waves"]', "there is no such assignment. Known: 00_"),
    "grace": ("[late]\ngrace_hours = inf", "late.grace_hours: a number that is not negative"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_error_says_where_it_is_and_what_is_expected(tmp_path, name):
    text, said = BAD[name]
    with pytest.raises(CourseError) as caught:
        course(tmp_path, text).check(ASSIGNMENTS)
    assert str(caught.value).startswith(f"{tmp_path / 'course.toml'}: ")
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_byte_order_mark_is_no_error_and_another_encoding_says_which_one_is_needed(tmp_path):
    path = tmp_path / "course.toml"
    path.write_text('title = "é"', encoding="utf-8-sig")
    assert Course.load(tmp_path).title == "é"
    path.write_text('title = "é"', encoding="utf-16")
    with pytest.raises(CourseError, match="saved as UTF-8"):
        Course.load(tmp_path)


# One build with changes, and grading by it

DROPPED = ("detect_edges", "bonns_sum")
POINTS = {"correlate1d": 0.1, "correlate2d": 2.5, "rot180": 0.2, "convolve2d": 4.5}
WRITTEN = {"commutativity": 1.5}
TOTAL = "7.3"  # which is not what adding these floats gives


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The kit's course with another course.toml, built."""
    root = tmp_path_factory.mktemp("changed")
    for part in ("notebooks", "solutions", "cnn_lab"):
        junk = shutil.ignore_patterns("__pycache__")
        shutil.copytree(real_course.ROOT / part, root / part, ignore=junk)
    for file in ("pyproject.toml", "LICENSE"):
        shutil.copy(real_course.ROOT / file, root)
    points = ", ".join(f"{name} = {value}" for name, value in (POINTS | WRITTEN).items())
    made = course(root, f"points = {{ {points} }}\ndrop = {json.dumps(DROPPED)}")
    release.build(root, [NAME], progress=lambda line: None)
    secret.create(root)
    return made


def built(changed):
    paths = (release.solution_path, release.release_path)
    return [json.loads(path(changed.root, NAME).read_text(encoding="utf-8")) for path in paths]


def test_solution_release_and_recorded_cases_hold_only_what_is_kept(changed):
    texts = [json.dumps(notebook, ensure_ascii=False) for notebook in built(changed)]
    texts.append(recording.path(changed.root, NAME).read_text(encoding="utf-8"))
    for text in texts:
        for name in DROPPED:
            assert name not in text
            assert not any(word in text for word in TELLING[name])
    assert [s.exercise for s in recording.load(changed.root, NAME).sheets] == list(POINTS)


def test_boxes_cells_cases_and_checks_show_the_points_of_the_course(changed):
    solution, released = built(changed)
    for notebook in (solution, released):
        cells = {cell["id"]: cell for cell in notebook["cells"]}
        for name, points in (POINTS | WRITTEN).items():
            graded = cells[name if name in WRITTEN else f"check-{name}"]
            assert graded["metadata"]["nbgrader"]["points"] == points
            assert f" · {points:g} points**" in "".join(cells[f"box-{name}"]["source"])
    sheets = {sheet.exercise: sheet.points for sheet in recording.load(changed.root, NAME).sheets}
    assert sheets == POINTS
    cells = {cell["id"]: cell for cell in solution["cells"]}
    for name, points in POINTS.items():
        value = cells[f"check-{name}"]["outputs"][-1]["data"]["text/plain"]
        assert value == [repr(points)]


@pytest.fixture(scope="module")
def grader(changed):
    isolated()  # fails in CI, and skips elsewhere, where bubblewrap does not work
    with Grader(changed, limits=SMALL, isolate=True) as made:
        yield made


@pytest.fixture(scope="module")
def shares(grader, changed, tmp_path_factory):
    """Each exercise's share of its points, for a few hand-ins; and the reports."""
    folder = tmp_path_factory.mktemp("handed in")
    paper = Paper.read(changed.root, NAME)
    before = Paper.read(real_course.ROOT, NAME)  # a release from before the change
    half = {**paper.answers, "convolve2d": HALF}
    rows = {
        "untouched": paper.filled(),
        "solved": paper.filled(paper.answers),
        "half": paper.filled(half),
        "solved before": before.filled(before.answers),
    }
    return {name: grader.grade_file(writer(name, made)(folder)) for name, made in rows.items()}


@pytest.mark.parametrize(
    ("name", "score"), [("untouched", "0"), ("solved", TOTAL), ("solved before", TOTAL)]
)
def test_hand_ins_are_graded_out_of_the_new_total(shares, name, score):
    report = shares[name]
    assert [e.id for e in report.exercises] == list(POINTS)
    assert [e.points for e in report.exercises] == list(POINTS.values())
    assert number(report.score) == score
    assert number(report.max_score) == TOTAL


def test_half_an_answer_earns_the_same_share_of_other_points(shares, graded, paper):
    graded_by_kit = graded(paper.filled({**paper.answers, "convolve2d": HALF}))
    kit = {e.id: e.score / e.points for e in graded_by_kit.exercises}
    ours = {e.id: e.score / e.points for e in shares["half"].exercises}
    assert 0 < ours["convolve2d"] < 1
    assert ours == pytest.approx({name: kit[name] for name in POINTS})
