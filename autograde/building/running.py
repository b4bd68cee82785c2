"""Run a solution notebook, and make the students' release of it with nbgrader's own command."""

from __future__ import annotations

import functools
import os
import re
import sysconfig
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipykernel.kernelspec
import matplotlib
import matplotlib.font_manager
import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from traitlets.config import Config

SECONDS = 120  # for one cell
DROPPED = ("execution", "collapsed", "scrolled", "jupyter")


class RunError(Exception):
    """A solution notebook that does not run cleanly; `cell` is the id of the cell at fault."""

    def __init__(self, cell: str, message: str) -> None:
        super().__init__(message)
        self.cell = cell


class ReleaseError(Exception):
    """What nbgrader said when it refused a notebook."""


class _OwnKernel(KernelSpecManager):
    """Always this interpreter's kernel, whatever else is installed under the name python3."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the spec of this interpreter's kernel."""
        return KernelSpec(
            resource_dir=ipykernel.kernelspec.RESOURCES, **ipykernel.kernelspec.get_kernel_dict()
        )


class _Client(NotebookClient):
    """A client that starts this interpreter's kernel, and remembers the cell that it runs."""

    cell = ""

    def create_kernel_manager(self) -> Any:
        """Make the manager of this interpreter's kernel."""
        self.km = AsyncKernelManager(kernel_spec_manager=_OwnKernel(), transport_encryption="auto")
        return self.km

    async def async_execute_cell(self, cell: Any, *args: Any, **kwargs: Any) -> Any:
        """Execute one cell."""
        self.cell = cell.id
        return await super().async_execute_cell(cell, *args, **kwargs)


def execute(notebook: Any, packages: Path) -> None:
    """Run a notebook from top to bottom, in place, and keep its outputs.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    packages : Path
        The folder that holds the `cnn_lab` to be used.

    Raises
    ------
    RunError
        A cell raises, writes to stderr, takes too long, or ends its process.
    """
    with tempfile.TemporaryDirectory() as cwd:
        client = _Client(
            notebook,
            timeout=SECONDS,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": cwd}},
        )
        try:
            client.execute(env=_environment(packages, cwd))
        except CellExecutionError as error:
            raise RunError(client.cell, f"{error.ename}: {error.evalue}") from None
        except CellControlSignal:
            raise RunError(client.cell, f"it runs for more than {SECONDS} s") from None
        except DeadKernelError:
            raise RunError(client.cell, "it ended its process") from None
    _tidy(notebook)


def release(notebook_text: str, assignment: str) -> Any:
    """Make the students' notebook with nbgrader's own ``generate_assignment``.

    Parameters
    ----------
    notebook_text : str
        The executed solution.
    assignment : str

    Returns
    -------
    nbformat.NotebookNode
        The release: no solutions, no outputs.

    Raises
    ------
    ReleaseError
        nbgrader refused it.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        source = folder / "source" / assignment
        source.mkdir(parents=True)
        (source / f"{assignment}.ipynb").write_text(notebook_text, encoding="utf-8")
        config = Config()
        config.CourseDirectory.root = str(folder)
        config.CourseDirectory.source_directory = "source"
        config.CourseDirectory.release_directory = "release"
        config.CourseDirectory.db_url = f"sqlite:///{folder / 'gradebook.db'}"
        config.CourseDirectory.assignment_id = assignment
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader's own, not ours
            (folder / "gradebook.db").write_bytes(_empty_gradebook())
            converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
            result = capture_log(converter)
        built = folder / "release" / assignment / f"{assignment}.ipynb"
        if not result["success"] or not built.is_file():
            raise ReleaseError(_said(f"{result.get('log')}\n{result.get('error')}"))
        notebook = nbformat.read(built, as_version=4)
    _tidy(notebook)
    return notebook


def write(notebook: Any) -> str:
    """A notebook as text, always the same for the same notebook."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook, version=nbformat.NO_CONVERT)).rstrip("\n") + "\n"


def _environment(packages: Path, cwd: str) -> dict[str, str]:
    """What a kernel needs, without what differs between people."""
    return {
        **os.environ,
        "PYTHONPATH": str(packages),
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": str(Path(cwd) / ".ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MATPLOTLIBRC": str(Path(matplotlib.get_data_path()) / "matplotlibrc"),
        "OPENBLAS_NUM_THREADS": "1",
    }


@functools.cache
def _empty_gradebook() -> bytes:
    """A new gradebook of nbgrader's; making one takes longer than making a release."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary).resolve() / "gradebook.db"
        with _alembic_on_path(), Gradebook(f"sqlite:///{path}"):
            pass
        return path.read_bytes()


@contextmanager
def _alembic_on_path() -> Iterator[None]:
    """A new gradebook calls alembic by its name, wherever our interpreter was started from."""
    before = os.environ.get("PATH")
    os.environ["PATH"] = os.pathsep.join((sysconfig.get_path("scripts"), before or os.defpath))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = before


def _said(printed: str) -> str:
    """The last lines of the tracebacks that nbgrader printed, or of all that it printed."""
    found = re.findall(r"^ *(?:\w+\.)*(\w+(?:Error|Exception): .+)$", printed, re.MULTILINE)
    return "\n".join(dict.fromkeys(found) or printed.strip().splitlines()[-8:])


def _tidy(notebook: Any) -> None:
    """Drop what differs from run to run, and refuse what a solution must not print."""
    notebook.metadata.pop("language_info", None)
    for cell in notebook.cells:
        for name in DROPPED:
            cell.metadata.pop(name, None)
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                raise RunError(cell.id, f"it writes to stderr: {output.text.strip()[:300]}")
