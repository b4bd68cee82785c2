"""Hand-ins whose labels lie: flags, tags, names, kernels, outputs. Nothing of it is believed."""

from __future__ import annotations

from typing import Any

from .edits import Cell, Edit, Sheets, both, code, each, grade_id, is_check, named, result
from .hostile import PATCHED
from .papers import Notebook, Row

FLAGS = ("grade", "solution", "locked", "task")
NO_GRADES: tuple[Any, ...] = (
    "correlate2d",
    ["correlate2d"],
    3,
    None,
    True,
    {"grade_id": ["rot180"]},
    {"grade_id": {"rot180": 1}},
    {"grade_id": None, "points": "many"},
)
TAGS = ["skip-execution", "raises-exception", "hide", "remove_cell", "parameters", "setup"]
KERNELS: dict[str, dict[str, Any]] = {
    "bash": {"name": "bash", "language": "bash"},
    "julia-1.9": {"name": "julia-1.9", "language": "julia"},
    "commands of its own": {
        "name": "../../../../tmp/kernel",
        "language": "python",
        "argv": ["/bin/sh", "-c", "touch /tmp/hacked"],
        "env": {"PYTHONPATH": "/tmp", "LD_PRELOAD": "/tmp/hacked.so"},
    },
}
NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "/dev/stdout",
    "\x1b[2J\x1b]0;hacked\x07",
    "nothing\x00more",
    "two\r\nlines\u2028three",
    "\u202egnp.ipynb\u200b\ufeff",
    "\ud800",
    "'; DROP TABLE grade; --",
    "{0.__class__} %s%n ${HOME} $(id) `id`",
    "<script>window.hacked = 1</script>",
    "[bold]markup[/]",
    ".",
    " ",
)
SCRIPT = (
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    "<svg onload='window.hacked = 1'></svg><iframe srcdoc='<script>top.hacked = 1</script>'>"
    "</iframe>[a link](javascript:window.hacked=1)\n"
)
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB4iG8MwAAAABJRU5ErkJggg=="
)


WRONG = "def correlate2d(image, kernel):\n    return None\n"


def rows(sheets: Sheets) -> list[Row]:
    """Every row on labels."""
    shown = both(each(_script), _titled(SCRIPT))
    odd, long = both(each(_odd_name), _titled(NAMES[3])), both(each(_long), _titled("x" * 10_000))
    return [
        *_flags(sheets),
        *_tags(sheets),
        *(sheets.right(f"kernel: {name}", _kernel(spec)) for name, spec in KERNELS.items()),
        sheets.right("it says it is another assignment", _kit(assignment="99_other")),
        sheets.right("it says it is another build", _kit(build="0123456789ab")),
        sheets.right("a megabyte of false labels", _kit(assignment="x" * 1_000_000, build=[{}])),
        sheets.nothing("outputs that hold the score", each(_score, is_check)),
        sheets.nothing("verdicts copied from a graded notebook", each(_verdict, is_check)),
        sheets.right("outputs with errors and warnings", each(_fail, _is_code)),
        sheets.right("attachments", each(_attach, _is_text)),
        sheets.right("scripts in texts, outputs and labels", shown),
        sheets.right("odd names", odd),
        sheets.right("names of 10,000 letters", long),
    ]


def _flags(sheets: Sheets) -> list[Row]:
    return [
        sheets.right("flags turned round", each(_flip, _is_graded)),
        sheets.right("grades that are no grades", each(_no_grade, _is_graded)),
        sheets.right("negative points, schema 99", _graded(points=-5, schema_version=99)),
        sheets.nothing("checks worth 1000 points", _graded(points=1000, grade=True)),
        sheets.nothing("written answers flagged as checks", each(_reflag, named(*sheets.written))),
    ]


def _tags(sheets: Sheets) -> list[Row]:
    patch = code(PATCHED, metadata={"tags": ["setup"]})
    answer = code(sheets.paper.answers["correlate2d"], metadata={"tags": ["setup"]})
    wrong = each(lambda _, cell: cell.update(source=WRONG), named("correlate2d"))
    return [
        sheets.right("tags that skip, hide and set up", each(_tag)),
        sheets.nothing("a patch of NumPy tagged as setup", _added(patch, 0)),
        sheets.nothing("a patch of NumPy in the setup", each(_patch, lambda c: c["id"] == "setup")),
        sheets.right("the answer in a last cell tagged as setup", both(wrong, _added(answer, 999))),
    ]


def _is_graded(cell: Cell) -> bool:
    return bool(grade_id(cell))


def _is_code(cell: Cell) -> bool:
    return bool(cell["cell_type"] == "code")


