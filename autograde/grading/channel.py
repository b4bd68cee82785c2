"""The trusted end of one submission's job socket and output pipe.

Everything that comes in was perhaps written by student code. Each chunk is attributed to the
process that wrote it, as the kernel names it (``SCM_CREDENTIALS``), and frames are put together
for each process by itself: what a bystander writes cannot mix with anybody's frames.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from autograde.grading.server import DONE, HEADER, HELLO, REPLY

CREDENTIALS = hasattr(socket, "SO_PASSCRED")
UCRED = struct.Struct("3i")
CHUNK = 1 << 18
DRAIN_BYTES = 1 << 20
KINDS = (HELLO, REPLY, DONE)
CLOSED, BROKEN = ord("c"), ord("b")  # kinds of frames that come from us, not from the socket
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Frame:
    """One message; ``pid`` is its writer, 0 where the system does not tell."""

    pid: int
    kind: int
    payload: bytes


class Channel:
    """Send commands, receive frames and output, all under one deadline.

    Parameters
    ----------
    job : socket.socket
        Our end of the job socket.
    pipe : int
        The reading end of the output pipe.
    output_bytes : int
        How much output is kept.
    """

    def __init__(self, job: socket.socket, pipe: int, output_bytes: int) -> None:
        self.speakers: set[int] = set()
        self.admit: Callable[[int], bool] = lambda pid: False
        self.longest = 0
        self._job, self._pipe, self._kept = job, pipe, output_bytes
        self._buffers: dict[int, bytearray] = {}
        self._frames: deque[Frame] = deque()
        self._outgoing = memoryview(b"")
        self._output = bytearray()
        self._left_out = 0
        job.setblocking(False)
        if CREDENTIALS:
            job.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        os.set_blocking(pipe, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(job, selectors.EVENT_READ)
        self._selector.register(pipe, selectors.EVENT_READ)

    def post(self, kind: int, payload: bytes = b"") -> None:
        """Send a frame; what the socket does not take at once is sent while `next` waits."""
        frame = HEADER.pack(len(payload), kind, 0) + payload
        self._outgoing = memoryview(bytes(self._outgoing) + frame)
        self._write()
        if self._outgoing:
            self._selector.modify(self._job, selectors.EVENT_READ | selectors.EVENT_WRITE)

    def begin_output(self) -> None:
        """Forget what was printed so far."""
        self._drain()
        self._output.clear()
        self._left_out = 0

    def next(self, deadline: float) -> Frame | None:
        """Give the next frame, or None when the time (``time.monotonic``) has come.

        A time that is over asks for a frame that is there already. The frame's kind is ``CLOSED``
        when nobody is left at the other end, and ``BROKEN`` when its writer sent what is no frame.
        """
        while not self._frames:
            left = deadline - time.monotonic()
            self._receive(max(0, left))
            if left <= 0:
                break
        return self._frames.popleft() if self._frames else None

    def forget(self, pid: int) -> None:
        """Hear a process no longer."""
        self.speakers.discard(pid)
        self._buffers.pop(pid, None)

    def output(self) -> str:
        """Give what was printed since the last command, as plain text, capped."""
        self._drain()
        text = plain(self._output.decode("utf-8", "replace"))
        if self._left_out:
            text += f"\n[{self._left_out:,} more bytes of output left out]"
        return text

    def close(self) -> None:
        """Close both ends of ours."""
        self._selector.close()
        self._job.close()
        os.close(self._pipe)

    def _receive(self, seconds: float) -> None:
        """Wait for traffic at most so long, and handle what there is."""
        for key, events in self._selector.select(seconds):
            if key.fileobj is not self._job:
                self._read_output()
                continue
            if events & selectors.EVENT_WRITE:
                self._write()
                if not self._outgoing:
                    self._selector.modify(self._job, selectors.EVENT_READ)
            if events & selectors.EVENT_READ:
                self._read()

    def _write(self) -> None:
        """Send as much of the command as the socket takes."""
        try:
            self._outgoing = self._outgoing[self._job.send(self._outgoing) :]
        except BlockingIOError:
            return
        except OSError:
            self._outgoing = memoryview(b"")

    def _read(self) -> None:
        """Receive one chunk, which has one writer, and take it apart."""
        try:
            data, ancillary, _, _ = self._job.recvmsg(CHUNK, socket.CMSG_SPACE(UCRED.size))
        except BlockingIOError:
            return
        except OSError:
            data, ancillary = b"", []
        pid = 0
        for _, kind, content in ancillary:
            if CREDENTIALS and kind == socket.SCM_CREDENTIALS:
                pid = UCRED.unpack_from(content)[0]
            elif kind == socket.SCM_RIGHTS:
                _close_all(content)
        if not data:
            self._frames.append(Frame(0, CLOSED, b""))
        elif not CREDENTIALS or self._may_speak(pid, data[4] if len(data) > 4 else 0):
            self._take_apart(pid, data)

    def _may_speak(self, pid: int, kind: int) -> bool:
        """Decide whether we listen to a process, perhaps from this hello on."""
        if pid not in self.speakers and kind == HELLO and self.admit(pid):
            self.speakers.add(pid)
            self._buffers.pop(pid, None)
        return pid in self.speakers

    def _take_apart(self, pid: int, data: bytes) -> None:
        """Turn what has come from one process into frames."""
        buffer = self._buffers.setdefault(pid, bytearray())
        buffer += data
        while len(buffer) >= HEADER.size:
            length, kind, claimed = HEADER.unpack_from(buffer)
            if length > self.longest or kind not in KINDS:
                buffer.clear()
                self.forget(pid)
                self._frames.append(Frame(pid, BROKEN, b""))
                return
            end = HEADER.size + length
            if len(buffer) < end:
                return
            writer = pid if CREDENTIALS else claimed
            if CREDENTIALS or self._may_speak(writer, kind):
                self._frames.append(Frame(writer, kind, bytes(buffer[HEADER.size : end])))
            del buffer[:end]

    def _read_output(self) -> int:
        """Receive output once: keep the beginning, count the rest."""
        try:
            data = os.read(self._pipe, CHUNK)
        except BlockingIOError:
            return 0
        if not data and self._pipe in self._selector.get_map():
            self._selector.unregister(self._pipe)
        room = self._kept - len(self._output)
        self._output += data[:room]
        self._left_out += max(0, len(data) - room)
        return len(data)

    def _drain(self) -> None:
        """Receive the output that is waiting, within reason: a bystander may print for ever."""
        received = 0
        while received < DRAIN_BYTES:
            size = self._read_output()
            if not size:
                return
            received += size


def plain(text: str) -> str:
    """Drop terminal escapes; show other control characters as a box.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Safe to print; still to be escaped where it goes into HTML.
    """
    return _CONTROLS.sub("\ufffd", _ESCAPES.sub("", text.replace("\r\n", "\n")))


def _close_all(content: bytes) -> None:
    """Close files that somebody passed to us."""
    for (file,) in struct.iter_unpack("i", content[: len(content) // 4 * 4]):
        with contextlib.suppress(OSError):
            os.close(file)
