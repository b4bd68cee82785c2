import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import small_course
from small_course import NAME

from autograde.building import release, wheel

STUDENTS = (
    *("numpy", "matplotlib", "mpl_toolkits", "contourpy", "cycler", "dateutil", "fontTools"),
    *("kiwisolver", "packaging", "PIL", "pyparsing", "six"),
    *("numpy.libs", "contourpy.libs", "kiwisolver.libs", "pillow.libs"),
)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    """A folder with NumPy and matplotlib, what they need, and nothing else."""
    folder = tmp_path_factory.mktemp("libraries")
    site = Path(sysconfig.get_path("purelib"))
    for name in STUDENTS:
        for found in (site / name, site / f"{name}.py"):
            if found.exists():
                (folder / found.name).symlink_to(found)
    return folder


def run(code, cwd, libraries):
    """Run code in an interpreter without site-packages; only the libraries are on its path."""
    first = f"import sys; sys.path.append({str(libraries)!r})\n"
    command = [sys.executable, "-I", "-S", "-c", first + code]
    env = {"PATH": os.environ["PATH"], "HOME": str(cwd), "MPLBACKEND": "agg"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_the_wheel_holds_cnn_lab_and_nothing_else(tmp_path):
    built = wheel.build_wheel(small_course.KIT, tmp_path)
    assert built.name == f"cnn_lab-{wheel.version(small_course.KIT)}-py3-none-any.whl"
    names = zipfile.ZipFile(built).namelist()
    packed = {name for name in names if ".dist-info/" not in name}
    files = (small_course.KIT / "cnn_lab").rglob("*")
    there = {
        path.relative_to(small_course.KIT).as_posix()
        for path in files
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == there
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_a_build_puts_the_wheel_beside_the_release_and_beside_the_solution(tmp_path):
    root = small_course.write(tmp_path / "course")
    release.build(root, [NAME], lambda line: None, small_course.registry())
    folders = (release.release_path(root, NAME).parent, release.solution_path(root, NAME).parent)
    first, second = (list(folder.glob("*.whl")) for folder in folders)
    assert [path.name for path in first] == [path.name for path in second]
    assert len(first) == 1


def test_files_that_are_no_part_of_the_kit_stay_out(tmp_path):
    root = small_course.write(tmp_path / "course")
    cache = root / "cnn_lab" / "draw" / "__pycache__"
    cache.mkdir()
    (cache / "old.cpython-311.pyc").write_bytes(b"old")
    (root / "cnn_lab" / ".hidden").write_text("mine")
    (root / "solution.py").write_text("answer = 1")
    names = zipfile.ZipFile(wheel.build_wheel(root, tmp_path)).namelist()
    assert not [n for n in names if "pyc" in n or "hidden" in n or "solution" in n]


def test_the_same_files_give_the_same_bytes(tmp_path):
    wheels = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        root = small_course.write(tmp_path / name / "course")
        if name == "two":
            for path in root.rglob("*"):
                os.utime(path, (1_000_000_000, 1_000_000_000))
        wheels.append(wheel.build_wheel(root, tmp_path / name).read_bytes())
    assert wheels[0] == wheels[1]
    (root / "cnn_lab" / "__init__.py").write_text("changed = True\n")
    assert wheel.build_wheel(root, tmp_path).read_bytes() != wheels[0]


def test_the_wheel_works_from_the_path_without_being_installed(tmp_path, libraries):
    folder = release.release_path(small_course.built(), NAME).parent
    code = f"""
import glob
sys.path.append(glob.glob({str(folder)!r} + "/cnn_lab-*.whl")[0])
import cnn_lab
from cnn_lab import check, draw, hint, progress
from cnn_lab.sheets import recorded_assignments
print(cnn_lab.__file__, sorted(recorded_assignments()))
"""
    done = run(code, tmp_path, libraries)
    assert done.returncode == 0, done.stderr
    assert ".whl/cnn_lab/__init__.py" in done.stdout
    assert NAME in done.stdout


def test_the_clean_path_has_no_cnn_lab_of_its_own(tmp_path, libraries):
    assert importlib.util.find_spec("cnn_lab") is not None
    done = run("import numpy, matplotlib.pyplot; import cnn_lab", tmp_path, libraries)
    assert "No module named 'cnn_lab'" in done.stderr


def cells(folder):
    """The code of a released notebook, as one program."""
    notebook = json.loads((folder / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    code = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    # A cell with a bare def of a stub runs; a notebook shows no figure windows here.
    return "\n\n".join(code).replace("plt.show()", "plt.close()")


def test_an_untouched_release_runs_to_its_end_offline_beside_its_wheel(tmp_path, libraries):
    folder = release.release_path(small_course.copy(tmp_path), NAME).parent
    done = run(cells(folder) + "\nprint('the end')", folder, libraries)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "not started" in done.stdout
    assert done.stdout.endswith("the end\n")


def test_without_a_wheel_one_sentence_says_what_to_do(tmp_path, libraries):
    folder = release.release_path(small_course.copy(tmp_path), NAME).parent
    for old in folder.glob("*.whl"):
        old.unlink()
    done = run(cells(folder), folder, libraries)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: Put the file cnn_lab-1.2.3-py3-none-any.whl beside this notebook "
        "and run this cell again."
    )


def test_of_several_wheels_the_newest_version_is_taken(tmp_path, libraries):
    folder = release.release_path(small_course.copy(tmp_path), NAME).parent
    (current,) = folder.glob("*.whl")
    for version, marker in (("1.10.0", "newest"), ("1.9.0", "older")):
        path = folder / f"cnn_lab-{version}-py3-none-any.whl"
        with zipfile.ZipFile(current) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                more = f"\nmarker = {marker!r}\n".encode() if name == "cnn_lab/__init__.py" else b""
                new.writestr(name, old.read(name) + more)
    setup = cells(folder).split("\n\n\n")[0].split("steps =")[0]
    done = run(setup + "\nimport cnn_lab\nprint(cnn_lab.marker)", folder, libraries)
    assert done.stdout == "newest\n", done.stderr
