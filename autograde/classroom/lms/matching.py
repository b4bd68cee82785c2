"""Whose upload is whose: from the names in a download to students."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograde.grading.reading import plain

from .download import Member
from .model import LmsError, Refused, Source, Unmatched, unsafe_id, unsafe_name
from .names import ANONYMOUS, Parsed, readings
from .roster import Roster, Student, fold

BY_HAND = "Collect it with --from folder, as <student id>.ipynb"
LOOKS = {
    Source.CANVAS: "lastfirst_userid_attachmentid_file",
    Source.MOODLE: "Full Name_participantid_assignsubmission_file/file",
    Source.FOLDER: "<student>.ipynb or <student>/<file>.ipynb",
}


@dataclass(frozen=True)
class Upload:
    """One file of a download, and what its name says."""

    member: Member
    parsed: Parsed


@dataclass(frozen=True)
class Submission:
    """All the files of one student in a download."""

    student: str
    uploads: tuple[Upload, ...]

    @property
    def first(self) -> Parsed:
        """What the first file's name says; the key and the student's name are the same in all."""
        return self.uploads[0].parsed


@dataclass
class Matching:
    """Submissions found, those that were not, and what is worth a look."""

    submissions: list[Submission]
    unmatched: list[Unmatched]
    notes: list[str]


def match(source: Source, members: Sequence[Member], roster: Roster | None) -> Matching:
    """Find the student of every file.

    Raises
    ------
    LmsError
        No name in the download is one that the source gives.
    """
    uploads, unmatched = _read_names(source, members, roster)
    if not uploads:
        raise LmsError(_not_from(source, members))
    found: dict[str, list[tuple[Upload, ...]]] = defaultdict(list)
    notes = []
    for group in _by_key(uploads):
        try:
            student, note = _student(
                source, group[0].parsed, {u.parsed.name for u in group}, roster
            )
        except Refused as error:
            unmatched += [_because(upload, str(error)) for upload in group]
            continue
        found[student].append(group)
        if note:
            notes.append(f"{student}: {note}")
    submissions = []
    for student, groups in sorted(found.items()):
        if len(groups) == 1:
            submissions.append(Submission(student, groups[0]))
            continue
        keys = " and ".join(plain(group[0].parsed.key, 60) for group in groups)
        reason = f"two accounts ({keys}) match the student {student}; none was taken. {BY_HAND}"
        unmatched += [_because(u, reason, student) for group in groups for u in group]
    return Matching(submissions, unmatched, notes)


def _read_names(
    source: Source, members: Iterable[Member], roster: Roster | None
) -> tuple[list[Upload], list[Unmatched]]:
    uploads, unmatched = [], []
    for member in members:
        fault = unsafe_name(member.name) or member.fault
        ways = () if fault else readings(source, member.name)
        if ways:
            try:
                uploads.append(Upload(member, _likeliest(ways, roster)))
            except Refused as error:
                unmatched.append(Unmatched(plain(member.name, 120), str(error)))
        else:
            reason = fault or f"its name is not one that {source} gives ({LOOKS[source]})"
            unmatched.append(Unmatched(plain(member.name, 120), reason))
    return uploads, unmatched


def _likeliest(ways: Sequence[Parsed], roster: Roster | None) -> Parsed:
    """The reading of a name whose user id and name are the roster's.

    A student's name may end in a number that is somebody else's user id.
    """
    known = [way for way in ways if roster and way.key in roster.by_lms]
    if len({way.key for way in known}) > 1:
        keys = " or of ".join(plain(way.key, 30) for way in known)
        raise Refused(f"by its name it may be of user {keys}. {BY_HAND}")
    agreeing = [way for way in known if roster and _agrees(way.name, roster.by_lms[way.key])]
    return [*agreeing, *known, *ways][0]


def _agrees(name: str, student: Student) -> bool:
    """Whether a name may be a student's, who may have more names in the LMS."""
    folded = fold(name)
    parts = (fold(student.last_name), fold(student.first_name))
    return any(part and part in folded for part in parts) or not any(parts)


def _by_key(uploads: Iterable[Upload]) -> list[tuple[Upload, ...]]:
    groups: dict[str, list[Upload]] = defaultdict(list)
    for upload in uploads:
        groups[upload.parsed.key].append(upload)
    return [tuple(group) for group in groups.values()]


