"""The student's side works where only NumPy, matplotlib and IPython are.

It is tried under the Python that the tests run with and under the newest one to be had: what the
environment variable NEWEST_PYTHON names, else the newest `python3.N` on PATH or of pyenv.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograde.building.wheel import build_wheel
from autograde.exercises.correlation.mistakes import FLIPPED

ROOT = Path(__file__).parents[1]
RUNNER = Path(__file__).with_name("run_in_clean_environment.py")
NAME = "02_correlation"
RELEASE = ROOT / "notebooks" / NAME / f"{NAME}.ipynb"
SOLUTION = ROOT / "solutions" / NAME / f"{NAME}.ipynb"
POINTS = {"correlate1d": 1, "correlate2d": 3, "rot180": 1, "convolve2d": 3, "detect_edges": 1}
PACKAGES = ("numpy", "matplotlib", "ipython")
IN_CI = bool(os.environ.get("CI"))

FLIPPED_KERNEL = """
def correlate2d(image, kernel):
    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:
        raise ValueError("the kernel does not fit")
    windows = np.lib.stride_tricks.sliding_window_view(image.astype(float), kernel.shape)
    return np.einsum("hwkl,kl->hw", windows, kernel[::-1, ::-1])
"""


@dataclass(frozen=True)
class Python:
    """An interpreter: how to start it, and its version, "3.11.7"."""

    command: str
    version: str

    @property
    def number(self):
        return tuple(map(int, self.version.split(".")))


def python(command):
    """The interpreter behind a command, or None where there is none that runs."""
    code = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        done = subprocess.run([command, "-I", "-S", "-c", code], capture_output=True, text=True)
    except OSError:
        return None
    return Python(str(command), done.stdout.strip()) if done.returncode == 0 else None


def newest():
    """The newest Python to be had."""
    named = os.environ.get("NEWEST_PYTHON")
    if named:
        found = python(named)
        if found is None:
            raise RuntimeError(f"NEWEST_PYTHON={named} does not run: name a Python that does.")
        return found
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    folders += (Path.home() / ".pyenv" / "versions").glob("3.*/bin")
    files = [file for folder in folders for file in folder.glob("python3.*")]
    numbered = [(int(m[1]), f) for f in files if (m := re.fullmatch(r"python3\.(\d+)", f.name))]
    for _, file in sorted(numbered, key=lambda item: item[0], reverse=True):
        if found := python(file):
            return found
    return None


def pythons():
    """The Python of these tests and, where it is another version, the newest one."""
    here, latest = python(sys._base_executable), newest()
    return [here] if latest is None or latest.number <= here.number else [here, latest]


PYTHONS = pythons()


@dataclass(frozen=True)
class Student:
    """Somebody who has an interpreter, three libraries and a home, and nothing else."""

    python: Python
    libraries: Path
    home: Path

    def start(self, *arguments, cwd, path=()):
        """Run the interpreter without site-packages; `path` comes in by PYTHONPATH."""
        env = {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as Jupyter sets it
        }
        command = [self.python.command, *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)

    def run(self, notebook):
        """Run all code cells of a notebook; what happened."""
        target = notebook.with_suffix(".json")
        arguments = (RUNNER, self.libraries, notebook, target)
        done = self.start("-I", "-S", *arguments, cwd=notebook.parent)
        assert done.returncode == 0, done.stderr
        return json.loads(target.read_text())

    def lab(self, *arguments, cwd, wheel):
        """`python -m cnn_lab`, with the wheel on the path as a student would put it."""
        command = ("-S", "-s", "-m", "cnn_lab", *arguments)
        return self.start(*command, cwd=cwd, path=(wheel, self.libraries))


@pytest.fixture(scope="module", params=PYTHONS, ids=lambda item: f"python{item.version}")
def student(request, tmp_path_factory):
    cache = getattr(request.config, "cache", None)
    store = cache.mkdir("clean_environment") if cache else tmp_path_factory.mktemp("cache")
    libraries = store / f"python{request.param.version}"
    if not libraries.is_dir():
        with tempfile.TemporaryDirectory(dir=store) as fresh:
            fetch(request.param, Path(fresh))
            unpack(Path(fresh)).rename(libraries)
    return Student(request.param, libraries, tmp_path_factory.mktemp("home"))


def fetch(interpreter, folder):
    """Download what `pip install numpy matplotlib ipython` installs for this Python."""
    version = "{}.{}".format(*interpreter.number)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder)]
    options = ["--only-binary=:all:", "--python-version", version]
    done = subprocess.run([*command, *options, *PACKAGES], capture_output=True, text=True)
    if done.returncode:
        what = f"pip finds no {', '.join(PACKAGES)} for Python {version}: {done.stderr[-600:]}"
        (pytest.fail if IN_CI else pytest.skip)(what)


def unpack(folder):
    """Put the wheels of a folder side by side, as they would be installed."""
    together = folder / "libraries"
    for wheel in sorted(folder.glob("*.whl")):
        zipfile.ZipFile(wheel).extractall(together)
    return together


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def given(place, wheel):
    """What students are given: the released notebook, and the wheel beside it."""
    folder = place / NAME
    folder.mkdir()
    shutil.copy(wheel, folder)
    shutil.copy(RELEASE, folder)
    return folder


@pytest.fixture
def folder(tmp_path, wheel):
    return given(tmp_path, wheel)


@pytest.fixture(scope="module")
def untouched(student, wheel, tmp_path_factory):
    """What happened in the notebook as it is released, with `check()` at its end."""
    folder = given(tmp_path_factory.mktemp("untouched"), wheel)
    return student.run(change(folder / RELEASE.name, {}, last=["check()"]))


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def answers():
    """The instructor's code cells by their ids."""
    cells = json.loads(SOLUTION.read_text(encoding="utf-8"))["cells"]
    return {
        grade_id(cell): cell["source"]
        for cell in cells
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution")
    }


