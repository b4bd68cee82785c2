"""The isolated runner of student code.

One prewarmed server runs inside bubblewrap, as an ordinary user with no network, no home and a
read-only system. It forks once for each submission, into namespaces of that submission's own.
What is expected of an answer never comes near it: inputs go in, encoded values come out.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import warnings
from pathlib import Path
from types import TracebackType
from typing import IO

from autograde.grading import cgroup, mounts
from autograde.grading.ahead import Ahead
from autograde.grading.channel import Channel
from autograde.grading.limits import Limits
from autograde.grading.outcomes import Answer, CellOutcome, StudentError
from autograde.grading.processes import tasks_of_user
from autograde.grading.run import Run, WorldDiedError

__all__ = ["Answer", "CellOutcome", "Limits", "Run", "Sandbox", "SandboxError", "StudentError"]

READY_SECONDS = 120
TMP = "/tmp"  # inside the walls, a tmpfs
PLAIN = (
    "student code runs WITHOUT ISOLATION: it can read your files, use the network and change "
    "grades. Install bubblewrap (Linux, WSL2 or a container), or grade only code that you trust"
)


class SandboxError(Exception):
    """The sandbox cannot be started; the message says what to do."""


class Sandbox:
    """Runs submissions one by one, each in a world of its own; a context manager.

    Parameters
    ----------
    limits : Limits
    isolate : bool, optional
        True demands isolation, False runs plain processes, None isolates where that is possible
        and warns where it is not.
    lab : Path, optional
        The folder of the ``cnn_lab`` that student code sees; by default the installed one.
    ahead : bool, optional
        Whether the next submission's world is made while one runs, where student code is shut in.

    Attributes
    ----------
    isolated : bool
        Whether student code is shut in.
    notes : list of str
        What an instructor should know about this sandbox, in sentences.

    Raises
    ------
    SandboxError
        On entering, if ``isolate`` is True and isolation is not possible here, or if the server
        does not start.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        isolate: bool | None = None,
        lab: Path | None = None,
        ahead: bool = False,
    ) -> None:
        self.isolated = False
        self.notes: list[str] = []
        self._limits, self._isolate, self._lab = limits, isolate, lab
        self._ahead = Ahead(self._begin) if ahead else None
        self._home = ""
        self._site: mounts.Links = {}
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._log: IO[bytes] | None = None

    def __enter__(self) -> Sandbox:
        if not hasattr(os, "fork"):
            raise SandboxError("grading needs Linux, macOS or WSL2: this system cannot fork")
        self._site = mounts.site_entries(self._lab)
        try:
            self._choose()
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self) -> Run:
        """Begin a submission.

        Returns
        -------
        Run
            Close it, or use it as a context manager.

        Raises
        ------
        SandboxError
            If this submission cannot be begun with a second server either.
        """
        if not self._ahead or not self.isolated:
            return self._begin_surely()
        run = self._ahead.take() or self._begin_surely()
        self._ahead.prepare()
        return run

    def close(self) -> None:
        """End the server and everything that it started."""
        if self._ahead:
            self._ahead.close()
        self._stop()
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)

    def _choose(self) -> None:
        """Find out whether isolation works here, and say so where it does not."""
        trouble = "" if self._isolate is False else self._trouble()
        if self._isolate and trouble:
            raise SandboxError(f"no isolation: {trouble}")
        self.isolated = self._isolate is not False and not trouble
        if not self.isolated:
            self._home = tempfile.mkdtemp(prefix="autograde-")
            text = f"{PLAIN} ({trouble})." if trouble else f"{PLAIN}."
            self.notes.append(text)
            warnings.warn(text, stacklevel=3)
        cgroup.sweep()
        try:
            cgroup.create(self._limits.memory_bytes, self._limits.processes).end()
            self._grouped = True
        except OSError as error:
            self._grouped = False
            self.notes.append(
                "Memory is limited for each process by itself, not for a submission as a whole: "
                f"no control group can be made here ({error})."
            )

    def _trouble(self) -> str:
        """Say what keeps bubblewrap from working, and the mend; nothing if it works."""
        if shutil.which("bwrap") is None:
            return "bubblewrap is not installed; `apt install bubblewrap`, or your system's way"
        if os.geteuid() == 0 and shutil.which("setpriv") is None:
            return "setpriv is not installed; `apt install util-linux`"
        closed = mounts.unreadable(self._site)
        if closed:
            return f"other users cannot read {closed[0]}; `chmod -R a+rX {closed[0]}`"
        done = subprocess.run(
            self._command("probe", isolated=True),
            env=mounts.environment(TMP),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=READY_SECONDS,
        )
        if done.returncode == 0:
            return ""
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        return (
            f"bubblewrap is refused here: {''.join(last)}; allow user namespaces "
            "(`sysctl user.max_user_namespaces`, AppArmor, or the container's seccomp profile)"
        )

    def _command(self, mode: str, isolated: bool) -> list[str]:
        """Write the command that starts the server."""
        limits = self._limits
        processes = limits.processes + limits.cells + (0 if isolated else tasks_of_user())
        settings: dict[str, object] = {
            "isolated": isolated,
            "home": self._home or TMP,
            "tmp_bytes": limits.tmp_bytes,
            "limits": {
                "memory": limits.memory_bytes // 2,  # a MemoryError comes before the kill
                "file": limits.tmp_bytes,
                "processes": processes,
            },
        }
        if isolated:
            settings |= {"code": mounts.CODE, "path": [mounts.SITE]}
            return mounts.bwrap_command(mode, settings, self._site)
        code, site = Path(self._home, "code"), Path(self._home, "site-packages")
        if not code.exists():
            mounts.link_all(mounts.code_entries(), code)
            mounts.link_all(self._site, site)
        settings |= {"code": str(code), "path": [str(site)]}
        return mounts.python_command(str(code), mode, settings)

    def _start(self) -> None:
        """Start the server and wait until it is warm."""
        ours, theirs = socket.socketpair()
        self._control, self._log = ours, tempfile.TemporaryFile()  # noqa: SIM115 (closed in _stop)
        with theirs:
            self._server = subprocess.Popen(
                self._command("serve", self.isolated),
                stdin=theirs.fileno(),
                stdout=self._log,
                stderr=self._log,
                env=mounts.environment(self._home or TMP),
                start_new_session=True,
            )
        ours.settimeout(READY_SECONDS)
        try:
            ready = ours.recv(1)
        except OSError:
            ready = b""
        if ready != b"!":
            self._log.seek(0)
            said = self._log.read().decode("utf-8", "replace").strip()[-2000:]
            self._stop()
            raise SandboxError(f"the sandbox's server did not start. It said:\n{said}")

    def _restart(self, server: subprocess.Popen[bytes] | None) -> None:
        """Start another server, unless another thread has done so meanwhile."""
        with self._lock:
            if self._server is not server:
                return
            self.notes.append("The sandbox's server died and was started again.")
            self._stop()
            self._start()

    def _begin_surely(self) -> Run:
        """Begin a submission, with another server if need be."""
        server = self._server
        try:
            return self._begin()
        except (OSError, WorldDiedError):
            self._restart(server)
        try:
            return self._begin()
        except (OSError, WorldDiedError) as error:
            raise SandboxError(f"the sandbox's server died again: {error}") from error

    def _begin(self) -> Run:
        """Hand the server the two files of a new submission, and wait for its first head."""
        job, theirs = socket.socketpair()
        reading, writing = os.pipe()
        channel = Channel(job, reading, self._limits.output_bytes)
        run = Run(channel, self._limits, self.isolated, self._group())
        try:
            with theirs, os.fdopen(writing, "wb"), self._lock:
                if self._control is None:
                    raise ConnectionError("the sandbox is closed")
                socket.send_fds(self._control, [b"J"], [theirs.fileno(), writing])
            run.start()
        except BaseException:
            run.close()
            raise
        return run

    def _group(self) -> cgroup.ControlGroup | None:
        """Make the submission's control group, where that is possible."""
        if not self._grouped:
            return None
        with contextlib.suppress(OSError):
            return cgroup.create(self._limits.memory_bytes, self._limits.processes)
        self.notes.append("A submission ran without a control group: it could not be made.")
        return None

    def _stop(self) -> None:
        """Close the control socket, on which the server leaves, and see that it does."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._server is not None:
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
        if self._log is not None:
            self._log.close()
            self._log = None
