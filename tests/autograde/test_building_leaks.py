import ast
import json
import zipfile

import pytest
import small_course
from small_course import NAME, TEXT

from autograde.building import release
from autograde.building.leaks import answers_in_release, answers_of, normal_form

RENAMED = """
def helper(values, by: float) -> "ndarray":
    "Another docstring."
    out = np.empty_like(values)  # another comment
    for where, value in np.ndenumerate(values):
        out[where] = (value * by)
    return out
"""
INLINE = """
before = 1
picture = np.empty_like(photo)
for place, grey in np.ndenumerate(photo):
    picture[place] = grey * strength
after = 2
"""
OTHER = RENAMED.replace("value * by", "value + by")


def plant(root, source, assignment=NAME, kind="code", at="first-steps-2"):
    """Put source into a given cell of a release."""
    path = release.release_path(root, assignment)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] == at:
            cell.update(cell_type=kind, source=source.splitlines(keepends=True))
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_what_the_build_writes_holds_no_answers():
    root = small_course.built()
    assert [a.exercise for a in answers_of(root, NAME)] == ["scale", "total"]
    assert answers_in_release(root) == []


def test_a_renamed_copy_in_a_given_cell_is_found(tmp_path):
    root = small_course.copy(tmp_path)
    plant(root, RENAMED)
    assert answers_in_release(root) == [
        f"notebooks/{NAME}/{NAME}.ipynb, cell first-steps-2: "
        f"it holds the answer to scale of {NAME}. "
        f"Change that cell in solutions/{NAME}.py, then run: make build"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "x = 1\n" + RENAMED,
        "%matplotlib inline\n" + RENAMED,
        "class Hidden:\n" + RENAMED.replace("\n", "\n    "),
        "if True:\n    pass\nelse:" + RENAMED.replace("\n", "\n    "),
        "try:\n    pass\nfinally:" + RENAMED.replace("\n", "\n    "),
        "total_of = table.ravel().sum() * 1.0",
        "table.ravel().sum() * 1.0",
        "def f(t):\n    'Words.'\n    return t.ravel().sum() * 1.0",
    ],
)
def test_wherever_the_copy_stands_it_is_found(tmp_path, source):
    root = small_course.copy(tmp_path)
    plant(root, source)
    assert len(answers_in_release(root)) == 1


@pytest.mark.parametrize(
    "source", [OTHER, "x = np.arange(4)", "def scale(array, factor):\n    ..."]
)
def test_other_code_is_no_answer(tmp_path, source):
    root = small_course.copy(tmp_path)
    plant(root, source)
    assert answers_in_release(root) == []


def test_code_in_a_markdown_cell_is_read_too(tmp_path):
    root = small_course.copy(tmp_path)
    plant(root, f"Look:\n\n```python{RENAMED}```\n", kind="markdown", at="first-steps-1")
    assert len(answers_in_release(root)) == 1


def test_statements_in_the_middle_of_a_cell_are_found():
    region = "out = np.empty_like(a)\nfor i, x in np.ndenumerate(a):\n    out[i] = x * k"
    body = ast.parse(INLINE).body
    forms = [normal_form(body[i : i + 2]) for i in range(len(body))]
    assert normal_form(ast.parse(region).body) in forms


def test_an_answer_may_be_given_later_but_not_earlier(tmp_path):
    root = small_course.copy(tmp_path)
    for name in ("04_earlier", "06_later"):
        path = release.release_path(root, name)
        path.parent.mkdir()
        path.write_bytes(release.release_path(root, NAME).read_bytes())
        plant(root, RENAMED, name)
    (found,) = answers_in_release(root)
    assert found.startswith("notebooks/04_earlier/04_earlier.ipynb, cell first-steps-2")


def test_no_answer_at_all_may_be_in_cnn_lab_even_one_of_an_old_assignment(tmp_path):
    root = small_course.copy(tmp_path)
    (root / "cnn_lab" / "draw" / "handy.py").write_text("import numpy as np\n" + RENAMED)
    assert answers_in_release(root) == [
        f"cnn_lab/draw/handy.py: it holds the answer to scale of {NAME}. "
        "Students get this file: write it another way."
    ]


def test_the_wheel_beside_a_notebook_is_what_cnn_lab_holds():
    root = small_course.built()
    (wheel,) = release.release_path(root, NAME).parent.glob("*.whl")
    packed = zipfile.ZipFile(wheel)
    for name in packed.namelist():
        if name.endswith(".py"):
            assert packed.read(name) == (root / name).read_bytes()


def form(source):
    return normal_form(ast.parse(source).body)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a = b + 1\nc = a", "x = y + 1\nz = x", True),
        ("a = b + 1\nc = a", "x = y + 1\nz = y", False),
        ("a = sum(b)\nc = a", "a = max(b)\nc = a", False),
        ("a: int = b\nc = a", "a = b\nc = a", True),
        ("a: int\nb = a", "a: str\nb = a", True),
        ("return a[::-1]", "x = y[::-1]", True),
        ("return", "return", True),
        ("import numpy as np\nnp.dot(a)", "import numpy as n\nn.dot(b)", True),
        (
            "if a:\n    raise ValueError('x')\nb = 1",
            "if c:\n    raise ValueError(f'{c}')\nd = 1",
            True,
        ),
        ("if a:\n    raise ValueError('x')\nb = 1", "if a:\n    raise KeyError('x')\nb = 1", False),
        ("def f(x, *y, k=1):\n    return x", "def g(a, *b, c=1):\n    return a", True),
        ("lambda x: x + y", "lambda a: a + b", True),
        ("[i for i in a if i]", "[j for j in b if j]", True),
        ("a.shape", "a.size", False),
    ],
)
def test_normal_forms_forget_names_and_nothing_else(one, other, same):
    assert (form(one) == form(other)) == same


def test_a_text_whose_regions_are_broken_is_an_error(tmp_path):
    from autograde.building.text import TextError

    root = small_course.copy(tmp_path)
    (root / "solutions" / f"{NAME}.py").write_text(TEXT.replace("    ### END SOLUTION\n", "", 1))
    with pytest.raises(TextError, match="BEGIN SOLUTION without"):
        answers_in_release(root)


def test_a_release_that_cannot_be_read_is_named(tmp_path):
    root = small_course.copy(tmp_path)
    release.release_path(root, NAME).write_text("{", encoding="utf-8")
    (found,) = answers_in_release(root)
    assert found.startswith(f"notebooks/{NAME}/{NAME}.ipynb: it is no notebook")
