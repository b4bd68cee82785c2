"""A Jupyter server for a test: its home, its settings and its data are temporary."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

START_SECONDS = 120
STOP_SECONDS = 10
POLL_SECONDS = 0.1
NOT_INHERITED = ("JUPYTER", "IPYTHON", "NBGRADER", "PYTHON", "MPLBACKEND", "CNN_LAB", "XDG_")
QUIET = {"fetchNews": "false", "checkForUpdates": False}


@dataclass(frozen=True)
class Served:
    """A running server: its address, which ends with a slash, and the token that it asks for."""

    url: str
    token: str

    def address(self, path: str = "lab") -> str:
        """Where a browser finds a page of this server."""
        return f"{self.url}{quote(path)}?token={self.token}"


@contextmanager
def serve(
    folder: Path, config_dir: Path | None = None, extra_env: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Serve a folder with JupyterLab until the block ends.

    Parameters
    ----------
    folder : Path
        The root of what the server shows; also its working directory.
    config_dir : Path, optional
        A folder of Jupyter's configuration; an empty one by default.
    extra_env : mapping of str to str, optional
        Environment variables for the server and all that it starts.
    """
    with tempfile.TemporaryDirectory(prefix="served-", ignore_cleanup_errors=True) as name:
        home, token = Path(name), secrets.token_hex(16)
        env = environment(home) | {"JUPYTER_TOKEN": token}
        if config_dir:
            env["JUPYTER_CONFIG_DIR"] = str(config_dir)
        _settle(home)
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "jupyter", "lab", *_options(folder)],
                cwd=folder,
                env=env | dict(extra_env or {}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield _ready(process, home, token)
        finally:
            _stop(process)


def environment(home: Path) -> dict[str, str]:
    """What a program may know of the world: nothing of the user's Jupyter, our commands first."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(NOT_INHERITED)}
    commands = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", os.defpath)))
    return kept | {
        "PATH": commands,
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTER_PREFER_ENV_PATH": "0",  # what is set here goes before what is installed
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }


def _settle(home: Path) -> None:
    """Answer the question about news, which JupyterLab would ask above the page."""
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET), encoding="utf-8")


def _options(folder: Path) -> list[str]:
    place = ["--ServerApp.ip=127.0.0.1", "--port=0", f"--ServerApp.root_dir={folder}"]
    return ["--no-browser", *place, *(["--allow-root"] if os.geteuid() == 0 else [])]


def _ready(process: "subprocess.Popen[bytes]", home: Path, token: str) -> Served:
    """Wait until the server answers; it writes its address into its runtime folder."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        for file in (home / "runtime").glob("jpserver-*.json"):
            with suppress(OSError, ValueError):
                served = Served(json.loads(file.read_text(encoding="utf-8"))["url"], token)
                _ask(served, "api/status")
                return served
        time.sleep(POLL_SECONDS)
    said = (home / "log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"JupyterLab did not start within {START_SECONDS} s. It said:\n{said}")


def _ask(served: Served, path: str) -> None:
    """Ask the server itself, past any proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(served.address(path), timeout=5) as answer:
        json.load(answer)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """End the server, which ends its kernels; then whatever is left of its group."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
