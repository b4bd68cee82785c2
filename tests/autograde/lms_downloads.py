"""Downloads as Canvas and Moodle make them, and what both make of the names that come back."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from pathlib import Path

import pytest

from autograde.course import Course

NAME = "02_correlation"
AUTUMN = (2030, 9, 30, 18, 5, 8)


class Unflagged(zipfile.ZipInfo):
    """A member whose name is UTF-8 but not marked so, as Canvas writes it."""

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode(), self.flag_bits & ~0x800


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course")


def make_course(root, section=""):
    root.mkdir()
    (root / "course.toml").write_text(f'title = "Nets"\n[assignments."{NAME}"]\n{section}')
    return Course.load(root)


def notebook(text, answers=NAME):
    """A notebook by its one cell; `answers` is what `what_it_answers` says of it."""
    cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []}]
    metadata = {"answers": answers}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode()


def what_it_answers(path):
    return json.loads(path.read_bytes())["metadata"]["answers"]


def write_zip(path, members, *, time=AUTUMN, kind=zipfile.ZipInfo, stamp=None):
    """Write an archive; members are bytes, or (bytes, mode), by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            data, mode = content if isinstance(content, tuple) else (content, 0o100644)
            info = kind(name, time)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            if stamp is not None:
                info.extra = struct.pack("<HHBi", 0x5455, 5, 1, int(stamp.timestamp()))
            archive.writestr(info, data)
    return path


def canvas_name(sortable, user, attachment, file, *, late=False, anonymous=None):
    """What Canvas calls an upload (lib/content_zipper.rb)."""
    student = None if anonymous else re.sub(r"_(\d+)_", r"\1", sortable).lower()
    mark = f"anon_{anonymous}" if anonymous else str(user)
    parts = [part for part in (student, "LATE" if late else None, mark) if part is not None]
    front = re.sub(r"[^\w]", "", "_".join(parts))
    return f"{front}_{attachment}_" + re.sub(r'[\0/\\:*?"<>|]+', "_", file)


def canvas_reads(name):
    """Whom a file that is uploaded again goes to (infer_comment_context_from_filename)."""
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        who, attachment = parts[1:3]
    else:
        who, attachment = [part for part in parts if re.fullmatch(r"\d+", part)][:2]
    return None if parts[-1].startswith("link") else (who, attachment)


def moodle_folder(full_name, participant, kind="file", old=False):
    """What Moodle calls the folder of a submission (mod/assign/classes/downloader.php)."""
    name = re.sub(r"[\x00-\x1f&<>\"`|':\\/]", "", full_name.replace("_", " "))
    return f"{name}_{participant}_assignsubmission_{kind}" + ("_" if old else "")


def moodle_reads(path):
    """Whom a feedback file goes to, and its name (is_valid_filename_for_import)."""
    parts = ["", "import", *path.split("/")]
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdigit() or info[2:4] != ["assignsubmission", "file"]:
            continue
        rest = info[4] if len(info) == 5 else ""
        return info[1], "/".join([rest, *parts]).lstrip("/")
    return None


def roster(path, *rows, header="id,last_name,first_name,email,lms_user_id"):
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def submitted(course, student):
    """The notebook's text and the time of what lies in `submitted/`."""
    folder = course.root / "submitted" / student / NAME
    text = json.loads((folder / f"{NAME}.ipynb").read_text())["cells"][0]["source"]
    return text, (folder / "timestamp.txt").read_text()


def attempts(course, student):
    """The names of a student's attempts, the oldest first."""
    return sorted(path.name for path in (course.root / "attempts" / NAME / student).iterdir())


def files(root: Path):
    """All files below a folder, with their bytes."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
