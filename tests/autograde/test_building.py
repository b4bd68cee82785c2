import json
import re
from dataclasses import replace

import nbformat
import numpy as np
import pytest
import small_course
from small_course import NAME, TEXT

from autograde.building import recording, release
from autograde.building.release import BuildError
from autograde.course import CourseError
from cnn_lab.sheets import Recorded, dump_recorded, load_recorded
from cnn_lab.values import Raises


def quiet(line):
    """A place for progress that nobody reads."""


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def solution(root):
    return read(release.solution_path(root, NAME))


def released(root):
    return read(release.release_path(root, NAME))


def cell(notebook, name):
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


# The whole build


def test_two_builds_give_the_same_bytes(tmp_path):
    first = small_course.generated(small_course.built())
    root = small_course.write(tmp_path / "another place")
    release.build(root, [NAME], quiet, small_course.registry())
    second = small_course.generated(root)
    assert (
        sorted(first)
        == sorted(second)
        == [
            f"cnn_lab/recorded/{NAME}.json",
            f"notebooks/{NAME}/{NAME}.ipynb",
            f"notebooks/{NAME}/cnn_lab-1.2.3-py3-none-any.whl",
            "notebooks/index.ipynb",
            f"solutions/{NAME}/{NAME}.ipynb",
            f"solutions/{NAME}/cnn_lab-1.2.3-py3-none-any.whl",
        ]
    )
    assert [name for name in first if first[name] != second[name]] == []