def _is_text(cell: Cell) -> bool:
    return bool(cell["cell_type"] == "markdown")


def _flip(_: int, cell: Cell) -> None:
    grade = cell["metadata"]["nbgrader"]
    cell["metadata"] |= {"editable": True, "deletable": True}
    grade |= {flag: not grade.get(flag) for flag in FLAGS}


def _no_grade(number: int, cell: Cell) -> None:
    cell["metadata"] = {"nbgrader": NO_GRADES[number]} if number < len(NO_GRADES) else "none"


def _graded(**flags: Any) -> Edit:
    return each(lambda _, cell: cell["metadata"]["nbgrader"].update(flags), _is_graded)


def _reflag(_: int, cell: Cell) -> None:
    cell["metadata"]["nbgrader"] |= {"points": 1000, "solution": False, "locked": True}
    cell |= {"cell_type": "code", "source": "9.0", "outputs": [result("9.0")]}


def _tag(_: int, cell: Cell) -> None:
    cell["metadata"] |= {"tags": TAGS, "deletable": False, "jupyter": {"source_hidden": True}}


def _patch(_: int, cell: Cell) -> None:
    cell["source"] = "".join(cell["source"]) + PATCHED


def _added(cell: Cell, place: int) -> Edit:
    return lambda notebook: notebook["cells"].insert(place, cell)


def _kernel(spec: dict[str, Any]) -> Edit:
    """Another kernel, and another language with it."""

    def edit(notebook: Notebook) -> None:
        notebook["metadata"]["kernelspec"] = {"display_name": spec["name"], **spec}
        notebook["metadata"]["language_info"] = {"name": spec["language"], "version": "99"}

    return edit


def _kit(**labels: Any) -> Edit:
    return lambda notebook: notebook["metadata"]["cnn_kit"].update(labels)


def _score(_: int, cell: Cell) -> None:
    points = cell["metadata"]["nbgrader"]["points"]
    cell |= {"outputs": [result(repr(float(points)))], "execution_count": 1}


def _verdict(number: int, cell: Cell) -> None:
    """All that a grader writes into a check cell, as though it had passed."""
    _score(number, cell)
    points = cell["metadata"]["nbgrader"]["points"]
    cell["metadata"]["cnn_kit"] = {"role": "check", "status": "passed", "score": points}


def _fail(number: int, cell: Cell) -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["no"]}
    warning = {"output_type": "stream", "name": "stderr", "text": "a warning\n"}
    cell["outputs"] = [[error, warning], "no list", 3, [None, {"data": 7}]][number % 4]


def _attach(_: int, cell: Cell) -> None:
    picture = {"image/png": PICTURE, "image/svg+xml": SCRIPT, "text/html": [1, {}]}
    cell["attachments"] = {"a.png": picture, "../b.png": 7, "c" * 10_000: [], "d": {"image/png": 1}}
    if grade_id(cell):
        cell["source"] = "![photo](attachment:a.png) ![](attachment:d)"


def _script(_: int, cell: Cell) -> None:
    """Scripts in every place from which a page could be made."""
    comment = "# " if _is_code(cell) else ""
    cell["source"] = comment + SCRIPT + "".join(cell["source"])
    cell["metadata"] |= {"name": SCRIPT, "tags": [SCRIPT], "cnn_kit": {"try": SCRIPT}}
    if _is_code(cell):
        kinds = ("text/html", "text/latex", "image/svg+xml", "application/javascript")
        page = dict.fromkeys((*kinds, "text/markdown", "text/plain"), SCRIPT)
        run = {"application/javascript": "window.hacked = 1"}
        cell["outputs"] = [result("", data=page), result("", data=run)]


def _titled(text: str) -> Edit:
    """A text wherever a notebook names itself, its authors or its kernel."""

    def edit(notebook: Notebook) -> None:
        kernel = {"name": text, "display_name": text, "language": text}
        kit = {"assignment": text, "build": text, "source": text}
        names = {"title": text, "authors": [{"name": text}], text: text}
        notebook["metadata"] = {**names, "kernelspec": kernel, "cnn_kit": kit}

    return edit


def _odd_name(number: int, cell: Cell) -> None:
    _name(cell, NAMES[number % len(NAMES)])


def _long(number: int, cell: Cell) -> None:
    _name(cell, f"{number}" + "x" * 10_000)


def _name(cell: Cell, name: str) -> None:
    cell["id"] = name
    cell["metadata"]["name"] = name
    if grade_id(cell):
        cell["metadata"]["nbgrader"]["grade_id"] = name
