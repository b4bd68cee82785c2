"""The system calls that student code may not make: a filter for Linux's seccomp.

Without it a process may open a user namespace of its own and be its root: mount a tmpfs of any
size, and reach parts of the kernel that are meant for root and have had holes. What is not on the
list stays allowed. This file is bound into the sandbox beside ``server.py``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

INSTRUCTION = struct.Struct("=HBBI")  # code, jump if true, jump if false, operand
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, REFUSE, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
EPERM, ENOSYS = 1, 38
NUMBER_AT, ARCHITECTURE_AT, FLAGS_AT = 0, 4, 16
NEW_NAMESPACES = 0x7E02_0000  # every CLONE_NEW... flag of clone
X32 = 0x4000_0000

CLONE3 = 435
# io_uring_*, open_tree, move_mount, fs*, mount_setattr: the same everywhere
EVERYWHERE = (425, 426, 427, 428, 429, 430, 431, 432, 433, 442)


@dataclass(frozen=True)
class Numbers:
    """What a processor's Linux calls things."""

    architecture: int
    clone: int
    keyctl: int
    refused: tuple[int, ...]


# unshare, setns, mount, umount2, pivot_root, ptrace, process_vm_readv, process_vm_writev, add_key,
# request_key, bpf, perf_event_open, userfaultfd
NUMBERS = {
    "x86_64": Numbers(
        0xC000_003E,
        56,
        250,
        (272, 308, 165, 166, 155, 101, 310, 311, 248, 249, 321, 298, 323),
    ),
    "aarch64": Numbers(
        0xC000_00B7,
        220,
        219,
        (97, 268, 40, 39, 41, 117, 270, 271, 217, 218, 280, 241, 282),
    ),
}


def program(numbers: Numbers) -> bytes:
    """Write the filter.

    Parameters
    ----------
    numbers : Numbers

    Returns
    -------
    bytes
        Instructions of eight bytes.
    """
    lines = [
        (LOAD, 0, 0, ARCHITECTURE_AT),
        (EQUAL, 1, 0, numbers.architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT),
        *_when(AT_LEAST, X32, REFUSE | ENOSYS),
        *_when(EQUAL, CLONE3, REFUSE | ENOSYS),  # its flags cannot be seen; libc falls back
    ]
    for number in (*numbers.refused, numbers.keyctl, *EVERYWHERE):
        lines += _when(EQUAL, number, REFUSE | EPERM)
    lines += [
        (EQUAL, 0, 2, numbers.clone),
        (LOAD, 0, 0, FLAGS_AT),
        (ANY_BIT, 1, 0, NEW_NAMESPACES),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE | EPERM),
    ]
    return b"".join(INSTRUCTION.pack(*line) for line in lines)


def _when(test: int, operand: int, verdict: int) -> list[tuple[int, int, int, int]]:
    """Return a verdict if a test holds for what was loaded."""
    return [(test, 0, 1, operand), (RETURN, 0, 0, verdict)]
