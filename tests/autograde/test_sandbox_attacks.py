"""Attacks on the sandbox: time, memory, processes, the file system, the network, neighbours.

Where an attack can be shown to work without the walls, the same source runs in plain processes.
"""

import os
import socket
import stat
import textwrap
from pathlib import Path

import pytest
from sandboxes import SMALL, said

from autograde.grading.cgroup import PREFIX, ControlGroup
from autograde.grading.processes import Process, descendants
from autograde.grading.sandbox import CellOutcome, Run, Sandbox

pytestmark = pytest.mark.bwrap


def attack(submission: Run, source: str) -> CellOutcome:
    return submission.cell(textwrap.dedent(source))


def group_of(submission: Run) -> ControlGroup:
    """The submission's control group; where none can be made the test cannot be."""
    if submission._group is None:
        pytest.skip("no control group can be made here")
    return submission._group


def still_works(submission: Run) -> bool:
    return submission.cell("print('alive')").output == "alive\n"


# Time


def test_an_endless_loop_with_every_signal_blocked_is_ended(run: Run) -> None:
    outcome = attack(
        run,
        """
        import signal
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGXCPU):
            signal.signal(number, signal.SIG_IGN)
        while True: pass
        """,
    )
    assert outcome.status == "timeout"
    assert still_works(run)


def test_a_process_that_stops_itself_is_ended(run: Run) -> None:
    source = "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"
    assert attack(run, source).status == "timeout"
    assert still_works(run)


def test_a_cell_that_stops_its_parents_costs_its_own_submission_alone(box: Sandbox) -> None:
    with box.run() as submission:
        said(submission, "x = 1")
        attack(submission, "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)\n1/0")
        attack(submission, "import os\nos._exit(1)")
    with box.run() as submission:
        assert still_works(submission)


# Memory


def test_a_list_that_grows_for_ever_is_a_memory_error(run: Run) -> None:
    outcome = attack(run, "a = []\nwhile True: a.append(bytearray(10_000_000))")
    assert outcome.status == "error"
    assert outcome.error is not None
    assert outcome.error.type == "MemoryError"
    assert still_works(run)


def test_memory_behind_files_counts_too(run: Run) -> None:
    group_of(run)
    outcome = attack(
        run,
        """
        import os
        kept = []
        for _ in range(200):
            kept.append(os.memfd_create("hoard"))
            for _ in range(8):
                os.write(kept[-1], bytes(1 << 20))
        """,
    )
    assert outcome.status == "killed"
    assert "256 MiB" in outcome.note
    assert still_works(run)


def test_the_memory_of_several_processes_is_added_up(run: Run) -> None:
    group_of(run)
    outcome = attack(
        run,
        """
        import os, time
        children = 0
        for _ in range(5):
            if os.fork() == 0:
                block = bytearray(100 << 20)
                block[::4096] = b"x" * len(block[::4096])
                time.sleep(2)
                os._exit(0)
        good = sum(os.wait()[1] == 0 for _ in range(5))
        print("survived", good)
        """,
    )
    assert outcome.output != "survived 5\n"
    assert still_works(run)


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_temporary_folders_fill_up_and_then_refuse(run: Run, place: str) -> None:
    outcome = attack(
        run,
        f"""
        for number in range(100):
            with open("{place}/" + str(number), "wb") as file:
                file.write(bytes(1 << 20))
        """,
    )
    assert outcome.error is not None
    assert "No space left" in outcome.error.message
    assert still_works(run)


# Processes


def test_a_fork_bomb_stays_in_its_world(box: Sandbox) -> None:
    with box.run() as submission:
        outcome = attack(
            submission,
            """
            import os
            while True:
                try: os.fork()
                except OSError: pass
            """,
        )
        assert outcome.status in ("timeout", "killed")
        crowd = [Process(pid) for pid in descendants(submission._heads[0].pid)]
        assert 2 < len(crowd) <= SMALL.processes
    for process in crowd:
        assert process.wait(0)
        process.close()
    with box.run() as submission:
        assert still_works(submission)


def test_threads_count_as_processes(run: Run) -> None:
    outcome = attack(
        run,
        """
        import threading, time
        for _ in range(200):
            threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
        """,
    )
    assert outcome.error is not None
    assert outcome.error.type == "RuntimeError"


