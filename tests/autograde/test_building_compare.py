import base64
import copy
import io
import json

import matplotlib.image
import nbformat
import numpy as np
import pytest
import small_course
from small_course import NAME

from autograde.building import compare_builds, recording, release
from autograde.building.compare_builds import MEND, differences, notebook_differences, same_picture
from autograde.building.text import VARYING
from cnn_lab.sheets import dump_recorded, load_recorded

SOLUTION, RELEASE = f"solutions/{NAME}/{NAME}.ipynb", f"notebooks/{NAME}/{NAME}.ipynb"
RECORDED = f"cnn_lab/recorded/{NAME}.json"


def found(root):
    return differences(root, NAME, small_course.registry())


def test_a_current_course_has_no_differences_and_is_left_alone(tmp_path):
    root = small_course.copy(tmp_path)
    before = small_course.generated(root)
    assert found(root) == []
    assert small_course.generated(root) == before


def test_a_changed_text_makes_all_that_is_generated_out_of_date(tmp_path):
    root = small_course.copy(tmp_path)
    path = root / "solutions" / f"{NAME}.py"
    path.write_text(path.read_text().replace("# Some words.", "# Other words."))
    problems = found(root)
    for name in (SOLUTION, RELEASE, RECORDED):
        assert any(problem.startswith(name) for problem in problems)
    assert all(problem.endswith("Run: make build") for problem in problems)


def test_missing_and_damaged_files_are_named(tmp_path):
    root = small_course.copy(tmp_path)
    (root / RELEASE).unlink()
    (root / SOLUTION).write_text("{")
    (root / RECORDED).write_text("no json")
    assert found(root) == [
        f"{RECORDED}: it cannot be read. Run: make build",
        f"{SOLUTION}: it is no notebook (NotJSONError). Run: make build",
        f"{RELEASE}: it is missing. Run: make build",
    ]