def _student(
    source: Source, parsed: Parsed, names: set[str], roster: Roster | None
) -> tuple[str, str]:
    """The id of the student of some files, and a note or nothing; raises `Refused`."""
    if len(names) > 1:
        shown = " and ".join(plain(name, 60) or "none" for name in sorted(names))
        raise Refused(f"one user id ({parsed.key}) comes with two names: {shown}. {BY_HAND}")
    if roster is None:
        student, note = _derived(source, parsed), ""
    else:
        one, note = _FINDERS[source](parsed, roster)
        student = one.id
    if fault := unsafe_id(student):
        raise Refused(f"{plain(student, 80)}: {fault}")
    return student, note


def _derived(source: Source, parsed: Parsed) -> str:
    """A student's id where there is no roster."""
    if source is not Source.MOODLE:
        return parsed.key
    words = re.findall("[a-z0-9]+", " ".join(fold(word) for word in parsed.name.split()))
    return "-".join([*("-".join(words)[:40].strip("-") or "participant",), parsed.key])


def _in_canvas(parsed: Parsed, roster: Roster) -> tuple[Student, str]:
    if parsed.key.startswith(ANONYMOUS):
        raise Refused(
            "the download is anonymous, so the roster cannot name the student. Post the grades or "
            "turn anonymous grading off, and download again; or collect without a roster"
        )
    one = roster.by_lms.get(parsed.key)
    if one is not None:
        if _agrees(parsed.name, one):
            return one, ""
        return one, (
            f'user {parsed.key} is "{plain(parsed.name, 60)}" in Canvas and {one.shown} in the '
            "roster; look whether that is right (the upload of a group counts for one student)"
        )
    one = _only(roster.named(parsed.name), parsed)
    if one.lms_user_id:
        raise Refused(
            f"its name is that of {one.id} (row {one.row}), whose lms_user_id is "
            f"{plain(one.lms_user_id, 30)}, but the upload is of user {parsed.key}. "
            "Correct the roster"
        )
    return one, ""


def _in_moodle(parsed: Parsed, roster: Roster) -> tuple[Student, str]:
    found = roster.named(parsed.name) or roster.mentioned(parsed.name)
    if not found and fold(parsed.name) == "participant":
        raise Refused(
            "Moodle hides the names, so the roster cannot name the student. Reveal the "
            "identities and download again; or collect without a roster"
        )
    return _only(found, parsed), ""


def _in_folder(parsed: Parsed, roster: Roster) -> tuple[Student, str]:
    if parsed.key in roster.by_id:
        return roster.by_id[parsed.key], ""
    same = [one for one in roster.students if parsed.key.casefold() == one.email.casefold()]
    return _only(same or roster.named(parsed.key), parsed), ""


def _only(found: Sequence[Student], parsed: Parsed) -> Student:
    if len(found) == 1:
        return found[0]
    name = plain(parsed.name, 60)
    if not found:
        raise Refused(f'nobody in the roster is "{name}". Add the student, or correct the name')
    rows = " and ".join(str(one.row) for one in found)
    raise Refused(f'"{name}" may be any of rows {rows} of the roster. {BY_HAND}')


_FINDERS = {Source.CANVAS: _in_canvas, Source.MOODLE: _in_moodle, Source.FOLDER: _in_folder}


def _because(upload: Upload, reason: str, student: str | None = None) -> Unmatched:
    return Unmatched(plain(upload.member.name, 120), reason, student)


def _not_from(source: Source, members: Sequence[Member]) -> str:
    """Why a whole download cannot be used."""
    if not members:
        return "the download holds no files. Download the submissions again."
    names = ", ".join(plain(member.name, 80) for member in members[:3])
    others = [
        other
        for other in (Source.CANVAS, Source.MOODLE)
        if other is not source and any(readings(other, member.name) for member in members)
    ]
    hint = f" It looks like a download of another kind: --from {others[0]}." if others else ""
    return (
        f"no file in the download is named as {source} names uploads ({LOOKS[source]}). "
        f"It holds {names}.{hint}"
    )


def without_wrapper(download: Path, members: Sequence[Member]) -> list[Member]:
    """A folder's files, where the archive holds the folder itself, under the archive's name."""
    wrapper = f"{PurePosixPath(download.name).stem}/"
    if members and all(member.name.startswith(wrapper) for member in members):
        return [replace(m, name=m.name.removeprefix(wrapper)) for m in members]
    return list(members)
