"""Edits in built notebooks are refused with the place where they belong; nothing is lost."""

import json
import os
import sysconfig
import warnings

import nbformat
import pytest
import small_course
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from small_course import NAME
from traitlets.config import Config

from autograde.building import kept, marks, release
from autograde.building.compare_builds import notebook_differences
from autograde.building.release import BuildError
from autograde.building.text import read
from autograde.classroom.plugin import configure
from autograde.grading.reading import read_bytes
from autograde.grading.rebuild import read_release

PATHS = {"solution": release.solution_path, "release": release.release_path}
FILES = {"solution": f"solutions/{NAME}/{NAME}.ipynb", "release": f"notebooks/{NAME}/{NAME}.ipynb"}
TEXT = f"solutions/{NAME}.py"
SECTION = f'[assignments."{NAME}"]'


def undone(root, part):
    """What building the same course again would undo in one of its notebooks."""
    fresh = PATHS[part](small_course.built(), NAME)
    old = PATHS[part](root, NAME)
    return kept.undone(old, fresh, FILES[part], part, read(root, NAME))


def load(root, part):
    return json.loads(PATHS[part](root, NAME).read_text(encoding="utf-8"))


def save(root, part, notebook):
    PATHS[part](root, NAME).write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def edit(root, part, change):
    """Change a built notebook as an editor would."""
    notebook = load(root, part)
    change(notebook)
    save(root, part, notebook)


def cell(notebook, name):
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def grade(name, **changes):
    """A change of a cell's nbgrader metadata; None takes a field out."""

    def change(notebook):
        fields = cell(notebook, name)["metadata"]["nbgrader"]
        fields.update(changes)
        for key in [key for key in changes if changes[key] is None]:
            del fields[key]

    return change


def text(name, new):
    return lambda notebook: cell(notebook, name).update(source=new)


