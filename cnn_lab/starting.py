"""Starting an assignment: a copy of its release, in a folder that git ignores."""

from __future__ import annotations

import shutil
from pathlib import Path

LEFT_OUT = (".ipynb_checkpoints", ".cnn_lab.json")
MAP = "index.ipynb"


class StartError(Exception):
    """The assignment cannot be started; the text says why and what to do."""


def start(assignment: str, here: Path) -> str:
    """Copy an assignment's release into the kit's `work` folder.

    Parameters
    ----------
    assignment : str
        Its folder's name, "02_correlation".
    here : Path
        Where to look for the kit, from there upward.

    Returns
    -------
    str
        What to do next. Work that is already there is left as it is.

    Raises
    ------
    StartError
        There is no kit here, no such assignment, or no room to write.
    """
    kit = _kit(here)
    known = sorted(folder.name for folder in (kit / "notebooks").iterdir() if folder.is_dir())
    if assignment not in known:
        names = ", ".join(known) or "none yet"
        raise StartError(f"{assignment} is not in {kit / 'notebooks'}; there is: {names}.")
    goal = kit / "work" / assignment
    if goal.exists():
        return f"{goal} is already there; your work is left as it is. Open it in Jupyter."
    try:
        _copy(kit / "notebooks" / assignment, goal)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise StartError(f"{goal} cannot be written ({why}): free some room or rights.") from None
    return f"{goal} is ready: open {assignment}.ipynb in it with Jupyter."


def _kit(here: Path) -> Path:
    """The nearest folder from here upward that holds releases."""
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir():
            return folder
    raise StartError(
        f"There is no notebooks folder in {here} or above: go to the course kit first."
    )


def _copy(release: Path, goal: Path) -> None:
    """Copy an assignment as a whole or not at all, and the map of the course beside it."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    fresh = goal.with_name(f".{goal.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(release, fresh, ignore=shutil.ignore_patterns(*LEFT_OUT))
    fresh.rename(goal)
    course_map = release.with_name(MAP)
    if course_map.exists() and not goal.with_name(MAP).exists():
        shutil.copyfile(course_map, goal.with_name(MAP))
