"""Read a download: a zip or the folder that it was unpacked into, neither of them trusted.

Nothing is ever unpacked by the names in an archive: files are read one by one, under limits, and
written elsewhere under names of our own.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from autograde.grading.reading import plain

from .model import LmsError, Refused, unsafe_name

MAX_MEMBERS = 2_000
MAX_FILE = 20 << 20
MAX_STUDENT = 100 << 20
MAX_TOTAL = 1 << 30
NOTEBOOK, ZIP = ".ipynb", ".zip"
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # what a zip says that knows no time
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UTF8_NAME, ENCRYPTED = 0x800, 0x1
EXTENDED_TIME = 0x5455
ENTRY = b"PK\x01\x02"


BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, RuntimeError, OverflowError),  # NotImplementedError is a RuntimeError
)


@dataclass(frozen=True)
class Member:
    """One file of a download.

    `content` reads it, or raises `Refused` with the reason why not. `fault` says why it is no file
    at all, or nothing.
    """

    name: str
    time: datetime
    size: int
    content: Callable[[], bytes]
    fault: str = ""

    @property
    def kind(self) -> str:
        """Its suffix in small letters."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass
class Budget:
    """The bytes that may still be read: of the whole download, and of one student."""

    total: int = field(default_factory=lambda: MAX_TOTAL)
    student: int = 0

    def next_student(self) -> None:
        """What one student's files took does not count for the next one."""
        self.student = MAX_STUDENT

    def take(self, data: bytes) -> bytes:
        """Count what was read."""
        self.total -= len(data)
        self.student -= len(data)
        if self.student < 0:
            raise Refused(f"it takes the student's files over the limit of {MAX_STUDENT >> 20} MB")
        if self.total < 0:
            raise Refused("it takes the download over the limit of 1 GB; collect it in parts")
        return data


@contextlib.contextmanager
def opened(download: Path) -> Iterator[list[Member]]:
    """The files of a download, hidden ones and folders left out.

    Raises
    ------
    LmsError
        There is no such download, it is no archive, or it is larger than the limits.
    """
    if download.is_dir():
        yield _checked(download, list(_folder(download)))
        return
    try:
        archive = zipfile.ZipFile(download)
    except FileNotFoundError:
        raise LmsError(f"{download}: there is no such file or folder. Check the path.") from None
    except BROKEN as error:
        raise LmsError(
            f"{download}: it cannot be read as a zip archive ({error}). Give the file that the "
            "download gave, or the folder that it was unpacked into."
        ) from None
    with archive:
        yield _checked(download, list(_members(archive)))


def inner(data: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """The notebooks in a zip that a student uploaded; zips inside it stay closed.

    Raises
    ------
    Refused
        It cannot be read, or is larger than the limits.
    """
    if data.count(ENTRY) > MAX_MEMBERS:
        raise Refused(f"it holds too many files (limit={MAX_MEMBERS})")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN:
        raise Refused("it is no zip archive that can be read") from None
    with archive:
        for member in _members(archive):
            if member.kind == NOTEBOOK:
                fault = unsafe_name(member.name) or member.fault
                if fault:
                    raise Refused(f"{plain(member.name, 80)} in it: {fault}")
                yield member.name, budget.take(member.content())


def _checked(download: Path, members: list[Member]) -> list[Member]:
    if len(members) > MAX_MEMBERS:
        raise LmsError(
            f"{download}: it holds {len(members)} files (limit={MAX_MEMBERS}). Unpack it, take "
            "out what is no hand-in, and collect the folder in parts."
        )
    wanted = [m for m in members if m.kind in (NOTEBOOK, ZIP) and m.size <= MAX_FILE]
    total = sum(member.size for member in wanted)
    if total > MAX_TOTAL:
        largest = sorted(wanted, key=lambda m: -m.size)[:3]
        names = ", ".join(f"{plain(m.name, 80)} ({m.size >> 20} MB)" for m in largest)
        raise LmsError(
            f"{download}: its notebooks unpack to {total >> 20} MB (limit={MAX_TOTAL >> 20} MB). "
            f"The largest: {names}. Unpack it and collect the folder in parts."
        )
    return members


def _hidden(name: str) -> bool:
    """What file managers and Jupyter leave behind; never a name that is not to be trusted."""
    parts = PurePosixPath(name).parts
    hidden = "__MACOSX" in parts or any(part.startswith(".") for part in parts)
    return hidden and unsafe_name(name) is None


def _members(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        name = _name(info)
        if name.endswith("/") or _hidden(name):
            continue

        def content(info: zipfile.ZipInfo = info) -> bytes:
            return _unpacked(archive, info)

        form = stat.S_IFMT(info.external_attr >> 16)
        yield Member(name, _time(info), info.file_size, content, _fault(form or stat.S_IFREG))


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Some archives hold UTF-8 and do not say so, Canvas's among them."""
    name = info.orig_filename  # `filename` ends at the first NUL
    if not info.flag_bits & UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            return name.encode("cp437").decode("utf-8")
    return name


def _time(info: zipfile.ZipInfo) -> datetime:
    """A member's time: in UTC where the archive gives it so, else its clock's time as UTC."""
    extra = info.extra
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        if tag == EXTENDED_TIME and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            (seconds,) = struct.unpack_from("<i", extra, 5)
            return max(OLDEST, datetime.fromtimestamp(seconds, UTC))
        extra = extra[4 + size :]
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return OLDEST


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & ENCRYPTED:
        raise Refused("it is encrypted")
    if info.compress_type not in PACKED:
        raise Refused("it is packed by another method than deflate")
    _check_size(info.file_size)
    try:
        with archive.open(info) as file:
            data = file.read(MAX_FILE + 1)
    except BROKEN:
        raise Refused("it is damaged and cannot be unpacked") from None
    _check_size(len(data))
    return data


def _fault(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "it is a link, not a file"
    return "" if stat.S_ISREG(mode) else "it is not a regular file"


def _check_size(size: int) -> None:
    if size > MAX_FILE:
        raise Refused(f"it is too large: {size >> 20} MB (limit={MAX_FILE >> 20} MB)")


def _folder(download: Path) -> Iterator[Member]:
    for folder, folders, files in os.walk(download, onerror=_stop):
        folders.sort()
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for file in sorted([*files, *links]):
            path = Path(folder) / file
            name = path.relative_to(download).as_posix()
            if _hidden(name):
                continue
            status = path.lstat()
            time = max(OLDEST, datetime.fromtimestamp(int(status.st_mtime), UTC))

            def content(path: Path = path) -> bytes:
                return regular(path)

            yield Member(name, time, status.st_size, content, _fault(status.st_mode))


def _stop(error: OSError) -> None:
    raise error


def regular(path: Path) -> bytes:
    """The bytes of a regular file of bearable size; links are not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        reason = "it is a link" if path.is_symlink() else (error.strerror or "unknown").lower()
        raise Refused(f"it cannot be opened: {reason}") from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("it is not a regular file")
        _check_size(status.st_size)
        data = file.read(MAX_FILE + 1)
    _check_size(len(data))
    return data