def added(notebook, cell_id="a1b2c3d4", place=3):
    new = {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": ["Mine."]}
    notebook["cells"].insert(place, new)


def removed(name):
    return lambda notebook: notebook["cells"].remove(cell(notebook, name))


def moved(notebook):
    notebook["cells"].append(notebook["cells"].pop(2))


def line_of(words):
    """The line of the text's marker above some words."""
    return small_course.TEXT[: small_course.TEXT.index(words)].count("\n")


EDITS = {
    "points": (
        grade("check-scale", points=4),
        f"cell check-scale: points 3 → 4. Points belong in course.toml: {SECTION} "
        "points = { scale = 4 }",
    ),
    "points of a written answer": (
        grade("why", points=2.5),
        f"cell why: points 2 → 2.5. Points belong in course.toml: {SECTION} "
        "points = { why = 2.5 }",
    ),
    "no points": (
        grade("check-scale", points=0),
        f'cell check-scale: points 3 → 0. To leave it out: course.toml, {SECTION} drop = ["scale"]',
    ),
    "points taken out": (grade("check-scale", points=None), "cell check-scale: points 3 → none"),
    "text": (
        text("first-steps-1", "## First steps\nMy words."),
        f"cell first-steps-1: text changed. Change {TEXT}, line {line_of('## First steps')}",
    ),
    "answer cell": (
        text("scale", "def scale(array, factor):\n    pass"),
        f"cell scale: text changed. Change {TEXT}, line {line_of('def scale')}",
    ),
    "box": (
        text("box-scale", "Harder"),
        "cell box-scale: text changed. The build writes this cell",
    ),
    "setup": (
        text("setup", "import numpy"),
        f"cell setup: text changed. The build writes this cell; put what you want to say or run "
        f"into {TEXT}",
    ),
    "added": (added, f"cell a1b2c3d4: added. Write it into {TEXT}"),
    "without an id": (lambda n: added(n, ""), "cell (without an id): added"),
    "copied": (lambda n: added(n, "top-1"), "cell top-1: added"),
    "deleted": (
        removed("first-steps-2"),
        f"cell first-steps-2: deleted. Change {TEXT}, line {line_of('steps = ')}",
    ),
    "deleted exercise": (
        removed("scale"),
        f'cell scale: deleted. To leave it out: course.toml, {SECTION} drop = ["scale"]',
    ),
    "moved": (moved, f"cell first-steps-1: moved. Change {TEXT}"),
    "type": (
        lambda n: cell(n, "first-steps-1").update(cell_type="raw"),
        "cell first-steps-1: type, nbgrader settings or tags changed",
    ),
    "tags": (
        lambda n: cell(n, "first-steps-1")["metadata"].update(tags=["hide"]),
        "cell first-steps-1: type, nbgrader settings or tags changed",
    ),
    "graded by hand": (
        grade("check-scale", solution=True),
        "cell check-scale: type, nbgrader settings or tags changed",
    ),
    "grade id": (grade("scale", grade_id="scael"), "cell scale: type, nbgrader settings"),
    "two at once": (
        lambda n: (grade("why", points=4)(n), text("why", "Because.")(n)),
        f"cell why: points 2 → 4, text changed. Points belong in course.toml: {SECTION} "
        f"points = {{ why = 4 }}. Change {TEXT}, line {line_of('# Because') - 1}",
    ),
}


@pytest.mark.parametrize("part", PATHS)
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_named_with_its_file_its_cell_and_its_place(tmp_path, name, part):
    change, said = EDITS[name]
    root = small_course.copy(tmp_path)
    edit(root, part, change)
    message = undone(root, part)
    assert message is not None
    first, *lines = message.splitlines()
    assert first == f"{FILES[part]} was edited after it was built, and this build would undo that:"
    assert len(lines) == 1
    assert said in lines[0]
    (other,) = set(PATHS) - {part}
    assert undone(root, other) is None


def test_of_many_edits_the_first_are_listed_and_the_others_counted(tmp_path):
    root = small_course.copy(tmp_path)
    edit(root, "release", lambda n: [added(n, f"new-{i}") for i in range(20)])
    message = undone(root, "release")
    assert message.count("added") == kept.SHOWN
    assert message.endswith(f"  and {20 - kept.SHOWN} cells more")


@pytest.mark.parametrize("part", PATHS)
def test_what_the_build_wrote_counts_as_unchanged(part):
    root = small_course.built()
    assert undone(root, part) is None
    notebook = nbformat.read(PATHS[part](root, NAME), nbformat.NO_CONVERT)
    assert marks.built_marks(notebook, part) == marks.marks_of(notebook)
    (other,) = set(PATHS) - {part}
    assert marks.built_marks(notebook, other) != marks.marks_of(notebook)


# What programs rewrite


def run_again(notebook):
    """What running a notebook in an editor changes."""
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.13.0"}
    notebook["metadata"]["kernelspec"]["display_name"] = "My Python"
    for one in notebook["cells"]:
        one["metadata"]["execution"] = {"iopub.execute_input": "2030-10-01T12:00:00Z"}
        one["metadata"].update(editable=True, slideshow={"slide_type": ""}, tags=[], collapsed=True)
        if one["cell_type"] == "code":
            one["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "other"}]
            one["execution_count"] = 77
    cell(notebook, "setup")["metadata"]["tags"] = ["setup"]


def create_assignment_panel(notebook):
    """What nbgrader's panel in JupyterLab changes when it is opened, and its fields are touched."""
    for one in notebook["cells"]:
        fields = one["metadata"].get("nbgrader")
        if fields:
            for key in ("cell_type", "checksum"):
                fields.pop(key, None)
            if "points" in fields:
                fields["points"] = float(fields["points"])


@pytest.mark.parametrize("change", [run_again, create_assignment_panel])
@pytest.mark.parametrize("part", PATHS)
def test_what_programs_rewrite_is_no_edit(tmp_path, part, change):
    root = small_course.copy(tmp_path)
    edit(root, part, change)
    assert undone(root, part) is None


@pytest.mark.parametrize("part", PATHS)
def test_opening_and_saving_through_jupyters_server_is_no_edit(tmp_path, part):
    root = small_course.copy(tmp_path)
    before = PATHS[part](root, NAME).read_bytes()
    manager = LargeFileManager(root_dir=str(root))
    model = json.loads(json.dumps(manager.get(FILES[part], content=True), default=str))
    model["content"]["metadata"]["language_info"] = {"name": "python"}
    manager.save({"type": "notebook", "format": "json", "content": model["content"]}, FILES[part])
    assert PATHS[part](root, NAME).read_bytes() != before
    assert undone(root, part) is None


def generate(root, monkeypatch):
    """What formgrader's Generate does with the settings of `nbgrader_config.py`."""
    scripts = sysconfig.get_path("scripts")
    monkeypatch.setenv("PATH", os.pathsep.join((scripts, os.environ["PATH"])))
    config = Config()
    configure(config, root)
    config.CourseDirectory.assignment_id = NAME
    config.GenerateAssignment.force = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader's own
        made = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        assert capture_log(made)["success"]


def test_formgraders_generate_is_no_edit_but_carries_one_into_the_release(tmp_path, monkeypatch):
    root = small_course.copy(tmp_path)
    before = release.release_path(root, NAME).read_bytes()
    generate(root, monkeypatch)
    assert undone(root, "solution") is None
    assert undone(root, "release") is None

    edit(root, "solution", grade("check-scale", points=4))
    generate(root, monkeypatch)
    assert release.release_path(root, NAME).read_bytes() != before
    for part in PATHS:
        assert "cell check-scale: points 3 → 4" in undone(root, part)


# Carried over, unknown, damaged


def mark(name, said="text"):
    return marks.Mark(name, "-", "settings", said)


BUILT = [mark("a"), mark("b"), mark("c")]
CARRIED = {
    "a changed text": [mark("a"), mark("b", "new"), mark("c")],
    "an added cell": [mark("a"), mark("new"), mark("b"), mark("c")],
    "a deleted cell": [mark("a"), mark("c")],
    "another order": [mark("c"), mark("a"), mark("b")],
}


@pytest.mark.parametrize("name", CARRIED)
def test_what_the_new_build_writes_too_is_no_edit(name):
    edited = CARRIED[name]
    assert list(kept.edits(BUILT, edited, BUILT)) != []
    assert list(kept.edits(BUILT, edited, edited)) == []


@pytest.mark.parametrize("name", CARRIED)
def test_what_only_the_new_build_changes_is_no_edit(name):
    assert list(kept.edits(BUILT, BUILT, CARRIED[name])) == []


def without_digest(notebook):
    del notebook["metadata"]["cnn_kit"]["digest"]


def older_digest(notebook):
    notebook["metadata"]["cnn_kit"]["digest"] = ["top-1 0123456789", 7]


@pytest.mark.parametrize("lose", [without_digest, older_digest])
def test_a_notebook_that_does_not_say_what_was_built_must_be_what_is_built_now(tmp_path, lose):
    root = small_course.copy(tmp_path)
    edit(root, "release", lose)
    assert undone(root, "release") is None
    edit(root, "release", text("first-steps-1", "## First steps\nMy words."))
    message = undone(root, "release")
    assert message.startswith(f"{FILES['release']} does not say what was built (an older kit")
    assert "cell first-steps-1: text changed" in message


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": [{}], "metadata": {}}', "<<<<<<<"])
def test_a_damaged_notebook_is_not_replaced_as_edits_may_be_in_it(tmp_path, content):
    root = small_course.copy(tmp_path)
    release.solution_path(root, NAME).write_text(content, encoding="utf-8")
    message = undone(root, "solution")
    assert message.startswith(f"{FILES['solution']} cannot be read as a notebook")


def test_a_missing_notebook_is_simply_built(tmp_path):
    root = small_course.copy(tmp_path)
    release.solution_path(root, NAME).unlink()
    assert undone(root, "solution") is None


# The build


def quiet(line):
    """A place for progress that nobody reads."""


def build(root):
    release.build(root, None, quiet, small_course.registry())


def test_a_build_replaces_nothing_until_every_edit_is_carried_over_or_discarded(tmp_path):
    root = small_course.copy(tmp_path)
    edit(root, "solution", grade("check-scale", points=4))
    edit(root, "release", text("first-steps-1", "## First steps\nMy words."))
    course = root / "solutions" / f"{NAME}.py"
    course.write_text(course.read_text().replace("The end.", "The very end."), encoding="utf-8")
    before = small_course.generated(root)
    with pytest.raises(BuildError) as caught:
        build(root)
    message = str(caught.value)
    assert small_course.generated(root) == before
    assert f"{FILES['solution']} was edited" in message
    assert "check-scale: points 3 → 4. Points belong in course.toml" in message
    assert f"{FILES['release']} was edited" in message
    assert "first-steps-1: text changed" in message
    assert message.count("  cell ") == 2
    assert message.endswith(kept.MEND)

    with (root / "course.toml").open("a", encoding="utf-8") as file:
        file.write(f"{SECTION}\npoints = {{ scale = 4 }}\n")
    release.release_path(root, NAME).unlink()
    build(root)
    for part in PATHS:
        notebook = load(root, part)
        assert cell(notebook, "check-scale")["metadata"]["nbgrader"]["points"] == 4
        assert "4 points" in "".join(cell(notebook, "box-scale")["source"])
        assert "".join(notebook["cells"][-2]["source"]) == "The very end."
        assert "My words" not in json.dumps(notebook)


# Who else reads the metadata


def test_a_digest_that_is_not_of_its_cells_is_a_difference_to_a_fresh_build():
    path = release.release_path(small_course.built(), NAME)
    fresh, old = (nbformat.read(path, nbformat.NO_CONVERT) for _ in range(2))
    without_digest(old)
    assert notebook_differences(old, fresh) == ["metadata: its digest is not that of its cells"]
    old.cells[2].source = "My words."
    (found,) = notebook_differences(old, fresh)
    assert found.startswith("cell first-steps-1: its source differs")


def test_the_grader_reads_a_release_and_a_hand_in_with_a_digest_as_without(tmp_path):
    root = small_course.copy(tmp_path)
    path = release.release_path(root, NAME)
    released, handed = read_release(path), read_bytes(path.read_bytes())
    assert handed.build == released.build == load(root, "release")["metadata"]["cnn_kit"]["build"]
    for digest in (None, 7, {"a": [[]] * 100}, ["\ud800 x"] * 1000):
        edit(root, "release", lambda n, d=digest: n["metadata"]["cnn_kit"].update(digest=d))
        assert read_release(path) == released
        assert read_bytes(path.read_bytes()) == handed
