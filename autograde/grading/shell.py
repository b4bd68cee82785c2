"""The notebook's shell inside the sandbox: warmed up once, then one cell at a time.

This file is bound into the sandbox beside ``server.py``.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import Any

TEXT_CHARS = 2_000


class Shell:
    """An IPython shell with everything imported, and what is needed to use it.

    Attributes
    ----------
    namespace : dict
        The notebook's variables.
    """

    def __init__(self) -> None:
        _import_everything()
        sys.path.append("")  # as in Jupyter, for what a cell writes with %%writefile
        cases = importlib.import_module("cnn_lab.cases")
        values = importlib.import_module("cnn_lab.values")
        self._decode: Callable[[bytes], Any] = cases.decode_case
        self._perform: Callable[[Any, Any], Any] = cases.perform
        self._dumps: Callable[[Any], bytes] = values.dumps
        self._names: list[str] = []
        self._ipython = _start_ipython(self._names)
        self.namespace: dict[str, Any] = self._ipython.user_ns
        self.run("None")

    def answer(self, case: bytes) -> bytes:
        """Perform one encoded case on the notebook's variables and encode its result."""
        return self._dumps(self._perform(self._decode(case), self.namespace))

    def run(self, source: str) -> bytes:
        """Run a cell and report, as JSON, whether it raised: type, message, line, source line."""
        self._names.clear()
        error: BaseException | None
        try:
            result = self._ipython.run_cell(source)
            error = result.error_before_exec or result.error_in_exec
        except BaseException as caught:
            error = caught
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(BaseException):
                stream.flush()
        if error is None:
            return b"null"
        line = _line(error, self._names[0] if self._names else "")
        lines = source.splitlines()
        text = lines[line - 1] if line is not None and 0 < line <= len(lines) else ""
        report = [type(error).__name__, _message(error), line, text[:TEXT_CHARS]]
        return json.dumps(report).encode()


def _message(error: BaseException) -> str:
    """Give what the error says, without the file name that a SyntaxError adds."""
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return str(text)[:TEXT_CHARS]
    except BaseException:
        return "(the error has no readable message)"


def _line(error: BaseException, name: str) -> int | None:
    """Find the line of the cell on which an error arose, the innermost if there are several."""
    if isinstance(error, SyntaxError) and error.filename in (name, None):
        return error.lineno
    steps = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in steps if frame.f_code.co_filename == name]
    return lines[-1] if lines else None


def _import_everything() -> None:
    """Import what notebooks use, and draw once so that fonts and caches are loaded."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    import matplotlib_inline.backend_inline  # noqa: F401
    import numpy as np

    importlib.import_module("cnn_lab.draw")
    np.random.default_rng(0).random(3)
    figure, axes = plt.subplots()
    axes.set_title("warm")
    figure.canvas.draw()
    plt.close("all")
    warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")


def _start_ipython(names: list[str]) -> Any:
    """Start a quiet IPython: no history, colours or tracebacks; it lists the cells' file names."""
    from IPython.core.compilerop import CachingCompiler
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Compiler(CachingCompiler):
        def cache(self, *args: Any, **kwargs: Any) -> str:
            names.append(super().cache(*args, **kwargs))
            return names[-1]

    class QuietShell(InteractiveShell):
        compiler_class = Type(Compiler)

        def enable_gui(self, gui: Any = None) -> None:
            """Do nothing: ``%matplotlib inline`` asks for it."""

        def ask_exit(self) -> None:
            """Do nothing: ``exit()`` in a notebook ends no cell of ours."""

        def showtraceback(self, *args: Any, **kwargs: Any) -> None:
            """Do nothing: the error is reported as data."""

        showsyntaxerror = showindentationerror = showtraceback

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.DisplayFormatter.active_types = ["text/plain"]  # else every figure is rendered
    return QuietShell.instance(config=config)
