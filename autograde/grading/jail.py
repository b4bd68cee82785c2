"""The walls around one submission, raised by the process that is to be shut in.

This file is bound into the sandbox beside ``server.py``.
"""

from __future__ import annotations

import ctypes
import os
import resource
import struct
from collections.abc import Mapping

from autograde.grading import seccomp

LIBC = ctypes.CDLL(None, use_errno=True)

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x0002_0000, 0x0800_0000, 0x1000_0000
CLONE_NEWPID, CLONE_NEWNET = 0x2000_0000, 0x4000_0000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REC, MS_PRIVATE = 0x4000, 0x4_0000
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
CAPABILITY_VERSION_3 = 0x2008_0522
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
KEYCTL_JOIN_SESSION_KEYRING = 1


def enter(tmp_bytes: int) -> None:
    """Move into namespaces of one's own, with a fresh ``/tmp`` and nothing in ``/proc``.

    The next child is process 1 of the new process namespace; call `renounce` there.

    Parameters
    ----------
    tmp_bytes : int
        Size of ``/tmp`` and of ``/dev/shm``, in bytes.

    Raises
    ------
    OSError
        If the system refuses one of the steps.
    """
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    _call("mount", None, b"/", None, MS_REC | MS_PRIVATE, None)
    for place in ("/tmp", "/dev/shm"):
        _tmpfs(place, MS_NOSUID | MS_NODEV, f"size={tmp_bytes},nr_inodes=20000,mode=1777")
    _tmpfs("/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "size=4k,mode=555")
    os.chdir("/tmp")


def renounce() -> None:
    """Give up every capability and inherited key, and the system calls that build new worlds.

    Raises
    ------
    OSError
        If the system refuses; nothing untrusted may run then.
    """
    numbers = seccomp.NUMBERS.get(os.uname().machine)
    if numbers:  # a kernel without keyrings (ENOSYS) is as good as a fresh keyring
        number = ctypes.c_long(numbers.keyctl)
        LIBC.syscall(number, ctypes.c_long(KEYCTL_JOIN_SESSION_KEYRING), None)
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    capability = 0
    while LIBC.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) == 0:
        capability += 1
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())
    if numbers:
        program = seccomp.program(numbers)
        code = ctypes.create_string_buffer(program, len(program))
        length = len(program) // seccomp.INSTRUCTION.size
        pointer = struct.pack("HP", length, ctypes.addressof(code))
        _call("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, pointer, 0, 0)


def set_limits(limits: Mapping[str, int]) -> None:
    """Set the limits that hold for each process by itself; call it while there is a ``/proc``.

    Parameters
    ----------
    limits : mapping of str to int
        ``memory`` and ``file`` in bytes; memory counts on top of what is in use.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 256)
    _limit(resource.RLIMIT_FSIZE, limits["file"])
    in_use = _address_space()
    if in_use:
        _limit(resource.RLIMIT_AS, in_use + limits["memory"])


def limit_processes(number: int) -> None:
    """Limit how many processes and threads this user has.

    Set in a user namespace of one's own, it counts those of this namespace alone; set before, it
    would count all submissions that run at this moment.
    """
    _limit(resource.RLIMIT_NPROC, number)


def _address_space() -> int:
    """Bytes of address space that this process has, 0 where that cannot be known."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _limit(which: int, value: int) -> None:
    """Lower one limit, soft and hard, never above the hard limit that already holds."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))


def _tmpfs(place: str, flags: int, options: str) -> None:
    """Mount an empty tmpfs."""
    _call("mount", b"tmpfs", place.encode(), b"tmpfs", flags, options.encode())


def _write(path: str, text: str) -> None:
    """Write to a file of the kernel's in one go."""
    with open(path, "w") as file:
        file.write(text)


def _call(name: str, *arguments: object) -> None:
    """Call a C function that reports failure by -1 and errno."""
    words = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    if getattr(LIBC, name)(*words) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
