r"""How Canvas, Moodle and people name uploads, and how they want feedback files named.

References
----------
Canvas, github.com/instructure/canvas-lms:
`lib/content_zipper.rb` (`get_filename`, `add_upload_submission`) names an upload
`<sortable name or group, small letters, no spaces>[_LATE]_<user id>_<attachment id>_<file>`, an
anonymous one `[LATE_]anon_<anonymous id>_<attachment id>_<file>`, a text or a link
`…_<user id>_text.html`, `…_link.html`. A file that is uploaded again under its name becomes
`<file>-1` (`app/models/attachment.rb`, `make_unique_filename`). `app/models/abstract_assignment.rb`
(`infer_comment_context_from_filename`) reads back the user and attachment ids alone, refuses
names whose last part begins with `link`, and shows the file under the name of the student's own
upload, whatever its type (issue 2406). `lib/gradebook_exporter.rb` writes the grade columns
Student, ID, SIS User ID, SIS Login ID, Section, `<title> (<assignment id>)`, and below them a row
"Points Possible".

Moodle, github.com/moodle/moodle: `mod/assign/classes/downloader.php` names
`<full name>_<participant id>_assignsubmission_file/<path>` (older: a `_` before the slash),
without folders `…_assignsubmission_file_<file>`; `_` in a full name becomes a space, and
`& < > " ' | : / \` are dropped; an online text is `…_assignsubmission_onlinetext/onlinetext.html`;
names that are hidden are `Participant`; a team is `<team>_<team id>`.
`mod/assign/feedback/file/importziplib.php` takes feedback back by the same first four parts, with
or without the folder. `mod/assign/feedback/offline/importgradeslib.php` needs the grade columns
Identifier ("Participant <id>"), Grade, and Last modified (grade).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from .model import Source

CANVAS_ANONYMOUS = re.compile(r"(?:LATE_)?anon_([A-Za-z0-9]+)_(\d+)_(.+)")
CANVAS_UPLOAD = re.compile(r"(?=_(\d+)_(\d+)_(.+))")
CANVAS_TEXT = re.compile(r"(?:(.+?)_)?(?i:LATE_)?(anon_[A-Za-z0-9]+|\d+)_(text|link)\.html")
CANVAS_LATE = re.compile(r"_late$", re.IGNORECASE)
MOODLE = re.compile(r"([^_]*)_(\d+)_assignsubmission_[a-z0-9]+(?:_(.*))?")
ANONYMOUS = "anon-"


@dataclass(frozen=True)
class Parsed:
    """What the name of an upload says.

    `key` is the id by which the LMS knows the student, `name` the student's name as it wrote it,
    `file` the name of the uploaded file, and `back` what the name of a feedback file begins with.
    """

    key: str
    name: str
    file: str
    back: str
    late: bool = False


def readings(source: Source, path: str) -> tuple[Parsed, ...]:
    """The ways in which an upload's name can be read, the likeliest first; none where it cannot.

    Names in Canvas may hold numbers between underscores, in the student's name as in the file's.
    """
    return PARSERS[source](path)


def returned_name(source: Source, back: str, assignment: str) -> str:
    """The name of a student's feedback page in the archive that is uploaded."""
    if source is Source.FOLDER and not back.endswith("/"):
        return f"{back}.html"
    return f"{back}{assignment}.html"


def _canvas(path: str) -> tuple[Parsed, ...]:
    name = PurePosixPath(path).name  # Canvas has no folders
    if found := CANVAS_ANONYMOUS.fullmatch(name):
        back = name[: found.start(3)]
        late = name.startswith("LATE_")
        return (Parsed(f"{ANONYMOUS}{found[1]}", "", found[3], back, late),)
    all_found = []
    for found in CANVAS_UPLOAD.finditer(name):
        student = name[: found.start()]
        late = CANVAS_LATE.search(student) is not None
        back = name[: found.start(3)]
        all_found.append(Parsed(found[1], CANVAS_LATE.sub("", student), found[3], back, late))
    if all_found:
        return tuple(all_found)
    if found := CANVAS_TEXT.fullmatch(name):
        key = found[2].replace("anon_", ANONYMOUS)
        return (Parsed(key, found[1] or "", f"{found[3]}.html", ""),)
    return ()


def _moodle(path: str) -> tuple[Parsed, ...]:
    parts = path.split("/")
    for number, part in enumerate(parts):
        found = MOODLE.fullmatch(part)
        if found is None:
            continue
        if number + 1 < len(parts):
            return (Parsed(found[2], found[1], parts[-1], f"{part}/"),)
        if found[3]:
            return (Parsed(found[2], found[1], found[3], part[: found.start(3)]),)
    return ()


def _folder(path: str) -> tuple[Parsed, ...]:
    first, *rest = path.split("/")
    if rest:
        return (Parsed(first, first, rest[-1], f"{first}/"),)
    student = PurePosixPath(first).stem
    return (Parsed(student, student, first, student),)


PARSERS: dict[Source, Callable[[str], tuple[Parsed, ...]]] = {
    Source.CANVAS: _canvas,
    Source.MOODLE: _moodle,
    Source.FOLDER: _folder,
}
