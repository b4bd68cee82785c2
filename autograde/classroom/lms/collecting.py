"""Collect a download: keep every attempt, choose the one to grade, list what needs a person."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from autograde.classroom import folders
from autograde.course import Course
from autograde.grading.reading import plain

from . import manifest
from .attempts import TIMESTAMP, Attempt, Desk, Score, nbgrader_time
from .manifest import COLLECTED, Manifest, Origin, Return
from .model import (
    Choice,
    Collected,
    Matched,
    Source,
    Unmatched,
    check_assignment,
    clear_faults,
    unsafe_id,
)
from .roster import Roster, read_roster
from .sorting import Answers, Found, Sorted, sort

LATE_TIMES = {
    Source.CANVAS: "Canvas marks those that are late",
    Source.MOODLE: "Moodle does not say in the download who was late: look there",
}


@dataclass(frozen=True)
class Kept:
    """A student's upload as an attempt, and whether that is new."""

    desk: Desk
    found: Found
    added: bool


def collect(
    course: Course,
    assignment: str,
    download: Path,
    source: Source | str,
    *,
    roster: Path | None = None,
    choose: Choice | str = "last",
    answers: Answers | None = None,
    score: Score | None = None,
) -> Collected:
    """Take the submissions of a download into `attempts/` and `submitted/`.

    Parameters
    ----------
    course : Course
    assignment : str
        Its id.
    download : Path
        The zip that the LMS gave, or the folder that it was unpacked into.
    source : Source
        What named the files: `canvas`, `moodle`, or people (`folder`).
    roster : Path, optional
        nbgrader's list of students, as CSV. Without it the ids of students are what the LMS gives.
    choose : Choice
        Grade the `last` attempt, or the `best`.
    answers : callable, optional
        Gives the id of the assignment that a notebook answers, or None.
    score : callable, optional
        Gives the score of a notebook of a student, or None; needed for `best`.

    Raises
    ------
    LmsError
        The whole download cannot be used, or a file cannot be written. What was kept stays, and
        collecting again goes on from there.

    Notes
    -----
    The time of an attempt is the one in the download. Canvas and Moodle write the time of the
    *download* there (github.com/instructure/canvas-lms issue 2219; Moodle's `zip_writer.php`), so
    that an upload of theirs counts as handed in at the deadline, if that is earlier, unless Canvas
    marked it as late. A time that somebody corrects in `submitted/…/timestamp.txt` stays. Times
    without a zone are taken as UTC.
    """
    source, choose = Source(source), Choice(choose)
    if choose is Choice.BEST and score is None:
        raise ValueError("choosing the best attempt needs a score")
    check_assignment(assignment)
    people = read_roster(roster) if roster else None
    with clear_faults("Collecting"), tempfile.TemporaryDirectory() as staging:
        memory = manifest.read(course.root, assignment)
        out = sort(assignment, download, source, people, Path(staging), answers)
        kept = _keep(course.root, memory, source, out)
        deadline = course.changes(assignment).deadline
        chosen = [(one, one.desk.choose(choose, score)) for one in kept]
        matched = [_submit(one, attempt, memory, deadline) for one, attempt in chosen]
        memory.write()
        out.notes += _notes_on_times(source, chosen, memory, deadline)
        absent = _absent(course.root, assignment, people, out.unmatched)
    return Collected(
        assignment, source, tuple(matched), tuple(out.unmatched), tuple(out.notes), absent
    )


def _keep(root: Path, memory: Manifest, source: Source, out: Sorted) -> list[Kept]:
    """Keep every attempt and remember where it came from, before anything is replaced."""
    kept = []
    for found in out.found:
        student, parsed, member = found.submission.student, found.upload.parsed, found.upload.member
        desk = Desk(root, memory.assignment, student)
        record = memory.record(student)
        adopted = desk.adopt()
        if adopted is not None:
            record.attempts[adopted.name] = Origin(COLLECTED, adopted.file.name)
        attempt, added = desk.keep(found.staged.read_bytes(), member.time, found.name)
        origin = record.attempts.get(attempt.name, Origin(source, member.name))
        record.attempts[attempt.name] = replace(origin, late=origin.late or parsed.late)
        back = Return(parsed.key, member.name, parsed.back, nbgrader_time(member.time))
        for other in memory.remember(student, source, back):
            there = Desk(root, memory.assignment, other).submission.folder
            out.notes.append(
                f"{student}: the same upload was collected as {other} before. Take {there} away, "
                "or both are graded"
            )
        kept.append(Kept(desk, found, added))
    memory.write()
    return kept


def _submit(kept: Kept, attempt: Attempt, memory: Manifest, deadline: datetime | None) -> Matched:
    """Put a student's chosen attempt into `submitted/`."""
    record = memory.record(kept.desk.student)
    time = nbgrader_time(_handed_in(attempt, memory, kept.desk.student, deadline))
    replaced = kept.desk.submit(attempt, time, record.timestamp)
    record.timestamp = time
    name = plain(kept.found.upload.member.name, 120)
    count = len(kept.desk.attempts())
    return Matched(kept.desk.student, name, attempt.file, count, kept.added, replaced)


def _handed_in(
    attempt: Attempt, memory: Manifest, student: str, deadline: datetime | None
) -> datetime:
    """The time that counts: an LMS writes that of the download, which is no student's fault."""
    origin = memory.record(student).attempts.get(attempt.name)
    if deadline is None or origin is None or origin.late or origin.source not in LATE_TIMES:
        return attempt.time
    return min(attempt.time, deadline)


def _notes_on_times(
    source: Source,
    chosen: Iterable[tuple[Kept, Attempt]],
    memory: Manifest,
    deadline: datetime | None,
) -> list[str]:
    """Say where a time is not the student's, unless somebody has corrected it."""
    notes = []
    moved = 0
    for kept, attempt in chosen:
        student = kept.desk.student
        record = memory.record(student)
        if folders.timestamp(kept.desk.submission) != record.timestamp:
            continue
        moved += _handed_in(attempt, memory, student, deadline) < attempt.time
        if attempt.name in record.attempts and record.attempts[attempt.name].late:
            notes.append(
                f"{student}: Canvas marked it as late, and the download does not say by how much. "
                f"Write the right time into {kept.desk.submission.folder / TIMESTAMP}"
            )
    if moved:
        notes.append(
            f"{moved} of the uploads carry a time after the deadline, which is that of the "
            f"download; they count as in time. {LATE_TIMES.get(source, 'Look at them')}."
        )
    return notes


def _absent(
    root: Path, assignment: str, roster: Roster | None, unmatched: Iterable[Unmatched]
) -> tuple[str, ...]:
    """The students of the roster of whom there is nothing at all."""
    seen = {one.student for one in unmatched}
    return tuple(
        plain(one.id, 80)
        for one in (roster.students if roster else ())
        if one.id not in seen
        and (unsafe_id(one.id) or not Desk(root, assignment, one.id).attempts())
    )