def test_the_solution_is_executed_and_holds_nothing_that_differs_from_run_to_run():
    notebook = solution(small_course.built())
    nbformat.validate(nbformat.from_dict(notebook))
    assert sorted(notebook["metadata"]) == ["cnn_kit", "kernelspec"]
    assert cell(notebook, "first-steps-2")["outputs"][0]["text"] == ["four [0 1 2 3]\n"]
    figure = cell(notebook, "first-steps--a-figure-2")["outputs"][-1]
    assert "image/png" in figure["data"]
    texts = [o["data"]["text/plain"] for o in cell(notebook, "check-scale")["outputs"]]
    assert texts[-1] == ["3.0"]
    counts = [c["execution_count"] for c in notebook["cells"] if c["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))
    for one in notebook["cells"]:
        assert not {"execution", "collapsed", "scrolled"} & set(one["metadata"])


def test_the_release_holds_no_solutions_and_no_outputs():
    notebook = released(small_course.built())
    nbformat.validate(nbformat.from_dict(notebook))
    stub = "".join(cell(notebook, "scale")["source"])
    assert stub.endswith('    """\n    # YOUR CODE HERE\n    raise NotImplementedError()')
    assert "".join(cell(notebook, "why")["source"]) == "YOUR ANSWER HERE"
    text = json.dumps(notebook)
    for secret in ("ndenumerate", "ravel", "is linear", "SOLUTION", "jupytext", "language_info"):
        assert secret not in text
    code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in code)


def test_release_and_solution_have_the_same_cells_and_kernel():
    root = small_course.built()
    ids = [[c["id"] for c in notebook["cells"]] for notebook in (solution(root), released(root))]
    assert ids[0] == ids[1]
    assert solution(root)["metadata"] == released(root)["metadata"]
    grades = [c["metadata"].get("nbgrader", {}) for c in released(root)["cells"]]
    assert [g["grade_id"] for g in grades if g.get("solution")] == ["scale", "total", "why"]
    assert all("checksum" in g for g in grades if g)


def test_one_build_name_is_in_the_metadata_the_last_line_and_the_recorded_cases():
    root = small_course.built()
    build = released(root)["metadata"]["cnn_kit"]["build"]
    assert re.fullmatch("[0-9a-f]{12}", build)
    last = released(root)["cells"][-1]
    assert last["source"] == [f"*Built from solutions/{NAME}.py, build {build}.*"]
    recorded = recording.load(root, NAME)
    assert recorded is not None
    assert recorded.build == build


CHANGES = {
    "text": {"text": TEXT.replace("Some words", "Other words")},
    "points": {"toml": f'[assignments."{NAME}"]\npoints = {{ total = 4 }}'},
    "address": {"toml": 'publish_url = "https://example.org/cnn_lab.whl"'},
    "contact": {"toml": 'contact = "somebody"'},
}


def plan(tmp_path, registry=None, **changes):
    from autograde.course import Course

    root = small_course.write(tmp_path, **changes)
    return release._plan(root, Course.load(root), (registry or small_course.registry())[NAME])


@pytest.mark.parametrize("change", CHANGES)
def test_the_build_name_changes_with_all_that_a_student_gets(tmp_path, change):
    before = plan(tmp_path / "before")
    after = plan(tmp_path / "after", **CHANGES[change])
    assert (after.build == before.build) == (change == "contact")


def test_the_build_name_changes_with_the_reference_and_the_rubric(tmp_path):
    before = plan(tmp_path / "before")
    given = small_course.assignment()
    scale, total = given.exercises
    other = replace(total, reference=lambda array: float(np.sum(array)) + 1)
    changed = {NAME: replace(given, exercises=(scale, other))}
    assert plan(tmp_path / "reference", changed).build != before.build
    changed = {NAME: replace(given, written=(replace(given.written[0], rubric=("other",)),))}
    assert plan(tmp_path / "rubric", changed).build != before.build


FAILING = {
    "raises": ('print("four", steps)', "print(steps[7])", "IndexError"),
    "stderr": ('print("four", steps)', "import warnings\nwarnings.warn('old')", "stderr: .*old"),
    "dies": ('print("four", steps)', "import os\nos._exit(3)", "ended its process"),
}


@pytest.mark.parametrize("fault", FAILING)
def test_a_solution_that_does_not_run_cleanly_is_refused_and_nothing_is_replaced(tmp_path, fault):
    root = small_course.copy(tmp_path)
    old, new, said = FAILING[fault]
    line = TEXT[: TEXT.index("steps = ")].count("\n")  # of its marker, just above
    path = root / "solutions" / f"{NAME}.py"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    before = small_course.generated(root)
    with pytest.raises(BuildError, match=f"solutions/{NAME}.py, line {line}: .*{said}"):
        release.build(root, None, quiet, small_course.registry())
    assert small_course.generated(root) == before


def test_what_nbgrader_refuses_is_told_with_its_words(tmp_path):
    from autograde.building import running

    notebook = nbformat.read(release.solution_path(small_course.built(), NAME), 4)
    for one in notebook.cells:
        if one.id in ("check-scale", "check-total"):
            one.metadata.nbgrader["grade_id"] = "twice"
    with pytest.raises(running.ReleaseError, match="twice"):
        running.release(running.write(notebook), NAME)


def test_faults_in_text_course_and_names_stop_a_build_before_it_runs(tmp_path):
    root = small_course.write(tmp_path / "text", TEXT.replace('exercise="scale"', 'exercise="s"'))
    with pytest.raises(BuildError, match=f"solutions/{NAME}.py, line"):
        release.build(root, None, quiet, small_course.registry())
    with pytest.raises(CourseError, match=f"no assignment '77_none'. Known: {NAME}"):
        release.build(root, ["77_none"], quiet, small_course.registry())
    root = small_course.write(tmp_path / "course", toml='[assignments."77_none"]')
    with pytest.raises(CourseError, match="77_none"):
        release.build(root, None, quiet, small_course.registry())
    assert small_course.generated(root) == {}


def test_an_old_wheel_goes_when_the_version_changes_and_other_files_stay(tmp_path):
    stage, root = tmp_path / "stage", small_course.copy(tmp_path)
    for name, content in small_course.generated(root).items():
        path = stage / name.replace("1.2.3", "1.3.0")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (release.release_path(root, NAME).parent / "data.csv").write_text("1,2")
    release._publish(stage, root, NAME)
    names = sorted(path.name for path in release.release_path(root, NAME).parent.iterdir())
    assert names == [f"{NAME}.ipynb", "cnn_lab-1.3.0-py3-none-any.whl", "data.csv"]


# Recorded cases


def test_recorded_cases_hold_expected_values_and_those_of_each_mistake():
    recorded = recording.load(small_course.built(), NAME)
    assert recorded is not None
    sheet = recorded.sheet("scale")
    assert sheet is not None
    assert np.array_equal(sheet.expected[0][0], [[3.0, 6.0]])
    assert np.array_equal(sheet.wrong[0][0][0], [[9.0, 18.0]])
    assert np.array_equal(sheet.wrong[1][0][0], [[4.0, 7.0]])
    assert len(sheet.cases) == 3


def test_no_text_or_line_of_our_own_code_is_recorded():
    def refuses(array):
        raise ValueError("a sentence of the reference")

    given = small_course.assignment()
    scale, total = given.exercises
    other = replace(total, reference=refuses)
    recorded = recording.record(replace(given, exercises=(scale, other)))
    sheet = recorded.sheets[1]
    assert sheet.expected[0][0] == Raises(("ValueError", "Exception", "BaseException"))
    assert "sentence" not in dump_recorded(recorded)


def recorded_with(change) -> Recorded:
    """The small course's recorded cases, with one change to the first sheet."""
    recorded = recording.record(small_course.assignment())
    first, *others = recorded.sheets
    return replace(recorded, sheets=(change(first), *others))


def nudged(amount, field="expected"):
    """A change that adds something to a value of the first case."""

    def change(sheet):
        rows = list(sheet.expected if field == "expected" else sheet.wrong[0])
        rows[0] = (rows[0][0] + amount, *rows[0][1:])
        if field == "expected":
            return replace(sheet, expected=tuple(rows))
        return replace(sheet, wrong=(tuple(rows), *sheet.wrong[1:]))

    return change


def test_rounding_is_no_difference_and_what_was_written_reads_back():
    recorded = recording.record(small_course.assignment())
    assert recording.same_recorded(recorded, recorded_with(nudged(1e-12))) is None
    assert recording.same_recorded(recorded, replace(recorded, build="other")) is None
    assert recording.same_recorded(load_recorded(dump_recorded(recorded)), recorded) is None


DIFFERENT = {
    "expected": (nudged(1e-6), "scale: the expected value of case 0 .* differs"),
    "wrong": (nudged(1e-6, "wrong"), "what the mistake 'squared' gives differs"),
    "dtype": (lambda s: replace(s, expected=(
        (s.expected[0][0].astype(np.float32), *s.expected[0][1:]), *s.expected[1:])),
        "expected value of case 0"),
    "hints": (lambda s: replace(s, hints=("a", "b", "c")), "its hints differ"),
    "points": (lambda s: replace(s, points=9.0), "its points differ"),
    "says": (lambda s: replace(s, mistakes=(replace(s.mistakes[0], says="no"), *s.mistakes[1:])),
             "its mistakes differ"),
    "label": (lambda s: replace(s, cases=(replace(s.cases[0], label="no"), *s.cases[1:])),
              "its cases differ"),
    "exercise": (lambda s: replace(s, exercise="scael"), "holds the exercises scael, total, not"),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENT)
def test_the_first_difference_between_two_records_is_named(name):
    change, said = DIFFERENT[name]
    new = recording.record(small_course.assignment())
    found = recording.same_recorded(recorded_with(change), new)
    assert found is not None
    assert re.search(said, found)


def test_records_that_are_equal_but_for_rounding_are_kept_as_they_are(tmp_path):
    root = small_course.copy(tmp_path)
    path = recording.path(root, NAME)
    old = load_recorded(path.read_text(encoding="utf-8"))
    sheets = (nudged(1e-13)(old.sheets[0]), *old.sheets[1:])
    path.write_text(dump_recorded(replace(old, sheets=sheets)), encoding="utf-8")
    from autograde.course import Course

    kept = release._plan(root, Course.load(root), small_course.assignment())
    values = load_recorded(kept.recorded).sheets[0].expected[0][0]
    assert not np.array_equal(values, old.sheets[0].expected[0][0])
    assert np.allclose(values, old.sheets[0].expected[0][0], rtol=1e-9)