def test_killing_everything_in_sight_reaches_nobody_else(box: Sandbox) -> None:
    with box.run() as neighbour, box.run() as submission:
        said(submission, "x = 1")
        attack(submission, "import os\nos.kill(1, 9)\nos.kill(-1, 9)")
        attack(
            submission,
            "import os\nfor pid in range(2, 999):\n  try: os.kill(pid, 9)\n  except OSError: pass",
        )
        assert still_works(neighbour)
    with box.run() as submission:
        assert still_works(submission)


def test_what_was_left_in_the_background_ends_with_the_submission(box: Sandbox) -> None:
    with box.run() as submission:
        outcome = attack(
            submission,
            """
            import os, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(600)
                os._exit(0)
            """,
        )
        assert outcome.status == "ok"
        first = Process(submission._heads[0].pid)
        members = [Process(pid) for pid in descendants(first.pid)]
        assert len(members) >= 2
    for process in [first, *members]:
        assert process.wait(0)
        process.close()


def test_a_submission_that_will_not_let_go_of_its_files_does_not_hold_up_the_next(
    box: Sandbox,
) -> None:
    holder = """
    import os, time
    if os.fork() == 0:
        os.setsid()
        while True: print("still here", flush=True)
    """
    with box.run() as submission:
        assert attack(submission, holder).status == "ok"
        assert submission.cell("x = 1").status == "ok"
    with box.run() as submission:
        assert still_works(submission)


def test_a_hundred_megabytes_of_output_are_counted_and_not_kept(run: Run) -> None:
    outcome = attack(run, "import sys\nfor _ in range(100): sys.stdout.write('x' * 1_000_000)")
    assert outcome.status == "ok"
    assert len(outcome.output) < SMALL.output_bytes + 100
    assert "99,992,000 more bytes" in outcome.output
    assert still_works(run)


# The network and the file system


def network(port: int) -> str:
    return f"""
    import socket
    with socket.create_connection(("127.0.0.1", {port}), 1) as s: print("connected")
    """


