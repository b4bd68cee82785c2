"""Return feedback: one archive for each source, named as its LMS takes files back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from autograde.classroom import folders
from autograde.course import Course

from . import manifest
from .attempts import write_bytes
from .model import Returned, Source, check_assignment, clear_faults
from .names import returned_name

FOLDER = "returned"
OLDEST = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o100644 << 16
ON_CANVAS = (
    "Canvas shows each page under the name of the student's own upload: students save it under a "
    "name that ends in .html. It takes feedback only for the upload that is the newest there: "
    "after a new one, download and collect again before you return."
)


def archives(course: Course, assignment: str) -> Returned:
    """Write the archives from which an LMS takes feedback pages.

    There is one for each source that was collected from, in `returned/<assignment>/`. The same
    feedback gives the same bytes. Where nothing was collected there is none, and a note says so.

    Raises
    ------
    LmsError
        The manifest cannot be understood, or an archive cannot be written.

    Notes
    -----
    Canvas: the assignment's "Re-Upload Submissions". Moodle: "Upload multiple feedback files in a
    zip"; the assignment's feedback type "Feedback files" must be on.
    """
    check_assignment(assignment)
    with clear_faults("Returning"):
        memory = manifest.read(course.root, assignment)
        paths = []
        returned: set[str] = set()
        missing: set[str] = set()
        for source in Source:
            pages = _pages(course.root, memory, source)
            there = {student: path for student, (_, path) in pages.items() if _is_page(path)}
            returned |= set(there)
            missing |= set(pages) - set(there)
            path = course.root / FOLDER / assignment / f"{source}.zip"
            if there:
                write_bytes(path, _archive({pages[s][0]: p for s, p in there.items()}))
                paths.append(path)
            else:
                path.unlink(missing_ok=True)
    notes = [ON_CANVAS] if any(path.stem == Source.CANVAS for path in paths) else []
    if not memory.students:
        notes.append(f"no archive: nothing was collected from an LMS for {assignment}")
    return Returned(tuple(paths), tuple(sorted(returned)), tuple(sorted(missing)), tuple(notes))


def _pages(root: Path, memory: manifest.Manifest, source: Source) -> dict[str, tuple[str, Path]]:
    """For each student of a source the name in the archive, and the page."""
    assignment = memory.assignment
    return {
        student: (
            returned_name(source, record.returns[source].back, assignment),
            folders.feedback_path(root, student, assignment),
        )
        for student, record in memory.students.items()
        if source in record.returns
    }


def _is_page(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _archive(pages: dict[str, Path]) -> bytes:
    """A zip whose bytes depend on names and contents alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(pages):
            info = zipfile.ZipInfo(name, OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, also where it is made elsewhere
            info.external_attr = FILE_MODE
            archive.writestr(info, pages[name].read_bytes())
    return buffer.getvalue()
