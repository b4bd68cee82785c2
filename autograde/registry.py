"""The one list of assignments: everything graded is found from here."""

from __future__ import annotations

from autograde.exercise import Assignment, Exercise
from autograde.exercises.architectures.assignment import ARCHITECTURES
from autograde.exercises.columns.assignment import COLUMNS
from autograde.exercises.contract.assignment import CONTRACT
from autograde.exercises.correlation.assignment import CORRELATION
from autograde.exercises.costs.assignment import COSTS
from autograde.exercises.finale.assignment import FINALE
from autograde.exercises.geometry.assignment import GEOMETRY
from autograde.exercises.layer_backward.assignment import LAYER_BACKWARD
from autograde.exercises.layer_forward.assignment import LAYER_FORWARD
from autograde.exercises.network_parts.assignment import NETWORK_PARTS
from autograde.exercises.pooling.assignment import POOLING
from autograde.exercises.profiling.assignment import PROFILING

ASSIGNMENTS: dict[str, Assignment] = {
    one.id: one
    for one in (
        CONTRACT,
        COSTS,
        CORRELATION,
        GEOMETRY,
        LAYER_FORWARD,
        COLUMNS,
        LAYER_BACKWARD,
        POOLING,
        NETWORK_PARTS,
        ARCHITECTURES,
        PROFILING,
        FINALE,
    )
}


def assignment(name: str) -> Assignment:
    """Find an assignment by its id.

    Raises
    ------
    KeyError
        No assignment has this id; the message names those that there are.
    """
    if name not in ASSIGNMENTS:
        raise KeyError(f"no assignment {name!r}; there are: {', '.join(ASSIGNMENTS)}")
    return ASSIGNMENTS[name]


def exercise(name: str) -> Exercise:
    """Find an exercise by its id, which is the name of the student's function.

    Raises
    ------
    KeyError
        No exercise has this id; the message names those that there are.
    """
    found = {one.id: one for group in ASSIGNMENTS.values() for one in group.exercises}
    if name not in found:
        raise KeyError(f"no exercise {name!r}; there are: {', '.join(found)}")
    return found[name]
