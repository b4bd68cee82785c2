"""Run a notebook's code cells in IPython, for tests/test_clean_environment.py.

It is started by an interpreter that has only the standard library (`-I -S`), with three
arguments: the folder of libraries, the notebook, and where to write what happened, as JSON.
"""

import importlib.metadata
import importlib.util
import json
import sys
import warnings

NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")
STRANGERS = (
    *("autograde", "cnn_lab", "cnn_ref", "hypothesis", "ipykernel", "ipywidgets", "jupyter_client"),
    *("jupytext", "nbclient", "nbconvert", "nbformat", "nbgrader", "pandas", "pip", "pytest"),
    *("rich", "scipy", "setuptools", "torch", "typer", "yaml", "zmq"),
)


def cut_the_network():
    """Refuse and remember every attempt to reach another computer."""
    attempts = []

    def refuse(event, arguments):
        if event.startswith(NETWORK):
            attempts.append(f"{event} {arguments}")
            raise OSError("the network is cut in this test")

    sys.addaudithook(refuse)
    return attempts


def run_cell(shell, source):
    """What a student would see of one cell: what it prints and shows, and its error."""
    from IPython.utils.capture import capture_output

    with capture_output() as captured:
        result = shell.run_cell(source, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    return {
        "source": source,
        "error": error and f"{type(error).__name__}: {error}",
        "stdout": captured.stdout,
        "stderr": captured.stderr,
        "shown": [
            {kind: data for kind, data in output.data.items() if isinstance(data, str)}
            for output in captured.outputs
        ],
        "value": None if result.result is None else repr(result.result),
    }


def main():
    libraries, notebook, target = sys.argv[1:]
    sys.path.append(libraries)
    about = {
        "path": list(sys.path),
        "strangers": [name for name in STRANGERS if importlib.util.find_spec(name)],
        "python": sys.version.split()[0],
        "versions": {n: importlib.metadata.version(n) for n in ("numpy", "matplotlib", "ipython")},
    }
    attempts = cut_the_network()
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    warnings.filterwarnings("error", module=r"cnn_lab\b")
    with open(notebook, encoding="utf-8") as file:
        cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
    about["cells"] = [run_cell(shell, "".join(cell["source"])) for cell in cells]
    about["cnn_lab"] = getattr(sys.modules.get("cnn_lab"), "__file__", None)
    about["network"] = attempts
    with open(target, "w", encoding="utf-8") as file:
        json.dump(about, file)


main()