def test_the_hosts_network_is_out_of_reach(run: Run, plain_box: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert attack(run, network(port)).status == "error"
        with plain_box.run() as open_run:
            assert said(open_run, network(port)) == "connected"


def test_files_of_the_host_are_out_of_reach(run: Run, plain_box: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the course's secret")
    project = Path(__file__).resolve()
    read = "print(len(open({!r}).read()) > 0)"
    for path in (secret, project, Path("/etc/passwd"), Path("/proc/self/environ")):
        outcome = run.cell(read.format(str(path)))
        assert outcome.error is not None, path
        assert outcome.error.type == "FileNotFoundError", path
        with plain_box.run() as open_run:
            assert said(open_run, read.format(str(path))) == "True"


def test_the_environment_holds_nothing_of_the_callers(run: Run) -> None:
    names = said(run, "import os\nprint(*sorted(os.environ))").split()
    assert "HOME" in names
    assert not {"USER", "LOGNAME", "VIRTUAL_ENV", "SSH_AUTH_SOCK", "PYTHONPATH"} & set(names)
    home = os.path.expanduser("~")
    assert said(run, "import os\nprint(os.environ['HOME'])") != home


WRITABLE = """
import os
found = []
for top, folders, names in os.walk("/"):
    for path in [top, *(os.path.join(top, name) for name in names)]:
        if os.access(path, os.W_OK) and not os.path.islink(path):
            found.append(path)
print(*sorted(found))
"""


def test_nothing_is_writable_but_temporary_folders_and_harmless_devices(run: Run) -> None:
    found = set(said(run, WRITABLE).split())
    devices = {f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom")}
    assert found == {"/tmp", "/dev/shm"} | devices


SEARCH = """
import os
wanted = {"scipy", "nbgrader", "cnn_ref", "pip", "pytest", "hypothesis", "solutions"}
for top, names, _ in os.walk("/"):
    print(*[os.path.join(top, name) for name in names if name in wanted], end="")
"""


def test_nothing_that_could_help_lies_about(run: Run) -> None:
    assert said(run, SEARCH) == ""


MOUNTS = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
flags = {flags}
uid, gid = os.getuid(), os.getgid()
if flags:
    libc.unshare(flags)
    try:
        open("/proc/self/setgroups", "w").write("deny")
        open("/proc/self/uid_map", "w").write(f"0 {{uid}} 1")
    except OSError: pass
ok = []
REMOUNT, BIND, RDONLY = 32, 4096, 1
site = next(p for p in __import__("sys").path if p.endswith("site-packages"))
for place in ("/", "/dev", site + "/numpy", "/usr/lib", "/tmp", "/proc"):
    where = place.encode()
    ok += ["remount " + place] * (libc.mount(None, where, None, REMOUNT | BIND, None) == 0)
    ok += ["tmpfs " + place] * (libc.mount(b"x", where, b"tmpfs", 0, None) == 0)
for place in ("/tmp", "/dev/shm", "/proc"):
    ok += ["umount " + place] * (libc.umount2(place.encode(), 2) == 0)
ok += ["proc"] * (libc.mount(b"proc", b"/tmp", b"proc", 0, None) == 0)
def attempt(name, action):
    try: action()
    except OSError: return
    ok.append(name)
attempt("write", lambda: open(site + "/numpy/evil.py", "w"))
attempt("etc", lambda: open("/etc/evil", "w"))
attempt("proc", lambda: open("/proc/self/status"))
attempt("chroot", lambda: os.chroot("/tmp"))
attempt("setuid", lambda: os.setuid(0))
attempt("node", lambda: os.mknod("/tmp/disk", 0o60666, os.makedev(8, 0)))
print(ok)
"""


@pytest.mark.parametrize("flags", ["0", "0x10000000", "0x10020000", "0x30020000", "0x20000"])
def test_mounts_cannot_be_changed_from_inside(run: Run, flags: str) -> None:
    assert said(run, MOUNTS.format(flags=flags)) == "[]"


def test_no_capability_is_left(run: Run) -> None:
    source = """
    import ctypes
    data = (ctypes.c_uint32 * 6)(*[7] * 6)
    libc = ctypes.CDLL(None)
    print(libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), data), *data)
    print(sum(libc.prctl(23, n, 0, 0, 0) > 0 for n in range(41)), libc.prctl(39, 0, 0, 0, 0))
    """
    assert said(run, source) == "0 0 0 0 0 0 0\n0 1"


def test_student_code_is_not_root(run: Run) -> None:
    assert said(run, "import os\nprint(0 in os.getresuid() + os.getresgid())") == "False"
    assert said(run, "import os\nprint(0 in os.getgroups())") == "False"


# Neighbours and those who come after


LEAVE = """
import ctypes, os, socket
libc = ctypes.CDLL(None)
libc.shmget(4711, 4096, 0o1666)
libc.syscall({add_key}, b"user", b"mark", b"x", 1, -3)
libc.syscall({add_key}, b"user", b"mark", b"x", 1, -4)
for place in ("/tmp", "/dev/shm"):
    open(place + "/mark", "w").close()
hidden = socket.socket(socket.AF_UNIX)
hidden.bind("\\0mark")
hidden.listen()
"""
FIND = """
import ctypes, os, socket
libc = ctypes.CDLL(None)
found = [place for place in ("/tmp/mark", "/dev/shm/mark") if os.path.exists(place)]
found += ["sysv"] * (libc.shmget(4711, 4096, 0) >= 0)
found += ["key"] * (libc.syscall({request_key}, b"user", b"mark", None, 0) > 0)
try:
    socket.socket(socket.AF_UNIX).connect("\\0mark")
    found.append("abstract")
except OSError: pass
print(*found)
"""
SYSCALLS = (
    {"add_key": 248, "request_key": 249}
    if os.uname().machine == "x86_64"
    else {"add_key": 217, "request_key": 218}
)


def test_nothing_can_be_left_for_a_neighbour_or_a_successor(box: Sandbox) -> None:
    with box.run() as first:
        said(first, LEAVE.format(**SYSCALLS))
        own = set(said(first, FIND.format(**SYSCALLS)).split())
        assert own == {"/tmp/mark", "/dev/shm/mark", "sysv", "abstract"}
        with box.run() as neighbour:
            assert said(neighbour, FIND.format(**SYSCALLS)) == ""
    with box.run() as successor:
        assert said(successor, FIND.format(**SYSCALLS)) == ""


def test_no_file_is_inherited_but_the_submissions_own(run: Run) -> None:
    source = """
    import os, stat
    for number in range(4096):
        try: print(number, stat.S_IFMT(os.fstat(number).st_mode))
        except OSError: pass
    """
    kinds = [stat.S_IFCHR, stat.S_IFIFO, stat.S_IFIFO, stat.S_IFSOCK]
    assert said(run, source).splitlines() == [f"{n} {kind}" for n, kind in enumerate(kinds)]


def test_control_groups_are_removed(box: Sandbox) -> None:
    with box.run() as submission:
        group = group_of(submission)
        assert all(folder.exists() for folder in group.folders)
        parents = [folder.parent for folder in group.folders]
    mine = f"{PREFIX}-{os.getpid()}-*"
    assert [folder for parent in parents for folder in parent.glob(mine)] == []