def test_edits_by_hand_are_found_in_every_file(tmp_path):
    root = small_course.copy(tmp_path)
    for name, old, new in (
        (RELEASE, "Some words", "My words"),
        (SOLUTION, "four [0 1 2 3]", "four [0 1 2 4]"),
    ):
        path = root / name
        assert old in path.read_text(encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    path = recording.path(root, NAME)
    recorded = load_recorded(path.read_text(encoding="utf-8"))
    sheet = recorded.sheets[0]
    fake = (sheet.expected[0][0] + 1, *sheet.expected[0][1:])
    sheet = type(sheet)(**{**vars(sheet), "expected": (fake, *sheet.expected[1:])})
    recorded = type(recorded)(**{**vars(recorded), "sheets": (sheet, *recorded.sheets[1:])})
    path.write_text(dump_recorded(recorded), encoding="utf-8")
    assert found(root) == [
        f"{RECORDED}: scale: the expected value of case 0 ([[1, 2]] times 3) differs. {MEND}",
        f"{SOLUTION}, cell first-steps-2: its output differs. Run: make build",
        f"{RELEASE}, cell first-steps-1: its source differs. Run: make build",
    ]


def test_a_text_that_cannot_be_built_is_an_error_and_no_difference(tmp_path):
    root = small_course.copy(tmp_path)
    (root / "solutions" / f"{NAME}.py").unlink()
    with pytest.raises(release.BuildError, match="no such file"):
        found(root)


# Notebooks


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(release.solution_path(small_course.built(), NAME), nbformat.NO_CONVERT)


def changed(notebook, name, change):
    """A copy with one cell changed."""
    other = copy.deepcopy(notebook)
    change(next(cell for cell in other.cells if cell.id == name))
    return other


CHECK, FIGURE = "check-scale", "first-steps--a-figure-2"
CHANGES = {
    "source": (CHECK, lambda c: c.update(source="check(scale) "), "its source differs"),
    "points": (CHECK, lambda c: c.metadata.nbgrader.update(points=4), "its metadata differs"),
    "type": ("top-1", lambda c: c.update(cell_type="raw"), "its cell type differs"),
    "count": (CHECK, lambda c: c.update(execution_count=99), "its execution count differs"),
    "html": (CHECK, lambda c: c.outputs[0].data.update({"text/html": "<p>x</p>"}), "text/html"),
    "plain": (CHECK, lambda c: c.outputs[-1].data.update({"text/plain": "0"}), "text/plain"),
    "fewer": (CHECK, lambda c: c.outputs.pop(), "a fresh build has"),
    "stream": ("first-steps-2", lambda c: c.outputs[0].update(name="stderr"), "output differs"),
    "mime": (FIGURE, lambda c: c.outputs[-1].data.pop("text/plain"), "its output differs"),
    "figure": (FIGURE, lambda c: c.outputs[-1].data.update({"image/png": "AAAA"}), "its figure"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_of_a_cell_is_named_with_its_id(notebook, change):
    name, edit, said = CHANGES[change]
    (one,) = notebook_differences(changed(notebook, name, edit), notebook)
    assert one.startswith(f"cell {name}: ")
    assert said in one
    assert notebook_differences(copy.deepcopy(notebook), notebook) == []


def test_outputs_of_a_cell_that_varies_are_not_compared_but_all_else_is(notebook):
    tagged = changed(notebook, "first-steps-2", lambda c: c.metadata.update(tags=[VARYING]))
    for edit in (
        lambda c: c.outputs[0].update(text="other numbers"),
        lambda c: c.outputs.clear(),
    ):
        assert notebook_differences(changed(tagged, "first-steps-2", edit), tagged) == []
    other = changed(tagged, "first-steps-2", lambda c: c.update(source="2"))
    assert notebook_differences(other, tagged) == ["cell first-steps-2: its source differs"]
    assert notebook_differences(notebook, tagged) == ["cell first-steps-2: its metadata differs"]


def test_missing_added_and_moved_cells_are_named(notebook):
    other = copy.deepcopy(notebook)
    moved = other.cells.pop(2)
    assert notebook_differences(other, notebook) == [f"cell {moved.id}: it is missing"]
    assert notebook_differences(notebook, other) == [f"cell {moved.id}: no such cell is built"]
    other.cells.append(moved)
    assert notebook_differences(other, notebook) == ["its cells are in another order"]


def test_changed_metadata_of_a_notebook_is_named(notebook):
    other = copy.deepcopy(notebook)
    other.metadata["cnn_kit"] = {"build": "x"}
    (one,) = notebook_differences(other, notebook)
    assert one.startswith("metadata: cnn_kit is")


# Pictures


def png(pixels):
    file = io.BytesIO()
    matplotlib.image.imsave(file, pixels, format="png")
    return base64.b64encode(file.getvalue()).decode()


@pytest.fixture(scope="module")
def pixels():
    return np.random.default_rng(3).uniform(0.2, 0.8, (120, 200, 3))


def test_pictures_may_differ_by_rounding_only(pixels):
    rounded = pixels + 3 / 255
    assert png(rounded) != png(pixels)
    assert same_picture(png(pixels), png(rounded))


@pytest.mark.parametrize("where", [(slice(40, 44), slice(50, 53)), (slice(None), slice(7, 8))])
def test_a_letter_or_a_line_that_differs_is_seen(pixels, where):
    other = pixels.copy()
    other[where] = 0.0
    assert not same_picture(png(pixels), png(other))


def test_other_sizes_and_what_is_no_picture_are_different(pixels):
    assert not same_picture(png(pixels), png(pixels[1:]))
    assert not same_picture(png(pixels), "no base64!")
    assert not same_picture(png(pixels), base64.b64encode(b"no png").decode())


def test_pictures_inside_html_are_compared_by_their_pixels(pixels):
    def html(image, text="a figure"):
        return f'<img src="data:image/png;base64,{png(image)}" alt="{text}">'

    same = compare_builds._same_text
    assert same(html(pixels), html(pixels + 3 / 255))
    assert not same(html(pixels), html(pixels[::-1]))
    assert not same(html(pixels), html(pixels, "another"))
    assert not same(html(pixels), html(pixels) * 2)
    assert not same(json.dumps({}), {})
