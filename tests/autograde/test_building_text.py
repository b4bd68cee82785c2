import ast
import re

import nbformat.v4
import pytest
import small_course
from small_course import NAME, TEXT

from autograde.building.assemble import expand
from autograde.building.text import TextError, read, regions, stub
from autograde.course import Course


def course(tmp_path, text=TEXT, toml=""):
    (tmp_path / "solutions").mkdir(exist_ok=True)
    (tmp_path / "solutions" / f"{NAME}.py").write_text(text, encoding="utf-8")
    (tmp_path / "course.toml").write_text(f'title = "a"\n{toml}')
    return Course.load(tmp_path)


def notebook(tmp_path, text=TEXT, toml="", url=""):
    full = small_course.assignment()
    kept = course(tmp_path, text, toml).effective(full)
    return expand(read(tmp_path, NAME), full, kept, "1.2.3", url)


def cell(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def ids(notebook):
    return [cell.id for cell in notebook.cells]


def test_markers_become_cells_in_the_order_of_the_text(tmp_path):
    assert ids(notebook(tmp_path)) == [
        "top-1",
        "setup",
        "first-steps-1",
        "first-steps-2",
        "box-scale",
        "scale",
        "check-scale",
        "first-steps--a-figure-1",
        "first-steps--a-figure-2",
        "box-total",
        "total",
        "check-total",
        "first-steps--a-figure-3",
        "box-why",
        "why",
        "first-steps--a-figure-4",
    ]


def test_graded_cells_carry_nbgraders_metadata(tmp_path):
    built = notebook(tmp_path)
    common = {"schema_version": 3, "task": False}
    assert cell(built, "scale").metadata == {
        "nbgrader": common
        | {"grade_id": "scale", "grade": False, "solution": True, "locked": False}
        | {"cell_type": "code"}
    }
    assert cell(built, "check-scale").metadata == {
        "nbgrader": common
        | {"grade_id": "check-scale", "grade": True, "solution": False, "locked": True}
        | {"cell_type": "code", "points": 3}
    }
    assert cell(built, "why").metadata == {
        "nbgrader": common
        | {"grade_id": "why", "grade": True, "solution": True, "locked": False}
        | {"cell_type": "markdown", "points": 2}
    }
    assert cell(built, "check-scale").source == "check(scale)"
    assert cell(built, "first-steps-2").metadata == {}


def test_the_box_above_an_exercise_says_what_a_student_plans_with(tmp_path):
    source = cell(notebook(tmp_path), "box-scale").source
    for said in ("Write scale", "3 points", "difficulty ★★☆", "importance ★☆☆", "about 5 minutes"):
        assert said in source
    assert source.count("<details>") == source.count("</details>") == 3
    assert re.findall("a nudge for you|the idea of it|almost there now", source) == [
        "a nudge for you",
        "the idea of it",
        "almost there now",
    ]


def test_the_courses_points_reach_boxes_and_checks(tmp_path):
    built = notebook(tmp_path, toml=f'[assignments."{NAME}"]\npoints = {{ scale = 1, why = 2.5 }}')
    assert "1 point**" in cell(built, "box-scale").source
    assert cell(built, "check-scale").metadata.nbgrader.points == 1
    assert "2.5 points" in cell(built, "box-why").source
    assert cell(built, "why").metadata.nbgrader.points == 2.5


def test_markers_around_a_whole_written_answer_do_not_show(tmp_path):
    assert cell(notebook(tmp_path), "why").source == "Because the sum\nis linear."


def test_the_notebook_names_its_assignment_and_its_source(tmp_path):
    metadata = notebook(tmp_path).metadata
    assert metadata.cnn_kit == {"assignment": NAME, "source": f"solutions/{NAME}.py"}
    assert metadata.kernelspec.name == "python3"
    assert "jupytext" not in metadata


def test_the_setup_cell_is_short_and_tagged(tmp_path):
    for url, most in (("", 15), ("https://example.org/cnn_lab.whl", 18)):
        setup = cell(notebook(tmp_path, url=url), "setup")
        assert setup.metadata == {"tags": ["setup"]}
        assert len(setup.source.splitlines()) <= most
        assert f'assignment = "{NAME}"' in setup.source
        assert ("https://example.org" in setup.source) == bool(url)
        ast.parse(setup.source)


def test_a_cell_whose_output_varies_carries_nbvals_tag(tmp_path):
    text = TEXT.replace('# %% about="total"', '# %% about="total" tags=["nbval-ignore-output"]')
    built = notebook(tmp_path, text)
    assert ids(built) == ids(notebook(tmp_path))
    tagged = [one for one in built.cells if "tags" in one.metadata and one.id != "setup"]
    assert [one.source for one in tagged] == ["check(total)  # once more"]
    assert tagged[0].metadata == {"tags": ["nbval-ignore-output"]}


def test_an_address_cannot_leave_its_string(tmp_path):
    url = 'https://example.org/"; print(1) #'
    (literal,) = [
        node.value
        for node in ast.walk(ast.parse(cell(notebook(tmp_path, url=url), "setup").source))
        if isinstance(node, ast.Constant) and "example" in str(node.value)
    ]
    assert literal == url


def test_jupyterlabs_own_header_does_not_reach_the_notebook(tmp_path):
    header = "# ---\n# jupyter:\n#   jupytext:\n#     formats: py:percent\n# ---\n\n"
    built = notebook(tmp_path, header + TEXT)
    assert ids(built) == ids(notebook(tmp_path))
    assert "jupytext" not in built.metadata


def test_editing_one_cell_changes_no_other_id(tmp_path):
    full = ids(notebook(tmp_path))
    blocks = re.split(r"(?m)^(?=# %%)", TEXT)[1:]
    assert len(blocks) == 11
    for number, block in enumerate(blocks):
        mark = "#" if "[markdown]" in block else "more = 1 #"
        edited = [*blocks[:number], f"{block.rstrip()}\n{mark} edited\n\n", *blocks[number + 1 :]]
        if 'exercise="' in block or "END SOLUTION" in block:
            edited[number] = block.replace('"""', '"""Edited. ', 1).replace("Because", "Edited")
        assert edited[number] != block
        assert ids(notebook(tmp_path, "".join(edited))) == full


def test_a_new_cell_changes_only_later_ids_under_its_heading(tmp_path):
    text = TEXT.replace(
        "# %% [markdown]\n# ### A figure", "# %%\n1\n\n# %% [markdown]\n# ### A figure"
    )
    before, after = ids(notebook(tmp_path)), ids(notebook(tmp_path, text))
    assert [name for name in after if name not in before] == ["first-steps-3"]
    assert [name for name in after if name in before] == before


def test_ids_are_unique_and_allowed_even_under_long_and_equal_headings(tmp_path):
    heading = "# %% [markdown]\n# ## " + "Étude — a very long heading, with words " * 4 + "\n\n"
    built = notebook(tmp_path, TEXT + "\n" + heading + "# %%\n1\n\n" + heading + "# %%\n2\n")
    assert len(set(ids(built))) == len(ids(built))
    for name in ids(built):
        assert re.fullmatch("[a-zA-Z0-9_-]{1,64}", name)


def test_a_hash_in_fenced_code_is_no_heading(tmp_path):
    text = TEXT.replace("# Some words.", "# Some words.\n# ```\n# # not a heading\n# ```")
    assert ids(notebook(tmp_path, text)) == ids(notebook(tmp_path))


def test_dropped_parts_go_with_their_boxes_checks_and_cells_about_them(tmp_path):
    full = ids(notebook(tmp_path))
    built = notebook(tmp_path, toml=f'[assignments."{NAME}"]\ndrop = ["total", "why"]')
    gone = {"box-total", "total", "check-total", "first-steps--a-figure-3", "box-why", "why"}
    assert ids(built) == [name for name in full if name not in gone]


def test_a_cell_that_uses_a_dropped_exercise_is_named(tmp_path):
    text = TEXT.replace('# %% about="total"', "# %%")
    toml = f'[assignments."{NAME}"]\ndrop = ["total"]'
    line = text.splitlines().index("check(total)  # once more")
    with pytest.raises(TextError, match=rf'{NAME}.py, line {line}: .*Mark it # %% about="total"'):
        notebook(tmp_path, text, toml)
    notebook(tmp_path, text)


SCALE = '# %% exercise="scale"'
WRITTEN = TEXT[TEXT.index("# %% [markdown] written") : TEXT.index("# %% [markdown]\n# The")]
SCALED = TEXT[TEXT.index(SCALE) : TEXT.index("# %% [markdown]\n# ### A")]
BEGIN, END = "    ### BEGIN SOLUTION\n", "    ### END SOLUTION"
FAULTS = {
    "unknown exercise": (SCALE, '# %% exercise="scael"', "scael"),
    "unknown question": ('written="why"', 'written="wyh"', "no such written question. Known: why"),
    "unknown about": ('about="total"', 'about="totla"', "no such exercise or question"),
    "missing exercise": (SCALED, "", 'Add a cell: # %% exercise="scale"'),
    "missing question": (WRITTEN, "", 'Add a cell: # %% [markdown] written="why"'),
    "name differs": ("def scale(", "def scales(", "the cell defines scales. Name the"),
    "def in region": ("def total(array):\n    \"\"\"Add up an array.\"\"\"\n    ### BEGIN SOLUTION",
                      "### BEGIN SOLUTION\ndef total(array):", "the stub defines no function"),
    "no region": (f"{BEGIN}    return array.ravel().sum() * 1.0\n{END}", "    return 1.0",
                  "total has no solution region"),
    "no end": (f"    return result\n{END}", "    return result", "BEGIN SOLUTION without"),
    "no begin": ("    ### BEGIN SOLUTION\n    result", "    result", "END SOLUTION without"),
    "nested": ("    result = np", "    ### BEGIN SOLUTION\n    result = np", "a second ### BEGIN"),
    "region in given code": ("steps = np.arange(4)", "### BEGIN SOLUTION\n### END SOLUTION",
                             "without exercise="),
    "not python": ("    return result", "    return result)", "is not Python"),
    "no setup": ("# %% setup=true\n# setup", "", "first code cell is not the setup"),
    "late setup": ("# %% setup=true", "# %%\n1\n\n# %% setup=true", "is not the setup"),
    "written code": ("# %% [markdown] written", "# %% written", "is for markdown"),
    "exercise in markdown": (SCALE, '# %% [markdown] exercise="scale"', "exercise is for code"),
    "two markers": (SCALE, '# %% exercise="scale" about="total"', "has exercise and about"),
    "unknown tag": ('about="total"', 'about="total" tags=["setup"]', "the tags setup cannot"),
    "tagged exercise": (SCALE, SCALE + ' tags=["nbval-ignore-output"]', "for code that is given"),
    "tagged words": ("# %% [markdown]\n# The end.",
                     '# %% [markdown] tags=["nbval-ignore-output"]\n# The end.', "cannot stand"),
    "raw": ("# %% [markdown]\n# The end.", "# %% [raw]\n# The end.", "raw cells are not built"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_text_is_refused_with_file_line_and_mend(tmp_path, fault):
    old, new, said = FAULTS[fault]
    assert old in TEXT
    with pytest.raises(TextError) as caught:
        notebook(tmp_path, TEXT.replace(old, new, 1))
    assert str(caught.value).startswith(f"solutions/{NAME}.py")
    assert said in str(caught.value)
    if not fault.startswith("missing"):
        assert re.search(r", line \d+: ", str(caught.value))


def test_an_exercise_that_is_there_twice_names_both_lines(tmp_path):
    block = TEXT[TEXT.index(SCALE) : TEXT.index("# %% [markdown]\n# ### A figure")]
    first = TEXT.splitlines().index(SCALE) + 1
    with pytest.raises(TextError, match=f"scale is there twice, first in line {first}. Keep one"):
        notebook(tmp_path, TEXT + "\n" + block)


def test_the_line_in_a_message_is_the_cells_first_line(tmp_path):
    line = TEXT.splitlines().index(SCALE) + 1
    with pytest.raises(TextError, match=f"line {line}:"):
        notebook(tmp_path, TEXT.replace("def scale(", "def scales("))


def test_a_missing_or_damaged_text_is_named(tmp_path):
    with pytest.raises(TextError, match=f"solutions/{NAME}.py: there is no such file"):
        read(tmp_path, NAME)
    course(tmp_path)
    (tmp_path / "solutions" / f"{NAME}.py").write_bytes(b"# %%\n\xff\xfe")
    with pytest.raises(TextError, match="UTF-8"):
        read(tmp_path, NAME)


def test_the_stub_is_what_nbgrader_leaves(tmp_path):
    from nbgrader.preprocessors import ClearSolutions

    source = (
        "def f(x):\n    ### BEGIN SOLUTION\n    y = x\n    return y\n    ### END SOLUTION\n\nz = 1"
    )
    cleared = nbformat.v4.new_code_cell(source, metadata={"nbgrader": {"solution": True}})
    ClearSolutions().preprocess_cell(cleared, {"language": "python"}, 0)
    assert stub(source) == cleared.source
    assert regions(source) == [(2, 5)]