def written_questions(notebook):
    """The cells for answers in words."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [
        grade_id(cell)
        for cell in cells
        if cell["cell_type"] == "markdown" and cell["metadata"].get("nbgrader", {}).get("solution")
    ]


def change(notebook, texts, last=()):
    """Put texts into the cells with these ids, and code cells at the end."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        cell["source"] = texts.get(grade_id(cell), cell["source"])
    blank = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    content["cells"] += [{**blank, "source": source} for source in last]
    notebook.write_text(json.dumps(content), encoding="utf-8")
    return notebook


def text(cell):
    """All that a cell shows as plain text."""
    shown = [output.get("text/plain", "") for output in cell["shown"]]
    return "\n".join([cell["stdout"], *shown])


def troubles(happened):
    """What nobody wants to see below a cell."""
    found = []
    for cell in happened["cells"]:
        everything = text(cell) + "".join(o.get("text/html", "") for o in cell["shown"])
        if cell["error"] or cell["stderr"] or "Traceback" in everything:
            found.append((cell["source"], cell["error"], cell["stderr"], cell["stdout"]))
    return found


def check_cells(happened):
    """The cells that check one function, by its name."""
    found = {}
    for cell in happened["cells"]:
        if match := re.fullmatch(r"check\((\w+)\)", cell["source"].strip()):
            found[match[1]] = cell
    return found


def as_shown(html):
    """A page's words."""
    return re.sub(r"<[^>]*>", " ", html)


def test_a_python_newer_than_3_11_is_among_them():
    if PYTHONS[-1].number < (3, 12):
        versions = ", ".join(python.version for python in PYTHONS)
        what = f"only Python {versions} is here: install a newer one, or set NEWEST_PYTHON"
        (pytest.fail if IN_CI else pytest.skip)(what)


def test_the_environment_holds_the_three_libraries_and_nothing_of_ours(student, untouched):
    assert untouched["python"] == student.python.version
    assert untouched["strangers"] == []
    *standard, last = map(Path, untouched["path"])
    assert last == student.libraries
    assert not [path for path in standard if path.name in ("site-packages", "dist-packages")]
    assert set(untouched["versions"]) == set(PACKAGES)
    assert ".whl/cnn_lab/__init__.py" in untouched["cnn_lab"]


