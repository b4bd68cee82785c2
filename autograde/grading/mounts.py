"""What the sandbox can see: a read-only Python, four distributions' worth of it, nothing else."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOTS = ("numpy", "matplotlib", "ipython")
OURS = ("server.py", "shell.py", "jail.py", "seccomp.py")
SITE, CODE = "/site-packages", "/app"
LIBRARIES = ("lib", "lib32", "lib64", "libx32")
DEVICES = ("null", "zero", "full", "random", "urandom")
USER = 64_402  # an ordinary user that nobody else is; the name does not matter

BASE = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
BASE |= {"installed_base": sys.base_prefix, "installed_platbase": sys.base_exec_prefix}

Links = dict[str, Path]


def environment(home: str) -> dict[str, str]:
    """Give the few environment variables that the server and student code see.

    Parameters
    ----------
    home : str
        A folder to write in.

    Returns
    -------
    dict of str to str
        One numerical thread, no user's configuration, none of the caller's variables.
    """
    one_thread = ("OPENBLAS", "OMP", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")
    return {
        **{f"{name}_NUM_THREADS": "1" for name in one_thread},
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": home,
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "IPYTHONDIR": f"{home}/.ipython",
    }


def site_entries(lab: Path | None = None) -> Links:
    """Find the files and folders that student code may import, by their names in one folder.

    Parameters
    ----------
    lab : Path, optional
        The folder of ``cnn_lab``; by default the installed package's.

    Returns
    -------
    dict of str to Path
        NumPy, matplotlib and IPython with all that they require, and ``cnn_lab``.

    Raises
    ------
    ModuleNotFoundError
        If a required distribution, or ``cnn_lab``, is not installed.
    """
    entries: Links = {}
    for name in closure(ROOTS):
        entries.update(_top_level(importlib.metadata.distribution(name)))
    if lab is None:
        spec = importlib.util.find_spec("cnn_lab")
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError("cnn_lab is not installed: run `make setup` in the course")
        lab = Path(spec.submodule_search_locations[0])
    entries["cnn_lab"] = lab.resolve()
    return entries


def closure(names: Iterable[str]) -> set[str]:
    """Collect distributions and all that they require on this system.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    set of str
    """
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for text in importlib.metadata.requires(name) or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name.lower().replace("_", "-"))
    return found


def code_entries() -> Links:
    """Find our own files that the server needs, by their paths below one folder."""
    here = Path(__file__).resolve().parent
    return {f"autograde/grading/{name}": here / name for name in OURS}


def unreadable(site: Links) -> list[Path]:
    """Find what the ordinary user that root's server becomes could not read.

    Parameters
    ----------
    site : dict of str to Path
        See `site_entries`.

    Returns
    -------
    list of Path
        Looked up at the top level only; empty where the caller is not root.
    """
    if os.geteuid() != 0:
        return []
    paths = [*code_entries().values(), *site.values()]
    needed = {path: 0o5 if path.is_dir() else 0o4 for path in paths}
    return [path for path, bits in needed.items() if path.stat().st_mode & bits != bits]


def link_all(entries: Links, folder: Path) -> None:
    """Offer the same entries in a folder of symbolic links, for plain processes.

    Parameters
    ----------
    entries : dict of str to Path
    folder : Path
    """
    for name, source in entries.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(source)


def bwrap_command(mode: str, settings: dict[str, object], site: Links) -> list[str]:
    """Write the command that starts the server inside bubblewrap.

    Parameters
    ----------
    mode : str
        ``serve`` or ``probe``.
    settings : dict
        What the server is told.
    site : dict of str to Path
        See `site_entries`.

    Returns
    -------
    list of str

    Notes
    -----
    There is no ``--die-with-parent``: it follows the *thread* that started bubblewrap. The server
    leaves when its control socket closes, and the process namespace ends with it.
    """
    root = os.geteuid() == 0
    spaces = ["ipc", "pid", "net", "uts", "cgroup-try"] + ([] if root else ["user"])
    command = ["bwrap", "--new-session", "--hostname", "sandbox"]
    command += [f"--unshare-{space}" for space in spaces]
    command += _mounts(site)
    if root:
        command += ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups"]
        command += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return [*command, *python_command(CODE, mode, settings)]


def python_command(code: str, mode: str, settings: dict[str, object]) -> list[str]:
    """Write the command that starts the server with the base interpreter, without its packages."""
    server = f"{code}/autograde/grading/server.py"
    return [_interpreter(), "-I", "-S", server, mode, json.dumps(settings)]


def _mounts(site: Links) -> list[str]:
    """Write the mounts: parents first, else bubblewrap makes them for root's eyes only."""
    binds: Links = {f"{SITE}/{name}": source for name, source in site.items()}
    binds |= {f"{CODE}/{name}": source for name, source in code_entries().items()}
    binds |= {str(path): path for path in _system()}
    arguments: list[str] = []
    made = {Path("/")}
    for target, source in sorted(binds.items()):
        arguments += _parents(Path(target), made)
        arguments += ["--ro-bind", str(source), target]
    for path in _packages(binds):
        arguments += ["--perms", "0755", "--tmpfs", str(path), "--remount-ro", str(path)]
    for link in (Path("/", name) for name in LIBRARIES):
        if link.is_symlink():
            arguments += ["--symlink", os.readlink(link), str(link)]
    arguments += ["--proc", "/proc", "--perms", "1777", "--tmpfs", "/tmp"]
    arguments += ["--perms", "0755", "--tmpfs", "/dev", "--perms", "0755", "--dir", "/dev/shm"]
    for name in DEVICES:
        arguments += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/"]


