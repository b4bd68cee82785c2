"""Hand-ins whose cells were deleted, copied, moved, renamed or turned into something else.

Some are accidents and some are attempts. An accident must cost nothing that a fair person would
not take away; an attempt answers nothing itself, so that a breach would show as points. Where a
function is defined more than once, the last definition in the file counts, as in Jupyter.
"""

from __future__ import annotations

import copy
from pathlib import Path

from autograde.exercise import Assignment

from . import labels, odd_files
from .edits import (
    Cell,
    Edit,
    Sheets,
    Test,
    above,
    below,
    both,
    code,
    dropped,
    each,
    find,
    grade_id,
    is_answer,
    is_check,
    named,
    result,
    stripped,
    swapped,
)
from .papers import Notebook, Paper, Row

WRONG = "def correlate2d(image, kernel):\n    return None\n"
HALVES = (
    "def backwards(kernel):\n    return kernel[::-1]\n",
    "def rot180(kernel):\n    return backwards(backwards(kernel).T).T.copy()\n",
)
SCRATCH = "steps = np.array([-1, -1])\n"
WITH_SCRATCH = "def rot180(kernel):\n    return kernel[:: steps[0], :: steps[1]].copy()\n"


def rows(paper: Paper, assignment: Assignment, root: Path, neighbour: Path) -> list[Row]:
    """Every row on structure.

    Parameters
    ----------
    paper : Paper
    assignment : Assignment
        With the course's points.
    root : Path
        The course's folder; a row links to its gradebook.
    neighbour : Path
        Another student's file, with right answers.
    """
    sheets = Sheets.of(paper, assignment)
    return [
        *_deleted(sheets),
        *_copied(sheets),
        *_renamed(sheets),
        *_turned(sheets),
        *labels.rows(sheets),
        *odd_files.rows(sheets, root, neighbour),
    ]


def _deleted(sheets: Sheets) -> list[Row]:
    kept = named(*sheets.points, *sheets.written)
    return [
        sheets.right("check cells deleted", dropped(is_check)),
        sheets.right("given cells deleted", dropped(lambda cell: not grade_id(cell))),
        sheets.right("all but the answers deleted", dropped(lambda cell: not kept(cell))),
        sheets.right("all answers deleted", dropped(is_answer), list(sheets.points)),
        sheets.right("an answer deleted", dropped(named("correlate1d")), ["correlate1d"]),
        sheets.right("an answer deleted that others use", dropped(named("rot180")), ["rot180"]),
    ]


def _copied(sheets: Sheets) -> list[Row]:
    right, lost = sheets.paper.answers["correlate2d"], ["correlate2d"]
    stub = "".join(find(sheets.paper.release, "correlate2d")["source"])
    wrong_below = below("correlate2d", source=WRONG)
    try_twice, try_again = _tries(stub, WRONG, right), _tries(stub, right, WRONG)
    split = both(below("rot180", source=HALVES[1]), _source("rot180", HALVES[0]))
    scratch = both(above("check-rot180", source=SCRATCH), _source("rot180", WITH_SCRATCH))
    return [
        sheets.right("a check cell twice", below("check-correlate2d")),
        sheets.right("every cell twice", _twice),
        sheets.right("a wrong copy above the answer", above("correlate2d", source=WRONG)),
        sheets.right("a wrong copy below the answer", wrong_below, lost, "failed"),
        sheets.right("no ids: a stub, a wrong try, the answer", try_twice),
        sheets.right("no ids: a stub, the answer, a wrong try", try_again, lost, "failed"),
        sheets.right("an answer split in two cells", split),
        sheets.right("a scratch cell pasted over a check", scratch),
        sheets.right("one id for all cells", each(lambda _, cell: cell.update(id="rot180"))),
    ]


def _renamed(sheets: Sheets) -> list[Row]:
    check = "check-rot180"
    return [
        sheets.right("cells in reverse order", lambda notebook: notebook["cells"].reverse()),
        sheets.right("ids of two answers swapped", swapped("correlate2d", "rot180")),
        sheets.right("ids of an answer and its check swapped", swapped("rot180", check)),
        sheets.right("ids of an answer and a text swapped", swapped("rot180", "bonns_sum")),
        sheets.right("all ids renamed", each(_rename)),
        sheets.right("an answer in the cell of its check", _into_check),
        sheets.nothing("own cells with the ids of checks print points", each(_impostor, is_check)),
    ]


def _turned(sheets: Sheets) -> list[Row]:
    lost = ["correlate1d", "detect_edges"]
    answers = both(_turn("markdown", named(lost[0])), _turn("raw", named(lost[1])))
    texts = both(_turn("code", named(sheets.written[0])), _turn("raw", named(sheets.written[-1])))
    return [
        sheets.right("check cells turned into text", _turn("markdown", is_check)),
        sheets.right("answers turned into text and raw cells", answers, lost),
        sheets.right("written answers turned into code and raw cells", texts),
    ]


def _turn(kind: str, test: Test) -> Edit:
    return each(lambda _, cell: cell.update(cell_type=kind), test)


def _twice(notebook: Notebook) -> None:
    notebook["cells"] = [copy.deepcopy(one) for cell in notebook["cells"] for one in (cell, cell)]


def _source(name: str, source: str) -> Edit:
    """With another source in the first cell of an id."""
    return lambda notebook: find(notebook, name).update(source=source)


def _tries(*sources: str) -> Edit:
    """One source in the place of an answer, one below its check, one at the end, and no ids."""

    def edit(notebook: Notebook) -> None:
        cells = notebook["cells"]
        find(notebook, "correlate2d")["source"] = sources[0]
        cells.insert(cells.index(find(notebook, "check-correlate2d")) + 1, code(sources[1]))
        cells.append(code(sources[2]))
        stripped(notebook)

    return edit


def _rename(number: int, cell: Cell) -> None:
    cell["id"] = f"cell-{number}"
    if grade_id(cell):
        cell["metadata"]["nbgrader"]["grade_id"] = f"renamed-{number}"


def _into_check(notebook: Notebook) -> None:
    """The answer in the cell of its check, and the stub as it was released."""
    answer, check = find(notebook, "rot180"), find(notebook, "check-rot180")
    check["source"] = answer["source"]
    answer["source"] = "def rot180(kernel):\n    raise NotImplementedError()\n"


def _impostor(number: int, cell: Cell) -> None:
    score = repr(float(cell["metadata"]["nbgrader"]["points"]))
    cell.update(source=f"print({score})\n{score}\n", outputs=[result(score)])
