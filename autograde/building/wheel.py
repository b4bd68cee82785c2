"""The student wheel: `cnn_lab` alone, the same bytes for the same files."""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "cnn-lab"
version = "{version}"
description = "The student's bench of a course on convolutional networks in plain NumPy"
license = "BSD-3-Clause"
license-files = ["LICENSE"]
requires-python = ">=3.11"
dependencies = ["numpy>=1.26", "matplotlib>=3.8"]

[tool.hatch.build]
ignore-vcs = true

[tool.hatch.build.targets.wheel]
packages = ["cnn_lab"]
"""


def version(root: Path) -> str:
    """The kit's version, from `pyproject.toml`."""
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(table["project"]["version"])


def build_wheel(root: Path, folder: Path) -> Path:
    """Build the student wheel of a course into a folder.

    Parameters
    ----------
    root : Path
        Holds `cnn_lab/`, `pyproject.toml` (for the version) and `LICENSE`.
    folder : Path
        Where the wheel goes.

    Returns
    -------
    Path
        The wheel. It works from `sys.path` as it is, without being installed.
    """
    with tempfile.TemporaryDirectory() as temporary:
        project = Path(temporary) / "project"
        project.mkdir()
        shutil.copytree(
            root / "cnn_lab",
            project / "cnn_lab",
            ignore=shutil.ignore_patterns("__pycache__", ".*"),
        )
        if (root / "LICENSE").is_file():
            shutil.copyfile(root / "LICENSE", project / "LICENSE")
        text = PYPROJECT.format(version=version(root))
        (project / "pyproject.toml").write_text(text, encoding="utf-8")
        (built,) = WheelBuilder(str(project)).build(directory=temporary, versions=["standard"])
        return Path(shutil.copy(built, folder))