def test_the_untouched_notebook_runs_to_its_end_with_five_exercises_not_started(untouched):
    assert troubles(untouched) == []
    assert untouched["network"] == []
    cells = check_cells(untouched)
    assert set(cells) == set(POINTS)
    for cell in cells.values():
        assert "not started" in text(cell)
        assert "not started" in as_shown(cell["shown"][0]["text/html"])
        assert cell["value"] == "0.0"
    whole = untouched["cells"][-1]
    assert whole["value"] == "0.0"
    assert text(whole).count("not started") == len(POINTS)


def test_the_right_answers_get_every_point(student, folder):
    happened = student.run(change(folder / RELEASE.name, answers(), last=["check()"]))
    assert troubles(happened) == []
    assert happened["network"] == []
    values = {name: float(cell["value"]) for name, cell in check_cells(happened).items()}
    assert values == POINTS
    whole = happened["cells"][-1]
    assert whole["value"] == "9.0"
    assert text(whole).count("passed") == len(POINTS)


def test_a_flipped_kernel_is_named(student, folder):
    wrong = {**answers(), "correlate2d": FLIPPED_KERNEL}
    happened = student.run(change(folder / RELEASE.name, wrong))
    assert troubles(happened) == []
    cell = check_cells(happened)["correlate2d"]
    assert 0 <= float(cell["value"]) < POINTS["correlate2d"]
    for shown in (text(cell), as_shown(cell["shown"][0]["text/html"])):
        assert FLIPPED.says in " ".join(shown.split())


def test_ready_says_what_an_untouched_notebook_lacks(student, folder, wheel):
    done = student.lab("ready", RELEASE.name, cwd=folder, wheel=wheel)
    assert (done.returncode, done.stderr) == (1, "")
    missing = [line for line in done.stdout.splitlines() if line.startswith("  - ")]
    assert len(missing) == len(POINTS) + len(written_questions(RELEASE))


def test_ready_asks_for_the_written_answers_alone_when_the_code_is_right(student, folder, wheel):
    change(folder / RELEASE.name, answers())
    done = student.lab("ready", RELEASE.name, cwd=folder, wheel=wheel)
    assert (done.returncode, done.stderr) == (1, "")
    missing = [line for line in done.stdout.splitlines() if line.startswith("  - ")]
    assert len(missing) == len(written_questions(RELEASE)) > 0
    assert all("written answer" in line for line in missing)


def test_a_finished_notebook_is_ready(student, folder, wheel):
    words = dict.fromkeys(written_questions(RELEASE), "The kernel is flipped, so the sign turns.")
    change(folder / RELEASE.name, {**answers(), **words})
    done = student.lab("ready", RELEASE.name, cwd=folder, wheel=wheel)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "is ready to hand in" in done.stdout


def test_start_copies_the_assignment_into_work(student, folder, wheel, tmp_path):
    shutil.copytree(folder, tmp_path / "kit" / "notebooks" / NAME)
    done = student.lab("start", NAME, cwd=tmp_path / "kit", wheel=wheel)
    assert (done.returncode, done.stderr) == (0, "")
    copied = {path.name for path in (tmp_path / "kit" / "work" / NAME).iterdir()}
    assert copied == {RELEASE.name, wheel.name}


def test_what_must_not_happen_would_be_seen(student, folder):
    last = [
        "import nbgrader",
        "import sys; print('oh', file=sys.stderr)",
        "import socket; socket.socket().connect(('192.0.2.1', 9))",
        "try:\n    socket.getaddrinfo('example.invalid', 80)\nexcept OSError:\n    pass",
        "print('all is well')",
    ]
    happened = student.run(change(folder / RELEASE.name, {}, last=last))
    sources = [source for source, *_ in troubles(happened)]
    assert sources == last[:3]
    assert "No module named 'nbgrader'" in happened["cells"][-5]["error"]
    assert [attempt.split()[0] for attempt in happened["network"]] == [
        "socket.connect",
        "socket.getaddrinfo",
    ]


def test_without_its_wheel_the_notebook_says_what_to_do(student, folder):
    next(folder.glob("*.whl")).unlink()
    (first, *_) = student.run(folder / RELEASE.name)["cells"]
    assert first["error"].startswith("ModuleNotFoundError: Put the file cnn_lab-")
