"""A small course of its own for the tests of building: one assignment, quickly built."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

import numpy as np

from autograde.building import release
from autograde.exercise import Assignment, Exercise, Kind, Mistake, Variants, Written, case

KIT = Path(__file__).parents[2]
NAME = "05_small"

TEXT = '''\
# %% [markdown]
# # 05 · Small
# What it is about.

# %% setup=true
# setup

# %% [markdown]
# ## First steps
# Some words.

# %%
steps = np.arange(4)
print("four", steps)

# %% exercise="scale"
def scale(array, factor):
    """Multiply an array by a number.

    Parameters
    ----------
    array : ndarray
    factor : float
    """
    ### BEGIN SOLUTION
    result = np.empty_like(array)
    for index, entry in np.ndenumerate(array):
        result[index] = entry * factor
    return result
    ### END SOLUTION

# %% [markdown]
# ### A figure

# %%
plt.plot(steps, steps * 2.0)
plt.xlabel("steps")
plt.show()

# %% exercise="total"
def total(array):
    """Add up an array."""
    ### BEGIN SOLUTION
    return array.ravel().sum() * 1.0
    ### END SOLUTION

# %% about="total"
check(total)  # once more

# %% [markdown] written="why"
# ### BEGIN SOLUTION
# Because the sum
# is linear.
# ### END SOLUTION

# %% [markdown]
# The end.
'''


def _scale(array, factor):
    return array * factor


def _total(array):
    return float(np.sum(array))


def _broken(array, factor, *, power=1, plus=0.0):
    return array * factor**power + plus


def exercise(name, reference, kinds, mistakes, **changes):
    """An exercise with everything that it must have."""
    return Exercise(
        id=name,
        title=f"Write {name}",
        points=3,
        difficulty=2,
        importance=1,
        minutes=5,
        source="TU/e, slide 7",
        hints=("a nudge for you", "the idea of it", "almost there now"),
        reference=reference,
        right=(reference, reference),
        kinds=kinds,
        mistakes=mistakes,
        **changes,
    )


def assignment() -> Assignment:
    """The assignment of the text above, made afresh."""
    broken = Variants(_broken)
    scales = Kind(
        "scale",
        3,
        lambda draw: [
            case("scale", draw.array(2, 3), 1.5, label="array (2, 3)"),
            case("scale", draw.array(2, 2), 1.0, label="factor 1", isolating=True),
        ],
        worked=(case("scale", np.array([[1.0, 2.0]]), 3.0, label="[[1, 2]] times 3"),),
    )
    totals = Kind("total", 3, lambda draw: [case("total", draw.array(3, 2), label="array (3, 2)")])
    squares = Mistake("squared", broken(power=2), "The factor was squared.", "Use it once.")
    shifted = Mistake("shifted", broken(plus=1.0), "One was added.", "Only multiply.")
    counted = Mistake("counted", lambda array: float(array.size), "It counts.", "Add instead.")
    return Assignment(
        id=NAME,
        title="Small",
        purpose="to build quickly",
        minutes=20,
        exercises=(
            exercise("scale", _scale, (scales,), (squares, shifted)),
            exercise("total", _total, (totals,), (counted,)),
        ),
        written=(
            Written(
                "why", "Why is that so?", 2, 4, "ours", ("says linear",), "linear", "sum", "no"
            ),
        ),
    )


def registry() -> dict[str, Assignment]:
    """A registry that holds the one assignment."""
    return {NAME: assignment()}


def write(root: Path, text: str = TEXT, toml: str = "") -> Path:
    """A course folder with this text, and the kit's own `cnn_lab` without its recorded cases."""
    shutil.copytree(
        KIT / "cnn_lab",
        root / "cnn_lab",
        ignore=shutil.ignore_patterns("__pycache__", "[01]*.json"),
    )
    (root / "cnn_lab" / "recorded").mkdir(exist_ok=True)
    (root / "solutions").mkdir()
    (root / "solutions" / f"{NAME}.py").write_text(text, encoding="utf-8")
    (root / "course.toml").write_text(f'title = "Small course"\n{toml}', encoding="utf-8")
    (root / "pyproject.toml").write_text('[project]\nname = "kit"\nversion = "1.2.3"\n')
    shutil.copyfile(KIT / "LICENSE", root / "LICENSE")
    return root


@functools.cache
def built() -> Path:
    """The course as `build` leaves it. Tests that change it take a `copy`."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = write(folder / "course")
    release.build(root, progress=lambda line: None, registry=registry())
    return root


def copy(target: Path) -> Path:
    """A copy of the built course that may be changed."""
    return Path(shutil.copytree(built(), target / "course"))


def generated(root: Path) -> dict[str, bytes]:
    """All that the build wrote, by name."""
    patterns = ("solutions/*/*", "notebooks/*/*", "notebooks/*.ipynb", "cnn_lab/recorded/*.json")
    files = [path for pattern in patterns for path in root.glob(pattern)]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
