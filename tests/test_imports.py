"""The house: imports point one way, and students load nothing that is not theirs."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "cnn_ref": set(),
    "cnn_lab": set(),
    "autograde": {"cnn_ref", "cnn_lab"},
}
STRANGERS = {  # rooms of autograde that must not know each other
    "autograde.building": {"autograde.grading", "autograde.classroom", "autograde.demo"},
    "autograde.grading": {"autograde.building", "autograde.classroom", "autograde.demo"},
    "autograde.exercises": {"autograde.building", "autograde.grading", "autograde.classroom"},
    "autograde.classroom": {"autograde.building", "autograde.exercises", "autograde.demo"},
}


def imports(source, module):
    """The full names that a module's source imports, at any depth of it."""
    package = module.rsplit(".", 1)[0]
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")
            base = base[: len(base) - node.level + 1] if node.level else []
            full = ".".join([*base, *([node.module] if node.module else [])])
            names |= {full} | {f"{full}.{alias.name}" for alias in node.names}
    return names


def wrong_imports(source, module):
    home = module.split(".")[0]
    names = imports(source, module)
    ours = {name.split(".")[0] for name in names} & set(ALLOWED)
    found = {f"{module} imports {name}" for name in ours - ALLOWED[home] - {home}}
    for room, strangers in STRANGERS.items():
        if module.startswith(room + "."):
            for name in names:
                met = {s for s in strangers if (name + ".").startswith(s + ".")}
                found |= {f"{module} imports {stranger}" for stranger in met}
    return sorted(found)


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for package in ALLOWED
    for path in sorted((ROOT / package).rglob("*.py"))
}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_point_one_way(module):
    assert wrong_imports(MODULES[module].read_text(), module) == []


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import autograde", "cnn_lab.checking"),
        ("def f():\n    from cnn_ref import correlate2d", "cnn_lab.draw.photo"),
        ("from cnn_lab import values", "cnn_ref.shapes"),
        ("from autograde.grading import grade", "autograde.building.text"),
        ("from ..building import text", "autograde.grading.grade"),
        ("from autograde import building", "autograde.grading.grade"),
    ],
)
def test_an_import_that_points_the_other_way_is_seen(source, module):
    assert wrong_imports(source, module)


def test_importing_cnn_lab_loads_neither_answers_nor_the_grader():
    code = "import json, sys, cnn_lab; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert "cnn_lab" in loaded
    assert not loaded & {"cnn_ref", "autograde", "nbgrader", "scipy", "torch", "jupytext"}
