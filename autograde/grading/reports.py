"""What grading one file found out: the report, and its public form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cnn_lab.diagnosis import Verdict

from .rebuild import Released


@dataclass(frozen=True)
class Graded:
    """One exercise of one file: its points, score, status, mistake and reason."""

    id: str
    points: float
    score: float
    status: str
    mistake: str | None
    reason: str
    verdict: Verdict = field(repr=False)
    output: str = field(default="", repr=False)

    def as_json(self) -> dict[str, Any]:
        """The public fields."""
        names = ("id", "points", "score", "status", "mistake", "reason")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Report:
    """All that grading one file found out. Without an assignment it needs attention."""

    file: str
    student: str
    assignment: str | None
    notes: tuple[str, ...]
    exercises: tuple[Graded, ...] = ()
    build: str = ""
    cells: tuple[Released, ...] = field(default=(), repr=False)

    @property
    def needs_attention(self) -> bool:
        """Whether a person has to look before a score stands."""
        return self.assignment is None or any(e.status == "needs_attention" for e in self.exercises)

    @property
    def max_score(self) -> float | None:
        """Points that could be had, or None when the file could not be graded."""
        return None if self.assignment is None else sum(e.points for e in self.exercises)

    @property
    def score(self) -> float | None:
        """Points earned, never below 0 or above `max_score`."""
        if self.assignment is None:
            return None
        return sum(min(max(e.score, 0.0), e.points) for e in self.exercises)

    def as_json(self) -> dict[str, Any]:
        """The public form of `grade-file --json`."""
        return {
            "file": self.file,
            "assignment": self.assignment,
            "student": self.student,
            "score": self.score,
            "max_score": self.max_score,
            "notes": list(self.notes),
            "exercises": [exercise.as_json() for exercise in self.exercises],
        }
