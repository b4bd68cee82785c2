"""A student in JupyterLab: what is right and what is wrong is said on the page.

The kernel has the libraries that students have, and this project's wheel; see student_kernel.py.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import picture, picture_of
from lab import Notebook, close, open_notebook, read
from playwright.sync_api import Locator, Page, expect
from serving import Served, environment, serve
from student_kernel import NAME as KERNEL
from student_kernel import student_kernel

from autograde.building.wheel import build_wheel
from autograde.exercises.correlation.assignment import CORRELATE1D, CORRELATION
from autograde.exercises.correlation.mistakes import FLIPPED
from cnn_lab.draw import worked
from cnn_lab.report.phrases import STATUS, points

pytestmark = pytest.mark.browser

RELEASE = Path(__file__).parents[2] / "notebooks" / CORRELATION.id / f"{CORRELATION.id}.ipynb"
FIRST = CORRELATE1D.id
CHECK = f"check-{FIRST}"
STEPPER = "draw.stepper()"

RIGHT = """\
def correlate1d(signal, kernel):
    K = len(kernel)
    if K > len(signal):
        raise ValueError("the kernel does not fit")
    signal, kernel = signal.astype(float), kernel.astype(float)
    output = np.zeros(len(signal) - K + 1)
    for i in range(len(output)):
        output[i] = np.sum(signal[i : i + K] * kernel)
    return output"""
WRONG = RIGHT.replace("* kernel)", "* kernel[::-1])")

PROBE = """
import cnn_lab
from importlib.util import find_spec
print(cnn_lab.__file__)
print([name for name in ("autograde", "cnn_ref") if find_spec(name)])
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a student's work."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(RELEASE.parents[2], tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return student_kernel(tmp_path_factory.mktemp("kernel"))


@pytest.fixture(scope="module")
def served(desk: Path, kernel: dict[str, str]) -> Iterator[Served]:
    with serve(desk, extra_env=kernel) as running:
        yield running


def given(desk: Path, name: str, wheel: Path) -> Path:
    """What a student is given, in a folder: the wheel and the notebook, which is returned."""
    folder = desk / name
    folder.mkdir()
    shutil.copy(wheel, folder)
    return Path(shutil.copy(RELEASE, folder))


def graded(notebook: dict[str, Any]) -> list[str]:
    """What stands in the cells that earn points."""
    return [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade")
    ]


def source(notebook: dict[str, Any], name: str) -> str:
    """What stands in one cell."""
    return next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"] == name)


def troubles(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Tracebacks and warnings below any cell."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"]


def everything_runs_and_nothing_is_started(notebook: Notebook) -> None:
    notebook.run_all()
    assert notebook.errors().all_text_contents() == []
    for exercise in CORRELATION.exercises:
        said = notebook.output(f"check-{exercise.id}")
        expect(said).to_contain_text(f"{STATUS['not_started']}, {points(0, exercise.points)}")
    assert troubles(notebook.save()) == []


def an_answer_is_written_and_checked(notebook: Notebook, answer: str) -> None:
    notebook.write(FIRST, answer)
    notebook.run(FIRST)
    notebook.run(CHECK)


def the_mistake_is_named(notebook: Notebook) -> None:
    said = notebook.output(CHECK)
    expect(said).to_contain_text(f"{STATUS['failed']}, {points(0, CORRELATE1D.points)}")
    expect(said).to_contain_text(FLIPPED.says)
    picture_of(notebook.page, "student-mistake", notebook.cell(FIRST), notebook.cell(CHECK))


def the_check_passes(notebook: Notebook) -> None:
    said = notebook.output(CHECK)
    full = CORRELATE1D.points
    expect(said).to_contain_text(f"{STATUS['passed']}, {points(full, full)}")
    expect(said).not_to_contain_text(FLIPPED.says)
    picture_of(notebook.page, "student-passed", notebook.cell(FIRST), notebook.cell(CHECK))


def the_conventions_open(notebook: Notebook) -> None:
    """The link below a check opens the page that the check has put beside the notebook."""
    notebook.output(CHECK).get_by_role("link", name="conventions").click()
    shown = notebook.page.frame_locator(".jp-HTMLViewer iframe, iframe.jp-HTMLViewer")
    expect(shown.get_by_role("heading", name="Conventions of the course")).to_be_visible()
    picture(notebook.page, "student-conventions")


def validation_lists(notebook: Notebook, cells: list[str]) -> None:
    """The button Validate names these cells, each with a reason, and no others."""
    dialog = notebook.validate()
    picture(notebook.page, "student-validate")
    texts = dialog.locator("pre")
    expect(texts).to_have_count(2 * len(cells))
    assert texts.all_text_contents()[::2] == cells
    close(dialog)


def test_a_student_is_told_the_mistake_mends_it_and_validates(
    page: Page, served: Served, desk: Path, wheel: Path
) -> None:
    file = given(desk, "story", wheel)
    open_points = graded(read(file))
    notebook = open_notebook(page, served, file)
    everything_runs_and_nothing_is_started(notebook)

    an_answer_is_written_and_checked(notebook, WRONG)
    the_mistake_is_named(notebook)
    assert source(notebook.save(), FIRST) == WRONG
    validation_lists(notebook, open_points)

    an_answer_is_written_and_checked(notebook, RIGHT)
    the_check_passes(notebook)
    assert source(notebook.save(), FIRST) == RIGHT
    open_points.remove(f"check({FIRST})")
    validation_lists(notebook, open_points)
    assert source(read(file), FIRST) == RIGHT
    the_conventions_open(notebook)


def test_the_stepper_flips_the_kernel_also_when_its_notebook_is_opened_again(
    page: Page, served: Served, desk: Path, wheel: Path
) -> None:
    file = given(desk, "stepper", wheel)
    cell = next(one["id"] for one in read(file)["cells"] if "".join(one["source"]) == STEPPER)
    notebook = open_notebook(page, served, file)
    notebook.run("setup")
    notebook.run(cell)
    the_switch_turns_the_first_sum_over(notebook.output(cell))
    notebook.save()
    notebook.reload()
    the_switch_turns_the_first_sum_over(notebook.output(cell))
    picture_of(page, "student-stepper", notebook.cell(cell), notebook.cell(cell))


def the_switch_turns_the_first_sum_over(stepper: Locator) -> None:
    switch, total = stepper.get_by_role("switch"), stepper.locator(".cnn-sum")
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(total).to_contain_text(f"= {worked.CORRELATION_VALID[0, 0]:g}")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(total).to_contain_text(f"= {worked.CONVOLUTION_VALID[0, 0]:g}")


def test_the_students_kernel_has_this_project_from_the_wheel_alone(
    desk: Path, wheel: Path, kernel: dict[str, str], tmp_path: Path
) -> None:
    file = given(desk, "kernel", wheel)
    code = file.with_name("probe.py")
    code.write_text(source(read(file), "setup") + PROBE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "run", "--kernel", KERNEL, code.name],
        cwd=file.parent,
        env=environment(tmp_path) | kernel,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = file.with_name(wheel.name) / "cnn_lab" / "__init__.py"
    assert done.stdout.splitlines() == [str(found), "[]"]
