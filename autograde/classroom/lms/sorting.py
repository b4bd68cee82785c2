"""Sort a download: each student's notebook, and all that needs a person."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from autograde.grading.reading import plain

from .download import NOTEBOOK, ZIP, Budget, inner, opened
from .matching import Submission, Upload, match, without_wrapper
from .model import LmsError, Refused, Source, Unmatched
from .roster import Roster

Answers = Callable[[Path], str | None]


@dataclass(frozen=True)
class Found:
    """The notebook of one student's submission, staged in a folder of ours.

    `answers` is the assignment that it answers, where that is known.
    """

    submission: Submission
    upload: Upload
    name: str
    staged: Path
    answers: str | None


@dataclass
class Sorted:
    """What a download holds: one notebook a student, and all that needs a person."""

    found: list[Found] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def sort(
    assignment: str,
    download: Path,
    source: Source,
    roster: Roster | None,
    staging: Path,
    answers: Answers | None,
) -> Sorted:
    """Find each student's notebook, without changing anything of the course.

    Raises
    ------
    LmsError
        The whole download cannot be used, or it answers another assignment.
    """
    out = Sorted()
    budget = Budget()
    others: Counter[str] = Counter()
    with opened(download) as members:
        if source is Source.FOLDER and not download.is_dir():
            members = without_wrapper(download, members)
        matching = match(source, members, roster)
        out.unmatched, out.notes = matching.unmatched, matching.notes
        for submission in matching.submissions:
            budget.next_student()
            notebooks, faults = _notebooks(submission, budget, staging, answers)
            out.unmatched += faults
            try:
                if notebooks or not faults:
                    out.found.append(_the_one(assignment, submission.student, notebooks))
            except Refused as error:
                others.update(one.answers for one in notebooks if one.answers)
                name = ", ".join(plain(u.member.name, 120) for u in submission.uploads)
                out.unmatched.append(Unmatched(name, str(error), submission.student))
    if others and not out.found and assignment not in others:
        ((other, count),) = others.most_common(1)
        raise LmsError(
            f"{download}: nothing in it answers {assignment}; {count} of its notebooks answer "
            f"{plain(other, 60)}. Nothing was collected. Give the download of {assignment}, or "
            f"collect it as {plain(other, 60)}."
        )
    return out


def _notebooks(
    submission: Submission, budget: Budget, staging: Path, answers: Answers | None
) -> tuple[list[Found], list[Unmatched]]:
    """The different notebooks among a student's files, and the files that cannot be used."""
    found: dict[str, Found] = {}
    faults = []
    for upload in submission.uploads:
        try:
            for name, data in _contents(upload, budget):
                digest = hashlib.sha256(data).hexdigest()
                if digest in found:
                    continue
                staged = staging / f"{digest}{NOTEBOOK}"
                staged.write_bytes(data)
                told = answers(staged) if answers else None
                found[digest] = Found(submission, upload, name, staged, told)
        except Refused as error:
            name = plain(upload.member.name, 120)
            faults.append(Unmatched(name, str(error), submission.student))
    return list(found.values()), faults


def _contents(upload: Upload, budget: Budget) -> Iterable[tuple[str, bytes]]:
    """The names and bytes of the notebooks in one uploaded file."""
    if upload.member.kind == NOTEBOOK:
        yield upload.parsed.file, budget.take(upload.member.content())
    elif upload.member.kind == ZIP:
        for name, data in inner(budget.take(upload.member.content()), budget):
            yield PurePosixPath(name).name, data


def _the_one(assignment: str, student: str, notebooks: list[Found]) -> Found:
    """The notebook to keep out of a student's; raises `Refused` where that is not clear."""
    right = [one for one in notebooks if one.answers == assignment]
    if len(right) == 1:
        return right[0]
    if not notebooks:
        raise Refused("there is no notebook (.ipynb) in it. Ask the student for the notebook")
    if len(notebooks) == 1:
        (one,) = notebooks
        if one.answers is not None:
            raise Refused(f"it answers {plain(one.answers, 60)}, not {assignment}")
        return one
    names = ", ".join(plain(one.name, 60) for one in notebooks)
    count = f"{len(right)} of them answer" if right else "none of them is known to answer"
    raise Refused(
        f"it holds {len(notebooks)} notebooks ({names}), and {count} {assignment}. Collect the "
        f"right one with --from folder, as {student}{NOTEBOOK}"
    )