def _parents(target: Path, made: set[Path]) -> list[str]:
    """Make the folders above a target that are not there yet, readable by all."""
    arguments = []
    for parent in reversed(target.parents):
        if parent not in made:
            made.add(parent)
            arguments += ["--perms", "0755", "--dir", str(parent)]
    return arguments


def _system() -> Iterator[Path]:
    """Find the interpreter, its library and the shared libraries of the system."""
    yield Path(_interpreter())
    base = Path(sys.base_prefix)
    folders = [Path(sysconfig.get_path(name, vars=BASE)) for name in ("stdlib", "platstdlib")]
    if base not in (Path("/usr"), Path("/")):
        folders = [base / name for name in LIBRARIES]
    several = sysconfig.get_config_var("MULTIARCH") or "none"  # Debian keeps its libraries there
    for top in ("/usr", "/"):
        for folder in (Path(top, name) for name in LIBRARIES):
            inner = folder / several
            folders.append(inner if inner.is_dir() and not folder.is_symlink() else folder)
    folders += [Path("/etc/ld.so.cache"), Path("/etc/alternatives")]
    if os.geteuid() == 0:
        folders.append(Path(shutil.which("setpriv") or "/usr/bin/setpriv"))
    yield from (folder for folder in folders if folder.exists() and not folder.is_symlink())


def _packages(binds: Links) -> Iterator[Path]:
    """Find the folders of installed packages within what is bound; they are to be masked."""
    for target, source in binds.items():
        if target.startswith((SITE, CODE)) or not source.is_dir():
            continue
        for kind in ("site-packages", "dist-packages"):
            for folder in (*source.glob(kind), *source.glob(f"python*/{kind}")):
                yield Path(target, folder.relative_to(source))


def _interpreter() -> str:
    """Find the base interpreter, not a virtual environment's link to it."""
    return os.path.realpath(getattr(sys, "_base_executable", sys.executable))


def _top_level(distribution: importlib.metadata.Distribution) -> Links:
    """List what a distribution puts straight into the folder of packages."""
    names = {file.parts[0] for file in distribution.files or []}
    skipped = {"..", "__pycache__"}
    kept = {name for name in names - skipped if not name.endswith(".pth")}
    paths = {name: Path(str(distribution.locate_file(name))) for name in kept}
    return {name: path.resolve() for name, path in paths.items() if path.exists()}
