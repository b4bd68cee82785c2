"""`environment.yml` asks conda for what `pyproject.toml` asks pip for."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from rattler import MatchSpec, Version, VersionSpec

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
SPECS = {
    str(spec.name.normalized): spec
    for spec in (MatchSpec(entry) for entry in CONDA if isinstance(entry, str))
    if spec.name is not None
}
BY_PIP = {"latex2mathml", "nh3"}  # left to the pip part: conda's versions are not known here
REQUIREMENTS = {r.name: r for r in map(Requirement, PROJECT["dependencies"])}


def nearby(text):
    """Versions around every version that a specifier names."""
    found = []
    for number in re.findall(r"\d+(?:\.\d+)*", text):
        parts = [int(part) for part in number.split(".")]
        for place in range(len(parts)):
            for step in (-1, 0, 1, 2):
                moved = [*parts[:place], max(0, parts[place] + step), *parts[place + 1 :]]
                found += [".".join(map(str, moved)), ".".join(map(str, [*moved, 7]))]
    return sorted(set(found))


def disagreements(requirement, conda):
    pip, spec = Requirement(requirement).specifier, VersionSpec(conda)
    versions = nearby(requirement + " " + conda)
    return [v for v in versions if pip.contains(v) != spec.matches(Version(v))]


def test_conda_and_pip_name_the_same_packages():
    assert set(SPECS) - {"python", "pip"} == set(REQUIREMENTS) - BY_PIP
    assert CONDA[-1] == {"pip": ["-e ."]}


@pytest.mark.parametrize("name", sorted(set(REQUIREMENTS) - BY_PIP))
def test_conda_and_pip_admit_the_same_versions(name):
    requirement = str(REQUIREMENTS[name])
    exact = requirement.replace("==", ">=", 1) if "==" in requirement else requirement
    conda = str(SPECS[name].version)
    if "==" in requirement:  # conda's numpy=2.4.6 is pip's numpy==2.4.6.*
        assert conda == requirement.split("==")[1] + ".*"
    else:
        assert disagreements(exact, conda) == []


def test_two_different_ranges_would_be_seen():
    assert disagreements("x~=4.6.0", ">=4.6,<5")
    assert disagreements("x>=14", ">=13")
    assert not disagreements("x~=4.6.0", ">=4.6,<4.7")


def test_the_pip_part_installs_this_project():
    assert CONDA[-1] == {"pip": ["-e ."]}


def test_conda_offers_a_python_that_the_project_accepts():
    spec = VersionSpec(str(SPECS["python"].version))
    accepts = Requirement(f"python{PROJECT['requires-python']}").specifier
    for minor in range(9, 20):
        version = f"3.{minor}.1"
        assert not spec.matches(Version(version)) or accepts.contains(version)
